# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Queries to the Platform REST API: their filters, and the pages of their results.

One query asks for many values of a property by an ``or`` group. The API returns 100 results on a page.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Callable, Generic, Literal, TypeVar, get_args
from urllib.parse import quote

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, require
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._sources import shapes
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import Refusals
from ansible_collections.boomi.spaces.plugins.module_utils._sources.shapes import Raw, ShapeError
from ansible_collections.boomi.spaces.plugins.module_utils._transport.answers import Answer, rest_errors
from ansible_collections.boomi.spaces.plugins.module_utils._transport.batches import BatchSize, ask_each
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http, host_and_path
from ansible_collections.boomi.spaces.plugins.module_utils._transport.login import basic_auth
from ansible_collections.boomi.spaces.plugins.module_utils._transport.pace import Pace

# The most values that one query asks for. Boomi documents no limit, so this is modest; a group that the server refuses is halved.
# docs/benchmarks.md has the measurement behind it.
LARGEST_GROUP = 200

# How many objects one bulk GET asks for; the documented limit.
LARGEST_BULK = 100

# The statuses of a refusal that a smaller group may avoid.
GROUP_REFUSALS = (400, 413, 500)

# How many empty pages may follow each other: a token promises more results, and they may come late.
EMPTY_PAGES = 10

# How many pages one result may have, and how many bytes all of them. Otherwise a server with endless pages would fill the memory.
MOST_PAGES = 1000
LARGEST_RESULT = 64 * 1024 * 1024

ObjectType = Literal[
    "Atom",
    "AtomStartupProperties",
    "AuditLog",
    "Environment",
    "EnvironmentAtomAttachment",
    "ExecutionRecord",
    "IntegrationPack",
    "IntegrationPackEnvironmentAttachment",
    "IntegrationPackInstance",
    "Process",
    "ProcessScheduleStatus",
    "ProcessSchedules",
]
KNOWN_TYPES = frozenset({*get_args(ObjectType), "Error"})

Record = TypeVar("Record")
Expression = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Query(Generic[Record]):
    """A question about the objects of one type.

    ``asked`` describes it in errors. ``read`` makes a record of an object and its place. ``check`` gets all records so far after each page.
    Both raise ShapeError. ``id_name`` is the property that tells the objects apart, unless they are not ``unique`` in it. ``sort`` is the one
    that they are sorted by, in ascending order. ``largest_group`` limits the values of one query further than LARGEST_GROUP. ``fewer`` is what
    to ask for if the result is too large.
    """

    type: ObjectType
    asked: str
    read: Callable[[Raw, str], Record]
    check: Callable[[list[Record]], None] | None = None
    id_name: str = "id"
    unique: bool = True
    sort: str | None = None
    largest_group: int = 1_000_000
    fewer: str = "fewer instances at once"


@dataclasses.dataclass(frozen=True)
class Found(Generic[Record]):
    """The records that were found, and the error for each value that the API refused."""

    records: list[Record]
    refused: dict[str, BoomiError]

    @staticmethod
    def merged(parts: Iterable[Found[Record]]) -> Found[Record]:
        """The results of several groups, in their order."""
        records: list[Record] = []
        refused: dict[str, BoomiError] = {}
        for part in parts:
            records += part.records
            refused.update(part.refused)
        return Found(records, refused)


class RestApi:
    """The queries of one connection, at its pace.

    Raises a ``usage`` error if the connection has no user name and API token. ``refusals`` learns that the login works.
    """

    def __init__(self, connection: Connection, http: Http, refusals: Refusals) -> None:
        require(connection.login_missing, "The Platform API, which alone knows whether a schedule is paused, needs account_id, username and api_token.")
        account = quote(connection.account_id or "", safe="")
        self._base, self._override = f"{connection.platform_base}/api/rest/v1/{account}", ""
        if connection.override_account:
            self._base = f"{connection.platform_base}/partner/api/rest/v1/{account}"
            self._override = f"?overrideAccount={quote(connection.override_account, safe='')}"
        self._http = http
        self._refusals = refusals
        self._auth = basic_auth(connection, http)
        self._pace = Pace(connection)
        self._group_size = BatchSize(LARGEST_GROUP)

    def address(self, path: str) -> str:
        """Host and path of a query, for errors."""
        return host_and_path(self._url(path))

    def every(self, query: Query[Record], name: str) -> list[Record]:
        """All objects of the type. ``name`` is any of its properties: the API needs a filter, and this one always holds."""
        # Runtimes have no operator for null.
        always = (("NOT_EQUALS", ["-"]), ("EQUALS", ["-"])) if query.type == "Atom" else (("IS_NOT_NULL", []), ("IS_NULL", []))
        return self._query(query, {"operator": "or", "nestedExpression": [simple(name, operator, *argument) for operator, argument in always]})

    def matching(self, query: Query[Record], *expressions: Expression) -> list[Record]:
        """The objects that all of these expressions hold for."""
        return self._query(query, all_of(expressions))

    def each(self, query: Query[Record], name: str, values: Iterable[str], also: Sequence[Expression] = ()) -> list[Record]:
        """The objects whose property ``name`` has one of the values, and for which the other expressions hold. A refused value is an error."""
        return self._in_groups(query, name, values, also).records

    def each_accepted(self, query: Query[Record], name: str, values: Iterable[str]) -> Found[Record]:
        """As ``each``, but a value that is refused with the status 400 when it is asked for alone is part of the result.

        Each value is one that many objects have. The pages of a group come one after the other, so that groups are of even size, and four at a time.
        """
        return self._in_groups(query, name, values, (), tolerant=True, rounds=True)

    def bulk(self, query: Query[Record], ids: Iterable[str]) -> dict[str, Record]:
        """The objects with these IDs, by ID. Those that the API does not have, or does not return, are left out."""
        found: dict[str, Record] = {}
        for part in ask_each(lambda group: self._bulk(query, group), list(dict.fromkeys(ids)), lambda: LARGEST_BULK):
            found.update(part)
        return found

    def get(self, path: str, asked: str) -> Answer:
        """The response to a GET, whatever its status."""
        return self._http.send("GET", self._url(path), asked=asked, auth=self._auth, headers={"Accept": "application/json"}, pace=self._pace)

    def _bulk(self, query: Query[Record], ids: list[str]) -> dict[str, Record]:
        body = json.dumps({"type": "GET", "request": [{"id": one} for one in ids]}).encode()
        answer = self._send(f"{query.type}/bulk", "application/json", body, query.asked)
        try:
            found = {raw["id"]: query.read(raw, f"{query.type}.{place}") for raw, place in _bulk_results(answer, len(ids))}
        except ShapeError as error:
            raise answer.malformed(str(error)) from None
        if not found.keys() <= set(ids):
            raise answer.malformed("The response has objects that were not asked for.")
        return found

    def _in_groups(
        self, query: Query[Record], name: str, values: Iterable[str], also: Sequence[Expression], *, tolerant: bool = False, rounds: bool = False
    ) -> Found[Record]:
        def ask(group: list[str]) -> Found[Record]:
            try:
                return Found(self.matching(query, one_of(name, group), *also), {})
            except BoomiError as error:
                if error.kind != _errors.REJECTED or error.status not in GROUP_REFUSALS:
                    raise
                if len(group) == 1:
                    if tolerant and error.status == 400:
                        return Found([], {group[0]: error})
                    raise
            # A group with a refused value in it says nothing about the size that the server accepts.
            return Found.merged(self._group_size.ask_halves(ask, group, lambda halves: not any(half.refused for half in halves)))

        told = self._http.progress(f"values of {name} of {query.type}")
        return Found.merged(ask_each(ask, list(dict.fromkeys(values)), lambda: min(self._group_size(), query.largest_group), rounds=rounds, told=told))

    def _query(self, query: Query[Record], expression: Expression) -> list[Record]:
        found: list[Record] = []
        for answer, objects in self._pages(query, expression):
            try:
                found += [query.read(raw, f"{query.type}.{place}") for raw, place in objects]
                if query.check:
                    query.check(found)
            except ShapeError as error:
                raise answer.malformed(str(error)) from None
        return found

    def _pages(self, query: Query[Record], expression: Expression) -> Iterator[tuple[Answer, list[tuple[Raw, str]]]]:
        """Each page of the result, with its objects."""
        body: dict[str, Any] = {"QueryFilter": {"expression": expression}}
        if query.sort:
            body["QuerySort"] = {"sortField": [{"fieldName": query.sort, "sortOrder": "ASC"}]}
        answer = self._send(f"{query.type}/query", "application/json", json.dumps(body).encode(), query.asked)
        earlier = _EarlierPages(query)
        while True:
            objects, token = _page(answer, query, earlier.pages == 0)
            earlier.add(answer, objects, token)
            yield answer, objects
            if token is None:
                return
            answer = self._send(f"{query.type}/queryMore", "text/plain", token.encode(), query.asked)

    def _send(self, path: str, content_type: str, body: bytes, asked: str) -> Answer:
        headers = {"Accept": "application/json", "Content-Type": content_type}
        answer = self._http.send("POST", self._url(path), asked=asked, auth=self._auth, headers=headers, body=body, pace=self._pace)
        if answer.status >= 400:
            raise answer.failure()
        if answer.status != 200:
            raise answer.odd_status()
        self._refusals.login_works = True
        return answer

    def _url(self, path: str) -> str:
        return f"{self._base}/{path}{self._override}"


class _EarlierPages:
    """What the pages of one result had so far: to notice pages that overlap or never end, since then objects may be missing."""

    def __init__(self, query: Query[Any]) -> None:
        self.pages = 0
        self._query = query
        self._ids: set[str] = set()
        self._tokens: set[str] = set()
        self._size = 0
        self._empty = 0  # in a row

    def add(self, answer: Answer, objects: list[tuple[Raw, str]], token: str | None) -> None:
        """Adds a page. ``token`` is the one for the next page. Raises ``malformed``."""
        name = self._query.id_name
        ids = {raw[name] for raw, dummy in objects if raw.get(name)} if self._query.unique else set()
        self._size += len(answer.body)
        self._empty = 0 if objects else self._empty + 1
        if token in self._tokens or not self._ids.isdisjoint(ids) or (token and self._empty > EMPTY_PAGES):
            raise answer.malformed("The pages of the response overlap or never end, so objects may be missing. Run again.")
        if len(self._tokens) >= MOST_PAGES or self._size > LARGEST_RESULT:
            limits = f"more than {MOST_PAGES} pages or is larger than {LARGEST_RESULT >> 20} MiB"
            raise answer.malformed(f"The response has {limits}. Ask for {self._query.fewer}.")
        self.pages += 1
        self._ids |= ids
        if token is not None:
            self._tokens.add(token)


def _page(answer: Answer, query: Query[Any], first: bool) -> tuple[list[tuple[Raw, str]], str | None]:
    """The objects of a page without repetitions, each with its place, and the token for the next page.

    Published responses have a ``numberOfResults`` that is too large or too small, so that it says nothing but whether there should be any result at
    all. An object with neither id nor type is dropped: published responses contain such objects, and they cannot be asked about.
    """
    document = answer.json()
    if not isinstance(document, dict):
        raise answer.malformed("The response is JSON, but not the result of a query.")
    if rest_errors(document) or document.get("@type") == "Error":
        raise answer.failure()
    token = document.get("queryToken")
    if token is not None and not isinstance(token, str):
        raise answer.malformed("The queryToken of the response is not a string.")
    try:
        _check_result(document, first, bool(token))
        objects = _objects(document, query)
    except ShapeError as error:
        raise answer.malformed(str(error)) from None
    answer.check_secrets(document.get("result"))
    return [(raw, place) for raw, place in objects if raw.get(query.id_name) or raw.get("@type")], token or None


def _bulk_results(answer: Answer, number: int) -> list[tuple[Raw, str]]:
    """The objects in the response to a bulk GET of this number of IDs, each with its place. It has an item for each ID, which may be an error."""
    document = answer.json()
    if not isinstance(document, dict):
        raise answer.malformed("The response is JSON, but not the result of a bulk GET.")
    if document.get("response") is None and (rest_errors(document) or document.get("@type") == "Error"):
        raise answer.failure()
    answer.check_secrets(document)
    items = shapes.objects(document.get("response"), "response")
    if len(items) != number:
        raise ShapeError(f"The response has {len(items)} items; expected {number}.")
    found = []
    for item, place in items:
        if shapes.whole(item, "statusCode", place) == 200:
            raw = shapes.one_object(item.get("Result"), f"{place}.Result")
            if not shapes.text(raw, "id", f"{place}.Result"):
                raise ShapeError(f"The object at {place}.Result has no id.")
            found.append((raw, f"{place}.Result"))
    return found


def _check_result(document: Raw, first: bool, more: bool) -> None:
    """Raises ShapeError if objects are missing: if a page has no list of them and does not say that there are none, or says that there are some
    and has an empty list, without a further page."""
    if shapes.text(document, "@type", "response") in KNOWN_TYPES:
        raise ShapeError(f"The response is of the type {document['@type']}; expected the result of a query.")
    claimed = shapes.whole(document, "numberOfResults", "response")
    if document.get("result") is None and (claimed != 0 or more):
        raise ShapeError("The response has no result.")
    if document.get("result") == [] and first and not more and (claimed or 0) > 0:
        raise ShapeError(f"The response has no results, but says that there are {claimed}.")


def _objects(document: Raw, query: Query[Any]) -> list[tuple[Raw, str]]:
    result = document.get("result")
    objects = shapes.objects(result, "result")
    if isinstance(result, dict) and not result.keys() & {query.id_name, "@type"}:
        raise ShapeError("result is an object without id and type; expected a list of objects.")
    others = KNOWN_TYPES - {query.type}
    for raw, place in objects:
        if shapes.text(raw, "@type", place) in others:
            raise ShapeError(f"{place} is of the type {raw['@type']}; expected {query.type}.")
    return shapes.once(objects, query.id_name) if query.unique else objects


def simple(name: str, operator: str, *arguments: str) -> Expression:
    return {"property": name, "operator": operator, "argument": list(arguments)}


def one_of(name: str, values: Iterable[str], operator: str = "EQUALS") -> Expression:
    """An expression that holds for an object whose property has one of the values."""
    wanted = [simple(name, operator, value) for value in values]
    return wanted[0] if len(wanted) == 1 else {"operator": "or", "nestedExpression": wanted}


def all_of(expressions: Sequence[Expression]) -> Expression:
    return expressions[0] if len(expressions) == 1 else {"operator": "and", "nestedExpression": list(expressions)}

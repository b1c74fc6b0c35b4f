# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Platform REST API of an account: the addresses, the privileges, and the requests that it refuses."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

from .account import Account, User
from .attachments import KIND as ATTACHMENT_PROPERTIES
from .attachments import Attachments
from .clock import Clock
from .faults import PLATFORM_MESSAGES
from .filters import FilterError, descending, read
from .history import HISTORY
from .messages import Request, Response, json_response, method_not_allowed
from .objects import KINDS, READS_ATOMS, STARTUP_PROPERTIES, Kind, Table
from .pace import Pace
from .pages import Page, Pages

DESCRIPTION = Path(__file__).with_name("platform-openapi.json")
PLATFORM = "/api/rest/v1/"
PARTNER = "/partner/api/rest/v1/"
_LARGEST_BULK = 100
_KINDS = {**KINDS, **HISTORY, STARTUP_PROPERTIES.name: STARTUP_PROPERTIES}
_BAD_LOGIN = '<UserMessage id="error.user.login" type="error"><Data>Incorrect user name and password combination.</Data></UserMessage>'


class PlatformApi:
    """Responds for one account and its sub-accounts. The caller has checked the credentials.

    ``max_expressions`` limits the simple expressions of one filter; None means no limit. ``pages`` and ``pace`` have the other limits.
    """

    def __init__(self, account: Account, clock: Clock) -> None:
        self.max_expressions: int | None = None
        self.pages = Pages()
        self.pace = Pace(clock)
        self.attachments = Attachments(clock)
        self._account = account
        self._clock = clock
        self._tables: dict[tuple[str, str | None], Table] = {}
        self._lock = threading.Lock()

    def use(self, account: Account) -> None:
        """Use this state of the account from now on. Later pages of an earlier query still have the earlier state."""
        with self._lock:
            self._account = account
            self._tables = {}

    def answer(self, request: Request, user: User) -> Response:
        """The response to a request whose path starts with PLATFORM or PARTNER, from a user of this account with the privilege API."""
        partner = request.path.startswith(PARTNER)
        account_id, *rest = map(unquote, request.path[len(PARTNER if partner else PLATFORM) :].split("/"))
        if account_id != self._account.id:
            # As published, although the request asks for JSON.
            return Response(403, _BAD_LOGIN.encode(), {"Content-Type": "application/xml"})
        if not self.pace.admits():
            return _published(503)
        override = parse_qs(request.query, keep_blank_values=True).get("overrideAccount")
        if partner != (override is not None) or (override is not None and len(override) > 1):
            return _error(400, "overrideAccount goes with the path /partner/api/rest/v1, once, and with no other.")
        owner = None if override is None else override[0]
        if owner is not None and owner not in self._account.sub_accounts:
            return _published(403)
        if rest[:2] == ["async", ATTACHMENT_PROPERTIES]:
            return self._asynchronous(request, user, rest[2:], owner)
        kind = _KINDS.get(rest[0]) if rest else None
        return Response(404) if kind is None else self._object(request, user, kind, rest[1:], owner)

    def _asynchronous(self, request: Request, user: User, rest: list[str], owner: str | None) -> Response:
        by_token = len(rest) == 2 and rest[0] == "response"
        if not by_token and (len(rest) != 1 or not rest[0]):
            return Response(404)
        refused = _refused(request, user, READS_ATOMS, ("GET",))
        if refused is not None:
            return refused
        if by_token:
            return self.attachments.result(rest[1], owner)
        atom = self._table(KINDS["Atom"], owner).get(rest[0])
        if atom is None or not atom.is_attachment:
            return _error(400, "No such cloud attachment")
        return _published(410) if atom.is_offline else self.attachments.token(atom, owner)

    def _object(self, request: Request, user: User, kind: Kind, rest: list[str], owner: str | None) -> Response:
        action = rest[0] if rest else ""
        queries, bulk = ("query", "queryMore") if kind.values else (), ("bulk",) if kind.id_of else ()
        actions = (*queries, *bulk)
        unknown = kind.shows is not None and kind.id_of is None and action not in actions
        if len(rest) > 1 or rest == [""] or unknown or (action in ("query", "queryMore", "bulk") and action not in actions):
            return Response(404)
        refused = _refused(request, user, kind.privileges, _methods(kind, action, actions))
        if refused is not None:
            return refused
        if request.method == "GET":
            return self._get(kind, action, owner)
        if action == "queryMore":
            return self._more(kind, request.text, owner)
        try:
            body = request.json
        except (ValueError, RecursionError):
            return _error(400, "The body is not JSON.")
        return self._query(kind, body, user, owner) if action == "query" else self._bulk(kind, body, owner)

    def _query(self, kind: Kind, body: Any, user: User, owner: str | None) -> Response:
        try:
            wanted = read(body, kind.values, kind.operators, self.max_expressions, kind.sorts)
            backwards = descending(body, kind.sorts)
        except FilterError as error:
            return _error(400, str(error))
        found, now, account = self._table(kind, owner).select(wanted), self._clock.now(), self._account
        if kind.shows is not None:
            found = [record for record in found if kind.shows(record, account, user, now)]
        return self._page(kind, self.pages.first(self._scope(kind, owner), found[::-1] if backwards else found))

    def _more(self, kind: Kind, token: str, owner: str | None) -> Response:
        page = self.pages.more(self._scope(kind, owner), token)
        return _error(400, "The query token is not one of this object and account.") if page is None else self._page(kind, page)

    def _page(self, kind: Kind, page: Page) -> Response:
        answers = self._account.answers
        number = page.total if answers.number_of_results is None else answers.number_of_results
        body = {"@type": "QueryResult", "result": [kind.listed(record, answers) for record in page.items], "numberOfResults": number}
        return json_response(200, body if page.token is None else {**body, "queryToken": page.token})

    def _get(self, kind: Kind, record_id: str, owner: str | None) -> Response:
        record = self._table(kind, owner).get(record_id)
        return _error(404, _no_such(kind)) if record is None else json_response(200, kind.fields(record, self._account.answers))

    def _bulk(self, kind: Kind, body: dict[str, Any], owner: str | None) -> Response:
        items = body.get("request")
        if set(body) != {"type", "request"} or not isinstance(items, list) or not 1 <= len(items) <= _LARGEST_BULK:
            return _error(400, f"A bulk GET has the members type and request, and 1 to {_LARGEST_BULK} items in the latter.")
        if not all(isinstance(item, dict) and set(item) == {"id"} and isinstance(item["id"], str) for item in items):
            return _error(400, "Each item of request must be an object with an id, and nothing else.")
        return json_response(200, {"@type": "BulkResult", "response": [self._one(kind, item["id"], owner) for item in items]})

    def _one(self, kind: Kind, record_id: str, owner: str | None) -> dict[str, Any]:
        record = self._table(kind, owner).get(record_id)
        if record is None:
            return {"@type": "BulkResponse", "statusCode": 400, "id": record_id, "errorMessage": _no_such(kind)}
        return {"@type": "BulkResponse", "Result": kind.listed(record, self._account.answers), "statusCode": 200}

    def _scope(self, kind: Kind, owner: str | None) -> tuple[str, str]:
        return owner or self._account.id, kind.name

    def _table(self, kind: Kind, owner: str | None) -> Table:
        """Made on first use, since few tests use every object."""
        with self._lock:
            key = kind.name, owner
            if key not in self._tables:
                self._tables[key] = Table(kind, self._account, owner)
            return self._tables[key]


def writes(request: Request) -> bool:
    """True for a request that would write if it were not refused: a method that writes, or a POST to a REST object that is not a query."""
    if request.method in ("PUT", "PATCH", "DELETE"):
        return True
    if request.method != "POST" or "/api/rest/" not in request.path:
        return False
    action = request.path.rsplit("/", 1)[-1]
    if action == "bulk":
        return not _is_bulk_get(request)
    return action not in ("query", "queryMore")


def _is_bulk_get(request: Request) -> bool:
    try:
        body = request.json
    except (ValueError, RecursionError):
        return False
    return isinstance(body, Mapping) and body.get("type") == "GET"


def _refused(request: Request, user: User, privileges: tuple[str, ...], methods: tuple[str, ...]) -> Response | None:
    """The refusal of a request to an existing address because of its method, headers or user; None if it is allowed."""
    if request.method not in methods:
        return method_not_allowed(*methods)
    if writes(request):
        return json_response(403, {"message": "Writes are refused: the local Boomi is never written to."})
    if privileges and not user.may(*privileges):
        return _published(403)
    media_type = "text/plain" if request.path.endswith("/queryMore") else "application/json"
    if request.method == "POST" and request.media_type() != media_type:
        return _error(415, f"The body must be sent as Content-Type: {media_type}.")
    if not request.accepts("application/json"):
        return _error(406, "The header Accept must name application/json.")
    return None


def _methods(kind: Kind, action: str, actions: tuple[str, ...]) -> tuple[str, ...]:
    """The methods of an address: an object, one of its ``actions``, or an id."""
    if not action or action in actions:
        return ("POST",)
    if not kind.values or kind.shows is not None:
        return ("GET",)
    return ("GET", "POST", "DELETE") if kind.id_of else ("POST", "DELETE")


def _no_such(kind: Kind) -> str:
    """In the words of the page about bulk GET: No such process."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind.name)
    return f"No such{words}"


def _error(status: int, message: str) -> Response:
    return json_response(status, {"@type": "Error", "message": message})


def _published(status: int) -> Response:
    return json_response(status, {"message": PLATFORM_MESSAGES[status]})

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Runtimes, their environments and their time zones. Only the Platform API knows them, so they are read there, whichever source is set."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import quote

from ansible_collections.boomi.spaces.plugins.module_utils import _zones
from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, some
from ansible_collections.boomi.spaces.plugins.module_utils._records import Environment, Node, Runtime
from ansible_collections.boomi.spaces.plugins.module_utils._sources import reading, shapes
from ansible_collections.boomi.spaces.plugins.module_utils._sources.places import environment_by_atom
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import (
    ATOM_NODES,
    ATOM_STATUSES,
    ATOM_ZONES,
    ATTACHMENT_ZONES,
    ENVIRONMENT_NAMES,
    Refusals,
)
from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import Query, RestApi
from ansible_collections.boomi.spaces.plugins.module_utils._sources.shapes import Raw, ShapeError
from ansible_collections.boomi.spaces.plugins.module_utils._transport.answers import Answer
from ansible_collections.boomi.spaces.plugins.module_utils._transport.batches import ask_each
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http
from ansible_collections.boomi.spaces.plugins.module_utils._transport.waiting import sleep

STARTUP, ACCOUNT = "startup_properties", "account_property"  # where a time zone comes from

# Seconds between a token and the first look for its result; each further pause is twice as long.
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 8.0

ASYNC = "async/CloudAttachmentProperties"
ASKED_ATTACHMENT = "the properties of a cloud attachment"

# Why a time zone is null, as the end of a sentence.
OFFLINE = "the runtime is offline, or cannot be reached"
LOST = "Boomi no longer has the response, which it gives only once"
LATE = "there was no response within timeout"
ABSENT = "Boomi has no such properties of it"
_UNREACHABLE = (410, 504)


class _Reply(NamedTuple):
    """To a request for the properties of an attachment: not yet ready, a value, or the reason why there is none."""

    ready: bool
    value: str | None = None
    problem: str | None = None


class Runtimes:
    """The runtimes of an account.

    ``refusals`` are those of a source whose login is the same; without them, the first refusal is an error: a wrong password can look like one.
    """

    def __init__(self, connection: Connection, http: Http, refusals: Refusals | None = None) -> None:
        self._own_refusals = refusals is None
        self.refusals = Refusals() if refusals is None else refusals
        self._api = RestApi(connection, http, self.refusals)
        self._timeout = connection.timeout
        self._problems: dict[tuple[str | None, str], list[str]] = {}  # the names of runtimes, by the reported zone and the reason

    def warnings(self) -> list[str]:
        """Why time zones are null, in one sentence for each reason. Without one they are not set."""
        found = self.refusals.warnings() if self._own_refusals else []
        for (value, problem), names in self._problems.items():
            runtimes = f"the runtime{'s' if len(names) > 1 else ''} {some([quoted(name) for name in names])}"
            zone = "The time zone" if value is None else f"The time zone {quoted(value)}"
            found.append(f"{zone} of {runtimes} cannot be used, and is null: {problem}.")
        return found

    def find(self, terms: list[str] | None = None) -> list[Runtime]:
        """All runtimes, or those whose ID or name is one of the terms."""
        query = Query("Atom", "the runtimes", reading.runtime)
        if terms is None:
            return self._api.every(query, "id")
        found = [runtime for name in ("id", "name") for runtime in self._api.each(query, name, terms)]
        return list({runtime["id"]: runtime for runtime in found}.values())

    def by_id(self, ids: Iterable[str]) -> dict[str, Runtime]:
        """The runtimes with these IDs, without those that the account does not have. Empty if the user may not read them."""
        query = Query("Atom", "the status of the runtimes", reading.runtime)
        found = self.refusals.optional(ATOM_STATUSES, lambda: self._api.each(query, "id", ids)) or []
        return {runtime["id"]: runtime for runtime in found}

    def set_environments(self, runtimes: Iterable[Runtime]) -> list[Environment]:
        """Sets the environments of the runtimes, and returns all environments. What the user may not read is null."""
        query = Query("Environment", "the environments of the account", reading.environment)
        found = self.refusals.optional(ENVIRONMENT_NAMES, lambda: self._api.every(query, "id")) or []
        by_id = {environment["id"]: environment for environment in found}
        runtimes = list(runtimes)
        homes = environment_by_atom(self._api, self.refusals, [runtime["id"] for runtime in runtimes]) or {}
        for runtime in runtimes:
            runtime["env_id"] = homes.get(runtime["id"])
            environment = by_id.get(runtime["env_id"])
            if environment is not None:
                runtime["env_name"], runtime["env_classification"] = environment["name"], environment["classification"]
        return found

    def set_nodes(self, runtimes: Iterable[Runtime]) -> None:
        """Sets the nodes of molecules and clouds, with one request for each of them."""
        clustered = {runtime["id"]: runtime for runtime in runtimes if runtime["type"] != "ATOM"}
        nodes = self.refusals.optional(ATOM_NODES, lambda: ask_each(self._nodes, list(clustered), lambda: 1))
        for runtime, found in zip(clustered.values(), nodes or []):
            runtime["nodes"] = found

    def set_zones(self, runtimes: Sequence[Runtime]) -> None:
        """Sets the time zones: those of local runtimes from their startup properties, those of cloud attachments from the account's property."""
        local = {runtime["id"]: runtime for runtime in runtimes if not _is_attachment(runtime)}
        attached = {runtime["id"]: runtime for runtime in runtimes if _is_attachment(runtime)}
        for atom_id, reply in (self.refusals.optional(ATOM_ZONES, lambda: self._startup_zones(list(local))) or {}).items():
            self._set_zone(local[atom_id], reply, STARTUP)
        for atom_id, reply in (self.refusals.optional(ATTACHMENT_ZONES, lambda: self._attachment_zones(attached)) or {}).items():
            self._set_zone(attached[atom_id], reply, ACCOUNT)

    def _set_zone(self, runtime: Runtime, reply: _Reply, source: str) -> None:
        value, problem = reply.value, reply.problem
        if value is not None and value.strip():
            try:
                runtime["time_zone"], runtime["time_zone_source"] = _zones.zone_name(value), source
            except LookupError as error:
                problem = str(error)
        if problem is not None:
            self._problems.setdefault((value, problem), []).append(runtime["name"] or runtime["id"])

    def _nodes(self, atom_ids: list[str]) -> list[Node]:
        (atom_id,) = atom_ids
        answer = self._api.get(f"Atom/{quote(atom_id, safe='')}", f"the nodes of the runtime {quoted(atom_id)}")
        if answer.status >= 400:
            raise answer.failure()
        if answer.status != 200:
            raise answer.odd_status()
        raw = _object(answer)
        try:
            if shapes.text(raw, "id", "Atom") != atom_id:
                raise ShapeError("The response is about another runtime.")
            return reading.nodes(raw, "Atom")
        except ShapeError as error:
            raise answer.malformed(str(error)) from None

    # Local runtimes

    def _startup_zones(self, atom_ids: list[str]) -> dict[str, _Reply]:
        found = self._api.bulk(Query("AtomStartupProperties", "the time zones of the runtimes", _startup_zone), atom_ids)
        zones = {atom_id: _Reply(True, value) for atom_id, value in found.items()}
        return {atom_id: zones.get(atom_id, _Reply(True, problem=ABSENT)) for atom_id in atom_ids}

    # Attachments to clouds. Boomi asks the cloud, so that there is a token first, and the response later. It is never asked twice for one runtime.

    def _attachment_zones(self, attached: dict[str, Runtime]) -> dict[str, _Reply]:
        asked = [atom_id for atom_id, runtime in attached.items() if runtime["status"] != "OFFLINE"]
        replies = {atom_id: _Reply(True, problem=OFFLINE) for atom_id in attached if atom_id not in asked}
        tokens: dict[str, str] = {}
        for atom_id, (token, problem) in zip(asked, ask_each(self._token, asked, lambda: 1)):
            if token is None:
                replies[atom_id] = _Reply(True, problem=problem)
            else:
                tokens[atom_id] = token
        end, pause = time.monotonic() + self._timeout, FIRST_PAUSE
        while tokens:
            sleep(max(0.0, min(pause, end - time.monotonic())))
            waiting = list(tokens)
            for atom_id, reply in zip(waiting, ask_each(lambda ids: self._result(ids[0], tokens[ids[0]]), waiting, lambda: 1)):
                if reply.ready:
                    replies[atom_id] = reply
                    del tokens[atom_id]
            if time.monotonic() >= end:
                replies.update(dict.fromkeys(tokens, _Reply(True, problem=LATE)))
                break
            pause = min(2 * pause, LONGEST_PAUSE)
        return replies

    def _token(self, atom_ids: list[str]) -> tuple[str | None, str | None]:
        """The token, or the reason why there is none."""
        answer = self._api.get(f"{ASYNC}/{quote(atom_ids[0], safe='')}", ASKED_ATTACHMENT)
        if answer.status in (400, 404):
            return None, ABSENT
        status, raw = _asynchronous(answer)
        if status in _UNREACHABLE:
            return None, OFFLINE
        try:
            token = shapes.text(shapes.one_object(raw.get("asyncToken"), "asyncToken"), "token", "asyncToken")
        except ShapeError as error:
            raise answer.malformed(str(error)) from None
        if status not in (200, 202) or not token:
            raise answer.malformed("The response has no token for the properties of the cloud attachment.")
        return token, None

    def _result(self, atom_id: str, token: str) -> _Reply:
        answer = self._api.get(f"{ASYNC}/response/{quote(token, safe='')}", ASKED_ATTACHMENT)
        status, raw = _asynchronous(answer)
        if status in _UNREACHABLE:
            return _Reply(True, problem=OFFLINE)
        if status == 204:
            return _Reply(True, problem=LOST)
        if status == 202:
            return _Reply(False)
        try:
            return _Reply(True, _attachment_zone(raw, atom_id))
        except ShapeError as error:
            raise answer.malformed(str(error)) from None


def _is_attachment(runtime: Runtime) -> bool:
    """Whether it is attached to a cloud, and not a runtime of its own. Only such a runtime has an instance ID."""
    flag = runtime["is_cloud_attachment"]
    return bool(runtime["instance_id"]) if flag is None else flag


def _startup_zone(raw: Raw, where: str) -> str | None:
    values = [shapes.text(item, "value", place) for item, place in shapes.member_objects(raw, "property", where) if item.get("name") == "atomTimeZone"]
    if len(set(values)) > 1:
        raise ShapeError(f"{where} has several properties atomTimeZone.")
    return values[0] if values else None


def _attachment_zone(raw: Raw, atom_id: str) -> str | None:
    results = shapes.objects(raw.get("result"), "result")
    if len(results) != 1:
        raise ShapeError(f"The response has {len(results)} results; expected the properties of one cloud attachment.")
    properties, place = results[0]
    if shapes.text(properties, "runtimeId", place) != atom_id:
        raise ShapeError(f"{place}.runtimeId is not the runtime that was asked for.")
    return shapes.text(properties, "defaultTimeZoneForAccountSchedules", place)


def _object(answer: Answer) -> Raw:
    document = answer.json()
    if not isinstance(document, dict):
        raise answer.malformed("The response is JSON, but not an object.")
    answer.check_secrets(document)
    return document


def _asynchronous(answer: Answer) -> tuple[int, Raw]:
    """The status, and the object of a response that has one. Boomi writes the status into the object, too, and sends 200 with a token."""
    if answer.status in (204, *_UNREACHABLE):
        return answer.status, {}
    if answer.status >= 400:
        raise answer.failure()
    if answer.status not in (200, 202):
        raise answer.odd_status()
    raw = _object(answer)
    try:
        status = shapes.whole(raw, "responseStatusCode", "response")
    except ShapeError as error:
        raise answer.malformed(str(error)) from None
    if status not in (None, 200, 202, 204, *_UNREACHABLE):
        raise answer.malformed(f"The response has the undocumented responseStatusCode {status}.")
    return answer.status if status is None else status, raw

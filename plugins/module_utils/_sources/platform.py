# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The source ``platform``: the Platform REST API, and its answers as records.

One query asks for many values of one property, by an ``or`` group. The API hands out 100 results at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Callable, TypeVar
from urllib.parse import quote

from ansible_collections.boomi.spaces.plugins.module_utils import _errors, _records
from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, require
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._records import (
    Atom,
    Attachment,
    Environment,
    Instance,
    Pack,
    Process,
    ProcessSchedule,
    Raw,
    ShapeError,
    Space,
)
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import ATOMS, ATTACHMENTS, ENVIRONMENTS, HOMES, PACKS, Refusals
from ansible_collections.boomi.spaces.plugins.module_utils._transport.answers import Answer, rest_errors
from ansible_collections.boomi.spaces.plugins.module_utils._transport.batches import ask_each
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http, Pace, host_and_path
from ansible_collections.boomi.spaces.plugins.module_utils._transport.exchange import LARGEST_ANSWER
from ansible_collections.boomi.spaces.plugins.module_utils._transport.login import basic_auth

# The cap: how many values one query asks for at the most. Boomi documents none, so that it is kept modest; a server that refuses a group gets
# it in halves. docs/benchmarks.md has the measurement that it was chosen by.
LARGEST_GROUP = 200

# How many empty pages may follow each other: a token promises more, and it may come late.
EMPTY_PAGES = 10

# How many pages one answer may have; their bytes together are bounded as those of one page are. A server whose pages do not end must not fill the memory.
MOST_PAGES = 1000

# What an answer can hold; of these, it must hold what was asked for.
KINDS = frozenset(
    {
        "Atom",
        "Environment",
        "EnvironmentAtomAttachment",
        "Error",
        "IntegrationPack",
        "IntegrationPackEnvironmentAttachment",
        "IntegrationPackInstance",
        "Process",
        "ProcessScheduleStatus",
        "ProcessSchedules",
    }
)

Record = TypeVar("Record")
Expression = dict[str, Any]


class PlatformSource:
    """See ``_source.Source``. An account is asked as a whole: REST knows no spaces."""

    name = "platform"
    scope = "account"

    def __init__(self, connection: Connection, http: Http) -> None:
        require(connection.login_missing, "The Platform API, which alone knows whether a schedule is paused, needs account_id, username and api_token.")
        account = quote(connection.account_id or "", safe="")
        self._base, self._override = f"{connection.platform_base}/api/rest/v1/{account}", ""
        if connection.override_account:
            self._base = f"{connection.platform_base}/partner/api/rest/v1/{account}"
            self._override = f"?overrideAccount={quote(connection.override_account, safe='')}"
        self._http = http
        self._auth = basic_auth(connection, http)
        self._pace = Pace(connection.requests_per_second)
        self._group_size = LARGEST_GROUP
        self._instance_ids: list[str] | None = None
        self.refusals = Refusals()

    def spaces(self) -> list[Space]:
        raise _errors.usage("Spaces are known to the Spaces API alone. Set source (or BOOMI_SOURCE) to spaces.")

    def instance_ids(self) -> list[str]:
        if self._instance_ids is None:
            self._instance_ids = [instance["id"] for instance, dummy in self._instances(None)]
        return self._instance_ids

    def instances(self, names: list[str] | None = None) -> list[Instance]:
        found = self._instances(names)
        pack_ids = [pack_id for dummy, pack_id in found if pack_id is not None]
        packs = self.refusals.courtesy(PACKS, lambda: self._query_each("IntegrationPack", "id", pack_ids, "the integration packs", _records.pack)) or []
        by_id = {pack["id"]: pack for pack in packs}
        for instance, pack_id in found:
            if pack_id is not None:
                nameless: Pack = {"id": pack_id, "name": None, "description": None, "installation_type": None}
                instance["integration_pack"] = [by_id.get(pack_id, nameless)]
        return [instance for instance, dummy in found]

    def environments(self, *, atoms: bool = False, attachments: bool = False) -> list[Environment]:
        found = self.refusals.courtesy(ENVIRONMENTS, lambda: self._query("Environment", _any("id"), "the environments of the account", _records.environment))
        homes = self._homes(None) if atoms else None
        names = self._atom_names(homes) if homes else {}
        attached = self._attachments() if attachments else None
        atoms_by_home: dict[str | None, list[Atom]] = {}
        for atom_id, env_id in (homes or {}).items():
            atoms_by_home.setdefault(env_id, []).append({"id": atom_id, "name": names.get(atom_id)})
        attached_by_home: dict[str | None, list[Attachment]] = {}
        for one in attached or []:
            attached_by_home.setdefault(one["environment_id"], []).append(one)
        known = found if found is not None else [_records.environment({"id": env_id}, "") for env_id in atoms_by_home if env_id]
        listed = {environment["id"] for environment in known}
        known += [_records.environment({"id": env_id}, "") for env_id in attached_by_home if env_id not in listed]
        for environment in known:
            environment["atoms"] = None if homes is None else atoms_by_home.get(environment["id"], [])
            environment["integration_pack_environment_attachment"] = None if attached is None else attached_by_home.get(environment["id"], [])
        return known

    def processes(self, instance_ids: list[str]) -> tuple[dict[str, list[Process]], dict[str, BoomiError]]:
        found, unknown = self._processes_without_schedules(list(dict.fromkeys(instance_ids)))
        process_ids = [process["id"] for processes in found.values() for process in processes]
        schedules = self._schedules(process_ids)
        homes = self._homes([schedule["atom_id"] for group in schedules.values() for schedule in group]) or {}
        enabled = self.enabled(list(schedules))
        for group in schedules.values():
            for schedule in group:
                schedule["env_id"] = homes.get(schedule["atom_id"] or "")
                schedule["enabled"] = enabled.get(schedule["id"])
        for processes in found.values():
            for process in processes:
                process["process_schedules"] = list(schedules.get(process["id"], []))
        return found, unknown

    def enabled(self, process_ids: list[str]) -> dict[str | None, bool | None]:
        """Whether the schedules of these processes are in effect, by the id that a schedule and its status share."""

        def status(raw: Raw, where: str) -> tuple[str | None, bool | None]:
            return _records.text(raw, "id", where), _records.flag(raw, "enabled", where)

        found = self._query_each("ProcessScheduleStatus", "processId", process_ids, "whether the schedules are paused", status)
        return {schedule_id: enabled for schedule_id, enabled in found if schedule_id is not None}

    def _processes_without_schedules(self, instance_ids: list[str]) -> tuple[dict[str, list[Process]], dict[str, BoomiError]]:
        found: dict[str, dict[str, Process]] = {instance_id: {} for instance_id in instance_ids}
        odd: dict[str, BoomiError] = {}
        answered = self._owned_processes(instance_ids, odd)
        if len(instance_ids) > 1 and not all(owners for dummy, owners in answered):
            # The answer does not say whose they are: then each instance is asked for alone.
            alone = ask_each(lambda one: self._owned_processes(one, odd), instance_ids, lambda: 1)
            answered = [item for found_of_one in alone for item in found_of_one]
        for process, owners in answered:
            for instance_id in owners:
                found[instance_id][process["id"]] = {**process, "instance_id": instance_id}
        known = {instance_id for instance_id, processes in found.items() if processes}
        if len(known) < len(found):
            # No processes: either the instance has none, or there is no such instance.
            known.update(self.instance_ids())
        for instance_id, error in odd.items():
            if instance_id in known:
                raise error
        unknown = {instance_id: self._not_there(instance_id) for instance_id in instance_ids if instance_id not in known}
        return {instance_id: list(processes.values()) for instance_id, processes in found.items() if instance_id in known}, unknown

    def _owned_processes(self, instance_ids: list[str], odd: dict[str, BoomiError]) -> list[tuple[Process, list[str]]]:
        """The processes, each with those of the instances that it belongs to: none where the answer does not say.

        ``odd`` gets the error for an instance that the API does not even want to be asked for.
        """
        wanted = set(instance_ids)

        def owned(raw: Raw, where: str) -> tuple[Process, list[str]]:
            process = _records.process(raw, "", where)
            named = {pack["integration_pack_instance_id"] for pack in process["integration_pack"]} - {None}
            owners = [instance_id for instance_id in named if instance_id in wanted]
            if named and not owners:
                raise ShapeError(f"The process at {where} belongs to none of the instances that were asked for.")
            return process, owners if named or len(wanted) > 1 else instance_ids

        asked = f"the processes of {len(wanted)} instances" if len(wanted) > 1 else f"the processes of instance {_errors.quoted(''.join(wanted))}"
        return self._query_each("Process", "integrationPackInstanceId", instance_ids, asked, owned, odd)

    def _not_there(self, instance_id: str) -> BoomiError:
        return BoomiError(
            f"Instance {_errors.quoted(instance_id)}: Boomi does not know it in this account.",
            kind=_errors.NOT_FOUND,
            asked="the instances of the account",
            url=host_and_path(self._address("IntegrationPackInstance/query")),
            status=200,
            instance_id=instance_id,
        )

    def _instances(self, names: list[str] | None) -> list[tuple[Instance, str | None]]:
        """The instances, each once, and each with the id of its pack."""

        def with_pack(raw: Raw, where: str) -> tuple[Instance | None, str | None]:
            return _records.instance(raw, where), _records.text(raw, "integrationPackId", where)

        kind, asked = "IntegrationPackInstance", "the instances of the account"
        if names is None:
            found = self._query(kind, _any("integrationPackId"), asked, with_pack)
        else:
            found = [
                item
                for by in ("integrationPackOverrideName", "integrationPackName")
                for item in self._query_each(kind, by, names, f"the instances of these names: {_errors.sentence_list(names)}", with_pack)
            ]
        return list({instance["id"]: (instance, pack_id) for instance, pack_id in found if instance is not None}.values())

    def _schedules(self, process_ids: list[str]) -> dict[str, list[ProcessSchedule]]:
        """By process id."""
        wanted = set(process_ids)
        found: dict[str, list[ProcessSchedule]] = {}

        def of_process(raw: Raw, where: str) -> tuple[str, ProcessSchedule]:
            schedule = _records.process_schedule(raw, where)
            if schedule["process_id"] is None:
                raise ShapeError(f"A schedule has no processId, at {where}.")
            return schedule["process_id"], schedule

        for process_id, schedule in self._query_each("ProcessSchedules", "processId", process_ids, "the schedules of the processes", of_process):
            if process_id in wanted:
                found.setdefault(process_id, []).append(schedule)
        return found

    def _homes(self, atom_ids: list[str | None] | None) -> dict[str, str] | None:
        """The environment of each atom, by the atom's id: of these, or of all. None where the user may not know."""
        kind, asked = "EnvironmentAtomAttachment", "the environments of the atoms"
        homes: dict[str, str] = {}

        def home(raw: Raw, where: str) -> tuple[str | None, str | None]:
            atom_id, env_id = _records.text(raw, "atomId", where), _records.text(raw, "environmentId", where)
            if atom_id and env_id and homes.setdefault(atom_id, env_id) != env_id:
                raise ShapeError(f"Atom {_errors.quoted(atom_id)} is in two environments, at {where}.")
            return atom_id, env_id

        def ask() -> list[tuple[str | None, str | None]]:
            if atom_ids is None:
                return self._query(kind, _any("atomId"), asked, home)
            return self._query_each(kind, "atomId", [atom_id for atom_id in atom_ids if atom_id], asked, home)

        found = self.refusals.courtesy(HOMES, ask)
        return None if found is None else {atom_id: env_id for atom_id, env_id in found if atom_id and env_id}

    def _atom_names(self, atom_ids: Iterable[str]) -> dict[str | None, str | None]:
        def name(raw: Raw, where: str) -> tuple[str | None, str | None]:
            return _records.text(raw, "id", where), _records.text(raw, "name", where)

        return dict(self.refusals.courtesy(ATOMS, lambda: self._query_each("Atom", "id", list(atom_ids), "the names of the atoms", name)) or [])

    def _attachments(self) -> list[Attachment] | None:
        kind, asked = "IntegrationPackEnvironmentAttachment", "the environments of the instances"
        return self.refusals.courtesy(ATTACHMENTS, lambda: self._query(kind, _any("integrationPackInstanceId"), asked, _records.attachment))

    def _query_each(
        self, kind: str, name: str, values: list[str], asked: str, record: Callable[[Raw, str], Record], odd: dict[str, BoomiError] | None = None
    ) -> list[Record]:
        """The objects in which the property has one of these values. A value that is refused alone is an error, or goes to ``odd``."""

        def ask(group: list[str]) -> list[Record]:
            return self._query_group(kind, name, group, asked, record, odd)

        return [item for found in ask_each(ask, list(dict.fromkeys(values)), lambda: self._group_size) for item in found]

    def _query_group(
        self, kind: str, name: str, values: list[str], asked: str, record: Callable[[Raw, str], Record], odd: dict[str, BoomiError] | None
    ) -> list[Record]:
        """As one query, or as several smaller ones where the server refuses that."""
        try:
            return self._query(kind, _one_of(name, values), asked, record)
        except BoomiError as error:
            if error.kind != _errors.REJECTED or error.status not in (400, 413, 500):
                raise
            if len(values) == 1 and (odd is None or error.status != 400):
                raise
            if len(values) == 1 and odd is not None:
                odd[values[0]] = error
                return []
        half = len(values) // 2
        halves = [self._query_group(kind, name, part, asked, record, odd) for part in (values[:half], values[half:])]
        if not odd:
            self._group_size = min(self._group_size, half)
        return [item for part in halves for item in part]

    def _query(self, kind: str, expression: Expression, asked: str, record: Callable[[Raw, str], Record]) -> list[Record]:
        """All pages of an answer. Raises ``malformed`` where they overlap or do not end: then something may be missing."""
        body = json.dumps({"QueryFilter": {"expression": expression}}).encode()
        answer = self._send(f"{kind}/query", "application/json", body, asked)
        found: list[Record] = []
        seen: set[str] = set()
        tokens: set[str] = set()
        empty = size = 0
        while True:
            page, token = _page(answer, kind, len(found))
            size += len(answer.body)
            ids = {item["id"] for item, dummy in page if item.get("id")}
            empty = 0 if page else empty + 1
            if token in tokens or not seen.isdisjoint(ids) or (token and empty > EMPTY_PAGES):
                raise answer.malformed("The pages of the answer overlap or do not end, so that something may be missing. Run again.")
            if len(tokens) >= MOST_PAGES or size > LARGEST_ANSWER:
                sentence = f"The answer has more than {MOST_PAGES} pages, or is larger than {LARGEST_ANSWER >> 20} MiB. Ask for fewer instances at once."
                raise answer.malformed(sentence)
            seen |= ids
            try:
                found += [record(item, f"{kind}.{place}") for item, place in page]
            except ShapeError as error:
                raise answer.malformed(str(error)) from None
            if token is None:
                return found
            tokens.add(token)
            answer = self._send(f"{kind}/queryMore", "text/plain", token.encode(), asked)

    def _send(self, path: str, content_type: str, body: bytes, asked: str) -> Answer:
        headers = {"Accept": "application/json", "Content-Type": content_type}
        answer = self._http.send("POST", self._address(path), asked=asked, auth=self._auth, headers=headers, body=body, pace=self._pace)
        if answer.status >= 400:
            raise answer.failure()
        if answer.status != 200:
            raise answer.odd_status()
        self.refusals.proven = True
        return answer

    def _address(self, path: str) -> str:
        return f"{self._base}/{path}{self._override}"


def _page(answer: Answer, kind: str, before: int) -> tuple[list[tuple[Raw, str]], str | None]:
    """The objects of one page, equal ones once, each with its place, and the token for the next page, if there is one.

    ``before`` is how many objects the earlier pages had. ``numberOfResults`` is not looked at, but where it claims more than these and the page
    has no result at all: published answers have it too large and too small. An object with neither id nor type is left out: published answers
    hold such, and nothing can be asked of them.
    """
    document = answer.json()
    if not isinstance(document, dict):
        raise answer.malformed("The answer is JSON, but no query's answer.")
    if rest_errors(document) or document.get("@type") == "Error":
        raise answer.failure()
    token = document.get("queryToken")
    if token is not None and not isinstance(token, str):
        raise answer.malformed("The answer's queryToken is no text.")
    result = document.get("result")
    try:
        claimed = _records.whole(document, "numberOfResults", "The answer") if result is None else None
        if (claimed or 0) > before or (result is None and not document.keys() & {"@type", "numberOfResults"}):
            raise answer.malformed("The answer holds no result.")
        if _records.text(document, "@type", "The answer") in KINDS:
            raise ShapeError(f"The answer is of the type {document['@type']}, where a query's result is documented.")
        items = _records.objects(result, "result")
        if isinstance(result, dict) and not result.keys() & {"id", "@type"}:
            raise ShapeError("result is an object without id and type, where a list of objects is documented.")
        others = KINDS - {kind}
        for item, place in items:
            if _records.text(item, "@type", place) in others:
                raise ShapeError(f"{place} is of the type {item['@type']}, where {kind} was asked for.")
        once = _records.once(items)
    except ShapeError as error:
        raise answer.malformed(str(error)) from None
    answer.check_secrets()
    return [(item, place) for item, place in once if item.get("id") or item.get("@type")], token or None


def _one_of(name: str, values: list[str]) -> Expression:
    wanted = [{"property": name, "operator": "EQUALS", "argument": [value]} for value in values]
    return wanted[0] if len(wanted) == 1 else {"operator": "or", "nestedExpression": wanted}


def _any(name: str) -> Expression:
    """A filter that always holds: the description of the API wants one, and the property may be null."""
    operators = ("IS_NOT_NULL", "IS_NULL")
    return {"operator": "or", "nestedExpression": [{"property": name, "operator": operator, "argument": []} for operator in operators]}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The source ``spaces``: the Spaces GraphQL API, and its answers as records."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, Callable, TypeVar

from ansible_collections.boomi.spaces.plugins.module_utils import _errors, _records
from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._records import Environment, Instance, Process, Space
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import ATTACHMENTS, ENVIRONMENTS, Refusals
from ansible_collections.boomi.spaces.plugins.module_utils._transport.answers import (
    CODE_KINDS,
    SPACE_CODES,
    STATUS_KINDS,
    Answer,
    GraphQLError,
    graphql_errors,
    rest_errors,
)
from ansible_collections.boomi.spaces.plugins.module_utils._transport.batches import ask_each
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http
from ansible_collections.boomi.spaces.plugins.module_utils._transport.login import Login, authorization

PROCESSES_FIELD = "integrationPackInstanceProcesses"
ENTRY_FIELDS = "{ minutes hours daysOfWeek daysOfMonth months years }"
PROCESS_FIELDS = (
    "{ id name integrationPack { integrationPackId integrationPackInstanceId } "
    f"processSchedules {{ id processId atomId envId schedule {ENTRY_FIELDS} retry {{ schedule {ENTRY_FIELDS} maxRetry }} }} }}"
)
PACK_FIELDS = "{ id name description installationType }"
INSTANCES_QUERY = f"query instances {{ integrationPackInstances {{ id integrationPackOverrideName integrationPack {PACK_FIELDS} }} }}"
ATTACHMENT_FIELDS = "integrationPackEnvironmentAttachment { id environmentId integrationPackInstanceId }"
SPACES_QUERY = (
    "query spaces { spaces { id name description url theme { logoUrl logoAltTxt } accountGroup { id name } "
    f"sharedIpacks {PACK_FIELDS} createdDate modifiedDate createdByAccountId modifiedByAccountId }} }}"
)

# The codes by which the API says that it does not know an instance, at least not in this space.
UNKNOWN_INSTANCE = frozenset({"IPACK_INSTANCE_ID_INVALID", "IPACK_NOT_FOUND_IN_SPACE"})

Record = TypeVar("Record")


@dataclasses.dataclass(frozen=True)
class _Reply:
    """A GraphQL answer taken apart. ``data`` is empty where the whole request was refused."""

    answer: Answer
    data: dict[str, Any]
    errors: list[GraphQLError]


class SpacesSource:
    """See ``_source.Source``."""

    name = "spaces"
    scope = "space"

    def __init__(self, connection: Connection, http: Http) -> None:
        self._connection = connection
        self._http = http
        self._login = Login(connection, http)
        self._batch_size = connection.batch_size
        self.refusals = Refusals()

    def spaces(self) -> list[Space]:
        return self._list(SPACES_QUERY, "spaces", "the spaces of the account", _records.space)

    def instance_ids(self) -> list[str]:
        return [instance["id"] for instance in self.instances()]

    def instances(self, names: list[str] | None = None) -> list[Instance]:  # noqa: ARG002 -- GraphQL has no filter: all of them
        found = self._list(INSTANCES_QUERY, "integrationPackInstances", "the instances of the space", _records.instance)
        return [instance for instance in found if instance is not None]

    def environments(self, *, atoms: bool = False, attachments: bool = False) -> list[Environment]:
        parts = f"{ATTACHMENT_FIELDS if attachments else ''} {'atoms { id name }' if atoms else ''}"
        query = f"query environments {{ environments {{ id name classification {parts} }} }}"
        what = ATTACHMENTS if attachments else ENVIRONMENTS
        found = self.refusals.courtesy(what, lambda: self._list(query, "environments", "the environments of the space", _records.environment))
        for environment in found or []:
            environment["atoms"] = environment["atoms"] if atoms else None
            if not attachments:
                environment["integration_pack_environment_attachment"] = None
        return found or []

    def processes(self, instance_ids: list[str]) -> tuple[dict[str, list[Process]], dict[str, BoomiError]]:
        """The processes of each instance the API knows, and for each one that it does not know, what it said."""
        found: dict[str, list[Process]] = {}
        unknown: dict[str, BoomiError] = {}
        ask_each(lambda batch: self._ask_batch(batch, found, unknown), list(dict.fromkeys(instance_ids)), lambda: self._batch_size)
        return found, {instance_id: unknown[instance_id] for instance_id in instance_ids if instance_id in unknown}

    def _ask_batch(self, ids: list[str], found: dict[str, list[Process]], unknown: dict[str, BoomiError]) -> None:
        """Asks for some instances: in one request, in several smaller ones where the server refuses that, and again for those left out."""
        while ids:
            ids = self._ask_once(ids, found, unknown)

    def _ask_once(self, ids: list[str], found: dict[str, list[Process]], unknown: dict[str, BoomiError]) -> list[str]:
        """The instances that are to be asked for again, fewer than before."""
        reply = self._ask_processes(ids)
        aliases = _aliases(ids)
        about, general = _errors_by_instance(reply.errors, aliases)
        if general and len(ids) > 1:
            self._ask_halves(ids, found, unknown, reply)
            return []
        for instance_id, error in about.items():
            failure = reply.answer.failure(error, instance_id)
            if error.code not in UNKNOWN_INSTANCE or len(error.path) > 1:
                raise failure
            unknown[instance_id] = failure
        left_out = [aliases[alias] for alias in aliases if alias not in reply.data and aliases[alias] not in about]
        if left_out and not about:
            if len(ids) > 1:
                self._ask_halves(ids, found, unknown, reply)
                return []
            raise reply.answer.malformed(f"The answer leaves out instance {_errors.quoted(ids[0])}, which was asked for.", ids[0])
        for alias, instance_id in aliases.items():
            if alias in reply.data and instance_id not in about:
                found[instance_id] = self._processes_of(reply, alias, instance_id, set(ids))
        # One unknown instance can have cost the others their answer: null runs upwards in GraphQL.
        return left_out

    def _ask_halves(self, ids: list[str], found: dict[str, list[Process]], unknown: dict[str, BoomiError], reply: _Reply) -> None:
        for error in reply.errors:
            if error.code in SPACE_CODES or CODE_KINDS.get(error.code or "") == _errors.AUTH:
                raise reply.answer.failure(error)
        half = len(ids) // 2
        self._ask_batch(ids[:half], found, unknown)
        self._ask_batch(ids[half:], found, unknown)
        if not any(error.code in UNKNOWN_INSTANCE for error in reply.errors):
            self._batch_size = min(self._batch_size, half)

    def _ask_processes(self, ids: list[str]) -> _Reply:
        aliases = _aliases(ids)
        variables = {f"i{index}": instance_id for index, instance_id in enumerate(ids)}
        declared = ", ".join(f"${name}: ID!" for name in variables)
        fields = " ".join(
            f"{'' if alias == PROCESSES_FIELD else f'{alias}: '}{PROCESSES_FIELD}(integrationPackInstanceId: ${name}) {PROCESS_FIELDS}"
            for alias, name in zip(aliases, variables)
        )
        asked = f"the processes of {len(ids)} instances" if len(ids) > 1 else f"the processes of instance {_errors.quoted(ids[0])}"
        return self._ask(f"query processes({declared}) {{ {fields} }}", variables, asked)

    def _processes_of(self, reply: _Reply, alias: str, instance_id: str, ids: set[str]) -> list[Process]:
        try:
            items = _records.once(_records.objects(reply.data[alias], PROCESSES_FIELD))
            processes = [_records.process(item, instance_id, place) for item, place in items]
            _check_owners(processes, instance_id, ids)
            return processes
        except _records.ShapeError as error:
            raise reply.answer.malformed(f"Instance {_errors.quoted(instance_id)}: {error}", instance_id) from None

    def _list(self, query: str, field: str, asked: str, record: Callable[[Any, str], Record]) -> list[Record]:
        reply = self._ask(query, {}, asked)
        if reply.errors:
            raise reply.answer.failure(reply.errors[0])
        if field not in reply.data:
            raise reply.answer.malformed(f"The answer holds no {field}.")
        try:
            return [record(item, place) for item, place in _records.once(_records.objects(reply.data[field], field))]
        except _records.ShapeError as error:
            raise reply.answer.malformed(str(error)) from None

    def _ask(self, query: str, variables: dict[str, str], asked: str) -> _Reply:
        body = json.dumps({"query": query, "variables": variables}).encode()
        token = self._login.token()
        answer = self._send(body, asked, token)
        if answer.status == 401 and self._login.can_renew:
            answer = self._send(body, asked, self._login.token(refused=token))
        if answer.status == 401:
            raise self._login.refused(answer)
        if answer.status in STATUS_KINDS:
            raise answer.failure()
        if answer.status >= 400:
            return _Reply(answer, {}, answer.errors())
        if answer.status != 200:
            raise answer.odd_status()
        document = answer.json()
        errors = graphql_errors(document) or rest_errors(document)
        if not errors:
            answer.check_secrets()
        data = document.get("data") if isinstance(document, dict) else None
        if not isinstance(data, dict) and not errors:
            raise answer.malformed("The answer is JSON, but no GraphQL answer: it holds neither data nor errors.")
        self.refusals.proven = self.refusals.proven or bool(data)
        return _Reply(answer, data if isinstance(data, dict) else {}, errors)

    def _send(self, body: bytes, asked: str, token: str) -> Answer:
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if self._connection.space_guid:
            headers["SPACE_GUID"] = self._connection.space_guid
        bearer = authorization(f"Bearer {token}")
        return self._http.send("POST", self._connection.graphql_url, asked=asked, auth=bearer, headers=headers, body=body)


def _check_owners(processes: list[Process], instance_id: str, ids: set[str]) -> None:
    """Raises ShapeError where what belongs to another one of those that were asked for stands here: then the answer is mixed up."""
    process_ids = {process["id"] for process in processes}
    for process in processes:
        owners = {pack["integration_pack_instance_id"] for pack in process["integration_pack"]}
        if instance_id not in owners and not owners.isdisjoint(ids):
            raise _records.ShapeError(f"Process {_errors.quoted(process['id'])} belongs to another instance.")
        for schedule in process["process_schedules"]:
            if schedule["process_id"] != process["id"] and schedule["process_id"] in process_ids:
                raise _records.ShapeError(f"Process {_errors.quoted(process['id'])} has a schedule of another process.")


def _errors_by_instance(errors: list[GraphQLError], aliases: dict[str, str]) -> tuple[dict[str, GraphQLError], list[GraphQLError]]:
    """The errors that are about one of the instances, and those about the whole request. Asked alone, an instance takes all."""
    about: dict[str, GraphQLError] = {}
    general: list[GraphQLError] = []
    alone = next(iter(aliases.values())) if len(aliases) == 1 else None
    for error in errors:
        instance_id = aliases.get(str(error.path[0])) if error.path else None
        if instance_id or alone:
            about.setdefault(instance_id or alone or "", error)
        else:
            general.append(error)
    return about, general


def _aliases(ids: list[str]) -> dict[str, str]:
    """Response key to instance id. A single instance is asked for as the documentation has it, with no alias."""
    return {f"i{index}": instance_id for index, instance_id in enumerate(ids)} if len(ids) > 1 else {PROCESSES_FIELD: ids[0]}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The source ``spaces``: the Spaces GraphQL API. One request asks for several instances, by aliases."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from typing import Any, Callable, TypeVar

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, SourceName
from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted
from ansible_collections.boomi.spaces.plugins.module_utils._records import Environment, Instance, Process, Space
from ansible_collections.boomi.spaces.plugins.module_utils._sources import reading
from ansible_collections.boomi.spaces.plugins.module_utils._sources.base import Processes, Scope
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import ENVIRONMENT_NAMES, INSTANCE_ENVIRONMENTS, Refusals
from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import RestApi
from ansible_collections.boomi.spaces.plugins.module_utils._sources.shapes import ShapeError, objects, once
from ansible_collections.boomi.spaces.plugins.module_utils._sources.statuses import schedule_statuses
from ansible_collections.boomi.spaces.plugins.module_utils._transport.answers import (
    CODE_KINDS,
    SPACE_CODES,
    STATUS_KINDS,
    Answer,
    GraphQLError,
    graphql_errors,
    rest_errors,
)
from ansible_collections.boomi.spaces.plugins.module_utils._transport.batches import BatchSize, ask_each
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http
from ansible_collections.boomi.spaces.plugins.module_utils._transport.login import Login, authorization

PROCESSES_FIELD = "integrationPackInstanceProcesses"
ENTRY_FIELDS = f"{{ {' '.join(reading.ENTRY_FIELDS)} }}"
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

# The codes for an instance that does not exist, or not in this space.
UNKNOWN_INSTANCE = frozenset({"IPACK_INSTANCE_ID_INVALID", "IPACK_NOT_FOUND_IN_SPACE"})

Record = TypeVar("Record")


@dataclasses.dataclass(frozen=True)
class _GraphQLAnswer:
    """The parts of a GraphQL answer. ``data`` is empty if the whole request was refused."""

    http: Answer
    data: dict[str, Any]
    errors: list[GraphQLError]


class SpacesSource:
    """See ``Source``. Opened with ``status``, it also asks the Platform API which schedules are enabled."""

    name: SourceName = "spaces"
    scope: Scope = "space"

    def __init__(self, connection: Connection, http: Http, *, status: bool = False) -> None:
        self._connection = connection
        self._http = http
        self._login = Login(connection, http)
        self._batch_size = BatchSize(connection.batch_size)
        self._status_api = RestApi(connection, http, Refusals()) if status else None
        self.refusals = Refusals()
        self.unanswered: list[str] = []

    def warnings(self) -> list[str]:
        return self.refusals.warnings()

    def spaces(self) -> list[Space]:
        return self._list(SPACES_QUERY, "spaces", "the spaces of the account", reading.space)

    def instance_ids(self) -> list[str]:
        return [instance["id"] for instance in self.instances()]

    def instances(self, names: list[str] | None = None) -> list[Instance]:  # noqa: ARG002 -- GraphQL has no filter: all of them
        found = self._list(INSTANCES_QUERY, "integrationPackInstances", "the instances of the space", reading.instance)
        return [instance for instance in found if instance is not None]

    def environments(self, *, atoms: bool = False, attachments: bool = False) -> list[Environment]:
        parts = f"{ATTACHMENT_FIELDS if attachments else ''} {'atoms { id name }' if atoms else ''}"
        query = f"query environments {{ environments {{ id name classification {parts} }} }}"
        what = INSTANCE_ENVIRONMENTS if attachments else ENVIRONMENT_NAMES
        found = self.refusals.optional(what, lambda: self._list(query, "environments", "the environments of the space", reading.environment))
        for environment in found or []:
            environment["atoms"] = environment["atoms"] if atoms else None
            if not attachments:
                environment["integration_pack_environment_attachment"] = None
        return found or []

    def processes(self, instance_ids: list[str]) -> Processes:
        answer = Processes.merged(ask_each(self._ask_batch, list(dict.fromkeys(instance_ids)), self._batch_size))
        return Processes(answer.found, {instance_id: answer.unknown[instance_id] for instance_id in instance_ids if instance_id in answer.unknown})

    def enabled(self, processes: Iterable[Process]) -> dict[str | None, bool | None]:
        if self._status_api is None:
            return {}
        return schedule_statuses(self._status_api, [process["id"] for process in processes if process["process_schedules"]])

    def _ask_batch(self, ids: list[str]) -> Processes:
        """Asks for some instances in one request. Asks again for those without an answer, and in halves if the server refuses the request."""
        parts = []
        while ids:
            part, ids = self._ask_once(ids)
            parts.append(part)
        return Processes.merged(parts)

    def _ask_once(self, ids: list[str]) -> tuple[Processes, list[str]]:
        """The processes, and the instances to ask for again: always fewer than before."""
        answer = self._ask_processes(ids)
        aliases = _aliases(ids)
        by_instance, general = _errors_by_instance(answer.errors, aliases)
        if general and len(ids) > 1:
            return self._ask_halves(ids, answer), []
        unknown = {}
        for instance_id, error in by_instance.items():
            failure = answer.http.failure(error, instance_id)
            if error.code not in UNKNOWN_INSTANCE or len(error.path) > 1:
                raise failure
            unknown[instance_id] = failure
        left_out = [instance_id for alias, instance_id in aliases.items() if alias not in answer.data and instance_id not in by_instance]
        if left_out and not by_instance:
            if len(ids) > 1:
                return self._ask_halves(ids, answer), []
            raise answer.http.malformed(f"The response leaves out the requested instance {quoted(ids[0])}.", ids[0])
        found = {
            instance_id: _processes_of(answer, alias, instance_id, set(ids))
            for alias, instance_id in aliases.items()
            if alias in answer.data and instance_id not in by_instance
        }
        # One unknown instance can remove the others from the answer, since a null moves up to the parent in GraphQL.
        return Processes(found, unknown), left_out

    def _ask_halves(self, ids: list[str], refusal: _GraphQLAnswer) -> Processes:
        for error in refusal.errors:
            if error.code in SPACE_CODES or CODE_KINDS.get(error.code or "") == _errors.AUTH:
                raise refusal.http.failure(error)
        too_large = not any(error.code in UNKNOWN_INSTANCE for error in refusal.errors)
        return Processes.merged(self._batch_size.ask_halves(self._ask_batch, ids, lambda dummy: too_large))

    def _ask_processes(self, ids: list[str]) -> _GraphQLAnswer:
        aliases = _aliases(ids)
        variables = {f"i{index}": instance_id for index, instance_id in enumerate(ids)}
        declared = ", ".join(f"${name}: ID!" for name in variables)
        fields = " ".join(
            f"{'' if alias == PROCESSES_FIELD else f'{alias}: '}{PROCESSES_FIELD}(integrationPackInstanceId: ${name}) {PROCESS_FIELDS}"
            for alias, name in zip(aliases, variables)
        )
        asked = f"the processes of {len(ids)} instances" if len(ids) > 1 else f"the processes of instance {quoted(ids[0])}"
        return self._ask(f"query processes({declared}) {{ {fields} }}", variables, asked)

    def _list(self, query: str, field: str, asked: str, read: Callable[[Any, str], Record]) -> list[Record]:
        answer = self._ask(query, {}, asked)
        if answer.errors:
            raise answer.http.failure(answer.errors[0])
        if field not in answer.data:
            raise answer.http.malformed(f"The response has no {field}.")
        try:
            return [read(item, place) for item, place in once(objects(answer.data[field], field))]
        except ShapeError as error:
            raise answer.http.malformed(str(error)) from None

    def _ask(self, query: str, variables: dict[str, str], asked: str) -> _GraphQLAnswer:
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
            return _GraphQLAnswer(answer, {}, answer.errors())
        if answer.status != 200:
            raise answer.odd_status()
        document = answer.json()
        errors = graphql_errors(document) or rest_errors(document)
        if not errors:
            answer.check_secrets()
        data = document.get("data") if isinstance(document, dict) else None
        if not isinstance(data, dict) and not errors:
            raise answer.malformed("The response is JSON, but not a GraphQL response: it has neither data nor errors.")
        self.refusals.login_works = self.refusals.login_works or bool(data)
        return _GraphQLAnswer(answer, data if isinstance(data, dict) else {}, errors)

    def _send(self, body: bytes, asked: str, token: str) -> Answer:
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if self._connection.space_guid:
            headers["SPACE_GUID"] = self._connection.space_guid
        bearer = authorization(f"Bearer {token}")
        return self._http.send("POST", self._connection.graphql_url, asked=asked, auth=bearer, headers=headers, body=body)


def _processes_of(answer: _GraphQLAnswer, alias: str, instance_id: str, requested: set[str]) -> list[Process]:
    try:
        items = once(objects(answer.data[alias], PROCESSES_FIELD))
        processes = [reading.process(item, instance_id, place) for item, place in items]
        _check_owners(processes, instance_id, requested)
        return processes
    except ShapeError as error:
        raise answer.http.malformed(f"Instance {quoted(instance_id)}: {error}", instance_id) from None


def _check_owners(processes: list[Process], instance_id: str, requested: set[str]) -> None:
    """Raises ShapeError if the answer for one instance holds what belongs to another requested instance, or to another process."""
    process_ids = {process["id"] for process in processes}
    for process in processes:
        owners = {pack["integration_pack_instance_id"] for pack in process["integration_pack"]}
        if instance_id not in owners and not owners.isdisjoint(requested):
            raise ShapeError(f"Process {quoted(process['id'])} belongs to another instance.")
        for schedule in process["process_schedules"]:
            if schedule["process_id"] != process["id"] and schedule["process_id"] in process_ids:
                raise ShapeError(f"Process {quoted(process['id'])} has a schedule of another process.")


def _errors_by_instance(errors: list[GraphQLError], aliases: dict[str, str]) -> tuple[dict[str, GraphQLError], list[GraphQLError]]:
    """The errors about one of the instances, and those about the whole request. If only one instance was asked for, all are about it."""
    by_instance: dict[str, GraphQLError] = {}
    general: list[GraphQLError] = []
    only = next(iter(aliases.values())) if len(aliases) == 1 else None
    for error in errors:
        instance_id = aliases.get(str(error.path[0])) if error.path else None
        if instance_id or only:
            by_instance.setdefault(instance_id or only or "", error)
        else:
            general.append(error)
    return by_instance, general


def _aliases(ids: list[str]) -> dict[str, str]:
    """Response key to instance ID. A single instance is asked for without an alias, as in the documentation."""
    return {f"i{index}": instance_id for index, instance_id in enumerate(ids)} if len(ids) > 1 else {PROCESSES_FIELD: ids[0]}

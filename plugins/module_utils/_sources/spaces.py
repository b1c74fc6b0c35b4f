# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The source ``spaces``: the Spaces GraphQL API. One request asks for several instances, by aliases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Callable, TypeVar

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, SourceName
from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, sentence_list, some
from ansible_collections.boomi.spaces.plugins.module_utils._records import Environment, ExecutionRecord, Instance, Process, Space, instance_name
from ansible_collections.boomi.spaces.plugins.module_utils._sources import reading
from ansible_collections.boomi.spaces.plugins.module_utils._sources.base import OwnerNames, Processes, Scope
from ansible_collections.boomi.spaces.plugins.module_utils._sources.fields import NAMES, OPTIONAL, Field, selection
from ansible_collections.boomi.spaces.plugins.module_utils._sources.graphql import GraphQLAnswer, GraphQLApi
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import ENVIRONMENT_NAMES, INSTANCE_ENVIRONMENTS, INSTANCE_NAMES, Refusals
from ansible_collections.boomi.spaces.plugins.module_utils._sources.shapes import ShapeError, joined, objects, once
from ansible_collections.boomi.spaces.plugins.module_utils._transport.answers import CODE_KINDS, SPACE_CODES, GraphQLError, LargeAnswerError
from ansible_collections.boomi.spaces.plugins.module_utils._transport.batches import BatchSize, ask_each
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http

if TYPE_CHECKING:
    from ansible_collections.boomi.spaces.plugins.module_utils._sources.executions import Asked

PROCESSES_FIELD = "integrationPackInstanceProcesses"
INSTANCES = "the instances of the space"
# The codes for an instance that does not exist, or not in this space.
UNKNOWN_INSTANCE = frozenset({"IPACK_INSTANCE_ID_INVALID", "IPACK_NOT_FOUND_IN_SPACE"})

Record = TypeVar("Record")


class SpacesSource:
    """See ``Source``. Opened with ``status``, it also asks the Platform API which schedules are enabled."""

    name: SourceName = "spaces"
    scope: Scope = "space"

    def __init__(self, connection: Connection, http: Http, *, status: bool = False) -> None:
        self.refusals = Refusals()
        self._api = GraphQLApi(connection, http, self.refusals)
        self._batch_size = BatchSize(connection.batch_size)
        self._status_api = None
        if status:
            # As in open_source, only what is used is imported.
            from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import RestApi  # noqa: PLC0415 -- only where it is used

            self._status_api = RestApi(connection, http, Refusals())
        self.unanswered: list[str] = []
        self._null_lists: list[str] = []
        self._instances: list[Instance] | None = None

    @property
    def unlisted(self) -> bool:
        return INSTANCES in self._null_lists

    def warnings(self) -> list[str]:
        found = self.refusals.warnings() + self._api.warnings()
        null = list(self._null_lists)
        if self.unanswered:
            which = "the instance" if len(self.unanswered) == 1 else "the instances"
            null.append(f"the processes of {which} {some([quoted(instance_id) for instance_id in self.unanswered])}")
        if null:
            found.append(f"Boomi returned null, without an error, in place of {sentence_list(null)}. That counts as none: run again before relying on it.")
        return found

    def spaces(self) -> list[Space]:
        return self._list("spaces", "spaces", "Space", "the spaces of the account", reading.space)

    def instance_ids(self) -> list[str]:
        return [instance["id"] for instance in self._every_instance(INSTANCES, OPTIONAL | NAMES)]

    def instances(self, names: list[str] | None = None) -> list[Instance]:  # noqa: ARG002 -- GraphQL has no filter: all of them
        return self._every_instance(INSTANCES, OPTIONAL)

    def environments(self, *, atoms: bool = False, attachments: bool = False) -> list[Environment]:
        skipped = {Field("Environment", name) for name, asked in (("atoms", atoms), ("integrationPackEnvironmentAttachment", attachments)) if not asked}
        what = INSTANCE_ENVIRONMENTS if attachments else ENVIRONMENT_NAMES
        found = self.refusals.optional(
            what, lambda: self._list("environments", "environments", "Environment", "the environments of the space", reading.environment, skipped=skipped)
        )
        for environment in found or []:
            environment["atoms"] = environment["atoms"] if atoms else None
            if not attachments:
                environment["integration_pack_environment_attachment"] = None
        return found or []

    def processes(self, instance_ids: list[str], *, schedules: bool = True) -> Processes:  # noqa: ARG002 -- they are part of a process
        told = self._api.progress("instances")
        answer = Processes.merged(ask_each(self._ask_batch, list(dict.fromkeys(instance_ids)), self._batch_size, rounds=True, told=told))
        self.unanswered += answer.null
        return Processes(answer.found, {instance_id: answer.unknown[instance_id] for instance_id in instance_ids if instance_id in answer.unknown})

    def original_ids(self, processes: Iterable[Process]) -> list[str]:  # noqa: ARG002 -- the API does not tell
        return []

    def executions(self, asked: Asked) -> list[ExecutionRecord]:
        from ansible_collections.boomi.spaces.plugins.module_utils._sources.executions import from_spaces  # noqa: PLC0415 -- only where it is used

        found, null = from_spaces(self._api, self._batch_size, asked)
        self._null_lists += null
        return found

    def owner_names(self, processes: Iterable[Process]) -> OwnerNames:
        if not any(True for dummy in processes):
            return OwnerNames()
        # Null in place of this list is no null in place of the list of instances: nothing but names depends on it.
        found = self.refusals.optional(INSTANCE_NAMES, lambda: self._every_instance(INSTANCE_NAMES, OPTIONAL | NAMES)) or []
        # Without the override names, the name of the pack may be the wrong one.
        nameless = Field("IntegrationPackInstance", "integrationPackOverrideName") in self._api.absent
        return OwnerNames(
            {instance["id"]: None if nameless else instance_name(instance) for instance in found},
            {pack["id"]: pack["name"] for instance in found for pack in instance["integration_pack"] if pack["id"]},
        )

    def set_enabled(self, processes: Iterable[Process]) -> None:
        if self._status_api is None:
            return
        from ansible_collections.boomi.spaces.plugins.module_utils._sources.statuses import schedule_statuses  # noqa: PLC0415 -- only where it is used

        scheduled = [process for process in processes if process["process_schedules"]]
        statuses = schedule_statuses(self._status_api, [process["id"] for process in scheduled])
        for process in scheduled:
            for schedule in process["process_schedules"]:
                schedule["enabled"] = statuses.of(schedule, process["id"])

    def _every_instance(self, asked: str, optional: frozenset[Field]) -> list[Instance]:
        """The instances of the space, which are asked for once. ``optional`` are the fields that the question can do without."""
        if self._instances is None or not self._api.absent <= optional:
            found = self._list("instances", "integrationPackInstances", "IntegrationPackInstance", asked, reading.instance, optional=optional)
            self._instances = [instance for instance in found if instance is not None]
        return self._instances

    def _ask_batch(self, ids: list[str]) -> Processes:
        """Asks for some instances in one request. Asks again for those without an answer, and in halves if the server refuses the request."""
        parts = []
        while ids:
            part, ids = self._ask_once(ids)
            parts.append(part)
        return Processes.merged(parts)

    def _ask_once(self, ids: list[str]) -> tuple[Processes, list[str]]:
        """The processes, and the instances to ask for again: always fewer than before."""
        try:
            answer = self._ask_processes(ids)
        except LargeAnswerError:
            if len(ids) == 1:
                raise
            return Processes.merged(self._batch_size.ask_halves(self._ask_batch, ids, lambda dummy: True)), []
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
        null = [instance_id for alias, instance_id in aliases.items() if instance_id in found and answer.data[alias] is None]
        # One unknown instance can remove the others from the answer, since a null moves up to the parent in GraphQL.
        return Processes(found, unknown, null), left_out

    def _ask_halves(self, ids: list[str], refusal: GraphQLAnswer) -> Processes:
        for error in refusal.errors:
            if error.code in SPACE_CODES or CODE_KINDS.get(error.code or "") == _errors.AUTH:
                raise refusal.http.failure(error)
        too_large = not any(error.code in UNKNOWN_INSTANCE for error in refusal.errors)
        return Processes.merged(self._batch_size.ask_halves(self._ask_batch, ids, lambda dummy: too_large))

    def _ask_processes(self, ids: list[str]) -> GraphQLAnswer:
        aliases = _aliases(ids)
        variables = {f"i{index}": instance_id for index, instance_id in enumerate(ids)}
        declared = ", ".join(f"${name}: ID!" for name in variables)
        asked = f"the processes of {len(ids)} instances" if len(ids) > 1 else f"the processes of instance {quoted(ids[0])}"

        def build(left_out: frozenset[Field]) -> str:
            fields = selection("Process", left_out)
            parts = (
                f"{'' if alias == PROCESSES_FIELD else f'{alias}: '}{PROCESSES_FIELD}(integrationPackInstanceId: ${name}) {fields}"
                for alias, name in zip(aliases, variables)
            )
            return f"query processes({declared}) {{ {' '.join(parts)} }}"

        return self._api.ask(build, variables, asked, "Process")

    def _list(
        self,
        name: str,
        field: str,
        type_name: str,
        asked: str,
        read: Callable[[Any, str], Record],
        *,
        skipped: Iterable[Field] = (),
        optional: frozenset[Field] = OPTIONAL,
    ) -> list[Record]:
        """The records of a root field without arguments. ``name`` is that of the query, ``skipped`` are fields that nobody asked for."""
        answer = self._api.ask(lambda left_out: f"query {name} {{ {field} {selection(type_name, left_out.union(skipped))} }}", {}, asked, type_name, optional)
        if answer.errors:
            raise answer.http.failure(answer.errors[0])
        if field not in answer.data:
            raise answer.http.malformed(f"The response has no {field}.")
        if answer.data[field] is None:
            self._null_lists.append(asked)
        try:
            return [read(item, place) for item, place in once(objects(answer.data[field], field))]
        except ShapeError as error:
            raise answer.http.malformed(str(error)) from None


def _processes_of(answer: GraphQLAnswer, alias: str, instance_id: str, requested: set[str]) -> list[Process]:
    try:
        items = joined(objects(answer.data[alias], PROCESSES_FIELD), "processSchedules")
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

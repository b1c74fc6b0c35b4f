# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The source ``platform``: the Platform REST API. It knows accounts, but no spaces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, SourceName
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, quoted, sentence_list
from ansible_collections.boomi.spaces.plugins.module_utils._records import (
    Atom,
    Attachment,
    Environment,
    ExecutionRecord,
    Instance,
    Pack,
    Process,
    ProcessSchedule,
    Space,
    instance_name,
)
from ansible_collections.boomi.spaces.plugins.module_utils._sources import executions, reading
from ansible_collections.boomi.spaces.plugins.module_utils._sources.base import OwnerNames, Processes, Scope
from ansible_collections.boomi.spaces.plugins.module_utils._sources.places import environment_by_atom
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import (
    ATOM_NAMES,
    ENVIRONMENT_NAMES,
    INSTANCE_ENVIRONMENTS,
    INSTANCE_NAMES,
    PACK_NAMES,
    Refusals,
)
from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import Found, Query, RestApi
from ansible_collections.boomi.spaces.plugins.module_utils._sources.shapes import Raw, ShapeError, text
from ansible_collections.boomi.spaces.plugins.module_utils._sources.statuses import schedule_statuses
from ansible_collections.boomi.spaces.plugins.module_utils._transport.batches import ask_each
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http

ALL_INSTANCES = "the instances of the account"


class _OwnedProcess(NamedTuple):
    """A process and those of the requested instances that it belongs to: none if the response does not say."""

    process: Process
    owners: list[str]


class _ListedInstance(NamedTuple):
    """An instance without the names of its pack, the ID of its pack, and the originals of its processes by their IDs."""

    instance: Instance
    pack_id: str | None
    original_ids: dict[str, str | None]


class PlatformSource:
    """See ``Source``."""

    name: SourceName = "platform"
    scope: Scope = "account"

    def __init__(self, connection: Connection, http: Http) -> None:
        self.refusals = Refusals()
        self._api = RestApi(connection, http, self.refusals)
        self.unanswered: list[str] = []
        self.unlisted = False
        self._instance_ids: list[str] | None = None
        self._listed: dict[str, _ListedInstance] = {}  # those that any response had, by their IDs
        self._packs: dict[str, Pack] = {}  # likewise

    def warnings(self) -> list[str]:
        return self.refusals.warnings()

    def spaces(self) -> list[Space]:
        raise _errors.usage("Only the Spaces API knows spaces. Set source (or BOOMI_SOURCE) to spaces.")

    def instance_ids(self) -> list[str]:
        if self._instance_ids is None:
            self._instance_ids = [one.instance["id"] for one in self._list_instances(None)]
        return self._instance_ids

    def instances(self, names: list[str] | None = None) -> list[Instance]:
        return self._with_packs(self._list_instances(names))

    def environments(self, *, atoms: bool = False, attachments: bool = False) -> list[Environment]:
        query = Query("Environment", "the environments of the account", reading.environment)
        found = self.refusals.optional(ENVIRONMENT_NAMES, lambda: self._api.every(query, "id"))
        atoms_of = self._atoms_by_environment() if atoms else None
        attachments_of = self._attachments_by_environment() if attachments else None
        # If names were refused, environments are only known by their IDs in attachments.
        environments = [_nameless(env_id) for env_id in atoms_of or {}] if found is None else found
        listed = {environment["id"] for environment in environments}
        environments += [_nameless(env_id) for env_id in attachments_of or {} if env_id not in listed]
        for environment in environments:
            environment["atoms"] = None if atoms_of is None else atoms_of.get(environment["id"], [])
            environment["integration_pack_environment_attachment"] = None if attachments_of is None else attachments_of.get(environment["id"], [])
        return environments

    def processes(self, instance_ids: list[str], *, schedules: bool = True) -> Processes:
        answer = self._processes_without_schedules(list(dict.fromkeys(instance_ids)))
        if schedules:
            self._add_schedules(answer)
        return answer

    def original_ids(self, processes: Iterable[Process]) -> list[str]:
        processes = list(processes)
        self._list_owners(processes)
        listed = {process["instance_id"]: self._listed.get(process["instance_id"]) for process in processes}
        wanted = {process["id"] for process in processes}
        found = {original for one in listed.values() if one for process_id, original in one.original_ids.items() if original and process_id in wanted}
        return sorted(found - wanted)

    def executions(self, asked: executions.Asked) -> list[ExecutionRecord]:
        return executions.from_platform(self._api, asked)

    def _add_schedules(self, answer: Processes) -> None:
        every = [process for processes in answer.found.values() for process in processes]
        schedules = self._schedules([process["id"] for process in every])
        for process in every:
            process["process_schedules"] = list(schedules.get(process["id"], []))

    def owner_names(self, processes: Iterable[Process]) -> OwnerNames:
        processes = list(processes)
        self.refusals.optional(INSTANCE_NAMES, lambda: self._list_owners(processes))
        ids = dict.fromkeys(process["instance_id"] for process in processes)
        listed = [self._listed[instance_id] for instance_id in ids if instance_id in self._listed]
        self._ask_packs([*_pack_ids(processes), *(one.pack_id for one in listed)])
        return OwnerNames(
            {instance["id"]: instance_name(instance) for instance in self._with_packs(listed)},
            {pack_id: pack["name"] for pack_id, pack in self._packs.items()},
            {(one.instance["id"], process_id): original_id for one in listed for process_id, original_id in one.original_ids.items()},
        )

    def set_enabled(self, processes: Iterable[Process]) -> None:
        """``processes`` has done it already."""

    def _processes_without_schedules(self, instance_ids: list[str]) -> Processes:
        owned = self._owned_processes(instance_ids)
        by_instance: dict[str, dict[str, Process]] = {instance_id: {} for instance_id in instance_ids}
        for process, owners in owned.records:
            for instance_id in owners:
                by_instance[instance_id][process["id"]] = {**process, "instance_id": instance_id}
        known = {instance_id for instance_id, processes in by_instance.items() if processes}
        if len(known) < len(by_instance):
            # Tell an instance without processes from one that does not exist.
            known.update(self.instance_ids())
        for instance_id, error in owned.refused.items():
            if instance_id in known:
                raise error
        return Processes(
            {instance_id: list(processes.values()) for instance_id, processes in by_instance.items() if instance_id in known},
            {instance_id: self._unknown_instance(instance_id) for instance_id in instance_ids if instance_id not in known},
        )

    def _owned_processes(self, instance_ids: list[str]) -> Found[_OwnedProcess]:
        """The processes of these instances, with their owners."""
        together = self._query_processes(instance_ids)
        if len(instance_ids) == 1 or all(one.owners for one in together.records):
            return together
        # The response does not say which instance a process belongs to. A response for a single instance need not say it.
        alone = Found.merged(ask_each(self._query_processes, instance_ids, lambda: 1))
        return Found(alone.records, {**together.refused, **alone.refused})

    def _query_processes(self, instance_ids: list[str]) -> Found[_OwnedProcess]:
        """``refused`` holds the instances that the API rejects as the value of a query."""
        wanted = set(instance_ids)

        def read(raw: Raw, where: str) -> _OwnedProcess:
            process = reading.process(raw, "", where)
            named = {pack["integration_pack_instance_id"] for pack in process["integration_pack"]} - {None}
            owners = [instance_id for instance_id in named if instance_id in wanted]
            if named and not owners:
                raise ShapeError(f"The process at {where} belongs to none of the requested instances.")
            return _OwnedProcess(process, owners if named or len(wanted) > 1 else instance_ids)

        asked = f"the processes of {len(wanted)} instances" if len(wanted) > 1 else f"the processes of instance {quoted(''.join(wanted))}"
        return self._api.each_accepted(Query("Process", asked, read), "integrationPackInstanceId", instance_ids)

    def _unknown_instance(self, instance_id: str) -> BoomiError:
        return BoomiError(
            f"Boomi does not know the instance {quoted(instance_id)} in this account.",
            kind=_errors.NOT_FOUND,
            asked=ALL_INSTANCES,
            url=self._api.address("IntegrationPackInstance/query"),
            status=200,
            instance_ids=[instance_id],
        )

    def _list_instances(self, names: list[str] | None) -> list[_ListedInstance]:
        """All instances without repetitions, or those of these names."""
        if names is None:
            return self._kept(self._api.every(Query("IntegrationPackInstance", ALL_INSTANCES, _listed_instance), "integrationPackId"))
        query = Query("IntegrationPackInstance", f"the instances of these names: {sentence_list(names)}", _listed_instance)
        return self._kept([one for name in ("integrationPackOverrideName", "integrationPackName") for one in self._api.each(query, name, names)])

    def _list_owners(self, processes: list[Process]) -> None:
        """Lists those instances of these processes that no response had yet: by their packs, since the API does not find them by their IDs."""
        unlisted = [process for process in processes if process["instance_id"] not in self._listed]
        if not unlisted or self._instance_ids is not None:
            return
        if all(_pack_ids([process]) for process in unlisted):
            query = Query("IntegrationPackInstance", "the instances of the integration packs", _listed_instance)
            self._kept(self._api.each(query, "integrationPackId", _pack_ids(unlisted)))
        else:
            self._list_instances(None)

    def _kept(self, found: list[_ListedInstance | None]) -> list[_ListedInstance]:
        """The instances without repetitions, which are remembered."""
        listed = {one.instance["id"]: one for one in found if one is not None}
        self._listed.update(listed)
        return list(listed.values())

    def _with_packs(self, listed: list[_ListedInstance]) -> list[Instance]:
        """The instances, each with its pack."""
        self._ask_packs([one.pack_id for one in listed])
        return [{**one.instance, "integration_pack": [self._packs[one.pack_id]]} if one.pack_id else one.instance for one in listed]

    def _ask_packs(self, pack_ids: Iterable[str | None]) -> None:
        """Asks for those of the packs that are not known yet. One that is refused, or that the API does not know, has only an ID."""
        unknown = list(dict.fromkeys(pack_id for pack_id in pack_ids if pack_id and pack_id not in self._packs))
        query = Query("IntegrationPack", "the integration packs", reading.pack)
        found = self.refusals.optional(PACK_NAMES, lambda: self._api.each(query, "id", unknown)) or []
        nameless: Iterable[Pack] = ({"id": pack_id, "name": None, "description": None, "installation_type": None} for pack_id in unknown)
        self._packs.update((pack["id"], pack) for pack in (*nameless, *found) if pack["id"])

    def _schedules(self, process_ids: list[str]) -> dict[str, list[ProcessSchedule]]:
        """By process ID, each schedule with its environment and status."""
        query = Query("ProcessSchedules", "the schedules of the processes", _process_and_schedule)
        wanted = set(process_ids)
        schedules: dict[str, list[ProcessSchedule]] = {}
        for process_id, schedule in self._api.each(query, "processId", process_ids):
            if process_id in wanted:
                schedules.setdefault(process_id, []).append(schedule)
        every = [schedule for group in schedules.values() for schedule in group]
        home_of = environment_by_atom(self._api, self.refusals, [schedule["atom_id"] for schedule in every if schedule["atom_id"]]) or {}
        statuses = schedule_statuses(self._api, schedules)
        for process_id, group in schedules.items():
            for schedule in group:
                schedule["env_id"] = home_of.get(schedule["atom_id"] or "")
                schedule["enabled"] = statuses.of(schedule, process_id)
        return schedules

    def _atoms_by_environment(self) -> dict[str | None, list[Atom]] | None:
        """The runtimes of each environment, by its ID. None if the user may not read them."""
        home_of = environment_by_atom(self._api, self.refusals, None)
        if home_of is None:
            return None
        names = self._atom_names(list(home_of))
        atoms: dict[str | None, list[Atom]] = {}
        for atom_id, env_id in home_of.items():
            atoms.setdefault(env_id, []).append({"id": atom_id, "name": names.get(atom_id)})
        return atoms

    def _atom_names(self, atom_ids: list[str]) -> dict[str | None, str | None]:
        query = Query("Atom", "the names of the runtimes", _id_and_name)
        return dict(self.refusals.optional(ATOM_NAMES, lambda: self._api.each(query, "id", atom_ids)) or [])

    def _attachments_by_environment(self) -> dict[str | None, list[Attachment]] | None:
        """The attachments of instances to each environment, by its ID. None if the user may not read them."""
        query = Query("IntegrationPackEnvironmentAttachment", "the environments of the instances", reading.attachment)
        found = self.refusals.optional(INSTANCE_ENVIRONMENTS, lambda: self._api.every(query, "integrationPackInstanceId"))
        if found is None:
            return None
        attachments: dict[str | None, list[Attachment]] = {}
        for attachment in found:
            attachments.setdefault(attachment["environment_id"], []).append(attachment)
        return attachments


def _nameless(environment_id: str | None) -> Environment:
    return reading.environment({"id": environment_id}, "")


def _process_and_schedule(raw: Raw, where: str) -> tuple[str, ProcessSchedule]:
    schedule = reading.process_schedule(raw, where)
    if schedule["process_id"] is None:
        raise ShapeError(f"The schedule at {where} has no processId.")
    return schedule["process_id"], schedule


def _listed_instance(raw: Raw, where: str) -> _ListedInstance | None:
    instance = reading.instance(raw, where)
    return instance and _ListedInstance(instance, text(raw, "integrationPackId", where), reading.original_ids(raw, where))


def _pack_ids(processes: Iterable[Process]) -> list[str]:
    """The IDs of the packs of these processes, as far as they are known."""
    return [pack_id for process in processes for pack_id in (pack["integration_pack_id"] for pack in process["integration_pack"]) if pack_id]


def _id_and_name(raw: Raw, where: str) -> tuple[str | None, str | None]:
    return text(raw, "id", where), text(raw, "name", where)

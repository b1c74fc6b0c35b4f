# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of the Platform REST API, made from an account: their names, fields, filters and privileges."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from .account import Account, Answers, Atom, Attachment, Deployment, Entry, Environment, Instance, Pack, Process, User, atom_attachment_id
from .filters import OPERATORS, Filter, Values

Fields = dict[str, Any]

_READS_SCHEDULES = ("SCHEDULE_MAINTENANCE", "ATOM_MANAGEMENT", "ATOM_MANAGEMENT_READ_ONLY")
READS_ATOMS = ("ATOM_MANAGEMENT", "ATOM_MANAGEMENT_READ_ONLY")


@dataclass(frozen=True)
class Kind:
    """One object of the API.

    ``records`` returns the records of a sub-account (None: the account itself); ``fields`` returns the response for one record. ``values`` has the
    properties for filters. ``id_of`` returns the id for GET, and is None if only queries are published. Reading needs one of ``privileges``, in addition
    to API; if empty, only API. ``only_by_get`` are the fields that a query and a bulk GET leave out. Without ``values`` there are no queries.
    ``sorts`` are the fields that QuerySort may name; without any, the records are in the order of the file. ``shows`` says whether a user sees a
    record at a time, in seconds since the epoch; all do, if it is None.
    """

    name: str
    records: Callable[[Account, str | None], Iterable[Any]]
    fields: Callable[[Any, Answers], Fields]
    values: Values
    id_of: Callable[[Any], str | None] | None = None
    operators: Collection[str] = OPERATORS
    privileges: tuple[str, ...] = ()
    only_by_get: frozenset[str] = frozenset()
    sorts: tuple[str, ...] = ()
    shows: Callable[[Any, Account, User, float], bool] | None = None

    def listed(self, record: Any, answers: Answers) -> Fields:
        """The response for one of several records."""
        return {name: value for name, value in self.fields(record, answers).items() if name not in self.only_by_get}


class Table:
    """The records of one object in one account, with indexes."""

    def __init__(self, kind: Kind, account: Account, owner: str | None) -> None:
        self._kind = kind
        self._records = list(kind.records(account, owner))
        self._indexes: dict[str, _Index] = {}
        self._lock = threading.Lock()

    def select(self, wanted: Filter) -> list[Any]:
        """The records that match the filter, in the order of the file."""
        if wanted.among is None:
            return [record for record in self._records if wanted.lets(record)]
        name, values = wanted.among
        index = self._index(name)
        places = sorted(place for value in values for place in index.places(value))
        found = (self._records[place] for place in places)
        return list(found) if wanted.exact else [record for record in found if wanted.lets(record)]

    def get(self, record_id: str) -> Any:
        """The record of this id, or None."""
        return self._by_id.get(record_id)

    @cached_property
    def _by_id(self) -> dict[str | None, Any]:
        assert self._kind.id_of is not None
        return {self._kind.id_of(record): record for record in reversed(self._records)}

    def _index(self, name: str) -> _Index:
        with self._lock:
            if name not in self._indexes:
                self._indexes[name] = _Index(map(self._kind.values[name], self._records))
            return self._indexes[name]


class _Index:
    """The places of each value. Most values have one place, and making fifty thousand lists would take longer than using them."""

    def __init__(self, values: Iterable[str | None]) -> None:
        self._first: dict[str | None, int] = {}
        self._others: dict[str | None, list[int]] = {}
        for place, value in enumerate(values):
            if self._first.setdefault(value, place) != place:
                self._others.setdefault(value, []).append(place)

    def places(self, value: str) -> list[int]:
        return [self._first[value], *self._others.get(value, ())] if value in self._first else []


def typed(kind: str, /, **fields: Any) -> Fields:
    """An object as in the API's response: with its type, and without unknown values."""
    return {"@type": kind, **{field: value for field, value in fields.items() if value is not None}}


# Records


def _instances(account: Account, owner: str | None) -> Iterator[Instance]:
    return (instance for instance in account.instances if instance.account_id == owner)


def _processes(account: Account, owner: str | None) -> Iterator[Process]:
    return (process for instance in _instances(account, owner) for process in instance.processes)


def _deployments(account: Account, owner: str | None) -> Iterator[Deployment]:
    return (deployment for process in _processes(account, owner) for deployment in process.deployments)


def _atoms(account: Account, owner: str | None) -> Iterator[Atom]:
    return (atom for atom in account.atoms if atom.account_id == owner)


# Fields


def _instance(instance: Instance, dummy: Answers) -> Fields:
    processes = [
        typed(
            "ProcessId",
            originalProcessId=process.original_id or process.id,
            wrapperProcessId=process.id if process.original_id else None,
            name=process.name,
        )
        for process in instance.processes
    ]
    if instance.id is None:
        return {"ProcessId": processes}
    return typed(
        "IntegrationPackInstance",
        ProcessId=processes or None,
        id=instance.id,
        integrationPackId=instance.pack and instance.pack.id,
        integrationPackOverrideName=instance.override_name,
    )


def _pack(pack: Pack, dummy: Answers) -> Fields:
    return typed("IntegrationPack", id=pack.id, name=pack.name, Description=pack.description or "", installationType=pack.installation_type)


def _attachment(attachment: Attachment, dummy: Answers) -> Fields:
    return typed(
        "IntegrationPackEnvironmentAttachment",
        id=attachment.id,
        environmentId=attachment.environment_id,
        integrationPackInstanceId=attachment.instance_id,
    )


def _process(process: Process, dummy: Answers) -> Fields:
    pack = typed("ProcessIntegrationPackInfo", integrationPackId=process.pack_id, integrationPackInstanceId=process.instance_id)
    return typed(
        "Process",
        IntegrationPack=[pack] if len(pack) > 1 else None,
        id=process.id,
        name=process.name,
        Description=process.description or "",
    )


def _entries(entries: Iterable[Entry]) -> list[Fields]:
    return [
        typed(
            "Schedule",
            minutes=entry.minutes,
            hours=entry.hours,
            daysOfWeek=entry.days_of_week,
            daysOfMonth=entry.days_of_month,
            months=entry.months,
            years=entry.years,
        )
        for entry in entries
    ]


def _schedules(deployment: Deployment, answers: Answers) -> Fields:
    most = deployment.max_retry
    return typed(
        "ProcessSchedules",
        Schedule=_entries(deployment.schedule),
        Retry=typed("ScheduleRetry", Schedule=_entries(deployment.retry), maxRetry=str(most) if answers.numbers_as_text and most is not None else most),
        processId=deployment.process_id,
        atomId=deployment.atom_id,
        id=deployment.id,
    )


def _status(deployment: Deployment, answers: Answers) -> Fields:
    enabled = deployment.enabled
    return typed(
        "ProcessScheduleStatus",
        enabled=str(enabled).lower() if answers.numbers_as_text else enabled,
        processId=deployment.process_id,
        atomId=deployment.atom_id,
        id=deployment.id,
    )


def _environment(environment: Environment, dummy: Answers) -> Fields:
    return typed("Environment", id=environment.id, name=environment.name, classification=environment.classification)


def _atom_attachment(atom: Atom, dummy: Answers) -> Fields:
    assert atom.environment_id is not None
    return typed(
        "EnvironmentAtomAttachment",
        id=atom_attachment_id(atom.id, atom.environment_id),
        atomId=atom.id,
        environmentId=atom.environment_id,
    )


def _atom(atom: Atom, dummy: Answers) -> Fields:
    return typed("Atom", id=atom.id, name=atom.name, **atom.fields)


def _startup_properties(atom: Atom, dummy: Answers) -> Fields:
    properties = [typed("Property", name=name, value=value) for name, value in atom.startup_properties.items()]
    return typed("AtomStartupProperties", id=atom.id, Property=properties)


def _of_atom(name: str) -> Callable[[Atom], str | None]:
    """The value of a property of runtimes, as filters have it; None where the account's file does not contain it."""

    def value(atom: Atom) -> str | None:
        found = atom.fields.get(name)
        return str(found).lower() if isinstance(found, bool) else found if isinstance(found, str) else None

    return value


# Everything is in the order of the file. ``values``, ``operators`` and the objects with a GET are those of platform-openapi.json.
KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "IntegrationPackInstance",
            _instances,
            _instance,
            {
                "integrationPackOverrideName": attrgetter("override_name"),
                "integrationPackName": lambda instance: instance.pack and instance.pack.name,
                "integrationPackId": lambda instance: instance.pack and instance.pack.id,
            },
            id_of=attrgetter("id"),
        ),
        Kind(
            "IntegrationPack",
            lambda account, owner: account.packs,
            _pack,
            {"name": attrgetter("name"), "id": attrgetter("id"), "installationType": attrgetter("installation_type")},
            id_of=attrgetter("id"),
        ),
        Kind(
            "IntegrationPackEnvironmentAttachment",
            lambda account, owner: (attachment for instance in _instances(account, owner) for attachment in instance.attachments),
            _attachment,
            {"environmentId": attrgetter("environment_id"), "integrationPackInstanceId": attrgetter("instance_id")},
            privileges=("DEPLOY",),
        ),
        Kind(
            "Process",
            _processes,
            _process,
            {
                "name": attrgetter("name"),
                "id": attrgetter("id"),
                "integrationPackId": attrgetter("pack_id"),
                "integrationPackInstanceId": attrgetter("instance_id"),
            },
            id_of=attrgetter("id"),
        ),
        Kind(
            "ProcessSchedules",
            _deployments,
            _schedules,
            {"processId": attrgetter("process_id"), "atomId": attrgetter("atom_id")},
            id_of=attrgetter("id"),
            privileges=_READS_SCHEDULES,
        ),
        Kind(
            "ProcessScheduleStatus",
            lambda account, owner: (deployment for deployment in _deployments(account, owner) if deployment.enabled is not None),
            _status,
            {"processId": attrgetter("process_id"), "atomId": attrgetter("atom_id")},
            id_of=attrgetter("id"),
            privileges=_READS_SCHEDULES,
        ),
        Kind(
            "Environment",
            lambda account, owner: (environment for environment in account.environments if environment.account_id == owner),
            _environment,
            {"name": attrgetter("name"), "id": attrgetter("id"), "classification": attrgetter("classification")},
            id_of=attrgetter("id"),
        ),
        Kind(
            "EnvironmentAtomAttachment",
            lambda account, owner: (atom for atom in _atoms(account, owner) if atom.environment_id is not None),
            _atom_attachment,
            {"atomId": attrgetter("id"), "environmentId": attrgetter("environment_id")},
            privileges=READS_ATOMS,
        ),
        Kind(
            "Atom",
            _atoms,
            _atom,
            {
                "name": attrgetter("name"),
                "id": attrgetter("id"),
                "hostname": _of_atom("hostName"),
                "status": _of_atom("status"),
                "type": _of_atom("type"),
                "capabilities": _of_atom("capabilities"),
                "cloudId": _of_atom("cloudId"),
                "attachmentCloudId": _of_atom("attachmentCloudId"),
                "cloudMoleculeId": _of_atom("cloudMoleculeId"),
                "instanceId": _of_atom("instanceId"),
                "isCloudAttachment": _of_atom("isCloudAttachment"),
            },
            id_of=attrgetter("id"),
            operators=("EQUALS", "NOT_EQUALS", "CONTAINS", "NOT_CONTAINS"),
            privileges=READS_ATOMS,
            only_by_get=frozenset({"cluster"}),
        ),
    )
}

# It has no queries. Attachments to clouds have none.
STARTUP_PROPERTIES = Kind(
    "AtomStartupProperties",
    lambda account, owner: (atom for atom in _atoms(account, owner) if not atom.is_attachment),
    _startup_properties,
    {},
    id_of=attrgetter("id"),
    privileges=READS_ATOMS,
)

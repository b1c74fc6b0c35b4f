# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random accounts with a test and a production environment, most of which are nearly the same."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.sandbox.account import Account, Atom, Attachment, Deployment, Entry, Environment, Instance, Pack, Process, Space, User, attachment_id, schedule_id

TEST, PRODUCTION = "e-test", "e-production"
_ENVIRONMENTS = {TEST: "Test 🧪", PRODUCTION: 'Production "1"', "e-other": "Elsewhere"}
_SPACE = Space("5e6f7081-92a3-44b5-86d7-e8f9a0b1c2d3", "Space")
EMPTY = Account("estates-A1B2C3", (User("user@company.example", "11111111-aaaa-4bbb-8ccc-000000000017"),), (_SPACE,))

# Each row is one set of minutes, written in several ways; the last two are not valid and never come.
_SCHEDULES: tuple[tuple[tuple[Entry, ...], ...], ...] = (
    ((Entry("0", "8"),), (Entry("0-0", "08", "", "1-31"),), (Entry("0", "8", "1-4"), Entry("0", "8", "4-7"))),
    ((Entry("0-59/15", "8-18", "2-6"),), (Entry("0,15,30,45", "8-18", "2,3,4,5,6", None),)),
    ((Entry("0-59/15", "8-17", "2-6"),),),
    ((), ()),
    ((Entry("0", "8", months="2", days_of_month="31"),),),
    ((Entry("0-59/", "8-18"),),),
    ((Entry("0-59/", "8"),),),
)
_NAMES = ("Order Intake", "Order Intake", "Load 📦", "{{ x }} - INT", 'A "quoted" - A', "line\nbreak")
_INSTANCES = ("INT", "Order Intake", "A", "🚀 {{ y }}", "Order Intake")


@dataclass(frozen=True)
class _Value:
    schedule: tuple[Entry, ...] = ()
    retry: tuple[Entry, ...] = ()
    max_retry: int | None = 5
    enabled: bool | None = True


@dataclass
class _Owned:
    """A process of an instance, before it is a record: what it has on each runtime."""

    base: int
    on: dict[str, _Value] = field(default_factory=dict)


@dataclass
class _Installed:
    pack: int
    multi: bool
    name: str
    processes: list[_Owned]


# What a process has on a runtime, and what it can have instead.
_SCHEDULES_ONCE = [row[0] for row in _SCHEDULES]
_OPTIONS: dict[str, list[Any]] = {"schedule": _SCHEDULES_ONCE, "retry": _SCHEDULES_ONCE, "max_retry": [5, 0, None], "enabled": [True, False, None]}


def accounts() -> st.SearchStrategy[Account]:
    """Two environments with the same in both, and then none to three changes, some of which make no difference.

    All choices come from one number: drawn one by one, few accounts would have few changes.
    """
    return st.integers(0, 1 << 64).map(lambda seed: _estate(Random(seed)))


def _estate(choose: Random) -> Account:
    atoms = {env_id: [f"{env_id}-{number}" for number in range(choose.randint(1, 3))] for env_id in (TEST, PRODUCTION)}
    installed: list[_Installed] = []
    for pack in range(choose.randint(1, 3)):
        multi = choose.random() < 0.7
        for dummy in range(choose.choice([1, 2, 2]) if multi else 1):
            values = [_value(choose) for dummy in range(choose.randint(1, 2))]
            # One instance in both environments, or one in each: mostly of one name, as a second pair of the pack cannot be told apart otherwise.
            apart = multi and choose.random() < 0.7
            name = choose.choice(_INSTANCES)
            names = [name, choose.choice([name, name, name, name, *_INSTANCES])] if apart else [name]
            for number, each in enumerate(names):
                places = [[TEST, PRODUCTION][number]] if apart else [TEST, PRODUCTION]
                owned = [_Owned(base, {atom: value for place in places for atom in atoms[place]}) for base, value in enumerate(values)]
                installed.append(_Installed(pack, multi, each, owned))
    for dummy in range(choose.choice([0, 0, 1, 1, 1, 1, 2, 3])):
        _change(choose, installed)
    return _account(installed, atoms, placeless=choose.random() < 0.05)


def _value(choose: Random) -> _Value:
    max_retry, enabled = choose.choice([5] * 15 + [1] * 4 + [None]), choose.choice([True] * 15 + [False] * 4 + [None])
    return _Value(choose.choice(_SCHEDULES_ONCE), choose.choice(_SCHEDULES_ONCE), max_retry, enabled)


def _change(choose: Random, installed: list[_Installed]) -> None:
    instance = choose.choice(installed)
    process = choose.choice(instance.processes)
    kind = choose.choice(["value", "value", "value", "written", "undeployed", "removed", "elsewhere", "renamed"])
    if kind == "removed":
        # From one environment, or from both.
        place = choose.choice([TEST, PRODUCTION, "e-"])
        process.on = {atom: value for atom, value in process.on.items() if not atom.startswith(place)}
    elif kind == "renamed" and instance.multi:
        instance.name = choose.choice(_INSTANCES)
    elif kind == "elsewhere":
        process.on["e-other-0"] = _Value()
    elif process.on:
        atom = choose.choice(sorted(process.on))
        value = process.on[atom]
        if kind == "undeployed":
            del process.on[atom]
        elif kind == "written":
            (row,) = [row for row in _SCHEDULES if value.schedule in row]
            process.on[atom] = dataclasses.replace(value, schedule=choose.choice(row))
        else:
            key = choose.choice(list(_OPTIONS))
            process.on[atom] = dataclasses.replace(value, **{key: choose.choice(_OPTIONS[key])})


def _account(installed: list[_Installed], atoms: dict[str, list[str]], *, placeless: bool) -> Account:
    homes = {atom: env_id for env_id, ids in atoms.items() for atom in ids} | {"e-other-0": "e-other"}
    records = {atom: Atom(atom, f"runtime {atom}", env_id) for atom, env_id in homes.items()}
    environments = tuple(
        Environment(env_id, name, "TEST", tuple(atom for atom in records.values() if atom.environment_id == env_id)) for env_id, name in _ENVIRONMENTS.items()
    )
    loose = Atom("loose", "a runtime of no environment")
    packs = [Pack(f"k{number}", f"Pack {number}", None, None) for number in range(1 + max(each.pack for each in installed))]
    instances = []
    for number, each in enumerate(installed):
        processes = tuple(_process(number, index, each, owned, homes, packs[each.pack]) for index, owned in enumerate(each.processes))
        if placeless and number == 0:
            first = processes[0]
            processes = (dataclasses.replace(first, deployments=(*first.deployments, _deployment(first.id, loose.id, None, _Value()))), *processes[1:])
        env_ids = sorted({one.environment_id for process in processes for one in process.deployments if one.environment_id})
        attachments = tuple(Attachment(attachment_id(f"i{number}", env_id), f"i{number}", env_id) for env_id in env_ids)
        instances.append(Instance(f"i{number}", _SPACE.guid, each.name, packs[each.pack], attachments, processes))
    atoms_too = (*records.values(), loose)
    return dataclasses.replace(EMPTY, packs=tuple(packs), environments=environments, atoms=atoms_too, instances=tuple(instances))


def _process(number: int, index: int, instance: _Installed, owned: _Owned, homes: dict[str, str], pack: Pack) -> Process:
    process_id = f"p{number}-{index}"
    base = _NAMES[owned.base] if instance.pack < 2 else f"{_NAMES[owned.base + 2]} {index}"
    # Two originals of a pack have two names.
    base = f"{base} {owned.base}"
    name = base
    if instance.multi:
        name = f"{base} - {instance.name}" if instance.pack == 1 else f"{instance.name} - {base}"
    return Process(
        process_id,
        name,
        pack.id,
        f"i{number}",
        original_id=f"o{instance.pack}-{owned.base}" if instance.multi else None,
        deployments=tuple(_deployment(process_id, atom, homes[atom], value) for atom, value in owned.on.items()),
    )


def _deployment(process_id: str, atom: str, env_id: str | None, value: _Value) -> Deployment:
    return Deployment(schedule_id(atom, process_id), process_id, atom, env_id, value.schedule, value.retry, value.max_retry, value.enabled)

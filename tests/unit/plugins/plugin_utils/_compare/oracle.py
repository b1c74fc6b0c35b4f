# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether two environments of a raw account are the same, told by trying every process against every other. Shares no code with the collection."""

from __future__ import annotations

from collections.abc import Iterator

from tests.sandbox.account import Account, Deployment, Entry, Instance, Process
from tests.unit.plugins.plugin_utils import schedule_oracle as schedules

# The years of the schedules that are tried.
YEARS = 2027, 2027


def nothing_differs(account: Account, first: str, second: str) -> bool:
    """For environments by their ids: the same processes on every runtime of both, with the same values, none of which is unknown."""
    both = first, second
    runtimes = {env_id: {one.atom_id for process in account.processes() for one in process.deployments if one.environment_id == env_id} for env_id in both}
    if not all(runtimes.values()) or any(one.environment_id is None for process in account.processes() for one in process.deployments):
        return False
    for here, there in (both, both[::-1]):
        for instance in account.instances:
            for process in instance.processes:
                deployed = _in(process, here)
                if not deployed:
                    continue
                counterparts = list(_counterparts(account, instance, process, here, there))
                if len(counterparts) != 1:
                    return False
                (other,) = counterparts
                if {one.atom_id for one in deployed} != runtimes[here] or {one.atom_id for one in _in(other, there)} != runtimes[there]:
                    return False
                if not _one_value([*deployed, *_in(other, there)]):
                    return False
    return True


def _counterparts(account: Account, instance: Instance, process: Process, here: str, there: str) -> Iterator[Process]:
    """The processes of the other environment that this one has to be compared with."""
    if _is_in(instance, there):
        yield process
        return
    same_here, same_there = (
        [
            (candidate.override_name, each)
            for candidate in account.instances
            if _is_in(candidate, place) and not _is_in(candidate, other)
            for each in candidate.processes
            if (each.pack_id, each.original_id) == (process.pack_id, process.original_id)
        ]
        for place, other in ((here, there), (there, here))
    )
    if len(same_here) == len(same_there) == 1:
        yield same_there[0][1]
    elif [name for name, dummy in same_here].count(instance.override_name) == 1:
        yield from [each for name, each in same_there if name == instance.override_name]


def _is_in(instance: Instance, env_id: str) -> bool:
    return any(_in(process, env_id) for process in instance.processes)


def _in(process: Process, env_id: str) -> list[Deployment]:
    return [one for one in process.deployments if one.environment_id == env_id]


def _one_value(deployments: list[Deployment]) -> bool:
    one, *others = deployments
    if any(each.max_retry is None or each.max_retry != one.max_retry for each in deployments):
        return False
    if len({each.enabled for each in deployments if each.enabled is not None}) > 1:
        return False
    if any(each.enabled is None for each in deployments) and any(each.schedule or each.retry for each in deployments):
        return False
    return all(_same(each.schedule, one.schedule) and _same(each.retry, one.retry) for each in others)


def _same(one: tuple[Entry, ...], other: tuple[Entry, ...]) -> bool:
    if not (_valid(one) and _valid(other)):
        return one == other
    return _minutes(one) == _minutes(other)


def _valid(entries: tuple[Entry, ...]) -> bool:
    return all(entry.minutes != "0-59/" for entry in entries)


def _minutes(entries: tuple[Entry, ...]) -> object:
    names = ("minutes", "hours", "days_of_week", "days_of_month", "months", "years")
    return schedules.minutes([{name: getattr(entry, name) or "" for name in names} for entry in entries], *YEARS)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Facts as they would be after a change. Nothing is written to Boomi."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import PROCESS_SCHEDULES, SCHEDULE, Deployment, read_processes
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import written
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import flag, is_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.choosing import matching


def with_schedule(processes: object, match: object, schedule: object, atoms: object = None) -> object:
    """The processes, in the shape in which they were given, with this schedule for those that match; `atoms` are ids or names of runtimes.

    Raises GivenError for what cannot be understood, and if there is no such process on any such runtime.
    """
    return _changed(processes, match, atoms, SCHEDULE, written(schedule).entries())


def with_enabled(processes: object, match: object, enabled: object, atoms: object = None) -> object:
    """The same with their schedules enabled, or paused."""
    return _changed(processes, match, atoms, ("enabled",), flag("enabled", enabled))


def _changed(processes: object, match: object, atoms: object, spellings: tuple[str, ...], value: object) -> object:
    whole = dict(processes) if isinstance(processes, Mapping) else None
    given = whole.get("processes") if whole else processes
    # It is read twice, and filters such as selectattr return iterators.
    facts = [_kept(each) for each in given] if is_list(given) else given
    read = read_processes(facts if whole is None else {**whole, "processes": facts})
    matched, places = matching(read, match, atoms)
    found: list[Any] = facts if isinstance(facts, list) else []
    for index in (index for index in matched if read[index].deployments):
        found[index] = _with(found[index], read[index].deployments, places, spellings, value)
    return found if whole is None else {**whole, "processes": found}


def _kept(process: object) -> object:
    if isinstance(process, Mapping):
        for key in PROCESS_SCHEDULES:
            items = process.get(key)
            if is_list(items) and not isinstance(items, (list, tuple)):
                return {**process, key: list(items)}
    return process


def _with(process: Mapping[str, Any], deployments: Iterable[Deployment], places: tuple[str, ...] | None, spellings: tuple[str, ...], value: object) -> Any:
    key = next(each for each in PROCESS_SCHEDULES if each in process)
    items = process[key]
    items = [items] if isinstance(items, Mapping) else items
    return {**process, key: [_item(item, spellings, value) if each.on(places) else item for item, each in zip(items, deployments)]}


def _item(item: Mapping[str, Any], spellings: tuple[str, ...], value: object) -> dict[str, Any]:
    return {**item, next((each for each in spellings if each in item), spellings[0]): value}

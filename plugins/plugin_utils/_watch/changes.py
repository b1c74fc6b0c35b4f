# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What differs between two answers to the same question, process by process."""

from __future__ import annotations

import json
from typing import Any, Callable, TypedDict

from ansible_collections.boomi.spaces.plugins.module_utils._records import Entry, Process, ProcessSchedule

CHANGED = "changed"
ADDED = "added"
REMOVED = "removed"

# The instance, the process, and which of several: nothing forbids an answer to hold a process twice.
Key = tuple[str, str, int]


class Change(TypedDict):
    """One process that is not as it was. ``changed`` names the parts that differ, or ``process`` where it came or went."""

    type: str
    process_id: str
    process_name: str | None
    instance_id: str
    changed: list[str]
    before: Process | None
    after: Process | None


def changes(before: list[Process], after: list[Process], *, places_comparable: bool = True) -> list[Change]:
    """One change for each process that differs, in the order of instance and process ids.

    Neither the order of processes, of runtimes nor of the entries of a schedule is a difference. ``places_comparable`` is false
    where the user may read the environments of runtimes for one of the two answers only: what is null then was not left by anyone.
    """
    was, now = _by_key(before), _by_key(after)
    found = {key: _change(REMOVED, old, ["process"], old, None) for key, old in was.items() if key not in now}
    for key, new in now.items():
        old = was.get(key)
        if old is None:
            found[key] = _change(ADDED, new, ["process"], None, new)
        elif old != new:
            changed = _differences(old, new, places_comparable)
            if changed:
                found[key] = _change(CHANGED, new, changed, old, new)
    return [found[key] for key in sorted(found)]


def _change(kind: str, shown: Process, changed: list[str], old: Process | None, new: Process | None) -> Change:
    return {
        "type": kind,
        "process_id": shown["id"],
        "process_name": shown["name"],
        "instance_id": shown["instance_id"],
        "changed": changed,
        "before": old,
        "after": new,
    }


def _by_key(processes: list[Process]) -> dict[Key, Process]:
    groups: dict[tuple[str, str], list[Process]] = {}
    for process in processes:
        groups.setdefault((process["instance_id"], process["id"]), []).append(process)
    return {
        (*key, number): process for key, group in groups.items() for number, process in enumerate(group if len(group) == 1 else sorted(group, key=_written))
    }


def _differences(old: Process, new: Process, places_comparable: bool) -> list[str]:
    """The parts that differ. What runs differently is asked of the runtimes that both have; the others are the deployment."""
    was, now = _by_atom(old), _by_atom(new)
    common = was.keys() & now.keys()
    place = _place if places_comparable else _no_place
    found = {
        "schedule": any(_each(_schedule, was[atom]) != _each(_schedule, now[atom]) for atom in common),
        "status": any(_each(_status, was[atom]) != _each(_status, now[atom]) for atom in common),
        "deployment": {atom: _each(place, items) for atom, items in was.items()} != {atom: _each(place, items) for atom, items in now.items()},
        "retry": any(_each(_retry, was[atom]) != _each(_retry, now[atom]) for atom in common),
        "name": old["name"] != new["name"],
    }
    return [part for part, differs in found.items() if differs]


def _by_atom(process: Process) -> dict[str | None, list[ProcessSchedule]]:
    found: dict[str | None, list[ProcessSchedule]] = {}
    for item in process["process_schedules"]:
        found.setdefault(item["atom_id"], []).append(item)
    return found


def _each(part: Callable[[ProcessSchedule], Any], items: list[ProcessSchedule]) -> list[str]:
    """The part of each item, in no order."""
    return sorted(_written(part(item)) for item in items)


def _schedule(item: ProcessSchedule) -> Any:
    return _entries(item["schedule"])


def _status(item: ProcessSchedule) -> Any:
    return item["enabled"]


def _place(item: ProcessSchedule) -> Any:
    return item["env_id"]


def _no_place(item: ProcessSchedule) -> Any:  # noqa: ARG001 -- one of the parts of an item
    return None


def _retry(item: ProcessSchedule) -> Any:
    return [_entries(item["retry"]["schedule"]), item["retry"]["max_retry"]]


def _entries(entries: list[Entry]) -> list[str]:
    return sorted(_written(entry) for entry in entries)


def _written(value: Any) -> str:
    """Any of the values as text, so that lists of them can be sorted."""
    return json.dumps(value, sort_keys=True)

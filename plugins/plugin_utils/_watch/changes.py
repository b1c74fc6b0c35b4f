# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The differences between two polls, process by process."""

from __future__ import annotations

import json
from typing import Any, Callable

from ansible_collections.boomi.spaces.plugins.module_utils._records import Entry, Process, ProcessSchedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.shapes import Change, ChangeType, Part

# Instance ID, process ID, and a number: a response can contain a process twice.
Key = tuple[str, str, int]


def changes(before: list[Process], after: list[Process], *, places_comparable: bool = True) -> list[Change]:
    """One change for each process that differs, in the order of instance and process IDs.

    The order of processes, of runtimes and of schedule entries makes no difference. ``places_comparable`` is false if the user could read
    the environments of runtimes in only one of the two polls: a null environment is then not a change.
    """
    was, now = _by_key(before), _by_key(after)
    found = {key: _change("removed", old, ["process"], old, None) for key, old in was.items() if key not in now}
    for key, new in now.items():
        old = was.get(key)
        if old is None:
            found[key] = _change("added", new, ["process"], None, new)
        elif old != new:
            changed = _differences(old, new, places_comparable)
            if changed:
                found[key] = _change("changed", new, changed, old, new)
    return [found[key] for key in sorted(found)]


def _change(kind: ChangeType, latest: Process, changed: list[Part], old: Process | None, new: Process | None) -> Change:
    return {
        "type": kind,
        "process_id": latest["id"],
        "process_name": latest["name"],
        "instance_id": latest["instance_id"],
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


def _differences(old: Process, new: Process, places_comparable: bool) -> list[Part]:
    """The parts that differ. Only runtimes that both have are compared; an added or removed runtime changes the deployment alone."""
    was, now = _by_atom(old), _by_atom(new)
    common = was.keys() & now.keys()
    place = _place if places_comparable else _no_place
    found: dict[Part, bool] = {
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
    """The part of each item, sorted."""
    return sorted(_written(part(item)) for item in items)


def _schedule(item: ProcessSchedule) -> Any:
    return _entries(item["schedule"])


def _status(item: ProcessSchedule) -> Any:
    return item["enabled"]


def _place(item: ProcessSchedule) -> Any:
    return item["env_id"]


def _no_place(item: ProcessSchedule) -> Any:  # noqa: ARG001 -- it replaces _place
    return None


def _retry(item: ProcessSchedule) -> Any:
    return [_entries(item["retry"]["schedule"]), item["retry"]["max_retry"]]


def _entries(entries: list[Entry]) -> list[str]:
    return sorted(_written(entry) for entry in entries)


def _written(value: Any) -> str:
    """The value as a string, so that lists of such values can be sorted."""
    return json.dumps(value, sort_keys=True)

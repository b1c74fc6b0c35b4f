# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The runtimes of the facts: which of them went offline, which came back, and whose time zone changed.

A reading is what one poll returned about runtimes. Null in it, because the user may not read something or Boomi does not say it, is never a change:
the next reading is compared with the last one that was not null.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from ansible_collections.boomi.spaces.plugins.module_utils._records import Process, ProcessSchedule, Runtime, is_alive
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.shapes import ChangedRuntime, KnownRuntime, RuntimeChange, RuntimePart, RuntimeState

TIME = "%Y-%m-%dT%H:%M:%SZ"

# Any other status in which a runtime starts no schedules may be a restart. That counts only if the next reading finds one too.
_OFFLINE = "OFFLINE"
_STUCK_DETAILS = frozenset({"RESTARTING_TOO_LONG", "RESTARTING_DEAD"})

_NEW: KnownRuntime = {"offline": None, "held": False, "status": None, "status_detail": None, "status_at": None, "time_zone": None, "time_zone_at": None}


def is_due(read_at: str | None, now: str, interval: float) -> bool:
    """Whether the runtimes have to be read again. ``read_at`` is the time of the last reading; a clock that was set back makes it due."""
    try:
        passed = datetime.strptime(now, TIME) - datetime.strptime(read_at or "", TIME)
    except ValueError:
        return True
    return not 0 <= passed.total_seconds() < interval


def runtime_changes(
    known: Mapping[str, KnownRuntime], reading: Iterable[Runtime], facts: list[Process], before_at: str | None, read_at: str
) -> tuple[dict[str, KnownRuntime], list[RuntimeChange]]:
    """What is known after the reading, and one change for each kind of change, with all of its runtimes in the order of their IDs.

    A runtime that is new is recorded without a change. One that no schedule of the facts is on any more is forgotten. ``before_at`` is the time of
    the reading before this one.
    """
    read = {runtime["id"]: runtime for runtime in reading}
    places = _places(facts)
    after: dict[str, KnownRuntime] = {}
    found: dict[RuntimePart, list[ChangedRuntime]] = {"went_offline": [], "came_back": [], "zone_changed": []}
    for atom_id in sorted(places):
        old = _dated(known.get(atom_id, _NEW), before_at)
        runtime = read.get(atom_id)
        if runtime is None:
            after[atom_id] = old
            continue
        after[atom_id] = new = _known_after(old, runtime)
        for part, seen_at in _parts(old, new):
            env_id, env_name = places[atom_id]
            before, now = _state(old, seen_at), _state(runtime, read_at)
            found[part].append({"id": atom_id, "name": runtime["name"], "env_id": env_id, "env_name": env_name, "before": before, "after": now})
    return after, [_change(part, runtimes) for part, runtimes in found.items() if runtimes]


def with_states(processes: list[Process], read: list[Process]) -> list[Process]:
    """The processes with the state of its runtime in each schedule, from the last of the processes ``read`` that has it. Null if none has."""
    states = {item["atom_id"]: item for item in _schedules(read) if "atom_status" in item}

    def joined(process: Process) -> list[ProcessSchedule]:
        return [_with_state(item, states.get(item["atom_id"], {})) for item in process["process_schedules"]]

    return [{**process, "process_schedules": joined(process)} for process in processes]


def _with_state(item: ProcessSchedule, read: ProcessSchedule) -> ProcessSchedule:
    status, detail, zone = read.get("atom_status"), read.get("atom_status_detail"), read.get("atom_time_zone")
    return {**item, "atom_status": status, "atom_status_detail": detail, "atom_time_zone": zone}


def _dated(known: KnownRuntime, before_at: str | None) -> KnownRuntime:
    """With the times of what is known, as it is if a reading knows nothing."""
    status_at = known["status_at"] if known["status"] is None else known["status_at"] or before_at
    zone_at = known["time_zone_at"] if known["time_zone"] is None else known["time_zone_at"] or before_at
    return {**known, "status_at": status_at, "time_zone_at": zone_at}


def _known_after(old: KnownRuntime, runtime: Runtime) -> KnownRuntime:
    new = old.copy()
    status, detail, zone = runtime["status"], runtime["status_detail"], runtime["time_zone"]
    alive = is_alive(status, detail)
    if alive is not None:
        lasting = status == _OFFLINE or detail in _STUCK_DETAILS
        new["held"] = not (alive or lasting or old["held"] or old["offline"])
        if not new["held"]:
            new.update({"offline": not alive, "status": status, "status_detail": detail, "status_at": None})
    if zone is not None:
        new.update({"time_zone": zone, "time_zone_at": None})
    return new


def _parts(old: KnownRuntime, new: KnownRuntime) -> Iterator[tuple[RuntimePart, str | None]]:
    """What changed, with the time of the last reading that saw it as it was."""
    if old["offline"] is not None and new["offline"] != old["offline"]:
        yield "went_offline" if new["offline"] else "came_back", old["status_at"]
    if old["time_zone"] is not None and new["time_zone"] != old["time_zone"]:
        yield "zone_changed", old["time_zone_at"]


def _state(one: KnownRuntime | Runtime, read_at: str | None) -> RuntimeState:
    return {"status": one["status"], "status_detail": one["status_detail"], "time_zone": one["time_zone"], "read_at": read_at}


def _change(part: RuntimePart, runtimes: list[ChangedRuntime]) -> RuntimeChange:
    times = [runtime["before"]["read_at"] for runtime in runtimes]
    return {"type": "runtime", "since": min((one for one in times if one is not None), default=None), "changed": [part], "runtimes": runtimes}


def _places(facts: list[Process]) -> dict[str, tuple[str | None, str | None]]:
    """ID and name of the environment of each runtime, null where the facts do not have exactly one."""
    places: dict[str, set[tuple[str | None, str | None]]] = {}
    for item in _schedules(facts):
        if item["atom_id"] is not None:
            places.setdefault(item["atom_id"], set()).add((item["env_id"], item.get("env_name")))
    return {atom_id: found.pop() if len(found) == 1 else (None, None) for atom_id, found in places.items()}


def _schedules(processes: list[Process]) -> Iterator[ProcessSchedule]:
    return (item for process in processes for item in process["process_schedules"])

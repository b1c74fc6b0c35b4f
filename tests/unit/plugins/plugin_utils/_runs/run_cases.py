# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A night of one process, planned at 02:00 UTC, for the tests to change."""

from __future__ import annotations

from typing import Any

from tests.unit import filters as plugins

Raw = dict[str, Any]

NIGHT = "2026-11-28"
NOW = "2026-11-28T08:00:00Z"


def process(schedule: Any = "0 2 * * * *", process_id: str | None = "p1", atom: str | None = "a1", name: str | None = "Load", **more: Any) -> Raw:
    """A process on one runtime, which is online. Keys of the process that is not one of a schedule: original_process_id, instance_id."""
    whole = {key: more.pop(key) for key in ("original_process_id", "instance_id") if key in more}
    item = {"id": f"s-{process_id}-{atom}", "atom_id": atom, "env_id": "e1", "enabled": True, "schedule": schedule, "atom_status": "ONLINE", **more}
    return {"id": process_id, "name": name, "instance_id": "i1", "process_schedules": [item], **whole}


def record(clock: str = "02:00:03", status: str = "COMPLETE", execution: str | None = "x1", **more: Any) -> Raw:
    """A run at a time of that night, or at a time given with its day."""
    return {
        "execution_id": execution,
        "execution_time": clock if "T" in clock else f"{NIGHT}T{clock}Z",
        "execution_type": "exec_sched",
        "execution_duration": 60_000,
        "status": status,
        "process_id": "p1",
        "process_name": "Load",
        "atom_id": "a1",
        **more,
    }


def answer(*records: Raw, **more: Any) -> Raw:
    """A result that would show every record from the day before until now."""
    return {"execution_records": list(records), "since": "2026-11-27T00:00:00Z", "until": NOW, "exhaustive": True, "source": "platform", **more}


def entry(clock: str, kind: str = "as.schedules", action: str = "UPDATE", **more: Any) -> Raw:
    """An entry of the audit log at a time of that night."""
    date = clock if "T" in clock else f"{NIGHT}T{clock}Z"
    return {"date": date, "type": kind, "action": action, "modifier": "SINGLE", "container_id": "a1", "message": None, "properties": [], **more}


def log(*entries: Raw, **more: Any) -> Raw:
    """An audit log that would show every entry from the day before until now."""
    return {"audit_log": list(entries), "since": "2026-11-27T00:00:00Z", "until": NOW, "exhaustive": True, **more}


def verdicts(processes: Any = None, records: Any = None, start: Any = NIGHT, end: Any = f"{NIGHT}T06:00", **arguments: Any) -> list[Raw]:
    """What the filter says of that night, at 08:00 UTC, with an audit log that has no entry."""
    processes = [process()] if processes is None else processes
    records = answer(record()) if records is None else records
    found: list[Raw] = plugins.run_verdicts(processes, records, start, end, **{"now": NOW, "audit_log": log(), **arguments})
    return found


def told(*arguments: Any, **more: Any) -> list[tuple[Any, ...]]:
    """Verdict, reason and what was assumed, of each item."""
    return [(item["verdict"], item["reason"], *item["assumed"]) for item in verdicts(*arguments, **more)]


def item(**changed: Any) -> Raw:
    """The item of the run at 02:00 that was on time."""
    return {
        "process_id": "p1",
        "process_name": "Load",
        "instance_id": "i1",
        "env_id": "e1",
        "atom_id": "a1",
        "schedule_id": "s-p1-a1",
        "expected_at": "2026-11-28T02:00:00+00:00",
        "started_at": "2026-11-28T02:00:03Z",
        "delay_seconds": 3,
        "verdict": "ran",
        "reason": None,
        "assumed": [],
        "execution_id": "x1",
        "status": "COMPLETE",
        **changed,
    }


def absent(verdict: str, reason: str | None, **changed: Any) -> Raw:
    """The item of the run at 02:00 without a record."""
    return item(started_at=None, delay_seconds=None, execution_id=None, status=None, verdict=verdict, reason=reason, **changed)

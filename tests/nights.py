# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A night of one process, planned at 02:00 UTC, as facts, records and audit log, for the tests to change."""

from __future__ import annotations

from typing import Any

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

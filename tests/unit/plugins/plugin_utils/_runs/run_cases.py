# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the filter says of a night."""

from __future__ import annotations

from typing import Any

from tests.nights import NIGHT, NOW, Raw, answer, entry, log, process, record
from tests.unit import filters as plugins

__all__ = ["NIGHT", "NOW", "Raw", "absent", "answer", "entry", "item", "log", "process", "record", "told", "verdicts"]


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

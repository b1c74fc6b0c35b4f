# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The verdicts, against the oracle that walks the raw data, on nights that are made up: with both clock changes in three zones."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils import schedule_cases
from tests.unit.plugins.plugin_utils._runs import oracle
from tests.unit.plugins.plugin_utils._runs.oracle import Case, Raw

_MINUTE = timedelta(minutes=1)
# A day on which clocks go forward, one on which they go back, and one on which they stay.
_DAYS = {
    "Europe/Berlin": ("2026-03-29", "2026-10-25", "2026-11-24"),
    "America/New_York": ("2026-03-08", "2026-11-01", "2026-11-24"),
    "Australia/Lord_Howe": ("2026-10-04", "2026-04-05", "2026-11-24"),
    "UTC": ("2026-11-24",),
}
_STATUSES = ["COMPLETE"] * 6 + ["COMPLETE_WARN", "ERROR", "ABORTED", "DISCARDED", "ENQUEUED", "STARTED", "INPROCESS", "ABORTED_RECOVERING", "NEW"]
_TYPES = ["exec_sched"] * 20 + ["exec_manual", "retry_sched", "sub_process", "test_manual", "test_sub_process"]
_DELAYS = [0, 1, 2, 3, 5, 9, 17, -6, -5, -1, 0, 2, 29, 30, 31, 60, 179, 180, 181, 299, 300, 301, 899, 900, 3600]
_DURATIONS = [0, 3832, 59_999, 60_000, 61_000, 900_000, 7_200_000]
_KINDS = ["as.schedules"] * 6 + ["as.atom.process"] * 3 + ["as.atom", "as.environment", "as.account.properties", "as.ipack"]


def text(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def schedule(source: random.Random) -> list[dict[str, str]]:
    kind = source.randrange(12)
    if kind == 0:
        return []
    if kind == 1:
        return [{"minutes": "0-59/", "hours": "*"}]
    minutes = source.choice(["*", "0", "0,30", "15-45/15", "*/5", "59", "0-10/2"])
    hours = source.choice(["*", "0-4", "1,2", "2", "1-3", "22-23"])
    entry = {"minutes": minutes, "hours": hours, "days_of_week": source.choice(["*", "*", "1", "2-7"]), "days_of_month": "*", "months": "*", "years": "*"}
    return [entry, {**entry, "minutes": "7", "hours": "3"}] if source.randrange(3) == 0 else [entry]


def process(source: random.Random, number: int, zones: list[str | None]) -> Raw:
    atoms = source.sample(["a1", "a2"], source.choice([1, 1, 2]))
    return {
        "id": f"p{number}",
        "name": source.choice(["Load", f"Load {number}"]),
        "instance_id": f"i{number}",
        "original_process_id": source.choice([None, None, "o1", f"p{number}", f"o{number}"]),
        "process_schedules": [
            {
                "id": f"s{number}{atom}",
                "atom_id": atom,
                "env_id": f"e{atom}",
                "enabled": source.choice([*[True] * 12, False, None]),
                "schedule": schedule(source),
                "atom_status": source.choice(["ONLINE", "ONLINE", "ONLINE", "OFFLINE", None]),
                "atom_status_detail": source.choice([None, "ONLINE_RUNNING", "RESTARTING_DEAD"]),
                "atom_time_zone": source.choice(zones),
            }
            for atom in atoms
        ],
    }


def entry(source: random.Random, start: datetime, minutes: int) -> Raw:
    named = source.choice([None, None, None, "p1", "p1", "p2", "o1", "stranger"])
    return {
        "date": text(start + source.choice([-30, 60, source.randrange(-120, minutes + 240)]) * _MINUTE),
        "type": source.choice(_KINDS),
        "action": source.choice(["UPDATE", "STOP", "STOP", "RESUME", "ATTACH", "ATTACH"]),
        "modifier": source.choice(["SINGLE", "NONE", "ALL"]),
        "container_id": source.choice(["a1", "a2", "ea1", " a1 "]).strip(),
        "message": source.choice([None, "done"]),
        "properties": [] if named is None else [{"name": "processId", "value": named, "previous_value": None}],
    }


def case(seed: int) -> Case:
    source = random.Random(seed)
    name = source.choice(list(_DAYS))
    day = datetime.fromisoformat(source.choice(_DAYS[name])).replace(tzinfo=ZoneInfo(name))
    minutes = source.choice([30, 240, 360, 600])
    start = (day + source.choice([-1, 0, 0, 1, 2]) * 60 * _MINUTE).astimezone(timezone.utc) + source.choice([0, 0, 7]) * _MINUTE
    end = start + minutes * _MINUTE
    zone = source.choice([name, name, None])
    processes = [process(source, number, [name, name, "UTC", None]) for number in range(1, source.choice([2, 2, 3, 4]))]
    now = end + source.choice([-60, -10, 0, 4, 30, 30, 600, 600, 600, 30 * 1440 - 120, 31 * 1440]) * _MINUTE
    records: list[Raw] = []
    ids = ["p1", "p1", "p2", "o1", "p9"]
    for number in range(source.choice([0, 1, 4, 40, 120])):
        began = start + source.randrange(-10, minutes + 10) // 5 * 5 * _MINUTE + timedelta(seconds=source.choice(_DELAYS))
        record = {
            "execution_id": f"x{number}",
            "execution_time": text(began),
            "execution_type": source.choice(_TYPES),
            "execution_duration": source.choice(_DURATIONS),
            "status": source.choice(_STATUSES),
            "process_id": source.choice(ids),
            "process_name": source.choice(["Load", "Load 1", "Load 2"]),
            "atom_id": source.choice(["a1", "a1", "a1", "a2", "a3"]),
        }
        records += [record] * source.choice([1, 1, 1, 1, 2])
    source.shuffle(records)
    spaces = source.randrange(5) == 0
    if spaces:
        records = [{**record, "atom_id": None} for record in records]
    around = text(start - source.choice([0, 0, 60, 600]) * _MINUTE), text(max(now, end) - source.choice([0, 0, 1, 600]) * _MINUTE)
    answer = {"execution_records": records, "since": around[0], "until": around[1], "exhaustive": not spaces and source.randrange(5) > 0}
    log = None
    if source.randrange(2):
        entries = [entry(source, start, minutes) for dummy in range(source.randrange(5))]
        since = text(start - source.choice([-60, 0, 600]) * _MINUTE)
        until = text(now - source.choice([0, 0, 15, 16]) * _MINUTE)
        log = {"audit_log": entries, "since": since, "until": until, "exhaustive": source.randrange(4) > 0}
    statuses = [("ONLINE", None), ("WARNING", "CLUSTER_ISSUE"), ("ONLINE", "RESTARTING"), ("OFFLINE", None), (None, None)]
    chosen = [(atom, *source.choice(statuses)) for atom in ("a1", "a2", "a3")][: source.randrange(4)]
    atoms = source.choice([None, [{"id": atom, "status": status, "status_detail": detail} for atom, status, detail in chosen]])
    return Case(
        processes,
        {**answer, "source": "spaces" if spaces else "platform"},
        start,
        end,
        now,
        late_after=source.choice([5, 5, 1, 0, 30]),
        on_time_within=source.choice([180, 60, 0]),
        max_runtime=source.choice([None, 1, 60]),
        reporting_lag=source.choice([5, 5, 0, 60]),
        atoms=atoms,
        log=log,
        zone=zone,
    )


def asked(case: Case) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = plugins.run_verdicts(
        {"processes": case.processes},
        case.records,
        case.start,
        case.end,
        case.late_after,
        case.on_time_within,
        case.max_runtime,
        case.reporting_lag,
        None if case.atoms is None else {"atoms": case.atoms},
        case.log,
        case.zone or "runtime",
        now=case.now,
    )
    for item in found:
        # By how much the zone is wrong is told of all schedules together.
        if item["verdict"] == "unplanned" and item["reason"] == "zone":
            item["reason"] = item["delay_seconds"] = None
    return found


@schedule_cases.share(2, most=250)
@given(seed=st.integers(0, 1 << 64))
def test_the_verdicts_are_those_of_the_oracle(seed: int) -> None:
    question = case(seed)
    note(repr(question))
    if question.start > question.now:
        return
    assert asked(question) == oracle.verdicts(question)


@pytest.mark.slow
def test_the_cases_have_every_verdict_and_every_reason() -> None:
    """Whatever hypothesis tries: soon there is one of each."""
    reasons = (
        *("zone", "status", "retention", "dst", "schedule_changed", "paused_then", "runtime_offline", "runtime_unknown", "before_deployment"),
        *("privilege", "incomplete_page", "source_spaces"),
    )
    missing = {
        *(("unknown", reason) for reason in reasons),
        *((verdict, None) for verdict in ("ran", "ran_late", "ran_failed", "running", "stuck", "discarded", "waiting", "unplanned")),
        ("overlapped", "earlier_run"),
        ("waiting", "enqueued"),
        ("missed", "later_record"),
        ("missed", "online_now"),
    }
    for seed in range(1000):
        missing -= {(item["verdict"], item["reason"]) for item in oracle.verdicts(case(seed))}
        if not missing:
            break
    assert not missing

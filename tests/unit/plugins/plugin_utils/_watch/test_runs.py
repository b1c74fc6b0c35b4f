# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reading of runs: when it asks, and from which moment on each schedule is judged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import read_zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.runs import Judged, RunsAsked, Seen, read_runs
from tests.sandbox import Sandbox
from tests.unit.asking import connect
from tests.unit.plugins.module_utils.execution_cases import FAST, PATH
from tests.unit.plugins.plugin_utils._watch.run_cases import at, local_boomi

NOWHERE = Connection(account_id="account", username="user", api_token="token", platform_url="http://127.0.0.1:9")
ASKED = RunsAsked(300, read_zones("UTC"))
KEY = json.dumps(["i", "p", "a", "s"])
ROW: Any = {"judged_until": None, "in_a_row": 1, "since": at(0), "told": ["missed"]}


def process(**item: Any) -> Any:
    entry = {**dict.fromkeys(("hours", "days_of_week", "days_of_month", "months", "years"), "*"), "minutes": "0"}
    schedule = {"id": "s", "process_id": "p", "atom_id": "a", "env_id": "e", "enabled": True, "schedule": [entry], "atom_status": "ONLINE", **item}
    return {"id": "p", "name": "Orders", "instance_id": "i", "integration_pack": [], "process_schedules": [schedule]}


def seen(minutes: float, *processes: Any, before: Any = None, unanswered: Any = (), runtimes: Any = None, read_at: float | None = None) -> Seen:
    was = list(processes) if before is None else before
    return Seen(at(minutes), was, list(processes), list(unanswered), {}, runtimes, at(minutes if read_at is None else read_at))


def judged(read_at: float | None, until: float | None, **rows: Any) -> Judged:
    return Judged({"schedules": rows, "atom_names": {"a": "one"}}, None if read_at is None else at(read_at), None if until is None else at(until))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (judged(60, 50), seen(64, process())),  # not due
        (judged(60, 60), seen(69, process())),  # nothing is settled
        (judged(60, 50), seen(90, process(), read_at=60)),  # the runtime was seen before
        (judged(60, 50), seen(90, process(atom_status="OFFLINE"))),
        (judged(60, 50), seen(90)),
    ],
)
def test_no_reading_asks_nothing(before: Judged, now: Seen) -> None:
    reading = read_runs(NOWHERE, ASKED, before, now)
    assert (reading.judged.read_at, reading.judged.until) == (before.read_at, before.until)
    assert (reading.changes, reading.warnings, reading.unknown) == ([], [], {})


def test_a_new_schedule_begins_now_and_one_that_is_gone_is_forgotten() -> None:
    gone = json.dumps(["i", "gone", "a", "s"])
    reading = read_runs(NOWHERE, ASKED, judged(60, 50, **{gone: ROW}), seen(64, process(), before=[]))
    assert reading.judged.known == {"schedules": {KEY: {"judged_until": at(64), "in_a_row": 0, "since": None, "told": []}}, "atom_names": {"a": "one"}}


@pytest.mark.parametrize("was", [{"enabled": False}, {"schedule": []}])
def test_a_changed_schedule_begins_now_and_keeps_its_row(was: dict[str, Any]) -> None:
    reading = read_runs(NOWHERE, ASKED, judged(60, 50, **{KEY: ROW}), seen(64, process(), before=[process(**was)]))
    assert reading.judged.known["schedules"] == {KEY: {**ROW, "judged_until": at(64)}}


def test_the_order_of_entries_is_no_change() -> None:
    first, second = ({**process()["process_schedules"][0]["schedule"][0], "minutes": minutes} for minutes in "12")
    reading = read_runs(NOWHERE, ASKED, judged(60, 50), seen(64, process(schedule=[first, second]), before=[process(schedule=[second, first])]))
    assert reading.judged.known["schedules"] == {}


def test_a_schedule_of_an_instance_without_an_answer_stays_where_it_was() -> None:
    row = {**ROW, "judged_until": at(30)}
    reading = read_runs(NOWHERE, ASKED, judged(60, 50, **{KEY: row}), seen(64, before=[process()], unanswered=["i"]))
    assert reading.judged.known["schedules"] == {KEY: row}


def test_names_of_runtimes_are_those_of_the_last_reading() -> None:
    runtimes: Any = [{"id": "a", "name": "two"}, {"id": "other", "name": "x"}]
    assert read_runs(NOWHERE, ASKED, judged(60, 50), seen(64, process(), runtimes=runtimes)).judged.known["atom_names"] == {"a": "two"}
    assert read_runs(NOWHERE, ASKED, judged(60, 50), seen(64)).judged.known["atom_names"] == {}


@pytest.fixture
def boomi() -> Iterator[Sandbox]:
    with local_boomi() as sandbox:
        yield sandbox


def test_the_first_reading_asks_although_nothing_can_be_judged(boomi: Sandbox) -> None:
    """So that what the user may not read ends the event source at once."""
    reading = read_runs(connect(boomi, **FAST), ASKED, Judged(), seen(-1, process()))
    assert (reading.judged.read_at, reading.judged.until, reading.changes) == (at(-1), at(-1), [])
    assert [len(boomi.requests(f"{PATH}/{name}/query")) for name in ("ExecutionRecord", "AuditLog")] == [1, 1]


def test_records_begin_six_hours_before_the_oldest_run_to_judge(boomi: Sandbox) -> None:
    before = judged(0, 0, **{KEY: {**ROW, "judged_until": at(-60)}})
    read_runs(connect(boomi, **FAST), ASKED, before, seen(20, process()))
    body = str(boomi.requests(f"{PATH}/ExecutionRecord/query")[0].body)
    assert at(-60 - 360) in body
    assert at(20) in body

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report says, before it is written in any format."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import Report, build, value_text, zones_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import ScheduleError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import running
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import runs
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import moment_of, zone_of
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils.report_cases import EVERY_QUARTER, HOURLY, START, deployment, process


def model(processes: object, **more: Any) -> Report:
    arguments: dict[str, Any] = {"timezone": "UTC", "start": START, "atom_timezones": {}, "findings": None, **more}
    return build(
        processes,
        findings=arguments["findings"],
        title="Processes",
        zone=zone_of(arguments["timezone"]),
        atom_zones=zones_of(arguments["atom_timezones"]),
        start=moment_of("start", arguments["start"]),
    )


def test_states_and_counts() -> None:
    report = model(
        [
            process(1, deployment(HOURLY, enabled=True), deployment(HOURLY, enabled=False, atom_id="a2")),
            process(2, deployment(HOURLY), deployment([], enabled=True, atom_id="a2", env_id="e2")),
            process(3, deployment([{"minutes": "0-59/"}])),
            process(4),
        ]
    )
    assert [each.state for one in report.processes for each in one.deployments] == ["enabled", "paused", "not known", "not scheduled", "not valid"]
    assert report.counts == {
        "processes": 4,
        "not_deployed": 1,
        "schedules": 5,
        "environments": 2,
        "runtimes": 2,
        "enabled": 1,
        "paused": 1,
        "not_known": 1,
        "not_scheduled": 1,
        "not_valid": 1,
        "runs_24_hours": 48,
        "runs_7_days": 336,
    }
    paused = report.processes[0].deployments[1]
    assert (paused.words, paused.next_runs, paused.day) == ("every hour", (), 0)


def test_a_deployment() -> None:
    retry = {"schedule": [{"minutes": "0-59/20", "hours": "8-18"}], "max_retry": 2}
    at = model([process(1, deployment(EVERY_QUARTER, env_name="Production", atom_name="prod-1", retry=retry))]).processes[0].deployments[0]
    assert at.words == "every 15 minutes from 08:00 to 18:45, Monday to Friday"
    assert [run.isoformat() for run in at.next_runs] == [f"2026-11-24T08:{minute}:00+00:00" for minute in (15, 30, 45)]
    assert (at.environment, at.runtime, at.max_retry) == ("Production", "prod-1", 2)
    assert at.retry_words == "every 20 minutes from 08:00 to 18:40 every day"
    assert at.runs_24_hours == 44
    assert at.runs_7_days == 5 * 44
    assert at.entries == EVERY_QUARTER


def test_names_fall_back_to_ids() -> None:
    report = model([process(1, deployment(HOURLY), name=None), process(2, deployment(HOURLY), name="", id="")])
    assert [one.label for one in report.processes] == ["p1", "(no name)"]
    assert report.processes[0].deployments[0].runtime == "a1"
    assert [pile.runtime for pile in report.piles] == ["a1"]


def test_a_schedule_that_is_not_valid_is_shown_as_it_is() -> None:
    entries = [{"minutes": "0-59/", "hours": "MON"}]
    for item in (deployment(entries), deployment(entries, enabled="perhaps"), deployment(HOURLY, retry="never"), deployment("soon")):
        at = model([process(1, item)]).processes[0].deployments[0]
        assert at.state == "not valid"
        assert at.problem
        assert at.entries == item["schedule"]
        assert not at.schedule


def test_the_whole_result_of_the_module() -> None:
    processes = [process(1, deployment(HOURLY))]
    assert model({"processes": processes, "changed": False}).counts == model(processes).counts == model(iter(processes)).counts


def test_a_start_within_a_minute_counts_from_the_next() -> None:
    for start, first in (("2026-11-24T08:00:00", "08:00"), ("2026-11-24T08:00:01", "09:00"), ("2026-11-24T08:00:00.5", "09:00")):
        report = model([process(1, deployment(HOURLY))], start=start)
        at = report.processes[0].deployments[0]
        assert at.next_runs[0].strftime("%H:%M") == first
        assert at.runs_24_hours == 24


def test_each_runtime_in_its_own_zone() -> None:
    morning = [{"minutes": "0", "hours": "9"}]
    processes = [process(1, deployment(morning), deployment(morning, atom_id="a2", atom_name="new-york"), deployment(morning, atom_id="a3"))]
    report = model(processes, timezone="Europe/Berlin", atom_timezones={"new-york": "America/New_York", "a3": "Asia/Kolkata"})
    said = [(at.words, at.next_runs[0].isoformat()) for at in report.processes[0].deployments]
    assert said == [
        ("at 09:00 every day", "2026-11-24T09:00:00+01:00"),
        ("at 09:00 every day, America/New_York time", "2026-11-24T15:00:00+01:00"),
        ("at 09:00 every day, Asia/Kolkata time", "2026-11-25T04:30:00+01:00"),
    ]
    assert [hour for hour in range(24) if report.heat[0][hour]] == [4, 9, 15]


@pytest.mark.parametrize("start", ["2026-10-24T12:00", "2026-10-25T01:30", "2026-03-28T23:00", "2026-03-29T03:10", "2026-06-01"])
@pytest.mark.parametrize(("zone", "atom_zone"), [("UTC", "UTC"), ("Europe/Berlin", "Europe/Berlin"), ("Asia/Kathmandu", "Australia/Lord_Howe")])
def test_the_week_is_what_the_runs_say(start: str, zone: str, atom_zone: str) -> None:
    """Every number, counted again run by run."""
    source = random.Random(f"{start} {zone}")
    processes = []
    for number in range(12):
        entry = {"minutes": f"{source.randrange(30)}-59/{source.choice([7, 15, 20])}", "hours": f"{source.randrange(4)}-{source.randrange(4, 24)}"}
        processes.append(process(number, deployment([entry], atom_id=source.choice("ab"), enabled=source.choice([True, None, False]))))
    report = model(processes, start=start, timezone=zone, atom_timezones={"a": atom_zone})
    here = ZoneInfo(zone)
    begin = datetime.fromisoformat(start).replace(tzinfo=here)
    heat: Counter[tuple[int, int]] = Counter()
    steps: Counter[tuple[str, int]] = Counter()
    minutes: Counter[tuple[str, datetime]] = Counter()
    for one in processes:
        for item in one["process_schedules"]:
            there = zone_of(atom_zone if item["atom_id"] == "a" else zone)
            low = (begin.date() - timedelta(days=2)).toordinal() * 1440
            for text in runs(running(item), low, low + 11 * 1440, there):
                run = datetime.fromisoformat(text)
                day = (run.astimezone(here).date() - begin.date()).days
                if 0 <= day < 7:
                    heat[day, run.astimezone(here).hour] += 1
                    minutes[item["atom_id"], run.astimezone(timezone.utc)] += 1
                since = (run - begin.astimezone(timezone.utc)) // timedelta(minutes=1)
                if 0 <= since < 1440:
                    steps[item["atom_id"], since // 10] += 1
    assert {(day, hour): count for day, hours in enumerate(report.heat) for hour, count in enumerate(hours) if count} == dict(heat)
    assert {(lane.atom_id, index): count for lane in report.lanes for index, count in enumerate(lane.starts) if count} == dict(steps)
    for pile in report.piles:
        mine = {moment: count for (atom, moment), count in minutes.items() if atom == pile.atom_id}
        assert pile.most == max(mine.values())
        assert pile.first == min(moment for moment, count in mine.items() if count == pile.most)
        assert pile.minutes == sum(count == pile.most for count in mine.values())
        assert len(pile.processes) == pile.most
        by_minute = [max((count for moment, count in mine.items() if moment.astimezone(here).minute == minute), default=0) for minute in range(60)]
        # A zone whose clocks change by half an hour is one of the runtime's here, not of the report.
        assert list(pile.by_minute) == by_minute


def test_findings_get_names_from_the_facts() -> None:
    report = model([process(1, deployment(HOURLY, env_name="Production", atom_name="prod-1"))], findings=[cases.finding(env_id="e1", atom_id="a1")])
    assert report.findings is not None
    assert (report.findings[0].env_name, report.findings[0].atom_name) == ("Production", "prod-1")
    assert report.findings[0].facts() == cases.finding(env_id="e1", atom_id="a1")


def test_no_findings_and_nothing_judged_are_two_things() -> None:
    assert model([]).findings is None
    assert model([], findings=[]).findings == ()


def test_values_of_findings_in_words() -> None:
    assert value_text(EVERY_QUARTER) == "every 15 minutes from 08:00 to 18:45, Monday to Friday"
    assert value_text([{"name": "x"}]) == '[{"name": "x"}]'
    assert [value_text(value) for value in (None, "text", 5, True, [], ["a"])] == ["", "text", "5", "true", "[]", '["a"]']


@pytest.mark.parametrize(
    ("processes", "more", "message"),
    [
        ("text", {}, "processes is text, not a list of processes"),
        ({"process": []}, {}, "the mapping has no processes"),
        (["text"], {}, "a process is text, not a mapping"),
        ([{"name": "x", "process_schedules": 5}], {}, "process_schedules of the process 'x' is a number, not a list"),
        ([{"name": "x", "process_schedules": [5]}], {}, "an item of process_schedules of the process 'x' is a number"),
        ([], {"findings": {}}, "findings is a mapping, not a list"),
        ([], {"findings": ["x"]}, "findings[0] is text, not a mapping"),
        ([], {"findings": [{"rule": "x"}]}, "findings[0] lacks severity, message, process_id"),
        ([], {"findings": [cases.finding(severity="bad")]}, "findings[0] has the severity 'bad'. Allowed are error and warning"),
        ([], {"atom_timezones": ["x"]}, "atom_timezones is a list, not a mapping"),
        ([], {"atom_timezones": {"a": "Mars/Base"}}, "the time zone 'Mars/Base' is unknown"),
        ([], {"start": "9999-12-31"}, "calendar"),
        ([], {"start": "0001-01-01", "timezone": "Europe/Berlin"}, "calendar"),
    ],
)
def test_what_cannot_be_understood(processes: object, more: dict[str, Any], message: str) -> None:
    with pytest.raises(ScheduleError) as caught:
        model(processes, **more)
    assert message in str(caught.value)

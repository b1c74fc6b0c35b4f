# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports made from facts and findings."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils.report_cases import EVERY_QUARTER, HOURLY, deployment, process, report_on

BAD = [{"minutes": "0-59/", "hours": "MON"}]


def test_states_and_counts() -> None:
    report = report_on(
        [
            process(1, deployment(HOURLY, enabled=True), deployment(HOURLY, enabled=False, atom_id="a2")),
            process(2, deployment(HOURLY), deployment([], enabled=True, atom_id="a2", env_id="e2")),
            process(3, deployment([{"minutes": "0-59/"}])),
            process(4),
        ]
    )
    assert [each.state for one in report.processes for each in one.deployments] == ["enabled", "paused", "pause not known", "not scheduled", "not valid"]
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
        "zone_not_known": 0,
        "runs_24_hours": 48,
        "runs_7_days": 336,
    }
    paused = report.processes[0].deployments[1]
    assert (paused.words, paused.next_runs, paused.day_runs, bool(paused.schedule)) == ("every hour", (), 0, False)


def test_a_deployment() -> None:
    retry = {"schedule": [{"minutes": "0-59/20", "hours": "8-18"}], "max_retry": 2}
    at = report_on([process(1, deployment(EVERY_QUARTER, env_name="Production", atom_name="prod-1", retry=retry))]).processes[0].deployments[0]
    assert at.words == "every 15 minutes from 08:00 to 18:45, Monday to Friday"
    assert [run.isoformat() for run in at.next_runs] == [f"2026-11-24T08:{minute}:00+00:00" for minute in (15, 30, 45)]
    assert (at.facts.environment, at.facts.runtime, at.max_retry) == ("Production", "prod-1", 2)
    assert at.retry_words == "every 20 minutes from 08:00 to 18:40 every day"
    assert at.runs_24_hours == 44
    assert at.runs_7_days == 5 * 44
    assert at.entries == EVERY_QUARTER


def test_a_day_that_never_comes_is_a_schedule_without_runs() -> None:
    (at,) = report_on([process(1, deployment([{"days_of_month": "31", "months": "2"}], enabled=True))]).processes[0].deployments
    assert (at.state, at.next_runs, at.runs_7_days) == ("enabled", (), 0)
    assert at.words == "every minute on 31 February (never: there is no such day)"


def test_runtimes_without_a_name() -> None:
    report = report_on([process(1, deployment(HOURLY)), process(2, deployment(HOURLY, atom_id=None)), process(3, deployment(HOURLY, atom_name="One"))])
    assert [(lane.atom_id, lane.runtime, lane.total) for lane in report.lanes] == [(None, "(no runtime)", 24), ("a1", "One", 48)]


def test_a_schedule_that_is_not_valid_is_shown_as_it_is() -> None:
    (at,) = report_on([process(1, deployment(BAD, enabled=True))]).processes[0].deployments
    assert (at.state, at.words, at.retry_words, at.max_retry) == ("not valid", "", "", None)
    allowed = "allowed are *, n, a-b, a-b/s and */s, and lists of these separated by commas, with numbers from 0 to 59"
    assert at.problem == f'minutes is "0-59/": "0-59/" has none of the allowed forms; {allowed}'
    assert at.entries == BAD
    assert (bool(at.schedule), at.next_runs, at.week_runs) == (False, (), 0)


def test_so_is_one_whose_retry_is_not_valid() -> None:
    (at,) = report_on([process(1, deployment(HOURLY, enabled=True, retry={"schedule": BAD, "max_retry": 2}))]).processes[0].deployments
    assert (at.state, at.words, at.retry_words, at.max_retry) == ("not valid", "", "", None)
    assert at.problem
    assert at.problem.startswith('minutes is "0-59/": ')
    assert (at.entries, at.retry_entries) == (HOURLY, BAD)
    assert (bool(at.schedule), at.next_runs, at.week_runs) == (False, (), 0)


@pytest.mark.parametrize("schedule", ["soon", 5, {"minute": "1"}, [["soon"]]])
def test_so_is_what_is_no_schedule_at_all(schedule: object) -> None:
    (at,) = report_on([process(1, deployment(schedule))]).processes[0].deployments
    assert (at.state, at.entries) == ("not valid", schedule)
    assert at.problem


def test_the_whole_result_of_the_module() -> None:
    processes = [process(1, deployment(HOURLY))]
    assert report_on({"processes": processes, "changed": False}).counts == report_on(processes).counts == report_on(iter(processes)).counts


def test_a_start_within_a_minute_counts_from_the_next() -> None:
    for start, first in (("2026-11-24T08:00:00", "08:00"), ("2026-11-24T08:00:01", "09:00"), ("2026-11-24T08:00:00.5", "09:00")):
        report = report_on([process(1, deployment(HOURLY))], start=start)
        at = report.processes[0].deployments[0]
        assert at.next_runs[0].strftime("%H:%M") == first
        assert at.runs_24_hours == 24


def test_each_runtime_in_its_own_zone() -> None:
    morning = [{"minutes": "0", "hours": "9"}]
    retry = {"schedule": [{"minutes": "30", "hours": "9"}], "max_retry": 1}
    deployments = (deployment(morning), deployment(morning, atom_id="a2", atom_name="new-york", retry=retry), deployment(morning, atom_id="a3"))
    report = report_on([process(1, *deployments)], timezone="Europe/Berlin", atom_timezones={"new-york": "America/New_York", "a3": "Asia/Kolkata"})
    said = [(at.words, at.retry_words, at.next_runs[0].isoformat()) for at in report.processes[0].deployments]
    assert said == [
        ("at 09:00 every day", "", "2026-11-24T09:00:00+01:00"),
        ("at 09:00 every day, America/New_York time", "at 09:30 every day, America/New_York time", "2026-11-24T15:00:00+01:00"),
        ("at 09:00 every day, Asia/Kolkata time", "", "2026-11-25T04:30:00+01:00"),
    ]
    assert [hour for hour in range(24) if report.heat[0][hour]] == [4, 9, 15]


def test_runtimes_with_a_zone_that_no_process_is_on() -> None:
    zones = dict.fromkeys(("frankfurt", "z9", "a1", "b9"), "Asia/Tokyo")
    report = report_on([process(1, deployment(HOURLY), deployment([], atom_id="a2", atom_name="frankfurt"))], atom_timezones=zones)
    assert report.unused_zones == ("b9", "z9")
    assert report_on([process(1, deployment(HOURLY))]).unused_zones == ()


def test_next_runs_over_a_clock_change() -> None:
    every_hour = [process(1, deployment(HOURLY))]
    (at,) = report_on(every_hour, timezone="Europe/Berlin", start="2026-03-29T01:30").processes[0].deployments
    assert [run.isoformat() for run in at.next_runs] == ["2026-03-29T03:00:00+02:00", "2026-03-29T04:00:00+02:00", "2026-03-29T05:00:00+02:00"]
    (at,) = report_on(every_hour, timezone="Europe/Berlin", start="2026-10-25T01:30").processes[0].deployments
    assert [run.isoformat() for run in at.next_runs] == ["2026-10-25T02:00:00+02:00", "2026-10-25T03:00:00+01:00", "2026-10-25T04:00:00+01:00"]


def test_findings_get_names_from_the_facts() -> None:
    finding = cases.finding(env_id="e1", atom_id="a1")
    names = ({}, {"env_name": "Production", "atom_name": "prod-1"}, {"env_name": "Other", "atom_name": "other"})
    report = report_on([process(number, deployment(HOURLY, **each)) for number, each in enumerate(names)], findings=[finding])
    assert report.findings is not None
    assert report.findings[0] == (finding, "Production", "prod-1", (None, None))


def test_findings_get_the_names_of_instance_and_pack() -> None:
    named = {"instance_name": "INT", "integration_pack": [{"integration_pack_id": "k", "name": "Order to Cash"}]}
    processes = [process(1), {**process(2), **named}, process(3, instance_id="i2", instance_name="Other")]
    report = report_on(processes, findings=[cases.finding(instance_id="i1")])
    assert report.findings is not None
    assert report.findings[0].owner == ("INT", "Order to Cash")
    assert report.findings[0].owner.told() == "INT (pack Order to Cash)"
    assert [one.owner for one in report.processes] == ["", "INT (pack Order to Cash)", "Other"]


def test_a_pause_that_was_not_asked_for() -> None:
    report = report_on([process(1, deployment(HOURLY), deployment([]))])
    assert [each.state for one in report.processes for each in one.deployments] == ["pause not asked", "not scheduled"]
    assert report.counts["not_known"] == 1


def test_no_findings_and_nothing_judged_are_two_things() -> None:
    assert report_on([]).findings is None
    assert report_on([], findings=[]).findings == ()


@pytest.mark.parametrize(
    ("processes", "more", "message"),
    [
        ("text", {}, 'the list of processes is "text"; it must be the list processes of integration_pack_process_info'),
        ([{"name": "x", "process_schedules": 5}], {}, "processes[0].process_schedules is 5; it must be a list"),
        ([process(1, deployment(HOURLY, enabled="perhaps"))], {}, 'processes[0].process_schedules[0].enabled is "perhaps"; it must be true, false or null'),
        ([], {"findings": ["x"]}, 'findings[0] is "x"; it must be a mapping'),
        ([], {"start": "9999-12-31"}, "start: too near to an end of the calendar, which goes from 1970 to 9999"),
        ([], {"start": "0001-01-01", "timezone": "Europe/Berlin"}, "start: too near to an end of the calendar, which goes from 1970 to 9999"),
    ],
)
def test_what_cannot_be_understood(processes: object, more: dict[str, Any], message: str) -> None:
    with pytest.raises(GivenError) as caught:
        report_on(processes, **more)
    assert str(caught.value) == message

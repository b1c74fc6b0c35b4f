# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calendar of all processes, read back by the library icalendar."""

from __future__ import annotations

import re

from icalendar import Calendar

from ansible_collections.boomi.spaces.plugins.plugin_utils._report import ical
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils.report_cases import EVERY_QUARTER, HOURLY, deployment, process


def test_a_calendar_of_all() -> None:
    text = ical.write(cases.hostile_report(), 1)
    assert all(len(line) <= 75 for line in text.encode().split(b"\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    read = Calendar.from_ical(text)
    events = read.walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events)
    names = {str(event["SUMMARY"]) for event in events}
    assert {f"{cases.title(name)} (24 runs)" for name in cases.HOSTILE} <= names
    assert {re.sub(r" \([0-9]+ runs\)$", "", name) for name in names} == {cases.title(name) for name in cases.HOSTILE}


def test_a_day_with_many_runs_is_one_event() -> None:
    few = process(1, deployment([{"minutes": "0", "hours": "1,13"}]), deployment(HOURLY, enabled=False), deployment([{"minutes": "?"}]))
    many = process(2, deployment(EVERY_QUARTER, env_name="Production", atom_name="prod-1"))
    read = Calendar.from_ical(ical.write(cases.report_on([few, many], timezone="Europe/Berlin"), 1))
    events = [
        (str(event["SUMMARY"]), event["DTSTART"].dt.isoformat(), (event["DTEND"].dt - event["DTSTART"].dt).seconds // 60) for event in read.walk("VEVENT")
    ]
    assert events[0] == ("Process 1", "2026-11-24T12:00:00+00:00", 1)
    assert sum(name == "Process 1" for name, _start, _length in events) == 14
    assert [event for event in events if event[0] == "Process 2 (44 runs)"][1] == ("Process 2 (44 runs)", "2026-11-26T07:00:00+00:00", 646)
    assert str(read.walk("VEVENT")[-1]["DESCRIPTION"]) == "prod-1, Production\nevery 15 minutes from 08:00 to 18:45, Monday to Friday"


def test_a_day_of_a_clock_change() -> None:
    """Twelve runs are shown one by one, thirteen from the first to the last, by real time."""
    for hours, expected in (
        ("0-11", [(f"2026-10-{day}T{hour:02}:00:00+00:00", 1) for day, hour in (("24", 22), ("24", 23), ("25", 0), *(("25", hour) for hour in range(2, 11)))]),
        ("0-12", [("2026-10-24T22:00:00+00:00", 13 * 60 + 1)]),
    ):
        schedule = [{"minutes": "0", "hours": hours, "days_of_month": "25", "months": "10", "years": "2026"}]
        report = cases.report_on([process(1, deployment(schedule))], timezone="Europe/Berlin", start="2026-10-24")
        events = Calendar.from_ical(ical.write(report, 1)).walk("VEVENT")
        assert [(event["DTSTART"].dt.isoformat(), (event["DTEND"].dt - event["DTSTART"].dt).seconds // 60) for event in events] == expected


def test_a_calendar_without_those_whose_zone_is_not_known() -> None:
    daily = [{"minutes": "0", "hours": "9"}]
    several = (
        deployment(daily, atom_id="a1", **cases.runtime(None, None, "America/New_York")),
        deployment(daily, atom_id="a2"),
        deployment(daily, atom_id="a3"),
    )
    read = Calendar.from_ical(ical.write(cases.report_on([process(1, *several)], timezone="runtime", title="Orders"), 1))
    assert str(read["X-WR-CALNAME"]) == "Orders (without 2 schedules whose time zone is not known)"
    assert [event["DTSTART"].dt.isoformat() for event in read.walk("VEVENT")] == [f"2026-11-{day}T14:00:00+00:00" for day in range(24, 31)]
    assert str(read.walk("VEVENT")[0]["DESCRIPTION"]) == "a1, e1\nat 09:00 every day, America/New_York time"

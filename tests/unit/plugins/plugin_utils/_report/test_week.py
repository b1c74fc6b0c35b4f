# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A week as sets of minutes, over clock changes and in zones of every offset."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.week import Week, each_hour, steps
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import moment_of, zone_of


def week_of(zone: str, start: str) -> Week:
    return Week(zone_of(zone), moment_of("start", start))


@pytest.mark.parametrize(
    ("zone", "start", "length", "odd"),
    [
        ("UTC", "2026-03-29T08:10", 168 * 60, {}),
        # An hour that does not exist, and one that occurs twice.
        ("Europe/Berlin", "2026-03-28T08:10", 167 * 60, {26: 0}),
        ("Europe/Berlin", "2026-10-25T08:10", 169 * 60, {2: 120}),
        # Clocks go back by half an hour.
        ("Australia/Lord_Howe", "2026-04-04T08:10", 168 * 60 + 30, {25: 90}),
    ],
)
def test_the_hours_of_a_week(zone: str, start: str, length: int, odd: dict[int, int]) -> None:
    week = week_of(zone, start)
    assert week.length == length
    hours = [high - low for low, high in zip(week.edges, week.edges[1:])]
    assert len(hours) == 168
    assert {hour: minutes for hour, minutes in enumerate(hours) if minutes != 60} == odd
    assert week.by_hour((1 << length) - 1) == hours
    assert week.by_hour(1 << week.edges[30]) == [0] * 30 + [1] + [0] * 137


@pytest.mark.parametrize(
    ("start", "local", "now"),
    [
        ("2026-11-24", "2026-11-24T00:00:00+01:00", 0),
        ("2026-11-24T08:10", "2026-11-24T08:10:00+01:00", 490),
        ("2026-11-24T08:10:01", "2026-11-24T08:10:01+01:00", 491),
        ("2026-11-24T08:10:00.5", "2026-11-24T08:10:00.000001+01:00", 491),
        ("2026-11-23T23:30Z", "2026-11-24T00:30:00+01:00", 30),
        ("2026-10-25T08:10", "2026-10-25T08:10:00+01:00", 550),
    ],
)
def test_the_start(start: str, local: str, now: int) -> None:
    week = week_of("Europe/Berlin", start)
    assert week.start.isoformat() == local
    assert [day.isoformat() for day in week.days] == [(week.start.date() + timedelta(days=index)).isoformat() for index in range(7)]
    assert week.now == now
    assert week.next_day(1 << now | 1 << now + 1439 | 1 << now + 1440 | (1 << now) - 1) == 1 | 1 << 1439


@pytest.mark.parametrize(
    ("minute", "moment"),
    [(0, "2026-10-25T00:00:00+02:00"), (179, "2026-10-25T02:59:00+02:00"), (180, "2026-10-25T02:00:00+01:00"), (1500, "2026-10-26T00:00:00+01:00")],
)
def test_moments(minute: int, moment: str) -> None:
    assert week_of("Europe/Berlin", "2026-10-25T08:10").moment(minute).isoformat() == moment


@pytest.mark.parametrize(
    ("here", "there", "start", "entry", "moments"),
    [
        # 02:30 occurs twice on one day, of which the first counts, and not at all on another.
        (
            "Europe/Berlin",
            "Europe/Berlin",
            "2026-10-24",
            {"minutes": "30", "hours": "2", "days_of_month": "25,26"},
            ["25T02:30:00+02:00", "26T02:30:00+01:00"],
        ),
        (
            "Europe/Berlin",
            "Europe/Berlin",
            "2026-03-28",
            {"minutes": "30", "hours": "2", "days_of_month": "28,29,30"},
            ["28T02:30:00+01:00", "30T02:30:00+02:00"],
        ),
        # Days of a zone far ahead or behind begin in the days before and after the week.
        ("UTC", "Pacific/Kiritimati", "2026-11-24", {"minutes": "0", "hours": "0", "days_of_month": "24,25"}, ["24T10:00:00+00:00"]),
        (
            "UTC",
            "Pacific/Pago_Pago",
            "2026-11-24",
            {"minutes": "0", "hours": "23", "days_of_month": "23,24,30"},
            ["24T10:00:00+00:00", "25T10:00:00+00:00"],
        ),
        # The offset of -00:44:30 is cut to 44 minutes.
        ("UTC", "Africa/Monrovia", "1971-12-24", {"minutes": "0", "hours": "8", "days_of_month": "24"}, ["24T08:44:00+00:00"]),
        # The calendar begins in 1970 and ends in 9999.
        ("UTC", "Asia/Tokyo", "1969-12-29", {"minutes": "0", "hours": "9"}, [f"0{day}T00:00:00+00:00" for day in (1, 2, 3, 4)]),
        ("UTC", "UTC", "9999-12-24", {"minutes": "0", "hours": "9", "days_of_month": "24,30-31"}, ["24T09:00:00+00:00", "30T09:00:00+00:00"]),
        ("UTC", "UTC", "1960-01-01", {"minutes": "0"}, []),
    ],
)
def test_runs(here: str, there: str, start: str, entry: dict[str, str], moments: list[str]) -> None:
    week = week_of(here, start)
    mask = week.runs(schedule_of(entry), zone_of(there))
    assert [week.moment(minute).isoformat()[8:] for minute in values(mask)] == moments


def test_a_week_outside_the_calendar() -> None:
    for start in (datetime(9999, 12, 25), datetime(1, 1, 1)):
        with pytest.raises((OverflowError, ValueError)):
            Week(zone_of("Europe/Berlin"), start)


def test_each_hour() -> None:
    assert list(values(each_hour(7, 200))) == [7, 67, 127, 187]
    assert list(values(each_hour(20, 200))) == [20, 80, 140]


def test_steps_of_ten_minutes() -> None:
    found = steps(0b1 | 1 << 9 | 1 << 10 | 1 << 1439)
    assert len(found) == 144
    assert {step: count for step, count in enumerate(found) if count} == {0: 2, 1: 1, 143: 1}

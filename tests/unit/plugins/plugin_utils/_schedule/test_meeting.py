# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schedules and windows on the clocks of different zones, against the oracle that walks minute by minute."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.module_utils._zones import rules_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.meeting import ever_meet
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import LocalSchedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import zone_of
from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils import schedule_cases as cases
from tests.unit.plugins.plugin_utils import schedule_oracle as oracle

Entry = dict[str, str]

# Two zones, and a day of UTC around which something happens to the clocks of one of them, or to neither.
PAIRS = [
    ("Europe/Berlin", "America/New_York", date(2026, 10, 24)),
    ("America/New_York", "Europe/Berlin", date(2026, 10, 24)),
    ("Europe/Berlin", "America/New_York", date(2026, 3, 28)),
    ("UTC", "Europe/Berlin", date(2026, 10, 24)),
    ("Antarctica/Troll", "UTC", date(2026, 3, 28)),
    ("GMT+02:00", "Asia/Kathmandu", date(2026, 12, 30)),
    ("Pacific/Kiritimati", "Pacific/Pago_Pago", date(2026, 12, 31)),
]


def met(schedule: object, zone: str, window: object, own: str) -> bool:
    """From 2026 on."""
    return ever_meet(LocalSchedule(schedule_of(schedule), zone_of(zone)), LocalSchedule(schedule_of(window), zone_of(own)), 2026)


@cases.share(most=500)
@given(schedule=cases.entries(years=st.just("2026")), window=cases.entries(years=st.just("2026-2027")), pair=st.sampled_from(PAIRS))
def test_the_runs_of_a_few_days(schedule: list[Entry], window: list[Entry], pair: tuple[str, str, date]) -> None:
    zone, own, day = pair
    # Only runs of two days, so that the oracle has walked them all.
    days = [day + timedelta(days=later) for later in (0, 1)]
    dates = [{"days_of_month": str(each.day), "months": str(each.month), "days_of_week": "*"} for each in days if each.year == 2026]
    schedule = [{**entry, **each} for entry, each in zip(schedule * 2, dates)]
    runs = oracle.runs(schedule, rules_of(zone), day - timedelta(days=2), 6)

    def opened(instant: datetime) -> bool:
        local = instant.astimezone(rules_of(own))
        minutes_hours = [oracle.fields(entry)[:2] for entry in window if oracle.runs_on(entry, local.date())]
        return any(local.minute in minutes and local.hour in hours for minutes, hours in minutes_hours)

    assert met(schedule, zone, window, own) is any(opened(shown.instant) for shown in runs)


@pytest.mark.parametrize(
    ("schedule", "zone", "window", "own", "expected"),
    [
        # 20:00 in New York is 02:00 in Berlin, but 01:00 for the weeks in which only New York has summer time.
        ("0 20 * * * *", "America/New_York", "* 2 * * * *", "Europe/Berlin", True),
        ("0 20 * * * *", "America/New_York", "* 1 * * * *", "Europe/Berlin", True),
        ("0 20 * * 7 *", "America/New_York", "* 1 * * * *", "Europe/Berlin", False),
        ("0 20 * * * *", "America/New_York", "* 3 * * * *", "Europe/Berlin", False),
        # Saturday evening in New York is Sunday in Berlin.
        ("0 20 7 * * *", "America/New_York", "* 2 1 * * *", "Europe/Berlin", True),
        ("0 20 7 * * *", "America/New_York", "* 2 7 * * *", "Europe/Berlin", False),
        # The last evening of a year is the first night of the next.
        ("0 20 * 31 12 2030", "America/New_York", "* 2 * 1 1 2031", "Europe/Berlin", True),
        ("0 20 * 31 12 2030", "America/New_York", "* 2 * 1 1 2030", "Europe/Berlin", False),
        # Both on 29 February, or never on the same day.
        ("0 12 * 29 2 *", "UTC", "* 13 * 29 2 *", "Europe/Berlin", True),
        ("0 12 * 29 2 *", "UTC", "* 13 * 28 2 *", "Europe/Berlin", False),
        ("0 12 * 31 2 *", "UTC", "* * * * * *", "Europe/Berlin", False),
        # The hour that comes twice: 00:30 and 01:30 UTC are both 02:30 in Berlin.
        ("30 1 * 25 10 2026", "UTC", "30 2 * 25 10 2026", "Europe/Berlin", True),
        ("30 0 * 25 10 2026", "UTC", "30 2 * 25 10 2026", "Europe/Berlin", True),
        # The hour that never comes.
        ("30 1 * 29 3 2026", "UTC", "30 2 * 29 3 2026", "Europe/Berlin", False),
        # Near the ends of the calendar.
        ("0 12 * * * 9999", "UTC", "* 13 * * * 9999", "Europe/Berlin", True),
        ("0 12 * * * 1970", "UTC", "* 13 * * * 1970", "Europe/Berlin", False),
    ],
)
def test_pairs_of_zones(schedule: str, zone: str, window: str, own: str, expected: bool) -> None:
    assert met(schedule, zone, window, own) is expected


def test_the_rules_of_past_years_do_not_count() -> None:
    # In 1985 New York had summer time from 28 April on, Berlin from 31 March: 20:00 in New York was 03:00 in Berlin.
    running, window = (
        LocalSchedule(schedule_of(text), zone_of(zone)) for text, zone in (("0 20 * * * *", "America/New_York"), ("* 3 * * * *", "Europe/Berlin"))
    )
    assert ever_meet(running, window, 2026) is False
    assert ever_meet(running, window, 1985) is True


def test_the_window_is_in_the_zone_given_and_the_schedule_in_that_of_its_runtime() -> None:
    item = {"atom_name": "a", "schedule": "0 12 * * * *"}
    assert plugins.running_within(item, "* 13-14 * * * *", "Europe/Berlin", atom_timezones={"a": "UTC"}) is True
    assert plugins.running_within(item, "* 12 * * * *", "Europe/Berlin", atom_timezones={"a": "UTC"}) is False
    assert plugins.running_within(item, "* 12 * * * *", "Europe/Berlin", atom_timezones={"b": "UTC"}) is True


def test_with_timezone_runtime_the_window_is_on_the_clock_of_each_runtime() -> None:
    items = [{"atom_id": zone, "schedule": "30 2 * * * *", "atom_time_zone": zone} for zone in ("Europe/Berlin", "America/New_York")]
    assert plugins.running_within(items, "* 2 * * * *", "runtime") is True
    assert plugins.running_within(items, "* 3-23 * * * *", "runtime") is False
    # In Berlin the skipped minute never comes.
    assert plugins.running_within(items[:1], "30 2 * 29 3 2026", "runtime") is False
    assert plugins.running_within(items[1:], "30 2 * 29 3 2026", "runtime") is True

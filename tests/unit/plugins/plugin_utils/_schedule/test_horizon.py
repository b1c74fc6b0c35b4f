# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schedules of several zones on the minutes of UTC."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.horizon import Horizon, days_shown, horizon_of, on_the_clock_of_utc, whole_days
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC, zone_of

START = datetime(2026, 11, 24, tzinfo=timezone.utc)
BERLIN = zone_of("Europe/Berlin")


@pytest.mark.parametrize(
    ("start", "days", "told_days"),
    [(START, 10**7, "10000000"), (START, "huge", "a number"), (datetime(1970, 1, 2, tzinfo=timezone.utc), 1, "1")],
)
def test_a_horizon_that_leaves_the_calendar(start: datetime, days: Any, told_days: str) -> None:
    with pytest.raises(GivenError) as caught:
        # No Python writes so large a number in decimals.
        horizon_of(start, 1 << 20_000 if days == "huge" else days)
    problem = f"a horizon that starts at {start.isoformat()} leaves the calendar"
    assert str(caught.value) == f"horizon_days is {told_days}: {problem}; it must lie between 1970 and 9999"


def test_a_horizon_begins_with_the_first_whole_minute() -> None:
    low = START.toordinal() * 1440
    assert horizon_of(START, 2) == Horizon(low, low + 2 * 1440)
    assert horizon_of(START + timedelta(seconds=1), 1) == Horizon(low + 1, low + 1 + 1440)
    assert horizon_of(datetime(2026, 11, 24, 1, tzinfo=timezone(timedelta(hours=1))), 1).low == low


# The clocks of Berlin go forward at 01:00 UTC on 28 March 2027, and back at 01:00 UTC on 31 October.
SPRING, AUTUMN = horizon_of(datetime(2027, 3, 28, tzinfo=timezone.utc), 1), horizon_of(datetime(2027, 10, 31, tzinfo=timezone.utc), 1)


def test_minutes_on_the_clock_of_utc() -> None:
    half_past_two = schedule_of("30 2 * * * *")
    assert on_the_clock_of_utc(half_past_two, UTC, SPRING) == 1 << 150
    # It is skipped in spring; in autumn it occurs at 00:30 and at 01:30 UTC.
    assert on_the_clock_of_utc(half_past_two, BERLIN, SPRING) == 0
    assert on_the_clock_of_utc(half_past_two, BERLIN, AUTUMN) == 1 << 30
    assert on_the_clock_of_utc(half_past_two, BERLIN, AUTUMN, twice=True) == 1 << 30 | 1 << 90
    assert AUTUMN.when(1 << 90, BERLIN).isoformat() == "2027-10-31T02:30:00+01:00"


def test_local_days_of_a_horizon() -> None:
    day = date(2027, 3, 28).toordinal()
    # The horizon ends at 02:00 of the next local day.
    assert days_shown(1 << 1319 | 1 << 1320, BERLIN, SPRING) == {day, day + 1}
    assert whole_days(UTC, SPRING) == (day, day + 1)
    assert whole_days(BERLIN, SPRING) == (day + 1, day + 1)
    assert whole_days(BERLIN, Horizon(SPRING.low, SPRING.high + 1440)) == (day + 1, day + 2)

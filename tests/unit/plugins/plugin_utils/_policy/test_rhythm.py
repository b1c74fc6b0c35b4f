# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rhythm of a schedule: distances over midnight, months and years, runs a day, and even hours."""

from __future__ import annotations

from calendar import isleap

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.rhythm import Rhythm
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of

DAY = 1440


def rhythm(text: str) -> Rhythm:
    return Rhythm(schedule_of(text))


@pytest.mark.parametrize(
    ("text", "distance"),
    [
        ("* * * * * *", 1),
        ("0-59/15 8-18 2-6 * * *", 15),
        ("0 8 * * * *", DAY),
        ("0 0,23 * * * *", 60),
        ("0 23 2 * * *; 0 1 3 * * *", 120),
        ("0 23 2 * * *; 0 1 4 * * *", DAY + 120),
        ("0 8 * 1 * *", 28 * DAY),
        ("0 8 * 31 * *", 31 * DAY),
        ("0 8 * 31 12 *; 0 8 * 1 1 *", DAY),
        ("0 8 * 28 2 *; 0 8 * 1 3 *", DAY),
        ("0 8 * 28 2 2028; 0 8 * 1 3 2028", 2 * DAY),
        ("0 8 * 1 1 *", 365 * DAY),
        # More than 24 times a day, and not over midnight.
        ("0-59/2 8 * * * *; 0-59/3 9 * * * *", 2),
        ("* 8 * * * *", 1),
    ],
)
def test_the_smallest_distance(text: str, distance: int) -> None:
    assert rhythm(text).distance(DAY * 366) == distance
    assert rhythm(text).distance(distance + 1) == distance
    assert rhythm(text).distance(distance) is None


def test_a_leap_year_puts_a_day_between() -> None:
    for year in (1999, 2000, 2027, 2028, 2099, 2100):
        assert rhythm(f"0 8 * 28 2 {year}; 0 8 * 1 3 {year}").distance(10 * DAY) == (2 if isleap(year) else 1) * DAY
        assert rhythm(f"0 8 * 1 1 {year},{year + 1}").distance(367 * DAY) == (366 if isleap(year) else 365) * DAY


# 2027 and 2038 are alike: both have 365 days and begin with a Friday.
@pytest.mark.parametrize("text", ["0 8 * 1 3 2027; 0 8 * 2 3 2038", "0 8 * 31 12 2027; 0 8 * 1 1 2039"])
def test_days_of_years_that_are_alike_are_not_next_to_each_other(text: str) -> None:
    assert rhythm(text).distance(10 * DAY) is None


@pytest.mark.parametrize("text", ["0 8 * 31 2 *", "0 8 * 1 1 2027"])
def test_without_two_runs_there_is_no_distance(text: str) -> None:
    assert rhythm(text).distance(366 * DAY) is None


@pytest.mark.parametrize(
    ("text", "most"),
    [("* * * * * *", DAY), ("0-59/15 8-18 2-6 * * *", 44), ("0 8 2-6 * * *; 0 9 2 * * *", 2), ("0 8 * 31 2 *", 0), ("0 8,9 * 31 2 *; 0 8 * 1 * *", 1)],
)
def test_the_most_runs_a_day(text: str, most: int) -> None:
    assert rhythm(text).most_per_day == most


@pytest.mark.parametrize(
    ("text", "uneven"),
    [
        ("0-59/15 * * * * *", None),
        ("7-59/20 * * * * *", None),
        ("7 8,11 * * * *", None),
        ("* 8 * * * *", None),
        ("0-59/25 8 * * * *", (8, 1 | 1 << 25 | 1 << 50)),
        ("0,10 3,8 * * * *", (3, 1 | 1 << 10)),
        # Seven with 8 minutes between, but 12 around to the first; five go into an hour.
        ("0-48/8 8 * * * *", (8, 1 | 1 << 8 | 1 << 16 | 1 << 24 | 1 << 32 | 1 << 40 | 1 << 48)),
        ("0-48/12 8 * * * *", None),
        # Two entries, of which each is even.
        ("0,30 8 * * * *; 15 8 2 * * *", (8, 1 | 1 << 15 | 1 << 30)),
        ("0,30 8 * * * *; 0,10 8 * 31 2 *", None),
    ],
)
def test_hours_that_are_not_even(text: str, uneven: tuple[int, int] | None) -> None:
    assert rhythm(text).uneven_hour == uneven

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The days of the calendar: rare ones, and which schedules are the same."""

from __future__ import annotations

import sys

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import drop_impossible, happens
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of
from tests.unit import filters as plugins


def test_same_minutes_of_the_calendar() -> None:
    same, different = plugins.same_schedule_as, plugins.schedule_diff
    assert same("0-59/15 8-18 * * * *", "0,15,30,45 08-18 1-7 1-31 1-12 1970-9999")
    assert same("0 0 * 31 2,4 *", [])
    assert same("0 0 * 1-30 4 *", "0 0 * * 4 *")
    assert same("0 0 * 29 2 2027", [])
    assert same("0 0 3 1 12 2026", "0 0 * 1 12 2026")  # a Tuesday
    assert not same("0 0 * 29 2 *", [])
    assert not same("0 0 2 * * *", "0 0 2 * * 1970-9998")
    assert different("0 0 * 31 2 *", []) == {}
    lists = different([], "0 0 * 30,31 2 *; 0 1 * 30,31 4 *")
    assert lists["only_in_second"] == {
        "entries": [{"minutes": "0", "hours": "1", "days_of_week": "*", "days_of_month": "30,31", "months": "4", "years": "*"}],
        "words": "at 01:00 on the 30th and 31st of April",
    }
    assert lists["only_in_first"] == {"entries": [], "words": "nothing"}


def test_rare_days() -> None:
    sunday = plugins.next_runs("0 12 1 29 2 *", 3, "2026-11-24")
    assert sunday == ["2032-02-29T12:00:00+00:00", "2060-02-29T12:00:00+00:00", "2088-02-29T12:00:00+00:00"]
    assert plugins.next_runs("0 12 * 29 2 *", 2, "2096-03-01") == ["2104-02-29T12:00:00+00:00", "2108-02-29T12:00:00+00:00"]
    assert plugins.next_runs("0 12 6 13 * *", 2, "2026-11-24") == ["2027-08-13T12:00:00+00:00", "2028-10-13T12:00:00+00:00"]
    assert plugins.next_runs("0 0 * 31 * *", 3, "2027-01-01") == [f"2027-{day}T00:00:00+00:00" for day in ("01-31", "03-31", "05-31")]
    for never in ("0 12 * 31 2 *", "0 0 * 30,31 2 *", "0 0 * 31 4,6,9,11 *", "0 0 * 29 2 2100", "0 0 * * * 1970-2025", "0 0 1 1 1 2026"):
        assert plugins.next_runs(never, 5, "2026-11-24") == []
        assert plugins.count_runs(never, "2026-11-24", "9999-12-31") == 0
    assert plugins.running_within("0 12 * 31 2 *", "* * * * * *") is False


def test_what_never_comes_is_dropped() -> None:
    both = schedule_of("0 0 * 31 2 *; 0 0 * 29 2 2027-2028")
    assert [happens(part) for part in both.parts] == [False, True]
    assert drop_impossible(both).parts == both.parts[1:]


def calls(text: str) -> int:
    """How many functions are called for the next run; the caches are warm."""
    number = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    plugins.next_runs(text, after="2026-11-24")
    sys.setprofile(count)
    try:
        plugins.next_runs(text, after="2026-11-24")
    finally:
        sys.setprofile(None)
    return number


@pytest.mark.parametrize("text", ["0 12 1 29 2 *", "0 12 * 31 2 *", "0 0 * 29 2 1971-9999/2", "0 0 * * * 1970-2025", "0 0 7 29 2 5000-9999"])
def test_a_rare_day_costs_about_as_much_as_another(text: str) -> None:
    assert calls(text) < 3 * calls("0 12 * * * *")

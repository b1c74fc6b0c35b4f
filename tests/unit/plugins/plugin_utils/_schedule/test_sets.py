# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The algebra of sets of minutes, against the oracle."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import disjoint_masks, union
from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils import schedule_cases as cases
from tests.unit.plugins.plugin_utils import schedule_oracle as oracle

Entry = dict[str, str]


ONE_YEAR = st.sampled_from(["2027", "2028", "2027,2028", "2028-2028"])


@cases.share(most=500)
@given(one=cases.entries(ONE_YEAR), other=cases.entries(ONE_YEAR))
def test_algebra_and_difference(one: list[Entry], other: list[Entry]) -> None:
    def enumerated(entries: list[Entry]) -> dict[date, int]:
        return oracle.minutes(entries, 2027, 2028)

    mine, theirs = enumerated(one), enumerated(other)
    only_mine = {day: left for day in mine if (left := mine[day] & ~theirs.get(day, 0))}
    only_theirs = {day: left for day in theirs if (left := theirs[day] & ~mine.get(day, 0))}
    diff = plugins.schedule_diff(one, other)
    assert enumerated(diff["only_in_first"]["entries"] if diff else []) == only_mine
    assert enumerated(diff["only_in_second"]["entries"] if diff else []) == only_theirs
    assert (diff == {}) is (not only_mine and not only_theirs)
    assert plugins.same_schedule_as(one, other) is (mine == theirs)

    both = {day: shared for day in mine if (shared := mine[day] & theirs.get(day, 0))}
    assert enumerated((schedule_of(one) & schedule_of(other)).entries()) == both
    assert enumerated((union([schedule_of(one), schedule_of(other)])).entries()) == enumerated(one + other)
    assert plugins.running_within(one, other) is bool(both)


@given(schedule=cases.entries(most=5))
def test_entries_are_the_same_schedule(schedule: list[Entry]) -> None:
    again = schedule_of(schedule).entries()
    assert schedule_of(again).disjoint == schedule_of(schedule).disjoint
    assert schedule_of(again).entries() == again
    assert plugins.same_schedule_as(schedule, again)
    text = " ; ".join(" ".join(entry[field].replace(" ", "") or "*" for field in oracle._BOUNDS) for entry in schedule)
    assert plugins.same_schedule_as(text, schedule)


def test_many_entries_are_still_answered() -> None:
    many = [
        {
            "minutes": str(n % 60),
            "hours": str(n % 24),
            "days_of_month": f"{n % 28 + 1}",
            "days_of_week": f"{n % 7 + 1}",
            "months": f"{n % 12 + 1}",
        }
        for n in range(120)
    ]
    assert plugins.count_runs(many, "2026-01-01", "2030-01-01") == len(plugins.runs_between(many, "2026-01-01", "2030-01-01"))
    assert plugins.same_schedule_as(many, plugins.schedule_diff(many, [])["only_in_first"]["entries"])
    assert plugins.describe_schedule(many)


@given(masks=st.lists(st.integers(1, 255), max_size=6))
def test_disjoint_masks_say_which_masks_hold_each_value(masks: list[int]) -> None:
    found = disjoint_masks((mask, label) for label, mask in enumerate(masks))
    told = {bit: labels for mask, labels in found for bit in range(8) if mask >> bit & 1}
    expected = {bit: tuple(label for label, mask in enumerate(masks) if mask >> bit & 1) for bit in range(8)}
    assert told == {bit: labels for bit, labels in expected.items() if labels}
    assert sum(mask.bit_count() for mask, _labels in found) == len(told)

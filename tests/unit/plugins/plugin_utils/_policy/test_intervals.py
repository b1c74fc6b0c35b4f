# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a rule demands of the times between runs, asked of schedules alone. test_rules.py has each of the demands."""

from __future__ import annotations

from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import Rule, read_policy
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.intervals import INTERVALS, Intervals
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of
from tests.unit.plugins.plugin_utils.policy_cases import START

NOW = START.toordinal() * 1440
HOURLY = schedule_of("0,20,30 8-18 * * * *")
BROKEN: dict[str, Any] = {"min_minutes_between_runs": 15, "max_minutes_between_runs": 20, "max_runs_per_day": 9, "even_intervals": True}


def rule(**keys: Any) -> Rule:
    (found,) = read_policy({"version": 1, "processes": [{"match": "*", **keys}]}).processes
    return found


def test_each_demand_is_found_in_its_order() -> None:
    found = list(Intervals(NOW).against(rule(**BROKEN), HOURLY))
    assert [(violation.key, violation.expected, violation.actual, violation.on) for violation in found] == [
        ("min_minutes_between_runs", 15, 10, None),
        ("max_minutes_between_runs", 20, 810, None),
        ("max_runs_per_day", 9, 33, None),
        ("even_intervals", True, [0, 20, 30], None),
    ]
    assert tuple(BROKEN) == INTERVALS


def test_nothing_is_demanded_nothing_is_found() -> None:
    assert list(Intervals(NOW).against(rule(max_retry=5), HOURLY)) == []


def test_it_begins_now() -> None:
    ended = schedule_of("0,1 8 * * * 2025")
    assert list(Intervals(NOW).against(rule(min_minutes_between_runs=15, max_runs_per_day=1, even_intervals=True), ended)) == []
    (violation,) = Intervals(NOW).against(rule(max_minutes_between_runs=60), ended)
    assert violation.sentence == "never runs; at most 60 minutes are allowed"


def test_two_rules_may_count_at_different_times() -> None:
    intervals = Intervals(NOW)
    for hours, longest in (("8-17", 30), ("6-17", 120)):
        found = list(intervals.against(rule(max_minutes_between_runs=20, during={"hours": hours}), HOURLY))
        assert [violation.actual for violation in found] == [longest]

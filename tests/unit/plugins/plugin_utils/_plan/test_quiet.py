# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spans without a start."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import given, note
from hypothesis import strategies as st

from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils._plan import plan_oracle as oracle
from tests.unit.plugins.plugin_utils._plan.plan_cases import Case, cases
from tests.unit.plugins.plugin_utils.policy_cases import deployment, process

NIGHT = ("2026-11-28T00:00Z", "2026-11-28T06:00Z")


@pytest.mark.slow
@given(case=cases(), least=st.sampled_from([1, 1, 2, 10, 60]), paused_too=st.booleans(), ignored=st.booleans())
def test_as_by_looking_at_each_minute(case: Case, least: int, paused_too: bool, ignored: bool) -> None:
    note(str(case))
    every = list(oracle.deployed(case.facts, case.zones, case.durations, case.day, paused_too))
    if ignored:
        every = [each for each in every if oracle.quiet([each], case.start, case.end, least)]
    found = plugins.quiet_times(
        case.facts, case.start.isoformat(), case.end, least, case.durations, "runtime", case.zones, include_paused=paused_too, ignore_frequent=ignored
    )
    assert [(oracle.utc(span["start"]), span["minutes"]) for span in found] == oracle.quiet(every, case.start, case.end, least)
    assert all(oracle.utc(span["end"]) - oracle.utc(span["start"]) == span["minutes"] * oracle.MINUTE for span in found)


def spans(facts: Any, *arguments: Any, **named: Any) -> list[str]:
    return [f"{span['start'][5:16]} {span['end'][5:16]}" for span in plugins.quiet_times(facts, *arguments, **named)]


FACTS = [
    process(deployment("0 2 * * * *", "a1", atom_name="prod-1"), deployment("0 4 * * * *", "a2"), deployment("0 1 * * * *", "a2", enabled=False)),
    process(deployment("0-59/10 3 * * * *", "a1", atom_name="prod-1"), process_id="p2", name="Load"),
]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({}, ["11-28T00:00 11-28T02:00", "11-28T04:01 11-28T06:00"]),
        ({"minutes": 59}, ["11-28T00:00 11-28T02:00", "11-28T04:01 11-28T06:00", "11-28T02:01 11-28T03:00"]),
        ({"minutes": 10**30}, []),
        ({"include_paused": True}, ["11-28T04:01 11-28T06:00", "11-28T00:00 11-28T01:00"]),
        ({"match": "Load"}, ["11-28T00:00 11-28T03:00", "11-28T03:51 11-28T06:00"]),
        ({"atoms": "a2"}, ["11-28T00:00 11-28T04:00", "11-28T04:01 11-28T06:00"]),
        ({"atoms": ["prod-1"], "match": "Order*"}, ["11-28T02:01 11-28T06:00", "11-28T00:00 11-28T02:00"]),
        # Every ten minutes is frequent where a span is to have ten, or more than the rest of the day leaves.
        ({"minutes": 10, "match": "Load", "ignore_frequent": True}, ["11-28T00:00 11-28T03:00", "11-28T03:51 11-28T06:00"]),
        ({"minutes": 181, "match": "Load", "ignore_frequent": True}, ["11-28T00:00 11-28T06:00"]),
        ({"minutes": 360, "match": "Load", "ignore_frequent": True}, ["11-28T00:00 11-28T06:00"]),
        ({"minutes": 361, "match": "Load", "ignore_frequent": True}, []),
        # On the clock of Berlin, an hour before that of UTC.
        ({"atom_timezones": {"prod-1": "Europe/Berlin"}}, ["11-28T04:01 11-28T06:00", "11-28T02:51 11-28T04:00", "11-28T00:00 11-28T01:00"]),
        # The last run of the day before, which began at 03:50, ends at 00:50.
        ({"durations": [{"process_id": "p2", "minutes": 21 * 60}], "atoms": "a1"}, ["11-28T00:50 11-28T02:00"]),
        ({"durations": [{"process_id": "p2", "minutes": 61.5}]}, ["11-28T00:00 11-28T02:00", "11-28T04:52 11-28T06:00"]),
    ],
)
def test_what_counts(named: dict[str, Any], expected: list[str]) -> None:
    assert spans(FACTS, *NIGHT, **named) == expected


def test_frequent_ones() -> None:
    polling = process(deployment("0-59/10 * * * * *"), process_id="poll")
    assert spans([*FACTS, polling], *NIGHT, 10) == []
    assert spans([*FACTS, polling], *NIGHT, 10, ignore_frequent=True) == spans(FACTS, *NIGHT, 10)
    # Nine minutes are free.
    assert len(spans([*FACTS, polling], *NIGHT, 9, ignore_frequent=True)) == 36
    with pytest.raises(AnsibleFilterError, match=r'^ignore_frequent is "yes"; it must be true or false$'):
        spans(FACTS, *NIGHT, ignore_frequent="yes")


def test_nothing_starts() -> None:
    for facts in ([], [process()], [process(deployment())], [process(deployment("0 0 * 31 2 *"))]):
        assert plugins.quiet_times(facts, *NIGHT) == [{"start": "2026-11-28T00:00:00+00:00", "end": "2026-11-28T06:00:00+00:00", "minutes": 360}]
        assert plugins.quiet_times(facts, NIGHT[0], NIGHT[0]) == []


def test_a_night_with_a_clock_change() -> None:
    facts = [process(deployment("30 1-3 * * * *"))]
    assert spans(facts, "2026-10-25", "2026-10-25T06:00", timezone="Europe/Berlin") == [
        # 02:30 occurs twice, and has its run the first time: from 02:31 to 03:30 it takes two hours.
        "10-25T03:31 10-25T06:00",
        "10-25T02:31 10-25T03:30",
        "10-25T00:00 10-25T01:30",
    ]
    # In spring it is skipped: from 01:31 to 03:30 it takes an hour less than the clocks show.
    (span,) = plugins.quiet_times(facts, "2026-03-29T01:00", "2026-03-29T03:30", 31, timezone="Europe/Berlin")
    assert span == {"start": "2026-03-29T01:31:00+01:00", "end": "2026-03-29T03:30:00+02:00", "minutes": 59}


def test_a_moment_that_does_not_exist() -> None:
    """It counts as the clocks would show it without the change, for both filters."""
    facts, night = [process(deployment("0,45 3 * * * *"))], ("2026-03-29T02:30", "2026-03-29T04:00")
    assert spans(facts, *night, 10, timezone="Europe/Berlin") == ["03-29T03:30 03-29T03:45", "03-29T03:46 03-29T04:00"]
    assert [item["starts"] for item in plugins.disturbed_by(facts, *night, timezone="Europe/Berlin")] == [1]
    # A minute that occurs twice, the second time.
    again = ("2026-10-25T02:45", datetime(2026, 10, 25, 2, 15, fold=1))
    assert [span["minutes"] for span in plugins.quiet_times([], *again, 1, timezone="Europe/Berlin")] == [30]


def test_a_span_begins_with_the_first_whole_minute() -> None:
    assert spans([], "2026-11-28T00:00:01Z", "2026-11-28T02:00:01Z") == ["11-28T00:01 11-28T02:01"]

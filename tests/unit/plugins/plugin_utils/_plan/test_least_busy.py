# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where to move a schedule to."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import given, note
from hypothesis import strategies as st

from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils import schedule_oracle
from tests.unit.plugins.plugin_utils._plan import plan_cases
from tests.unit.plugins.plugin_utils._plan import plan_oracle as oracle
from tests.unit.plugins.plugin_utils.policy_cases import deployment, process
from tests.unit.plugins.plugin_utils.schedule_cases import share

START = "2026-11-28"
FIRST, DAYS = date(2026, 11, 28), 366


def shifted(entries: list[dict[str, str]], by: int) -> dict[date, int]:
    return {day: times << by if by >= 0 else times >> -by for day, times in schedule_oracle.minutes(entries, 2026, 2028).items()}


@given(seed=st.integers(0, 1 << 40), paused_too=st.booleans())
@share(10, most=50)
def test_as_by_looking_at_each_minute(seed: int, paused_too: bool) -> None:
    source = random.Random(seed)
    own = [plan_cases.entry(source)]
    if source.randrange(3) == 0:
        # Two entries on the same days, or on other ones.
        own.append(plan_cases.entry(source))
    within = [plan_cases.entry(source, days=False)] if source.randrange(4) else [{"hours": "*"}]
    others = plan_cases.facts(source, 6)
    moved = process(deployment(own, "a1"), deployment(source.choice([own, []]), "a2", enabled=False), process_id="moved", name="Moved")
    note(f"{own} within {within} beside {others}")
    scheduled = {item["atom_id"] for item in moved["process_schedules"] if item["schedule"]}
    running = [
        [
            entries
            for each in others
            for item in each["process_schedules"]
            if item["atom_id"] == atom and (paused_too or item["enabled"] is not False) and (entries := item["schedule"])
        ]
        for atom in sorted(scheduled)
    ]
    moves = oracle.candidates(own, within)
    of_days = oracle.kinds(own, running, FIRST, DAYS)
    rated = sorted((oracle.starts_at_once(of_days, by), abs(by)) for by in moves)
    found = plugins.least_busy([*others, moved], "moved", within, 5, START, include_paused=paused_too)
    if not moves:
        # Its days moved, if at all.
        days = {day for day, times in schedule_oracle.minutes(own, 2026, 2028).items()}
        assert all(set(schedule_oracle.minutes(each["schedule"], 2026, 2028)) != days for each in found)
        return
    assert [each["starts_at_once"] for each in found] == [starts for starts, distance in rated[:5]]
    for each, (starts, distance) in zip(found, rated):
        made = schedule_oracle.minutes(each["schedule"], 2026, 2028)
        (by,) = [by for by in (distance, -distance) if by in moves and made == shifted(own, by)][:1]
        assert oracle.starts_at_once(of_days, by) == starts
        assert plugins.describe_schedule(each["schedule"]) == each["words"]


def words(*arguments: Any, **named: Any) -> list[str]:
    return [f"{each['words']}: {each['starts_at_once']}" for each in plugins.least_busy(*arguments, **{"start": START, **named})]


LOAD = process(deployment("0 2 * * * *"), process_id="load", name="Load")
HOURLY = process(deployment("0 * * * * *"), process_id="p2")
TWICE = process(deployment([{"minutes": "0", "hours": "2"}, {"minutes": "0", "days_of_week": "7"}]), process_id="p2")
BUSY = [process(deployment("0-59/2 1-2 * * * *"), process_id=f"busy{number}") for number in range(3)]


def test_how_many_start_at_once() -> None:
    facts = [LOAD, HOURLY, *BUSY]
    assert words(facts, "Load", "0-3 2 * * * *") == ["at 02:01 every day: 0", "at 02:03 every day: 0", "at 02:02 every day: 3", "at 02:00 every day: 4"]
    # Each process counts once, with all its entries and however often the facts have it.
    assert words([LOAD, HOURLY, HOURLY, TWICE], "load", "0 2 * * * *") == ["at 02:00 every day: 1"]


def test_the_days_on_which_they_start() -> None:
    sundays, first = process(deployment("0 2 1 * * *"), process_id="p3"), process(deployment("0 2 * 1 * *"), process_id="p4")
    assert words([LOAD, sundays, first], "Load", "0 2 * * * *") == ["at 02:00 every day: 2"]
    # The first of these in a year is a Sunday only in some: of 2026 to 2028, in August 2027 and in October 2028.
    august = process(deployment("0 2 * 1 10 *"), process_id="p4")
    assert words([LOAD, sundays, august], "Load", "0 2 * * * *") == ["at 02:00 every day: 1"]
    assert words([LOAD, sundays, august], "Load", "0 2 * * * *", start="2028-01-01") == ["at 02:00 every day: 2"]
    # Starts at the same time on other days.
    saturdays = process(deployment("0 2 7 * * *"), process_id="sat")
    several = process(deployment([{"minutes": "0", "hours": "2", "days_of_week": "1"}, {"minutes": "0", "hours": "3", "days_of_week": "7"}]), process_id="p5")
    assert words([saturdays, sundays, several], "sat", "0 2-3 * * * *") == ["at 02:00 on Saturday: 0", "at 03:00 on Saturday: 1"]
    # What is past, or comes after 366 days.
    for schedule in ("0 2 * 27 11 2026", "0 2 * * * 1970-2025", "0 2 * 29 11 2027"):
        assert words([LOAD, process(deployment(schedule), process_id="p3")], "Load", "0 2 * * * *") == ["at 02:00 every day: 0"]
    assert words([LOAD, process(deployment("0 2 * 28 11 2027"), process_id="p3")], "Load", "0 2 * * * *") == ["at 02:00 every day: 1"]


def test_on_which_runtimes() -> None:
    other = [process(deployment("0 2 * * * *", atom), process_id=f"other-{atom}") for atom in ("a1", "a1", "a2", "a3")]
    other[1]["id"] = "another"
    pair = process(deployment("0 2 * * * *", "a2"), deployment("0 2 * * * *", "a3", enabled=False), deployment([], "a1"), process_id="pair")
    # The worst of its runtimes, which are those on which it has a schedule, paused or not.
    assert words([*other, pair], "pair", "0 2 * * * *") == ["at 02:00 every day: 1"]
    assert words([*other[:2], pair], "pair", "0 2 * * * *") == ["at 02:00 every day: 0"]
    assert words([*other[:2], pair], "pair", "0 2 * * * *", atoms=["a1"]) == ["at 02:00 every day: 2"]
    assert words([*other[:2], other[3], pair], "pair", "0 2 * * * *", atoms="a2") == ["at 02:00 every day: 0"]
    # Facts without runtimes.
    alone = [process(deployment("0 2 * * * *", None), process_id=name) for name in ("x", "y")]
    assert words(alone, "x", "0 2 * * * *") == ["at 02:00 every day: 1"]
    # Nor does it take ids to tell them apart.
    nameless = [process(deployment("0 2 * * * *"), process_id="", name=name) for name in ("x", "y", "y")]
    assert words(nameless, "x", "0 2 * * * *") == ["at 02:00 every day: 2"]
    # Those that move together do not count for each other.
    assert words(alone, "?", "0 2 * * * *") == ["at 02:00 every day: 0"]


def test_paused_ones() -> None:
    paused = process(deployment("0 2 * * * *", enabled=False), process_id="p3")
    assert words([LOAD, paused], "Load", "0 2 * * * *") == ["at 02:00 every day: 0"]
    assert words([LOAD, paused], "Load", "0 2 * * * *", include_paused=True) == ["at 02:00 every day: 1"]


def test_what_is_found_fits_into_the_facts() -> None:
    facts = [LOAD, HOURLY]
    (best,) = plugins.least_busy(facts, "Load", "* 2 * * * *", 1, START)
    policy = {"version": 1, "max_starts_per_minute": 1}
    assert len(plugins.policy_findings(facts, policy)) == 1
    assert plugins.policy_findings(plugins.with_schedule(facts, "Load", best["schedule"]), policy) == []


def test_by_default_from_today_on_and_anywhere() -> None:
    found = plugins.least_busy([LOAD, HOURLY], "Load")
    assert [each["words"] for each in found] == [f"at {time} every day" for time in ("01:59", "02:01", "01:58", "02:02", "01:57")]


def test_the_edges_of_the_calendar() -> None:
    for start in ("0001-01-01", "9999-12-31T23:59:59+14:00", "1970-01-01", date(2027, 1, 1), FIRST + timedelta(days=1)):
        assert len(plugins.least_busy([LOAD, HOURLY], "Load", "* 2 * * * *", 60, start)) == 60


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"match": "Lod"}, 'match is "Lod": no process has a name or id that matches it'),
        ({"match": "*"}, "match: the processes that match it have different schedules; name one process, and with atoms one of its runtimes"),
        ({"match": None}, "match is null; it must be text"),
        ({"within": "* 25 * * * *"}, 'hours is "25"'),
        ({"within": 5}, "a schedule cannot be a number"),
        ({"count": 0}, "count is 0; it must be a whole number of 1 or more"),
        ({"count": "5"}, 'count is "5"; it must be a whole number'),
        ({"start": "tomorrow"}, 'start is "tomorrow"; it must be a date and time'),
        ({"atoms": ["a2"]}, 'match is "Load": no process that matches it is deployed on "a2"'),
        ({"include_paused": 1}, "include_paused is 1; it must be true or false"),
        ({"invalid": True}, "invalid is true; allowed are fail, skip"),
        ({"processes": [LOAD, process(deployment("60 * * * * *"), process_id="p3")]}, 'the schedule of "Order Intake" on "a1" is not valid: minutes is "60"'),
        ({"processes": [process(deployment("60 * * * * *"), name="Load")], "invalid": "skip"}, 'the schedule of "Load" on "a1" is not valid: minutes is "60"'),
        ({"processes": None}, "the list of processes is null"),
    ],
)
def test_what_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        plugins.least_busy(**{"processes": [LOAD, HOURLY], "match": "Load", **given})
    assert str(caught.value).startswith(message)


def test_an_invalid_schedule_of_another_process_can_be_left_out() -> None:
    facts = [LOAD, process(deployment("60 * * * * *"), process_id="p3")]
    assert words(facts, "Load", "0 2 * * * *", invalid="skip") == ["at 02:00 every day: 0"]

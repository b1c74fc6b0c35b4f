# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Peaks: the worst minute of a runtime, and who starts in it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import policy_findings
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.peaks import peak
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words
from tests.unit.plugins.plugin_utils.policy_cases import START, deployment, judged, process, told

EIGHT = "0 8 * * * *"


def test_starts_per_minute() -> None:
    given = [process(deployment("0 8 2-6 * * *"), process_id=f"p{index}", name=f"P{index}") for index in range(3)]
    given.append(process(deployment(EIGHT, enabled=False), process_id="p8"))
    # A process counts once, however many schedules it has on one runtime.
    given.append(process(deployment(EIGHT, "a2"), deployment(EIGHT, "a2"), process_id="p9"))
    assert judged(given, max_starts_per_minute=3) == []
    (finding,) = judged(given, max_starts_per_minute=2)
    text = '3 processes start in the same minute on "a1", at 08:00, Monday to Friday, where at most 2 may: "P0", "P1" and "P2"'
    assert finding["message"] == text
    entries = [{"minutes": "0", "hours": "8", "days_of_week": "2-6", "days_of_month": "*", "months": "*", "years": "*"}]
    assert finding["actual"] == {"starts": 3, "words": "at 08:00, Monday to Friday", "entries": entries, "process_ids": ["p0", "p1", "p2"]}
    assert (finding["rule"], finding["severity"], finding["expected"]) == ("max_starts_per_minute", "error", 2)
    assert (finding["process_id"], finding["process_name"], finding["atom_id"], finding["env_id"]) == (None, None, "a1", "e1")


def test_a_collision_of_years_gone_by_does_not_hide_the_worst_one_to_come() -> None:
    given = [process(deployment(schedule), process_id=f"p{index}") for index, schedule in enumerate(["0 8 * * * 2025", "0 8 * * * 2024-2025", EIGHT])]
    assert judged(given, max_starts_per_minute=1) == []
    given += [process(deployment("0 9 * * * 2025-2027"), process_id=f"q{index}") for index in range(2)]
    (finding,) = judged(given, max_starts_per_minute=1)
    assert (finding["actual"]["starts"], finding["actual"]["process_ids"]) == (2, ["q0", "q1"])
    assert {entry["years"] for entry in finding["actual"]["entries"]} == {"2026,2027", "2027"}
    # Of the same number of starts on one day, those that are over hide nothing.
    today = [process(deployment("* * * 24 11 2026"), process_id=f"p{index}") for index in range(2)]
    (finding,) = policy_findings(today, {"version": 1, "max_starts_per_minute": 1}, START + timedelta(hours=23, minutes=59))
    assert finding["message"].startswith('2 processes start in the same minute on "a1", at 23:59 on 24 November in 2026, ')


def test_a_runtime_is_called_by_its_name_and_of_many_processes_ten_are_named() -> None:
    given = [process(deployment(EIGHT, atom_name="frankfurt"), process_id=f"p{index:02}", name=None) for index in range(12)]
    named = ", ".join(f'"p{index:02}"' for index in range(10))
    text = f'12 processes start in the same minute on "frankfurt", at 08:00 every day, where at most 1 may: {named} and 2 more'
    assert told(given, max_starts_per_minute=1) == [("max_starts_per_minute", "error", text)]


def test_what_is_not_known_to_be_enabled_counts_and_what_has_no_runtime_does_not() -> None:
    two = [process(deployment(EIGHT, enabled=None), process_id=f"p{index}") for index in range(2)]
    assert [finding["actual"]["starts"] for finding in judged(two, max_starts_per_minute=1)] == [2]
    assert judged([process(deployment(EIGHT, None), process_id=f"p{index}") for index in range(2)], max_starts_per_minute=1) == []


def test_a_schedule_that_is_not_valid_is_a_finding_unless_it_is_paused() -> None:
    given = [process(deployment("0 25 * * * *")), process(deployment("0 25 * * * *", enabled=False), process_id="p2", name="Load")]
    (finding,) = judged(given, max_starts_per_minute=1)
    assert (finding["rule"], finding["process_id"], finding["actual"]) == ("max_starts_per_minute", "p1", "0 25 * * * *")
    problem = 'hours is "25": "25" is out of range; allowed are *, n, a-b, a-b/s and */s, and lists of these separated by commas, with numbers from 0 to 23'
    assert finding["message"] == f'"Order Intake" has a schedule on "a1" that is not valid, so it cannot be judged: {problem}'


@pytest.mark.parametrize(
    ("schedules", "limit", "expected"),
    [
        ([], 1, None),
        ([(EIGHT, 1)], 1, None),
        ([(EIGHT, 2)], 1, (2, "at 08:00 every day", (0,))),
        ([(EIGHT, 2), ("0 8,9 * * * *", 3)], 4, (5, "at 08:00 every day", (0, 1))),
        # 31 February is no day on which anything starts.
        ([("0 8 * 31 2 *", 5)], 1, None),
        ([("0 8 * 29 2 *", 1), ("0 8 1 * * *", 1)], 1, (2, "at 08:00 on 29 February if that day is a Sunday", (0, 1))),
        # Of two equal peaks the earlier one.
        ([("0 9 * * * *", 2), (EIGHT, 2)], 1, (2, "at 08:00 every day", (1,))),
    ],
)
def test_the_worst_minute(schedules: list[tuple[str, int]], limit: int, expected: tuple[int, str, tuple[int, ...]] | None) -> None:
    found = peak([(schedule_of(text), weight) for text, weight in schedules], limit)
    assert (None if found is None else (found.starts, words(found.when), found.members)) == expected


def test_days_in_too_many_parts_are_told_by_an_example() -> None:
    """Each schedule has other days of the month in each month, so that the days of all fall into many parts."""
    first = [f"0 8 * {day} {month} *" for month in range(1, 13) for day in range(1, 25, 2)]
    second = [f"0 8 {1 + index % 7} {entry.split()[3]} {entry.split()[4]} *" for index, entry in enumerate(first)]
    found = peak([(schedule_of("; ".join(entries)), 1) for entries in (first, second)], 1)
    assert found is not None
    assert (found.starts, found.members) == (2, (0, 1))
    (part,) = found.when.parts
    assert part.times == 1 << 480

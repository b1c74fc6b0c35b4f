# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a schedule can be moved to. That these are all moves on the same days is tested with least_busy."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.moves import moves
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words as words_of
from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils.policy_cases import deployment, process

HOURLY = process(deployment("0 * * * * *"), process_id="p2")


def words(*arguments: Any) -> list[str]:
    return [f"{each['words']}: {each['starts_at_once']}" for each in plugins.least_busy(*arguments, start="2026-11-28")]


@pytest.mark.parametrize(
    ("own", "within", "expected"),
    [
        ("0 2 * * * *", "* 2 * * * *", ["at 02:01 every day: 0", "at 02:02 every day: 0"]),
        ("0 2 * * * *", "0 * * * * *", ["at 02:00 every day: 1", "at 01:00 every day: 1"]),
        ("0 2 * * * *", "30 * * * * *", ["at 01:30 every day: 0", "at 02:30 every day: 0"]),
        # The same distance between runs.
        ("0-59/15 8-18 2-6 * * *", "* 8-18 * * * *", ["every 15 minutes from 08:01 to 18:46, Monday to Friday: 0"]),
        ("0,59 2 * * * *", "* 2 * * * *", ["at 02:00 and 02:59 every day: 1"]),
        # The days move only if they must: of the week, or else of the month.
        ("0 2 1 * * *", "5 2-3 * * * *", ["at 02:05 on Sunday: 0", "at 03:05 on Sunday: 0"]),
        ("0 2 1 * * *", "5 2-3 7 * * *", ["at 02:05 on Saturday: 0", "at 03:05 on Saturday: 0"]),
        ("0 2 1 * * *", "5 2 4-5 * * *", ["at 02:05 on Wednesday: 0"]),
        ("0 2 2-6 * * *", "5 2 2-6 * * *", ["at 02:05, Monday to Friday: 0"]),
        ("0 2 2-6 * * *", "5 2 1-5 * * *", ["at 02:05, Sunday to Thursday: 0"]),
        ("0 2 * 1 * *", "5 2 * 10-12 * *", ["at 02:05 on the 10th of every month: 0", "at 02:05 on the 11th of every month: 0"]),
        ("0 2 * 1,15 * *", "5 2 * 12-28 * *", ["at 02:05 on the 12th and 26th of every month: 0", "at 02:05 on the 13th and 27th of every month: 0"]),
        ("0 2 * 1 * *", "5 2 * 29-31 * *", []),
        ("0 2 1 * * *", "5-6 2 6-7 * * *", ["at 02:05 on Saturday: 0", "at 02:06 on Saturday: 0"]),
        # Days that do not exist need not lie within.
        ("0 2 * 31 * *", "5 2 * * 1,3,5,7,8,10,12 *", ["at 02:05 on the 31st of every month that has one: 0"]),
        # It would not run as often.
        ("0 2 * * * *", "5 2 2-6 * * *", []),
        ("0-59/15 * * * * *", "* 1-5 * * * *", []),
        (
            [{"minutes": "0", "hours": "2"}, {"minutes": "0", "hours": "4", "days_of_week": "7"}],
            "5 2-9 * * * *",
            ["at 02:05 every day; and at 04:05 on Saturday: 0"],
        ),
        # Without a schedule: once on each of these days, the earliest first.
        ([], "0-2 3 7 * * *", ["at 03:01 on Saturday: 0", "at 03:02 on Saturday: 0"]),
        (
            [],
            [{"minutes": "5", "hours": "3", "days_of_week": "1"}, {"minutes": "5-6", "hours": "3", "days_of_week": "7"}],
            ["at 03:05 on Saturday and Sunday: 0", "at 03:06 on Saturday: 0"],
        ),
    ],
)
def test_places(own: Any, within: Any, expected: list[str]) -> None:
    assert words([process(deployment(own), process_id="own"), HOURLY], "own", within, 2)[: len(expected) or None] == expected


def test_how_far() -> None:
    """A day of the week or of the month away is as far as 1440 minutes."""

    def told(own: str, within: str) -> list[tuple[str, int]]:
        return [(words_of(Schedule(move.parts)), move.distance) for move in moves(schedule_of(own), schedule_of(within))]

    assert told("0 2 * * * *", "58-59 1-2 * * * *") == [
        ("at 01:58 every day", 2),
        ("at 01:59 every day", 1),
        ("at 02:58 every day", 58),
        ("at 02:59 every day", 59),
    ]
    assert told("0 2 1 * * *", "5 2 4,7 * * *") == [("at 02:05 on Saturday", 1445), ("at 02:05 on Wednesday", 3 * 1440 + 5)]
    assert told("0 2 * 28 * *", "5 2 * 1,27 * *") == [("at 02:05 on the 1st of every month", 27 * 1440 + 5), ("at 02:05 on the 27th of every month", 1445)]
    # Without a schedule the earliest minute is the nearest.
    assert [move.distance for move in moves(Schedule(), schedule_of("7 3,4 * * * *"))] == [187, 247]
    assert moves(schedule_of("0 2 * * * *"), Schedule()) == moves(Schedule(), Schedule()) == []

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs as rules. That calendar programs find the same runs is tested with ical."""

from __future__ import annotations

from datetime import date

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.recurrence import series

# A Monday.
FIRST = date(2026, 11, 23).toordinal()
EIGHT, QUARTERS = 1 << 480, 1 << 480 | 1 << 495 | 1 << 540 | 1 << 555


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({}, []),
        ({0: EIGHT}, [("2026-11-23T08:00", "")]),
        ({0: QUARTERS}, [("2026-11-23T08:00", "FREQ=DAILY;UNTIL=20261123T091500Z;BYDAY=MO;BYHOUR=8,9;BYMINUTE=0,15")]),
        (dict.fromkeys(range(14), EIGHT), [("2026-11-23T08:00", "FREQ=DAILY;UNTIL=20261206T080000Z;BYHOUR=8;BYMINUTE=0")]),
        (dict.fromkeys((0, 2, 7, 9), EIGHT), [("2026-11-23T08:00", "FREQ=DAILY;UNTIL=20261202T080000Z;BYDAY=MO,WE;BYHOUR=8;BYMINUTE=0")]),
        # No rule says these: the Wednesday of the second week is missing. Then two weeks later.
        (dict.fromkeys((0, 2, 7, 14, 16), EIGHT), [(f"2026-{day}T08:00", "") for day in ("11-23", "11-25", "11-30", "12-07", "12-09")]),
        (dict.fromkeys((0, 14), EIGHT), [("2026-11-23T08:00", ""), ("2026-12-07T08:00", "")]),
        # The hours of which the minutes differ are series of their own.
        ({0: EIGHT | 1 << 541}, [("2026-11-23T08:00", ""), ("2026-11-23T09:01", "")]),
    ],
)
def test_series(days: dict[int, int], expected: list[tuple[str, str]]) -> None:
    found = list(series((FIRST + day, times) for day, times in days.items()))
    assert [(each.first.isoformat()[:16], each.rule) for each in found] == expected


def test_what_goes_on_in_a_later_file_has_the_same_name() -> None:
    (earlier,) = series((FIRST + day, EIGHT) for day in range(14))
    (later,) = series((FIRST + day, EIGHT) for day in range(7, 21))
    assert earlier.name == later.name
    once, again = series((FIRST + day, EIGHT) for day in (0, 20))
    assert once.name != again.name

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The longest time without a run: where it begins, and over days, weeks and years. test_findings_oracle.py has cases that hypothesis makes up."""

from __future__ import annotations

from datetime import date

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.silence import Silence, longest_silence
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of

ALWAYS = "* * * * * *"


def minute(year: int, month: int, day: int, hour: int = 0, minutes: int = 0) -> int:
    return date(year, month, day).toordinal() * 1440 + hour * 60 + minutes


# A Tuesday.
NOW = minute(2026, 11, 24)


def silence(running: str, during: str = ALWAYS, now: int = NOW) -> Silence:
    return longest_silence(schedule_of(running), schedule_of(during), now)


@pytest.mark.parametrize(
    ("running", "during", "now", "expected"),
    [
        ("0 * * * * *", ALWAYS, NOW, Silence(60, NOW)),
        # From the last run of a day to the first of the next, and over a weekend.
        ("0 8-17 * * * *", ALWAYS, NOW, Silence(15 * 60, minute(2026, 11, 24, 17))),
        ("0 8 2-6 * * *", ALWAYS, NOW, Silence(3 * 1440, minute(2026, 11, 27, 8))),
        # What is before now does not count.
        ("0 8 * * * *", ALWAYS, minute(2026, 11, 24, 7, 59), Silence(1440, minute(2026, 11, 24, 8))),
        ("0 8 * * * *", ALWAYS, minute(2026, 11, 24, 8, 1), Silence(1440, minute(2026, 11, 25, 8))),
        # Hours that count: to the first run, between two, from the last to the end.
        ("30 9 * * * *", "* 8-10 * * * *", NOW, Silence(90, minute(2026, 11, 24, 8))),
        ("0,50 9 * * * *", "* 9-9 * * * *", NOW, Silence(50, minute(2026, 11, 24, 9))),
        ("10 9 * * * *", "* 9-10 * * * *", NOW, Silence(110, minute(2026, 11, 24, 9, 10))),
        ("0 12 * * * *", "* 9-10 * * * *", NOW, Silence(120, minute(2026, 11, 24, 9))),
        # Hours that go over midnight.
        ("0 6 * * * *", "* 0-1,22-23 * * * *", NOW, Silence(240, minute(2026, 11, 24, 22))),
        # From month to month, from leap year to leap year, and over the one that is left out.
        ("0 0 * 1 * *", ALWAYS, NOW, Silence(31 * 1440, minute(2026, 12, 1))),
        ("0 0 * 29 2 *", ALWAYS, NOW, Silence(2921 * 1440, minute(2096, 2, 29))),
        # Years that end: of the schedule, and of the time that counts.
        ("0 0 * * * 2027", "* * * * * 2027-2028", minute(2027, 6, 1), Silence(367 * 1440, minute(2027, 12, 31))),
        ("0 0 * * * 2027", "* * * * * 2026", NOW, Silence(38 * 1440, NOW)),
        ("0 0 * * * *", "* * * * * 2025", NOW, Silence(0, NOW)),
        # Years that come in steps, with a cycle of 400 years and with one of 1,200; and such that end long after now.
        ("0 0 * 1 1 2024-9999/2", ALWAYS, NOW, Silence(731 * 1440, minute(2028, 1, 1))),
        ("0 0 * 1 1 1970-9999/3", ALWAYS, NOW, Silence(1096 * 1440, minute(2027, 1, 1))),
        ("0 0 * 1 1 2000-9000/10", "* * * * * 1970-9004", NOW, Silence(3653 * 1440, minute(2040, 1, 1))),
        ("0 0 * 1 1 2000-9000", "* * * * * 1970-9004", NOW, Silence(1826 * 1440, minute(9000, 1, 1))),
        ("0 0 * 1 1 9500-9999", "* * * * * 9400-9999", NOW, Silence(36524 * 1440, minute(9400, 1, 1))),
        # 29 February is a Monday once in 40 years only from 2072 on, and in the next cycle.
        ("0 0 2 29 2 *", ALWAYS, NOW, Silence(14610 * 1440 - 1440, minute(2072, 2, 29))),
        ("0 0 2 29 2 *", ALWAYS, minute(2100, 3, 1), Silence(14610 * 1440 - 1440, minute(2472, 2, 29))),
    ],
)
def test_the_longest_silence(running: str, during: str, now: int, expected: Silence) -> None:
    assert silence(running, during, now) == expected


def test_what_never_runs_goes_on_to_the_end_of_the_calendar() -> None:
    begun = minute(9999, 12, 30, 12)
    assert silence("0 0 * * * 2020", now=begun) == Silence(1440 + 720, begun)
    for never in ("0 0 * * * 2020", "0 0 * 31 2 *"):
        assert silence(never) == Silence(minute(9999, 12, 31) + 1440 - NOW, NOW)
    assert silence("0 0 * * * *", now=minute(9999, 12, 31) + 1440) == Silence(0, 0)

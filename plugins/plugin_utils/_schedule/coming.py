# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What of a schedule is still to come."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import END_DAY, drop_impossible
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import DAYS, MONTHS, YEARS
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import DAY, Part, Schedule


def coming(schedule: Schedule, minute: int) -> Schedule:
    """The schedule from a local minute on, without days that do not exist; empty if it can only have happened.

    A part of every year comes again, so it is kept whole: "every day" says more than the days that are left of this year.
    """
    found: list[Part] = []
    for part in schedule.parts:
        if part.years == YEARS.full:
            found.append(part)
        else:
            found += (Part(*(mine & theirs for mine, theirs in zip(part, later))) for later in _from(minute))
    return drop_impossible(Schedule(part for part in found if all(part)))


@lru_cache(maxsize=16)
def _from(minute: int) -> tuple[Part, ...]:
    """All local minutes from that one on."""
    ordinal, time = divmod(minute, 1440)
    if ordinal >= END_DAY:
        return ()
    today = date.fromordinal(ordinal)
    year, month, day = 1 << today.year - YEARS.low, 1 << today.month - 1, 1 << today.day - 1
    return (
        Part(years=_after(YEARS.full, year)),
        Part(years=year, months=_after(MONTHS.full, month)),
        Part(years=year, months=month, days=_after(DAYS.full, day)),
        Part(years=year, months=month, days=day, times=DAY >> time << time),
    )


def _after(full: int, bit: int) -> int:
    return full & ~((bit << 1) - 1)

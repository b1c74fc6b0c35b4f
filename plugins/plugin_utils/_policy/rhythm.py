# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The rhythm of a schedule: how close together, how many and how evenly spaced its runs are, computed from its sets.

All of it is on the local clock, on which every day has 1440 minutes.
"""

from __future__ import annotations

from functools import lru_cache

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import days_by_kind, happens
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import MINUTES, comb, values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Part, Schedule

# More minutes than any policy can demand.
_NEVER = 1 << 30
# Above this many minutes in a day, the smallest distance is found sooner by trying the distances from 1 on.
_DENSE = 24


class Rhythm:
    """The rhythm of one schedule."""

    def __init__(self, schedule: Schedule) -> None:
        self._parts = [part for part in schedule.disjoint if happens(part)]
        self._within = min((_within(part.times) for part in self._parts), default=_NEVER)
        self._overnight = 1440 - max(map(_last, self._parts)) + min(map(_first, self._parts)) if self._parts else _NEVER
        # The number of runs on the day that has most.
        self.most_per_day = max((part.times.bit_count() for part in self._parts), default=0)
        # An hour with several runs that are not evenly spaced around the clock face: the hour and its set of minutes. None if there is none.
        self.uneven_hour = next((found for part in self._parts if (found := _uneven(part.times))), None)

    def distance(self, below: int) -> int | None:
        """The smallest number of minutes from one run to the next, on one day or from day to day; None if that is not less than `below`."""
        best = min(self._within, below)
        if self._overnight < best:
            days = [(part, days_by_kind(part)) for part in self._parts]
            for part, mine in days:
                for other, theirs in days:
                    fewest = _days_apart(mine, theirs, (best - 1 + _last(part) - _first(other)) // 1440)
                    if fewest:
                        best = fewest * 1440 - _last(part) + _first(other)
        return best if best < below else None


def _first(part: Part) -> int:
    return (part.times & -part.times).bit_length() - 1


def _last(part: Part) -> int:
    return part.times.bit_length() - 1


@lru_cache(maxsize=4096)
def _within(times: int) -> int:
    """The smallest distance between two minutes of a day."""
    if times.bit_count() > _DENSE:
        return next(minutes for minutes in range(1, 1440) if times & times >> minutes)
    minutes = list(values(times))
    return min((later - earlier for earlier, later in zip(minutes, minutes[1:])), default=_NEVER)


@lru_cache(maxsize=4096)
def _uneven(times: int) -> tuple[int, int] | None:
    for hour in range(24):
        minutes = times >> 60 * hour & MINUTES.full
        count = minutes.bit_count()
        if count > 1 and (60 % count or minutes != comb((minutes & -minutes).bit_length() - 1, count, 60 // count)):
            return hour, minutes
    return None


def _days_apart(mine: dict[tuple[int, bool], tuple[int, int]], theirs: dict[tuple[int, bool], tuple[int, int]], most: int) -> int:
    """The fewest days from a day of `mine` to a later day of `theirs`, in the same year or the next; 0 if that is more than `most`.

    Both are days by kind of year, as `days_by_kind` returns them.
    """
    fewest = most + 1
    for (new_year, leap), (years, days) in mine.items():
        length = 365 + leap
        following = []
        same_years, same_days = theirs.get((new_year, leap), (0, 0))
        if same_years & years:
            following.append(same_days)
        for next_leap in (False, True):
            next_years, next_days = theirs.get(((new_year + length) % 7, next_leap), (0, 0))
            if next_years & years << 1:
                following.append(next_days << length)
        for later in following:
            fewest = next((apart for apart in range(1, fewest) if days << apart & later), fewest)
    return fewest if fewest <= most else 0

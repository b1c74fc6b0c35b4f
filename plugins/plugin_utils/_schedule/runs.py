# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a schedule runs: the next times, the times between two moments, and how many these are. Private to the collection.

Times go out as ISO 8601 text with offset. The cost grows with the number of times in the answer; a count names no time at all.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import chain, islice

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import days_with_times, minutes_before
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import END_MINUTE, FIRST_MINUTE, Zone

_CLOCK = tuple(f"T{minute // 60:02}:{minute % 60:02}:00" for minute in range(1440))


@lru_cache(maxsize=1024)
def _clock(times: int) -> tuple[str, ...]:
    return tuple(_CLOCK[minute] for minute in values(times))


def runs(schedule: Schedule, low: int, high: int, zone: Zone) -> Iterator[str]:
    """The runs from one local minute up to, but not including, another, in order."""
    return chain.from_iterable(_runs_by_day(schedule, low, high, zone))


def first_runs(schedule: Schedule, count: int, low: int, zone: Zone, high: int = END_MINUTE) -> list[str]:
    """At most that many of them."""
    return list(islice(runs(schedule, low, high, zone), min(count, sys.maxsize)))


def count(schedule: Schedule, low: int, high: int, zone: Zone) -> int:
    """How many there are."""
    if low >= high:
        return 0
    skipped = zone.skipped_between(low, high)
    total = 0
    for part in schedule.disjoint:
        total += minutes_before(part, high) - minutes_before(part, low)
        for stretch in skipped:
            total -= minutes_before(part, stretch.stop) - minutes_before(part, stretch.start)
    return total


def ever_runs(schedule: Schedule, zone: Zone) -> bool:
    """Whether there is any run at all."""
    return any(True for _run in runs(schedule, FIRST_MINUTE, END_MINUTE, zone))


def _runs_by_day(schedule: Schedule, low: int, high: int, zone: Zone) -> Iterator[Iterable[str]]:
    if low >= high:
        return
    first, low_time = divmod(low, 1440)
    last, high_time = divmod(high, 1440)
    # Often the first run is all that is asked for: the first day is not listed whole.
    listed = False
    for ordinal, all_times in days_with_times(schedule.disjoint, first):
        times = all_times
        if ordinal >= last:
            if ordinal > last:
                return
            times &= (1 << high_time) - 1
        if ordinal == first:
            times = times >> low_time << low_time
        if times:
            yield _runs_of_day(ordinal, times, zone, listed)
            listed = True


def _runs_of_day(ordinal: int, times: int, zone: Zone, listed: bool) -> Iterable[str]:
    day = date.fromordinal(ordinal).isoformat()
    offset = zone.offset(ordinal)
    if offset is None:
        return (day + _CLOCK[minute] + found for minute in values(times) if (found := zone.offset_at(ordinal, minute)) is not None)
    if listed:
        return [day + clock + offset for clock in _clock(times)]
    return (day + _CLOCK[minute] + offset for minute in values(times))

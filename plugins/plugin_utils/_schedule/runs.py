# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""When a schedule runs: the next runs, the runs between two moments, and how many these are.

The cost grows with the number of runs in the answer; counting names no run at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from heapq import merge
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import days_with_times, minutes_before
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import END_MINUTE, FIRST_MINUTE, Zone

_MINUTE = timedelta(minutes=1)
# After so many days, nothing of a day is left.
_APART = 6
_CLOCK = tuple(f"T{minute // 60:02}:{minute % 60:02}:00" for minute in range(1440))


class DayRuns(NamedTuple):
    """Runs of one local day: the day as an ordinal, its minutes as a set, and their offset from UTC.

    A day on which the clocks change comes as two, one for each offset.
    """

    ordinal: int
    times: int
    offset: timedelta

    def moments(self) -> Iterator[datetime]:
        midnight = datetime.fromordinal(self.ordinal).replace(tzinfo=_fixed(self.offset))
        return (midnight.replace(hour=minute // 60, minute=minute % 60) for minute in values(self.times))


class LocalSchedule(NamedTuple):
    """A schedule and the zone whose clock it is on."""

    schedule: Schedule
    zone: Zone


def runs_from(several: Sequence[LocalSchedule], start: datetime, end: datetime | None = None, after: bool = False) -> Iterator[str]:
    """The runs from a moment on, or only after it, up to but not including another, in order, as ISO 8601 with the offset of the schedule's zone.

    A moment without offset is on the clock of each schedule. Schedules that run at the same moment count once, with the offset of the first.
    """
    days = [runs_by_day(each.schedule, *_span(each.zone, start, end, after), each.zone) for each in several]
    if len(days) == 1:
        return texts(days[0])
    moments = merge(*(chain.from_iterable(map(DayRuns.moments, each)) for each in days))
    return (moment.isoformat() for moment, _same in groupby(moments))


def count_between(several: Sequence[LocalSchedule], start: datetime, end: datetime) -> int:
    """How many runs `runs_from` lists."""
    if len(several) == 1:
        ((schedule, zone),) = several
        return count(schedule, *_span(zone, start, end), zone)
    total = together = today = 0
    days = [runs_by_day(each.schedule, *_span(each.zone, start, end), each.zone) for each in several]
    # The days of two zones are less than two days apart, so that what began longer ago is complete.
    for runs in merge(*days, key=attrgetter("ordinal")):
        passed = min(runs.ordinal - today, _APART) * 1440
        total += (together & (1 << passed) - 1).bit_count()
        together = together >> passed | runs.times << 2 * 1440 - runs.offset // _MINUTE
        today = runs.ordinal
    return total + together.bit_count()


def _span(zone: Zone, start: datetime, end: datetime | None, after: bool = False) -> tuple[int, int]:
    """From one moment up to another, as local minutes."""
    return zone.minute_from(start, after), END_MINUTE if end is None else zone.minute_from(end)


def runs_by_day(schedule: Schedule, low: int, high: int, zone: Zone) -> Iterator[DayRuns]:
    """The runs from one local minute up to, but not including, another, in order."""
    if low >= high:
        return
    first, low_time = divmod(low, 1440)
    last, high_time = divmod(high, 1440)
    for ordinal, all_times in days_with_times(schedule.disjoint, first):
        times = all_times
        if ordinal >= last:
            if ordinal > last:
                return
            times &= (1 << high_time) - 1
        if ordinal == first:
            times = times >> low_time << low_time
        if times:
            offset = zone.offset(ordinal)
            if offset is not None:
                yield DayRuns(ordinal, times, offset)
            else:
                yield from _on_a_day_of_change(ordinal, times, zone)


def runs_of_weeks(schedule: Schedule, zone: Zone, start: datetime, weeks: int) -> Iterator[DayRuns]:
    """The runs of some weeks of local time, from a moment on."""
    low = zone.minute_from(start)
    return runs_by_day(schedule, low, min(low + weeks * 7 * 1440, END_MINUTE), zone)


def _on_a_day_of_change(ordinal: int, times: int, zone: Zone) -> Iterator[DayRuns]:
    by_offset: dict[timedelta, int] = {}
    for minute in values(times):
        offset = zone.offset_at(ordinal, minute)
        if offset is not None:
            by_offset[offset] = by_offset.get(offset, 0) | 1 << minute
    # In the order of the first minutes, which is that of real time: clocks change once a day at most.
    return (DayRuns(ordinal, minutes, offset) for offset, minutes in by_offset.items())


def first_moments(schedule: Schedule, count: int, low: int, zone: Zone) -> list[datetime]:
    """At most that many runs from a local minute on."""
    found: list[datetime] = []
    if count < 1:
        return found
    for day in runs_by_day(schedule, low, END_MINUTE, zone):
        for moment in day.moments():
            found.append(moment)
            if len(found) == count:
                return found
    return found


def last_moment(schedule: Schedule, high: int, zone: Zone) -> datetime | None:
    """The last run before a local minute. The time looked at grows until it has a run; then it is halved."""

    def runs(low: int, high: int) -> bool:
        return any(True for _day in runs_by_day(schedule, low, high, zone))

    low, width = high, 1440
    while not runs(low, high):
        if low <= FIRST_MINUTE:
            return None
        low, high, width = max(low - width, FIRST_MINUTE), low, width * 4
    while high - low > 1440:
        middle = (low + high) // 2
        low, high = (middle, high) if runs(middle, high) else (low, middle)
    *_earlier, last = runs_by_day(schedule, low, high, zone)
    (moment,) = last._replace(times=1 << last.times.bit_length() - 1).moments()
    return moment


def texts(days: Iterable[DayRuns]) -> Iterator[str]:
    """The runs as ISO 8601 with offset."""
    days = iter(days)
    first = next(days, None)
    if first is not None:
        name, offset = _date_text(first.ordinal), _offset_text(first.offset)
        # Often the first run is all that is asked for: the first day is not written out at once.
        for minute in values(first.times):
            yield name + _CLOCK[minute] + offset
    yield from chain.from_iterable(map(_texts_of_day, days))


def _texts_of_day(day: DayRuns) -> list[str]:
    name, offset = _date_text(day.ordinal), _offset_text(day.offset)
    return [name + clock + offset for clock in _clock(day.times)]


def count(schedule: Schedule, low: int, high: int, zone: Zone) -> int:
    """How many runs there are from one local minute up to, but not including, another."""
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
    return any(True for _day in runs_by_day(schedule, FIRST_MINUTE, END_MINUTE, zone))


@lru_cache(maxsize=1024)
def _fixed(offset: timedelta) -> timezone:
    return timezone(offset)


@lru_cache(maxsize=4096)
def _date_text(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


@lru_cache(maxsize=1024)
def _clock(times: int) -> tuple[str, ...]:
    return tuple(_CLOCK[minute] for minute in values(times))


@lru_cache(maxsize=1024)
def _offset_text(offset: timedelta) -> str:
    """As `+01:00`; with seconds, as before 1973, `-00:44:30`."""
    seconds = round(offset.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    text = f"{'-' if seconds < 0 else '+'}{hours:02}:{rest // 60:02}"
    return f"{text}:{rest % 60:02}" if rest % 60 else text

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The days of the Gregorian calendar that a part of a schedule falls on.

There are fourteen kinds of year, by the weekday of 1 January and by leap year, and their order repeats after 400 years. Every question is
answered by kind of year and by month, with masks; no loop visits a day that is not in the answer. Days are ordinals, as in `datetime`.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from heapq import merge
from itertools import repeat

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import WEEKDAYS, YEARS, comb, values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Part, Schedule

FIRST_DAY = date(YEARS.low, 1, 1).toordinal()
# The day after the last one; `datetime` has no date for it.
END_DAY = date(YEARS.high, 12, 31).toordinal() + 1

# Weekday of the first of a month (0 is Sunday) relative to 1 January, and the number of its days; ordinary years, then leap years.
_MONTHS = tuple(
    tuple(
        ((date(year, month, 1) - date(year, 1, 1)).days % 7, (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days)
        for month in range(1, 13)
    )
    for year in (2026, 2028)
)
# Multiplied by a set of weekdays, lays it out over the days of a month that starts on a Sunday.
_WEEKS = comb(0, 5, 7)


def _days_of_month(days: int, weekdays: int, first_weekday: int, length: int) -> int:
    """Which `days` of a month of that shape exist and fall on one of `weekdays`."""
    from_the_first = (weekdays >> first_weekday | weekdays << 7 - first_weekday) & WEEKDAYS.full
    return days & (from_the_first * _WEEKS) & ((1 << length) - 1)


def _new_year(year: int) -> int:
    """The weekday of 1 January; 0 is Sunday."""
    return date(year, 1, 1).toordinal() % 7


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[int, bool, int], ...]:
    """Of each kind of year: weekday of 1 January, leap year or not, and the set of years of that kind."""
    cycle: dict[tuple[int, bool], int] = {}
    for index in range(400):
        year = YEARS.low + index
        kind = _new_year(year), isleap(year)
        cycle[kind] = cycle.get(kind, 0) | 1 << index
    repeat = comb(0, (YEARS.high - YEARS.low) // 400 + 1, 400)
    return tuple((weekday, leap, mask * repeat & YEARS.full) for (weekday, leap), mask in cycle.items())


@lru_cache(maxsize=4096)
def _days_per_year(months: int, days: int, weekdays: int, new_year: int, leap: bool) -> int:
    """How many days a year of that kind has."""
    shapes = _MONTHS[leap]
    return sum(_days_of_month(days, weekdays, (shapes[month][0] + new_year) % 7, shapes[month][1]).bit_count() for month in values(months))


@lru_cache(maxsize=4096)
def _days_of_year(months: int, days: int, weekdays: int, new_year: int, leap: bool) -> int:
    """Which days a year of that kind has; bit 0 is 1 January."""
    found = start = 0
    for month, (first, length) in enumerate(_MONTHS[leap]):
        if months >> month & 1:
            found |= _days_of_month(days, weekdays, (first + new_year) % 7, length) << start
        start += length
    return found


def days_by_kind(part: Part) -> dict[tuple[int, bool], tuple[int, int]]:
    """For each kind of year, by the weekday of 1 January (0 is Sunday) and whether it is a leap year: the years of the part that are of
    this kind, and the days that the part has in each of them; bit 0 is 1 January. Kinds without a day are left out."""
    found = {}
    for new_year, leap, years in _kinds():
        if years & part.years:
            days = _days_of_year(part.months, part.days, part.weekdays, new_year, leap)
            if days:
                found[new_year, leap] = years & part.years, days
    return found


def _years_with_days(part: Part) -> int:
    """The years of a part in which it has a day: 31 February never comes, 29 February only in leap years."""
    found = 0
    for new_year, leap, years in _kinds():
        if years & part.years and _days_per_year(part.months, part.days, part.weekdays, new_year, leap):
            found |= years
    return found & part.years


def happens(part: Part) -> bool:
    """Whether the part has any day of the calendar."""
    return bool(_years_with_days(part))


def drop_impossible(schedule: Schedule) -> Schedule:
    """The same minutes without the parts that have no day of the calendar, such as 31 February."""
    return Schedule(part for part in schedule.parts if happens(part))


def same(one: Schedule, other: Schedule) -> bool:
    """Whether both are the same set of minutes of the calendar, however written."""
    return set(one.parts) == set(other.parts) or not (drop_impossible(one - other) or drop_impossible(other - one))


def days_from(part: Part, ordinal: int) -> Iterator[int]:
    """The days of the part from that day on, in order."""
    start = date.fromordinal(ordinal)
    year = 1 << start.year - YEARS.low
    if part.years & year:
        if part.months >> start.month - 1 & 1:
            yield from _days_left(ordinal, part.days, part.weekdays)
        for month in values(part.months >> start.month, start.month + 1):
            yield from _days_in(start.year, month, part.days, part.weekdays)
    later = part.years & -(year << 1)
    if later:
        for each in values(_years_with_days(part._replace(years=later)), YEARS.low):
            for month in values(part.months, 1):
                yield from _days_in(each, month, part.days, part.weekdays)


@lru_cache(maxsize=4096)
def _days_left(ordinal: int, days: int, weekdays: int) -> tuple[int, ...]:
    """The days that a part has in the month of that day, from that day on; the month must be one of the part."""
    start = date.fromordinal(ordinal)
    return tuple(day for day in _days_in(start.year, start.month, days, weekdays) if day >= ordinal)


@lru_cache(maxsize=4096)
def _days_in(year: int, month: int, days: int, weekdays: int) -> tuple[int, ...]:
    """The days of a month that a part has. Many schedules have the same ones."""
    first, length = _month(year, month)
    return tuple(values(_days_of_month(days, weekdays, first % 7, length), first))


@lru_cache(maxsize=4096)
def _month(year: int, month: int) -> tuple[int, int]:
    """The first day, as an ordinal (modulo 7 it is the weekday, 0 is Sunday), and the number of days."""
    return date(year, month, 1).toordinal(), _MONTHS[isleap(year)][month - 1][1]


def days_with_times(parts: Iterable[Part], ordinal: int) -> Iterator[tuple[int, int]]:
    """The days of disjoint parts from that day on, in order, each with its times."""
    streams = [zip(days_from(part, ordinal), repeat(part.times)) for part in parts]
    return streams[0] if len(streams) == 1 else merge(*streams)


def minutes_before(part: Part, minute: int) -> int:
    """How many minutes of the part lie before that one, counted as ordinal of the day times 1440 plus minute of the day."""
    ordinal, minute_of_day = divmod(minute, 1440)
    if ordinal >= END_DAY:
        ordinal, minute_of_day = END_DAY - 1, 1440
    day = date.fromordinal(ordinal)
    earlier = part.years & (1 << day.year - YEARS.low) - 1
    count = 0
    if earlier:
        for new_year, leap, years in _kinds():
            met = (years & earlier).bit_count()
            if met:
                count += met * _days_per_year(part.months, part.days, part.weekdays, new_year, leap)
    today = 0
    if part.years >> day.year - YEARS.low & 1:
        leap, new_year = isleap(day.year), _new_year(day.year)
        count += _days_per_year(part.months & (1 << day.month - 1) - 1, part.days, part.weekdays, new_year, leap)
        if part.months >> day.month - 1 & 1:
            first, length = _month(day.year, day.month)
            days = _days_of_month(part.days, part.weekdays, first % 7, length)
            count += (days & (1 << day.day - 1) - 1).bit_count()
            today = days >> day.day - 1 & 1
    count *= part.times.bit_count()
    return count + (part.times & (1 << minute_of_day) - 1).bit_count() if today else count

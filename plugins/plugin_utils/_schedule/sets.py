# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""A schedule as a set of local minutes, and the algebra of such sets.

A part is a product of five sets: years, months, days of the month, days of the week, and times, the minutes of a day as one mask of
1440 bits. An entry of six fields is one part; a schedule is the union of its parts. All masks are those of `_schedule_fields`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, Union

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import (
    DAYS,
    HOURS,
    MINUTES,
    MONTHS,
    WEEKDAYS,
    YEARS,
    format_field,
    values,
)

DAY = (1 << 1440) - 1


class Part(NamedTuple):
    years: int = YEARS.full
    months: int = MONTHS.full
    days: int = DAYS.full
    weekdays: int = WEEKDAYS.full
    times: int = DAY


# The first four sets of a part say which days it has.
_LEVELS = 4


@lru_cache(maxsize=4096)
def _hours_of_day(hours: int) -> int:
    return sum(1 << 60 * hour for hour in values(hours))


def times_of(hours: int, minutes: int) -> int:
    """The minutes of a day that fall on one of `minutes` in one of `hours`."""
    return minutes * _hours_of_day(hours)


class Schedule:
    """A set of local minutes, immutable. Without parts it is empty: not scheduled."""

    def __init__(self, parts: Iterable[Part] = ()) -> None:
        self.parts = tuple(parts)
        self._disjoint: tuple[Part, ...] | None = self.parts if len(self.parts) < 2 else None

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __and__(self, other: Schedule) -> Schedule:
        met = (Part(*(a & b for a, b in zip(mine, theirs))) for mine in self.parts for theirs in other.parts)
        return Schedule(part for part in met if all(part))

    def __sub__(self, other: Schedule) -> Schedule:
        def left(active: Sequence[int]) -> int:
            times = 0
            for index in active:
                if index < len(self.parts):
                    times |= self.parts[index].times
            for index in active:
                if index >= len(self.parts):
                    times &= ~other.parts[index - len(self.parts)].times
            return times

        return Schedule(_split(self.parts + other.parts, left)) if other else self

    @property
    def disjoint(self) -> tuple[Part, ...]:
        """The same set as parts of which no two share a day; equal sets have equal parts, in the same order."""

        def together(active: Sequence[int]) -> int:
            times = 0
            for index in active:
                times |= self.parts[index].times
            return times

        if self._disjoint is None:
            self._disjoint = tuple(_split(self.parts, together))
        return self._disjoint

    @property
    def plain(self) -> tuple[Part, ...]:
        """The same set as few, broad parts, as a person would write it; they may overlap. Equal sets have equal parts."""
        return _widest(self.disjoint)

    def entries(self) -> list[dict[str, str]]:
        """The same set as entries of six fields in Boomi's grammar."""
        return [
            {
                MINUTES.name: format_field(MINUTES, minutes),
                HOURS.name: format_field(HOURS, hours),
                WEEKDAYS.name: format_field(WEEKDAYS, part.weekdays),
                DAYS.name: format_field(DAYS, part.days),
                MONTHS.name: format_field(MONTHS, part.months),
                YEARS.name: format_field(YEARS, part.years),
            }
            for part in self.plain
            for hours, minutes in clock_faces(part.times)
        ]


def union(schedules: Iterable[Schedule]) -> Schedule:
    several = list(schedules)
    return several[0] if len(several) == 1 else Schedule(part for schedule in several for part in schedule.parts)


# A decision diagram of the days: at each level disjoint sets of values with what follows for them, at the bottom the times.
_Node = Union[int, "tuple[tuple[int, _Node], ...]"]


def _split(parts: Sequence[Part], leaf: Callable[[Sequence[int]], int]) -> list[Part]:
    """Disjoint parts, each with the times that `leaf` gives for the indices of the `parts` that share its days.

    Values that lead to the same result are kept together at every level, which makes the answer depend on the set alone.
    """
    seen: dict[tuple[int, tuple[int, ...]], _Node] = {}

    def node(level: int, active: tuple[int, ...]) -> _Node:
        if level == _LEVELS:
            return leaf(active)
        key = level, active
        if key not in seen:
            together: dict[_Node, int] = {}
            for mask, who in disjoint_masks([(parts[index][level], index) for index in active]):
                below = node(level + 1, who)
                if below:
                    together[below] = together.get(below, 0) | mask
            seen[key] = tuple(sorted(((mask, below) for below, mask in together.items()), key=lambda branch: branch[0] & -branch[0]))
        return seen[key]

    found: list[Part] = []

    def walk(below: _Node, sets: tuple[int, ...]) -> None:
        if isinstance(below, int):
            found.append(Part._make((*sets, below)))
        else:
            for mask, deeper in below:
                walk(deeper, (*sets, mask))

    walk(node(0, tuple(range(len(parts)))), ())
    return found


def disjoint_masks(masks: Iterable[tuple[int, int]]) -> list[tuple[int, tuple[int, ...]]]:
    """From (mask, label) pairs: disjoint masks, each with the labels of all the pairs that contain it."""
    found: list[tuple[int, tuple[int, ...]]] = []
    for mask, label in masks:
        rest = mask
        refined = []
        for known, labels in found:
            inside = known & mask
            if inside:
                refined.append((inside, (*labels, label)))
                if inside != known:
                    refined.append((known ^ inside, labels))
            else:
                refined.append((known, labels))
            rest &= ~known
        if rest:
            refined.append((rest, (label,)))
        found = refined
    return found


# A schedule of more parts is not widened: the cost grows with the square of their number, and nobody wrote it by hand.
_MANY = 40


def _widest(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    if not 1 < len(parts) <= _MANY:
        return parts
    whole = list(dict.fromkeys(_widened(part, parts) for part in parts))
    # The narrowest first: times that a broader part has too are taken out.
    whole.sort(key=_number_of_days)
    for index, part in enumerate(whole):
        times = part.times
        for other in whole[:index] + whole[index + 1 :]:
            if _days_within(part, other):
                times &= ~other.times
        whole[index] = part._replace(times=times)
        if times and not Schedule([whole[index]]) - Schedule(other for other in whole[:index] + whole[index + 1 :] if other.times):
            whole[index] = part._replace(times=0)
    return tuple(sorted((part for part in whole if part.times), key=_reading_order))


def _widened(part: Part, parts: tuple[Part, ...]) -> Part:
    """`part` with every set of days as wide as it can be within the union of the disjoint `parts`."""
    for level in range(_LEVELS - 1, -1, -1):
        for mask, _labels in disjoint_masks([(other[level], index) for index, other in enumerate(parts)]):
            wider = mask & ~part[level]
            if wider and _covered(_with(part, level, wider), parts):
                part = _with(part, level, part[level] | wider)
    return part


def _with(part: Part, level: int, mask: int) -> Part:
    return Part._make((*part[:level], mask, *part[level + 1 :]))


def _covered(part: Part, parts: tuple[Part, ...]) -> bool:
    days = 0
    for other in parts:
        if part.times & ~other.times == 0:
            days += _number_of_days(Part(*(a & b for a, b in zip(part, other))))
    return days == _number_of_days(part)


def _number_of_days(part: Part) -> int:
    return part.years.bit_count() * part.months.bit_count() * part.days.bit_count() * part.weekdays.bit_count()


def _days_within(part: Part, other: Part) -> bool:
    return all(a & ~b == 0 for a, b in zip(part[:_LEVELS], other[:_LEVELS]))


def _reading_order(part: Part) -> tuple[int, ...]:
    """Broad before narrow, then by the calendar, with Monday as the first day of the week, then by the clock."""
    monday_first = part.weekdays >> 1 | (part.weekdays & 1) << 6
    return (-_number_of_days(part), *(mask & -mask for mask in part[:3]), monday_first & -monday_first, part.times & -part.times, *part)


def by_minutes(times: int) -> list[tuple[int, int]]:
    """Times as disjoint products of hours and minutes, of which no two have the same minutes."""
    found: dict[int, int] = {}
    for hour in range(24):
        minutes = times >> 60 * hour & MINUTES.full
        if minutes:
            found[minutes] = found.get(minutes, 0) | 1 << hour
    return [(hours, minutes) for minutes, hours in found.items()]


def by_hours(times: int) -> list[tuple[int, int]]:
    """The same, of which no two have the same hours."""
    rows = by_minutes(times)
    return [(sum(rows[row][0] for row in which), minutes) for minutes, which in disjoint_masks((mask, row) for row, (_hours, mask) in enumerate(rows))]


def clock_faces(times: int) -> list[tuple[int, int]]:
    """Times as disjoint products of hours and minutes, whichever way of grouping needs fewer of them."""
    return min(by_minutes(times), by_hours(times), key=len)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""A schedule as expressions of cron, Quartz and systemd. What one of them cannot express exactly is an error.

Boomi ands its two day fields, and so does systemd. cron ors them where both are restricted; Quartz takes one of them, or the nth weekday
of a month. Several expressions mean their union.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, Optional

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import one_of, told
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import (
    DAYS,
    HOURS,
    MINUTES,
    MONTHS,
    WEEKDAYS,
    YEARS,
    Field,
    ScheduleError,
    evenly,
    format_field,
    stretches,
    values,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule, clock_faces, disjoint_masks


def to_cron(schedule: Schedule, dialect: object) -> list[str]:
    """The expressions of one dialect that together denote the minutes of the schedule."""
    return _DIALECTS[one_of("dialect", dialect, tuple(_DIALECTS))](schedule)


# cron counts the days of the week from 0.
_CRON_WEEKDAYS = Field("day of week", "", 0, 6)
_WEEKDAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_QUARTZ_LAST_YEAR = 2099
_SYSTEMD_LAST_YEAR = 2199

# Months of 31 days, of 30, and February, each with the days that such a month may have.
_LENGTHS = (
    (sum(1 << month - 1 for month in (1, 3, 5, 7, 8, 10, 12)), (1 << 31) - 1),
    (sum(1 << month - 1 for month in (4, 6, 9, 11)), (1 << 30) - 1),
    (1 << 1, (1 << 29) - 1),
)
_WEEKS = tuple(0x7F << 7 * week & DAYS.full for week in range(5))


class _Days(NamedTuple):
    """The day fields of one expression: days of the month, days of the week, and perhaps which one of a weekday in the month (`nth`).

    In cron the union of both sets; where only one of them is restricted, that one.
    """

    days: int = DAYS.full
    weekdays: int = WEEKDAYS.full
    nth: int = 0


# Makes day fields out of the rows of a grid and the set of days that exist; None if they cannot express it.
_Say = Callable[[tuple[int, ...], int], Optional[list[_Days]]]


class _Grid(NamedTuple):
    """The days of a schedule at the same times in the same months: `rows` has, for each day of the month, the weekdays on which it runs."""

    years: int
    months: int
    times: int
    rows: tuple[int, ...]


def _grids(schedule: Schedule) -> Iterator[_Grid]:
    # Parts of a canonical schedule share either all their years or none.
    for years in dict.fromkeys(part.years for part in schedule.disjoint):
        parts = [part for part in schedule.disjoint if part.years == years]
        found: dict[tuple[int, tuple[int, ...]], int] = {}
        for month in range(12):
            here = [part for part in parts if part.months >> month & 1]
            for times, labels in disjoint_masks([(part.times, index) for index, part in enumerate(here)]):
                rows = [0] * 31
                for index in labels:
                    for day in values(here[index].days):
                        rows[day] |= here[index].weekdays
                key = times, tuple(rows)
                found[key] = found.get(key, 0) | 1 << month
        for (times, grid), months in found.items():
            yield _Grid(years, months, times, grid)


def _worded(grid: _Grid, say: _Say) -> list[tuple[int, _Days]] | None:
    """Months, each with the day fields that `say` makes; a day that the month does not have may be in or out, whichever can be expressed."""
    said = say(grid.rows, DAYS.full)
    if said is not None:
        return [(grid.months, days) for days in said]
    found: list[tuple[int, _Days]] = []
    for months, existing in _LENGTHS:
        if months & grid.months:
            said = say(grid.rows, existing)
            if said is None:
                return None
            found += [(months & grid.months, days) for days in said]
    return found


def _all_week(rows: tuple[int, ...], existing: int) -> int:
    return sum(1 << day for day in values(existing) if rows[day] == WEEKDAYS.full)


def _either(rows: tuple[int, ...], existing: int) -> list[_Days] | None:
    """A grid as days of the month or days of the week: possible where the days without a run are a product of both."""
    idle = {rows[day] ^ WEEKDAYS.full for day in values(existing)} - {0}
    if len(idle) > 1:
        return None
    if not idle:
        return [_Days()]
    days = _all_week(rows, existing)
    weekdays = idle.pop() ^ WEEKDAYS.full
    return [_Days(days or DAYS.full, weekdays or WEEKDAYS.full)] if days or weekdays else []


def _unix(schedule: Schedule) -> list[str]:
    lines = []
    for grid in _grids(schedule):
        if grid.years != YEARS.full:
            raise ScheduleError(f"the schedule cannot be written for cron, which has no field for years: its years are {_years_text(grid.years)}")
        said = _worded(grid, _either)
        if said is None:
            raise ScheduleError(
                "the schedule cannot be written for cron: it asks for days of the month that fall on certain days of the week, and cron "
                "runs on the days that match either. The dialect systemd can say it"
            )
        for months, days in said:
            date = f"{format_field(DAYS, days.days)} {format_field(MONTHS, months)} {format_field(_CRON_WEEKDAYS, days.weekdays)}"
            lines += [f"{format_field(MINUTES, minutes)} {format_field(HOURS, hours)} {date}" for hours, minutes in clock_faces(grid.times)]
    return lines


def _one_of(rows: tuple[int, ...], existing: int) -> list[_Days] | None:
    """A grid as a union of days of the month, of days of the week, and of nth weekdays of the month."""
    days = _all_week(rows, existing)
    if days == existing:
        return [_Days()]
    weekdays = WEEKDAYS.full
    for day in values(existing):
        weekdays &= rows[day]
    found = [_Days(days=days)] if days else []
    if weekdays:
        found.append(_Days(weekdays=weekdays))
    for weekday in values(WEEKDAYS.full & ~weekdays):
        left = sum(1 << day for day in values(existing) if rows[day] >> weekday & 1) & ~days
        for week, mask in enumerate(_WEEKS):
            if left & mask and mask & existing & ~left & ~days == 0:
                found.append(_Days(weekdays=1 << weekday, nth=week + 1))
                left &= ~mask
        if left:
            return None
    return found


def _quartz(schedule: Schedule) -> list[str]:
    lines = []
    for grid in _grids(schedule):
        years = _years_until(grid.years, _QUARTZ_LAST_YEAR, "Quartz")
        said = _worded(grid, _one_of)
        if said is None:
            raise ScheduleError(
                "the schedule cannot be written for Quartz: it asks for days of the month that fall on certain days of the week, and "
                "Quartz takes only one of the two. The dialect systemd can say it"
            )
        for months, days in said:
            weekday = format_field(WEEKDAYS, days.weekdays)
            if days.nth:
                date = f"? {format_field(MONTHS, months)} {weekday}#{days.nth}"
            elif days.weekdays != WEEKDAYS.full:
                date = f"? {format_field(MONTHS, months)} {weekday}"
            else:
                date = f"{format_field(DAYS, days.days)} {format_field(MONTHS, months)} ?"
            lines += [
                f"0 {format_field(MINUTES, minutes)} {format_field(HOURS, hours)} {date}" + (f" {format_field(YEARS, years)}" if years else "")
                for hours, minutes in clock_faces(grid.times)
            ]
    return lines


def _systemd(schedule: Schedule) -> list[str]:
    lines = []
    for part in schedule.disjoint:
        years = _years_until(part.years, _SYSTEMD_LAST_YEAR, "systemd")
        date = f"{_dots(YEARS, years or YEARS.full)}-{_dots(MONTHS, part.months)}-{_dots(DAYS, part.days)}"
        if part.weekdays != WEEKDAYS.full:
            date = f"{_weekday_names(part.weekdays)} {date}"
        lines += [f"{date} {_dots(HOURS, hours)}:{_dots(MINUTES, minutes)}:00" for hours, minutes in clock_faces(part.times)]
    return lines


def _dots(field: Field, mask: int) -> str:
    if mask == field.full:
        return "*"
    even = evenly(mask)
    if even and even[2] > 1:
        first, last, step = even
        to = "" if last + field.low + step > field.high and field is not YEARS else f"..{last + field.low:02}"
        return f"{first + field.low:02}{to}/{step}"
    spans = [(first + field.low, last + field.low) for first, last in stretches(mask)]
    return ",".join(f"{first:02}" if first == last else f"{first:02}..{last:02}" for first, last in spans)


def _weekday_names(mask: int) -> str:
    monday_first = mask >> 1 | (mask & 1) << 6
    return ",".join(_WEEKDAY_NAMES[first] if first == last else f"{_WEEKDAY_NAMES[first]}..{_WEEKDAY_NAMES[last]}" for first, last in stretches(monday_first))


def _years_until(years: int, last: int, scheduler: str) -> int:
    """The years if they are restricted, 0 if not."""
    if years == YEARS.full:
        return 0
    if years >> last - YEARS.low + 1:
        raise ScheduleError(f"the schedule cannot be written for {scheduler}, whose years end with {last}: its years are {_years_text(years)}")
    return years


def _years_text(years: int) -> str:
    return told(format_field(YEARS, years))


_DIALECTS: dict[str, Callable[[Schedule], list[str]]] = {"unix": _unix, "quartz": _quartz, "systemd": _systemd}

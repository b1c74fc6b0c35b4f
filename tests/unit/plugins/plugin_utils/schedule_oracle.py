# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a schedule means, told by walking the calendar one minute at a time. Shares no code with the collection.

Entries are mappings of the six fields in snake_case. Slow on purpose: every answer is a filter over all minutes, or days, of a span.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

Entry = dict[str, str]

_BOUNDS = {
    "minutes": (0, 59),
    "hours": (0, 23),
    "days_of_week": (1, 7),
    "days_of_month": (1, 31),
    "months": (1, 12),
    "years": (1970, 9999),
}


@cache
def members(field: str, text: str) -> frozenset[int]:
    """The values that a field of an entry names."""
    low, high = _BOUNDS[field]
    text = text.strip() or "*"
    found: set[int] = set()
    for part in text.split(","):
        span, _slash, step = part.strip().partition("/")
        first, _dash, last = span.partition("-")
        numbers = range(low, high + 1) if span == "*" else range(int(first), int(last or first) + 1)
        found.update(number for index, number in enumerate(numbers) if index % int(step or 1) == 0)
    return frozenset(found)


@cache
def _fields(entry: tuple[tuple[str, str], ...]) -> tuple[frozenset[int], ...]:
    given = dict(entry)
    return tuple(members(field, given.get(field, "")) for field in _BOUNDS)


def fields(entry: Entry) -> tuple[frozenset[int], ...]:
    """Minutes, hours, days of the week, days of the month, months and years of an entry."""
    return _fields(tuple(entry.items()))


def weekday(day: date) -> int:
    return day.isoweekday() % 7 + 1


def runs_on(entry: Entry, day: date) -> bool:
    _minutes, _hours, weekdays, days, months, years = fields(entry)
    return day.day in days and day.month in months and day.year in years and weekday(day) in weekdays


class Shown(NamedTuple):
    """A minute that clocks show, and the instant at which they start to."""

    instant: datetime
    local: datetime
    text: str


@cache
def walk(zone: tzinfo, day: date, days: int) -> list[Shown]:
    """Every minute that the clocks of a zone show in some days from a day of UTC on.

    A minute that they show a second time is left out; one that they skip does not come up.
    """
    instant = datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
    end = instant + timedelta(days=days)
    shown = []
    while instant < end:
        local = instant.astimezone(zone)
        if not local.fold and not local.second:
            shown.append(Shown(instant, local.replace(tzinfo=None), local.isoformat()))
        # Some offsets of old are not whole minutes.
        instant += timedelta(seconds=30)
    return shown


@cache
def walk_by_day(zone: tzinfo, day: date, days: int) -> list[tuple[date, list[Shown]]]:
    return [(shown, list(of_day)) for shown, of_day in groupby(walk(zone, day, days), key=lambda shown: shown.local.date())]


def runs(entries: list[Entry], zone: tzinfo, day: date, days: int) -> list[Shown]:
    """The minutes of `walk` at which one of the entries runs."""
    found = []
    for day_shown, of_day in walk_by_day(zone, day, days):
        wanted = [fields(entry)[:2] for entry in entries if runs_on(entry, day_shown)]
        for shown in of_day if wanted else ():
            minute, hour = shown.local.minute, shown.local.hour
            for minutes, hours in wanted:
                if minute in minutes and hour in hours:
                    found.append(shown)
                    break
    return found


@cache
def calendar(first: int, last: int) -> list[date]:
    """All the days of these years."""
    day, days = date(first, 1, 1), []
    while day.year <= last:
        days.append(day)
        day += timedelta(days=1)
    return days


def times(entry: Entry) -> int:
    """The minutes of a day on which the entry runs, as a sum of powers of two: each minute of the day has a bit."""
    return _times(*fields(entry)[:2])


@lru_cache(maxsize=1024)
def _times(minutes: frozenset[int], hours: frozenset[int]) -> int:
    return sum(1 << hour * 60 + minute for hour in hours for minute in minutes)


def minutes(entries: list[Entry], first: int, last: int) -> dict[date, int]:
    """All the runs in these years: the times of each day that has any."""
    found: dict[date, int] = {}
    for entry in entries:
        clock = times(entry)
        for day in _days(*fields(entry)[2:], first, last):
            found[day] = found.get(day, 0) | clock
    return dict(sorted(found.items()))


@lru_cache(maxsize=1024)
def _days(weekdays: frozenset[int], days: frozenset[int], months: frozenset[int], years: frozenset[int], first: int, last: int) -> list[date]:
    every = calendar(first, last)
    return [day for day in every if day.day in days and day.month in months and day.year in years and weekday(day) in weekdays]


@lru_cache(maxsize=1024)
def minutes_of(times: int) -> list[int]:
    """The minutes of a day whose bits are set."""
    return [minute for minute in range(1440) if times >> minute & 1]

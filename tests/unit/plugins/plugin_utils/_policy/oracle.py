# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a policy has to find, by walking the calendar minute by minute. Shares no code with the collection."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from tests.unit.plugins.plugin_utils import schedule_oracle as schedules
from tests.unit.plugins.plugin_utils.schedule_oracle import Entry

# How many days of UTC the questions with two zones are about.
SPAN = 4
_WHOLE_DAY = (1 << 1440) - 1


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.utc)


def closest(schedule: list[Entry], first: int, last: int) -> int | None:
    """The fewest minutes from one run to the next in these years."""
    return closest_of(schedules.minutes(schedule, first, last))


def from_moment(days: dict[date, int], moment: datetime) -> dict[date, int]:
    """The minutes of days, without those before a moment on the same clock."""
    begun = moment.hour * 60 + moment.minute
    later = {day: times >> begun << begun if day == moment.date() else times for day, times in days.items() if day >= moment.date()}
    return {day: times for day, times in later.items() if times}


def _all_minutes(days: dict[date, int]) -> list[int]:
    return [day.toordinal() * 1440 + minute for day, times in sorted(days.items()) for minute in schedules.minutes_of(times)]


def closest_of(days: dict[date, int]) -> int | None:
    runs = _all_minutes(days)
    return min((later - earlier for earlier, later in zip(runs, runs[1:])), default=None)


def most_per_day(schedule: list[Entry], first: int, last: int) -> int:
    return max((times.bit_count() for times in schedules.minutes(schedule, first, last).values()), default=0)


def longest_without(runs: dict[date, int], counts: dict[date, int]) -> int:
    """The most minutes in a row that count, of which none but the first has a run."""
    if not counts:
        return 0
    days = schedules.calendar(min(counts).year, max(counts).year)
    clock = "".join(_letters(counts.get(day, 0), runs.get(day, 0)) for day in days)
    return max(map(len, re.findall("[12]1*", clock)))


@lru_cache(maxsize=1024)
def _letters(counts: int, runs: int) -> str:
    """A day as one letter for each minute: 0 does not count, 1 does, and 2 does and has a run."""
    return "".join("0" if not counts >> minute & 1 else "2" if runs >> minute & 1 else "1" for minute in range(1440))


def farthest(schedule: list[Entry], first: int, last: int) -> int | None:
    """The most minutes from one run to the next in these years; None if there is no run."""
    runs = _all_minutes(schedules.minutes(schedule, first, last))
    return max((later - earlier for earlier, later in zip(runs, runs[1:])), default=None)


def has_an_uneven_hour(schedule: list[Entry], first: int, last: int) -> bool:
    for times in set(schedules.minutes(schedule, first, last).values()):
        for hour in range(24):
            at = [minute for minute in range(60) if times >> hour * 60 + minute & 1]
            # Around the clock face, from each to the next.
            if len(at) > 1 and len({(later - earlier) % 60 for earlier, later in zip(at, [*at[1:], at[0]])}) > 1:
                return True
    return False


def most_starts(schedules_of: list[dict[date, int]], year: int) -> int:
    """The most of these sets of minutes that have one minute of the year in common."""
    most = 0
    for day in schedules.calendar(year, year):
        times = [days[day] for days in schedules_of if day in days]
        if len(times) > most:
            most = max(most, *(sum(each >> minute & 1 for each in times) for minute in range(1440)))
    return most


def runs_within(schedule: list[Entry], window: list[Entry], first: int, last: int) -> dict[date, int]:
    """By day, the minutes of a schedule that a window of the same zone has, too."""
    runs, opened = schedules.minutes(schedule, first, last), schedules.minutes(window, first, last)
    return {day: met for day in runs if (met := runs[day] & opened.get(day, 0))}


def days_missed(schedule: list[Entry], window: list[Entry], first: int, last: int) -> dict[date, int]:
    """The days on which a window of the same zone is open, and no run is in it."""
    within = runs_within(schedule, window, first, last)
    return {day: _WHOLE_DAY for day in schedules.minutes(window, first, last) if day not in within}


@cache
def _utc_minutes(zone: str, day: date) -> list[tuple[datetime, datetime]]:
    """Every minute of UTC of the span, with what the clocks of the zone show then."""
    instants = [midnight(day) + timedelta(minutes=minute) for minute in range(SPAN * 1440)]
    return [(instant, instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)) for instant in instants]


def _open_at(window: list[Entry], zone: str, day: date) -> list[tuple[datetime, date]]:
    """The minutes of UTC in which the clocks of the zone show a minute of the window, and the local days."""
    by_day: dict[date, list[tuple[frozenset[int], ...]]] = {}
    opened = []
    for instant, local in _utc_minutes(zone, day):
        local_day = local.date()
        if local_day not in by_day:
            by_day[local_day] = [schedules.fields(entry)[:2] for entry in window if schedules.runs_on(entry, local_day)]
        if any(local.minute in minutes and local.hour in hours for minutes, hours in by_day[local_day]):
            opened.append((instant, local_day))
    return opened


class Apart:
    """A schedule and a window in different zones, over the span that begins with a day of UTC."""

    def __init__(self, schedule: list[Entry], runtime: str, window: list[Entry], zone: str, day: date) -> None:
        # A minute that occurs twice may be in the span only the second time; the run was before it.
        runs = {shown.instant for shown in schedules.runs(schedule, ZoneInfo(runtime), day, SPAN)}
        opened = _open_at(window, zone, day)
        # The moments at which it runs within the window.
        self.hits = [instant.astimezone(ZoneInfo(zone)) for instant, _day in opened if instant in runs]
        shown = [local for _instant, local in _utc_minutes(zone, day)]
        whole = {local.date() for local in shown if local.hour == 0 and local.minute == 0} - {(shown[-1] + timedelta(minutes=1)).date()}
        # The local days with the window that lie completely in the span, and those of them without a run.
        self.days = {local_day for _instant, local_day in opened if local_day in whole}
        self.missed = sorted(self.days - {local_day for instant, local_day in opened if instant in runs})

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Whether a schedule ever runs in a window, which may be on the clock of another zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from functools import lru_cache, reduce
from operator import or_

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import YEARS, values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.horizon import MARGIN, Horizon, on_the_clock_of_utc
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import LocalSchedule, ever_runs
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import END_MINUTE, FIRST_MINUTE, RULED, UTC, Zone

_WEEK = 7 * 1440
_WHOLE_WEEK = (1 << _WEEK) - 1
# The years of a cycle of the calendar.
_CYCLE = 400


def ever_meet(running: LocalSchedule, window: LocalSchedule, since: int) -> bool:
    """Whether any run is in the window: at any time if both are on one clock, else from the year `since` on, for the rules of zones once were others.

    A window counts both times that a local minute occurs; a run starts only the first time.
    """
    if running.zone.name == window.zone.name:
        return ever_runs(running.schedule & window.schedule, running.zone)
    years = (year for year in _years(running.schedule, window.schedule) if year >= since)
    return _may_meet(running, window, since) and any(_meet_within(running, window, year) for year in years)


def _meet_within(running: LocalSchedule, window: LocalSchedule, year: int) -> bool:
    low, high = (UTC.minute_from(datetime(each, 1, 1, tzinfo=timezone.utc)) if each <= YEARS.high else END_MINUTE for each in (year, year + 1))
    horizon = Horizon(max(low, FIRST_MINUTE + MARGIN), min(high, END_MINUTE - 2 * MARGIN))
    return bool(on_the_clock_of_utc(running.schedule, running.zone, horizon) & on_the_clock_of_utc(window.schedule, window.zone, horizon, twice=True))


def _years(one: Schedule, other: Schedule) -> Iterator[int]:
    """The years to look at: those of both, or next to each other at New Year. If both have every year, all others are like these."""
    mine, theirs = (reduce(or_, (part.years for part in schedule.parts), 0) for schedule in (one, other))
    every = all(part.years == YEARS.full for schedule in (one, other) for part in schedule.parts)
    years = (mine | mine << 1 | mine >> 1) & (theirs | theirs << 1 | theirs >> 1)
    last = RULED + _CYCLE if every else YEARS.high
    return (YEARS.low + number for number in values(years & YEARS.full) if YEARS.low + number <= last)


def _may_meet(running: LocalSchedule, window: LocalSchedule, since: int) -> bool:
    """Whether they have minutes of the week in common, whatever the two zones' offsets are; fast, and mostly the answer is no."""
    week, opened = _week(running.schedule), _week(window.schedule)
    return any(_turned(week, theirs - mine) & opened for mine in _offsets(running.zone, since) for theirs in _offsets(window.zone, since))


def _week(schedule: Schedule) -> int:
    """The minutes of a week in which it may run; bit 0 is the first minute of Sunday."""
    week = 0
    for part in schedule.parts:
        for weekday in values(part.weekdays):
            week |= part.times << 1440 * weekday
    return week


def _turned(week: int, minutes: int) -> int:
    """The same minutes later, at the end of the week beginning again."""
    later = week << minutes % _WEEK
    return (later | later >> _WEEK) & _WHOLE_WEEK


@lru_cache(maxsize=256)
def _offsets(zone: Zone, since: int) -> frozenset[int]:
    """All the offsets that the zone has from a year on, or ever after `RULED`."""
    low, high = (UTC.minute_from(datetime(year, 1, 1, tzinfo=timezone.utc)) for year in (min(since, RULED), RULED + 1))
    return frozenset(offset for _start, _stop, offset in zone.offsets_between(low - MARGIN, high))

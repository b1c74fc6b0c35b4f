# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs beside windows. Private to the collection.

Where runtime and window have the same zone, sets answer for all time. Where they have not, both are laid out on the minutes of UTC over a
horizon, as one long int each, with every clock change in it. A window is open whenever the clock of its zone shows one of its minutes, so
both times where these occur twice; a run starts the first time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import PolicyError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import days_with_times, real
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import DAY, Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import END_MINUTE, FIRST_MINUTE, Zone

_BYTES = 1440 // 8
_NOTHING = bytes(_BYTES)
# No zone is further than this from UTC, and no clock change moves a clock by more.
_MARGIN = 2 * 1440
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Horizon(NamedTuple):
    """Minutes of UTC, counted like local minutes: from `low` up to, but not including, `high`."""

    low: int
    high: int

    def when(self, bits: int, zone: Zone) -> datetime:
        """The moment of the lowest bit, on the clock of the zone."""
        minutes = self.low + (bits & -bits).bit_length() - 1 - FIRST_MINUTE
        return zone.local(_EPOCH + timedelta(minutes=minutes))


def horizon_of(start: datetime, days: int) -> Horizon:
    """The minutes that begin at or after a moment, for some days. Raises PolicyError where these are not in the calendar."""
    low = Zone("UTC", timezone.utc).minute_from(start)
    high = low + days * 1440
    if low < FIRST_MINUTE + _MARGIN or high > END_MINUTE - 2 * _MARGIN:
        raise PolicyError(f"start and horizon_days reach from {start.isoformat()} over {days} days; they must lie between 1970 and 9999")
    return Horizon(low, high)


def on_the_clock_of_utc(schedule: Schedule, zone: Zone, horizon: Horizon, twice: bool = False) -> int:
    """The minutes of a schedule as bits of the horizon; `twice` counts a local minute each time that it occurs."""
    low, high = horizon
    first = (low - _MARGIN) // 1440
    local = _laid_out(schedule, first, (high + _MARGIN) // 1440 + 1)
    found = 0
    shown = 0
    for start, stop, offset in zone.offsets_between(low - _MARGIN, high):
        begin = start if twice else max(start, shown - offset)
        shown = max(shown, stop + offset)
        begin = max(begin, low)
        if begin < stop:
            found |= (local >> begin + offset - first * 1440 & (1 << stop - begin) - 1) << begin - low
    return found


def days_shown(bits: int, zone: Zone, horizon: Horizon) -> set[int]:
    """The local days, as ordinals, on which any of the bits lies."""
    days: set[int] = set()
    for start, stop, offset in zone.offsets_between(*horizon):
        first, minute = divmod(start + offset, 1440)
        piece = (bits >> start - horizon.low & (1 << stop - start) - 1) << minute
        rows = piece.to_bytes((piece.bit_length() // 1440 + 1) * _BYTES, "little")
        days.update(first + index for index in range(len(rows) // _BYTES) if rows[index * _BYTES : (index + 1) * _BYTES] != _NOTHING)
    return days


def whole_days(zone: Zone, horizon: Horizon) -> tuple[int, int]:
    """The first local day that lies in the horizon whole, and the first after it that does not."""
    stretches = zone.offsets_between(*horizon)
    begin, end = stretches[0][0] + stretches[0][2], stretches[-1][1] + stretches[-1][2]
    return -(-begin // 1440), end // 1440


class Missed(NamedTuple):
    """Days of a window without a run: all of them where sets told, else the first and how many of how many."""

    days: Schedule | None
    first: date | None = None
    number: int = 0
    total: int = 0


def missed_for_ever(running: Schedule, window: Schedule) -> Missed | None:
    """The days on which the window has minutes, and no run falls on any of them."""
    missed = real(_days_of(window) - _days_of(window & running))
    return Missed(missed) if missed else None


def missed_over(running: Iterable[tuple[Schedule, Zone]], window: Schedule, zone: Zone, horizon: Horizon) -> Missed | None:
    """The same over a horizon; the days are those of the window's zone."""
    opened = on_the_clock_of_utc(window, zone, horizon, twice=True)
    hits = 0
    for schedule, of in running:
        hits |= on_the_clock_of_utc(schedule, of, horizon)
    first, end = whole_days(zone, horizon)
    days = {day for day in days_shown(opened, zone, horizon) if first <= day < end}
    missed = days - days_shown(hits & opened, zone, horizon)
    return Missed(None, date.fromordinal(min(missed)), len(missed), len(days)) if missed else None


def _days_of(schedule: Schedule) -> Schedule:
    return Schedule(part._replace(times=DAY) for part in schedule.parts)


def _laid_out(schedule: Schedule, first: int, end: int) -> int:
    """The local minutes of some days as one int."""
    rows = [_NOTHING] * (end - first)
    for ordinal, times in _until(days_with_times(schedule.disjoint, first), end):
        rows[ordinal - first] = times.to_bytes(_BYTES, "little")
    return int.from_bytes(b"".join(rows), "little")


def _until(days: Iterator[tuple[int, int]], end: int) -> Iterator[tuple[int, int]]:
    for ordinal, times in days:
        if ordinal >= end:
            return
        yield ordinal, times

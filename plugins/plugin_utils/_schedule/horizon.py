# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Schedules of several zones on one axis: the minutes of UTC over a horizon, as the bits of one long int.

It includes every clock change. A run starts only the first time that a local minute occurs; the minutes of a window may count each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import days_with_times
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import END_MINUTE, FIRST_MINUTE, UTC, Zone

_BYTES = 1440 // 8
_NOTHING = bytes(_BYTES)
# No zone is further than this from UTC, and no clock change moves a clock by more.
MARGIN = 2 * 1440
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Horizon(NamedTuple):
    """Minutes of UTC, counted like local minutes: from `low` up to, but not including, `high`."""

    low: int
    high: int

    def when(self, bits: int, zone: Zone) -> datetime:
        """The moment of the lowest bit, on the clock of the zone."""
        return self.moment((bits & -bits).bit_length() - 1, zone)

    def moment(self, bit: int, zone: Zone) -> datetime:
        """The moment of a bit, on the clock of the zone."""
        return zone.local(_EPOCH + timedelta(minutes=self.low + bit - FIRST_MINUTE))


def horizon_of(start: datetime, days: int) -> Horizon:
    """The minutes that begin at or after a moment, for some days. Raises GivenError if they leave the calendar."""
    low = UTC.minute_from(start)
    high = low + days * 1440
    if low < FIRST_MINUTE + MARGIN or high > END_MINUTE - 2 * MARGIN:
        problem = f"a horizon that starts at {start.isoformat()} leaves the calendar"
        raise GivenError(problem, field="horizon_days", value=days, allowed="it must lie between 1970 and 9999")
    return Horizon(low, high)


def on_the_clock_of_utc(schedule: Schedule, zone: Zone, horizon: Horizon, twice: bool = False) -> int:
    """The minutes of a schedule as bits of the horizon; `twice` counts a local minute each time that it occurs."""
    low, high = horizon
    first = (low - MARGIN) // 1440
    local = _laid_out(schedule, first, (high + MARGIN) // 1440 + 1)
    found = 0
    seen = 0
    for start, stop, offset in zone.offsets_between(low - MARGIN, high):
        begin = start if twice else max(start, seen - offset)
        seen = max(seen, stop + offset)
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
    """The first local day that lies completely in the horizon, and the first one after it that does not."""
    stretches = zone.offsets_between(*horizon)
    begin, end = stretches[0][0] + stretches[0][2], stretches[-1][1] + stretches[-1][2]
    return -(-begin // 1440), end // 1440


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

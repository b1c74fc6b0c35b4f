# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runs of a week as sets of minutes, and how many fall together. Private to the collection.

A set is an int used as a bit mask: bit 0 is the minute that begins at midnight of the first day in the report's zone, and bits go on by real
time, so that schedules of different zones meet where they really do. No run is named one by one: 2,000 schedules are 2,000 big numbers.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import lru_cache

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import END_DAY, FIRST_DAY, days_with_times
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import ScheduleError, comb, values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone

DAYS = 7
# Minutes for one step of the timeline.
STEP = 10


class Week:
    """Seven days of the report's zone, from the day of `start` on."""

    def __init__(self, zone: Zone, start: datetime) -> None:
        self.zone = zone
        self.start = in_zone(zone, zone.instant(start))
        days = [self.start.date() + timedelta(days=index) for index in range(DAYS + 1)]
        hours = [zone.instant(datetime(day.year, day.month, day.day, hour)) for day in days for hour in range(24)]
        # In an hour that a clock change skips, both ends are the same minute; one that comes twice is two hours long.
        edges = [_minute(hour) for hour in hours[: DAYS * 24 + 1]]
        self.days = days[:DAYS]
        self.base = edges[0]
        self.edges = [edge - self.base for edge in edges]
        self.length = self.edges[-1]
        # A run at `start` itself still counts, one within the minute before does not.
        self.now = _minute(self.start) - self.base + (1 if self.start.second or self.start.microsecond else 0)

    def moment(self, minute: int) -> datetime:
        """The moment of a bit, in the report's zone."""
        utc = self.base + minute
        return in_zone(self.zone, datetime.fromordinal(utc // 1440).replace(tzinfo=timezone.utc) + timedelta(minutes=utc % 1440))

    def runs(self, schedule: Schedule, zone: Zone) -> int:
        """The minutes of the week at which a schedule of that zone runs."""
        mask = 0
        first, last = max(self.base // 1440 - 1, FIRST_DAY), min((self.base + self.length) // 1440 + 1, END_DAY - 1)
        for ordinal, times in days_with_times(schedule.disjoint, first):
            if ordinal > last:
                break
            midnight = ordinal * 1440 - self.base
            offset = zone.offset(ordinal)
            if offset is not None:
                mask |= _shifted(times, midnight - _minutes(offset))
                continue
            for minute in values(times):
                found = zone.offset_at(ordinal, minute)
                if found is not None:
                    mask |= _shifted(1 << minute, midnight - _minutes(found))
        return mask & (1 << self.length) - 1

    def by_hour(self, mask: int) -> list[int]:
        """How many minutes of a set lie in each hour of each day, day after day."""
        return [(mask >> low & (1 << high - low) - 1).bit_count() for low, high in zip(self.edges, self.edges[1:])]

    def next_day(self, mask: int) -> int:
        """Of a set, the 24 hours from the start on; bit 0 is the start's minute."""
        return mask >> self.now & (1 << 1440) - 1


class Tally:
    """How often each minute is in the sets that were added: bit n of the counts of all minutes is one number, `planes[n]`."""

    def __init__(self) -> None:
        self.planes: list[int] = []

    def add(self, mask: int) -> None:
        for index, plane in enumerate(self.planes):
            self.planes[index], mask = plane ^ mask, plane & mask
        if mask:
            self.planes.append(mask)

    def most(self, within: int) -> tuple[int, int]:
        """The highest count of the minutes of a set, and those which have it."""
        count = 0
        for index in range(len(self.planes) - 1, -1, -1):
            met = within & self.planes[index]
            if met:
                within = met
                count += 1 << index
        return count, within


def each_hour(first: int, length: int) -> int:
    """The set of minutes of which the first is `first`, then one each hour."""
    return comb(first, (length - first + 59) // 60, 60)


def steps(mask: int) -> list[int]:
    """How many minutes of a day lie in each step of the timeline."""
    return [(mask >> low & (1 << STEP) - 1).bit_count() for low in range(0, 1440, STEP)]


def in_zone(zone: Zone, moment: datetime) -> datetime:
    """A moment in the local time of a zone."""
    try:
        return moment.astimezone(zone.instant(datetime(2000, 1, 1)).tzinfo)
    except (OverflowError, ValueError):
        raise ScheduleError(f"{moment.isoformat()} is outside the calendar") from None


def _minute(moment: datetime) -> int:
    utc = moment.astimezone(timezone.utc)
    return utc.toordinal() * 1440 + utc.hour * 60 + utc.minute


def _shifted(mask: int, by: int) -> int:
    return mask << by if by >= 0 else mask >> -by


@lru_cache(maxsize=1024)
def _minutes(offset: str) -> int:
    minutes = int(offset[1:3]) * 60 + int(offset[4:6])
    return -minutes if offset.startswith("-") else minutes

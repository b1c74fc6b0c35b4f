# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The runs of a week as sets of minutes.

A set is an int used as a bit mask: bit 0 is the minute that begins at midnight of the first day in the report's zone. The next bits are the next
minutes of real time, so that runs of different zones coincide where they really do. Runs are not listed one by one: each schedule is one number.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import END_DAY, FIRST_DAY
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import comb
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import runs_by_day
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone

DAYS = 7
# Minutes of one step of the timeline.
STEP = 10
_MINUTE = timedelta(minutes=1)


class Week:
    """Seven days of the report's zone, from the day of `start` on.

    `base` is the minute of bit 0, counted in UTC as ordinal of the day times 1440 plus minute of the day. `edges` are the bits at which the hours
    of the seven days begin, and the end of the week, `length`. `now` is the bit of the start. Raises OverflowError or ValueError for a week that
    is not wholly in the calendar.
    """

    def __init__(self, zone: Zone, start: datetime) -> None:
        self.zone = zone
        self.start = zone.local(zone.instant(start))
        days = [self.start.date() + timedelta(days=index) for index in range(DAYS + 1)]
        hours = [zone.instant(datetime(day.year, day.month, day.day, hour)) for day in days for hour in range(24)]
        # An hour that a clock change skips begins and ends at the same minute; one that occurs twice is two hours long.
        edges = [_utc_minute(hour) for hour in hours[: DAYS * 24 + 1]]
        self.days = days[:DAYS]
        self.base = edges[0]
        self.edges = [edge - self.base for edge in edges]
        self.length = self.edges[-1]
        # If the start is within a minute, the run of that minute is over.
        self.now = _utc_minute(self.start) - self.base + (1 if self.start.second or self.start.microsecond else 0)

    def moment(self, minute: int) -> datetime:
        """The moment of a bit, in the report's zone."""
        utc = self.base + minute
        return self.zone.local(datetime.fromordinal(utc // 1440).replace(tzinfo=timezone.utc) + timedelta(minutes=utc % 1440))

    def runs(self, schedule: Schedule, zone: Zone) -> int:
        """The minutes of the week at which a schedule of that zone runs."""
        first, last = max(self.base // 1440 - 1, FIRST_DAY), min((self.base + self.length) // 1440 + 1, END_DAY - 1)
        mask = 0
        for runs in runs_by_day(schedule, first * 1440, (last + 1) * 1440, zone):
            # Before 1973 there were offsets with seconds: they are cut towards zero.
            mask |= _shifted(runs.times, runs.ordinal * 1440 - int(runs.offset / _MINUTE) - self.base)
        return mask & (1 << self.length) - 1

    def by_hour(self, mask: int) -> list[int]:
        """How many minutes of a set lie in each hour of the seven days, in order."""
        return [(mask >> low & (1 << high - low) - 1).bit_count() for low, high in zip(self.edges, self.edges[1:])]

    def next_day(self, mask: int) -> int:
        """The part of a set that lies in the 24 hours from the start on; bit 0 is the minute of the start."""
        return mask >> self.now & (1 << 1440) - 1


def each_hour(first: int, length: int) -> int:
    """The minute `first` and the same minute of every later hour."""
    return comb(first, (length - first + 59) // 60, 60)


def steps(mask: int) -> list[int]:
    """How many minutes of a day lie in each step of the timeline."""
    return [(mask >> low & (1 << STEP) - 1).bit_count() for low in range(0, 1440, STEP)]


def _utc_minute(moment: datetime) -> int:
    """The minute of a moment, counted in UTC as ordinal of the day times 1440 plus minute of the day."""
    utc = moment.astimezone(timezone.utc)
    return utc.toordinal() * 1440 + utc.hour * 60 + utc.minute


def _shifted(mask: int, by: int) -> int:
    return mask << by if by >= 0 else mask >> -by

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""When a schedule is to run in a span, in seconds since 1970, and how far a run may begin after each of these minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.answers import moment_at
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import FIRST_DAY
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import runs_by_day, texts
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Change, Zone

# Seconds that a run may begin before its minute: clocks differ a little.
EARLY = 5
DAY = 86400
# How long Boomi keeps records.
RETENTION_DAYS = 30
RETENTION = RETENTION_DAYS * DAY
# So long after a clock change nothing is said of runs that were not planned.
_UNSETTLED = 3 * 3600
_SECOND = timedelta(seconds=1)
# Days around a moment of these years are in the calendar of schedules.
_FIRST_YEAR, _LAST_YEAR = 1971, 9998
# Minutes that are kept for the next process with the same schedule.
_KEPT = 200_000


class Span(NamedTuple):
    """From `start` up to, but not including, `end`, on the clock of one zone, with the clock changes around."""

    start: int
    end: int
    changes: list[Change]

    def unsettled(self, moment: int) -> bool:
        return any(change.moment <= moment <= change.moment + _UNSETTLED for change in self.changes)


class Plan(NamedTuple):
    """Planned minutes, as far around a span as records of it can belong to them: `texts` are the same in ISO 8601 with offset.

    A run may begin up to as many seconds after a minute as `windows` says. `repeated` are the minutes that the wall clock shows a second time.
    """

    minutes: list[int]
    texts: list[str]
    windows: list[int]
    repeated: frozenset[int]


NOTHING_PLANNED = Plan([], [], [], frozenset())


class Plans:
    """The plans for one question. A moment without offset is on the clock of each zone."""

    def __init__(self, start: datetime, end: datetime, late_after: int) -> None:
        for name, moment in (("start", start), ("end", end)):
            if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
                raise GivenError(field=name, value=str(moment), allowed=f"it must be a moment from {_FIRST_YEAR} to {_LAST_YEAR}")
        self._given = start, end
        self._late = late_after * 60
        self._spans: dict[Zone, Span] = {}
        self._plans: dict[tuple[Timetable, Zone], Plan] = {}
        self._kept = 0

    def span(self, zone: Zone) -> Span:
        found = self._spans.get(zone)
        if found is None:
            start, end = (-int(-zone.instant(moment).timestamp() // 1) for moment in self._given)
            found = self._spans[zone] = Span(start, end, zone.changes_between(start - _UNSETTLED - DAY, end + 2 * DAY))
        return found

    def of(self, timetable: Timetable, zone: Zone) -> Plan:
        found = self._plans.get((timetable, zone))
        if found is None:
            found = self._made(timetable.schedule, zone)
            if self._kept > _KEPT:
                self._plans.clear()
                self._kept = 0
            self._plans[timetable, zone] = found
            self._kept += len(found.minutes)
        return found

    def _made(self, schedule: Schedule, zone: Zone) -> Plan:
        span, late = self.span(zone), self._late
        # The minute after the last one that counts may limit how late that one may be.
        low, high = (zone.minute_from(moment_at(moment)) for moment in (span.start - late, span.end + EARLY + 2 * late + 60))
        days = list(runs_by_day(schedule, low, high, zone))
        midnights = [((day.ordinal - FIRST_DAY) * DAY - day.offset // _SECOND, day.times) for day in days]
        minutes = [midnight + 60 * minute for midnight, times in midnights for minute in values(times)]
        windows = [min(late, (after - minute) // 2) for minute, after in zip(minutes, minutes[1:])]
        repeated = [change.repeated() for change in span.changes if change.repeated()]
        return Plan(
            minutes,
            list(texts(days)),
            [*windows, late][: len(minutes)],
            frozenset(minute for minute in minutes if any(minute in several for several in repeated)),
        )


def check_span(plans: Plans, zones: list[Zone], now: int) -> None:
    """Raises GivenError about a span that nothing can be said of."""
    spans = [plans.span(zone) for zone in zones]
    if any(span.end < span.start for span in spans):
        raise GivenError("end is before start", allowed="give the start of the span first")
    # With a clock change, 30 days of the calendar are an hour longer.
    if any(span.end - span.start > RETENTION + 3600 for span in spans):
        raise GivenError(f"from start to end it is more than {RETENTION_DAYS} days", allowed=f"Boomi keeps records of runs for {RETENTION_DAYS} days")
    if spans and all(span.start > now for span in spans):
        raise GivenError("start is in the future", allowed="only what was planned before now can have run; use next_runs for what is to come")

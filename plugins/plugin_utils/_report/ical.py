# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The runs of all processes as one calendar file.

A run is an event of one minute. A day on which one schedule runs more often than `SINGLE` times is one event, from the first run to the last:
a calendar with an entry every few minutes cannot be read, and the file for 2,000 processes would be too large for calendar programs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import Report, ShownDeployment, ShownProcess
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.runtimes import without
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import one_line
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.ical import Event, events_calendar
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import DayRuns, runs_of_weeks
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone

# The most runs of one schedule on one day that are events of their own.
SINGLE = 12
_MINUTE = timedelta(minutes=1)


def write(report: Report, weeks: int) -> str:
    """The text of the file, with the line ends of RFC 5545. It has the runs of that many weeks from the report's start on."""
    missing = without(report)
    # In the name, the only text about a calendar that every program shows.
    name = one_line(report.title) + (f" (without {missing})" if missing else "")
    return events_calendar(name, _events(report, weeks), report.start)


def _events(report: Report, weeks: int) -> Iterator[Event]:
    for process in report.processes:
        for each in process.deployments:
            if each.schedule and each.zone:
                yield from _of(report, process, each, each.zone, weeks)


def _of(report: Report, process: ShownProcess, each: ShownDeployment, zone: Zone, weeks: int) -> Iterator[Event]:
    name = one_line(process.title)
    place = ", ".join(one_line(part) for part in (each.facts.runtime, each.facts.environment) if part)
    about = "\n".join(part for part in (place, each.words) if part)
    # Names may change, or occur twice; ids do not.
    key = "\n".join(part or "" for part in (process.instance_id, process.id, each.facts.env_id, each.facts.atom_id))
    for _day, several in groupby(runs_of_weeks(each.schedule, zone, report.start, weeks), key=lambda runs: runs.ordinal):
        # A day of a clock change comes in two.
        day = list(several)
        count = sum(runs.times.bit_count() for runs in day)
        if count <= SINGLE:
            yield from (Event(key, name, about, moment) for runs in day for moment in runs.moments())
        else:
            first = _first(day[0])
            yield Event(key, f"{name} ({count} runs)", about, first, _last(day[-1]) - first + _MINUTE)


def _first(runs: DayRuns) -> datetime:
    return next(runs.moments())


def _last(runs: DayRuns) -> datetime:
    return next(runs._replace(times=1 << runs.times.bit_length() - 1).moments())

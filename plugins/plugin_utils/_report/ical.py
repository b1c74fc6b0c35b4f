# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runs of all processes as one calendar file. Private to the collection.

A run is an event of one minute. A day on which one schedule runs more often is one event from the first run to the last: a calendar with
an entry every few minutes shows nothing, and no calendar program would open that of 2,000 processes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import Deployment, Process, Report
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import one_line
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import ScheduleError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.ical import Event, events_calendar
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import runs
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import END_MINUTE

# Runs of one schedule on one day that are shown one by one.
SINGLE = 12
_MINUTE = timedelta(minutes=1)


def write(report: Report, weeks: int) -> str:
    """The text, with the line ends that the format asks for. Runs count from the report's start, for so many weeks."""
    try:
        return events_calendar(one_line(report.title), _events(report, weeks), report.start)
    except OverflowError:
        raise ScheduleError("the weeks asked for reach beyond the end of the calendar") from None


def _events(report: Report, weeks: int) -> Iterator[Event]:
    for process in report.processes:
        for deployment in process.deployments:
            if deployment.schedule:
                yield from _of(report, process, deployment, weeks)


def _of(report: Report, process: Process, deployment: Deployment, weeks: int) -> Iterator[Event]:
    zone = deployment.zone
    low = zone.minute_from(report.start)
    high = min(low + weeks * 7 * 1440, END_MINUTE)
    name = one_line(process.label)
    place = ", ".join(one_line(each) for each in (deployment.runtime, deployment.environment) if each)
    about = "\n".join(each for each in (place, deployment.words) if each)
    # What it is called may change, or be called so twice; the ids do not.
    key = "\n".join(each or "" for each in (process.instance_id, process.id, deployment.env_id, deployment.atom_id))
    for _day, several in groupby(runs(deployment.schedule, low, high, zone), key=lambda run: run[:10]):
        moments = [datetime.fromisoformat(run) for run in several]
        if len(moments) <= SINGLE:
            for moment in moments:
                yield Event(key, name, about, moment)
        else:
            yield Event(key, f"{name} ({len(moments)} runs)", about, moments[0], moments[-1] - moments[0] + _MINUTE)

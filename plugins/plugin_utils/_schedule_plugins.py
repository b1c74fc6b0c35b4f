# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the filters and tests on schedules do, for the values that a playbook gives. Private to the collection."""

from __future__ import annotations

from datetime import datetime
from datetime import timezone as offsets
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule import cron as _schedule_cron
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule import diff as _schedule_diff
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule import ical as _schedule_ical
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule import runs as _schedule_runs
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule import words as _schedule_words
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import same
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import ScheduleError, kind_of, shown
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import Item, is_paused, read, running, written
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import END_MINUTE, moment_of, zone_of

_plugin = plugin(ScheduleError)


def _whole_number(name: str, value: object, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ScheduleError(f"{name} is {kind_of(value)}, not a whole number")
    if value < least:
        raise ScheduleError(f"{name} is {shown(value)}, less than {least}")
    return int(value)


# The arguments of a filter may be given by position.
@_plugin
def next_runs(
    schedule: object,
    count: object = 1,
    after: object = None,
    until: object = None,
    timezone: object = "UTC",
    include_paused: object = False,
) -> list[str]:
    zone = zone_of(timezone)
    low = zone.minute_from(datetime.now(offsets.utc) if after is None else moment_of("after", after), after=True)
    high = END_MINUTE if until is None else zone.minute_from(moment_of("until", until))
    return _schedule_runs.first_runs(running(schedule, include_paused), _whole_number("count", count, 0), low, zone, high)


@_plugin
def runs_between(schedule: object, start: object, end: object, timezone: object = "UTC", include_paused: object = False) -> list[str]:
    zone = zone_of(timezone)
    low, high = zone.minute_from(moment_of("start", start)), zone.minute_from(moment_of("end", end))
    return list(_schedule_runs.runs(running(schedule, include_paused), low, high, zone))


@_plugin
def count_runs(schedule: object, start: object, end: object, timezone: object = "UTC", include_paused: object = False) -> int:
    zone = zone_of(timezone)
    low, high = zone.minute_from(moment_of("start", start)), zone.minute_from(moment_of("end", end))
    return _schedule_runs.count(running(schedule, include_paused), low, high, zone)


@_plugin
def describe_schedule(schedule: object, timezone: object = None) -> str:
    return _schedule_words.describe(read(schedule), None if timezone is None else zone_of(timezone).name)


@_plugin
def to_cron(schedule: object, dialect: object = "unix", include_paused: object = False) -> list[str]:
    return _schedule_cron.to_cron(running(schedule, include_paused), dialect)


@_plugin
def schedule_diff(schedule: object, other: object) -> dict[str, dict[str, Any]]:
    return _schedule_diff.difference(written(schedule), written(other))


@_plugin
def to_ical(schedule: object, name: object, timezone: object = "UTC", start: object = None, weeks: object = 4, include_paused: object = False) -> str:
    if not isinstance(name, str):
        raise ScheduleError(f"name is {kind_of(name)}, not text")
    zone = zone_of(timezone)
    moment = datetime.now(offsets.utc) if start is None else moment_of("start", start)
    low = zone.minute_from(moment)
    high = min(low + _whole_number("weeks", weeks, 1) * 7 * 1440, END_MINUTE)
    timetable = running(schedule, include_paused)
    description = _schedule_words.describe([Item(timetable)], zone.name)
    try:
        return _schedule_ical.calendar(str(name), description, _schedule_runs.runs(timetable, low, high, zone), zone.instant(moment))
    except OverflowError:
        raise ScheduleError("the weeks asked for reach beyond the end of the calendar") from None


@_plugin
def scheduled(schedule: object) -> bool:
    return bool(written(schedule))


@_plugin
def paused(schedule: object) -> bool:
    return is_paused(schedule)


@_plugin
def valid_schedule(schedule: object) -> bool:
    try:
        read(schedule)
    except ScheduleError:
        return False
    return True


@_plugin
def same_schedule_as(schedule: object, other: object) -> bool:
    return same(written(schedule), written(other))


@_plugin
def running_within(schedule: object, window: object, timezone: object = "UTC", include_paused: object = False) -> bool:
    return _schedule_runs.ever_runs(running(schedule, include_paused) & written(window), zone_of(timezone))

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Schedules in whatever a filter or a test is given: entries, items of `process_schedules`, whole processes, and lists of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import (
    PROCESS_SCHEDULES,
    SCHEDULE,
    Deployment,
    DeploymentReader,
    member,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import ABSENT, flag, is_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import ScheduleError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule, union
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words


def read_deployments(value: object) -> list[Deployment]:
    """All the schedules in `value`, in order, each with what the facts say beside it. Raises GivenError, also for a schedule that is not valid."""
    try:
        found = _read(value, DeploymentReader())
    except RecursionError:
        raise ScheduleError("the schedule is nested too deeply to be read") from None
    for deployment in found:
        problem = deployment.timetable.problem or deployment.retry.problem
        if problem:
            raise problem
    return found


def _read(value: object, reader: DeploymentReader) -> list[Deployment]:
    if isinstance(value, Mapping):
        items = member(value, PROCESS_SCHEDULES)
        if items is not ABSENT:
            return [] if items is None else _read(items, reader)
        if member(value, SCHEDULE) is not ABSENT:
            return [reader.deployment(value)]
    elif is_list(value):
        found: list[Deployment] = []
        for each in value:
            if is_list(each):
                raise ScheduleError("a list of schedules has another list in it", allowed="make it one list with the filter flatten")
            found += _read(each, reader)
        return found
    return [Deployment(reader.timetable(value), reader.timetable(None))]


def written(value: object) -> Schedule:
    """The minutes that `value` names, paused or not."""
    return union(deployment.timetable.written for deployment in read_deployments(value))


def running(value: object, include_paused: object = False) -> Schedule:
    """The minutes at which something runs."""
    paused_too = flag("include_paused", include_paused)
    return union(deployment.timetable.written for deployment in read_deployments(value) if paused_too or not deployment.paused)


def all_paused(value: object) -> bool:
    """Whether nothing runs because it is paused: of the items that have a schedule, or of all where none has one, each is paused."""
    deployments = read_deployments(value)
    deployments = [deployment for deployment in deployments if deployment.timetable.written] or deployments
    return bool(deployments) and all(deployment.paused for deployment in deployments)


def describe(deployments: Sequence[Deployment], zone: str | None = None) -> str:
    """One sentence without a full stop. `zone` is a name to put with the times."""
    suffix = f", {zone} time" if zone else ""
    enabled = words(union(deployment.timetable.written for deployment in deployments if not deployment.paused))
    paused = words(union(deployment.timetable.written for deployment in deployments if deployment.paused))
    if enabled and paused:
        parts = [enabled + suffix, f"paused: {paused}{suffix}"]
    elif enabled:
        parts = [enabled + suffix]
    elif paused:
        parts = [f"{paused}{suffix} (paused)"]
    else:
        parts = ["not scheduled (paused)" if deployments and all(deployment.paused for deployment in deployments) else "not scheduled"]
    parts += dict.fromkeys(_retries(deployment) for deployment in deployments if deployment.retry.written)
    return "; ".join(parts)


def _retries(deployment: Deployment) -> str:
    most = deployment.max_retry
    limit = "" if most is None else ", at most once" if most == 1 else f", at most {most} times"
    return f"retries: {words(deployment.retry.written)}{limit}"

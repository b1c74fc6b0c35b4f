# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Schedules in whatever a filter or a test is given: entries, items of `process_schedules`, whole processes, and lists of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import (
    PROCESS_SCHEDULES,
    SCHEDULE,
    Deployment,
    DeploymentReader,
    Timetable,
    member,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import ABSENT, flag, is_list, one_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import same
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import ScheduleError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import FIELD_BY_SPELLING
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule, union
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words

# What becomes of a schedule that is not valid.
_INVALID = ("fail", "skip")


class _Placed(NamedTuple):
    """A deployment, and how a sentence names its process: a clause that begins with a blank, empty if the facts do not say."""

    deployment: Deployment
    of: str


def read_deployments(value: object, invalid: object = "fail") -> list[Deployment]:
    """All the schedules in `value`, in order, each with what the facts say beside it.

    Raises GivenError for what is no schedule, and for a schedule that is not valid unless `invalid` is "skip". It is then empty.
    """
    skipping = one_of("invalid", invalid, _INVALID) == "skip"
    found = _placed(value)
    for placed in found:
        problem = placed.deployment.problem
        # A problem without a field is one of the kind of value: it is no schedule at all.
        if problem and not (skipping and problem.field):
            raise _located(problem, placed)
    return [placed.deployment for placed in found]


def _located(problem: ScheduleError, placed: _Placed) -> ScheduleError:
    deployment, of = placed
    on = f" on {quoted(deployment.runtime)}" if deployment.runtime else ""
    if not of and not on:
        return problem
    which = "schedule" if deployment.timetable.problem else "retry schedule"
    return ScheduleError(f"the {which}{of}{on} is not valid: {problem.what}", allowed=problem.allowed)


def _placed(value: object) -> list[_Placed]:
    try:
        return _read(value, DeploymentReader(), "")
    except RecursionError:
        raise ScheduleError("the schedule is nested too deeply to be read") from None


def _read(value: object, reader: DeploymentReader, of: str) -> list[_Placed]:
    if isinstance(value, Mapping):
        items = member(value, PROCESS_SCHEDULES)
        if items is not ABSENT:
            return [] if items is None else _read(items, reader, _owner(value, ("name", "id"), ("instance_name", "instance_id")))
        if member(value, SCHEDULE) is not ABSENT:
            return [_Placed(reader.deployment(value), of or _owner(value, ("process_id",), ()))]
    elif is_list(value):
        found: list[_Placed] = []
        for each in value:
            if is_list(each):
                raise ScheduleError("a list of schedules has another list in it", allowed="make it one list with the filter flatten")
            found += _read(each, reader, of)
        return found
    return [_Placed(Deployment(reader.timetable(value), reader.timetable(None)), of)]


def _owner(value: Mapping[Any, Any], names: Sequence[str], instances: Sequence[str]) -> str:
    process, instance = (next((value[key] for key in keys if isinstance(value.get(key), str) and value[key]), None) for keys in (names, instances))
    return (f" of {quoted(process)}" if process else "") + (f" in the instance {quoted(instance)}" if instance else "")


def written(value: object, invalid: object = "fail") -> Schedule:
    """The minutes that `value` names, paused or not."""
    return union(deployment.timetable.written for deployment in read_deployments(value, invalid))


def running(value: object, include_paused: object = False, invalid: object = "fail") -> Schedule:
    """The minutes at which something runs."""
    paused_too = flag("include_paused", include_paused)
    return union(deployment.timetable.written for deployment in read_deployments(value, invalid) if paused_too or not deployment.paused)


def same_schedules(one: object, other: object, invalid: object = "fail") -> bool:
    """Whether both are the same minutes. One that is not valid is the same as no other, though it is empty like one without entries."""
    both = [read_deployments(each, invalid) for each in (one, other)]
    if any(deployment.timetable.problem for deployments in both for deployment in deployments):
        return False
    return same(*(union(deployment.timetable.written for deployment in deployments) for deployments in both))


def any_scheduled(value: object) -> bool:
    """Whether there is any entry. The six fields are not read."""
    return any(_has_entries(deployment.timetable) for deployment in _with_unread_fields(value))


def all_paused(value: object) -> bool:
    """Whether nothing runs because it is paused: of the items that have a schedule, or of all where none has one, each is paused.

    The six fields are not read.
    """
    deployments = _with_unread_fields(value)
    deployments = [deployment for deployment in deployments if _has_entries(deployment.timetable)] or deployments
    return bool(deployments) and all(deployment.paused for deployment in deployments)


def _with_unread_fields(value: object) -> list[Deployment]:
    """The same as `read_deployments`, but for the values of the six fields and for the retries."""
    found = _placed(value)
    for placed in found:
        problem = placed.deployment.timetable.problem
        if problem and problem.field not in FIELD_BY_SPELLING:
            raise _located(problem, placed)
    return [placed.deployment for placed in found]


def _has_entries(timetable: Timetable) -> bool:
    return bool(timetable.written) or timetable.problem is not None


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
    not_valid = sum(deployment.timetable.problem is not None for deployment in deployments)
    if not_valid:
        # "Not scheduled" would be wrong of these.
        parts = [*(parts if enabled or paused else ()), "not valid" if not_valid == len(deployments) else f"{not_valid} of {len(deployments)} not valid"]
    parts += dict.fromkeys(_retries(deployment) for deployment in deployments if _has_entries(deployment.retry))
    return "; ".join(parts)


def _retries(deployment: Deployment) -> str:
    most = deployment.max_retry
    limit = "" if most is None else ", at most once" if most == 1 else f", at most {most} times"
    return f"retries: {words(deployment.retry.written) or 'not valid'}{limit}"

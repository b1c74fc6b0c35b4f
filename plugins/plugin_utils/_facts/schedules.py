# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Schedules in whatever a filter or a test is given: entries, items of `process_schedules`, whole processes, and lists of these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import (
    NOT_SCHEDULED,
    PROCESS_SCHEDULES,
    SCHEDULE,
    Deployment,
    DeploymentReader,
    Timetable,
    member,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import Zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import ABSENT, GivenError, flag, is_list, one_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import same
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import ScheduleError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import FIELD_BY_SPELLING
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import LocalSchedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule, union
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone

# What becomes of a schedule that is not valid.
_INVALID = ("fail", "skip")
# What is said of a schedule of which it is not known whether it is paused.
PAUSE_NOT_ASKED, PAUSE_NOT_KNOWN = "pause not asked", "pause not known"


class _Placed(NamedTuple):
    """A deployment, and how a sentence names its process: a clause that begins with a blank, empty if the facts do not say.

    `unasked` is whether it says that its status is not known. A schedule alone counts as enabled.
    """

    deployment: Deployment
    of: str
    unasked: bool = False


def read_deployments(value: object, invalid: object = "fail") -> list[Deployment]:
    """All the schedules in `value`, in order, each with what the facts say beside it.

    Raises GivenError for what is no schedule, and for a schedule that is not valid unless `invalid` is "skip". It is then empty.
    """
    return [placed.deployment for placed in _valid(value, invalid)]


def _valid(value: object, invalid: object) -> list[_Placed]:
    skipping = invalid_is_skipped(invalid)
    found = _placed(value)
    for placed in found:
        problem = placed.deployment.problem
        # A problem without a field is one of the kind of value: it is no schedule at all.
        if problem and not (skipping and problem.field):
            raise located(problem, placed.deployment, placed.of)
    return found


def invalid_is_skipped(invalid: object) -> bool:
    """The argument of this name."""
    return one_of("invalid", invalid, _INVALID) == "skip"


def located(problem: ScheduleError, deployment: Deployment, of: str) -> ScheduleError:
    """The problem of a schedule, with where it is; `of` is how a sentence names its process."""
    where = _where(deployment, of)
    if not where:
        return problem
    which = "schedule" if deployment.timetable.problem else "retry schedule"
    return ScheduleError(f"the {which}{where} is not valid: {problem.what}", allowed=problem.allowed)


def _where(deployment: Deployment, of: str) -> str:
    """As ` of "Load" in the instance "ERP" on "prod-1"`; empty if the facts do not say."""
    return of + (f" on {quoted(deployment.runtime)}" if deployment.runtime else "")


def _placed(value: object) -> list[_Placed]:
    try:
        return _read(value, None, "")
    except RecursionError:
        raise ScheduleError("the schedule is nested too deeply to be read") from None


def _read(value: object, reader: DeploymentReader | None, of: str) -> list[_Placed]:
    """The `reader` shares what is equal in a list; a value that is not in a list has none."""
    if isinstance(value, (dict, Mapping)):
        items = member(value, PROCESS_SCHEDULES)
        if items is not ABSENT:
            return [] if items is None else _read(items, reader, _owner(value, ("name", "id"), ("instance_name", "instance_id")))
        if member(value, SCHEDULE) is not ABSENT:
            deployment = (reader or DeploymentReader()).deployment(value)
            return [_Placed(deployment, of or _owner(value, ("process_id",), ()), deployment.enabled is None and "enabled" in value)]
    elif is_list(value):
        reader = reader or DeploymentReader()
        found: list[_Placed] = []
        for each in value:
            if is_list(each):
                raise ScheduleError("a list of schedules has another list in it", allowed="make it one list with the filter flatten")
            found += _read(each, reader, of)
        return found
    return [_Placed(Deployment(reader.timetable(value) if reader else Timetable(value), NOT_SCHEDULED, enabled=True), of)]


def _owner(value: Mapping[Any, Any], names: Sequence[str], instances: Sequence[str]) -> str:
    process, instance = (next((value[key] for key in keys if isinstance(value.get(key), str) and value[key]), None) for keys in (names, instances))
    return (f" of {quoted(process)}" if process else "") + (f" in the instance {quoted(instance)}" if instance else "")


def written(value: object, invalid: object = "fail") -> Schedule:
    """The minutes that `value` names, paused or not."""
    return union(deployment.timetable.written for deployment in read_deployments(value, invalid))


def running(value: object, include_paused: object = False, invalid: object = "fail") -> Schedule:
    """The minutes at which something runs."""
    return union(deployment.timetable.written for deployment in _running(value, include_paused, invalid))


def local_schedules(value: object, zones: Zones, include_paused: object = False, invalid: object = "fail") -> list[LocalSchedule]:
    """The same for each zone. Raises GivenError for a zone that is not known; those of runtimes on which nothing runs are not needed."""
    found = _running(value, include_paused, invalid)
    # Usually there is one, which needs no grouping.
    if len(found) == 1:
        written = found[0].timetable.written
        return [LocalSchedule(written, zones.of(found[0]))] if written else []
    by_zone = _by_zone(found, zones)
    return [LocalSchedule(union(deployment.timetable.written for deployment in together), zone) for zone, together in by_zone]


def _running(value: object, include_paused: object, invalid: object) -> list[Deployment]:
    paused_too = flag("include_paused", include_paused)
    return [deployment for deployment in read_deployments(value, invalid) if paused_too or not deployment.paused]


def _by_zone(deployments: Iterable[Deployment], zones: Zones) -> list[tuple[Zone, list[Deployment]]]:
    """Those that have a schedule, by the zone of their runtime, in order."""
    found: dict[str, tuple[Zone, list[Deployment]]] = {}
    for deployment in deployments:
        if deployment.timetable.written:
            zone = zones.of(deployment)
            found.setdefault(zone.name, (zone, []))[1].append(deployment)
    return list(found.values())


def same_schedules(one: object, other: object, invalid: object = "fail") -> bool:
    """Whether both are the same minutes. One that is not valid is the same as no other, though it is empty like one without entries."""
    both = [read_deployments(each, invalid) for each in (one, other)]
    if any(deployment.timetable.problem for deployments in both for deployment in deployments):
        return False
    return same(*(union(deployment.timetable.written for deployment in deployments) for deployments in both))


def any_scheduled(value: object) -> bool:
    """Whether there is any entry. The six fields are not read."""
    return any(_has_entries(placed.deployment.timetable) for placed in _with_unread_fields(value))


def all_paused(value: object, unknown: object = None) -> bool:
    """Whether nothing runs because it is paused: of the items that have a schedule, or of all where none has one, each is paused.

    The six fields are not read. `unknown` is what a scheduled item counts as whose status is not known; without it, such an item is a GivenError
    where the answer depends on it. Without a schedule nothing can be paused, so what is not known of such an item makes no difference.
    """
    counts = None if unknown is None else flag("unknown", unknown)
    every = _with_unread_fields(value)
    found = [placed for placed in every if _has_entries(placed.deployment.timetable)]
    if not found:
        return bool(every) and all(placed.deployment.paused for placed in every)
    if any(placed.deployment.enabled for placed in found):
        return False
    not_known = [placed for placed in found if placed.deployment.enabled is None]
    if not_known and counts is None:
        problem = f"whether the schedule{_where(not_known[0].deployment, not_known[0].of)} is paused is not known"
        raise GivenError(problem, allowed="get the processes with include_status=true, or give unknown=false or unknown=true")
    return not not_known or bool(counts)


def _with_unread_fields(value: object) -> list[_Placed]:
    """The same as `_valid`, but for the values of the six fields and for the retries."""
    found = _placed(value)
    for placed in found:
        problem = placed.deployment.timetable.problem
        if problem and problem.field not in FIELD_BY_SPELLING:
            raise located(problem, placed.deployment, placed.of)
    return found


def _has_entries(timetable: Timetable) -> bool:
    return bool(timetable.written) or timetable.problem is not None


def describe(value: object, invalid: object = "fail", zones: Zones | None = None) -> str:
    """One sentence without a full stop. With `zones`, the times have the name of their zone."""
    found = _valid(value, invalid)
    deployments = [placed.deployment for placed in found]
    groups: dict[str, list[Deployment]] = {"": [], not_known(deployments): [], "paused": []}
    for placed in found:
        status = "paused" if placed.deployment.paused else not_known(deployments) if placed.unasked else ""
        groups[status].append(placed.deployment)
    told = [(status, text) for status, group in groups.items() for text in _in_words(group, zones)]
    if len(told) > 1:
        parts = [f"{status}: {text}" if status else text for status, text in told]
    elif told:
        parts = [f"{text} ({status})" if status else text for status, text in told]
    else:
        parts = ["not scheduled (paused)" if deployments and all(deployment.paused for deployment in deployments) else "not scheduled"]
    not_valid = sum(deployment.timetable.problem is not None for deployment in deployments)
    if not_valid:
        # "Not scheduled" would be wrong of these.
        parts = [*(parts if told else ()), "not valid" if not_valid == len(deployments) else f"{not_valid} of {len(deployments)} not valid"]
    parts += dict.fromkeys(_retries(deployment) for deployment in deployments if _has_entries(deployment.retry))
    return "; ".join(parts)


def _in_words(deployments: Sequence[Deployment], zones: Zones | None) -> list[str]:
    """When these run, one text for each zone; none if they never do."""
    if zones is None:
        together = words(union(deployment.timetable.written for deployment in deployments))
        return [together] if together else []
    return [f"{words(union(each.timetable.written for each in several))}, {zone.name} time" for zone, several in _by_zone(deployments, zones)]


def not_known(deployments: Iterable[Deployment]) -> str:
    """What is said of a schedule without a status. If these facts have any, it was asked for."""
    return PAUSE_NOT_ASKED if all(deployment.enabled is None for deployment in deployments) else PAUSE_NOT_KNOWN


def _retries(deployment: Deployment) -> str:
    most = deployment.max_retry
    limit = "" if most is None else ", at most once" if most == 1 else f", at most {most} times"
    return f"retries: {words(deployment.retry.written) or 'not valid'}{limit}"

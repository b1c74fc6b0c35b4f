# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Today's facts as a policy.

The same facts never have a finding under this policy. Later changes have one: of a schedule, a pause, an environment, the times or the number
of retries, or a name, and processes or deployments that are added or removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process, Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.facts import read_facts
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.match import escaped
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.values import PolicyError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import same

KEYS = ("process_name", "environments", "schedule", "enabled", "retry", "max_retry")
MATCH = ("id", "name")


class _Named(NamedTuple):
    """A rule to make: the id or name that it matches, the place that it is for (None is everywhere), and the processes that it will match."""

    text: str
    place: str | None
    processes: Sequence[Process]

    @property
    def deployments(self) -> list[list[Deployment]]:
        """The deployments that the rule will judge, by process; processes without any are left out if the rule is for one place."""
        place = None if self.place is None else (self.place,)
        found = [[deployment for deployment in process.deployments if deployment.on(place)] for process in self.processes]
        return found if self.place is None else [deployments for deployments in found if deployments]


def policy_from(processes: object, timezone: str = "UTC", match: str = "id", keys: Sequence[str] = KEYS) -> dict[str, Any]:
    """A policy as a plain dict, sorted; the same facts give the same policy.

    There is a rule for each process and runtime. Rules match processes by `match`, `id` or `name`. `keys` says what is recorded; without
    `environments` a rule is for the process wherever it is, as needed to compare two environments.
    Raises GivenError for facts that cannot be understood, for a missing name, and if a process has several values of a key while the
    environments are not recorded.
    """
    facts = read_facts(processes)
    by_text: dict[str, list[Process]] = {}
    for process in facts:
        for text in dict.fromkeys((process.id, process.name)):
            if text is not None:
                by_text.setdefault(text, []).append(process)
    rules: dict[tuple[str, str, str], _Named] = {}
    for process in facts:
        mine = process.id if match == "id" else process.name
        if mine is None:
            raise PolicyError(f"the process {quoted(process.id)} has no name", allowed="match it by id")
        places: set[str | None] = {deployment.atom_id or deployment.env_id for deployment in process.deployments} or {None}
        for place in places if "environments" in keys else {None}:
            rules[process.name or "", mine, place or ""] = _Named(mine, place, by_text[mine])
    strict = "environments" not in keys or match == "name"
    # A process that is called something else is one finding, however many runtimes it is on.
    first = {rules[key].text: key for key in sorted(rules, reverse=True)}
    named = [key for key in first.values() if match == "id" and "process_name" in keys]
    return {
        "version": 1,
        "timezone": timezone,
        "processes": [_rule(rules[key], keys, strict, names=key in named) for key in sorted(rules)],
        "unmatched": "deny",
    }


def _rule(named: _Named, keys: Sequence[str], strict: bool, names: bool) -> dict[str, Any]:
    by_process = named.deployments
    deployments = [deployment for of in by_process for deployment in of]
    # The API has no two schedules of one process on one runtime, and no environment with the id of a runtime. If there were, they might have
    # no value in common that a rule could demand.
    several: list[str] = []
    rule: dict[str, Any] = {"match": escaped(named.text), "required": True}
    if named.place is not None:
        rule["only_on"] = [named.place]
    if names:
        called = {process.name for process in named.processes}
        rule.update(("process_name", name) for name in called if name is not None and len(called) == 1)
    if "environments" in keys:
        environments = {tuple(sorted({deployment.env_id or deployment.env_name or "" for deployment in of} - {""})) for of in by_process}
        known = all(deployment.env_id or deployment.env_name for deployment in deployments)
        if len(environments) == 1 and known:
            rule["environments"] = list(next(iter(environments)))
    found: dict[str, list[object]] = {
        "schedule": _different([deployment.timetable for deployment in deployments]),
        # Without a schedule nothing can be paused. What a policy writes as unknown, facts have as null.
        "enabled": list({"unknown" if each.enabled is None else each.enabled for each in deployments if each.timetable.scheduled}),
        "retry": _different([deployment.retry for deployment in deployments]),
        # What is not known or not possible is not demanded.
        "max_retry": list({deployment.max_retry for deployment in deployments}),
    }
    for key, values in found.items():
        if key in keys and len(values) > 1:
            several.append(key)
        elif key in keys:
            rule.update(part for value in values for part in _demanded(key, value))
    if several and strict:
        raise PolicyError(
            f"the process {quoted(named.text)} has more than one {several[0]}",
            allowed="match it by id and keep the environments, or give the facts of a single environment",
        )
    return rule


def _demanded(key: str, value: object) -> Iterator[tuple[str, object]]:
    """What a rule demands, so that this value meets it."""
    if isinstance(value, Timetable):
        if value.problem:
            yield f"{key}_text", value.text
        else:
            yield key, [dict(entry) for entry in value.entries]
    elif isinstance(value, str) or (isinstance(value, int) and value >= 0):
        yield key, value


def _different(timetables: list[Timetable]) -> list[object]:
    """The first of them, and those that are others."""
    once = list(dict.fromkeys(timetables))
    return [*once[:1], *(each for each in once[1:] if not _same(once[0], each))]


def _same(one: Timetable, other: Timetable) -> bool:
    if one.problem or other.problem:
        return bool(one.problem) and bool(other.problem) and one.text == other.text
    return same(one.schedule, other.schedule)

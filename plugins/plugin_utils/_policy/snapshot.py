# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Today's facts as a policy.

The same facts never have a finding under this policy. Later changes have one: of a schedule, a pause, an environment or the number of
retries, and processes or deployments that are added or removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process, Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.facts import read_facts
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.match import escaped
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.values import PolicyError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import same

KEYS = ("environments", "schedule", "enabled", "max_retry")
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
    return {
        "version": 1,
        "timezone": timezone,
        "processes": [_rule(rules[key], keys, strict) for key in sorted(rules)],
        "unmatched": "deny",
    }


def _rule(named: _Named, keys: Sequence[str], strict: bool) -> dict[str, Any]:
    by_process = named.deployments
    deployments = [deployment for of in by_process for deployment in of]
    # The API has no two schedules of one process on one runtime, and no environment with the id of a runtime. If there were, they might have
    # no value in common that a rule could demand.
    several: list[str] = []
    rule: dict[str, Any] = {"match": escaped(named.text), "required": True}
    if named.place is not None:
        rule["only_on"] = [named.place]

    if "environments" in keys:
        environments = {tuple(sorted({deployment.env_id or deployment.env_name or "" for deployment in of} - {""})) for of in by_process}
        known = all(deployment.env_id or deployment.env_name for deployment in deployments)
        if len(environments) == 1 and known:
            rule["environments"] = list(next(iter(environments)))
    if "schedule" in keys and deployments:
        timetables = list(dict.fromkeys(deployment.timetable for deployment in deployments))
        if not all(_same(timetables[0], other) for other in timetables[1:]):
            several.append("schedule")
        elif timetables[0].problem:
            rule["schedule_text"] = timetables[0].text
        else:
            rule["schedule"] = [dict(entry) for entry in timetables[0].entries]
    found: dict[str, set[bool | int | None]] = {
        # Without a schedule nothing can be paused.
        "enabled": {deployment.enabled for deployment in deployments if deployment.timetable.scheduled},
        "max_retry": {deployment.max_retry for deployment in deployments},
    }
    for key, values in found.items():
        if key in keys and len(values) > 1:
            several.append(key)
        elif key in keys:
            # What is not known or not possible is not demanded.
            rule.update((key, value) for value in values if value is not None and value >= 0)
    if several and strict:
        raise PolicyError(
            f"the process {quoted(named.text)} has more than one {several[0]}",
            allowed="match it by id and keep the environments, or give the facts of a single environment",
        )
    return rule


def _same(one: Timetable, other: Timetable) -> bool:
    if one.problem or other.problem:
        return bool(one.problem) and bool(other.problem) and one.text == other.text
    return same(one.schedule, other.schedule)

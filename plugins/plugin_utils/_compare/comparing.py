# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Compares two environments: what is deployed in each, when it runs and is retried, and what is paused."""

from __future__ import annotations

from collections.abc import Sequence

from ansible_collections.boomi.spaces.plugins.plugin_utils._compare.differences import Difference, Differences
from ansible_collections.boomi.spaces.plugins.plugin_utils._compare.pairs import paired
from ansible_collections.boomi.spaces.plugins.plugin_utils._compare.sides import Deployments, Side, only_ids, placeless, read_sides, runtime_label
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Process, quoted_once
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.facts import read_facts
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Finding
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.wording import NO_NAMES, counted, listed

KEYS = ("deployed", "schedule", "retry", "max_retry", "enabled")
_PLACES = {key: number for number, key in enumerate(KEYS)}
_UNKNOWN = {
    "pack": "packs are not known",
    "instance": "names of instances are not known (gather the facts with include_names=true)",
}
# The deployments of a process and of its counterpart, in the first and in the second environment.
_Here = tuple[Deployments, Deployments]


def environment_findings(processes: object, first: str, second: str, keys: Sequence[str] = KEYS) -> list[Finding]:
    """How the second environment differs from the first, in the order of KEYS, then by name and id.

    `expected` is the value of the first, `actual` that of the second. Raises GivenError for facts that cannot be understood, and for environments
    that are one and the same or that a name does not tell apart.
    """
    facts = _once(read_facts(processes))
    comparison = _Comparison(facts, read_sides(facts, first, second), keys)
    comparison.compare()
    return sorted(comparison.findings, key=_order)


class _Comparison:
    def __init__(self, processes: Sequence[Process], sides: tuple[Side, Side], keys: Sequence[str]) -> None:
        self.findings: list[Finding] = []
        self._processes = processes
        self._sides = sides
        self._keys = keys
        self._differences = Differences(sides, keys)

    def compare(self) -> None:
        sides, nameless = self._sides, only_ids(self._processes)
        for number, side in enumerate(sides):
            if not side.runtimes:
                hint = NO_NAMES if nameless else ""
                self._add(None, Difference("deployed", f"no process of these facts is deployed in {side.label}{hint}", number, None, None))
        for deployments in placeless(self._processes).values():
            text = f"the environment of {runtime_label(deployments[0])} is not known: {counted(len(deployments), 'deployment')} there cannot be compared"
            self._add(None, Difference("deployed", text, None, None, None, deployments[0].atom_id, "warning"))
        if nameless and any(side.key is None for side in sides):
            # The environment that is meant may be one of these facts.
            return
        found = paired(self._processes, sides)
        for one, other in found.pairs:
            here = sides[0].of(one), sides[1].of(other)
            process = other if here[1] else one
            if "deployed" in self._keys and any(here) and not all(here):
                self._absent(process, here, "not in {there}")
            self._differ(process, here, one.label if one.label != process.label else "")
        for number, process, unknown in found.alone:
            here = (sides[0].of(process), ()) if number == 0 else ((), sides[1].of(process))
            known = "original process" if process.original_id not in (None, process.id) else "name"
            why = f"whether in {{there}} cannot be told: {_UNKNOWN[unknown]}" if unknown else f"{{there}} has no process of the same pack and {known}"
            self._absent(process, here, why, unknown=bool(unknown))
            self._differ(process, here)
        for group in found.ambiguous:
            self._ambiguous(*(sorted(processes, key=_process_order) for processes in group))

    def _differ(self, process: Process, here: _Here, counterpart: str = "") -> None:
        for difference in self._differences.between(*here, counterpart):
            self._add(process, difference)

    def _absent(self, process: Process, here: _Here, why: str, *, unknown: bool = False) -> None:
        """A process that is deployed in one of the environments. `{there}` in `why` is the other."""
        absent = 1 if here[0] else 0
        text = f"is deployed in {self._sides[1 - absent].label}, but {why.replace('{there}', self._sides[absent].label)}"
        self._add(process, Difference("deployed", text, absent, *self._differences.coverage(*here), severity="warning" if unknown else "error"))

    def _ambiguous(self, first: Sequence[Process], second: Sequence[Process]) -> None:
        named = [listed([f"{process.label} with the id {quoted_once(process.id)}" for process in processes]) for processes in (first, second)]
        unknown = any(process.instance_name is None for process in (*first, *second))
        advice = "gather the facts with include_names=true" if unknown else "give the instances that belong together the same name"
        text = f"{named[0]} in {self._sides[0].label} may be the counterpart of {named[1]} in {self._sides[1].label}: {advice}"
        self._add(None, Difference("deployed", text, 1, None, None), of=first[0])

    def _add(self, process: Process | None, difference: Difference, of: Process | None = None) -> None:
        """`of` is the process of a finding whose message names it already."""
        about = process or of
        self.findings.append(
            {
                "rule": difference.key,
                "severity": difference.severity,
                "message": f"{process.label} {difference.text}" if process else difference.text,
                "process_id": about.id if about else None,
                "process_name": about.name if about else None,
                "instance_id": about.instance_id if about else None,
                "env_id": None if difference.side is None else self._sides[difference.side].env_id,
                "atom_id": difference.atom_id,
                "expected": difference.expected,
                "actual": difference.actual,
            }
        )


def _once(processes: Sequence[Process]) -> list[Process]:
    """Each process of an instance once, with all deployments that the facts have for it."""
    found: dict[tuple[str, str], Process] = {}
    for process in processes:
        key = process.instance_id or "", process.id
        known = found.setdefault(key, process)
        if known.deployments != process.deployments:
            found[key] = known._replace(deployments=tuple(dict.fromkeys(known.deployments + process.deployments)))
    return list(found.values())


def _process_order(process: Process) -> tuple[str, str, str]:
    return process.name or "", process.id, process.instance_id or ""


def _order(finding: Finding) -> tuple[int | str, ...]:
    places = finding["process_name"], finding["process_id"], finding["instance_id"], finding["env_id"], finding["atom_id"]
    return (_PLACES[finding["rule"]], *(place or "" for place in places), finding["severity"], finding["message"])

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Judges processes by a policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Process
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.clocks import minute_of, unknown_zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.contradictions import Contradictions, within_a_rule, within_a_window
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import POLICY_KEYS, RULE_KEYS, SEVERITIES, WINDOW_KEYS, Demand, Policy, read_policy
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.facts import read_facts
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Finding, Found, Violation
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.idle import demanding_nothing
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.intervals import Intervals
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.match import Index
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.peaks import peaks
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.ran import Ran, WhatRan
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.rules import Rules, Runtimes, unmatched
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.validity import NotValid
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.windows import Windows
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.wording import ScheduleTexts
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.horizon import Horizon, horizon_of

# What is judged: everything, or only what can be told of each process alone.
SCOPES = ("all", "processes")

# Where the keys of each mapping of a policy stand.
_TOP, _RULE, _WINDOW = ({key: number for number, key in enumerate(keys)} for keys in (POLICY_KEYS, RULE_KEYS, WINDOW_KEYS))


def policy_findings(
    processes: object, policy: object, start: datetime, horizon_days: int = 365, scope: str = "all", what_ran: WhatRan | None = None
) -> list[Finding]:
    """Where the processes deviate from the policy, in the order of the policy, then by name and id.

    What can only have happened before `start`, which has an offset, is no finding. `horizon_days` bounds the answer only where a window is in
    another zone than the runtime; everything else is judged for all time to come. With the `scope` "processes" only findings about a single
    process are returned, so that those of the parts of an estate can be put together. `what_ran` is for rules with `runs`. Raises GivenError
    for what cannot be understood.
    """
    demands = read_policy(policy)
    facts = sorted(read_facts(processes), key=lambda process: (process.name or "", process.id, process.instance_id or ""))
    findings = Findings(demands)
    for violation, process in unknown_zones(facts, demands.zones):
        findings.add(violation, process)
    whole = scope == "all"
    for violation, process in _judge(demands, facts, start, horizon_of(start, horizon_days), what_ran, whole=whole):
        if whole or process is not None:
            findings.add(violation, process)
    return findings.in_order()


def _judge(policy: Policy, processes: Sequence[Process], start: datetime, horizon: Horizon, what_ran: WhatRan | None, *, whole: bool) -> Iterator[Found]:
    now = minute_of(start, policy.zones)
    texts, index, not_valid = ScheduleTexts(), Index(processes), NotValid(processes)
    intervals = Intervals(now)
    rules = Rules(processes, texts, intervals, Runtimes(processes) if whole else None)
    ran = Ran(processes, policy.zones, what_ran, start)
    yield from demanding_nothing(policy)
    for rule in policy.processes:
        yield from within_a_rule(rule, intervals)
        yield from rules.judge(rule, index.matching(rule))
        yield from ran.judge(rule, index.matching(rule))
    if whole:
        yield from Contradictions(policy, processes, now, index, texts).judge()
    if policy.max_starts_per_minute is not None:
        yield from peaks(processes, policy.max_starts_per_minute, now)
        yield from not_valid.judge("", "max_starts_per_minute", range(len(processes)))
    windows = Windows(policy, processes, horizon, now, texts, not_valid)
    for window in policy.windows:
        yield from within_a_window(window, now, texts)
        yield from windows.judge(window, index.matching(window))
    if policy.unmatched == "deny":
        yield from unmatched([(rule, index.matching(rule)) for rule in policy.processes], processes)


class Findings:
    """Collects findings; those that are equal, as of a process that is listed twice, are one."""

    def __init__(self, policy: Policy) -> None:
        # Each with what it is sorted by before it. Millions are flat tuples, which Python's collector of garbage looks through in half the time.
        self._found: list[tuple[Any, ...]] = []
        self._sections = {rule.path: (_TOP["processes"], number, _RULE) for number, rule in enumerate(policy.processes)}
        self._sections.update({window.path: (_TOP["windows"], number, _WINDOW) for number, window in enumerate(policy.windows)})
        self._demands: dict[str, Demand] = {demand.path: demand for demand in (*policy.processes, *policy.windows)}
        # A process may break many demands. By its id: the processes outlive this.
        self._labels: dict[int, str] = {}

    def add(self, violation: Violation, process: Process | None) -> None:
        env_id, atom_id = (violation.on.env_id, violation.on.atom_id) if violation.on else (None, None)
        name, process_id, instance_id = (process.name, process.id, process.instance_id) if process else (None, None, None)
        demand = self._demands.get(violation.path)
        finding: Finding = {
            "rule": f"{demand.label}.{violation.key}" if demand else violation.key,
            # What is not known stays a warning, however severe the rule is.
            "severity": max(violation.severity, demand.severity, key=SEVERITIES.index) if demand else violation.severity,
            "message": f"{self._label(process)} {violation.sentence}" if process else violation.sentence,
            "process_id": process_id,
            "process_name": name,
            "instance_id": instance_id,
            "env_id": env_id,
            "atom_id": atom_id,
            "expected": violation.expected,
            "actual": violation.actual,
        }
        texts = (name or "", process_id or "", env_id or "", atom_id or "", instance_id or "", finding["severity"], finding["message"], str(finding["actual"]))
        # The number keeps findings themselves from being compared.
        self._found.append((*self._place(violation), *texts, len(self._found), finding))

    def _label(self, process: Process) -> str:
        label = self._labels.get(id(process))
        if label is None:
            label = self._labels[id(process)] = process.label
        return label

    def _place(self, violation: Violation) -> tuple[int, int, int]:
        """Where the key stands in the policy."""
        if not violation.path:
            return _TOP[violation.key], 0, 0
        section, number, keys = self._sections[violation.path]
        return section, number, keys[violation.key]

    def in_order(self) -> list[Finding]:
        self._found.sort()
        kept: list[Finding] = []
        last: list[Any] = []
        for *key, _number, finding in self._found:
            if key != last:
                kept.append(finding)
            last = key
        return kept

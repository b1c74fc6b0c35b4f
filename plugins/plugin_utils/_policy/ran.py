# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What a policy demands of what really ran.

A run that is not known to have failed or to be missing is no violation: how many these are is told beside the findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import Zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import Rule, RunsDemand, Severity
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Found, Violation
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.wording import counted
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.answers import Answer, moment_at, read_answer, seconds_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.records import EXECUTION_RECORDS
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.verdicts import SUCCESSES, Limits, run_verdicts

_Items = Sequence[dict[str, Any]]
_Key = tuple[str, ...]
# Verdicts that end a row of bad ones, and the bad ones, with the words for them. The others prove neither.
_GOOD = ("ran", "ran_late")
_BAD = {"missed": "missed {}", "discarded": "had {} discarded", "ran_failed": "failed {}", "stuck": "is stuck in {}"}


class WhatRan(NamedTuple):
    """The registered results of the modules, and the moment from which on planned runs are judged; None is where the records begin."""

    execution_records: object
    audit_log: object = None
    since: datetime | None = None


class Ran:
    """Judges processes by the demands of rules on their runs. The verdicts of equal demands are computed once for all processes."""

    def __init__(self, processes: Sequence[Process], zones: Zones, what_ran: WhatRan | None, now: datetime) -> None:
        self._processes = processes
        self._zones = zones
        self._what_ran = what_ran
        self._now = now
        self._known: dict[tuple[int, int | None], dict[_Key, list[dict[str, Any]]]] = {}

    def judge(self, rule: Rule, matched: Sequence[int]) -> Iterator[Found]:
        """How the processes with these numbers break the rule."""
        demand = rule.runs
        if demand is None:
            return
        if self._what_ran is None:
            text = f"{rule.called}.runs cannot be judged without the records of what ran: the role verify gets them with verify_runs=true"
            yield Violation(rule.path, "runs", text, None, None, severity="warning"), None
            return
        items = self._items(demand, self._what_ran)
        for index in matched:
            process = self._processes[index]
            for deployment, schedule_id in zip(process.deployments, process.schedule_ids):
                if deployment.on(rule.only_on):
                    for violation in self._violations(rule, demand, deployment, items.get(_key(process, deployment, schedule_id), ())):
                        yield violation, process

    @cached_property
    def _answer(self) -> Answer:
        return read_answer(self._what_ran.execution_records if self._what_ran else None, EXECUTION_RECORDS, "execution_record_info")

    @cached_property
    def _since(self) -> datetime:
        if self._what_ran and self._what_ran.since is not None:
            return self._what_ran.since
        if self._answer.since is None:
            raise GivenError("is missing", field="runs_start", allowed="records alone do not say when they begin: give it, or their registered result")
        return moment_at(self._answer.since)

    def _items(self, demand: RunsDemand, what_ran: WhatRan) -> dict[_Key, list[dict[str, Any]]]:
        limits = demand.late_after, demand.max_runtime
        if limits not in self._known:
            by_schedule: dict[_Key, list[dict[str, Any]]] = {}
            span = self._since, self._now
            told = Limits(late_after=demand.late_after, max_runtime=demand.max_runtime)
            for item in run_verdicts(self._processes, what_ran.execution_records, span, self._zones, self._now, told, audit_log=what_ran.audit_log):
                by_schedule.setdefault(_key_of(item), []).append(item)
            self._known[limits] = by_schedule
        return self._known[limits]

    def _violations(self, rule: Rule, demand: RunsDemand, deployment: Deployment, items: _Items) -> Iterator[Violation]:
        planned = [item for item in items if item["expected_at"]]
        bad = [item for row in _rows(planned, demand) for item in row]
        for verdict, words in _BAD.items():
            runs = [item["expected_at"] for item in bad if item["verdict"] == verdict]
            if runs:
                text, after = words.format(f"{len(runs)} of {counted(len(planned), 'planned run')}"), f", the last planned for {runs[-1]}"
                expected = {"failures": demand.failures, "tolerated_in_a_row": demand.tolerated_in_a_row}
                actual = {"verdict": verdict, "runs": len(runs), "planned": len(planned), "first": runs[0], "last": runs[-1]}
                severity: Severity = "warning" if verdict == "ran_failed" and demand.failures == "warn" else "error"
                yield Violation(rule.path, "runs", text, expected, actual, after, deployment, severity)
        if demand.max_minutes_since_success is not None and deployment.runs:
            yield from self._since_success(rule, demand.max_minutes_since_success, deployment, items)

    def _since_success(self, rule: Rule, most: int, deployment: Deployment, items: _Items) -> Iterator[Violation]:
        answer = self._answer
        now = min(int(self._now.timestamp()), answer.until or 0)
        last = max((item["started_at"] for item in items if item["status"] in SUCCESSES), default=None)
        # A success may be missing from the records that are there.
        if answer.shows(now - most * 60, now) and (last is None or seconds_of("started_at", last) < now - most * 60):
            text = f"has had no success for more than {counted(most, 'minute')}"
            after = f", the last began at {last}" if last else ", and none in the records"
            yield Violation(rule.path, "runs", text, {"max_minutes_since_success": most}, {"last_success": last}, after, deployment)


def _rows(planned: _Items, demand: RunsDemand) -> Iterator[_Items]:
    """The bad runs in a row that are more than is tolerated."""
    row: list[dict[str, Any]] = []
    for item in planned:
        verdict = item["verdict"]
        if verdict in _GOOD:
            if len(row) > demand.tolerated_in_a_row:
                yield row
            row = []
        elif verdict in _BAD and not (verdict == "ran_failed" and demand.failures == "allow"):
            row.append(item)
    if len(row) > demand.tolerated_in_a_row:
        yield row


def _key(process: Process, deployment: Deployment, schedule_id: str | None) -> _Key:
    return process.id, process.instance_id or "", schedule_id or "", deployment.env_id or "", deployment.atom_id or ""


def _key_of(item: dict[str, Any]) -> _Key:
    return tuple(item[name] or "" for name in ("process_id", "instance_id", "schedule_id", "env_id", "atom_id"))

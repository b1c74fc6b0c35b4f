# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The measuring itself."""

from __future__ import annotations

import sys
from typing import Any

from tests.paths import COLLECTIONS
from tests.sandbox import generated

from ..contenders import DEBUG, Contender, playbook, script
from ..errors import BenchmarkError
from ..local_boomi import LocalBoomi
from ..running import Measured, Runner, middle
from . import counts
from .facts import lines_of, question, sentence
from .forks import APART, LIMIT, SHARED, Forked
from .pace import paced
from .plan import DEFAULT_PACE, UNPACED, Plan
from .results import Grouped, Results

sys.path.insert(0, str(COLLECTIONS))

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import LARGEST_GROUP

MODULE = playbook("platform", "module")
CORE = script("platform.core", "core in plain Python")
FLOOR = script("platform.floor", "plain script with the least number of requests (floor)")
ONE_AT_A_TIME = script("platform.one_at_a_time", "plain script, one process at a time")


class Asker:
    """Asks for all instances of an account, and holds the answer against what the account holds."""

    def __init__(self, runner: Runner, boomi: LocalBoomi) -> None:
        self._runner = runner
        self._boomi = boomi
        self._account = generated.account(boomi.instances, boomi.processes)
        self._sentence = sentence(lines_of(self._account))
        self.held = counts.holdings(self._account)

    def ask(self, contender: Contender, requests_per_second: float = UNPACED, group_size: int | None = None) -> Measured:
        asked = question(self._account, requests_per_second, group_size)
        wanted = f"the account's {asked['expected_processes']} processes and {asked['expected_schedules']} schedules, each with its facts"
        return self._runner.ask(contender, asked, wanted, self._sentence, self._boomi)

    def floor(self) -> Measured:
        """As few requests as the responses fit in, of those of the last run that are answered by a page full of objects."""
        full = ("/ProcessSchedules/query", "/ProcessScheduleStatus/query")
        queries = [(entry["path"], entry["body"]) for entry in self.log() if entry["path"].endswith(full)]
        least = counts.least(self.held)
        return self._runner.ask(FLOOR, {"instance_ids": [], "queries": queries, "least": least}, f"{least} answers", f"{least} answers", self._boomi)

    def log(self) -> list[dict[str, Any]]:
        return self._boomi.requests()


def measure(plan: Plan) -> Results:
    """Measures everything; raises BenchmarkError where a run fails, does not find what there is, or sends what the formulas do not say."""
    if Connection().requests_per_second != DEFAULT_PACE:
        raise BenchmarkError("The default of requests_per_second has changed: bring tests/benchmarks/platform/plan.py up to date.")
    results = Results(plan, LARGEST_GROUP)
    with Runner() as runner:
        for latency in plan.latencies:
            for size in plan.sizes:
                _compare(results, runner, latency, size)
        _floor(results, runner)
        _group(results, runner)
        _count(results, runner)
        for limit in plan.limits:
            _pace(results, runner, limit)
        _fork(results, runner)
    return results


def _compare(results: Results, runner: Runner, latency: float, size: int) -> None:
    plan = results.plan
    with LocalBoomi(size, plan.processes, latency) as boomi:
        asker = Asker(runner, boomi)
        results.held[size] = asker.held
        runs: dict[str, list[Measured]] = {MODULE.name: [], ONE_AT_A_TIME.name: []}
        asker.ask(CORE)  # unmeasured: the local Boomi makes its tables on first use
        # Round by round, so that what disturbs the machine for a while disturbs all of them.
        for turn in range(plan.runs):
            results.debug.append(runner.ask(DEBUG, {"instance_ids": []}, "anything", "", boomi))
            runs[MODULE.name].append(asker.ask(MODULE))
            if turn == 0 or size < plan.slow_from:
                runs[ONE_AT_A_TIME.name].append(asker.ask(ONE_AT_A_TIME))
    for name, measured in runs.items():
        results.compared[latency, size, name] = middle(measured)
        _tell(f"{size} instances at {latency * 1000:.0f} ms, {name}", results.compared[latency, size, name])
    results.requests[size] = results.compared[latency, size, MODULE.name].requests
    _check(f"The module, {size} instances", results.requests[size], counts.grouped(asker.held, LARGEST_GROUP))
    _check(f"The {ONE_AT_A_TIME.title}, {size} instances", runs[ONE_AT_A_TIME.name][0].requests, counts.one_at_a_time(asker.held))


def _floor(results: Results, runner: Runner) -> None:
    plan = results.plan
    with LocalBoomi(plan.sizes[-1], plan.processes, plan.latencies[-1]) as boomi:
        asker = Asker(runner, boomi)
        asker.ask(CORE)
        for _turn in range(plan.runs):
            results.core.append(asker.ask(CORE))
            results.floor.append(asker.floor())
    _tell("core", middle(results.core))
    _tell("floor", middle(results.floor))


def _group(results: Results, runner: Runner) -> None:
    plan = results.plan
    with LocalBoomi(plan.grouped, plan.processes, 0.0) as boomi:
        asker = Asker(runner, boomi)
        results.held[plan.grouped] = asker.held
        asker.ask(CORE)
        for group in plan.groups:
            measured = middle([asker.ask(CORE, group_size=group) for _turn in range(plan.runs)])
            _check(f"The core with groups of {group}", measured.requests, counts.grouped(asker.held, group))
            results.groups[group] = Grouped(measured, max(len(entry["body"].encode()) for entry in asker.log()))
            _tell(f"groups of {group}", measured)


def _count(results: Results, runner: Runner) -> None:
    size = results.plan.counted
    with LocalBoomi(size, results.plan.processes, 0.0) as boomi:
        asker = Asker(runner, boomi)
        results.held[size] = asker.held
        results.requests[size] = asker.ask(CORE).requests
        _check(f"The core, {size} instances", results.requests[size], counts.grouped(asker.held, LARGEST_GROUP))


def _pace(results: Results, runner: Runner, limit: int) -> None:
    plan = results.plan
    with LocalBoomi(plan.paced, plan.processes, 0.0, limit) as boomi:
        asker = Asker(runner, boomi)
        measured = asker.ask(CORE, DEFAULT_PACE)
        result = paced(limit, asker.log())
    _tell(f"pace, limit {limit}: {result}", measured)
    if result.seconds <= plan.paced_seconds:
        says = f"{plan.paced} instances take {result.seconds:.0f} s at the default pace, not more than {plan.paced_seconds:.0f}: raise Plan.paced."
        raise BenchmarkError(says)
    results.paced.append(result)


def _fork(results: Results, runner: Runner) -> None:
    plan = results.plan
    with LocalBoomi(plan.forked, plan.processes, 0.0, LIMIT) as boomi:
        asker = Asker(runner, boomi)
        for contender in (SHARED, APART):
            measured = asker.ask(contender, DEFAULT_PACE)
            result = paced(LIMIT, asker.log())
            results.forked.append(Forked(contender.title, measured, result))
            _tell(f"{contender.title}: {result}", measured)


def _check(who: str, sent: int, wanted: int) -> None:
    if sent != wanted:
        raise BenchmarkError(f"{who}: {sent} requests, and {wanted} by the formula. Bring tests/benchmarks/platform/counts.py and report.py up to date.")


def _tell(what: str, measured: Measured) -> None:
    """One line of progress, on the terminal alone."""
    sys.stderr.write(f"{what}: {measured.seconds:.2f} s, {measured.requests} requests, {measured.peak / 1e6:.0f} MB\n")

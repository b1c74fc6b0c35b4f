# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much is measured, and the measuring of it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from math import nan

from tests.sandbox import generated

from .contenders import BASELINES, COMPARED, CORE, DEBUG, ECHO, FLOOR, LOOKUP, MODULE, SENT, URI, Contender
from .errors import BenchmarkError
from .local_boomi import LocalBoomi
from .running import Measured, Runner, middle


@dataclass(frozen=True)
class Plan:
    """Numbers of instances, latencies in seconds, and how often each is run. The ``uri`` loop runs once from ``slow_from`` instances on, and not
    beyond ``slow_to``. ``judged`` is the size that most targets are about, ``large`` (instances, processes of each) the one for memory, ``growth`` three sizes,
    evenly spaced, that show how time grows; a difference of short times needs more runs."""

    sizes: tuple[int, ...] = (1, 10, 50, 500, 1000)
    latencies: tuple[float, ...] = (0.0, 0.15)
    processes: int = 5
    runs: int = 3
    slow_from: int = 50
    slow_to: int = 500
    judged: int = 50
    large: tuple[int, int] = (1000, 50)
    growth: tuple[int, int, int] = (100, 550, 1000)
    growth_runs: int = 9

    def runs_of(self, contender: Contender, size: int) -> int:
        if contender is not URI:
            return self.runs
        return self.runs if size < self.slow_from else int(size <= self.slow_to)

    @property
    def compared_sizes(self) -> list[int]:
        """Those that the ``uri`` loop is run for, too."""
        return [size for size in self.sizes if size <= self.slow_to]


QUICK = Plan(sizes=(1, 10, 40), runs=1, slow_to=10, judged=10, large=(100, 50), growth=(10, 55, 100), growth_runs=1)

Cell = tuple[float, int, str]  # latency, instances, name of the contender


@dataclass
class Results:
    """``compared`` by cell, ``baselines`` and ``large`` by the contender's name, ``growth`` by the contender's name and the size."""

    plan: Plan
    baselines: dict[str, Measured] = field(default_factory=dict)
    compared: dict[Cell, Measured] = field(default_factory=dict)
    large: dict[str, Measured] = field(default_factory=dict)
    growth: dict[tuple[str, int], Measured] = field(default_factory=dict)

    def times_faster(self, latency: float, size: int, contender: Contender) -> float:
        """How many times the contender's marginal time the ``uri`` loop's is."""
        return quotient(self.marginal(latency, size, URI), self.marginal(latency, size, contender))

    def marginal(self, latency: float, size: int, contender: Contender) -> float:
        """What the playbook takes beyond one with a debug task."""
        return self.compared[latency, size, contender.name].seconds - self.baselines[DEBUG.name].seconds

    def beyond_the_floor(self, latency: float, size: int, contender: Contender) -> float:
        """What the module takes beyond one that returns the same facts without asking, and beyond a script with the same requests: the whole command,
        with the start of Python."""
        took, echo, floor = (self.compared[latency, size, one.name].seconds for one in (contender, ECHO, FLOOR))
        return took - echo - floor

    def further(self, contender: Contender, size: int) -> tuple[float, float]:
        """Wall and processor time for each instance beyond the size before this one: the start of the command does not count."""
        before = self.plan.growth[self.plan.growth.index(size) - 1]
        less, more = self.growth[contender.name, before], self.growth[contender.name, size]
        return (more.seconds - less.seconds) / (size - before), (more.cpu - less.cpu) / (size - before)

    def growth_factors(self, contender: Contender) -> tuple[float, float]:
        """How many times the time for each further instance up to the middle size it is up to the largest: wall and processor time."""
        first, then = (self.further(contender, size) for size in self.plan.growth[1:])
        return quotient(then[0], first[0]), quotient(then[1], first[1])


def quotient(part: float, whole: float) -> float:
    """Not a number, which reaches no target, where noise has made a difference of two times negative."""
    return part / whole if part > 0 and whole > 0 else nan


def measure(plan: Plan) -> Results:
    """Measures everything; raises BenchmarkError where a run fails or two contenders do not find the same."""
    results = Results(plan)
    with Runner() as runner:
        _compare(plan, runner, results)
        _grow(plan, runner, results)
        _large(plan, runner, results)
    return results


def _compare(plan: Plan, runner: Runner, results: Results) -> None:
    baselines: dict[str, list[Measured]] = {contender.name: [] for contender in BASELINES}
    for latency in plan.latencies:
        with LocalBoomi(max(plan.sizes), plan.processes, latency) as boomi:
            _warm(runner, boomi)
            for size in plan.sizes:
                runs: dict[str, list[Measured]] = {contender.name: [] for contender in COMPARED if plan.runs_of(contender, size)}
                runner.keep(CORE, _ids(size), boomi)
                # Round by round, so that what disturbs the machine for a while disturbs all of them.
                for turn in range(plan.runs):
                    for contender in BASELINES:
                        baselines[contender.name].append(runner.run(contender, [], boomi))
                    for contender in COMPARED:
                        if turn < plan.runs_of(contender, size):
                            runs[contender.name].append(runner.run(contender, _ids(size), boomi))
                for name, measured in runs.items():
                    results.compared[latency, size, name] = middle(measured)
                _tell(f"{size} instances at {latency * 1000:.0f} ms", {name: results.compared[latency, size, name] for name in runs})
    results.baselines.update({name: middle(measured) for name, measured in baselines.items()})


def _grow(plan: Plan, runner: Runner, results: Results) -> None:
    with LocalBoomi(max(plan.growth), plan.processes, 0.0) as boomi:
        for size in plan.growth:
            # Unmeasured: the local Boomi executes the GraphQL of a batch once, and keeps its answer.
            runner.run(CORE, _ids(size), boomi)
            runs: dict[str, list[Measured]] = {contender.name: [] for contender in (CORE, MODULE)}
            for _turn in range(plan.growth_runs):
                for contender in (CORE, MODULE):
                    runs[contender.name].append(runner.run(contender, _ids(size), boomi))
            results.growth.update({(name, size): middle(measured) for name, measured in runs.items()})
            _tell(f"growth, {size} instances", {name: results.growth[name, size] for name in runs})


def _large(plan: Plan, runner: Runner, results: Results) -> None:
    instances, processes = plan.large
    with LocalBoomi(instances, processes, 0.0) as boomi:
        runner.keep(CORE, _ids(instances), boomi)
        for contender in (MODULE, SENT, ECHO, LOOKUP, CORE, FLOOR):
            results.large[contender.name] = runner.run(contender, _ids(instances), boomi)
        _tell(f"{instances} instances of {processes} processes", results.large)


def _warm(runner: Runner, boomi: LocalBoomi) -> None:
    """Lets every contender run once, unmeasured, and proves that the floor sends what the module sends."""
    few = _ids(min(40, boomi.instances))  # more than one batch can hold
    for contender in (LOOKUP, URI, CORE):
        runner.run(contender, few, boomi)
    sent = []
    for contender in (MODULE, SENT, FLOOR):
        runner.run(contender, few, boomi)
        sent.append(sorted((request["method"], request["path"], request["body"]) for request in boomi.requests()))
    if sent != sent[:1] * 3:
        raise BenchmarkError("The plain script does not send the same requests as the module: bring tests/benchmarks/floor.py up to date.")


def _ids(instances: int) -> list[str]:
    return [instance.id for instance in generated.account(instances, 0).instances if instance.id is not None]


def _tell(what: str, measured: dict[str, Measured]) -> None:
    """One line of progress, on the terminal alone."""
    parts = (f"{name} {run.seconds:.2f} s, {run.requests} requests, {run.peak / 1e6:.0f} MB" for name, run in measured.items())
    sys.stderr.write(f"{what}: {'; '.join(parts)}\n")

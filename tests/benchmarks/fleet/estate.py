# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A generated account behind the local Boomi, asked of one source, and whether everything was fetched once."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from tests.paths import COLLECTIONS
from tests.sandbox import generated
from tests.sandbox.account import Account

from ..contenders import Contender
from ..errors import BenchmarkError
from ..local_boomi import LocalBoomi
from ..platform import counts
from ..running import Measured, Runner
from .fetched import PROCESSES, fetched
from .plan import UNPACED

sys.path.insert(0, str(COLLECTIONS))

from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import LARGEST_GROUP


@dataclass(frozen=True)
class Asked:
    """``amiss`` is how many ids and pages were fetched more than once, or not at all."""

    instances: int
    measured: Measured
    amiss: int
    log: list[dict[str, Any]]


class Estate(LocalBoomi):
    """``pace`` is ``requests_per_second``, and what the server allows; None switches both off. Use it as a context manager."""

    def __init__(self, runner: Runner, source: str, instances: int, processes: int, latency: float = 0.0, pace: int | None = None) -> None:
        super().__init__(instances, processes, latency, pace or 0)
        self.source = source
        self._runner = runner
        self._account = generated.account(instances, processes)
        self._pace = pace or UNPACED

    def __enter__(self) -> Estate:
        super().__enter__()
        self.environment.update(BOOMI_SOURCE=self.source, BOOMI_REQUESTS_PER_SECOND=str(self._pace))
        return self

    def ask(self, contender: Contender, instances: int, in_flight: int | None = None) -> Asked:
        """Asks for the first of the instances. Raises BenchmarkError where not all of their processes are found."""
        held = replace(self._account, instances=self._account.instances[:instances])
        processes = list(held.processes())
        asked: dict[str, Any] = {
            "instance_ids": [instance.id for instance in held.instances],
            "expected_processes": len(processes),
            "expected_unscheduled": sum(not any(one.schedule for one in process.deployments) for process in processes),
        }
        if in_flight is not None:
            asked["in_flight"] = in_flight
        measured = self._runner.ask(contender, asked, f"{len(processes)} processes", f"{len(processes)}", self)
        log = self.requests()
        amiss = self._amiss(held, log)
        sys.stderr.write(
            f"{self.source}, {contender.title}, {instances} instances: {measured.seconds:.2f} s, processor {measured.cpu:.2f} s, "
            f"{measured.requests} requests, {amiss} amiss, {', '.join(f'{kind} {peak / 1e6:.0f} MB' for kind, peak in measured.peaks.items())}\n"
        )
        return Asked(instances, measured, amiss, log)

    def _amiss(self, held: Account, log: list[dict[str, Any]]) -> int:
        times = fetched((entry["path"], entry["body"], entry["status"]) for entry in log)
        wanted = self._wanted(held)
        wrong = sum(sum((Counter(ids) - times.get(what, Counter())).values()) for what, ids in wanted.items())
        wrong += sum(number - 1 for counter in times.values() for number in counter.values())
        answered = sum(entry["status"] == 200 for entry in log)
        if self.source == "platform" and answered != (sent := counts.grouped(counts.holdings(held), LARGEST_GROUP)):
            raise BenchmarkError(f"{answered} requests were answered, and by the formula of tests/benchmarks/platform/counts.py {sent} are needed.")
        return wrong

    def _wanted(self, held: Account) -> dict[str, list[str]]:
        """What each question must be asked for, and how it is asked."""
        instances = [instance.id for instance in held.instances if instance.id is not None]
        processes = [process.id for process in held.processes()]
        if self.source == "spaces":
            return {PROCESSES: instances}
        return {"Process": instances, "ProcessSchedules": processes, "ProcessScheduleStatus": processes}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that is planned every ten minutes, what happens to its runs, and a watch of them over HTTP whose clock the test moves."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import Question
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import read_zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.verdicts import Limits
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch import watch as _watch
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.runs import RunsAsked
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.watch import Watch
from tests.sandbox import Account, Sandbox, load
from tests.sandbox.account import Entry, Execution
from tests.sandbox.happened import ended_at
from tests.sandbox.history import moment
from tests.unit.asking import connect
from tests.unit.plugins.module_utils.execution_cases import FAST, FILE

PROCESS, ID, RUNTIME = "Loads North - Load", "north-wrapper", "prod-1"
GAP = 10
# Three days ago: Boomi still has the records, and the hour is whole.
ZERO = int(time.time()) // 3600 * 3600 - 3 * 86400


def at(minutes: float) -> str:
    """The time so many minutes after the first planned run."""
    return moment(ZERO + int(minutes * 60))


def local_boomi() -> Sandbox:
    sandbox = Sandbox(account())
    sandbox.rate_limit = None
    return sandbox


def account() -> Account:
    """The process on one runtime. An hour before, somebody ran it: without any record nothing could be said."""
    loaded = load(FILE)
    north = loaded.instances[0]
    process = north.processes[0]
    deployment = dataclasses.replace(process.deployments[0], schedule=(Entry(minutes="0,10,20,30,40,50"),))
    process = dataclasses.replace(process, deployments=(deployment,))
    earlier = run(-6, kind="exec_manual")
    return dataclasses.replace(loaded, instances=(dataclasses.replace(north, processes=(process,)),), executions=(earlier,), audit_log=(), events=())


def run(slot: float, status: str = "COMPLETE", *, delay: int = 3, kind: str = "exec_sched", duration: int = 2000) -> Execution:
    start = at(slot * GAP + delay / 60)
    ended = ended_at(start, duration) if status in ("COMPLETE", "ERROR", "DISCARDED", "ABORTED", "COMPLETE_WARN") else None
    names: dict[str, Any] = {"process_id": ID, "process_name": PROCESS, "atom_id": "prod", "atom_name": RUNTIME, "type": kind}
    return Execution(id=f"execution-{slot}", time=start, status=status, duration=duration, recorded_date=ended, account_id="executions-0A1B2C", **names)


# What can happen to a run, by a letter.
KINDS: dict[str, dict[str, Any]] = {
    "r": {},
    "w": {"status": "COMPLETE_WARN"},
    "l": {"delay": 240},
    "f": {"status": "ERROR"},
    "a": {"status": "ABORTED"},
    "d": {"status": "DISCARDED"},
    "?": {"status": "HIBERNATING", "duration": 0},
}


def ran(letters: str, first: int = 0) -> list[Execution]:
    """The runs of these letters, from the first slot on. ``m`` has none."""
    return [run(first + number, **KINDS[letter]) for number, letter in enumerate(letters) if letter != "m"]


def happened(boomi: Sandbox, runs: Iterable[Execution]) -> None:
    boomi.account = dataclasses.replace(boomi.account, executions=(*boomi.account.executions, *runs))


class Watching:
    """A watch, opened anew whenever one is made."""

    def __init__(
        self,
        boomi: Sandbox,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
        *,
        tolerated: int = 0,
        interval: float = 60,
        runtimes_interval: float = 0,
        max_runtime: int | None = None,
        timezone: str = "runtime",
        include_runs: bool = True,
        include_runtimes: bool = True,
        include_names: bool = False,
        **changed: Any,
    ) -> None:
        self.boomi, self.path, self._monkeypatch = boomi, path, monkeypatch
        asked = RunsAsked(interval, read_zones(timezone), Limits(max_runtime=max_runtime), tolerated) if include_runs else None
        question = Question(include_status=True, include_runtimes=include_runtimes, include_names=include_names, missing="report")
        self.watch = Watch(connect(boomi, **FAST, **changed), question, 300, str(path), runtimes_interval, asked)
        self.watch.open()
        self.watch.close()  # the lock has its own tests

    def poll(self, minutes: float) -> list[Any]:
        """The events of a poll at this time."""
        self._monkeypatch.setattr(_watch, "_now", lambda: at(minutes))
        self.watch.take(self.watch.poll())
        events: list[Any] = self.watch.pending
        for dummy in events:
            self.watch.emitted()
        return events

    def told(self, minutes: float) -> list[tuple[str, str | None, int]]:
        """Of each event of a poll: what it says, of which planned run, and how many there were in a row."""
        return [summary(event) for event in self.poll(minutes)]

    def failure(self, minutes: float) -> BoomiError:
        self._monkeypatch.setattr(_watch, "_now", lambda: at(minutes))
        outcome = self.watch.poll()
        assert isinstance(outcome, BoomiError)
        return outcome

    @property
    def state(self) -> Any:
        return json.loads(self.path.read_bytes().partition(b"\n")[2])


def summary(event: Any) -> tuple[str, str | None, int]:
    if event["type"] != "run":
        return " ".join(event["changed"]) or event["type"], None, 0
    (part,) = event["changed"]
    return part, event["run"]["expected_at"], event["run"]["in_a_row"]


def rows_of(letters: str, tolerated: int) -> list[str]:
    """The oracle: rows cut out of the whole story, which the watch never has. Each event as ``missed@slot:in_a_row``."""
    kinds = {"m": "missed", "f": "failed", "a": "failed", "d": "failed", "l": "late"}
    story = [(slot, letter) for slot, letter in enumerate(letters) if letter != "?"]
    goods = [-1, *(index for index, (dummy, letter) in enumerate(story) if letter in "rw"), len(story)]
    found: list[tuple[int, str]] = []
    for first, last in zip(goods, goods[1:], strict=False):
        row = story[first + 1 : last]
        beyond = list(enumerate(row, 1))[tolerated:]
        for kind in dict.fromkeys(kinds.values()):
            number, slot = next(((number, slot) for number, (slot, letter) in beyond if kinds[letter] == kind), (0, 0))
            found += [(slot, f"{kind}@{slot}:{number}")] if number else []
        if beyond and last < len(story):
            found.append((story[last][0], f"recovered@{story[last][0]}:{len(row)}"))
    return [text for dummy, text in sorted(found)]

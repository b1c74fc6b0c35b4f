# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one contender once, checks its answer, and measures it."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import Any

from tests.paths import COLLECTIONS, ROOT

from .contenders import Contender
from .errors import BenchmarkError
from .local_boomi import LocalBoomi, clean_environment
from .memory import PeakMemory

_SHOWN = 400  # characters of a line of a failed run's output; a line may be a whole answer


@dataclass(frozen=True)
class Measured:
    """``seconds`` is wall time, ``cpu`` the processor time of all its processes, ``peaks`` bytes by kind of process."""

    seconds: float
    cpu: float
    requests: int
    peaks: dict[str, int]

    @property
    def peak(self) -> int:
        return max(self.peaks.values(), default=0)


def middle(runs: Sequence[Measured]) -> Measured:
    """The medians of the times, and the largest of the others."""
    peaks = {kind: max(run.peaks.get(kind, 0) for run in runs) for kind in dict.fromkeys(kind for run in runs for kind in run.peaks)}
    return Measured(median(run.seconds for run in runs), median(run.cpu for run in runs), max(run.requests for run in runs), peaks)


class Runner:
    """Runs contenders in a folder of their own, with an empty ansible.cfg. Use it as a context manager."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name)
        (self._path / "ansible.cfg").touch()

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._folder.cleanup()

    def run(self, contender: Contender, instance_ids: Sequence[str], boomi: LocalBoomi) -> Measured:
        """Raises BenchmarkError where it fails, or finds another number of processes than there are."""
        return self._run(contender, instance_ids, boomi)

    def keep(self, contender: Contender, instance_ids: Sequence[str], boomi: LocalBoomi) -> None:
        """Lets a script write its facts, which the echo module then returns."""
        self._run(contender, instance_ids, boomi, keep=True)

    def _run(self, contender: Contender, instance_ids: Sequence[str], boomi: LocalBoomi, **more: Any) -> Measured:
        expected = len(instance_ids) * boomi.processes
        asked = {"instance_ids": list(instance_ids), "expected_processes": expected, "answer": str(self._path / "answer.json"), **more}
        return self.ask(contender, asked, f"{expected} processes", f"{expected}", boomi)

    def ask(self, contender: Contender, asked: Mapping[str, Any], wanted: str, said: str, boomi: LocalBoomi) -> Measured:
        """Raises BenchmarkError where it fails. ``asked`` is the question, ``wanted`` what it is to find, ``said`` what a script prints then."""
        question, output = self._path / "question.json", self._path / "output"
        question.write_text(json.dumps(asked), encoding="utf-8")
        environment = self._environment(contender, boomi)
        command = contender.command(question)
        boomi.forget()
        with output.open("wb") as stream:
            begin = time.perf_counter()
            process = subprocess.Popen(command, cwd=self._path, env=environment, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT)
            with PeakMemory(process.pid) as memory:
                status, usage = os.wait4(process.pid, 0)[1:]
                seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        text = output.read_text(encoding="utf-8", errors="replace")
        shown = "\n".join(line[:_SHOWN] for line in text.splitlines()[-30:])
        what = f"{contender.title}, {len(asked['instance_ids'])} instances"
        if process.returncode != 0:
            raise BenchmarkError(f"{what}: failed, or did not find {wanted} (exit status {process.returncode}). It said:\n{shown}")
        if contender.script and text.strip() != said:
            raise BenchmarkError(f"{what}: did not find {wanted}. It said:\n{shown}")
        return Measured(seconds, usage.ru_utime + usage.ru_stime, len(boomi.requests()), memory.peaks)

    def _environment(self, contender: Contender, boomi: LocalBoomi) -> dict[str, str]:
        shared = {**clean_environment(), **boomi.environment, **contender.environment}
        if contender.script:
            return {**shared, "PYTHONPATH": os.pathsep.join((str(ROOT), str(COLLECTIONS)))}
        return {
            **shared,
            "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
            "ANSIBLE_HOME": str(self._path / "ansible"),
            "ANSIBLE_REMOTE_TMP": str(self._path / "ansible/tmp"),
            "ANSIBLE_LOCALHOST_WARNING": "false",
        }

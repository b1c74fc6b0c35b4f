# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An inventory of a whole estate, cold and from the cache."""

from __future__ import annotations

import json
import shutil
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..contenders import Contender
from ..errors import BenchmarkError
from ..formats import mb, seconds, table
from ..running import Measured, Runner, middle
from ..targets import Verdict
from .estate import Estate
from .part import Part
from .plan import Plan

COLD, CACHED = "cold", "from the cache"
MOST_SECONDS = {COLD: 30, CACHED: 3}
QUESTIONS = ("--list", "--graph")
_PROGRAM = Path(sysconfig.get_path("scripts"), "ansible-inventory")
_FILE = """plugin: boomi.spaces.integration_pack_instance
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: {cache}
"""


@dataclass(frozen=True)
class _Inventory:
    """The inventory file, and the cache and the list that commands make beside it."""

    folder: Path

    def write(self) -> None:
        self.file.write_text(_FILE.format(cache=self.cache), encoding="utf-8")

    @property
    def file(self) -> Path:
        return self.folder / "boomi.yml"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def listed(self) -> Path:
        return self.folder / "list.json"

    def contender(self, question: str) -> Contender:
        output = ["--output", str(self.listed)] if question == "--list" else []
        command = [sys.executable, str(_PROGRAM), "-i", str(self.file), question, *output]
        return Contender(question, f"`ansible-inventory {question}`", lambda dummy: command)

    def hosts(self) -> int:
        """How many hosts the last list has."""
        return len(json.loads(self.listed.read_text(encoding="utf-8"))["_meta"]["hostvars"])


def measure(plan: Plan, runner: Runner) -> Part:
    hosts = plan.sizes[-1]
    runs: dict[tuple[str, str], list[Measured]] = {(question, state): [] for question in QUESTIONS for state in MOST_SECONDS}
    with tempfile.TemporaryDirectory() as folder, Estate(runner, "spaces", hosts, 1) as estate:
        estate.environment["ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED"] = "true"
        inventory = _Inventory(Path(folder))
        inventory.write()
        for _turn in range(plan.inventories):
            for question in QUESTIONS:
                shutil.rmtree(inventory.cache, ignore_errors=True)
                for state in MOST_SECONDS:
                    measured = runner.ask(inventory.contender(question), {"instance_ids": []}, f"{hosts} hosts", "", estate)
                    runs[question, state].append(measured)
                    sys.stderr.write(f"{question}, {state}: {measured.seconds:.2f} s, {measured.requests} requests, {measured.peak / 1e6:.0f} MB\n")
                    if inventory.hosts() != hosts:
                        raise BenchmarkError(f"The inventory has {inventory.hosts()} hosts, and not {hosts}.")
    found = {cell: middle(measured) for cell, measured in runs.items()}
    return Part(f"An inventory of {hosts:,} hosts", _text(plan, found), _verdicts(hosts, found))


def _verdicts(hosts: int, found: dict[tuple[str, str], Measured]) -> list[Verdict]:
    return [
        Verdict(f"Inventory of {hosts:,} hosts, `{question}`, {state}", f"under {most} s", f"{run.seconds:.1f} s", run.seconds < most)
        for (question, state), run in found.items()
        for most in (MOST_SECONDS[state],)
    ]


def _text(plan: Plan, found: dict[tuple[str, str], Measured]) -> str:
    rows = ((f"`{question}`", state, f"{run.requests:,}", seconds(run.seconds), seconds(run.cpu), mb(run.peak)) for (question, state), run in found.items())
    return f"""`ansible-inventory` with `boomi.spaces.integration_pack_instance`, its default groups and the cache plugin `ansible.builtin.jsonfile`: the whole
command, the mean of {plan.inventories} runs, each of which finds every host. The hosts are without `include_processes`.

{table(("", "", "requests", "time (s)", "processor time (s)", "peak memory (MB)"), rows, "|--::::")}"""

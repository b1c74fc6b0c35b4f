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

import yaml

from ..contenders import Contender
from ..errors import BenchmarkError
from ..formats import mb, seconds, table
from ..measuring import quotient
from ..running import Measured, Runner, middle
from ..targets import number
from ..verdict import Verdict
from .estate import Estate
from .part import Part
from .plan import Plan

COLD, CACHED, STATIC = "cold", "from the cache", "Ansible's own `yaml` inventory"
STATES = (COLD, CACHED, STATIC)
MOST_SECONDS = 30  # cold
MOST_OF_STATIC = 1.2
QUESTIONS = ("--list", "--graph")
_PROGRAM = Path(sysconfig.get_path("scripts"), "ansible-inventory")
_FILE = """plugin: boomi.spaces.integration_pack_instance
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: {cache}
"""


@dataclass(frozen=True)
class _Inventory:
    """The inventory file, the cache and the list that commands make beside it, and the same hosts, groups and variables as a file."""

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

    @property
    def static(self) -> Path:
        return self.folder / "static.yml"

    def contender(self, question: str, state: str) -> Contender:
        output = ["--output", str(self.listed)] if question == "--list" else []
        file = self.static if state == STATIC else self.file
        command = [sys.executable, str(_PROGRAM), "-i", str(file), question, *output]
        return Contender(question, f"`ansible-inventory {question}`", lambda dummy: command)

    def names(self) -> list[str]:
        """The hosts of the last list."""
        hosts: list[str] = json.loads(self.listed.read_text(encoding="utf-8"))["boomi"]["hosts"]
        return hosts

    def write_static(self) -> None:
        listed = json.loads(self.listed.read_text(encoding="utf-8"))
        hosts = {name: listed["_meta"]["hostvars"][name] for name in self.names()}
        groups = {name: {"hosts": dict.fromkeys(group["hosts"])} for name, group in listed.items() if "hosts" in group}
        self.static.write_text(yaml.dump({"all": {"hosts": hosts, "children": groups}}, Dumper=yaml.CSafeDumper), encoding="utf-8")


Runs = dict[tuple[int, str, str], Measured]  # by hosts, question and state


def measure(plan: Plan, runner: Runner) -> Part:
    found: Runs = {}
    for hosts in plan.few:
        found.update({(hosts, *cell): middle(measured) for cell, measured in _asked(plan, runner, hosts).items()})
    return Part(f"An inventory of up to {plan.few[-1]:,} hosts", _text(plan, found), _verdicts(plan.few[-1], found))


def _asked(plan: Plan, runner: Runner, hosts: int) -> dict[tuple[str, str], list[Measured]]:
    runs: dict[tuple[str, str], list[Measured]] = {(question, state): [] for question in QUESTIONS for state in STATES}
    with tempfile.TemporaryDirectory() as folder, Estate(runner, "spaces", hosts, 1) as estate:
        estate.environment["ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED"] = "true"
        inventory = _Inventory(Path(folder))
        inventory.write()
        for _turn in range(plan.inventories):
            for question in QUESTIONS:
                shutil.rmtree(inventory.cache, ignore_errors=True)
                for state in STATES:
                    measured = runner.ask(inventory.contender(question, state), {"instance_ids": []}, f"{hosts} hosts", "", estate)
                    runs[question, state].append(measured)
                    sys.stderr.write(f"{question}, {state}: {measured.seconds:.2f} s, {measured.requests} requests, {measured.peak / 1e6:.0f} MB\n")
                    if len(inventory.names()) != hosts:
                        raise BenchmarkError(f"The inventory has {len(inventory.names())} hosts, and not {hosts}.")
                    if not inventory.static.exists():
                        inventory.write_static()
    return runs


def _verdicts(hosts: int, found: Runs) -> list[Verdict]:
    whole = found[hosts, "--list", COLD]
    verdicts = [Verdict(f"Inventory of {hosts:,} hosts, cold, `--list`", f"under {MOST_SECONDS} s", f"{whole.seconds:.1f} s", whole.seconds < MOST_SECONDS)]
    for question in QUESTIONS:
        share = quotient(found[hosts, question, CACHED].seconds, found[hosts, question, STATIC].seconds)
        what = f"The same from the cache, `{question}`, divided by the time of {STATIC} with these hosts, groups and variables"
        verdicts.append(Verdict(what, f"under {MOST_OF_STATIC}", number(share), share < MOST_OF_STATIC, first=question == "--list"))
    return verdicts


def _text(plan: Plan, found: Runs) -> str:
    rows = [
        (f"{hosts:,}", f"`{question}`", state, f"{run.requests:,}", seconds(run.seconds), seconds(run.cpu), mb(run.peak))
        for (hosts, question, state), run in found.items()
    ]
    return f"""`ansible-inventory` with `boomi.spaces.integration_pack_instance`, its default groups and the cache plugin `ansible.builtin.jsonfile`: the whole
command, the mean of {plan.inventories} runs, each of which finds every host, without `include_processes`. *{STATIC}* is the same command on a
file with the same hosts, groups and variables. `--list` collects the variables of each host separately and writes them all. `--graph` only
reads the inventory, as a play does.

{table(("hosts", "", "", "requests", "time (s)", "processor time (s)", "peak memory (MB)"), rows, "|:--::::")}"""

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What filters and roles take through `ansible-playbook`, and how much of it is Ansible's own: a section of docs/benchmarks.md."""

from __future__ import annotations

import json
import random
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from . import machine, policy
from .contenders import Contender, playbook, script
from .document import put_questions
from .errors import BenchmarkError
from .local_boomi import LocalBoomi
from .running import Measured, Runner, middle
from .verdict import Verdict

ABOUT = """## Through ansible-playbook

Time is the wall time of the whole command, the median of {runs} runs. The first playbook reads the facts of 50,000 processes, each of which runs every minute,
from a file, and checks them against the policy of 50 rules of the section on policies. The same playbook without the check shows what Ansible takes to read
them, and the same check in plain Python what the filter takes by itself: the rest is Ansible, which looks for a template in each value that a filter reads.
`verify` asks a local Boomi without latency for 400 instances with 2,000 processes and their status, checks them, and writes an HTML page. The pace of
the Platform API, which knows the status, is the default of 5 requests a second, or off."""
RUNS = 3
INSTANCES, EACH = 400, 5
MOST_SECONDS = 12
PROGRAM = Path(sysconfig.get_path("scripts"), "ansible-playbook")


def always() -> list[dict[str, Any]]:
    """The facts of the section on policies, but that each process runs every minute."""
    processes = policy.facts(random.Random(5))
    for process in processes:
        for item in process["process_schedules"]:
            item["schedule"] = [dict.fromkeys(("minutes", "hours", "days_of_week", "days_of_month", "months", "years"), "*")]
    return processes


def judged(runner: Runner, boomi: LocalBoomi, folder: Path) -> list[Verdict]:
    (folder / "facts.json").write_text(json.dumps(always()), encoding="utf-8")
    (folder / "policy.json").write_text(json.dumps(policy.policy()), encoding="utf-8")
    asked = {"instance_ids": [], "facts_path": str(folder / "facts.json"), "policy_path": str(folder / "policy.json"), "start": policy.START.isoformat()}
    asked["count_path"] = str(folder / "count")
    found: dict[str, Measured] = {}
    for name, contender in {"read": playbook("read", "read"), "judge": playbook("judge", "judge"), "alone": script("judging", "the filter alone")}.items():
        found[name] = middle([runner.ask(contender, asked, "the facts", "", boomi) for _turn in range(RUNS)])
    findings = (folder / "count").read_text(encoding="utf-8")
    share = found["judge"].seconds - found["read"].seconds
    return [
        Verdict("read 50,000 processes from a file", "", f"{found['read'].seconds:.1f} s, {found['read'].peak / 1e6:.0f} MB"),
        Verdict(
            "the same, and check them against 50 rules through `ansible-playbook`",
            "the filter's share told apart",
            f"{found['judge'].seconds:.1f} s, of which the filter {share:.1f} s; {found['judge'].peak / 1e6:.0f} MB",
            first=True,
        ),
        Verdict(f"the same check in plain Python, {findings} findings", "", f"{found['alone'].seconds:.1f} s, {found['alone'].peak / 1e6:.0f} MB"),
    ]


def verified(runner: Runner, folder: Path) -> list[Verdict]:
    rows = []
    rules = {"version": 1, "processes": [{"match": "*", "required": True, "max_runs_per_day": 1440}]}
    (folder / "rules.json").write_text(json.dumps(rules), encoding="utf-8")
    asked = {
        "instance_ids": [],
        "verify_policy_file": str(folder / "rules.json"),
        "verify_report_path": str(folder / "reports"),
        "verify_report_formats": ["html"],
    }
    with LocalBoomi(INSTANCES, EACH, 0.0) as boomi:
        for pace, told in (("5", "at the default pace"), ("1000", "pace off")):
            took = middle([runner.ask(_verify(pace), asked, "no finding", "", boomi) for _turn in range(RUNS)])
            if not list((folder / "reports").glob("*.html")):
                raise BenchmarkError("verify wrote no page.")
            what = f"`verify` of {INSTANCES * EACH:,} processes with an HTML page, {told}, {took.requests} requests"
            first = pace == "5"
            rows.append(Verdict(what, f"< {MOST_SECONDS} s" if first else "", f"{took.seconds:.1f} s", not first or took.seconds < MOST_SECONDS, first=first))
    return rows


def _verify(pace: str) -> Contender:
    command = [sys.executable, str(PROGRAM), "boomi.spaces.verify"]
    return Contender("verify", "verify", lambda question: [*command, "-e", f"@{question}"], environment={"BOOMI_REQUESTS_PER_SECOND": pace})


def main() -> int:
    described = machine.describe()
    with Runner() as runner, tempfile.TemporaryDirectory() as folder:
        with LocalBoomi(1, 1, 0.0) as boomi:
            rows = judged(runner, boomi, Path(folder))
        rows += verified(runner, Path(folder))
    return put_questions("controller", ABOUT.format(runs=RUNS), described, rows)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BenchmarkError as error:
        sys.exit(f"benchmarks: {error}")

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long 50,000 processes take to be judged by 50 rules, and how much memory: a section of docs/benchmarks.md.

Fails if a target is missed. ``python -m tests.benchmarks.policy --memory`` judges once and prints how many findings there are.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import datetime, timezone
from typing import Any

from tests.paths import COLLECTIONS, ROOT

from . import machine
from .document import put_questions
from .errors import BenchmarkError
from .memory import MAIN, PeakMemory
from .verdict import Verdict

sys.path.insert(0, str(COLLECTIONS))

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import policy_findings
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.snapshot import policy_from

ABOUT = """## Policies

This checks 50,000 processes with
{schedules} different schedules on {atoms} runtimes in three time zones against a policy of 50 rules: 46 of `processes`, each for several thousand or for all of
them, three windows over a horizon of a year, and `max_starts_per_minute`. Seconds are processor time. Memory is the peak of a separate Python
process that makes the facts and checks them once, in megabytes (10⁶ bytes)."""
PROCESSES, SCHEDULES, ATOMS = 50_000, 300, 40
KINDS = [f"{what} {how}" for what in ("Order", "Invoice", "Load", "Payroll", "Stock") for how in ("Intake", "Export", "Sync")]
START = datetime(2026, 11, 24, tzinfo=timezone.utc)
MB = 1_000_000


def schedule(source: random.Random) -> list[dict[str, str]]:
    return [
        {
            "minutes": f"{source.randrange(15)}-59/{source.choice([5, 10, 15, 20, 30])}",
            "hours": f"{source.randrange(12)}-{12 + source.randrange(12)}",
            "days_of_week": source.choice(["*", "2-6", "2-7", "1"]),
            "days_of_month": source.choice(["*", "*", "*", "1", "1,15"]),
            "months": "*",
            "years": "*",
        }
        for dummy in range(source.choice([1, 1, 1, 2]))
    ]


def facts(source: random.Random) -> list[dict[str, Any]]:
    """Each with objects of its own, as JSON is read. A quarter of them is on two atoms."""
    pool = [schedule(source) for dummy in range(SCHEDULES)]
    return [
        {
            "id": f"{number:08x}-4070-4a92-8d00-d7c832e4caf5",
            "name": f"{source.choice(KINDS)} {number}",
            "instance_id": f"instance-{number // 50}",
            "process_schedules": [
                {
                    "id": f"{number}:{atom}",
                    "atom_id": f"atom-{atom}",
                    "env_id": f"environment-{atom % 4}",
                    "enabled": source.random() < 0.9,
                    "schedule": [dict(entry) for entry in source.choice(pool)],
                    "retry": {"schedule": [], "max_retry": 5},
                }
                for atom in source.sample(range(ATOMS), source.choice([1, 1, 1, 2]))
            ],
        }
        for number in range(PROCESSES)
    ]


def policy(least: int = 1) -> dict[str, Any]:
    """``least`` minutes between two runs, and up to two more, are demanded of all processes by twenty rules: where it is 2, many break them."""
    rules: list[dict[str, Any]] = [
        {"match": f"{kind} *", "required": True, "max_retry": 5, "min_minutes_between_runs": 3, "max_runs_per_day": 250 + number}
        for number, kind in enumerate(KINDS)
    ]
    rules += [{"match": f"*{number}", "max_retry": 5, "enabled_on": "all"} for number in range(10, 12)]
    rules += [{"match": f"*{number}*", "only_on": [f"atom-{number}"], "environments": [f"environment-{number % 4}"]} for number in range(9)]
    rules += [{"match": "*", "min_minutes_between_runs": least + number % 3, "max_runs_per_day": 1000 + number} for number in range(20)]
    assert len(rules) == 46
    windows = [
        {"match": "*", "must_not_run": {"hours": "2", "days_of_week": "1", "days_of_month": "2"}},
        {"match": "Load*", "must_run": {"hours": "12-13", "days_of_week": "2"}},
        {"match": "Stock*", "must_not_run": {"hours": "1", "minutes": "0", "days_of_month": "1", "months": "1"}},
    ]
    zones = {"atom-1": "UTC", "atom-2": "America/New_York"}
    return {
        "version": 1,
        "timezone": "Europe/Berlin",
        "atom_timezones": zones,
        "processes": rules,
        "max_starts_per_minute": 400,
        "windows": windows,
        "unmatched": "deny",
    }


def peak() -> int:
    """Bytes."""
    process = subprocess.Popen([sys.executable, "-m", "tests.benchmarks.policy", "--memory"], cwd=ROOT, stdout=subprocess.PIPE)
    with PeakMemory(process.pid) as memory:
        process.communicate()
    if process.returncode:
        raise BenchmarkError("The separate process failed.")
    return memory.peaks[MAIN]


def main() -> int:
    described = machine.describe()
    processes = facts(random.Random(5))
    rows: list[Verdict] = []
    for what, demands, horizon in (
        ("50,000 processes against 50 rules", policy(), 365),
        ("the same with a horizon of ten years", policy(), 3650),
        ("the same against rules with more findings", policy(2), 365),
    ):
        start = time.process_time()
        found = len(policy_findings(processes, demands, START, horizon))
        took = time.process_time() - start
        target = "< 10 s" if not rows else ""
        rows.append(Verdict(f"{what}: {found:,} findings", target, f"{took:.2f} s", not target or took < 10))
    start = time.process_time()
    remembered = policy_from(processes)
    took = time.process_time() - start
    rows.append(Verdict(f"`policy_from` of them: {len(remembered['processes']):,} rules", "", f"{took:.2f} s"))
    start = time.process_time()
    assert policy_findings(processes, remembered, START) == []
    took = time.process_time() - start
    rows.append(Verdict("checked against this policy", "", f"{took:.2f} s"))
    memory = peak()
    rows.append(Verdict("memory, with the facts", "< 500 MB", f"{memory / MB:.0f} MB", memory < 500 * MB))
    about = ABOUT.format(schedules=SCHEDULES, atoms=ATOMS)
    return put_questions("policies", about, described, rows)


if __name__ == "__main__":
    if sys.argv[1:] == ["--memory"]:
        sys.stdout.write(f"{len(policy_findings(facts(random.Random(5)), policy(), START))}\n")
        sys.exit(0)
    sys.exit(main())

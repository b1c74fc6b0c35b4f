# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the filters for planning take for 10,000 schedules, and the playbook plan for 1,000 instances: a section of docs/benchmarks.md.

Fails if a target is missed.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.paths import COLLECTIONS, ROOT

from . import machine
from .document import put_questions
from .errors import BenchmarkError
from .local_boomi import LocalBoomi, clean_environment
from .verdict import Verdict

sys.path.insert(0, str(COLLECTIONS))

from ansible_collections.boomi.spaces.plugins.filter.disturbed_by import disturbed_by
from ansible_collections.boomi.spaces.plugins.filter.least_busy import least_busy
from ansible_collections.boomi.spaces.plugins.filter.quiet_times import quiet_times

ABOUT = """## Planning

This asks about {number:,} processes with
one schedule each, {different:,} of which differ, on {atoms} runtimes in {zones} time zones; for `least_busy` all are on one runtime. Seconds are processor
time, and include reading the facts. The last rows are the playbook `boomi.spaces.plan`
for a night on {instances:,} instances with {each} processes each, in wall time, beside an `ansible-playbook` that only asks the same."""
SCHEDULES, ATOMS = 10_000, 40
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]
WEEK = ("2026-10-21T00:00Z", "2026-10-28T00:00Z")
NIGHT = ("2026-10-25T00:00Z", "2026-10-25T04:00Z")
LIMIT = 3
INSTANCES, EACH = 1_000, 10
# The share of a run of the playbook that is not asking.
MOST_OF_PLANNING = 50
# A test of the benchmark itself may do with one.
RUNS = int(os.environ.get("RUNS", "2"))


def schedule(source: random.Random) -> list[dict[str, str]]:
    """Mostly few starts in the night, so that there are quiet times; most of them unlike any other."""
    hours = sorted(source.sample(range(4), source.choice([1, 1, 2, 3])))
    entry = {
        "minutes": ",".join(map(str, sorted(source.sample(range(45), source.choice([1, 1, 2]))))),
        "hours": ",".join(map(str, hours)),
        "days_of_week": source.choice(["*", "*", "2-6", "2-7", "1", "7", "2,4,6"]),
        "days_of_month": source.choice(["*", "*", "*", "1", "1,15", "28-31"]),
        "months": source.choice(["*", "*", "3,6,9,12"]),
        "years": "*",
    }
    return [entry, {**entry, "days_of_week": "1", "hours": "5"}] if source.random() < 0.2 else [entry]


def facts(source: random.Random, atoms: int = ATOMS) -> list[dict[str, Any]]:
    return [
        {
            "id": f"{number:08x}-4070-4a92-8d00-d7c832e4caf5",
            "name": f"Process {number}",
            "instance_id": f"instance-{number // 50}",
            "process_schedules": [{"id": str(number), "atom_id": f"atom-{number % atoms}", "enabled": True, "schedule": schedule(source)}],
        }
        for number in range(SCHEDULES)
    ]


def ansible(playbook: Sequence[str], boomi: LocalBoomi, folder: Path) -> float:
    """Its seconds of wall time. Raises BenchmarkError if it fails."""
    (folder / "ansible.cfg").touch()
    around = {
        **clean_environment(),
        **boomi.environment,
        "BOOMI_REQUESTS_PER_SECOND": "1000",
        "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
        "ANSIBLE_HOME": str(folder / "ansible"),
        "ANSIBLE_LOCALHOST_WARNING": "false",
    }
    command = [str(Path(sys.executable).with_name("ansible-playbook")), *playbook]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=around, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    took = time.perf_counter() - start
    if done.returncode:
        raise BenchmarkError(f"{' '.join(playbook)}: exit status {done.returncode}. It said:\n{done.stdout[-2000:]}")
    return took


def playbook_rows(instances: int = INSTANCES) -> list[Verdict]:
    """The playbook beside its question alone, without latency and with that of an API far away. Of each the better of two runs."""
    night = [word for name, value in (("start", "2026-11-29T02:00Z"), ("minutes", "120")) for word in ("-e", f"plan_{name}={value}")]
    rows = []
    for latency in (0.0, 0.15):
        with tempfile.TemporaryDirectory() as folder, LocalBoomi(instances, EACH, latency) as boomi:
            asks = [str(ROOT / "tests/benchmarks/playbooks/plan_asked.yml")]
            asking, planning = (min(ansible(words, boomi, Path(folder)) for dummy in range(RUNS)) for words in (asks, ["boomi.spaces.plan", *night]))
        share = 100 * max(0.0, planning - asking) / planning
        what = f"the playbook `plan` for {instances:,} instances, at {latency * 1000:.0f} ms latency; asking alone takes {asking:.1f} s"
        rows.append(Verdict(what, f"< {MOST_OF_PLANNING} %", f"{planning:.1f} s, {share:.0f} % of it planning", share < MOST_OF_PLANNING))
    return rows


def main() -> int:
    described = machine.describe()
    processes, together = facts(random.Random(20)), facts(random.Random(20), 1)
    zones = {f"atom-{atom}": ZONES[atom % len(ZONES)] for atom in range(ATOMS)}
    source = random.Random(21)
    durations = [{"process_id": process["id"], "minutes": source.choice([0.5, 2, 7.25, 15])} for process in processes]
    year = ("2026-01-01T00:00Z", "2027-01-01T00:00Z")
    everything = "* * * * * *"
    questions: list[tuple[str, str, Callable[[], list[Any]]]] = [
        ("`quiet_times` over a week", "spans", lambda: quiet_times(processes, *WEEK, 15, None, "runtime", zones)),
        ("the same with durations", "spans", lambda: quiet_times(processes, *WEEK, 15, durations, "runtime", zones)),
        ("the same over a year", "spans", lambda: quiet_times(processes, *year, 15, durations, "runtime", zones)),
        ("`disturbed_by` for four hours with a clock change, with durations", "items", lambda: disturbed_by(processes, *NIGHT, durations, "runtime", zones)),
        ("`least_busy` of the minutes of an hour", "places", lambda: least_busy(together, "Process 0", "* 2 * * * *", 60, "2026-11-28")),
        ("the same of all minutes of a day", "places", lambda: least_busy(together, "Process 0", everything, 2000, "2026-11-28")),
    ]
    targets = {0, 4}
    rows: list[Verdict] = []
    for number, (question, what, ask) in enumerate(questions):
        start = time.process_time()
        found = len(ask())
        took = time.process_time() - start
        target = f"< {LIMIT} s" if number in targets else ""
        rows.append(Verdict(f"{question}: {found:,} {what}", target, f"{took:.2f} s", not target or took < LIMIT))
    rows += playbook_rows()
    different = len({str(process["process_schedules"][0]["schedule"]) for process in processes})
    about = ABOUT.format(number=SCHEDULES, different=different, atoms=ATOMS, zones=len(ZONES), instances=INSTANCES, each=EACH)
    return put_questions("planning", about, described, rows)


if __name__ == "__main__":
    sys.exit(main())

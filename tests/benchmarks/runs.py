# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a day of 10,000 processes takes to be held against what ran, and how much memory: a section of docs/benchmarks.md.

Fails if a target is missed. ``python -m tests.benchmarks.runs --memory`` with ``facts``, ``nothing`` or ``everything`` prints the peak of one question.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from datetime import datetime, timedelta, timezone
from typing import Any

from tests.paths import COLLECTIONS, ROOT

from . import machine
from .document import put_questions
from .errors import BenchmarkError
from .memory import MAIN, PeakMemory
from .verdict import Verdict

sys.path.insert(0, str(COLLECTIONS))

from tests.unit import filters as plugins

ABOUT = """## Runs

10,000 processes on 40 runtimes run every 15
minutes: 960,000 planned runs a day, each of which has an item. Once nothing has run, and once everything, with one record for each planned run. Seconds
are processor time of the whole filter. Memory is the peak of a separate Python process, in megabytes (10⁶ bytes). The records alone are larger than all items,
so that what the filter adds to them is given too."""
PROCESSES, ATOMS, INTERVAL = 10_000, 40, 15
DAY = datetime(2026, 11, 24, tzinfo=timezone.utc)
MB = 1_000_000
FACTS, NOTHING, EVERYTHING, RECORDS = "facts", "nothing", "everything", "records"


def process(number: int) -> dict[str, Any]:
    schedule = {"minutes": f"{number % INTERVAL}-59/{INTERVAL}", "hours": "*", "days_of_week": "*", "days_of_month": "*", "months": "*", "years": "*"}
    place = {"id": f"schedule-{number}", "atom_id": f"atom-{number % ATOMS}", "env_id": "environment", "atom_status": "ONLINE"}
    item = {**place, "enabled": True, "schedule": [schedule], "retry": {"schedule": [], "max_retry": 5}}
    return {"id": f"{number:08x}-4070-4a92-8d00-d7c832e4caf5", "name": f"Order Intake {number}", "instance_id": f"i{number}", "process_schedules": [item]}


def records(which: str) -> dict[str, Any]:
    """The result of execution_record_info, in the order of time, as the API has it. Each record has texts of its own, as JSON is read."""
    found = []
    for minute in range(24 * 60 if which in (EVERYTHING, RECORDS) else 0):
        for number in range(minute % INTERVAL, PROCESSES, INTERVAL):
            began = DAY + timedelta(minutes=minute, seconds=number * 7 % 240)
            found.append(
                {
                    "execution_id": f"execution-{number:08x}-2f45-4f29-ab2d-{minute:012}-2026.11.24",
                    "execution_time": began.strftime("%Y-%m-%dT%H:%M:%SZ"),
                    "execution_type": "exec_sched",
                    "execution_duration": 3832,
                    "status": "ERROR" if number % 50 == 0 else "COMPLETE",
                    "process_id": f"{number:08x}-4070-4a92-8d00-d7c832e4caf5",
                    "atom_id": f"atom-{number % ATOMS}",
                }
            )
    return {"execution_records": found, "since": "2026-11-23T00:00:00Z", "until": "2026-11-26T00:00:00Z", "exhaustive": True, "source": "platform"}


def verdicts(processes: list[dict[str, Any]], result: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = plugins.run_verdicts(processes, result, DAY, DAY + timedelta(days=1), now=DAY + timedelta(days=2))
    return found


def once(which: str) -> int:
    """Asks one question; how many items there are."""
    processes, result = [process(number) for number in range(PROCESSES)], records(which)
    return len(verdicts(processes, result)) if which in (NOTHING, EVERYTHING) else 0


def peak(which: str) -> int:
    """Bytes."""
    child = subprocess.Popen([sys.executable, "-m", "tests.benchmarks.runs", "--memory", which], cwd=ROOT, stdout=subprocess.PIPE)
    with PeakMemory(child.pid) as memory:
        child.communicate()
    if child.returncode:
        raise BenchmarkError("The separate process failed.")
    return memory.peaks[MAIN]


def main() -> int:
    described = machine.describe()
    processes = [process(number) for number in range(PROCESSES)]
    rows: list[Verdict] = []
    for what, which in (("nothing ran", NOTHING), ("everything ran", EVERYTHING)):
        result = records(which)
        start = time.process_time()
        found = verdicts(processes, result)
        took = time.process_time() - start
        counts = ", ".join(f"{count:,} {verdict}" for verdict, count in sorted(Counter(item["verdict"] for item in found).items()))
        rows.append(Verdict(f"960,000 planned runs, {what}: {counts}", "< 10 s", f"{took:.2f} s", took < 10))
        start = time.process_time()
        summary = plugins.run_summary(found, result)
        rows.append(Verdict(f"`run_summary` of them: {len(summary):,} rows", "", f"{time.process_time() - start:.2f} s"))
    peaks = {which: peak(which) for which in (FACTS, NOTHING, RECORDS, EVERYTHING)}
    rows.append(Verdict("memory, with the facts, nothing ran", "< 500 MB", f"{peaks[NOTHING] / MB:.0f} MB", peaks[NOTHING] < 500 * MB))
    added = peaks[EVERYTHING] - peaks[RECORDS]
    rows.append(Verdict(f"memory added to the records, {peaks[RECORDS] / MB:.0f} MB, everything ran", "< 500 MB", f"{added / MB:.0f} MB", added < 500 * MB))
    return put_questions("runs", ABOUT, described, rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        sys.stdout.write(f"{once(sys.argv[2])}\n")
        sys.exit(0)
    sys.exit(main())

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report on 2,000 processes: how long each format takes, and how the page opens, filters and sorts in chromium.

Fails if a target is missed.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from tests.integration.browser import MISSING, chromium, programs
from tests.paths import COLLECTIONS

from . import machine
from .document import put_questions
from .errors import BenchmarkError
from .schedule import entry
from .verdict import Verdict

sys.path.insert(0, str(COLLECTIONS))

from ansible_collections.boomi.spaces.plugins.filter.report import report

ABOUT = """## Reports

This reports on 2,000 processes on
20 runtimes, each with its own schedule and one in four with retry windows, and on 100 findings. The page is opened from a file in
chromium without a window and without a graphics card. A keystroke is the time from the event to the next frame, including all drawing. The figures are
the median and the slowest of the letters of several words, which are typed one by one and deleted again."""
PROCESSES = 2_000
START = "2026-11-24T08:15:00"
WORDS = ("order 17", "monday", "prod-3", "no such")
# From typing to the next frame; one call for each letter.
TYPE = """
const [text, done] = arguments, box = document.querySelector("#processes input"), start = performance.now();
box.value = text;
box.dispatchEvent(new Event("input"));
requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
"""
SORT = """
const [column, done] = arguments, start = performance.now();
document.querySelectorAll("#processes th button")[column].click();
requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
"""
OPENED = "const [done] = arguments; setTimeout(() => done(performance.getEntriesByType('navigation')[0].loadEventEnd))"


def facts() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The same every time."""
    source = random.Random(5)
    processes = []
    for number in range(PROCESSES):
        atom = source.randrange(20)
        item = {
            "id": f"schedule-{number}",
            "process_id": f"{number:08}-4a92-8d00-d7c832e4caf5",
            "atom_id": f"atom-{atom}",
            "atom_name": f"prod-{atom}",
            "env_id": "production",
            "env_name": "Production",
            "enabled": source.choice([True, True, True, False, None]),
            "schedule": [entry(source)],
            "retry": {"schedule": [entry(source)] if number % 4 == 0 else [], "max_retry": 5},
        }
        name = f"{source.choice(['Order', 'Invoice', 'Stock', 'Price'])} {source.choice(['Intake', 'Export', 'Load'])} {number}"
        processes.append({"id": item["process_id"], "name": name, "instance_id": f"instance-{number // 10}", "process_schedules": [item]})
    findings = [
        {
            "rule": f"processes[{number % 7}].schedule",
            "severity": "warning" if number % 3 else "error",
            "message": "It runs at other times than the policy says.",
            "process_id": processes[number]["id"],
            "process_name": processes[number]["name"],
            "instance_id": processes[number]["instance_id"],
            "env_id": "production",
            "atom_id": processes[number]["process_schedules"][0]["atom_id"],
            "expected": [entry(source)],
            "actual": processes[number]["process_schedules"][0]["schedule"],
        }
        for number in range(100)
    ]
    return processes, findings


def main() -> int:
    if programs() is None:
        raise BenchmarkError(MISSING)
    where = machine.describe()
    processes, findings = facts()
    rows: list[Verdict] = []
    pages = {}
    for format in ("html", "json", "junit", "markdown", "ical"):  # noqa: A001 - the name of the filter's option
        times = []
        for _attempt in range(3):
            start = perf_counter()
            pages[format] = report(processes, format, findings, "Benchmark", "Europe/Berlin", None, START)
            times.append(perf_counter() - start)
        size = len(pages[format].encode("utf-8"))
        target, met = ("< 3 s, < 4 MB", min(times) < 3 and size < 4e6) if format == "html" else ("", True)
        rows.append(Verdict(f"write `{format}`", target, f"{min(times):.2f} s, {size / 1e6:.2f} MB", met))

    with tempfile.TemporaryDirectory() as folder, chromium(Path(folder) / "profile") as driver:
        page = Path(folder) / "page.html"
        page.write_text(pages["html"], encoding="utf-8")
        opened = []
        for _attempt in range(3):
            driver.get(page.as_uri())
            opened.append(driver.execute_async_script(OPENED))
        keys = [driver.execute_async_script(TYPE, text) for word in WORDS for text in _typed(word)]
        sorts = [driver.execute_async_script(SORT, column) for column in (0, 0, 1, 4, 5)]
    rows += [
        Verdict("open the page", "< 2,000 ms", f"{min(opened):.0f} ms", min(opened) < 2000),
        Verdict("a keystroke in the filter", "median < 100 ms", f"{median(keys):.0f} ms, at most {max(keys):.0f} ms", median(keys) < 100),
        Verdict("sort by a column", "median < 500 ms", f"{median(sorts):.0f} ms, at most {max(sorts):.0f} ms", median(sorts) < 500),
    ]
    return put_questions("report", ABOUT, where, rows)


def _typed(word: str) -> list[str]:
    """What stands in the box after each key, typing the word and deleting it again."""
    return [word[:length] for length in (*range(1, len(word) + 1), *range(len(word) - 1, -1, -1))]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BenchmarkError as error:
        sys.exit(f"benchmarks: {error}")

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table at the head of docs/benchmarks.md: ``python -m tests.benchmarks.summary`` makes it of what the benchmarks have kept.

A benchmark keeps what it measured, when, and the load of the machine, in tests/output. Fails where one has not been run, or a target is missed.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Sequence
from datetime import datetime, timezone

from tests.paths import ROOT

from . import document, machine
from .errors import BenchmarkError
from .formats import table
from .verdict import Verdict, missed

KEPT = ROOT / "tests/output/benchmarks"
SECTIONS = ("spaces", "platform", "fleet", "schedules", "controller")


def keep(section: str, verdicts: Sequence[Verdict]) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = {"at": f"{datetime.now(timezone.utc):%Y-%m-%d %H:%M} UTC", "load": os.getloadavg()[0], "verdicts": [dataclasses.asdict(one) for one in verdicts]}
    (KEPT / f"{section}.json").write_text(json.dumps(kept), encoding="utf-8")


def main() -> int:
    rows, judged = [], []
    for section in SECTIONS:
        path = KEPT / f"{section}.json"
        if not path.exists():
            raise BenchmarkError(f"The benchmark {section} has not been run in this checkout: run make bench.")
        kept = json.loads(path.read_text(encoding="utf-8"))
        for one in (Verdict(**each) for each in kept["verdicts"]):
            if one.first:
                judged.append(one)
                rows.append((one.what, one.wanted, one.measured, "yes" if one.reached else "**no**", kept["at"], f"{kept['load']:.1f}"))
    head = ("what", "wanted", "measured", "reached", "measured at", "load of the machine then")
    document.put(document.DOCUMENT, "targets", "\n\n".join(["## Targets", machine.describe(), table(head, rows, "|--:--:"), missed(judged)]), first=True)
    return 0 if all(one.reached for one in judged) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BenchmarkError as error:
        sys.exit(f"benchmarks: {error}")

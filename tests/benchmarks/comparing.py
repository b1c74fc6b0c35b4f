# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long two environments with 10,000 processes each take to be compared: a section of docs/benchmarks.md."""

from __future__ import annotations

import random
import sys
import time
from typing import Any

from tests.paths import COLLECTIONS

from . import machine
from .document import put_questions
from .schedule import entry
from .verdict import Verdict

sys.path.insert(0, str(COLLECTIONS))

from ansible_collections.boomi.spaces.plugins.filter.environment_findings import environment_findings

ABOUT = """## Comparing environments

Two environments with {number:,} processes each, in pairs of instances of the same 200 packs, on two runtimes in each. One process in a hundred has another
schedule in the second. Seconds are processor time, and include reading the facts."""
PROCESSES, PACKS = 10_000, 200


def facts(source: random.Random) -> list[dict[str, Any]]:
    """Names as ``include_names`` returns them."""
    schedules = [[entry(source)] for _number in range(PROCESSES)]
    return [
        {
            "id": f"{environment}-{number}",
            "name": f"Process {number}",
            "instance_id": f"{environment}-{number % PACKS}",
            "instance_name": f"{environment} {number % PACKS}",
            "original_process_id": f"original-{number}",
            "integration_pack": [{"integration_pack_id": f"pack-{number % PACKS}", "name": f"Pack {number % PACKS}"}],
            "process_schedules": [
                {
                    "id": f"{environment}-{number}-{atom}",
                    "env_id": environment,
                    "env_name": environment,
                    "atom_id": f"{environment}-{atom}",
                    "atom_name": f"{environment} runtime {atom}",
                    "enabled": True,
                    "schedule": [entry(source)] if environment == "Production" and number % 100 == 0 else schedules[number],
                    "retry": {"schedule": [], "max_retry": 5},
                }
                for atom in range(2)
            ],
        }
        for environment in ("Test", "Production")
        for number in range(PROCESSES)
    ]


def main() -> int:
    described = machine.describe()
    processes = facts(random.Random(22))
    start = time.process_time()
    found = environment_findings(processes, "Test", "Production")
    took = time.process_time() - start
    what = f"`environment_findings` of two environments with {PROCESSES:,} processes each: {len(found):,} findings"
    rows = [Verdict(what, "", f"{took:.2f} s")]
    return put_questions("comparing", ABOUT.format(number=PROCESSES), described, rows)


if __name__ == "__main__":
    sys.exit(main())

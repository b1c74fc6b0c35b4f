# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: measure, and write the section."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from .. import machine, summary
from ..document import DOCUMENT, put
from ..errors import BenchmarkError
from ..running import Runner
from . import flight, inventory, scale
from .plan import QUICK, Plan
from .report import report

SECTION = "fleet"
PARTS = (scale.measure, flight.measure, inventory.measure)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.fleet",
        description="Measures the collection with 10,000 instances, and writes its section of docs/benchmarks.md. It takes about twelve minutes; "
        "leave the machine alone meanwhile.",
    )
    parser.add_argument("--quick", action="store_true", help="few instances, printed and not written: to try it out")
    options = parser.parse_args(arguments)
    plan, where = QUICK if options.quick else Plan(), machine.describe()
    try:
        with Runner() as runner:
            parts = [measure(plan, runner) for measure in PARTS]
        text = report(parts, f"{where.rstrip('.')}, and {os.getloadavg()[0]:.1f} at the end.")
        if options.quick:
            sys.stdout.write(f"{text}\n")
        else:
            put(DOCUMENT, SECTION, text)
            summary.keep(SECTION, [verdict for part in parts for verdict in part.verdicts])
    except BenchmarkError as error:
        sys.stderr.write(f"benchmarks: {error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("benchmarks: interrupted, nothing was written\n")
        return 130
    return 0

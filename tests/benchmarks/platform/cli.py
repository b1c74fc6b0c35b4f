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
from .forks import SHARED
from .measuring import measure
from .plan import QUICK, Plan
from .report import near_the_floor, report

SECTION = "platform"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.platform",
        description="Measures the source platform beside a script that asks for one process at a time, and writes its section of docs/benchmarks.md. "
        "It takes about twenty minutes; leave the machine alone meanwhile.",
    )
    parser.add_argument("--quick", action="store_true", help="few instances, one run each, printed and not written: to try it out")
    options = parser.parse_args(arguments)
    where = machine.describe()
    try:
        results = measure(QUICK if options.quick else Plan())
        text = report(results, f"{where.rstrip('.')}, and {os.getloadavg()[0]:.1f} at the end.")
        if options.quick:
            sys.stdout.write(f"{text}\n")
        else:
            put(DOCUMENT, SECTION, text)
            summary.keep(SECTION, [near_the_floor(results)])
    except BenchmarkError as error:
        sys.stderr.write(f"benchmarks: {error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("benchmarks: interrupted, nothing was written\n")
        return 130
    paced = (*results.paced, *(run.paced for run in results.forked if run.title == SHARED.title))
    refused = [f"{run.refused} of {run.requests} where the server allows {run.limit} a second" for run in paced if run.refused]
    if refused:
        sys.stderr.write(f"benchmarks: requests were refused at the default pace: {'; '.join(refused)}\n")
    return 1 if refused else 0

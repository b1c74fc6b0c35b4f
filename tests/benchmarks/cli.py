# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: measure, and write the report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from . import machine, summary
from .document import DOCUMENT, put
from .errors import BenchmarkError
from .measuring import QUICK, Plan, measure
from .report import report
from .targets import verdicts

SECTION = "spaces"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description="Measures the module and the lookup beside what people use today, and writes docs/benchmarks.md. It takes about twenty minutes; "
        "leave the machine alone meanwhile.",
    )
    parser.add_argument("--quick", action="store_true", help="1 and 10 instances, one run each, printed and not written: to try it out")
    options = parser.parse_args(arguments)
    where = machine.describe()
    try:
        results = measure(QUICK if options.quick else Plan())
        text = report(results, where)
        if options.quick:
            sys.stdout.write(f"{text}\n\nA quick run: its sizes are smaller than those of the targets, so what it says of them counts for nothing.\n")
        else:
            put(DOCUMENT, SECTION, text)
            summary.keep(SECTION, verdicts(results))
    except BenchmarkError as error:
        sys.stderr.write(f"benchmarks: {error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("benchmarks: interrupted, nothing was written\n")
        return 130
    return 0

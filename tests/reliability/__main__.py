# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.reliability``: runs the whole matrix and writes its tables into docs/reliability.md."""

from __future__ import annotations

import sys

from ansible.plugins.loader import init_plugin_loader

from tests.paths import COLLECTIONS

init_plugin_loader([str(COLLECTIONS)])

from .faults import CELLS
from .running import Matrix
from .scene import local_boomi, short_waits
from .table import tables, write


def main() -> int:
    found: dict[tuple[str, str, str], str] = {}
    surprises = 0
    with local_boomi() as sandbox, short_waits():
        matrix = Matrix(sandbox)
        for fault, source, plugin in CELLS:
            expected = fault.expectation(source, plugin)
            try:
                outcome = matrix.outcome(fault.arrange, source, plugin, fault.loses)
            except AssertionError as error:
                outcome = f"wrong: {str(error).splitlines()[0]}"
            found[fault.what, source, plugin] = outcome
            if outcome != expected:
                surprises += 1
                sys.stderr.write(f"{fault.what}, {source}, {plugin}: expected {expected}, came {outcome}\n")
    if surprises:
        return 1
    write(tables(lambda fault, source, plugin: found.get((fault.what, source, plugin))))
    sys.stderr.write(f"{len(CELLS)} cells, each as expected.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One row of a benchmark: a question, its measured answer, and the target that it is held against, if it has one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """``what`` is to be as ``wanted`` says, which is empty where there is no target, and is ``measured``. ``first`` is whether it stands in the
    table at the head of docs/benchmarks.md, too."""

    what: str
    wanted: str
    measured: str
    reached: bool = True
    first: bool = False


def missed(verdicts: Sequence[Verdict]) -> str:
    """A sentence."""
    failed = [f"{one.what} ({one.measured} instead of {one.wanted})" for one in verdicts if not one.reached]
    return f"Not reached: {'; '.join(failed)}." if failed else "Every target is reached."

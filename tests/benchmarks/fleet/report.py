# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The section of docs/benchmarks.md: the targets of all parts, then each part."""

from __future__ import annotations

from collections.abc import Sequence

from ..formats import table
from ..verdict import missed
from .part import Part


def report(parts: Sequence[Part], machine: str) -> str:
    judged = [verdict for part in parts for verdict in part.verdicts]
    rows = ((one.what, one.wanted, one.measured, "yes" if one.reached else "**no**") for one in judged)
    return "\n\n".join(
        [
            "## A whole estate",
            f"{machine}",
            table(("target", "wanted", "measured", "reached"), rows, "|--:-"),
            missed(judged),
            *(text for part in parts for text in (f"### {part.title}", part.text)),
        ]
    )

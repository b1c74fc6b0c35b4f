# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The matrix as two tables of Markdown."""

from __future__ import annotations

from collections.abc import Callable

from tests.paths import ROOT

from .faults import FAULTS, Fault
from .plugins import PLUGINS
from .scene import SOURCES

DOCUMENT = ROOT / "docs/reliability.md"
BEGIN = "<!-- The fault matrix, written by `make reliability`. -->"
END = "<!-- End of the fault matrix. -->"

Outcomes = Callable[[Fault, str, str], str | None]


def tables(outcome: Outcomes) -> str:
    return "\n".join(line for source in SOURCES for line in (f"### `source: {source}`", "", *_table(source, outcome), ""))


def _table(source: str, outcome: Outcomes) -> list[str]:
    rows = {fault.what: [outcome(fault, source, plugin) or "" for plugin in PLUGINS] for fault in FAULTS}
    return [
        f"| fault | {' | '.join(PLUGINS)} |",
        "| --- |" + " --- |" * len(PLUGINS),
        *(f"| {what} | {' | '.join(cells)} |" for what, cells in rows.items() if any(cells)),
    ]


def committed() -> str:
    """The tables as they stand in the document."""
    return DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0].strip("\n") + "\n"


def write(text: str) -> None:
    before, dummy, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables and numbers as Markdown, as the sections of docs/benchmarks.md show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]], columns: str) -> str:
    """``columns``: after the bar, ``-`` for each column of words and ``:`` for each of numbers."""
    line = "".join(" --- |" if column == "-" else " ---: |" for column in columns[1:])
    return "\n".join([f"| {' | '.join(head)} |", f"|{line}", *(f"| {' | '.join(row)} |" for row in rows)])


def listed(texts: Iterable[str]) -> str:
    *most, last = texts
    return f"{', '.join(most)} and {last}" if most else last


def thousandths(time: float) -> str:
    return f"{time * 1000:.2f}"


def ms(latency: float) -> str:
    return f"{latency * 1000:.0f} ms"


def seconds(time: float) -> str:
    return f"{time:,.2f}"


def duration(time: float) -> str:
    return f"{time:.1f} s" if time < 100 else f"{time:.0f} s"


def mb(size: int) -> str:
    return f"{size / 1e6:,.0f}"

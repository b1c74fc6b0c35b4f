# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts a section into docs/benchmarks.md, and leaves what stands there of others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.paths import ROOT

from . import summary
from .errors import BenchmarkError
from .formats import table
from .verdict import Verdict, missed

DOCUMENT = ROOT / "docs/benchmarks.md"

HEAD = """# Benchmarks

These benchmarks compare the collection with what people use without it. Boomi is simulated on the same machine in all of
them, so that latencies and numbers of requests are known.
"""


def put(path: Path, name: str, content: str, *, first: bool = False) -> None:
    """Replaces what stands between the markers of ``name``, or adds markers and content: at the end, or as the first section.

    Creates the file where it is absent.
    """
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    text = path.read_text(encoding="utf-8") if path.exists() else HEAD
    section = f"{begin}\n{content.strip()}\n{end}"
    if (text.count(begin), text.count(end)) == (0, 0):
        place = text.index("<!-- ") if first and "<!-- " in text else len(text)
        text = "\n\n".join(part.strip() for part in (text[:place], section, text[place:]) if part.strip()) + "\n"
    elif text.count(begin) == text.count(end) == 1 and text.index(begin) < text.index(end):
        text = text[: text.index(begin)] + section + text[text.index(end) + len(end) :]
    else:
        raise BenchmarkError(f"{path.name} does not hold {begin} and {end} once each and in that order; nothing was written.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def put_questions(name: str, about: str, described: str, verdicts: Sequence[Verdict]) -> int:
    """A section that is one table; returns the exit status of the benchmark: 1 where a target is missed."""
    rows = [(one.what, one.measured, one.wanted + ("" if one.reached else " **missed**")) for one in verdicts]
    put(DOCUMENT, name, "\n\n".join([about, described, table(("question", "measured", "target"), rows, "|-:-"), missed(verdicts)]))
    summary.keep(name, verdicts)
    return 0 if all(one.reached for one in verdicts) else 1

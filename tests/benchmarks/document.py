# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts a section into docs/benchmarks.md, and leaves what stands there of others."""

from __future__ import annotations

from pathlib import Path

from .errors import BenchmarkError

HEAD = """# Benchmarks

These benchmarks compare the collection with what people use without it. Boomi is simulated on the same machine in all of
them, so that latencies and numbers of requests are known.
"""


def put(path: Path, name: str, content: str) -> None:
    """Replaces what stands between the markers of ``name``, or appends markers and content. Creates the file where it is absent."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    text = path.read_text(encoding="utf-8") if path.exists() else HEAD
    section = f"{begin}\n{content.strip()}\n{end}"
    if (text.count(begin), text.count(end)) == (0, 0):
        text = f"{text.rstrip()}\n\n{section}\n"
    elif text.count(begin) == text.count(end) == 1 and text.index(begin) < text.index(end):
        text = text[: text.index(begin)] + section + text[text.index(end) + len(end) :]
    else:
        raise BenchmarkError(f"{path.name} does not hold {begin} and {end} once each and in that order; nothing was written.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

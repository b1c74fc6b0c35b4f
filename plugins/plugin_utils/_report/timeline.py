# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The cells of a timeline: one for each run, or where a row has too many, one for each stretch of time in which it has runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.happened import WORDS, WORST_FIRST, Happening, counts_in_words
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import moment_text, number
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.answers import moment_at, seconds_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone

# More cells than these are not shown in one row. They suffice for a day of quarters of an hour, wherever it begins.
MOST = 100
# How many minutes a stretch may have; longer ones are whole days.
_STRETCHES = (2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720)
_DAY = 1440


class Cell(NamedTuple):
    """The verdict that the cell shows, of several the worst, and what it says in words."""

    verdict: str
    says: str


class Timeline(NamedTuple):
    """`minutes` is the length of a stretch, 0 where each cell is one run."""

    cells: tuple[Cell, ...]
    minutes: int


def timeline(runs: Sequence[Happening], zone: Zone) -> Timeline:
    """Of the runs of a row, in order of time."""
    if len(runs) <= MOST:
        return Timeline(tuple(Cell(run.verdict, in_words(run, zone)) for run in runs), 0)
    minutes = _minutes([run.at for run in runs if run.at is not None])
    return Timeline(tuple(_stretches(runs, minutes, zone)), minutes)


def _minutes(moments: Sequence[int]) -> int:
    """How long the stretches must be, so that there are few enough of them."""
    first, last = (moments[0], moments[-1]) if moments else (0, 0)
    days = -(-(last - first) // (MOST - 1) // (_DAY * 60)) or 1
    return next((each for each in _STRETCHES if last // (each * 60) - first // (each * 60) < MOST), days * _DAY)


def _stretches(runs: Sequence[Happening], minutes: int, zone: Zone) -> Iterator[Cell]:
    seconds = minutes * 60
    found: dict[int | None, Counter[str]] = {}
    for run in runs:
        found.setdefault(None if run.at is None else run.at // seconds, Counter())[run.verdict] += 1
    for stretch, verdicts in found.items():
        worst = min(verdicts, key=WORST_FIRST.index)
        says = f"{WORDS[worst]}: {number(sum(verdicts.values()), 'run')}"
        if stretch is not None:
            says += f" from {_moment(stretch * seconds, zone)} to {_moment((stretch + 1) * seconds, zone)}"
        yield Cell(worst, f"{says}: {counts_in_words(verdicts)}")


def in_words(run: Happening, zone: Zone) -> str:
    """`late: planned Sat 28 Nov 01:00, started 01:04:10, 250 s later`"""
    item = run.item
    parts = []
    if item.get("expected_at"):
        parts.append(f"planned {_moment(seconds_of('expected_at', item['expected_at']), zone)}")
    if item.get("started_at"):
        parts.append(f"started {_started(run, zone)}")
    delay = item.get("delay_seconds")
    if isinstance(delay, int) and run.verdict != "unplanned":
        parts.append(f"{abs(delay):,} s {'later' if delay >= 0 else 'earlier'}")
    said = ", ".join(parts)
    return f"{WORDS[run.verdict]}: {'; '.join(part for part in (said, run.reason) if part)}".removesuffix(": ")


def _started(run: Happening, zone: Zone) -> str:
    """With its seconds, and its day if it is not the planned one."""
    seconds = seconds_of("started_at", run.item["started_at"])
    moment = zone.local(moment_at(seconds))
    planned = None if run.at is None or run.at == seconds else zone.local(moment_at(run.at))
    clock = f"{moment.hour:02}:{moment.minute:02}"
    day = "" if planned and planned.date() == moment.date() else moment_text(moment).removesuffix(clock)
    return f"{day}{clock}:{moment.second:02}"


def _moment(seconds: int, zone: Zone) -> str:
    return moment_text(zone.local(moment_at(seconds)))

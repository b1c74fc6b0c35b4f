# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What starts on each runtime: in each hour of the week, in the next 24 hours, and at its peaks, where several processes start in the same minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.week import STEP, Week, each_hour, steps
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.tally import Tally

# From this many starts in the same minute on, a runtime has a peak.
_FEWEST = 2


class Runs(NamedTuple):
    """The runs of one process on a runtime, as the set of their minutes of the week; never empty."""

    minutes: int
    process: str


class Runtime(NamedTuple):
    """A runtime with runs in the week; `name` is its id where the facts have no name."""

    atom_id: str | None
    name: str
    runs: Sequence[Runs]


class Peak(NamedTuple):
    """The most starts in one minute of the week on one runtime."""

    atom_id: str | None
    runtime: str
    # The number of starts, the first minute that has as many, and how many minutes have.
    most: int
    first: datetime
    minutes: int
    # What starts in the first of them.
    processes: tuple[str, ...]
    # The most starts in any one minute of the week, by minute of the hour.
    by_minute: tuple[int, ...]


class Lane(NamedTuple):
    """The starts of the next 24 hours on one runtime, by steps of `week.STEP` minutes."""

    atom_id: str | None
    runtime: str
    starts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.starts)


def heat(runtimes: Sequence[Runtime], week: Week) -> tuple[tuple[int, ...], ...]:
    """The number of runs by day of the week and hour."""
    hours = [0] * 24 * len(week.days)
    for mask, times in Counter(runs.minutes for runtime in runtimes for runs in runtime.runs).items():
        for index, count in enumerate(week.by_hour(mask)):
            hours[index] += times * count
    return tuple(tuple(hours[first : first + 24]) for first in range(0, len(hours), 24))


def peaks(runtimes: Sequence[Runtime], week: Week) -> tuple[Peak, ...]:
    """The peaks of the week, one for each runtime that has any, highest first."""
    found = []
    # The offset of the report's zone need not be whole hours.
    first_minute = week.moment(0).minute
    for atom_id, name, several in runtimes:
        tally = Tally()
        for runs in several:
            tally.add(runs.minutes)
        most, minutes = tally.most((1 << week.length) - 1)
        if most < _FEWEST:
            continue
        first = next(values(minutes))
        found.append(
            Peak(
                atom_id,
                name,
                most,
                week.moment(first),
                minutes.bit_count(),
                tuple(runs.process for runs in several if runs.minutes >> first & 1),
                tuple(tally.most(each_hour((minute - first_minute) % 60, week.length))[0] for minute in range(60)),
            )
        )
    return tuple(sorted(found, key=lambda peak: (-peak.most, -peak.minutes, peak.runtime, peak.atom_id or "")))


def lanes(runtimes: Sequence[Runtime], week: Week) -> tuple[Lane, ...]:
    """The lanes of the runtimes on which something starts in the next 24 hours, by name."""
    found = []
    for atom_id, name, several in runtimes:
        starts = [0] * (1440 // STEP)
        for mask, times in Counter(week.next_day(runs.minutes) for runs in several).items():
            for index, count in enumerate(steps(mask)):
                starts[index] += times * count
        if any(starts):
            found.append(Lane(atom_id, name, tuple(starts)))
    return tuple(sorted(found, key=lambda lane: (lane.runtime, lane.atom_id or "")))

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The spans without a start. Schedules that share days are laid out on the minutes of UTC once, as one set."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from math import ceil
from operator import or_
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import flag, whole_number
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.choosing import Question
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.horizon import Horizon, on_the_clock_of_utc
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Part, Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone

_QUIET = re.compile("1+")


def quiet_times(question: Question, minutes: object, ignore_frequent: object) -> list[dict[str, Any]]:
    """The spans, longest first, in which nothing starts and nothing is known to be at work, of so many minutes or more. Raises GivenError."""
    spans = quiet_spans(question, whole_number("minutes", minutes, 1), ignore_frequent=flag("ignore_frequent", ignore_frequent))
    horizon, zone = question.span.horizon, question.span.zone
    spans.sort(key=lambda span: (span[0] - span[1], span))
    return [{"start": horizon.moment(first, zone).isoformat(), "end": horizon.moment(last, zone).isoformat(), "minutes": last - first} for first, last in spans]


def quiet_spans(question: Question, least: int, *, ignore_frequent: bool) -> list[tuple[int, int]]:
    """The same as bits of the horizon, in the order of time: the first, and the one after the last."""
    horizon = question.span.horizon
    length = horizon.high - horizon.low
    groups = _by_days(question, horizon, least) if ignore_frequent else _by_days(question, horizon)
    taken = reduce(or_, (_taken(days, clock, horizon) for days, clock in groups.items()), 0)
    # As text, its cost does not grow with the number of spans.
    spans = [match.span() for match in _QUIET.finditer(f"{(1 << length) - 1 & ~taken:0{length}b}"[::-1])]
    return [span for span in spans if span[1] - span[0] >= least]


class _Days(NamedTuple):
    """The days of a part of a schedule, in its zone; each of its runs takes so many minutes."""

    zone: Zone
    busy: int
    days: tuple[int, ...]


def _by_days(question: Question, horizon: Horizon, least: int | None = None) -> dict[_Days, int]:
    """The minutes of a day at which anything starts, by days. With `least`, schedules that leave no span of so many minutes free are left out."""
    seen: set[tuple[Timetable, Zone, int]] = set()
    found: dict[_Days, int] = {}
    for each in question.planned:
        # A run takes the minute in which it starts, however long it is.
        key = timetable, zone, busy = each.deployment.timetable, each.zone, max(1, ceil(each.duration or 0))
        if key not in seen:
            seen.add(key)
            parts = [(_Days(zone, busy, part[:-1]), part.times) for part in timetable.written.parts]
            if least is None or not _is_frequent(parts, horizon, least):
                for days, clock in parts:
                    found[days] = found.get(days, 0) | clock
    return found


def _is_frequent(parts: Iterable[tuple[_Days, int]], horizon: Horizon, least: int) -> bool:
    taken = reduce(or_, (_taken(days, clock, horizon) for days, clock in parts))
    length = horizon.high - horizon.low
    # A bit that is not in this set ends a span of so many free minutes.
    ends = ~_lasting(taken, min(least, length)) & (1 << length) - 1
    return ends >> least - 1 == 0


def _taken(days: _Days, clock: int, horizon: Horizon) -> int:
    """The minutes in which these runs start or are at work. What started before the horizon may be at work in it."""
    earlier = horizon._replace(low=horizon.low - days.busy + 1)
    return _lasting(on_the_clock_of_utc(Schedule([Part._make((*days.days, clock))]), days.zone, earlier), days.busy) >> days.busy - 1


def _lasting(starts: int, minutes: int) -> int:
    """Each minute of a set, and those that follow it."""
    found, width = starts, 1
    while width < minutes:
        step = min(width, minutes - width)
        found |= found << step
        width += step
    return found

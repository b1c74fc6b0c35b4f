# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The spans without a start. Schedules that share days are laid out on the minutes of UTC once, as one set."""

from __future__ import annotations

import re
from math import ceil
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import whole_number
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.choosing import Question
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.horizon import Horizon, on_the_clock_of_utc
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Part, Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone

_QUIET = re.compile("1+")


def quiet_times(question: Question, minutes: object) -> list[dict[str, Any]]:
    """The spans, longest first, in which nothing starts and nothing is known to be at work, of so many minutes or more. Raises GivenError."""
    least = whole_number("minutes", minutes, 1)
    horizon, zone = question.span.horizon, question.span.zone
    length = horizon.high - horizon.low
    quiet = (1 << length) - 1 & ~_taken(question, horizon)
    # As text, its cost does not grow with the number of spans.
    spans = [match.span() for match in _QUIET.finditer(f"{quiet:0{length}b}"[::-1])]
    spans = sorted((span for span in spans if span[1] - span[0] >= least), key=lambda span: (span[0] - span[1], span))
    return [{"start": horizon.moment(first, zone).isoformat(), "end": horizon.moment(last, zone).isoformat(), "minutes": last - first} for first, last in spans]


def _taken(question: Question, horizon: Horizon) -> int:
    """The minutes in which anything starts or is at work."""
    seen: set[tuple[Timetable, Zone, int]] = set()
    times: dict[tuple[Zone, int, tuple[int, ...]], int] = {}
    for each in question.planned:
        # A run takes the minute in which it starts, however long it is.
        key = each.deployment.timetable, each.zone, max(1, ceil(each.duration or 0))
        if key not in seen:
            seen.add(key)
            for part in key[0].written.parts:
                days = key[1], key[2], part[:-1]
                times[days] = times.get(days, 0) | part.times
    taken = 0
    for (zone, busy, days_of), clock in times.items():
        # What started before the span may be at work in it.
        starts = on_the_clock_of_utc(Schedule([Part._make((*days_of, clock))]), zone, horizon._replace(low=horizon.low - busy + 1))
        taken |= _lasting(starts, busy) >> busy - 1
    return taken


def _lasting(starts: int, minutes: int) -> int:
    """Each minute of a set, and those that follow it."""
    found, width = starts, 1
    while width < minutes:
        step = min(width, minutes - width)
        found |= found << step
        width += step
    return found

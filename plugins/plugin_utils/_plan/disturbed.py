# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What a maintenance would disturb."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.choosing import Planned, Question, Span
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import count, first_moments, last_moment
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone


class Starts:
    """When a schedule starts in a span and around it."""

    def __init__(self, timetable: Timetable, zone: Zone, span: Span) -> None:
        self._schedule, self._zone = timetable.written, zone
        self._start = span.start
        self._low, self._high = zone.minute_from(span.start), zone.minute_from(span.end)

    @cached_property
    def number(self) -> int:
        return count(self._schedule, self._low, self._high, self._zone)

    @cached_property
    def first(self) -> datetime | None:
        return self._from(self._low) if self.number else None

    @cached_property
    def last(self) -> datetime | None:
        return last_moment(self._schedule, self._high, self._zone) if self.number else None

    @cached_property
    def before(self) -> datetime | None:
        return last_moment(self._schedule, self._low, self._zone)

    @cached_property
    def after(self) -> datetime | None:
        return self._from(self._high)

    def moments(self, most: int) -> list[datetime]:
        """The first ones in the span."""
        return first_moments(self._schedule, min(most, self.number), self._low, self._zone)

    def lasts(self, minutes: float) -> bool:
        """Whether a run that takes so many minutes is at work at the beginning of the span."""
        earliest = self._zone.minute_from(self._start - timedelta(minutes=minutes), after=True)
        return count(self._schedule, earliest, self._low, self._zone) > 0

    def _from(self, minute: int) -> datetime | None:
        return next(iter(first_moments(self._schedule, 1, minute, self._zone)), None)


class Disturbed(NamedTuple):
    """A deployment that a span disturbs. Whether a run of it would be at work at the beginning is None if it is not known how long it takes."""

    planned: Planned
    starts: Starts
    still_running: bool | None


def disturbed(question: Question) -> list[Disturbed]:
    """The deployments that start in the span or are known to be at work at its beginning, by environment, pack, process and runtime."""
    known: dict[tuple[Timetable, Zone], Starts] = {}
    found = []
    for each in question.planned:
        key = each.deployment.timetable, each.zone
        starts = known.get(key)
        if starts is None:
            starts = known[key] = Starts(*key, question.span)
        still_running = None if each.duration is None else starts.lasts(each.duration)
        if starts.number or still_running:
            found.append(Disturbed(each, starts, still_running))
    return sorted(found, key=_order)


def _order(each: Disturbed) -> list[str]:
    process, deployment = each.planned.process, each.planned.deployment
    # Names, and what tells of what has none.
    names = (deployment.environment, process.pack_name or process.instance_name, process.name or process.id, deployment.runtime)
    return [name or "" for name in names]


def disturbed_by(question: Question) -> list[dict[str, Any]]:
    """An item for each deployment that the span disturbs."""
    return list(map(item, disturbed(question)))


def item(each: Disturbed) -> dict[str, Any]:
    """A disturbed deployment as plain data."""
    process, deployment, starts = each.planned.process, each.planned.deployment, each.starts
    return {
        "process_id": process.id,
        "process_name": process.name,
        "instance_id": process.instance_id,
        "instance_name": process.instance_name,
        "pack_name": process.pack_name,
        "env_id": deployment.env_id,
        "env_name": deployment.env_name,
        "atom_id": deployment.atom_id,
        "atom_name": deployment.atom_name,
        "starts": starts.number,
        "first": _told(starts.first),
        "last": _told(starts.last),
        "last_before": _told(starts.before),
        "first_after": _told(starts.after),
        "still_running": each.still_running,
    }


def _told(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None

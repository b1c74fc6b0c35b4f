# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What a question about a plan is about: processes that a glob matches, on chosen runtimes, in a span of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from datetime import timezone as offset
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, sentence_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process, read_processes
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import invalid_is_skipped, located
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import Zones, read_zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError, flag, is_list, text
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.durations import Durations
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.match import Index
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.horizon import Horizon
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC, Zone, moment_of

EVERYTHING = "*"
# Days around a moment of these years are in the calendar of schedules.
_FIRST_YEAR, _LAST_YEAR = 1971, 9998
# The longest span: each minute of it is a bit.
_LONGEST = timedelta(days=366)


class Planned(NamedTuple):
    """A process with a schedule on a runtime, the zone of the runtime, and how many minutes a run takes; None if it is not known."""

    process: Process
    deployment: Deployment
    zone: Zone
    duration: float | None
    # The number of the process among all that were given.
    number: int


class Span(NamedTuple):
    """From one moment up to, but not including, another, both in UTC; `zone` is the one in which it is told."""

    start: datetime
    end: datetime
    zone: Zone

    @property
    def horizon(self) -> Horizon:
        """Its whole minutes, those that begin in it."""
        return Horizon(UTC.minute_from(self.start), UTC.minute_from(self.end))

    def after(self, days: int) -> Span:
        """From its end to the midnight after so many days. Raises GivenError."""
        if days > _LONGEST.days:
            raise GivenError(field="days", value=days, allowed=f"it must be a number from 1 to {_LONGEST.days}")
        last = self.zone.local(self.end).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, fold=0) + timedelta(days=days)
        return self._replace(start=self.end, end=self.zone.instant(last).astimezone(offset.utc))


class Question(NamedTuple):
    planned: list[Planned]
    span: Span
    # All that were given, also those that it is not about.
    processes: list[Process]
    zones: Zones


def ask(
    processes: object,
    start: object,
    end: object,
    durations: object,
    timezone: object,
    atom_timezones: object,
    match: object,
    atoms: object,
    include_paused: object,
    invalid: object,
) -> Question:
    """Reads the arguments that filters on a span have in common. Raises GivenError."""
    zones = read_zones(timezone, atom_timezones)
    span = _span(start, end, zones)
    known = Durations(durations)
    read = read_processes(processes)
    chosen = running(read, match, atoms, include_paused, invalid)
    planned = [Planned(read[index], each, zones.of(each), known.of(read[index].id, each.atom_id), index) for index, each in chosen]
    return Question(planned, span, read, zones)


def _span(start: object, end: object, zones: Zones) -> Span:
    first, last = (_moment(name, value, zones) for name, value in (("start", start), ("end", end)))
    if last < first:
        raise GivenError("end is before start", allowed="give the start of the span first")
    if last - first > _LONGEST:
        raise GivenError(f"from start to end it is more than {_LONGEST.days} days", allowed="give a shorter span")
    return Span(first, last, zones.own or UTC)


def _moment(name: str, value: object, zones: Zones) -> datetime:
    moment = zones.moment(moment_of(name, value))
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise GivenError(field=name, value=str(moment), allowed=f"it must be a moment from {_FIRST_YEAR} to {_LAST_YEAR}")
    if moment.tzinfo is None:
        problem = "without an offset, with timezone=runtime, it is another moment on each runtime"
        raise GivenError(problem, field=name, value=str(moment), allowed="give it with an offset, such as 2026-11-24T08:15:00+01:00")
    # Two moments of one zone would be compared as its clocks show them.
    return moment.astimezone(offset.utc)


def running(read: Sequence[Process], match: object, atoms: object, include_paused: object, invalid: object) -> Iterator[tuple[int, Deployment]]:
    """The schedules that a question is about, each with the number of its process, in the order of the facts.

    They have entries, and paused ones are left out unless these count too.
    """
    skipping, paused_too = invalid_is_skipped(invalid), flag("include_paused", include_paused)
    everything = match == EVERYTHING and atoms is None
    matched, places = (range(len(read)), None) if everything else matching(read, match, atoms)
    for index in matched:
        for each in read[index].deployments:
            if each.on(places) and (paused_too or not each.paused):
                problem = each.timetable.problem
                # A problem without a field is one of the kind of value: it is no schedule at all.
                if problem and not (skipping and problem.field):
                    raise located(problem, each, f" of {read[index].label}")
                if each.timetable.written:
                    yield index, each


def matching(read: Sequence[Process], match: object, atoms: object) -> tuple[Sequence[int], tuple[str, ...] | None]:
    """The numbers of the processes that match, and the ids or names of runtimes in `atoms`; None if it is null.

    Raises GivenError if there is no such process on any such runtime.
    """
    glob, places = text("match", match), _places(atoms)
    matched = Index(read).named(glob)
    if not matched:
        raise GivenError("no process has a name or id that matches it", field="match", value=glob)
    if not any(deployment.on(places) for index in matched for deployment in read[index].deployments):
        where = f"on {sentence_list([quoted(place) for place in places])}" if places else "anywhere"
        raise GivenError(f"no process that matches it is deployed {where}", field="match", value=glob)
    return matched, places


def _places(atoms: object) -> tuple[str, ...] | None:
    if atoms is None:
        return None
    if isinstance(atoms, str):
        return (str(atoms),)
    if not is_list(atoms):
        raise GivenError(field="atoms", value=atoms, allowed="it must be a list of ids or names of runtimes")
    return tuple(text(f"atoms[{index}]", atom) for index, atom in enumerate(atoms))

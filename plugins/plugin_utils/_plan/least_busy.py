# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The places of a schedule at which the fewest other processes start on its runtimes.

All schedules of a runtime are on its own clock, so that its zone makes no difference. Days on which the same schedules have runs are counted once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Process, Timetable, read_processes
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import located, written
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError, whole_number
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.choosing import EVERYTHING, matching, running
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.moves import Move, moves
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import END_DAY, FIRST_DAY, days_from, same
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Part, Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.tally import Tally
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words

# Collisions are looked for on so many days.
_DAYS = 366


def least_busy(
    processes: object, match: object, within: object, count: object, start: datetime, atoms: object, include_paused: object, invalid: object
) -> list[dict[str, Any]]:
    """The moves with the fewest other starts in any of their minutes from the day of `start` on, then with the shortest way. Raises GivenError."""
    wanted = whole_number("count", count, 1)
    read = read_processes(processes)
    indices, places = matching(read, match, atoms)
    chosen = [(index, each) for index in indices for each in read[index].deployments if each.on(places)]
    for index, each in chosen:
        if each.timetable.problem:
            raise located(each.timetable.problem, each, f" of {read[index].label}")
    schedule = _the_schedule(each.timetable for index, each in chosen)
    # A runtime on which it is not scheduled makes no difference, unless it is scheduled nowhere.
    runtimes = {each.runtime_key for index, each in chosen if each.timetable.schedule or not schedule}
    found = moves(schedule, written(within))
    others = _others(read, {_key(read, index) for index in indices}, runtimes, include_paused, invalid)
    days = _Days(start)
    clock = reduce(or_, (part.times for move in found for part in move.parts), 0)
    loads = [_Load(timetables, days, clock) for timetables in others]
    rated = sorted((max((load.most(move.parts) for load in loads), default=0), move.distance, move) for move in found)[:wanted]
    return [_item(starts, move) for starts, dummy, move in rated]


def _item(starts: int, move: Move) -> dict[str, Any]:
    schedule = Schedule(move.parts)
    return {"schedule": schedule.entries(), "words": words(schedule), "starts_at_once": starts}


def _the_schedule(timetables: Iterable[Timetable]) -> Schedule:
    several = [each.schedule for each in dict.fromkeys(timetables) if each.schedule]
    if any(not same(several[0], other) for other in several[1:]):
        problem = "the processes that match it have different schedules"
        raise GivenError(problem, field="match", allowed="name one process, and with atoms one of its runtimes if it has several schedules")
    return several[0] if several else Schedule()


def _key(read: Sequence[Process], index: int) -> str | int:
    """What tells a process from others."""
    return read[index].id or index


def _others(
    read: Sequence[Process], moved: set[str | int], runtimes: set[str | None], include_paused: object, invalid: object
) -> list[Counter[frozenset[Timetable]]]:
    """For each of these runtimes, the timetables of each process on it but the moved ones, with how many have the same."""
    of_runtime: dict[str | None, dict[str | int, set[Timetable]]] = {}
    for index, each in running(read, EVERYTHING, None, include_paused, invalid):
        key = _key(read, index)
        if each.runtime_key in runtimes and key not in moved:
            of_runtime.setdefault(each.runtime_key, {}).setdefault(key, set()).add(each.timetable)
    return [Counter(map(frozenset, of_process.values())) for of_process in of_runtime.values()]


class _Days:
    """The days of parts, as the bits of an int: bit 0 is the first day that is looked at."""

    def __init__(self, start: datetime) -> None:
        self._first = max(start.toordinal(), FIRST_DAY)
        self._end = min(self._first + _DAYS, END_DAY)
        self._known: dict[tuple[int, ...], int] = {}

    def of(self, part: Part) -> int:
        found = self._known.get(part[:-1])
        if found is None:
            found = 0
            for day in days_from(part, self._first):
                if day >= self._end:
                    break
                found |= 1 << day - self._first
            self._known[part[:-1]] = found
        return found


class _Load:
    """How many processes start in each minute of a runtime's days."""

    def __init__(self, timetables: Counter[frozenset[Timetable]], days: _Days, clock: int) -> None:
        self._days = days
        # What has all its runs of a day in one part is counted by days, before the days are told apart.
        alone: dict[int, Tally] = {}
        several: list[tuple[dict[int, int], int]] = []
        for together, number in timetables.items():
            times: dict[int, int] = {}
            for part in (part for timetable in together for part in timetable.written.parts):
                of_part = days.of(part)
                if of_part and part.times & clock:
                    times[of_part] = times.get(of_part, 0) | part.times & clock
            if len(times) > 1:
                several.append((times, number))
            for of_part, minutes in times.items() if len(times) == 1 else ():
                alone.setdefault(of_part, Tally()).add(minutes, number)
        self._classes = list(_classes(alone, several))

    def most(self, parts: Iterable[Part]) -> int:
        """The most starts in any minute of these parts."""
        return max((tally.most(part.times)[0] for part in parts for days, tally in self._classes if days & self._days.of(part)), default=0)


def _classes(alone: dict[int, Tally], several: Sequence[tuple[dict[int, int], int]]) -> Iterator[tuple[int, Tally]]:
    """The days, those on which the same runs are together, each with a tally of its minutes."""
    of_day: dict[int, list[int]] = {}
    for days in dict.fromkeys((*alone, *(days for times, number in several for days in times))):
        for day in values(days):
            of_day.setdefault(day, []).append(days)
    classes: dict[tuple[int, ...], int] = {}
    for day, listed in of_day.items():
        classes[tuple(listed)] = classes.get(tuple(listed), 0) | 1 << day
    for those, days in classes.items():
        tally = Tally()
        for each in those:
            if each in alone:
                tally.add_all(alone[each])
        for times, number in several:
            tally.add(reduce(or_, (minutes for each, minutes in times.items() if each & days), 0), number)
        yield days, tally

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Peaks: how many processes start in the same minute on one runtime."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process, Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Found, Violation
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.wording import listed
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.coming import coming
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import drop_impossible, happens
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import DAY, Part, Schedule, disjoint_masks, union
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.tally import Tally
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words

# How many of the sets of a part say which days it has.
_LEVELS = 4
# If the days that some schedules have in common fall into more parts than this, one part is reported as an example.
_MANY = 100


class Peak(NamedTuple):
    """The most starts in one minute. `when` is that minute on each of its days; `members` are the numbers of the schedules that start."""

    starts: int
    when: Schedule
    members: tuple[int, ...]


def peaks(processes: Sequence[Process], limit: int, now: int) -> Iterator[Found]:
    """For each runtime on which more than `limit` processes start in the same minute: the worst such minute from the local minute `now` on."""
    by_runtime: dict[str, dict[str, tuple[Process, list[Deployment]]]] = {}
    for process in processes:
        for deployment in process.deployments:
            runtime = deployment.runtime_key
            if runtime is not None and not deployment.paused:
                by_runtime.setdefault(runtime, {}).setdefault(process.id, (process, []))[1].append(deployment)
    for running in by_runtime.values():
        together: dict[frozenset[Timetable], list[Process]] = {}
        for process, deployments in running.values():
            timetables = frozenset(deployment.timetable for deployment in deployments if deployment.timetable.schedule)
            if timetables:
                together.setdefault(timetables, []).append(process)
        found = peak([(coming(_union(timetables), now), len(who)) for timetables, who in together.items()], limit)
        if found:
            of_member = list(together.values())
            starting = sorted((process for member in found.members for process in of_member[member]), key=lambda process: (process.name or "", process.id))
            (_process, deployments), *_others = running.values()
            yield _violation(limit, found, starting, deployments[0]), None


def _union(timetables: Iterable[Timetable]) -> Schedule:
    # In an order that does not depend on that of the facts.
    return union(sorted((timetable.schedule for timetable in timetables), key=lambda schedule: schedule.parts))


def _violation(limit: int, found: Peak, starting: Sequence[Process], deployment: Deployment) -> Violation:
    when = words(found.when)
    after = f", {when}, where at most {limit} may: {listed([process.label for process in starting])}"
    actual = {"starts": found.starts, "words": when, "entries": found.when.entries(), "process_ids": [process.id for process in starting]}
    return Violation("", "max_starts_per_minute", f"{found.starts} processes start in the same minute", limit, actual, after, deployment)


def peak(schedules: Sequence[tuple[Schedule, int]], limit: int) -> Peak | None:
    """The worst minute of those in which more than `limit` start. Each schedule comes with how many processes have it.

    The days are split field by field, only as far as needed: what cannot beat the worst minute found so far is skipped.
    """
    return _Search(schedules, limit).peak()


class _Search:
    def __init__(self, schedules: Sequence[tuple[Schedule, int]], limit: int) -> None:
        self._weights = [weight for _schedule, weight in schedules]
        self._parts = [(part, owner) for owner, (schedule, _weight) in enumerate(schedules) for part in schedule.parts]
        self._best = limit
        self._found: Peak | None = None
        self._counts: dict[tuple[int, ...], tuple[int, int]] = {}

    def peak(self) -> Peak | None:
        everything = tuple(range(len(self._parts)))
        if self._count(everything)[0] > self._best:
            self._look(everything, ())
        return self._found

    def _look(self, active: tuple[int, ...], days: tuple[int, ...]) -> None:
        level = len(days)
        if level == _LEVELS:
            self._take(active, days)
            return
        together: dict[int, list[int]] = {}
        for index in active:
            together.setdefault(self._parts[index][0][level], []).append(index)
        masks = list(together)
        branches: dict[tuple[int, ...], int] = {}
        for mask, which in disjoint_masks((each, number) for number, each in enumerate(masks)):
            who = tuple(sorted(index for number in which for index in together[masks[number]]))
            branches[who] = branches.get(who, 0) | mask
        # The most promising first, then the earliest, so that the answer does not depend on the order of the facts.
        ordered = sorted(branches.items(), key=lambda branch: (-self._count(branch[0])[0], branch[1] & -branch[1]))
        for who, mask in ordered:
            if self._count(who)[0] <= self._best:
                break
            self._look(who, (*days, mask))

    def _take(self, active: tuple[int, ...], days: tuple[int, ...]) -> None:
        starts, minute = self._count(active)
        when = Part._make((*days, 1 << minute))
        if starts > self._best and happens(when):
            self._best = starts
            members = {owner for part, owner in map(self._parts.__getitem__, active) if part.times >> minute & 1}
            self._found = Peak(starts, self._in_common(members, when), tuple(sorted(members)))

    def _in_common(self, members: set[int], found: Part) -> Schedule:
        """All the days on which these start in that minute. The search may have split them by schedules that do not start then."""
        by_owner: dict[int, set[Part]] = {}
        for part, owner in self._parts:
            if owner in members and part.times & found.times:
                by_owner.setdefault(owner, set()).add(part._replace(times=found.times))
        common = Schedule([Part(times=found.times)])
        for parts in {frozenset(each) for each in by_owner.values()}:
            common &= Schedule(parts)
            if len(common.parts) > _MANY:
                return Schedule([found])
        return drop_impossible(common)

    def _count(self, active: tuple[int, ...]) -> tuple[int, int]:
        """The most that would start in one minute if all these parts had their days in common, and the first such minute."""
        if active not in self._counts:
            by_owner: dict[int, int] = {}
            for part, owner in map(self._parts.__getitem__, active):
                by_owner[owner] = by_owner.get(owner, 0) | part.times
            by_times: dict[int, int] = {}
            for owner, times in by_owner.items():
                by_times[times] = by_times.get(times, 0) + self._weights[owner]
            tally = Tally()
            for times, weight in by_times.items():
                tally.add(times, weight)
            most, minutes = tally.most(DAY)
            self._counts[active] = most, (minutes & -minutes).bit_length() - 1
        return self._counts[active]

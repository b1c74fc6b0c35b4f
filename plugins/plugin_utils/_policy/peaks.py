# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many processes start in one and the same minute. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import happens, real
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Part, Schedule, atoms

# The sets of a part that say which days it has.
_LEVELS = 4
# Where the days that some schedules have in common fall into more parts, one of them is enough to tell.
_MANY = 100


class Peak(NamedTuple):
    """The most starts in one minute; `when` is that minute, on each day on which it is so; `members` are those that start."""

    starts: int
    when: Schedule
    members: tuple[int, ...]


def peak(schedules: Sequence[tuple[Schedule, int]], limit: int) -> Peak | None:
    """Where more than `limit` start: the worst such minute. Each schedule comes with how many processes have it.

    The days are split field by field, as far as they matter: what cannot beat the worst minute found so far is not looked into.
    """
    return _Search(schedules, limit).peak()


class _Search:
    def __init__(self, schedules: Sequence[tuple[Schedule, int]], limit: int) -> None:
        self._weights = [weight for dummy, weight in schedules]
        self._parts = [(part, owner) for owner, (schedule, dummy) in enumerate(schedules) for part in schedule.parts]
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
        for mask, which in atoms((each, number) for number, each in enumerate(masks)):
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
        """All the days on which these start in that minute. Those of the search may be fewer, split by what has no part in it."""
        by_owner: dict[int, set[Part]] = {}
        for part, owner in self._parts:
            if owner in members and part.times & found.times:
                by_owner.setdefault(owner, set()).add(part._replace(times=found.times))
        common = Schedule([Part(times=found.times)])
        for parts in {frozenset(each) for each in by_owner.values()}:
            common &= Schedule(parts)
            if len(common.parts) > _MANY:
                return Schedule([found])
        return real(common)

    def _count(self, active: tuple[int, ...]) -> tuple[int, int]:
        """The most that can start in one minute if all these parts had their days in common, and the first such minute."""
        if active not in self._counts:
            by_owner: dict[int, int] = {}
            for part, owner in map(self._parts.__getitem__, active):
                by_owner[owner] = by_owner.get(owner, 0) | part.times
            by_times: dict[int, int] = {}
            for owner, times in by_owner.items():
                by_times[times] = by_times.get(times, 0) + self._weights[owner]
            self._counts[active] = _most(by_times.items())
        return self._counts[active]


def _most(weighted: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The largest sum of weights that any minute has, and the first such minute."""
    # One number for each minute, kept as columns of bits: column i has bit i of all the 1440 numbers.
    columns: list[int] = []
    for times, weight in weighted:
        for position in range(weight.bit_length()):
            carry = times if weight >> position & 1 else 0
            column = position
            while carry:
                columns += [0] * (column + 1 - len(columns))
                columns[column], carry = columns[column] ^ carry, columns[column] & carry
                column += 1
    total, minutes = 0, 0
    for column in range(len(columns) - 1, -1, -1):
        left = columns[column] & minutes if minutes else columns[column]
        if left:
            minutes = left
            total |= 1 << column
    return total, (minutes & -minutes).bit_length() - 1

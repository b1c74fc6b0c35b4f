# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The longest time that a schedule goes without a run, computed from its sets.

All of it is on the local clock, on which every day has 1440 minutes. Minutes are counted as in `zone`: the ordinal of the day times 1440 plus
the minute of the day.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache, reduce
from itertools import chain
from operator import or_
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import END_DAY, days_by_kind
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import DAYS, MONTHS, YEARS, values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import DAY, Schedule

# The calendar repeats after so many years.
_CYCLE = 400
# The years that have one a cycle later.
_COMPARED = YEARS.full >> _CYCLE
# Where every week is like the others, the first of the longest stretches is over after so many days.
_WEEKS = 21


class Silence(NamedTuple):
    """Minutes in a row that count, without a run but for the first of them, which may be one."""

    minutes: int
    first: int


_NONE = Silence(0, 0)


class _Block(NamedTuple):
    """Minutes in a row. The stretch that begins before them goes on for `head` minutes, the one at their end is `tail` minutes long so far, and
    `inside` is the longest one between; it counts from the first minute of the block. If no stretch begins or ends here, head and tail are all of it."""

    length: int
    head: int
    inside: Silence
    tail: int


def longest_silence(running: Schedule, during: Schedule, now: int) -> Silence:
    """The longest stretch of `during`, from the minute `now` on, from one run to the next, or from or to where `during` begins or ends.

    If there are several, the first.
    """
    ordinal, minute = divmod(now, 1440)
    if ordinal >= END_DAY:
        return _NONE
    both = _Days(running), _Days(during)
    runs, counts = (days.on(ordinal) for days in both)
    today = _day(runs, counts >> minute << minute)
    whole = _joined(chain([today], _weeks(*both, ordinal + 1) if both[0].weekly and both[1].weekly else _years(*both, ordinal + 1)))
    longest = max((Silence(whole.head, 0), whole.inside, Silence(whole.tail, whole.length - whole.tail)), key=lambda each: each.minutes)
    return longest._replace(first=ordinal * 1440 + longest.first)


class _Days:
    """Which minutes of each day a schedule has."""

    def __init__(self, schedule: Schedule) -> None:
        self._parts = [(part, days_by_kind(part)) for part in schedule.parts]
        self.weekly = all(part[:3] == (YEARS.full, MONTHS.full, DAYS.full) for part in schedule.parts)
        # The first year from which on each part has a year exactly if it has the one a cycle later.
        self.repeats = YEARS.low + max((((part.years ^ part.years >> _CYCLE) & _COMPARED).bit_length() for part in schedule.parts), default=0)

    def on(self, ordinal: int) -> int:
        year = date.fromordinal(ordinal).year
        return self.of_year(year)[ordinal - date(year, 1, 1).toordinal()]

    def on_weekday(self, weekday: int) -> int:
        return reduce(or_, (part.times for part, _days in self._parts if part.weekdays >> weekday & 1), 0)

    def active(self, year: int) -> tuple[int, ...]:
        """The numbers of the parts that have days in that year."""
        kind, bit = _kind(year), 1 << year - YEARS.low
        return tuple(number for number, (_part, days) in enumerate(self._parts) if kind in days and days[kind][0] & bit)

    def of_year(self, year: int) -> list[int]:
        """The minutes of each day of a year. They are the same in each year of one kind in which the same parts are active."""
        kind = _kind(year)
        found = [0] * (365 + kind[1])
        for part, days in map(self._parts.__getitem__, self.active(year)):
            for day in values(days[kind][1]):
                found[day] |= part.times
        return found


def _weeks(running: _Days, during: _Days, ordinal: int) -> Iterator[_Block]:
    return (_day(running.on_weekday(day % 7), during.on_weekday(day % 7)) for day in range(ordinal, min(ordinal + _WEEKS, END_DAY)))


def _years(running: _Days, during: _Days, ordinal: int) -> Iterator[_Block]:
    """The rest of this year, then year by year to the end of the calendar. Years of one kind with the same parts are computed once, and what
    repeats is looked at twice: all that is in a later cycle, and where two of them meet, is there for the first time."""
    if ordinal >= END_DAY:
        return
    known: dict[object, _Block] = {}

    def whole(year: int) -> _Block:
        kind, runs, counts = _kind(year), running.active(year), during.active(year)
        if (kind, runs, counts) not in known:
            known[kind, runs, counts] = _joined(map(_day, running.of_year(year), during.of_year(year)))
        return known[kind, runs, counts]

    this = date.fromordinal(ordinal).year
    passed = ordinal - date(this, 1, 1).toordinal()
    yield from map(_day, running.of_year(this)[passed:], during.of_year(this)[passed:])
    repeats = max(this + 1, running.repeats, during.repeats)
    if repeats + 2 * _CYCLE > YEARS.high:
        yield from map(whole, range(this + 1, YEARS.high + 1))
        return
    yield from map(whole, range(this + 1, repeats))
    cycle = _joined(map(whole, range(repeats, repeats + _CYCLE)))
    yield cycle
    if cycle.head == cycle.length:
        rest = (END_DAY - date(repeats + _CYCLE, 1, 1).toordinal()) * 1440
        yield _Block(rest, rest, _NONE, rest)
    else:
        yield cycle


@lru_cache(maxsize=1024)
def _kind(year: int) -> tuple[int, bool]:
    """As in `days_by_kind`."""
    return date(year, 1, 1).toordinal() % 7, isleap(year)


@lru_cache(maxsize=4096)
def _day(runs: int, counts: int) -> _Block:
    """A day with these runs, of which these minutes count."""
    silent = counts & ~runs
    # A stretch begins with a run, and with the first minute that counts after one that does not; what is before midnight goes on.
    begins = (counts & runs) | (silent & ~(counts << 1) & ~1)
    ends = ~counts & counts << 1 & DAY
    marks = [*values(begins | ends), 1440]
    head = marks[0] if silent & 1 else 0
    if head == 1440:
        return _Block(1440, 1440, _NONE, 1440)
    inside, tail = _NONE, 0
    for first, end in zip(marks, marks[1:]):
        if begins >> first & 1:
            if end == 1440:
                tail = end - first
            elif end - first > inside.minutes:
                inside = Silence(end - first, first)
    return _Block(1440, head, inside, tail)


def _joined(blocks: Iterable[_Block]) -> _Block:
    """Blocks that follow each other, as one."""
    length = head = tail = longest = first = 0
    broken = False
    for block in blocks:
        if block.head == block.length:
            tail += block.length
        else:
            if not broken:
                head, broken = tail + block.head, True
            elif tail + block.head > longest:
                longest, first = tail + block.head, length - tail
            if block.inside.minutes > longest:
                longest, first = block.inside.minutes, length + block.inside.first
            tail = block.tail
        length += block.length
    return _Block(length, head if broken else length, Silence(longest, first), tail)

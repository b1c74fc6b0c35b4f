# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Where a schedule can be moved to.

A move keeps the rhythm: as many runs, as far apart. All runs of a day move by the same number of minutes and stay on that day, so that a process which
runs every 15 minutes from 08:00 to 18:00 still does, from 08:05 to 18:05. Only if no such move lies within the bounds, the days move too: days of the
week by up to three days, or else days of the month.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import drop_impossible
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import DAYS, WEEKDAYS, values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import DAY, Part, Schedule

# A month has at least these days.
_EVERY_MONTH = (1 << 28) - 1


class Move(NamedTuple):
    """The parts of a moved schedule, and how far it was moved, in minutes."""

    parts: tuple[Part, ...]
    distance: int


def moves(schedule: Schedule, within: Schedule) -> list[Move]:
    """The schedule in all places that lie within these minutes. Without a schedule: one start on each day of them, at each minute."""
    if not schedule:
        return [Move((within & Schedule([Part(times=1 << minute)])).parts, minute) for minute in values(_times(within.parts))]
    for family in _families(schedule.parts):
        found = [move for days, parts in family for move in _on_these_days(parts, days * 1440, within)]
        if found:
            return found
    return []


def _families(parts: tuple[Part, ...]) -> Iterator[list[tuple[int, tuple[Part, ...]]]]:
    """The same times on other days, each with how many days these are away: first the same days."""
    yield [(0, parts)]
    if any(part.weekdays != WEEKDAYS.full for part in parts):
        yield [(abs(by), tuple(part._replace(weekdays=_turned(part.weekdays, by)) for part in parts)) for by in (1, -1, 2, -2, 3, -3)]
    if any(part.days != DAYS.full for part in parts):
        yield [(abs(by), moved) for by in range(-27, 28) for moved in _other_days(parts, by)]


def _turned(weekdays: int, by: int) -> int:
    return (weekdays << by % 7 | weekdays >> 7 - by % 7) & WEEKDAYS.full


def _other_days(parts: tuple[Part, ...], by: int) -> Iterator[tuple[Part, ...]]:
    """Nothing if a day would leave the month."""
    moved = [part.days if part.days == DAYS.full else _shifted(part.days, by) for part in parts]
    if by and all(days is not None and (days == DAYS.full or not days & ~_EVERY_MONTH) for days in moved):
        yield tuple(part._replace(days=days) for part, days in zip(parts, moved) if days is not None)


def _shifted(mask: int, by: int) -> int | None:
    """None if it would lose a bit."""
    if by >= 0:
        return mask << by
    return None if mask & (1 << -by) - 1 else mask >> -by


def _on_these_days(parts: tuple[Part, ...], away: int, within: Schedule) -> Iterator[Move]:
    allowed = [_allowed(part, within) for part in parts]
    if all(allowed):
        for by in range(-1439, 1440):
            moved = [_shifted(part.times, by) for part in parts]
            if all(times is not None and not times & ~clock for times, clock in zip(moved, allowed)):
                yield Move(tuple(part._replace(times=times) for part, times in zip(parts, moved) if times is not None), away + abs(by))


def _allowed(part: Part, within: Schedule) -> int:
    """The minutes of a day that are within the bounds on all days of a part."""
    return DAY & ~_times(drop_impossible(Schedule([part._replace(times=DAY)]) - within).parts)


def _times(parts: Iterable[Part]) -> int:
    return reduce(or_, (part.times for part in parts), 0)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Runs as rules of RFC 5545: as few events as say exactly the same.

A rule is in UTC, whose days all have 24 hours, so that it means the same in every calendar program. It says "on these days of the week, at these
hours and minutes, until then". What no such rule says is an event for each day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timezone
from functools import lru_cache
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import values

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_HOUR = (1 << 60) - 1


class Series(NamedTuple):
    """Runs of which the first is at `first`. Without a `rule` it is the only one. A series of a later file that goes on with these runs has the same `name`."""

    first: datetime
    rule: str
    name: str


def series(days: Iterable[tuple[int, int]]) -> Iterator[Series]:
    """The runs of days of UTC, each with the set of its minutes, in order of days. A day may come in several parts."""
    days_of: dict[tuple[int, int], list[int]] = {}
    for ordinal, times in days:
        for clock in _clocks(times):
            days_of.setdefault(clock, []).append(ordinal)
    for (hours, minutes), several in days_of.items():
        parts = list(_weekly(sorted(several)))
        for number, together in enumerate(parts):
            # The first part of a weekly schedule begins later in each later file, and is still the same.
            goes_on = len(parts) == 1 or (number == 0 and len(together) > 1)
            yield _series(together, hours, minutes, "" if goes_on else str(together[0]))


def _series(days: Sequence[int], hours: int, minutes: int, which: str) -> Series:
    first = _moment(days[0], (hours & -hours).bit_length() - 1, (minutes & -minutes).bit_length() - 1)
    weekdays = sorted({(day - 1) % 7 for day in days})
    on = f"BYDAY={','.join(_WEEKDAYS[weekday] for weekday in weekdays)};" if len(weekdays) < 7 else ""
    until = _moment(days[-1], hours.bit_length() - 1, minutes.bit_length() - 1).strftime("%Y%m%dT%H%M%SZ")
    when = f"{on}BYHOUR={_listed(hours)};BYMINUTE={_listed(minutes)}"
    alone = len(days) == 1 and not hours & hours - 1 and not minutes & minutes - 1
    return Series(first, "" if alone else f"FREQ=DAILY;UNTIL={until};{when}", f"{when};{which}")


def _weekly(days: Sequence[int]) -> Iterator[Sequence[int]]:
    """The days in parts of which each is all days of some weekdays from its first to its last."""
    start = 0
    for index in range(1, len(days) + 1):
        if index == len(days) or days[index] - days[index - 1] > 7:
            part = days[start:index]
            start = index
            weekdays = {day % 7 for day in part}
            if len(part) == sum(day % 7 in weekdays for day in range(part[0], part[-1] + 1)):
                yield part
            else:
                yield from ([day] for day in part)


@lru_cache(maxsize=1024)
def _clocks(times: int) -> tuple[tuple[int, int], ...]:
    """The minutes of a day as products: sets of hours, with the set of minutes that each of them has."""
    hours_of: dict[int, int] = {}
    for hour in range(24):
        minutes = times >> 60 * hour & _HOUR
        if minutes:
            hours_of[minutes] = hours_of.get(minutes, 0) | 1 << hour
    return tuple((hours, minutes) for minutes, hours in hours_of.items())


def _moment(ordinal: int, hour: int, minute: int) -> datetime:
    return datetime.fromordinal(ordinal).replace(hour=hour, minute=minute, tzinfo=timezone.utc)


def _listed(mask: int) -> str:
    return ",".join(map(str, values(mask)))

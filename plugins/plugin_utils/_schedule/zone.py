# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Local time: moments given by users, the zone they are meant in, and what clock changes do.

A local minute is an int: ordinal of its day times 1440, plus minute of the day. A minute that a clock change skips does not exist; one that
occurs twice is the first of the two. Clock changes are at least days apart, so that local minutes so defined are in the order of real time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils._errors import inline
from ansible_collections.boomi.spaces.plugins.module_utils._zones import UNKNOWN, rules_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError, as_text
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import END_DAY, FIRST_DAY
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import YEARS, ScheduleError

FIRST_MINUTE = FIRST_DAY * 1440
END_MINUTE = END_DAY * 1440

_EPOCH = datetime(1970, 1, 1)
_EPOCH_UTC = _EPOCH.replace(tzinfo=timezone.utc)
_SECOND = timedelta(seconds=1)
_MOMENT = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[Tt ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]+))?)?"
    r" ?(?P<offset>[Zz]|(?P<sign>[+-])(?P<offset_hours>[0-9]{2})(?::?(?P<offset_minutes>[0-9]{2})(?::?(?P<offset_seconds>[0-9]{2}))?)?)?)?"
)
_ALLOWED = "allowed are IANA names such as UTC, Europe/Berlin or America/New_York"
# How far apart the probes for clock changes are, in seconds. In all zones since 1970 no two changes are less than six days apart.
_PROBE = 3 * 86400
# From here on every zone follows a rule of the calendar, which repeats after 400 years of 146,097 days.
RULED = 2100


class Change(NamedTuple):
    """A clock change: the zone goes from one offset to another. All three in seconds, `moment` since 1970 in UTC."""

    moment: int
    before: int
    after: int

    def days(self) -> range:
        """The days, as ordinals, that have minutes which do not exist, or exist twice, or lie on both sides."""
        low, high = sorted((self.before, self.after))
        return range(FIRST_DAY + (self.moment + low) // 86400, FIRST_DAY + (self.moment + high) // 86400 + 1)

    def skipped(self) -> range:
        """The local minutes that do not exist; empty where the clocks go back."""
        return range(FIRST_MINUTE - -(self.moment + self.before) // 60, FIRST_MINUTE - -(self.moment + self.after) // 60)

    def repeated(self) -> range:
        """The seconds since 1970 that clocks show for the first time and will show again; empty where they go forward."""
        return range(self.moment - self.before + self.after, self.moment)


class Zone:
    def __init__(self, name: str, rules: tzinfo) -> None:
        self.name = name
        self._rules = rules

    def minute_from(self, moment: datetime, after: bool = False) -> int:
        """The first local minute that starts at or after a moment, or only after it. A moment without offset is local."""
        if moment.tzinfo is not None:
            try:
                moment = moment.astimezone(self._rules)
            except OverflowError:
                raise _outside(moment) from None
        minute = moment.toordinal() * 1440 + moment.hour * 60 + moment.minute
        if after or moment.second or moment.microsecond:
            minute += 1
        if moment.fold and moment.tzinfo is not None:
            # The minute occurs for the second time: its runs are past, the next ones come after the clock change.
            minute = self._end_of_repetition(moment) or minute
        return min(max(minute, FIRST_MINUTE), END_MINUTE)

    def instant(self, moment: datetime) -> datetime:
        """A moment with offset; without one it is local."""
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=self._rules)

    def skipped_between(self, low: int, high: int) -> list[range]:
        """The stretches of local minutes from `low` up to, but not including, `high` that do not exist."""
        if self._rules is timezone.utc or low >= high:
            return []
        first, last = (date.fromordinal(minute // 1440).year for minute in (low, high - 1))
        stretches = []
        for year in range(first - 1, last + 2):
            for change in _changes(self._rules, year):
                skipped = change.skipped()
                start, stop = max(skipped.start, low), min(skipped.stop, high)
                if start < stop:
                    stretches.append(range(start, stop))
        return stretches

    def changes_between(self, start: int, end: int) -> list[Change]:
        """The clock changes from one moment up to, but not including, another, in seconds since 1970."""
        if self._rules is timezone.utc or start >= end:
            return []
        first, last = ((_EPOCH + timedelta(seconds=moment)).year for moment in (start, end - 1))
        return [change for year in range(first, last + 1) for change in _changes(self._rules, year) if start <= change.moment < end]

    def local(self, moment: datetime) -> datetime:
        """A moment with offset, as the clocks of the zone show it."""
        try:
            return moment.astimezone(self._rules)
        except (OverflowError, ValueError):
            raise _outside(moment) from None

    def offsets_between(self, low: int, high: int) -> list[tuple[int, int, int]]:
        """The minutes of UTC from `low` up to, but not including, `high`, as stretches of one offset: start, stop and the offset in minutes.

        Minutes of UTC are counted like local ones. An offset with seconds, as there were before 1973, is rounded down.
        """
        if self._rules is timezone.utc or low >= high:
            return [(low, high, 0)] if low < high else []
        first, last = (date.fromordinal(minute // 1440).year for minute in (low, high - 1))
        start, offset, found = low, None, []
        for change in (change for year in range(first - 1, last + 2) for change in _changes(self._rules, year)):
            moment = FIRST_MINUTE + change.moment // 60
            if moment >= high:
                break
            if moment > start:
                found.append((start, moment, change.before // 60))
                start = moment
            offset = change.after
        if offset is None:
            known = (_EPOCH_UTC + timedelta(minutes=start - FIRST_MINUTE)).astimezone(self._rules).utcoffset()
            offset = (known or timedelta()) // _SECOND
        return [*found, (start, high, offset // 60)]

    def offset(self, ordinal: int) -> timedelta | None:
        """The offset from UTC of a whole day; None for a day that a clock change touches."""
        return _offset(self._rules, ordinal)

    def offset_at(self, ordinal: int, minute: int) -> timedelta | None:
        """The offset of one local minute, the first time that it occurs; None if it does not exist."""
        moment = datetime.fromordinal(ordinal).replace(hour=minute // 60, minute=minute % 60, tzinfo=self._rules)
        first, second = moment.utcoffset(), moment.replace(fold=1).utcoffset()
        return None if first is None or second is None or first < second else first

    def _end_of_repetition(self, moment: datetime) -> int | None:
        utc = (moment - _EPOCH_UTC) // _SECOND
        for year in range(moment.year - 1, moment.year + 2):
            for change in _changes(self._rules, year):
                if change.moment <= utc < change.moment + change.before - change.after:
                    return FIRST_MINUTE - -(change.moment + change.before) // 60
        return None


@lru_cache(maxsize=4096)
def _changes(rules: tzinfo, year: int) -> tuple[Change, ...]:
    """The clock changes in that year of UTC, in order."""
    if rules is timezone.utc:
        return ()
    cycles = max(0, year - RULED) // 400
    if cycles:
        later = cycles * 146_097 * 86400
        return tuple(change._replace(moment=change.moment + later) for change in _changes(rules, year - cycles * 400))

    def offset(seconds: int) -> int:
        found = (_EPOCH_UTC + timedelta(seconds=seconds)).astimezone(rules).utcoffset()
        return 0 if found is None else found // _SECOND

    start, end = ((datetime(each, 1, 1) - _EPOCH) // _SECOND for each in (year, year + 1))
    found = []
    low, before = start - 1, offset(start - 1)
    while low < end - 1:
        high = min(low + _PROBE, end - 1)
        after = offset(high)
        if after != before:
            early, late = low, high
            while late - early > 1:
                middle = (early + late) // 2
                early, late = (middle, late) if offset(middle) == before else (early, middle)
            found.append(Change(late, before, after))
        low, before = high, after
    return tuple(found)


@lru_cache(maxsize=4096)
def _offset(rules: tzinfo, ordinal: int) -> timedelta | None:
    """The offset of a whole day; None for a day that a clock change touches."""
    day = datetime.fromordinal(ordinal)
    return None if ordinal in _change_days(rules, day.year) else day.replace(tzinfo=rules).utcoffset()


@lru_cache(maxsize=4096)
def _change_days(rules: tzinfo, year: int) -> frozenset[int]:
    return frozenset(day for each in range(year - 1, year + 2) for change in _changes(rules, each) for day in change.days())


def _outside(moment: datetime) -> ScheduleError:
    return ScheduleError(f"{moment.isoformat()} is outside the calendar, which goes from {YEARS.low} to {YEARS.high}")


UTC = Zone("UTC", timezone.utc)


def zone_of(name: object, field: str = "timezone") -> Zone:
    """The zone of a name of the TZ database, or of a fixed offset such as GMT+02:00. UTC needs no zone data. Raises GivenError about the `field`."""
    if not isinstance(name, str):
        raise GivenError(field=field, value=name, allowed="it must be the name of a time zone such as Europe/Berlin")
    try:
        return _zone(str(name))
    except LookupError as error:
        raise GivenError(field=field, value=name, allowed=str(error)) from None


def zones_of(given: object, field: str = "atom_timezones") -> dict[str, Zone]:
    """The zones of runtimes, from a mapping of their ids or names to IANA names. Raises GivenError about the `field`, or a key of it."""
    if not isinstance(given, Mapping):
        raise GivenError(field=field, value=given, allowed="it must be a mapping of runtime ids or names to time zones")
    return {atom: zone_of(name, f"{field}.{inline(atom)}") for atom, name in ((as_text(key), value) for key, value in given.items())}


@lru_cache(maxsize=1024)
def _zone(name: str) -> Zone:
    try:
        rules = rules_of(name)
    except LookupError as error:
        raise LookupError(_ALLOWED if error.args[0] == UNKNOWN else error.args[0]) from None
    return UTC if rules is timezone.utc else Zone(name, rules)


def moment_of(name: str, value: object) -> datetime:
    """The moment that an argument called `name` denotes: a datetime, a date, or either as ISO 8601 text."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if not isinstance(value, str):
        raise GivenError(field=name, value=value, allowed="it must be a date and time such as 2026-11-24T08:15:00+01:00")
    return _moment(name, str(value).strip())


@lru_cache(maxsize=1024)
def _moment(name: str, value: str) -> datetime:
    match = _MOMENT.fullmatch(value)
    if match is None:
        raise GivenError(field=name, value=value, allowed="it must be a date and time such as 2026-11-24, 2026-11-24T08:15 or 2026-11-24T08:15:00+01:00")
    try:
        moment = datetime.fromisoformat(match["date"]).replace(hour=int(match["hour"] or 0), minute=int(match["minute"] or 0), second=int(match["second"] or 0))
        if int(match["fraction"] or 0):
            # Runs start at whole seconds, so any fraction only means: after this second and before the next.
            moment += timedelta(microseconds=1)
        if match["offset"]:
            moment = moment.replace(tzinfo=_fixed(match))
    except ValueError as error:
        raise GivenError(str(error), field=name, value=value, allowed="it must be a date and time of the calendar") from None
    return moment


def _fixed(match: re.Match[str]) -> timezone:
    if match["sign"] is None:
        return timezone.utc
    hours, minutes, seconds = (int(match[group] or 0) for group in ("offset_hours", "offset_minutes", "offset_seconds"))
    if minutes > 59 or seconds > 59:
        raise ValueError("minutes and seconds of an offset end at 59")
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return timezone(-offset if match["sign"] == "-" else offset)

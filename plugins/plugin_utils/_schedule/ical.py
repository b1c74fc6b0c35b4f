# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Runs as a calendar file, RFC 5545.

Everything is in UTC, so that it is exact in every calendar program, whatever it makes of time zones. Runs that a rule tells exactly are one event.
The text depends on the arguments alone, so that the same call makes the same file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, timezone
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from unicodedata import category

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import ScheduleError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.recurrence import series
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import DayRuns, LocalSchedule, runs_of_weeks
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import DAY
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC, Zone

_FOLD = 75
# The longest text, in characters: it is repeated in every event.
_LONGEST = 2000
# Unicode categories that become blanks: control characters, surrogates, line and paragraph separators.
_NO_TEXT = ("Cc", "Cs", "Zl", "Zp")
_LENGTH = timedelta(minutes=1)
_LONG_AGO = 400 * 1440


class Event(NamedTuple):
    """One entry of a calendar. Events with the same `key` and start are the same event in two files."""

    key: str
    summary: str
    description: str
    start: datetime
    length: timedelta = _LENGTH
    # The rule by which it comes again.
    rule: str = ""
    # What tells it from other events, in place of the key and the start.
    identity: str = ""


def calendar(name: str, several: Sequence[LocalSchedule], start: datetime, weeks: int) -> str:
    """The file of the runs of schedules, for some weeks from a moment on. Without offset, the moment is on the clock of each of them.

    Runs of several schedules at the same moment are described by the first.
    """
    taken: dict[int, int] = {}
    events = [event for each in several for event in _events(name, each, start, weeks, taken)]
    return events_calendar(name, sorted(events, key=attrgetter("start")), UTC.instant(start))


def _events(name: str, local: LocalSchedule, start: datetime, weeks: int, taken: dict[int, int]) -> Iterator[Event]:
    """One event for each series of runs. `taken` has the minutes of each day of UTC that are told already."""
    description = f"{words(local.schedule)}, {local.zone.name} time"
    runs = runs_of_weeks(local.schedule, local.zone, start, weeks)
    for offset, days in groupby(runs, attrgetter("offset")):
        together = list(days)
        # What was the same until the clocks changed, and will be when they change again, is another series each time.
        since = _since(local.zone, min(together[0].moments()))
        for first, rule, which in series(_days_of_utc(together, taken)):
            identity = f"{name}\n{local.zone.name} {offset} {since} {which}"
            yield Event(name, name, description, first, rule=rule, identity=identity)


def _days_of_utc(days: Iterable[DayRuns], taken: dict[int, int]) -> Iterator[tuple[int, int]]:
    for ordinal, times, offset in days:
        # From the begin of the day before on.
        minutes = times << 1440 - offset // _LENGTH
        for number in range(3):
            day, there = ordinal - 1 + number, minutes >> 1440 * number & DAY
            new = there & ~taken.get(day, 0)
            if new:
                taken[day] = taken.get(day, 0) | there
                yield day, new


def _since(zone: Zone, moment: datetime) -> int:
    """The minute of the last clock change before a moment; 0 if there was none for more than a year."""
    minute = UTC.minute_from(moment)
    *changes, last = zone.offsets_between(minute - _LONG_AGO, minute + 1)
    return last[0] if changes else 0


def events_calendar(name: str, events: Iterable[Event], made: datetime) -> str:
    """The file; `made` is what it says of when it was made. Raises ScheduleError for events beyond the end of Python's calendar."""
    try:
        return _file(name, events, made)
    except OverflowError:
        raise ScheduleError("the weeks asked for reach beyond the end of the calendar") from None


def _file(name: str, events: Iterable[Event], made: datetime) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//boomi.spaces//schedule//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    empty = True
    for event in events:
        empty = False
        identity = hashlib.sha256((event.identity or event.key).encode("utf-8", "replace")).hexdigest()[:32]
        lines += [
            "BEGIN:VEVENT",
            f"UID:{identity}@boomi.spaces" if event.identity else f"UID:{identity}-{_utc(event.start)}@boomi.spaces",
            f"DTSTAMP:{_utc(made)}",
            f"DTSTART:{_utc(event.start)}",
            f"DTEND:{_utc(event.start + event.length)}",
            *([f"RRULE:{event.rule}"] if event.rule else []),
            f"SUMMARY:{_text(event.summary)}",
            f"DESCRIPTION:{_text(event.description)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    if empty:
        # A calendar must have something in it.
        lines += [
            "BEGIN:VTIMEZONE",
            "TZID:UTC",
            "BEGIN:STANDARD",
            "DTSTART:19700101T000000",
            "TZOFFSETFROM:+0000",
            "TZOFFSETTO:+0000",
            "END:STANDARD",
            "END:VTIMEZONE",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _utc(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """The text escaped. A line break becomes its escape sequence; other control characters and separators become blanks."""
    whole = value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
    lines = whole.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    clean = ("".join(" " if category(char) in _NO_TEXT else char for char in line) for line in lines)
    return "\\n".join(line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in clean)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, cut between characters; all but the first start with a blank."""
    piece, size = "", 0
    for char in line:
        octets = len(char.encode("utf-8"))
        if size + octets > _FOLD:
            yield piece
            piece, size = " ", 1
        piece += char
        size += octets
    yield piece

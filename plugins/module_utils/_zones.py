# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The names of time zones: those of the TZ database, and Java's names of fixed offsets. No other name is ever guessed at."""

from __future__ import annotations

import re
import zoneinfo
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache

NO_DATA = "this machine has no time zone data: install the Python package tzdata, or the operating system's package of that name"
UNKNOWN = "the TZ database of this machine does not have it"
AMBIGUOUS = "names of three letters are ambiguous"

_UTC = ("UTC", "Etc/UTC")
# Java's names of fixed offsets. In the TZ database, GMT+2 has the opposite sign, and only in Etc.
_OFFSET = re.compile(r"(?:GMT|UTC|UT)(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-5][0-9]))?")
_LARGEST_OFFSET = timedelta(hours=18)  # Java's limit
# Files beside the zones: copies of them, and the zone of this machine.
_NO_ZONES = frozenset({"Factory", "localtime", "posix", "posixrules", "right"})


@lru_cache(maxsize=1024)
def rules_of(name: str) -> tzinfo:
    """The rules of a zone of the TZ database, or of a fixed offset such as ``GMT+02:00``. Raises LookupError with the reason."""
    if name in _UTC:
        return timezone.utc
    offset = _offset(name)
    if offset is not None:
        return timezone(offset)
    if name.split("/", maxsplit=1)[0] not in _NO_ZONES:
        try:
            return zoneinfo.ZoneInfo(name)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            pass
    raise LookupError(UNKNOWN if zoneinfo.available_timezones() else NO_DATA)


def zone_name(reported: str) -> str:
    """The name of a zone as Java reports it, in one spelling: UTC, a name of the TZ database, or an offset such as ``GMT+02:00``.

    Raises LookupError with the reason if it is none: Java also has names such as IST, which stand for several zones.
    """
    name = reported.strip()
    if name in (*_UTC, "GMT", "Z"):
        return "UTC"
    if re.fullmatch("[A-Za-z]{3}", name):
        raise LookupError(AMBIGUOUS)
    rules_of(name)
    offset = _offset(name)
    if offset is None:
        return name
    minutes = abs(offset) // timedelta(minutes=1)
    return f"GMT{'-' if offset < timedelta() else '+'}{minutes // 60:02}:{minutes % 60:02}" if minutes else "UTC"


def _offset(name: str) -> timedelta | None:
    match = _OFFSET.fullmatch(name)
    if match is None:
        return None
    offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    if offset > _LARGEST_OFFSET:
        return None
    return -offset if match["sign"] == "-" else offset

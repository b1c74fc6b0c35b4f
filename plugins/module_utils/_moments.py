# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Moments: how users and the API write them, and the one form in which the facts have them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

# ISO 8601 with an offset. YAML writes a blank for the T.
_MOMENT = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](?P<time>[0-9]{2}:[0-9]{2})(?::(?P<seconds>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?P<zone>[Zz]|(?P<sign>[+-])(?P<hours>[0-9]{2}):?(?P<minutes>[0-9]{2})?)",
    re.ASCII,
)


def moment_of(text: str) -> datetime | None:
    """The moment that a text denotes, in UTC and without fractions of a second. None if it denotes none, or has no offset."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    offset = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0)) * (-1 if match["sign"] == "-" else 1)
    try:
        local = datetime.fromisoformat(f"{match['date']}T{match['time']}:{match['seconds'] or '00'}")
        return local.replace(tzinfo=timezone(offset)).astimezone(timezone.utc)
    except (ValueError, OverflowError):
        return None


def written(moment: datetime) -> str:
    """A moment in UTC as in the API: ``2026-11-28T18:42:33Z``."""
    return f"{moment.replace(tzinfo=None, microsecond=0).isoformat()}Z"


def present() -> datetime:
    """This moment, without fractions of a second."""
    return datetime.now(timezone.utc).replace(microsecond=0)

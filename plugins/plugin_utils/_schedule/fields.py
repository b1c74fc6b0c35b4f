# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The six fields of a schedule: text to set of values and back.

A set of values is an int used as a bit mask: bit 0 is the lowest value of the field, so that 8:00 is ``1 << 8`` among the hours and
Sunday, day 1 of the week, is ``1 << 0``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError, as_text, told


class ScheduleError(GivenError):
    """A schedule that cannot be understood or expressed; see :class:`GivenError` for its fields."""


class Field:
    def __init__(self, name: str, camel: str, low: int, high: int) -> None:
        self.name = name
        self.camel = camel
        self.low = low
        self.high = high
        self.full = (1 << high - low + 1) - 1


MINUTES = Field("minutes", "minutes", 0, 59)
HOURS = Field("hours", "hours", 0, 23)
WEEKDAYS = Field("days_of_week", "daysOfWeek", 1, 7)
DAYS = Field("days_of_month", "daysOfMonth", 1, 31)
MONTHS = Field("months", "months", 1, 12)
# Boomi documents no bounds for years. 1970 is where its machines' clocks begin, 9999 is where Python's calendar ends.
YEARS = Field("years", "years", 1970, 9999)
# In the order in which the one-string form has them.
FIELDS = (MINUTES, HOURS, WEEKDAYS, DAYS, MONTHS, YEARS)

_TERM = re.compile(r"\*(?:/(?P<every>[0-9]+))?|(?P<first>[0-9]+)(?:-(?P<last>[0-9]+)(?:/(?P<step>[0-9]+))?)?")
_BLANKS = " \t\r\n"


def _number(digits: str) -> int:
    """Leading zeros are allowed. The cost is linear in the number of digits."""
    significant = digits.lstrip("0")
    return int(significant or "0") if len(significant) <= 9 else 10**9


def _problem(field: Field, value: object, problem: str) -> ScheduleError:
    allowed = f"allowed are *, n, a-b, a-b/s and */s, and lists of these separated by commas, with numbers from {field.low} to {field.high}"
    return ScheduleError(problem, field=field.name, value=value, allowed=f"{allowed}, 1 being Sunday" if field is WEEKDAYS else allowed)


def _term(field: Field, text: str, term: str) -> range:
    match = _TERM.fullmatch(term)
    if match is None:
        raise _problem(field, text, f"{told(term)} has none of the allowed forms" if term else "a value is missing")
    if match["first"] is None:
        first, last = field.low, field.high
    else:
        first = _number(match["first"])
        last = first if match["last"] is None else _number(match["last"])
    if not (field.low <= first <= field.high and field.low <= last <= field.high):
        raise _problem(field, text, f"{told(term)} is out of range")
    if first > last:
        raise _problem(field, text, f"the range {told(term)} is reversed")
    step = _number(match["every"] or match["step"] or "1")
    if step == 0:
        raise _problem(field, text, f"the step of {told(term)} is 0")
    return range(first, last + 1, step)


@lru_cache(maxsize=8192)
def _parse_text(field: Field, text: str) -> int:
    stripped = text.strip(_BLANKS)
    if stripped in ("", "*"):
        return field.full
    mask = 0
    for term in stripped.split(","):
        found = _term(field, text, term.strip(_BLANKS))
        mask |= comb(found.start - field.low, len(found), found.step)
    return mask


def parse_field(field: Field, value: object) -> int:
    """The set of values that `value` denotes in `field`; never empty. None and empty text are every value."""
    if isinstance(value, str):
        return _parse_text(field, str(value))
    if value is None:
        return field.full
    if isinstance(value, int) and not isinstance(value, bool):
        return _parse_text(field, as_text(int(value)))
    raise _problem(field, value, "it must be text")


def values(mask: int, low: int = 0) -> Iterator[int]:
    """The members of a set, in ascending order; `low` is the value of bit 0."""
    while mask:
        bit = mask & -mask
        yield bit.bit_length() - 1 + low
        mask ^= bit


def evenly(mask: int) -> tuple[int, int, int] | None:
    """First bit, last bit and step, where a set of three values or more has the same step throughout; else None."""
    first, last = (mask & -mask).bit_length() - 1, mask.bit_length() - 1
    rest = mask ^ 1 << first
    step = (rest & -rest).bit_length() - 1 - first
    count = mask.bit_count()
    if count < 3 or first + step * (count - 1) != last:
        return None
    return (first, last, step) if mask == comb(first, count, step) else None


def comb(first: int, count: int, step: int) -> int:
    """The set of `count` bits from `first` on, `step` apart: a geometric series in powers of two."""
    # A single value may have a step of any size.
    return 1 << first if count == 1 else ((1 << step * count) - 1) // ((1 << step) - 1) << first


def stretches(mask: int) -> Iterator[tuple[int, int]]:
    """First and last bit of every unbroken stretch of a set, in ascending order."""
    while mask:
        first = (mask & -mask).bit_length() - 1
        filled = mask + (1 << first)
        last = (filled & -filled).bit_length() - 2
        yield first, last
        mask &= filled


def format_field(field: Field, mask: int) -> str:
    """The shortest usual way to write a set in Boomi's grammar; `parse_field` reads the same set back."""
    if mask == field.full:
        return "*"
    even = evenly(mask)
    if even and even[2] > 1 and (field is MINUTES or mask.bit_count() > 3):
        first, last, step = even
        # Boomi's own forms write a step up to the end of the field: 0-59/15, not 0-45/15.
        end = field.high if last + field.low + step > field.high else last + field.low
        return f"{first + field.low}-{end}/{step}"
    parts = []
    for first, last in stretches(mask):
        low, high = first + field.low, last + field.low
        parts.append(str(low) if low == high else f"{low},{high}" if high == low + 1 else f"{low}-{high}")
    return ",".join(parts)

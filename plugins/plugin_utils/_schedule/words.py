# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""A schedule in plain English, exactly: two schedules with the same sentence are the same.

`every N minutes` is said only of times that are N minutes apart from the first that is named to the last; a step that starts anew every
hour is worded by the hour. A range of minutes, days, months or years is each one of it, from the first to the last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import drop_impossible, happens
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import (
    DAYS,
    HOURS,
    MONTHS,
    WEEKDAYS,
    YEARS,
    comb,
    evenly,
    stretches,
    values,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import DAY, Part, Schedule, by_hours, by_minutes, times_of

_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Seven days of the month in a row have every weekday once.
_NTH = {0x7F: "first", 0x7F << 7: "second", 0x7F << 14: "third", 0x7F << 21: "fourth"}
# Up to this many times are named one by one; of evenly spaced ones, fewer.
_FEW = 6
_FEW_EVEN = 3


def words(schedule: Schedule) -> str:
    """The minutes of a schedule; empty text where there are none."""
    return _listed([_part(part) for part in schedule.plain], comma="; ", last="; and ")


def _listed(texts: Sequence[str], comma: str = ", ", last: str = " and ") -> str:
    return last.join([comma.join(texts[:-1]), texts[-1]]) if len(texts) > 1 else "".join(texts)


def _ranges(mask: int, name: Callable[[int], str], to: str = " to ") -> list[str]:
    """The members of a set by name, three or more in a row as a range."""
    found = []
    for first, last in stretches(mask):
        if last - first < 2:
            found += [name(index) for index in range(first, last + 1)]
        else:
            found.append(name(first) + to + name(last))
    return found


def days_in_words(schedule: Schedule) -> str:
    """The days of a schedule of whole days."""
    return _listed([_days(part, whole_day=True) for part in schedule.plain], comma=";", last="; and").lstrip(", ") or "every day"


def _part(part: Part) -> str:
    times, whole_day = _times(part.times)
    return times + _days(part, whole_day)


def _days(part: Part, whole_day: bool) -> str:
    """What follows the times to say which days; `whole_day` is whether the times already say that they go round the clock."""
    # A phrase that starts with a range needs a comma.
    phrases = []
    if part.days != DAYS.full:
        nth = _NTH.get(part.days)
        if nth and part.weekdays != WEEKDAYS.full:
            phrases.append("on " + _listed([f"the {nth} {name}" for name in map(_WEEKDAYS.__getitem__, values(part.weekdays))]) + _of_months(part))
        else:
            phrases.append("on " + _dates(part))
            if part.weekdays != WEEKDAYS.full:
                phrases.append("if that day is " + _weekday_list(part.weekdays, " or ", article=True))
    else:
        if part.weekdays != WEEKDAYS.full:
            days = _weekday_list(part.weekdays, " and ")
            phrases.append(days if " to " in days or days.startswith("every day") else "on " + days)
        elif not whole_day:
            phrases.append("every day")
        if part.months != MONTHS.full:
            months = _ranges(part.months, _MONTHS.__getitem__)
            phrases.append("from " + months[0] if len(months) == 1 and " to " in months[0] else "in " + _listed(months))
    if part.years != YEARS.full:
        phrases.append(_years(part.years))
    text = "".join((" " if phrase.startswith(("on ", "in ", "if ", "every day")) else ", ") + phrase for phrase in phrases)
    return text if happens(part) else text + " (never: there is no such day)"


def _weekday_list(mask: int, last: str, article: bool = False) -> str:
    """Days of the week, in the order of a week that starts on Monday; a range may run over Sunday."""
    if mask & mask - 1 == 0:
        return ("a " if article else "") + _WEEKDAYS[mask.bit_length() - 1]
    if mask.bit_count() == 6 and mask & 1 and mask >> 6:
        missing = _WEEKDAYS[(mask ^ WEEKDAYS.full).bit_length() - 1]
        # Without Monday, the range Tuesday to Sunday reads better.
        if missing != "Monday":
            return f"not a {missing}" if article else f"every day except {missing}"
    # Bit 0 is made Monday, and a range that runs over the end of the week is taken where it starts.
    mask = mask >> 1 | (mask & 1) << 6
    found = []
    for start in range(7):
        if mask >> start & 1 and not mask >> (start - 1) % 7 & 1:
            length = 1
            while mask >> (start + length) % 7 & 1:
                length += 1
            days = [_WEEKDAYS[(start + index + 1) % 7] for index in range(length)]
            found += [f"{days[0]} to {days[-1]}"] if length > 2 else days
    return _listed(found, last=last)


def _ordinal(index: int) -> str:
    day = index + DAYS.low
    suffix = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{suffix}"


def _dates(part: Part) -> str:
    """Days of the month and the months, as `the 1st of every month`."""
    single_day, single_month = part.days & part.days - 1 == 0, part.months & part.months - 1 == 0
    if single_day and single_month:
        return f"{part.days.bit_length()} {_MONTHS[part.months.bit_length() - 1]}"
    even = evenly(part.days)
    if even and even[2] > 1 and part.days.bit_count() > _FEW_EVEN:
        days = f"every {_ordinal(even[2] - 1)} day from the {_ordinal(even[0])} to the {_ordinal(even[1])}"
    else:
        days = "the " + _listed(_ranges(part.days, _ordinal))
    rare = " that has one" if single_day and part.months == MONTHS.full and part.days >> 28 else ""
    return days + _of_months(part) + rare


def _of_months(part: Part) -> str:
    if part.months == MONTHS.full:
        return " of every month"
    months = _ranges(part.months, _MONTHS.__getitem__)
    return " of every month from " + months[0] if len(months) == 1 and " to " in months[0] else " of " + _listed(months)


def _years(mask: int) -> str:
    def name(index: int) -> str:
        return str(index + YEARS.low)

    even = evenly(mask)
    if even and even[2] > 1 and mask.bit_count() > _FEW_EVEN:
        return f"in every {_ordinal(even[2] - 1)} year from {name(even[0])} to {name(even[1])}"
    spans = list(stretches(mask))
    first, last = spans[0]
    if len(spans) == 1 and last > first:
        if last + YEARS.low == YEARS.high:
            return f"from {name(first)} on"
        if last - first > 1:
            return f"from {name(first)} to {name(last)}"
    return "in " + _listed(_ranges(mask, name))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _step(minutes: int) -> str:
    count, unit = (minutes // 60, "hour") if minutes % 60 == 0 else (minutes, "minute")
    return f"every {unit}" if count == 1 else f"every {count} {unit}s"


def _times(times: int) -> tuple[str, bool]:
    """The times of a day in words, and whether the words already cover the whole day."""
    if times == DAY:
        return "every minute", True
    even = evenly(times)
    if even and times.bit_count() > _FEW_EVEN:
        first, last, step = even
        if 60 % step == 0 and first < step and last + step >= 1440 and (first == 0 or step == 60):
            return _step(step) + (f" at :{first:02}" if first else ""), True
        return f"{_step(step)} from {_clock(first)} to {_clock(last)}", False
    if times.bit_count() <= _FEW:
        return _at(times), False
    return min((_faces(faces) for faces in (by_minutes(times), by_hours(times))), key=lambda found: len(found[0]))


def _at(times: int) -> str:
    return "at " + _listed([_clock(minute) for minute in values(times)])


class _Phrase(NamedTuple):
    """Words for some times of a day, with the first of these times."""

    first: int
    text: str
    whole_day: bool = False


def _faces(faces: Iterable[tuple[int, int]]) -> tuple[str, bool]:
    """Products of hours and minutes, worded one by one, in the order of their first times."""
    phrases: list[_Phrase] = []
    # Times that are best named one by one, whichever product they come from.
    single = 0
    for hours, minutes in faces:
        times = times_of(hours, minutes)
        count = minutes.bit_count()
        if minutes == comb(_lowest(minutes), count, 60 // count) and _lowest(minutes) < 60 // count and 60 % count == 0:
            found, few = _steady(hours, minutes, 60 // count)
            phrases += found
            single |= few
        elif hours & hours - 1:
            phrases.append(_Phrase(_lowest(times), _minutes(minutes) + _hours(hours), hours == HOURS.full))
        elif evenly(minutes) and count > _FEW_EVEN:
            phrases.append(_Phrase(_lowest(times), _times(times)[0]))
        else:
            single |= times
    for low, high in stretches(single):
        if high - low >= _FEW_EVEN:
            phrases.append(_Phrase(low, f"every minute from {_clock(low)} to {_clock(high)}"))
            single &= ~((1 << high + 1) - (1 << low))
    if single:
        phrases.append(_Phrase(_lowest(single), _at(single)))
    phrases.sort()
    return _listed([phrase.text for phrase in phrases]), all(phrase.whole_day for phrase in phrases)


def _steady(hours: int, minutes: int, step: int) -> tuple[list[_Phrase], int]:
    """Words for an even step that continues from hour to hour, and the times that are too few to be called a step."""
    start, end = _lowest(minutes), minutes.bit_length() - 1
    if hours == HOURS.full and (start == 0 or step == 60):
        return [_Phrase(start, _step(step) + (f" at :{start:02}" if start else ""), whole_day=True)], 0
    spans, few = [], 0
    for low, high in stretches(hours):
        if (high - low + 1) * minutes.bit_count() > _FEW_EVEN:
            spans.append((low * 60 + start, high * 60 + end))
        else:
            few |= times_of((1 << high + 1) - (1 << low), minutes)
    if not spans:
        return [], few
    return [_Phrase(spans[0][0], f"{_step(step)} " + _listed([f"from {_clock(low)} to {_clock(high)}" for low, high in spans]))], few


def _lowest(mask: int) -> int:
    return (mask & -mask).bit_length() - 1


def _minutes(minutes: int) -> str:
    even = evenly(minutes)
    if even:
        return f"{_step(even[2])} from :{even[0]:02} to :{even[1]:02}"
    return "at " + _listed(_ranges(minutes, lambda minute: f":{minute:02}"))


def _hours(hours: int) -> str:
    if hours == HOURS.full:
        return " of every hour"
    spans = list(stretches(hours))
    if len(spans) == 1:
        return f" of every hour from {spans[0][0]:02}:00 to {spans[0][1]:02}:59"
    return " of the hours " + _listed(_ranges(hours, lambda hour: f"{hour:02}"))


def difference(first: Schedule, second: Schedule) -> dict[str, dict[str, Any]]:
    """What each has and the other lacks, as entries and in words; empty if both are the same minutes of the calendar."""
    sides = {"only_in_first": drop_impossible(first - second), "only_in_second": drop_impossible(second - first)}
    if not any(sides.values()):
        return {}
    return {name: {"entries": side.entries(), "words": words(side) or "nothing"} for name, side in sides.items()}

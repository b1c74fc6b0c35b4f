# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the sentences of `describe_schedule` as a careful person would. Shares no code with the collection."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
NTH = ["first", "second", "third", "fourth"]
_CLOCK = r"\d\d:\d\d"
_TIME_LIST = rf"{_CLOCK}(?:(?:, | and ){_CLOCK})*"
_SPAN = rf"from {_CLOCK} to {_CLOCK}"
_MINUTE = r":\d\d(?: to :\d\d)?"
_HOURS = r" of (?:every hour from \d\d:00 to \d\d:59|the hours \d\d(?: to \d\d)?(?:(?:, | and )\d\d(?: to \d\d)?)*|every hour)"

Reading = tuple[int, Callable[[date], bool]]


def read(sentence: str) -> list[Reading]:
    """For each part of the sentence: the minutes of the day as bits, and which days."""
    return [_part(part) for part in sentence.replace("; and ", "; ").split("; ")]


def _items(text: str, index: Callable[[str], int], size: int = 0) -> set[int]:
    """`a, b to c and d`; a range may run over the end of a cycle of that size."""
    found: set[int] = set()
    for item in re.split(r", | and | or ", text):
        first, _to, last = item.partition(" to ")
        low, high = index(first), index(last or first)
        found.update(range(low, high + 1) if low <= high else [number % size for number in range(low, high + size + 1)])
    return found


def _part(text: str) -> Reading:
    text = text.removesuffix(" (never: there is no such day)")
    years: Callable[[int], bool] = bool
    if match := re.search(r" in every (\d+)\w\w year from (\d{4}) to (\d{4})$", text):
        every = range(int(match[2]), int(match[3]) + 1, int(match[1]))
        years = every.__contains__
    elif match := re.search(r", from (\d{4}) (?:on|to (\d{4}))$", text):
        span = range(int(match[1]), int(match[2] or 9999) + 1)
        years = span.__contains__
    elif match := re.search(r" in (\d{4}(?: to \d{4})?(?:(?:, | and )\d{4}(?: to \d{4})?)*)$", text):
        years = _items(match[1], int).__contains__
    if match:
        text = text[: match.start()]
    times, days = _days(text)
    return _times(times), lambda day: years(day.year) and days(day)


def _months(text: str) -> set[int]:
    if text == "every month":
        return set(range(12))
    return _items(text.removeprefix("every month from ").removeprefix("from "), MONTHS.index)


def _weekdays(text: str) -> set[int]:
    for exception in ("not a ", "every day except "):
        if text.startswith(exception):
            return set(range(7)) - {WEEKDAYS.index(text.removeprefix(exception))}
    return _items(text.removeprefix("a "), WEEKDAYS.index, 7)


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _days(text: str) -> tuple[str, Callable[[date], bool]]:
    weekdays = set(range(7))
    if match := re.search(r" if that day is (.*)$", text):
        weekdays = _weekdays(match[1])
        text = text[: match.start()]
    if match := re.search(r" on ((?:the (?:first|second|third|fourth) \w+(?: and |, )?)+) of (.*)$", text):
        nths = {(NTH.index(nth), WEEKDAYS.index(name)) for nth, name in re.findall(r"the (\w+) (\w+)", match[1])}
        months = _months(match[2])
        return text[: match.start()], lambda day: ((day.day - 1) // 7, day.weekday()) in nths and day.month - 1 in months
    if match := re.search(r" on (\d+) ([A-Z]\w+)$", text):
        wanted = MONTHS.index(match[2]), int(match[1])
        return text[: match.start()], lambda day: (day.month - 1, day.day) == wanted and day.weekday() in weekdays
    if match := re.search(r" on (every|the) (\d.*?) of (.*?)(?: that has one)?$", text):
        months = _months(match[3])
        if match[1] == "every":
            step, first, last = (int(number) for number in re.findall(r"\d+", match[2]))
            days = set(range(first, last + 1, step))
        else:
            days = _items(match[2], _number)
        return text[: match.start()], lambda day: day.day in days and day.month - 1 in months and day.weekday() in weekdays
    months = set(range(12))
    if match := re.search(r"(?:, from| in) ((?:" + "|".join(MONTHS) + r").*)$", text):
        months = _months(match[1])
        text = text[: match.start()]
    if match := re.search(r"(?:, | on | )((?:every day except )?(?:" + "|".join(WEEKDAYS) + r").*)$", text):
        weekdays = _weekdays(match[1])
        text = text[: match.start()]
    return text.removesuffix(" every day"), lambda day: day.month - 1 in months and day.weekday() in weekdays


def _minute(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def _times(text: str) -> int:
    found: set[int] = set()
    while text:
        if match := re.match(r"every (?:(\d+) )?(minute|hour)s?", text):
            step = int(match[1] or 1) * (60 if match[2] == "hour" else 1)
            text = text[match.end() :]
            if match := re.match(r" at :(\d\d)", text):
                found.update(range(int(match[1]), 1440, step))
            elif match := re.match(rf" from :(\d\d) to :(\d\d)({_HOURS})", text):
                found.update(hour * 60 + minute for hour in _hours(match[3]) for minute in range(int(match[1]), int(match[2]) + 1, step))
            elif match := re.match(rf" {_SPAN}(?:(?:, | and ){_SPAN})*", text):
                for low, high in re.findall(rf"from ({_CLOCK}) to ({_CLOCK})", match[0]):
                    found.update(range(_minute(low), _minute(high) + 1, step))
            else:
                found.update(range(0, 1440, step))
        elif match := re.match(rf"at ({_TIME_LIST})", text):
            found.update(map(_minute, re.findall(_CLOCK, match[1])))
        else:
            match = re.match(rf"at ({_MINUTE}(?:(?:, | and ){_MINUTE})*)({_HOURS})", text)
            assert match, text
            found.update(hour * 60 + minute for hour in _hours(match[2]) for minute in _items(match[1], _number))
        text = text[match.end() :] if match else text
        text = text.removeprefix(", ").removeprefix(" and ")
    return sum(1 << minute for minute in found)


def _hours(text: str) -> set[int]:
    if text == " of every hour":
        return set(range(24))
    if match := re.fullmatch(r" of every hour from (\d\d):00 to (\d\d):59", text):
        return set(range(int(match[1]), int(match[2]) + 1))
    return _items(text.removeprefix(" of the hours "), int)

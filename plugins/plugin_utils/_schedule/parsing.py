# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the filters and tests accept as a schedule, made into sets. Private to the collection.

An entry is a mapping of six fields. Around it come a list of entries, an item of `process_schedules`, a process, and lists of these, in the
spelling of the facts (`days_of_week`), of the GraphQL API (`daysOfWeek`) or of the REST API (`Schedule`, `Retry`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import TypeGuard

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import FIELDS, ScheduleError, as_text, kind_of, parse_field, shown
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Part, Schedule, times_of

_PROCESS = ("process_schedules", "processSchedules", "ProcessSchedules")
_ITEM = ("schedule", "Schedule")
_RETRY = ("retry", "Retry")
_MAX_RETRY = ("max_retry", "maxRetry")
_NAMES: dict[object, int] = {spelling: index for index, field in enumerate(FIELDS) for spelling in (field.name, field.camel)}
_ORDER = " ".join(field.name for field in FIELDS)


class Item(NamedTuple):
    """One schedule with what stands beside it; what was not said is None, or no schedule."""

    schedule: Schedule
    paused: bool = False
    retry: Schedule = Schedule()
    max_retry: int | None = None


def read(value: object) -> list[Item]:
    """All the schedules in `value`, in order."""
    try:
        return _read(value)
    except RecursionError:
        raise ScheduleError("the schedule cannot be read: it is nested too deeply") from None


def _read(value: object) -> list[Item]:
    if isinstance(value, Mapping):
        schedules = _get(value, _PROCESS)
        if schedules is not _ABSENT:
            return [] if schedules is None else _read(schedules)
        if _get(value, _ITEM) is not _ABSENT:
            return [_item(value)]
        return [Item(Schedule((_entry(value),)))]
    if _is_list(value):
        items: list[Item] = []
        for member in value:
            if _is_list(member):
                raise ScheduleError("a list of schedules has another list in it; make it one list with the filter flatten")
            items += _read(member)
        return items
    return [Item(_entries(value))]


def written(value: object) -> Schedule:
    """The minutes that `value` names, paused or not."""
    return union(item.schedule for item in read(value))


def running(value: object, include_paused: object = False) -> Schedule:
    """The minutes at which something runs."""
    if not isinstance(include_paused, bool):
        raise ScheduleError(f"include_paused is {kind_of(include_paused)}, not true or false")
    return union(item.schedule for item in read(value) if include_paused or not item.paused)


def is_paused(value: object) -> bool:
    """Whether nothing runs because it is paused: of the items that have a schedule, or of all where none has one, each is paused."""
    items = read(value)
    items = [item for item in items if item.schedule] or items
    return bool(items) and all(item.paused for item in items)


def _is_list(value: object) -> TypeGuard[Iterable[object]]:
    # Filters such as map and selectattr hand on iterators, not lists.
    return isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping))


def union(schedules: Iterable[Schedule]) -> Schedule:
    several = list(schedules)
    return several[0] if len(several) == 1 else Schedule(part for schedule in several for part in schedule.parts)


_ABSENT = object()


def _get(value: Mapping[object, object], spellings: Iterable[str]) -> object:
    for spelling in spellings:
        if spelling in value:
            return value[spelling]
    return _ABSENT


def _item(value: Mapping[object, object]) -> Item:
    retry = _get(value, _RETRY)
    if retry is _ABSENT or retry is None:
        retry = {}
    if not isinstance(retry, Mapping):
        raise ScheduleError(f"retry is {kind_of(retry)}, not a mapping with schedule and max_retry")
    windows = _get(retry, _ITEM)
    return Item(
        _entries(_get(value, _ITEM)),
        _paused(value.get("enabled")),
        Schedule() if windows is _ABSENT else _entries(windows),
        _max_retry(_get(retry, _MAX_RETRY)),
    )


def _paused(enabled: object) -> bool:
    # The REST API writes booleans as text in places.
    known = {"true": False, "false": True}
    if isinstance(enabled, str) and str(enabled).lower() in known:
        return known[str(enabled).lower()]
    if enabled is None or isinstance(enabled, bool):
        return enabled is False
    raise ScheduleError(f"enabled is {shown(enabled)}, not true, false or null")


def _max_retry(value: object) -> int | None:
    if value is _ABSENT or value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9:
        return int(value)
    if isinstance(value, str) and re.fullmatch("[0-9]{1,9}", value):
        return int(value)
    raise ScheduleError(f"max_retry is {shown(value)}, not a whole number of up to nine digits")


def _entries(value: object) -> Schedule:
    if value is None:
        return Schedule()
    if isinstance(value, Mapping):
        return Schedule((_entry(value),))
    if isinstance(value, str):
        return Schedule(_from_text(entry, str(value)) for entry in str(value).split(";"))
    if _is_list(value):
        return union(_entries(member) for member in value)
    # An undefined variable of a template says so itself when it is used as text.
    as_text(value)
    raise ScheduleError(
        f"a schedule cannot be {kind_of(value)}. Give an entry with the fields {_ORDER}, a list of entries, an item of process_schedules, "
        "a process, or one string with the six fields in that order"
    )


def _from_text(entry: str, text: str) -> Part:
    fields = re.sub(r"\s*,\s*", ",", entry).split()
    if len(fields) != len(FIELDS):
        raise ScheduleError(
            f"the schedule {shown(text)} has an entry of {len(fields)} fields, not of six. In this form each entry is {_ORDER!r}, and entries are parted by ;"
        )
    return _part(fields)


def _entry(value: Mapping[object, object]) -> Part:
    fields: list[object] = [None] * len(FIELDS)
    given = 0
    for key, text in value.items():
        index = _NAMES.get(key)
        if index is None:
            if key == "@type":
                continue
            raise ScheduleError(
                f"an entry of a schedule has the fields {_ORDER}, but here is {shown(key)}; an item of process_schedules has schedule, and "
                "a process has process_schedules"
            )
        if given >> index & 1:
            raise ScheduleError(f"an entry of a schedule has both {FIELDS[index].name} and {FIELDS[index].camel}, which are the same field")
        given |= 1 << index
        fields[index] = text
    return _part(fields)


def _part(values: list[object] | list[str]) -> Part:
    minutes, hours, weekdays, days, months, years = map(parse_field, FIELDS, values)
    return Part(years, months, days, weekdays, times_of(hours, minutes))

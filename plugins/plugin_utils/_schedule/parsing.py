# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""A schedule as it is written: entries of six fields, as mappings or as text, in any of the spellings that Boomi and playbooks use.

An entry is a mapping of six fields, in the spelling of the facts (`days_of_week`) or of the GraphQL API (`daysOfWeek`), or a text with the
six in the order of the release files, several separated by `;`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import as_text, is_list, kind_of, told
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import FIELDS, Field, ScheduleError, parse_field
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Part, Schedule, times_of, union

FIELD_BY_SPELLING: dict[object, Field] = {spelling: field for field in FIELDS for spelling in (field.name, field.camel)}
ORDER = " ".join(field.name for field in FIELDS)

_INDEX = {spelling: FIELDS.index(field) for spelling, field in FIELD_BY_SPELLING.items()}


def schedule_of(value: object) -> Schedule:
    """The minutes that entries denote: one, a list of them, or text; null and an empty list are no minutes. Raises ScheduleError."""
    if value is None:
        return Schedule()
    # Nearly all mappings are a dict, and asking for that first takes a fraction of the time.
    if isinstance(value, (dict, Mapping)):
        return Schedule((_entry(value),))
    if isinstance(value, str):
        return Schedule(_from_text(entry, str(value)) for entry in str(value).split(";"))
    if is_list(value):
        return union(schedule_of(member) for member in value)
    # An undefined variable of a template raises its own error when it is used as text.
    as_text(value)
    raise ScheduleError(
        f"a schedule cannot be {kind_of(value)}",
        allowed=f"give an entry with the fields {ORDER}, a list of entries, one string with the six in that order, an item of process_schedules or a process",
    )


def _from_text(entry: str, text: str) -> Part:
    fields = re.sub(r"\s*,\s*", ",", entry).split()
    if len(fields) != len(FIELDS):
        raise ScheduleError(
            f"an entry has {len(fields)} fields, not six", field="schedule", value=text, allowed=f"each entry must be {ORDER!r}, and entries are separated by ;"
        )
    return _part(fields)


def _entry(value: Mapping[object, object]) -> Part:
    fields: list[object] = [None] * len(FIELDS)
    given = 0
    for key, text in value.items():
        index = _INDEX.get(key)
        if index is None:
            if key == "@type":
                continue
            raise ScheduleError(
                f"an entry of a schedule has no field {told(key)}",
                allowed=f"its fields are {ORDER}; an item of process_schedules has schedule, and a process has process_schedules",
            )
        if given >> index & 1:
            raise ScheduleError(f"an entry of a schedule has both {FIELDS[index].name} and {FIELDS[index].camel}, which are the same field")
        given |= 1 << index
        fields[index] = text
    return _part(fields)


def _part(values: list[object] | list[str]) -> Part:
    minutes, hours, weekdays, days, months, years = map(parse_field, FIELDS, values)
    return Part(years, months, days, weekdays, times_of(hours, minutes))

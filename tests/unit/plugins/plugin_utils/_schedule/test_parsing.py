# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries as mappings, lists and text."""

from __future__ import annotations

import re

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import ScheduleError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule

EIGHT = schedule_of({"minutes": "0", "hours": "8"})


@pytest.mark.parametrize(
    "value",
    [
        {"minutes": "0", "hours": "8", "daysOfWeek": "", "days_of_month": None},
        {"@type": "Schedule", "minutes": 0, "hours": 8, "daysOfMonth": "*"},
        "0 8 * * * *",
        " 0  08 1-7 1 , 2-31 * * ; 0 8 2 * * *",
        [{"minutes": "0", "hours": "8"}, "0 8 1 * * *"],
        ({"minutes": "0", "hours": text} for text in ("8", "8-8")),
    ],
)
def test_the_same_minutes(value: object) -> None:
    assert schedule_of(value).disjoint == EIGHT.disjoint


@pytest.mark.parametrize("value", [None, [], ()])
def test_no_minutes(value: object) -> None:
    assert schedule_of(value).parts == Schedule().parts == ()


@pytest.mark.parametrize(
    ("value", "field", "given", "what"),
    [
        ("0 8 * * *", "schedule", "0 8 * * *", 'schedule is "0 8 * * *": an entry has 5 fields, not six'),
        ("0 8 * * * *;", "schedule", "0 8 * * * *;", "an entry has 0 fields, not six"),
        ({"minutes": "61"}, "minutes", "61", 'minutes is "61": "61" is out of range'),
        ("0 25 * * * *", "hours", "25", 'hours is "25": "25" is out of range'),
    ],
)
def test_errors_carry_field_and_value(value: object, field: str, given: str, what: str) -> None:
    with pytest.raises(ScheduleError, match=re.escape(what)) as caught:
        schedule_of(value)
    assert (caught.value.field, caught.value.value) == (field, given)
    assert caught.value.allowed


def test_an_unknown_field_and_one_given_twice() -> None:
    with pytest.raises(ScheduleError, match='an entry of a schedule has no field "hour"; its fields are minutes hours days_of_week days_of_month months years'):
        schedule_of({"hour": "1"})
    with pytest.raises(ScheduleError, match="has both days_of_week and daysOfWeek, which are the same field"):
        schedule_of({"daysOfWeek": "1", "days_of_week": "1"})

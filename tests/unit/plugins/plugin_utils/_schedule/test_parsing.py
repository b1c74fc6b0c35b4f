# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is a schedule and what is not, and what the errors say."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils import _schedule_plugins as plugins
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import (
    DAYS,
    FIELDS,
    HOURS,
    MINUTES,
    Field,
    ScheduleError,
    format_field,
    parse_field,
    values,
)
from tests.unit.plugins.plugin_utils import schedule_oracle as oracle


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*", list(range(60))),
        ("", list(range(60))),
        ("  ", list(range(60))),
        (None, list(range(60))),
        ("0", [0]),
        (0, [0]),
        (59, [59]),
        ("007", [7]),
        ("0" * 5000 + "7", [7]),
        ("00-05", [0, 1, 2, 3, 4, 5]),
        ("0-59/15", [0, 15, 30, 45]),
        ("3-30/3", list(range(3, 31, 3))),
        ("*/20", [0, 20, 40]),
        ("5-5", [5]),
        ("5-9/100", [5]),
        ("5-9/" + "9" * 5000, [5]),
        (" 1 , 2,\t3 ,4-6 ", [1, 2, 3, 4, 5, 6]),
        ("1,1,0-2", [0, 1, 2]),
        ("*,5", list(range(60))),
    ],
)
def test_accepted(text: object, expected: list[int]) -> None:
    assert list(values(parse_field(MINUTES, text))) == expected


REFUSED = [
    ("60", "'60' is out of range"),
    ("5-60", "'5-60' is out of range"),
    ("1" * 5000, "is out of range"),
    ("5-1", "the range '5-1' is reversed"),
    ("0-59/", "'0-59/' has none of the allowed forms"),
    ("/5", "'/5' has none of the allowed forms"),
    ("*/", "'*/' has none of the allowed forms"),
    ("1-5/0", "the step of '1-5/0' is 0"),
    ("*/0", "the step of '*/0' is 0"),
    ("*/00", "the step of '*/00' is 0"),
    ("5/2", "'5/2' has none of the allowed forms"),
    ("MON", "'MON' has none of the allowed forms"),
    ("-1", "'-1' has none of the allowed forms"),
    (-1, "'-1' has none of the allowed forms"),
    ("+5", "'+5' has none of the allowed forms"),
    ("1_0", "'1_0' has none of the allowed forms"),
    ("1.0", "'1.0' has none of the allowed forms"),
    ("\u0665", "has none of the allowed forms"),
    ("\uff15", "has none of the allowed forms"),
    ("\u00b2", "has none of the allowed forms"),
    ("1\u00a0,2", "has none of the allowed forms"),
    ("1 - 5", "'1 - 5' has none of the allowed forms"),
    ("1-5 /2", "'1-5 /2' has none of the allowed forms"),
    ("1 2", "'1 2' has none of the allowed forms"),
    ("1-", "'1-' has none of the allowed forms"),
    ("1-2-3", "'1-2-3' has none of the allowed forms"),
    ("?", "'?' has none of the allowed forms"),
    ("L", "'L' has none of the allowed forms"),
    ("1,,2", "a value is missing"),
    (",1", "a value is missing"),
    ("1,", "a value is missing"),
    (",", "a value is missing"),
    (True, "it is a boolean, not text"),
    (1.5, "it is a number, not text"),
    ([1], "it is a list, not text"),
    ({}, "it is a mapping, not text"),
]


@pytest.mark.parametrize(("text", "problem"), REFUSED)
def test_refused(text: object, problem: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        plugins.describe_schedule({"minutes": text})
    message = str(caught.value)
    assert message.startswith("minutes ")
    assert problem in message
    assert "Allowed are *, n, a-b, a-b/s and */s, and lists of these parted by commas, with numbers from 0 to 59" in message
    assert len(message) < 400
    assert caught.value.__cause__ is None
    assert plugins.valid_schedule({"minutes": text}) is False


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_bounds(field: Field) -> None:
    assert parse_field(field, f"{field.low}-{field.high}") == field.full == parse_field(field, "*")
    for outside in (field.low - 1, field.high + 1):
        if outside >= 0:
            with pytest.raises(ScheduleError, match=f"{field.name} '{outside}' is not valid: .* from {field.low} to {field.high}"):
                parse_field(field, str(outside))


def test_sunday_is_explained() -> None:
    with pytest.raises(AnsibleFilterError, match=r"days_of_week '0' is not valid: .* from 1 to 7, 1 being Sunday"):
        plugins.describe_schedule({"daysOfWeek": "0"})


@given(text=st.text(alphabet="0123456789*-/, +_\u0665", max_size=12) | st.text(max_size=6))
@example("0-59/15")
@example("*/15")
def test_nothing_else_is_accepted(text: str) -> None:
    number = r"[0-9]+"
    term = rf"(\*(/{number})?|{number}(-{number}(/{number})?)?)"
    blanks = "[ \t\r\n]*"
    grammatical = re.fullmatch(rf"{blanks}|{blanks}{term}{blanks}(,{blanks}{term}{blanks})*", text) is not None
    if grammatical:
        for first, _rest, last, _more, step in re.findall(r"([0-9]+|\*)(-([0-9]+))?(/([0-9]+))?", text):
            grammatical &= first == "*" or int(first) <= int(last or first) <= 59
            grammatical &= step == "" or int(step) > 0
    assert plugins.valid_schedule({"minutes": text}) is grammatical
    if grammatical:
        assert set(values(parse_field(MINUTES, text))) == oracle.members("minutes", text)


@given(mask=st.integers(1, MINUTES.full), field=st.sampled_from(FIELDS))
def test_fields_are_written_as_they_are_read(mask: int, field: Field) -> None:
    mask = mask & field.full or 1
    assert parse_field(field, format_field(field, mask)) == mask


def test_fields_are_written_as_people_do() -> None:
    assert [format_field(MINUTES, parse_field(MINUTES, text)) for text in ("0,15,30,45", "*/15", "0,20,40", "5,3,4", "7,9", "1-59/2")] == [
        "0-59/15",
        "0-59/15",
        "0-59/20",
        "3-5",
        "7,9",
        "1-59/2",
    ]
    assert format_field(HOURS, parse_field(HOURS, "8,10,12,14,16,18")) == "8-18/2"
    assert format_field(DAYS, parse_field(DAYS, "1-31/3")) == "1-31/3"


ENTRY = {"minutes": "0", "hours": "8", "days_of_week": "2"}
CAMEL = {"minutes": "0", "hours": "8", "daysOfWeek": "2", "daysOfMonth": "", "months": "*", "years": None}
RAW = {"@type": "Schedule", "minutes": "0", "hours": "8", "daysOfWeek": "2", "daysOfMonth": "*", "months": "*", "years": "*"}
RETRY = {"@type": "ScheduleRetry", "Schedule": [], "maxRetry": "5"}
MONDAY = "at 08:00 on Monday"


@pytest.mark.parametrize(
    "value",
    [
        ENTRY,
        CAMEL,
        RAW,
        [ENTRY],
        (ENTRY, CAMEL),
        [ENTRY, RAW],
        "0 8 2 * * *",
        "  0 8 2 *  * *; 00 08 2 1-31 1 , 2, 3-12 * ",
        ["0 8 2 * * *", ENTRY],
        {"schedule": [ENTRY]},
        {"schedule": ENTRY},
        {"schedule": "0 8 2 * * *"},
        {"id": "x", "schedule": [CAMEL], "retry": {"schedule": [], "max_retry": 5}, "enabled": None, "atom_id": "y"},
        {"@type": "ProcessSchedules", "Schedule": [RAW], "Retry": RETRY, "atomId": "y", "enabled": "true"},
        {"name": "p", "process_schedules": [{"schedule": [ENTRY]}, {"schedule": []}]},
        {"name": "p", "processSchedules": {"schedule": [CAMEL], "retry": None}},
        [
            {"name": "p", "process_schedules": [{"schedule": [ENTRY]}]},
            {"name": "q", "process_schedules": []},
            {"name": "r", "process_schedules": None},
        ],
        (entry for entry in [ENTRY]),
    ],
)
def test_every_form(value: object) -> None:
    assert plugins.describe_schedule(value) == MONDAY


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"hour": "1"}, "an entry of a schedule has the fields minutes hours days_of_week days_of_month months years, but here is 'hour'"),
        ({"name": "p"}, "but here is 'name'"),
        ({1: "1"}, "but here is 1"),
        ({"daysOfWeek": "1", "days_of_week": "1"}, "has both days_of_week and daysOfWeek, which are the same field"),
        (5, "a schedule cannot be a number"),
        (True, "a schedule cannot be a boolean"),
        (b"x", "a schedule cannot be of type bytes"),
        ("0 8 2 * *", "the schedule '0 8 2 * *' has an entry of 5 fields, not of six"),
        ("", "the schedule '' has an entry of 0 fields, not of six"),
        ("0 8 2 * * *;", "has an entry of 0 fields"),
        ("0 8 2 * * * *", "has an entry of 7 fields"),
        ([[ENTRY]], "a list of schedules has another list in it; make it one list with the filter flatten"),
        ([5], "a schedule cannot be a number"),
        ({"schedule": 5}, "a schedule cannot be a number"),
        ({"schedule": [{"hour": 1}]}, "but here is 'hour'"),
        ({"schedule": [], "enabled": "no"}, "enabled is 'no', not true, false or null"),
        ({"schedule": [], "enabled": 0}, "enabled is 0, not true, false or null"),
        ({"schedule": [], "retry": []}, "retry is a list, not a mapping with schedule and max_retry"),
        ({"schedule": [], "retry": {"max_retry": "many"}}, "max_retry is 'many', not a whole number of up to nine digits"),
        ({"schedule": [], "retry": {"max_retry": True}}, "max_retry is True, not a whole number of up to nine digits"),
        ({"schedule": [], "retry": {"schedule": [{"minutes": "61"}]}}, "minutes '61' is not valid"),
        ({"process_schedules": 5}, "a schedule cannot be a number"),
    ],
)
def test_what_is_no_schedule(value: object, message: str) -> None:
    with pytest.raises(AnsibleFilterError, match=re.escape(message)):
        plugins.next_runs(value)
    assert plugins.valid_schedule(value) is False


def item(enabled: object = None, schedule: object = "0 8 * * * *") -> dict[str, Any]:
    return {"schedule": schedule, "enabled": enabled}


@pytest.mark.parametrize(
    ("value", "scheduled", "paused"),
    [
        ([], False, False),
        (None, False, False),
        (ENTRY, True, False),
        ({}, True, False),
        ("0 8 * * * *", True, False),
        (item(None), True, False),
        (item(True), True, False),
        (item(False), True, True),
        (item("false"), True, True),
        (item(False, []), False, True),
        ({"process_schedules": []}, False, False),
        ({"process_schedules": [item(False), item(True)]}, True, False),
        ({"process_schedules": [item(False), item(False)]}, True, True),
        ({"process_schedules": [item(False), item(True, [])]}, True, True),
        ({"process_schedules": [item(False, []), item(True, [])]}, False, False),
    ],
)
def test_scheduled_and_paused(value: object, scheduled: bool, paused: bool) -> None:
    assert plugins.scheduled(value) is scheduled
    assert plugins.paused(value) is paused
    assert plugins.valid_schedule(value) is True


def test_paused_items_do_not_run() -> None:
    both = {"process_schedules": [item(False, "0 8 * * * *"), item(True, "0 9 * * * *")]}
    span = ("2026-11-24", "2026-11-25")
    assert plugins.runs_between(both, *span) == ["2026-11-24T09:00:00+00:00"]
    assert plugins.count_runs(both, *span, include_paused=True) == 2
    assert plugins.running_within(both, "* 8 * * * *") is False
    assert plugins.running_within(both, "* 8 * * * *", include_paused=True) is True
    assert plugins.same_schedule_as(both, "0 8,9 * * * *") is True
    assert plugins.schedule_diff(item(False), item(True)) == {}
    with pytest.raises(AnsibleFilterError, match="include_paused is text, not true or false"):
        plugins.next_runs(both, include_paused="yes")


def test_same_minutes_of_the_calendar() -> None:
    same, different = plugins.same_schedule_as, plugins.schedule_diff
    assert same("0-59/15 8-18 * * * *", "0,15,30,45 08-18 1-7 1-31 1-12 1970-9999")
    assert same("0 0 * 31 2,4 *", [])
    assert same("0 0 * 1-30 4 *", "0 0 * * 4 *")
    assert same("0 0 * 29 2 2027", [])
    assert same("0 0 3 1 12 2026", "0 0 * 1 12 2026")  # a Tuesday
    assert not same("0 0 * 29 2 *", [])
    assert not same("0 0 2 * * *", "0 0 2 * * 1970-9998")
    assert different("0 0 * 31 2 *", []) == {}
    lists = different([], "0 0 * 30,31 2 *; 0 1 * 30,31 4 *")
    assert lists["only_in_second"] == {
        "entries": [{"minutes": "0", "hours": "1", "days_of_week": "*", "days_of_month": "30,31", "months": "4", "years": "*"}],
        "words": "at 01:00 on the 30th and 31st of April",
    }
    assert lists["only_in_first"] == {"entries": [], "words": "nothing"}


def test_many_entries_are_still_answered() -> None:
    many = [
        {
            "minutes": str(n % 60),
            "hours": str(n % 24),
            "days_of_month": f"{n % 28 + 1}",
            "days_of_week": f"{n % 7 + 1}",
            "months": f"{n % 12 + 1}",
        }
        for n in range(120)
    ]
    assert plugins.count_runs(many, "2026-01-01", "2030-01-01") == len(plugins.runs_between(many, "2026-01-01", "2030-01-01"))
    assert plugins.same_schedule_as(many, plugins.schedule_diff(many, [])["only_in_first"]["entries"])
    assert plugins.describe_schedule(many)

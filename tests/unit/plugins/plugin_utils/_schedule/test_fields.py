# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The six fields: which texts are values, and what the errors say."""

from __future__ import annotations

import re

import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import example, given
from hypothesis import strategies as st

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
from tests.unit import filters as plugins
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
    ("60", '"60" is out of range'),
    ("5-60", '"5-60" is out of range'),
    ("1" * 5000, "is out of range"),
    ("5-1", 'the range "5-1" is reversed'),
    ("0-59/", '"0-59/" has none of the allowed forms'),
    ("/5", '"/5" has none of the allowed forms'),
    ("*/", '"*/" has none of the allowed forms'),
    ("1-5/0", 'the step of "1-5/0" is 0'),
    ("*/0", 'the step of "*/0" is 0'),
    ("*/00", 'the step of "*/00" is 0'),
    ("5/2", '"5/2" has none of the allowed forms'),
    ("MON", '"MON" has none of the allowed forms'),
    ("-1", '"-1" has none of the allowed forms'),
    (-1, '"-1" has none of the allowed forms'),
    ("+5", '"+5" has none of the allowed forms'),
    ("1_0", '"1_0" has none of the allowed forms'),
    ("1.0", '"1.0" has none of the allowed forms'),
    ("\u0665", "has none of the allowed forms"),
    ("\uff15", "has none of the allowed forms"),
    ("\u00b2", "has none of the allowed forms"),
    ("1\u00a0,2", "has none of the allowed forms"),
    ("1 - 5", '"1 - 5" has none of the allowed forms'),
    ("1-5 /2", '"1-5 /2" has none of the allowed forms'),
    ("1 2", '"1 2" has none of the allowed forms'),
    ("1-", '"1-" has none of the allowed forms'),
    ("1-2-3", '"1-2-3" has none of the allowed forms'),
    ("?", '"?" has none of the allowed forms'),
    ("L", '"L" has none of the allowed forms'),
    ("1,,2", "a value is missing"),
    (",1", "a value is missing"),
    ("1,", "a value is missing"),
    (",", "a value is missing"),
    (True, "it must be text"),
    (1.5, "it must be text"),
    ([1], "it must be text"),
    ({}, "it must be text"),
]


@pytest.mark.parametrize(("text", "problem"), REFUSED)
def test_refused(text: object, problem: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        plugins.describe_schedule({"minutes": text})
    message = str(caught.value)
    assert message.startswith("minutes is ")
    assert problem in message
    assert "; allowed are *, n, a-b, a-b/s and */s, and lists of these separated by commas, with numbers from 0 to 59" in message
    assert len(message) < 400
    assert caught.value.__cause__ is None
    assert plugins.valid_schedule({"minutes": text}) is False


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_bounds(field: Field) -> None:
    assert parse_field(field, f"{field.low}-{field.high}") == field.full == parse_field(field, "*")
    for outside in (field.low - 1, field.high + 1):
        if outside >= 0:
            with pytest.raises(ScheduleError, match=f'^{field.name} is "{outside}": "{outside}" is out of range; .* from {field.low} to {field.high}'):
                parse_field(field, str(outside))


def test_sunday_is_explained() -> None:
    with pytest.raises(AnsibleFilterError, match=r'days_of_week is "0": "0" is out of range; .* from 1 to 7, 1 being Sunday$'):
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

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Single values and lists of objects: which types are accepted, and the errors for the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._sources import shapes
from ansible_collections.boomi.spaces.plugins.module_utils._sources.shapes import ShapeError

ONE, TWO = {"id": "1", "name": "a"}, {"id": "2", "name": "a"}


def refusal(call: Callable[..., Any], *args: Any) -> str:
    with pytest.raises(ShapeError) as caught:
        call(*args)
    return str(caught.value)


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        *[(shapes.text, value, value) for value in (None, "", "5", "a\nb")],
        *[(shapes.flag, value, value) for value in (None, True, False)],
        *[(shapes.flag, "TRUE", True), (shapes.flag, " false ", False)],
        *[(shapes.whole, value, value) for value in (None, 0, -3, 10**30)],
        *[(shapes.long, value, expected) for value, expected in ((None, None), (7, 7), ("7", 7), (["Long", 3832], 3832), (["Long", "5816"], 5816))],
        *[(shapes.moment, None, None), (shapes.moment, "2024-09-25T17:41:54.7+02:00", "2024-09-25T15:41:54Z")],
        *[(shapes.whole, "5", 5), (shapes.whole, " 007 ", 7), (shapes.whole, "9" * 18, 10**18 - 1)],
    ],
)
def test_values_that_are_accepted(read: Callable[..., Any], value: Any, expected: Any) -> None:
    found = read({"field": value}, "field", "[0]")
    assert (found, type(found)) == (expected, type(expected))
    assert read({}, "field", "[0]") is None


@pytest.mark.parametrize(
    ("read", "value", "sentence"),
    [
        (shapes.text, True, "[0].field is true; expected a string."),
        (shapes.text, {"a": 1}, "[0].field is an object; expected a string."),
        (shapes.long, ["Int", 1], "[0].field is a list; expected a whole number."),
        (shapes.long, ["Long", 1, 2], "[0].field is a list; expected a whole number."),
        (shapes.long, ["Long", True], "[0].field is true; expected a whole number."),
        (shapes.moment, "2024-09-25", '[0].field is the string "2024-09-25"; expected a date and time.'),
        (shapes.moment, 5, "[0].field is the number 5; expected a string."),
        (shapes.flag, 1, "[0].field is the number 1; expected true or false."),
        (shapes.flag, "yes", '[0].field is the string "yes"; expected true or false.'),
        (shapes.whole, False, "[0].field is false; expected a whole number."),
        (shapes.whole, 5.0, "[0].field is the number 5.0; expected a whole number."),
        (shapes.whole, "-1", '[0].field is the string "-1"; expected a whole number.'),
        (shapes.whole, "²", '[0].field is the string "²"; expected a whole number.'),
        (shapes.whole, "9" * 19, f'[0].field is the string "{"9" * 19}"; expected a whole number.'),
        (shapes.whole, [5], "[0].field is a list; expected a whole number."),
    ],
)
def test_values_of_another_type_are_named(read: Callable[..., Any], value: Any, sentence: str) -> None:
    assert refusal(read, {"field": value}, "field", "[0]") == sentence


def test_a_large_value_is_clipped() -> None:
    assert refusal(shapes.whole, {"field": "x" * 5000}, "field", "[0]") == f'[0].field is the string "{"x" * 300}…"; expected a whole number.'
    assert refusal(shapes.text, {"field": 10**400}, "field", "[0]") == f"[0].field is the number 1{'0' * 299}…; expected a string."


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, []), ([], []), (ONE, [(ONE, "result")]), ([ONE], [(ONE, "result[0]")]), ([ONE, TWO], [(ONE, "result[0]"), (TWO, "result[1]")])],
)
def test_a_list_one_object_or_null(value: Any, expected: list[tuple[Any, str]]) -> None:
    assert shapes.objects(value, "result") == expected


def test_anything_else_is_no_list_of_objects() -> None:
    assert refusal(shapes.objects, "x", "result") == 'result is the string "x"; expected a list of objects.'
    assert refusal(shapes.objects, [ONE, None], "result") == "result[1] is null; expected an object."
    assert refusal(shapes.one_object, [ONE], "result") == "result is a list; expected an object."


def test_repetitions_are_dropped() -> None:
    nameless: dict[str, Any] = {"name": "n"}
    objects = shapes.objects([ONE, TWO, dict(ONE), nameless, dict(nameless), {"name": "m"}], "result")
    assert shapes.once(objects) == [objects[0], objects[1], objects[3], objects[5]]


def test_objects_with_the_same_id_that_differ_are_an_error() -> None:
    objects = shapes.objects([ONE, TWO, {**ONE, "name": "b"}], "result")
    assert refusal(shapes.once, objects) == 'result[2] has the same id "1" as another object, but differs from it.'


def test_both_spellings_of_a_name() -> None:
    assert [shapes.spelled(raw, "schedule") for raw in ({"schedule": 1}, {"Schedule": 1}, {})] == ["schedule", "Schedule", "schedule"]
    assert shapes.member_objects({"Schedule": [ONE]}, "schedule", "[0]") == [(ONE, "[0].Schedule[0]")]
    assert shapes.member_objects({"schedule": ONE}, "schedule", "[0]") == [(ONE, "[0].schedule")]
    assert shapes.member_objects({}, "schedule", "[0]") == []
    assert refusal(shapes.member_objects, {"Schedule": 5}, "schedule", "[0]") == "[0].Schedule is the number 5; expected a list of objects."

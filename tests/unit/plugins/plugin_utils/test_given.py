# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values as they are given: their words, their types, and the error for what cannot be understood."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils import _given
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (GivenError("the list is nested"), "the list is nested"),
        (GivenError("the list is nested", allowed="make it one list"), "the list is nested; make it one list"),
        (GivenError(field="count", value=None, allowed="it must be a number"), "count is null; it must be a number"),
        (
            GivenError("61 is out of range", field="minutes", value="61", allowed="allowed are 0 to 59"),
            'minutes is "61": 61 is out of range; allowed are 0 to 59',
        ),
        (GivenError("it is given twice", field="processes[0].match"), "processes[0].match: it is given twice"),
    ],
)
def test_the_sentence_is_made_of_the_fields(error: GivenError, sentence: str) -> None:
    assert str(error) == sentence
    assert error.what == sentence.partition("; ")[0]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "true"),
        (False, "false"),
        (None, "null"),
        (5, "5"),
        (2.5, "2.5"),
        ('a "b"\n', '"a \\"b\\"\\n"'),
        ("x" * 101, f'"{"x" * 100}…"'),
        ([1], "a list"),
        ((1,), "a list"),
        ({}, "a mapping"),
        (b"x", "of type bytes"),
    ],
)
def test_values_in_a_sentence(value: object, words: str) -> None:
    assert _given.told(value) == words


def test_what_python_has_no_text_for_is_named_by_its_kind() -> None:
    endless: list[Any] = []
    for _level in range(100_000):
        endless = [endless]
    assert _given.as_text(endless) == "a list"
    assert _given.told(10**5000) == "a number"


@pytest.mark.parametrize(("value", "expected"), [([], True), ((), True), (iter("ab"), True), ("ab", False), (b"ab", False), ({}, False), (5, False)])
def test_lists(value: object, expected: bool) -> None:
    assert _given.is_list(value) is expected


@pytest.mark.parametrize(
    ("read", "good", "bad", "allowed"),
    [
        (_given.flag, [True, False], ["yes", 0, None], "it must be true or false"),
        (_given.text, ["", "x"], [5, None, []], "it must be text"),
        (lambda field, value: _given.whole_number(field, value, 1), [1, 5], [0, -1, "5", 1.0, True, None], "it must be a whole number of 1 or more"),
        (lambda field, value: _given.whole_number(field, value, 0, 5), [0, 5], [-1, 6, 1 << 64, None], "it must be a whole number from 0 to 5"),
        (lambda field, value: _given.one_of(field, value, ("a", "b")), ["a", "b"], ["c", "", None, 5], "allowed are a, b"),
    ],
)
def test_arguments(read: Callable[[str, object], object], good: list[object], bad: list[object], allowed: str) -> None:
    assert [read("x", value) for value in good] == good
    for value in bad:
        with pytest.raises(GivenError) as caught:
            read("x", value)
        assert (caught.value.field, caught.value.value, caught.value.allowed, caught.value.problem) == ("x", value, allowed, "")

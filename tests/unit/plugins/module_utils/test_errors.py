# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The exception: its text, its data, and what is quoted and clipped in them."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, ErrorKind, inline, quoted, sentence_list, some, usage

KINDS = ("auth", "not_found", "rejected", "throttled", "unreachable", "malformed", "usage")


def test_the_kinds_are_those_that_are_documented() -> None:
    assert get_args(ErrorKind) == KINDS
    assert tuple(getattr(_errors, kind.upper()) for kind in KINDS) == KINDS


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ""),
        ("  one\ttwo\r\n three ", "one two three"),
        ("\x1b[31mred\x00\x7f", "\\x1b[31mred\\x00\\x7f"),
        ("right \u202eto left", "right \\u202eto left"),
        ("Größe 📦", "Größe 📦"),
        ("x" * 300, "x" * 300),
        ("x" * 301, "x" * 300 + "…"),
        ("\x1b" * 200, "\\x1b" * 75 + "…"),
        (" " * 20_000 + "x", "…"),
        ("\x1b" * 10_000_000, "\\x1b" * 75 + "…"),
    ],
)
def test_one_line(text: str, line: str) -> None:
    assert inline(text) == line


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("plain", '"plain"'),
        ('a "b" c', '"a \\"b\\" c"'),
        ("a\nb\rc\td", '"a\\nb\\rc\\td"'),
        ("back\\slash", '"back\\\\slash"'),
        ("x" * 301, f'"{"x" * 300}…"'),
    ],
)
def test_quoted(text: str, inside: str) -> None:
    assert quoted(text) == inside


@pytest.mark.parametrize(("words", "sentence"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_sentence_list(words: list[str], sentence: str) -> None:
    assert sentence_list(words) == sentence


def test_some() -> None:
    assert some(list("abc")) == "a; b; c"
    assert some(list("abcde"), most=2) == "a; b and 3 more"
    assert some([str(number) for number in range(11)]).endswith("8; 9 and 1 more")


def test_an_error_with_all_its_details() -> None:
    error = BoomiError(
        "It failed.",
        kind="rejected",
        asked="the processes",
        url="host/graphql",
        status=400,
        code="CODE\n1",
        message='no "way"',
        instance_ids=["i"],
    )
    assert str(error) == 'It failed. (asked: the processes; URL: host/graphql; HTTP status: 400; code: CODE 1; the API said: "no \\"way\\"")'
    assert error.as_data() == {
        "kind": "rejected",
        "code": "CODE\n1",
        "status": 400,
        "url": "host/graphql",
        "message": 'no "way"',
        "instance_id": "i",
        "instance_ids": ["i"],
    }


def test_an_error_about_several_instances_has_no_single_one() -> None:
    data = BoomiError("No.", kind="not_found", instance_ids=("a", "b")).as_data()
    assert (data["instance_id"], data["instance_ids"]) == (None, ["a", "b"])


def test_an_error_without_details() -> None:
    error = usage("Wrong option.")
    assert str(error) == "Wrong option."
    nothing: dict[str, Any] = dict.fromkeys(("code", "status", "url", "instance_id"))
    assert error.as_data() == {"kind": "usage", "message": "Wrong option.", **nothing, "instance_ids": []}


def test_a_code_that_is_the_message_is_shown_once() -> None:
    assert str(BoomiError("No.", kind="not_found", code="SPACE", message="SPACE")) == 'No. (the API said: "SPACE")'


def test_a_sentence_that_is_changed_later_is_shown() -> None:
    error = usage("Wrong option.")
    error.sentence = "Connection 1: Wrong option."
    assert (str(error), error.as_data()["message"]) == ("Connection 1: Wrong option.", "Connection 1: Wrong option.")

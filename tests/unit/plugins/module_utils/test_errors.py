# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The exception: its text, its data, and what is quoted, clipped and masked in them."""

from __future__ import annotations

import base64
from typing import Any, get_args

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, ErrorKind, inline, quoted, redact, sentence_list, some, usage

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


@pytest.mark.parametrize("cut", [slice(0, -2), slice(3, None), slice(10, 30)])
def test_a_run_of_a_secret_is_masked_and_a_short_one_is_not(cut: slice) -> None:
    secret = base64.b64encode(b"BOOMI_TOKEN.me@x.example:a token, and not short").decode()
    assert redact(f"got [{secret[cut]}] and [{secret}]!", [secret]) == "got [********] and [********]!"
    assert redact(f"got {secret[5:21]}!", [secret]) == "got ********!"
    assert redact(f"got {secret[5:20]}!", [secret]) == f"got {secret[5:20]}!"


def test_a_short_secret_is_masked_where_it_is_whole() -> None:
    assert redact("s3cret and s3cre", ["s3cret"]) == "******** and s3cre"


def test_of_two_secrets_the_longer_one_is_masked_first() -> None:
    assert redact("abcdef", ["abc", "abcdef"]) == "********"


def test_a_secret_is_masked_in_its_url_encoded_form() -> None:
    assert redact("Basic a+b/c==, a%2Bb%2Fc%3D%3D", ["a+b/c=="]) == "Basic ********, ********"


def test_anything_shaped_like_a_jwt_is_masked() -> None:
    token = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3OTU3NDU2NzZ9.8-8Tp_agZsq73Omw"
    assert redact(f'"{token}", {token.rpartition(".")[0]}', []) == '"********", ********'
    assert redact("eyJ.a.b is none", []) == "eyJ.a.b is none"


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
        instance_id="i",
    )
    assert str(error) == 'It failed. (asked: the processes; URL: host/graphql; HTTP status: 400; code: CODE 1; the API said: "no \\"way\\"")'
    assert error.as_data() == {
        "kind": "rejected",
        "code": "CODE\n1",
        "status": 400,
        "url": "host/graphql",
        "message": 'no "way"',
        "instance_id": "i",
    }


def test_an_error_without_details() -> None:
    error = usage("Wrong option.")
    assert str(error) == "Wrong option."
    nothing: dict[str, Any] = dict.fromkeys(("code", "status", "url", "instance_id"))
    assert error.as_data() == {"kind": "usage", "message": "Wrong option.", **nothing}


def test_a_code_that_is_the_message_is_shown_once() -> None:
    assert str(BoomiError("No.", kind="not_found", code="SPACE", message="SPACE")) == 'No. (the API said: "SPACE")'


def test_a_sentence_that_is_changed_later_is_shown() -> None:
    error = usage("Wrong option.")
    error.sentence = "Connection 1: Wrong option."
    assert (str(error), error.as_data()["message"]) == ("Connection 1: Wrong option.", "Connection 1: Wrong option.")

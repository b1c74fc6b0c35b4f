# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The type of an option's value, whoever gives it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._options import Kind, list_of_texts, typed
from tests.unit.asking import failure


class Tagged(str):
    """As Ansible's own strings, which are subclasses."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        *(("str", value, None) for value in (None, "", " \t\n")),
        *(("int", value, None) for value in (None, "", "  ")),
        ("str", " text\n", "text"),
        ("str", 5, "5"),
        ("str", True, "True"),
        *(("bool", value, True) for value in (True, 1, "true", "True", "YES", "on", "y", "t", " 1 ")),
        *(("bool", value, False) for value in (False, 0, "false", "No", "OFF", "n", "f", "0")),
        *(("int", value, 5) for value in (5, "5", " 5 ", 5.0, "5.0")),
        ("int", -1, -1),
        *(("float", value, 2.5) for value in (2.5, "2.5", " 2.5")),
        ("float", 5, 5.0),
        ("list", [], []),
        ("list", ["a", 5, Tagged("b")], ["a", "5", "b"]),
        ("list", None, None),
    ],
)
def test_a_value_gets_the_type_of_its_option(kind: Kind, value: Any, expected: Any) -> None:
    found = typed("option", kind, value)
    assert found == expected
    assert type(found) is type(expected)


def test_a_tagged_string_becomes_a_plain_one() -> None:
    assert typed("option", "str", Tagged("text")).__class__ is str
    assert [value.__class__ for value in typed("option", "list", [Tagged("text")])] == [str]


def test_a_path_is_absolute_and_expanded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.setenv("PLACE", "certificates")
    monkeypatch.chdir(tmp_path)
    assert typed("ca_path", "path", "~/$PLACE/ca.pem") == "/home/me/certificates/ca.pem"
    assert typed("ca_path", "path", "a/../ca.pem") == os.path.join(os.getcwd(), "ca.pem")
    assert typed("ca_path", "path", "/ca.pem") == "/ca.pem"


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        *(("bool", value, f'option is "{value}"; it must be true or false.') for value in ("perhaps", "tru", 2, -1)),
        *(("int", value, f'option is "{value}"; it must be a whole number.') for value in ("abc", 1.5, "1.5", True, "nan", "inf")),
        *(("float", value, f'option is "{value}"; it must be a number.') for value in ("abc", True, "1,5")),
        ("str", ["s3cret"], "option is a list; it must be a string."),
        ("path", {"s3cret": 1}, "option is a mapping; it must be a path."),
        ("bool", [], "option is a list; it must be true or false."),
        *(("list", value, "option must be a list of strings.") for value in ("text", 5, {}, [None], [[]], [{}])),
    ],
)
def test_a_value_of_another_type_is_a_usage_error(kind: Kind, value: Any, sentence: str) -> None:
    error = failure(typed, "option", kind, value)
    assert (error.kind, str(error)) == ("usage", sentence)


@pytest.mark.parametrize("kind", ["int", "float"])
def test_a_number_beyond_all_numbers_is_a_usage_error(kind: Kind) -> None:
    assert failure(typed, "option", kind, 10**400).kind == "usage"


def test_a_list_of_texts() -> None:
    assert list_of_texts("option", None, "keep all") is None
    assert list_of_texts("option", ("a", 5), "keep all") == ["a", "5"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([], "option is an empty list, which would answer nothing. Leave it out to keep all."),
        (["a", " "], "option contains an empty string. Check the variable it comes from."),
    ],
)
def test_a_list_that_asks_for_nothing_is_a_usage_error(values: list[str], sentence: str) -> None:
    error = failure(list_of_texts, "option", values, "keep all")
    assert (error.kind, str(error)) == ("usage", sentence)

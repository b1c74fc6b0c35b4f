# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How each kind of value of a policy is read. test_document.py has what is refused where."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy import values as read
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.values import PolicyError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words


class Text(str):
    """As Ansible passes texts."""

    __slots__ = ()


def test_texts_are_of_pythons_own_type() -> None:
    for reader in (read.text, read.any_text, read.one_of("x"), read.list_of(read.text, "texts", one=True)):
        found = reader("path", Text("x"))
        assert {str} == {each.__class__ for each in (found if isinstance(found, tuple) else (found,))}


@pytest.mark.parametrize(("value", "expected"), [("x", ("x",)), (["x", "y"], ("x", "y")), ([], ()), (iter(["x"]), ("x",))])
def test_a_list_that_may_be_one_text(value: Any, expected: tuple[str, ...]) -> None:
    assert read.list_of(read.text, "globs", one=True)("path", value) == expected


def test_a_list_that_may_not_be_one_text() -> None:
    with pytest.raises(PolicyError) as caught:
        read.list_of(read.text, "globs")("a.b", "x")
    assert str(caught.value) == 'a.b is "x"; it must be a list of globs'


@pytest.mark.parametrize("value", [True, False, "unknown"])
def test_enabled(value: object) -> None:
    assert read.enabled("path", value) is value or value == "unknown"


@pytest.mark.parametrize("value", [None, 0, 1, "yes", "Unknown", []])
def test_what_is_not_enabled_or_paused_or_unknown(value: object) -> None:
    with pytest.raises(PolicyError) as caught:
        read.enabled("path", value)
    assert caught.value.allowed == "it must be true, false or unknown"


def test_whole_numbers() -> None:
    assert [read.whole(0)("path", value) for value in (0, 3, 3.0)] == [0, 3, 3]
    for value in (True, -1, 2.5, "3", None, float("nan"), float("inf")):
        with pytest.raises(PolicyError):
            read.whole(0)("path", value)


def test_a_schedule_and_one_that_must_not_be_empty() -> None:
    assert words(read.schedule("path", ["0 8 * * * *", {"hours": "9", "minutes": "0"}])) == "at 08:00 and 09:00 every day"
    assert not read.schedule("path", [])
    with pytest.raises(PolicyError) as caught:
        read.window_schedule("path", [])
    assert str(caught.value) == "path is an empty list; it must have an entry"

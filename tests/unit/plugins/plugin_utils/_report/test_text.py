# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text from the API, made harmless."""

from __future__ import annotations

import json
from collections import OrderedDict
from datetime import datetime
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import day_text, lines, moment_text, number, one_line, plain, plain_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Web Shop Orders", "Web Shop Orders"),
        ("two\nlines\r\nand\ta tab", "two␊lines␍␊and␉a tab"),
        ("nul \x00 escape \x1b delete \x7f", "nul ␀ escape ␛ delete ␡"),
        ("next line \x85, separators \u2028\u2029", "next line <U+0085>, separators <U+2028><U+2029>"),
        ("invoice \u202egnp.exe \u2066x\u2069", "invoice <U+202E>gnp.exe <U+2066>x<U+2069>"),
        ("half \ud800, none \ufffe \ufdd0", "half <U+D800>, none <U+FFFE> <U+FDD0>"),
        ("Zürich <b> & \u200f34 \U0001f680", "Zürich <b> & \u200f34 \U0001f680"),
    ],
)
def test_one_line(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_lines_keeps_line_feeds_and_tabs() -> None:
    assert lines("two\nlines\r\nand\ta tab\r \x00\x0b\u202e") == "two\nlines\nand\ta tab␍ ␀␋<U+202E>"


class Text(str):
    """As Ansible marks texts."""


def test_plain_values() -> None:
    huge = 1 << 63
    given = OrderedDict([(Text("a"), (Text("b"), None, True, 5, 2.5)), (5, [huge, huge - 1, -huge, float("inf"), datetime(2026, 11, 24)])])
    found: Any = plain(given)
    assert found == {"a": ["b", None, True, 5, 2.5], "5": [str(huge), huge - 1, str(-huge), "inf", "2026-11-24 00:00:00"]}
    assert found.__class__ is dict
    assert [key.__class__ for key in found] == [str, str]
    assert found["a"][0].__class__ is str
    assert json.loads(json.dumps(found)) == found


def test_plain_text_is_of_the_type_of_python() -> None:
    for value in (Text("ab"), Text("a"), Text("")):
        assert plain_text(value) == value
        assert plain_text(value).__class__ is str
    assert plain_text(5) == "5"
    # Python writes no number of more than 4300 digits.
    assert plain_text(1 << 20_000) == "a number"


def test_moments() -> None:
    moment = datetime(2026, 11, 4, 8, 5)
    assert (day_text(moment), moment_text(moment)) == ("Wed 4 Nov", "Wed 4 Nov 08:05")


def test_numbers_of_things() -> None:
    assert [number(count, "run") for count in (0, 1, 2, 2_000)] == ["0 runs", "1 run", "2 runs", "2,000 runs"]
    assert [number(count, "process", "processes") for count in (1, 2)] == ["1 process", "2 processes"]

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of modules: their rows, their span, and times."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.answers import Answer, Times, moment_at, read_answer, seconds_of, text_of


def test_a_result_and_a_list() -> None:
    span = {"since": "1970-01-01T00:01:00Z", "until": "1970-01-01T02:00:00+01:00"}
    whole = read_answer({"rows": [1], **span, "exhaustive": True, "source": " spaces "}, "rows", "some_info")
    assert whole == Answer([1], 60, 3600, exhaustive=True, source="spaces")
    assert read_answer([1], "rows", "some_info") == Answer([1])
    assert read_answer({"rows": []}, "rows", "some_info") == Answer([])


def test_what_an_answer_shows() -> None:
    answer = Answer([], 10, 20, exhaustive=True)
    assert answer.shows(10, 20)
    assert not answer.shows(9, 20)
    assert not answer.shows(10, 21)
    assert not answer._replace(exhaustive=False).shows(10, 20)
    assert not answer._replace(since=None).shows(10, 20)
    assert not answer._replace(until=None).shows(10, 20)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (None, "rows: there is no list rows; it must be the registered result of some_info, or its list rows"),
        ({"skipped": True}, "rows: there is no list rows; it must be the registered result of some_info, or its list rows"),
        ("text", 'rows is "text"; it must be the registered result of some_info, or its list rows'),
        ({"rows": {}}, "rows is a mapping; it must be the registered result of some_info, or its list rows"),
        ({"rows": [], "exhaustive": "yes"}, 'exhaustive is "yes"; it must be true or false'),
        ({"rows": [], "since": "soon"}, 'since of the result of some_info is "soon"; it must be a date and time such as 2026-11-24, '),
        ({"rows": [], "until": 5}, "until of the result of some_info is 5; it must be a date and time such as 2026-11-24T08:15:00+01:00"),
        ({"rows": [], "source": 5}, "some_info.source is 5; it must be text or null"),
    ],
)
def test_what_is_no_answer(value: Any, sentence: str) -> None:
    with pytest.raises(GivenError) as caught:
        read_answer(value, "rows", "some_info")
    assert str(caught.value).startswith(sentence)


def test_moments() -> None:
    assert seconds_of("now", "1970-01-02T00:00:01.5Z") == 86401
    assert moment_at(86401) == datetime(1970, 1, 2, 0, 0, 1, tzinfo=timezone.utc)
    for value, told in (("2026-11-28T02:00", "2026-11-28 02:00:00"), (date(2026, 11, 28), "2026-11-28 00:00:00")):
        with pytest.raises(GivenError) as caught:
            seconds_of("now", value)
        assert str(caught.value) == f'now is "{told}"; it must have an offset, such as 2026-11-24T08:15:00Z'


def test_times_of_many_rows() -> None:
    times = Times()
    moment = datetime(2026, 11, 28, 2, 15, 7, tzinfo=timezone.utc)
    for dummy in range(2):
        assert times.read({"at": "2026-11-28T02:15:07Z"}, "at", "row") == int(moment.timestamp())
    # Made of parts that were read before.
    assert times.read({"at": "2026-11-27T02:15:08Z"}, "at", "row") == int(moment.timestamp()) - 86399
    assert times.read({"at": "2026-11-28T02:15:08Z"}, "at", "row") == int(moment.timestamp()) + 1
    assert times.read({"at": moment}, "at", "row") == int(moment.timestamp())
    assert times.read({"at": "2026-11-28T03:15:07+01:00"}, "at", "row") == int(moment.timestamp())
    assert (len(times.days), len(times.minutes), len(times.seconds)) == (2, 1, 2)


@pytest.mark.parametrize("value", [None, 5, [], "2026-11-28", "2026-11-28T02:15:07", "2026-11-28T02:15:61Z", "2026-11-28T02:15:07Zoo", "2026-11-28TT02:15:07Z"])
def test_what_is_no_time(value: Any) -> None:
    times = Times()
    times.read({"at": "2026-11-28T02:15:07Z"}, "at", "rows[0]")
    with pytest.raises(GivenError, match=r"^rows\[1\]\.at is "):
        times.read({"at": value}, "at", "rows[1]")


def test_texts() -> None:
    assert [text_of({"a": value}, "a", "row") for value in (" x ", "", " ", None)] == ["x", None, None, None]
    with pytest.raises(GivenError) as caught:
        text_of({"a": 5}, "a", "rows[1]")
    assert str(caught.value) == "rows[1].a is 5; it must be text or null"

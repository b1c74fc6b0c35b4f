# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON of a server that may be anything: what is read, and how much."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._transport import documents
from ansible_collections.boomi.spaces.plugins.module_utils._transport.documents import (
    MOST_OBJECTS,
    MOST_VALUES,
    AmbiguousError,
    DocumentError,
    TooManyError,
    document_of,
    joined_texts,
    refusal_of,
)


@pytest.mark.slow
def test_strings_do_not_count() -> None:
    text = json.dumps(['{[,\\"{' * MOST_VALUES])
    assert document_of(text.encode()) == json.loads(text)


def test_as_many_objects_and_values_as_are_read() -> None:
    assert len(document_of(b"[" + b",".join([b"{}"] * MOST_OBJECTS) + b"]")) == MOST_OBJECTS
    assert len(document_of(b"[" + b",".join([b"1"] * (MOST_VALUES - 1)) + b"]")) == MOST_VALUES - 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"[" + b"{}," * MOST_OBJECTS + b"{}]", "100,001 objects, of which at most 100,000 are read"),
        (b"{}," * (4 << 20), "4,194,304 objects, of which at most 100,000 are read"),
        (b"[" + b"1," * MOST_VALUES + b"1]", "700,001 values, of which at most 700,000 are read"),
        (b"[" * (MOST_VALUES + 1), "700,001 values, of which at most 700,000 are read"),
    ],
    ids=range(4),
)
@pytest.mark.parametrize("read", [document_of, refusal_of])
def test_more_is_not_parsed(monkeypatch: pytest.MonkeyPatch, read: Any, body: bytes, reason: str) -> None:
    monkeypatch.setattr(documents.json, "loads", pytest.fail)
    with pytest.raises(TooManyError) as caught:
        read(body)
    assert str(caught.value) == reason
    assert isinstance(caught.value, DocumentError)


def test_a_refusal_is_read_though_it_is_not_strict_json() -> None:
    body = b'{"message": "caf\xe9", "message": NaN, "more": "\xff"}'
    assert refusal_of(body)["more"] == "\ufffd"
    with pytest.raises(AmbiguousError, match='an object has the key "a" twice'):
        document_of(b'{"a": 1, "a": 2}')


def test_every_string_and_whole_number_with_the_keys() -> None:
    value = {"a": ["b", {"c": "d"}, 16, None, 1.5], "e": None}
    (part,) = joined_texts(value)
    assert sorted(part.split("\n")) == ["16", "a", "b", "c", "d", "e"]
    assert list(joined_texts("f")) == ["f"]
    assert list(joined_texts(None)) == [""]


@pytest.mark.slow
def test_many_texts_come_in_parts_that_lose_none() -> None:
    values = [f"{number:06}" for number in range(400_000)]
    parts = list(joined_texts(values))
    assert max(map(len, parts)) < 1_300_000
    assert sorted(text for part in parts for text in part.split("\n") if text) == values

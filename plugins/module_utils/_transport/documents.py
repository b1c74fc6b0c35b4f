# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""JSON from a server that may be anything: strict, and within limits that are checked before memory is taken."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted

# A megabyte of JSON can be a few names or half a million empty objects, which take a hundred times as much memory.
MOST_OBJECTS = 100_000
MOST_VALUES = 700_000

_LARGEST_PART = 1_000_000  # characters, unless a single text is longer

_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
# An escaped surrogate, paired or not; and one that is left after parsing, which is unpaired.
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class DocumentError(ValueError):
    """The reason why a text is no acceptable JSON, as part of a sentence."""


class TooManyError(DocumentError):
    """It has more objects or values than are read."""


class AmbiguousError(DocumentError):
    """An object in it has a key twice."""


def document_of(body: bytes) -> Any:
    """The value of a JSON text in UTF-8. Unpaired surrogates, which JSON allows but no output can be encoded with, become U+FFFD.

    Raises DocumentError with a reason, and ValueError or RecursionError for what is not JSON, including NaN and what is not UTF-8.
    """
    return _value(body, "strict", parse_constant=_not_json, object_pairs_hook=_unambiguous)


def refusal_of(body: bytes) -> Any:
    """As ``document_of``, but NaN, keys that occur twice, and what is not UTF-8 are accepted: only a message is read from it."""
    return _value(body, "replace")


def _value(body: bytes, errors: str, **options: Any) -> Any:
    _check_size(body)
    text = body.decode("utf-8-sig", errors)
    value = json.loads(text, **options)
    return _encodable(value) if _ESCAPED_SURROGATE.search(text) else value


def joined_texts(value: Any) -> Iterator[str]:
    """Every string and whole number in a JSON value, keys included, with line breaks between them, in parts of limited size."""
    part: list[str] = []
    size = 0
    for text in _texts(value):
        part.append(text)
        size += len(text)
        if size > _LARGEST_PART:
            yield "\n".join(part)
            part, size = [], 0
    yield "\n".join(part)


def _texts(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            yield from one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, int):
            yield str(one)


def _check_size(body: bytes) -> None:
    objects, values = _sizes(body)
    if objects <= MOST_OBJECTS and values <= MOST_VALUES:
        return
    # Braces and commas in strings are none. One string after the other, since a list of all of them could take hundreds of megabytes.
    for found in _STRING.finditer(body):
        in_string = _sizes(found.group())
        objects, values = objects - in_string[0], values - in_string[1]
    if objects > MOST_OBJECTS:
        raise TooManyError(f"{objects:,} objects, of which at most {MOST_OBJECTS:,} are read")
    if values > MOST_VALUES:
        raise TooManyError(f"{values:,} values, of which at most {MOST_VALUES:,} are read")


def _sizes(body: bytes) -> tuple[int, int]:
    """How many objects and values there are at most: every value but the first of a list or an object follows a comma."""
    objects = body.count(b"{")
    return objects, objects + body.count(b"[") + body.count(b",")


def _unambiguous(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = Counter(name for name, dummy in pairs).most_common(1)[0][0]
        raise AmbiguousError(f"an object has the key {quoted(twice)} twice")
    return found


def _not_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value) if _SURROGATE.search(value) else value
    if isinstance(value, dict):
        return {key: _encodable(inner) for key, inner in value.items()}
    return [_encodable(inner) for inner in value] if isinstance(value, list) else value

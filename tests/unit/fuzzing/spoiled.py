# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What nobody should send: any JSON, and good documents with something in them gone bad."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from hypothesis import strategies as st

Path = tuple[Any, ...]


class Key(str):
    """A key that may stand in an object more than once: in a dict, no two of these are equal."""

    __hash__ = object.__hash__
    __eq__ = object.__eq__
    __ne__ = object.__ne__


def nested(levels: int) -> Any:
    value: Any = "deep"
    for level in range(levels):
        value = [value] if level % 2 else {"schedule": value}
    return value


# Each was or could have been somebody's bug: texts that are nearly numbers or booleans, numbers at the edges of types, names that templates,
# terminals and files read as something else, and nesting as deep as parsers go.
ODD_TEXTS = [
    *("", " ", "0", "-1", "5", " 5 ", "5.0", "1e3", "0x5", "٥", "²", "9" * 30, "true", "TRUE ", "false", "null", "NaN", "*", "a" * 5000),
    *("{{ 1 }}", "{% if %}", "!!python/none", "\x00", "\x1b[31m", "\u202e", "\ud800", "\udfff\ud800", "é", "e\u0301", "a\nb", "<b>", "$(id)", "../..", "🕐"),
]
ODD_NUMBERS = [0, -0.0, 1, -1, 5, 2.5, 3.0, 1440, 2**31, 2**53, 2**63, -(2**64), 10**30, 10**400, 1e300, 5e-324]
ODD = [None, True, False, *ODD_NUMBERS, *ODD_TEXTS, [], {}, [[]], [None], [{}], {"": None}, nested(20), nested(200)]


def scalars() -> st.SearchStrategy[Any]:
    return st.sampled_from(ODD) | st.text(max_size=8) | st.integers() | st.floats(allow_nan=False, allow_infinity=False)


def anything(keys: list[str] | None = None) -> st.SearchStrategy[Any]:
    """Any JSON; its keys are often these."""
    names = (st.sampled_from(keys) | st.text(max_size=4)) if keys else st.text(max_size=4)
    value = scalars()
    for dummy in range(3):
        value = scalars() | st.lists(value, max_size=2) | st.dictionaries(names, value, max_size=3)
    return value


# What is nested deeper is put in and taken out as a whole.
_DEEPEST = 12


def nodes(document: Any, path: Path = ()) -> Iterator[Path]:
    """The places of everything in a document, the whole of it first."""
    yield path
    if len(path) == _DEEPEST:
        return
    if isinstance(document, dict):
        for key, inner in document.items():
            yield from nodes(inner, (*path, key))
    elif isinstance(document, list):
        for index, inner in enumerate(document):
            yield from nodes(inner, (*path, index))


def _copied(value: Any, levels: int = 2 * _DEEPEST) -> Any:
    if not levels:
        return value
    if isinstance(value, dict):
        return {key: _copied(inner, levels - 1) for key, inner in value.items()}
    return [_copied(inner, levels - 1) for inner in value] if isinstance(value, list) else value


def at(document: Any, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document


@st.composite
def spoiled(draw: st.DrawFn, document: Any, values: st.SearchStrategy[Any] | None = None) -> Any:
    """The document with one thing in it wrong, or a few: of another type, missing, twice, wrapped, renamed or in another's place."""
    document = _copied(document)
    for dummy in range(draw(st.sampled_from([1, 1, 1, 2, 4]))):
        document = _spoil(draw, document, values if values is not None else anything())
    return document


def _spoil(draw: st.DrawFn, document: Any, values: st.SearchStrategy[Any]) -> Any:
    places = list(nodes(document))
    path = draw(st.sampled_from(places))
    value = at(document, path)
    how = draw(st.sampled_from(["replace", "replace", "remove", "twice", "wrap", "unwrap", "rename", "as text", "of another"]))
    if how == "wrap":
        value = draw(st.sampled_from([[value], [[value]], {"value": value}, [value, None], [None, value]]))
    elif how == "unwrap":
        inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
        value = inner[0] if inner else None
    elif how == "as text":
        with suppress(ValueError, RecursionError):
            value = json.dumps(value)
    elif how == "of another":
        value = _copied(at(document, draw(st.sampled_from(places))))
    elif how == "replace" or not path:
        value = _copied(draw(values))
    if not path:
        return value
    *above, key = path
    holder = at(document, tuple(above))
    if how == "remove":
        del holder[key]
    elif how == "twice" and isinstance(holder, list):
        holder.insert(key, _copied(value))
    elif how == "twice":
        holder[Key(key)] = _copied(draw(values))
    elif how == "rename" and isinstance(holder, dict):
        holder[draw(st.sampled_from([key.upper(), key.capitalize(), f" {key}", "@type", "id", ""]))] = holder.pop(key)
    else:
        holder[key] = value
    return document


def written(document: Any) -> bytes:
    """The document as a body; half characters stay as escapes."""
    return json.dumps(document).encode()

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Reads single values and lists of objects out of JSON, and checks their types.

A number or boolean written as a string is accepted, and so is one object where a list is documented. Any other value of an unexpected type raises
:class:`ShapeError`. In every function ``where`` is the place of the object, such as ``result[3]``, for the message of the error.
"""

from __future__ import annotations

import re
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._errors import inline, quoted
from ansible_collections.boomi.spaces.plugins.module_utils._moments import moment_of, written
from ansible_collections.boomi.spaces.plugins.module_utils._records import boolean_of

Raw = dict[str, Any]


class ShapeError(ValueError):
    """A response does not have the documented shape. The message is a sentence that names the field and its place."""


def text(raw: Raw, name: str, where: str) -> str | None:
    value = raw.get(name)
    if value is None or isinstance(value, str):
        return value
    raise _unexpected(f"{where}.{name}", value, "a string")


def texts(raw: Raw, name: str, where: str) -> list[str]:
    """The strings of a list. One string counts as a list of one, null as an empty list."""
    value = raw.get(name)
    values = value if isinstance(value, list) else [] if value is None else [value]
    for item in values:
        if not isinstance(item, str):
            raise _unexpected(f"{where}.{name}", value if isinstance(value, list) else item, "a list of strings")
    return values


def flag(raw: Raw, name: str, where: str) -> bool | None:
    value = raw.get(name)
    written = boolean_of(value) if isinstance(value, str) else None
    if written is not None:
        return written
    if value is None or isinstance(value, bool):
        return value
    raise _unexpected(f"{where}.{name}", value, "true or false")


def whole(raw: Raw, name: str, where: str) -> int | None:
    value = raw.get(name)
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,18}\s*", value, re.ASCII):
        return int(value)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise _unexpected(f"{where}.{name}", value, "a whole number")


def long(raw: Raw, name: str, where: str) -> int | None:
    """A number of 64 bits. Both APIs write it as a pair, ``["Long", 3832]``."""
    value = raw.get(name)
    if isinstance(value, list) and len(value) == 2 and value[0] == "Long":
        return whole({name: value[1]}, name, where)
    return whole(raw, name, where)


def moment(raw: Raw, name: str, where: str) -> str | None:
    """A date and time with an offset, in UTC and in one form."""
    value = text(raw, name, where)
    if value is None:
        return None
    found = moment_of(value)
    if found is None:
        raise _unexpected(f"{where}.{name}", value, "a date and time")
    return written(found)


def one_object(value: Any, where: str) -> Raw:
    if not isinstance(value, dict):
        raise _unexpected(where, value, "an object")
    return value


def objects(value: Any, where: str) -> list[tuple[Raw, str]]:
    """The objects of a list, each with its place. One object counts as a list of one, null as an empty list."""
    if value is None:
        return []
    if isinstance(value, dict):
        return [(value, where)]
    if not isinstance(value, list):
        raise _unexpected(where, value, "a list of objects")
    places = ((item, f"{where}[{index}]") for index, item in enumerate(value))
    return [(one_object(item, place), place) for item, place in places]


def once(items: list[tuple[Raw, str]], id_name: str = "id") -> list[tuple[Raw, str]]:
    """The objects without repetitions, each with its place. Raises ShapeError if two objects have the same id but differ."""
    known: dict[str | None, Raw] = {}
    kept = []
    for item, place in items:
        item_id = text(item, id_name, place)
        first = known.setdefault(item_id, item)
        if first is item or (item_id is None and first != item):
            kept.append((item, place))
        elif first != item:
            raise ShapeError(f"{place} has the same id {quoted(item_id or '')} as another object, but differs from it.")
    return kept


def joined(items: list[tuple[Raw, str]], name: str) -> list[tuple[Raw, str]]:
    """As ``once``, but objects with the same id that differ only in their list ``name`` become one, with the members of all of these lists."""
    groups: dict[str | None, list[tuple[Raw, str]]] = {}
    for item, place in items:
        groups.setdefault(text(item, "id", place), []).append((item, place))
    if len(groups) == len(items):
        return items
    found = []
    for group in groups.values():
        rest = once([({key: value for key, value in item.items() if key != name}, place) for item, place in group])
        if len(rest) > 1:  # they have no id
            found += once(group)
        else:
            members = [member for item, place in group for member, dummy in member_objects(item, name, place)]
            found.append(({**rest[0][0], name: members}, rest[0][1]))
    return found


def member_objects(raw: Raw, name: str, where: str) -> list[tuple[Raw, str]]:
    """The objects in the list ``name`` of an object."""
    name = spelled(raw, name)
    return objects(raw.get(name), f"{where}.{name}")


def spelled(raw: Raw, name: str) -> str:
    """The name as this object spells it: ``schedule`` in GraphQL is ``Schedule`` in the Platform REST API."""
    capital = name[:1].upper() + name[1:]
    return capital if capital in raw else name


def _unexpected(where: str, value: Any, expected: str) -> ShapeError:
    return ShapeError(f"{where} is {_described(value)}; expected {expected}.")


def _described(value: Any) -> str:
    """A value as part of a sentence. Lists and objects are only named by their type, since they can be large."""
    if isinstance(value, str):
        return f"the string {quoted(value)}"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "an object"
    return {None: "null", True: "true", False: "false"}[value] if value is None or isinstance(value, bool) else f"the number {inline(str(value))}"

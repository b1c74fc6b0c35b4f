# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Options: the specifications that several questions share, and the one place that gives a value the type of its option."""

from __future__ import annotations

import os
from typing import Any, Callable, Literal

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, usage

# Ansible's names of the types.
Kind = Literal["str", "path", "bool", "int", "float", "list"]

TEXTS: dict[str, Any] = {"type": "list", "elements": "str"}
MISSING: dict[str, Any] = {"type": "str", "choices": ["fail", "report"], "default": "fail"}


def list_of_texts(name: str, values: Any, instead: str) -> list[str] | None:
    """The option as a plain list, or None where it is not given. ``instead`` says what leaving it out means.

    Raises a ``usage`` error for an empty list, which would hide that nothing was checked, and for an empty string.
    """
    if values is None:
        return None
    texts = [str(value) for value in values]
    if not texts:
        raise usage(f"{name} is an empty list, which would answer nothing. Leave it out to {instead}.")
    if not all(text.strip() for text in texts):
        raise usage(f"{name} contains an empty string. Check the variable it comes from.")
    return texts


def typed(name: str, kind: Kind, value: Any) -> Any:
    """The value as a plain Python value of this type, or None where it is not given: null, or a blank string.

    Values come from modules, YAML, Jinja or the environment. The Ansible-tagged ones lose their tags. A path becomes absolute,
    with ``~`` and variables expanded. Raises a ``usage`` error for a value of another type.
    """
    if isinstance(value, str) and kind != "list":
        value = value.strip() or None
    if value is None:
        return None
    if kind == "list":
        return _list(name, value)
    if isinstance(value, (list, dict)):
        raise usage(f"{name} is {'a list' if isinstance(value, list) else 'a mapping'}; it must be {KINDS[kind]}.")
    converted = _CONVERTERS[kind](value)
    if converted is None:
        raise usage(f"{name} is {quoted(str(value))}; it must be {KINDS[kind]}.")
    return converted


def _list(name: str, values: Any) -> list[str]:
    if not isinstance(values, list) or any(isinstance(value, (list, dict)) or value is None for value in values):
        raise usage(f"{name} must be {KINDS['list']}.")
    return [str(value) for value in values]


def _bool(value: Any) -> bool | None:
    """As Ansible reads it, but None where Ansible would take an unknown word for false."""
    text = str(value).lower()
    return True if text in ("true", "yes", "on", "y", "t", "1") else False if text in ("false", "no", "off", "n", "f", "0") else None


def _int(value: Any) -> int | None:
    """A whole number. One with a fraction of zero counts, as in Ansible."""
    number = _float(value)
    return int(number) if number is not None and number.is_integer() else None


def _float(value: Any) -> float | None:
    try:
        return None if isinstance(value, bool) else float(value)
    except (ValueError, TypeError, OverflowError):
        return None


def _path(value: Any) -> str:
    return os.path.abspath(os.path.expanduser(os.path.expandvars(str(value))))


KINDS: dict[Kind, str] = {
    "str": "a string",
    "path": "a path",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "list": "a list of strings",
}
_CONVERTERS: dict[Kind, Callable[[Any], Any]] = {"str": str, "path": _path, "bool": _bool, "int": _int, "float": _float}

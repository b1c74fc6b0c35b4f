# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Options that several questions have in common: how the argument spec states them, and how their values are checked."""

from __future__ import annotations

import os
from typing import Any, Callable

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, usage

TEXTS: dict[str, Any] = {"type": "list", "elements": "str"}
MISSING: dict[str, Any] = {"type": "str", "choices": ["fail", "report"], "default": "fail"}


def list_of_texts(name: str, values: Any, instead: str) -> list[str] | None:
    """A plain list, or None where the option is left out. An empty one is a mistake: it would hide that nothing was checked.

    ``instead`` says what leaving it out means.
    """
    if values is None:
        return None
    texts = [str(value) for value in values]
    if not texts:
        raise usage(f"{name} is an empty list, which would answer nothing. Leave it out to {instead}.")
    if not all(text.strip() for text in texts):
        raise usage(f"{name} holds an empty text. Check the variable that it comes from.")
    return texts


def typed(name: str, kind: str, value: Any) -> Any:
    """The value of an option that no part of Ansible has looked at: from YAML, or a text from the environment; a blank one is not given.

    ``kind`` is Ansible's name of the type. Raises a ``usage`` error for what is not of it.
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
    """As Ansible reads it."""
    text = str(value).lower()
    return True if text in ("true", "yes", "on", "y", "t", "1") else False if text in ("false", "no", "off", "n", "f", "0") else None


def _int(value: Any) -> int | None:
    try:
        return None if isinstance(value, (bool, float)) else int(value)
    except ValueError:
        return None


def _float(value: Any) -> float | None:
    try:
        return None if isinstance(value, bool) else float(value)
    except ValueError:
        return None


def _path(value: Any) -> str:
    return os.path.expanduser(os.path.expandvars(str(value)))


KINDS = {"str": "a text", "path": "a path", "bool": "true or false", "int": "a whole number", "float": "a number", "list": "a list of texts"}
_CONVERTERS: dict[str, Callable[[Any], Any]] = {"str": str, "path": _path, "bool": _bool, "int": _int, "float": _float}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Values as the author of a playbook gives them: how each kind is read, and the error for what cannot be understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing import TypeGuard

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted

# Characters of a text inside a sentence: it may stand there twice.
_LONGEST = 100
# Stands for "no value" where null is a value.
ABSENT = object()

Error = TypeVar("Error", bound="GivenError")


class GivenError(ValueError):
    """A value that cannot be understood. The text is one sentence for the author of a playbook, without a full stop.

    ``field`` names what was given: an argument, a path such as ``processes[0].match``, or a field of a schedule; it may be empty.
    ``value`` is what was given, ``ABSENT`` where the error is not about one value. ``problem`` says what is wrong with it, ``allowed``
    what would be understood, as a clause of its own ("it must be true or false"); both may be empty.
    """

    def __init__(self, problem: str = "", *, field: str = "", value: object = ABSENT, allowed: str = "") -> None:
        super().__init__(problem, field, value, allowed)
        self.problem = problem
        self.field = field
        self.value = value
        self.allowed = allowed

    @property
    def what(self) -> str:
        """The sentence without what is allowed."""
        given = self.field if self.value is ABSENT else f"{self.field} is {told(self.value)}"
        return ": ".join(part for part in (given, self.problem) if part)

    def __str__(self) -> str:
        return "; ".join(part for part in (self.what, self.allowed) if part)


def told(value: object) -> str:
    """A value inside a sentence; what is large or of an unexpected kind is only named by its kind."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = str(value)
        return quoted(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
    if isinstance(value, (int, float)):
        return as_text(value)
    # An undefined variable of a template raises its own error when it is used as text.
    as_text(value)
    return kind_of(value)


def as_text(value: object) -> str:
    """A value as text, also where Python has none for it: a number of thousands of digits, endlessly nested lists."""
    try:
        return str(value)
    except (ValueError, RecursionError):
        return kind_of(value)


def kind_of(value: object) -> str:
    """What a value is, in the words of YAML."""
    for kind, name in (
        (bool, "a boolean"),
        (int, "a number"),
        (float, "a number"),
        (str, "text"),
        (list, "a list"),
        (tuple, "a list"),
        (dict, "a mapping"),
    ):
        if isinstance(value, kind):
            return name
    return "null" if value is None else f"of type {type(value).__name__}"


def is_list(value: object) -> TypeGuard[Iterable[object]]:
    """Whether it can be read as a list: filters such as map and selectattr return iterators."""
    return isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping))


def flag(field: str, value: object) -> bool:
    """An argument that is true or false."""
    if not isinstance(value, bool):
        raise GivenError(field=field, value=value, allowed="it must be true or false")
    return value


def text(field: str, value: object) -> str:
    """An argument that is text, of Python's own type."""
    if not isinstance(value, str):
        raise GivenError(field=field, value=value, allowed="it must be text")
    return str(value)


def whole_number(field: str, value: object, least: int, most: int | None = None) -> int:
    """An argument that is a whole number."""
    if not isinstance(value, int) or isinstance(value, bool) or value < least or (most is not None and value > most):
        allowed = f"of {least} or more" if most is None else f"from {least} to {most}"
        raise GivenError(field=field, value=value, allowed=f"it must be a whole number {allowed}")
    return int(value)


def one_of(field: str, value: object, allowed: Sequence[str]) -> str:
    """An argument with a few allowed texts."""
    if not isinstance(value, str) or value not in allowed:
        raise GivenError(field=field, value=value, allowed=f"allowed are {', '.join(allowed)}")
    return str(value)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""How each kind of value of a policy is read. What cannot be understood is an error about the path of its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._errors import inline
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import RUNTIME
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import ABSENT, GivenError, as_text, is_list, told
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import FIELDS, Field, ScheduleError, parse_field
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import FIELD_BY_SPELLING, ORDER, schedule_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule, union
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone, zone_of

_SCHEDULE = f"it must be one entry or a list of entries with the fields {ORDER}, or one string of the six in that order (entries separated by ;)"

# Reads the value of a key, given its path. Raises PolicyError.
Reader = Callable[[str, Any], Any]


class PolicyError(GivenError):
    """A policy, or the facts to judge, that cannot be understood. `field` is the path of the key.

    Without a value, `problem` goes on after the path, as `processes[0].match is missing`.
    """

    @property
    def what(self) -> str:
        return f"{self.field} {self.problem}".lstrip() if self.value is ABSENT else super().what


def keys(path: str, value: Mapping[Any, Any], readers: Mapping[str, Reader], what: str, required: Sequence[str] = ()) -> dict[str, Any]:
    """Every key of a mapping, read; the paths of the keys begin with `path`."""
    prefix = f"{path}." if path else ""
    for key in value:
        if key not in readers:
            close = get_close_matches(as_text(key), readers, n=1)
            allowed = f"did you mean {close[0]}?" if close else f"allowed are {', '.join(readers)}"
            raise PolicyError(f"is not a key of {what}", field=prefix + inline(as_text(key)), allowed=allowed)
    for key in required:
        if key not in value:
            raise PolicyError("is missing", field=prefix + key, allowed=f"{what} needs it")
    # In the order of the table, so that the first error does not depend on the order of the document.
    return {name: reader(f"{prefix}{name}", value[name]) for name, reader in readers.items() if name in value}


def _at(path: str, value: object, error: GivenError, which: str = "") -> PolicyError:
    """The error of another reader as one about a path of the policy; `which` says what part of the value it is about."""
    return PolicyError(which + error.problem, field=path, value=value, allowed=error.allowed)


def version(path: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != 1:
        raise PolicyError(field=path, value=value, allowed="it must be 1, the only version there is")
    return 1


def text(path: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise PolicyError(field=path, value=value, allowed="it must be text that is not empty")
    return str(value)


def any_text(path: str, value: object) -> str:
    if not isinstance(value, str):
        raise PolicyError(field=path, value=value, allowed="it must be text")
    return str(value)


def flag(path: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise PolicyError(field=path, value=value, allowed="it must be true or false")
    return value


def enabled(path: str, value: object) -> bool | str:
    if not isinstance(value, bool) and value != "unknown":
        raise PolicyError(field=path, value=value, allowed="it must be true, false or unknown")
    return value if isinstance(value, bool) else "unknown"


def whole(low: int, high: int | None = None) -> Reader:
    allowed = f"from {low} to {high}" if high is not None else f"of {low} or more"

    def read(path: str, value: object) -> int:
        number = None
        if isinstance(value, (int, float)) and not isinstance(value, bool) and value == value // 1:
            number = int(value)
        if number is None or number < low or (high is not None and number > high):
            raise PolicyError(field=path, value=value, allowed=f"it must be a whole number {allowed}")
        return number

    return read


def one_of(*allowed: str) -> Reader:
    def read(path: str, value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise PolicyError(field=path, value=value, allowed=f"allowed are {', '.join(allowed)}")
        return str(value)

    return read


def list_of(member: Reader, of: str, least: int = 0, one: bool = False) -> Reader:
    """With `one`, a single text may stand in place of a list."""

    def read(path: str, value: object) -> tuple[Any, ...]:
        if one and isinstance(value, str):
            return (member(path, value),)
        if not is_list(value):
            raise PolicyError(field=path, value=value, allowed=f"it must be a list of {of}")
        found = tuple(member(f"{path}[{index}]", each) for index, each in enumerate(value))
        if len(found) < least:
            raise PolicyError("is an empty list", field=path, allowed=f"it must have {of}")
        return found

    return read


def timezone(path: str, value: object) -> Zone | None:
    """None is the word `runtime`: each schedule and each window on the clock of the runtime."""
    return None if value == RUNTIME else _zone(path, value)


def _zone(path: str, value: object) -> Zone:
    try:
        return zone_of(value)
    except GivenError as error:
        raise _at(path, value, error) from None


def atom_timezones(path: str, value: object) -> dict[str, Zone]:
    if not isinstance(value, Mapping):
        raise PolicyError(field=path, value=value, allowed="it must be a mapping of runtime ids or names to time zones")
    for atom in value:
        if not isinstance(atom, str) or not atom:
            raise PolicyError(f"has the key {told(atom)}", field=path, allowed="each key must be the id or name of a runtime, as text")
    return {str(atom): _zone(f"{path}.{inline(str(atom))}", zone) for atom, zone in value.items()}


def schedule(path: str, value: object) -> Schedule:
    if isinstance(value, (str, Mapping)):
        return _entry(path, value)
    if not is_list(value):
        hint = "; [] is unscheduled" if value is None else ""
        raise PolicyError(field=path, value=value, allowed=_SCHEDULE + hint)
    return union([_entry(f"{path}[{index}]", entry) for index, entry in enumerate(value)])


def window_schedule(path: str, value: object) -> Schedule:
    found = schedule(path, value)
    if not found:
        raise PolicyError("is an empty list", field=path, allowed="it must have an entry")
    return found


def _entry(path: str, value: object) -> Schedule:
    if isinstance(value, str):
        try:
            return schedule_of(value)
        except ScheduleError as error:
            # Either a field is wrong, or how many there are.
            which = f"in {error.field}, " if error.field in FIELD_BY_SPELLING else ""
            raise _at(path, value, error, which) from None
    if not isinstance(value, Mapping):
        raise PolicyError(field=path, value=value, allowed=_SCHEDULE)
    if "@type" not in value and all(isinstance(text, str) for text in value.values()):
        with suppress(ScheduleError):
            return _known(tuple(value.items()))
    given: dict[str, object] = {}
    for name, text in keys(path, value, _ENTRY_KEYS, "an entry of a schedule").items():
        field = FIELD_BY_SPELLING[name]
        if field.name in given:
            other = field.name if name == field.camel else field.camel
            raise PolicyError(f"is the same field as {other}", field=f"{path}.{name}", allowed="give it once")
        given[field.name] = text
    return schedule_of(given)


@lru_cache(maxsize=4096)
def _known(fields: tuple[tuple[object, str], ...]) -> Schedule:
    """A policy that was made from facts repeats few different entries many times."""
    return schedule_of(dict(fields))


def _field(field: Field) -> Reader:
    def read(path: str, value: object) -> object:
        try:
            parse_field(field, value)
        except ScheduleError as error:
            raise _at(path, value, error) from None
        return value

    return read


_ENTRY_KEYS: dict[str, Reader] = {spelling: _field(field) for field in FIELDS for spelling in (field.name, field.camel)}

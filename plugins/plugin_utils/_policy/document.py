# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a policy, and refuses what it does not understand by the path of the key. Private to the collection.

`docs/policy.schema.json` says the same for editors; a test holds one against the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import TypeGuard

from ansible_collections.boomi.spaces.plugins.module_utils._errors import inline, quoted
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import FIELDS, ScheduleError, as_text, kind_of, parse_field
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import union, written
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone, zone_of

ENABLED_ON = ("one", "all", "none")
UNMATCHED = ("allow", "deny")
MINUTES_OF_A_YEAR = 366 * 1440

_NAMES = {spelling: field for field in FIELDS for spelling in (field.name, field.camel)}
_ORDER = " ".join(field.name for field in FIELDS)
_SCHEDULE = f"it must be a list of entries with the fields {_ORDER}, one entry, or one string of the six in that order, entries parted by ;"


class PolicyError(ValueError):
    """A policy, or facts, that cannot be understood; the text is one sentence that begins with the path of the key."""


@dataclass(frozen=True)
class Rule:
    """One of `processes`; what it does not demand is None."""

    path: str
    match: str
    only_on: tuple[str, ...] | None = None
    required: bool = False
    environments: tuple[str, ...] | None = None
    schedule: Schedule | None = None
    schedule_text: str | None = None
    enabled: bool | None = None
    max_retry: int | None = None
    min_minutes_between_runs: int | None = None
    max_runs_per_day: int | None = None
    even_intervals: bool = False
    enabled_on: str | None = None


@dataclass(frozen=True)
class Window:
    """One of `windows`."""

    path: str
    match: str
    name: str | None = None
    must_not_run: Schedule | None = None
    must_run: Schedule | None = None


@dataclass(frozen=True)
class Policy:
    timezone: Zone
    atom_timezones: dict[str, Zone]
    processes: tuple[Rule, ...]
    max_starts_per_minute: int | None
    windows: tuple[Window, ...]
    unmatched: str


def read_policy(document: object) -> Policy:
    """The policy that a document denotes, with its zones and schedules as sets. Raises PolicyError."""
    if not isinstance(document, Mapping):
        raise PolicyError(f"the policy is {said(document)}; it must be a mapping that begins with version: 1")
    values = _keys("", document, POLICY_KEYS, "a policy", required=("version",))
    return Policy(
        timezone=values.get("timezone", zone_of("UTC")),
        atom_timezones=values.get("atom_timezones", {}),
        processes=values.get("processes", ()),
        max_starts_per_minute=values.get("max_starts_per_minute"),
        windows=values.get("windows", ()),
        unmatched=values.get("unmatched", "allow"),
    )


def said(value: object) -> str:
    """A value inside a sentence: what is large or of a wrong kind is only named."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(str(value))
    if isinstance(value, (int, float)):
        return as_text(value)
    # An undefined variable of a template says so itself when it is used as text.
    as_text(value)
    return kind_of(value)


def is_list(value: object) -> TypeGuard[Iterable[object]]:
    # Filters such as map and selectattr hand on iterators, not lists.
    return isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping))


def _keys(path: str, value: Mapping[Any, Any], readers: Mapping[str, _Reader], what: str, required: Sequence[str] = ()) -> dict[str, Any]:
    """Every key of a mapping, read; the paths of the keys begin with `path`."""
    prefix = f"{path}." if path else ""
    for key in value:
        if key not in readers:
            close = get_close_matches(as_text(key), readers, n=1)
            allowed = f"did you mean {close[0]}?" if close else f"allowed are {', '.join(readers)}"
            raise PolicyError(f"{prefix}{inline(as_text(key))} is not a key of {what}; {allowed}")
    for key in required:
        if key not in value:
            raise PolicyError(f"{prefix}{key} is missing; {what} needs it")
    # In the order of the table, so that the first mistake told does not depend on the order in the document.
    return {name: reader(f"{prefix}{name}", value[name]) for name, reader in readers.items() if name in value}


_Reader = Callable[[str, Any], Any]


def _version(path: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != 1:
        raise PolicyError(f"{path} is {said(value)}; it must be 1, the only version there is")
    return 1


def _text(path: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise PolicyError(f"{path} is {said(value)}; it must be text that is not empty")
    return str(value)


def _any_text(path: str, value: object) -> str:
    if not isinstance(value, str):
        raise PolicyError(f"{path} is {said(value)}; it must be text")
    return str(value)


def _flag(path: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise PolicyError(f"{path} is {said(value)}; it must be true or false")
    return value


def _whole(low: int, high: int | None = None) -> _Reader:
    allowed = f"from {low} to {high}" if high is not None else f"of {low} or more"

    def read(path: str, value: object) -> int:
        number = None
        if isinstance(value, (int, float)) and not isinstance(value, bool) and value == value // 1:
            number = int(value)
        if number is None or number < low or (high is not None and number > high):
            raise PolicyError(f"{path} is {said(value)}; it must be a whole number {allowed}")
        return number

    return read


def _one_of(*allowed: str) -> _Reader:
    def read(path: str, value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise PolicyError(f"{path} is {said(value)}; allowed are {', '.join(allowed)}")
        return str(value)

    return read


def _list(member: Callable[[str, Any], Any], of: str, least: int = 0) -> _Reader:
    def read(path: str, value: object) -> tuple[Any, ...]:
        if not is_list(value):
            raise PolicyError(f"{path} is {said(value)}; it must be a list of {of}")
        found = tuple(member(f"{path}[{index}]", each) for index, each in enumerate(value))
        if len(found) < least:
            raise PolicyError(f"{path} is an empty list; it must have {of}")
        return found

    return read


def _timezone(path: str, value: object) -> Zone:
    try:
        return zone_of(value)
    except ScheduleError as error:
        _what, dummy, hint = str(error).partition(". ")
        hint = hint[:1].lower() + hint[1:] if dummy else "it must be the name of a time zone such as Europe/Berlin"
        raise PolicyError(f"{path} is {said(value)}; {hint}") from None


def _atom_timezones(path: str, value: object) -> dict[str, Zone]:
    if not isinstance(value, Mapping):
        raise PolicyError(f"{path} is {said(value)}; it must be a mapping of atom ids or names to time zones")
    for atom in value:
        if not isinstance(atom, str) or not atom:
            raise PolicyError(f"{path} has the key {said(atom)}; each key must be the id or name of an atom, as text")
    return {str(atom): _timezone(f"{path}.{inline(str(atom))}", zone) for atom, zone in value.items()}


def _schedule(path: str, value: object) -> Schedule:
    if isinstance(value, (str, Mapping)):
        return _entry(path, value)
    if not is_list(value):
        hint = "; [] is unscheduled" if value is None else ""
        raise PolicyError(f"{path} is {said(value)}; {_SCHEDULE}{hint}")
    return union([_entry(f"{path}[{index}]", entry) for index, entry in enumerate(value)])


def _window(path: str, value: object) -> Schedule:
    schedule = _schedule(path, value)
    if not schedule:
        raise PolicyError(f"{path} is an empty list; a window must have an entry")
    return schedule


def _entry(path: str, value: object) -> Schedule:
    if isinstance(value, str):
        try:
            return written(value)
        except ScheduleError as error:
            raise PolicyError(f"{path} is {said(value)}; {_allowed(error, 'in {}, ')}") from None
    if not isinstance(value, Mapping):
        raise PolicyError(f"{path} is {said(value)}; {_SCHEDULE}")
    if "@type" not in value and all(isinstance(text, str) for text in value.values()):
        with suppress(ScheduleError):
            return _known(tuple(value.items()))
    given: dict[str, object] = {}
    for name, text in _keys(path, value, _ENTRY_KEYS, "an entry of a schedule").items():
        field = _NAMES[name]
        if field.name in given:
            raise PolicyError(f"{path}.{name} is the same field as {field.name if name == field.camel else field.camel}; give it once")
        given[field.name] = text
    return written(given)


@lru_cache(maxsize=4096)
def _known(fields: tuple[tuple[object, str], ...]) -> Schedule:
    """A policy that was made from facts has few different entries, many times each."""
    return written(dict(fields))


def _field(path: str, value: object) -> object:
    try:
        parse_field(_NAMES[path.rpartition(".")[2]], value)
    except ScheduleError as error:
        raise PolicyError(f"{path} is {said(value)}; {_allowed(error)}") from None
    return value


def _allowed(error: ScheduleError, which: str = "") -> str:
    """What the schedule language says is allowed, then what is wrong, without the value that the sentence has already."""
    what, invalid, rest = str(error).partition(" is not valid: ")
    if not invalid:
        return str(error)
    problem, dummy, allowed = rest.partition(". Allowed are ")
    return f"{which.format(what.partition(' ')[0])}allowed are {allowed} ({problem})"


def _rule(path: str, value: object) -> Rule:
    if not isinstance(value, Mapping):
        raise PolicyError(f"{path} is {said(value)}; a rule must be a mapping with match")
    values = _keys(path, value, RULE_KEYS, "a rule", required=("match",))
    if "schedule" in values and "schedule_text" in values:
        raise PolicyError(f"{path}.schedule_text is there beside schedule; a rule has one of them")
    return Rule(path=path, **values)


def _window_rule(path: str, value: object) -> Window:
    if not isinstance(value, Mapping):
        raise PolicyError(f"{path} is {said(value)}; a window must be a mapping with match, and must_run or must_not_run")
    values = _keys(path, value, WINDOW_KEYS, "a window", required=("match",))
    if "must_run" not in values and "must_not_run" not in values:
        raise PolicyError(f"{path}.must_run is missing, and must_not_run too; a window needs one of them")
    return Window(path=path, **values)


_ENTRY_KEYS: dict[str, _Reader] = dict.fromkeys(_NAMES, _field)

# The keys of each mapping, in the order in which findings are listed.
RULE_KEYS: dict[str, _Reader] = {
    "match": _text,
    "only_on": _list(_text, "ids or names of atoms or environments", least=1),
    "required": _flag,
    "environments": _list(_text, "ids or names of environments"),
    "schedule": _schedule,
    "schedule_text": _any_text,
    "enabled": _flag,
    "max_retry": _whole(0),
    "min_minutes_between_runs": _whole(1, MINUTES_OF_A_YEAR),
    "max_runs_per_day": _whole(1, 1440),
    "even_intervals": _flag,
    "enabled_on": _one_of(*ENABLED_ON),
}
WINDOW_KEYS: dict[str, _Reader] = {
    "name": _text,
    "match": _text,
    "must_not_run": _window,
    "must_run": _window,
}
POLICY_KEYS: dict[str, _Reader] = {
    "version": _version,
    "timezone": _timezone,
    "atom_timezones": _atom_timezones,
    "processes": _list(_rule, "rules"),
    "max_starts_per_minute": _whole(1),
    "windows": _list(_window_rule, "windows"),
    "unmatched": _one_of(*UNMATCHED),
}

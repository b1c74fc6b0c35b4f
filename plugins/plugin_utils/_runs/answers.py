# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What a module has answered about a span of time, as users hand it to filters: its rows, and what their absence proves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError, flag, is_list, text
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import moment_of

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_SECOND = timedelta(seconds=1)
_CANONICAL = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


class Answer(NamedTuple):
    """The rows of a result, or of a bare list. `since` and `until`, in seconds since 1970, are None where the span is not known.

    `process_ids` and `atom_ids` are those that were asked for, None where that is all.
    """

    rows: Iterable[Any]
    since: int | None = None
    until: int | None = None
    exhaustive: bool = False
    source: str | None = None
    process_ids: frozenset[str] | None = None
    atom_ids: frozenset[str] | None = None

    def asked_for(self, process_ids: Iterable[str | None], atom_id: str | None) -> bool:
        """Whether the runs of a process on a runtime would be in this answer, whichever of its ids a record has."""
        of_process = self.process_ids is None or self.process_ids.issuperset(each for each in process_ids if each)
        return of_process and (self.atom_ids is None or atom_id in self.atom_ids)

    def shows(self, since: int, until: int) -> bool:
        """Whether each row of a span would be in this answer. A bare list proves no absence."""
        return self.exhaustive and self.since is not None and self.until is not None and self.since <= since and until <= self.until


def read_answer(value: object, key: str, module: str) -> Answer:
    """The registered result of a module that returns its rows as `key`, or these rows alone. Raises GivenError."""
    rows = value.get(key) if isinstance(value, Mapping) else value
    if not is_list(rows):
        allowed = f"it must be the registered result of {module}, or its list {key}"
        raise GivenError(field=key, value=rows, allowed=allowed) if rows is not None else GivenError(f"there is no list {key}", field=key, allowed=allowed)
    if not isinstance(value, Mapping):
        return Answer(rows)
    since, until = (None if value.get(name) is None else seconds_of(f"{name} of the result of {module}", value[name]) for name in ("since", "until"))
    process_ids, atom_ids = (_ids(f"{name} of the result of {module}", value.get(name)) for name in ("process_ids", "atom_ids"))
    return Answer(rows, since, until, flag("exhaustive", value.get("exhaustive", False)), text_of(value, "source", module), process_ids, atom_ids)


def _ids(field: str, value: object) -> frozenset[str] | None:
    if value is None:
        return None
    if not is_list(value):
        raise GivenError(field=field, value=value, allowed="it must be a list of ids or null")
    return frozenset(text(f"{field}[{index}]", each) for index, each in enumerate(value))


def seconds_of(field: str, value: object) -> int:
    """A moment in whole seconds since 1970. Raises GivenError if it has no offset."""
    moment = moment_of(field, value)
    if moment.tzinfo is None:
        raise GivenError(field=field, value=str(moment), allowed="it must have an offset, such as 2026-11-24T08:15:00Z")
    return (moment - _EPOCH) // _SECOND


def moment_at(seconds: int) -> datetime:
    """The moment that many seconds after 1970."""
    return _EPOCH + seconds * _SECOND


def text_of(row: Mapping[Any, Any], name: str, path: str) -> str | None:
    """A text of a row; None where it is absent, null or blank. Published samples have blanks around ids."""
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise GivenError(field=f"{path}.{name}", value=value, allowed="it must be text or null")
    return value.strip() or None


class Times:
    """Reads the times of many rows. Most share their days and their times of day, of which each is read once: `days`, `minutes` and `seconds`
    have the seconds that the parts of a text mean, for those who cannot afford a call for each row.
    """

    def __init__(self) -> None:
        self.days: dict[str, int] = {}
        self.minutes: dict[str, int] = {}
        self.seconds: dict[str, int] = {}

    def read(self, row: Mapping[Any, Any], name: str, path: str) -> int:
        """A moment of a row, in whole seconds since 1970."""
        text: Any = row.get(name)
        try:
            return self.days[text[:10]] + self.minutes[text[10:16]] + self.seconds[text[16:]]
        except (KeyError, TypeError):
            pass
        moment = seconds_of(f"{path}.{name}", text)
        if isinstance(text, str) and _CANONICAL.fullmatch(text):
            second, day = moment % 60, moment // 86400 * 86400
            self.days[str(text[:10])], self.minutes[str(text[10:16])], self.seconds[str(text[16:])] = day, moment - day - second, second
        return moment

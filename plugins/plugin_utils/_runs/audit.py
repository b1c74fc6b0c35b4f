# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What the audit log says of changes: to a schedule, to its runtime, and to the zones of the account.

An entry is about the runtime in `container_id`. One that names other processes and not this one is not about its schedule; what an entry does not name
is not inferred.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError, as_text, is_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.answers import Answer, Times, text_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.records import Claim

AUDIT_LOG = "audit_log"
_SCHEDULES, _ATTACHED = "as.schedules", "as.atom.process"
_RUNTIME, _ENVIRONMENT, _ACCOUNT = "as.atom", "as.environment", "as.account.properties"
_TYPES = (_SCHEDULES, _ATTACHED, _RUNTIME, _ENVIRONMENT, _ACCOUNT)
_NAMING_A_PROCESS = ("process", "processid", "processname")
# The end of a log may be so many seconds old: facts, records and log are read one after the other.
_FRESH = 15 * 60
_WORD = re.compile(r"[\w=-]+")


class History(NamedTuple):
    """The changes that concern a schedule, by their moments in seconds since 1970, in order; `stopped` is whether each one stopped it.

    `settled` is the last change of its runtime, its environment or the account, `attached` when the process was last attached. `known_since` is from when
    on every change would be here. All three are None if there is none.
    """

    changes: Sequence[int]
    stopped: Sequence[bool]
    settled: int | None
    attached: int | None
    known_since: int | None

    @property
    def last_change(self) -> int | None:
        return self.changes[-1] if self.changes else None

    def paused_at(self, moment: int) -> bool:
        """Whether the last change up to a moment stopped the schedule."""
        before = bisect_right(self.changes, moment)
        return before > 0 and self.stopped[before - 1]


NOTHING_KNOWN = History((), (), None, None, None)


class _Entry(NamedTuple):
    """`named` are the ids of processes of the facts that it names, `strangers` the texts in which it names others."""

    moment: int
    type: str
    stops: bool
    named: frozenset[str]
    strangers: tuple[str, ...]

    def concerns(self, claim: Claim) -> bool:
        if not self.named and not self.strangers:
            return True
        name = claim.process.name
        return claim.process.id in self.named or (name is not None and any(name in stranger for stranger in self.strangers))


class Log:
    """The entries of an audit log up to `now`."""

    def __init__(self, answer: Answer, claims: Iterable[Claim], now: int) -> None:
        names, times = _Names(claims), Times()
        self._by_container: dict[str | None, list[_Entry]] = {}
        for index, row in enumerate(answer.rows):
            path = f"{AUDIT_LOG}[{index}]"
            if not isinstance(row, Mapping):
                raise GivenError(field=path, value=row, allowed="it must be a mapping with date, type, action and container_id")
            kind = text_of(row, "type", path) or ""
            moment = times.read(row, "date", path)
            container, action, modifier = (text_of(row, name, path) for name in ("container_id", "action", "modifier"))
            if moment <= now and kind in _TYPES and (kind != _ATTACHED or action == "ATTACH"):
                named, strangers = (frozenset(), ()) if modifier == "ALL" else names.found(row, path)
                entry = _Entry(moment, kind, action == "STOP", named, strangers)
                self._by_container.setdefault(None if kind == _ACCOUNT else container, []).append(entry)
        for entries in self._by_container.values():
            entries.sort(key=lambda entry: entry.moment)
        since, until = answer.since, answer.until
        self._known_since = since if answer.exhaustive and since is not None and until is not None and now - until <= _FRESH else None

    def of(self, claim: Claim) -> History:
        """What concerns a schedule. An entry without a container may be about each runtime, and any may be about a runtime that is not known."""
        atom, environment = claim.deployment.atom_id, claim.deployment.env_id
        places = [None, atom, environment] if atom is not None else list(self._by_container)
        entries = [each for place in dict.fromkeys(places) for each in self._by_container.get(place, ())]
        of_schedules = sorted((each.moment, each.stops) for each in entries if each.type == _SCHEDULES and each.concerns(claim))
        return History(
            [moment for moment, dummy in of_schedules],
            [stops for dummy, stops in of_schedules],
            max((each.moment for each in entries if each.type in (_RUNTIME, _ENVIRONMENT, _ACCOUNT)), default=None),
            max((each.moment for each in entries if each.type == _ATTACHED and each.concerns(claim)), default=None),
            self._known_since,
        )


class _Names:
    """What the processes of the facts are called: by their ids anywhere in an entry, by their names where a value is just that."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._ids: dict[str, set[str]] = {}
        self._names: dict[str, set[str]] = {}
        for claim in claims:
            process = claim.process
            for name in (process.id, process.original_id, claim.schedule_id):
                if name:
                    self._ids.setdefault(name, set()).add(process.id)
            if process.name:
                self._names.setdefault(process.name.strip(), set()).add(process.id)

    def found(self, row: Mapping[Any, Any], path: str) -> tuple[frozenset[str], tuple[str, ...]]:
        """The processes that an entry names by their ids, and the texts in which it names others."""
        named: set[str] = set()
        strangers = []
        for word in _WORD.findall(text_of(row, "message", path) or ""):
            named |= self._ids.get(word, set())
        properties = row.get("properties")
        if properties is not None and not is_list(properties):
            raise GivenError(field=f"{path}.properties", value=properties, allowed="it must be a list of mappings with name and value")
        for index, each in enumerate(properties or ()):
            if not isinstance(each, Mapping):
                raise GivenError(field=f"{path}.properties[{index}]", value=each, allowed="it must be a mapping with name and value")
            about = re.sub("[^a-z]", "", as_text(each.get("name")).lower()) in _NAMING_A_PROCESS
            for value in (each.get("value"), each.get("previous_value")):
                text = "" if value is None else as_text(value).strip()
                known = self._names.get(text, set()).union(*(self._ids.get(word, set()) for word in _WORD.findall(text)))
                named |= known
                if about and text and not known:
                    strangers.append(text)
        return frozenset(named), tuple(strangers)

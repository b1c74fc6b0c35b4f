# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The facts that a policy judges, as plain records. Private to the collection.

What is equal is one object: of 50,000 processes most share their schedules, and what is judged once need not be judged again.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import PolicyError, is_list, said
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.rhythm import Rhythm
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import real
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import FIELDS, ScheduleError, as_text
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import written
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule


@lru_cache(maxsize=65536)
def quoted_once(text: str) -> str:
    """An id or a name for a sentence. The same few are said over and over."""
    return quoted(text)


class Timetable:
    """The schedule of a deployment. Compared by identity.

    `schedule` has the minutes of it that ever come; it is empty where `problem` says why the text is not a schedule. `scheduled` is
    whether any entry is there, be it valid or not. `text` is the schedule as it came, as one string.
    """

    def __init__(self, entries: list[Any]) -> None:
        self.scheduled = bool(entries)
        self.text = "; ".join(map(_text_of, entries))
        self.problem: str | None = None
        self.schedule = Schedule()
        try:
            self.schedule = real(written(entries))
        except ScheduleError as error:
            self.problem = str(error)

    @cached_property
    def rhythm(self) -> Rhythm:
        return Rhythm(self.schedule)

    @cached_property
    def entries(self) -> tuple[dict[str, str], ...]:
        """The schedule in Boomi's grammar, always in the same way. Not to be changed."""
        return tuple(self.schedule.entries())


class Deployment(NamedTuple):
    """A process on an atom: one item of `process_schedules`. Unknown is None."""

    timetable: Timetable
    enabled: bool | None
    max_retry: int | None
    env_id: str | None
    env_name: str | None
    atom_id: str | None
    atom_name: str | None

    @property
    def runs(self) -> bool:
        """Whether its schedule has effect; where that is not known, it is taken to have."""
        return self.enabled is not False and bool(self.timetable.schedule)

    def on(self, places: tuple[str, ...] | None) -> bool:
        """Whether it is on one of these atoms or environments, given by id or name; None is everywhere."""
        return places is None or self.atom_id in places or self.env_id in places or self.atom_name in places or self.env_name in places


class Process(NamedTuple):
    id: str
    name: str | None
    instance_id: str | None
    deployments: tuple[Deployment, ...]

    @property
    def shown(self) -> str:
        """The name, or the id where it has none, for a sentence."""
        return quoted_once(self.name or self.id)


def read_processes(value: object) -> list[Process]:
    """Processes as boomi.spaces.integration_pack_process_info returns them, or its whole result. Raises PolicyError."""
    if isinstance(value, Mapping):
        if "processes" not in value:
            raise PolicyError("the facts are a mapping without processes; give the list of processes, or the result of integration_pack_process_info")
        value = value["processes"]
    if not is_list(value):
        raise PolicyError(f"the facts are {said(value)}; they must be the list processes of integration_pack_process_info")
    reader = _Reader()
    return [reader.process(each, f"facts[{index}]") for index, each in enumerate(value)]


class _Reader:
    def __init__(self) -> None:
        self._timetables: dict[object, Timetable] = {}
        self._deployments: dict[Deployment, Deployment] = {}
        self._shapes: dict[tuple[Deployment, ...], tuple[Deployment, ...]] = {}

    def process(self, value: object, path: str) -> Process:
        if not isinstance(value, Mapping):
            raise PolicyError(f"{path} is {said(value)}; it must be a process, a mapping with id, name and process_schedules")
        process_id = _text(value, "id", path)
        if process_id is None:
            raise PolicyError(f"{path}.id is missing; a process without an id cannot be judged")
        items = value.get("process_schedules")
        if isinstance(items, Mapping):
            items = [items]
        if items is not None and not is_list(items):
            raise PolicyError(f"{path}.process_schedules is {said(items)}; it must be a list")
        shape = tuple(self._deployment(item, f"{path}.process_schedules[{index}]") for index, item in enumerate(items or ()))
        shape = self._shapes.setdefault(shape, shape)
        return Process(process_id, _text(value, "name", path), _text(value, "instance_id", path), shape)

    def _deployment(self, item: object, path: str) -> Deployment:
        if not isinstance(item, Mapping):
            raise PolicyError(f"{path} is {said(item)}; it must be a mapping with schedule")
        retry = item.get("retry")
        if retry is not None and not isinstance(retry, Mapping):
            raise PolicyError(f"{path}.retry is {said(retry)}; it must be a mapping with max_retry")
        deployment = Deployment(
            self._timetable(item.get("schedule"), f"{path}.schedule"),
            _flag(item.get("enabled"), f"{path}.enabled"),
            _whole(retry.get("max_retry"), f"{path}.retry.max_retry") if retry else None,
            _text(item, "env_id", path),
            _text(item, "env_name", path),
            _text(item, "atom_id", path),
            _text(item, "atom_name", path),
        )
        return self._deployments.setdefault(deployment, deployment)

    def _timetable(self, value: object, path: str) -> Timetable:
        if value is None:
            value = ()
        elif isinstance(value, (str, Mapping)):
            value = [value]
        if not is_list(value):
            raise PolicyError(f"{path} is {said(value)}; it must be a list of entries")
        entries = list(value)
        key: list[object] = []
        for entry in entries:
            fields = tuple(entry.items()) if isinstance(entry, Mapping) else ((None, entry),)
            for dummy, text in fields:
                if text is not None and not isinstance(text, str):
                    # 0 and false are equal, but not as text; and what is no text at all need not be told apart.
                    return Timetable(entries)
            key.append(fields)
        shared = tuple(key)
        found = self._timetables.get(shared)
        if found is None:
            found = self._timetables[shared] = Timetable(entries)
        return found


def _text_of(entry: object) -> str:
    if not isinstance(entry, Mapping):
        return as_text(entry)
    values = [next((entry[name] for name in (field.name, field.camel) if entry.get(name) is not None), "") for field in FIELDS]
    return " ".join(as_text(value).strip() or "*" for value in values)


def _text(value: Mapping[Any, Any], name: str, path: str) -> str | None:
    text = value.get(name)
    if text is None:
        return None
    if not isinstance(text, str):
        raise PolicyError(f"{path}.{name} is {said(text)}; it must be text or null")
    # Empty text names nothing.
    return str(text) or None


def _flag(value: object, path: str) -> bool | None:
    # The REST API writes booleans as text in places.
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if value is None or isinstance(value, bool):
        return value
    raise PolicyError(f"{path} is {said(value)}; it must be true, false or null")


def _whole(value: object, path: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9:
        return int(value)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    raise PolicyError(f"{path} is {said(value)}; it must be a whole number or null")

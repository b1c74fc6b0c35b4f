# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Processes as users hand them to filters and tests: the one place that reads them.

The spelling is that of the facts (`process_schedules`), of the GraphQL API (`processSchedules`) or of the REST API (`Schedule`, `Retry`).
Equal values become one object: of 50,000 processes most share their schedules, and what is computed once need not be computed again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted
from ansible_collections.boomi.spaces.plugins.module_utils._records import boolean_of, is_alive
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import ABSENT, GivenError, as_text, is_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import drop_impossible
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import FIELDS, ScheduleError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule

PROCESS_SCHEDULES = ("process_schedules", "processSchedules", "ProcessSchedules")
SCHEDULE = ("schedule", "Schedule")
_RETRY = ("retry", "Retry")
_MAX_RETRY = ("max_retry", "maxRetry")
_PACKS = ("integration_pack", "integrationPack")
_PACK_ID = ("integration_pack_id", "integrationPackId")
# What an item of `process_schedules` says of its environment and its runtime, in the order of Deployment.
_PLACE = ("env_id", "env_name", "env_classification", "atom_id", "atom_name", "atom_status", "atom_status_detail", "atom_time_zone")
_ORIGINAL_ID = ("original_process_id", "originalProcessId")


class Timetable:
    """The schedule of a deployment, or the times of its retries. Compared by identity.

    `given` is the schedule as the facts have it, not to be changed. `written` is the set of its minutes, empty where `problem` says why it is none.
    """

    def __init__(self, given: object = None) -> None:
        self.given = given
        self.problem: ScheduleError | None = None
        try:
            self.written = schedule_of(given)
        except ScheduleError as error:
            self.written, self.problem = Schedule(), error
        except RecursionError:
            self.written, self.problem = Schedule(), ScheduleError("the schedule is nested too deeply to be read")

    @cached_property
    def scheduled(self) -> bool:
        """Whether any entry is there, valid or not."""
        return bool(_entries(self.given))

    @cached_property
    def schedule(self) -> Schedule:
        """The minutes that ever come: without days such as 31 February."""
        return drop_impossible(self.written)

    @cached_property
    def text(self) -> str:
        """The schedule as it was given, as one string."""
        return "; ".join(map(_text_of, _entries(self.given)))

    @cached_property
    def entries(self) -> tuple[dict[str, str], ...]:
        """The schedule in Boomi's grammar; equal schedules have equal entries. Not to be changed."""
        return tuple(self.schedule.entries())


class Deployment(NamedTuple):
    """A process on a runtime: one item of `process_schedules`. Unknown is None."""

    timetable: Timetable
    retry: Timetable
    enabled: bool | None = None
    max_retry: int | None = None
    env_id: str | None = None
    env_name: str | None = None
    env_classification: str | None = None
    atom_id: str | None = None
    atom_name: str | None = None
    atom_status: str | None = None
    atom_status_detail: str | None = None
    atom_time_zone: str | None = None

    @property
    def paused(self) -> bool:
        return self.enabled is False

    @property
    def runs(self) -> bool:
        """Whether its schedule has effect; where its status is not known, it counts as enabled."""
        return not self.paused and bool(self.timetable.schedule)

    @property
    def alive(self) -> bool | None:
        """Whether its runtime starts schedules, as far as Boomi is in contact with it; None if its status is not known."""
        return is_alive(self.atom_status, self.atom_status_detail)

    @property
    def problem(self) -> ScheduleError | None:
        """Why its schedule or that of its retries is not valid."""
        return self.timetable.problem or self.retry.problem

    @property
    def environment_key(self) -> str | None:
        """What tells its environment from others: names may be those of several."""
        return self.env_id or self.env_name

    @property
    def runtime_key(self) -> str | None:
        """What tells its runtime from others."""
        return self.atom_id or self.atom_name

    @property
    def environment(self) -> str | None:
        return self.env_name or self.env_id

    @property
    def runtime(self) -> str | None:
        return self.atom_name or self.atom_id

    def on(self, places: tuple[str, ...] | None) -> bool:
        """Whether it is on one of these runtimes or environments, given by id or name; None is everywhere."""
        return places is None or self.atom_id in places or self.env_id in places or self.atom_name in places or self.env_name in places


class Owner(NamedTuple):
    """The instance and the pack of a process by their names. Unknown is None."""

    instance_name: str | None
    pack_name: str | None

    def told(self, shown: Callable[[str], str] = str) -> str:
        """As `INT (pack Order to Cash)`; the pack is left out if the instance is called the same. Empty if neither is known."""
        pack = self.pack_name if self.pack_name != self.instance_name else None
        parts = [shown(self.instance_name) if self.instance_name else "", f"(pack {shown(pack)})" if pack else ""]
        return " ".join(part for part in parts if part)


class Process(NamedTuple):
    """A process with its deployments. `id` is empty where the facts have none; anything else that is unknown is None.

    The pack is the first that the process lists. `original_id` is the id of the process that the pack was made of, which only the Platform API returns.
    `schedule_ids` are those of the deployments, in their order: a deployment itself may be shared by several processes.
    """

    id: str
    name: str | None
    instance_id: str | None
    deployments: tuple[Deployment, ...]
    instance_name: str | None = None
    pack_id: str | None = None
    pack_name: str | None = None
    original_id: str | None = None
    schedule_ids: tuple[str | None, ...] = ()

    @property
    def label(self) -> str:
        """Its name, or its id where it has none, with its instance and its pack where they are known, for a sentence."""
        owner = self.owner.told(quoted_once)
        return quoted_once(self.name or self.id) + (f" of {owner}" if self.instance_name else f" {owner}" if owner else "")

    @property
    def owner(self) -> Owner:
        return Owner(self.instance_name, self.pack_name)


@lru_cache(maxsize=65536)
def quoted_once(text: str) -> str:
    """An id or a name for a sentence. The same few are needed many times."""
    return quoted(text)


def read_processes(value: object) -> list[Process]:
    """Processes as boomi.spaces.integration_pack_process_info returns them, or its whole result.

    A schedule that is not valid is kept with its problem. Raises GivenError about the path of any other value that cannot be understood.
    """
    if isinstance(value, Mapping):
        if "processes" not in value:
            raise GivenError("the facts are a mapping without processes", allowed="give the list of processes, or the result of integration_pack_process_info")
        value = value["processes"]
    if not is_list(value):
        raise GivenError(field="the list of processes", value=value, allowed="it must be the list processes of integration_pack_process_info")
    reader = DeploymentReader()
    return [_process(reader, each, f"processes[{index}]") for index, each in enumerate(value)]


def _process(reader: DeploymentReader, value: object, path: str) -> Process:
    if not isinstance(value, Mapping):
        raise GivenError(field=path, value=value, allowed="it must be a process: a mapping with id, name and process_schedules")
    items = member(value, PROCESS_SCHEDULES)
    if isinstance(items, Mapping):
        items = [items]
    if items is ABSENT or items is None:
        items = ()
    if not is_list(items):
        raise GivenError(field=f"{path}.process_schedules", value=items, allowed="it must be a list")
    found = [reader.identified(item, f"{path}.process_schedules[{index}]") for index, item in enumerate(items)]
    process_id, name, instance_id, instance_name = [_text(value, name, path) for name in ("id", "name", "instance_id", "instance_name")]
    original_id = _text_as(value, _ORIGINAL_ID, path)
    deployments, schedule_ids = reader.shared(tuple(each for each, dummy in found)), tuple(schedule_id for dummy, schedule_id in found)
    return Process(process_id or "", name, instance_id, deployments, instance_name, *_pack(value, path), original_id, schedule_ids)


def _pack(value: Mapping[Any, Any], path: str) -> tuple[str | None, str | None]:
    """Id and name of the first pack."""
    packs = member(value, _PACKS)
    if packs is ABSENT or packs is None:
        return None, None
    path = f"{path}.integration_pack"
    if isinstance(packs, Mapping):
        packs = [packs]
    if not is_list(packs):
        raise GivenError(field=path, value=packs, allowed="it must be a list")
    for first in packs:
        if not isinstance(first, Mapping):
            raise GivenError(field=f"{path}[0]", value=first, allowed="it must be a mapping with integration_pack_id")
        return _text_as(first, _PACK_ID, f"{path}[0]"), _text(first, "name", f"{path}[0]")
    return None, None


class DeploymentReader:
    """Reads deployments; equal ones become one object."""

    def __init__(self) -> None:
        self._timetables: dict[object, Timetable] = {}
        self._deployments: dict[Deployment, Deployment] = {}
        self._groups: dict[tuple[Deployment, ...], tuple[Deployment, ...]] = {}

    def shared(self, deployments: tuple[Deployment, ...]) -> tuple[Deployment, ...]:
        return self._groups.setdefault(deployments, deployments)

    def identified(self, item: object, path: str) -> tuple[Deployment, str | None]:
        """A deployment, and the id of its schedule."""
        deployment = self.deployment(item, path)
        return deployment, _text(item, "id", path) if isinstance(item, Mapping) else None

    def deployment(self, item: object, path: str = "") -> Deployment:
        """An item of `process_schedules`. The paths of its values begin with `path`."""
        prefix = f"{path}." if path else ""
        if not isinstance(item, Mapping):
            raise GivenError(field=path, value=item, allowed="it must be a mapping with schedule")
        if member(item, PROCESS_SCHEDULES) is not ABSENT:
            raise GivenError("there is a process in place of a process schedule", field=path, allowed="it must be a mapping with schedule")
        retry = member(item, _RETRY)
        if retry is ABSENT or retry is None:
            retry = {}
        if not isinstance(retry, Mapping):
            raise GivenError(field=f"{prefix}retry", value=retry, allowed="it must be a mapping with schedule and max_retry")
        deployment = Deployment(
            self.timetable(member(item, SCHEDULE)),
            self.timetable(member(retry, SCHEDULE)),
            _enabled(item.get("enabled"), f"{prefix}enabled"),
            _max_retry(member(retry, _MAX_RETRY), f"{prefix}retry.max_retry"),
            *(_text(item, name, path) for name in _PLACE),
        )
        return self._deployments.setdefault(deployment, deployment)

    def timetable(self, given: object) -> Timetable:
        if given is None or given is ABSENT:
            return NOT_SCHEDULED
        # The usual kinds first: there are as many schedules as deployments, twice.
        if not isinstance(given, (dict, list, tuple)) and is_list(given):
            given = list(given)
        key = _key(given)
        if key is None:
            return Timetable(given)
        found = self._timetables.get(key)
        if found is None:
            found = self._timetables[key] = Timetable(given)
        return found


def _key(given: object) -> object:
    """What equal schedules have in common; None for one that is not made of mappings of texts and nulls: 0 and false are equal, but not as text."""
    if isinstance(given, str):
        return given
    key: list[object] = [type(given)]
    for entry in _entries(given):
        if not isinstance(entry, (dict, Mapping)):
            return None
        fields = tuple(entry.items())
        for _name, text in fields:
            if text is not None and not isinstance(text, str):
                return None
        key.append(fields)
    return tuple(key)


def member(value: Mapping[Any, Any], spellings: Iterable[str]) -> object:
    """The member of a mapping in whichever spelling it has; ABSENT where it has none."""
    for spelling in spellings:
        if spelling in value:
            return value[spelling]
    return ABSENT


def _entries(given: object) -> list[object]:
    if given is None:
        return []
    return list(given) if isinstance(given, (list, tuple)) else [given]


NOT_SCHEDULED = Timetable()


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
        raise GivenError(field=f"{path}.{name}" if path else name, value=text, allowed="it must be text or null")
    # Empty text names nothing.
    return str(text) or None


def _text_as(value: Mapping[Any, Any], spellings: tuple[str, str], path: str) -> str | None:
    return _text(value, spellings[0] if spellings[0] in value else spellings[1], path)


def _enabled(value: object, field: str) -> bool | None:
    written = boolean_of(value) if isinstance(value, str) else None
    if written is not None:
        return written
    if value is None or isinstance(value, bool):
        return value
    raise GivenError(field=field, value=value, allowed="it must be true, false or null")


def _max_retry(value: object, field: str) -> int | None:
    if value is ABSENT or value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9:
        return int(value)
    if isinstance(value, str) and re.fullmatch("[0-9]{1,9}", value):
        return int(value)
    raise GivenError(field=field, value=value, allowed="it must be a whole number of up to nine digits, or null")

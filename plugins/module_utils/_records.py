# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The records: the one shape in which every source hands over what the API said.

Field names are the API's in snake_case. Lists are always lists, ids are strings, unknown is null (``None``), and nothing is
derived. A number or boolean written as text is taken as meant, and so is one object where a list is documented. Any other
value of an unexpected type raises :class:`ShapeError`, which names the field and where it stood. Fields that no record
knows are dropped.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from typing import Any, TypedDict

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted

ENTRY_FIELDS = ("minutes", "hours", "daysOfWeek", "daysOfMonth", "months", "years")

Raw = dict[str, Any]


class ShapeError(ValueError):
    """An answer whose shape is not the documented one; the text is a whole sentence."""


class Entry(TypedDict):
    """One schedule entry: the six fields as the API wrote them."""

    minutes: str | None
    hours: str | None
    days_of_week: str | None
    days_of_month: str | None
    months: str | None
    years: str | None


class Retry(TypedDict):
    schedule: list[Entry]
    max_retry: int | None


class ProcessSchedule(TypedDict, total=False):
    """The schedule of one process on one atom. The names are there only where they were asked for."""

    id: str | None
    process_id: str | None
    atom_id: str | None
    env_id: str | None
    enabled: bool | None
    schedule: list[Entry]
    retry: Retry
    env_name: str | None
    env_classification: str | None
    atom_name: str | None


class PackReference(TypedDict):
    integration_pack_id: str | None
    integration_pack_instance_id: str | None


class Process(TypedDict):
    """A process of an integration pack instance; ``instance_id`` is the instance that was asked for."""

    id: str
    name: str | None
    integration_pack: list[PackReference]
    instance_id: str
    process_schedules: list[ProcessSchedule]


class Pack(TypedDict):
    id: str | None
    name: str | None
    description: str | None
    installation_type: str | None


class Instance(TypedDict):
    """An integration pack instance. Samples of the API show one pack, a list of packs, or none."""

    id: str
    integration_pack_override_name: str | None
    integration_pack: list[Pack]


class Atom(TypedDict):
    id: str | None
    name: str | None


class Attachment(TypedDict):
    id: str | None
    environment_id: str | None
    integration_pack_instance_id: str | None


class Environment(TypedDict):
    id: str | None
    name: str | None
    classification: str | None
    integration_pack_environment_attachment: list[Attachment]
    atoms: list[Atom]


def process(raw: Any, instance_id: str, where: str) -> Process:
    """A process of the GraphQL answer. ``where`` names the place for the error, such as ``[3]``."""
    raw = _object(raw, where)
    process_id = _shared(raw, "id", where)
    if process_id is None:
        raise ShapeError(f"A process has no id, at {where}.")
    return {
        "id": process_id,
        "name": _text(raw, "name", where),
        "integration_pack": [
            _pack_reference(_text(pack, "integrationPackId", place), _text(pack, "integrationPackInstanceId", place))
            for pack, place in objects(raw.get("integrationPack"), f"{where}.integrationPack")
        ],
        "instance_id": instance_id,
        "process_schedules": [_process_schedule(item, place) for item, place in objects(raw.get("processSchedules"), f"{where}.processSchedules")],
    }


def instance(raw: Any, where: str) -> Instance | None:
    """An instance, or None for an item without id: published answers hold such items, and nothing can be asked of them."""
    raw = _object(raw, where)
    instance_id = _text(raw, "id", where)
    if instance_id is None:
        return None
    return {
        "id": instance_id,
        "integration_pack_override_name": _text(raw, "integrationPackOverrideName", where),
        "integration_pack": [
            {
                "id": _text(pack, "id", place),
                "name": _text(pack, "name", place),
                "description": _text(pack, "description", place),
                "installation_type": _text(pack, "installationType", place),
            }
            for pack, place in objects(raw.get("integrationPack"), f"{where}.integrationPack")
        ],
    }


def environment(raw: Any, where: str) -> Environment:
    raw = _object(raw, where)
    attachments = objects(raw.get("integrationPackEnvironmentAttachment"), f"{where}.integrationPackEnvironmentAttachment")
    return {
        "id": _text(raw, "id", where),
        "name": _text(raw, "name", where),
        "classification": _text(raw, "classification", where),
        "integration_pack_environment_attachment": [
            {
                "id": _text(item, "id", place),
                "environment_id": _text(item, "environmentId", place),
                "integration_pack_instance_id": _text(item, "integrationPackInstanceId", place),
            }
            for item, place in attachments
        ],
        "atoms": [{"id": _text(atom, "id", place), "name": _text(atom, "name", place)} for atom, place in objects(raw.get("atoms"), f"{where}.atoms")],
    }


def objects(value: Any, where: str) -> list[tuple[Raw, str]]:
    """The objects of a list, each with its place; one object stands for a list of one, null for none."""
    if value is None:
        return []
    if isinstance(value, dict):
        return [(value, where)]
    if not isinstance(value, list):
        raise ShapeError(f"{where} is {_named(value)}, where a list of objects is documented.")
    places = ((item, f"{where}[{index}]") for index, item in enumerate(value))
    return [(_object(item, place), place) for item, place in places]


def _process_schedule(raw: Raw, where: str) -> ProcessSchedule:
    retry_where = f"{where}.retry"
    retry = _object({} if raw.get("retry") is None else raw["retry"], retry_where)
    return {
        "id": _text(raw, "id", where),
        "process_id": _shared(raw, "processId", where),
        "atom_id": _shared(raw, "atomId", where),
        "env_id": _shared(raw, "envId", where),
        "enabled": None,
        "schedule": _entries(raw, where),
        "retry": {"schedule": _entries(retry, retry_where), "max_retry": _whole(retry, "maxRetry", retry_where)},
    }


@lru_cache(maxsize=4096)
def _pack_reference(pack_id: str | None, instance_id: str | None) -> PackReference:
    """One object for all processes of an instance, as with entries."""
    return {"integration_pack_id": pack_id, "integration_pack_instance_id": instance_id}


def _entries(raw: Raw, where: str) -> list[Entry]:
    places = objects(raw.get("schedule"), f"{where}.schedule")
    return [_entry(*(_text(entry, name, place) for name in ENTRY_FIELDS)) for entry, place in places]


@lru_cache(maxsize=4096)
def _entry(*values: str | None) -> Entry:
    """Equal entries are one object, and so not to be changed: a large space has few different ones."""
    minutes, hours, days_of_week, days_of_month, months, years = values
    return {
        "minutes": minutes,
        "hours": hours,
        "days_of_week": days_of_week,
        "days_of_month": days_of_month,
        "months": months,
        "years": years,
    }


def _object(value: Any, where: str) -> Raw:
    if not isinstance(value, dict):
        raise ShapeError(f"{where} is {_named(value)}, where an object is documented.")
    return value


def _text(raw: Raw, name: str, where: str) -> str | None:
    value = raw.get(name)
    if value is None or isinstance(value, str):
        return value
    raise ShapeError(f"{where}.{name} is {_named(value)}, where text is documented.")


def _shared(raw: Raw, name: str, where: str) -> str | None:
    """A text that many records have in common: kept once, since a large space has hundreds of thousands of them."""
    value = _text(raw, name, where)
    return value if value is None else sys.intern(value)


def _whole(raw: Raw, name: str, where: str) -> int | None:
    value = raw.get(name)
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,18}\s*", value, re.ASCII):
        return int(value)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise ShapeError(f"{where}.{name} is {_named(value)}, where a whole number is documented.")


def _named(value: Any) -> str:
    """A value in a sentence; what is large is only named by its type."""
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "an object"
    return {None: "null", True: "true", False: "false"}[value] if value is None or isinstance(value, bool) else f"the number {value}"

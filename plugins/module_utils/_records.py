# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The records: the one shape in which every source hands over what the API said.

Field names are the API's in snake_case. Lists are always lists, ids are strings, unknown is null (``None``), and nothing is
derived. A number or boolean written as text is taken as meant, and so is one object where a list is documented. Any other
value of an unexpected type raises :class:`ShapeError`, which names the field and where it stood. Fields that no record
knows are dropped. The Platform REST API writes the names of nested objects with a capital, and is read by the same rule.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from typing import Any, TypedDict

from ansible_collections.boomi.spaces.plugins.module_utils._errors import one_line, quoted

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
    """The last two are None where the user may not read them."""

    id: str | None
    name: str | None
    classification: str | None
    integration_pack_environment_attachment: list[Attachment] | None
    atoms: list[Atom] | None


class Member(TypedDict):
    """An instance of an estate of several accounts or spaces: with the environments it is attached to, and the connection that lists it.

    ``options`` are the connection's, but no secret one. ``processes`` is None where they were not asked for.
    """

    connection: str
    options: dict[str, Any]
    instance: dict[str, Any]
    processes: list[Process] | None


class Theme(TypedDict):
    logo_url: str | None
    logo_alt_txt: str | None


class AccountGroup(TypedDict):
    id: str | None
    name: str | None


class Space(TypedDict):
    """A space. Its dates have neither ``T`` nor zone: ``2022-11-02 18:41:11.0``."""

    id: str | None
    name: str | None
    description: str | None
    url: str | None
    theme: Theme | None
    account_group: AccountGroup | None
    shared_ipacks: list[Pack]
    created_date: str | None
    modified_date: str | None
    created_by_account_id: str | None
    modified_by_account_id: str | None


def process(raw: Any, instance_id: str, where: str) -> Process:
    """A process of either API. ``where`` names the place for the error, such as ``[3]``. REST hands over the schedules apart."""
    raw = _object(raw, where)
    process_id = _shared(raw, "id", where)
    if process_id is None:
        raise ShapeError(f"A process has no id, at {where}.")
    return {
        "id": process_id,
        "name": _shared(raw, "name", where),
        "integration_pack": [
            _pack_reference(text(pack, "integrationPackId", place), text(pack, "integrationPackInstanceId", place))
            for pack, place in _inner(raw, "integrationPack", where)
        ],
        "instance_id": instance_id,
        "process_schedules": [process_schedule(item, place) for item, place in _inner(raw, "processSchedules", where)],
    }


def process_schedule(raw: Raw, where: str) -> ProcessSchedule:
    name = _spelled(raw, "retry")
    retry_where = f"{where}.{name}"
    retry = _object({} if raw.get(name) is None else raw[name], retry_where)
    max_retry = whole(retry, "maxRetry", retry_where)
    return {
        "id": text(raw, "id", where),
        "process_id": _shared(raw, "processId", where),
        "atom_id": _shared(raw, "atomId", where),
        "env_id": _shared(raw, "envId", where),
        "enabled": None,
        "schedule": _shared_entries(_entries(raw, where)),
        "retry": _shared_retry(_entries(retry, retry_where), max_retry),
    }


def instance(raw: Any, where: str) -> Instance | None:
    """An instance, or None for an item without id: published answers hold such items, and nothing can be asked of them."""
    raw = _object(raw, where)
    instance_id = text(raw, "id", where)
    if instance_id is None:
        return None
    return {
        "id": instance_id,
        "integration_pack_override_name": text(raw, "integrationPackOverrideName", where),
        "integration_pack": [pack(item, place) for item, place in _inner(raw, "integrationPack", where)],
    }


def instance_names(record: Instance) -> set[str | None]:
    """The name of an instance is its override name, or its pack's where it has none."""
    override = record["integration_pack_override_name"]
    return {override} if override else {one["name"] for one in record["integration_pack"] if one["name"]}


def pack(raw: Raw, where: str) -> Pack:
    return {
        "id": text(raw, "id", where),
        "name": text(raw, "name", where),
        # REST cannot leave a description out, and writes an empty one.
        "description": text(raw, _spelled(raw, "description"), where) or None,
        "installation_type": text(raw, "installationType", where),
    }


def environment(raw: Any, where: str) -> Environment:
    """An environment of either API. REST hands over attachments and atoms apart: both lists are empty then."""
    raw = _object(raw, where)
    return {
        "id": text(raw, "id", where),
        "name": text(raw, "name", where),
        "classification": text(raw, "classification", where),
        "integration_pack_environment_attachment": [attachment(item, place) for item, place in _inner(raw, "integrationPackEnvironmentAttachment", where)],
        "atoms": [{"id": text(atom, "id", place), "name": text(atom, "name", place)} for atom, place in _inner(raw, "atoms", where)],
    }


def attachment(raw: Raw, where: str) -> Attachment:
    return {
        "id": text(raw, "id", where),
        "environment_id": text(raw, "environmentId", where),
        "integration_pack_instance_id": text(raw, "integrationPackInstanceId", where),
    }


def space(raw: Raw, where: str) -> Space:
    themes: list[Theme] = [
        {"logo_url": text(one, "logoUrl", place), "logo_alt_txt": text(one, "logoAltTxt", place)} for one, place in _inner(raw, "theme", where)
    ]
    groups: list[AccountGroup] = [{"id": text(one, "id", place), "name": text(one, "name", place)} for one, place in _inner(raw, "accountGroup", where)]
    return {
        "id": text(raw, "id", where),
        "name": text(raw, "name", where),
        "description": text(raw, "description", where),
        "url": text(raw, "url", where),
        "theme": themes[0] if themes else None,
        "account_group": groups[0] if groups else None,
        "shared_ipacks": [pack(item, place) for item, place in _inner(raw, "sharedIpacks", where)],
        "created_date": text(raw, "createdDate", where),
        "modified_date": text(raw, "modifiedDate", where),
        "created_by_account_id": text(raw, "createdByAccountId", where),
        "modified_by_account_id": text(raw, "modifiedByAccountId", where),
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


def once(items: list[tuple[Raw, str]]) -> list[tuple[Raw, str]]:
    """The objects, each with its place, and equal ones of one id once. Raises ShapeError where two of one id differ: which is right?"""
    known: dict[str | None, Raw] = {}
    kept = []
    for item, place in items:
        item_id = text(item, "id", place)
        first = known.setdefault(item_id, item)
        if first is item or (item_id is None and first != item):
            kept.append((item, place))
        elif first != item:
            raise ShapeError(f"{place} has the id {quoted(item_id or '')} of another object, and is not equal to it.")
    return kept


def text(raw: Raw, name: str, where: str) -> str | None:
    value = raw.get(name)
    if value is None or isinstance(value, str):
        return value
    raise ShapeError(f"{where}.{name} is {_named(value)}, where text is documented.")


def flag(raw: Raw, name: str, where: str) -> bool | None:
    value = raw.get(name)
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    if value is None or isinstance(value, bool):
        return value
    raise ShapeError(f"{where}.{name} is {_named(value)}, where true or false is documented.")


def _inner(raw: Raw, name: str, where: str) -> list[tuple[Raw, str]]:
    """The objects of a member."""
    name = _spelled(raw, name)
    return objects(raw.get(name), f"{where}.{name}")


def _spelled(raw: Raw, name: str) -> str:
    """The name as this object spells it: ``schedule`` in GraphQL is ``Schedule`` in REST."""
    capital = name[:1].upper() + name[1:]
    return capital if capital in raw else name


@lru_cache(maxsize=4096)
def _pack_reference(pack_id: str | None, instance_id: str | None) -> PackReference:
    """One object for all processes of an instance, as with entries."""
    return {"integration_pack_id": pack_id, "integration_pack_instance_id": instance_id}


def _entries(raw: Raw, where: str) -> tuple[tuple[str | None, ...], ...]:
    return tuple(tuple(text(entry, name, place) for name in ENTRY_FIELDS) for entry, place in _inner(raw, "schedule", where))


# Equal schedules, and equal entries in them, are one object, and so not to be changed: a large space has few different ones.


@lru_cache(maxsize=4096)
def _shared_entries(entries: tuple[tuple[str | None, ...], ...]) -> list[Entry]:
    return [_shared_entry(*entry) for entry in entries]


@lru_cache(maxsize=4096)
def _shared_retry(entries: tuple[tuple[str | None, ...], ...], max_retry: int | None) -> Retry:
    return {"schedule": _shared_entries(entries), "max_retry": max_retry}


@lru_cache(maxsize=4096)
def _shared_entry(*values: str | None) -> Entry:
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


def _shared(raw: Raw, name: str, where: str) -> str | None:
    """A text that many records have in common: kept once, since a large space has hundreds of thousands of them."""
    value = text(raw, name, where)
    return value if value is None else sys.intern(value)


def whole(raw: Raw, name: str, where: str) -> int | None:
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
    return {None: "null", True: "true", False: "false"}[value] if value is None or isinstance(value, bool) else f"the number {one_line(str(value))}"

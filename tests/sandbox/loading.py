# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes an account from its YAML file. README.md shows the shape of the file."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from .account import (
    PRIVILEGES,
    TOKEN_PREFIX,
    Account,
    Answers,
    Artifact,
    Atom,
    Attachment,
    Deployment,
    Entry,
    Environment,
    Instance,
    OAuthConnector,
    Pack,
    Process,
    Space,
    User,
    attachment_id,
    conceptual_id,
    schedule_id,
)
from .happened import Happened
from .named import Named
from .night import night
from .reader import DataError, Reader, read_yaml

T = TypeVar("T")

_FIELDS = tuple(entry_field.name for entry_field in fields(Entry))

# As published in platform-openapi.json.
ATOM_FIELDS = (
    "capabilities",
    "cloudId",
    "cloudMoleculeId",
    "cloudMoleculeName",
    "cloudName",
    "cloudOwnerName",
    "cluster",
    "createdBy",
    "currentVersion",
    "dateInstalled",
    "forceRestartTime",
    "hostName",
    "instanceId",
    "isCloudAttachment",
    "purgeHistoryDays",
    "purgeImmediate",
    "status",
    "statusDetail",
    "type",
)
ATTACHMENT_PROPERTIES = (
    "archiveProcessedDocuments",
    "containerPurgeDays",
    "containerPurgeImmediately",
    "defaultTimeZoneForAccountSchedules",
    "lowLatencyWarningThreshold",
    "purgeScheduleForComponents",
    "purgeScheduleForLogs",
    "purgeScheduleForProcessedDocuments",
    "purgeScheduleForTemporaryData",
)


def load(path: str | Path, now: float | None = None) -> Account:
    """The account of a YAML file. Raises DataError: one sentence that names the file and the key.

    Times that are ages in the file are before ``now``, in seconds since the epoch; by default this moment.
    """
    return parse(read_yaml(path), str(path), now)


def parse(data: Any, source: str = "account", now: float | None = None) -> Account:
    """The account of data that was read from YAML; ``source`` is its name in errors, ``now`` as in ``load``."""
    now = time.time() if now is None else now
    root = Reader(data, source)
    account_id = root.text("account")
    root.value("users")
    packs = root.each("packs", _pack)
    known_packs = Named("pack", packs, lambda pack: pack.id, lambda pack: pack.name, source)
    spaces = root.each("spaces", lambda reader: _space(reader, known_packs))
    known_spaces = Named("space", spaces, lambda space: space.guid, lambda space: space.name, source)
    owners = _Owners(account_id, spaces)
    environments = root.each("environments", lambda reader: _environment(reader, owners))
    known_environments = Named("environment", environments, lambda env: env.id, lambda env: env.name, source)
    users = root.each("users", lambda reader: _user(reader, known_environments))
    atoms = tuple(atom for env in environments for atom in env.atoms) + root.each("atoms", lambda reader: _atom(reader, owners))
    known_atoms = Named("atom", atoms, lambda atom: atom.id, lambda atom: atom.name, source)
    if not users:
        raise root.fail("users", "at least one user is needed to log in")
    if not spaces:
        raise root.fail("spaces", "at least one space is needed")

    builder = _Instances(known_packs, known_spaces, known_environments, known_atoms, owners)
    instances = root.each("instances", builder.instance)
    Named("instance", [i for i in instances if i.id], lambda instance: instance.id or "", lambda instance: None, source)
    happened = Happened(account_id, instances, atoms, known_atoms, now)
    account = Account(
        id=account_id,
        users=users,
        spaces=spaces,
        packs=packs,
        environments=environments,
        atoms=atoms,
        instances=instances,
        executions=root.each("executions", happened.execution),
        audit_log=root.each("audit_log", happened.audit_entry),
        events=root.each("events", happened.event),
        artifacts=root.each("artifacts", lambda reader: _artifact(reader, known_spaces)),
        oauth_connectors=root.each("oauth_connectors", lambda reader: _oauth(reader, known_spaces)),
        answers=_answers(root),
    )
    with_night = root.flag("night", False)
    root.done()
    return night(account, now) if with_night else account


class _Owners:
    """The possible owners of objects in the file: the account itself, and those of its spaces."""

    def __init__(self, account_id: str, spaces: Iterable[Space]) -> None:
        self._own = account_id
        self._ids = dict.fromkeys([account_id, *(sub_id for space in spaces for sub_id, dummy in space.accounts)])

    def of(self, reader: Reader) -> str | None:
        """The sub-account in the key ``account``; None for the account itself."""
        owner = reader.optional_text("account", one_of=self._ids)
        return None if owner == self._own else owner


def _user(reader: Reader, environments: Named[Environment]) -> User:
    name = reader.text("name")
    if name.startswith(TOKEN_PREFIX):
        raise reader.fail("name", f"write it without the prefix {TOKEN_PREFIX}")
    api_token, privileges, seen = reader.text("api_token"), _privileges(reader), None
    if reader.value("result_environments") is not None:
        seen = frozenset(environments.find(item, where).id for item, where in reader.list("result_environments"))
    return User(name=name, api_token=api_token, privileges=privileges, result_environments=seen)


def _privileges(reader: Reader) -> frozenset[str] | None:
    if reader.value("privileges") is None:
        return None
    found = reader.list("privileges")
    for item, where in found:
        if item not in PRIVILEGES:
            raise DataError(f"{where}: {item!r} is not one of {', '.join(PRIVILEGES)}")
    return frozenset(item for item, dummy in found)


def _pack(reader: Reader) -> Pack:
    return Pack(
        id=reader.text("id"),
        name=reader.optional_text("name"),
        description=reader.optional_text("description"),
        installation_type=reader.optional_text("installation_type", one_of=("SINGLE", "MULTI")),
    )


def _id_and_name(reader: Reader) -> tuple[str, str]:
    return reader.text("id"), reader.text("name")


def _space(reader: Reader, packs: Named[Pack]) -> Space:
    group = reader.value("account_group")
    theme = Reader(reader.value("theme", {}), f"{reader.where}: theme")
    space = Space(
        guid=reader.text("guid"),
        name=reader.text("name"),
        description=reader.optional_text("description"),
        url=reader.optional_text("url"),
        logo_url=theme.optional_text("logo_url"),
        logo_alt_text=theme.optional_text("logo_alt_text"),
        account_group=None if group is None else _whole(Reader(group, f"{reader.where}: account_group"), _id_and_name),
        shared_packs=tuple(packs.find(item, where) for item, where in reader.list("shared_packs")),
        accounts=reader.each("accounts", _id_and_name),
        created_date=reader.optional_text("created_date"),
        modified_date=reader.optional_text("modified_date"),
        created_by_account_id=reader.optional_text("created_by_account_id"),
        modified_by_account_id=reader.optional_text("modified_by_account_id"),
    )
    theme.done()
    return space


def _whole(reader: Reader, build: Callable[[Reader], T]) -> T:
    built = build(reader)
    reader.done()
    return built


def _environment(reader: Reader, owners: _Owners) -> Environment:
    env_id, owner = reader.text("id"), owners.of(reader)
    return Environment(
        id=env_id,
        name=reader.text("name"),
        classification=reader.text("classification", one_of=("PROD", "TEST")),
        atoms=reader.each("atoms", lambda atom: _runtime(atom, env_id, owner)),
        account_id=owner,
    )


def _atom(reader: Reader, owners: _Owners) -> Atom:
    return _runtime(reader, reader.optional_text("env_id"), owners.of(reader))


def _runtime(reader: Reader, environment_id: str | None, account_id: str | None) -> Atom:
    return Atom(
        id=reader.text("id"),
        name=reader.optional_text("name"),
        environment_id=environment_id,
        account_id=account_id,
        fields=_published(reader, "fields", ATOM_FIELDS),
        startup_properties=_published(reader, "startup_properties", None),
        attachment_properties=_published(reader, "attachment_properties", ATTACHMENT_PROPERTIES),
    )


def _published(reader: Reader, key: str, known: Collection[str] | None) -> dict[str, Any]:
    """A mapping by names that the API has; any names if ``known`` is None."""
    values = reader.value(key, {})
    if not isinstance(values, dict):
        raise reader.fail(key, "expected a mapping")
    for name in values:
        if known is not None and name not in known:
            raise reader.fail(key, f"{name!r} is not one of {', '.join(sorted(known))}")
    return values


class _Instances:
    """Builds instances with their schedules, from the other objects of the file."""

    def __init__(self, packs: Named[Pack], spaces: Named[Space], environments: Named[Environment], atoms: Named[Atom], owners: _Owners) -> None:
        self._packs = packs
        self._spaces = spaces
        self._environments = environments
        self._atoms = atoms
        self._owners = owners

    def instance(self, reader: Reader) -> Instance:
        instance_id = self._id(reader)
        pack = self._packs.optional(reader, "pack")
        return Instance(
            id=instance_id,
            space_guid=self._spaces.only(reader, "space").guid,
            override_name=reader.optional_text("override_name"),
            pack=pack,
            attachments=tuple(self._attachment(item, where, instance_id) for item, where in reader.list("environments")),
            processes=reader.each("processes", lambda process: self._process(process, pack, instance_id)),
            account_id=self._owners.of(reader),
        )

    def _id(self, reader: Reader) -> str | None:
        instance_id, number = reader.optional_text("id"), reader.value("number")
        if number is None:
            return instance_id
        if instance_id is not None or not isinstance(number, int):
            raise reader.fail("number", "expected a whole number, in place of an id")
        return conceptual_id(f"IntegrationPackInstance{number}")

    def _attachment(self, item: Any, where: str, instance_id: str | None) -> Attachment:
        if instance_id is None:
            raise DataError(f"{where}: an instance without an id cannot be attached")
        reader = Reader(item if isinstance(item, dict) else {"environment": item}, where)
        env_id = self._environments.get(reader, "environment").id
        attachment = Attachment(
            id=reader.optional_text("id") or attachment_id(instance_id, env_id),
            instance_id=instance_id,
            environment_id=env_id,
            map_extensions=tuple(str(text) for text, dummy in reader.list("map_extensions")),
            extensions=reader.optional_text("extensions"),
        )
        reader.done()
        return attachment

    def _process(self, reader: Reader, pack: Pack | None, instance_id: str | None) -> Process:
        process_id = reader.text("id")
        pack = self._packs.optional(reader, "pack") or pack
        return Process(
            id=process_id,
            name=reader.text("name"),
            pack_id=pack.id if pack else None,
            instance_id=instance_id,
            original_id=reader.optional_text("original_id"),
            description=reader.optional_text("description"),
            deployments=reader.each("deployments", lambda deployment: self._deployment(deployment, process_id)),
        )

    def _deployment(self, reader: Reader, process_id: str) -> Deployment:
        atom = self._atoms.get(reader, "atom")
        return Deployment(
            id=reader.optional_text("id") or schedule_id(atom.id, process_id),
            process_id=process_id,
            atom_id=atom.id,
            environment_id=atom.environment_id,
            schedule=_entries(reader.list("schedule")),
            retry=_entries(reader.list("retry")),
            max_retry=reader.number("max_retry", 5),
            enabled=None if reader.is_null("enabled") else reader.flag("enabled", True),
        )


def _entries(items: Iterable[tuple[Any, str]]) -> tuple[Entry, ...]:
    return tuple(_entry(item, where) for item, where in items)


def _entry(item: Any, where: str) -> Entry:
    """Six fields in one text, or a mapping of some of them. They are kept unchanged, since the real API returns dirty values too."""
    if isinstance(item, str):
        parts = item.split()
        if len(parts) != len(_FIELDS):
            raise DataError(f"{where}: {item!r} has {len(parts)} fields; a schedule has {len(_FIELDS)}: {' '.join(_FIELDS)}")
        return Entry(*parts)
    reader = Reader(item, where)
    values = {name: reader.optional_text(name) if name in reader else reader.value(name, "*") for name in _FIELDS}
    reader.done()
    return Entry(**values)


def _artifact(reader: Reader, spaces: Named[Space]) -> Artifact:
    data = reader.value("data", {})
    if not isinstance(data, dict):
        raise reader.fail("data", "expected a mapping")
    return Artifact(id=reader.text("id"), type=reader.text("type"), space_guid=spaces.only(reader, "space").guid, data=data)


def _oauth(reader: Reader, spaces: Named[Space]) -> OAuthConnector:
    return OAuthConnector(
        id=reader.text("id"),
        instance_id=reader.text("instance_id"),
        environment_id=reader.text("env_id"),
        process_id=reader.text("process"),
        connection_id=reader.text("connection_id"),
        space_guid=spaces.only(reader, "space").guid,
        details=reader.text("details"),
        token_generated=reader.flag("token_generated", False),
    )


def _answers(root: Reader) -> Answers:
    reader = Reader(root.value("answers", {}), f"{root.where}: answers")
    shapes = {}
    for key in ("single_as_object", "as_list"):
        value = reader.value(key, False)
        if value is True and key == "single_as_object":
            value = ["Process.processSchedules"]
        if value is False:
            value = []
        if not isinstance(value, list) or not all(isinstance(name, str) and name.count(".") == 1 for name in value):
            raise reader.fail(key, "expected true, false or a list of names such as Process.processSchedules")
        shapes[key] = frozenset(value)
    answers = Answers(
        **shapes,
        numbers_as_text=reader.flag("numbers_as_text", False),
        number_of_results=reader.number("number_of_results", 0) if "number_of_results" in reader else reader.value("number_of_results"),
    )
    reader.done()
    return answers

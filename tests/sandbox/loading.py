# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes an account from its YAML file. README.md shows the shape of the file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, Generic, TypeVar

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
    Execution,
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
from .reader import DataError, Reader, read_yaml

T = TypeVar("T")

STATUSES = ("ABORTED", "COMPLETE", "COMPLETE_WARN", "DISCARDED", "ERROR", "INPROCESS", "STARTED")
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


def load(path: str | Path) -> Account:
    """The account of a YAML file. Raises DataError: one sentence that names the file and the key."""
    return parse(read_yaml(path), str(path))


def parse(data: Any, source: str = "account") -> Account:
    """The account of data that was read from YAML; ``source`` is its name in errors."""
    root = Reader(data, source)
    account_id = root.text("account")
    users = root.each("users", _user)
    packs = root.each("packs", _pack)
    known_packs = _Named("pack", packs, lambda pack: pack.id, lambda pack: pack.name, source)
    spaces = root.each("spaces", lambda reader: _space(reader, known_packs))
    known_spaces = _Named("space", spaces, lambda space: space.guid, lambda space: space.name, source)
    owners = _Owners(account_id, spaces)
    environments = root.each("environments", lambda reader: _environment(reader, owners))
    known_environments = _Named("environment", environments, lambda env: env.id, lambda env: env.name, source)
    atoms = tuple(atom for env in environments for atom in env.atoms) + root.each("atoms", lambda reader: _atom(reader, owners))
    known_atoms = _Named("atom", atoms, lambda atom: atom.id, lambda atom: atom.name, source)
    if not users:
        raise root.fail("users", "at least one user is needed to log in")
    if not spaces:
        raise root.fail("spaces", "at least one space is needed")

    builder = _Instances(known_packs, known_spaces, known_environments, known_atoms, owners)
    instances = root.each("instances", builder.instance)
    _Named("instance", [i for i in instances if i.id], lambda instance: instance.id or "", lambda instance: None, source)
    account = Account(
        id=account_id,
        users=users,
        spaces=spaces,
        packs=packs,
        environments=environments,
        atoms=atoms,
        instances=instances,
        executions=root.each("executions", lambda reader: _execution(reader, instances, known_atoms)),
        artifacts=root.each("artifacts", lambda reader: _artifact(reader, known_spaces)),
        oauth_connectors=root.each("oauth_connectors", lambda reader: _oauth(reader, known_spaces)),
        answers=_answers(root),
    )
    root.done()
    return account


class _Named(Generic[T]):
    """Objects that other parts of the file refer to by id, or by a unique name."""

    def __init__(self, kind: str, items: Sequence[T], id_of: Callable[[T], str], name_of: Callable[[T], str | None], source: str) -> None:
        self._kind = kind
        self._by_id: dict[str, T] = {}
        self._by_name: dict[str | None, list[T]] = {}
        self._id_of = id_of
        for item in items:
            if id_of(item) in self._by_id:
                raise DataError(f"{source}: two {kind}s have the id {id_of(item)!r}")
            self._by_id[id_of(item)] = item
            self._by_name.setdefault(name_of(item), []).append(item)

    def get(self, reader: Reader, key: str) -> T:
        return self.find(reader.text(key), f"{reader.where}: {key}")

    def optional(self, reader: Reader, key: str) -> T | None:
        return self.get(reader, key) if key in reader else reader.value(key)

    def only(self, reader: Reader, key: str) -> T:
        """The object that the key refers to; the first one if the key is absent."""
        if key in reader:
            return self.get(reader, key)
        reader.value(key)
        return next(iter(self._by_id.values()))

    def find(self, reference: Any, where: str) -> T:
        if reference in self._by_id:
            return self._by_id[reference]
        named = self._by_name.get(reference, [])
        if len(named) > 1:
            ids = ", ".join(self._id_of(item) for item in named)
            raise DataError(f"{where}: {len(named)} {self._kind}s are named {reference!r}, so say which by its id: {ids}")
        if not named:
            raise DataError(f"{where}: no {self._kind} has the id or name {reference!r}")
        return named[0]


class _Owners:
    """The possible owners of objects in the file: the account itself, and those of its spaces."""

    def __init__(self, account_id: str, spaces: Iterable[Space]) -> None:
        self._own = account_id
        self._ids = dict.fromkeys([account_id, *(sub_id for space in spaces for sub_id, dummy in space.accounts)])

    def of(self, reader: Reader) -> str | None:
        """The sub-account in the key ``account``; None for the account itself."""
        owner = reader.optional_text("account", one_of=self._ids)
        return None if owner == self._own else owner


def _user(reader: Reader) -> User:
    name = reader.text("name")
    if name.startswith(TOKEN_PREFIX):
        raise reader.fail("name", f"write it without the prefix {TOKEN_PREFIX}")
    return User(name=name, api_token=reader.text("api_token"), privileges=_privileges(reader))


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


def _space(reader: Reader, packs: _Named[Pack]) -> Space:
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

    def __init__(self, packs: _Named[Pack], spaces: _Named[Space], environments: _Named[Environment], atoms: _Named[Atom], owners: _Owners) -> None:
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


def _execution(reader: Reader, instances: Iterable[Instance], atoms: _Named[Atom]) -> Execution:
    process_id = reader.text("process")
    atom = atoms.optional(reader, "atom")
    names = (process.name for instance in instances for process in instance.processes if process.id == process_id)
    return Execution(
        id=reader.text("id"),
        original_id=reader.optional_text("original_id"),
        process_id=process_id,
        process_name=reader.optional_text("process_name") or next(names, None),
        atom_id=atom.id if atom else None,
        atom_name=atom.name if atom else None,
        time=reader.text("time"),
        status=reader.text("status", one_of=STATUSES),
        type=reader.optional_text("type"),
        message=reader.optional_text("message"),
        duration=reader.number("duration", 0),
        inbound_count=reader.number("inbound_count", 0),
        inbound_error_count=reader.number("inbound_error_count", 0),
        outbound_count=reader.number("outbound_count", 0),
        inbound_size=reader.number("inbound_size", 0),
        outbound_size=reader.number("outbound_size", 0),
    )


def _artifact(reader: Reader, spaces: _Named[Space]) -> Artifact:
    data = reader.value("data", {})
    if not isinstance(data, dict):
        raise reader.fail("data", "expected a mapping")
    return Artifact(id=reader.text("id"), type=reader.text("type"), space_guid=spaces.only(reader, "space").guid, data=data)


def _oauth(reader: Reader, spaces: _Named[Space]) -> OAuthConnector:
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

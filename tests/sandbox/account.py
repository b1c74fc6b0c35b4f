# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Boomi account holds, as plain immutable records. Nothing here knows of HTTP, GraphQL or YAML."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

TOKEN_PREFIX = "BOOMI_TOKEN."
PRIVILEGES = ("API", "ATOM_MANAGEMENT", "ATOM_MANAGEMENT_READ_ONLY", "SCHEDULE_MAINTENANCE", "DEPLOY")


def conceptual_id(text: str) -> str:
    """An id as Boomi builds them: the text in base64, without padding."""
    return base64.b64encode(text.encode()).decode().rstrip("=")


def schedule_id(atom_id: str, process_id: str) -> str:
    """The id that a process's schedules on one atom share with their status."""
    return conceptual_id(f"CPS{atom_id}:{process_id}")


def atom_attachment_id(atom_id: str, environment_id: str) -> str:
    """The id of an atom's attachment to an environment. What Boomi builds it from is not published."""
    return conceptual_id(f"ATTACH_ATOM_ENV{atom_id}:{environment_id}")


def attachment_id(instance_id: str, environment_id: str) -> str:
    """The id of an instance's attachment to an environment."""
    return conceptual_id(f"ATTACH_IPACK_ENV{instance_id}:{environment_id}")


@dataclass(frozen=True, slots=True)
class User:
    """``name`` is the e-mail address, without the prefix of API tokens. ``privileges`` are some of PRIVILEGES; None is all of them."""

    name: str
    api_token: str
    privileges: frozenset[str] | None = None

    def may(self, *privileges: str) -> bool:
        """True where the user has one of these."""
        return self.privileges is None or not self.privileges.isdisjoint(privileges)


@dataclass(frozen=True, slots=True)
class Pack:
    """An integration pack. ``installation_type`` is SINGLE, MULTI, or None where it is not known."""

    id: str
    name: str | None = None
    description: str | None = None
    installation_type: str | None = None


@dataclass(frozen=True, slots=True)
class Space:
    """A space. Dates are written as the API writes them, ``2022-11-02 18:41:11.0``."""

    guid: str
    name: str
    description: str | None = None
    url: str | None = None
    logo_url: str | None = None
    logo_alt_text: str | None = None
    account_group: tuple[str, str] | None = None
    shared_packs: tuple[Pack, ...] = ()
    accounts: tuple[tuple[str, str], ...] = ()
    created_date: str | None = None
    modified_date: str | None = None
    created_by_account_id: str | None = None
    modified_by_account_id: str | None = None


@dataclass(frozen=True, slots=True)
class Atom:
    """A runtime. ``environment_id`` is None for one that is attached to no environment. ``account_id`` is the sub-account it belongs to;
    here and below, None is the account itself."""

    id: str
    name: str | None = None
    environment_id: str | None = None
    account_id: str | None = None


@dataclass(frozen=True, slots=True)
class Environment:
    """``classification`` is PROD or TEST."""

    id: str
    name: str
    classification: str
    atoms: tuple[Atom, ...] = ()
    account_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a schedule: six fields as text, exactly as written, valid or not. None is answered as null."""

    minutes: str | None = "*"
    hours: str | None = "*"
    days_of_week: str | None = "*"
    days_of_month: str | None = "*"
    months: str | None = "*"
    years: str | None = "*"


@dataclass(frozen=True, slots=True)
class Deployment:
    """A process on one atom, with its schedule there. ``enabled`` is what ProcessScheduleStatus says of it; None where there is no such status."""

    id: str
    process_id: str
    atom_id: str
    environment_id: str | None
    schedule: tuple[Entry, ...] = ()
    retry: tuple[Entry, ...] = ()
    max_retry: int | None = 5
    enabled: bool | None = True


@dataclass(frozen=True, slots=True)
class Process:
    """A process of an instance. ``id`` is the one its schedules go by: the wrapper's, where the pack is multi-install and
    ``original_id`` names the process it wraps. ``pack_id`` and ``instance_id`` are what the process itself reports."""

    id: str
    name: str
    pack_id: str | None
    instance_id: str | None
    original_id: str | None = None
    description: str | None = None
    deployments: tuple[Deployment, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """An instance attached to an environment, with the JSON texts of its extensions."""

    id: str
    instance_id: str
    environment_id: str
    map_extensions: tuple[str, ...] = ()
    extensions: str | None = None


@dataclass(frozen=True, slots=True)
class Instance:
    """An installed integration pack. Without an ``id`` it is one of the bare items that only the REST query shows."""

    id: str | None
    space_guid: str
    override_name: str | None = None
    pack: Pack | None = None
    attachments: tuple[Attachment, ...] = ()
    processes: tuple[Process, ...] = ()
    account_id: str | None = None


@dataclass(frozen=True, slots=True)
class Execution:
    """One run of a process. ``time`` is its start, ``2023-01-31T15:32:00Z``; ``duration`` in milliseconds, sizes in bytes."""

    id: str
    process_id: str
    time: str
    status: str
    original_id: str | None = None
    type: str | None = None
    process_name: str | None = None
    atom_id: str | None = None
    atom_name: str | None = None
    message: str | None = None
    duration: int = 0
    inbound_count: int = 0
    inbound_error_count: int = 0
    outbound_count: int = 0
    inbound_size: int = 0
    outbound_size: int = 0


@dataclass(frozen=True, slots=True)
class Artifact:
    """One artifact of a space. ``data`` is answered as it is: no page documents its parts."""

    id: str
    type: str
    space_guid: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class OAuthConnector:
    """The OAuth details of one connection. ``details`` is a JSON text."""

    id: str
    instance_id: str
    environment_id: str
    process_id: str
    connection_id: str
    space_guid: str
    details: str
    token_generated: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """How this account's answers differ from the schema's shapes; each name is ``Type.field`` of schema.graphql.

    The REST objects have ``maxRetry`` and ``enabled`` as text with ``numbers_as_text``, and ``number_of_results``, where it is not None,
    is what every query result says of itself.
    """

    single_as_object: frozenset[str] = frozenset()
    as_list: frozenset[str] = frozenset()
    numbers_as_text: bool = False
    number_of_results: int | None = None


@dataclass(frozen=True)
class Account:
    """All there is. The look-ups below are built once, so that a question costs the same in a small account and a large one."""

    id: str
    users: tuple[User, ...]
    spaces: tuple[Space, ...]
    packs: tuple[Pack, ...] = ()
    environments: tuple[Environment, ...] = ()
    atoms: tuple[Atom, ...] = ()
    instances: tuple[Instance, ...] = ()
    executions: tuple[Execution, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    oauth_connectors: tuple[OAuthConnector, ...] = ()
    answers: Answers = field(default_factory=Answers)

    @cached_property
    def space_by_guid(self) -> dict[str, Space]:
        return {space.guid: space for space in self.spaces}

    @cached_property
    def instance_by_id(self) -> dict[str, Instance]:
        return {instance.id: instance for instance in self.instances if instance.id is not None}

    @cached_property
    def instances_by_space(self) -> dict[str, list[Instance]]:
        """Without the bare items."""
        found: dict[str, list[Instance]] = {space.guid: [] for space in self.spaces}
        for instance in self.instance_by_id.values():
            found[instance.space_guid].append(instance)
        return found

    @cached_property
    def environments_by_space(self) -> dict[str, list[Environment]]:
        """The account's own, and those of the sub-accounts that are in the space."""
        found = {}
        for space in self.spaces:
            accounts = {None, *(account_id for account_id, dummy in space.accounts)}
            found[space.guid] = [environment for environment in self.environments if environment.account_id in accounts]
        return found

    @cached_property
    def sub_accounts(self) -> frozenset[str]:
        """The ids of the accounts of all spaces, but for the account's own."""
        return frozenset(account_id for space in self.spaces for account_id, dummy in space.accounts) - {self.id}

    @cached_property
    def attachments_by_place(self) -> dict[tuple[str, str], list[Attachment]]:
        """By space GUID and environment id."""
        found: dict[tuple[str, str], list[Attachment]] = {}
        for instance in self.instances:
            for attachment in instance.attachments:
                found.setdefault((instance.space_guid, attachment.environment_id), []).append(attachment)
        return found

    @cached_property
    def executions_by_process(self) -> dict[str, list[Execution]]:
        found: dict[str, list[Execution]] = {}
        for execution in self.executions:
            found.setdefault(execution.process_id, []).append(execution)
        return found

    @cached_property
    def processes_by_space(self) -> dict[str, frozenset[str]]:
        """The ids of the processes of a space's instances."""
        return {guid: frozenset(process.id for instance in instances for process in instance.processes) for guid, instances in self.instances_by_space.items()}

    def processes(self) -> Iterator[Process]:
        """Every process of every instance, in the order of the file."""
        for instance in self.instances:
            yield from instance.processes

    def user(self, name: str, api_token: str) -> User | None:
        """The user of this name (without the prefix) and API token."""
        return next((user for user in self.users if user.name == name and user.api_token == api_token), None)

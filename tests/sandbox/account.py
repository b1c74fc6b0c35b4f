# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The content of a Boomi account, as plain immutable records, independent of HTTP, GraphQL and YAML."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

TOKEN_PREFIX = "BOOMI_TOKEN."
PRIVILEGES = ("API", "ATOM_MANAGEMENT", "ATOM_MANAGEMENT_READ_ONLY", "SCHEDULE_MAINTENANCE", "DEPLOY", "VIEW_RESULT", "VIEW_AUDIT_LOGS")


def conceptual_id(text: str) -> str:
    """An id in Boomi's form: the text in base64, without padding."""
    return base64.b64encode(text.encode()).decode().rstrip("=")


def schedule_id(atom_id: str, process_id: str) -> str:
    """The id of a process's schedules on one atom. Their status has the same id."""
    return conceptual_id(f"CPS{atom_id}:{process_id}")


def atom_attachment_id(atom_id: str, environment_id: str) -> str:
    """The id of an atom's attachment to an environment. Boomi does not publish its form."""
    return conceptual_id(f"ATTACH_ATOM_ENV{atom_id}:{environment_id}")


def attachment_id(instance_id: str, environment_id: str) -> str:
    """The id of an instance's attachment to an environment."""
    return conceptual_id(f"ATTACH_IPACK_ENV{instance_id}:{environment_id}")


@dataclass(frozen=True, slots=True)
class User:
    """``name`` is the e-mail address, without the prefix of API tokens. ``privileges`` are some of PRIVILEGES; None means all.

    ``result_environments`` are the IDs of the environments in which the user has VIEW_RESULT; None means all.
    """

    name: str
    api_token: str
    privileges: frozenset[str] | None = None
    result_environments: frozenset[str] | None = None

    def may(self, *privileges: str) -> bool:
        """True if the user has one of these."""
        return self.privileges is None or not self.privileges.isdisjoint(privileges)

    def sees_results_in(self, environment_id: str | None) -> bool:
        """True if the user may see what ran in this environment."""
        return self.may("VIEW_RESULT") and (self.result_environments is None or environment_id in self.result_environments)


@dataclass(frozen=True, slots=True)
class Pack:
    """An integration pack. ``installation_type`` is SINGLE, MULTI, or None if unknown."""

    id: str
    name: str | None = None
    description: str | None = None
    installation_type: str | None = None


@dataclass(frozen=True, slots=True)
class Space:
    """A space. Dates are in the API's format, ``2022-11-02 18:41:11.0``."""

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
    """A runtime. ``environment_id`` is None if it is attached to no environment. ``account_id`` is its sub-account; here and below, None means
    the account itself.

    ``fields`` are its other published fields, by their names in the API. ``startup_properties`` are those of a local runtime, by name;
    ``attachment_properties`` those of a cloud attachment, by the API's names.
    """

    id: str
    name: str | None = None
    environment_id: str | None = None
    account_id: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    startup_properties: dict[str, str] = field(default_factory=dict)
    attachment_properties: dict[str, Any] = field(default_factory=dict)

    @property
    def is_attachment(self) -> bool:
        """Whether it is an attachment to a cloud, and not a runtime of its own."""
        return self.fields.get("isCloudAttachment") is True

    @property
    def is_offline(self) -> bool:
        return self.fields.get("status") == "OFFLINE"


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
    """One entry of a schedule: six fields as text, exactly as written, valid or not. None becomes null in responses."""

    minutes: str | None = "*"
    hours: str | None = "*"
    days_of_week: str | None = "*"
    days_of_month: str | None = "*"
    months: str | None = "*"
    years: str | None = "*"


@dataclass(frozen=True, slots=True)
class Deployment:
    """A process on one atom, with its schedule there. ``enabled`` is its ProcessScheduleStatus, None if there is none."""

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
    """A process of an instance. ``id`` is the id in its schedules. In a multi-install pack that is the id of the wrapper, and ``original_id`` is the
    id of the wrapped process. ``pack_id`` and ``instance_id`` are the values that the process itself reports."""

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
    """An installed integration pack. Without an ``id`` it is one of the items that only the REST query returns, with nothing but its processes."""

    id: str | None
    space_guid: str
    override_name: str | None = None
    pack: Pack | None = None
    attachments: tuple[Attachment, ...] = ()
    processes: tuple[Process, ...] = ()
    account_id: str | None = None


@dataclass(frozen=True, slots=True)
class Execution:
    """One run of a process. ``time`` is its start, ``2023-01-31T15:32:00Z``. ``duration`` is in milliseconds, sizes are in bytes.

    ``account_id`` is that of the account or sub-account that it ran in; here and below, None also means the account.
    """

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
    account_id: str | None = None
    recorded_date: str | None = None
    node_id: str | None = None
    parent_id: str | None = None
    top_level_id: str | None = None
    report_key: str | None = None
    launcher_id: str | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An entry of the audit log. ``properties`` have a name, a value and a previous value each; ``account_id`` is as in Execution."""

    id: str
    date: str
    type: str
    action: str
    modifier: str = "NONE"
    user: str | None = None
    container_id: str | None = None
    level: str = "INFO"
    source: str = "UI"
    message: str | None = None
    properties: tuple[tuple[str, str | None, str | None], ...] = ()
    account_id: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a runtime. ``fields`` are its other published fields, by their names in the API."""

    id: str
    date: str
    type: str
    level: str
    atom_id: str
    fields: dict[str, Any] = field(default_factory=dict)
    account_id: str | None = None


@dataclass(frozen=True, slots=True)
class Artifact:
    """One artifact of a space. ``data`` is returned unchanged, since no page documents its parts."""

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
    """How this account's responses differ from the schema's shapes; each name is ``Type.field`` of schema.graphql.

    With ``numbers_as_text`` the REST objects have ``maxRetry`` and ``enabled`` as text. ``number_of_results``, if not None, replaces the
    ``numberOfResults`` of every query result.
    """

    single_as_object: frozenset[str] = frozenset()
    as_list: frozenset[str] = frozenset()
    numbers_as_text: bool = False
    number_of_results: int | None = None


@dataclass(frozen=True)
class Account:
    """A whole account. The indexes below are built once, so that a request takes the same time in a small and in a large account."""

    id: str
    users: tuple[User, ...]
    spaces: tuple[Space, ...]
    packs: tuple[Pack, ...] = ()
    environments: tuple[Environment, ...] = ()
    atoms: tuple[Atom, ...] = ()
    instances: tuple[Instance, ...] = ()
    executions: tuple[Execution, ...] = ()
    audit_log: tuple[AuditEntry, ...] = ()
    events: tuple[Event, ...] = ()
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
        """Without the items that have no id."""
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
        """The ids of the accounts of all spaces, except the account itself."""
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
    def atom_by_id(self) -> dict[str, Atom]:
        return {atom.id: atom for atom in self.atoms}

    def environment_of(self, atom_id: str | None) -> str | None:
        """The ID of the environment that a runtime is attached to."""
        atom = self.atom_by_id.get(atom_id or "")
        return atom.environment_id if atom else None

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

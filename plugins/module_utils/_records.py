# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The records: the shapes in which all parts of the collection pass on what the API returned. Both sources return the same ones.

Field names are the API's in snake_case. Lists are always lists, IDs are strings, and unknown is None. Nothing is derived.
"""

from __future__ import annotations

from typing import TypedDict


class Entry(TypedDict):
    """A schedule entry: its six fields as the API returned them."""

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
    """The schedule of one process on one runtime.

    The fields from ``env_name`` on only exist if names were asked for, those from ``atom_status`` on only if runtimes were.
    """

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
    atom_status: str | None
    atom_status_detail: str | None
    atom_time_zone: str | None


class PackReference(TypedDict, total=False):
    """The pack of a process. The last field, the name of the pack, only exists if names were asked for."""

    integration_pack_id: str | None
    integration_pack_instance_id: str | None
    name: str | None


class Process(TypedDict, total=False):
    """A process of an integration pack instance. ``instance_id`` is the instance that was asked for.

    The last two fields only exist if names were asked for. ``original_process_id`` is the process of the pack that this one is installed from.
    """

    id: str
    name: str | None
    integration_pack: list[PackReference]
    instance_id: str
    process_schedules: list[ProcessSchedule]
    instance_name: str | None
    original_process_id: str | None


class Pack(TypedDict):
    id: str | None
    name: str | None
    description: str | None
    installation_type: str | None


class Instance(TypedDict):
    """An integration pack instance. It usually has one pack, but published samples also have none or several."""

    id: str
    integration_pack_override_name: str | None
    integration_pack: list[Pack]


class Atom(TypedDict):
    id: str | None
    name: str | None


class Node(TypedDict):
    """A machine of a molecule or a cloud."""

    node_id: str | None
    host_name: str | None
    status: str | None
    cluster_problem: str | None


class Runtime(TypedDict, total=False):
    """A runtime: the fields that the API publishes, its environment, and its time zone. ``nodes`` only exists if nodes were asked for."""

    id: str
    name: str | None
    status: str | None
    status_detail: str | None
    type: str | None
    is_cloud_attachment: bool | None
    current_version: str | None
    host_name: str | None
    date_installed: str | None
    created_by: str | None
    capabilities: list[str]
    cloud_id: str | None
    cloud_name: str | None
    cloud_owner_name: str | None
    cloud_molecule_id: str | None
    cloud_molecule_name: str | None
    instance_id: str | None
    purge_history_days: int | None
    purge_immediate: bool | None
    force_restart_time: int | None
    env_id: str | None
    env_name: str | None
    env_classification: str | None
    time_zone: str | None
    time_zone_source: str | None
    nodes: list[Node] | None


class ExecutionRecord(TypedDict):
    """One run of a process, as the API publishes it. Times are in UTC, the duration in milliseconds, sizes in bytes."""

    execution_id: str
    original_execution_id: str | None
    account: str | None
    execution_time: str
    status: str | None
    execution_type: str | None
    process_name: str | None
    process_id: str | None
    atom_name: str | None
    atom_id: str | None
    inbound_document_count: int | None
    inbound_error_document_count: int | None
    outbound_document_count: int | None
    execution_duration: int | None
    message: str | None
    parent_execution_id: str | None
    top_level_execution_id: str | None
    inbound_document_size: int | None
    outbound_document_size: int | None
    report_key: str | None
    launcher_id: str | None
    node_id: str | None
    recorded_date: str | None


class AuditProperty(TypedDict):
    name: str | None
    value: str | None
    previous_value: str | None


class AuditEntry(TypedDict):
    """An entry of the audit log, as the API publishes it, without blanks around the values. Its date is in UTC."""

    document_id: str | None
    account_id: str | None
    container_id: str | None
    date: str
    user_id: str | None
    type: str | None
    action: str | None
    modifier: str | None
    level: str | None
    source: str | None
    message: str | None
    properties: list[AuditProperty]


class Attachment(TypedDict):
    id: str | None
    environment_id: str | None
    integration_pack_instance_id: str | None


class Environment(TypedDict):
    """The last two fields are None if they were not asked for, or if the user may not read them."""

    id: str | None
    name: str | None
    classification: str | None
    integration_pack_environment_attachment: list[Attachment] | None
    atoms: list[Atom] | None


class EnvironmentReference(TypedDict):
    id: str | None
    name: str | None
    classification: str | None


class AttachedInstance(Instance):
    """An instance with the environments that it is attached to, None if the user may not read them."""

    environments: list[EnvironmentReference] | None


class Theme(TypedDict):
    logo_url: str | None
    logo_alt_txt: str | None


class AccountGroup(TypedDict):
    id: str | None
    name: str | None


class Space(TypedDict):
    """A space. Its dates look like ``2022-11-02 18:41:11.0``."""

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


def instance_names(instance: Instance) -> set[str]:
    """The names of an instance: its override name, or else those of its packs."""
    override = instance["integration_pack_override_name"]
    return {override} if override else {pack["name"] for pack in instance["integration_pack"] if pack["name"]}


def instance_name(instance: Instance) -> str | None:
    """The one name of an instance. None if it has none, or the names of several packs: none of these is its own."""
    names = instance_names(instance)
    return names.pop() if len(names) == 1 else None


# A runtime whose ``status_detail`` is one of these starts no schedules, although its status is ONLINE. So does one that Boomi restarts.
_IDLE_DETAILS = frozenset({"ONLINE_STARTING", "ONLINE_STOPPING"})


def is_alive(status: str | None, status_detail: str | None) -> bool | None:
    """Whether a runtime with this status starts schedules. None if the status is not known."""
    if status is None:
        return None
    detail = status_detail or ""
    return status in ("ONLINE", "WARNING") and detail not in _IDLE_DETAILS and not detail.startswith("RESTARTING")


def boolean_of(text: str) -> bool | None:
    """The boolean that a text stands for, as the REST API writes them in places; None for any other text."""
    return {"true": True, "false": False}.get(text.strip().lower())

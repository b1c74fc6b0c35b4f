# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Reads the JSON objects of both APIs into records.

Unknown fields are dropped. The Platform REST API capitalises the names of nested objects; the same functions read both spellings.
In every function ``where`` is the place of the object, such as ``result[3]``, for the message of a ShapeError.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._records import (
    AccountGroup,
    Attachment,
    AuditEntry,
    Entry,
    Environment,
    ExecutionRecord,
    Instance,
    Node,
    Pack,
    PackReference,
    Process,
    ProcessSchedule,
    Retry,
    Runtime,
    Space,
    Theme,
)
from ansible_collections.boomi.spaces.plugins.module_utils._sources.shapes import (
    Raw,
    ShapeError,
    flag,
    long,
    member_objects,
    moment,
    once,
    one_object,
    spelled,
    text,
    texts,
    whole,
)

# A schedule in use has a handful. What a plugin does with one takes longer the more it has.
MOST_ENTRIES = 1_000

# Those of the Spaces API. The Platform API has more.
EXECUTION_FIELDS = (
    *("executionId", "originalExecutionId", "account", "executionTime", "status", "executionType", "processName", "atomName", "atomId"),
    *("inboundDocumentCount", "inboundErrorDocumentCount", "outboundDocumentCount", "executionDuration", "message"),
    *("inboundDocumentSize", "outboundDocumentSize"),
)

ENTRY_FIELDS = ("minutes", "hours", "daysOfWeek", "daysOfMonth", "months", "years")


def process(raw: Any, instance_id: str, where: str) -> Process:
    """A process, as one of the instance ``instance_id``. From REST its list of schedules is empty: they are separate objects there."""
    raw = one_object(raw, where)
    process_id = _interned(raw, "id", where)
    if process_id is None:
        raise ShapeError(f"The process at {where} has no id.")
    return {
        "id": process_id,
        "name": _interned(raw, "name", where),
        "integration_pack": [
            _pack_reference(text(item, "integrationPackId", place), text(item, "integrationPackInstanceId", place))
            for item, place in member_objects(raw, "integrationPack", where)
        ],
        "instance_id": instance_id,
        "process_schedules": [process_schedule(item, place) for item, place in once(member_objects(raw, "processSchedules", where))],
    }


def process_schedule(raw: Raw, where: str) -> ProcessSchedule:
    name = spelled(raw, "retry")
    retry_where = f"{where}.{name}"
    retry = one_object({} if raw.get(name) is None else raw[name], retry_where)
    max_retry = whole(retry, "maxRetry", retry_where)
    return {
        "id": text(raw, "id", where),
        "process_id": _interned(raw, "processId", where),
        "atom_id": _interned(raw, "atomId", where),
        "env_id": _interned(raw, "envId", where),
        "enabled": None,
        "schedule": _shared_entries(_entries(raw, where)),
        "retry": _shared_retry(_entries(retry, retry_where), max_retry),
    }


def instance(raw: Any, where: str) -> Instance | None:
    """An instance, or None for an object without an id: published responses contain such objects, and they cannot be asked about."""
    raw = one_object(raw, where)
    instance_id = text(raw, "id", where)
    if instance_id is None:
        return None
    return {
        "id": instance_id,
        "integration_pack_override_name": text(raw, "integrationPackOverrideName", where),
        "integration_pack": [pack(item, place) for item, place in member_objects(raw, "integrationPack", where)],
    }


def original_ids(raw: Raw, where: str) -> dict[str, str | None]:
    """The originals of the processes of an instance, by the IDs of the processes. Only REST has them. None if there are two for one process.

    A process of a single-install pack has no wrapper: it is the original.
    """
    found: dict[str, str | None] = {}
    for item, place in member_objects(raw, "processId", where):
        original = text(item, "originalProcessId", place) or None
        process_id = text(item, "wrapperProcessId", place) or original
        if process_id:
            found[process_id] = original if found.get(process_id, original) == original else None
    return found


def pack(raw: Raw, where: str) -> Pack:
    return {
        "id": text(raw, "id", where),
        "name": text(raw, "name", where),
        # REST cannot omit a description; it sends an empty one.
        "description": text(raw, spelled(raw, "description"), where) or None,
        "installation_type": text(raw, "installationType", where),
    }


def environment(raw: Any, where: str) -> Environment:
    """An environment. From REST both of its lists are empty: attachments and runtimes are separate objects there."""
    raw = one_object(raw, where)
    return {
        "id": text(raw, "id", where),
        "name": text(raw, "name", where),
        "classification": text(raw, "classification", where),
        "integration_pack_environment_attachment": [
            attachment(item, place) for item, place in member_objects(raw, "integrationPackEnvironmentAttachment", where)
        ],
        "atoms": [{"id": text(item, "id", place), "name": text(item, "name", place)} for item, place in member_objects(raw, "atoms", where)],
    }


def runtime(raw: Raw, where: str) -> Runtime:
    """A runtime. Its environment and its time zone are unknown: they are separate objects. So are its nodes, which only the GET of one has."""
    atom_id = text(raw, "id", where)
    if atom_id is None:
        raise ShapeError(f"The runtime at {where} has no id.")
    return {
        "id": atom_id,
        "name": text(raw, "name", where),
        "status": text(raw, "status", where),
        "status_detail": text(raw, "statusDetail", where),
        "type": text(raw, "type", where),
        "is_cloud_attachment": flag(raw, "isCloudAttachment", where),
        "current_version": text(raw, "currentVersion", where),
        "host_name": text(raw, "hostName", where),
        "date_installed": text(raw, "dateInstalled", where),
        "created_by": text(raw, "createdBy", where),
        "capabilities": texts(raw, "capabilities", where),
        "cloud_id": text(raw, "cloudId", where),
        "cloud_name": text(raw, "cloudName", where),
        "cloud_owner_name": text(raw, "cloudOwnerName", where),
        "cloud_molecule_id": text(raw, "cloudMoleculeId", where),
        "cloud_molecule_name": text(raw, "cloudMoleculeName", where),
        "instance_id": text(raw, "instanceId", where),
        "purge_history_days": whole(raw, "purgeHistoryDays", where),
        "purge_immediate": flag(raw, "purgeImmediate", where),
        "force_restart_time": whole(raw, "forceRestartTime", where),
        "env_id": None,
        "env_name": None,
        "env_classification": None,
        "time_zone": None,
        "time_zone_source": None,
    }


def nodes(raw: Raw, where: str) -> list[Node]:
    """The nodes of a runtime."""
    cluster = one_object(raw.get("cluster") or {}, f"{where}.cluster")
    return [
        {
            "node_id": text(item, "nodeId", place),
            "host_name": text(item, "hostName", place),
            "status": text(item, "status", place),
            "cluster_problem": text(item, "clusterProblem", place) or None,
        }
        for item, place in member_objects(cluster, "node", f"{where}.cluster")
    ]


def execution(raw: Raw, where: str) -> ExecutionRecord:
    execution_id, start = text(raw, "executionId", where), moment(raw, "executionTime", where)
    if execution_id is None or start is None:
        raise ShapeError(f"The execution record at {where} has no {'executionId' if execution_id is None else 'executionTime'}.")
    return {
        "execution_id": execution_id,
        "original_execution_id": text(raw, "originalExecutionId", where),
        "account": _interned(raw, "account", where),
        "execution_time": start,
        "status": _interned(raw, "status", where),
        "execution_type": _interned(raw, "executionType", where),
        "process_name": _interned(raw, "processName", where),
        "process_id": _interned(raw, "processId", where),
        "atom_name": _interned(raw, "atomName", where),
        "atom_id": _interned(raw, "atomId", where),
        "inbound_document_count": long(raw, "inboundDocumentCount", where),
        "inbound_error_document_count": long(raw, "inboundErrorDocumentCount", where),
        "outbound_document_count": long(raw, "outboundDocumentCount", where),
        "execution_duration": long(raw, "executionDuration", where),
        "message": text(raw, "message", where),
        "parent_execution_id": text(raw, "parentExecutionId", where),
        "top_level_execution_id": text(raw, "topLevelExecutionId", where),
        "inbound_document_size": long(raw, "inboundDocumentSize", where),
        "outbound_document_size": long(raw, "outboundDocumentSize", where),
        "report_key": text(raw, "reportKey", where),
        "launcher_id": text(raw, "launcherID", where),
        "node_id": text(raw, "nodeId", where),
        "recorded_date": moment(raw, "recordedDate", where),
    }


def audit_entry(raw: Raw, where: str) -> AuditEntry:
    """An entry of the audit log. Published samples have blanks around values."""
    date = moment(raw, "date", where)
    if date is None:
        raise ShapeError(f"The entry of the audit log at {where} has no date.")
    return {
        "document_id": _trimmed(raw, "documentId", where),
        "account_id": _trimmed(raw, "accountId", where),
        "container_id": _trimmed(raw, "containerId", where),
        "date": date,
        "user_id": _trimmed(raw, "userId", where),
        "type": _trimmed(raw, "type", where),
        "action": _trimmed(raw, "action", where),
        "modifier": _trimmed(raw, "modifier", where),
        "level": _trimmed(raw, "level", where),
        "source": _trimmed(raw, "source", where),
        "message": _trimmed(raw, "message", where),
        "properties": [
            {"name": _trimmed(item, "name", place), "value": _trimmed(item, "value", place), "previous_value": _trimmed(item, "previousValue", place)}
            for item, place in member_objects(raw, "auditLogProperty", where)
        ],
    }


def _trimmed(raw: Raw, name: str, where: str) -> str | None:
    value = text(raw, name, where)
    return value if value is None else value.strip()


def attachment(raw: Raw, where: str) -> Attachment:
    return {
        "id": text(raw, "id", where),
        "environment_id": text(raw, "environmentId", where),
        "integration_pack_instance_id": text(raw, "integrationPackInstanceId", where),
    }


def space(raw: Raw, where: str) -> Space:
    themes: list[Theme] = [
        {"logo_url": text(item, "logoUrl", place), "logo_alt_txt": text(item, "logoAltTxt", place)} for item, place in member_objects(raw, "theme", where)
    ]
    groups: list[AccountGroup] = [
        {"id": text(item, "id", place), "name": text(item, "name", place)} for item, place in member_objects(raw, "accountGroup", where)
    ]
    return {
        "id": text(raw, "id", where),
        "name": text(raw, "name", where),
        "description": text(raw, "description", where),
        "url": text(raw, "url", where),
        "theme": themes[0] if themes else None,
        "account_group": groups[0] if groups else None,
        "shared_ipacks": [pack(item, place) for item, place in member_objects(raw, "sharedIpacks", where)],
        "created_date": text(raw, "createdDate", where),
        "modified_date": text(raw, "modifiedDate", where),
        "created_by_account_id": text(raw, "createdByAccountId", where),
        "modified_by_account_id": text(raw, "modifiedByAccountId", where),
    }


# A large space has hundreds of thousands of schedules but few different ones. Equal values are therefore one object, which must not be changed.


def _interned(raw: Raw, name: str, where: str) -> str | None:
    value = text(raw, name, where)
    return value if value is None else sys.intern(value)


@lru_cache(maxsize=4096)
def _pack_reference(pack_id: str | None, instance_id: str | None) -> PackReference:
    return {"integration_pack_id": pack_id, "integration_pack_instance_id": instance_id}


def _entries(raw: Raw, where: str) -> tuple[tuple[str | None, ...], ...]:
    entries = tuple(tuple(text(entry, name, place) for name in ENTRY_FIELDS) for entry, place in member_objects(raw, "schedule", where))
    different = len(set(entries))
    if different > MOST_ENTRIES:
        raise ShapeError(f"{where}.schedule has {different:,} different entries, of which at most {MOST_ENTRIES:,} are read.")
    return entries


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

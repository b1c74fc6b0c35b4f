# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documented shapes of facts and errors, checked independently of the code that makes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Any], bool]


def _exactly(value: Any, kind: type) -> bool:
    """Of exactly this type: a boolean is not a whole number."""
    return value.__class__ is kind


def _text(value: Any) -> bool:
    return _exactly(value, str)


def _flag(value: Any) -> bool:
    return _exactly(value, bool)


def _whole(value: Any) -> bool:
    return _exactly(value, int)


def _or_null(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _list(check: Check) -> Check:
    return lambda value: _exactly(value, list) and all(check(each) for each in value)


def _object(*, optional: tuple[str, ...] = (), **keys: Check) -> Check:
    return lambda value: _exactly(value, dict) and keys.keys() - optional <= value.keys() <= keys.keys() and all(keys[key](value[key]) for key in value)


_name = _or_null(_text)
_entry = _object(minutes=_name, hours=_name, days_of_week=_name, days_of_month=_name, months=_name, years=_name)
_pack = _object(id=_name, name=_name, description=_name, installation_type=_name)
_schedule = _object(
    id=_name,
    process_id=_name,
    atom_id=_name,
    env_id=_name,
    enabled=_or_null(_flag),
    schedule=_list(_entry),
    retry=_object(schedule=_list(_entry), max_retry=_or_null(_whole)),
    env_name=_name,
    env_classification=_name,
    atom_name=_name,
    atom_status=_name,
    atom_status_detail=_name,
    atom_time_zone=_name,
    optional=("env_name", "env_classification", "atom_name", "atom_status", "atom_status_detail", "atom_time_zone"),
)
_process = _object(
    id=_text,
    name=_name,
    integration_pack=_list(_object(integration_pack_id=_name, integration_pack_instance_id=_name, name=_name, optional=("name",))),
    instance_id=_text,
    process_schedules=_list(_schedule),
    instance_name=_name,
    original_process_id=_name,
    optional=("instance_name", "original_process_id"),
)
_environment = _object(
    id=_name,
    name=_name,
    classification=_name,
    atoms=_or_null(_list(_object(id=_name, name=_name))),
    integration_pack_environment_attachment=_or_null(_list(_object(id=_name, environment_id=_name, integration_pack_instance_id=_name))),
)
_instance = _object(
    id=_text,
    integration_pack_override_name=_name,
    integration_pack=_list(_pack),
    environments=_or_null(_list(_object(id=_name, name=_name, classification=_name))),
)
_space = _object(
    id=_name,
    name=_name,
    description=_name,
    url=_name,
    theme=_or_null(_object(logo_url=_name, logo_alt_txt=_name)),
    account_group=_or_null(_object(id=_name, name=_name)),
    shared_ipacks=_list(_pack),
    created_date=_name,
    modified_date=_name,
    created_by_account_id=_name,
    modified_by_account_id=_name,
)
_RUNTIME_TEXTS = (
    *("name", "status", "status_detail", "type", "current_version", "host_name", "date_installed", "created_by", "cloud_id", "cloud_name"),
    *("cloud_owner_name", "cloud_molecule_id", "cloud_molecule_name", "instance_id", "env_id", "env_name", "env_classification"),
    *("time_zone", "time_zone_source"),
)
_runtime = _object(
    **dict.fromkeys(_RUNTIME_TEXTS, _name),
    id=_text,
    is_cloud_attachment=_or_null(_flag),
    purge_immediate=_or_null(_flag),
    purge_history_days=_or_null(_whole),
    force_restart_time=_or_null(_whole),
    capabilities=_list(_text),
    nodes=_or_null(_list(_object(node_id=_name, host_name=_name, status=_name, cluster_problem=_name))),
    optional=("nodes",),
)
_EXECUTION_TEXTS = (
    *("original_execution_id", "account", "status", "execution_type", "process_name", "process_id", "atom_name", "atom_id", "message"),
    *("parent_execution_id", "top_level_execution_id", "report_key", "launcher_id", "node_id"),
)
_EXECUTION_NUMBERS = (
    *("inbound_document_count", "inbound_error_document_count", "outbound_document_count", "execution_duration"),
    *("inbound_document_size", "outbound_document_size"),
)


def _moment(value: Any) -> bool:
    return _text(value) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value) is not None


_execution = _object(
    **dict.fromkeys(_EXECUTION_TEXTS, _name),
    **dict.fromkeys(_EXECUTION_NUMBERS, _or_null(_whole)),
    execution_id=_text,
    execution_time=_moment,
    recorded_date=_or_null(_moment),
)
_audit_entry = _object(
    **dict.fromkeys(("document_id", "account_id", "container_id", "user_id", "type", "action", "modifier", "level", "source", "message"), _name),
    date=_moment,
    properties=_list(_object(name=_name, value=_name, previous_value=_name)),
)
_KINDS = ("auth", "not_found", "rejected", "throttled", "unreachable", "malformed", "usage")
_COMMON = {
    "source": lambda value: value in ("spaces", "platform"),
    "request_count": _whole,
    "retry_count": _whole,
    "waited_seconds": lambda value: _exactly(value, float),
}
_RESULTS = {
    "runtime": _object(**_COMMON, atoms=_list(_runtime), missing_atoms=_list(_text), missing_environments=_list(_text), read_at=_text),
    "execution": _object(
        **_COMMON,
        execution_records=_list(_execution),
        since=_moment,
        until=_moment,
        exhaustive=_flag,
        process_ids=_or_null(_list(_text)),
        atom_ids=_or_null(_list(_text)),
    ),
    "audit": _object(**_COMMON, audit_log=_list(_audit_entry), since=_moment, until=_moment, exhaustive=_flag),
    "process": _object(
        **_COMMON,
        processes=_list(_process),
        instance_ids=_list(_text),
        missing_instances=_list(_text),
        account_id=_name,
        space_guid=_name,
        query_result=lambda value: True,
        optional=("query_result",),
    ),
    "instance": _object(**_COMMON, instances=_list(_instance), missing_instances=_list(_text), missing_integration_packs=_list(_text)),
    "environment": _object(**_COMMON, environments=_list(_environment), missing_environments=_list(_text)),
    "space": _object(**_COMMON, spaces=_list(_space), missing_spaces=_list(_text)),
}
_error = _object(
    kind=lambda value: value in _KINDS,
    code=_name,
    status=_or_null(_whole),
    url=_name,
    message=_text,
    instance_id=_name,
    instance_ids=_list(_text),
)


def check(kind: str, result: Mapping[str, Any]) -> Mapping[str, Any]:
    """Checks the result of a module and returns it."""
    assert _RESULTS[kind](result), result
    for process in result.get("processes", []):
        assert process["instance_id"] in result["instance_ids"]
    return result


def check_terms(elements: list[Any]) -> None:
    """Checks the result of a lookup: one element for each term, each a list of processes."""
    assert _list(_list(_process))(elements), elements


def check_error(error: Any, secret: str) -> None:
    text = str(error)
    assert _error(error.as_data()), error.as_data()
    assert text.isprintable()
    assert len(text) < 3000
    assert error.sentence[-1] in ".?"
    assert secret not in text

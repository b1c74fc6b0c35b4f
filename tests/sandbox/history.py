# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened in an account, as objects of the Platform REST API: runs, events, and the audit log."""

from __future__ import annotations

import time
from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from .account import Account, Answers, AuditEntry, Event, Execution, User
from .objects import Fields, Kind, typed

DAY = 24 * 60 * 60
EXECUTIONS_KEPT = 30 * DAY
EVENTS_KEPT = 7 * DAY


def moment(seconds: float) -> str:
    """A time as the API writes it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def oldest_execution(now: float) -> str:
    """The start of the oldest run that is not purged."""
    return moment(now - EXECUTIONS_KEPT)


# Records. Without QuerySort, runs are in ascending order of their start. Of the others no order is documented: they are in the order of the file.


def _of(account: Account, owner: str | None, record: Execution | Event | AuditEntry) -> bool:
    return (record.account_id or account.id) == (owner or account.id)


def _executions(account: Account, owner: str | None) -> Iterable[Execution]:
    return sorted((one for one in account.executions if _of(account, owner, one)), key=attrgetter("time"))


def _shows_execution(run: Execution, account: Account, user: User, now: float) -> bool:
    return run.time >= oldest_execution(now) and user.sees_results_in(account.environment_of(run.atom_id))


def _shows_event(event: Event, account: Account, user: User, now: float) -> bool:
    return event.date >= moment(now - EVENTS_KEPT) and user.sees_results_in(account.environment_of(event.atom_id))


def _shows_entry(entry: AuditEntry, account: Account, user: User, now: float) -> bool:
    return True


# Fields. A number of 64 bits is a pair, as in the published samples.


def _long(number: int) -> list[Any]:
    return ["Long", number]


def _execution(run: Execution, dummy: Answers) -> Fields:
    return typed(
        "ExecutionRecord",
        executionId=run.id,
        originalExecutionId=run.original_id,
        account=run.account_id,
        executionTime=run.time,
        status=run.status,
        executionType=run.type,
        processName=run.process_name,
        processId=run.process_id,
        atomName=run.atom_name,
        atomId=run.atom_id,
        inboundDocumentCount=run.inbound_count,
        inboundErrorDocumentCount=run.inbound_error_count,
        outboundDocumentCount=run.outbound_count,
        executionDuration=_long(run.duration),
        message=run.message,
        parentExecutionId=run.parent_id,
        topLevelExecutionId=run.top_level_id,
        inboundDocumentSize=_long(run.inbound_size),
        outboundDocumentSize=_long(run.outbound_size),
        reportKey=run.report_key,
        launcherID=run.launcher_id,
        nodeId=run.node_id,
        recordedDate=run.recorded_date,
    )


def _entry(entry: AuditEntry, dummy: Answers) -> Fields:
    properties = [typed("AuditLogProperty", name=name, value=value, previousValue=previous) for name, value, previous in entry.properties]
    return typed(
        "AuditLog",
        AuditLogProperty=properties or None,
        documentId=entry.id,
        accountId=entry.account_id,
        containerId=entry.container_id,
        date=entry.date,
        userId=entry.user,
        type=entry.type,
        action=entry.action,
        modifier=entry.modifier,
        level=entry.level,
        source=entry.source,
        message=entry.message,
    )


def _event(event: Event, dummy: Answers) -> Fields:
    return typed(
        "Event",
        eventId=event.id,
        accountId=event.account_id,
        atomId=event.atom_id,
        eventLevel=event.level,
        eventDate=event.date,
        eventType=event.type,
        **event.fields,
    )


def _number(name: str) -> Any:
    return lambda record: str(getattr(record, name))


def _of_event(name: str) -> Any:
    def value(event: Event) -> str | None:
        found = event.fields.get(name)
        return None if found is None else str(found)

    return value


_EVENT_FIELDS = (
    *("status", "executionId", "title", "updateDate", "startTime", "endTime", "errorDocumentCount", "inboundDocumentCount", "outboundDocumentCount"),
    *("processName", "recordDate", "error", "environment", "classification", "atomName"),
)

# ``values`` are the published properties. ``launcherId`` is spelled so in filters alone; the field is ``launcherID``.
HISTORY = {
    kind.name: kind
    for kind in (
        Kind(
            "ExecutionRecord",
            _executions,
            _execution,
            {
                "executionId": attrgetter("id"),
                "originalExecutionId": attrgetter("original_id"),
                "account": attrgetter("account_id"),
                "executionTime": attrgetter("time"),
                "status": attrgetter("status"),
                "executionType": attrgetter("type"),
                "processName": attrgetter("process_name"),
                "processId": attrgetter("process_id"),
                "atomName": attrgetter("atom_name"),
                "atomId": attrgetter("atom_id"),
                "inboundDocumentCount": _number("inbound_count"),
                "outboundDocumentCount": _number("outbound_count"),
                "executionDuration": _number("duration"),
                "message": attrgetter("message"),
                "reportKey": attrgetter("report_key"),
                "launcherId": attrgetter("launcher_id"),
                "nodeId": attrgetter("node_id"),
                "recordedDate": attrgetter("recorded_date"),
            },
            sorts=("executionTime",),
            shows=_shows_execution,
        ),
        Kind(
            "Event",
            lambda account, owner: (event for event in account.events if _of(account, owner, event)),
            _event,
            {
                "eventId": attrgetter("id"),
                "accountId": attrgetter("account_id"),
                "atomId": attrgetter("atom_id"),
                "eventLevel": attrgetter("level"),
                "eventDate": attrgetter("date"),
                "eventType": attrgetter("type"),
                **{name: _of_event(name) for name in _EVENT_FIELDS},
            },
            shows=_shows_event,
        ),
        Kind(
            "AuditLog",
            lambda account, owner: (entry for entry in account.audit_log if _of(account, owner, entry)),
            _entry,
            {
                "containerId": attrgetter("container_id"),
                "userId": attrgetter("user"),
                "date": attrgetter("date"),
                "type": attrgetter("type"),
                "action": attrgetter("action"),
                "modifier": attrgetter("modifier"),
                "level": attrgetter("level"),
                "source": attrgetter("source"),
            },
            id_of=attrgetter("id"),
            privileges=("VIEW_AUDIT_LOGS",),
            shows=_shows_entry,
        ),
    )
}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The shapes of the watch: a change, an event, and what the state file holds. All of them are JSON."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from ansible_collections.boomi.spaces.plugins.module_utils._connection import SourceName
from ansible_collections.boomi.spaces.plugins.module_utils._errors import ErrorData
from ansible_collections.boomi.spaces.plugins.module_utils._records import Process

ChangeType = Literal["changed", "added", "removed"]
Part = Literal["schedule", "status", "deployment", "retry", "name", "process"]
RuntimePart = Literal["went_offline", "came_back", "zone_changed"]


class Change(TypedDict):
    """One process that differs between two polls. ``changed`` names the parts that differ; it is ``process`` alone if the process was added or removed."""

    type: ChangeType
    process_id: str
    process_name: str | None
    instance_id: str
    changed: list[Part]
    before: Process | None
    after: Process | None


class RuntimeState(TypedDict):
    """What a reading returned about a runtime. ``read_at`` is the start of the poll; the API gives no time."""

    status: str | None
    status_detail: str | None
    time_zone: str | None
    read_at: str | None


class ChangedRuntime(TypedDict):
    """A runtime that changed. ``before`` is what was known, read at the last time at which it had not changed."""

    id: str
    name: str | None
    env_id: str | None
    env_name: str | None
    before: RuntimeState
    after: RuntimeState


class RuntimeChange(TypedDict):
    """All runtimes that changed in the same way between two readings. ``since`` is the earliest ``read_at`` before."""

    type: Literal["runtime"]
    since: str | None
    changed: list[RuntimePart]
    runtimes: list[ChangedRuntime]


class Event(TypedDict):
    """What rulebooks get. Every event has every key. ``since`` and ``found_at`` are ISO 8601 in UTC; ``error`` is that of an outage.

    ``since`` of a change is the time of the last poll that answered for the instance, and of a change of runtimes as there.
    """

    type: Literal[ChangeType, "runtime", "outage", "recovered"]
    id: str
    since: str | None
    found_at: str
    source: SourceName
    account_id: str | None
    space_guid: str | None
    process_id: str | None
    process_name: str | None
    instance_id: str | None
    changed: list[Part] | list[RuntimePart]
    before: Process | None
    after: Process | None
    runtimes: list[ChangedRuntime]
    error: ErrorData | None


class KnownRuntime(TypedDict):
    """What the readings so far say about a runtime, with null for what none has said. ``offline`` is what events have told, or the first reading.

    ``held`` is true if the last reading found what may be a restart: it is not told, and not recorded, until another reading finds it too.
    ``status_at`` and ``time_zone_at`` are the times of the readings that status and zone are from, null for the last one.
    """

    offline: bool | None
    held: bool
    status: str | None
    status_detail: str | None
    status_at: str | None
    time_zone: str | None
    time_zone_at: str | None


class State(TypedDict):
    """The state file. ``facts`` are the processes of the last poll, null before the first that succeeded; ``refused`` is what the user could not read.

    ``unanswered`` are the instances for which the last poll got null in place of processes, each with the time of the last poll that did answer,
    null if none has. ``facts`` then has their processes of that time, or none. ``outage`` is the error that began the present outage. ``batch``
    is the ID of the ``events`` of one poll. ``runtimes`` are those of the facts by their IDs, read last at ``runtimes_read_at``; releases that did not
    read them wrote neither.
    """

    question: dict[str, Any]
    facts: list[Process] | None
    refused: list[str]
    unanswered: dict[str, str | None]
    outage: ErrorData | None
    batch: str
    events: list[Event]
    polled_at: str | None
    runtimes: dict[str, KnownRuntime]
    runtimes_read_at: str | None


class Progress(TypedDict):
    """The file beside it: how many events of the batch were emitted, and the times of the last poll that succeeded and of the last reading of runtimes."""

    batch: str
    told: int
    polled_at: str | None
    runtimes_read_at: str | None

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
RunPart = Literal["missed", "failed", "late", "recovered"]


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


class JudgedRun(TypedDict):
    """A planned run and its verdict. ``in_a_row`` is how many bad runs there have been in a row, with this one if it is bad."""

    env_id: str | None
    env_name: str | None
    atom_id: str | None
    atom_name: str | None
    schedule_id: str | None
    expected_at: str
    started_at: str | None
    delay_seconds: int | None
    verdict: str
    reason: str | None
    assumed: list[str]
    execution_id: str | None
    status: str | None
    in_a_row: int


class RunChange(TypedDict):
    """A planned run that is an event. ``since`` is the planned minute of the first bad run in the row, in UTC."""

    type: Literal["run"]
    since: str | None
    process_id: str | None
    process_name: str | None
    instance_id: str | None
    changed: list[RunPart]
    run: JudgedRun


class Event(TypedDict):
    """What rulebooks get. Every event has every key. ``since`` and ``found_at`` are ISO 8601 in UTC; ``error`` is that of an outage.

    ``since`` of a change is the time of the last poll that answered for the instance, and of a change of runtimes and of a run as there.
    """

    type: Literal[ChangeType, "runtime", "run", "outage", "recovered"]
    id: str
    since: str | None
    found_at: str
    source: SourceName
    account_id: str | None
    space_guid: str | None
    process_id: str | None
    process_name: str | None
    instance_id: str | None
    changed: list[Part] | list[RuntimePart] | list[RunPart]
    before: Process | None
    after: Process | None
    runtimes: list[ChangedRuntime]
    run: JudgedRun | None
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


class KnownSchedule(TypedDict):
    """What the runs of a schedule have been so far. ``judged_until`` is null where it is that of all others.

    ``in_a_row`` is how many were bad in a row, ``since`` the planned minute of the first of them, ``told`` of which kinds there were events.
    """

    judged_until: str | None
    in_a_row: int
    since: str | None
    told: list[RunPart]


class KnownRuns(TypedDict):
    """By schedules of which anything is known, and the names of runtimes by their IDs."""

    schedules: dict[str, KnownSchedule]
    atom_names: dict[str, str | None]


class State(TypedDict):
    """The state file. ``facts`` are the processes of the last poll, null before the first that succeeded; ``refused`` is what the user could not read.

    ``unanswered`` are the instances for which the last poll got null in place of processes, each with the time of the last poll that did answer,
    null if none has. ``facts`` then has their processes of that time, or none. ``outage`` is the error that began the present outage. ``batch``
    is the ID of the ``events`` of one poll. ``runtimes`` are those of the facts by their IDs, read last at ``runtimes_read_at``. Planned runs before
    ``runs_judged_until`` are judged, the last of them with the records read at ``runs_read_at``. Releases that did not read runtimes or runs wrote nothing
    about them.
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
    runs: KnownRuns
    runs_read_at: str | None
    runs_judged_until: str | None


class Progress(TypedDict):
    """The file beside it: how many events of the batch were emitted, and the times of the last poll that succeeded and of what it read."""

    batch: str
    told: int
    polled_at: str | None
    runtimes_read_at: str | None
    runs_read_at: str | None
    runs_judged_until: str | None

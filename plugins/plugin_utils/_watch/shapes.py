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


class Change(TypedDict):
    """One process that differs between two polls. ``changed`` names the parts that differ; it is ``process`` alone if the process was added or removed."""

    type: ChangeType
    process_id: str
    process_name: str | None
    instance_id: str
    changed: list[Part]
    before: Process | None
    after: Process | None


class Event(TypedDict):
    """What rulebooks get. Every event has every key. ``since`` and ``found_at`` are ISO 8601 in UTC; ``error`` is that of an outage.

    ``since`` of a change is the time of the last poll that answered for the instance.
    """

    type: Literal[ChangeType, "outage", "recovered"]
    id: str
    since: str | None
    found_at: str
    source: SourceName
    account_id: str | None
    space_guid: str | None
    process_id: str | None
    process_name: str | None
    instance_id: str | None
    changed: list[Part]
    before: Process | None
    after: Process | None
    error: ErrorData | None


class State(TypedDict):
    """The state file. ``facts`` are the processes of the last poll, null before the first that succeeded; ``refused`` is what the user could not read.

    ``unanswered`` are the instances for which the last poll got null in place of processes, each with the time of the last poll that did answer,
    null if none has. ``facts`` then has their processes of that time, or none. ``outage`` is the error that began the present outage. ``batch``
    is the ID of the ``events`` of one poll.
    """

    question: dict[str, Any]
    facts: list[Process] | None
    refused: list[str]
    unanswered: dict[str, str | None]
    outage: ErrorData | None
    batch: str
    events: list[Event]
    polled_at: str | None


class Progress(TypedDict):
    """The file beside it: how many events of the batch were emitted, and the time of the last poll that succeeded."""

    batch: str
    told: int
    polled_at: str | None

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The runs that the schedules of the facts plan: which were missed, failed or late, and which of those is an event.

A reading asks what ran and judges each planned run once, as soon as nothing can change its verdict any more. It goes on where the last one ended. A run
that still goes on holds its schedule up, and so does a runtime that is not in contact: what it ran is reported when it is back. A schedule that is new,
or has changed since the last poll, is judged from this poll on.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import Any, cast

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._moments import written
from ansible_collections.boomi.spaces.plugins.module_utils._queries.audit import AuditFacts, audit_facts, audit_question_from
from ansible_collections.boomi.spaces.plugins.module_utils._queries.executions import ExecutionFacts, execution_facts, execution_question_from
from ansible_collections.boomi.spaces.plugins.module_utils._records import Process, ProcessSchedule, Runtime, is_alive
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import read_processes
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import Zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.answers import moment_at, seconds_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.verdicts import Item, Limits, run_verdicts
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.runtimes import TIME, is_due
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.shapes import KnownRuns, KnownRuntime, KnownSchedule, RunChange, RunPart
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.streaks import NEW, after_run

# Runs that were planned longer ago are not judged: nobody acts on them any more.
REACH = timedelta(hours=24)
# Records begin earlier, so that a run which was still going on is among them.
MARGIN = timedelta(hours=6)

# Without any record, the user may lack the privilege to see them. One of the last weeks proves that it is there; Boomi keeps records for 30 days.
FURTHER = timedelta(days=29)

_OPEN_VERDICTS = ("waiting", "running")
_OUT_OF_CONTACT = "runtime_offline"


@dataclass(frozen=True)
class RunsAsked:
    """How runs are watched. ``interval`` is in seconds."""

    interval: float
    zones: Zones
    limits: Limits = Limits()  # noqa: RUF009 -- it cannot be changed
    tolerated_in_a_row: int = 0


def _nothing() -> KnownRuns:
    return {"schedules": {}, "atom_names": {}}


@dataclass(frozen=True)
class Judged:
    """What the readings so far say. Runs planned before ``until`` are judged, with the exceptions in ``known``; None before the first reading."""

    known: KnownRuns = field(default_factory=_nothing)
    read_at: str | None = None
    until: str | None = None


@dataclass(frozen=True)
class Seen:
    """What a poll has found when it comes to runs. ``before`` are the processes of the poll before, None without one.

    ``processes`` have the states of their runtimes, read at ``runtimes_read_at``; ``runtimes`` are those that this poll has read. ``known`` is what the
    readings of runtimes before it say.
    """

    at: str
    before: list[Process] | None
    processes: list[Process]
    unanswered: list[str]
    known: Mapping[str, KnownRuntime]
    runtimes: list[Runtime] | None
    runtimes_read_at: str


@dataclass(frozen=True)
class Reading:
    """``unknown`` counts the planned runs of which nothing can be said, by the reason."""

    judged: Judged
    changes: list[RunChange] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)


def read_runs(connection: Connection, asked: RunsAsked, before: Judged, seen: Seen) -> Reading:
    """What is known after a poll. It asks Boomi if a reading is due and there is anything to judge. Raises BoomiError."""
    before = replace(before, until=_past(before.until, seen.at))
    lag = timedelta(minutes=asked.limits.late_after + asked.limits.reporting_lag)
    # Contact proves that a run would have been reported only if it was after the moment by which it is.
    end = written(_moment(seen.runtimes_read_at) - lag)
    starts = _starts(before, seen, written(_moment(seen.at) - REACH - lag))
    judged = _Judging(asked, before, seen, starts, end)
    if is_due(before.read_at, seen.at, asked.interval) and judged.oldest is not None and (before.until is None or judged.oldest < end):
        return judged.reading(connection)
    return Reading(judged.after({}, before.read_at, before.until or seen.at))


class _Judging:
    """One reading. ``starts`` says from which moment on each schedule is judged, all of them up to ``end``."""

    def __init__(self, asked: RunsAsked, before: Judged, seen: Seen, starts: Mapping[str, str], end: str) -> None:
        self._asked, self._before, self._seen, self._starts, self._end = asked, before, seen, starts, end
        self._schedules = dict(_schedules(seen.processes))
        self._rows = {key: before.known["schedules"].get(key, NEW) for key in starts}
        atoms = {item["atom_id"] for item in self._schedules.values()}
        read = {one["id"]: one["name"] for one in seen.runtimes or ()}
        self._names = {atom: name for atom, name in {**before.known["atom_names"], **read}.items() if atom in atoms}
        # Those that can be judged: a runtime that has just come back reports first what it has run.
        self._ready = [key for key, item in self._schedules.items() if self._in_contact(item)]
        self.oldest = min((starts[key] for key in self._ready), default=None)

    def reading(self, connection: Connection) -> Reading:
        warnings: list[str] = []
        since = written(min(_moment(self.oldest or self._end), _moment(self._end)) - MARGIN)
        ids = list(dict.fromkeys(text for one in self._seen.processes for text in (one["id"], one.get("original_process_id")) if text))
        span = {"since": since, "until": self._seen.at}
        # Only the Platform API says on which runtime a process ran.
        platform = replace(connection, source="platform")

        def ran(since: str) -> ExecutionFacts:
            return execution_facts(platform, execution_question_from({**span, "process_ids": ids, "since": since}.get), warnings.append)

        records = ran(since)
        audit_log = _audit_log(platform, span, warnings)
        held: dict[str, str] = {}
        changes: list[RunChange] = []
        unknown: Counter[str] = Counter()
        if (self.oldest or self._end) < self._end:
            if not records["execution_records"]:
                records = ran(written(_moment(self._seen.at) - FURTHER))
            held, changes, unknown = self._judge(self._verdicts(records, audit_log))
        until = max(self._before.until or self._seen.at, self._end)
        return Reading(self.after(held, self._seen.at, until), changes, warnings, unknown)

    def after(self, held: Mapping[str, str], read_at: str | None, until: str) -> Judged:
        """What is known if these schedules are judged up to these moments, and all others up to where they begin."""
        rows: dict[str, KnownSchedule] = {}
        for key, row in self._rows.items():
            moment = held.get(key, self._starts[key])
            after: KnownSchedule = {**row, "judged_until": None if moment == until else moment}
            if after != NEW:
                rows[key] = after
        return Judged({"schedules": rows, "atom_names": self._names}, read_at, until)

    def _in_contact(self, item: ProcessSchedule) -> bool:
        known = self._seen.known.get(item["atom_id"] or "")
        returning = known is not None and (known["offline"] or known["held"])
        return not returning and is_alive(item.get("atom_status"), item.get("atom_status_detail")) is not False

    def _verdicts(self, records: object, audit_log: object) -> list[Item]:
        span = _moment(self.oldest or self._end), _moment(self._end)
        try:
            processes = read_processes(self._with_zones())
            return run_verdicts(processes, records, span, self._asked.zones, _moment(self._seen.at), self._asked.limits, audit_log=audit_log)
        except GivenError as error:
            raise BoomiError(f"What ran cannot be judged: {error}.", kind=_errors.MALFORMED) from None

    def _with_zones(self) -> list[Process]:
        """The processes, with the last time zone of each runtime that was not null: an attachment that is offline does not say it."""

        def zoned(item: ProcessSchedule) -> ProcessSchedule:
            known = self._seen.known.get(item["atom_id"] or "")
            return {**item, "atom_time_zone": item.get("atom_time_zone") or (known["time_zone"] if known else None)}

        return [{**process, "process_schedules": [zoned(item) for item in process["process_schedules"]]} for process in self._seen.processes]

    def _judge(self, items: list[Item]) -> tuple[dict[str, str], list[RunChange], Counter[str]]:
        """Up to where the schedules are judged now, what of it are events, in the order of their planned minutes, and what is unknown."""
        until: dict[str, str] = {key: max(self._starts[key], self._end) for key in self._ready}
        held: set[str] = set(self._starts) - set(self._ready)
        changes: list[tuple[str, RunChange]] = []
        unknown: Counter[str] = Counter()
        for item in items:
            key = _key(item["instance_id"], item["process_id"], item["atom_id"], item["schedule_id"])
            planned_at = None if item["expected_at"] is None else written(moment_at(seconds_of("expected_at", item["expected_at"])))
            if key in held or item["verdict"] == "unplanned" or (planned_at is not None and planned_at < self._starts[key]):
                continue
            if planned_at is not None and (item["verdict"] in _OPEN_VERDICTS or item["reason"] == _OUT_OF_CONTACT):
                held.add(key)
                until[key] = planned_at
            elif item["verdict"] == "unknown" or planned_at is None:
                unknown[item["reason"]] += 1
            else:
                was = self._rows[key]
                self._rows[key], part = after_run(was, item["verdict"], planned_at, self._asked.tolerated_in_a_row)
                if part:
                    changes.append((planned_at, self._change(key, item, part, was if part == "recovered" else self._rows[key])))
        return until, [change for dummy, change in sorted(changes, key=lambda one: one[0])], unknown

    def _change(self, key: str, item: Item, part: RunPart, row: KnownSchedule) -> RunChange:
        place = self._schedules[key]
        own = ("env_id", "atom_id", "schedule_id", "expected_at", "started_at", "delay_seconds", "verdict", "reason", "assumed", "execution_id", "status")
        run = {**{name: item[name] for name in own}, "env_name": place.get("env_name"), "in_a_row": row["in_a_row"]}
        run["atom_name"] = place.get("atom_name") or self._names.get(item["atom_id"] or "")
        return {
            "type": "run",
            "since": row["since"],
            "process_id": item["process_id"],
            "process_name": item["process_name"],
            "instance_id": item["instance_id"],
            "changed": [part],
            "run": cast("Any", run),
        }


def _starts(before: Judged, seen: Seen, earliest: str) -> dict[str, str]:
    """From which moment on each schedule is to be judged. Those of an instance that the poll got no answer for stay where they were."""
    was = dict(_schedules(seen.before or []))
    rows = before.known["schedules"]
    starts: dict[str, str] = {}

    def last(key: str) -> str:
        return _past(rows.get(key, NEW)["judged_until"], seen.at) or before.until or seen.at

    for key, item in _schedules(seen.processes):
        new = key not in was or _plan(was[key]) != _plan(item)
        starts[key] = seen.at if new else max(last(key), earliest)
    for key in dict(_schedules([one for one in seen.before or [] if one["instance_id"] in seen.unanswered])):
        starts.setdefault(key, last(key))
    return starts


def _schedules(processes: list[Process]) -> Iterator[tuple[str, ProcessSchedule]]:
    for process in processes:
        for item in process["process_schedules"]:
            yield _key(process["instance_id"], process["id"], item["atom_id"], item.get("id")), item


def _key(*parts: str | None) -> str:
    return json.dumps([part or "" for part in parts])


def _plan(item: ProcessSchedule) -> tuple[bool | None, list[str]]:
    """What decides when it runs."""
    return item["enabled"], sorted(json.dumps(entry, sort_keys=True) for entry in item["schedule"])


def _audit_log(platform: Connection, span: Mapping[str, Any], warnings: list[str]) -> AuditFacts | None:
    """None if the user may not read it: the verdicts then say what they assume."""
    try:
        return audit_facts(platform, audit_question_from(span.get), warnings.append)
    except BoomiError as error:
        if error.status != 403:
            raise
    warnings.append("This user may not read the audit log; runs are judged as if no schedule had changed since. It needs the privilege VIEW_AUDIT_LOGS.")
    return None


def _past(text: str | None, now: str) -> str | None:
    """The moment, None if it is none or lies ahead: a clock that was set back must not stop the watch."""
    try:
        return text if text and _moment(text) <= _moment(now) else None
    except ValueError:
        return None


def _moment(text: str) -> datetime:
    return datetime.strptime(text, TIME).replace(tzinfo=timezone.utc)

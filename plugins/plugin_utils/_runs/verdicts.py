# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Holds plans against what happened: one item for each planned run, and for each run that was not planned.

The order of the decisions is fixed. Absence proves that a run was missed only if everything that could explain it otherwise is ruled out; otherwise the
verdict is unknown, with the reason.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from heapq import merge
from operator import itemgetter
from typing import Any, NamedTuple, Optional

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import Zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError, is_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.answers import read_answer, seconds_of, text_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.audit import AUDIT_LOG, NOTHING_KNOWN, History, Log
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.offsets import Offsets
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.plans import EARLY, NOTHING_PLANNED, RETENTION, Plans, check_span
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.records import EXECUTION_RECORDS, Claim, Record, Records, claims_of, end_of, give_records
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC, Zone

Item = dict[str, Any]
Outcome = tuple[str, Optional[str]]

VERDICTS = ("ran", "ran_late", "ran_failed", "running", "stuck", "discarded", "overlapped", "waiting", "missed", "unknown", "unplanned")
SUCCESSES = ("COMPLETE", "COMPLETE_WARN")
# What the statuses of runs say that are over, or have not begun.
_OUTCOMES: dict[object, Outcome] = {
    "ERROR": ("ran_failed", None),
    "ABORTED": ("ran_failed", None),
    "DISCARDED": ("discarded", None),
    "ENQUEUED": ("waiting", "enqueued"),
}
_UNFINISHED = ("STARTED", "INPROCESS", "ABORTED_RECOVERING")
# A run that is over without having begun.
_NEVER_BEGAN = ("DISCARDED", "ENQUEUED")
_SPACES = "spaces"
_ONLINE_NOW = "online_now"
_UNCHANGED = "schedule_unchanged"
_VIEW_RESULT = "view_result"
# Later than any moment.
_NEVER = 1 << 62


class Limits(NamedTuple):
    """In minutes, but for `on_time_within`, in seconds. Without `max_runtime` no run is stuck."""

    late_after: int = 5
    on_time_within: int = 180
    max_runtime: int | None = None
    reporting_lag: int = 5


class _Item:
    """The values of an item. Made of these, the items share their keys, which more than halves their memory."""

    def __init__(
        self,
        claim: Claim,
        expected_at: str | None,
        verdict: str,
        reason: str | None,
        assumed: list[str],
        record: Record | None = None,
        delay: int | None = None,
    ) -> None:
        process, deployment = claim.process, claim.deployment
        self.process_id = process.id or None
        self.process_name = process.name
        self.instance_id = process.instance_id
        self.env_id = deployment.env_id
        self.atom_id = deployment.atom_id
        self.schedule_id = claim.schedule_id
        self.expected_at = expected_at
        self.started_at = None if record is None else str(record["execution_time"])
        self.delay_seconds = delay
        self.verdict = verdict
        self.reason = reason
        self.assumed = assumed
        self.execution_id = None if record is None else record.get("execution_id")
        self.status = None if record is None else record.get("status")


def run_verdicts(
    processes: Sequence[Process],
    execution_records: object,
    span: tuple[datetime, datetime],
    zones: Zones,
    now: datetime,
    limits: Limits = Limits(),  # noqa: B008 - it cannot be changed
    atoms: object = None,
    audit_log: object = None,
) -> list[Item]:
    """The items of all schedules, in the order of the processes and of time; what was not planned comes after what was. Raises GivenError."""
    claims = claims_of(processes)
    plans = Plans(*span, limits.late_after)
    moment = seconds_of("now", now)
    known = dict.fromkeys(zone for zone in map(zones.known, {claim.deployment for claim in claims}) if zone is not None)
    check_span(plans, list(known) or [zones.own or UTC], moment)
    records = give_records(read_answer(execution_records, EXECUTION_RECORDS, "execution_record_info"), claims)
    log = None if audit_log is None else Log(read_answer(audit_log, AUDIT_LOG, "audit_log_info"), claims, moment)
    runtimes = Runtimes(atoms)
    with _uncollected():
        return _items(claims, zones, plans, log, runtimes, records, limits, moment)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector: it would walk the growing list of items again and again, and nothing here is garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _items(claims: list[Claim], zones: Zones, plans: Plans, log: Log | None, runtimes: Runtimes, records: Records, limits: Limits, now: int) -> list[Item]:
    offsets = Offsets()
    found: list[Item] = []
    for claim in claims:
        zone = zones.known(claim.deployment)
        if zone is None and claim.deployment.runs:
            found.append(vars(_Item(claim, None, "unknown", "zone", [])))
            continue
        history = log.of(claim) if log else NOTHING_KNOWN
        judged = _Judged(claim, zone or UTC, plans, history, runtimes.alive(claim.deployment), records, limits, now)
        found.extend(judged.planned())
        unplanned = list(judged.unplanned())
        found.extend(item for dummy, item in unplanned)
        offsets.add(claim.deployment.atom_id, judged.plan, claim.scheduled.starts, unplanned)
        claim.forget()
    offsets.tell()
    return found


class _Judged:
    """The decisions about one schedule."""

    def __init__(self, claim: Claim, zone: Zone, plans: Plans, history: History, alive: bool | None, records: Records, limits: Limits, now: int) -> None:
        self.claim = claim
        self.span = plans.span(zone)
        self.plan = plans.of(claim.deployment.timetable, zone) if claim.deployment.runs else NOTHING_PLANNED
        # The records of no planned minute.
        self.left: list[tuple[int, Record]] = []
        self._history = history
        self._changed = history.last_change or 0
        self._assumed_until = _NEVER if history.known_since is None else history.known_since
        self._alive = alive
        self._records = records
        self._limits = limits
        self._now = now
        self._earlier = _Covering(claim, alive)
        self._asked_for = records.answer.asked_for((claim.process.id, claim.process.original_id), claim.deployment.atom_id)

    def planned(self) -> Iterator[Item]:
        """One item for each planned minute of the span, in order."""
        claim, plan, assumed_until = self.claim, self.plan, self._assumed_until
        start, end = self.span.start, self.span.end
        knowable = end if claim.deployment.enabled is None else max(self._now - RETENTION, self._changed)
        starts, records, left = claim.scheduled.starts, claim.scheduled.records, self.left
        index, count = 0, len(records)
        began = starts[0] if count else _NEVER
        for minute, text, window in zip(plan.minutes, plan.texts, plan.windows):
            record, delay = None, None
            while began <= minute + window:
                early, candidate = minute - began, records[index]
                index += 1
                began = starts[index] if index < count else _NEVER
                if early <= EARLY:
                    record, delay = candidate, -early
                    break
                left.append((minute - early, candidate))
            if not start <= minute < end:
                continue
            if minute < knowable or minute in plan.repeated:
                yield vars(_Item(claim, text, "unknown", self._why_unknown(minute), [], record, delay))
                continue
            assumed = [_UNCHANGED] if minute < assumed_until else []
            if record is not None and delay is not None:
                verdict, reason = self._started(delay, minute + delay, record)
            else:
                verdict, reason = self._absent(minute, minute + window)
                if reason == _ONLINE_NOW:
                    assumed.append(_VIEW_RESULT)
            yield vars(_Item(claim, text, verdict, reason, assumed, record, delay))
        left.extend(zip(starts[index:], records[index:]))

    def unplanned(self) -> Iterator[tuple[int, Item]]:
        """One item for each run of the schedule in the span that was not planned, as far as its plan of that time is known, with its start."""
        if self.claim.deployment.enabled is None:
            return
        first = max(self.span.start, self._now - RETENTION, self._changed + 1)
        for start, record in self.left:
            if first <= start < self.span.end and not self.span.unsettled(start):
                assumed = [_UNCHANGED] if start < self._assumed_until else []
                yield start, vars(_Item(self.claim, None, "unplanned", None, assumed, record))

    def _why_unknown(self, minute: int) -> str:
        """Why nothing can be said of a minute, whatever the records say."""
        if self.claim.deployment.enabled is None:
            return "status"
        if minute < self._now - RETENTION:
            return "retention"
        if minute in self.plan.repeated:
            return "dst"
        return "paused_then" if self._history.paused_at(minute) else "schedule_changed"

    def _started(self, delay: int, start: int, record: Record) -> Outcome:
        status = record.get("status")
        if status in SUCCESSES:
            return "ran" if delay <= self._limits.on_time_within else "ran_late", None
        if status in _UNFINISHED:
            if not self._alive:
                return "unknown", "runtime_unknown" if self._alive is None else "runtime_offline"
            most = self._limits.max_runtime
            return "running" if most is None or self._now - start <= most * 60 else "stuck", None
        return _OUTCOMES.get(status or "", ("unknown", "status"))

    def _absent(self, minute: int, latest: int) -> Outcome:
        """Of a minute without a record, whose run could have begun until `latest`."""
        settled = latest + self._limits.reporting_lag * 60
        if self._now < settled:
            return "waiting", None
        if self._records.answer.source == _SPACES:
            return "unknown", "source_spaces"
        if self._earlier.covers(minute):
            return "overlapped", "earlier_run"
        why = self._why_not_missed(minute, settled)
        if why:
            return "unknown", why
        return "missed", "later_record" if self._records.latest.get(self.claim.deployment.atom_id, 0) > latest else _ONLINE_NOW

    def _why_not_missed(self, minute: int, settled: int) -> str | None:
        """What else may explain that there is no record by the moment when it would have been reported."""
        history, answer = self._history, self._records.answer
        if self._alive is False:
            return "runtime_offline"
        if history.settled is not None and history.settled >= minute:
            return "schedule_changed"
        if history.attached is not None and history.attached >= minute:
            return "before_deployment"
        if self.claim.doubtful or not self._asked_for or not answer.shows(minute, settled):
            return "incomplete_page" if self._records.any or answer.exhaustive else "privilege"
        return "runtime_unknown" if self._alive is None else None


class _Covering:
    """Until when the earlier runs of a process last, asked of ever later minutes."""

    def __init__(self, claim: Claim, alive: bool | None) -> None:
        both = (zip(runs.starts, runs.records) for runs in (claim.scheduled, claim.others))
        self._runs = merge(*both, key=itemgetter(0))
        self._next: tuple[int, Record] | None = None
        self._begun = False
        self._alive = alive
        self._until = 0.0

    def covers(self, minute: int) -> bool:
        """Whether a run that began at this minute or before it lasts beyond it."""
        if not self._begun:
            self._begun, self._next = True, next(self._runs, None)
        while self._next is not None and self._next[0] <= minute:
            self._until = max(self._until, self._end(*self._next))
            self._next = next(self._runs, None)
        return minute < self._until

    def _end(self, start: int, record: Record) -> float:
        status = record.get("status")
        if status in _NEVER_BEGAN:
            return start
        end = None if status in _UNFINISHED else end_of(record, start)
        if end is None and status not in SUCCESSES and status not in _OUTCOMES:
            # On a runtime that is not in contact nobody knows whether it goes on.
            return float("inf") if self._alive else start
        return start if end is None else end


class Runtimes:
    """The runtimes as atom_info returns them; those that it does not have are as the facts say."""

    def __init__(self, atoms: object) -> None:
        rows = atoms.get("atoms") if isinstance(atoms, Mapping) else () if atoms is None else atoms
        if not is_list(rows):
            raise GivenError(field="atoms", value=rows, allowed="it must be the registered result of atom_info, or its list atoms")
        self._known: dict[str, tuple[str | None, str | None]] = {}
        for index, row in enumerate(rows):
            if not isinstance(row, Mapping):
                raise GivenError(field=f"atoms[{index}]", value=row, allowed="it must be a mapping with id, status and status_detail")
            atom, status, detail = (text_of(row, name, f"atoms[{index}]") for name in ("id", "status", "status_detail"))
            if atom is not None:
                self._known[atom] = status, detail

    def alive(self, deployment: Deployment) -> bool | None:
        found = self._known.get(deployment.atom_id or "")
        return deployment.alive if found is None else deployment._replace(atom_status=found[0], atom_status_detail=found[1]).alive

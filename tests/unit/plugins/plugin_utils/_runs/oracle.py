# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be said of each planned run, told by walking the clock minute by minute over the raw data. Shares no code with the collection.

Slow on purpose: for every planned minute, everything is looked through again.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tests.unit.plugins.plugin_utils import schedule_oracle

Raw = dict[str, Any]

SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=seconds) for seconds in (1, 60, 3600, 86400))
UNFINISHED = ["STARTED", "INPROCESS", "ABORTED_RECOVERING"]


class Case(NamedTuple):
    """A question, as the filter gets it. `zone` is the argument timezone; None is `runtime`."""

    processes: list[Raw]
    records: Raw
    start: datetime
    end: datetime
    now: datetime
    late_after: int = 5
    on_time_within: int = 180
    max_runtime: int | None = None
    reporting_lag: int = 5
    atoms: list[Raw] | None = None
    log: Raw | None = None
    zone: str | None = None


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


def verdicts(case: Case) -> list[Raw]:
    found = []
    for process in case.processes:
        for item in process["process_schedules"]:
            found += _Schedule(case, process, item).verdicts()
    return found


class _Schedule:
    def __init__(self, case: Case, process: Raw, item: Raw) -> None:
        self.case, self.process, self.item = case, process, item
        self.atom, self.enabled = item["atom_id"], item["enabled"]
        name = case.zone or item["atom_time_zone"]
        self.zone = ZoneInfo(name) if name else None
        self.mine, self.doubtful = self._records()

    def _records(self) -> tuple[list[Raw], bool]:
        mine: dict[str, Raw] = {}
        doubtful = False
        for record in self.case.records["execution_records"]:
            owners = self._owners(record)
            if len(owners) > 1:
                named = [owner for owner in owners if owner[0]["name"] == record["process_name"]]
                if len(named) == 1:
                    owners = named
            if any(owner[1] is self.item for owner in owners) and record["execution_type"] not in ("sub_process", "test_sub_process"):
                if len(owners) == 1:
                    mine[record["execution_id"]] = record
                else:
                    doubtful = True
        return sorted(mine.values(), key=lambda record: (record["execution_time"], record["execution_id"])), doubtful

    def _owners(self, record: Raw) -> list[tuple[Raw, Raw]]:
        for key in ("id", "original_process_id"):
            of_process = [(process, item) for process in self.case.processes if process[key] == record["process_id"] for item in process["process_schedules"]]
            if record["atom_id"] is not None:
                of_process = [owner for owner in of_process if owner[1]["atom_id"] == record["atom_id"]]
            else:
                of_process = [owner for owner in of_process if _plans(owner[1])] or of_process
            if of_process:
                return of_process
        return []

    def verdicts(self) -> list[Raw]:
        case = self.case
        if not _plans(self.item):
            # The zone of what plans nothing does not matter.
            self.zone = self.zone or ZoneInfo("UTC")
        if self.zone is None:
            return [self._told(None, None, "unknown", "zone", [])]
        planned = self._planned()
        used: list[str] = []
        found = []
        for shown, following in zip(planned, [*planned[1:], None]):
            minute = shown.instant
            window = min(case.late_after * MINUTE, (following.instant - minute) / 2) if following else case.late_after * MINUTE
            near = [
                record
                for record in self._scheduled()
                if record["execution_id"] not in used and minute - 5 * SECOND <= moment(record["execution_time"]) <= minute + window
            ]
            record = near[0] if near else None
            if record is not None:
                used.append(record["execution_id"])
            if case.start <= minute < case.end:
                verdict, reason, assumed = self._judged(minute, window, record)
                found.append(self._told(shown.text, record, verdict, reason, assumed, minute))
        for record in self._scheduled():
            began = moment(record["execution_time"])
            if record["execution_id"] in used or not case.start <= began < case.end or self.enabled is None:
                continue
            if began < case.now - 30 * DAY or any(change >= began for change, dummy in self._changes()) or self._unsettled(began):
                continue
            found.append(self._told(None, record, "unplanned", None, self._assumed(began)))
        return found

    def _told(self, text: str | None, record: Raw | None, verdict: str, reason: str | None, assumed: list[str], minute: datetime | None = None) -> Raw:
        began = moment(record["execution_time"]) if record else None
        return {
            "process_id": self.process["id"],
            "process_name": self.process["name"],
            "instance_id": self.process["instance_id"],
            "env_id": self.item["env_id"],
            "atom_id": self.atom,
            "schedule_id": self.item["id"],
            "expected_at": text,
            "started_at": record["execution_time"] if record else None,
            "delay_seconds": (began - minute) // SECOND if began and minute else None,
            "verdict": verdict,
            "reason": reason,
            "assumed": assumed,
            "execution_id": record["execution_id"] if record else None,
            "status": record["status"] if record else None,
        }

    def _scheduled(self) -> list[Raw]:
        return [record for record in self.mine if record["execution_type"] == "exec_sched"]

    def _planned(self) -> list[schedule_oracle.Shown]:
        """All around the span, as far as any window reaches."""
        if not _plans(self.item):
            return []
        assert self.zone is not None
        first = self.case.start.astimezone(timezone.utc).date() - DAY
        days = (self.case.end - self.case.start) // DAY + 4
        return schedule_oracle.runs(self.item["schedule"], self.zone, date(first.year, first.month, first.day), days)

    def _judged(self, minute: datetime, window: timedelta, record: Raw | None) -> tuple[str, str | None, list[str]]:
        case = self.case
        if self.enabled is None:
            return "unknown", "status", []
        if minute < case.now - 30 * DAY:
            return "unknown", "retention", []
        if self._twice(minute):
            return "unknown", "dst", []
        changes = self._changes()
        if any(change > minute for change, dummy in changes):
            before = [action for change, action in changes if change <= minute]
            return "unknown", "paused_then" if before and before[-1] == "STOP" else "schedule_changed", []
        assumed = self._assumed(minute)
        verdict, reason = self._of_record(minute, record) if record else self._of_none(minute, window)
        return verdict, reason, [*assumed, "view_result"] if reason == "online_now" else assumed

    def _of_record(self, minute: datetime, record: Raw) -> tuple[str, str | None]:  # noqa: PLR0911 - one after the other, as they are written down
        status, began = record["status"], moment(record["execution_time"])
        if status in ("COMPLETE", "COMPLETE_WARN"):
            return ("ran", None) if began - minute <= self.case.on_time_within * SECOND else ("ran_late", None)
        if status in ("ERROR", "ABORTED"):
            return "ran_failed", None
        if status == "DISCARDED":
            return "discarded", None
        if status == "ENQUEUED":
            return "waiting", "enqueued"
        if status in UNFINISHED:
            if self._alive() is not True:
                return "unknown", "runtime_offline" if self._alive() is False else "runtime_unknown"
            return "stuck" if self.case.max_runtime is not None and self.case.now - began > self.case.max_runtime * MINUTE else "running", None
        return "unknown", "status"

    def _of_none(self, minute: datetime, window: timedelta) -> tuple[str, str | None]:  # noqa: PLR0911 - one after the other, as they are written down
        case, records = self.case, self.case.records
        known = minute + window + case.reporting_lag * MINUTE
        if case.now < known:
            return "waiting", None
        if records["source"] == "spaces":
            return "unknown", "source_spaces"
        if any(self._covers(record, minute) for record in self.mine):
            return "overlapped", "earlier_run"
        if self._alive() is False:
            return "unknown", "runtime_offline"
        about = [entry for entry in (case.log or {"audit_log": []})["audit_log"] if minute <= moment(entry["date"]) <= case.now]
        for entry in about:
            if entry["type"] == "as.account.properties":
                return "unknown", "schedule_changed"
            if entry["type"] in ("as.atom", "as.environment") and entry["container_id"] in (self.atom, self.item["env_id"]):
                return "unknown", "schedule_changed"
        if any(entry["type"] == "as.atom.process" and entry["action"] == "ATTACH" and self._concerned(entry) for entry in about):
            return "unknown", "before_deployment"
        complete = records["exhaustive"] and moment(records["since"]) <= minute and known <= moment(records["until"])
        if not complete or self.doubtful:
            return "unknown", "incomplete_page" if records["exhaustive"] or records["execution_records"] else "privilege"
        if self._alive() is None:
            return "unknown", "runtime_unknown"
        later = [each for each in records["execution_records"] if each["atom_id"] == self.atom and moment(each["execution_time"]) > minute + window]
        return "missed", "later_record" if later else "online_now"

    def _covers(self, record: Raw, minute: datetime) -> bool:
        began = moment(record["execution_time"])
        if record["status"] in ("DISCARDED", "ENQUEUED") or began > minute:
            return False
        if record["status"] in UNFINISHED:
            return self._alive() is True
        return minute < began + timedelta(milliseconds=record["execution_duration"])

    def _alive(self) -> bool | None:
        status, detail = self.item["atom_status"], self.item["atom_status_detail"]
        for atom in self.case.atoms or []:
            if atom["id"] == self.atom:
                status, detail = atom["status"], atom["status_detail"]
        if status is None:
            return None
        return status in ("ONLINE", "WARNING") and not (detail or "").startswith(("RESTARTING", "ONLINE_STOPPING", "ONLINE_STARTING"))

    def _changes(self) -> list[tuple[datetime, str]]:
        entries = [entry for entry in (self.case.log or {"audit_log": []})["audit_log"] if entry["type"] == "as.schedules" and self._concerned(entry)]
        found = [(moment(entry["date"]), entry["action"]) for entry in entries]
        return sorted(change for change in found if change[0] <= self.case.now)

    def _concerned(self, entry: Raw) -> bool:
        if entry["container_id"] not in (self.atom, self.item["env_id"]):
            return False
        named = {each["value"] for each in entry["properties"] if each["name"] == "processId"}
        return entry["modifier"] == "ALL" or not named or bool(named & {self.process["id"], self.process["original_process_id"]})

    def _assumed(self, when: datetime) -> list[str]:
        log = self.case.log
        proven = log and log["exhaustive"] and moment(log["since"]) <= when and self.case.now - moment(log["until"]) <= 15 * MINUTE
        return [] if proven else ["schedule_unchanged"]

    def _twice(self, minute: datetime) -> bool:
        """Whether the clock shows this minute again within a day."""
        assert self.zone is not None
        shown = minute.astimezone(self.zone).replace(tzinfo=None, fold=0)
        return any((minute + step * MINUTE).astimezone(self.zone).replace(tzinfo=None, fold=0) == shown for step in range(15, 181, 15))

    def _unsettled(self, began: datetime) -> bool:
        assert self.zone is not None
        first = began.replace(second=0)
        minutes = [first - step * MINUTE for step in range(182)]
        return any(each >= began - 3 * HOUR and each.astimezone(self.zone).utcoffset() != (each - MINUTE).astimezone(self.zone).utcoffset() for each in minutes)


def _plans(item: Raw) -> bool:
    return item["enabled"] is not False and bool(item["schedule"]) and all(entry["minutes"] != "0-59/" for entry in item["schedule"])

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last 24 hours of an account: what its schedules started, some of which went wrong. The same account and moment give the same night."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from .account import Account, Atom, AuditEntry, Deployment, Entry, Event, Execution, Process
from .happened import ended_at
from .history import DAY, moment

HOUR, MINUTE = 3600, 60

# What happens to the runs of one process on its first runtime, oldest first: the change of the ordinary run, or None for no record. The names are
# those of the demo account; each of these processes runs on every day of the week.
HOURLY, SLOW, SHORT, LONG, MOVED, PAUSED = (
    "Order Acknowledgement to Customer",
    "{{ jinja }} {% raw %}Preisliste",
    "Ticket Import\nzweite Zeile",
    "EDI Gateway Retail - Receipts",
    "EDI Gateway Retail - Outbound",
    "EDI Gateway Retail - Inbound",
)
POLLING = "Stock Level Polling"
FAILED = "No data produced from map 'Order to Mail', please check source profile and make sure it matches source data."

Runs = list["Execution | None"]


def night(account: Account, now: float) -> Account:
    """The account with its last 24 hours before ``now``, in seconds since the epoch, beside what its file says."""
    start = int(now) // MINUTE * MINUTE  # this minute has not been reported yet
    runs: list[Execution] = []
    production = next((one.id for one in account.environments if one.classification == "PROD"), None)
    for process in account.processes():
        for deployment in process.deployments:
            planned: Runs = [_ordinary(account, process, deployment, minute) for minute in _planned(account, deployment, start)]
            if process.name in _INCIDENTS and planned and deployment.environment_id == production:
                planned = _INCIDENTS[process.name](planned, start)
            runs += [run for run in planned if run is not None]
    runs += _others(account, start)
    return dataclasses.replace(
        account,
        executions=(*account.executions, *sorted(runs, key=lambda run: run.time)),
        audit_log=(*account.audit_log, *_audit_log(account, start)),
        events=(*account.events, *_events(account, runs, start)),
    )


# Planned minutes. They are found minute by minute, which takes a moment and is easy to trust.


def _planned(account: Account, deployment: Deployment, end: int) -> Iterator[int]:
    """The starts in the last 24 hours, in seconds since the epoch, by the clock of the runtime."""
    entries = [fields for entry in deployment.schedule if (fields := _fields(entry))]
    if deployment.enabled is not True or not entries:
        return
    for seconds, now in _clock(_zone(account.atom_by_id[deployment.atom_id]), end):
        if any(all(value in field for value, field in zip(now, fields, strict=True)) for fields in entries):
            yield seconds


@lru_cache(maxsize=32)
def _clock(zone: ZoneInfo | timezone, end: int) -> list[tuple[int, tuple[int, ...]]]:
    """Each minute of the 24 hours before ``end``, and what the clock shows, in the order of the fields of a schedule."""
    every = ((seconds, datetime.fromtimestamp(seconds, zone)) for seconds in range(end - DAY, end, MINUTE))
    return [(seconds, (at.minute, at.hour, at.isoweekday() % 7 + 1, at.day, at.month, at.year)) for seconds, at in every]


def _zone(atom: Atom) -> ZoneInfo | timezone:
    name = atom.startup_properties.get("atomTimeZone") or atom.attachment_properties.get("defaultTimeZoneForAccountSchedules")
    return ZoneInfo(name) if name else timezone.utc


_RANGES = (range(60), range(24), range(1, 8), range(1, 32), range(1, 13), range(1970, 2100))


def _fields(entry: Entry) -> list[set[int]] | None:
    """The values of the six fields; None if one is not valid."""
    texts = (entry.minutes, entry.hours, entry.days_of_week, entry.days_of_month, entry.months, entry.years)
    try:
        return [_values(text or "*", every) for text, every in zip(texts, _RANGES, strict=True)]
    except ValueError:
        return None


def _values(text: str, every: range) -> set[int]:
    found: set[int] = set()
    for part in text.split(","):
        span, dummy, step = part.partition("/")
        first, dash, last = (f"{every[0]}-{every[-1]}" if span == "*" else span).partition("-")
        found.update(range(int(first), int(last if dash else first) + 1, int(step) if dummy else 1))
    return found


# Ordinary runs.


def _digest(*parts: object) -> bytes:
    return hashlib.sha256("|".join(map(str, parts)).encode()).digest()


def _id(seconds: float, *parts: object) -> str:
    """An execution ID in Boomi's form: a UUID and the day."""
    digits = _digest(seconds, *parts).hex()[:32]
    day = moment(seconds)[:10].replace("-", ".")
    return f"execution-{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}-{day}"


def _run(account: Account, process: Process, atom: Atom, seconds: int, **fields: object) -> Execution:
    chance = _digest("chance", process.id, atom.id, seconds)
    documents = chance[0] % 40
    start, duration = moment(seconds), 1500 + int.from_bytes(chance[1:3], "big") // 2
    run = Execution(
        id=_id(seconds, process.id, atom.id),
        process_id=process.id,
        process_name=process.name,
        atom_id=atom.id,
        atom_name=atom.name,
        time=start,
        status="COMPLETE_WARN" if chance[3] % 64 == 0 else "COMPLETE",
        type="exec_sched",
        duration=duration,
        inbound_count=documents,
        outbound_count=documents,
        inbound_size=documents * 2048,
        outbound_size=documents * 3072,
        account_id=atom.account_id or account.id,
        recorded_date=ended_at(start, duration),
    )
    return dataclasses.replace(run, **fields)  # type: ignore[arg-type] # fields of this class


def _ordinary(account: Account, process: Process, deployment: Deployment, minute: int) -> Execution:
    """A run that starts within a few seconds."""
    return _run(account, process, account.atom_by_id[deployment.atom_id], minute + _digest(process.id, minute)[0] % 20)


# Incidents.


def _unfinished(run: Execution | None, status: str) -> Execution | None:
    return run and dataclasses.replace(run, status=status, duration=0, inbound_count=0, outbound_count=0, inbound_size=0, outbound_size=0, recorded_date=None)


def _seconds(run: Execution) -> int:
    return int(datetime.strptime(run.time, "%Y-%m-%dT%H:%M:%S%z").timestamp())


def _later(run: Execution | None, seconds: int) -> Execution | None:
    if run is None:
        return None
    start = moment(_seconds(run) + seconds)
    return dataclasses.replace(run, time=start, recorded_date=ended_at(start, run.duration))


def _hourly(runs: Runs, start: int) -> Runs:
    """Of 24 runs one is late, one fails, one is discarded, one is missing, and one has a status that Boomi's pages do not have."""
    if len(runs) < 24:
        return runs
    runs[3] = _later(runs[3], 4 * MINUTE)
    runs[6] = runs[6] and dataclasses.replace(runs[6], status="ERROR", message=FAILED, inbound_error_count=1, outbound_count=0, outbound_size=0)
    runs[9] = runs[9] and dataclasses.replace(runs[9], status="DISCARDED", duration=0, recorded_date=runs[9].time, inbound_count=0, outbound_count=0)
    runs[12] = None
    runs[15] = _unfinished(runs[15], "PAUSED")
    return runs


def _slow(runs: Runs, start: int) -> Runs:
    """The first of them never ends, and so the others do not start."""
    return [_unfinished(runs[0], "INPROCESS")]


def _short(runs: Runs, start: int) -> Runs:
    """The last one waits for the runtime."""
    return [*runs[:-1], _unfinished(runs[-1], "ENQUEUED")]


def _long(runs: Runs, start: int) -> Runs:
    """The last one has not ended yet."""
    return [*runs[:-1], _unfinished(runs[-1], "INPROCESS")]


def _moved(runs: Runs, start: int) -> Runs:
    """Until somebody changed the schedule 12 hours ago, it ran a minute earlier."""
    return [_later(run, -MINUTE) if run and _seconds(run) < start - 12 * HOUR else run for run in runs]


def _paused(runs: Runs, start: int) -> Runs:
    """Somebody stopped the schedule 20 hours ago and resumed it two hours later."""
    return [run for run in runs if run and not start - 20 * HOUR <= _seconds(run) < start - 18 * HOUR]


def _polling(runs: Runs, start: int) -> Runs:
    """One of the runs every three minutes takes four minutes, so that the next one does not start."""
    for number, (first, second) in enumerate(pairwise(runs)):
        if number >= 40 and first and second and _seconds(second) - _seconds(first) < 4 * MINUTE:
            runs[number : number + 2] = [dataclasses.replace(first, duration=240_000, recorded_date=ended_at(first.time, 240_000)), None]
            break
    return runs


_INCIDENTS: dict[str, Callable[[Runs, int], Runs]] = {
    HOURLY: _hourly,
    SLOW: _slow,
    SHORT: _short,
    LONG: _long,
    MOVED: _moved,
    PAUSED: _paused,
    POLLING: _polling,
}


# What no schedule started.


def _named(account: Account, process_name: str) -> tuple[Process, Atom] | None:
    for process in account.processes():
        if process.name == process_name and process.deployments:
            return process, account.atom_by_id[process.deployments[0].atom_id]
    return None


def _others(account: Account, start: int) -> Iterator[Execution]:
    """A listener that was called, a manual run with a subprocess, and a run that no schedule plans."""
    listener, hourly, manual = (_named(account, name) for name in ("Leaver Deactivation", HOURLY, "Invoice Export"))
    if listener:
        for hour in (2, 5, 11):
            yield _run(account, *listener, start - hour * HOUR - 731, type="exec_listener", report_key="hr-portal", launcher_id="people-api")
    if hourly:
        # Half an hour off the schedule, whenever that is.
        at = start - 7 * HOUR
        yield _run(account, *hourly, at - at % HOUR + 35 * MINUTE + 4)
    if manual:
        first = _run(account, *manual, start - 4 * HOUR - 97, type="exec_manual")
        yield first
        process, atom = manual
        yield _run(
            account, process, atom, start - 4 * HOUR - 95, type="sub_process", parent_id=first.id, top_level_id=first.id, process_name="Invoice Export - IDoc"
        )


def _audit_log(account: Account, start: int) -> Iterator[AuditEntry]:
    def entry(process_name: str, seconds: int, action: str, modifier: str, user: str, message: str) -> Iterator[AuditEntry]:
        found = _named(account, process_name)
        if found:
            process, atom = found
            yield AuditEntry(
                id=_id(seconds, "audit", process.id)[10:30],
                date=moment(seconds),
                type="as.schedules",
                action=action,
                modifier=modifier,
                user=user,
                container_id=atom.id,
                message=message,
                properties=(("PROCESS_ID", process.id, None), ("PROCESS_NAME", process.name, None)),
                account_id=account.id,
            )

    # Boomi's own sample has blanks around the user.
    yield from entry(PAUSED, start - 20 * HOUR, "STOP", "SINGLE", " night.shift@nordwind.example ", "Schedule stopped")
    yield from entry(PAUSED, start - 18 * HOUR, "RESUME", "SINGLE", " night.shift@nordwind.example ", "Schedule resumed")
    yield from entry(MOVED, start - 12 * HOUR, "UPDATE", "NONE", "integration.ops@nordwind.example", "Schedule updated")


def _events(account: Account, runs: list[Execution], start: int) -> Iterator[Event]:
    for run in runs:
        if run.status == "ERROR":
            fields = {"status": run.status, "executionId": run.id, "processName": run.process_name, "startTime": run.time, "error": run.message}
            yield _event(account, account.atom_by_id[run.atom_id or ""], _seconds(run), "process.execution", "ERROR", fields)
    for atom in account.atoms:
        if atom.is_offline:
            yield _event(account, atom, start - 30 * HOUR, "atom.status", "WARNING", {"status": "OFFLINE"})


def _event(account: Account, atom: Atom, seconds: int, kind: str, level: str, fields: dict[str, str | None]) -> Event:
    # The published sample was recorded 11 seconds after the end of its run.
    told = {"atomName": atom.name, "recordDate": moment(seconds + 15), "updateDate": moment(seconds), **fields}
    return Event(f"event-{_id(seconds, kind, atom.id)[10:46]}", moment(seconds), kind, level, atom.id, told, atom.account_id or account.id)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Records of what ran, each given to the one schedule of which it is a run.

By the id of the process, or of its original where no process has that id, and by the runtime. A record that may be of several schedules is given to none
of them; these are then in doubt.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.answers import Answer, Times, seconds_of, text_of

Record = Mapping[Any, Any]
EXECUTION_RECORDS = "execution_records"
# A thousand years in milliseconds.
_LONGEST = 1000 * 366 * 86_400_000
_SCHEDULED = "exec_sched"
# Parts of a run.
_PARTS = ("sub_process", "test_sub_process")


class Runs:
    """Records in the order of their `starts`, which are in seconds since 1970."""

    __slots__ = ("records", "starts")

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.starts = array("q")

    def sort(self) -> None:
        """Brings the records into order. Of one that is there several times the last one stays: it may have been read later."""
        if all(map(int.__lt__, self.starts, self.starts[1:])):
            return
        keys = [(start, str(record.get("execution_id") or "")) for start, record in zip(self.starts, self.records)]
        last = {key if key[1] else (*key, index): index for index, key in enumerate(keys)}
        order = sorted(last.values(), key=lambda index: (keys[index], index))
        self.records = [self.records[index] for index in order]
        self.starts = array("q", (self.starts[index] for index in order))


class Claim:
    """A schedule of a process on a runtime, with the runs of that process there: those of schedules, and all others.

    `doubtful` is whether records that were not given to it may be its own.
    """

    __slots__ = ("deployment", "doubtful", "others", "process", "schedule_id", "scheduled")

    def __init__(self, process: Process, deployment: Deployment, schedule_id: str | None) -> None:
        self.process = process
        self.deployment = deployment
        self.schedule_id = schedule_id
        self.doubtful = not process.id
        self.forget()

    def forget(self) -> None:
        """Lets the records go: there may be many."""
        self.scheduled, self.others = Runs(), Runs()


def claims_of(processes: Iterable[Process]) -> list[Claim]:
    """The schedules of these processes, in order. One that is given twice counts once."""
    found: dict[object, Claim] = {}
    for process in processes:
        for deployment, schedule_id in zip(process.deployments, process.schedule_ids):
            key = (process.id, process.instance_id, deployment, schedule_id) if process.id else len(found)
            if key not in found:
                found[key] = Claim(process, deployment, schedule_id)
    return list(found.values())


class Records(NamedTuple):
    """What is known of all the records: the answer they are from, whether there are any, and the latest start on each runtime."""

    answer: Answer
    any: bool
    latest: dict[str | None, int]


class _Place:
    """A process on a runtime, as records have them: whose runs these may be, and the latest start."""

    __slots__ = ("atom", "candidates", "latest", "only")

    def __init__(self, atom: str | None, candidates: Sequence[Claim]) -> None:
        self.atom = atom
        self.candidates = candidates
        self.only = candidates[0] if len(candidates) == 1 else None
        self.latest = 0


def give_records(answer: Answer, claims: Sequence[Claim]) -> Records:
    """Gives each claim its records. Raises GivenError about one that cannot be understood."""
    reader = _Reader(claims)
    days, minutes, seconds = reader.times.days, reader.times.minutes, reader.times.seconds
    places, types, statuses = reader.places, reader.types, reader.statuses
    for index, record in enumerate(answer.rows):
        try:
            # What was read before costs little.
            text = record["execution_time"]
            start = days[text[:10]] + minutes[text[10:16]] + seconds[text[16:]]
            place = places[record["process_id"], record["atom_id"]]
            kind = types[record["execution_type"]]
            statuses[record["status"]]
            execution: object = record["execution_id"]
        except (KeyError, TypeError):
            start, place, kind, execution = reader.read(record, f"{EXECUTION_RECORDS}[{index}]")
        if not isinstance(execution, str) and execution is not None:
            raise GivenError(field=f"{EXECUTION_RECORDS}[{index}].execution_id", value=execution, allowed="it must be text or null")
        place.latest = max(place.latest, start)
        if place.candidates and kind not in _PARTS:
            owner = place.only or _by_name(place.candidates, record)
            if owner is not None:
                runs = owner.scheduled if kind == _SCHEDULED else owner.others
                runs.records.append(record)
                runs.starts.append(start)
    for claim in claims:
        claim.scheduled.sort()
        claim.others.sort()
    latest: dict[str | None, int] = {}
    for place in places.values():
        latest[place.atom] = max(place.latest, latest.get(place.atom, 0))
    return Records(answer._replace(rows=(), exhaustive=answer.exhaustive and not reader.nameless), bool(latest), latest)


class _Reader:
    """Reads records, and remembers what the values that many share mean. Of a `nameless` one nobody can say whose run it is not."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.times = Times()
        self.places: dict[tuple[object, object], _Place] = {}
        self.types: dict[object, str | None] = {}
        self.statuses: dict[object, None] = {}
        self.nameless = False
        self._owners = _Owners(claims)

    def read(self, record: object, path: str) -> tuple[int, _Place, str | None, object]:
        """The start, the place, the type, and the id."""
        if not isinstance(record, Mapping):
            raise GivenError(field=path, value=record, allowed="it must be a mapping with execution_id, execution_time and status")
        start = self.times.read(record, "execution_time", path)
        process_id, atom, kind, dummy = (text_of(record, name, path) for name in ("process_id", "atom_id", "execution_type", "status"))
        self.statuses[record.get("status")] = None
        self.types[record.get("execution_type")] = kind
        self.nameless = self.nameless or process_id is None
        key = record.get("process_id"), record.get("atom_id")
        place = self.places.get(key)
        if place is None:
            place = self.places[key] = _Place(atom, self._owners.of(process_id, atom))
        return start, place, kind, record.get("execution_id")


def _by_name(candidates: Sequence[Claim], record: Record) -> Claim | None:
    """The only candidate whose process has the name in the record; otherwise all are in doubt. The names of wrappers tell instances apart."""
    named = [claim for claim in candidates if claim.process.name is not None and claim.process.name == record.get("process_name")]
    if len(named) == 1:
        return named[0]
    for claim in candidates:
        claim.doubtful = True
    return None


class _Owners:
    def __init__(self, claims: Iterable[Claim]) -> None:
        self._by_id: dict[str, list[Claim]] = {}
        self._by_original: dict[str, list[Claim]] = {}
        for claim in claims:
            self._by_id.setdefault(claim.process.id, []).append(claim)
            if claim.process.original_id:
                self._by_original.setdefault(claim.process.original_id, []).append(claim)

    def of(self, process_id: str | None, atom: str | None) -> Sequence[Claim]:
        """The schedules that may have made a record of this process and runtime."""
        if process_id is None:
            return ()
        return _on(self._by_id.get(process_id, ()), atom) or _on(self._by_original.get(process_id, ()), atom)


def _on(claims: Sequence[Claim], atom: str | None) -> Sequence[Claim]:
    if atom is None:
        # Without its runtime, a run is one of those schedules that have effect.
        return [claim for claim in claims if claim.deployment.runs] or claims
    here = [claim for claim in claims if claim.deployment.atom_id == atom]
    return here or [claim for claim in claims if claim.deployment.atom_id is None]


def end_of(record: Record, start: int) -> float | None:
    """When a run ended, in seconds since 1970: by its duration, else by the date of its end."""
    duration, recorded = record.get("execution_duration"), record.get("recorded_date")
    if duration is not None:
        if not isinstance(duration, (int, float)) or isinstance(duration, bool) or not 0 <= duration < _LONGEST:
            raise GivenError(field=f"{EXECUTION_RECORDS}: execution_duration", value=duration, allowed="it must be a number of milliseconds or null")
        return start + duration / 1000
    return None if recorded is None else seconds_of(f"{EXECUTION_RECORDS}: recorded_date", recorded)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report says, whatever it is written in. Private to the collection.

`build` makes it from facts and findings; each `_report_<format>` writes it down. Nothing here is escaped, and nothing of the facts is changed
but for Ansible's own types. All moments are in the report's zone; the words of a schedule are in its runtime's.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import plain
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.week import STEP, Tally, Week, each_hour, in_zone, steps
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import ScheduleError, as_text, kind_of, shown, values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import Item, read, written
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import first_runs
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Part, Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import describe, words
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone, zone_of

FINDING = ("rule", "severity", "message", "process_id", "process_name", "instance_id", "env_id", "atom_id", "expected", "actual")
SEVERITIES = ("error", "warning")
ENABLED, PAUSED, NOT_KNOWN, NOT_SCHEDULED, NOT_VALID = "enabled", "paused", "not known", "not scheduled", "not valid"
NOT_DEPLOYED = "not deployed"
_NEXT = 3
# Starts in the same minute on one runtime from here on are called a pile.
_PILE = 2


class Finding(NamedTuple):
    """As `policy_findings` answers it; `env_name` and `atom_name` are added where the facts have them."""

    rule: str
    severity: str
    message: str
    process_id: str | None
    process_name: str | None
    instance_id: str | None
    env_id: str | None
    atom_id: str | None
    expected: object
    actual: object
    env_name: str | None = None
    atom_name: str | None = None

    def facts(self) -> dict[str, object]:
        """The ten keys that it came with."""
        return dict(zip(FINDING, self))


class Deployment(NamedTuple):
    """A process on one runtime."""

    env_id: str | None
    env_name: str | None
    env_classification: str | None
    atom_id: str | None
    atom_name: str | None
    zone: Zone
    # One of the five above; `problem` says what is wrong with a schedule that is not valid.
    state: str
    problem: str | None
    words: str
    # As the facts have them.
    entries: object
    retry_entries: object
    retry_words: str
    max_retry: int | None
    # What runs: nothing while it is paused.
    schedule: Schedule
    next_runs: tuple[datetime, ...]
    # Of the next 24 hours, bit 0 being the start; and how many runs the seven days have.
    day: int
    runs_7_days: int

    @property
    def environment(self) -> str | None:
        return self.env_name or self.env_id

    @property
    def runtime(self) -> str | None:
        return self.atom_name or self.atom_id

    @property
    def runs_24_hours(self) -> int:
        return self.day.bit_count()


class Process(NamedTuple):
    id: str | None
    name: str | None
    instance_id: str | None
    deployments: tuple[Deployment, ...]

    @property
    def label(self) -> str:
        """What to call it: its name, or what else is known."""
        return next((each for each in (self.name, self.id) if each and each.strip()), "(no name)")


class Pile(NamedTuple):
    """Where starts fall together on one runtime."""

    atom_id: str | None
    runtime: str
    # The most starts in one minute, when first within the week, how many minutes of it have as many, and whose they are.
    most: int
    first: datetime
    minutes: int
    processes: tuple[str, ...]
    # The most starts in any one minute of the week, by minute of the hour.
    by_minute: tuple[int, ...]


class Lane(NamedTuple):
    """The starts of the next 24 hours on one runtime, by steps of ten minutes."""

    atom_id: str | None
    runtime: str
    starts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.starts)


class Report(NamedTuple):
    title: str
    zone: Zone
    start: datetime
    week: Week
    # Null where nothing was judged, which is another thing than an empty list.
    findings: tuple[Finding, ...] | None
    processes: tuple[Process, ...]
    # Runs by day of the week that begins today, and hour.
    heat: tuple[tuple[int, ...], ...]
    piles: tuple[Pile, ...]
    lanes: tuple[Lane, ...]
    counts: dict[str, int]

    def severity(self, severity: str) -> int:
        return sum(finding.severity == severity for finding in self.findings or ())


class _Reader:
    """Reads facts; equal schedules in the same zone are computed once."""

    def __init__(self, week: Week, atom_zones: Mapping[str, Zone]) -> None:
        self.week = week
        self._zones = atom_zones
        self._runs: dict[tuple[tuple[Part, ...], str], tuple[int, tuple[datetime, ...]]] = {}
        self._words: dict[tuple[Part, ...], str] = {}
        # Runs of the week by runtime.
        self.atoms: dict[str | None, list[tuple[int, str]]] = {}
        self.names: dict[str, dict[str, str]] = {"env": {}, "atom": {}}

    def process(self, value: object) -> Process:
        if not isinstance(value, Mapping):
            raise ScheduleError(f"a process is {kind_of(value)}, not a mapping as the module integration_pack_process_info returns it")
        process = Process(_text(value.get("id")), _text(value.get("name")), _text(value.get("instance_id")), ())
        schedules = value.get("process_schedules")
        if schedules is None:
            schedules = []
        if not isinstance(schedules, (list, tuple)):
            raise ScheduleError(f"process_schedules of the process {shown(process.label)} is {kind_of(schedules)}, not a list")
        return process._replace(deployments=tuple(self._deployment(item, process.label) for item in schedules))

    def _deployment(self, value: object, label: str) -> Deployment:
        if not isinstance(value, Mapping):
            raise ScheduleError(f"an item of process_schedules of the process {shown(label)} is {kind_of(value)}, not a mapping")
        env_id, env_name, atom_id, atom_name = (_text(value.get(key)) for key in ("env_id", "env_name", "atom_id", "atom_name"))
        for kind, key, name in (("env", env_id, env_name), ("atom", atom_id, atom_name)):
            if key and name:
                self.names[kind].setdefault(key, name)
        zone = self._zones.get(atom_id or "") or self._zones.get(atom_name or "") or self.week.zone
        retry = value.get("retry")
        problem = None
        try:
            items = read({"schedule": [], **value})
        except ScheduleError as error:
            items, problem = [Item(Schedule())], str(error)
        if len(items) != 1:
            raise ScheduleError(f"an item of process_schedules of the process {shown(label)} is a process, not a mapping with schedule")
        (item,) = items
        runs, next_runs = self._when(Schedule() if item.paused else item.schedule, zone)
        if runs:
            self.atoms.setdefault(atom_id, []).append((runs, label))
        return Deployment(
            env_id=env_id,
            env_name=env_name,
            env_classification=_text(value.get("env_classification")),
            atom_id=atom_id,
            atom_name=atom_name,
            zone=zone,
            state=NOT_VALID if problem else _state(item, value.get("enabled")),
            problem=problem,
            words=self._said(item.schedule, zone) if not problem else "",
            entries=plain(value.get("schedule")),
            retry_entries=plain(retry.get("schedule")) if isinstance(retry, Mapping) else plain(retry),
            retry_words=self._said(item.retry, zone) if item.retry else "",
            max_retry=item.max_retry,
            schedule=Schedule() if item.paused else item.schedule,
            next_runs=next_runs,
            day=self.week.next_day(runs),
            runs_7_days=runs.bit_count(),
        )

    def _when(self, schedule: Schedule, zone: Zone) -> tuple[int, tuple[datetime, ...]]:
        key = schedule.parts, zone.name
        if key not in self._runs:
            runs = first_runs(schedule, _NEXT, zone.minute_from(self.week.start), zone)
            self._runs[key] = self.week.runs(schedule, zone), tuple(in_zone(self.week.zone, datetime.fromisoformat(run)) for run in runs)
        return self._runs[key]

    def _said(self, schedule: Schedule, zone: Zone) -> str:
        if schedule.parts not in self._words:
            self._words[schedule.parts] = words(schedule) or describe([Item(schedule)])
        said = self._words[schedule.parts]
        return said if zone.name == self.week.zone.name or not schedule else f"{said}, {zone.name} time"


def build(
    processes: object,
    *,
    findings: object = None,
    title: str,
    zone: Zone,
    atom_zones: Mapping[str, Zone],
    start: datetime,
) -> Report:
    """The report on processes as the module returns them: its list, or its whole result.

    `atom_zones` are those of runtimes by ID or name, where they differ from `zone`. Without `findings` nothing is judged.
    Raises ScheduleError for what is no list of processes, no finding or outside the calendar; a schedule that is not valid is shown as it is.
    """
    try:
        week = Week(zone, start)
    except (OverflowError, ValueError):
        raise ScheduleError("start is too near to an end of the calendar, which goes from 1970 to 9999") from None
    reader = _Reader(week, atom_zones)
    found = tuple(reader.process(each) for each in _list(processes))
    names = reader.names["atom"]
    total = Counter(mask for runs in reader.atoms.values() for mask, _name in runs)
    heat = [0] * 24 * len(week.days)
    for mask, times in total.items():
        for index, count in enumerate(week.by_hour(mask)):
            heat[index] += times * count
    return Report(
        title=title,
        zone=zone,
        start=week.start,
        week=week,
        findings=None if findings is None else tuple(_findings(findings, reader.names)),
        processes=found,
        heat=tuple(tuple(heat[first : first + 24]) for first in range(0, len(heat), 24)),
        piles=tuple(_piles(reader.atoms, names, week)),
        lanes=tuple(_lanes(reader.atoms, names, week)),
        counts=_counts(found),
    )


def zones_of(atom_timezones: object) -> dict[str, Zone]:
    """The zones of runtimes, from a mapping of their IDs or names to IANA names."""
    if atom_timezones is None:
        return {}
    if not isinstance(atom_timezones, Mapping):
        raise ScheduleError(f"atom_timezones is {kind_of(atom_timezones)}, not a mapping of runtimes, by ID or name, to time zones")
    return {as_text(atom): zone_of(name) for atom, name in atom_timezones.items()}


def _list(processes: object) -> Iterable[object]:
    if isinstance(processes, Mapping):
        if "processes" not in processes:
            raise ScheduleError("the mapping has no processes: give the list that the module returns as processes, or its whole result")
        processes = processes["processes"]
    if isinstance(processes, (str, bytes, Mapping)) or not isinstance(processes, Iterable):
        # An undefined variable of a template says so itself when it is used as text.
        as_text(processes)
        raise ScheduleError(f"processes is {kind_of(processes)}, not a list of processes")
    return processes


def _text(value: object) -> str | None:
    # Joined, it is text of Python's own type.
    return None if value is None or value == "" else "".join(as_text(value))


def _state(item: Item, enabled: object) -> str:
    if not item.schedule:
        return NOT_SCHEDULED
    if item.paused:
        return PAUSED
    return NOT_KNOWN if enabled is None else ENABLED


def _findings(findings: object, names: dict[str, dict[str, str]]) -> Iterable[Finding]:
    if isinstance(findings, (str, bytes, Mapping)) or not isinstance(findings, Iterable):
        raise ScheduleError(f"findings is {kind_of(findings)}, not a list as the filter policy_findings answers it")
    for index, finding in enumerate(findings):
        if not isinstance(finding, Mapping):
            raise ScheduleError(f"findings[{index}] is {kind_of(finding)}, not a mapping")
        missing = [key for key in FINDING if key not in finding]
        if missing:
            raise ScheduleError(f"findings[{index}] lacks {', '.join(missing)}")
        if finding["severity"] not in SEVERITIES:
            raise ScheduleError(f"findings[{index}] has the severity {shown(finding['severity'])}. Allowed are error and warning")
        text = {key: _text(finding[key]) for key in FINDING[:8]}
        yield Finding(
            rule=text["rule"] or "",
            severity=text["severity"] or "",
            message=text["message"] or "",
            process_id=text["process_id"],
            process_name=text["process_name"],
            instance_id=text["instance_id"],
            env_id=text["env_id"],
            atom_id=text["atom_id"],
            expected=plain(finding["expected"]),
            actual=plain(finding["actual"]),
            env_name=names["env"].get(text["env_id"] or ""),
            atom_name=names["atom"].get(text["atom_id"] or ""),
        )


def _piles(atoms: dict[str | None, list[tuple[int, str]]], names: dict[str, str], week: Week) -> list[Pile]:
    found = []
    # The minute of the hour as the report's zone has it: its offset need not be whole hours.
    first_minute = week.moment(0).minute
    for atom_id, runs in atoms.items():
        tally = Tally()
        for mask, _name in runs:
            tally.add(mask)
        most, minutes = tally.most((1 << week.length) - 1)
        if most < _PILE:
            continue
        first = next(values(minutes))
        found.append(
            Pile(
                atom_id,
                _runtime(atom_id, names),
                most,
                week.moment(first),
                minutes.bit_count(),
                tuple(name for mask, name in runs if mask >> first & 1),
                tuple(tally.most(each_hour((minute - first_minute) % 60, week.length))[0] for minute in range(60)),
            )
        )
    return sorted(found, key=lambda pile: (-pile.most, -pile.minutes, pile.runtime, pile.atom_id or ""))


def _lanes(atoms: dict[str | None, list[tuple[int, str]]], names: dict[str, str], week: Week) -> list[Lane]:
    found = []
    for atom_id, runs in atoms.items():
        starts = [0] * (1440 // STEP)
        for mask, times in Counter(week.next_day(mask) for mask, _name in runs).items():
            for index, count in enumerate(steps(mask)):
                starts[index] += times * count
        if any(starts):
            found.append(Lane(atom_id, _runtime(atom_id, names), tuple(starts)))
    return sorted(found, key=lambda lane: (lane.runtime, lane.atom_id or ""))


def _runtime(atom_id: str | None, names: dict[str, str]) -> str:
    return names.get(atom_id or "") or atom_id or "(no runtime)"


def _counts(processes: Iterable[Process]) -> dict[str, int]:
    several = tuple(processes)
    deployments = [deployment for process in several for deployment in process.deployments]
    states = Counter(deployment.state for deployment in deployments)
    return {
        "processes": len(several),
        "not_deployed": sum(not process.deployments for process in several),
        "schedules": len(deployments),
        "environments": len({deployment.env_id for deployment in deployments if deployment.env_id}),
        "runtimes": len({deployment.atom_id for deployment in deployments if deployment.atom_id}),
        "enabled": states[ENABLED],
        "paused": states[PAUSED],
        "not_known": states[NOT_KNOWN],
        "not_scheduled": states[NOT_SCHEDULED],
        "not_valid": states[NOT_VALID],
        "runs_24_hours": sum(deployment.runs_24_hours for deployment in deployments),
        "runs_7_days": sum(deployment.runs_7_days for deployment in deployments),
    }


def value_text(value: object) -> str:
    """What a finding expected or found, for a reader: a schedule in words, other things as JSON, text as it is, nothing where it is null."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, dict) and isinstance(value.get("words"), str):
        return f"{value['starts']} starts {value['words']}" if "starts" in value else value["words"]
    if isinstance(value, list) and value and all(isinstance(entry, dict) and entry for entry in value):
        try:
            return words(written(value))
        except ScheduleError:
            pass
    return json.dumps(value, ensure_ascii=False)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Makes a report from facts and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Owner, Process, Timetable, read_processes
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import PAUSE_NOT_ASKED, PAUSE_NOT_KNOWN, not_known
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import Zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.changed import changes_since
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.checks import read_checks
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.findings import read_findings
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.happened import happened
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.instances import shown_instances
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import (
    ENABLED,
    NOT_SCHEDULED,
    NOT_VALID,
    PAUSED,
    ZONE_NOT_KNOWN,
    Report,
    ShownDeployment,
    ShownProcess,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.provenance import read_provenance
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.runtimes import shown_runtimes
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.starts import Runs, Runtime, heat, lanes, peaks
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.week import Week
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import first_moments
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone

# How many of the next runs of a deployment are shown.
_NEXT = 3


def build(
    processes: object,
    *,
    findings: object = None,
    title: str,
    zones: Zones,
    viewer: Zone,
    start: datetime,
    verdicts: object = None,
    execution_records: object = None,
    checks: object = None,
    provenance: object = None,
    previous: object = None,
    ansible_core: str = "",
) -> Report:
    """The report on processes as the module integration_pack_process_info returns them: its list, or its whole result.

    `zones` are those of the runtimes, `viewer` is that in which moments are shown. Without `findings` nothing is judged, without `verdicts` nothing
    is said of what ran, without `checks` of what was checked and held, without `previous`, an
    earlier JSON report, of what has changed. A schedule that is not valid is shown as it is. Raises GivenError for what cannot
    be understood, and for a start outside the calendar.
    """
    week = _week(viewer, start)
    facts = read_processes(processes)
    deployments = [deployment for process in facts for deployment in process.deployments]
    env_names = _names((each.env_id, each.env_name) for each in deployments)
    atom_names = _names((each.atom_id, each.atom_name) for each in deployments)
    builder = _Builder(week, zones, not_known(deployments))
    shown = tuple(builder.process(process) for process in facts)
    starting = _starting(shown, atom_names)
    owners = _owners(facts)
    judged = None if findings is None else tuple(read_findings(findings, env_names, atom_names, owners))
    return Report(
        title=title,
        provenance=read_provenance(provenance),
        ansible_core=ansible_core,
        zone=viewer,
        start=week.start,
        week=week,
        findings=judged,
        changes=None if previous in (None, "") else changes_since(previous, facts, judged),
        checks=None if checks is None else read_checks(checks),
        happened=None if verdicts is None else happened(verdicts, execution_records, env_names, atom_names, owners),
        processes=shown,
        runtimes=shown_runtimes(shown),
        instances=shown_instances(shown, judged),
        heat=heat(starting, week),
        peaks=peaks(starting, week),
        lanes=lanes(starting, week),
        counts=_counts(shown),
        unused_zones=tuple(sorted(set(zones.of_runtimes) - {atom for each in deployments for atom in (each.atom_id, each.atom_name) if atom})),
    )


def _week(zone: Zone, start: datetime) -> Week:
    try:
        return Week(zone, start)
    except (OverflowError, ValueError):
        raise GivenError("too near to an end of the calendar, which goes from 1970 to 9999", field="start") from None


def _names(pairs: Iterable[tuple[str | None, str | None]]) -> dict[str, str]:
    """Names by id. If there are several, the first."""
    names: dict[str, str] = {}
    for key, name in pairs:
        if key and name:
            names.setdefault(key, name)
    return names


def _owners(processes: Iterable[Process]) -> dict[str, Owner]:
    """The names of instances and their packs, by the id of the instance. If there are several, the first."""
    owners: dict[str, Owner] = {}
    for process in processes:
        if process.instance_id and any(process.owner):
            owners.setdefault(process.instance_id, process.owner)
    return owners


class _When(NamedTuple):
    """When a schedule runs in a zone; see `ShownDeployment`."""

    schedule: Schedule
    next_runs: tuple[datetime, ...]
    week_runs: int
    day_runs: int


_NEVER = _When(Schedule(), (), 0, 0)


class _Builder:
    """Processes as they are shown. A timetable that many deployments share is computed once."""

    def __init__(self, week: Week, zones: Zones, not_known_state: str) -> None:
        self._week = week
        self._not_known = not_known_state
        self._zones = zones
        self._when: dict[tuple[Timetable, str], _When] = {}
        self._words: dict[Timetable, str] = {}

    def process(self, facts: Process) -> ShownProcess:
        return ShownProcess(facts, tuple(map(self._deployment, facts.deployments)))

    def _deployment(self, facts: Deployment) -> ShownDeployment:
        zone = self._zones.known(facts)
        problem = facts.problem
        when = _NEVER if problem or facts.paused or zone is None else self._runs(facts.timetable, zone)
        return ShownDeployment(
            facts=facts,
            zone=zone,
            state=NOT_VALID if problem else self._state(facts),
            problem=str(problem) if problem else None,
            words="" if problem else self._in_words(facts.timetable, zone) or NOT_SCHEDULED,
            retry_words="" if problem else self._in_words(facts.retry, zone),
            schedule=when.schedule,
            next_runs=when.next_runs,
            week_runs=when.week_runs,
            day_runs=when.day_runs,
        )

    def _state(self, facts: Deployment) -> str:
        if not facts.timetable.written:
            return NOT_SCHEDULED
        if facts.paused:
            return PAUSED
        return self._not_known if facts.enabled is None else ENABLED

    def _runs(self, timetable: Timetable, zone: Zone) -> _When:
        key = timetable, zone.name
        if key not in self._when:
            runs = first_moments(timetable.written, _NEXT, zone.minute_from(self._week.start), zone)
            mask = self._week.runs(timetable.written, zone)
            self._when[key] = _When(timetable.written, tuple(map(self._week.zone.local, runs)), mask, self._week.next_day(mask))
        return self._when[key]

    def _in_words(self, timetable: Timetable, zone: Zone | None) -> str:
        """The schedule in words, with its zone where that is not the report's or not known; empty if it has no times."""
        if timetable not in self._words:
            self._words[timetable] = words(timetable.written)
        text = self._words[timetable]
        if zone is None:
            return f"{text}, {ZONE_NOT_KNOWN}" if text else ""
        return f"{text}, {zone.name} time" if text and zone.name != self._week.zone.name else text


def _starting(processes: Sequence[ShownProcess], names: Mapping[str, str]) -> list[Runtime]:
    """The runtimes with runs in the week, in the order of the facts."""
    found: dict[str | None, list[Runs]] = {}
    for process in processes:
        for each in process.deployments:
            if each.week_runs:
                found.setdefault(each.facts.atom_id, []).append(Runs(each.week_runs, process.title))
    return [Runtime(atom_id, names.get(atom_id or "") or atom_id or "(no runtime)", runs) for atom_id, runs in found.items()]


def _counts(processes: Sequence[ShownProcess]) -> dict[str, int]:
    deployments = [each for process in processes for each in process.deployments]
    states = Counter(each.state for each in deployments)
    return {
        "processes": len(processes),
        "not_deployed": sum(not process.deployments for process in processes),
        "schedules": len(deployments),
        "environments": len({each.facts.env_id for each in deployments if each.facts.env_id}),
        "runtimes": len({each.facts.atom_id for each in deployments if each.facts.atom_id}),
        "enabled": states[ENABLED],
        "paused": states[PAUSED],
        "not_known": states[PAUSE_NOT_ASKED] + states[PAUSE_NOT_KNOWN],
        "not_scheduled": states[NOT_SCHEDULED],
        "not_valid": states[NOT_VALID],
        "zone_not_known": sum(each.left_out for each in deployments),
        "runs_24_hours": sum(each.runs_24_hours for each in deployments),
        "runs_7_days": sum(each.runs_7_days for each in deployments),
    }

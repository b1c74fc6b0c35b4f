# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The report as JSON, for programs.

Names are as the API has them, also with control characters: JSON escapes whatever is not ASCII. Keys keep their meaning; new keys may be added.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import SEVERITIES
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.findings import ShownFinding
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.happened import COUNTS, Happened, ShownRuns
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import Changes, Report, ShownDeployment, ShownInstance, ShownRuntime
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.provenance import this_collection
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.runtimes import not_online
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import plain
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.verdict import verdict
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.week import STEP
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone

VERSION = 1


def write(report: Report) -> str:
    """The text, with a line end at its end."""
    judged = report.findings is not None
    document = {
        "version": VERSION,
        "title": report.title,
        "timezone": report.zone.name,
        "unused_atom_timezones": list(report.unused_zones),
        "start": report.start.isoformat(),
        "provenance": {
            **report.provenance._asdict(),
            "collection_version": this_collection().version,
            "ansible_core_version": report.ansible_core,
            "moment": report.start.isoformat(),
            "timezone": report.zone.name,
        },
        "verdict": verdict(report),
        "summary": {
            **report.counts,
            "runtimes_not_online": not_online(report.runtimes) if report.has_status else None,
            **{f"{severity}s": report.severity(severity) if judged else None for severity in SEVERITIES},
        },
        "findings": _findings(report.findings),
        "changed_since": None if report.changes is None else _changes(report.changes),
        "checks": None if report.checks is None else list(report.checks),
        "runs": None if report.happened is None else _runs(report.happened, report.zone),
        "processes": [
            {
                "id": process.id,
                "name": process.name,
                "instance_id": process.instance_id,
                **process.facts.owner._asdict(),
                "deployments": [_deployment(each) for each in process.deployments],
            }
            for process in report.processes
        ],
        "instances": list(map(_instance, report.instances)),
        "runtimes": list(map(_runtime, report.runtimes)),
        "runs_per_hour": [{"date": day.isoformat(), "runs": list(hours)} for day, hours in zip(report.week.days, report.heat)],
        "starts_per_minute": [
            {
                "atom_id": peak.atom_id,
                "atom_name": peak.runtime if peak.runtime != peak.atom_id else None,
                "most": peak.most,
                "first": peak.first.isoformat(),
                "minutes": peak.minutes,
                "processes": list(peak.processes),
                "most_by_minute_of_hour": list(peak.by_minute),
            }
            for peak in report.peaks
        ],
        "next_24_hours": {
            "minutes_per_step": STEP,
            "runtimes": [
                {"atom_id": lane.atom_id, "atom_name": lane.runtime if lane.runtime != lane.atom_id else None, "starts": list(lane.starts)}
                for lane in report.lanes
            ],
        },
    }
    return json.dumps(document, indent=2) + "\n"


def _findings(findings: Sequence[ShownFinding] | None) -> list[dict[str, object]] | None:
    return None if findings is None else [{**each.finding, **each.owner._asdict()} for each in findings]


def _changes(changes: Changes) -> dict[str, object]:
    schedules = [
        {
            "change": each.kind,
            "process_id": each.process.id or None,
            "process_name": each.process.name,
            "instance_id": each.process.instance_id,
            **{key: getattr(each.deployment, key) for key in ("env_id", "env_name", "atom_id", "atom_name")},
            "differences": list(each.says),
        }
        for each in changes.schedules
    ]
    return {"start": changes.since, "schedules": schedules, "new_findings": _findings(changes.new_findings), "gone_findings": _findings(changes.gone_findings)}


def _runs(what: Happened, zone: Zone) -> dict[str, object]:
    return {
        "first": zone.local(what.first).isoformat() if what.first else None,
        "last": zone.local(what.last).isoformat() if what.last else None,
        "summary": {name: sum(each.row[name] for each in what.rows) for name in COUNTS},
        "reasons": dict(sorted(what.reasons.items())),
        "assumed_of_missed": dict(sorted(what.assumed.items())),
        "rows": list(map(_row, what.rows)),
    }


def _row(each: ShownRuns) -> dict[str, object]:
    names = {"env_name": each.env_name, "atom_name": each.atom_name, **each.owner._asdict()}
    return {**each.row, **names, "verdicts": [plain(run.item) for run in each.odd]}


def _deployment(each: ShownDeployment) -> dict[str, object]:
    return {
        "env_id": each.facts.env_id,
        "env_name": each.facts.env_name,
        "env_classification": each.facts.env_classification,
        "atom_id": each.facts.atom_id,
        "atom_name": each.facts.atom_name,
        "timezone": each.zone.name if each.zone else None,
        "state": each.state,
        "problem": each.problem,
        "schedule": each.entries,
        "words": each.words,
        "next_runs": [run.isoformat() for run in each.next_runs],
        "next_runs_local": [run.isoformat() for run in each.local_runs],
        "runs_24_hours": each.runs_24_hours,
        "runs_7_days": each.runs_7_days,
        "retry": {"schedule": each.retry_entries, "words": each.retry_words, "max_retry": each.max_retry},
    }


def _runtime(each: ShownRuntime) -> dict[str, object]:
    return {
        "atom_id": each.atom_id,
        "atom_name": each.atom_name,
        "environments": [{"env_id": env_id, "env_name": env_name} for env_id, env_name in each.environments],
        "atom_status": each.status,
        "atom_status_detail": each.status_detail,
        "online": each.alive,
        "timezone": each.zone.name if each.zone else None,
        "atom_time_zone": each.reported,
        "schedules": each.schedules,
        "not_scheduled": each.not_scheduled,
        "paused": each.paused,
        "zone_not_known": each.left_out,
    }


def _instance(each: ShownInstance) -> dict[str, object]:
    about = {"instance_id": each.instance_id, **each.owner._asdict()}
    return {**about, **{key: value for key, value in each._asdict().items() if key not in ("instance_id", "owner")}}

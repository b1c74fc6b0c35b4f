# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as JSON, for programs. Private to the collection.

Names are as the API has them, also where they hold control characters: JSON escapes what is not ASCII. Keys keep their meaning; new ones may come.
"""

from __future__ import annotations

import json

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import Deployment, Report
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.week import STEP

VERSION = 1


def write(report: Report) -> str:
    """The text, with a line end at its end."""
    judged = report.findings is not None
    document = {
        "version": VERSION,
        "title": report.title,
        "timezone": report.zone.name,
        "start": report.start.isoformat(),
        "summary": {**report.counts, "errors": report.severity("error") if judged else None, "warnings": report.severity("warning") if judged else None},
        "findings": [finding.facts() for finding in report.findings] if report.findings is not None else None,
        "processes": [
            {
                "id": process.id,
                "name": process.name,
                "instance_id": process.instance_id,
                "deployments": [_deployment(deployment) for deployment in process.deployments],
            }
            for process in report.processes
        ],
        "runs_per_hour": [{"date": day.isoformat(), "runs": list(hours)} for day, hours in zip(report.week.days, report.heat)],
        "starts_per_minute": [
            {
                "atom_id": pile.atom_id,
                "atom_name": pile.runtime if pile.runtime != pile.atom_id else None,
                "most": pile.most,
                "first": pile.first.isoformat(),
                "minutes": pile.minutes,
                "processes": list(pile.processes),
                "most_by_minute_of_hour": list(pile.by_minute),
            }
            for pile in report.piles
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


def _deployment(deployment: Deployment) -> dict[str, object]:
    return {
        "env_id": deployment.env_id,
        "env_name": deployment.env_name,
        "env_classification": deployment.env_classification,
        "atom_id": deployment.atom_id,
        "atom_name": deployment.atom_name,
        "timezone": deployment.zone.name,
        "state": deployment.state,
        "problem": deployment.problem,
        "schedule": deployment.entries,
        "words": deployment.words,
        "next_runs": [run.isoformat() for run in deployment.next_runs],
        "runs_24_hours": deployment.runs_24_hours,
        "runs_7_days": deployment.runs_7_days,
        "retry": {"schedule": deployment.retry_entries, "words": deployment.retry_words, "max_retry": deployment.max_retry},
    }

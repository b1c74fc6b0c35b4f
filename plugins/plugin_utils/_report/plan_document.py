# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""A plan as JSON, for programs. Keys keep their meaning; new keys may be added."""

from __future__ import annotations

import json
import re

from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.disturbed import item
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.plan import Change, Maintenance, Plan
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.plan_words import allows, verdict
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import plain

VERSION = 1
# Half of a pair, which no file can hold.
_ALONE = re.compile("[\ud800-\udfff]")


def write(plan: Plan) -> str:
    """The text, with a line end at its end."""
    document = {
        "version": VERSION,
        "title": plan.title,
        "timezone": plan.zone.name,
        "verdict": f"{verdict(plan)}.",
        "allowed": allows(plan),
        "not_valid": list(plan.not_valid),
        "maintenance": None if plan.maintenance is None else _maintenance(plan.maintenance),
        "change": None if plan.change is None else _change(plan.change),
    }
    # With emoji as they are: before ansible-core 2.19 a text of JSON that becomes data by itself is read as Python, which has no pairs of surrogates.
    text = json.dumps(plain(document), indent=2, ensure_ascii=False) + "\n"
    return _ALONE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _maintenance(made: Maintenance) -> dict[str, object]:
    return {
        "start": made.start.isoformat(),
        "end": made.end.isoformat(),
        "minutes": made.minutes,
        "processes": made.processes,
        "disturbed_processes": made.disturbed_processes,
        "runs": made.runs,
        "runtimes": made.runtimes,
        "disturbed": [item(each.at) for each in made.disturbed],
        "afterwards": [
            {
                "start": each.moment.isoformat() if each.moment else None,
                "most_at_once": each.together,
                "processes": [
                    {"process_id": one.process.id, "process_name": one.process.name, "atom_id": one.deployment.atom_id, "atom_name": one.deployment.atom_name}
                    for one in each.starting
                ],
            }
            for each in made.catch_up
        ],
        "quiet_days": made.days,
        "quiet": [{"start": each.start.isoformat(), "end": each.end.isoformat(), "minutes": each.minutes, "disturbed": each.disturbed} for each in made.quiet],
        "policy": None if made.judged is None else {"findings": list(made.judged.findings), "kept_free": list(made.judged.kept_free)},
    }


def _change(made: Change) -> dict[str, object]:
    return {
        "findings_before": made.before,
        "findings_after": made.after,
        "new_findings": None if made.new is None else list(made.new),
        "gone_findings": None if made.gone is None else list(made.gone),
        "starts_per_minute": [
            {
                "atom_id": each.atom_id,
                "atom_name": each.runtime if each.runtime != each.atom_id else None,
                "most_before": max(each.before),
                "most_after": max(each.after),
                "most_by_minute_of_hour_before": list(each.before),
                "most_by_minute_of_hour_after": list(each.after),
                "first": each.first.isoformat() if each.first else None,
                "processes": list(each.processes),
            }
            for each in made.collisions
        ],
    }

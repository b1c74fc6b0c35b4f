# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans for the tests of their reports, one of them with hostile names."""

from __future__ import annotations

import json
from typing import Any

from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils.policy_cases import deployment, process
from tests.unit.plugins.plugin_utils.report_cases import HOSTILE

NIGHT = {"start": "2026-11-29T02:00", "end": "2026-11-29T04:00", "timezone": "Europe/Berlin"}
NAMES = {"env_name": "Production", "atom_name": "prod-1"}


def owned(made: dict[str, Any], pack: str | None) -> dict[str, Any]:
    return {**made, "integration_pack": [{"integration_pack_id": "k", "name": pack}]}


ONCE = {"minutes": "40", "hours": "2", "days_of_month": "29", "months": "11", "years": "2026"}
FACTS = [
    owned(process(deployment("0-59/15 * * * * *", **NAMES), process_id="p1", name="Stock Level"), "Warehouse"),
    owned(process(deployment("30 2 * * * *", **NAMES), deployment("0 3 * * * *", "a2", env_name="Production"), process_id="p2", name="Nightly Load"), "Load"),
    owned(
        process(deployment([ONCE], **NAMES), process_id="p3", name="Once"),
        "Load",
    ),
    owned(process(deployment("0 12 * * * *", **NAMES), process_id="p4", name="Noon"), "Load"),
    owned(process(deployment("30 1 * * * *", **NAMES), process_id="p5", name="Long"), "Load"),
    owned(process(deployment([{"minutes": "bad"}], **NAMES), process_id="p6", name="Broken"), "Load"),
]
DURATIONS = [{"process_id": "p5", "minutes": 45}, {"process_id": "p1", "minutes": 2}]
POLICY = {
    "version": 1,
    "timezone": "Europe/Berlin",
    "processes": [{"name": "Often", "match": "Stock*", "max_minutes_between_runs": 60, "severity": "warning"}],
    "windows": [
        {"name": "Load", "match": "*Load", "must_run": {"hours": "1-3"}},
        {"name": "Sunday", "match": "*", "must_not_run": {"days_of_week": "1", "hours": "3"}},
    ],
}
MOVED = plugins.with_schedule(FACTS, "Noon", "30 1 * * * *")


def report(format: str, facts: Any = None, **more: Any) -> str:  # noqa: A002 - the name of the filter's option
    text: str = plugins.plan_report(FACTS if facts is None else facts, format, **{**NIGHT, "durations": DURATIONS, **more})
    return text


def document(facts: Any = None, **more: Any) -> Any:
    return json.loads(report("json", facts, **more))


def hostile(format: str) -> str:  # noqa: A002
    """Each name is that of a process, a pack, an environment and a runtime, of a rule and of a window; half of the schedules are not valid."""
    facts = [
        owned(process(deployment("30 2 * * * *", f"a{number}", f"e{number}", env_name=name, atom_name=name), process_id=f"p{number}", name=name), name)
        for number, name in enumerate(HOSTILE)
    ]
    # A blank is every minute.
    facts += [process(deployment([{"minutes": name}]), process_id=f"q{number}", name=name) for number, name in enumerate(HOSTILE) if name.strip()]
    windows = [{"name": name, "match": f"p{number}", "must_run": {"hours": "2"}} for number, name in enumerate(HOSTILE) if name.strip()]
    windows += [{"name": f"{name} 2", "match": "*", "must_not_run": {"hours": "2"}} for name in HOSTILE]
    rules = [{"name": name, "match": f"p{number}", "max_minutes_between_runs": 1440} for number, name in enumerate(HOSTILE) if name.strip()]
    policy = {"version": 1, "timezone": "Europe/Berlin", "windows": windows, "processes": rules}
    moved = plugins.with_schedule(facts, "p*", "0 12 * * * *")
    return report(format, facts, policy=policy, changed=moved, title=HOSTILE[0] + HOSTILE[1])

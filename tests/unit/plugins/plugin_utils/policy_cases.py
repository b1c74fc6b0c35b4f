# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts and policies for the tests to try."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import jsonschema
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import policy_findings
from tests.paths import ROOT
from tests.unit.plugins.plugin_utils import schedule_cases

Facts = list[dict[str, Any]]

START = datetime(2026, 11, 24, tzinfo=timezone.utc)

SCHEMA: dict[str, Any] = json.loads((ROOT / "docs/policy.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def deployment(schedule: Any = (), atom: str | None = "a1", env: str | None = "e1", enabled: Any = True, max_retry: Any = 5, **more: Any) -> dict[str, Any]:
    """An item of process_schedules. A schedule may be one string of six fields."""
    entries = [dict(zip(("minutes", "hours", "days_of_week", "days_of_month", "months", "years"), schedule.split()))] if isinstance(schedule, str) else schedule
    retry = {"schedule": [], "max_retry": max_retry}
    return {"id": "s", "process_id": "p", "atom_id": atom, "env_id": env, "enabled": enabled, "schedule": list(entries), "retry": retry, **more}


def process(*deployments: dict[str, Any], process_id: str = "p1", name: str | None = "Order Intake", instance_id: str = "i1") -> dict[str, Any]:
    return {"id": process_id, "name": name, "integration_pack": [], "instance_id": instance_id, "process_schedules": list(deployments)}


def judged(given: Any, *rules: dict[str, Any], horizon_days: int = 365, scope: str = "all", **policy: Any) -> list[Any]:
    """The findings by a policy of these rules, each of which matches all processes unless it says otherwise, and of the keys given."""
    document = {"version": 1, "processes": [{"match": "*", **rule} for rule in rules], **policy}
    return policy_findings(given, document, START, horizon_days, scope)


def told(given: Any, *rules: dict[str, Any], **policy: Any) -> list[tuple[str, str, str]]:
    """Rule, severity and message of each finding."""
    return [(finding["rule"], finding["severity"], finding["message"]) for finding in judged(given, *rules, **policy)]


# A quarter-hourly schedule of office hours, on one runtime and paused on another.
OFFICE = "0-59/15 8-18 2-6 * * *"
PAIR = [process(deployment(OFFICE, "a1"), deployment(OFFICE, "a2", enabled=False))]
NAMED = [process(deployment(OFFICE, env_name="Production", atom_name="frankfurt"))]


# Few of each, so that they meet; and what nobody should have chosen.
_IDS = st.sampled_from(["p1", "p2", "p3", "[p]*", "a?", "Load"])
_NAMES = st.sampled_from(["Order Intake", "Load", "Load *", "[ab]", "p1", "a\nb", "\u202eevil", '"quoted"', "{{ x }}", "", None])
_PLACES = st.sampled_from(["a1", "a2", "e1", "e2", "[a]*", "p1", "", None])
_DIRTY = st.sampled_from(
    [
        [{"minutes": "0-59/", "hours": "8-18"}],
        [{"minutes": "0-59/", "hours": None, "months": " "}],
        [{"minutes": "MON"}, {"hours": "1"}],
        [{"hours": "25-30"}],
        [{"days_of_month": "31", "months": "2"}],
        [{"minutes": "\u0665; 1"}],
        [],
        [],
    ]
)


def schedules() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Valid ones, none, ones that never come, and ones that are not valid."""
    return schedule_cases.entries(most=2) | _DIRTY


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    pool = draw(st.lists(schedules(), min_size=1, max_size=3))
    found = []
    for dummy in range(draw(st.integers(0, 4))):
        deployments = [
            deployment(
                draw(st.sampled_from(pool)),
                draw(_PLACES),
                draw(_PLACES),
                draw(st.sampled_from([True, False, None])),
                draw(st.sampled_from([5, 0, 1, -1, None])),
                **draw(st.sampled_from([{}, {"env_name": "Production", "atom_name": "a1"}, {"env_name": None, "atom_name": "e2"}])),
            )
            for dummy in range(draw(st.integers(0, 3)))
        ]
        found.append(process(*deployments, process_id=draw(_IDS), name=draw(_NAMES), instance_id=draw(st.sampled_from(["i1", "i2"]))))
    return found

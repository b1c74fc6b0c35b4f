# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What demands nothing has a warning, and what demands anything has none."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import policy_findings
from tests.unit.plugins.plugin_utils.policy_cases import PAIR, START, deployment, judged, process, told

NOTHING = "the policy demands nothing, so it proves nothing: give it rules (processes) or windows, max_starts_per_minute, or unmatched: deny"


@pytest.mark.parametrize("more", [{}, {"processes": [], "windows": [], "timezone": "Europe/Berlin", "unmatched": "allow"}])
def test_a_policy_that_demands_nothing(more: dict[str, Any]) -> None:
    (finding,) = policy_findings(PAIR, {"version": 1, **more}, START)
    assert (finding["rule"], finding["severity"], finding["message"], finding["expected"], finding["process_id"]) == (
        "processes", "warning", NOTHING, None, None
    )  # fmt: skip


@pytest.mark.parametrize("demand", [{"max_starts_per_minute": 9}, {"windows": [{"match": "*", "must_not_run": {"hours": "3"}}]}])
def test_a_policy_without_rules_that_demands_something(demand: dict[str, Any]) -> None:
    assert told(PAIR, **demand) == []


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"only_on": ["a1"]},
        {"required": False, "even_intervals": False, "on_every_atom": False},
        {"except": ["x"], "severity": "error", "name": "x"},
    ],
)
def test_a_rule_that_demands_nothing(more: dict[str, Any]) -> None:
    name, called = ("x", '"x"') if "name" in more else ("processes[1]", "processes[1]")
    text = f"{called} demands nothing of the processes that it matches, so it proves nothing"
    assert told(PAIR, {"required": True}, more) == [(f"{name}.match", "warning", text)]
    # It is the list of those that may exist.
    assert told(PAIR, {"required": True}, more, unmatched="deny") == []


@pytest.mark.parametrize(
    "demand",
    [
        {"required": True},
        {"environments": []},
        {"process_name": "Order Intake"},
        {"on_every_atom": True},
        {"retry": []},
        {"retry_text": ""},
        {"max_minutes_between_runs": 1},
        {"enabled": "unknown"},
        {"schedule": []},
        {"schedule_text": ""},
        {"enabled": False},
        {"max_retry": 0},
        {"min_minutes_between_runs": 1},
        {"max_runs_per_day": 1440},
        {"even_intervals": True},
        {"enabled_on": "none"},
    ],
)
def test_each_demand_is_one(demand: dict[str, Any]) -> None:
    findings = judged([process(deployment())], demand)
    assert [finding["message"] for finding in findings if "demands nothing" in finding["message"]] == []


def test_a_part_of_an_estate_says_nothing_of_the_policy() -> None:
    assert policy_findings(PAIR, {"version": 1}, START, scope="processes") == []

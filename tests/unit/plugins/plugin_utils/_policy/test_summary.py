# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a policy checked, rule by rule."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import policy_findings
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.summary import policy_summary
from tests.unit.plugins.plugin_utils.policy_cases import PAIR, START, deployment, process

LOADS = [process(deployment("0 2 * * * *"), process_id="p2", name="Load"), process(process_id="p3", name="Load too")]


def summed(given: Any, policy: dict[str, Any], scope: str = "all") -> list[Any]:
    policy = {"version": 1, **policy}
    return list(policy_summary(given, policy, policy_findings(given, policy, START, scope=scope), scope))


def rows(summary: list[Any], *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in ("rule", *keys)) for row in summary]


POLICY = {
    "processes": [
        {"name": "Orders v1.2", "match": "Order*", "max_retry": 5, "schedule": "0 5 * * * *"},
        {"match": "Load*", "except": ["Load"], "max_retry": 3},
        {"match": "Load", "max_retry": 5, "only_on": ["a1"]},
        {"match": "Nothing*", "max_retry": 0},
        {"name": "Nothing at all", "match": "None*", "max_retry": 0, "severity": "info"},
        {"match": "p1", "max_retry": 4, "severity": "info"},
    ],
    "max_starts_per_minute": 5,
    "windows": [{"name": "Night", "match": "*", "must_not_run": {"hours": "2"}}],
    "unmatched": "deny",
}


def test_each_rule_with_what_it_is_about_and_what_was_found() -> None:
    found = summed([*PAIR, *LOADS], POLICY)
    assert rows(found, "demands", "processes", "schedules", "errors", "warnings", "infos", "holds") == [
        ("Orders v1.2", ["schedule", "max_retry"], 1, 2, 2, 0, 0, False),
        ("processes[1]", ["max_retry"], 1, 0, 0, 0, 0, True),
        ("processes[2]", ["max_retry"], 1, 1, 0, 0, 0, True),
        ("processes[3]", ["max_retry"], 0, 0, 0, 1, 0, False),
        ("Nothing at all", ["max_retry"], 0, 0, 0, 0, 1, False),
        ("processes[5]", ["max_retry"], 1, 2, 0, 0, 3, False),
        ("max_starts_per_minute", ["max_starts_per_minute"], 3, 3, 0, 0, 0, True),
        ("Night", ["must_not_run"], 3, 3, 1, 0, 0, False),
        ("unmatched", ["unmatched"], 3, 3, 0, 0, 0, True),
    ]
    assert (found[1]["match"], found[1]["excluding"]) == ("Load*", ["Load"])
    assert sum(row["errors"] + row["warnings"] + row["infos"] for row in found) == len(policy_findings([*PAIR, *LOADS], {"version": 1, **POLICY}, START))


def test_what_the_scope_leaves_out_is_not_said_to_hold() -> None:
    policy = {"processes": [{"match": "*", "on_every_atom": True}, {"match": "*", "on_every_atom": True, "max_retry": 5}], "max_starts_per_minute": 9}
    assert [row["holds"] for row in summed(LOADS, policy)] == [True, True, True]
    left_out = summed(LOADS, policy, scope="processes")
    assert rows(left_out, "not_judged", "holds") == [
        ("processes[0]", ["on_every_atom"], None),
        ("processes[1]", ["on_every_atom"], True),
        ("max_starts_per_minute", ["max_starts_per_minute"], None),
    ]


def test_a_finding_about_the_policy_itself_has_its_own_row() -> None:
    found = summed(LOADS, {"timezone": "runtime", "processes": [{"match": "*", "max_retry": 5}]})
    assert rows(found, "errors", "holds") == [("processes[0]", 0, True), ("timezone", 1, False)]
    assert rows(summed([], {}), "warnings", "holds") == [("processes", 1, False)]


@pytest.mark.parametrize(
    ("findings", "message"),
    [
        ({}, "findings is a mapping; it must be a list as the filter policy_findings returns it"),
        ([5], "findings[0] is 5; it must be a mapping with rule and severity"),
        ([{"rule": "x", "severity": "bad"}], 'findings[0].severity is "bad"; allowed are error, warning, info'),
    ],
)
def test_what_are_no_findings(findings: Any, message: str) -> None:
    with pytest.raises(GivenError) as caught:
        policy_summary([], {"version": 1}, findings)
    assert str(caught.value) == message

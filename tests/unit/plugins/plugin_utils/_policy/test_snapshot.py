# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Today's facts as a policy: there are no findings while nothing changes, and every change is one."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import policy_findings
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.snapshot import policy_from
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.values import PolicyError
from tests.unit.plugins.plugin_utils import policy_cases as cases
from tests.unit.plugins.plugin_utils.policy_cases import VALIDATOR
from tests.unit.plugins.plugin_utils.schedule_cases import share

START = datetime(2026, 11, 24, tzinfo=timezone.utc)
FACTS = [
    cases.process(
        cases.deployment("0-59/15 8-18 2-6 * * *", "a1", "e1"),
        cases.deployment("0-59/15 8-18 2-6 * * *", "a2", "e1", enabled=False),
        cases.deployment((), "a3", "e2"),
    ),
    cases.process(cases.deployment("0-59/ 8-18 2-6 * * *"), process_id="[p2]*", name=None),
    cases.process(process_id="p3", name="Load *"),
    cases.process(cases.deployment("0 8 * * * *", enabled=None), process_id="p4", name="Sync \U0001f680"),
]
FACTS[0]["process_schedules"][1]["retry"]["schedule"] = [{"minutes": "0-10/5"}]
FACTS[0]["process_schedules"][2]["retry"]["schedule"] = [{"hours": "MON"}]


@share(most=500)
@given(facts=cases.facts())
def test_nothing_is_found_while_nothing_changes(facts: cases.Facts) -> None:
    policy = policy_from(facts)
    assert policy_findings(facts, policy, START) == []
    assert policy_findings({"processes": list(reversed(facts))}, policy, START) == []
    assert policy_from(list(reversed(facts))) == policy
    VALIDATOR.validate(policy)
    # Nothing is shared, so that YAML needs no anchors.
    assert json.loads(json.dumps(policy)) == policy


def drifted(change: Callable[[list[dict[str, Any]]], Any]) -> set[str]:
    facts = deepcopy(FACTS)
    change(facts)
    return {finding["rule"].rpartition(".")[2] for finding in policy_findings(facts, policy_from(FACTS), START)}


def one(facts: list[dict[str, Any]], index: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = facts[0]["process_schedules"][index]
    return found


DRIFTS: list[tuple[str, Callable[[list[dict[str, Any]]], Any], set[str]]] = [
    ("none", lambda facts: None, set()),
    ("the same minutes", lambda facts: one(facts)["schedule"][0].update(minutes="0,15,30,45"), set()),
    ("a schedule", lambda facts: one(facts)["schedule"][0].update(minutes="0"), {"schedule"}),
    ("a schedule gone", lambda facts: one(facts).update(schedule=[]), {"schedule"}),
    ("a schedule come", lambda facts: one(facts, 2).update(schedule=[{"hours": "1"}]), {"schedule"}),
    ("a schedule no longer valid", lambda facts: one(facts)["schedule"][0].update(hours="25"), {"schedule"}),
    ("another schedule that is not valid", lambda facts: facts[1]["process_schedules"][0]["schedule"][0].update(hours="9"), {"schedule_text"}),
    ("paused", lambda facts: one(facts).update(enabled=False), {"enabled"}),
    ("resumed", lambda facts: one(facts, 1).update(enabled=True), {"enabled"}),
    ("not known any more", lambda facts: one(facts).update(enabled=None), {"enabled"}),
    ("retries", lambda facts: one(facts).update(retry={"max_retry": 4}), {"max_retry"}),
    ("an environment", lambda facts: one(facts).update(env_id="e9"), {"environments"}),
    ("another atom", lambda facts: one(facts).update(atom_id="a9"), {"required", "unmatched"}),
    ("a deployment gone", lambda facts: facts[0]["process_schedules"].pop(), {"required"}),
    ("a deployment come", lambda facts: facts[0]["process_schedules"].append(cases.deployment(atom="a9")), {"unmatched"}),
    ("deployed at last", lambda facts: facts[2]["process_schedules"].append(cases.deployment()), {"environments"}),
    ("a process gone", lambda facts: facts.pop(2), {"required"}),
    ("a process come", lambda facts: facts.append(cases.process(process_id="p9")), {"unmatched"}),
    ("a name", lambda facts: facts[0].update(name="Other \U0001f680"), {"process_name"}),
    ("a name gone", lambda facts: facts[0].update(name=None), {"process_name"}),
    ("a name come", lambda facts: facts[1].update(name="Other"), set()),
    ("a retry window", lambda facts: one(facts)["retry"].update(schedule=[{"hours": "9"}]), {"retry"}),
    ("a retry window gone", lambda facts: one(facts, 1)["retry"].update(schedule=[]), {"retry"}),
    ("the same retry window", lambda facts: one(facts, 1)["retry"].update(schedule=[{"minutes": "0,5,10"}]), set()),
    ("a retry window no longer valid", lambda facts: one(facts)["retry"].update(schedule=[{"hours": "25"}]), {"retry"}),
    ("another retry window that is not valid", lambda facts: one(facts, 2)["retry"].update(schedule=[{"hours": "1/"}]), {"retry_text"}),
    ("a pause that was not known", lambda facts: facts[3]["process_schedules"][0].update(enabled=False), {"enabled"}),
]


@pytest.mark.parametrize(("what", "change", "found"), DRIFTS, ids=[drift[0] for drift in DRIFTS])
def test_drift_is_found(what: str, change: Callable[[list[dict[str, Any]]], Any], found: set[str]) -> None:
    assert drifted(change) == found


@share(most=500)
@given(
    facts=cases.facts(),
    number=st.integers(0, 100),
    schedule=st.sampled_from([[{"minutes": "7", "hours": "7", "years": "2051-2060"}], [{"minutes": "8/"}]]),
)
def test_a_changed_schedule_is_found(facts: cases.Facts, number: int, schedule: list[dict[str, str]]) -> None:
    # One process on one atom has one schedule, and no environment has the id of an atom.
    facts = list({process["id"]: process for process in facts if process["id"] not in ("p1", "Load")}.values())
    for process in facts:
        process["process_schedules"] = list({item["atom_id"]: item for item in process["process_schedules"] if item["atom_id"] in ("a1", "a2")}.values())
        for item in process["process_schedules"]:
            item.pop("atom_name", None)
            item["env_id"] = "e1" if item["env_id"] == "e1" else None
    items = [item for process in facts for item in process["process_schedules"]]
    if items:
        policy = policy_from(facts)
        items[number % len(items)]["schedule"] = schedule
        assert {finding["rule"].rpartition(".")[2] for finding in policy_findings(facts, policy, START)} & {"schedule", "schedule_text"}


def test_a_schedule_that_is_not_valid_is_kept_as_text() -> None:
    policy = policy_from(FACTS)
    assert [rule["schedule_text"] for rule in policy["processes"] if "schedule_text" in rule] == ["0-59/ 8-18 2-6 * * *"]
    assert [rule["match"] for rule in policy["processes"]] == ["[[]p2][*]", "p3", "p1", "p1", "p1", "p4"]
    assert [rule["retry_text"] for rule in policy["processes"] if "retry_text" in rule] == ["* MON * * * *"]


def test_the_name_is_demanded_once_and_an_unknown_pause_is_written() -> None:
    policy = policy_from(FACTS)
    assert [rule.get("process_name") for rule in policy["processes"]] == [None, "Load *", "Order Intake", None, None, "Sync \U0001f680"]
    assert policy["processes"][-1]["enabled"] == "unknown"
    facts = deepcopy(FACTS)
    facts[0]["name"] = "Renamed"
    facts[3]["process_schedules"][0]["enabled"] = True
    found = policy_findings(facts, policy, START)
    assert [(finding["severity"], finding["message"], finding["expected"], finding["actual"]) for finding in found] == [
        ("error", '"Renamed" is no longer named "Order Intake"', "Order Intake", "Renamed"),
        (
            "warning",
            '"Sync \U0001f680" is enabled on "a1", which was not known when the policy was written',
            "not known",
            "running",
        ),
    ]
    facts[3]["process_schedules"].clear()
    assert {finding["rule"].rpartition(".")[2] for finding in policy_findings(facts, policy, START)} == {"process_name", "required"}


def test_one_environment_judged_by_another() -> None:
    test = [cases.process(cases.deployment("0 8 * * * *", "a1", "e1"))]
    production = [cases.process(cases.deployment("0 9 * * * *", "a2", "e2"), process_id="p2")]
    policy = policy_from(test, match="name", keys=["schedule", "enabled", "max_retry"])
    assert policy["processes"][0].keys() == {"match", "required", "schedule", "enabled", "max_retry"}
    assert [finding["rule"] for finding in policy_findings(production, policy, START)] == ["processes[0].schedule"]
    with pytest.raises(PolicyError, match="has more than one schedule; match it by id and keep the environments"):
        policy_from(FACTS, keys=["schedule"])
    with pytest.raises(PolicyError, match="has no name; match it by id"):
        policy_from(FACTS, match="name")
    VALIDATOR.validate(policy)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"keys": ["schedule"]},
            'the process "p1" has more than one schedule; match it by id and keep the environments, or give the facts of a single environment',
        ),
        (
            {"keys": ["enabled"]},
            'the process "p1" has more than one enabled; match it by id and keep the environments, or give the facts of a single environment',
        ),
        ({"match": "name"}, 'the process "[p2]*" has no name; match it by id'),
    ],
)
def test_facts_that_no_rule_can_record(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError) as caught:
        policy_from(FACTS, **arguments)
    assert str(caught.value) == message


def test_a_process_without_an_id_cannot_be_recorded() -> None:
    with pytest.raises(PolicyError) as caught:
        policy_from([{"name": "x"}])
    assert str(caught.value) == "processes[0].id is missing; a process without an id cannot be judged"

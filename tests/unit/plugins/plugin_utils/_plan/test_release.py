# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Release files as policies."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils.policy_cases import VALIDATOR, deployment, process

COMMON = {"componentId": "c", "packageVersion": "1.0", "notes": "first"}
RELEASE: dict[str, Any] = {
    "pipelines": [
        {"processName": "Order Intake", **COMMON, "schedule": "0 0 1 * * * ; 30 0 2-7 * * *"},
        {"processName": "[Status] *", **COMMON, "listenerStatus": "PAUSED"},
        {"processName": "Library", **COMMON},
        {"processName": "Cleared", **COMMON, "schedule": ""},
    ]
}


def test_a_rule_for_each_process() -> None:
    policy = plugins.policy_from_release(RELEASE)
    assert policy["version"] == 1
    assert [(rule["name"], rule["match"], rule["required"], plugins.describe_schedule(rule["schedule"])) for rule in policy["processes"]] == [
        ("Order Intake", "Order Intake", True, "at 00:30, Monday to Saturday; and at 00:00 on Sunday"),
        ("[Status] *", "[[]Status] [*]", True, "not scheduled"),
        ("Cleared", "Cleared", True, "not scheduled"),
    ]
    assert plugins.policy_from_release(json.dumps(RELEASE)) == policy
    assert list(VALIDATOR.iter_errors(policy)) == []


def test_what_differs_from_the_release_is_a_finding() -> None:
    facts = [
        process(deployment("0 0 1 * * *", enabled=False), deployment([], "a2")),
        process(deployment([]), process_id="p2", name="[Status] *"),
        process(deployment("0 8 * * * *"), process_id="p3", name="Cleared"),
    ]
    findings = plugins.policy_findings(facts, plugins.policy_from_release(RELEASE))
    assert [(finding["rule"], finding["process_name"], finding["atom_id"]) for finding in findings] == [
        ("Order Intake.schedule", "Order Intake", "a1"),
        ("Order Intake.schedule", "Order Intake", "a2"),
        ("Cleared.schedule", "Cleared", "a1"),
    ]


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (5, "the release is 5; it must be a mapping with pipelines"),
        ("[", "the release is not valid JSON: "),
        ("[]", "the release is a list; it must be a mapping with pipelines"),
        ({}, "pipelines: is missing; it must be a list of items with processName"),
        ({"pipelines": {}}, "pipelines is a mapping; it must be a list"),
        ({"pipelines": [], "environment": "x"}, "environment: is not a key of a release; allowed is pipelines"),
        ({"pipelines": [], "\x1b\n": "x"}, "\\x1b: is not a key of a release; allowed is pipelines"),
        ({"pipelines": ["x"]}, 'pipelines[0] is "x"; it must be a mapping with processName'),
        ({"pipelines": [{"schedule": "0 8 * * * *"}]}, "pipelines[0].processName is null; it must be text"),
        ({"pipelines": [{"processName": "", "schedule": "0 8 * * * *"}]}, 'pipelines[0].processName is ""; it must be text that is not empty'),
        ({"pipelines": [{"processName": "a", "runtime": "x"}]}, "pipelines[0].runtime: is not a key of an item; allowed are processName, "),
        ({"pipelines": [{"processName": "a", "listenerStatus": "STOPPED"}]}, 'pipelines[0].listenerStatus is "STOPPED"; allowed are RUNNING, PAUSED'),
        ({"pipelines": [{"processName": "a", "schedule": "0 8 * * *"}]}, "pipelines[0].schedule: "),
        ({"pipelines": [{"processName": "a", "schedule": [{"hours": "8"}]}]}, "pipelines[0].schedule is a list; it must be text"),
        (
            {"pipelines": [{"processName": "a", "schedule": "0 8 * * * *"}, {"processName": "a", "listenerStatus": "RUNNING"}]},
            'pipelines[1].processName is "a": given twice; pipelines[0] has this name, too',
        ),
    ],
)
def test_any_other_shape_is_refused_by_name(document: Any, message: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        plugins.policy_from_release(document)
    assert str(caught.value).startswith(message)

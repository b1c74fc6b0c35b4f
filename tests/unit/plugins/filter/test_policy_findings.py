# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter policy_findings: its arguments."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.filter.policy_findings import FilterModule, policy_findings

POLICY = {"version": 1}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"policy": {"version": 1, "x": 1}}, "x is not a key of a policy; allowed are "),
        ({"policy": POLICY, "horizon_days": 0}, "horizon_days is 0; it must be a whole number of 1 or more"),
        ({"policy": POLICY, "horizon_days": True}, "horizon_days is true; it must be a whole number of 1 or more"),
        ({"policy": POLICY, "start": "today"}, 'start is "today"; it must be a date and time such as '),
        ({"policy": POLICY, "scope": "policies"}, 'scope is "policies"; allowed are all, processes, policy'),
        ({"policy": POLICY, "processes": [{"name": "x"}]}, "processes[0].id is missing; a process without an id cannot be judged"),
    ],
)
def test_what_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        policy_findings(**{"processes": [], **arguments})
    assert str(caught.value).startswith(message)
    assert caught.value.__cause__ is None


def test_arguments_by_position() -> None:
    window = {"match": "*", "must_not_run": {"days_of_week": "2"}}
    policy = {"version": 1, "timezone": "Europe/Berlin", "atom_timezones": {"a1": "UTC"}, "windows": [window]}
    facts = iter([{"id": "p1", "process_schedules": [{"atom_id": "a1", "schedule": "0 8 * * * *"}]}])
    (found,) = policy_findings(facts, policy, "2026-11-28", 7, "processes")
    text = "1 time in 7 days, first at 2026-11-30T09:00:00+01:00"
    assert found["actual"] == {"words": text, "runs": 1, "days": 7, "first": "2026-11-30T09:00:00+01:00"}


def test_a_policy_alone() -> None:
    assert policy_findings(None, POLICY, scope="policy") == []
    assert [finding["message"] for finding in policy_findings(None, "", scope="policy")] == [
        "the policy is null; it must be a mapping that begins with version: 1"
    ]


def test_ansible_finds_it() -> None:
    assert FilterModule().filters() == {"policy_findings": policy_findings}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter policy_findings: its arguments."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.filter.policy_findings import FilterModule, policy_findings
from tests.unit.plugins.plugin_utils.policy_cases import deployment, process

POLICY = {"version": 1, "timezone": "Europe/Berlin", "atom_timezones": {"a1": "UTC"}, "windows": [{"match": "*", "must_not_run": {"days_of_week": "2"}}]}
FACTS = [process(deployment("0-59/15 8-18 2-6 * * *"))]


def test_arguments_by_position_and_by_name() -> None:
    expected = [{"runs": 44, "days": 7, "first": "2026-11-30T09:00:00+01:00"}]
    assert [finding["actual"] for finding in policy_findings(FACTS, POLICY, "2026-11-28", 7, "all")] == expected
    by_name = policy_findings(FACTS, policy=POLICY, scope="processes", horizon_days=7, start="2026-11-28T01:00+01:00")
    assert [finding["actual"] for finding in by_name] == expected
    assert [finding["actual"]["days"] for finding in policy_findings(FACTS, POLICY)] == [365]


def test_the_scope_leaves_out_what_only_the_whole_can_tell() -> None:
    policy = {"version": 1, "processes": [{"match": "Nope", "required": True}], "unmatched": "deny"}
    assert [finding["rule"] for finding in policy_findings(FACTS, policy)] == ["processes[0].required", "unmatched"]
    assert [finding["rule"] for finding in policy_findings(FACTS, policy, scope="processes")] == ["unmatched"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"policy": {"version": 1, "proceses": 1}}, "proceses is not a key of a policy; did you mean processes?"),
        ({"horizon_days": 0}, "horizon_days is 0; it must be a whole number of 1 or more"),
        ({"horizon_days": True}, "horizon_days is true; it must be a whole number of 1 or more"),
        ({"start": "today"}, 'start is "today"; it must be a date and time such as 2026-11-24, 2026-11-24T08:15 or 2026-11-24T08:15:00+01:00'),
    ],
)
def test_what_is_refused(arguments: dict[str, Any], sentence: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        policy_findings(FACTS, **{"policy": POLICY, **arguments})
    assert str(caught.value) == sentence
    assert caught.value.__cause__ is None


def test_facts_without_an_id_are_refused() -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        policy_findings([{"name": "x"}], POLICY)
    assert str(caught.value) == "processes[0].id is missing; a process without an id cannot be judged"


def test_iterators_are_lists() -> None:
    assert policy_findings(iter([{"id": "a"}]), {"version": 1}, "2026-11-24") == []


def test_ansible_finds_it() -> None:
    assert FilterModule().filters() == {"policy_findings": policy_findings}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter policy_from: its arguments."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.filter.policy_from import FilterModule, policy_from
from tests.unit.plugins.plugin_utils.policy_cases import deployment, process

FACTS = [process(deployment("0 8 * * * *"))]
ENTRY = {"minutes": "0", "hours": "8", "days_of_week": "*", "days_of_month": "*", "months": "*", "years": "*"}


def test_arguments_by_position_and_by_name() -> None:
    expected = {
        "version": 1,
        "timezone": "Europe/Berlin",
        "processes": [{"match": "Order Intake", "required": True, "schedule": [ENTRY], "max_retry": 5}],
        "unmatched": "deny",
    }
    assert policy_from(FACTS, "Europe/Berlin", "name", ["schedule", "max_retry"]) == expected
    assert policy_from(FACTS, keys=iter(["max_retry", "schedule"]), match="name", timezone="Europe/Berlin") == expected
    everything = {"match": "p1", "required": True, "only_on": ["a1"], "environments": ["e1"], "schedule": [ENTRY], "enabled": True, "max_retry": 5}
    assert policy_from({"processes": FACTS}) == {"version": 1, "timezone": "UTC", "processes": [everything], "unmatched": "deny"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"timezone": "Europe/Nowhere"}, 'timezone is "Europe/Nowhere"; allowed are IANA names such as UTC, Europe/Berlin or America/New_York'),
        ({"match": "instance"}, 'match is "instance"; allowed are id, name'),
        ({"keys": "schedule"}, 'keys is "schedule"; it must be a list of environments, schedule, enabled, max_retry'),
        ({"keys": ["schedule", "retry"]}, 'keys[1] is "retry"; allowed are environments, schedule, enabled, max_retry'),
    ],
)
def test_what_is_refused(arguments: dict[str, object], sentence: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        policy_from(FACTS, **arguments)
    assert str(caught.value) == sentence
    assert caught.value.__cause__ is None


def test_iterators_are_lists() -> None:
    assert policy_from(iter([{"id": "a"}]))["processes"] == [{"match": "a", "required": True, "environments": []}]


def test_ansible_finds_it() -> None:
    assert FilterModule().filters() == {"policy_from": policy_from}

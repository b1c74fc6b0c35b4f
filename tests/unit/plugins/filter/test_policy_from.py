# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter policy_from: its arguments."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.filter.policy_from import FilterModule, policy_from


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"timezone": "Europe/Nowhere"}, 'timezone is "Europe/Nowhere"; allowed are IANA names such as UTC, Europe/Berlin or America/New_York'),
        ({"match": "instance"}, 'match is "instance"; allowed are id, name'),
        ({"keys": "schedule"}, 'keys is "schedule"; it must be a list of process_name, environments, schedule, enabled, retry, max_retry'),
        ({"keys": ["schedule", "retries"]}, 'keys[1] is "retries"; allowed are process_name, environments, schedule, enabled, retry, max_retry'),
        ({"processes": 5}, "the list of processes is 5; it must be the list processes of integration_pack_process_info"),
    ],
)
def test_what_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        policy_from(**{"processes": [], **arguments})
    assert str(caught.value) == message


def test_arguments_by_position() -> None:
    facts = iter([{"id": "a", "name": "Load", "process_schedules": [{"atom_id": "a1", "schedule": [{"hours": "8"}], "enabled": False}]}])
    assert policy_from(facts, "Europe/Berlin", "name", ["enabled"]) == {
        "version": 1,
        "timezone": "Europe/Berlin",
        "processes": [{"match": "Load", "required": True, "enabled": False}],
        "unmatched": "deny",
    }


def test_iterators_are_lists() -> None:
    assert policy_from(iter([{"id": "a"}]))["processes"] == [{"match": "a", "required": True, "environments": []}]


def test_ansible_finds_it() -> None:
    assert FilterModule().filters() == {"policy_from": policy_from}

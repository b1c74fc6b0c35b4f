# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The arguments of the two filters, and how what cannot be understood reaches a playbook."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.plugin_utils import _policy_plugins as plugins

POLICY = {"version": 1}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"policy": {"version": 1, "x": 1}}, "x is not a key of a policy"),
        ({"policy": POLICY, "horizon_days": 0}, "horizon_days is 0; it must be a whole number of 1 or more"),
        ({"policy": POLICY, "horizon_days": True}, "horizon_days is true; "),
        ({"policy": POLICY, "start": "today"}, "start 'today' is not a date and time"),
    ],
)
def test_policy_findings(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        plugins.policy_findings([], **arguments)
    assert str(caught.value).startswith(message)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"timezone": "Europe/Nowhere"}, "the time zone 'Europe/Nowhere' is unknown"),
        ({"match": "instance"}, 'match is "instance"; allowed are id, name'),
        ({"keys": "schedule"}, 'keys is "schedule"; it must be a list of environments, schedule, enabled, max_retry'),
        ({"keys": ["retry"]}, 'keys has "retry"; allowed are environments, schedule, enabled, max_retry'),
    ],
)
def test_policy_from(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        plugins.policy_from([], **arguments)
    assert str(caught.value).startswith(message)


def test_iterators_are_lists() -> None:
    assert plugins.policy_findings(iter([{"id": "a"}]), POLICY, "2026-11-24") == []
    assert plugins.policy_from(iter([{"id": "a"}]))["processes"] == [{"match": "a", "required": True, "environments": []}]

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter environment_findings: its arguments."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.filter.environment_findings import FilterModule, environment_findings
from tests.unit.plugins.plugin_utils._compare.compare_cases import on, process

KEYS = "deployed, schedule, retry, max_retry, enabled"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"first": None}, "first is null; it must be text"),
        ({"second": 5}, "second is 5; it must be text"),
        ({"second": "Test"}, 'second is "Test": it is the same environment as first; give two environments'),
        ({"keys": "schedule"}, f'keys is "schedule"; it must be a list of {KEYS}'),
        ({"keys": ["schedule", "name"]}, f'keys[1] is "name"; allowed are {KEYS}'),
        ({"processes": None}, "the list of processes is null; it must be the list processes of integration_pack_process_info"),
        ({"processes": [{"id": "p", "process_schedules": [{"schedule": 5}]}]}, "processes[0].process_schedules[0].schedule is 5; it must be a list of entries"),
    ],
)
def test_what_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        environment_findings(**{"processes": [], "first": "Test", "second": "Production", **arguments})
    assert str(caught.value) == message
    assert caught.value.__cause__ is None


def test_arguments_by_position() -> None:
    facts = {"processes": iter([process(on("t1", enabled=False), on("p1", max_retry=1))])}
    (found,) = environment_findings(facts, "Test", "Production", iter(["max_retry"]))
    assert (found["rule"], found["expected"], found["actual"]) == ("max_retry", 5, 1)


def test_ansible_finds_it() -> None:
    assert FilterModule().filters() == {"environment_findings": environment_findings}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The facts that a policy can judge, and those that it refuses by their path."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.facts import read_facts


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "the facts are a mapping without processes; give the list of processes, or the result of integration_pack_process_info"),
        ("x", 'the list of processes is "x"; it must be the list processes of integration_pack_process_info'),
        ([5], "processes[0] is 5; it must be a process: a mapping with id, name and process_schedules"),
        ([{"name": "x"}], "processes[0].id is missing; a process without an id cannot be judged"),
        ([{"id": "a"}, {"id": ""}], "processes[1].id is missing; a process without an id cannot be judged"),
        ([{"id": 5}], "processes[0].id is 5; it must be text or null"),
        ([{"id": "a", "process_schedules": 5}], "processes[0].process_schedules is 5; it must be a list"),
        ([{"id": "a", "process_schedules": [5]}], "processes[0].process_schedules[0] is 5; it must be a mapping with schedule"),
        (
            [{"id": "a", "process_schedules": [{"enabled": 5}]}],
            "processes[0].process_schedules[0].enabled is 5; it must be true, false or null",
        ),
        (
            [{"id": "a", "process_schedules": [{"retry": 5}]}],
            "processes[0].process_schedules[0].retry is 5; it must be a mapping with schedule and max_retry",
        ),
        (
            [{"id": "a", "process_schedules": [{"retry": {"max_retry": "x"}}]}],
            'processes[0].process_schedules[0].retry.max_retry is "x"; it must be a whole number of up to nine digits, or null',
        ),
        (
            [{"id": "a", "process_schedules": [{}, {"schedule": 5}]}],
            "processes[0].process_schedules[1].schedule is 5; it must be a list of entries",
        ),
        (
            [{"id": "a", "process_schedules": [{"schedule": True}]}],
            "processes[0].process_schedules[0].schedule is true; it must be a list of entries",
        ),
    ],
)
def test_facts_that_cannot_be_judged(given: Any, message: str) -> None:
    with pytest.raises(GivenError) as caught:
        read_facts(given)
    assert str(caught.value) == message


def test_the_path_and_the_value_of_what_cannot_be_judged() -> None:
    with pytest.raises(GivenError) as caught:
        read_facts([{"id": "a", "process_schedules": [{"schedule": 5}]}])
    assert (caught.value.field, caught.value.value) == ("processes[0].process_schedules[0].schedule", 5)


def test_each_process_is_checked_and_all_are_returned_in_their_order() -> None:
    facts = [{"id": "b", "process_schedules": [{"schedule": []}]}, {"id": "a"}, {"id": "c", "process_schedules": [{"schedule": []}]}]
    assert [process.id for process in read_facts(facts)] == ["b", "a", "c"]
    with pytest.raises(GivenError) as caught:
        read_facts([*facts, {"id": "d", "process_schedules": [{"schedule": 5}]}])
    assert str(caught.value) == "processes[3].process_schedules[0].schedule is 5; it must be a list of entries"


@pytest.mark.parametrize("schedule", [None, [], (), "0 8 * * * *", {"hours": "8"}, ["0 8 * * * *"], iter([{"hours": "8"}]), [{"hours": "25"}], [5]])
def test_a_list_of_entries_one_or_none_is_judged_be_it_valid_or_not(schedule: Any) -> None:
    (process,) = read_facts({"processes": [{"id": "a", "process_schedules": [{"schedule": schedule}]}]})
    assert process.id == "a"
    assert len(process.deployments) == 1

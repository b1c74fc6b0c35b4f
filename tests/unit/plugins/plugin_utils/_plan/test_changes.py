# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts as they would be after a change."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import given

from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils import schedule_cases as cases
from tests.unit.plugins.plugin_utils.policy_cases import deployment, process

EIGHT, NINE = "0 8 * * * *", "0 9 * * * *"
FACTS = [
    process(deployment(EIGHT, "a1", atom_name="prod-1", retry={"schedule": [{"minutes": "5"}], "max_retry": 3}), deployment(EIGHT, "a2", enabled=False)),
    process(deployment(EIGHT, "a1", atom_name="prod-1"), process_id="p2", name="Load"),
    process(process_id="p3", name="Order Library"),
]


def words(processes: Any) -> list[list[str]]:
    return [[plugins.describe_schedule(item["schedule"]) for item in each["process_schedules"]] for each in processes]


@pytest.mark.parametrize(
    ("match", "atoms", "expected"),
    [
        ("*", None, [["at 09:00 every day"] * 2, ["at 09:00 every day"], []]),
        ("Order*", None, [["at 09:00 every day"] * 2, ["at 08:00 every day"], []]),
        ("p2", None, [["at 08:00 every day"] * 2, ["at 09:00 every day"], []]),
        ("*", ["prod-1"], [["at 09:00 every day", "at 08:00 every day"], ["at 09:00 every day"], []]),
        ("*", "a2", [["at 08:00 every day", "at 09:00 every day"], ["at 08:00 every day"], []]),
    ],
)
def test_which_schedules_change(match: str, atoms: Any, expected: list[list[str]]) -> None:
    before = copy.deepcopy(FACTS)
    found = plugins.with_schedule(FACTS, match, NINE, atoms)
    assert words(found) == expected
    # Nothing else differs, and what was given is as it was.
    assert before == FACTS
    for mine, theirs in zip(found, FACTS):
        assert {**mine, "process_schedules": None} == {**theirs, "process_schedules": None}
        for new, old in zip(mine["process_schedules"], theirs["process_schedules"]):
            assert {**new, "schedule": None} == {**old, "schedule": None}


def test_the_result_of_the_module_stays_one() -> None:
    result = {"changed": False, "processes": iter(FACTS), "source": "spaces"}
    found = plugins.with_schedule(result, "Load", [])
    assert (found["changed"], found["source"], words(found["processes"])[1]) == (False, "spaces", ["not scheduled"])


def test_an_answer_of_the_api_keeps_its_spelling() -> None:
    answer = [{"id": "p", "processSchedules": {"Schedule": [{"hours": "8"}], "enabled": "true"}}]
    nine = {"minutes": "0", "hours": "9", "days_of_week": "*", "days_of_month": "*", "months": "*", "years": "*"}
    assert plugins.with_schedule(answer, "p", NINE) == [{"id": "p", "processSchedules": [{"Schedule": [nine], "enabled": "true"}]}]


@pytest.mark.parametrize("nowhere", [{}, {"process_schedules": None}, {"process_schedules": []}])
def test_a_process_that_is_deployed_nowhere_stays_as_it_is(nowhere: dict[str, Any]) -> None:
    library = {"id": "p3", **nowhere}
    assert plugins.with_schedule([FACTS[1], library], "*", NINE)[1] == library


def test_schedules_that_can_be_read_once() -> None:
    once = {**FACTS[0], "process_schedules": iter(FACTS[0]["process_schedules"])}
    assert words(plugins.with_schedule([once, FACTS[1]], "Load", NINE)) == [["at 08:00 every day"] * 2, ["at 09:00 every day"]]
    assert words(plugins.with_schedule([{**once, "process_schedules": iter(FACTS[0]["process_schedules"])}], "*", NINE)) == [["at 09:00 every day"] * 2]


def test_enabled() -> None:
    found = plugins.with_enabled(plugins.with_enabled(FACTS, "*", False), "Order Intake", True, ["a2"])
    assert [[item["enabled"] for item in each["process_schedules"]] for each in found] == [[False, True], [False], []]


@given(schedule=cases.entries())
def test_the_schedule_is_the_one_given(schedule: list[dict[str, str]]) -> None:
    found = plugins.with_schedule(FACTS, "Load", schedule)
    assert plugins.same_schedule_as(found[1]["process_schedules"][0]["schedule"], schedule)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Lod*", NINE), 'match is "Lod*": no process has a name or id that matches it'),
        (("Load", NINE, ["a2", "b"]), 'match is "Load": no process that matches it is deployed on "a2" and "b"'),
        (("Order Library", NINE), 'match is "Order Library": no process that matches it is deployed anywhere'),
        ((5, NINE), "match is 5; it must be text"),
        (("*", NINE, 5), "atoms is 5; it must be a list of ids or names of runtimes"),
        (("*", NINE, [5]), "atoms[0] is 5; it must be text"),
        (("*", "0 25 * * * *"), 'hours is "25"'),
    ],
)
def test_what_is_refused(arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        plugins.with_schedule(FACTS, *arguments)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("value", [None, 5, {"processes": None}, "x", {"changed": False}])
def test_no_processes(value: Any) -> None:
    with pytest.raises(AnsibleFilterError, match=r"^the (list of processes is|facts are a mapping without processes)"):
        plugins.with_enabled(value, "*", True)


def test_enabled_is_true_or_false() -> None:
    with pytest.raises(AnsibleFilterError, match=r'^enabled is "yes"; it must be true or false$'):
        plugins.with_enabled(FACTS, "*", "yes")

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes as users hand them over: what is read, what is shared, and what the errors say."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, read_processes
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of

DAILY = {"minutes": "0", "hours": "8"}


def process(*schedules: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "p1", "name": "Order Intake", "instance_id": "i1", "process_schedules": list(schedules), **more}


def only(schedule: dict[str, Any]) -> Deployment:
    ((deployment,),) = (found.deployments for found in read_processes([process(schedule)]))
    return deployment


def test_facts_as_the_module_returns_them() -> None:
    place = {"env_id": "e1", "env_name": "Production", "env_classification": "PROD", "atom_id": "a1", "atom_name": "eu-runtime-1"}
    item = {"schedule": [DAILY], "enabled": False, "retry": {"schedule": [{"minutes": "5"}], "max_retry": 3}, **place}
    (found,) = read_processes({"processes": [process(item)], "request_count": 2})
    assert (found.id, found.name, found.instance_id, found.label) == ("p1", "Order Intake", "i1", '"Order Intake"')
    (deployment,) = found.deployments
    assert {name: getattr(deployment, name) for name in place} == place
    assert (deployment.enabled, deployment.paused, deployment.runs, deployment.max_retry) == (False, True, False, 3)
    assert deployment.timetable.written.parts == schedule_of("0 8 * * * *").parts
    assert deployment.retry.written.parts == schedule_of("5 * * * * *").parts
    assert (deployment.environment, deployment.runtime) == ("Production", "eu-runtime-1")


@pytest.mark.parametrize(
    "raw",
    [
        {"id": "p1", "processSchedules": {"schedule": DAILY, "enabled": "True", "retry": None, "atom_id": "a1"}},
        {"id": "p1", "ProcessSchedules": [{"Schedule": [DAILY], "enabled": True, "Retry": {"maxRetry": None}, "atom_id": "a1"}]},
        {"id": "p1", "process_schedules": ({"schedule": each, "enabled": "true", "atom_id": "a1"} for each in [[DAILY]])},
    ],
)
def test_other_spellings(raw: dict[str, Any]) -> None:
    (found,) = read_processes([raw])
    (deployment,) = found.deployments
    assert (deployment.enabled, deployment.max_retry, deployment.atom_id) == (True, None, "a1")
    assert deployment.timetable.text == "0 8 * * * *"
    assert not deployment.retry.scheduled


@pytest.mark.parametrize(
    ("given", "pack", "original"),
    [
        ({"integration_pack": [{"integration_pack_id": "k1", "name": "Orders"}, {"integration_pack_id": "k2"}]}, ("k1", "Orders"), None),
        ({"integration_pack": [{"integration_pack_id": "k1", "name": None}], "original_process_id": "o1"}, ("k1", None), "o1"),
        ({"integrationPack": {"integrationPackId": "k1", "name": ""}, "originalProcessId": "o1"}, ("k1", None), "o1"),
        ({"integration_pack": ({"name": each} for each in ["\U0001f4e6 {{ x }}"])}, (None, "\U0001f4e6 {{ x }}"), None),
        ({"integration_pack": [], "original_process_id": ""}, (None, None), None),
        ({"integration_pack": None}, (None, None), None),
    ],
)
def test_pack_and_original_process(given: dict[str, Any], pack: tuple[str | None, str | None], original: str | None) -> None:
    (found,) = read_processes([process(**given, instance_name="INT")])
    assert (found.instance_name, (found.pack_id, found.pack_name), found.original_id) == ("INT", pack, original)


def test_what_is_not_there() -> None:
    (found,) = read_processes([{"name": "", "process_schedules": None}])
    assert found == ("", None, None, (), None, None, None, None, ())
    deployment = only({"atom_id": ""})
    assert (deployment.enabled, deployment.max_retry, deployment.atom_id, deployment.runtime) == (None, None, None, None)
    assert (deployment.timetable.given, deployment.timetable.scheduled, deployment.timetable.problem) == (None, False, None)
    assert deployment.runs is False


def test_a_schedule_that_is_not_valid_is_kept_with_its_problem() -> None:
    timetable = only({"schedule": [{"minutes": "61"}, DAILY]}).timetable
    assert str(timetable.problem).startswith('minutes is "61": "61" is out of range; ')
    assert (timetable.scheduled, timetable.text, timetable.written.parts, timetable.entries) == (True, "61 * * * * *; 0 8 * * * *", (), ())
    assert only({"schedule": [], "retry": {"schedule": 5}}).retry.problem is not None
    nested: Any = []
    for _level in range(100_000):
        nested = [nested]
    assert str(only({"schedule": nested}).timetable.problem) == "the schedule is nested too deeply to be read"


def test_days_that_never_come_are_written_but_not_in_the_schedule() -> None:
    timetable = only({"schedule": "0 0 * 31 2 *; 0 0 * 1 1 *"}).timetable
    assert len(timetable.written.parts) == 2
    assert timetable.schedule.parts == schedule_of("0 0 * 1 1 *").parts
    assert [entry["months"] for entry in timetable.entries] == ["1"]


def test_equal_schedules_and_deployments_are_one_object() -> None:
    one, other, third = read_processes([process({"schedule": [dict(DAILY)], "atom_id": "a1"}, id=str(number)) for number in range(3)])
    assert one.deployments is other.deployments is third.deployments
    # 0 and false are equal in Python, but not as text.
    number, flag = (found.deployments[0].timetable for found in read_processes([process({"schedule": [{"minutes": value}]}) for value in (0, False)]))
    assert number.problem is None
    assert str(flag.problem).startswith("minutes is false: it must be text; ")


def test_places() -> None:
    deployment = only({"schedule": [], "env_id": "e1", "env_name": "Production", "atom_id": "a1", "atom_name": "eu-runtime-1"})
    assert all(deployment.on((place,)) for place in ("e1", "Production", "a1", "eu-runtime-1"))
    assert deployment.on(None)
    assert not deployment.on(("production",))
    assert not deployment.on(())


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"results": []}, "the facts are a mapping without processes; give the list of processes, or the result of integration_pack_process_info"),
        ("x", 'the list of processes is "x"; it must be the list processes of integration_pack_process_info'),
        (None, "the list of processes is null; it must be the list processes of integration_pack_process_info"),
        (["x"], 'processes[0] is "x"; it must be a process: a mapping with id, name and process_schedules'),
        ([process(), process(id=5)], "processes[1].id is 5; it must be text or null"),
        ([process(instance_name=5)], "processes[0].instance_name is 5; it must be text or null"),
        ([process(original_process_id=5)], "processes[0].original_process_id is 5; it must be text or null"),
        ([process(integration_pack="x")], 'processes[0].integration_pack is "x"; it must be a list'),
        ([process(integration_pack=["x"])], 'processes[0].integration_pack[0] is "x"; it must be a mapping with integration_pack_id'),
        ([process(integration_pack=[{"name": 5}])], "processes[0].integration_pack[0].name is 5; it must be text or null"),
        ([process(integration_pack=[{"integrationPackId": 5}])], "processes[0].integration_pack[0].integrationPackId is 5; it must be text or null"),
        ([process(process_schedules="x")], 'processes[0].process_schedules is "x"; it must be a list'),
        ([process(5)], "processes[0].process_schedules[0] is 5; it must be a mapping with schedule"),
        ([process({"enabled": "no"})], 'processes[0].process_schedules[0].enabled is "no"; it must be true, false or null'),
        ([process({"retry": []})], "processes[0].process_schedules[0].retry is a list; it must be a mapping with schedule and max_retry"),
        (
            [process({"retry": {"max_retry": 1.5}})],
            "processes[0].process_schedules[0].retry.max_retry is 1.5; it must be a whole number of up to nine digits, or null",
        ),
        ([process({"id": 5})], "processes[0].process_schedules[0].id is 5; it must be text or null"),
        ([process({"atom_name": 5})], "processes[0].process_schedules[0].atom_name is 5; it must be text or null"),
    ],
)
def test_what_is_no_list_of_processes(value: object, sentence: str) -> None:
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}$"):
        read_processes(value)


def test_schedules_have_ids_of_their_own_where_they_share_a_deployment() -> None:
    first, second = read_processes(
        [process({"id": "s1", "atom_id": "a"}, {"atom_id": "a"}), process({"id": "s2", "atom_id": "a"}, {"id": None, "atom_id": "a"})]
    )
    assert (first.schedule_ids, second.schedule_ids) == (("s1", None), ("s2", None))
    assert first.deployments is second.deployments

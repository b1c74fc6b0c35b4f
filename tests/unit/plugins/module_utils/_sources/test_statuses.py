# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The status of schedules, from the Platform API."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._records import ProcessSchedule
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import Refusals
from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import RestApi
from ansible_collections.boomi.spaces.plugins.module_utils._sources.statuses import Statuses, schedule_statuses
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http
from tests.sandbox import Sandbox
from tests.unit.asking import connect


def statuses(sandbox: Sandbox, process_ids: list[str]) -> Statuses:
    sandbox.rate_limit = None
    connection = connect(sandbox, requests_per_second=1000)
    with Http(connection) as http:
        return schedule_statuses(RestApi(connection, http, Refusals()), process_ids)


def schedule(schedule_id: str | None, atom_id: str | None = "a") -> ProcessSchedule:
    return {"id": schedule_id, "atom_id": atom_id}


def test_by_the_id_of_the_schedule(sandbox: Sandbox) -> None:
    space = sandbox.account.spaces[0].guid
    every = [process for instance in sandbox.account.instances_by_space[space] for process in instance.processes]
    expected = {deployment.id: deployment.enabled for process in every for deployment in process.deployments}
    found = statuses(sandbox, [process.id for process in every])
    assert {schedule_id: found.of(schedule(schedule_id, None), "another") for schedule_id in expected} == expected
    assert set(expected.values()) == {True, False}


@pytest.mark.parametrize(
    ("results", "asked", "enabled"),
    [
        ([{"id": "s", "processId": "p", "atomId": "a", "enabled": False}], schedule(None), False),
        ([{"id": "s", "processId": "p", "atomId": "b", "enabled": False}], schedule(None), None),
        ([{"id": "s", "processId": "q", "atomId": "a", "enabled": False}], schedule(None), None),
        ([{"id": "s", "processId": "p", "enabled": False}], schedule(None, None), None),
        ([{"id": "s", "processId": "p", "atomId": "a", "enabled": False}], schedule("t"), None),
        ([{"@type": "ProcessScheduleStatus", "processId": "p", "atomId": "a", "enabled": False}], schedule("t"), False),
        ([{"@type": "ProcessScheduleStatus", "enabled": False}], schedule(None), None),
        ([{"id": "s", "enabled": None}, {"id": "t", "enabled": "FALSE"}], schedule("t"), False),
        ([{"id": "s", "enabled": None}], schedule("s"), None),
        ([{"id": number, "processId": "p", "atomId": "a", "enabled": number == "s"} for number in "st"], schedule(None), None),
        ([{"id": number, "processId": "p", "atomId": "a", "enabled": True} for number in "st"], schedule(None), True),
    ],
)
def test_where_there_is_no_id_by_process_and_runtime(sandbox: Sandbox, results: list[Any], asked: ProcessSchedule, enabled: bool | None) -> None:
    sandbox.fail(path="/api/rest", body={"result": results})
    assert statuses(sandbox, ["p"]).of(asked, "p") is enabled


def test_a_refused_status_is_an_error(sandbox: Sandbox) -> None:
    sandbox.fail(path="/api/rest", status=403)
    with pytest.raises(BoomiError) as caught:
        statuses(sandbox, ["p"])
    assert (caught.value.kind, caught.value.asked) == ("auth", "whether the schedules are paused")


def test_no_processes_take_no_request(sandbox: Sandbox) -> None:
    assert statuses(sandbox, []).of(schedule("s"), "p") is None
    assert sandbox.log == []

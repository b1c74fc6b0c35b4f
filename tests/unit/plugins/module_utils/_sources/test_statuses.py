# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The status of schedules, from the Platform API."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import Refusals
from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import RestApi
from ansible_collections.boomi.spaces.plugins.module_utils._sources.statuses import schedule_statuses
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http
from tests.sandbox import Sandbox
from tests.unit.asking import connect


def statuses(sandbox: Sandbox, process_ids: list[str]) -> dict[Any, Any]:
    sandbox.rate_limit = None
    connection = connect(sandbox, requests_per_second=1000)
    with Http(connection) as http:
        return schedule_statuses(RestApi(connection, http, Refusals()), process_ids)


def test_by_the_id_of_the_schedule(sandbox: Sandbox) -> None:
    space = sandbox.account.spaces[0].guid
    every = [process for instance in sandbox.account.instances_by_space[space] for process in instance.processes]
    expected = {deployment.id: deployment.enabled for process in every for deployment in process.deployments}
    assert statuses(sandbox, [process.id for process in every]) == expected
    assert set(expected.values()) == {True, False}


def test_a_status_without_an_id_belongs_to_no_schedule(sandbox: Sandbox) -> None:
    results = [{"@type": "ProcessScheduleStatus", "enabled": True}, {"id": "s", "enabled": None}, {"id": "t", "enabled": "FALSE"}]
    sandbox.fail(path="/api/rest", body={"result": results})
    assert statuses(sandbox, ["p"]) == {"s": None, "t": False}


def test_a_refused_status_is_an_error(sandbox: Sandbox) -> None:
    sandbox.fail(path="/api/rest", status=403)
    with pytest.raises(BoomiError) as caught:
        statuses(sandbox, ["p"])
    assert (caught.value.kind, caught.value.asked) == ("auth", "whether the schedules are paused")


def test_no_processes_take_no_request(sandbox: Sandbox) -> None:
    assert statuses(sandbox, []) == {}
    assert sandbox.log == []

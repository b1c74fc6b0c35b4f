# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account that changes while it is served."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from tests.sandbox.changed import deployed, in_instance, in_process, scheduled
from tests.unit.rest import query, simple
from tests.unit.sandbox.conftest import Client

HR = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwNw"
SYNC = "d236978c-bb09-47c2-b8f9-fd342045e1b8"
QUESTION = f'{{ integrationPackInstanceProcesses(integrationPackInstanceId: "{HR}") {{ id name processSchedules {{ schedule {{ minutes }} }} }} }}'


def from_spaces(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.data(QUESTION)["integrationPackInstanceProcesses"]
    return found


def test_both_apis_answer_about_the_new_state(client: Client) -> None:
    sandbox = client.sandbox
    token = client.login().text
    assert [one["enabled"] for one in client.find("ProcessScheduleStatus", simple("processId", "EQUALS", SYNC))] == [True, False]
    assert from_spaces(client)[0]["processSchedules"][0]["schedule"] == [{"minutes": "0"}]
    sandbox.account = deployed(scheduled(sandbox.account, "Employee Sync", "7"), "Employee Sync", enabled=False)
    assert from_spaces(client)[0]["processSchedules"][0]["schedule"] == [{"minutes": "7"}]
    assert [one["enabled"] for one in client.find("ProcessScheduleStatus", simple("processId", "EQUALS", SYNC))] == [False, False]
    assert client.ask("{ spaces { id } }", Authorization=f"Bearer {token}").status_code == 200  # the session goes on


def test_what_goes_is_unknown(client: Client) -> None:
    sandbox = client.sandbox
    sandbox.account = in_process(sandbox.account, "Employee Sync", lambda one: None)
    assert [one["name"] for one in from_spaces(client)] == ["Org Chart Weekly", "Leaver Deactivation", "Time Sheets to Payroll"]
    sandbox.account = in_instance(sandbox.account, "HR Master Data", lambda one: None)
    assert client.ask(QUESTION).json()["errors"][0]["extensions"]["errorCode"] == "IPACK_INSTANCE_ID_INVALID"


def test_a_page_belongs_to_the_query_that_it_follows(client: Client) -> None:
    sandbox = client.sandbox
    sandbox.page_size = 1
    first = client.platform("IntegrationPackInstance/query", query()).json()
    sandbox.account = dataclasses.replace(sandbox.account, instances=())
    assert client.platform("IntegrationPackInstance/queryMore", first["queryToken"]).json()["result"]
    assert client.platform("IntegrationPackInstance/query", query()).json()["numberOfResults"] == 0


def test_another_account_is_no_state_of_this_one(client: Client) -> None:
    with pytest.raises(ValueError, match="is not another state of"):
        client.sandbox.account = dataclasses.replace(client.sandbox.account, id="other-123456")

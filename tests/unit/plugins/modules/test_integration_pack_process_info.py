# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``integration_pack_process_info``: its options and return values."""

from __future__ import annotations

from tests.running_modules import run_module
from tests.sandbox import Sandbox
from tests.unit.asking import HR, ask, options


def test_the_processes(sandbox: Sandbox) -> None:
    asked = {"instance_ids": [HR, "nope"], "environments": ["Test"], "include_names": True, "include_status": True, "query": "[].name"}
    result = run_module("integration_pack_process_info", options(sandbox, missing="report", **asked))
    processes = result.pop("processes")
    assert processes == ask(sandbox, missing="report", **asked).result()["processes"]
    schedules = [schedule for process in processes for schedule in process["process_schedules"]]
    assert {schedule["env_name"] for schedule in schedules} == {"Test"}
    assert {schedule["enabled"] for schedule in schedules} <= {True, False}
    assert result == {
        "changed": False,
        "instance_ids": [HR, "nope"],
        "missing_instances": ["nope"],
        "query_result": [process["name"] for process in processes],
        "account_id": sandbox.account.id,
        "space_guid": sandbox.account.spaces[0].guid,
        "source": "spaces",
        "request_count": 5,
        "retry_count": 0,
        "waited_seconds": 0.0,
    }


def test_an_instance_that_is_missing(sandbox: Sandbox) -> None:
    result = run_module("integration_pack_process_info", options(sandbox, instance_ids=["nope"]))
    assert (result["failed"], result["error"]["kind"], result["error"]["instance_id"]) == (True, "not_found", "nope")
    assert result["msg"].startswith('Boomi does not know the instance "nope" in this space. Correct the list, or set missing to report. (asked: ')
    assert "processes" not in result


def test_names_are_not_ids(sandbox: Sandbox) -> None:
    assert run_module("integration_pack_process_info", options(sandbox, instance_ids=["HR Master Data"]))["error"]["kind"] == "not_found"

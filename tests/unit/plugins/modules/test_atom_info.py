# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``atom_info``: its options and return values."""

from __future__ import annotations

import re

from tests.running_modules import run_module
from tests.sandbox import Sandbox
from tests.unit.asking import options


def test_the_runtimes(sandbox: Sandbox) -> None:
    asked = {"atoms": ["prod-frankfurt-1", "prod-dublin-dr", "prod-madrid-1"], "environments": ["Production", "Staging"], "statuses": ["ONLINE", "OFFLINE"]}
    sandbox.rate_limit = None
    result = run_module("atom_info", options(sandbox, **asked, space_guid=None, include_nodes=True, missing="report", requests_per_second=1000))
    frankfurt, dublin = result.pop("atoms")
    assert (frankfurt["name"], frankfurt["status"], frankfurt["time_zone"]) == ("prod-frankfurt-1", "ONLINE", "Europe/Berlin")
    assert [node["node_id"] for node in frankfurt["nodes"]] == ["10_20_4_11", "10_20_4_12"]
    assert (dublin["name"], dublin["status"], dublin["time_zone"], "nodes" in dublin) == ("prod-dublin-dr", "OFFLINE", "Europe/Dublin", False)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", result.pop("read_at"))
    # Runtimes by ID and by name, environments, and who is in which; the nodes; the time zones.
    assert result == {
        "changed": False,
        "missing_atoms": ["prod-madrid-1"],
        "missing_environments": ["Staging"],
        "source": "platform",
        "request_count": 6,
        "retry_count": 0,
        "waited_seconds": 0.0,
    }


def test_a_status_that_there_is_not(sandbox: Sandbox) -> None:
    result = run_module("atom_info", options(sandbox, statuses=["online"]))
    assert "value of statuses must be one or more of: ONLINE, WARNING, OFFLINE, UNKNOWN" in result["msg"]


def test_a_runtime_that_is_missing(sandbox: Sandbox) -> None:
    result = run_module("atom_info", options(sandbox, atoms=["prod-madrid-1"]))
    assert result["msg"] == 'Boomi does not know the runtime "prod-madrid-1" in this account. Correct the list, or set missing to report.'
    assert result["error"]["kind"] == "not_found"

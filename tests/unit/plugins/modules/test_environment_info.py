# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``environment_info``: its options and return values."""

from __future__ import annotations

from tests.running_modules import run_module
from tests.sandbox import Sandbox
from tests.unit.asking import options

TEST = "49eb2781-7da9-4b26-a67d-ed6e83fb8b1d"


def test_the_environments(sandbox: Sandbox) -> None:
    result = run_module("environment_info", options(sandbox, environments=[TEST, "Production", "Staging"], classification="TEST", missing="report"))
    (environment,) = result.pop("environments")
    assert (environment["id"], environment["name"], environment["classification"]) == (TEST, "Test", "TEST")
    assert [atom["name"] for atom in environment["atoms"]] == ["test-frankfurt-1", "test-cloud"]
    assert result == {"changed": False, "missing_environments": ["Staging"], "source": "spaces", "request_count": 2, "retry_count": 0, "waited_seconds": 0.0}


def test_an_environment_that_is_missing(sandbox: Sandbox) -> None:
    result = run_module("environment_info", options(sandbox, environments=["Staging"]))
    assert result["failed"] is True
    assert result["msg"] == 'Boomi does not know the environment "Staging" in this space. Correct the list, or set missing to report.'
    assert result["error"]["kind"] == "not_found"


def test_what_the_user_may_not_read_is_null(sandbox: Sandbox) -> None:
    sandbox.rate_limit = None
    sandbox.fail(path=f"/api/rest/v1/{sandbox.account.id}/Atom/", status=403)
    result = run_module("environment_info", options(sandbox, source="platform", requests_per_second=1000))
    assert {atom["name"] for environment in result["environments"] for atom in environment["atoms"]} == {None}

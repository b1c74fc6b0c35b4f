# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``integration_pack_instance_info``: its options and return values."""

from __future__ import annotations

from tests.running_modules import run_module
from tests.sandbox import Sandbox
from tests.unit.asking import HR, RETAIL, RETAIL_TOO, options


def test_the_instances(sandbox: Sandbox) -> None:
    asked = {"instance_ids": [HR, "nope"], "instance_names": ["EDI Gateway Retail"], "integration_packs": ["EDI Gateway", "No Pack"], "missing": "report"}
    result = run_module("integration_pack_instance_info", options(sandbox, **asked))
    instances = result.pop("instances")
    assert sorted(instance["id"] for instance in instances) == sorted([RETAIL, RETAIL_TOO])
    assert all(instance["environments"] for instance in instances)
    assert result == {
        "changed": False,
        "missing_instances": ["nope"],
        "missing_integration_packs": ["No Pack"],
        "source": "spaces",
        "request_count": 3,
        "retry_count": 0,
        "waited_seconds": 0.0,
    }


def test_an_instance_that_is_missing(sandbox: Sandbox) -> None:
    result = run_module("integration_pack_instance_info", options(sandbox, instance_ids=["nope"]))
    assert result["msg"] == 'Boomi does not know the instance "nope" in this space. Correct the list, or set missing to report.'
    assert (result["failed"], result["error"]["kind"], result["error"]["instance_id"]) == (True, "not_found", "nope")


def test_an_empty_list_is_refused(sandbox: Sandbox) -> None:
    result = run_module("integration_pack_instance_info", options(sandbox, instance_ids=[]))
    assert (result["failed"], result["error"]["kind"]) == (True, "usage")
    assert sandbox.log == []

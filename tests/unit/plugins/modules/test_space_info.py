# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``space_info``: its return values, and its failures as data."""

from __future__ import annotations

from tests.running_modules import run_module
from tests.sandbox import Sandbox
from tests.unit.asking import options


def test_the_spaces_without_a_space_guid(sandbox: Sandbox) -> None:
    result = run_module("space_info", options(sandbox, space_guid=None, spaces=["Nordwind Partners", "Nirvana"], missing="report"))
    (space,) = result.pop("spaces")
    assert (space["id"], space["name"]) == ("22be1b3f-a8a8-4b7f-87fd-0ec0dc439647", "Nordwind Partners")
    assert result == {"changed": False, "missing_spaces": ["Nirvana"], "source": "spaces", "request_count": 2, "retry_count": 0, "waited_seconds": 0.0}


def test_a_space_that_is_missing(sandbox: Sandbox) -> None:
    result = run_module("space_info", options(sandbox, spaces=["Nirvana"]))
    sentence = 'Boomi does not know the space "Nirvana" in this account. Correct the list, or set missing to report.'
    error = {"kind": "not_found", "code": None, "status": None, "url": None, "message": sentence, "instance_id": None, "instance_ids": []}
    assert result == {"failed": True, "msg": sentence, "error": error}


def test_the_platform_api_knows_no_spaces(sandbox: Sandbox) -> None:
    result = run_module("space_info", options(sandbox, source="platform"))
    assert result["msg"] == "Only the Spaces API knows spaces. Set source (or BOOMI_SOURCE) to spaces."
    assert result["error"]["kind"] == "usage"
    assert sandbox.log == []

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``audit_log_info``: its options and return values."""

from __future__ import annotations

from tests.running_modules import run_module
from tests.unit.asking import options
from tests.unit.plugins.module_utils.execution_cases import FAST, local_boomi
from tests.unit.plugins.module_utils.runtime_cases import user


def test_the_entries() -> None:
    with local_boomi() as sandbox:
        result = run_module("audit_log_info", options(sandbox, since="1d", types=["as.schedules"], space_guid=None, **FAST))
        assert [one["action"] for one in result.pop("audit_log")] == ["UPDATE", "STOP"]
        assert result.pop("since") < result.pop("until")
        assert result == {"changed": False, "exhaustive": False, "source": "platform", "request_count": 1, "retry_count": 0, "waited_seconds": 0.0}


def test_a_user_without_the_privilege() -> None:
    with local_boomi() as sandbox:
        result = run_module("audit_log_info", options(sandbox, **user(sandbox, "blind"), **FAST))
        assert (result["failed"], result["error"]["kind"], result["error"]["status"]) == (True, "auth", 403)
        assert "audit_log" not in result

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``execution_record_info``: its options and return values."""

from __future__ import annotations

from tests.running_modules import run_module
from tests.unit.asking import options
from tests.unit.plugins.module_utils.execution_cases import FAST, local_boomi


def test_the_runs() -> None:
    with local_boomi() as sandbox:
        asked = {"since": "150m", "until": "35m", "environments": ["Production"], "process_ids": ["north-wrapper"], "source": "platform"}
        result = run_module("execution_record_info", options(sandbox, **asked, **FAST))
        records = result.pop("execution_records")
        assert [one["execution_id"] for one in records] == ["execution-2", "execution-3", "execution-4"]
        assert result.pop("since") < result.pop("until")
        # The runtimes, environments, and which runtime is in which; the runs.
        assert result == {
            "changed": False,
            "exhaustive": True,
            "process_ids": ["north-wrapper"],
            "atom_ids": ["prod", "prod-too"],
            "source": "platform",
            "request_count": 4,
            "retry_count": 0,
            "waited_seconds": 0.0,
        }


def test_a_span_in_the_future() -> None:
    with local_boomi() as sandbox:
        result = run_module("execution_record_info", options(sandbox, until="2999-01-01T00:00:00Z"))
        assert result["msg"].startswith("until is 2999-01-01T00:00:00Z, which is in the future: at this host it is 2")
        assert (result["error"]["kind"], sandbox.log) == ("usage", [])

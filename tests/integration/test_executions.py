# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened, as playbooks get it: from both APIs, for users with and without privileges, and refused with a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.integration.playing import environment, play
from tests.paths import DATA
from tests.sandbox import Sandbox, load

RECORDS, AUDIT = "boomi.spaces.execution_record_info", "boomi.spaces.audit_log_info"

# What each registered result is asked with.
ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "all": (RECORDS, {}),
    "of_test": (RECORDS, {"environments": ["Test"], "since": "2h"}),
    "instance": (RECORDS, {"instance_names": ["Loads North"], "execution_types": ["exec_sched"], "until": "{{ now(utc=true).isoformat() }}Z"}),
    "spaces": (RECORDS, {"source": "spaces"}),
    "production": (RECORDS, {"username": "production@company.example", "api_token": "22222222-aaaa-4bbb-8ccc-000000000010"}),
    "audit": (AUDIT, {"types": ["as.schedules"]}),
    "too_long": (RECORDS, {"since": "31d"}),
    "future": (RECORDS, {"until": "2999-01-01T00:00:00Z"}),
    "no_offset": (AUDIT, {"since": "2026-11-28T18:00:00"}),
    "no_runtime": (RECORDS, {"source": "spaces", "atoms": ["prod-1"]}),
    "blind": (AUDIT, {"username": "blind@company.example", "api_token": "33333333-aaaa-4bbb-8ccc-000000000010"}),
}


def test_what_playbooks_get(tmp_path: Path) -> None:
    tasks = [{module: options, "register": name, "ignore_errors": True} for name, (module, options) in ASKED.items()]
    tasks.insert(0, {RECORDS: {"statuses": ["ERROR"]}, "check_mode": True, "register": "checked"})
    defaults = {"group/boomi.spaces.boomi": {"source": "platform", "requests_per_second": 100}}
    with Sandbox(load(DATA / "10-executions.yml")) as sandbox:
        sandbox.rate_limit, sandbox.page_size = None, 4
        found = play(tasks, tmp_path, environment(**sandbox.environment), keep=["checked", *ASKED], module_defaults=defaults).values
        assert sandbox.mutations == sandbox.writes == 0

    def numbers(name: str) -> list[int]:
        return [int(one["execution_id"].rpartition("-")[2]) for one in found[name]["execution_records"]]

    assert {name: (numbers(name), found[name]["exhaustive"]) for name in ("checked", "all", "of_test", "instance", "spaces", "production")} == {
        "checked": ([2], False),
        "all": ([1, 2, 3, 8, 5, 9, 4, 7, 6], True),
        "of_test": ([5, 6], True),
        "instance": ([1, 2, 5, 4, 6], False),
        "spaces": ([1, 2, 3, 5, 9, 4], False),
        "production": ([1, 2, 3, 8, 9, 4, 7], True),
    }
    by_number = dict(zip(numbers("all"), found["all"]["execution_records"]))
    assert by_number[7]["process_name"] == '{{ 7 * 7 }} 📦 "Other"', "a name of the API is no template"
    assert (by_number[1]["execution_duration"], by_number[1]["inbound_document_size"]) == (3832, 5000000000)
    assert [(one["action"], one["user_id"], one["message"]) for one in found["audit"]["audit_log"]] == [
        ("UPDATE", "user123company.biz", "Schedules of {{ 7 * 7 }} saved"),
        ("STOP", "other@company.example", None),
    ]
    failed = {name: (found[name]["error"]["kind"], found[name]["msg"]) for name in ("too_long", "future", "no_offset", "no_runtime", "blind")}
    assert {name: kind for name, (kind, dummy) in failed.items()} == {**dict.fromkeys(failed, "usage"), "blind": "auth"}
    assert failed["too_long"][1].endswith("is longer than 30 days. Ask for a shorter one, or for several.")
    assert failed["future"][1].startswith("until is 2999-01-01T00:00:00Z, which is in the future: at this host it is ")
    assert failed["no_offset"][1].startswith('since is "2026-11-28T18:00:00"; it must be a date and time with an offset, such as ')
    assert failed["no_runtime"][1].startswith("The Spaces API does not say on which runtime a process ran.")
    assert failed["blind"][1].startswith("Boomi refused access.")

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runtimes with clocks of their own, by real ansible-playbook: an account whose runtimes have odd zones, none, or are away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.listing import STOP, inventory, listing
from tests.integration.playing import environment, keeping, plays
from tests.paths import DATA
from tests.sandbox import Sandbox, load

FACTS = {"include_names": True, "include_status": True, "include_runtimes": True}


@pytest.fixture(scope="module")
def boomi() -> Iterator[Sandbox]:
    with Sandbox(load(DATA / "09-runtimes.yml")) as sandbox:
        sandbox.rate_limit = None
        yield sandbox


def told(tasks: list[dict[str, Any]], sandbox: Sandbox, folder: Path, **env: str) -> dict[str, Any]:
    found = plays({"localhost": tasks}, folder, environment(**{**sandbox.environment, "BOOMI_REQUESTS_PER_SECOND": "1000", **env}))
    assert found.returncode == 0, found.output
    assert sandbox.mutations == sandbox.writes == 0
    return found.values


def by_runtime(facts: dict[str, Any]) -> dict[str, tuple[str | None, str | None, str | None]]:
    items = [item for process in facts["processes"] for item in process["process_schedules"]]
    return {item["atom_id"]: (item["atom_status"], item["atom_status_detail"], item["atom_time_zone"]) for item in items}


@pytest.mark.parametrize("source", ["spaces", pytest.param("platform", marks=pytest.mark.matrix)])
def test_each_schedule_is_on_the_clock_of_its_runtime(source: str, boomi: Sandbox, tmp_path: Path) -> None:
    half_past_two = {"name": "Night", "match": "*", "must_not_run": "30 2 * * * *"}
    policy = {"version": 1, "timezone": "runtime", "processes": [{"match": "*", "runtime_online": True}], "windows": [half_past_two]}
    items = "facts.processes | map(attribute='process_schedules') | flatten"
    of = {name: f"{items} | selectattr('atom_name', 'eq', '{name}')" for name in ("New York", "Java offset", "Boomi cloud", "Tokyo")}
    known = f"{items} | selectattr('atom_name', 'in', ['New York', 'Java offset', 'Tokyo'])"
    values = {
        "facts": "facts",
        "next": f"({known}) | boomi.spaces.next_runs(3, after='2026-03-08T00:00Z', timezone='runtime')",
        "spring": f"{of['New York']} | boomi.spaces.runs_between('2026-03-07T12:00Z', '2026-03-10T00:00Z', timezone='runtime')",
        "given": f"{of['Boomi cloud']} | boomi.spaces.next_runs(1, after='2026-03-08', timezone='runtime', atom_timezones={{'Boomi cloud': 'Asia/Tokyo'}})",
        "findings": "facts.processes | boomi.spaces.policy_findings(policy, start='2026-03-08')",
        "fewer": "facts.processes | boomi.spaces.policy_findings(policy | combine({'atom_timezones': given_zones}), start='2026-03-08')",
        "refused": "refused.msg",
    }
    found = told(
        [
            {"boomi.spaces.integration_pack_process_info": FACTS, "register": "facts"},
            {
                "ansible.builtin.debug": {"msg": "{{ " + of["Boomi cloud"] + " | boomi.spaces.next_runs(timezone='runtime') }}"},
                "register": "refused",
                "ignore_errors": True,
            },
            {**keeping(values), "vars": {"policy": policy, "given_zones": {"Cloud_attachment_1": "UTC", "unset": "UTC"}}},
        ],
        boomi,
        tmp_path,
        BOOMI_SOURCE=source,
    )
    assert by_runtime(found["facts"]) == {
        "3456789a-bcde-f012-3456-789abcdef012": ("OFFLINE", None, "Europe/Berlin"),
        "molecule": ("WARNING", "CLUSTER_ISSUE", "America/New_York"),
        "offset": ("ONLINE", "RESTARTING", "GMT+02:00"),
        "7ee105f7-6a9e-4b62-b383-3f6f3121ffc0": ("ONLINE", "ONLINE_RUNNING", None),
        "tokyo": ("ONLINE", "ONLINE_RUNNING", "Asia/Tokyo"),
        "unset": ("ONLINE", "ONLINE_RUNNING", None),
        "stray": ("ONLINE", "ONLINE_RUNNING", "Europe/Paris"),
    }
    # New York skips 02:30 on that day, which is the first of its summer time.
    assert found["next"] == ["2026-03-08T02:30:00+02:00", "2026-03-09T02:30:00+09:00", "2026-03-09T02:30:00+02:00"]
    assert found["spring"] == ["2026-03-09T02:30:00-04:00"]
    assert found["given"] == ["2026-03-08T02:30:00+09:00"]
    remedy = "its time zone is not known; give it in atom_timezones, by the ID or the name of the runtime, or get the processes with include_runtimes=true"
    assert f'it is not known when the schedule on "Boomi cloud" runs: {remedy}' in found["refused"]
    zones = [finding["message"] for finding in found["findings"] if finding["rule"] == "timezone"]
    assert zones == [f'it is not known when schedules run on "{name}": {remedy}' for name in ("Cloud_attachment_1", "Boomi cloud")]
    rules = [(finding["rule"], finding["actual"]) for finding in found["fewer"] if not finding["rule"].startswith("Night")]
    assert rules == [("processes[0].runtime_online", "OFFLINE"), ("processes[0].runtime_online", "ONLINE (RESTARTING)")]
    # On the clock of each runtime it is half past two, wherever that is; the other process runs each full hour.
    assert sorted(finding["atom_id"] for finding in found["fewer"] if finding["rule"] == "Night.must_not_run") == sorted(
        {*by_runtime(found["facts"])} - {"3456789a-bcde-f012-3456-789abcdef012"}
    )


@pytest.mark.matrix
def test_without_the_privilege_the_facts_are_whole(boomi: Sandbox, tmp_path: Path) -> None:
    user = next(one for one in boomi.account.users if one.name.startswith("scheduler"))
    found = told(
        [
            {"boomi.spaces.integration_pack_process_info": {"include_runtimes": True, "include_status": True}, "register": "facts"},
            keeping({"facts": "facts"}),
        ],
        boomi,
        tmp_path,
        BOOMI_USERNAME=user.name,
        BOOMI_API_TOKEN=user.api_token,
    )
    assert set(by_runtime(found["facts"]).values()) == {(None, None, None)}
    assert [process["name"] for process in found["facts"]["processes"]] == ["Strike the hour"]
    assert [warning for warning in found["facts"]["warnings"] if warning.startswith("This user may not read ")] == found["facts"]["warnings"] != []


@pytest.mark.slow
def test_verify_asks_about_the_runtimes_where_the_policy_needs_it(boomi: Sandbox, tmp_path: Path) -> None:
    def verified(policy: dict[str, Any]) -> tuple[list[str], int]:
        role = {
            "ansible.builtin.include_role": {"name": "boomi.spaces.verify"},
            "vars": {"verify_policy": {"version": 1, **policy}, "verify_fail": False},
        }
        boomi.clear()
        found = told([role, keeping({"rules": "verify_findings | map(attribute='rule')"})], boomi, tmp_path)
        return found["rules"], len(boomi.requests(f"/api/rest/v1/{boomi.account.id}/AtomStartupProperties"))

    rules = [{"match": "Strike*", "required": True}]
    assert verified({"processes": rules}) == ([], 0)
    assert verified({"processes": rules, "timezone": "runtime"}) == (["timezone", "timezone"], 1)
    assert verified({"processes": [{"match": "*", "runtime_online": True}]}) == (["processes[0].runtime_online"] * 2, 1)


def test_the_inventory_composes_with_the_runtimes(boomi: Sandbox, tmp_path: Path) -> None:
    options: dict[str, Any] = {
        "include_processes": True,
        "include_runtimes": True,
        "strict": True,
        "compose": {"zones": "boomi_processes | map(attribute='process_schedules') | flatten | map(attribute='atom_time_zone') | select | unique | sort"},
        "groups": {"offline": "boomi_processes | map(attribute='process_schedules') | flatten | selectattr('atom_status', 'eq', 'OFFLINE') | length > 0"},
    }
    env = environment(**{**boomi.environment, "BOOMI_REQUESTS_PER_SECOND": "1000"}, **STOP)
    listed = listing(inventory(tmp_path, **options), env)
    assert listed.groups["offline"] == list(listed.hosts)
    assert [variables["zones"] for variables in listed.hosts.values()] == [["America/New_York", "Asia/Tokyo", "Europe/Berlin", "Europe/Paris", "GMT+02:00"]]

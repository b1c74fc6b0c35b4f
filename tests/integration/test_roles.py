# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The roles verify and snapshot: remember, compare, wait, and say what changed, by real ansible-playbook."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.documentation import guide
from tests.integration.playing import BIN, PYTHON, Run, environment, run
from tests.paths import DATA
from tests.sandbox import Account, Sandbox, load
from tests.sandbox.account import Deployment

DEMO = DATA / "demo.yml"
ORDER_TO_CASH = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMQ"


@pytest.fixture
def unlimited(sandbox: Sandbox) -> Sandbox:
    sandbox.rate_limit = None
    return sandbox


def playbook(name: str, sandbox: Sandbox, folder: Path, *flags: str, **variables: Any) -> Run:
    """Runs a playbook of the collection by its name, with extra variables."""
    env = environment(**sandbox.environment, BOOMI_REQUESTS_PER_SECOND="100")
    variables["ansible_python_interpreter"] = PYTHON
    command = [str(BIN / "ansible-playbook"), "--inventory", "localhost,", f"boomi.spaces.{name}", "--extra-vars", json.dumps(variables), *flags]
    return run(command, env, folder)


def changed(change: Callable[[str, Deployment], Deployment]) -> Account:
    """The demo account after ``change(process name, deployment)`` of every deployment."""
    account = load(DEMO)
    instances = tuple(
        dataclasses.replace(
            instance,
            processes=tuple(
                dataclasses.replace(process, deployments=tuple(change(process.name, one) for one in process.deployments)) for process in instance.processes
            ),
        )
        for instance in account.instances
    )
    return dataclasses.replace(account, instances=instances)


def findings(done: Run) -> list[str]:
    """The lines of the table, without their head."""
    lines = json.loads("[" + re.findall(r'"msg": \[\n(.*?)\n    \]', done.output, re.DOTALL)[-1] + "]")
    return [re.sub(r" {2,}", "  ", line) for line in lines[1:]]


def test_a_snapshot_is_stable_and_finds_nothing_in_what_it_was_made_of(unlimited: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "policy.yml"
    checked = playbook("snapshot", unlimited, tmp_path, "--check", "--diff", snapshot_path=str(path)).check()
    assert not path.exists(), "check mode writes nothing"
    assert '+  # "Bank Statements" on "prod-frankfurt-1": every 30 minutes from 07:00 to 17:30, Monday to Friday' in checked.output
    playbook("snapshot", unlimited, tmp_path, snapshot_path=str(path)).check()
    first = path.read_bytes()
    again = playbook("snapshot", unlimited, tmp_path, snapshot_path=str(path)).check()
    assert "changed=0" in again.output
    assert path.read_bytes() == first
    assert len({rule["match"] for rule in yaml.safe_load(first)["processes"]}) == 34
    verified = playbook("verify", unlimited, tmp_path, verify_policy_file=str(path)).check()
    assert "No findings in 34 processes." in verified.output
    assert unlimited.writes == unlimited.mutations == 0


def test_names_stay_in_the_comments_of_a_snapshot(unlimited: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "policy.yml"
    processes = [{"id": "p*1", "name": "a\n- match: '*' # {{ 1 + 1 }}\u2028\u202e", "instance_id": "i", "integration_pack": [], "process_schedules": []}]
    playbook("snapshot", unlimited, tmp_path, snapshot_path=str(path), snapshot_processes=processes).check()
    assert [rule["match"] for rule in yaml.safe_load(path.read_text())["processes"]] == ["p[*]1"]
    playbook("snapshot", unlimited, tmp_path, snapshot_path=str(path), snapshot_processes=processes, snapshot_match="name").check()
    text = path.read_text()
    assert [rule["match"] for rule in yaml.safe_load(text)["processes"]] == ["a\n- match: '[*]' # 2\u2028\u202e"], (
        "variables of the command line are templates of the user's own"
    )
    assert not {"\u2028", "\u202e"} & set(text)
    assert unlimited.log == []


@pytest.mark.slow
def test_after_maintenance_it_names_what_is_resumed_and_what_is_not(tmp_path: Path) -> None:
    before = tmp_path / "before.yml"
    with Sandbox(DEMO) as sandbox:
        sandbox.rate_limit = None
        playbook("snapshot", sandbox, tmp_path, snapshot_path=str(before)).check()
    resumed = changed(lambda name, one: dataclasses.replace(one, enabled=name != "Stock Level Polling"))
    with Sandbox(resumed) as sandbox:
        sandbox.rate_limit = None
        done = playbook("verify", sandbox, tmp_path, verify_policy_file=str(before))
        assert done.returncode != 0
        assert "Traceback" not in done.output
        assert "errors and 0 warnings in 34 processes, checked against" in done.output
        told = [line.split("  ", 2)[2] for line in findings(done)]
    was = {one.id: (process.name, one) for process in load(DEMO).processes() for one in process.deployments}
    paused = {name for name, one in was.values() if one.schedule and not one.enabled and name != "Stock Level Polling"}
    assert paused >= {"Bank Statements", "Carrier Labels"}
    for name in paused:
        assert any(line.startswith(f'"{name}" is enabled on ') and line.endswith("but must be paused") for line in told), (name, told)
    assert any(line.startswith('"Stock Level Polling" is paused on ') and line.endswith("but must run") for line in told)
    assert len(told) == sum(1 for name, one in was.values() if one.schedule and name in paused and not one.enabled) + sum(
        1 for name, one in was.values() if name == "Stock Level Polling" and one.schedule and one.enabled
    )


@pytest.mark.once
def test_the_policy_of_the_guide_on_maintenance_judges(unlimited: Sandbox, tmp_path: Path) -> None:
    (policy,) = guide("docs/docsite/rst/maintenance.rst")
    done = playbook("verify", unlimited, tmp_path, verify_policy=policy, verify_fail=False).check()
    assert any(line.startswith("error  windows[0].must_not_run") for line in findings(done))


@pytest.mark.once
def test_the_policy_of_the_guide_on_policies_holds_for_the_demo(unlimited: Sandbox, tmp_path: Path) -> None:
    policy, dummy = guide("docs/docsite/rst/policies.rst")
    assert set(policy) == {"version", "timezone", "atom_timezones", "processes", "max_starts_per_minute", "windows", "unmatched"}
    done = playbook("verify", unlimited, tmp_path, verify_policy=policy).check()
    assert "No findings in 34 processes." in done.output


@pytest.mark.slow
def test_it_waits_for_what_is_still_being_set_up(unlimited: Sandbox, tmp_path: Path) -> None:
    nothing = {"match": "integrationPackInstanceProcesses", "body": {"data": {"integrationPackInstanceProcesses": []}}}
    policy = {"version": 1, "processes": [{"match": "Web Shop Orders to SAP", "required": True}]}
    asked = {"verify_instance_ids": [ORDER_TO_CASH], "verify_include_status": False, "verify_policy": policy, "verify_delay": 1}
    unlimited.fail(times=2, **nothing)
    done = playbook("verify", unlimited, tmp_path, **asked, verify_retries=2).check()
    assert [int(number) for number in re.findall(r"tries left: (\d)", done.output)] == [2, 1]
    assert "Waiting 1 s for 1 finding to disappear (tries left: 2). The first: no process has a name or id that matches" in done.output
    assert "No findings in" in done.output
    unlimited.clear()
    unlimited.fail(times=None, **nothing)
    done = playbook("verify", unlimited, tmp_path, **asked, verify_retries=1)
    assert done.returncode != 0
    assert "1 error and 0 warnings in 0 processes, checked against the given policy." in done.output
    asked_for = [entry for entry in unlimited.requests("/graphql") if "integrationPackInstanceProcesses" in entry.body]
    assert len(asked_for) == 2, "the last try is made"


@pytest.mark.slow
def test_options_by_equals_signs_and_paths_below_the_working_directory(unlimited: Sandbox, tmp_path: Path) -> None:
    env = environment(**unlimited.environment, BOOMI_REQUESTS_PER_SECOND="100")

    def go(name: str, *options: str) -> Run:
        pairs = [word for option in (f"ansible_python_interpreter={PYTHON}", *options) for word in ("-e", option)]
        return run([str(BIN / "ansible-playbook"), f"boomi.spaces.{name}", *pairs], env, tmp_path)

    go("snapshot", "snapshot_path=policy.yml", "snapshot_keys=schedule,environments")
    assert yaml.safe_load((tmp_path / "policy.yml").read_text())["version"] == 1
    done = go("verify", "verify_policy_file=policy.yml", "verify_horizon_days=30", "verify_retries=0", "verify_report_formats=json,junit")
    assert "No findings in 34 processes." in done.output
    assert (tmp_path / "boomi-reports/verify.junit.xml").exists()
    go("report", "report_formats=json")
    summary = json.loads((tmp_path / "boomi-reports/processes.json").read_text())["summary"]
    assert (summary["paused"], summary["not_known"]) == (3, 0)


@pytest.mark.slow
def test_check_mode_writes_no_report_and_judges_all_the_same(unlimited: Sandbox, tmp_path: Path) -> None:
    policy = {"version": 1, "processes": [{"match": "No Such Process", "required": True}]}
    asked = {"verify_policy": policy, "verify_report_formats": ["json"], "verify_report_path": str(tmp_path / "reports")}
    done = playbook("verify", unlimited, tmp_path, "--check", **asked)
    assert done.returncode != 0
    assert "1 error and 0 warnings" in done.output
    assert not (tmp_path / "reports").exists()
    playbook("verify", unlimited, tmp_path, **asked)
    assert (tmp_path / "reports/verify.json").exists()


def test_a_policy_that_cannot_be_understood_is_one_sentence(unlimited: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "empty.yml").write_text("")
    (tmp_path / "broken.yml").write_text("version: 1\nprocesses: [")
    (tmp_path / "twice.yml").write_text("version: 1\nprocesses:\n- {match: a, max_retry: 1,\n   max_retry: 2}\n")
    (tmp_path / "odd.yml").write_text("{version: 1, unmatched: 'error was: failed: {{ 1 }}'}")
    where = 'while parsing a flow node did not find expected node content in \\"<file>\\", line 3, column 1'
    for given, sentence in (
        ({"verify_policy": {"version": 1, "proceses": []}}, "verify_policy: proceses is not a key of a policy; did you mean processes?"),
        ({"verify_policy_file": "empty.yml"}, "empty.yml: the policy is null; it must be a mapping that begins with version: 1"),
        ({"verify_policy_file": "broken.yml"}, f"broken.yml: the policy is not valid YAML: {where}"),
        ({"verify_policy_file": "twice.yml"}, "twice.yml: processes[0].max_retry is given twice, in lines 3 and 4; give it once"),
        ({"verify_policy_file": "odd.yml"}, 'odd.yml: unmatched is \\"error was: failed: {{ 1 }}\\"; allowed are allow, deny'),
        ({"verify_policy_file": "nowhere.yml"}, "nowhere.yml: there is no such file."),
        ({}, "Give the policy either as verify_policy_file or as verify_policy."),
    ):
        done = playbook("verify", unlimited, tmp_path, **given)
        assert done.returncode != 0
        assert "Traceback" not in done.output
        (told,) = re.findall(r'"msg": "(.*)"\}', done.output.rpartition("fatal: ")[2]) or [""]
        assert told == sentence, done.output
    assert unlimited.log == [], "nothing is asked before the policy is understood"

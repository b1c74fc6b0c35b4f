# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The compliance playbook over an inventory of instances: as one run, and in slices by ansible-runner, as AWX runs sliced jobs."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.documentation import guide
from tests.integration.listing import inventory, plain, play_over
from tests.integration.playing import BIN, KEPT, TOOLS, Run, environment, keeping, run
from tests.paths import ROOT
from tests.sandbox import Account, Sandbox, generated

GUIDE = "docs/docsite/rst/fleets.rst"
SLICES = 3
START = "2026-11-24T00:00:00Z"
POLICY = {
    "version": 1,
    "timezone": "Europe/Berlin",
    "processes": [
        {"match": "Web Shop Orders to SAP", "required": True, "max_retry": 2},
        {"match": "No Such Process", "required": True},
        {"match": "*", "min_minutes_between_runs": 5, "enabled": True},
    ],
    "max_starts_per_minute": 2,
    "windows": [{"name": "Sunday", "match": "*", "must_not_run": [{"days_of_week": "1", "hours": "0-5"}]}],
}


@dataclass(frozen=True)
class Fleet:
    """An inventory file, a policy beside it, and the environment that points to the local Boomi."""

    folder: Path
    env: dict[str, str]

    def inventory(self, **options: Any) -> Path:
        return inventory(self.folder, **options)

    def listed(self, file: Path) -> dict[str, Any]:
        """What ansible-inventory makes of a file."""
        command = [BIN / "ansible-inventory", "-i", file, "--list"]
        groups: dict[str, Any] = json.loads(subprocess.run(command, env=self.env, capture_output=True, check=True).stdout)
        return groups

    def verify(self, inventory: Path, *flags: str, **variables: Any) -> Run:
        variables = {"fleet_policy_file": str(self.folder / "policy.yml"), "verify_start": START, **variables}
        command = [str(BIN / "ansible-playbook"), "--inventory", str(inventory), "boomi.spaces.verify_fleet", "--extra-vars", json.dumps(variables), *flags]
        done = run(command, self.env, self.folder)
        assert "skipping" not in done.output
        return done

    def report(self, name: str) -> dict[str, Any]:
        document: dict[str, Any] = json.loads((self.folder / "boomi-reports" / f"{name}.json").read_text())
        return document


def fleet_of(sandbox: Sandbox, folder: Path) -> Fleet:
    sandbox.rate_limit = None
    (folder / "policy.yml").write_text(yaml.safe_dump(POLICY))
    return Fleet(folder, environment(**sandbox.environment, BOOMI_REQUESTS_PER_SECOND="100"))


@pytest.fixture
def fleet(sandbox: Sandbox, tmp_path: Path) -> Fleet:
    return fleet_of(sandbox, tmp_path)


@dataclass(frozen=True)
class Whole:
    """One run over the whole fleet, which several tests look at."""

    output: str
    findings: list[dict[str, Any]]
    asked: Counter[str]


@pytest.fixture(scope="module")
def whole(_running: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    fleet = fleet_of(_running, tmp_path_factory.mktemp("whole"))
    _running.clear()
    done = fleet.verify(fleet.inventory(), fleet_report_formats=["json"])
    assert done.returncode == 2, done.output
    assert _running.writes == _running.mutations == 0
    found = Whole(done.output, fleet.report("fleet")["findings"], instances_asked(_running))
    _running.clear()
    return found


def instances_asked(sandbox: Sandbox) -> Counter[str]:
    """How often the processes of each instance were asked for."""
    bodies = [json.loads(entry.body) for entry in sandbox.requests("/graphql")]
    return Counter(value for body in bodies if "integrationPackInstanceProcesses" in body["query"] for value in body["variables"].values())


def of_processes(findings: Iterable[dict[str, Any]]) -> list[str]:
    """What can be told in a part of the estate; the policy has no rules that contradict each other."""
    return sorted(json.dumps(finding, sort_keys=True) for finding in findings if finding["process_id"] is not None)


def test_each_account_is_asked_once_and_each_host_is_told_its_own_findings(whole: Whole, demo: Account) -> None:
    assert set(whole.asked.values()) == {1}
    assert len(whole.asked) == 10
    rules = {finding["rule"] for finding in whole.findings}
    assert {"processes[1].required", "processes[2].min_minutes_between_runs", "max_starts_per_minute", "Sunday.must_not_run"} <= rules
    of_instance = Counter(finding["instance_id"] for finding in whole.findings)
    told = failures(whole.output)
    assert "'Stock Level Polling' of 'Warehouse and Shipping' has runs 3 minutes apart" in told["Warehouse_and_Shipping"]
    ids = {one.override_name or one.pack.name: one.id for one in demo.instances if one.pack}
    verdict = re.match(r"FAILED: (\d+) errors in 5 processes under .*/policy\.yml: ", told["Warehouse_and_Shipping"])
    assert verdict
    assert int(verdict[1]) == of_instance[ids["Warehouse and Shipping"]]
    # One host speaks for the space, and is told what belongs to no instance.
    assert of_instance[None] >= 2
    assert sum(map(counted, told.values())) == len(whole.findings)
    assert len(told) in (len(of_instance), len(of_instance) - 1)


def failures(output: str) -> dict[str, str]:
    """What each host that failed says."""
    return {host: json.loads(rest)["msg"] for host, rest in re.findall(r"fatal: \[(.*?)\]: FAILED! => (\{.*\})", output)}


def counted(verdict: str) -> int:
    """The errors and warnings of a verdict."""
    return sum(int(number.replace(",", "")) for number in re.findall(r"([\d,]+) (?:error|warning)s?\b", verdict.partition(" in ")[0]))


@pytest.mark.slow
def test_one_task_can_tell_for_all(fleet: Fleet) -> None:
    done = fleet.verify(fleet.inventory(), fleet_each=False, fleet_report_formats=["json"])
    assert done.returncode == 2
    assert done.output.count("fatal: [") == 1
    (told,) = failures(done.output).values()
    assert told.startswith("FAILED: ")
    assert counted(told) == len(fleet.report("fleet")["findings"])


@pytest.mark.slow
def test_a_limit_makes_it_a_part(fleet: Fleet, sandbox: Sandbox) -> None:
    done = fleet.verify(fleet.inventory(), "--limit", "Smoke_Test:HR_Master_Data", fleet_report_formats=["json"])
    assert "Judged process by process" in done.output
    assert {finding["rule"] for finding in fleet.report("fleet")["findings"]} <= {
        "processes[2].enabled",
        "processes[2].min_minutes_between_runs",
        "Sunday.must_not_run",
    }
    assert len(instances_asked(sandbox)) == 2


@pytest.mark.slow
def test_a_host_is_judged_in_the_environments_that_its_groups_limit_it_to(fleet: Fleet, sandbox: Sandbox, whole: Whole) -> None:
    """With several such groups in all of them; a host that is selected by its name too, in all of its environments."""
    done = fleet.verify(fleet.inventory(), "--limit", "boomi_environment_T*,Warehouse_and_Shipping", fleet_report_formats=["json"])
    instances = {one.override_name: one for one in sandbox.account.instances}
    test = next(one.id for one in sandbox.account.environments if one.name == "Test")
    warehouse = instances["Warehouse and Shipping"].id
    limited = [one.id for one in sandbox.account.instances if test in {place.environment_id for place in one.attachments} and one.id != warehouse]
    assert len(limited) == 4
    found = fleet.report("fleet")["findings"]
    expected = [each for each in whole.findings if each["instance_id"] == warehouse or (each["instance_id"] in limited and each["env_id"] == test)]
    assert {each["instance_id"] for each in expected} > {warehouse}
    assert len(expected) < sum(each["instance_id"] in (warehouse, *limited) for each in whole.findings)
    assert of_processes(found) == of_processes(expected)
    assert f" in 19 processes in Test (1 other in all environments) under {fleet.folder}/policy.yml" in done.output
    told = failures(done.output)
    assert " in 5 processes under " in told.pop("Warehouse_and_Shipping")
    assert told
    assert all(" processes in Test under " in each for each in told.values())
    assert set(instances_asked(sandbox).values()) == {1}


@pytest.mark.slow
def test_each_account_is_asked_for_its_own_environments(fleet: Fleet, sandbox: Sandbox) -> None:
    first, second = (space.guid for space in sandbox.account.spaces[:2])
    inventory = fleet.inventory(connections=[{"name": "own", "space_guid": first}, {"name": "other", "space_guid": second}])
    benelux, test = (next(one.id for one in sandbox.account.environments if one.name == name) for name in ("Benelux Production", "Test"))
    for wanted, judged in (("Test", {test}), (["Benelux Production", test], {benelux, test})):
        (fleet.folder / "policy.yml").write_text(yaml.safe_dump({"version": 1, "processes": [{"match": "*", "max_retry": 4}]}))
        done = fleet.verify(inventory, verify_fleet_environments=wanted, fleet_report_formats=["json"], fleet_save_facts="facts.json")
        assert "Not judged" not in done.output
        saved = json.loads((fleet.folder / "facts.json").read_text())["processes"]
        assert {place["env_id"] for process in saved for place in process["process_schedules"]} == judged
        assert {each["env_id"] for each in fleet.report("fleet")["findings"]} == judged
        assert len({process["instance_id"] for process in saved}) == len(sandbox.account.instances) - 1, "one has no processes"
    assert " in Benelux Production, Test under " in done.output
    done = fleet.verify(inventory, verify_fleet_environments="Test, Tset")
    assert set(failures(done.output).values()) == {"No instance of this run is attached to the environment Tset. Correct verify_fleet_environments."}
    done = fleet.verify(inventory, verify_fleet_enviroments="Test", fleet_each=False)
    assert set(failures(done.output).values()) == {"verify_fleet_enviroments is not an option of the role verify; did you mean verify_fleet_environments?"}


@pytest.mark.slow
def test_the_patterns_that_limit_to_environments(fleet: Fleet) -> None:
    everything = "all"
    template = ROOT / "playbooks/templates/representatives.json.j2"
    (fleet.folder / "hosts.txt").write_text("boomi_environment_Test\nSmoke_Test\n")
    cases: dict[str, dict[str, object]] = {
        "boomi": {"HR_Master_Data": everything, "Smoke_Test": everything},
        "HR_Master_Data": {"HR_Master_Data": everything},
        "boomi_environment_Test": {"HR_Master_Data": ["Test"]},
        "boomi_environment_Test[0:2]": {"Order_to_Cash": ["Test"]},
        "boomi_environment_Test:boomi_environment_Production": {"HR_Master_Data": ["Production", "Test"]},
        "boomi_environment_P*": {"HR_Master_Data": ["Production"], "Finance_Close": ["Production"]},
        "~boomi_env.*_(Test|Other)$": {"HR_Master_Data": ["Test"]},
        "boomi:&boomi_environment_Test:!Order_to_Cash": {"HR_Master_Data": ["Test"]},
        "boomi_pack_HR_Master_Data,&boomi_environment_Test": {"HR_Master_Data": ["Test"]},
        "boomi_environment_Test,boomi_pack_HR_Master_Data": {"HR_Master_Data": everything, "Order_to_Cash": ["Test"]},
        "boomi_environment_Test,boomi_pack_*": {"HR_Master_Data": everything},
        "boomi_*": {"HR_Master_Data": everything},
        "boomi:!boomi_environment_Production": {"Smoke_Test": everything},
        f"@{fleet.folder}/hosts.txt": {"HR_Master_Data": ["Test"], "Smoke_Test": everything},
    }
    values = [f"lookup('ansible.builtin.template', '{template}', template_vars={{'fleet_hosts': {pattern!r}}})" for pattern in cases]
    task = keeping({str(number): value for number, value in enumerate(values)})
    done = play_over(fleet.inventory(), [{**task, "run_once": True}], fleet.env)
    kept = json.loads(base64.b64decode(re.findall(rf'"msg": "{KEPT}(.*)"', done.output)[0]))
    for number, (pattern, hosts) in enumerate(cases.items()):
        text = kept[str(number)]
        parts = [part for part in (json.loads(text) if isinstance(text, str) else text) if part]
        for host, names in hosts.items():
            (part,) = (part for part in parts if host in part["hosts"])
            assert (part["names"] if part["environments"] else everything) == names, (pattern, host)


@pytest.mark.slow
def test_nothing_to_judge_is_a_failure(fleet: Fleet, sandbox: Sandbox) -> None:
    sandbox.fail(path="/graphql", status=403)
    done = fleet.verify(fleet.inventory())
    assert done.returncode == 2
    assert "No host matches boomi. Give the inventory of instances with -i" in done.output


@pytest.mark.slow
def test_an_account_that_cannot_be_asked_leaves_the_others_whole(fleet: Fleet, sandbox: Sandbox) -> None:
    first, second = (space.guid for space in sandbox.account.spaces[:2])
    inventory = fleet.inventory(connections=[{"name": "own", "space_guid": first}, {"name": "other", "space_guid": second}])
    others = fleet.listed(inventory)["boomi_connection_other"]["hosts"]
    theirs = [one.id for one in sandbox.account.instances if one.space_guid == second]
    assert len(others) == len(theirs) == 1
    whole = fleet.verify(inventory, fleet_report_formats=["json"], fleet_report_name="whole")
    assert whole.returncode == 2
    sandbox.clear()
    sandbox.rate_limit = None
    sandbox.fail(path="/graphql", match=theirs[0], status=403, times=None)
    done = fleet.verify(inventory, fleet_report_formats=["json"], fleet_report_name="rest", fleet_save_facts="facts.json")
    assert done.returncode == 2
    assert f"fatal: [{others[0]}]: FAILED! => " in done.output
    assert failures(done.output)[others[0]].startswith("Not judged: Boomi refused access.")
    assert re.search(r'"FAILED: .* under .*/policy\.yml; 1 instance not judged"', done.output)
    assert "Judged process by process" in done.output
    rest = [finding for finding in fleet.report("whole")["findings"] if finding["instance_id"] not in theirs]
    assert of_processes(fleet.report("rest")["findings"]) == of_processes(rest)
    assert not (fleet.folder / "facts.json").exists(), "facts in part are not left for others"


def sliced(inventory: dict[str, Any], number: int, count: int) -> dict[str, Any]:
    """The inventory of one job of several, as AWX cuts it: every so many hosts, by their names, and the groups that have any of them."""
    hosts = sorted(inventory["_meta"]["hostvars"])[number::count]
    cut: dict[str, Any] = {"_meta": {"hostvars": {host: inventory["_meta"]["hostvars"][host] for host in hosts}}}
    for name, group in inventory.items():
        if name != "_meta":
            cut[name] = {**group, **({"hosts": [host for host in group["hosts"] if host in hosts]} if "hosts" in group else {})}
    return cut


def as_script(path: Path, inventory: dict[str, Any]) -> Path:
    path.write_text(f"#!{sys.executable}\nprint({json.dumps(inventory)!r})\n")
    path.chmod(0o700)
    return path


def job(fleet: Fleet, number: int, inventory: dict[str, Any], **env: str) -> int | None:
    """Runs one slice by ansible-runner, with its inventory as a script, and answers its return code."""
    folder = fleet.folder / f"job-{number}"
    folder.mkdir()
    script = as_script(folder / "inventory.py", inventory)
    variables = {
        "fleet_policy_file": str(fleet.folder / "policy.yml"),
        "verify_start": START,
        "fleet_part": True,
        "fleet_save_facts": str(fleet.folder / f"slice-{number}.json"),
        "fleet_report_formats": ["json"],
        "fleet_report_path": str(fleet.folder / "boomi-reports"),
        "fleet_report_name": f"slice-{number}",
    }
    (folder / "env").mkdir()
    (folder / "env/envvars").write_text(json.dumps({**fleet.env, **env}))
    (folder / "env/extravars").write_text(json.dumps(variables))
    command = [str(TOOLS / "ansible-runner"), "run", str(folder), "--playbook", "boomi.spaces.verify_fleet", "--inventory", str(script), "--quiet"]
    subprocess.run(command, env=fleet.env, check=False, timeout=300)
    (status,) = folder.glob("artifacts/*/rc")
    return int(status.read_text())


@pytest.mark.slow
def test_slices_together_find_what_one_run_finds(fleet: Fleet, sandbox: Sandbox, whole: Whole) -> None:
    listed = fleet.listed(fleet.inventory())
    parts = [sliced(listed, number, SLICES) for number in range(SLICES)]
    theirs = {variables["boomi_instance"]["id"]: number for number, part in enumerate(parts) for variables in map(plain, part["_meta"]["hostvars"].values())}
    sandbox.clear_log()
    for number, part in enumerate(parts):
        assert job(fleet, number, part) == 2
    assert instances_asked(sandbox) == Counter(list(theirs))
    for number in range(SLICES):
        found = fleet.report(f"slice-{number}")["findings"]
        assert of_processes(found) == of_processes(finding for finding in whole.findings if theirs.get(finding["instance_id"]) == number)
        assert len(found) == len(of_processes(found)) > 0
    # What only the whole can tell is judged once, by the facts that the slices have left, and asks nothing.
    sandbox.clear_log()
    joined = join(fleet, *range(SLICES))
    assert joined.returncode == 2
    assert sandbox.log == []
    assert fleet.report("verify")["findings"] == whole.findings
    # One that fails leaves no facts, and then there is no whole.
    failing = SLICES
    assert job(fleet, failing, parts[1], BOOMI_API_TOKEN="wrong") == 2
    assert instances_asked(sandbox) == Counter()
    joined = join(fleet, 0, failing, 2)
    assert joined.returncode == 2
    assert f"Missing: {fleet.folder}/slice-{failing}.json. The run that writes such a file has failed or not finished" in joined.output


def join(fleet: Fleet, *numbers: int) -> Run:
    """Judges by the facts that these slices have left."""
    files = [str(fleet.folder / f"slice-{number}.json") for number in numbers]
    variables = {"verify_policy_file": "policy.yml", "verify_saved_facts": files, "verify_start": START, "verify_report_formats": ["json"]}
    return run([str(BIN / "ansible-playbook"), "boomi.spaces.verify", "--extra-vars", json.dumps(variables)], fleet.env, fleet.folder)


@pytest.mark.once
@pytest.mark.slow
def test_the_three_ways_of_the_guide_find_the_same_in_so_many_requests(tmp_path: Path) -> None:
    """The blocks of the guide as they are, and its table."""
    ways = [block[0] for block in guide(GUIDE) if isinstance(block, list)]
    counts = [int(count) for count in re.findall(r"\* - (?:a|one) (?:lookup|module).*\n +- .*\n +- (\d+)\n", (ROOT / GUIDE).read_text())]
    # Two requests for each host; or a login, and all hosts in one batch. So it is with fewer hosts.
    assert counts == [2 * 20, 2 * 20, 2]
    hosts = 4
    with Sandbox(generated.account(hosts, 3)) as sandbox:
        fleet = Fleet(tmp_path, environment(**sandbox.environment, BOOMI_BATCH_SIZE="4"))
        script = as_script(tmp_path / "inventory.py", fleet.listed(fleet.inventory()))
        answers = []
        for number, (way, count) in enumerate(zip(ways, [2 * hosts, 2 * hosts, 2])):
            folder = tmp_path / str(number)
            folder.mkdir()
            kept = "asked.processes" if number == 1 else "processes"
            keep = {"ansible.builtin.copy": {"dest": f"{folder}/{{{{ inventory_hostname }}}}", "content": f"{{{{ {kept} | to_json }}}}"}}
            book = tmp_path / f"way-{number}.yml"
            book.write_text(yaml.safe_dump([{**way, "tasks": [*way["tasks"], keep]}]))
            sandbox.clear_log()
            run([str(BIN / "ansible-playbook"), "-i", str(script), str(book)], fleet.env, tmp_path).check()
            assert len(sandbox.log) == count
            answers.append({path.name: json.loads(path.read_text()) for path in folder.iterdir()})
    assert answers[0] == answers[1] == answers[2]
    assert len(answers[0]) == hosts
    assert all(len(processes) == 3 for processes in answers[0].values())


@pytest.mark.once
@pytest.mark.slow
def test_the_inventory_and_the_variables_of_the_guide(fleet: Fleet) -> None:
    inventory, dummy, variables = (block for block in guide(GUIDE) if isinstance(block, dict))
    path = fleet.folder / "boomi.yml"
    path.write_text(yaml.safe_dump(inventory))
    variables = {name: value.replace("/shared", str(fleet.folder)) if isinstance(value, str) else value for name, value in variables.items()}
    done = fleet.verify(path, **variables, awx_job_id=1201)
    assert done.returncode == 2
    assert "Judged process by process" in done.output
    saved = json.loads((fleet.folder / "1201.json").read_text())["processes"]
    assert fleet.report("fleet-1201")["summary"]["processes"] == len(saved) > 34
    assert (fleet.folder / "boomi-reports/fleet-1201.junit.xml").exists()

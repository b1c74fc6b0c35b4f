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
from tests.integration.playing import BIN, PYTHON, Run, collection_playbook, environment, play, run
from tests.paths import DATA, ROOT
from tests.sandbox import Account, Sandbox, load
from tests.sandbox.account import Deployment

DEMO = DATA / "demo.yml"
ORDER_TO_CASH = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMQ"


@pytest.fixture
def unlimited(sandbox: Sandbox) -> Sandbox:
    sandbox.rate_limit = None
    return sandbox


def playbook(name: str, sandbox: Sandbox, folder: Path, *flags: str, boomi_env: dict[str, str] | None = None, **variables: Any) -> Run:
    """Runs a playbook of the collection by its name, with extra variables. No task is skipped."""
    given = {**sandbox.environment, "BOOMI_REQUESTS_PER_SECOND": "100", **(boomi_env or {})}
    done = collection_playbook(name, given, folder, *flags, **variables)
    assert "skipping" not in done.output
    return done


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


@dataclasses.dataclass(frozen=True)
class Row:
    """A row of the table of findings."""

    rule: str
    severity: str
    message: str


def shown(done: Run) -> list[str]:
    """What the task that shows the findings printed, line by line."""
    lines: list[str] = json.loads("[" + re.findall(r'"msg": \[\n(.*?)\n    \]', done.output, re.DOTALL)[-1] + "]")
    return lines


def findings(lines: list[str]) -> list[Row]:
    """The rows of the table, each with its rule, which the table has once."""
    (head,) = (number for number, line in enumerate(lines) if line.startswith("RULE "))
    second, third = (lines[head].index(word) for word in ("SEVERITY", "FINDING"))
    rows: list[Row] = []
    for line in lines[head + 1 :]:
        if not line or line.startswith("…"):
            break
        rule = line[:second].strip()
        rows.append(Row(rule or rows[-1].rule, line[second:third].strip(), line[third:]))
    return rows


@pytest.mark.slow
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
    assert shown(verified) == [f"PASSED: no findings in 34 processes under {path}"]
    assert unlimited.writes == unlimited.mutations == 0


@pytest.mark.slow
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
def test_a_snapshot_of_odd_characters_is_what_it_remembers(tmp_path: Path) -> None:
    path = tmp_path / "policy.yml"
    windows = {"schedule": [{"hours": "20"}], "max_retry": 2}
    deployed = {
        "id": "s",
        "process_id": "p",
        "atom_id": "a\U0001f680",
        "env_id": "e\U0001f680\u202e",
        "enabled": None,
        "schedule": [{"hours": "8"}],
        "retry": windows,
    }
    dirty = {**deployed, "atom_id": "a2", "env_id": "e2", "schedule": [{"minutes": "0-59/\U0001f680"}]}
    name = 'Sync \U0001f680 "q"\n\u2028\x85\ufeff\\u0041'
    processes = [{"id": "p\U0001f680*", "name": name, "instance_id": "i", "integration_pack": [], "process_schedules": [deployed, dirty]}]
    renamed = [{**processes[0], "name": "Sync \U0001f681"}]
    verify = {"verify_policy_file": str(path), "verify_start": "2026-11-24"}
    runs: list[tuple[str, dict[str, Any]]] = [
        ("snapshot", {"snapshot_path": str(path), "snapshot_processes": processes}),
        ("verify", {**verify, "verify_processes": processes}),
        ("verify", {**verify, "verify_processes": renamed, "verify_fail": False}),
    ]
    tasks = [{"ansible.builtin.include_role": {"name": f"boomi.spaces.{role}"}, "vars": options} for role, options in runs]
    done = play(tasks, tmp_path, environment(), keep=["verify_findings"]).check()
    assert [(finding["rule"], finding["expected"], finding["actual"]) for finding in done.values["verify_findings"]] == [
        ("processes[0].process_name", name, "Sync \U0001f681")
    ]
    text = path.read_text(encoding="utf-8")
    assert all(line.isprintable() for line in text.split("\n"))
    first, second = yaml.safe_load(text)["processes"]
    assert first["process_name"] == name
    assert (first["match"], first["only_on"]) == ("p\U0001f680[*]", ["a2"])
    assert (first["schedule_text"], first["enabled"]) == ("0-59/\U0001f680 * * * * *", "unknown")
    assert (second["only_on"], second["environments"], second["retry"][0]["hours"]) == (["a\U0001f680"], ["e\U0001f680\u202e"], "20")


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
        told = [row.message for row in findings(shown(done))]
        assert shown(done)[0] == f"FAILED: {len(told)} errors in 34 processes under {before}"
    was = {one.id: (process.name, one) for process in load(DEMO).processes() for one in process.deployments}
    paused = {name for name, one in was.values() if one.schedule and not one.enabled and name != "Stock Level Polling"}
    assert paused >= {"Bank Statements", "Carrier Labels"}
    for name in paused:
        assert any(line.startswith(f"'{name}' of '") and "' is enabled on " in line and line.endswith("but must be paused") for line in told), (name, told)
    assert any(line.startswith("'Stock Level Polling' of 'Warehouse and Shipping' is paused on ") and line.endswith("but must run") for line in told)
    assert len(told) == sum(1 for name, one in was.values() if one.schedule and name in paused and not one.enabled) + sum(
        1 for name, one in was.values() if name == "Stock Level Polling" and one.schedule and one.enabled
    )


@pytest.mark.slow
@pytest.mark.once
def test_the_policies_of_the_guide_on_maintenance_judge(unlimited: Sandbox, tmp_path: Path) -> None:
    # The other block has changes of schedules.
    policies = [each for each in guide("docs/docsite/rst/maintenance.rst") if isinstance(each, dict)]
    for policy, window in zip(policies, ("Sunday maintenance", "Sunday maintenance", "Saturday night"), strict=True):
        done = playbook("verify", unlimited, tmp_path, verify_policy=policy, verify_fail=False).check()
        assert (f"{window}.must_not_run", "error") in {(row.rule, row.severity) for row in findings(shown(done))}


@pytest.mark.once
def test_the_policy_of_the_guide_on_policies_holds_for_the_demo(unlimited: Sandbox, tmp_path: Path) -> None:
    policy, *dummy = guide("docs/docsite/rst/policies.rst")
    assert set(policy) == {"version", "timezone", "atom_timezones", "processes", "max_starts_per_minute", "windows", "unmatched"}
    done = playbook("verify", unlimited, tmp_path, verify_policy=policy).check()
    assert shown(done) == ["PASSED: no findings in 34 processes under the given policy"]


NOTHING: dict[str, Any] = {"match": "integrationPackInstanceProcesses", "body": {"data": {"integrationPackInstanceProcesses": []}}}
UNKNOWN: dict[str, Any] = {
    "match": "integrationPackInstanceProcesses",
    "body": {
        "data": {"integrationPackInstanceProcesses": None},
        "errors": [{"message": "unknown", "path": ["integrationPackInstanceProcesses"], "extensions": {"errorCode": "IPACK_INSTANCE_ID_INVALID"}}],
    },
}
ORDERS: dict[str, Any] = {"version": 1, "processes": [{"match": "Web Shop Orders to SAP", "required": True}]}
WAITING: dict[str, Any] = {"verify_instance_ids": [ORDER_TO_CASH], "verify_include_status": False, "verify_policy": ORDERS, "verify_delay": 1}


def asked_for(sandbox: Sandbox) -> int:
    return sum("integrationPackInstanceProcesses" in entry.body for entry in sandbox.requests("/graphql"))


def failure(done: Run) -> str:
    """The message of the task that failed."""
    assert done.returncode == 2, done.output
    assert "Traceback" not in done.output
    message: str = json.loads(re.findall(r"fatal: \[localhost\]: FAILED! => (\{.*\})", done.output)[-1])["msg"]
    return message


@pytest.mark.slow
def test_it_waits_for_what_is_still_being_set_up(unlimited: Sandbox, tmp_path: Path) -> None:
    unlimited.fail(times=2, **NOTHING)
    done = playbook("verify", unlimited, tmp_path, **WAITING, verify_retries=2).check()
    assert "Waiting for 1 finding to disappear (tries left: 2). The first: no process has a name or id that matches 'Web Shop Orders to SAP'" in done.output
    assert [int(number) for number in re.findall(r"tries left: (\d)", done.output)] == [2, 1]
    assert shown(done) == ["PASSED: no findings in 5 processes under the given policy"]
    unlimited.clear()
    unlimited.fail(times=None, **NOTHING)
    done = playbook("verify", unlimited, tmp_path, **WAITING, verify_retries=1)
    assert shown(done)[0] == "FAILED: 1 error in 0 processes under the given policy"
    told = re.sub(r"\d+ s", "N s", failure(done))
    assert told == (
        "FAILED: 1 error in 0 processes under the given policy. Waited N s, 2 tries; still: no process has a name or id that matches 'Web Shop Orders to SAP'."
    )
    assert asked_for(unlimited) == 2, "the last try is made"


@pytest.mark.slow
def test_it_waits_through_gaps(unlimited: Sandbox, tmp_path: Path) -> None:
    """With verify_timeout alone, as often as it takes: an instance that is not there yet, a server that is away, throttled or broken."""
    unlimited.fail(**UNKNOWN)
    for fault in ({"reset": "before"}, {"status": 500}, {"status": 503}):
        unlimited.fail(match="integrationPackInstanceProcesses", **fault)
    done = playbook("verify", unlimited, tmp_path, **WAITING, verify_timeout=3600, boomi_env={"BOOMI_RETRIES": "0"}).check()
    told = re.findall(r"Waiting for the processes \(seconds left: [\d,]+\)\. There are none yet: (.*)\"", done.output)
    assert len(told) == 3, "and two tries after that"
    assert told[0].startswith(f"Boomi does not know the instance '{ORDER_TO_CASH}' in this space.")
    assert "HTTP status: 500" in told[2]
    assert shown(done) == ["PASSED: no findings in 5 processes under the given policy"]
    assert asked_for(unlimited) == 5


@pytest.mark.slow
def test_the_end_of_the_time_ends_the_wait_and_says_what_is_missing(unlimited: Sandbox, tmp_path: Path) -> None:
    done = playbook("verify", unlimited, tmp_path, verify_instance_names=["Nobody", "Order to Cash"], verify_policy=ORDERS, verify_timeout=4, verify_delay=60)
    told = failure(done)
    assert told.startswith("No instance of this space is named 'Nobody'.")
    waited = re.search(r" Waited (\d+) s, (\d) (?:try|tries); still missing: Nobody\.$", told)
    assert waited
    # A pause never goes beyond the end. A machine that is very busy does not come to a second try.
    assert all(int(seconds) < 4 for seconds in re.findall(r"Pausing for (\d+) seconds", done.output))
    # On a busy machine the time can be over after the last pause.
    assert int(waited[2]) - done.output.count("Pausing for ") in (0, 1)


@pytest.mark.slow
def test_what_no_waiting_can_help_ends_it_at_once(unlimited: Sandbox, tmp_path: Path) -> None:
    ids = ["SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIxMA", "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIxMg"]
    unlimited.fail(match=ids[0], times=None, body="<html>Sign in</html>")
    unlimited.fail(match=ids[1], times=None, status=403)
    asked: list[tuple[dict[str, Any], str]] = [
        ({"verify_instance_ids": [ids[0]]}, "The response is not JSON but an HTML or XML page"),
        ({"verify_instance_ids": [ids[1]]}, "Boomi refused access."),
        ({"verify_instance_names": ["EDI Gateway Retail"]}, "The name 'EDI Gateway Retail' is ambiguous"),
    ]
    tasks = rescued("verify", [{**options, "verify_policy": ORDERS, "verify_timeout": 3600} for options, dummy in asked])
    done = play(tasks, tmp_path, environment(**unlimited.environment), keep=["told"])
    assert done.returncode == 0, done.output
    assert "Waiting for" not in done.output
    for told, (dummy, sentence) in zip(done.values["told"], asked):
        assert told.replace('"', "'").startswith(sentence)
    assert [sum(instance in entry.body for entry in unlimited.requests("/graphql")) for instance in ids] == [1, 1]


@pytest.mark.slow
def test_however_many_tries_there_are_few_are_nested(unlimited: Sandbox, tmp_path: Path) -> None:
    """Ansible ends with a RecursionError where some hundred files are nested in each other."""
    unlimited.fail(times=6, **NOTHING)
    done = playbook("verify", unlimited, tmp_path, **{**WAITING, "verify_delay": 0}, verify_retries=60).check()
    assert re.findall(r"tries left: (\d+)", done.output) == ["60", "59", "58", "56"]
    assert done.output.count("FAILED - RETRYING") == 2
    assert asked_for(unlimited) == 7


def rescued(role: str, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tasks that run a role several times, and collect how each run failed as ``told``, empty where it did not."""
    told = {"ansible.builtin.set_fact": {"told": "{{ told | default([]) + [ansible_failed_result.msg] }}"}}
    none = {"ansible.builtin.set_fact": {"told": "{{ told | default([]) + [''] }}"}}
    return [{"block": [{"ansible.builtin.include_role": {"name": f"boomi.spaces.{role}"}, "vars": each}, none], "rescue": [told]} for each in options]


@pytest.mark.slow
def test_misspelt_options_are_refused_by_name(tmp_path: Path) -> None:
    cases: dict[str, list[tuple[dict[str, Any], str]]] = {
        "verify": [
            ({"verify_polcy_file": "p.yml"}, "verify_polcy_file is not an option of the role verify; did you mean verify_policy_file?"),
            (
                {"verify_processes": [], "verify_policy": {"version": 1}, "verify_fial": False, "verify_timeouts": 3},
                "verify_fial is not an option of the role verify; did you mean verify_fail? "
                "verify_timeouts is not an option of the role verify; did you mean verify_timeout?",
            ),
            # It is one of the playbook verify_fleet.
            (
                {"verify_processes": [], "verify_policy": {"version": 1}, "verify_fleet_environments": ["Test"]},
                "verify_fleet_environments is not an option of the role verify; did you mean verify_environments?",
            ),
            (
                {"verify_policy": {"version": 1}, "verify_xyz": 1},
                "verify_xyz is not an option of the role verify; its options are verify_atoms, verify_delay, ",
            ),
        ],
        "snapshot": [
            ({"snapshot_path": "p.yml", "snapshot_proceses": []}, "snapshot_proceses is not an option of the role snapshot; did you mean snapshot_processes?"),
            ({"snapshot_pth": "p.yml"}, "snapshot_pth is not an option of the role snapshot; did you mean snapshot_path?"),
            ({}, "The role snapshot needs snapshot_path."),
        ],
        "report": [
            ({"report_proceses": []}, "report_proceses is not an option of the role report; did you mean report_processes?"),
            ({"report_processes": [], "report_fromats": ["json"]}, "report_fromats is not an option of the role report; did you mean report_formats?"),
        ],
    }
    # Facts that the roles set, and variables with another beginning, are no options of theirs.
    fine = [{"verify_policy": {"version": 1, "unmatched": "deny"}, "verify_processes": [], "verify_report_formats": ["json"], "verifying": 1}] * 2
    tasks = [task for role, each in cases.items() for task in rescued(role, [options for options, dummy in each])] + rescued("verify", fine)
    done = play(tasks, tmp_path, environment(), keep=["told"])
    assert done.returncode == 0, done.output
    sentences = [sentence for each in cases.values() for dummy, sentence in each]
    for told, sentence in zip(done.values["told"], sentences):
        assert told.startswith(sentence)
    assert done.values["told"][len(sentences) :] == ["", ""]


def misspelt(word: str) -> set[str]:
    """The word with a letter missing, doubled, swapped with the next one, or wrong."""
    ends = [(word[:number], word[number:]) for number in range(len(word))]
    return {
        *(before + after[1:] for before, after in ends),
        *(before + after[0] + after for before, after in ends),
        *(before + after[1] + after[0] + after[2:] for before, after in ends[:-1]),
        *(before + wrong + after[1:] for before, after in ends for wrong in "exq_"),
    } - {word}


@pytest.mark.once
@pytest.mark.slow
def test_the_nearest_option_is_named(tmp_path: Path) -> None:
    """For every option of every role, misspelt in one place: every seventh of the names that come of it, of all kinds and places."""
    tasks = []
    expected: dict[str, dict[str, str]] = {}
    for role in ("verify", "snapshot", "report"):
        path = ROOT / "roles" / role
        options = list(yaml.safe_load((path / "meta/argument_specs.yml").read_text())["argument_specs"]["main"]["options"])
        begin = f"{role}_"
        all_names = sorted((name, begin + wrong) for name in options for wrong in misspelt(name.removeprefix(begin)) if begin + wrong not in options)
        expected[role] = {wrong: name for name, wrong in all_names[::7]}
        assert set(expected[role].values()) == set(options)
        variables = {"role_path": str(path), "_boomi_options": options, "_boomi_known": [], "_boomi_unknown": list(expected[role])}
        template = f"{ROOT}/roles/verify/templates/names.txt.j2"
        tasks.append({"ansible.builtin.set_fact": {f"told_{role}": f"{{{{ lookup('ansible.builtin.template', '{template}') }}}}"}, "vars": variables})
    done = play(tasks, tmp_path, environment(), keep=[f"told_{role}" for role in expected]).check()
    for role, names in expected.items():
        told = dict(re.findall(r"(\w+) is not an option of the role \w+; did you mean (\w+)\?", done.values[f"told_{role}"]))
        # Two options have nearly one name, and are both as near.
        wrong = {name: told.get(name) for name, option in names.items() if told.get(name) != option and "save" not in option}
        assert wrong == {}
        assert len(names) > 50


def finding(**values: Any) -> dict[str, Any]:
    nothing = dict.fromkeys(("process_id", "process_name", "instance_id", "env_id", "atom_id", "expected", "actual"))
    return {**nothing, "rule": "processes[0].enabled", "severity": "error", "message": "No.", **values}


def printed(folder: Path, cases: list[dict[str, Any]]) -> list[list[str]]:
    """What the template of the findings makes of variables."""
    (folder / "cases.json").write_text(json.dumps({"cases": cases}))
    template = f"{ROOT}/roles/verify/templates/findings.txt.j2"
    names = ("verify_findings", "_verify_fatal", "_verify_files", "verify_scope")
    tasks = [{"ansible.builtin.include_vars": {"file": str(folder / "cases.json")}}]
    for number in range(len(cases)):
        variables = {name: f"{{{{ cases[{number}].{name} }}}}" for name in names}
        rest = {"verify_judged": [{}, {}], "_verify_environments": [], "_verify_policy_name": 'odd \x1b[31m\u202e "name".yml'}
        shows = {"ansible.builtin.debug": {"msg": f"{{{{ lookup('ansible.builtin.template', '{template}') | trim | split('\n') }}}}"}}
        tasks.append({**shows, "vars": {**rest, **variables}})
    done = play(tasks, folder, environment()).check()
    texts = re.findall(r'"msg": \[\n(.*?)\n    \]', done.output, re.DOTALL)
    assert not any('\\"' in text or "\\u" in text for text in texts), "nothing is escaped"
    return [json.loads(f"[{text}]") for text in texts]


@pytest.mark.slow
@pytest.mark.matrix
def test_the_verdict_comes_first_then_the_table_by_rule(tmp_path: Path) -> None:
    case = {"_verify_fatal": ["error", "warning"], "_verify_files": [], "verify_scope": "all"}
    warnings = [finding(rule="unmatched", severity="warning", message=f"{number}.") for number in range(2)]
    infos = [finding(rule="b", severity="info", message="b."), finding(rule="a", severity="info", message="a.")]
    errors = [finding(rule="processes[10].enabled", message=f"{number}.") for number in range(1_824)]
    rule = 'a "rule"\n\x1b\u202e'
    odd = [finding(rule=rule, message='"A \\"B\\" \\n \\\\" runs on "C", not "D"'), finding(rule="e"), finding(rule=rule)]
    files = ["/r/x.ics", "/r/x.json", "/r/x.html"]
    both, passed, many, reported, names, lenient = printed(
        tmp_path,
        [
            {**case, "verify_findings": [*warnings, *infos, *errors[:1]]},
            {**case, "verify_findings": infos, "verify_scope": "processes"},
            {**case, "verify_findings": [*warnings, *infos, *errors]},
            {**case, "verify_findings": [*warnings, *infos, *errors], "_verify_files": files},
            {**case, "verify_findings": odd},
            {**case, "verify_findings": warnings, "_verify_fatal": ["error"], "_verify_files": files[:1]},
        ],
    )
    under = "under odd  [31m? 'name'.yml"
    assert both == [
        f"FAILED: 1 error, 2 warnings, 2 infos in 2 processes {under}",
        "",
        "RULE                   SEVERITY  FINDING",
        "processes[10].enabled  error     0.",
        "unmatched              warning   0.",
        "                       warning   1.",
        "b                      info      b.",
        "a                      info      a.",
    ]
    assert passed[0] == f"PASSED: 2 infos in 2 processes {under}"
    assert passed[-1].startswith("Judged process by process: ")
    assert many[0] == f"FAILED: 1,824 errors, 2 warnings, 2 infos in 2 processes {under}"
    assert [row.message for row in findings(many)] == [f"{number}." for number in range(50)]
    assert many[3 + 50 :] == ["… and 1,778 more (for a report with all of them, set verify_report_formats, for example to html)"]
    assert reported[3 + 50 :] == ["… and 1,778 more in /r/x.json", "", "Report: /r/x.ics", "Report: /r/x.json", "Report: /r/x.html"]
    assert names[3:] == [
        "a 'rule' ?  error     'A 'B' ␊ \\\\' runs on 'C', not 'D'",
        "            error     No.",
        "e           error     No.",
    ]
    assert lenient[0] == f"PASSED: 2 warnings in 2 processes {under}"
    assert lenient[-1] == "Report: /r/x.ics"


@pytest.mark.slow
def test_options_by_equals_signs_and_paths_below_the_working_directory(unlimited: Sandbox, tmp_path: Path) -> None:
    env = environment(**unlimited.environment, BOOMI_REQUESTS_PER_SECOND="100")

    def go(name: str, *options: str) -> Run:
        pairs = [word for option in (f"ansible_python_interpreter={PYTHON}", *options) for word in ("-e", option)]
        return run([str(BIN / "ansible-playbook"), f"boomi.spaces.{name}", *pairs], env, tmp_path)

    go("snapshot", "snapshot_path=policy.yml", "snapshot_keys=schedule,environments")
    assert yaml.safe_load((tmp_path / "policy.yml").read_text())["version"] == 1
    done = go("verify", "verify_policy_file=policy.yml", "verify_horizon_days=30", "verify_retries=0", "verify_report_formats=json,junit")
    reports = [str(tmp_path / "boomi-reports" / name) for name in ("verify.json", "verify.junit.xml")]
    assert shown(done) == ["PASSED: no findings in 34 processes under policy.yml", "", *(f"Report: {path}" for path in reports)]
    assert all(Path(path).exists() for path in reports)
    go("report", "report_formats=json")
    summary = json.loads((tmp_path / "boomi-reports/processes.json").read_text())["summary"]
    assert (summary["paused"], summary["not_known"]) == (3, 0)


@pytest.mark.slow
def test_check_mode_writes_no_report_and_judges_all_the_same(unlimited: Sandbox, tmp_path: Path) -> None:
    policy = {"version": 1, "processes": [{"match": "No Such Process", "required": True}]}
    asked = {
        "verify_policy": policy,
        "verify_report_formats": ["json"],
        "verify_report_path": str(tmp_path / "reports"),
        "verify_environments": ["Production", "Test"],
    }
    done = playbook("verify", unlimited, tmp_path, "--check", **asked)
    assert done.returncode != 0
    assert shown(done)[0] == "FAILED: 1 error in 34 processes in Production, Test under the given policy"
    assert "Report: " not in done.output
    assert not (tmp_path / "reports").exists()
    playbook("verify", unlimited, tmp_path, **asked)
    assert (tmp_path / "reports/verify.json").exists()


@pytest.mark.slow
def test_a_policy_that_cannot_be_understood_is_one_sentence(unlimited: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "empty.yml").write_text("")
    (tmp_path / "broken.yml").write_text("version: 1\nprocesses: [")
    (tmp_path / "twice.yml").write_text("version: 1\nprocesses:\n- {match: a, max_retry: 1,\n   max_retry: 2}\n")
    (tmp_path / "odd.yml").write_text("{version: 1, unmatched: 'error was: failed: {{ 1 }}'}")
    where = "while parsing a flow node did not find expected node content in '<file>', line 3, column 1"
    cases: list[tuple[dict[str, Any], str]] = [
        ({"verify_policy": {"version": 1, "proceses": []}}, "verify_policy: proceses is not a key of a policy; did you mean processes?"),
        ({"verify_policy_file": "empty.yml"}, "empty.yml: the policy is null; it must be a mapping that begins with version: 1"),
        ({"verify_policy_file": "broken.yml"}, f"broken.yml: the policy is not valid YAML: {where}"),
        ({"verify_policy_file": "twice.yml"}, "twice.yml: processes[0].max_retry is given twice, in lines 3 and 4; give it once"),
        ({"verify_policy_file": "odd.yml"}, "odd.yml: unmatched is 'error was: failed: {{ 1 }}'; allowed are allow, deny"),
        ({"verify_policy_file": "nowhere.yml"}, "nowhere.yml: there is no such file."),
        ({}, "Give the policy either as verify_policy_file or as verify_policy."),
    ]
    done = play(rescued("verify", [given for given, dummy in cases]), tmp_path, environment(**unlimited.environment), keep=["told"])
    assert done.returncode == 0, done.output
    assert "Traceback" not in done.output
    assert done.values["told"] == [sentence for dummy, sentence in cases]
    assert unlimited.log == [], "nothing is asked before the policy is understood"

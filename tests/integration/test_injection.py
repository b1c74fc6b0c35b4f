# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Boomi answers is data, whatever it holds: no name is evaluated, on any way that it can take through Ansible, and none is altered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration import hostile
from tests.integration.listing import STOP, inventory, listing, play_over
from tests.integration.playing import BIN, PYTHON, Run, environment, play, run
from tests.sandbox import Sandbox

FORMATS = ["html", "junit", "json", "markdown", "ical"]
DENY = {"version": 1, "unmatched": "deny"}
# What steers a terminal, in the texts of this collection; Ansible's own debug escapes no character above these.
STEERING = ("\x1b", "\x9b", "\u202e", "\u2066")


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[Path]:
    """The file that an evaluated name would make. It must not be there in the end."""
    path = tmp_path / "canary"
    yield path
    assert not path.exists()


@pytest.fixture
def attacked(canary: Path) -> Iterator[Sandbox]:
    with Sandbox(hostile.account(canary)) as sandbox:
        sandbox.rate_limit = None
        yield sandbox


@pytest.fixture
def names(canary: Path) -> list[str]:
    return [hostile.as_told(name) for name in hostile.names(canary)]


def around(sandbox: Sandbox) -> dict[str, str]:
    return environment(**sandbox.environment, BOOMI_REQUESTS_PER_SECOND="1000", **STOP)


def test_facts_of_modules_and_lookup(attacked: Sandbox, names: list[str], tmp_path: Path) -> None:
    (tmp_path / "names.j2").write_text("{{ facts.processes | map(attribute='name') | to_json }}")
    tasks: list[dict[str, Any]] = [
        {"boomi.spaces.integration_pack_process_info": {"include_names": True, "include_status": True}, "register": "facts"},
        {"boomi.spaces.integration_pack_instance_info": {}, "register": "instances"},
        {"boomi.spaces.environment_info": {}, "register": "environments"},
        {"boomi.spaces.space_info": {}, "register": "spaces"},
        {"ansible.builtin.debug": {"var": "facts"}},
        {"ansible.builtin.debug": {"msg": "{{ instances }} {{ environments }} {{ spaces }}"}},
        {"ansible.builtin.set_fact": {"looked": "{{ query('boomi.spaces.integration_pack_process', include_names=True) | flatten(1) }}"}},
        {"ansible.builtin.set_fact": {"first": "{{ looked[0].name }}", "cacheable": True}},
        {"ansible.builtin.debug": {"msg": "{{ first }} {{ looked | map(attribute='name') | list }}"}},
        {"ansible.builtin.template": {"src": "names.j2", "dest": str(tmp_path / "names.json"), "mode": "0600"}},
        {
            "ansible.builtin.copy": {"content": "{{ item.name }}", "dest": f"{tmp_path}/{{{{ item.id }}}}.txt", "mode": "0600"},
            "loop": "{{ facts.processes[:6] }}",
            "loop_control": {"label": "{{ item.name }}"},
        },
    ]
    done = play(tasks, tmp_path, around(attacked), keep=["facts", "looked", "first", "instances"]).check()
    assert "\x1b" not in done.output
    kept = done.values
    assert [process["name"] for process in kept["facts"]["processes"]] == names
    assert [process["name"] for process in kept["looked"]] == names
    assert [process["instance_name"] for process in kept["facts"]["processes"]] == [process["instance_name"] for process in kept["looked"]] == names
    assert [pack["name"] for process in kept["looked"] for pack in process["integration_pack"]] == [name[:1000] for name in names]
    assert [place["atom_name"] for process in kept["looked"] for place in process["process_schedules"]] == [name[:1000] for name in names]
    assert [instance["integration_pack_override_name"] for instance in kept["instances"]["instances"]] == names
    assert kept["first"] == names[0]
    assert json.loads((tmp_path / "names.json").read_text()) == names
    assert (tmp_path / "process-0.txt").read_text() == names[0]


@pytest.mark.slow
def test_inventory_and_fleet(attacked: Sandbox, names: list[str], tmp_path: Path) -> None:
    options = {
        "include_processes": True,
        "include_names": True,
        "strict": True,
        "compose": {"name_too": "boomi_name", "process_name": "boomi_processes | map(attribute='name') | first"},
        "groups": {"all_of_them": "boomi_name is defined and process_name == boomi_name"},
        "keyed_groups": [{"key": "boomi_instance.integration_pack | map(attribute='name')", "prefix": "pack"}],
        "cache": True,
        "cache_plugin": "ansible.builtin.jsonfile",
        "cache_connection": str(tmp_path / "cache"),
    }
    file = inventory(tmp_path, **options)
    for _kept in (False, True):
        found = listing(file, around(attacked))
        assert found.returncode == 0, found.output
        assert not any(sign in found.output for sign in STEERING)
        assert sorted(host["boomi_name"] for host in found.hosts.values()) == sorted(names)
        for host in found.hosts.values():
            # What an expression of the user's own gives as the text of a list or a mapping, ansible-core before 2.19 reads as one.
            if not host["boomi_name"].startswith(("['", '{"')):
                assert host["name_too"] == host["process_name"] == host["boomi_name"]
        assert len(found.groups["all_of_them"]) >= len(names) - 2
    play_over(file, [{"ansible.builtin.debug": {"msg": "{{ boomi_name[:200] }} {{ name_too[:200] }} {{ boomi_instance.id }}"}}], around(attacked))

    (tmp_path / "policy.yml").write_text(yaml.safe_dump(DENY))
    saved, reports = tmp_path / "saved.json", tmp_path / "reports"
    variables = {"fleet_policy_file": str(tmp_path / "policy.yml"), "fleet_save_facts": str(saved), "fleet_each": False}
    variables |= {"fleet_report_formats": ["json"], "fleet_report_path": str(reports)}
    command = [str(BIN / "ansible-playbook"), "--inventory", str(file), "boomi.spaces.verify_fleet", "--extra-vars", json.dumps(variables)]
    done = run(command, around(attacked), tmp_path)
    assert done.returncode == 2, done.output
    assert f"FAILED: {len(names)} errors in {len(names)} processes" in done.output
    assert not any(sign in done.output for sign in STEERING)
    assert sorted(process["name"] for process in json.loads(saved.read_text())["processes"]) == sorted(names)
    assert len(json.loads((reports / "fleet.json").read_text())["processes"]) == len(names)


def role(name: str, **variables: Any) -> dict[str, Any]:
    return {"ansible.builtin.include_role": {"name": f"boomi.spaces.{name}"}, "vars": variables}


@pytest.mark.slow
def test_roles_reports_and_saved_facts(attacked: Sandbox, names: list[str], tmp_path: Path) -> None:
    by_id, by_name, saved = str(tmp_path / "id.yml"), str(tmp_path / "name.yml"), str(tmp_path / "saved.json")
    tasks = [
        role("snapshot", snapshot_path=by_id),
        role("snapshot", snapshot_path=by_name, snapshot_match="name"),
        role("verify", verify_policy_file=by_id, verify_save_facts=saved, verify_report_formats=FORMATS, verify_report_path=str(tmp_path / "reports")),
        role("verify", verify_policy_file=by_name, verify_saved_facts=[saved]),
        role("verify", verify_policy=DENY, verify_saved_facts=[saved], verify_report_formats=FORMATS, verify_report_path=str(tmp_path / "denied")),
    ]
    done = play(tasks, tmp_path, around(attacked))
    assert done.returncode == 2, done.output
    assert "[WARNING]" not in done.output
    assert f"FAILED: {len(names)} errors in {len(names)} processes under the given policy." in done.output
    assert done.output.count(f"PASSED: no findings in {len(names)} processes under ") == 2
    assert not any(sign in done.output for sign in STEERING)
    for folder in ("reports", "denied"):
        assert len(list((tmp_path / folder).iterdir())) == len(FORMATS)
        reported = json.loads((tmp_path / folder / "verify.json").read_text())["processes"]
        assert sorted(process["name"] for process in reported) == sorted(names)
    assert [process["name"] for process in json.loads(Path(saved).read_text())["processes"]] == names


def test_the_table_of_processes(attacked: Sandbox, tmp_path: Path) -> None:
    command = [str(BIN / "ansible-playbook"), "boomi.spaces.processes", "--inventory", "localhost,", "-e", json.dumps({"ansible_python_interpreter": PYTHON})]
    done = run(command, around(attacked), tmp_path).check()
    assert "?[2J?[31mred?]0;title?" in done.output
    assert not any(sign in done.output for sign in STEERING)


def failing(sandbox: Sandbox, folder: Path, text: str) -> Run:
    entry = {"minutes": text, "hours": "1"}
    filters = [
        {"ansible.builtin.debug": {"msg": "{{ entries | boomi.spaces." + call + " }}"}, "vars": {"entries": "{{ bad.entries }}"}, "ignore_errors": True}
        for call in ("describe_schedule", "next_runs", "to_cron", "to_ical('x')", "schedule_diff('0 1 * * * *')")
    ]
    (folder / "bad.json").write_text(json.dumps({"entries": [entry]}))
    tasks: list[dict[str, Any]] = [
        {"boomi.spaces.integration_pack_process_info": {}, "register": "facts", "ignore_errors": True},
        {"ansible.builtin.debug": {"msg": "{{ facts.msg }}"}},
        {"ansible.builtin.debug": {"msg": "{{ query('boomi.spaces.integration_pack_process') }}"}, "ignore_errors": True},
        {"ansible.builtin.slurp": {"src": str(folder / "bad.json")}, "register": "raw"},
        {"ansible.builtin.set_fact": {"bad": "{{ raw.content | b64decode | from_json }}"}},
        *filters,
    ]
    return play(tasks, folder, around(sandbox), keep=["facts"])


def test_what_the_server_says_in_an_error_and_what_a_filter_says_of_a_schedule(attacked: Sandbox, names: list[str], canary: Path, tmp_path: Path) -> None:
    said = " ".join(hostile.names(canary)[:-1])
    attacked.fail(status=400, times=None, body={"errors": [{"message": said, "extensions": {"code": said}}]})
    done = failing(attacked, tmp_path, names[0] + names[18])
    assert done.returncode == 0, done.output
    assert "Traceback" not in done.output
    error = done.values["facts"]["error"]
    assert (error["kind"], error["status"]) == ("rejected", 400)
    assert error["message"] == hostile.as_told(said)
    assert done.values["facts"]["msg"].startswith("Boomi rejected the request.")
    assert not any(sign in done.values["facts"]["msg"] for sign in STEERING)
    assert "\x1b" not in done.output
    assert done.output.count("...ignoring") == 7

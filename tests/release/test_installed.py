# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The artifact installed into an empty folder and used from there: its pages, and each kind of thing that it brings along."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import ansible
import pytest
import yaml

from tests.integration.listing import plain
from tests.integration.playing import PYTHON, TOOLS, Run, another_python, required
from tests.integration.rulebook import MISSING, Rulebook, available
from tests.kinds import FOLDERS
from tests.paths import ROOT
from tests.release.conftest import Installed
from tests.sandbox import Account, Sandbox
from tests.sandbox.changed import scheduled

SYNC = "Employee Sync"


def playbook(installed: Installed, sandbox: Sandbox, folder: Path, name: str, *flags: str, **variables: Any) -> Run:
    """Runs a playbook, and sees that each module of the collection is the installed one."""
    sandbox.rate_limit = None
    # Ansible tells the file of a module that it packs.
    values = json.dumps({"ansible_python_interpreter": another_python(folder), **variables})
    done = installed.run("ansible-playbook", "-vvv", *(flags or ("-i", "localhost,")), name, "-e", values, cwd=folder, sandbox=sandbox)
    own = f"{Path(ansible.__file__).parent}/"  # Ansible's modules, wherever it is installed
    used = [path for path in re.findall(r"Using module file (\S+)", done.output) if not path.startswith(own)]
    assert used, done.output
    assert [path for path in used if not path.startswith(f"{installed.folder}/plugins/modules/")] == []
    assert sandbox.mutations == sandbox.writes == 0
    return done


def test_without_it_there_is_nothing(installed: Installed, tmp_path: Path) -> None:
    """What the other tests see is not from elsewhere."""
    done = installed.run("ansible-doc", "--list", "--json", "boomi.spaces", cwd=tmp_path, ANSIBLE_COLLECTIONS_PATH=str(tmp_path))
    assert "boomi.spaces." not in done.output


@pytest.mark.parametrize("kind", FOLDERS)
def test_each_plugin_has_its_page(kind: str, installed: Installed, tmp_path: Path) -> None:
    listed = json.loads(installed.run("ansible-doc", "--type", kind, "--list", "--json", "boomi.spaces", cwd=tmp_path).check().output)
    files = [path for path in (ROOT / "plugins" / FOLDERS[kind]).iterdir() if path.suffix == ".py"]
    assert set(listed) == {f"boomi.spaces.{path.stem}" for path in files}
    pages = json.loads(installed.run("ansible-doc", "--type", kind, "--json", *listed, cwd=tmp_path).check().output)
    for name, page in pages.items():
        assert page["doc"]["filename"].startswith(f"{installed.folder}/plugins/{FOLDERS[kind]}/")
        assert page["doc"]["description"], name
        assert name in page["examples"] or name.rpartition(".")[2] in page["examples"], name


def test_each_role_has_its_page(installed: Installed, tmp_path: Path) -> None:
    pages = json.loads(
        installed.run("ansible-doc", "--type", "role", "--json", "boomi.spaces.report", "boomi.spaces.snapshot", "boomi.spaces.verify", cwd=tmp_path).output
    )
    assert set(pages) == {f"boomi.spaces.{path.name}" for path in (ROOT / "roles").iterdir()}
    assert all(page["path"].startswith(str(installed.folder)) for page in pages.values())
    assert all(page["entry_points"]["main"]["options"] for page in pages.values())


def test_a_module_on_the_controller(installed: Installed, sandbox: Sandbox, tmp_path: Path) -> None:
    """The installed action plugin answers: Ansible packs no module."""
    flags = ("-vvv", "-c", "local", "-i", "localhost,", "-e", f"ansible_python_interpreter={PYTHON}")
    done = installed.run("ansible", "localhost", "-m", "boomi.spaces.space_info", *flags, cwd=tmp_path, sandbox=sandbox).check()
    assert "Using module file" not in done.output
    assert sandbox.account.spaces[0].name in done.output


def test_the_playbook_processes(installed: Installed, sandbox: Sandbox, tmp_path: Path) -> None:
    done = playbook(installed, sandbox, tmp_path, "boomi.spaces.processes")
    assert done.returncode == 0, done.output
    for told in ("10 instances have 34 processes.", "Each of the 39 schedules belongs to a runtime."):
        assert told in done.output
    assert re.search(r'"Web Shop Orders to SAP +Test +test-frankfurt-1 +every hour from 08:00 to 18:00, Monday to Friday"', done.output)


def test_the_playbooks_snapshot_and_verify(installed: Installed, sandbox: Sandbox, demo: Account, tmp_path: Path) -> None:
    path = tmp_path / "policy.yml"
    assert playbook(installed, sandbox, tmp_path, "boomi.spaces.snapshot", snapshot_path=str(path)).returncode == 0
    assert len({rule["match"] for rule in yaml.safe_load(path.read_text())["processes"]}) == 34
    same = playbook(installed, sandbox, tmp_path, "boomi.spaces.verify", verify_policy_file=str(path))
    assert same.returncode == 0, same.output
    assert f"PASSED: no findings in 34 processes under {path}" in same.output
    sandbox.account = scheduled(demo, SYNC, "7")
    other = playbook(installed, sandbox, tmp_path, "boomi.spaces.verify", verify_policy_file=str(path))
    sandbox.account = demo
    assert other.returncode == 2, other.output
    assert SYNC in other.output


def test_the_playbook_report(installed: Installed, sandbox: Sandbox, tmp_path: Path) -> None:
    formats = ["html", "junit", "json", "markdown", "ical"]
    done = playbook(installed, sandbox, tmp_path, "boomi.spaces.report", report_formats=formats, report_path="out")
    assert done.returncode == 0, done.output
    assert len(list((tmp_path / "out").iterdir())) == len(formats)
    assert len(json.loads((tmp_path / "out/processes.json").read_text())["processes"]) == 34
    page = (tmp_path / "out/processes.html").read_text()
    assert "<style>" in page
    assert "<bdi>Web Shop Orders to SAP</bdi>" in page


def test_the_inventory_and_the_playbook_over_it(installed: Installed, sandbox: Sandbox, tmp_path: Path) -> None:
    file, policy = tmp_path / "boomi.yml", tmp_path / "policy.yml"
    file.write_text("plugin: boomi.spaces.integration_pack_instance\n")
    policy.write_text(yaml.safe_dump({"version": 1, "processes": [{"match": SYNC, "schedule": [{"minutes": "0", "hours": "1"}]}]}))
    listed = installed.run("ansible-inventory", "-i", str(file), "--list", "--output", str(tmp_path / "listed"), cwd=tmp_path, sandbox=sandbox)
    assert listed.returncode == 0, listed.output
    hosts = plain(json.loads((tmp_path / "listed").read_text())["_meta"]["hostvars"])
    assert (len(hosts), hosts["HR_Master_Data"]["boomi_instance"]["environments"][0]["name"]) == (10, "Production")
    done = playbook(installed, sandbox, tmp_path, "boomi.spaces.verify_fleet", "-i", str(file), fleet_policy_file=str(policy))
    assert done.returncode == 2, done.output
    assert SYNC in done.output


def test_lookup_filters_and_tests(installed: Installed, sandbox: Sandbox, tmp_path: Path) -> None:
    found = "query('boomi.spaces.integration_pack_process') | flatten(1)"
    schedule = "'0-59/15 8-18 2-6 * * *'"
    values = {
        "processes": f"{found} | length",
        "scheduled": f"{found} | select('boomi.spaces.scheduled') | length",
        "words": f"{schedule} | boomi.spaces.describe_schedule",
        "runs": f"{schedule} | boomi.spaces.count_runs('2026-11-23T00:00', '2026-11-24T00:00', timezone='Europe/Berlin')",
        "same": f"{schedule} is boomi.spaces.same_schedule_as('*/15 8-18 2-6 * * *')",
    }
    content = "{{ {" + ", ".join(f"'{name}': {value}" for name, value in values.items()) + "} | to_json }}"
    tasks = [{"boomi.spaces.integration_pack_instance_info": {}, "register": "boomi"}, {"ansible.builtin.copy": {"dest": "kept.json", "content": content}}]
    (tmp_path / "play.yml").write_text(yaml.safe_dump([{"hosts": "localhost", "connection": "local", "gather_facts": False, "tasks": tasks}]))
    done = playbook(installed, sandbox, tmp_path, "play.yml")
    assert done.returncode == 0, done.output
    assert json.loads((tmp_path / "kept.json").read_text()) == {
        "processes": 34,
        "scheduled": 29,
        "words": "every 15 minutes from 08:00 to 18:45, Monday to Friday",
        "runs": 44,
        "same": True,
    }


def test_the_event_source(installed: Installed, demo: Account, tmp_path: Path) -> None:
    if not (available() and (TOOLS / "ansible-rulebook").exists()):
        if required():
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    state = tmp_path / "state.json"
    with Sandbox(demo) as sandbox:
        env = installed.environment(sandbox, BOOMI_RETRIES="0")
        with Rulebook("boomi.spaces.schedule_change", sandbox, tmp_path, env, boomi_state_file=str(state), boomi_interval=1) as rulebook:
            rulebook.wait(state.exists)
            sandbox.account = scheduled(sandbox.account, SYNC, "7")
            rulebook.wait(lambda: rulebook.events)
    (event,) = rulebook.events
    assert (event["type"], event["process_name"], event["changed"]) == ("changed", SYNC, ["schedule"])

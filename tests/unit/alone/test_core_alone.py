# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The core needs no Ansible: a program that has none imports it, asks, and gets the facts that module and lookup get."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import read_processes
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words
from tests.paths import COLLECTIONS
from tests.sandbox import Sandbox
from tests.unit.asking import HR, ask, options

# What only ties the core to Ansible.
GLUE = ["module_utils._module", "plugin_utils._action", "plugin_utils._plugin"]


@pytest.fixture(scope="module")
def alone(_running: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    given = tmp_path_factory.mktemp("alone") / "options.json"
    given.write_text(json.dumps({**options(_running), "instance_ids": [HR], "missing": "fail", "include_names": True, "query": "[].name"}))
    command = [sys.executable, "-I", str(Path(__file__).with_name("core_alone.py")), str(COLLECTIONS), str(given)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_of_the_private_files_only_the_glue_wants_ansible(alone: dict[str, Any]) -> None:
    assert alone["loaded"] == []
    assert {"module_utils._sources.spaces", "plugin_utils._schedule.sets", "plugin_utils._report.page"} <= set(alone["names"])
    assert alone["wanting"] == GLUE


def test_the_facts_are_those_that_a_playbook_gets(alone: dict[str, Any], sandbox: Sandbox) -> None:
    assert alone["facts"] == ask(sandbox, instance_ids=[HR], include_names=True, query="[].name").result()
    (instance,) = (instance for instance in sandbox.account.instances if instance.id == HR)
    assert sorted(alone["facts"]["query_result"]) == sorted(process.name for process in instance.processes)
    read = read_processes(alone["facts"])
    assert alone["words"] == [words(deployment.timetable.schedule) for process in read for deployment in process.deployments]
    assert {"at 23:00 every day", ""} <= set(alone["words"])
    assert alone["warnings"] == []

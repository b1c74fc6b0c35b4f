# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`lint-imports` holds the direction of imports as pyproject.toml has it: each forbidden import breaks the contract that forbids it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT

pytestmark = pytest.mark.once

PACKAGE = "ansible_collections.boomi.spaces.plugins"
LAYERS_OF_ALL = "Plugins use what only the controller needs, and that uses what modules need, never the reverse"
ON_THE_HOST = "What runs on the host of a task does without what only the controller needs"
LAYERS_OF_MODULES = "Questions use sources, sources use requests, all use records and errors"
LAYERS_OF_THE_CONTROLLER = "Reports use policies, policies use facts, facts use schedules"
RECORDS_AND_ERRORS = "Of what modules need, schedules, policies and reports use records and errors only"
NO_ANSIBLE = "The core runs without Ansible"

# A module, what it must not import, and the contract that this breaks.
FORBIDDEN = [
    ("module_utils._errors", "plugin_utils._schedule.sets", LAYERS_OF_ALL),
    ("plugin_utils._facts.processes", "lookup.integration_pack_process", LAYERS_OF_ALL),
    ("modules.space_info", "action.space_info", LAYERS_OF_ALL),
    ("modules.space_info", "plugin_utils._schedule.sets", ON_THE_HOST),
    ("module_utils._errors", "plugin_utils._schedule.sets", ON_THE_HOST),
    ("module_utils._sources.base", "module_utils._queries.processes", LAYERS_OF_MODULES),
    ("module_utils._transport.waiting", "module_utils._sources.base", LAYERS_OF_MODULES),
    ("module_utils._records", "module_utils._connection", LAYERS_OF_MODULES),
    ("plugin_utils._schedule.sets", "plugin_utils._facts.processes", LAYERS_OF_THE_CONTROLLER),
    ("plugin_utils._policy.match", "plugin_utils._report.week", LAYERS_OF_THE_CONTROLLER),
    ("plugin_utils._facts.processes", "plugin_utils._compare.pairs", LAYERS_OF_THE_CONTROLLER),
    ("plugin_utils._compare.pairs", "plugin_utils._report.week", LAYERS_OF_THE_CONTROLLER),
    ("plugin_utils._report.week", "plugin_utils._watch.changes", LAYERS_OF_THE_CONTROLLER),
    ("plugin_utils._policy.match", "module_utils._connection", RECORDS_AND_ERRORS),
    ("plugin_utils._watch.watch", "module_utils._sources.spaces", RECORDS_AND_ERRORS),
    ("plugin_utils._watch.watch", "ansible", NO_ANSIBLE),
    ("module_utils._connection", "ansible", NO_ANSIBLE),
]


def copy(folder: Path) -> Path:
    shutil.copytree(ROOT / "plugins", folder / PACKAGE.replace(".", "/"), ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def add(tree: Path, module: str, line: str) -> None:
    path = tree / PACKAGE.replace(".", "/") / f"{module.replace('.', '/')}.py"
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as file:
        file.write(f"\n{line}\n")


def broken(tree: Path) -> dict[str, str]:
    """What is said of each contract that does not hold, by its name."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo", "--config", str(ROOT / "pyproject.toml")]
    done = subprocess.run(command, cwd=tree, env={"PYTHONPATH": str(tree), "COLUMNS": "1000"}, capture_output=True, text=True, check=False)
    names = re.findall(r"^(\S.*?) BROKEN", done.stdout, re.MULTILINE)
    assert done.returncode == (1 if names else 0), done.stdout + done.stderr
    parts = re.split(r"^(\S.*)\n-+$", done.stdout, flags=re.MULTILINE)
    said = dict(zip(parts[1::2], parts[2::2]))
    return {name: said[name] for name in names}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Of a copy of the code with each of the forbidden imports."""
    tree = copy(tmp_path_factory.mktemp("forbidden"))
    for module, imported, dummy in FORBIDDEN:
        add(tree, module, f"import {imported}" if imported == "ansible" else f"import {PACKAGE}.{imported}")
    return broken(tree)


def test_the_code_keeps_every_contract(tmp_path: Path) -> None:
    assert broken(copy(tmp_path)) == {}


@pytest.mark.parametrize(("module", "imported", "contract"), FORBIDDEN)
def test_a_forbidden_import_is_found(said: dict[str, str], module: str, imported: str, contract: str) -> None:
    found = imported if imported == "ansible" else f"{PACKAGE}.{imported}"
    assert f"{PACKAGE}.{module} -> {found} (l." in said[contract]


def test_a_part_that_stands_in_no_list_is_found(tmp_path: Path) -> None:
    tree = copy(tmp_path)
    added = {"module_utils._new.part": LAYERS_OF_MODULES, "plugin_utils._new": LAYERS_OF_THE_CONTROLLER, "strategy.new": LAYERS_OF_ALL}
    for module in added:
        add(tree, module, "import json")
    found = broken(tree)
    assert set(found) == set(added.values())
    for module, contract in added.items():
        assert f"- {PACKAGE}.{module.removesuffix('.part').removesuffix('.new')}" in found[contract]

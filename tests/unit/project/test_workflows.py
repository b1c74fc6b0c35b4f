# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The workflows run what `make` runs, on the versions that are supported, with as few rights as they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.paths import ROOT
from tests.versions import DEVEL, VERSIONS

pytestmark = pytest.mark.once

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def workflow(name: str) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text())
    return found


def jobs(name: str) -> dict[str, Any]:
    found: dict[str, Any] = workflow(name)["jobs"]
    return found


def commands(name: str) -> Iterator[str]:
    """What the steps of a workflow run."""
    for job in jobs(name).values():
        for step in job["steps"]:
            if "run" in step:
                yield step["run"]


def test_there_is_one_for_each_occasion() -> None:
    assert [path.stem for path in WORKFLOWS] == ["ci", "devel", "release"]
    # A key `on` is the boolean of YAML 1.1.
    assert set(workflow("ci")[True]) == {"push", "pull_request"}
    assert "schedule" in workflow("devel")[True]
    assert set(workflow("release")[True]) == {"push"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_read_and_nothing_else(path: Path) -> None:
    assert workflow(path.stem)["permissions"] == {"contents": "read"}
    text = path.read_text()
    assert "secrets." not in text
    assert "pull_request_target" not in text
    for job in jobs(path.stem).values():
        assert "permissions" not in job
        assert job["timeout-minutes"] <= 90
        checkouts = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        assert [step["with"]["persist-credentials"] for step in checkouts] == [False]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_each_action_is_pinned_by_commit(path: Path) -> None:
    uses = re.findall(r"uses: (.+)", path.read_text())
    assert uses
    assert [use for use in uses if not PINNED.fullmatch(use)] == []


def test_an_action_has_one_version() -> None:
    uses = {use for path in WORKFLOWS for use in re.findall(r"uses: (.+)", path.read_text())}
    assert len({use.partition("@")[0] for use in uses}) == len(uses)


def test_no_command_has_an_expression_in_it() -> None:
    """The name of a branch or a tag is given by others: as a variable it is no part of the command."""
    assert [command for path in WORKFLOWS for command in commands(path.stem) if "${{" in command] == []


def test_what_is_run_are_targets_of_make() -> None:
    ran = {found[1] for path in WORKFLOWS for command in commands(path.stem) if (found := re.match(r"make ([a-z-]+)", command))}
    assert ran == {"matrix", "integration-slow", "devel", "audit", "check-release"}
    listed = set(jobs("ci")["make"]["strategy"]["matrix"]["target"])
    assert listed == {"demo", "lint", "sanity", "unit-all", "integration", "docs", "check-release"}
    assert ran | listed <= TARGETS


def test_the_matrix_is_that_of_the_supported_versions() -> None:
    found = jobs("ci")["matrix"]["strategy"]["matrix"]["include"]
    assert found == [{"core": version.core, "python": version.python} for version in VERSIONS]
    (pythons,) = [step["with"]["python-version"].split() for step in jobs("devel")["devel"]["steps"] if "setup-python" in step.get("uses", "")]
    assert pythons == [DEVEL.python, "3.11"]


def test_dependabot_leaves_the_tested_versions_alone() -> None:
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text())["updates"]
    assert [(update["package-ecosystem"], update["directory"]) for update in updates] == [("github-actions", "/"), ("pip", "/")]

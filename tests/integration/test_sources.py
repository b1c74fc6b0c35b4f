# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every example gives equal facts from both sources, with nothing changed but one environment variable."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.documentation import PLUGINS, examples, guide
from tests.integration.playing import environment, keeping, play, plays
from tests.sandbox import Sandbox

# What the two sources may differ in: how the answer was obtained, and what only one of them knows.
APART = ("source", "space_guid", "request_count", "retry_count", "waited_seconds", "read_at", "enabled", "original_process_id", "invocation", "warnings")
SPACES_ALONE = {"boomi.spaces.space_info"}
# Each example says which source it asks, and is about the time until now.
SINCE_AND_UNTIL = {"boomi.spaces.execution_record_info", "boomi.spaces.audit_log_info"}
APART_FROM_OTHERS = SPACES_ALONE | SINCE_AND_UNTIL


def plain(value: Any) -> Any:
    """A result without what the two sources may differ in."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items() if key not in APART}
    if isinstance(value, str):
        # The Spaces API alone does not tell which schedules are paused.
        return value.replace(" (pause not asked)", "")
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def readme_tasks() -> list[dict[str, Any]]:
    return [task for block in guide("README.md") if "hosts" in block[0] for task in block[0]["tasks"]]


def registered(name: str) -> list[dict[str, Any]]:
    """The examples of a plugin, or of the README, each of which registers its result; then these are kept under the name of the plugin and their own."""
    tasks = readme_tasks() if name == "README.md" else yaml.safe_load(examples(name))
    tasks = [task if "block" in task else {**task, "register": task.get("register", f"told_{number}")} for number, task in enumerate(tasks)]
    return [*tasks, keeping({f"{name} {task['register']}": task["register"] for task in tasks if "register" in task})]


TASKS = {name: registered(name) for name in (*PLUGINS, "README.md") if name not in APART_FROM_OTHERS}


def answers(sandbox: Sandbox, folder: Path, **env: str) -> dict[str, Any]:
    """What every example gives."""
    sandbox.clear()
    sandbox.rate_limit = None
    found = plays(TASKS, folder, environment(**{**sandbox.environment, **env}, BOOMI_REQUESTS_PER_SECOND="100")).check().values
    assert sandbox.mutations == sandbox.writes == 0
    return found


@pytest.fixture(scope="module")
def by_spaces(_running: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    found = answers(_running, tmp_path_factory.mktemp("spaces"))
    assert _running.requests("/graphql")
    return found


def test_every_example_runs_and_gives_something(by_spaces: dict[str, Any]) -> None:
    assert {name.partition(" ")[0] for name in by_spaces} == set(TASKS)


@pytest.mark.slow
@pytest.mark.once
def test_every_example_gives_equal_facts_from_both_sources(by_spaces: dict[str, Any], sandbox: Sandbox, tmp_path: Path) -> None:
    by_platform = answers(sandbox, tmp_path, BOOMI_SOURCE="platform", BOOMI_SPACE_GUID="")
    assert sandbox.requests("/api/rest/")
    assert not sandbox.requests("/graphql")
    assert set(by_platform) == set(by_spaces)
    for name, result in by_spaces.items():
        assert plain(by_platform[name]) == plain(result), name


@pytest.mark.parametrize("name", sorted(APART_FROM_OTHERS))
def test_the_examples_run_that_are_about_one_source(sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    play(yaml.safe_load(examples(name)), tmp_path, environment(**sandbox.environment)).check()
    assert sandbox.mutations == sandbox.writes == 0


def test_spaces_say_which_source_can_answer(sandbox: Sandbox, tmp_path: Path) -> None:
    task = {"boomi.spaces.space_info": {}, "register": "found", "ignore_errors": True}
    found = play([task], tmp_path, environment(**sandbox.environment, BOOMI_SOURCE="platform"), keep=["found"]).values["found"]
    assert found["msg"] == "Only the Spaces API knows spaces. Set source (or BOOMI_SOURCE) to spaces."
    assert found["error"]["kind"] == "usage"

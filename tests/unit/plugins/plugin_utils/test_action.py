# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module's task on the controller: when the process of the task answers, and what it makes of the answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible.playbook.play_context import PlayContext
from ansible.playbook.task import Task
from ansible.plugins import loader as loaders
from ansible.template import Templar

from ansible_collections.boomi.spaces.plugins.action.integration_pack_process_info import ActionModule
from ansible_collections.boomi.spaces.plugins.plugin_utils import _action
from tests.running_modules import run_module
from tests.sandbox import Sandbox
from tests.unit.asking import HR, options


def action(connection: str = "local", *, become: bool = False, **task: Any) -> Any:
    """The action plugin with a task of Ansible's own."""
    play_context, loader = PlayContext(), DataLoader()
    opened: Any = loaders.connection_loader.get(connection, play_context, None)
    if become:
        opened.set_become_plugin(loaders.become_loader.get("ansible.builtin.sudo"))
    made: Any = ActionModule
    return made(Task.load({"ansible.builtin.ping": {}, **task}), opened, play_context, loader, Templar(loader), loaders)


def answered(given: dict[str, Any]) -> dict[str, Any]:
    """The result of a task with these options."""
    told = action()
    told._task.args = given
    result: dict[str, Any] = told.run(task_vars={})
    return result


def is_here(action: Any, **task_vars: Any) -> bool:
    found: bool = action._is_here(task_vars)
    return found


def test_a_task_on_the_controller_is_here() -> None:
    assert is_here(action())
    assert is_here(action(environment=[{}]))
    assert is_here(action(), ansible_python_interpreter=sys.executable)
    assert is_here(action(), ansible_python_interpreter="auto_silent")


@pytest.mark.parametrize(
    ("connection", "task"),
    [("ssh", {}), ("local", {"become": True}), ("local", {"environment": [{"A": "b"}]}), ("local", {"async": 5})],
)
def test_a_task_of_another_host_user_or_environment_is_not(connection: str, task: dict[str, Any]) -> None:
    assert not is_here(action(connection, **task))


def test_the_python_of_the_host_decides(tmp_path: Path) -> None:
    other = tmp_path / "python"
    other.symlink_to(sys.executable)  # of another folder, and so of another environment
    assert not is_here(action(), ansible_python_interpreter=str(other))
    beside = str(Path(sys.executable).with_name("python"))
    assert is_here(action(), ansible_python_interpreter=beside)


def test_the_python_of_the_host_that_it_is_delegated_to_decides() -> None:
    delegated = {"ansible_delegated_vars": {"localhost": {"ansible_python_interpreter": sys.executable}}}
    assert is_here(action(delegate_to="localhost"), ansible_python_interpreter="/opt/other/python", **delegated)
    assert not is_here(action(), ansible_python_interpreter="/opt/other/python")


def test_a_library_that_this_python_lacks_may_be_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_action, "_LIBRARIES", ("requests", "no_such_library"))
    assert not is_here(action())


def test_a_forked_process_of_macos_asks_for_no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not is_here(action())


def test_the_result_is_the_modules(sandbox: Sandbox) -> None:
    given = options(sandbox, instance_ids=[HR, "nope"], missing="report")
    assert answered(given) == run_module("integration_pack_process_info", given)


def test_a_short_secret_within_the_facts_is_treated_as_the_module_does(sandbox: Sandbox) -> None:
    """Boomi's are long, and an answer that holds one of those is refused."""
    given = options(sandbox, instance_ids=[HR], access_token="Leaver")
    sandbox.fail(path="/graphql", status=200, body={"data": {"integrationPackInstanceProcesses": [{"id": "1", "name": "Leaver Deactivation"}]}}, times=None)
    result = answered(given)
    assert result["processes"]
    assert result == run_module("integration_pack_process_info", given)


def test_warnings_are_part_of_the_result(sandbox: Sandbox) -> None:
    sandbox.fail(path="/graphql", body={"data": {"integrationPackInstanceProcesses": None}})
    assert answered(options(sandbox, instance_ids=[HR]))["warnings"] == [
        f'Boomi returned null, without an error, in place of the processes of the instance "{HR}". That counts as none: run again before relying on it.'
    ]


def test_a_failure_is_part_of_the_result_without_a_secret(sandbox: Sandbox) -> None:
    given = options(sandbox, instance_ids=[HR])
    sandbox.fail(path="/graphql", body={"data": None, "errors": [{"message": f"Bad token {given['api_token']}"}]}, times=None)
    result = answered(given)
    assert (result["failed"], result["error"]["kind"]) == (True, "rejected")
    assert given["api_token"] not in str(result)
    assert "Bad token ********" in result["msg"]

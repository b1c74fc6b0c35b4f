# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module's task on the controller itself is answered by the process of the task, with what the module returns everywhere else."""

from __future__ import annotations

import re
import ssl
from pathlib import Path
from typing import Any

import pytest

from tests.certificates import self_signed
from tests.integration.playing import BY_MODULE, another_python, environment, executable, play
from tests.sandbox import Account, Sandbox

HR = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwNw"
PROCESSES = "boomi.spaces.integration_pack_process_info"

QUESTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "processes": (PROCESSES, {"include_names": True, "include_runtimes": True, "query": "[].name"}),
    "from_platform": (PROCESSES, {"source": "platform", "instance_names": ["HR Master Data"]}),
    "missing": (PROCESSES, {"instance_ids": [HR, "nope"], "missing": "report"}),
    "instances": ("boomi.spaces.integration_pack_instance_info", {}),
    "environments": ("boomi.spaces.environment_info", {}),
    "spaces": ("boomi.spaces.space_info", {}),
    "runtimes": ("boomi.spaces.atom_info", {"include_nodes": True}),
    "runs": ("boomi.spaces.execution_record_info", {"source": "platform", "since": "2026-11-20T00:00:00Z", "until": "2026-11-21T00:00:00Z"}),
    "changes": ("boomi.spaces.audit_log_info", {"since": "2026-11-01T00:00:00Z", "until": "2026-11-21T00:00:00Z"}),
    "unknown": (PROCESSES, {"instance_ids": [HR, "nope"]}),
    "no_such_option": (PROCESSES, {"instance_id": [HR]}),
    "no_number": (PROCESSES, {"timeout": "soon"}),
    "no_choice": ("boomi.spaces.atom_info", {"statuses": ["online"]}),
    "refused": (PROCESSES, {"api_token": "wrong-token"}),
    "incomplete": ("boomi.spaces.space_info", {"username": ""}),
}
# When it was asked, what the network did, the options, which newer cores leave out, and what 2.22 says of any module.
APART = ("read_at", "waited_seconds", "invocation", "ansible_parsed")


def plain(result: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in result.items() if key not in APART}


@pytest.fixture(scope="module")
def answers(_running: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    tasks = []
    for name, (module, asked) in QUESTIONS.items():
        task = {module: asked, "ignore_errors": True}
        tasks += [{**task, "name": f"here {name}", "register": f"here_{name}"}, {**task, **BY_MODULE, "register": f"module_{name}"}]
    _running.clear()
    _running.rate_limit = None
    kept = [f"{way}_{name}" for way in ("here", "module") for name in QUESTIONS]
    env = environment(**_running.environment, BOOMI_REQUESTS_PER_SECOND="100")
    return play(tasks, tmp_path_factory.mktemp("answers"), env, keep=kept).values


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_answer_is_the_modules(answers: dict[str, Any], name: str) -> None:
    assert plain(answers[f"here_{name}"]) == plain(answers[f"module_{name}"])


# How a task can differ from one on the controller itself. The scripts stand for another Python, another user and another host.
ELSEWHERE: dict[str, dict[str, Any]] = {
    "environment": BY_MODULE,
    "async": {"async": 60, "poll": 1},
    "another Python": {"vars": {"ansible_python_interpreter": "{{ folder }}/another-python"}},
    "another user": {"become": True, "vars": {"ansible_become_exe": "{{ folder }}/sudo"}},
    "another connection": {"vars": {"ansible_connection": "ssh", "ansible_ssh_executable": "{{ folder }}/ssh"}},
}
HERE: dict[str, dict[str, Any]] = {
    "as it is": {},
    "check mode": {"check_mode": True},
    "delegated": {"delegate_to": "localhost"},
    "any Python": {"vars": {"ansible_python_interpreter": "auto_silent"}},
}


# What Ansible says of a module that it packs.
SENT = "Using module file "


@pytest.fixture(scope="module")
def told(_running: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What Ansible tells of each task, and its result, at ``-vvv``."""
    folder = tmp_path_factory.mktemp("told")
    another_python(folder)
    executable(folder / "sudo", 'while [ "$1" != /bin/sh ]; do shift; done\nexec "$@"')
    # The last argument is the command; what comes before it is about the connection.
    executable(folder / "ssh", 'for command; do :; done\nexec /bin/sh -c "$command"')
    tasks = [{PROCESSES: {"instance_ids": [HR]}, "name": name, **task} for name, task in (ELSEWHERE | HERE).items()]
    settings = {"ANSIBLE_REMOTE_TMP": str(folder / "tmp"), "ANSIBLE_PIPELINING": "true"}
    done = play(tasks, folder, environment(**_running.environment, **settings), flags=("-vvv",), vars={"folder": str(folder)})
    assert done.returncode == 0, done.output
    parts = re.split(r"^TASK \[(.*)\].*$", done.output, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


@pytest.mark.parametrize("name", ELSEWHERE)
def test_elsewhere_the_module_answers(told: dict[str, str], name: str) -> None:
    assert SENT in told[name]


@pytest.mark.parametrize("name", HERE)
def test_here_nothing_is_executed(told: dict[str, str], name: str) -> None:
    assert SENT not in told[name]
    assert "EXEC" not in told[name]


@pytest.mark.parametrize("name", ELSEWHERE | HERE)
def test_the_processes_are_there_wherever_it_runs(told: dict[str, str], name: str) -> None:
    assert '"name": "Leaver Deactivation"' in told[name]


def test_certificates_that_are_not_verified_are_no_cause_for_output(demo: Account, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*self_signed(tmp_path))
    tasks = [
        {PROCESSES: {"instance_ids": [HR], "validate_certs": False}, "register": "told"},
        {"ansible.builtin.set_fact": {"looked": f"{{{{ query('boomi.spaces.integration_pack_process', '{HR}', validate_certs=false) | first }}}}"}},
    ]
    with Sandbox(demo, tls=context) as sandbox:
        values = play(tasks, tmp_path, environment(**sandbox.environment), keep=["told", "looked"]).check().values
    assert values["looked"] == values["told"]["processes"]
    assert len(values["looked"]) == 4

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run is interrupted, by Ctrl-C or by whoever supervises it: it ends, no process of it stays, and no file is half written."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.listing import inventory
from tests.integration.playing import BIN, PYTHON, environment
from tests.sandbox import Sandbox
from tests.waiting import PATIENCE

pytestmark = [pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="this system shows its processes in another way"), pytest.mark.slow]

# Seconds until the answer that is waited for, and of its timeout: far more than any machine takes to end a run.
SLOW = 10 * PATIENCE


class Interrupted:
    """A command in a process group of its own, which is sent a signal, as a terminal and a job's supervisor do."""

    def __init__(self, command: list[str], env: dict[str, str], folder: Path) -> None:
        self._mark = f"BOOMI_TEST_MARK={folder}"
        with (folder / "output").open("wb") as output:
            # Without a moment for its workers, Ansible ends them on Ctrl-C, and now and then before they have passed it on to their module.
            env = {**env, "BOOMI_TEST_MARK": str(folder), "ANSIBLE_WORKER_SHUTDOWN_POLL_COUNT": "600"}
            self.process = subprocess.Popen(command, env=env, cwd=folder, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)

    def until(self, moment: Callable[[], bool]) -> bool:
        """Waits for the moment; false where the run was over before."""
        end = time.monotonic() + PATIENCE
        while not moment():
            assert time.monotonic() < end
            if self.process.poll() is not None:
                return False
            time.sleep(0.005)
        return True

    def send(self, number: int) -> int:
        """Sends the signal, and waits for the end of every process that the run had started."""
        assert self.process.poll() is not None or self._left()
        with contextlib.suppress(ProcessLookupError):  # it was quicker
            os.killpg(self.process.pid, number)
        try:
            status = self.process.wait(PATIENCE)
            end = time.monotonic() + PATIENCE
            while left := self._left():
                assert time.monotonic() < end, left
                time.sleep(0.05)
        finally:
            for pid in self._left():
                os.kill(pid, signal.SIGKILL)
        return status

    def _left(self) -> dict[int, str]:
        """By what they were started with, since some make a group of their own."""
        found = {}
        for path in Path("/proc").glob("[0-9]*"):
            try:
                if self._mark.encode() in (path / "environ").read_bytes().split(b"\0"):
                    found[int(path.name)] = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
        return found


def playbook(folder: Path, tasks: list[dict[str, Any]]) -> list[str]:
    book = folder / "book.yml"
    head = {"hosts": "localhost", "connection": "local", "gather_facts": False, "vars": {"ansible_python_interpreter": PYTHON}}
    book.write_text(yaml.safe_dump([{**head, "tasks": tasks}], sort_keys=False))
    return [str(BIN / "ansible-playbook"), "--inventory", "localhost,", str(book)]


def module(folder: Path) -> list[str]:
    return playbook(folder, [{"boomi.spaces.integration_pack_process_info": {}}])


def lookup(folder: Path) -> list[str]:
    return playbook(folder, [{"ansible.builtin.debug": {"msg": "{{ query('boomi.spaces.integration_pack_process') }}"}}])


def listed(folder: Path) -> list[str]:
    cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(folder / "cache")}
    return [str(BIN / "ansible-inventory"), "--inventory", str(inventory(folder, include_processes=True, **cache)), "--list"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(("command", "path"), [(module, "/auth"), (module, "/graphql"), (lookup, "/graphql"), (listed, "/graphql")])
def test_while_an_answer_is_awaited(sandbox: Sandbox, tmp_path: Path, command: Callable[[Path], list[str]], path: str, number: int) -> None:
    fault = sandbox.fail(path=path, delay=SLOW, times=None)
    run = Interrupted(command(tmp_path), environment(**sandbox.environment, BOOMI_TIMEOUT=str(SLOW)), tmp_path)
    assert run.until(lambda: fault.hits > 0)
    assert run.send(number) != 0
    assert "Traceback" not in (tmp_path / "output").read_text()
    assert not any((tmp_path / "cache").glob("*"))


FORMATS = ["html", "json"]


def writing(folder: Path, zone: str) -> list[dict[str, Any]]:
    verify = {
        "verify_policy": {"version": 1, "timezone": zone, "max_starts_per_minute": 10_000},
        "verify_save_facts": str(folder / "out/saved.json"),
        "verify_processes": "{{ facts.processes }}",
    }
    report = {"verify_report_formats": FORMATS, "verify_report_path": str(folder / "out"), "report_start": "2026-11-24T08:00:00Z"}
    snapshot = {"snapshot_path": str(folder / "out/policy.yml"), "snapshot_processes": "{{ facts.processes }}", "snapshot_timezone": zone}
    return [
        {"boomi.spaces.integration_pack_process_info": {"include_names": True}, "register": "facts"},
        {"ansible.builtin.file": {"path": str(folder / "out"), "state": "directory", "mode": "0700"}},
        {"ansible.builtin.include_role": {"name": "boomi.spaces.snapshot"}, "vars": snapshot},
        {"ansible.builtin.include_role": {"name": "boomi.spaces.verify"}, "vars": {**verify, **report}},
    ]


def written(folder: Path) -> dict[str, bytes]:
    """The files; those that Ansible begins elsewhere and has not yet put in place have names of their own."""
    return {path.name: path.read_bytes() for path in (folder / "out").glob("*") if not path.name.startswith(".ansible_tmp")}


@pytest.fixture(scope="module")
def two_states(demo: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], dict[str, bytes]]:
    """A folder, and what two runs leave in it one after the other: other texts in every file but the facts."""
    folder = tmp_path_factory.mktemp("states")
    states = []
    for zone in ("UTC", "Europe/Berlin"):
        with Sandbox(demo) as sandbox:
            env = environment(**sandbox.environment)
            done = subprocess.run(playbook(folder, writing(folder, zone)), env=env, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, done.stdout
        states.append(written(folder))
    assert len(states[0]) == len(FORMATS) + 2
    assert {name for name in states[0] if states[0][name] == states[1][name]} == {"saved.json"}
    return folder, states[0], states[1]


# When the first and the last but one of the files of the second run is seen.
@pytest.mark.parametrize(("name", "number"), [("policy.yml", signal.SIGINT), ("verify.html", signal.SIGTERM)])
def test_while_files_are_written(sandbox: Sandbox, two_states: tuple[Path, dict[str, bytes], dict[str, bytes]], name: str, number: int) -> None:
    folder, old, new = two_states
    for each, content in old.items():
        (folder / "out" / each).write_bytes(content)
    run = Interrupted(playbook(folder, writing(folder, "Europe/Berlin")), environment(**sandbox.environment), folder)
    assert run.until(lambda: written(folder).get(name) == new[name])
    run.send(number)
    found = written(folder)
    assert found.keys() == old.keys()
    assert {each for each, content in found.items() if content not in (old[each], new[each])} == set()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_while_the_cache_of_the_inventory_is_written(sandbox: Sandbox, tmp_path: Path, number: int) -> None:
    run = Interrupted(listed(tmp_path), environment(**sandbox.environment), tmp_path)
    run.until(lambda: any((tmp_path / "cache").glob("*")))
    run.send(number)
    for path in (tmp_path / "cache").glob("boomi*"):
        assert json.loads(path.read_text())

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source is killed wherever it writes or emits: no event is lost, and at most the one being emitted is repeated, with the same ID."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox import Account, Sandbox
from tests.sandbox.changed import scheduled
from tests.unit.extensions.running import arguments

pytestmark = pytest.mark.slow

KILLED = Path(__file__).with_name("killed.py")
NAMES = ["Dunning Run", "Employee Sync", "Org Chart Weekly"]

# Of three events: one state is written, and three times the progress; a file and its folder are synced each time.
POINTS = [
    *(("before replace", number) for number in (1, 2)),
    *(("after replace", number) for number in (1, 2, 4)),
    ("before fsync", 1),
    *(("before put", number) for number in (1, 3)),
    *(("after put", number) for number in (1, 3)),
]


class Polls:
    """Runs polls, each in a process of its own. Nothing of Ansible is prepared: no collection is on the path."""

    def __init__(self) -> None:
        env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ANSIBLE"))}
        self._process = subprocess.Popen([sys.executable, str(KILLED)], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Polls:
        return self

    def __exit__(self, *ignored: object) -> None:
        self._process.communicate()

    def run(self, sandbox: Sandbox, folder: Path, point: str = "never", number: int = 0) -> tuple[int, list[dict[str, Any]]]:
        """The exit status and the events of a poll with the state file of this folder."""
        args, output = arguments(sandbox, folder / "state.json", interval=10), folder / "events"
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"args": args, "output": str(output), "point": point, "number": number}) + "\n")
        self._process.stdin.flush()
        status = int(self._process.stdout.readline())
        return status, [json.loads(line) for line in output.read_text().splitlines()]


@pytest.fixture(scope="module")
def polls() -> Iterator[Polls]:
    with Polls() as polls:
        yield polls


@pytest.fixture(scope="module")
def changed(demo: Account, polls: Polls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Sandbox, Path]]:
    """An account with three changes since a first poll, and the folder with what that poll left."""
    folder = tmp_path_factory.mktemp("baseline")
    with Sandbox(demo) as sandbox:
        sandbox.rate_limit = None
        assert polls.run(sandbox, folder) == (0, [])
        for name in NAMES:
            sandbox.account = scheduled(sandbox.account, name, "7")
        yield sandbox, folder


@pytest.mark.parametrize(("point", "number"), POINTS)
def test_a_kill_loses_nothing(changed: tuple[Sandbox, Path], polls: Polls, tmp_path: Path, point: str, number: int) -> None:
    sandbox, baseline = changed
    shutil.copytree(baseline, tmp_path, dirs_exist_ok=True)
    sandbox.clear()
    status, before = polls.run(sandbox, tmp_path, point, number)
    assert status == -9
    status, after = polls.run(sandbox, tmp_path)
    assert status == 0
    assert polls.run(sandbox, tmp_path) == (0, [])
    repeated = [event for event in after if event in before]
    assert repeated == before[-1:][: len(repeated)]
    assert repeated or point != "after put"
    assert sorted(event["process_name"] for event in [*before, *after[len(repeated) :]]) == NAMES
    assert len({event["id"] for event in [*before, *after]}) == len(NAMES)

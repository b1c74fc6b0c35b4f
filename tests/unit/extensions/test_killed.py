# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source is killed wherever it writes or tells: no event is lost, and at most the one on its way is told again, under its own id."""

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


@pytest.fixture(scope="module")
def changed(demo: Account, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Sandbox, Path]]:
    """An account with three changes since a first poll, and the folder with what that poll left."""
    folder = tmp_path_factory.mktemp("baseline")
    with Sandbox(demo) as sandbox:
        assert run(asked(sandbox, folder)) == (0, [])
        for name in NAMES:
            sandbox.account = scheduled(sandbox.account, name, "7")
        yield sandbox, folder


def asked(sandbox: Sandbox, folder: Path) -> Path:
    args = folder / "args.json"
    args.write_text(json.dumps(arguments(sandbox, folder / "state.json", interval=10)))
    return args


def run(args: Path, point: str = "never", number: int = 0) -> tuple[int, list[dict[str, Any]]]:
    """The exit status and the events. Nothing of Ansible is prepared: no collection is on the path."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ANSIBLE"))}
    done = subprocess.run([sys.executable, str(KILLED), str(args), point, str(number)], env=env, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode in (0, -9), done.stderr
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(("point", "number"), POINTS)
def test_a_kill_loses_nothing(changed: tuple[Sandbox, Path], tmp_path: Path, point: str, number: int) -> None:
    sandbox, baseline = changed
    shutil.copytree(baseline, tmp_path, dirs_exist_ok=True)
    args = asked(sandbox, tmp_path)
    sandbox.clear()
    status, before = run(args, point, number)
    assert status == -9
    status, after = run(args)
    assert status == 0
    assert run(args) == (0, [])
    repeated = [event for event in after if event in before]
    assert repeated == before[-1:][: len(repeated)]
    assert repeated or point != "after put"
    assert sorted(event["process_name"] for event in [*before, *after[len(repeated) :]]) == NAMES
    assert len({event["id"] for event in [*before, *after]}) == len(NAMES)

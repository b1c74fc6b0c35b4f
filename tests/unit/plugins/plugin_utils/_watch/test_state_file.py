# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state file: complete or as it was before, locked, and refused if it is damaged."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._watch import state_file as _state_file
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.shapes import Progress, State
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.state_file import StateFile
from tests.unit.asking import failure

STATE: State = {"question": {"source": "spaces"}, "facts": None, "refused": [], "outage": None, "batch": "b", "events": [], "polled_at": None}
PROGRESS: Progress = {"batch": "b", "told": 1, "polled_at": "2026-11-24T12:00:00Z"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


@pytest.fixture
def file(path: Path) -> Iterator[StateFile]:
    file = StateFile(str(path))
    file.open()
    yield file
    file.close()


def test_before_the_first_write_there_is_nothing(file: StateFile) -> None:
    assert file.read() == (None, None)


def test_what_is_written_is_read(file: StateFile, path: Path) -> None:
    file.write_state(STATE)
    assert file.read() == (STATE, None)
    file.write_progress(PROGRESS)
    file.write_progress({**PROGRESS, "told": 2})
    assert StateFile(str(path)).read() == (STATE, {**PROGRESS, "told": 2})


def test_the_format_of_the_files(file: StateFile, path: Path) -> None:
    """Later releases read them."""
    file.write_state(STATE)
    head, dummy, body = path.read_bytes().partition(b"\n")
    assert json.loads(body) == STATE
    assert json.loads(head) == {"version": 1, "sha256": hashlib.sha256(body).hexdigest()}


def test_the_files_are_for_their_owner(file: StateFile, path: Path) -> None:
    file.write_state(STATE)
    file.write_progress(PROGRESS)
    assert {one.name: stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()} == {
        "state.json": 0o600,
        "state.json.lock": 0o600,
        "state.json.progress": 0o600,
    }


def test_a_link_in_place_of_the_new_file_is_not_followed(file: StateFile, path: Path) -> None:
    """A kill can leave a new file behind, and anybody else a link."""
    other = path.with_name("other")
    other.write_text("mine")
    Path(f"{path}.new").symlink_to(other)
    file.write_state(STATE)
    assert other.read_text() == "mine"
    assert file.read() == (STATE, None)


def test_a_link_to_the_state_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "state.json")
    assert StateFile(str(tmp_path / "link")).path == str(tmp_path / "state.json")


def test_a_file_is_used_by_one_at_a_time(file: StateFile, path: Path) -> None:
    other = StateFile(str(path))
    error = failure(other.open)
    assert (error.kind, str(error)) == ("usage", f'Another event source uses the state file "{path}". Give each one its own state_file.')
    file.close()
    other.open()
    other.close()
    other.close()


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda whole: b"",
    "no header": lambda whole: b"{}",
    "null": lambda whole: b"null\n",
    "half": lambda whole: whole[:-3],
    "changed": lambda whole: whole.replace(b'"b"', b'"c"'),
    "not text": lambda whole: b"bytes\xff",
    "a list": lambda whole: b"[1]\n{}",
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("suffix", ["", ".progress"])
def test_a_damaged_file_is_refused_and_left_as_it_is(file: StateFile, path: Path, damage: str, suffix: str) -> None:
    file.write_state(STATE)
    file.write_progress(PROGRESS)
    damaged = Path(f"{path}{suffix}")
    left = DAMAGES[damage](damaged.read_bytes())
    damaged.write_bytes(left)
    error = failure(file.read)
    assert (error.kind, str(error)) == (
        "usage",
        f'The state file "{damaged}" is damaged. Restore it, or move it away to start over; there are then no events for what changed in the meantime.',
    )
    assert damaged.read_bytes() == left


def test_a_file_of_another_version_is_refused(file: StateFile, path: Path) -> None:
    file.write_state(STATE)
    path.write_bytes(path.read_bytes().replace(b'"version": 1', b'"version": 2'))
    assert str(failure(file.read)) == f'The state file "{path}" has the version "2"; this release reads 1. Move it away to start over.'


def unusable(path: Path, reason: str) -> str:
    return f'The state file "{path}" cannot be used: {reason}. Check state_file, its folder and their permissions.'


def test_a_folder_that_does_not_exist() -> None:
    error = failure(StateFile("/nowhere/at/all").open)
    assert (error.kind, str(error)) == ("usage", unusable(Path("/nowhere/at/all.lock"), "No such file or directory"))


def test_a_folder_in_place_of_the_file(file: StateFile, path: Path) -> None:
    path.mkdir()
    assert str(failure(file.read)) == unusable(path, "Is a directory")
    assert str(failure(file.write_state, STATE)) == unusable(path, "Is a directory")


@pytest.mark.parametrize("function", ["fsync", "replace"])
def test_a_disk_that_is_full_leaves_the_old_content(file: StateFile, path: Path, monkeypatch: pytest.MonkeyPatch, function: str) -> None:
    file.write_state(STATE)

    def full(*ignored: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(_state_file.os, function, full)
        assert str(failure(file.write_state, {**STATE, "batch": "c"})) == unusable(path, "No space left on device")
    assert file.read() == (STATE, None)
    assert not list(path.parent.glob("*.new"))


def test_file_and_folder_are_on_the_disk_before_a_write_returns(file: StateFile, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    real_sync, real_replace = os.fsync, os.replace

    def sync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        real_sync(descriptor)

    def replace(source: str, target: str) -> None:
        steps.append("replace")
        real_replace(source, target)

    monkeypatch.setattr(_state_file.os, "fsync", sync)
    monkeypatch.setattr(_state_file.os, "replace", replace)
    file.write_state(STATE)
    assert steps == ["file", "replace", "folder"]

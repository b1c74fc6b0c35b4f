# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state file: complete or as it was before, locked, and refused if it is damaged."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch import state_file as _state_file
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.shapes import Progress, State
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.state_file import StateFile
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.stored import PROGRESS_DEFAULTS, STATE_DEFAULTS
from tests.unit.asking import failure
from tests.waiting import until

STATE: State = {
    "question": {"source": "spaces"},
    "facts": None,
    "refused": [],
    "unanswered": {},
    "outage": None,
    "batch": "b",
    "events": [],
    "polled_at": None,
    "runtimes": {},
    "runtimes_read_at": None,
    "runs": {"schedules": {}, "atom_names": {}},
    "runs_read_at": None,
    "runs_judged_until": None,
}
PROGRESS: Progress = {
    "batch": "b",
    "told": 1,
    "polled_at": "2026-11-24T12:00:00Z",
    "runtimes_read_at": None,
    "runs_read_at": None,
    "runs_judged_until": None,
}


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


@pytest.mark.parametrize("there", [True, False], ids=["there", "not there yet"])
def test_behind_a_link_there_is_the_state_and_beside_it_the_rest(tmp_path: Path, there: bool) -> None:
    link, target = tmp_path / "etc" / "link", tmp_path / "var" / "state.json"
    for folder in (link.parent, target.parent):
        folder.mkdir()
    link.symlink_to("../var/state.json")
    if there:
        StateFile(str(target)).write_state({**STATE, "batch": "older"})
    file = StateFile(str(link))
    file.open()
    assert file.read() == ({**STATE, "batch": "older"} if there else None, None)
    file.write_state(STATE)
    file.write_progress(PROGRESS)
    assert file.read() == (STATE, PROGRESS)
    file.close()
    assert link.is_symlink()
    assert StateFile(str(target)).read() == (STATE, None)
    assert sorted(str(one.relative_to(tmp_path)) for one in tmp_path.glob("*/*")) == ["etc/link", "etc/link.lock", "etc/link.progress", "var/state.json"]


@pytest.mark.parametrize("suffix", [".lock", ".progress"])
def test_a_link_in_place_of_the_small_files_is_not_followed(path: Path, suffix: str) -> None:
    other = path.with_name("other")
    other.write_text("mine")
    link = Path(f"{path}{suffix}")
    link.symlink_to(other)
    assert str(refusal(path)) == unusable(link, "Too many levels of symbolic links")
    assert (other.read_text(), link.is_symlink()) == ("mine", True)


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
    "a deep head": lambda whole: b"[" * 200_000,
    "a deep head of a line": lambda whole: b"[" * 900 + b"]" * 90 + b"\n{}",
    "a deep body": lambda whole: signed(b"[" * 200_000),
    "a deep value": lambda whole: signed(whole.partition(b"\n")[2].replace(b"{", b'{"deep":' + b"[" * 500 + b"]" * 500 + b",", 1)),
    "a version that is none": lambda whole: whole.replace(b'"version": 1', b'"version": [1]'),
    "a digest that is none": lambda whole: b'{"version": 1, "sha256": null}\n{}',
    "no JSON": lambda whole: signed(b"state"),
    "no text": lambda whole: signed(b'"\xff"'),
    "nothing": lambda whole: signed(b""),
    "a null": lambda whole: signed(b"null"),
    "a number": lambda whole: signed(b"1"),
    "no key": lambda whole: signed(b"{}"),
}


def signed(body: bytes) -> bytes:
    """A file with the right digest."""
    return json.dumps({"version": 1, "sha256": hashlib.sha256(body).hexdigest()}).encode() + b"\n" + body


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("suffix", ["", ".progress"])
def test_a_damaged_file_is_refused_and_left_as_it_is(file: StateFile, path: Path, damage: str, suffix: str) -> None:
    file.write_state(STATE)
    file.write_progress(PROGRESS)
    damaged = Path(f"{path}{suffix}")
    left = DAMAGES[damage](damaged.read_bytes())
    damaged.write_bytes(left)
    error = failure(file.read)
    assert (error.kind, str(error)) == ("usage", damage_of(damaged))
    assert damaged.read_bytes() == left


def cases(content: Iterable[str], defaults: Iterable[str]) -> list[tuple[str, str]]:
    return [("of another type", key) for key in content] + [("without", key) for key in content if key not in defaults]


@pytest.mark.parametrize(("change", "key"), cases(STATE, STATE_DEFAULTS))
def test_valid_json_that_is_no_state_is_damaged(file: StateFile, path: Path, key: str, change: str) -> None:
    state: dict[str, Any] = {**STATE, key: 1}
    if change == "without":
        del state[key]
    path.write_bytes(signed(json.dumps(state).encode()))
    assert str(failure(file.read)) == damage_of(path)


def test_the_files_of_a_release_that_read_no_runtimes_and_no_runs_are_read(file: StateFile, path: Path) -> None:
    for name, content, later in ((path, STATE, STATE_DEFAULTS), (Path(f"{path}.progress"), PROGRESS, PROGRESS_DEFAULTS)):
        name.write_bytes(signed(json.dumps({key: value for key, value in content.items() if key not in later}).encode()))
    assert file.read() == (STATE, PROGRESS)


@pytest.mark.parametrize(
    ("change", "key"), [("of another type", key) for key in PROGRESS] + [("without", key) for key in PROGRESS if key not in PROGRESS_DEFAULTS]
)
def test_valid_json_that_is_no_progress_is_damaged(file: StateFile, path: Path, key: str, change: str) -> None:
    progress: dict[str, Any] = {**PROGRESS, key: True}
    if change == "without":
        del progress[key]
    Path(f"{path}.progress").write_bytes(signed(json.dumps(progress).encode()))
    assert str(failure(file.read)) == damage_of(Path(f"{path}.progress"))


def test_a_file_of_another_version_is_refused(file: StateFile, path: Path) -> None:
    file.write_state(STATE)
    path.write_bytes(path.read_bytes().replace(b'"version": 1', b'"version": 2'))
    assert str(failure(file.read)) == f'The state file "{path}" has the version "2"; this release reads 1. Move it away to start over.'


def damage_of(path: Path) -> str:
    return f'The state file "{path}" is damaged. Restore it, or move it away to start over; there are then no events for what changed in the meantime.'


def unusable(path: Path, reason: str) -> str:
    return f'The state file "{path}" cannot be used: {reason}. Check state_file, its folder and their permissions.'


def test_a_folder_that_does_not_exist() -> None:
    error = failure(StateFile("/nowhere/at/all").open)
    assert (error.kind, str(error)) == ("usage", unusable(Path("/nowhere/at/all.lock"), "No such file or directory"))


IRREGULAR: dict[str, Callable[[Path], object]] = {
    "a FIFO": os.mkfifo,
    "a folder": Path.mkdir,
    "a device": lambda path: os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5)),  # /dev/zero, which never ends
}


@pytest.mark.parametrize("kind", IRREGULAR)
@pytest.mark.parametrize("suffix", ["", ".progress", ".lock"])
def test_what_is_not_a_regular_file_is_refused_at_once_and_left_as_it_is(path: Path, kind: str, suffix: str) -> None:
    irregular = Path(f"{path}{suffix}")
    try:
        IRREGULAR[kind](irregular)
    except PermissionError:
        pytest.skip("only root can make a device")
    before = irregular.lstat().st_mode
    error = refusal(path)
    assert (error.kind, str(error)) == ("usage", irregularity_of(irregular))
    assert irregular.lstat().st_mode == before


def test_a_link_to_a_device_is_refused(path: Path) -> None:
    path.symlink_to("/dev/zero")
    assert str(refusal(path)) == irregularity_of(Path("/dev/zero"))


def test_a_link_to_a_fifo_is_refused_at_once(path: Path) -> None:
    fifo = path.with_name("fifo")
    os.mkfifo(fifo)
    path.symlink_to(fifo)
    assert str(refusal(path)) == irregularity_of(fifo)


def test_a_socket_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)
        assert str(refusal(path)) == unusable(path, "No such device or address")


def refusal(path: Path) -> BoomiError:
    """The error of an event source that starts with this file. One that hangs fails the test."""
    found: list[BoomiError] = []

    def start() -> None:
        file = StateFile(str(path))
        try:
            found.append(failure(lambda: (file.open(), file.read())))
        finally:
            file.close()

    thread = threading.Thread(target=start, daemon=True)
    thread.start()
    until(lambda: not thread.is_alive())
    (error,) = found
    return error


def irregularity_of(path: Path) -> str:
    return f'The state file "{path}" is not a regular file. Name another one in state_file, or move this one away.'


def test_a_folder_that_comes_later_is_not_replaced(file: StateFile, path: Path) -> None:
    path.mkdir()
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

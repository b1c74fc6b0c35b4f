# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pace: of one client, of its threads, and of all processes that share its file."""

from __future__ import annotations

import errno
import fcntl
import itertools
import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent import futures
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._transport import pace as _pace
from ansible_collections.boomi.spaces.plugins.module_utils._transport.pace import Pace
from ansible_collections.boomi.spaces.plugins.module_utils._transport.waiting import sleep
from tests.paths import COLLECTIONS
from tests.unit.clock import Clock

ACCOUNT = "acme-8CTKF3"
HOST = "https://api.boomi.example"


def pace_of(requests_per_second: float, **connection: Any) -> Pace:
    return Pace(Connection(**{"requests_per_second": requests_per_second, "account_id": ACCOUNT, "platform_url": HOST, **connection}))


def waits(pace: Pace) -> list[float]:
    """Takes a turn; the waits for it. One of no length is none."""
    seconds: list[float] = []

    def wait(moment: float) -> None:
        seconds.append(moment)
        sleep(moment)

    pace.take_turn(wait)
    return [moment for moment in seconds if moment]


class InterruptedWaitError(Exception):
    """What a wait raises in place of waiting."""


def interrupt(seconds: float) -> None:
    if seconds:
        raise InterruptedWaitError(seconds)


# One client


def test_the_pace_spaces_requests_evenly(clock: Clock) -> None:
    pace, times = pace_of(5), []
    for dummy in range(8):
        pace.take_turn(sleep)
        times.append(clock.monotonic())
    assert times == pytest.approx([number * 0.21 for number in range(8)])


def test_threads_share_a_pace(clock: Clock) -> None:
    pace, times = pace_of(10), []

    def turns() -> None:
        for dummy in range(5):
            pace.take_turn(lambda seconds: (sleep(seconds), times.append(clock.monotonic())))

    with futures.ThreadPoolExecutor(4) as pool:
        for one in [pool.submit(turns) for dummy in range(4)]:
            one.result()
    assert times == pytest.approx([number * 0.105 for number in range(20)])


def test_a_thread_that_is_woken_late_delays_those_behind_it(clock: Clock) -> None:
    pace = pace_of(1)
    pace.take_turn(sleep)
    pace.take_turn(lambda seconds: sleep(seconds + 100))
    before = clock.monotonic()
    pace.take_turn(sleep)
    assert clock.monotonic() - before == pytest.approx(1.05)


# The file. Two objects with the same account are as two processes: a lock belongs to an open file.


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The runtime folder of a user."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def file(runtime: Path, clock: Clock) -> Path:
    """The file of the account, after one turn."""
    pace_of(5).take_turn(sleep)
    (file,) = (runtime / "boomi.spaces").iterdir()
    return file


def shares(**connection: Any) -> bool:
    """Whether the second of two clients waits for the first."""
    first, second = pace_of(5, **connection), pace_of(5, **connection)
    first.take_turn(sleep)
    return waits(second) == [pytest.approx(0.21)]


@pytest.mark.usefixtures("runtime")
def test_all_who_ask_one_account_share_its_pace(clock: Clock) -> None:
    paces, times = [pace_of(5) for dummy in range(3)], []
    for pace in paces * 4:
        pace.take_turn(sleep)
        times.append(clock.monotonic())
    assert times == pytest.approx([number * 0.21 for number in range(12)])


@pytest.mark.usefixtures("runtime", "clock")
@pytest.mark.parametrize("other", [{"account_id": "acme-OTHER1"}, {"platform_url": "https://api.boomi.test"}])
def test_other_accounts_have_a_pace_of_their_own(other: dict[str, Any]) -> None:
    assert shares()
    assert waits(pace_of(5, **other)) == []


def test_real_processes_share_the_pace(runtime: Path) -> None:
    """The kernel's own clock, which all of them read. A busy machine can only lengthen the time between two turns."""
    program = (
        "import sys, time\n"
        f"sys.path.insert(0, {str(COLLECTIONS)!r})\n"
        "from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection\n"
        "from ansible_collections.boomi.spaces.plugins.module_utils._transport import pace\n"
        "one = pace.Pace(Connection(requests_per_second=20, account_id='a'))\n"
        # As it is written, under the lock: the time at which a process is woken afterwards says nothing.
        "write = pace._write\n"
        "pace._write = lambda file, moment: (print(moment), write(file, moment))\n"
        "for turn in range(5): one.take_turn(time.sleep)\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) for dummy in range(3)]
    turns = sorted(float(line) for process in running for line in process.communicate(timeout=60)[0].split())
    assert [process.returncode for process in running] == [0, 0, 0]
    assert len(turns) == 15
    assert min(later - earlier for earlier, later in itertools.pairwise(turns)) > 1 / 20


def test_the_file_holds_the_time_of_the_next_turn_and_nothing_else(file: Path, clock: Clock) -> None:
    assert re.fullmatch(r"[0-9]+\.[0-9]{6}\n", file.read_text())
    assert float(file.read_text()) == pytest.approx(clock.monotonic() + 0.21)
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)


def test_the_name_of_the_file_holds_neither_account_nor_host(file: Path) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", file.name)


@pytest.mark.parametrize("content", ["604800.0\n", "no number", "nan", "inf", "\0" * 100, "1" * 100, "é"])
def test_a_value_that_cannot_be_right_counts_as_one_interval(file: Path, content: str, clock: Clock) -> None:
    """From before a restart of the machine, of a much slower pace, or damaged."""
    file.write_text(content)
    assert waits(pace_of(10)) == [pytest.approx(0.105)]
    assert float(file.read_text()) == pytest.approx(clock.monotonic() + 0.105)


@pytest.mark.parametrize("content", ["", "-5", "0.0\n", "-inf", "0.0\n and much more than that" * 100])
def test_a_value_in_the_past_or_none_is_no_reason_to_wait(file: Path, content: str, clock: Clock) -> None:
    clock.sleep(10)
    file.write_text(content.partition(" ")[0])
    assert waits(pace_of(5)) == []
    assert float(file.read_text()) == pytest.approx(clock.monotonic() + 0.21)


@pytest.mark.usefixtures("runtime")
def test_a_slower_pace_is_no_business_of_others(clock: Clock) -> None:
    """Of a file that another setting of requests_per_second wrote, a client waits for no more than its own interval."""
    slow, fast = pace_of(0.01), pace_of(5)
    slow.take_turn(sleep)
    assert waits(fast) == [pytest.approx(0.21)]
    assert sum(waits(slow)) == pytest.approx(105 - 0.21)


@pytest.mark.usefixtures("runtime")
def test_a_process_that_is_late_delays_those_behind_it(clock: Clock) -> None:
    first, second = pace_of(5), pace_of(5)
    first.take_turn(sleep)
    first.take_turn(lambda seconds: sleep(seconds + 100))
    assert waits(second) == [pytest.approx(0.21)]


@pytest.mark.usefixtures("runtime")
def test_a_process_that_is_stopped_while_it_waits_delays_nobody(clock: Clock) -> None:
    """As by Ctrl-Z: others take their turns meanwhile. When it goes on, it waits behind the last of them."""
    stopped, other = pace_of(5), pace_of(5)
    stopped.take_turn(sleep)
    others: list[list[float]] = []

    def stop(seconds: float) -> None:
        if not others:
            others.extend(waits(other) for dummy in range(3))
        sleep(seconds)

    stopped.take_turn(stop)
    assert others == [[pytest.approx(0.21)]] * 3
    assert clock.monotonic() == pytest.approx(4 * 0.21)


@pytest.mark.parametrize(("requests_per_second", "moment"), [(5, 0.02), (100, 0.00105), (0.01, 0.02)])
def test_a_lock_is_waited_for_in_short_moments(file: Path, clock: Clock, requests_per_second: float, moment: float) -> None:
    with file.open() as locked:
        fcntl.flock(locked, fcntl.LOCK_EX)
        tries: list[float] = []

        def wait(seconds: float) -> None:
            tries.append(seconds)
            sleep(seconds)
            if len(tries) == 4:
                fcntl.flock(locked, fcntl.LOCK_UN)

        clock.sleep(10)
        pace_of(requests_per_second).take_turn(wait)
    assert tries == [0.0, *[pytest.approx(moment)] * 3]


def test_a_wait_for_the_lock_can_be_interrupted(file: Path) -> None:
    """The client ends it at its time limit, and when it is closed."""
    content = file.read_text()
    with file.open() as locked:
        fcntl.flock(locked, fcntl.LOCK_EX)
        with pytest.raises(InterruptedWaitError):
            pace_of(5).take_turn(interrupt)
    assert file.read_text() == content


def test_an_interrupted_turn_is_not_taken(file: Path, clock: Clock) -> None:
    with pytest.raises(InterruptedWaitError):
        pace_of(5).take_turn(interrupt)
    assert waits(pace_of(5)) == [pytest.approx(0.21)]
    assert waits(pace_of(5)) == [pytest.approx(0.21)]


def test_nothing_stays_open(file: Path) -> None:
    before = os.listdir("/dev/fd")
    pace_of(5).take_turn(sleep)
    assert os.listdir("/dev/fd") == before


# What cannot be used


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: folder.symlink_to(folder.with_name("elsewhere")),
        lambda folder: folder.write_text(""),
        lambda folder: (folder.mkdir(), folder.chmod(0o750)),
        lambda folder: (folder.mkdir(), folder.chmod(0o701)),
    ],
    ids=["symlink", "file", "group", "others"],
)
def test_a_folder_that_is_not_the_users_own_is_not_used(runtime: Path, spoil: Callable[[Path], object]) -> None:
    (runtime / "elsewhere").mkdir(0o700)
    spoil(runtime / "boomi.spaces")
    assert not shares()
    assert list((runtime / "elsewhere").iterdir()) == []


def _replaced_by_a_symlink(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))
    file.symlink_to("elsewhere")


def _replaced_by_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file, 0o600)


@pytest.mark.parametrize("spoil", [_replaced_by_a_symlink, _replaced_by_a_pipe, lambda file: file.chmod(0o666)], ids=["symlink", "pipe", "others"])
def test_a_file_that_is_not_the_users_own_is_not_used(file: Path, spoil: Callable[[Path], object]) -> None:
    spoil(file)
    before = (file.parent / "elsewhere").read_text() if file.is_symlink() else None
    assert not shares()
    assert before is None or (file.parent / "elsewhere").read_text() == before


def test_in_the_runtime_folder_of_another_user_nothing_is_made(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after `sudo -E`: a folder of root's would lock that user out."""
    monkeypatch.setattr(os, "geteuid", lambda: runtime.stat().st_uid + 1)
    assert waits(pace_of(5)) == []
    assert list(runtime.iterdir()) == []


def test_the_folder_of_another_user_is_not_used(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owners = iter([file.stat().st_uid])  # that of the runtime folder
    monkeypatch.setattr(os, "geteuid", lambda: next(owners, file.stat().st_uid + 1))
    assert waits(pace_of(5)) == []


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("given", ["relative", "/nowhere", os.devnull])
def test_a_runtime_folder_that_cannot_be_used_is_not_replaced_by_another(given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("relative").mkdir()
    monkeypatch.setattr(_pace.tempfile, "gettempdir", lambda: pytest.fail("no further folder is tried"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", given)
    assert not shares()
    assert [str(path) for path in tmp_path.rglob("*")] == [str(tmp_path / "relative")]


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("given", [None, ""])
@pytest.mark.parametrize("logged_in", [True, False])
def test_without_the_variable_the_folder_is_the_usual_one(given: str | None, logged_in: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The runtime folder of a user who is logged in, also for a timer of the user; else one beside other temporary files."""
    own, temporary = tmp_path / "run" / str(os.geteuid()), tmp_path / "tmp"
    temporary.mkdir()
    if logged_in:
        own.mkdir(parents=True)
    monkeypatch.setattr(_pace, "RUNTIME_FOLDERS", str(own.parent))
    monkeypatch.setattr(_pace.tempfile, "gettempdir", lambda: str(temporary))
    if given is None:
        monkeypatch.delenv("XDG_RUNTIME_DIR")
    else:
        monkeypatch.setenv("XDG_RUNTIME_DIR", given)
    assert shares()
    used, other = own / "boomi.spaces", temporary / f"boomi.spaces-{os.geteuid()}"
    assert (used.is_dir(), other.is_dir()) == (logged_in, not logged_in)


def test_a_usual_folder_of_another_user_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = tmp_path.stat().st_uid + 1
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(_pace, "RUNTIME_FOLDERS", str(tmp_path))
    monkeypatch.setattr(_pace.tempfile, "gettempdir", lambda: "/tmp")
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    (tmp_path / str(user)).mkdir()
    assert _pace._folder() == f"/tmp/boomi.spaces-{user}"


@pytest.mark.usefixtures("runtime", "clock")
@pytest.mark.parametrize("name", ["pwrite", "pread", "mkdir"])
def test_a_disk_that_fails_is_no_error(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, name, full)
    assert not shares()


@pytest.mark.usefixtures("runtime", "clock")
def test_without_locks_the_pace_holds_for_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_pace, "HAS_FCNTL", False)
    assert not shares()


@pytest.mark.usefixtures("clock")
def test_a_pace_that_is_not_shared_holds_all_the_same() -> None:
    pace = pace_of(5)
    assert [waits(pace) for dummy in range(3)] == [[], [pytest.approx(0.21)], [pytest.approx(0.21)]]


def test_the_clock_of_the_file_is_that_of_the_machine() -> None:
    """Its time means the same to every process, and nobody can set it."""
    clock = time.get_clock_info("monotonic")
    assert (clock.monotonic, clock.adjustable) == (True, False)

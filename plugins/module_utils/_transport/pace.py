# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The pace of the Platform API. All processes of this user on this machine that ask one account share it.

They share it by a file in the user's runtime folder, which holds the time of the next turn and nothing else. If the folder or the file cannot
be used, or may be under the control of others, the pace holds for each process alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import tempfile
import threading
import time
from collections.abc import Iterator
from typing import Callable

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection

try:
    import fcntl
except ImportError:
    HAS_FCNTL = False
else:
    HAS_FCNTL = True

FOLDER = "boomi.spaces"
RUNTIME_FOLDERS = "/run/user"
LONGEST_RETRY = 0.02  # seconds between two attempts to lock the file, which a process holds only to read and write it

# A time in the file is exact to a microsecond.
EXACTNESS = 1e-6


class Pace:
    """Spaces requests evenly, so that no second has more of them than allowed. Threads can share it; processes share it by its file."""

    # A delayed request must not arrive within the same second of the server as the next ones.
    MARGIN = 1.05

    def __init__(self, connection: Connection) -> None:
        self._interval = self.MARGIN / connection.requests_per_second
        self._lock = threading.Lock()
        self._next = 0.0  # on the monotonic clock
        account = json.dumps([connection.platform_base, connection.account_id])
        self._file = hashlib.sha256(account.encode()).hexdigest()

    def take_turn(self, wait: Callable[[float], None]) -> None:
        """Calls ``wait`` with the seconds until the next request is due; again, if another process was first.

        A thread or process that is woken late delays those behind it: its turn begins when it is awake. The file is not locked during a wait, so
        a process that is stopped, or has a slower pace, delays nobody.
        """
        with self._lock:
            wait(max(0.0, self._next - time.monotonic()))
            while seconds := _seconds_to_turn(self._file, self._interval):
                wait(seconds)
            self._next = time.monotonic() + self._interval


def _seconds_to_turn(name: str, interval: float) -> float:
    """How long to wait before asking again; 0 if the turn is taken, or the file cannot be used."""
    if not HAS_FCNTL:
        return 0.0
    try:
        with _opened(name) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return min(LONGEST_RETRY, interval / 10)
            try:
                return _turn(file, interval)
            finally:
                # Closing does not unlock it while a process that was forked meanwhile has it open.
                fcntl.flock(file, fcntl.LOCK_UN)
    except OSError:
        return 0.0


def _turn(file: int, interval: float) -> float:
    """Takes the turn and returns 0 if it is due, else the seconds until then."""
    # The clock of the machine: all processes read the same time, and nobody can set it.
    now = time.monotonic()
    content = os.pread(file, 64, 0)
    try:
        seconds = float(content) - now if content else 0.0
    except ValueError:
        seconds = interval
    if seconds <= EXACTNESS:
        _write(file, now + interval)
        return 0.0
    if not seconds < interval:
        # From before a restart of the machine, by a slower pace, or no number. The next look must not take it for a new one.
        _write(file, now + interval)
        return interval
    return seconds


def _write(file: int, moment: float) -> None:
    content = f"{moment:.6f}\n".encode()
    os.pwrite(file, content, 0)
    os.ftruncate(file, len(content))


@contextlib.contextmanager
def _opened(name: str) -> Iterator[int]:
    """The open file. Raises OSError if it or its folder cannot be used, or is not this user's alone."""
    path = _folder()
    with contextlib.suppress(FileExistsError):
        os.mkdir(path, 0o700)
    # The file is opened in the folder that was checked, whatever takes its place meanwhile.
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        _check(os.fstat(folder), stat.S_ISDIR)
        file = os.open(name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600, dir_fd=folder)
    finally:
        os.close(folder)
    try:
        _check(os.fstat(file), stat.S_ISREG)
        yield file
    finally:
        os.close(file)


def _folder() -> str:
    """The folder of this user on this machine. Raises OSError if the given runtime folder is not the user's."""
    user = os.geteuid()
    given = os.environ.get("XDG_RUNTIME_DIR")
    if given:
        # With the variable of another user, as after `sudo -E`, we would make a folder in which that user cannot write.
        if not os.path.isabs(given) or os.stat(given).st_uid != user:
            raise PermissionError
        return os.path.join(given, FOLDER)
    # Its usual value: programs of a timer have no such variable.
    runtime = f"{RUNTIME_FOLDERS}/{user}"
    if os.path.isdir(runtime) and os.stat(runtime).st_uid == user:
        return os.path.join(runtime, FOLDER)
    return os.path.join(tempfile.gettempdir(), f"{FOLDER}-{user}")


def _check(found: os.stat_result, kind: Callable[[int], bool]) -> None:
    if not kind(found.st_mode) or found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise PermissionError

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The state that an event source keeps over a restart: written completely or not at all, and by one process at a time."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import stat
from collections.abc import Mapping
from typing import Any, cast

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, quoted, usage
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.shapes import Progress, State
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.stored import PROGRESS, PROGRESS_DEFAULTS, STATE, STATE_DEFAULTS, Shape, has_shape, too_deep

VERSION = 1
LONGEST_HEAD = 1000  # bytes


class StateFile:
    """The state, which is large and seldom written, and the progress since then, which is small and often written.

    There are three files: ``PATH``, ``PATH.progress`` and ``PATH.lock``. ``PATH`` can be a symbolic link: the state is in its target, the other
    two are next to the link. Every method raises a ``usage`` error that names the file.
    """

    def __init__(self, path: str) -> None:
        self.path = os.path.abspath(path)
        self._target = os.path.realpath(path)
        self._lock: int | None = None

    def open(self) -> None:
        """Locks the file until it is closed, or until the process ends for whatever reason."""
        path = f"{self.path}.lock"
        try:
            self._lock = _open_regular(path, os.O_RDWR | os.O_CREAT)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.close()
            raise usage(f"Another event source uses the state file {quoted(self.path)}. Give each one its own state_file.") from None
        except OSError as error:
            self.close()
            raise _unusable(path, error) from None

    def close(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def read(self) -> tuple[State | None, Progress | None]:
        """State and progress, each None if its file does not exist yet."""
        state, progress = _read(self._target, STATE, STATE_DEFAULTS), _read(f"{self.path}.progress", PROGRESS, PROGRESS_DEFAULTS)
        return cast("State | None", state), cast("Progress | None", progress)

    def write_state(self, state: State) -> None:
        _write(self._target, state)

    def write_progress(self, progress: Progress) -> None:
        _write(f"{self.path}.progress", progress)


def _open_regular(path: str, flags: int) -> int:
    """The descriptor of a regular file. Opening never waits, as it would at a FIFO that nobody writes to, and follows no link."""
    try:
        descriptor = os.open(path, flags | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_NOCTTY, 0o600)
    except IsADirectoryError:
        raise _not_regular(path) from None
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise _not_regular(path)


def _read(path: str, shape: Shape, defaults: Mapping[str, Any]) -> Any:
    """The content of the file, which has this shape, or None if there is no file. ``defaults`` are the keys that it can lack."""
    try:
        with open(_open_regular(path, os.O_RDONLY), "rb") as file:
            head, body = file.readline(LONGEST_HEAD), file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable(path, error) from None
    header = _decoded(path, head)
    if not has_shape(header, {"version": int, "sha256": str}):
        raise _damaged(path)
    if header["version"] != VERSION:
        raise usage(
            f"The state file {quoted(path)} has the version {quoted(str(header['version']))}; this release reads {VERSION}. Move it away to start over."
        )
    if header["sha256"] != hashlib.sha256(body).hexdigest():
        raise _damaged(path)
    content = _decoded(path, body)
    if isinstance(content, dict):
        content = {**defaults, **content}
    if not has_shape(content, shape):
        raise _damaged(path)
    return content


def _decoded(path: str, text: bytes) -> Any:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise _damaged(path) from None
    if too_deep(value):
        raise _damaged(path)
    return value


def _write(path: str, content: Mapping[str, Any]) -> None:
    """Replaces the file. Whenever the process is killed, the file has either its old or its new content."""
    body = json.dumps(content, separators=(",", ":")).encode()
    head = json.dumps({"version": VERSION, "sha256": hashlib.sha256(body).hexdigest()}).encode()
    new = f"{path}.new"  # always the same name, so that the next write replaces what a kill left behind; the lock excludes other writers
    try:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(new)
        try:
            with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
                file.write(head + b"\n")
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            os.replace(new, path)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(new)
            raise
        _sync_folder(os.path.dirname(path))
    except OSError as error:
        raise _unusable(path, error) from None


def _sync_folder(folder: str) -> None:
    """A renamed file survives a power failure only if its folder is written to disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _not_regular(path: str) -> BoomiError:
    return usage(f"The state file {quoted(path)} is not a regular file. Name another one in state_file, or move this one away.")


def _damaged(path: str) -> BoomiError:
    return usage(
        f"The state file {quoted(path)} is damaged. Restore it, or move it away to start over; there are then no events for what changed in the meantime."
    )


def _unusable(path: str, error: OSError) -> BoomiError:
    return usage(f"The state file {quoted(path)} cannot be used: {error.strerror}. Check state_file, its folder and their permissions.")

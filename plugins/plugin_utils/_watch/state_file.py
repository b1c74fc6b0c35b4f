# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What an event source remembers over a restart: written whole or not at all, and by one process at a time."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, quoted, usage

VERSION = 1

Content = dict[str, Any]


class StateFile:
    """A state, which is large and seldom written, and beside it the progress since then, which is small and often written.

    Three files: ``PATH``, ``PATH.progress`` and ``PATH.lock``. Every method raises a ``usage`` error that names the file.
    """

    def __init__(self, path: str) -> None:
        self.path = os.path.realpath(path)
        self._lock: int | None = None

    def open(self) -> None:
        """Claims the file, until it is closed or the process ends, however it ends."""
        path = f"{self.path}.lock"
        try:
            self._lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.close()
            raise usage(f"Another event source works with the state file {quoted(self.path)}. Give each one a state_file of its own.") from None
        except OSError as error:
            self.close()
            raise _unusable(path, error) from None

    def close(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def read(self) -> tuple[Content | None, Content | None]:
        """State and progress, each None where there is none yet."""
        return _read(self.path), _read(f"{self.path}.progress")

    def write_state(self, state: Content) -> None:
        _write(self.path, state)

    def write_progress(self, progress: Content) -> None:
        _write(f"{self.path}.progress", progress)


def _read(path: str) -> Content | None:
    try:
        with open(path, "rb") as file:
            head, body = file.readline(), file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable(path, error) from None
    try:
        stated = json.loads(head)
        version, digest = stated["version"], stated["sha256"]
    except (ValueError, TypeError, KeyError):
        raise _corrupt(path) from None
    if version != VERSION:
        raise usage(f"The state file {quoted(path)} is of version {quoted(str(version))}, and this release reads {VERSION}. Move it away to start anew.")
    if digest != hashlib.sha256(body).hexdigest():
        raise _corrupt(path)
    content: Content = json.loads(body)
    return content


def _write(path: str, content: Content) -> None:
    """A reader, or a process that is killed, finds the old file or the new one, and no third thing."""
    body = json.dumps(content, separators=(",", ":")).encode()
    head = json.dumps({"version": VERSION, "sha256": hashlib.sha256(body).hexdigest()}).encode()
    new = f"{path}.new"  # one name, so that what a kill leaves behind is overwritten: who writes holds the lock
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
        _keep_entry(os.path.dirname(path))
    except OSError as error:
        raise _unusable(path, error) from None


def _keep_entry(folder: str) -> None:
    """A new name outlives a power cut only when its folder is written too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _corrupt(path: str) -> BoomiError:
    return usage(
        f"The state file {quoted(path)} is damaged: it is not as it was written. "
        "Restore it, or move it away to start anew; what changed in the meantime is not told then."
    )


def _unusable(path: str, error: OSError) -> BoomiError:
    return usage(f"The state file {quoted(path)} cannot be used: {error.strerror}. Check state_file, its folder and who may write there.")

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The peak memory of each process of a tree, as Linux keeps it in /proc (VmHWM, the most that was ever resident)."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from .errors import BenchmarkError

INTERVAL = 0.02  # seconds; the kernel keeps the peak, so only growth in a process's last moment can be missed
PROC = Path("/proc")
_PEAK = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)

MAIN, WORKER, MODULE, OTHER = "main", "worker", "module", "other"


class PeakMemory:
    """Watches the process ``root`` and its descendants while the context is open. ``peaks`` are bytes, the largest of each kind:
    the root itself (main), copies of it (the workers of ansible-playbook), modules that Ansible started, and other processes."""

    def __init__(self, root: int) -> None:
        if not (PROC / "self/task").exists():
            raise BenchmarkError("Peak memory is read from /proc: run the benchmark on Linux.")
        self._root = root
        self._seen: dict[int, tuple[str, int]] = {}
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="peak-memory", daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end.set()
        self._thread.join()

    @property
    def peaks(self) -> dict[str, int]:
        own = self._seen.get(self._root, ("", 0))[0]
        found: dict[str, int] = {}
        for pid, (command, peak) in self._seen.items():
            kind = MAIN if pid == self._root else MODULE if "AnsiballZ_" in command else WORKER if command == own else OTHER
            found[kind] = max(peak, found.get(kind, 0))
        return found

    def _watch(self) -> None:
        while not self._end.wait(INTERVAL):
            for pid in self._tree(self._root):
                # The latest value of a process counts: what it was before it became another program is its parent's.
                with contextlib.suppress(OSError):
                    peak = _PEAK.search((PROC / str(pid) / "status").read_text())
                    command = (PROC / str(pid) / "cmdline").read_bytes().decode(errors="replace")
                    if peak and command:
                        self._seen[pid] = (command, int(peak[1]) * 1024)

    def _tree(self, pid: int) -> Iterator[int]:
        yield pid
        with contextlib.suppress(OSError):
            for task in (PROC / str(pid) / "task").iterdir():
                for child in (task / "children").read_text().split():
                    yield from self._tree(int(child))

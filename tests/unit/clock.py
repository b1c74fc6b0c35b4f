# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clock for tests about time, in place of the module ``time``: it moves when somebody sleeps, and only then."""

from __future__ import annotations

import threading
import time


class Clock:
    """``sleeps`` are the seconds of each sleep, in order. Threads can share it."""

    def __init__(self) -> None:
        self.sleeps: list[float] = []
        self._began = time.time()
        self._passed = 0.0
        self._lock = threading.Lock()

    def monotonic(self) -> float:
        return self._passed

    def time(self) -> float:
        return self._began + self._passed

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.sleeps.append(seconds)
            self._passed += seconds

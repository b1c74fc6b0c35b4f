# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The limit of requests per second."""

from __future__ import annotations

import threading
from collections import deque

from .clock import Clock

_WINDOW = 1.0  # seconds


class Pace:
    """Admits ``limit`` requests in any one second; None means no limit. Refused requests do not count, so waiting helps."""

    def __init__(self, clock: Clock, limit: int | None = 10) -> None:
        self._clock = clock
        self.limit = limit
        self._arrivals: deque[float] = deque()
        self._lock = threading.Lock()

    def admits(self) -> bool:
        """True if a request that arrives now is admitted."""
        with self._lock:
            now = self._clock.now()
            while self._arrivals and self._arrivals[0] <= now - _WINDOW:
                self._arrivals.popleft()
            if self.limit is not None and len(self._arrivals) >= self.limit:
                return False
            self._arrivals.append(now)
            return True

    def clear(self) -> None:
        """Forget the requests so far."""
        with self._lock:
            self._arrivals.clear()

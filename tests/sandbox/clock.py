# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The time of a local Boomi, which tests can stop and move instead of waiting."""

from __future__ import annotations

import time


class Clock:
    """Shows the machine's time until ``advance`` is called; from then on it stands still between calls."""

    def __init__(self) -> None:
        self._stopped_at: float | None = None

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time() if self._stopped_at is None else self._stopped_at

    def advance(self, seconds: float = 0.0) -> None:
        """Stop the clock where it is not stopped yet, and move it on."""
        self._stopped_at = self.now() + seconds

    def stop_at(self, moment: float) -> None:
        """Stop the clock at this time, in seconds since the epoch."""
        self._stopped_at = moment

    def run(self) -> None:
        """Show the machine's time again."""
        self._stopped_at = None

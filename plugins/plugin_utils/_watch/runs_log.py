# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What the readings of runs say in the log."""

from __future__ import annotations

import logging

from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.runs import Reading

_log = logging.getLogger("boomi.spaces.schedule_change")


class RunsLog:
    """Writes each warning once, until a reading does not have it, and how many runs are unknown: as a warning if the reasons are others than before."""

    def __init__(self) -> None:
        self._warnings: list[str] = []
        self._reasons: set[str] = set()
        self._read_at: str | None = None

    def write(self, reading: Reading) -> None:
        if reading.judged.read_at == self._read_at:
            return  # a poll without a reading
        self._read_at = reading.judged.read_at
        for sentence in reading.warnings:
            if sentence not in self._warnings:
                _log.warning("%s", sentence)
        self._warnings = reading.warnings
        if reading.unknown:
            reasons = ", ".join(f"{number} {reason}" for reason, number in sorted(reading.unknown.items()))
            new = set(reading.unknown) - self._reasons
            self._reasons |= new
            _log.log(logging.WARNING if new else logging.INFO, "Whether planned runs took place is not known, by the reasons of run_verdicts: %s.", reasons)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Whether the zone that was assumed for a runtime is wrong: then its runs lie off their planned minutes by one offset."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.plans import EARLY, Plan

# Zones differ by multiples of a quarter of an hour, and none is more than 14 hours from UTC.
_STEP = 15 * 60
_MOST = 14 * 3600
_OFFSETS = sorted((offset for offset in range(-_MOST, _MOST + 1, _STEP) if offset), key=abs)
# Fewer runs may lie off by one offset by chance.
_SEVERAL = 3
# So many runs of a runtime are enough to tell.
_SAMPLE = 200

Unplanned = Sequence[tuple[int, dict[str, Any]]]


class _Runs(NamedTuple):
    """A plan with the starts of the runs of its schedule, and the items of those that were not planned."""

    plan: Plan
    starts: Sequence[int]
    unplanned: Unplanned

    def fits(self, start: int, offset: int) -> bool:
        """Whether a run would have been planned on a clock that is this many seconds behind."""
        moment = start - offset
        before = bisect_right(self.plan.minutes, moment + EARLY)
        return before > 0 and moment <= self.plan.minutes[before - 1] + self.plan.windows[before - 1]


class Offsets:
    """Collects the schedules that have runs which were not planned, by their runtimes."""

    def __init__(self) -> None:
        self._by_runtime: dict[str | None, list[_Runs]] = {}

    def add(self, runtime: str | None, plan: Plan, starts: Sequence[int], unplanned: Unplanned) -> None:
        """A schedule, the starts of its runs, and the starts of those that were not planned, each with its item."""
        if plan.minutes and unplanned:
            self._by_runtime.setdefault(runtime, []).append(_Runs(plan, starts[:_SAMPLE], unplanned))

    def tell(self) -> None:
        """Where one offset explains most of the runs of a runtime that were not planned, their items have it, and the reason `zone`."""
        for several in self._by_runtime.values():
            offset = _offset_of(several)
            if offset is None:
                continue
            off = [item for runs in several for start, item in runs.unplanned if runs.fits(start, offset)]
            if len(off) >= _SEVERAL and 2 * len(off) > sum(len(runs.unplanned) for runs in several):
                for item in off:
                    item["reason"], item["delay_seconds"] = "zone", offset


def _offset_of(several: Sequence[_Runs]) -> int | None:
    """The offset that explains most runs, those that were planned included; None if none explains more than there being no offset."""
    sample = [(runs, start) for runs in several for start in runs.starts][:_SAMPLE]
    explained = {offset: sum(runs.fits(start, offset) for runs, start in sample) for offset in (0, *_OFFSETS)}
    best = max(explained, key=explained.__getitem__)
    return best or None

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast the requests came, as the server saw them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WINDOW = 1.0  # seconds


@dataclass(frozen=True)
class Paced:
    """``seconds`` lie between the first and the last request; ``busiest`` is the largest number of requests in any one second."""

    limit: int
    seconds: float
    requests: int
    refused: int
    busiest: int

    @property
    def mean(self) -> float:
        return (self.requests - 1) / self.seconds


def paced(limit: int, log: Sequence[Mapping[str, Any]]) -> Paced:
    times = sorted(entry["time"] for entry in log)
    return Paced(limit, times[-1] - times[0], len(times), sum(entry["status"] == 503 for entry in log), busiest(times))


def busiest(times: Iterable[float]) -> int:
    """The most of the moments, which are in order, that lie within less than one window."""
    most = 0
    within: deque[float] = deque()
    for moment in times:
        within.append(moment)
        while within[0] <= moment - WINDOW:
            within.popleft()
        most = max(most, len(within))
    return most

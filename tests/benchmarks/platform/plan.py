# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much is measured."""

from __future__ import annotations

from dataclasses import dataclass

UNPACED = 1000.0  # requests a second: more than anybody here sends
DEFAULT_PACE = 5.0  # the default of requests_per_second; a run that keeps to it sends no other


@dataclass(frozen=True)
class Plan:
    """Numbers of instances, latencies in seconds, and how often each is run. The script that asks for one process at a time runs once from
    ``slow_from`` instances on, and with a latency only below that. ``groups`` are the group sizes, tried with ``grouped`` instances;
    ``counted`` instances are asked for their number of requests alone. ``paced`` instances take the default pace longer than ``paced_seconds``
    at each of the server's ``limits``. ``forked`` instances are asked for by several hosts at the same time."""

    sizes: tuple[int, ...] = (1, 10, 50, 500)
    latencies: tuple[float, ...] = (0.0, 0.15)
    processes: int = 5
    runs: int = 3
    slow_from: int = 50
    groups: tuple[int, ...] = (25, 50, 80, 100, 200, 400)
    grouped: int = 500
    counted: int = 1000
    paced: int = 1800
    paced_seconds: float = 60
    limits: tuple[int, ...] = (10, 5)
    forked: int = 100


QUICK = Plan(sizes=(1, 10), runs=1, slow_from=10, groups=(80, 100, 200), grouped=50, counted=100, paced=50, paced_seconds=1, forked=10)

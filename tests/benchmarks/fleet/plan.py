# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much is measured."""

from __future__ import annotations

from dataclasses import dataclass

UNPACED = 1000.0  # requests a second: more than anybody here sends


@dataclass(frozen=True)
class Flight:
    """Some instances, asked for with each number of batches in flight; ``pace`` is requests_per_second, and what the server allows."""

    source: str
    latency: float
    pace: int | None = None


@dataclass(frozen=True)
class Plan:
    """``sizes`` are numbers of instances of ``processes`` each; the last is the estate that the targets are about, and the last three show how time
    grows. ``few`` of them are what takes long is measured with. ``flights`` are of
    ``flying`` instances of ``flying_processes`` each, with each number of ``in_flight``. ``inventories`` is how often each is made."""

    sizes: tuple[int, ...] = (100, 1000, 4000, 10000)
    few: tuple[int, ...] = (100, 1000, 10000)
    processes: int = 20
    flying: int = 300
    flying_processes: int = 5
    in_flight: tuple[int, ...] = (1, 2, 4, 8)
    inventories: int = 2
    flights: tuple[Flight, ...] = (Flight("spaces", 0.15), Flight("platform", 0.15, 5), Flight("platform", 0.15, 10), Flight("platform", 0.4, 5))


QUICK = Plan(sizes=(10, 25, 50, 100), few=(10, 100), flying=40, inventories=1, flights=(Flight("spaces", 0.15), Flight("platform", 0.15, 10)))

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was measured."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..running import Measured
from .counts import Holdings
from .forks import Forked
from .pace import Paced
from .plan import Plan

Cell = tuple[float, int, str]  # latency, instances, name of the contender


@dataclass(frozen=True)
class Grouped:
    """The runs with one group size; ``largest_body`` is that of a request, in bytes."""

    measured: Measured
    largest_body: int


@dataclass
class Results:
    """``held`` is what an account of so many instances holds, ``compared`` by cell, ``requests`` by instances those that the core sent,
    ``groups`` by group size. ``core`` and ``floor`` are of the largest size at the largest latency. ``default_group`` is the collection's own."""

    plan: Plan
    default_group: int = 0
    debug: list[Measured] = field(default_factory=list)
    core: list[Measured] = field(default_factory=list)
    floor: list[Measured] = field(default_factory=list)
    held: dict[int, Holdings] = field(default_factory=dict)
    compared: dict[Cell, Measured] = field(default_factory=dict)
    requests: dict[int, int] = field(default_factory=dict)
    groups: dict[int, Grouped] = field(default_factory=dict)
    paced: list[Paced] = field(default_factory=list)
    forked: list[Forked] = field(default_factory=list)

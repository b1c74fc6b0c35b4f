# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests there must be, by arithmetic: the formulas that docs/benchmarks.md states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from tests.sandbox.account import Account

from ..floor import Item, batches

PAGE = 100  # results


@dataclass(frozen=True)
class Holdings:
    """``schedules``: how many each process of each instance has; ``atoms``: on how many they are."""

    schedules: tuple[tuple[int, ...], ...]
    atoms: int

    @property
    def of_processes(self) -> tuple[int, ...]:
        return tuple(number for instance in self.schedules for number in instance)


def holdings(account: Account) -> Holdings:
    atoms = {deployment.atom_id for instance in account.instances for process in instance.processes for deployment in process.deployments}
    return Holdings(tuple(tuple(len(process.deployments) for process in instance.processes) for instance in account.instances), len(atoms))


def pages(results: int) -> int:
    return max(1, ceil(results / PAGE))


def least(held: Holdings) -> int:
    """No query can take fewer pages than its results fill."""
    schedules = pages(sum(held.of_processes))
    return pages(len(held.of_processes)) + 2 * schedules + ceil(held.atoms / PAGE)


def grouped(held: Holdings, size: int) -> int:
    """The collection: a query for each group of ids, and its pages."""
    processes = sum(pages(sum(map(len, group))) for group in batches(held.schedules, size))
    schedules = sum(pages(sum(group)) for group in _groups(held.of_processes, size))
    return processes + 2 * schedules + ceil(held.atoms / size)


def one_at_a_time(held: Holdings) -> int:
    """A query for each instance, two for each process and one for each atom, beside the list of instances."""
    return pages(len(held.schedules)) + sum(pages(len(each)) for each in held.schedules) + 2 * sum(map(pages, held.of_processes)) + held.atoms


def _groups(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    return [items[start : start + size] for start in range(0, len(items), size)]

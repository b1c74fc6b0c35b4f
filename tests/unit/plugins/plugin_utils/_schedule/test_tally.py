# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many sets have each minute in common."""

from __future__ import annotations

import random

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.tally import Tally


@pytest.mark.parametrize("halves", [False, True])
def test_a_tally_counts_each_minute(halves: bool) -> None:
    source = random.Random(3)
    masks = [(source.getrandbits(50), source.randrange(6)) for _number in range(40)]
    tally = Tally()
    for mask, times in masks[:20] if halves else masks:
        tally.add(mask, times)
    if halves:
        other = Tally()
        for mask, times in masks[20:]:
            other.add(mask, times)
        tally.add_all(other)
    counts = [sum((mask >> minute & 1) * times for mask, times in masks) for minute in range(50)]
    for within in ((1 << 50) - 1, (1 << 20) - 1, 0b1, 0b1010 << 30):
        most = max(counts[minute] for minute in values(within))
        assert tally.most(within) == (most, sum(1 << minute for minute in values(within) if counts[minute] == most))


def test_a_tally_of_nothing() -> None:
    assert Tally().most(0b111) == (0, 0b111)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""How many sets have each minute in common."""

from __future__ import annotations

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import values


class Tally:
    """Counts in how many of the added sets each minute is. `planes[n]` has bit n of the counts of all minutes."""

    def __init__(self) -> None:
        self.planes: list[int] = []

    def add(self, mask: int, times: int = 1) -> None:
        """Adds a set, several times."""
        for position in values(times):
            carry, plane = mask, position
            while carry:
                self.planes += [0] * (plane + 1 - len(self.planes))
                self.planes[plane], carry = self.planes[plane] ^ carry, self.planes[plane] & carry
                plane += 1

    def add_all(self, other: Tally) -> None:
        """Adds everything that another one has."""
        for position, plane in enumerate(other.planes):
            self.add(plane, 1 << position)

    def most(self, within: int) -> tuple[int, int]:
        """The highest count of any minute of a set, and the minutes with that count."""
        count = 0
        for index in range(len(self.planes) - 1, -1, -1):
            met = within & self.planes[index]
            if met:
                within = met
                count += 1 << index
        return count, within

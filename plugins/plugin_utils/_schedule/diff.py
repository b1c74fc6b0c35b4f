# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""In what two schedules differ. Private to the collection."""

from __future__ import annotations

from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import real
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words


def difference(first: Schedule, second: Schedule) -> dict[str, dict[str, Any]]:
    """What each has and the other lacks, as entries and in words; empty if both are the same minutes of the calendar."""
    sides = {"only_in_first": real(first - second), "only_in_second": real(second - first)}
    if not any(sides.values()):
        return {}
    return {name: {"entries": side.entries(), "words": words(side) or "nothing"} for name, side in sides.items()}

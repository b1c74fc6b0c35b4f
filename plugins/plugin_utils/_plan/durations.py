# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""How long runs take, in minutes: as `run_summary` says, or as the author of a playbook does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import ABSENT, GivenError, is_list, text

# Of a row, the first that it has counts: 95 of 100 runs took no longer than p95, half of them no longer than the median.
_MINUTES = ("minutes", "p95_duration_minutes", "median_duration_minutes")
# So many minutes before a span its first run may have begun: the month for which Boomi keeps records.
LONGEST = 31 * 1440


class Durations:
    """By process and runtime. A row without a runtime is about all runtimes that have none of their own."""

    def __init__(self, given: object) -> None:
        self._minutes: dict[tuple[str, str | None], float] = {}
        if given is None:
            return
        if not is_list(given):
            raise GivenError(field="durations", value=given, allowed="it must be what run_summary returns, or a list of items with process_id and minutes")
        for index, row in enumerate(given):
            self._read(row, f"durations[{index}]")

    def _read(self, row: object, path: str) -> None:
        if not isinstance(row, Mapping):
            raise GivenError(field=path, value=row, allowed="it must be an item with process_id and minutes")
        process = text(f"{path}.process_id", row.get("process_id"))
        atom = row.get("atom_id")
        key = process, None if atom is None else text(f"{path}.atom_id", atom)
        minutes = _minutes(row, path)
        if minutes is not None:
            # A process may have several rows, one for each environment or instance.
            self._minutes[key] = max(minutes, self._minutes.get(key, 0))

    def of(self, process: str, atom: str | None) -> float | None:
        """None if it is not known."""
        return self._minutes.get((process, atom), self._minutes.get((process, None)))


def _minutes(row: Mapping[Any, Any], path: str) -> float | None:
    found = [(name, row[name]) for name in _MINUTES if row.get(name, ABSENT) is not ABSENT]
    if not found:
        raise GivenError("minutes is missing", field=path, allowed=f"give {', '.join(_MINUTES[:-1])} or {_MINUTES[-1]}")
    for name, value in found:
        if value is not None:
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= LONGEST:
                raise GivenError(field=f"{path}.{name}", value=value, allowed=f"it must be a number of minutes from 0 to {LONGEST}, or null")
            return value
    return None

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Whether schedules are enabled. Only the Platform API knows, so both sources ask it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils._records import ProcessSchedule
from ansible_collections.boomi.spaces.plugins.module_utils._sources import shapes
from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import Query, RestApi
from ansible_collections.boomi.spaces.plugins.module_utils._sources.shapes import Raw


class Status(NamedTuple):
    schedule_id: str | None
    process_id: str | None
    atom_id: str | None
    enabled: bool | None


class Statuses:
    """Statuses belong to schedules by the ID that they share; where one of the two has none, by process and runtime."""

    def __init__(self, statuses: Iterable[Status]) -> None:
        self._by_id: dict[str, bool | None] = {}
        self._by_place: dict[tuple[str, str], set[bool | None]] = {}
        self._nameless: dict[tuple[str, str], set[bool | None]] = {}
        for one in statuses:
            if one.schedule_id is not None:
                self._by_id[one.schedule_id] = one.enabled
            if one.process_id is not None and one.atom_id is not None:
                place = (one.process_id, one.atom_id)
                self._by_place.setdefault(place, set()).add(one.enabled)
                if one.schedule_id is None:
                    self._nameless.setdefault(place, set()).add(one.enabled)

    def of(self, schedule: ProcessSchedule, process_id: str) -> bool | None:
        """Whether the schedule of this process is enabled. None if there is no status for it, or if there are several that differ."""
        if schedule["id"] in self._by_id:
            return self._by_id[schedule["id"]]
        by_place = self._by_place if schedule["id"] is None else self._nameless
        found = list(by_place.get((process_id, schedule["atom_id"] or ""), ()))
        return found[0] if len(found) == 1 else None


def schedule_statuses(api: RestApi, process_ids: Iterable[str]) -> Statuses:
    """The statuses of the schedules of these processes."""
    query = Query("ProcessScheduleStatus", "whether the schedules are paused", _status)
    return Statuses(api.each(query, "processId", process_ids))


def _status(raw: Raw, where: str) -> Status:
    schedule_id, process_id, atom_id = (shapes.text(raw, name, where) for name in ("id", "processId", "atomId"))
    return Status(schedule_id, process_id, atom_id, shapes.flag(raw, "enabled", where))

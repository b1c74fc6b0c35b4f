# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Whether schedules are enabled. Only the Platform API knows, so both sources ask it."""

from __future__ import annotations

from collections.abc import Iterable

from ansible_collections.boomi.spaces.plugins.module_utils._sources import shapes
from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import Query, RestApi
from ansible_collections.boomi.spaces.plugins.module_utils._sources.shapes import Raw


def schedule_statuses(api: RestApi, process_ids: Iterable[str]) -> dict[str | None, bool | None]:
    """Whether the schedules of these processes are enabled, by the ID that a schedule and its status share."""
    query = Query("ProcessScheduleStatus", "whether the schedules are paused", _status)
    return {schedule_id: enabled for schedule_id, enabled in api.each(query, "processId", process_ids) if schedule_id is not None}


def _status(raw: Raw, where: str) -> tuple[str | None, bool | None]:
    return shapes.text(raw, "id", where), shapes.flag(raw, "enabled", where)

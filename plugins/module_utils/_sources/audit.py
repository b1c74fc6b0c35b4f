# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Who changed what. Only the Platform API has the audit log, so it is read there, whichever source is set."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime

from ansible_collections.boomi.spaces.plugins.module_utils._moments import written
from ansible_collections.boomi.spaces.plugins.module_utils._records import AuditEntry
from ansible_collections.boomi.spaces.plugins.module_utils._sources import reading
from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import Query, RestApi, one_of, simple
from ansible_collections.boomi.spaces.plugins.module_utils._sources.shapes import ShapeError


@dataclasses.dataclass(frozen=True)
class Asked:
    """Which entries: from ``since`` on and before ``until``. None means no restriction."""

    since: datetime
    until: datetime
    types: list[str] | None = None
    actions: list[str] | None = None
    modifiers: list[str] | None = None
    levels: list[str] | None = None
    users: list[str] | None = None
    atom_ids: list[str] | None = None

    @property
    def is_restricted(self) -> bool:
        """Whether anything but the span limits the answer."""
        return any(values is not None for values in (self.types, self.actions, self.modifiers, self.levels, self.users, self.atom_ids))


def audit_entries(api: RestApi, asked: Asked) -> list[AuditEntry]:
    """The entries, the oldest first."""
    if asked.atom_ids == []:
        return []
    query = Query(
        "AuditLog",
        "the audit log",
        reading.audit_entry,
        _Different().check,
        id_name="documentId",
        unique=False,  # published samples share it
        fewer="a shorter span, or for fewer types",
    )
    # Whether BETWEEN includes its ends is not documented.
    bounds = [simple("date", "GREATER_THAN_OR_EQUAL", written(asked.since)), simple("date", "LESS_THAN_OR_EQUAL", written(asked.until))]
    named = (("type", asked.types), ("action", asked.actions), ("modifier", asked.modifiers), ("level", asked.levels), ("containerId", asked.atom_ids))
    bounds += [one_of(name, values) for name, values in named if values]
    users = None if asked.users is None else dict.fromkeys(user.strip() for user in asked.users)
    if users:
        # Published samples have blanks around the user.
        bounds.append(one_of("userId", users, "CONTAINS"))
    first, end = written(asked.since), written(asked.until)
    found = [one for one in api.matching(query, *bounds) if first <= one["date"] < end and (users is None or one["user_id"] in users)]
    return sorted(found, key=lambda one: one["date"])


class _Different:
    """Notices pages that overlap, since their objects cannot be told apart by an ID."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._checked = 0

    def check(self, entries: list[AuditEntry]) -> None:
        for entry in entries[self._checked :]:
            self._seen.add(json.dumps(entry))
        self._checked = len(entries)
        if len(self._seen) < self._checked:
            raise ShapeError("Two entries of the audit log are the same, so the pages of the response overlap, and entries may be missing. Run again.")

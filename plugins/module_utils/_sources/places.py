# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The environments of runtimes, in the Platform API."""

from __future__ import annotations

from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import ATOM_ENVIRONMENTS, Refusals
from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import Query, RestApi
from ansible_collections.boomi.spaces.plugins.module_utils._sources.shapes import Raw, ShapeError, text


class _AtomAttachment(NamedTuple):
    """``where`` is its place in the response."""

    atom_id: str | None
    environment_id: str | None
    where: str


def environment_by_atom(api: RestApi, refusals: Refusals, atom_ids: list[str] | None) -> dict[str, str] | None:
    """The environment of each of these runtimes, or of all, by ID. None if the user may not read it."""
    query = Query("EnvironmentAtomAttachment", "the environments of the runtimes", _atom_attachment, _check_one_environment)

    def ask() -> list[_AtomAttachment]:
        return api.every(query, "atomId") if atom_ids is None else api.each(query, "atomId", atom_ids)

    found = refusals.optional(ATOM_ENVIRONMENTS, ask)
    return None if found is None else {one.atom_id: one.environment_id for one in found if one.atom_id and one.environment_id}


def _atom_attachment(raw: Raw, where: str) -> _AtomAttachment:
    return _AtomAttachment(text(raw, "atomId", where), text(raw, "environmentId", where), where)


def _check_one_environment(attachments: list[_AtomAttachment]) -> None:
    environments: dict[str, str] = {}
    for atom_id, environment_id, where in attachments:
        if atom_id and environment_id and environments.setdefault(atom_id, environment_id) != environment_id:
            raise ShapeError(f"The runtime {quoted(atom_id)} is attached to two environments, at {where}.")

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What a source is: the same questions and records for each API."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, Protocol

from ansible_collections.boomi.spaces.plugins.module_utils._connection import SourceName
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._records import Environment, ExecutionRecord, Instance, Process, Space
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import Refusals

if TYPE_CHECKING:
    from ansible_collections.boomi.spaces.plugins.module_utils._sources.executions import Asked

Scope = Literal["space", "account"]


@dataclasses.dataclass(frozen=True)
class Processes:
    """``found`` holds the processes of each known instance by its ID, ``unknown`` the error for each ID that the API does not know.

    ``null`` lists those found for which the API returned null.
    """

    found: dict[str, list[Process]]
    unknown: dict[str, BoomiError]
    null: list[str] = dataclasses.field(default_factory=list)

    @staticmethod
    def merged(parts: Iterable[Processes]) -> Processes:
        """The processes of several batches, in their order."""
        found: dict[str, list[Process]] = {}
        unknown: dict[str, BoomiError] = {}
        null: list[str] = []
        for part in parts:
            found.update(part.found)
            unknown.update(part.unknown)
            null += part.null
        return Processes(found, unknown, null)


@dataclasses.dataclass(frozen=True)
class OwnerNames:
    """The names of instances and packs by their IDs, and ``original_ids``: the original of a process by the IDs of its instance and of itself.

    What the API does not tell is None or has no key.
    """

    instances: dict[str, str | None] = dataclasses.field(default_factory=dict)
    packs: dict[str | None, str | None] = dataclasses.field(default_factory=dict)
    original_ids: dict[tuple[str, str], str | None] = dataclasses.field(default_factory=dict)


class Source(Protocol):
    """Answers questions with records. Every method raises BoomiError instead of returning a partial answer.

    A name or an environment that the user may not read is null in the records and listed in ``refusals``.
    """

    name: SourceName
    scope: Scope  # what "every instance" means: those of the space, or of the account
    refusals: Refusals
    unanswered: list[str]  # the instances for which the API returned null in place of their processes, without an error

    @property
    def unlisted(self) -> bool:
        """Whether the API returned null in place of the list of instances."""

    def warnings(self) -> list[str]:
        """What the records so far lack, in one sentence for each kind of reason."""

    def spaces(self) -> list[Space]:
        """The spaces of the account."""

    def instance_ids(self) -> list[str]:
        """The IDs of all instances, without repetitions."""

    def instances(self, names: list[str] | None = None) -> list[Instance]:
        """All instances, without repetitions. With ``names``, it may be only those whose own name or pack name is one of them."""

    def environments(self, *, atoms: bool = False, attachments: bool = False) -> list[Environment]:
        """All environments. Their runtimes and attachments are null unless they are asked for."""

    def processes(self, instance_ids: list[str], *, schedules: bool = True) -> Processes:
        """The processes of these instances. Without ``schedules`` they may have none."""

    def original_ids(self, processes: Iterable[Process]) -> list[str]:
        """The IDs of the originals of these processes, as far as they differ from their own IDs and the API tells."""

    def executions(self, asked: Asked) -> list[ExecutionRecord]:
        """What ran, in no particular order."""

    def owner_names(self, processes: Iterable[Process]) -> OwnerNames:
        """The names of the instances and packs of these processes, and maybe of others."""

    def set_enabled(self, processes: Iterable[Process]) -> None:
        """Sets ``enabled`` in the schedules of these processes, if the source was opened with status."""

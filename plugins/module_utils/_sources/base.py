# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What a source answers, whichever API is behind it."""

from __future__ import annotations

from typing import Protocol

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._records import Environment, Instance, Process, Space
from ansible_collections.boomi.spaces.plugins.module_utils._sources.platform import PlatformSource
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import Refusals
from ansible_collections.boomi.spaces.plugins.module_utils._sources.spaces import SpacesSource
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http


class Source(Protocol):
    """Answers with records, in few requests. Every method raises BoomiError rather than answer in part.

    A name or a place that the user may not read is null in the records, and ``refusals`` knows of it.
    """

    name: str
    scope: str  # what "every instance" means: those of the space, or of the account
    refusals: Refusals

    def spaces(self) -> list[Space]:
        """The spaces of the account."""

    def instance_ids(self) -> list[str]:
        """The IDs of every instance, each once."""

    def instances(self, names: list[str] | None = None) -> list[Instance]:
        """The instances, each once; with ``names``, at least those whose own name or whose pack's name is one of them."""

    def environments(self, *, atoms: bool = False, attachments: bool = False) -> list[Environment]:
        """The environments; what is not asked for with them is null."""

    def processes(self, instance_ids: list[str]) -> tuple[dict[str, list[Process]], dict[str, BoomiError]]:
        """The processes of each instance the API knows, and for each one that it does not know, the error that says so."""


def source_for(connection: Connection, http: Http) -> Source:
    return PlatformSource(connection, http) if connection.source == "platform" else SpacesSource(connection, http)

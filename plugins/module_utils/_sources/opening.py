# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Opens the source that a connection names."""

from __future__ import annotations

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._sources.base import Source
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http


def open_source(connection: Connection, http: Http, *, status: bool = False) -> Source:
    """With ``status``, the source can tell which schedules are enabled.

    Raises a ``usage`` error if the connection has no login for the Platform API and the source needs one. Sends no request.
    """
    # Only what is used is imported: Python compiles what Ansible sends to a host anew in each call of a module.
    if connection.source == "platform":
        from ansible_collections.boomi.spaces.plugins.module_utils._sources.platform import PlatformSource  # noqa: PLC0415 -- only where it is used

        return PlatformSource(connection, http)
    from ansible_collections.boomi.spaces.plugins.module_utils._sources.spaces import SpacesSource  # noqa: PLC0415 -- only where it is used

    return SpacesSource(connection, http, status=status)

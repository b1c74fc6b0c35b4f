# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The options of an inventory file: the connections that it lists, and what it asks them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, sentence_list, usage
from ansible_collections.boomi.spaces.plugins.module_utils._options import typed
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import Question
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.estate import CONNECTION_OPTIONS, Listed, estate
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.hosts import check_connections


def connections_of(written: Mapping[Any, Any], options: Mapping[str, Any]) -> list[Listed]:
    """The checked connections. ``written`` is the content of the file, ``options`` are all options with their defaults. Raises a ``usage`` error."""
    unknown = sorted(str(name) for name in written if name not in options)
    if unknown:
        # Ansible ignores unknown options: with a misspelt key, a group would be missing without a message.
        raise usage(f"The inventory has no option {sentence_list(unknown)}.")
    entries = options["connections"]
    checked = None if entries is None else [_entry(entry, f"connections[{index}]") for index, entry in enumerate(entries)]
    listed = estate({name: options[name] for name in CONNECTION_OPTIONS}, CONNECTION_OPTIONS.keys() & written.keys(), checked)
    check_connections([one.name for one in listed])
    return listed


def _entry(entry: object, where: str) -> dict[str, Any]:
    if not isinstance(entry, Mapping):
        raise usage(f"{where} must be a mapping of connection options, such as space_guid.")
    unknown = sorted(str(name) for name in entry if name not in CONNECTION_OPTIONS and name != "name")
    if unknown:
        raise usage(f"{where} has {sentence_list([quoted(name) for name in unknown])}, which is not a connection option.")
    return {**entry, "name": typed(f"{where}.name", "str", entry.get("name"))}


def question_from(get: Callable[[str], Any]) -> Question | None:
    """How to ask for the processes of each instance, or None if the inventory does not ask for them. ``get`` returns an option by its name."""
    status, names, runtimes = (bool(get(name)) for name in ("include_status", "include_names", "include_runtimes"))
    if get("include_processes"):
        return Question(include_status=status, include_names=names, include_runtimes=runtimes)
    if status or names or runtimes:
        raise usage("include_status, include_names and include_runtimes are about processes. Set include_processes to true, or leave them out.")
    return None

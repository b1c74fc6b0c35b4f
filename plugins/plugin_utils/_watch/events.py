# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Events as rulebooks get them."""

from __future__ import annotations

import re
from typing import Any, Literal, Union

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import ErrorData
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.shapes import Change, Event, RunChange, RuntimeChange

# What there can be an event about.
Found = Union[Change, RuntimeChange, RunChange, Literal["outage", "recovered"]]

# The beginning of an Ansible template. Also at the end of a text, because a rulebook can concatenate two.
_TEMPLATE = re.compile(r"\{(?=[{%#]|\Z)")


def event_of(connection: Connection, event_id: str, since: str | None, found_at: str, found: Found, outage: ErrorData | None) -> Event:
    """The event, with every key, and without a template that Ansible would evaluate. ``outage`` is the error of an outage."""
    event: Event = {
        "type": found if isinstance(found, str) else found["type"],
        "id": event_id,
        "since": since,
        "found_at": found_at,
        "source": connection.source,
        "account_id": connection.override_account or connection.account_id,
        "space_guid": connection.space_guid if connection.source == "spaces" else None,
        "process_id": None,
        "process_name": None,
        "instance_id": None,
        "changed": [],
        "before": None,
        "after": None,
        "runtimes": [],
        "run": None,
        "error": outage if isinstance(found, str) else None,
    }
    whole: Any = event if isinstance(found, str) else {**event, **found, "since": since}
    escaped: Event = _escape_templates(whole)
    return escaped


def _escape_templates(value: Any) -> Any:
    """The value with an invisible word joiner inside everything that Ansible would read as the beginning of a template.

    ansible-rulebook passes events to playbooks as extra variables, and Ansible trusts those as templates: a process that is named
    ``{{ lookup('pipe', ...) }}`` would run a command. Neither an event nor those variables can be marked as unsafe.
    """
    if isinstance(value, str):
        return _TEMPLATE.sub("{\u2060", value)
    if isinstance(value, dict):
        return {name: _escape_templates(inner) for name, inner in value.items()}
    return [_escape_templates(inner) for inner in value] if isinstance(value, list) else value

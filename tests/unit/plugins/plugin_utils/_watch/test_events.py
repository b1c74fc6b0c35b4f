# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events as rulebooks get them: all keys in one order, the space and account that were asked, and no template."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.events import Found, event_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.shapes import Event

CONNECTION = Connection(account_id="account", space_guid="space")
OUTAGE = BoomiError("Down.", kind="unreachable").as_data()
RUNTIMES: Any = {"type": "runtime", "since": "x", "changed": ["came_back"], "runtimes": [{"id": "a"}]}
RUN: Any = {"type": "run", "since": "x", "process_id": "p", "process_name": "{{ 1 }}", "instance_id": "i", "changed": ["late"], "run": {"atom_name": "{% x"}}
CHANGE: Any = {"type": "added", "process_id": "p", "process_name": "{#", "instance_id": "i", "changed": ["process"], "before": None, "after": {"id": "p"}}


@pytest.mark.parametrize("found", ["outage", "recovered", RUNTIMES, RUN, CHANGE], ids=lambda found: found if isinstance(found, str) else found["type"])
def test_every_event_has_every_key_in_the_same_order(found: Found) -> None:
    event = event_of(CONNECTION, "b-0", "then", "now", found, OUTAGE)
    assert list(event) == list(Event.__annotations__)
    assert (event["id"], event["since"], event["found_at"]) == ("b-0", "then", "now")
    assert event["error"] == (OUTAGE if isinstance(found, str) else None)
    assert "{{" not in str(event)
    assert "{%" not in str(event)


def test_an_event_has_what_it_is_about() -> None:
    event = event_of(CONNECTION, "b-0", "then", "now", RUN, None)
    assert (event["type"], event["process_id"], event["changed"], event["before"], event["runtimes"]) == ("run", "p", ["late"], None, [])
    assert (event["process_name"], event["run"]) == ("{\u2060{ 1 }}", {"atom_name": "{\u2060% x"})


def test_whom_an_event_is_about() -> None:
    partner = Connection(source="platform", account_id="partner", override_account="customer", space_guid="space")
    event = event_of(partner, "b-0", None, "now", "outage", OUTAGE)
    assert (event["source"], event["account_id"], event["space_guid"]) == ("platform", "customer", None)

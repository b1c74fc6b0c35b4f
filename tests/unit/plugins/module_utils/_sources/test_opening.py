# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which source a connection opens, and what it needs for the status of schedules."""

from __future__ import annotations

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._sources.opening import open_source
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http
from tests.sandbox import Sandbox
from tests.unit.asking import HR, connect


@pytest.mark.parametrize(("name", "scope"), [("spaces", "space"), ("platform", "account")])
@pytest.mark.parametrize("status", [False, True])
def test_the_source_of_a_connection(sandbox: Sandbox, name: str, scope: str, status: bool) -> None:
    connection = connect(sandbox, source=name)
    with Http(connection) as http:
        source = open_source(connection, http, status=status)
    assert (source.name, source.scope) == (name, scope)
    assert not source.refusals
    assert sandbox.log == []


def test_without_status_the_spaces_api_needs_no_login_for_the_platform_api(sandbox: Sandbox) -> None:
    connection = connect(sandbox, username=None, access_token="a.b.c")
    with Http(connection) as http:
        assert open_source(connection, http).name == "spaces"
        with pytest.raises(BoomiError) as caught:
            open_source(connection, http, status=True)
    assert (caught.value.kind, caught.value.sentence) == (
        "usage",
        "The connection is incomplete: username is not given (environment: BOOMI_USERNAME). "
        "The Platform API, which alone knows whether a schedule is paused, needs account_id, username and api_token.",
    )
    assert sandbox.log == []


@pytest.mark.parametrize("name", ["spaces", "platform"])
def test_enabled_is_known_with_status(sandbox: Sandbox, name: str) -> None:
    connection = connect(sandbox, source=name, requests_per_second=1000)
    sandbox.rate_limit = None
    with Http(connection) as http:
        source = open_source(connection, http, status=True)
        processes = source.processes([HR]).found[HR]
        before = len(sandbox.requests("/api/rest"))
        source.set_enabled(processes)
        enabled = {schedule["id"]: schedule["enabled"] for process in processes for schedule in process["process_schedules"]}
        asked = len(sandbox.requests("/api/rest")) - before
    (instance,) = (one for one in sandbox.account.instances if one.id == HR)
    expected = {deployment.id: deployment.enabled for process in instance.processes for deployment in process.deployments}
    assert enabled == expected
    assert len(expected) >= 4
    assert asked == (1 if name == "spaces" else 0), "the Platform API has sent it with the processes"


def test_nothing_is_asked_of_the_platform_api_without_status(sandbox: Sandbox) -> None:
    connection = connect(sandbox)
    with Http(connection) as http:
        source = open_source(connection, http)
        processes = source.processes([HR]).found[HR]
        source.set_enabled(processes)
    assert {schedule["enabled"] for process in processes for schedule in process["process_schedules"]} == {None}
    assert sandbox.requests("/api/rest") == []

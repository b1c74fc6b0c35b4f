# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Spaces API may answer to any query: fields that it no longer has, statuses, and errors in any form."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._sources.opening import open_source
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http
from tests.sandbox import Sandbox
from tests.unit import asking
from tests.unit.asking import FINANCE, GERMANY, ask, connect

FIELD = "integrationPackInstanceProcesses"
PROCESS = {"id": "p1", "name": "n"}


def failure(sandbox: Sandbox, instance_ids: list[str]) -> BoomiError:
    return asking.failure(ask, sandbox, instance_ids=instance_ids)


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize(
    "say",
    [
        lambda type_name, name: f'Cannot query field "{name}" on type "{type_name}".',
        lambda type_name, name: f"Validation error (FieldUndefined@[spaces/{name}]) : Field '{name}' in type '{type_name}' is undefined",
    ],
)
def test_fields_that_boomi_has_taken_away_are_null_with_one_warning(sandbox: Sandbox, status: int, say: Callable[[str, str], str]) -> None:
    gone = [("Space", "theme"), ("Space", "createdDate"), ("IntegrationPackDetails", "description")]
    sandbox.fail(status=status, body={"errors": [{"message": say(*field)} for field in gone]})
    connection = connect(sandbox)
    with Http(connection) as http:
        source = open_source(connection, http)
        spaces = source.spaces()
        assert source.instances()[0]["integration_pack"][0]["description"] is None
        assert source.warnings() == [
            "The Spaces API no longer has the following, which is therefore null: description (IntegrationPackDetails), createdDate (Space) and "
            "theme (Space). Look for a newer version of this collection."
        ]
    assert {(space["theme"], space["created_date"], space["shared_ipacks"][0]["description"]) for space in spaces if space["shared_ipacks"]} == {
        (None, None, None)
    }
    assert spaces[0]["name"]
    queries = [json.loads(entry.body)["query"] for entry in sandbox.requests("/graphql")]
    assert ["theme" in query for query in queries] == [True, False, False]
    assert ["description" in query for query in queries] == [True, True, False]


def test_a_field_that_the_facts_are_made_of_is_an_error_that_names_it(sandbox: Sandbox) -> None:
    said = 'Cannot query field "processSchedules" on type "Process".'
    sandbox.fail(status=400, times=None, body={"errors": [{"message": said}]})
    error = failure(sandbox, [GERMANY, FINANCE])
    assert (error.kind, error.status, error.message) == ("rejected", 400, said)
    assert error.sentence == (
        "The Spaces API does not have the field processSchedules of the type Process, which is needed. "
        "Set source to platform, or look for a newer version of this collection."
    )
    assert len(sandbox.requests("/graphql")) == 1


def test_a_field_that_is_missed_again_is_an_error(sandbox: Sandbox) -> None:
    sandbox.fail(status=400, times=None, body={"errors": [{"message": 'Cannot query field "theme" on type "Space".'}]})
    connection = connect(sandbox)
    with Http(connection) as http, pytest.raises(BoomiError) as caught:
        open_source(connection, http).spaces()
    assert "field theme of the type Space" in caught.value.sentence
    assert len(sandbox.requests("/graphql")) == 2


@pytest.mark.parametrize("more", [{"error": "broken"}, {"message": "broken"}, {"error": {"message": "broken"}}])
def test_an_error_in_another_form_beside_the_data_is_an_error(sandbox: Sandbox, more: dict[str, Any]) -> None:
    sandbox.fail(body={"data": {FIELD: [PROCESS]}, **more})
    assert failure(sandbox, [GERMANY]).message == "broken"


@pytest.mark.parametrize("status", [201, 202, 203, 206])
def test_a_status_that_no_whole_answer_has(sandbox: Sandbox, status: int) -> None:
    sandbox.fail(body={"data": {FIELD: [PROCESS]}}, status=status)
    error = failure(sandbox, [GERMANY])
    assert (error.kind, error.sentence) == ("malformed", f"The response has the undocumented status {status}.")


@pytest.mark.parametrize(
    "errors",
    ["broken", {"message": "broken"}, [{"message": "broken", "path": "x", "extensions": "y"}], ["broken"], [{"message": "broken", "path": [None, {}]}]],
)
def test_errors_of_a_strange_shape_are_errors_all_the_same(sandbox: Sandbox, errors: Any) -> None:
    sandbox.fail(body={"data": {FIELD: []}, "errors": errors})
    assert failure(sandbox, [GERMANY]).message == "broken"


def test_a_strange_code_stays_in_its_line(sandbox: Sandbox) -> None:
    sandbox.fail(body={"data": None, "errors": [{"message": "broken", "extensions": {"code": "X\n\x1b[31mred"}}]})
    assert "code: X \\x1b[31mred;" in str(failure(sandbox, [GERMANY]))


def test_an_error_without_a_message(sandbox: Sandbox) -> None:
    sandbox.fail(body={"data": None, "errors": [{}]})
    assert failure(sandbox, [GERMANY]).message == "an error without a message"

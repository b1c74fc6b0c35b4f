# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of an inventory file: which connections it lists, and what it asks them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import Question
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.estate import CONNECTION_OPTIONS
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.options import connections_of, question_from
from tests.unit.asking import failure

GIVEN = {"account_id": "account", "username": "me", "api_token": "s3cret", "space_guid": "space"}


def options(**changed: Any) -> dict[str, Any]:
    """All options of the inventory, as Ansible passes them."""
    return {**dict.fromkeys(CONNECTION_OPTIONS), "plugin": "boomi.spaces.integration_pack_instance", "connections": None, **GIVEN, **changed}


def test_without_entries_there_is_one_connection_with_the_options_of_the_file() -> None:
    (one,) = connections_of({"plugin": "x", "space_guid": "space", "api_token": "s3cret"}, options())
    assert (one.name, one.options) == ("space", {"space_guid": "space"})
    assert (one.connection.username, one.connection.api_token) == ("me", "s3cret")


def test_an_entry_overrides_the_common_options(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ca.pem").write_text("-")
    entries = [{"name": " first "}, {"space_guid": "b", "timeout": "5", "validate_certs": "no", "ca_path": "ca.pem"}]
    first, second = connections_of({"timeout": 7, "connections": entries}, options(timeout=7.0, connections=entries))
    assert (first.name, first.connection.timeout, first.options) == ("first", 7.0, {"timeout": 7.0})
    assert (second.name, second.connection.space_guid) == ("b", "b")
    assert second.options == {"space_guid": "b", "timeout": 5.0, "validate_certs": False, "ca_path": str(tmp_path / "ca.pem")}


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ({"spaceguid": "x", "keyd_groups": []}, "The inventory has no option keyd_groups and spaceguid."),
        ({5: "x"}, "The inventory has no option 5."),
        ({"connections": ["space"]}, "connections[0] must be a mapping of connection options, such as space_guid."),
        ({"connections": [{}, {"compose": {}, "spaces_guid": "x"}]}, 'connections[1] has "compose" and "spaces_guid", which is not a connection option.'),
        ({"connections": [{"name": ["a"]}]}, "connections[0].name is a list; it must be a string."),
        ({"connections": []}, "connections is an empty list, which would answer nothing. Leave it out to use the connection of the other options."),
        (
            {"connections": [{"name": "a b"}, {"name": "a-b"}]},
            'The connections "a b" and "a-b" would share the group boomi_connection_a_b. Give them names that differ in letters or digits.',
        ),
        ({"connections": [{"timeout": "long"}]}, 'Connection "number 1": timeout is "long"; it must be a number.'),
        ({"connections": [{"name": "x", "validate_certs": "tru"}]}, 'Connection "x": validate_certs is "tru"; it must be true or false.'),
        ({"connections": [{"name": "x", "api_token": ["s3cret"]}]}, 'Connection "x": api_token is a list; it must be a string.'),
    ],
)
def test_options_that_cannot_be(written: dict[Any, Any], sentence: str) -> None:
    error = failure(connections_of, written, options(**({"connections": written["connections"]} if "connections" in written else {})))
    assert (error.kind, str(error)) == ("usage", sentence)


@pytest.mark.parametrize(
    ("given", "question"),
    [
        ({}, None),
        ({"include_processes": True}, Question()),
        ({"include_processes": True, "include_names": True}, Question(include_names=True)),
        ({"include_processes": True, "include_status": True}, Question(include_status=True)),
        ({"include_processes": True, "include_runtimes": True}, Question(include_runtimes=True)),
    ],
)
def test_the_question_about_processes(given: dict[str, bool], question: Question | None) -> None:
    assert question_from(given.get) == question


@pytest.mark.parametrize("name", ["include_status", "include_names", "include_runtimes"])
def test_a_question_about_processes_that_are_not_asked_for(name: str) -> None:
    error = failure(question_from, {name: True, "include_processes": False}.get)
    assert (error.kind, str(error)) == (
        "usage",
        "include_status, include_names and include_runtimes are about processes. Set include_processes to true, or leave them out.",
    )

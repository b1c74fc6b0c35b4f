# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookup: how it reads its options. The facts are those of the module; the integration tests compare them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from ansible.errors import AnsibleLookupError
from ansible.plugins.loader import lookup_loader

from tests.sandbox import Sandbox
from tests.unit.asking import HR, options

GIVEN = {"account_id": "account", "username": "me", "api_token": "s3cret", "space_guid": "space"}


class Templar:
    """In place of Ansible's: it fills in one variable."""

    def template(self, value: dict[str, Any]) -> dict[str, Any]:
        return {name: "filled in" if one == "{{ it }}" else one for name, one in value.items()}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The connections and questions that the lookup asks, in place of asking them."""
    asked: list[Any] = []

    def process_facts(connection: Any, question: Any, warn: Any, tell: Any) -> Any:
        asked.append((connection, question))
        return SimpleNamespace(by_term=lambda: ["element"], missing=[])

    monkeypatch.setitem(type(lookup()).run.__globals__, "process_facts", process_facts)
    return asked


def lookup(templar: Any = None) -> Any:
    return lookup_loader.get("boomi.spaces.integration_pack_process", loader=None, templar=templar)


def test_a_connection_option_has_its_type(asked: list[Any]) -> None:
    assert lookup().run([], {}, **GIVEN, validate_certs="no", timeout="2.5", retries=" 3 ", batch_size="", include_names=True) == ["element"]
    ((connection, question),) = asked
    assert (connection.validate_certs, connection.timeout, connection.retries, connection.batch_size) == (False, 2.5, 3, 25)
    assert (question.include_names, question.instance_ids, question.missing) == (True, None, "fail")


def test_an_argument_wins_over_a_variable_and_a_variable_over_the_environment(asked: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ACCOUNT_ID", "USERNAME", "API_TOKEN", "SPACE_GUID"):
        monkeypatch.setenv(f"BOOMI_{name}", "environment")
    monkeypatch.setenv("BOOMI_TIMEOUT", " ")
    variables = {"boomi_username": "variable", "boomi_api_token": "{{ it }}", "boomi_space_guid": "variable", "boomi_timeout": None, "other": 1}
    lookup(Templar()).run([], variables, space_guid="argument")
    ((connection, dummy),) = asked
    assert (connection.account_id, connection.username, connection.api_token, connection.space_guid, connection.timeout) == (
        "environment",
        "variable",
        "filled in",
        "argument",
        30,
    )


@pytest.mark.parametrize("way", ["argument", "variable"])
def test_a_blank_option_is_not_given_by_the_environment_either(asked: list[Any], monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """As in the module. Any other option has its default then."""
    for name in ("USERNAME", "TIMEOUT"):
        monkeypatch.setenv(f"BOOMI_{name}", "5")
    blank = {"username": "", "timeout": " "}
    arguments = {**{name: value for name, value in GIVEN.items() if name != "username"}, **(blank if way == "argument" else {})}
    variables = {f"boomi_{name}": value for name, value in blank.items()} if way == "variable" else {}
    with pytest.raises(AnsibleLookupError) as caught:
        lookup().run([], variables, **arguments)
    assert str(caught.value).startswith("The connection is incomplete: username is not given")
    lookup().run([], variables, **{**arguments, "username": "me"})
    assert [connection.timeout for connection, dummy in asked] == [30]


@pytest.mark.parametrize(
    ("way", "name", "value", "sentence"),
    [
        ("argument", "validate_certs", "perhaps", 'validate_certs is "perhaps"; it must be true or false.'),
        ("variable", "validate_certs", "perhaps", 'validate_certs is "perhaps"; it must be true or false.'),
        ("environment", "validate_certs", "perhaps", 'validate_certs is "perhaps"; it must be true or false.'),
        ("argument", "timeout", "abc", 'timeout is "abc"; it must be a number.'),
        ("argument", "api_token", ["s3cret"], "api_token is a list; it must be a string."),
        ("argument", "username", "", "The connection is incomplete: username is not given (environment: BOOMI_USERNAME)."),
    ],
)
def test_a_connection_option_that_cannot_be(asked: list[Any], monkeypatch: pytest.MonkeyPatch, way: str, name: str, value: Any, sentence: str) -> None:
    if way == "environment":
        monkeypatch.setenv(f"BOOMI_{name.upper()}", value)
    arguments = {**GIVEN, name: value} if way == "argument" else GIVEN
    with pytest.raises(AnsibleLookupError) as caught:
        lookup().run([], {f"boomi_{name}": value} if way == "variable" else {}, **arguments)
    assert str(caught.value).startswith(sentence)
    assert "s3cret" not in str(caught.value)
    assert asked == []


def test_an_option_that_it_does_not_have(asked: list[Any]) -> None:
    with pytest.raises(AnsibleLookupError) as caught:
        lookup().run([], {}, **GIVEN, enviroments=["y"], instance_ids=["x"])
    assert str(caught.value) == "The lookup has no option enviroments and instance_ids. Instance IDs are its terms."
    assert asked == []


def test_terms_are_flattened(asked: list[Any]) -> None:
    lookup().run(["a", ["b", "c"]], None, **GIVEN)
    assert asked[0][1].instance_ids == ["a", "b", "c"]


def test_it_asks(sandbox: Sandbox) -> None:
    (element,) = lookup().run([HR], {}, **options(sandbox))
    assert [process["instance_id"] for process in element] == [HR] * 4

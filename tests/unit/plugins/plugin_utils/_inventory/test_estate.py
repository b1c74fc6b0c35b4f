# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connections of an estate, their instances, and what tells one question from another."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import Question
from ansible_collections.boomi.spaces.plugins.module_utils._records import AttachedInstance
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory import estate as module
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.estate import ConnectionFacts, Listed, ask, digest, estate, members
from tests.sandbox import Sandbox
from tests.unit import asking
from tests.unit.asking import options

OPTIONS: dict[str, Any] = {"account_id": "acme-1", "username": "a@acme.example", "api_token": "secret-token", "space_guid": "own"}


def failure(entries: list[dict[str, Any]] | None, **changed: Any) -> BoomiError:
    with pytest.raises(BoomiError) as caught:
        estate({**OPTIONS, **changed}, [], entries)
    return caught.value


def listed(sandbox: Sandbox, name: str = "own", **changed: Any) -> Listed:
    (one,) = estate(options(sandbox, **{"requests_per_second": 1000, **changed}), [], [{"name": name}])
    return one


def test_without_entries_there_is_one_connection() -> None:
    (one,) = estate(OPTIONS, ["username"], None)
    assert one == Listed("own", Connection(**OPTIONS), frozenset({"username"}))


def test_an_entry_holds_the_options_that_differ() -> None:
    first, second = estate(
        OPTIONS, ["account_id", "api_token"], [{"name": "a"}, {"space_guid": "partners", "username": "b@acme.example", "api_token": "other"}]
    )
    assert first == Listed("a", Connection(**OPTIONS), frozenset({"account_id", "api_token"}))
    assert second.connection == Connection("acme-1", "b@acme.example", "other", None, "partners")
    assert second.given == {"account_id", "api_token", "space_guid", "username"}
    assert second.options == {"account_id": "acme-1", "username": "b@acme.example", "space_guid": "partners"}, "not the token"


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ({"name": "mine"}, "mine"),
        ({"name": 5}, "5"),
        ({}, "own"),
        ({"source": "platform"}, "acme-1"),
        ({"source": "platform", "override_account": "sub-1"}, "sub-1"),
    ],
)
def test_the_name_of_a_connection(entry: dict[str, Any], name: str) -> None:
    assert [one.name for one in estate(OPTIONS, [], [entry])] == [name]


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ([], "connections is an empty list, which would answer nothing. Leave it out to use the connection of the other options."),
        ([{"name": "a"}, {"name": "a", "space_guid": "x"}], 'Two connections are named "a". Give them different names.'),
        ([{}, {"source": "sap"}], 'Connection "number 2": source is "sap"; it must be one of spaces and platform.'),
        ([{"name": "x", "source": "sap"}], 'Connection "x": source is "sap"; it must be one of spaces and platform.'),
    ],
)
def test_entries_that_are_refused(entries: list[dict[str, Any]], sentence: str) -> None:
    error = failure(entries)
    assert (error.kind, error.sentence) == ("usage", sentence)


def test_an_error_of_the_only_connection_does_not_name_it() -> None:
    assert failure(None, source="sap").sentence == 'source is "sap"; it must be one of spaces and platform.'


def test_connections_with_the_same_login_list_the_same_instances() -> None:
    space, other, platform, gb, account = estate(
        OPTIONS,
        [],
        [{"name": "a"}, {"name": "b", "space_guid": "b"}, {"name": "c", "source": "platform"}, {"name": "d", "region": "gb"}, {"name": "e", "account_id": "e"}],
    )
    assert space.login == other.login == platform.login
    assert len({space.login, gb.login, account.login}) == 3


def quiet(far: str) -> None:
    """Nobody wants to know how far it is."""


@pytest.mark.parametrize("source", ["spaces", "platform"])
def test_the_instances_of_a_connection(sandbox: Sandbox, source: str) -> None:
    sandbox.rate_limit = None
    facts = ask(listed(sandbox, source=source), None, quiet)
    space = sandbox.account.spaces[0].guid
    assert sorted(instance["id"] for instance in facts["instances"]) == sorted(one.id or "" for one in sandbox.account.instances_by_space[space])
    assert all(isinstance(instance["environments"], list) for instance in facts["instances"])
    assert (facts["processes"], facts["warnings"]) == (None, [])


def test_the_processes_of_a_connection(sandbox: Sandbox) -> None:
    sandbox.rate_limit = None
    told: list[str] = []
    facts = ask(listed(sandbox, "mine", batch_size=3), Question(include_names=True, include_status=True), told.append)
    count = len(facts["instances"])
    assert told[0] == f'Connection "mine": Boomi lists {count} instances.'
    assert f'Connection "mine": Boomi answered for {count} of {count} instances.' in told
    assert facts["processes"] == asking.ask(sandbox, include_names=True, include_status=True, connection={"requests_per_second": 1000}).processes
    assert set(facts["processes"] or {}) == {instance["id"] for instance in facts["instances"]}


def test_a_connection_without_instances_is_not_asked_for_processes(sandbox: Sandbox) -> None:
    sandbox.fail(match="query instances", body={"data": {"integrationPackInstances": []}})
    assert ask(listed(sandbox), Question(), quiet) == {"instances": [], "processes": {}, "warnings": []}
    assert len(sandbox.requests("/graphql")) == 1


def test_a_warning_names_the_connection_once(sandbox: Sandbox) -> None:
    sandbox.fail(match="query environments", status=403, times=None)
    facts = ask(listed(sandbox, "mine"), Question(include_names=True), quiet)
    instances, names = facts["warnings"]
    assert instances.startswith("This user may not read the environments of instances; fields that depend on them are null. ")
    assert names.startswith("This user may not read the names of environments; fields that depend on them are null. ")
    assert [warning.endswith(" (connection: mine)") for warning in facts["warnings"]] == [True, True]


def test_an_error_names_the_connection(sandbox: Sandbox) -> None:
    with pytest.raises(BoomiError) as caught:
        ask(listed(sandbox, "mine", space_guid="00000000-0000-0000-0000-000000000000"), None, quiet)
    assert caught.value.kind == "not_found"
    assert caught.value.sentence.startswith('Connection "mine": Boomi does not know the space.')


def test_an_instance_that_goes_between_the_two_questions_is_an_error(sandbox: Sandbox) -> None:
    sandbox.fail(match="query processes", body={"data": None, "errors": [{"message": "IPACK_INSTANCE_ID_INVALID", "path": ["i0"]}]})
    with pytest.raises(BoomiError) as caught:
        ask(listed(sandbox), Question(), quiet)
    assert caught.value.kind == "not_found"


def instance(instance_id: str) -> AttachedInstance:
    return {"id": instance_id, "integration_pack_override_name": None, "integration_pack": [], "environments": []}


def facts(*ids: str, processes: bool = False, warnings: tuple[str, ...] = ()) -> ConnectionFacts:
    return {"instances": [instance(one) for one in ids], "processes": {one: [] for one in ids} if processes else None, "warnings": list(warnings)}


def test_members_have_their_connection_and_their_processes() -> None:
    first, second = estate(OPTIONS, ["space_guid"], [{"name": "a"}, {"name": "b", "region": "gb"}])
    found, warnings = members([first, second], [facts("1", "2", processes=True), facts("1", warnings=("w", "w"))])
    assert [(one["connection"], one["instance"]["id"], one["processes"]) for one in found] == [("a", "1", []), ("a", "2", []), ("b", "1", None)]
    assert [one["options"] for one in found] == [{"space_guid": "own"}, {"space_guid": "own"}, {"space_guid": "own", "region": "gb"}]
    assert warnings == ["w"]


def test_an_instance_that_two_connections_list_is_added_once() -> None:
    first, second = estate(OPTIONS, [], [{"name": "space"}, {"name": "account", "source": "platform"}])
    found, warnings = members([first, second], [facts("1", "2"), facts("2", "3", "1")])
    assert [(one["connection"], one["instance"]["id"]) for one in found] == [("space", "1"), ("space", "2"), ("account", "3")]
    assert warnings == [
        'Two connections list the same instance, which is added only for the first of them: "2" (listed by "space" and "account"); '
        '"1" (listed by "space" and "account").'
    ]


def test_a_digest_tells_questions_apart() -> None:
    one = estate(OPTIONS, [], [{"name": "a"}])
    renamed = estate(OPTIONS, [], [{"name": "b"}])
    elsewhere = estate({**OPTIONS, "space_guid": "x"}, [], [{"name": "a"}])
    digests = [digest(one, None), digest(one, Question()), digest(one, Question(include_names=True)), digest(renamed, None), digest(elsewhere, None)]
    assert len(set(digests)) == len(digests)
    assert digest(estate(OPTIONS, [], [{"name": "a"}]), Question(include_names=True)) == digests[2]


def test_a_digest_depends_on_no_secret() -> None:
    secrets = [name for name, option in module.CONNECTION_OPTIONS.items() if option["secret"]]
    assert secrets == ["api_token", "access_token", "client_key"]
    (one,) = estate(OPTIONS, [], None)
    others = [dataclasses.replace(one, connection=dataclasses.replace(one.connection, **{name: "another"})) for name in secrets]
    assert {digest([other], None) for other in others} == {digest([one], None)}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hosts of instances: their names, groups and variables, and whether an inventory has room for them."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.estate import Member
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.hosts import check_connections, check_free, hosts_of
from tests.unit.asking import failure

EVERY = ("environment", "classification", "pack")


def member(
    instance_id: str,
    name: str | None = None,
    *,
    packs: tuple[str | None, ...] = ("Orders",),
    places: tuple[tuple[str | None, str | None], ...] | None = (("Production", "PROD"),),
    connection: str = "own",
    processes: Any = None,
) -> Member:
    return {
        "connection": connection,
        "options": {"space_guid": f"guid-of-{connection}"},
        "processes": processes,
        "instance": {
            "id": instance_id,
            "integration_pack_override_name": name,
            "integration_pack": [{"id": f"pack{number}", "name": pack, "description": None, "installation_type": "MULTI"} for number, pack in enumerate(packs)],
            "environments": None if places is None else [{"id": f"env-{place}", "name": place, "classification": kind} for place, kind in places],
        },
    }


def groups(*members: Member, kinds: tuple[str, ...] = EVERY) -> list[list[str]]:
    return [host.groups for host in hosts_of(members, kinds).hosts]


def test_a_host_is_named_by_its_override_or_its_pack_or_its_id() -> None:
    found = hosts_of([member("1", "Orders Germany"), member("2"), member("3", packs=()), member("4", packs=("B", "A"))], EVERY)
    assert [host.name for host in found.hosts] == ["Orders_Germany", "Orders", "instance_3", "A_B"]
    assert [host.variables["boomi_name"] for host in found.hosts] == ["Orders Germany", "Orders", "3", "A, B"]
    assert found.warnings == []


def test_the_groups_of_a_host() -> None:
    assert groups(member("1", places=(("Production", "PROD"), ("Test (EU)", "TEST"), ("Other", "PROD")))) == [
        [
            *("boomi", "boomi_connection_own", "boomi_environment_Production", "boomi_environment_Test_EU", "boomi_environment_Other"),
            *("boomi_classification_PROD", "boomi_classification_TEST", "boomi_pack_Orders"),
        ]
    ]


def test_a_host_has_the_environments_of_its_groups() -> None:
    """Two names may share a group, and the name of a group does not tell what it was made of."""
    one = member("1", places=(("Production", "PROD"), ("Test (EU)", "TEST"), ("Test EU", "TEST"), (None, None)))
    (found,) = hosts_of([one], EVERY).hosts
    assert found.variables["boomi_environment_groups"] == {
        "boomi_environment_Production": ["env-Production"],
        "boomi_environment_Test_EU": ["env-Test (EU)", "env-Test EU"],
        "boomi_environment_env_None": ["env-None"],
    }
    assert set(found.variables["boomi_environment_groups"]) <= set(found.groups)
    for kinds, places in ((("pack",), (("Production", "PROD"),)), (EVERY, None), (EVERY, ())):
        (found,) = hosts_of([member("1", places=places)], kinds).hosts
        assert found.variables["boomi_environment_groups"] == {}


def test_the_groups_that_are_asked_for() -> None:
    assert groups(member("1"), kinds=()) == [["boomi", "boomi_connection_own"]]
    assert groups(member("1"), kinds=("pack",)) == [["boomi", "boomi_connection_own", "boomi_pack_Orders"]]


def test_what_has_no_name_goes_by_its_id() -> None:
    assert groups(member("1", packs=(None,), places=((None, None),))) == [["boomi", "boomi_connection_own", "boomi_environment_env_None", "boomi_pack_pack0"]]


def test_what_is_not_known_makes_no_group() -> None:
    assert groups(member("1", packs=(), places=None), member("2", packs=(), places=())) == [["boomi", "boomi_connection_own"]] * 2


def test_processes_are_a_variable_only_where_they_were_asked_for() -> None:
    unasked, none = hosts_of([member("1"), member("2", processes=[])], EVERY).hosts
    assert "boomi_processes" not in unasked.variables
    assert none.variables["boomi_processes"] == []


def test_the_hosts_of_a_connection_share_its_options() -> None:
    found = hosts_of([member("1"), member("2"), member("3", connection="b-c")], EVERY)
    assert [host.connection for host in found.hosts] == ["boomi_connection_own", "boomi_connection_own", "boomi_connection_b_c"]
    assert found.connections == {
        "boomi_connection_own": {"boomi_connection": "own", "boomi_space_guid": "guid-of-own"},
        "boomi_connection_b_c": {"boomi_connection": "b-c", "boomi_space_guid": "guid-of-b-c"},
    }


def test_hosts_that_wanted_one_name_are_told() -> None:
    found = hosts_of([member("1", "Retail"), member("2", "Retail"), member("3", "retail"), member("4", "A/B"), member("5", "A B"), member("6", "C")], EVERY)
    assert found.warnings == [
        'Instances whose names give the same host name have their IDs added to it: "Retail" (2 times); "retail"; "A/B"; "A B".',
    ]
    assert found.hosts[5].name == "C"


def test_however_many_there_are_the_warning_is_short() -> None:
    long = "x" * 10_000
    found = hosts_of([member(str(number), f"{long}{number // 2}") for number in range(200)], EVERY)
    assert len(found.warnings) == 1
    assert "and 90 more" in found.warnings[0]
    assert len(found.warnings[0]) < 5_000


def test_groups_that_stand_for_several_names_are_told() -> None:
    found = hosts_of([member("1", "a", places=(("E/1", "PROD"), ("E 1", "PROD"))), member("2", "b", places=(("E/1", "PROD"),))], EVERY)
    assert found.warnings == ['Names that differ only in unsafe characters share a group: boomi_environment_E_1 ("E/1"; "E 1").']


def test_connections_that_would_share_a_group_are_refused() -> None:
    check_connections(["a", "b", "A"])
    error = failure(check_connections, ["eu west", "b", "eu-west"])
    assert (error.kind, str(error)) == (
        "usage",
        'The connections "eu west" and "eu-west" would share the group boomi_connection_eu_west. Give them names that differ in letters or digits.',
    )


FOUND = hosts_of([member("1", "A"), member("2", "B")], EVERY)


@pytest.mark.parametrize(
    ("hosts", "groups"),
    [
        ({}, {}),
        (
            {"A": {"boomi_instance": {"id": "1"}}, "B": {}, "C": {"boomi_instance": {"id": "2"}}},
            {"boomi_connection_own": {}, "boomi": {"boomi_connection": "x"}},
        ),
    ],
)
def test_an_inventory_that_has_room(hosts: dict[str, Any], groups: dict[str, Any]) -> None:
    check_free(FOUND, hosts, groups)


@pytest.mark.parametrize(
    ("hosts", "groups", "taken"),
    [
        ({"B": {"boomi_instance": {"id": "3"}}}, {}, 'the host "B"'),
        ({}, {"boomi_connection_own": {"boomi_connection": "own"}}, 'the connection "own"'),
        ({"A": {"boomi_instance": {"id": "3"}}}, {"boomi_connection_own": {"boomi_connection": "other"}}, 'the connection "own"; the host "A"'),
    ],
)
def test_an_inventory_that_another_file_has_filled(hosts: dict[str, Any], groups: dict[str, Any], taken: str) -> None:
    error = failure(check_free, FOUND, hosts, groups)
    assert (error.kind, str(error)) == (
        "usage",
        f"Another inventory file already has {taken}. List all the connections in one file, or give the connections other names.",
    )

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runtimes: which there are, their state, and their time zones; and both joined to the schedules."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._sources import runtimes as source
from tests.paths import DATA
from tests.sandbox import Sandbox, load
from tests.sandbox.generated import account as generated
from tests.unit.asking import ask as ask_processes
from tests.unit.asking import failure
from tests.unit.plugins.module_utils.runtime_cases import ASYNC, ATTACHMENT, FAST, LOCAL, PATH, SOURCES, ask, user, zones

ZONES = {
    "My Local Atom": ("Europe/Berlin", "startup_properties"),
    "New York": ("America/New_York", "startup_properties"),
    "Java offset": ("GMT+02:00", "startup_properties"),
    "Three letters": (None, None),
    "Unheard of": (None, None),
    "Empty": (None, None),
    "Silent": (None, None),
    "Cloud_attachment_1": (None, None),
    "Tokyo": ("Asia/Tokyo", "account_property"),
    "Boomi cloud": (None, None),
    "Offline attachment": (None, None),
    "In no environment": ("Europe/Paris", "startup_properties"),
}
WARNINGS = [
    'The time zone "EST" of the runtime "Three letters" cannot be used, and is null: names of three letters are ambiguous.',
    'The time zone "Mars/Olympus" of the runtime "Unheard of" cannot be used, and is null: the TZ database of this machine does not have it.',
    'The time zone of the runtime "Offline attachment" cannot be used, and is null: the runtime is offline, or cannot be reached.',
    'The time zone "IST" of the runtime "Cloud_attachment_1" cannot be used, and is null: names of three letters are ambiguous.',
]


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "FIRST_PAUSE", 0.01)


@pytest.fixture
def boomi() -> Iterator[Sandbox]:
    with Sandbox(load(DATA / "09-runtimes.yml")) as sandbox:
        sandbox.rate_limit = None
        yield sandbox


@pytest.mark.parametrize("name", SOURCES)
def test_the_zones_of_runtimes_of_every_kind(boomi: Sandbox, name: str) -> None:
    warnings: list[str] = []
    facts = ask(boomi, warnings, source=name)
    assert zones(facts) == ZONES
    assert warnings == WARNINGS
    assert facts["source"] == "platform"


def test_the_fields_of_a_runtime(boomi: Sandbox) -> None:
    (runtime,) = ask(boomi, atoms=[LOCAL])["atoms"]
    assert runtime == {
        "id": LOCAL,
        "name": "My Local Atom",
        "status": "OFFLINE",
        "status_detail": None,
        "type": "ATOM",
        "is_cloud_attachment": None,
        "current_version": "17.08.0.0",
        "host_name": "WN7X64-11A2BB3",
        "date_installed": "2016-02-05T14:49:21Z",
        "created_by": None,
        "capabilities": [],
        "cloud_id": None,
        "cloud_name": None,
        "cloud_owner_name": None,
        "cloud_molecule_id": None,
        "cloud_molecule_name": None,
        "instance_id": None,
        "purge_history_days": 18,
        "purge_immediate": False,
        "force_restart_time": 9,
        "env_id": "456789ab-cdef-0123-4567-89abcdef0123",
        "env_name": "Production",
        "env_classification": "PROD",
        "time_zone": "Europe/Berlin",
        "time_zone_source": "startup_properties",
    }


def test_which_runtimes(boomi: Sandbox) -> None:
    def names(**asked: Any) -> list[str | None]:
        return [one["name"] for one in ask(boomi, **asked)["atoms"]]

    assert names(atoms=["Tokyo", LOCAL, "tokyo"]) == ["My Local Atom", "Tokyo"]
    assert names(statuses=["OFFLINE", "WARNING"]) == ["My Local Atom", "New York", "Offline attachment"]
    assert names(environments=["Production"], statuses=["UNKNOWN"]) == ["Silent"]
    assert names(atoms=["stray"]) == ["In no environment"]
    assert names(atoms=["stray"], environments=["Production"]) == []


def test_what_boomi_does_not_know(boomi: Sandbox) -> None:
    error = failure(ask, boomi, atoms=["Tokyo", "Osaka"], environments=["Staging"])
    assert (error.kind, str(error)) == (
        "not_found",
        'Boomi does not know the runtime "Osaka" and the environment "Staging" in this account. Correct the list, or set missing to report.',
    )
    facts = ask(boomi, atoms=["Tokyo", "Osaka"], missing="report")
    assert (len(facts["atoms"]), facts["missing_atoms"], facts["missing_environments"]) == (1, ["Osaka"], [])


def test_nodes_take_a_request_for_each_cluster(boomi: Sandbox) -> None:
    facts = ask(boomi, atoms=["molecule", "tokyo", LOCAL], include_nodes=True)
    assert len(boomi.requests(f"{PATH}/Atom/")) == 2 + 2  # the queries by ID and by name
    assert [one.get("nodes") for one in facts["atoms"]] == [
        None,
        [
            {"node_id": "10_0_0_1", "host_name": "ny-1.company.example", "status": "RUNNING", "cluster_problem": None},
            {"node_id": "10_0_0_2", "host_name": "ny-2.company.example", "status": "RUNNING", "cluster_problem": "MULTIPLE_HEAD_NODES"},
        ],
        [],
    ]
    assert "nodes" not in ask(boomi, atoms=["molecule"])["atoms"][0]


def test_fifty_runtimes_take_two_requests_and_three_for_each_attachment() -> None:
    atoms = tuple(atom for part in range(9) for atom in generated(1, 1).atoms)
    atoms = tuple(dataclasses.replace(atom, id=f"atom-{number}", environment_id=None) for number, atom in enumerate(atoms[:50]))
    held = dataclasses.replace(generated(1, 1), atoms=atoms, environments=(), instances=())
    with Sandbox(held) as sandbox:
        sandbox.rate_limit = None
        facts = ask(sandbox)
        assert {one["time_zone"] for one in facts["atoms"]} == {"Europe/Berlin", "America/New_York"}
        attached = sum(atom.is_attachment for atom in atoms)
        assert len(sandbox.requests("/api/rest/v1/generatedaccount-G3N0RT/AtomStartupProperties")) == 1
        assert len(sandbox.requests("/api/rest/v1/generatedaccount-G3N0RT/async")) <= 3 * attached
        # The others: runtimes, environments, and which runtime is in which.
        assert facts["request_count"] == 1 + 2 + 1 + 3 * attached


def test_a_bulk_get_asks_for_a_hundred(boomi: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ansible_collections.boomi.spaces.plugins.module_utils._sources.rest.LARGEST_BULK", 3)
    assert zones(ask(boomi)) == ZONES
    assert len(boomi.requests(f"{PATH}/AtomStartupProperties/bulk")) == 3  # for eight runtimes


def test_without_the_privilege_for_startup_properties_the_facts_are_whole(boomi: Sandbox) -> None:
    whole, warnings = ask(boomi)["atoms"], list[str]()
    boomi.fail(path=f"{PATH}/AtomStartupProperties", status=403, times=None)
    facts = ask(boomi, warnings)
    nothing = {"time_zone": None, "time_zone_source": None}
    assert facts["atoms"] == [{**one, **(nothing if one["time_zone_source"] == "startup_properties" else {})} for one in whole]
    refused = [text for text in warnings if text.startswith("This user may not read")]
    assert len(refused) == 1
    assert refused[0].startswith("This user may not read the startup properties of runtimes, which have their time zones;")


def test_everything_optional_is_refused_with_one_warning(boomi: Sandbox) -> None:
    warnings: list[str] = []
    for path in ("AtomStartupProperties", "async", "EnvironmentAtomAttachment", "Environment/query", "Atom/molecule"):
        boomi.fail(path=f"{PATH}/{path}", status=403, times=None)
    facts = ask(boomi, warnings, atoms=["molecule", "tokyo"], include_nodes=True)
    assert [one["status"] for one in facts["atoms"]] == ["WARNING", "ONLINE"]
    assert {one[key] for one in facts["atoms"] for key in ("time_zone", "env_id", "env_name")} == {None}
    assert len(warnings) == 1


def test_a_user_who_may_not_read_runtimes(boomi: Sandbox) -> None:
    error = failure(ask, boomi, **user(boomi, "scheduler"))
    assert (error.kind, error.status, error.asked) == ("auth", 403, "the runtimes")
    assert zones(ask(boomi, **user(boomi, "auditor"))) == ZONES


def test_refused_environments_that_are_asked_for_are_an_error(boomi: Sandbox) -> None:
    boomi.fail(path=f"{PATH}/EnvironmentAtomAttachment", status=403, times=None)
    assert failure(ask, boomi, environments=["Production"]).kind == "auth"


def test_the_platform_api_needs_its_login(boomi: Sandbox) -> None:
    error = failure(ask, boomi, username=None, access_token="x")
    assert (error.kind, boomi.requests()) == ("usage", [])


# Joined to the schedules

JOINED = {
    "3456789a-bcde-f012-3456-789abcdef012": ("OFFLINE", None, "Europe/Berlin"),
    "molecule": ("WARNING", "CLUSTER_ISSUE", "America/New_York"),
    "offset": ("ONLINE", "RESTARTING", "GMT+02:00"),
    ATTACHMENT: ("ONLINE", "ONLINE_RUNNING", None),
    "tokyo": ("ONLINE", "ONLINE_RUNNING", "Asia/Tokyo"),
    "unset": ("ONLINE", "ONLINE_RUNNING", None),
    "stray": ("ONLINE", "ONLINE_RUNNING", "Europe/Paris"),
}


def joined(facts: Any) -> dict[str | None, Any]:
    schedules = [schedule for process in facts.result()["processes"] for schedule in process["process_schedules"]]
    return {one["atom_id"]: (one["atom_status"], one["atom_status_detail"], one["atom_time_zone"]) for one in schedules}


@pytest.mark.parametrize("name", SOURCES)
def test_the_state_of_runtimes_joined_to_schedules(boomi: Sandbox, name: str) -> None:
    warnings: list[str] = []
    facts = ask_processes(boomi, warnings, connection={"source": name, **FAST}, include_runtimes=True)
    assert joined(facts) == JOINED
    assert warnings == [WARNINGS[3]]
    assert "time_zone" not in ask_processes(boomi, connection={"source": name, **FAST}).processes.popitem()[1][0]["process_schedules"][0]


@pytest.mark.parametrize("name", SOURCES)
def test_only_with_include_runtimes_there_are_further_requests(boomi: Sandbox, name: str) -> None:
    ask_processes(boomi, connection={"source": name, **FAST})
    for path in ("Atom/", "AtomStartupProperties", "async"):
        assert boomi.requests(f"{PATH}/{path}") == []
    boomi.clear()
    ask_processes(boomi, [], connection={"source": name, **FAST}, include_runtimes=True)
    assert len(boomi.requests(f"{PATH}/Atom/")) == 1
    assert len(boomi.requests(f"{PATH}/AtomStartupProperties")) == 1
    assert len(boomi.requests(ASYNC)) == 3 * 3


@pytest.mark.parametrize("name", SOURCES)
def test_a_user_who_may_not_read_runtimes_gets_the_schedules(boomi: Sandbox, name: str) -> None:
    warnings: list[str] = []
    who = user(boomi, "scheduler")
    facts = ask_processes(boomi, warnings, connection={"source": name, **FAST, **who}, include_runtimes=True)
    assert set(joined(facts).values()) == {(None, None, None)}
    assert len(warnings) == 1
    assert "the status of runtimes" in warnings[0]


def test_a_refusal_after_a_login_with_access_token_is_an_error(boomi: Sandbox) -> None:
    who = user(boomi, "scheduler")
    login = requests.get(f"{boomi.url}/auth/jwt/generate/{boomi.account.id}", auth=("BOOMI_TOKEN." + who["username"], who["api_token"]), timeout=30)
    with pytest.raises(BoomiError) as caught:
        ask_processes(boomi, connection={**FAST, **who, "access_token": login.text}, include_runtimes=True)
    assert caught.value.kind == "auth"


def test_a_runtime_that_the_account_does_not_have(boomi: Sandbox) -> None:
    boomi.fail(path=f"{PATH}/Atom/query", body={"result": [], "numberOfResults": 0})
    assert set(joined(ask_processes(boomi, connection=FAST, include_runtimes=True)).values()) == {(None, None, None)}


def test_include_runtimes_needs_the_login_before_any_request(boomi: Sandbox) -> None:
    error = failure(ask_processes, boomi, connection={"username": None, "access_token": "x"}, include_runtimes=True)
    assert (error.kind, boomi.requests()) == ("usage", [])

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instances, environments and spaces by ID and name, from both sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._connection import connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._queries.directory import (
    EnvironmentQuestion,
    InstanceQuestion,
    SpaceQuestion,
    environment_facts,
    environment_question_from,
    instance_facts,
    instance_question_from,
    space_facts,
    space_question_from,
)
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Get
from tests.paths import DATA
from tests.sandbox import Sandbox
from tests.unit.asking import GERMANY, HR, RETAIL, RETAIL_TOO, SMOKE_TEST, options

PLATFORM: dict[str, Any] = {"source": "platform", "space_guid": None, "requests_per_second": 1000}
SOURCES: dict[str, dict[str, Any]] = {"spaces": {}, "platform": PLATFORM}
TEST_ENVIRONMENT = "49eb2781-7da9-4b26-a67d-ed6e83fb8b1d"


Facts = Callable[..., Mapping[str, Any]]
QUESTIONS: dict[Facts, Callable[[Get], Any]] = {
    instance_facts: instance_question_from,
    environment_facts: environment_question_from,
    space_facts: space_question_from,
}


@pytest.fixture(autouse=True)
def unlimited(sandbox: Sandbox) -> None:
    """The pace has tests of its own."""
    sandbox.rate_limit = None


def ask(facts: Facts, sandbox: Sandbox, warnings: list[str] | None = None, **asked: Any) -> Mapping[str, Any]:
    """Asks as the module does. ``asked`` holds options of the connection and of the question."""

    def warn(text: str) -> None:
        assert warnings is not None, text
        warnings.append(text)

    get = options(sandbox, **{"missing": "fail", **asked}).get
    return facts(connection_from(get, needs_space=facts is not space_facts), QUESTIONS[facts](get), warn)


def failure(facts: Facts, sandbox: Sandbox, **asked: Any) -> BoomiError:
    with pytest.raises(BoomiError) as caught:
        ask(facts, sandbox, **asked)
    return caught.value


@pytest.mark.parametrize("file", sorted(path.name for path in DATA.glob("*.yml")))
def test_both_sources_give_equal_records(file: str) -> None:
    with Sandbox(DATA / file) as sandbox:
        sandbox.rate_limit = None
        for facts, name in ((instance_facts, "instances"), (environment_facts, "environments")):
            spaces, platform = (ask(facts, sandbox, **source)[name] for source in SOURCES.values())
            assert platform == spaces
            assert spaces or (file.startswith("08"), name) == (True, "environments")


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"instance_ids": [HR, GERMANY]}, [GERMANY, HR]),
        ({"instance_names": ["HR Master Data"]}, [HR]),
        ({"instance_names": ["EDI Gateway Retail"]}, [RETAIL, RETAIL_TOO]),
        ({"instance_names": ["HR Master Data"], "instance_ids": [SMOKE_TEST]}, [HR, SMOKE_TEST]),
        ({"integration_packs": ["EDI Gateway"], "instance_ids": [HR, RETAIL]}, [RETAIL]),
        ({"integration_packs": ["2846078c-20f0-40e2-84c3-91bcec8a2f28"]}, [HR]),
    ],
)
def test_instances_by_id_name_and_pack(sandbox: Sandbox, source: dict[str, Any], asked: dict[str, Any], ids: list[str]) -> None:
    found = ask(instance_facts, sandbox, **source, **asked)
    assert sorted(one["id"] for one in found["instances"]) == sorted(ids)
    assert found["missing_instances"] == found["missing_integration_packs"] == []
    assert found["request_count"] == len(sandbox.log)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_an_instance_has_its_pack_and_its_environments(sandbox: Sandbox, source: dict[str, Any]) -> None:
    (found,) = ask(instance_facts, sandbox, **source, instance_ids=[HR])["instances"]
    assert found == {
        "id": HR,
        "integration_pack_override_name": "HR Master Data",
        "integration_pack": [
            {
                "id": "2846078c-20f0-40e2-84c3-91bcec8a2f28",
                "name": "HR Master Data",
                "description": "Joiners, movers and leavers.",
                "installation_type": "SINGLE",
            }
        ],
        "environments": [
            {"id": "abf36ab8-6576-4861-a706-9bc9ee744539", "name": "Production", "classification": "PROD"},
            {"id": TEST_ENVIRONMENT, "name": "Test", "classification": "TEST"},
        ],
    }


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_what_is_not_there_is_named_or_reported(sandbox: Sandbox, source: dict[str, Any]) -> None:
    scope = "account" if source else "space"
    error = failure(instance_facts, sandbox, **source, instance_ids=["nope", HR], instance_names=["Nowhere"], integration_packs=["No Pack", "EDI Gateway"])
    assert (error.kind, error.sentence) == (
        "not_found",
        f'Boomi does not know the instances "nope" and "Nowhere" and the integration pack "No Pack" in this {scope}. '
        "Correct the list, or set missing to report.",
    )
    found = ask(instance_facts, sandbox, **source, instance_ids=["nope"], integration_packs=["No Pack"], missing="report")
    assert (found["instances"], found["missing_instances"], found["missing_integration_packs"]) == ([], ["nope"], ["No Pack"])
    assert failure(instance_facts, sandbox, **source, instance_ids=["nope"]).instance_id == "nope"
    error = failure(environment_facts, sandbox, **source, environments=["Prodcution"])
    assert error.sentence == f'Boomi does not know the environment "Prodcution" in this {scope}. Correct the list, or set missing to report.'
    found = ask(environment_facts, sandbox, **source, environments=["Test", "Prodcution"], missing="report")
    assert ([one["name"] for one in found["environments"]], found["missing_environments"]) == (["Test"], ["Prodcution"])


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_environments_by_id_name_and_classification(sandbox: Sandbox, source: dict[str, Any]) -> None:
    def names(**asked: Any) -> list[str]:
        return [one["name"] for one in ask(environment_facts, sandbox, **source, **asked)["environments"]]

    assert names(environments=[TEST_ENVIRONMENT]) == names(environments=["Test"]) == names(environments=["Test", TEST_ENVIRONMENT]) == ["Test"]
    assert names(classification="PROD") == ["Production"]
    assert names(environments=["Test"], classification="PROD") == []
    (test,) = ask(environment_facts, sandbox, **source, environments=["Test"])["environments"]
    assert [atom["name"] for atom in test["atoms"]] == ["test-frankfurt-1", "test-cloud"]
    assert HR in [one["integration_pack_instance_id"] for one in test["integration_pack_environment_attachment"]]


def test_questions_from_options() -> None:
    given = {"missing": "report", "instance_ids": ("a", 1), "integration_packs": ["p"], "environments": ["e"], "classification": "PROD", "spaces": ["s"]}
    assert instance_question_from(given.get) == InstanceQuestion(["a", "1"], None, ["p"], "report")
    assert environment_question_from(given.get) == EnvironmentQuestion(["e"], "PROD", "report")
    assert space_question_from(given.get) == SpaceQuestion(["s"], "report")
    assert instance_question_from({"missing": "fail"}.get) == InstanceQuestion()
    assert environment_question_from({"missing": "fail"}.get) == EnvironmentQuestion()
    assert space_question_from({"missing": "fail"}.get) == SpaceQuestion()


def test_both_an_instance_and_its_pack_must_match(sandbox: Sandbox) -> None:
    found = ask(instance_facts, sandbox, instance_names=["HR Master Data", "EDI Gateway Retail"], integration_packs=["EDI Gateway"])
    assert sorted(one["id"] for one in found["instances"]) == sorted([RETAIL, RETAIL_TOO])
    nothing = ask(instance_facts, sandbox, instance_ids=[HR], integration_packs=["EDI Gateway"])
    assert nothing["instances"] == nothing["missing_instances"] == nothing["missing_integration_packs"] == []
    assert len(sandbox.requests("/graphql")) == 3, "without an instance, no environments are asked for"


@pytest.mark.parametrize("name", ["instance_ids", "instance_names", "integration_packs"])
def test_an_empty_list_is_refused(sandbox: Sandbox, name: str) -> None:
    assert failure(instance_facts, sandbox, **{name: []}).kind == "usage"
    assert failure(environment_facts, sandbox, environments=[]).kind == "usage"
    assert failure(space_facts, sandbox, spaces=[""]).kind == "usage"
    assert sandbox.log == []


def test_what_an_auditor_may_not_read_is_null_and_told_once(sandbox: Sandbox) -> None:
    auditor = {**PLATFORM, "username": "auditor@nordwind.example", "api_token": "b219686a-5fe2-4568-87e9-8c4e78185a8b"}
    warnings: list[str] = []
    (found,) = ask(instance_facts, sandbox, warnings, **auditor, instance_ids=[HR])["instances"]
    assert found["environments"] is None
    environments = ask(environment_facts, sandbox, warnings, **auditor)["environments"]
    assert {one["integration_pack_environment_attachment"] is None for one in environments} == {True}
    assert all(one["atoms"] for one in environments)
    assert len(warnings) == 2
    assert warnings[0].startswith("This user may not read the environments of instances; fields that depend on them are null. Boomi refused access.")


def test_packs_that_may_not_be_read_have_no_names(sandbox: Sandbox) -> None:
    sandbox.fail(path=f"/api/rest/v1/{sandbox.account.id}/IntegrationPack/", status=403, times=None)
    warnings: list[str] = []
    (found,) = ask(instance_facts, sandbox, warnings, **PLATFORM, instance_ids=[HR])["instances"]
    assert found["integration_pack"] == [{"id": "2846078c-20f0-40e2-84c3-91bcec8a2f28", "name": None, "description": None, "installation_type": None}]
    assert len(warnings) == 1
    for missing in ("fail", "report"):
        assert failure(instance_facts, sandbox, **PLATFORM, missing=missing, integration_packs=["HR Master Data"]).kind == "auth", "it may be there"


def test_environments_that_the_spaces_api_refuses_are_null_too(sandbox: Sandbox) -> None:
    sandbox.fail(match="query environments", status=403, times=None)
    warnings: list[str] = []
    assert {one["environments"] for one in ask(instance_facts, sandbox, warnings)["instances"]} == {None}
    assert len(warnings) == 1


@pytest.mark.parametrize("facts", [instance_facts, environment_facts])
@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_a_login_that_may_read_nothing_is_an_error_and_not_nulls(sandbox: Sandbox, facts: Facts, source: dict[str, Any]) -> None:
    sandbox.fail(path="/api/rest", status=403, times=None)
    sandbox.fail(path="/graphql", status=403, times=None)
    assert failure(facts, sandbox, **source).kind == "auth"
    assert len(sandbox.requests("/api/rest") + sandbox.requests("/graphql")) == 1


def test_spaces_need_no_guid(sandbox: Sandbox) -> None:
    found = ask(space_facts, sandbox, space_guid=None)
    assert [one["name"] for one in found["spaces"]] == ["Nordwind Integrations", "Nordwind Partners"]
    assert found["spaces"][0]["theme"] == {"logo_url": "https://cdn.nordwind.example/logo.svg", "logo_alt_txt": "Nordwind Handel"}
    assert found["spaces"][0]["account_group"] == {"id": "26ed3a66-5645-4511-99fb-ffdb3a3165b0", "name": "All Accounts"}
    assert found["spaces"][1]["theme"] is None
    assert [pack["name"] for pack in found["spaces"][1]["shared_ipacks"]] == ["Domestic Order Intake"]
    assert found["spaces"][1]["created_date"] == "2024-06-05 07:02:44.0"
    assert all("space_guid" not in entry.headers for entry in sandbox.log)


def test_spaces_by_guid_and_name(sandbox: Sandbox) -> None:
    for term in ("Nordwind Partners", "22be1b3f-a8a8-4b7f-87fd-0ec0dc439647"):
        assert [one["name"] for one in ask(space_facts, sandbox, spaces=[term])["spaces"]] == ["Nordwind Partners"]
    assert failure(space_facts, sandbox, spaces=["Nirvana"]).sentence == (
        'Boomi does not know the space "Nirvana" in this account. Correct the list, or set missing to report.'
    )
    assert ask(space_facts, sandbox, spaces=["Nirvana"], missing="report")["missing_spaces"] == ["Nirvana"]


def test_spaces_are_known_to_the_spaces_api_alone(sandbox: Sandbox) -> None:
    error = failure(space_facts, sandbox, **PLATFORM)
    assert (error.kind, error.sentence) == (
        "usage",
        "Only the Spaces API knows spaces. Set source (or BOOMI_SOURCE) to spaces.",
    )
    assert sandbox.log == []

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Platform API as a source: equal records, few requests, the owners of processes, and optional data that is refused."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import ProcessFacts
from ansible_collections.boomi.spaces.plugins.module_utils._sources.platform import PlatformSource
from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import LARGEST_GROUP
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http
from tests.paths import DATA
from tests.sandbox import Sandbox
from tests.sandbox.generated import account
from tests.unit.asking import FINANCE, GERMANY, HR, ORDER_TO_CASH, SMOKE_TEST, ask, connect
from tests.unit.openapi import request_problems

REST = "/api/rest/v1/"
PLATFORM: dict[str, Any] = {"source": "platform", "space_guid": None, "requests_per_second": 1000}
AUDITOR = {"username": "auditor@nordwind.example", "api_token": "b219686a-5fe2-4568-87e9-8c4e78185a8b"}


@pytest.fixture(autouse=True)
def unlimited(sandbox: Sandbox) -> None:
    """The pace has tests of its own."""
    sandbox.rate_limit = None


@pytest.fixture(scope="module")
def many() -> Iterator[Sandbox]:
    with Sandbox(account(250, 2)) as sandbox:
        sandbox.rate_limit = None
        yield sandbox


def ask_platform(sandbox: Sandbox, warnings: list[str] | None = None, *, names_too: bool = False, **asked: Any) -> ProcessFacts:
    connection = {**PLATFORM, **asked.pop("connection", {})}
    return ask(sandbox, warnings, names_too=names_too, connection=connection, **asked)


def failure(sandbox: Sandbox, **asked: Any) -> BoomiError:
    with pytest.raises(BoomiError) as caught:
        ask_platform(sandbox, **asked)
    return caught.value


def requests(sandbox: Sandbox) -> list[str]:
    """What was asked of which object, in order."""
    return [entry.path.split("/", 5)[-1] for entry in sandbox.requests(REST)]


def without_status(facts: ProcessFacts) -> list[Any]:
    result = facts.result()["processes"]
    return [{**one, "process_schedules": [{**schedule, "enabled": None} for schedule in one["process_schedules"]]} for one in result]


@pytest.mark.parametrize("file", sorted(path.name for path in DATA.glob("*.yml")))
@pytest.mark.parametrize("names", [False, True])
def test_both_sources_give_equal_records(file: str, names: bool) -> None:
    with Sandbox(DATA / file) as sandbox:
        sandbox.rate_limit = None
        spaces = ask(sandbox, include_names=names)
        platform = ask_platform(sandbox, include_names=names)
    # Only the Platform API has the originals, which are in the facts with names.
    assert [{**one, "original_process_id": None} if names else one for one in without_status(platform)] == spaces.result()["processes"]
    assert spaces.result()["processes"]
    assert platform.result()["instance_ids"] == spaces.result()["instance_ids"]
    assert platform.result()["source"] == "platform"


def test_the_status_is_joined_to_the_facts_of_either_source(sandbox: Sandbox) -> None:
    platform = ask_platform(sandbox)
    spaces = ask(sandbox, include_status=True, connection={"requests_per_second": 1000})
    assert spaces.result()["processes"] == platform.result()["processes"]
    paused = [process["name"] for process in platform.result()["processes"] for one in process["process_schedules"] if one["enabled"] is False]
    enabled = {deployment.id: deployment.enabled for process in sandbox.account.processes() for deployment in process.deployments}
    for process in platform.result()["processes"]:
        for schedule in process["process_schedules"]:
            assert schedule["enabled"] is enabled[schedule["id"]]
    assert paused


def test_a_status_that_is_missing_is_null(sandbox: Sandbox) -> None:
    sandbox.fail(path=REST, match="processId", after=1, body={"@type": "QueryResult", "result": [{"@type": "ProcessScheduleStatus"}], "numberOfResults": 4})
    schedules = [one for process in ask_platform(sandbox, instance_ids=[HR]).result()["processes"] for one in process["process_schedules"]]
    assert {one["enabled"] for one in schedules} == {None}
    assert len(schedules) >= 4


def test_one_instance_takes_four_requests(sandbox: Sandbox) -> None:
    facts = ask_platform(sandbox, instance_ids=[HR])
    assert requests(sandbox) == ["Process/query", "ProcessSchedules/query", "EnvironmentAtomAttachment/query", "ProcessScheduleStatus/query"]
    assert facts.counts["request_count"] == 4


def test_few_requests_for_many_instances(many: Sandbox) -> None:
    many.clear()
    facts = ask_platform(many)
    processes = facts.result()["processes"]
    assert len(processes) == 500
    count = Counter(requests(many))
    assert count["IntegrationPackInstance/query"] == 1
    assert count["IntegrationPackInstance/queryMore"] == 2
    # 250 instances in four groups of even size, of which each has two pages.
    assert (count["Process/query"], count["Process/queryMore"]) == (4, 4)
    assert count["ProcessSchedules/query"] == count["ProcessScheduleStatus/query"] == -(-500 // LARGEST_GROUP) == 3
    schedules = sum(len(process["process_schedules"]) for process in processes)
    assert schedules / 100 <= count["ProcessSchedules/query"] + count["ProcessSchedules/queryMore"] <= schedules / 100 + 3
    assert facts.counts["request_count"] == len(many.log)


def test_values_as_text_and_objects_for_lists_are_taken_as_meant(sandbox: Sandbox) -> None:
    schedule = {"id": "s1", "processId": "p1", "atomId": "a", "Schedule": {"minutes": "5"}, "Retry": {"maxRetry": "4"}}
    at = f"{REST}{sandbox.account.id}"
    sandbox.fail(path=f"{at}/Process/", body={"result": {"id": "p1", "IntegrationPack": {"integrationPackInstanceId": HR}}})
    sandbox.fail(path=f"{at}/ProcessSchedules/", body={"result": [schedule]})
    sandbox.fail(path=f"{at}/ProcessScheduleStatus/", body={"result": [{"id": "s1", "enabled": "False"}]})
    (process,) = ask_platform(sandbox, instance_ids=[HR]).result()["processes"]
    (found,) = process["process_schedules"]
    assert (found["enabled"], found["retry"]["max_retry"], found["schedule"][0]["minutes"], found["env_id"]) == (False, 4, "5", None)
    assert process["integration_pack"] == [{"integration_pack_id": None, "integration_pack_instance_id": HR}]


@pytest.mark.parametrize(
    ("kind", "body", "sentence"),
    [
        ("Process", {"result": [{"@type": "Process", "name": "n"}]}, "The process at Process.result[0] has no id."),
        (
            "Process",
            {"result": [{"id": "p", "IntegrationPack": [{"integrationPackInstanceId": "x"}]}]},
            "The process at Process.result[0] belongs to none of the requested instances.",
        ),
        (
            "ProcessSchedules",
            {"result": [{"id": "s", "Schedule": [{"hours": 5}]}]},
            "ProcessSchedules.result[0].Schedule[0].hours is the number 5; expected a string.",
        ),
        ("ProcessSchedules", {"result": [{"id": "s"}]}, "The schedule at ProcessSchedules.result[0] has no processId."),
        (
            "ProcessSchedules",
            {"result": [{"id": "s", "@type": "ProcessScheduleStatus"}]},
            "result[0] is of the type ProcessScheduleStatus; expected ProcessSchedules.",
        ),
        (
            "EnvironmentAtomAttachment",
            {"result": [{"id": one, "atomId": "a", "environmentId": one} for one in "xy"]},
            'The runtime "a" is attached to two environments, at EnvironmentAtomAttachment.result[1].',
        ),
        (
            "ProcessScheduleStatus",
            {"result": [{"id": "s", "enabled": 1}]},
            "ProcessScheduleStatus.result[0].enabled is the number 1; expected true or false.",
        ),
    ],
)
def test_an_answer_of_another_shape_is_malformed(sandbox: Sandbox, kind: str, body: Any, sentence: str) -> None:
    sandbox.fail(path=f"{REST}{sandbox.account.id}/{kind}/", body=json.dumps(body), times=None)
    error = failure(sandbox, instance_ids=[HR])
    assert (error.kind, error.sentence) == ("malformed", sentence)
    assert error.url == f"{sandbox.url[7:]}{REST}{sandbox.account.id}/{kind}/query"


def belongs(process_id: str, *instance_ids: str | None) -> dict[str, Any]:
    return {"@type": "Process", "id": process_id, "IntegrationPack": [{"integrationPackInstanceId": one} for one in instance_ids]}


def test_a_process_of_two_instances_is_one_of_each(sandbox: Sandbox) -> None:
    at = f"{REST}{sandbox.account.id}/Process/"
    sandbox.max_expressions = 1  # each is asked for alone, and each answer names both
    for dummy in range(2):
        sandbox.fail(path=at, after=1 - dummy, body={"result": [belongs("p1", HR, GERMANY)]})
    sandbox.fail(path=at, body={"result": [belongs("p1", HR), belongs("p1", GERMANY), belongs("p1", GERMANY)]})
    facts = ask_platform(sandbox, instance_ids=[HR, GERMANY])
    assert [[process["id"] for process in element] for element in facts.by_term()] == [["p1"], ["p1"]]


def test_processes_that_do_not_say_whose_they_are_are_asked_for_by_instance(sandbox: Sandbox) -> None:
    at = f"{REST}{sandbox.account.id}/Process/"
    sandbox.fail(path=at, match='"or"', body={"result": [belongs("p1"), belongs("p2", None)]})
    sandbox.fail(path=at, match=f'["{HR}"]', body={"result": [belongs("p1")]})
    sandbox.fail(path=at, match=f'["{GERMANY}"]', body={"result": [belongs("p2", None)]})
    facts = ask_platform(sandbox, instance_ids=[HR, GERMANY])
    assert [[process["id"] for process in element] for element in facts.by_term()] == [["p1"], ["p2"]]


def test_an_id_that_the_api_does_not_want_to_be_asked_for_is_missing(sandbox: Sandbox) -> None:
    at = f"{REST}{sandbox.account.id}/Process/"
    sandbox.fail(path=at, match="nope", times=None, status=400, body={"message": "Invalid id nope"})
    facts = ask_platform(sandbox, instance_ids=["nope", HR], missing="report")
    assert facts.result()["missing_instances"] == ["nope"]
    assert [len(element) for element in facts.by_term()] == [0, 4]
    sandbox.fail(path=at, match=HR, times=None, status=400, body={"message": "no"})
    assert failure(sandbox, instance_ids=[HR]).message == "no", "it is there, so that it is not missing"


def test_environments_that_may_not_be_read_do_not_narrow_to_nothing(sandbox: Sandbox) -> None:
    for refusal in ({"status": 403}, {"status": 400, "body": "<e><message>The user does not have access rights to this</message></e>"}):
        for term in ("Production", "abf36ab8-6576-4861-a706-9bc9ee744539"):
            sandbox.clear()
            sandbox.fail(path=f"{REST}{sandbox.account.id}/EnvironmentAtomAttachment/", times=None, **refusal)
            assert failure(sandbox, instance_ids=[HR], environments=[term]).kind == "auth"
    everywhere = ask_platform(sandbox, [], instance_ids=[HR]).result()["processes"]
    atom_id = next(one["atom_id"] for process in everywhere for one in process["process_schedules"])
    narrowed = ask_platform(sandbox, [], instance_ids=[HR], atoms=[atom_id]).result()["processes"]
    assert {one["atom_id"] for process in narrowed for one in process["process_schedules"]} == {atom_id}


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_groups_are_halved_where_the_server_refuses_them(sandbox: Sandbox, limit: int) -> None:
    whole = ask_platform(sandbox, instance_ids=[HR, GERMANY, FINANCE, ORDER_TO_CASH]).result()
    sandbox.clear_log()
    sandbox.max_expressions = limit
    facts = ask_platform(sandbox, instance_ids=[HR, GERMANY, FINANCE, ORDER_TO_CASH]).result()
    assert {**facts, "request_count": 0} == {**whole, "request_count": 0}
    refused = [entry for entry in sandbox.requests(REST) if entry.status == 400]
    assert 0 < len(refused) <= 6, "once refused, the size stays small"


def test_an_instance_without_processes_and_one_that_is_not_there(sandbox: Sandbox) -> None:
    facts = ask_platform(sandbox, instance_ids=["nope", SMOKE_TEST, HR], missing="report")
    assert facts.result()["missing_instances"] == ["nope"]
    assert [len(element) for element in facts.by_term()] == [0, 0, 4]
    error = failure(sandbox, instance_ids=["nope", SMOKE_TEST])
    assert (error.kind, error.instance_id, error.status) == ("not_found", "nope", 200)
    assert error.sentence == 'Boomi does not know the instance "nope" in this account. Correct the list, or set missing to report.'


def test_by_name(sandbox: Sandbox) -> None:
    named = {"instance_names": ["Warehouse and Shipping", "HR Master Data"]}
    assert without_status(ask_platform(sandbox, **named)) == ask(sandbox, **named).result()["processes"]
    assert failure(sandbox, instance_names=["Nowhere"]).sentence.startswith('No instance of this account is named "Nowhere".')
    assert failure(sandbox, instance_names=["EDI Gateway Retail"]).kind == "usage"
    assert [len(one) for one in ask_platform(sandbox, instance_ids=["HR Master Data"], names_too=True).by_term()] == [4]


def test_names_and_places_that_an_auditor_may_not_read(sandbox: Sandbox) -> None:
    whole = ask_platform(sandbox, include_names=True).result()["processes"]
    assert ask_platform(sandbox, include_names=True, connection=AUDITOR).result()["processes"] == whole
    warnings: list[str] = []
    for kind in ("EnvironmentAtomAttachment", "Atom", "Environment"):
        sandbox.fail(path=f"{REST}{sandbox.account.id}/{kind}/", status=403, times=None)
    facts = ask_platform(sandbox, warnings, include_names=True)
    schedules = [one for process in facts.result()["processes"] for one in process["process_schedules"]]
    assert {one[name] for one in schedules for name in ("env_id", "env_name", "env_classification", "atom_name")} == {None}
    assert len(schedules) == sum(len(process["process_schedules"]) for process in whole)
    (warning,) = warnings
    assert warning.startswith(
        "This user may not read the environments of runtimes and the names of environments; fields that depend on them are null. Boomi refused access."
    )


def test_what_is_refused_alone_is_null_alone(sandbox: Sandbox) -> None:
    def names_without(kind: str) -> dict[str, bool]:
        sandbox.clear()
        sandbox.fail(path=f"{REST}{sandbox.account.id}/{kind}/", status=403, times=None)
        schedules = [
            one for process in ask_platform(sandbox, [], instance_ids=[HR], include_names=True).result()["processes"] for one in process["process_schedules"]
        ]
        return {name: all(one[name] is not None for one in schedules) for name in ("env_id", "env_name", "atom_name")}

    assert names_without("Environment") == {"env_id": True, "env_name": False, "atom_name": True}
    assert names_without("Atom") == {"env_id": True, "env_name": True, "atom_name": False}


def test_a_name_that_may_not_be_read_cannot_narrow(sandbox: Sandbox) -> None:
    sandbox.fail(path=f"{REST}{sandbox.account.id}/Environment/", status=403, times=None)
    assert failure(sandbox, environments=["Test"]).kind == "auth"


def test_a_wrong_login_is_asked_once_and_is_an_error(sandbox: Sandbox) -> None:
    for wrong, status in (({"api_token": "wrong"}, 401), ({"account_id": "other-A1B2C3"}, 403)):
        sandbox.clear()
        error = failure(sandbox, connection=wrong, include_names=True)
        assert (error.kind, error.status, len(sandbox.log)) == ("auth", status, 1)
    assert error.message == "Incorrect user name and password combination."


def test_a_partner_asks_about_a_sub_account(sandbox: Sandbox) -> None:
    sandbox.page_size = 1
    facts = ask_platform(sandbox, connection={"override_account": "beneluxpartners-5MZ0RW"})
    ours = [instance.id for instance in sandbox.account.instances_by_space[sandbox.account.spaces[1].guid]]
    assert facts.result()["instance_ids"] == ours
    assert facts.result()["processes"]
    assert {entry.path[: len("/partner/api/rest/v1/")] for entry in sandbox.log} == {"/partner/api/rest/v1/"}
    assert {entry.query for entry in sandbox.log} == {"overrideAccount=beneluxpartners-5MZ0RW"}
    assert any(entry.path.endswith("/queryMore") for entry in sandbox.log)


@pytest.mark.slow
def test_every_request_is_one_of_the_published_description(sandbox: Sandbox) -> None:
    sandbox.page_size = 5
    with Http(connect(sandbox, **PLATFORM)) as http:
        source = PlatformSource(connect(sandbox, **PLATFORM), http)
        assert HR in [instance["id"] for instance in source.instances()]
        source.processes([HR, ORDER_TO_CASH])
        source.instances(["HR Master Data", "EDI Gateway"])
        source.environments(atoms=True, attachments=True)
        source = PlatformSource(connect(sandbox, **PLATFORM), http)
        source.owner_names(source.processes([HR, ORDER_TO_CASH]).found[HR])
    asked = sandbox.requests(REST)
    assert {entry.path.split("/")[5] for entry in asked} == {
        "Atom",
        "Environment",
        "EnvironmentAtomAttachment",
        "IntegrationPack",
        "IntegrationPackEnvironmentAttachment",
        "IntegrationPackInstance",
        "Process",
        "ProcessScheduleStatus",
        "ProcessSchedules",
    }
    assert {problem for entry in asked for problem in request_problems(entry)} == set()


def test_nothing_is_written(sandbox: Sandbox) -> None:
    ask_platform(sandbox, include_names=True)
    assert {entry.path.rsplit("/", 1)[-1] for entry in sandbox.requests(REST)} == {"query"}
    assert sandbox.writes == 0


def test_ids_are_data(sandbox: Sandbox) -> None:
    hostile = ['x"}]}', "line\nbreak", "{{ lookup('pipe', 'id') }}", "\\", "📦 ü", "%"]
    assert ask_platform(sandbox, instance_ids=hostile, missing="report").result()["missing_instances"] == hostile

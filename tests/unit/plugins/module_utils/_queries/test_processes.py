# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The processes of instances: by ID, by name, filtered, with status, with names, with JMESPath."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._queries import processes
from tests.sandbox import Sandbox
from tests.unit.asking import FINANCE, GERMANY, HR, ORDER_TO_CASH, RETAIL, RETAIL_TOO, SMOKE_TEST, ask


def failure(sandbox: Sandbox, **asked: Any) -> BoomiError:
    with pytest.raises(BoomiError) as caught:
        ask(sandbox, **asked)
    return caught.value


def values(facts: processes.ProcessFacts, key: str) -> set[Any]:
    return {schedule[key] for process in facts.result()["processes"] for schedule in process["process_schedules"]}


def test_every_instance_of_the_space(sandbox: Sandbox) -> None:
    result = ask(sandbox).result()
    of_space = [instance for instance in sandbox.account.instances if instance.space_guid == sandbox.account.spaces[0].guid]
    assert result["instance_ids"] == [instance.id for instance in of_space]
    assert len(result["processes"]) == sum(len(instance.processes) for instance in of_space) == 34
    assert (result["missing_instances"], result["source"], result["request_count"]) == ([], "spaces", 3)
    assert "query_result" not in result


def test_an_instance_that_goes_while_boomi_is_asked(sandbox: Sandbox) -> None:
    sandbox.fail(match="integrationPackInstances", body={"data": {"integrationPackInstances": [{"id": HR}, {"id": "gone"}]}})
    error = failure(sandbox)
    assert (error.kind, error.instance_id) == ("not_found", "gone")
    assert (
        error.sentence == 'Boomi does not know the instance "gone" in this space. The list of instances has just changed: run again, or set missing to report.'
    )


def test_by_override_name_and_by_pack_name_where_there_is_none(sandbox: Sandbox) -> None:
    result = ask(sandbox, instance_names=["Finance Close", "Order Intake Germany"]).result()
    assert result["instance_ids"] == [FINANCE, GERMANY]
    assert [process["name"] for process in result["processes"]][-1] == "Order Intake Germany - Mailbox Orders"


def test_an_override_name_hides_the_name_of_the_pack(sandbox: Sandbox) -> None:
    error = failure(sandbox, instance_names=["Domestic Order Intake"])
    assert error.kind == "not_found"
    assert error.sentence == 'No instance of this space is named "Domestic Order Intake". Correct the list, or set missing to report.'


def test_an_ambiguous_name_lists_the_ids(sandbox: Sandbox) -> None:
    error = failure(sandbox, instance_names=["EDI Gateway Retail"], missing="report")
    assert error.kind == "usage"
    assert str(error) == (
        f'The name "EDI Gateway Retail" is ambiguous: it belongs to the instances "{RETAIL}" and "{RETAIL_TOO}". Use the ID of the one you mean.'
    )


def test_ids_and_names_together_keep_their_order(sandbox: Sandbox) -> None:
    result = ask(sandbox, instance_ids=[HR, SMOKE_TEST], instance_names=["Order to Cash", "HR Master Data"]).result()
    assert result["instance_ids"] == [HR, SMOKE_TEST, ORDER_TO_CASH]
    assert len(result["processes"]) == 4 + 0 + 5, "an instance that is asked for twice is answered once"


def test_the_same_id_twice(sandbox: Sandbox) -> None:
    facts = ask(sandbox, instance_ids=[HR, HR])
    assert facts.result()["instance_ids"] == [HR]
    assert len(facts.result()["processes"]) == 4
    assert [len(element) for element in facts.by_term()] == [4, 4]
    assert [request.keys for request in sandbox.requests("/graphql")] == [["integrationPackInstanceProcesses"]]


def test_missing_ones_are_all_named(sandbox: Sandbox) -> None:
    error = failure(sandbox, instance_ids=["nope", HR, 'q"uote'], instance_names=["Nowhere"])
    assert (error.kind, error.code, error.status, error.instance_id) == ("not_found", "IPACK_INSTANCE_ID_INVALID", 200, None)
    assert error.instance_ids == ["nope", 'q"uote', "Nowhere"]
    assert error.sentence == (
        'Boomi does not know the instances "nope" and "q\\"uote" in this space. No instance of this space is named "Nowhere". '
        "Correct the list, or set missing to report."
    )


def test_a_name_that_nobody_listed_is_not_missing(sandbox: Sandbox) -> None:
    null = {"match": "query instances", "body": {"data": {"integrationPackInstances": None}}}
    sandbox.fail(**null)
    error = failure(sandbox, instance_names=["HR Master Data"])
    assert (error.kind, error.sentence) == ("malformed", "Boomi returned null in place of the list of instances, which has the names. Run again.")
    warnings: list[str] = []
    sandbox.fail(**null)
    facts = ask(sandbox, warnings, instance_names=["HR Master Data"], missing="report")
    assert (facts.missing, facts.unlisted, len(warnings)) == (["HR Master Data"], True, 1)


def test_a_missing_one_is_named_in_the_data_too(sandbox: Sandbox) -> None:
    assert failure(sandbox, instance_ids=[HR, "nope"]).as_data() == {
        "kind": "not_found",
        "code": "IPACK_INSTANCE_ID_INVALID",
        "status": 200,
        "url": f"{sandbox.url[7:]}/graphql",
        "message": "The integration pack instance 'nope' is not in this space.",
        "instance_id": "nope",
        "instance_ids": ["nope"],
    }


def test_missing_names_are_reported(sandbox: Sandbox) -> None:
    facts = ask(sandbox, instance_ids=["nope"], instance_names=["Nowhere", "HR Master Data"], missing="report")
    assert facts.result()["missing_instances"] == ["nope", "Nowhere"]
    assert facts.result()["instance_ids"] == ["nope", HR]
    assert [len(element) for element in facts.by_term()] == [0, 0, 4]


def test_terms_may_be_names(sandbox: Sandbox) -> None:
    facts = ask(sandbox, instance_ids=["HR Master Data", ORDER_TO_CASH, "nope"], missing="report", names_too=True)
    assert [len(element) for element in facts.by_term()] == [4, 5, 0]
    assert facts.missing == ["nope"]
    assert failure(sandbox, instance_ids=["EDI Gateway Retail"], names_too=True).kind == "usage"


def test_names_are_no_ids_for_the_module(sandbox: Sandbox) -> None:
    assert failure(sandbox, instance_ids=["HR Master Data"]).instance_id == "HR Master Data"


@pytest.mark.parametrize("by", ["Test", "49eb2781-7da9-4b26-a67d-ed6e83fb8b1d"])
def test_filtered_by_an_environment(sandbox: Sandbox, by: str) -> None:
    facts = ask(sandbox, environments=[by])
    assert values(facts, "env_id") == {"49eb2781-7da9-4b26-a67d-ed6e83fb8b1d"}
    assert len(facts.result()["processes"]) == 34, "processes stay, also those without a schedule there"
    assert "env_name" not in facts.result()["processes"][0]["process_schedules"][0]


@pytest.mark.parametrize("by", ["prod-dublin-dr", "8db0c095-317c-4d97-8909-11fea2730e9e"])
def test_filtered_by_a_runtime(sandbox: Sandbox, by: str) -> None:
    facts = ask(sandbox, atoms=[by])
    assert values(facts, "atom_id") == {"8db0c095-317c-4d97-8909-11fea2730e9e"}
    assert sum(len(process["process_schedules"]) for process in facts.result()["processes"]) == 2


def test_filtered_by_both(sandbox: Sandbox) -> None:
    assert values(ask(sandbox, environments=["Test"], atoms=["prod-dublin-dr"]), "id") == set()


def test_an_environment_that_nobody_knows_is_no_empty_answer(sandbox: Sandbox) -> None:
    error = failure(sandbox, environments=["Prodcution", "Test"])
    assert (error.kind, error.sentence) == ("not_found", 'This space has no environment with the ID or name "Prodcution". Correct the option environments.')
    error = failure(sandbox, atoms=["prod-paris"])
    assert (error.kind, error.sentence) == (
        "not_found",
        'No environment of this space has a runtime with the ID or name "prod-paris". Correct the option atoms.',
    )


def test_with_names(sandbox: Sandbox) -> None:
    facts = ask(sandbox, instance_names=["Warehouse and Shipping"], include_names=True)
    assert values(facts, "env_name") == {"Production", "Test"}
    assert values(facts, "env_classification") == {"PROD", "TEST"}
    assert values(facts, "atom_name") == {"prod-frankfurt-1", "prod-frankfurt-2", "prod-dublin-dr", "test-frankfurt-1"}
    assert facts.counts["request_count"] == 4


def test_names_that_are_refused_are_null_and_told_once(sandbox: Sandbox) -> None:
    warnings: list[str] = []
    sandbox.fail(match="query environments", status=403, times=None, body="<error><message>no rights</message></error>")
    facts = ask(sandbox, warnings, include_names=True)
    assert values(facts, "env_name") == values(facts, "env_classification") == values(facts, "atom_name") == {None}
    assert len(facts.result()["processes"]) == 34
    (warning,) = warnings
    assert warning.startswith("This user may not read the names of environments; fields that depend on them are null. Boomi refused access.")
    assert 'the API said: "no rights"' in warning


def test_if_names_are_refused_only_ids_can_filter(sandbox: Sandbox) -> None:
    sandbox.fail(match="query environments", status=403, times=None)
    assert failure(sandbox, environments=["Test"]).kind == "auth"
    assert values(ask(sandbox, environments=["49eb2781-7da9-4b26-a67d-ed6e83fb8b1d"]), "env_id") == {"49eb2781-7da9-4b26-a67d-ed6e83fb8b1d"}


@pytest.mark.parametrize("status", [401, 500, 404])
def test_names_that_fail_otherwise_are_a_failure(sandbox: Sandbox, status: int) -> None:
    sandbox.fail(match="query environments", status=status, times=None)
    assert failure(sandbox, include_names=True).status == status


def test_the_status_is_null_unless_it_is_asked_for(sandbox: Sandbox) -> None:
    assert values(ask(sandbox, instance_ids=[HR]), "enabled") == {None}
    assert sandbox.requests("/api/rest") == []
    facts = ask(sandbox, instance_ids=[HR, SMOKE_TEST], include_status=True)
    assert values(facts, "enabled") == {True, False}
    assert [entry.path.rsplit("/", 2)[1:] for entry in sandbox.requests("/api/rest")] == [["ProcessScheduleStatus", "query"]]
    assert facts.counts["request_count"] == 3


def test_the_status_of_instances_by_id_and_by_name_takes_one_request(sandbox: Sandbox) -> None:
    ask(sandbox, instance_ids=[HR], instance_names=["Order to Cash"], include_status=True)
    assert len(sandbox.requests("/api/rest")) == 1


def test_without_schedules_no_status_is_asked_for(sandbox: Sandbox) -> None:
    assert ask(sandbox, instance_ids=[SMOKE_TEST], include_status=True).result()["processes"] == []
    assert sandbox.requests("/api/rest") == []


def test_a_status_needs_the_login_of_the_platform_api(sandbox: Sandbox) -> None:
    with pytest.raises(BoomiError) as caught:
        ask(sandbox, include_status=True, connection={"username": None, "access_token": "a.b.c"})
    assert (caught.value.kind, caught.value.sentence) == (
        "usage",
        "The connection is incomplete: username is not given (environment: BOOMI_USERNAME). "
        "The Platform API, which alone knows whether a schedule is paused, needs account_id, username and api_token.",
    )
    assert sandbox.log == []


def test_a_runtime_of_no_environment_has_no_name(sandbox: Sandbox) -> None:
    sandbox.fail(match="query environments", body={"data": {"environments": []}})
    facts = ask(sandbox, instance_ids=[HR], include_names=True)
    assert values(facts, "env_name") == {None}


def test_a_query_works_on_all_processes_for_the_module_and_on_each_list_for_the_lookup(sandbox: Sandbox) -> None:
    facts = ask(sandbox, instance_ids=[HR, SMOKE_TEST], query="length(@)")
    assert facts.result()["query_result"] == 4
    assert len(facts.result()["processes"]) == 4
    assert facts.by_term() == [4, 0]


def test_a_query_that_is_no_jmespath_is_refused_before_anything_is_asked(sandbox: Sandbox) -> None:
    for query in ("[?name ==", "", "a b", "[?a == `b"):
        error = failure(sandbox, query=query)
        assert error.kind == "usage"
        assert str(error).startswith("query is not valid JMESPath: ")
        assert "\n" not in str(error)
    assert sandbox.log == []


def outcome(sandbox: Sandbox, query: str) -> str:
    """The result of the query as JSON, or the error."""
    try:
        return json.dumps(ask(sandbox, instance_ids=[HR], query=query).result()["query_result"])
    except BoomiError as error:
        return f"{error.kind}: {error}"


DEEP = ["(" * 2_000 + "@" + ")" * 2_000, "[" * 5_000, "!" * 5_000 + "@", "a" + "[0]" * 2_000, "a" + ".a" * 2_000, "a" + "|a" * 2_000]


@pytest.mark.parametrize("query", DEEP, ids=lambda query: query[:9])
def test_a_query_that_is_nested_deeply_is_one_sentence_or_a_result(sandbox: Sandbox, query: str) -> None:
    assert re.fullmatch(r"usage: query (is nested too deeply to be read|is not valid JMESPath: .*|cannot be applied .*)\.?|null", outcome(sandbox, query))


@pytest.mark.parametrize("query", ["sum([].name)", "unknown(@)", "[&id]", "sort_by(@, &process_schedules)"])
def test_a_query_that_does_not_fit_the_facts(sandbox: Sandbox, query: str) -> None:
    with pytest.raises(BoomiError) as caught:
        ask(sandbox, instance_ids=[HR], query=query).result()
    assert caught.value.kind == "usage"
    assert str(caught.value).startswith("query cannot be applied to the processes: ")


def test_a_query_without_the_library(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "jmespath", None)
    assert failure(sandbox, query="[]").sentence == (
        "query needs the Python library jmespath, which is not installed for the Python that runs this. Install jmespath."
    )


@pytest.mark.parametrize("name", ["instance_ids", "instance_names", "environments", "atoms"])
def test_an_empty_list_answers_nothing_and_is_refused(sandbox: Sandbox, name: str) -> None:
    error = failure(sandbox, **{name: []})
    assert (error.kind, sandbox.log) == ("usage", [])
    assert str(error).startswith(f"{name} is an empty list, which would answer nothing. Leave it out to ")
    assert str(failure(sandbox, **{name: ["x", " "]})) == f"{name} contains an empty string. Check the variable it comes from."

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ran: which records, in which order, and whether they are all."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._sources import executions
from tests.sandbox import Sandbox
from tests.unit.asking import failure
from tests.unit.openapi import request_problems
from tests.unit.plugins.module_utils.execution_cases import FAST, NORTH, PATH, ask, local_boomi, numbers
from tests.unit.plugins.module_utils.runtime_cases import user

WEEKS = {"since": "30d"}
LAST_DAY = [1, 2, 3, 8, 5, 9, 4, 7, 6]


@pytest.fixture
def boomi() -> Iterator[Sandbox]:
    with local_boomi() as sandbox:
        yield sandbox


def sent(sandbox: Sandbox, kind: str = "ExecutionRecord") -> list[dict[str, Any]]:
    return [json.loads(entry.body) for entry in sandbox.requests(f"{PATH}/{kind}/query") if entry.path.endswith("/query")]


def test_the_last_24_hours_in_order(boomi: Sandbox) -> None:
    facts = ask(boomi)
    assert numbers(facts) == LAST_DAY
    assert [one["execution_time"] for one in facts["execution_records"]] == sorted(one["execution_time"] for one in facts["execution_records"])
    assert {key: value for key, value in facts.items() if key in ("exhaustive", "process_ids", "atom_ids", "source", "request_count")} == {
        "exhaustive": True,
        "process_ids": None,
        "atom_ids": None,
        "source": "platform",
        "request_count": 1,
    }
    (query,) = sent(boomi)
    assert query == {
        "QueryFilter": {
            "expression": {
                "operator": "and",
                "nestedExpression": [
                    {"property": "executionTime", "operator": "GREATER_THAN_OR_EQUAL", "argument": [facts["since"]]},
                    {"property": "executionTime", "operator": "LESS_THAN_OR_EQUAL", "argument": [facts["until"]]},
                ],
            }
        },
        "QuerySort": {"sortField": [{"fieldName": "executionTime", "sortOrder": "ASC"}]},
    }
    assert [problem for entry in boomi.log for problem in request_problems(entry)] == []


def test_a_record_has_the_published_fields(boomi: Sandbox) -> None:
    first = ask(boomi)["execution_records"][0]
    start, end = first["execution_time"], first["recorded_date"]
    assert first == {
        "execution_id": "execution-1",
        "original_execution_id": None,
        "account": "executions-0A1B2C",
        "execution_time": start,
        "status": "COMPLETE",
        "execution_type": "exec_sched",
        "process_name": "Loads North - Load",
        "process_id": "north-wrapper",
        "atom_name": "prod-1",
        "atom_id": "prod",
        "inbound_document_count": 7,
        "inbound_error_document_count": 0,
        "outbound_document_count": 6,
        "execution_duration": 3832,
        "message": None,
        "parent_execution_id": None,
        "top_level_execution_id": None,
        "inbound_document_size": 5000000000,
        "outbound_document_size": 12,
        "report_key": None,
        "launcher_id": None,
        "node_id": "172_16_22_55[execution-1]",
        "recorded_date": end,
    }
    assert end is not None
    assert len(start) == len(end) == len("2026-11-28T18:42:33Z")


def test_the_rarer_fields(boomi: Sandbox) -> None:
    by_number = dict(zip(numbers(facts := ask(boomi, **WEEKS)), facts["execution_records"]))
    assert (by_number[3]["original_execution_id"], by_number[3]["execution_type"]) == ("execution-2", "retry_sched")
    assert (by_number[9]["parent_execution_id"], by_number[9]["top_level_execution_id"]) == ("execution-8", "execution-8")
    assert (by_number[10]["report_key"], by_number[10]["launcher_id"]) == ("portal", "api")
    assert (by_number[4]["recorded_date"], by_number[4]["execution_duration"]) == (None, 0)
    assert by_number[2]["message"] == 'no <b>"data"</b> {{ x }}'
    assert (by_number[7]["status"], by_number[7]["execution_type"]) == ("HIBERNATING", "exec_dreamt"), "what Boomi's pages do not have passes through"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"since": "30d", "until": "25h"}, [12, 10]),
        ({"since": "31d", "until": "2d"}, [12]),
        ({"since": "105m"}, [8, 5, 9, 4, 7, 6]),
        ({"until": "105m"}, [1, 2, 3]),
        ({"process_ids": ["north-wrapper"]}, [1, 2, 3, 5, 4, 6]),
        ({"process_ids": ["nobody"]}, []),
        ({"atoms": ["prod-2"]}, [8, 9, 7]),
        ({"atoms": ["prod", "test-1"], "environments": ["Production"]}, [1, 2, 3, 4]),
        ({"environments": ["Test"]}, [5, 6]),
        ({"environments": ["Empty"]}, []),
        ({"statuses": ["ERROR", "ABORTED", "HIBERNATING"]}, [2, 8, 7]),
        ({"execution_types": ["exec_sched"], "statuses": ["COMPLETE", "ENQUEUED"]}, [1, 6]),
        ({"instance_names": ["Loads North"]}, [1, 2, 3, 8, 5, 4, 7, 6]),
        ({"instance_ids": [NORTH], "environments": ["Test"]}, [5, 6]),
        ({"instance_ids": [NORTH], "process_ids": ["south-other"], "atoms": ["prod-2"]}, [8, 9, 7]),
    ],
)
def test_which_runs(boomi: Sandbox, asked: dict[str, Any], expected: list[int]) -> None:
    assert numbers(ask(boomi, **asked)) == expected


def test_the_processes_of_an_instance_are_asked_for_with_their_originals(boomi: Sandbox) -> None:
    facts = ask(boomi, instance_names=["Loads North"])
    assert facts["process_ids"] == ["north-wrapper", "north-other", "load-original", "other-original"]
    by_number = dict(zip(numbers(facts), facts["execution_records"]))
    assert (by_number[8]["process_id"], by_number[1]["process_id"]) == ("load-original", "north-wrapper"), "the record says which of them"
    # Instances by their names, their packs, and processes; the runs.
    assert [entry.path.removeprefix(f"{PATH}/") for entry in boomi.log if "Schedule" in entry.path or "Attachment" in entry.path] == []


def test_one_process_of_its_own_is_asked_for_as_given(boomi: Sandbox) -> None:
    assert ask(boomi, process_ids=["north-wrapper", "north-wrapper"])["process_ids"] == ["north-wrapper"]
    assert len(boomi.log) == 1


def test_processes_are_asked_for_in_groups(boomi: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    assert executions.LARGEST_RUN_GROUP == 50, "the documentation says so"
    monkeypatch.setattr(executions, "LARGEST_RUN_GROUP", 2)
    facts = ask(boomi, process_ids=["north-wrapper", "north-other", "load-original", "south-other", "nobody"])
    assert len(sent(boomi)) == 3
    assert numbers(facts) == LAST_DAY, "sorted over all groups"
    boomi.clear()
    # More runtimes than a group has are not part of the filter.
    assert numbers(ask(boomi, process_ids=["north-wrapper"], atoms=["prod-1", "prod-2", "test-1"])) == [1, 2, 3, 5, 4, 6]
    assert "atomId" not in json.dumps(sent(boomi))
    boomi.clear()
    assert numbers(ask(boomi, atoms=["prod-1", "prod-2", "test-1"])) == LAST_DAY
    assert len(sent(boomi)) == 2


def test_a_group_that_is_too_large_is_halved(boomi: Sandbox) -> None:
    boomi.max_expressions = 4
    assert numbers(ask(boomi, process_ids=["north-wrapper", "north-other", "load-original", "south-other"])) == LAST_DAY


def test_all_pages_are_read(boomi: Sandbox) -> None:
    boomi.page_size = 2
    assert numbers(ask(boomi)) == LAST_DAY
    assert len(boomi.requests(f"{PATH}/ExecutionRecord/queryMore")) == 4


@pytest.mark.parametrize(
    ("what", "kind"), [({"status": 400}, "rejected"), ({"status": 500}, "rejected"), ({"reset": "body"}, "unreachable"), ({"body": "<html>"}, "malformed")]
)
def test_a_page_that_breaks_in_the_middle_is_an_error(boomi: Sandbox, what: dict[str, Any], kind: str) -> None:
    boomi.page_size = 2
    boomi.fail(path=f"{PATH}/ExecutionRecord/queryMore", after=1, **what)
    assert failure(ask, boomi).kind == kind


def test_pages_that_overlap_are_an_error(boomi: Sandbox) -> None:
    first = {"@type": "ExecutionRecord", "executionId": "x", "executionTime": ask(boomi)["since"]}
    boomi.fail(path=f"{PATH}/ExecutionRecord/query", body={"result": [first], "numberOfResults": 2, "queryToken": "more"}, times=1)
    boomi.fail(path=f"{PATH}/ExecutionRecord/queryMore", body={"result": [{**first, "message": "later"}], "numberOfResults": 2})
    error = failure(ask, boomi)
    assert (error.kind, error.sentence) == ("malformed", "The pages of the response overlap or never end, so objects may be missing. Run again.")


def test_too_many_pages_say_what_to_ask_for(boomi: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ansible_collections.boomi.spaces.plugins.module_utils._sources.rest.MOST_PAGES", 2)
    boomi.page_size = 2
    assert failure(ask, boomi).sentence.endswith("Ask for fewer processes, or for a shorter span.")


def test_exhaustive(boomi: Sandbox) -> None:
    assert ask(boomi)["exhaustive"] is ask(boomi, since="30d")["exhaustive"] is ask(boomi, process_ids=["north-wrapper"])["exhaustive"] is True
    assert ask(boomi, since="31d", until="2d")["exhaustive"] is False, "older than 30 days"
    assert ask(boomi, process_ids=["nobody"])["exhaustive"] is False, "no record at all"
    assert ask(boomi, statuses=["ERROR"])["exhaustive"] is ask(boomi, execution_types=["exec_sched"])["exhaustive"] is False
    assert ask(boomi, source="spaces")["exhaustive"] is False


def test_a_user_who_sees_one_environment_gets_fewer_records_and_no_error(boomi: Sandbox) -> None:
    facts = ask(boomi, **user(boomi, "production"))
    assert (numbers(facts), facts["exhaustive"]) == ([1, 2, 3, 8, 9, 4, 7], True)
    facts = ask(boomi, environments=["Test"], **user(boomi, "production"))
    assert (numbers(facts), facts["exhaustive"]) == ([], False)
    facts = ask(boomi, **user(boomi, "blind"))
    assert (numbers(facts), facts["exhaustive"]) == ([], False)


def test_what_boomi_does_not_know(boomi: Sandbox) -> None:
    error = failure(ask, boomi, environments=["Production", "Staging"], atoms=["prod-9"])
    assert error.kind == "not_found"
    assert error.sentence.startswith('Boomi does not know the runtime "prod-9" and the environment "Staging" in this account.')
    error = failure(ask, boomi, instance_names=["Loads East"])
    assert (error.kind, error.instance_ids) == ("not_found", ["Loads East"])
    assert failure(ask, boomi, instance_ids=["nobody"]).kind == "not_found"
    assert sent(boomi) == []


@pytest.mark.parametrize("name", ["process_ids", "instance_ids", "instance_names", "environments", "atoms", "statuses", "execution_types"])
def test_an_empty_list_is_an_error(boomi: Sandbox, name: str) -> None:
    error = failure(ask, boomi, **{name: []})
    assert (error.kind, error.sentence.startswith(f"{name} is an empty list")) == ("usage", True)


def test_a_user_who_may_not_read_environments_is_told(boomi: Sandbox) -> None:
    boomi.fail(path=f"{PATH}/EnvironmentAtomAttachment", status=403, times=None)
    assert failure(ask, boomi, environments=["Production"]).kind == "auth"
    assert numbers(ask(boomi, atoms=["prod-2"])) == [8, 9, 7], "which runtimes there are is enough"


def test_a_sub_account(boomi: Sandbox) -> None:
    facts = ask(boomi, override_account="subaccount-3D4E5F")
    assert (numbers(facts), facts["exhaustive"]) == ([], False)
    assert boomi.log[0].path.startswith("/partner/")


# The Spaces API


def test_the_spaces_api(boomi: Sandbox) -> None:
    facts = ask(boomi, source="spaces", batch_size=10)
    # Neither what waits nor what no page names, nor the runs of originals.
    assert numbers(facts) == [1, 2, 3, 5, 9, 4]
    first = facts["execution_records"][0]
    assert {key for key, value in first.items() if value is None} == {
        *("account", "atom_id", "atom_name", "recorded_date", "node_id", "message", "original_execution_id", "parent_execution_id"),
        *("top_level_execution_id", "report_key", "launcher_id"),
    }
    assert (first["process_id"], first["execution_duration"], first["inbound_document_size"]) == ("north-wrapper", 3832, 5000000000)
    assert facts["process_ids"] == ["north-wrapper", "north-other", "south-wrapper", "south-other"]
    # The list of instances, their processes, and seven questions for each process, ten in a request.
    assert sorted(len(entry.fields) for entry in boomi.requests("/graphql")) == [1, 2, 8, 10, 10]


def test_the_spaces_api_has_no_upper_bound_so_later_runs_are_left_out(boomi: Sandbox) -> None:
    assert numbers(ask(boomi, source="spaces", until="105m")) == [1, 2, 3]
    assert numbers(ask(boomi, source="spaces", since="119m", until="85m", process_ids=["north-wrapper"])) == [3, 5]


def test_the_spaces_api_is_asked_for_the_statuses_that_are_wanted(boomi: Sandbox) -> None:
    assert numbers(ask(boomi, source="spaces", process_ids=["north-wrapper"], statuses=["ERROR", "COMPLETE"], execution_types=["exec_sched"])) == [1, 2]
    (entry,) = boomi.requests("/graphql")
    assert entry.fields == ["executionHistory"] * 2


NO_RUNTIME = "The Spaces API does not say on which runtime a process ran. Set source to platform, or leave out environments and atoms."


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"atoms": ["prod"]}, NO_RUNTIME),
        ({"environments": ["Test"]}, NO_RUNTIME),
        (
            {"statuses": ["ENQUEUED", "ERROR", "{{ x }}"]},
            'The Spaces API cannot be asked for the status "ENQUEUED" and "{{ x }}", only for ABORTED, COMPLETE, COMPLETE_WARN, DISCARDED, ERROR, INPROCESS '
            "and STARTED.",
        ),
    ],
)
def test_what_the_spaces_api_cannot_be_asked(boomi: Sandbox, asked: dict[str, Any], sentence: str) -> None:
    error = failure(ask, boomi, source="spaces", **asked)
    assert (error.kind, error.sentence, boomi.log) == ("usage", sentence, [])


def test_an_account_without_anything() -> None:
    with local_boomi() as sandbox:
        sandbox.account = dataclasses.replace(sandbox.account, executions=(), instances=())
        assert ask(sandbox, **FAST)["execution_records"] == ask(sandbox, source="spaces")["execution_records"] == []

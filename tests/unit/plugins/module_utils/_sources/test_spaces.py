# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Spaces API as a source: batches, refusals, and incomplete responses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import ProcessFacts
from ansible_collections.boomi.spaces.plugins.module_utils._sources.opening import open_source
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http
from tests.sandbox import Sandbox
from tests.sandbox.generated import account
from tests.sandbox.messages import Response
from tests.unit.asking import FINANCE, GERMANY, HR, OF_ANOTHER_SPACE, ORDER_TO_CASH, SMOKE_TEST, ask, connect

FIELD = "integrationPackInstanceProcesses"
PROCESS = {"id": "p1", "name": "n"}


@pytest.fixture(scope="module")
def many() -> Iterator[Sandbox]:
    with Sandbox(account(200, 1)) as sandbox:
        yield sandbox


def sizes(sandbox: Sandbox) -> list[int]:
    """For how many instances each of the requests asked, and was answered."""
    return [len(request.fields) for request in sandbox.requests("/graphql") if request.status == 200]


def names(facts: ProcessFacts) -> list[str | None]:
    return [process["name"] for process in facts.result()["processes"]]


def failure(sandbox: Sandbox, ids: list[str], **connection: Any) -> BoomiError:
    with pytest.raises(BoomiError) as caught:
        ask(sandbox, instance_ids=ids, connection={"retries": 0, **connection})
    return caught.value


def test_two_hundred_instances_take_twenty_requests_and_one_login(many: Sandbox) -> None:
    many.clear()
    ids = [instance.id for instance in many.account.instances]
    facts = ask(many, instance_ids=ids, connection={"batch_size": 10})
    assert facts.counts["request_count"] == 21
    assert len(many.requests("/auth")) == 1
    assert sizes(many) == [10] * 20
    result = facts.result()
    assert result["instance_ids"] == ids
    assert [process["instance_id"] for process in result["processes"]] == ids


@pytest.mark.parametrize(
    ("count", "batch_size", "expected"),
    [(1, 10, [1]), (10, 10, [10]), (11, 10, [2, 3, 3, 3]), (50, 25, [12, 12, 13, 13]), (7, 3, [1, 2, 2, 2]), (3, 1, [1, 1, 1])],
)
def test_batches_are_even_and_as_many_as_go_out_at_once(many: Sandbox, count: int, batch_size: int, expected: list[int]) -> None:
    many.clear()
    ask(many, instance_ids=[instance.id for instance in many.account.instances[:count]], connection={"batch_size": batch_size})
    assert sorted(sizes(many)) == expected


def test_a_single_instance_is_asked_for_as_documented(sandbox: Sandbox) -> None:
    ask(sandbox, instance_ids=[ORDER_TO_CASH])
    (request,) = sandbox.requests("/graphql")
    assert request.keys == request.fields == [FIELD]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 7])
def test_batches_are_halved_where_the_server_refuses_them(many: Sandbox, limit: int) -> None:
    many.clear()
    many.max_aliases = limit
    ids = [instance.id for instance in many.account.instances[:40]]
    facts = ask(many, instance_ids=ids)
    many.max_aliases = None
    assert [process["instance_id"] for process in facts.result()["processes"]] == ids
    assert sum(sizes(many)) == 40, "no instance is answered for twice"
    refused = [request for request in many.requests("/graphql") if request.status == 400]
    assert len(refused) <= 4 * 9, "once refused, the size stays small"


def test_ids_are_variables_and_never_text_of_the_query(sandbox: Sandbox) -> None:
    hostile = ['x") { id } }', "line\nbreak", "{{ lookup('pipe', 'id') }}", '"', "\\", "$i0", "📦 ü"]
    facts = ask(sandbox, instance_ids=hostile, missing="report")
    assert facts.result()["missing_instances"] == hostile
    (request,) = [json.loads(entry.body) for entry in sandbox.requests("/graphql")]
    assert list(request["variables"].values()) == hostile
    assert not any(one in request["query"] for one in hostile if one not in ("$i0", '"', "\\"))
    assert '"' not in request["query"]


def test_unknown_instances_among_good_ones(sandbox: Sandbox) -> None:
    facts = ask(sandbox, instance_ids=["nope", GERMANY, OF_ANOTHER_SPACE, SMOKE_TEST], missing="report")
    assert facts.result()["missing_instances"] == ["nope", OF_ANOTHER_SPACE]
    assert facts.result()["instance_ids"] == ["nope", GERMANY, OF_ANOTHER_SPACE, SMOKE_TEST]
    assert names(facts) == ["Order Intake Germany - EDI Orders", "Order Intake Germany - Mailbox Orders"]
    assert sizes(sandbox) == [4]


def unknown(path: list[Any] | None, code: str = "IPACK_INSTANCE_ID_INVALID", message: str = "no such instance") -> dict[str, Any]:
    error: dict[str, Any] = {"message": message, "extensions": {"errorCode": code}}
    return error if path is None else {**error, "path": path}


def test_an_unknown_instance_that_takes_the_whole_data_with_it(sandbox: Sandbox) -> None:
    sandbox.fail(body={"data": None, "errors": [unknown(["i0"])]})
    facts = ask(sandbox, instance_ids=["nope", GERMANY, FINANCE], missing="report")
    assert facts.result()["missing_instances"] == ["nope"]
    assert len(names(facts)) == 6
    assert sizes(sandbox) == [3, 2]


@pytest.mark.parametrize("status", [200, 400, 500])
def test_an_unknown_instance_told_without_a_place_is_found_by_halving(sandbox: Sandbox, status: int) -> None:
    sandbox.fail(match="nope", times=None, status=status, body={"data": None, "errors": [unknown(None)]})
    facts = ask(sandbox, instance_ids=[GERMANY, FINANCE, HR, "nope", ORDER_TO_CASH], missing="report")
    assert facts.result()["missing_instances"] == ["nope"]
    assert len(names(facts)) == 2 + 4 + 4 + 5


@pytest.mark.parametrize(
    "error",
    [
        {"message": "IPACK_INSTANCE_ID_INVALID"},
        {"message": "Downstream Execution Error: IPACK_INSTANCE_ID_INVALID"},
        {"message": "gone", "extensions": {"code": "IPACK_NOT_FOUND_IN_SPACE"}},
        {"message": "IPACK_INSTANCE_ID_INVALID", "extensions": {"code": "INTERNAL_SERVER_ERROR"}},
    ],
)
def test_the_code_is_found_wherever_it_sits(sandbox: Sandbox, error: dict[str, Any]) -> None:
    sandbox.fail(body={"data": {FIELD: None}, "errors": [{**error, "path": [FIELD]}]})
    assert ask(sandbox, instance_ids=["nope"], missing="report").result()["missing_instances"] == ["nope"]


def test_a_server_that_answers_only_one_of_a_batch(sandbox: Sandbox) -> None:
    sandbox.fail(body={"data": {"i0": [PROCESS]}})
    facts = ask(sandbox, instance_ids=[GERMANY, FINANCE])
    assert len(names(facts)) == 6
    assert sizes(sandbox) == [2, 1, 1]


def test_an_unknown_space(sandbox: Sandbox) -> None:
    error = failure(sandbox, [GERMANY, FINANCE], space_guid="00000000-0000-0000-0000-000000000000")
    assert (error.kind, error.code, error.status, error.instance_id) == ("not_found", "SPACE_NOT_FOUND", 200, None)
    assert error.sentence.startswith("Boomi does not know the space. Check space_guid")
    assert len(sandbox.requests("/graphql")) == 1


def test_partial_data_is_not_an_answer(sandbox: Sandbox) -> None:
    error = {"message": "Downstream Execution Error: Server Error", "path": ["i1"], "extensions": {}}
    sandbox.fail(body={"data": {"i0": [PROCESS], "i1": None}, "errors": [error]}, times=None)
    told = failure(sandbox, [GERMANY, FINANCE])
    assert (told.kind, told.status, told.instance_id, told.message) == ("rejected", 200, FINANCE, "Downstream Execution Error: Server Error")
    assert told.sentence == f'Instance "{FINANCE}": Boomi rejected the request.'


def test_data_that_is_partial_below_an_instance_is_not_an_answer(sandbox: Sandbox) -> None:
    body = {"data": {FIELD: [{**PROCESS, "processSchedules": None}]}, "errors": [unknown([FIELD, 0, "processSchedules"])]}
    sandbox.fail(body=body)
    assert failure(sandbox, [GERMANY]).instance_id == GERMANY


def test_errors_beside_whole_data_are_errors(sandbox: Sandbox) -> None:
    sandbox.fail(body={"data": {FIELD: [PROCESS]}, "errors": [{"message": "deprecated"}]})
    assert failure(sandbox, [GERMANY]).message == "deprecated"


def test_a_refused_login_inside_an_answer(sandbox: Sandbox) -> None:
    sandbox.fail(body={"data": None, "errors": [{"message": "Downstream Execution Error: Unauthorized", "path": [FIELD], "extensions": {}}]})
    error = failure(sandbox, [GERMANY])
    assert (error.kind, error.code, error.instance_id) == ("auth", "UNAUTHORIZED", None)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<html>Log in</html>", "The response is not JSON but an HTML or XML page: did a login page or a proxy answer?"),
        ("", "The response is not JSON but empty."),
        ('{"data": ', "The response is not JSON but something else."),
        ('{"data": NaN}', "The response is not JSON but something else."),
        ("[" * 100_000, "The response is not JSON but something else."),
        ("[]", "The response is JSON, but not a GraphQL response: it has neither data nor errors."),
        ('"x"', "The response is JSON, but not a GraphQL response: it has neither data nor errors."),
        ("{}", "The response is JSON, but not a GraphQL response: it has neither data nor errors."),
        ('{"data": null, "errors": []}', "The response is JSON, but not a GraphQL response: it has neither data nor errors."),
        ('{"data": {}}', f'The response leaves out the requested instance "{GERMANY}".'),
        ('{"data": {"integrationPackInstanceProcesses": "all"}}', f'Instance "{GERMANY}": {FIELD} is the string "all"; expected a list of objects.'),
    ],
)
def test_an_answer_of_no_use_is_malformed(sandbox: Sandbox, body: str, sentence: str) -> None:
    sandbox.fail(body=body, headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    error = failure(sandbox, [GERMANY])
    assert (error.kind, error.sentence) == ("malformed", sentence)


def test_half_a_character_is_replaced_and_a_whole_one_in_two_escapes_is_not(sandbox: Sandbox) -> None:
    process = json.dumps({**PROCESS, "name": "\ud83d \ude00 \U0001f600 \\ud83d"})
    assert "\\ud83d \\ude00 \\ud83d\\ude00 \\\\ud83d" in process
    sandbox.fail(body=f'{{"data": {{"{FIELD}": [{process}]}}}}')
    assert names(ask(sandbox, instance_ids=[GERMANY])) == ["\ufffd \ufffd \U0001f600 \\ud83d"]
    sandbox.fail(body='{"data": null, "errors": [{"message": "half \\ud83d"}]}', status=400)
    assert failure(sandbox, [GERMANY]).as_data()["message"] == "half \ufffd"


def test_a_byte_order_mark_does_no_harm(sandbox: Sandbox) -> None:
    sandbox.fail(body="\ufeff" + json.dumps({"data": {FIELD: [PROCESS]}}))
    assert names(ask(sandbox, instance_ids=[GERMANY])) == ["n"]


@pytest.mark.parametrize(("value", "expected"), [([], []), (PROCESS, ["n"]), ([PROCESS, {**PROCESS, "id": "other"}], ["n", "n"]), ([PROCESS, PROCESS], ["n"])])
def test_a_list_or_one_object(sandbox: Sandbox, value: Any, expected: list[str]) -> None:
    sandbox.fail(body={"data": {FIELD: value}})
    assert names(ask(sandbox, instance_ids=[GERMANY])) == expected


def test_null_counts_as_no_processes_with_one_warning(sandbox: Sandbox) -> None:
    warnings: list[str] = []
    sandbox.fail(body={"data": {"i0": None, "i1": [PROCESS], "i2": None}})
    facts = ask(sandbox, warnings, instance_ids=[GERMANY, FINANCE, HR])
    assert (names(facts), facts.unanswered, facts.unlisted) == (["n"], [GERMANY, HR], False)
    assert warnings == [
        f'Boomi returned null, without an error, in place of the processes of the instances "{GERMANY}"; "{HR}". '
        "That counts as none: run again before relying on it."
    ]


@pytest.mark.parametrize("root", ["integrationPackInstances", "environments", "spaces"])
def test_null_counts_as_an_empty_list_with_one_warning(sandbox: Sandbox, root: str) -> None:
    sandbox.fail(times=None, body={"data": {root: None}})
    connection = connect(sandbox)
    with Http(connection) as http:
        source = open_source(connection, http)
        asked = {"integrationPackInstances": source.instances, "environments": source.environments, "spaces": source.spaces}
        assert asked[root]() == []
        (warning,) = source.warnings()
        assert source.unlisted == (root == "integrationPackInstances")
    assert warning.startswith("Boomi returned null, without an error, in place of the ")


def row(*atoms: str, **more: Any) -> dict[str, Any]:
    schedules = [{"id": f"s-{atom}", "processId": "p", "atomId": atom, "schedule": [], "retry": None} for atom in atoms]
    return {"id": "p", "name": "n", "integrationPack": [], "processSchedules": schedules[0] if len(schedules) == 1 else schedules, **more}


@pytest.mark.parametrize("rows", [[row("a"), row("b"), row("c")], [row("a", "b"), row("b", "c")], [row(), row("a", "b", "c")], [row("a", "b", "c"), row("a")]])
def test_rows_of_one_process_for_each_runtime_are_one_process(sandbox: Sandbox, rows: list[Any]) -> None:
    sandbox.fail(body={"data": {FIELD: [PROCESS, *rows]}})
    first, second = ask(sandbox, instance_ids=[GERMANY]).result()["processes"]
    assert (first["id"], second["id"]) == (PROCESS["id"], "p")
    assert [schedule["atom_id"] for schedule in second["process_schedules"]] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "rows",
    [
        [row("a"), row("b", name="m")],
        [row("a"), row("b", integrationPack=[{"integrationPackId": "i"}])],
        [row("a"), row("b", more=1)],
        [row("a"), row(processSchedules={"id": "s-a", "processId": "p", "atomId": "b", "schedule": []})],
    ],
)
def test_rows_of_one_process_that_differ_otherwise_are_malformed(sandbox: Sandbox, rows: list[Any]) -> None:
    sandbox.fail(body={"data": {FIELD: rows}})
    error = failure(sandbox, [GERMANY])
    assert error.kind == "malformed"
    assert "as another object, but differs from it." in error.sentence


@pytest.mark.slow
def test_an_answer_that_is_too_large_is_asked_for_in_halves(sandbox: Sandbox) -> None:
    large = [{"id": str(number)} for number in range(100_001)]
    sandbox.fail(change=lambda request, response: Response(200, json.dumps({"data": {"i0": large}}).encode()), times=3, match="i2")
    assert len(ask(sandbox, instance_ids=[GERMANY, FINANCE, HR, SMOKE_TEST]).processes) == 4
    sandbox.fail(body={"data": {FIELD: large}}, times=None)
    assert failure(sandbox, [GERMANY]).sentence.startswith("The response has 100,003 objects, of which at most 100,000 are read.")


def test_one_id_for_two_processes_is_malformed(sandbox: Sandbox) -> None:
    sandbox.fail(body={"data": {FIELD: [PROCESS, {**PROCESS, "name": "another"}]}})
    error = failure(sandbox, [GERMANY])
    assert (error.kind, error.instance_id) == ("malformed", GERMANY)
    assert error.sentence.endswith(f'{FIELD}[1] has the same id "{PROCESS["id"]}" as another object, but differs from it.')


def owned(process_id: str, instance_id: str, *schedules_of: str) -> dict[str, Any]:
    pack = {"integrationPackId": "p", "integrationPackInstanceId": instance_id}
    schedules = [{"id": f"s-{one}", "processId": one} for one in schedules_of]
    return {"id": process_id, "name": "n", "integrationPack": [pack], "processSchedules": schedules}


def test_answers_that_are_mixed_up_are_malformed(sandbox: Sandbox) -> None:
    sandbox.fail(body={"data": {"i0": [owned("a", GERMANY)], "i1": [owned("b", FINANCE)]}})
    assert len(ask(sandbox, instance_ids=[GERMANY, FINANCE]).result()["processes"]) == 2
    sandbox.fail(body={"data": {"i0": [owned("b", FINANCE)], "i1": [owned("a", GERMANY)]}})
    error = failure(sandbox, [GERMANY, FINANCE])
    assert (error.kind, error.sentence) == ("malformed", f'Instance "{GERMANY}": Process "b" belongs to another instance.')
    sandbox.fail(body={"data": {FIELD: [owned("a", GERMANY, "a"), owned("b", GERMANY, "a")]}})
    error = failure(sandbox, [GERMANY])
    assert (error.kind, error.sentence) == ("malformed", f'Instance "{GERMANY}": Process "b" has a schedule of another process.')


def test_nothing_is_ever_written(many: Sandbox, sandbox: Sandbox) -> None:
    ask(sandbox, include_names=True)
    assert (sandbox.mutations, sandbox.writes, many.mutations, many.writes) == (0, 0, 0, 0)
    assert {entry.operation for entry in sandbox.requests("/graphql")} == {"query"}

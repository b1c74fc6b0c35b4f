# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Queries to the Platform REST API: filters, groups that the server refuses, pages, and responses that are not complete."""

from __future__ import annotations

import contextlib
import itertools
import json
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._sources import rest
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import Refusals
from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import Found, Query, RestApi
from ansible_collections.boomi.spaces.plugins.module_utils._sources.shapes import Raw, ShapeError, text
from ansible_collections.boomi.spaces.plugins.module_utils._transport import client
from ansible_collections.boomi.spaces.plugins.module_utils._transport import pace as _pace
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http
from ansible_collections.boomi.spaces.plugins.module_utils._transport.pace import Pace
from tests.sandbox import Sandbox
from tests.sandbox.messages import Request, Response, json_response
from tests.unit.asking import FINANCE, GERMANY, HR, ORDER_TO_CASH, connect

PATH = "/api/rest/v1/"
OWNER = "integrationPackInstanceId"
VALUES = (HR, GERMANY, FINANCE, ORDER_TO_CASH)
OVERLAP = "The pages of the response overlap or never end, so objects may be missing. Run again."


def read_id(raw: Raw, where: str) -> str | None:
    return text(raw, "id", where)


PROCESSES = Query("Process", "the processes", read_id)
INSTANCES = Query("IntegrationPackInstance", "the instances", read_id)


@pytest.fixture(autouse=True)
def unlimited(sandbox: Sandbox) -> None:
    """The pace has a test of its own."""
    sandbox.rate_limit = None


@contextlib.contextmanager
def opened(sandbox: Sandbox, **changed: Any) -> Iterator[RestApi]:
    connection = connect(sandbox, **{"requests_per_second": 100_000, "retries": 0, **changed})
    with Http(connection) as http:
        yield RestApi(connection, http, Refusals())


def each(sandbox: Sandbox, values: list[str], query: Query[Any] = PROCESSES) -> list[Any]:
    with opened(sandbox) as api:
        return api.each(query, OWNER, values)


def failure(sandbox: Sandbox, values: list[str] | None = None, query: Query[Any] = PROCESSES) -> BoomiError:
    with pytest.raises(BoomiError) as caught:
        each(sandbox, values or [HR], query)
    return caught.value


def ids_of(sandbox: Sandbox, *instance_ids: str) -> list[str]:
    return sorted(process.id for instance in sandbox.account.instances if instance.id in instance_ids for process in instance.processes)


def endless(page: Callable[[int], dict[str, Any]]) -> Callable[[Request, Response], Response]:
    """A change of responses: each is the next page, and has a token for one more."""
    numbers = itertools.count()

    def change(request: Request, response: Response) -> Response:
        number = next(numbers)
        return json_response(200, {**page(number), "queryToken": f"t{number}"})

    return change


def groups(sandbox: Sandbox) -> list[tuple[int, int]]:
    """The number of values and the status of each query, in the order of arrival."""
    expressions = [(json.loads(entry.body)["QueryFilter"]["expression"], entry.status) for entry in sandbox.requests(PATH)]
    return [(len(expression.get("nestedExpression", [expression])), status) for expression, status in expressions]


def test_every_object_by_a_filter_that_always_holds(sandbox: Sandbox) -> None:
    with opened(sandbox) as api:
        found = api.every(INSTANCES, "integrationPackId")
    space = sandbox.account.spaces[0].guid
    assert sorted(found) == sorted(instance.id for instance in sandbox.account.instances_by_space[space] if instance.id)
    (entry,) = sandbox.log
    operators = [{"property": "integrationPackId", "operator": operator, "argument": []} for operator in ("IS_NOT_NULL", "IS_NULL")]
    assert json.loads(entry.body) == {"QueryFilter": {"expression": {"operator": "or", "nestedExpression": operators}}}
    assert (entry.method, entry.headers["content-type"], entry.headers["accept"]) == ("POST", "application/json", "application/json")


def test_a_single_value_as_documented_and_several_by_a_group(sandbox: Sandbox) -> None:
    assert sorted(each(sandbox, [HR])) == ids_of(sandbox, HR)
    assert sorted(each(sandbox, [HR, GERMANY, HR])) == ids_of(sandbox, HR, GERMANY)
    alone, both = [json.loads(entry.body)["QueryFilter"]["expression"] for entry in sandbox.requests(PATH)]
    assert alone == {"property": OWNER, "operator": "EQUALS", "argument": [HR]}
    assert both == {"operator": "or", "nestedExpression": [alone, {**alone, "argument": [GERMANY]}]}


def test_no_values_take_no_request(sandbox: Sandbox) -> None:
    assert each(sandbox, []) == []
    assert sandbox.log == []


def test_values_are_data(sandbox: Sandbox) -> None:
    hostile = ['x"}]}', "line\nbreak", "{{ lookup('pipe', 'id') }}", "\\", "📦 ü", "%"]
    assert each(sandbox, [*hostile, HR]) == each(sandbox, [HR])


def test_more_values_than_one_group_holds(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rest, "LARGEST_GROUP", 2)
    assert sorted(each(sandbox, [HR, GERMANY, FINANCE])) == ids_of(sandbox, HR, GERMANY, FINANCE)
    assert sorted(groups(sandbox)) == [(1, 200), (2, 200)]


def test_a_login_is_needed(sandbox: Sandbox) -> None:
    with pytest.raises(BoomiError) as caught, opened(sandbox, username=None, access_token="a.b.c"):
        pass
    assert caught.value.kind == "usage"
    assert "username is not given (environment: BOOMI_USERNAME)" in caught.value.sentence


@pytest.mark.parametrize("status", [400, 413, 500])
def test_a_refused_group_is_halved_and_the_size_stays_lowered(sandbox: Sandbox, status: int) -> None:
    sandbox.fail(path=PATH, status=status)
    with opened(sandbox) as api:
        assert sorted(api.each(PROCESSES, OWNER, VALUES)) == ids_of(sandbox, *VALUES)
        assert groups(sandbox) == [(4, status), (2, 200), (2, 200)]
        sandbox.clear_log()
        assert sorted(api.each(PROCESSES, OWNER, VALUES)) == ids_of(sandbox, *VALUES)
        assert groups(sandbox) == [(2, 200), (2, 200)]


@pytest.mark.parametrize(("limit", "expected"), [(1, [4, 2, 1, 1, 2, 1, 1]), (2, [4, 2, 2]), (3, [4, 2, 2])])
def test_halves_are_halved_again(sandbox: Sandbox, limit: int, expected: list[int]) -> None:
    sandbox.max_expressions = limit
    assert sorted(each(sandbox, list(VALUES))) == ids_of(sandbox, *VALUES)
    assert [size for size, dummy in groups(sandbox)] == expected
    assert {status for size, status in groups(sandbox) if size <= limit} == {200}


@pytest.mark.parametrize(("status", "kind"), [(401, "auth"), (403, "auth"), (404, "not_found"), (410, "not_found"), (429, "throttled")])
def test_any_other_refusal_is_an_error_at_once(sandbox: Sandbox, status: int, kind: str) -> None:
    sandbox.fail(path=PATH, status=status, times=None)
    error = failure(sandbox, list(VALUES))
    assert (error.kind, error.status) == (kind, status)
    assert groups(sandbox) == [(4, status)]


def test_a_refusal_for_missing_rights_is_not_one_of_the_size(sandbox: Sandbox) -> None:
    body = "<error><message>The authenticated user does not have access rights to this functionality</message></error>"
    sandbox.fail(path=PATH, status=400, body=body, times=None)
    assert failure(sandbox, list(VALUES)).kind == "auth"
    assert groups(sandbox) == [(4, 400)]


@pytest.mark.parametrize("status", [400, 413, 500])
def test_a_value_that_is_refused_alone_is_an_error(sandbox: Sandbox, status: int) -> None:
    sandbox.fail(path=PATH, match="nope", status=status, body={"message": "Invalid id nope"}, times=None)
    error = failure(sandbox, ["nope", HR])
    assert (error.kind, error.status, error.message) == ("rejected", status, "Invalid id nope")
    assert groups(sandbox) == [(2, status), (1, status)]


def test_a_value_that_is_refused_alone_can_be_part_of_the_result(sandbox: Sandbox) -> None:
    sandbox.fail(path=PATH, match="nope", status=400, body={"message": "Invalid id nope"}, times=None)
    with opened(sandbox) as api:
        found = api.each_accepted(PROCESSES, OWNER, ["nope", HR, GERMANY, FINANCE])
        assert sorted(found.records) == ids_of(sandbox, HR, GERMANY, FINANCE)
        assert {value: error.message for value, error in found.refused.items()} == {"nope": "Invalid id nope"}
        assert groups(sandbox) == [(4, 400), (2, 400), (1, 400), (1, 200), (2, 200)]
        sandbox.clear_log()
        api.each_accepted(PROCESSES, OWNER, VALUES)
        assert groups(sandbox) == [(4, 200)], "the size was not the reason, and stays as it is"


@pytest.mark.parametrize("status", [413, 500])
def test_only_the_status_400_is_about_the_value(sandbox: Sandbox, status: int) -> None:
    sandbox.fail(path=PATH, match="nope", status=status, times=None)
    with opened(sandbox) as api, pytest.raises(BoomiError) as caught:
        api.each_accepted(PROCESSES, OWNER, ["nope", HR])
    assert caught.value.status == status


def test_results_are_merged_in_their_order() -> None:
    first, second = BoomiError("1", kind="rejected"), BoomiError("2", kind="rejected")
    parts = [Found([1, 2], {"a": first}), Found([], {}), Found([3], {"b": second})]
    assert Found.merged(parts) == Found([1, 2, 3], {"a": first, "b": second})


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_are_followed_to_the_end(sandbox: Sandbox, size: int) -> None:
    whole = each(sandbox, [HR, ORDER_TO_CASH])
    sandbox.clear_log()
    sandbox.page_size = size
    assert each(sandbox, [HR, ORDER_TO_CASH]) == whole
    first, *more = sandbox.requests(PATH)
    assert first.path.endswith("/Process/query")
    assert len(more) == -(-len(whole) // size) - 1
    assert {entry.path.rsplit("/", 2)[-1] for entry in more} == {"queryMore"}
    assert {entry.headers["content-type"] for entry in more} == {"text/plain"}
    assert not any(entry.body.startswith(('"', "{")) for entry in more)


def test_the_records_have_their_place_and_are_checked_after_each_page(sandbox: Sandbox) -> None:
    sandbox.page_size = 2
    checked = []
    query = Query("Process", "the processes", lambda raw, where: where, lambda records: checked.append(len(records)))
    places = [f"Process.result[{index}]" for index in (0, 1)]
    assert each(sandbox, [HR], query) == places * 2
    assert checked == [2, 4]


@pytest.mark.parametrize("failing", ["read", "check"])
def test_a_record_of_another_shape_is_malformed(sandbox: Sandbox, failing: str) -> None:
    def fail(*dummy: Any) -> None:
        raise ShapeError("It does not fit.")

    query: Query[Any] = Query("Process", "the processes", fail) if failing == "read" else Query("Process", "the processes", read_id, fail)
    error = failure(sandbox, query=query)
    assert (error.kind, error.sentence, error.asked, error.status) == ("malformed", "It does not fit.", "the processes", 200)


@pytest.mark.parametrize("number", [0, 1, 2, 1000, "3"])
def test_the_number_of_results_does_not_matter(sandbox: Sandbox, number: Any) -> None:
    sandbox.fail(path=PATH, body={"@type": "QueryResult", "numberOfResults": number, "result": [{"id": "p1"}]})
    assert each(sandbox, [HR]) == ["p1"]


@pytest.mark.parametrize(
    "body",
    [
        {"@type": "QueryResult", "numberOfResults": 0},
        {"result": [], "numberOfResults": 0},
        {"result": []},
        {"result": None, "numberOfResults": "0"},
        {"result": [{}, {"Schedule": []}], "numberOfResults": 2},
    ],
)
def test_an_empty_result_may_be_left_out(sandbox: Sandbox, body: Any) -> None:
    sandbox.fail(path=PATH, body=body)
    assert each(sandbox, [HR]) == []


def test_one_object_counts_as_a_list(sandbox: Sandbox) -> None:
    sandbox.fail(path=PATH, body={"result": {"id": "p1"}})
    assert each(sandbox, [HR]) == ["p1"]


def test_an_object_twice_on_a_page_is_one(sandbox: Sandbox) -> None:
    sandbox.fail(path=PATH, body={"result": [{"id": "p1"}, {"id": "p2"}, {"id": "p1"}]})
    assert each(sandbox, [HR]) == ["p1", "p2"]


def test_the_last_page_may_be_empty_and_a_token_may_come_late(sandbox: Sandbox) -> None:
    sandbox.fail(path=PATH, body={"result": [], "queryToken": "+a/="})
    sandbox.fail(path=PATH, body={"result": [{"id": "p1"}], "queryToken": "+b/="})
    sandbox.fail(path=PATH, body={"result": [], "numberOfResults": 1})
    assert each(sandbox, [HR]) == ["p1"]
    assert [entry.body for entry in sandbox.log[1:]] == ["+a/=", "+b/="]


def test_an_empty_token_is_none(sandbox: Sandbox) -> None:
    sandbox.fail(path=PATH, body={"result": [{"id": "p1"}], "queryToken": ""})
    assert each(sandbox, [HR]) == ["p1"]
    assert len(sandbox.log) == 1


@pytest.mark.parametrize(
    "last",
    [
        {"@type": "QueryResult", "numberOfResults": 2},
        {"@type": "QueryResult", "numberOfResults": 1},
        {"@type": "QueryResult", "result": None},
        {"@type": "QueryResult"},
        {"numberOfResults": 0, "queryToken": "even more"},
    ],
)
def test_a_page_without_a_result_is_malformed_wherever_it_comes(sandbox: Sandbox, last: dict[str, Any]) -> None:
    """It gave 7 of 106 processes."""
    for earlier in ([], [{"result": [{"id": "p1"}], "numberOfResults": 2, "queryToken": "more"}]):
        for body in [*earlier, last]:
            sandbox.fail(path=PATH, body=body)
        error = failure(sandbox)
        assert (error.kind, error.sentence) == ("malformed", "The response has no result.")


def test_an_empty_page_that_is_all_there_is_must_not_say_that_there_is_more(sandbox: Sandbox) -> None:
    sandbox.fail(path=PATH, body={"result": [], "numberOfResults": "3"})
    error = failure(sandbox)
    assert (error.kind, error.sentence) == ("malformed", "The response has no results, but says that there are 3.")
    sandbox.fail(path=PATH, body={"result": [], "numberOfResults": 3, "queryToken": "t"})
    sandbox.fail(path=PATH, body={"result": [{"id": "p1"}], "numberOfResults": 3})
    assert each(sandbox, [HR]) == ["p1"]


def test_empty_pages_without_an_end(sandbox: Sandbox) -> None:
    sandbox.fail(path=PATH, times=None, change=endless(lambda number: {"result": []}))
    assert failure(sandbox).sentence == OVERLAP
    assert len(sandbox.log) == rest.EMPTY_PAGES + 1 == 11


def test_a_token_that_comes_again(sandbox: Sandbox) -> None:
    sandbox.fail(path=PATH, times=None, after=1, body={"result": [{"id": "p9"}], "queryToken": "again"})
    sandbox.page_size = 1
    error = failure(sandbox)
    assert (error.kind, error.sentence) == ("malformed", OVERLAP)
    assert error.url == f"{sandbox.url[7:]}{PATH}{sandbox.account.id}/Process/queryMore"
    assert len(sandbox.log) == 3


def test_a_page_that_comes_again(sandbox: Sandbox) -> None:
    first = {"result": [{"id": "p1"}, {"id": "p2"}]}
    sandbox.fail(path=PATH, body={**first, "queryToken": "t"})
    sandbox.fail(path=PATH, body=first)
    error = failure(sandbox)
    assert (error.kind, error.sentence) == ("malformed", OVERLAP)


def test_too_many_pages(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rest.MOST_PAGES == 1000
    monkeypatch.setattr(rest, "MOST_PAGES", 5)
    sandbox.fail(path=PATH, times=None, change=endless(lambda number: {"result": [{"id": f"p{number}"}]}))
    error = failure(sandbox)
    assert (error.kind, error.sentence) == (
        "malformed",
        "The response has more than 5 pages or is larger than 64 MiB. Ask for fewer instances at once.",
    )
    assert len(sandbox.log) == 6


def test_pages_that_are_too_large_together(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rest, "LARGEST_RESULT", 3000)
    sandbox.fail(path=PATH, times=None, change=endless(lambda number: {"result": [{"id": f"p{number}", "name": "x" * 1000}]}))
    assert failure(sandbox).kind == "malformed"
    assert len(sandbox.log) == 3


def test_a_refused_token_is_an_error(sandbox: Sandbox) -> None:
    sandbox.page_size = 1
    sandbox.fail(path=f"{PATH}{sandbox.account.id}/Process/queryMore", after=1, status=400, body={"message": "the token has expired"})
    error = failure(sandbox)
    assert (error.kind, error.status, error.message) == ("rejected", 400, "the token has expired")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, "The response has no result."),
        ({"numberOfResults": 5}, "The response has no result."),
        ([], "The response is JSON, but not the result of a query."),
        ({"result": 5}, "result is the number 5; expected a list of objects."),
        ({"result": [None]}, "result[0] is null; expected an object."),
        ({"result": [], "queryToken": 5}, "The queryToken of the response is not a string."),
        ({"result": [], "queryToken": 0}, "The queryToken of the response is not a string."),
        ({"@type": "Process", "id": "p"}, "The response is of the type Process; expected the result of a query."),
        ({"result": {}}, "result is an object without id and type; expected a list of objects."),
        ({"result": {"Schedule": []}}, "result is an object without id and type; expected a list of objects."),
        ({"result": [{"id": "s", "@type": "ProcessSchedules"}]}, "result[0] is of the type ProcessSchedules; expected Process."),
        ({"result": [{"@type": "Error"}]}, "result[0] is of the type Error; expected Process."),
        ({"result": [{"id": "s", "a": 1}, {"id": "s", "a": 2}]}, 'result[1] has the same id "s" as another object, but differs from it.'),
        ({"result": None, "numberOfResults": "many"}, 'response.numberOfResults is the string "many"; expected a whole number.'),
    ],
)
def test_a_response_of_another_shape_is_malformed(sandbox: Sandbox, body: Any, sentence: str) -> None:
    sandbox.fail(path=PATH, body=json.dumps(body))
    error = failure(sandbox)
    assert (error.kind, error.sentence, error.asked) == ("malformed", sentence, "the processes")
    assert error.url == f"{sandbox.url[7:]}{PATH}{sandbox.account.id}/Process/query"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"@type": "Error"}, None),
        ({"@type": "Error", "errorMessage": "No such process", "statusCode": 400}, "No such process"),
        ({"@type": "QueryResult", "numberOfResults": 0, "error": {"message": "no"}}, "no"),
        ({"result": [], "message": "a partial result"}, "a partial result"),
        ({"result": [], "error": {"code": 7}}, '{"code": 7}'),
    ],
)
def test_an_error_with_the_status_200_is_an_error(sandbox: Sandbox, body: Any, message: str | None) -> None:
    sandbox.fail(path=PATH, body=body)
    error = failure(sandbox)
    assert (error.kind, error.status, error.message) == ("rejected", 200, message)


@pytest.mark.parametrize("status", [201, 202, 204, 206])
def test_a_status_that_no_complete_response_has(sandbox: Sandbox, status: int) -> None:
    sandbox.fail(path=PATH, body={"result": []}, status=status)
    error = failure(sandbox)
    assert (error.kind, error.sentence) == ("malformed", f"The response has the undocumented status {status}.")


@pytest.mark.parametrize(
    ("status", "kind", "body", "message"),
    [
        (400, "rejected", "<error><message>The query is odd &amp; wrong</message></error>", "The query is odd & wrong"),
        (400, "auth", "<error><message>The authenticated user does not have access rights to this functionality</message></error>", None),
        (400, "rejected", '<error xmlns="x"><m:message xml:lang="en"><![CDATA[Bad <thing>]]></m:message></error>', "Bad <thing>"),
        (403, "auth", '<UserMessage id="error.user.login" type="error"><Data>Incorrect user name.</Data></UserMessage>', "Incorrect user name."),
        (404, "not_found", "", None),
        (410, "not_found", '{"message": "Endpoint is invalid or no longer exists."}', "Endpoint is invalid or no longer exists."),
        (500, "rejected", '{"error": {"message": "oops"}}', "oops"),
        (202, "malformed", '{"@type": "AsyncToken"}', None),
        (200, "rejected", '{"@type": "Error", "message": "not today"}', "not today"),
        (200, "malformed", "<html>login</html>", None),
    ],
)
def test_errors_of_every_form(sandbox: Sandbox, status: int, kind: str, body: str, message: str | None) -> None:
    sandbox.fail(path=PATH, status=status, body=body, times=None)
    error = failure(sandbox)
    assert (error.kind, error.status) == (kind, status)
    if message:
        assert error.message == message
    assert len(sandbox.log) == 1, "none of these is tried again"


@pytest.mark.parametrize("status", [301, 308])
def test_a_redirect_is_not_followed(sandbox: Sandbox, status: int) -> None:
    sandbox.fail(path=PATH, status=status, location="https://api.boomi.com/api/rest/v2/x/Process/query?a=b")
    error = failure(sandbox)
    assert (error.kind, error.status) == ("rejected", status)
    assert " api.boomi.com/api/rest/v2/x/Process/query" in error.sentence
    assert len(sandbox.log) == 1


def test_a_storm_of_503_is_throttled(sandbox: Sandbox) -> None:
    sandbox.fail(path=PATH, status=503, times=None)
    with opened(sandbox, retries=2) as api, pytest.raises(BoomiError) as caught:
        api.every(INSTANCES, "integrationPackId")
    assert (caught.value.kind, caught.value.status) == ("throttled", 503)
    assert "rate limits have been exceeded" in (caught.value.message or "")
    assert len(sandbox.log) == 3


def test_the_login_works_once_there_was_an_answer(sandbox: Sandbox) -> None:
    refusals = Refusals()
    connection = connect(sandbox, requests_per_second=100_000, retries=0)
    sandbox.fail(path=PATH, status=400)
    with Http(connection) as http:
        api = RestApi(connection, http, refusals)
        with pytest.raises(BoomiError):
            api.every(INSTANCES, "integrationPackId")
        assert not refusals.login_works
        api.every(INSTANCES, "integrationPackId")
        assert refusals.login_works


def test_the_address_for_errors(sandbox: Sandbox) -> None:
    with opened(sandbox, account_id="a/ö") as api:
        assert api.address("Process/query") == f"{sandbox.url[7:]}/api/rest/v1/a%2F%C3%B6/Process/query"
    with opened(sandbox, source="platform", override_account="b c") as api:
        assert api.address("Process/query") == f"{sandbox.url[7:]}/partner/api/rest/v1/{sandbox.account.id}/Process/query"


def test_every_attempt_keeps_the_pace(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests in several threads, with repetitions and pages, on a clock that only waiting moves."""
    now, lock, turns = [0.0], threading.Lock(), []

    def wait(seconds: float) -> None:
        with lock:
            now[0] += seconds

    take_turn = Pace.take_turn

    def recorded(pace: Pace, wait: Callable[[float], None]) -> None:
        def waited(seconds: float) -> None:
            wait(seconds)
            turns.append(now[0])

        take_turn(pace, waited)

    for module in (client, _pace):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(client, "sleep", wait)
    monkeypatch.setattr(Pace, "take_turn", recorded)
    monkeypatch.setattr(rest, "LARGEST_GROUP", 1)
    sandbox.page_size = 2
    sandbox.fail(path=PATH, status=503, times=3, after=1)
    values = [HR, GERMANY, FINANCE, ORDER_TO_CASH]
    with opened(sandbox, requests_per_second=20, retries=3) as api:
        assert sorted(api.each(PROCESSES, OWNER, values)) == ids_of(sandbox, *values)
    assert len(turns) == len(sandbox.log) > 8
    assert [entry.status for entry in sandbox.log].count(503) == 3
    assert min(later - earlier for earlier, later in itertools.pairwise(turns)) >= 1 / 20

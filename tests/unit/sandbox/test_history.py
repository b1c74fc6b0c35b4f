# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened in the local Boomi: runs, events and the audit log, with their filters, order, retention and privileges."""

from __future__ import annotations

import collections
from typing import Any

import pytest

from tests.paths import DATA
from tests.sandbox import load
from tests.sandbox.history import DAY, HISTORY, moment
from tests.unit.openapi import answer_problems, description, request_problems
from tests.unit.rest import basic, group, query, simple

FILE = "10-executions.yml"
NOW = 1_796_000_000.0
TOKEN = "BOOMI_TOKEN."
PRODUCTION = basic(f"{TOKEN}production@company.example", "22222222-aaaa-4bbb-8ccc-000000000010")
BLIND = basic(f"{TOKEN}blind@company.example", "33333333-aaaa-4bbb-8ccc-000000000010")


@pytest.fixture
def client(serve):
    client = serve(load(DATA / FILE, NOW))
    client.sandbox.clock.stop_at(NOW)
    client.sandbox.rate_limit = None
    return client


def numbers(client, expression=None, sort=None, **headers):
    """The numbers of the runs in their IDs, of all pages."""
    body = {**query(expression), **({} if sort is None else {"QuerySort": {"sortField": [{"fieldName": "executionTime", "sortOrder": sort}]}})}
    response = client.platform("ExecutionRecord/query", body, **headers)
    assert response.status_code == 200, response.text
    found = response.json()["result"]
    while token := response.json().get("queryToken"):
        response = client.platform("ExecutionRecord/queryMore", token, **headers)
        found += response.json()["result"]
    return [int(one["executionId"].rpartition("-")[2]) for one in found]


@pytest.mark.parametrize("name", HISTORY)
def test_properties_operators_and_addresses_are_those_of_the_description(name):
    kind, published = HISTORY[name], description()["components"]["schemas"][f"{name}SimpleExpression"]["properties"]
    assert sorted(kind.values) == sorted(published["property"]["enum"])
    assert set(kind.operators) == set(published["operator"]["enum"])
    paths = description()["paths"]
    assert (kind.id_of is not None) == (f"/{name}/{{id}}" in paths) == (f"/{name}/bulk" in paths)


def test_a_record_is_as_in_the_published_sample(client):
    (run,) = client.find("ExecutionRecord", simple("executionId", "EQUALS", "execution-1"))
    assert run == {
        "@type": "ExecutionRecord",
        "executionId": "execution-1",
        "account": "executions-0A1B2C",
        "executionTime": "2026-11-29T21:53:20Z",
        "status": "COMPLETE",
        "executionType": "exec_sched",
        "processName": "Loads North - Load",
        "processId": "north-wrapper",
        "atomName": "prod-1",
        "atomId": "prod",
        "inboundDocumentCount": 7,
        "inboundErrorDocumentCount": 0,
        "outboundDocumentCount": 6,
        "executionDuration": ["Long", 3832],
        "inboundDocumentSize": ["Long", 5000000000],
        "outboundDocumentSize": ["Long", 12],
        "nodeId": "172_16_22_55[execution-1]",
        "recordedDate": "2026-11-29T21:53:23Z",
    }
    sample = description()["paths"]["/ExecutionRecord/query"]["post"]["responses"]["200"]["content"]["application/json"]["example"]["result"][0]
    assert set(run) == set(sample)
    assert {name: type(value) for name, value in run.items()} == {name: type(value) for name, value in sample.items()}


@pytest.mark.parametrize("name", HISTORY)
def test_the_answers_are_as_published_but_for_pairs_and_what_samples_leave_out(client, name):
    response = client.platform(f"{name}/query", query(simple(next(iter(HISTORY[name].values)), "IS_NOT_NULL")))
    assert response.json()["numberOfResults"] == len(response.json()["result"]) > 0
    assert request_problems(client.sandbox.log[-1]) == []
    known = ("is a required property", "['Long', ", "'exec_dreamt' is not one of")
    assert [problem for problem in answer_problems(response) if not any(text in problem for text in known)] == []


def test_without_a_sort_the_order_is_ascending(client):
    ascending = [12, 10, 1, 2, 3, 8, 5, 9, 4, 7, 6]
    assert numbers(client) == numbers(client, sort="ASC") == ascending
    assert numbers(client, sort="DESC") == ascending[::-1]


def test_a_hundred_on_a_page(client):
    response = client.platform("ExecutionRecord/query", query())
    assert "queryToken" not in response.json()
    client.sandbox.page_size = 4
    assert numbers(client, sort="DESC") == [6, 7, 4, 9, 5, 8, 3, 2, 1, 10, 12]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (simple("executionType", "EQUALS", "exec_sched"), [12, 1, 2, 5, 4, 6]),
        (group("or", simple("processId", "EQUALS", "load-original"), simple("processId", "EQUALS", "south-wrapper")), [12, 10, 8]),
        (group("and", simple("atomId", "EQUALS", "prod-too"), simple("status", "NOT_EQUALS", "COMPLETE")), [8, 7]),
        (simple("launcherId", "EQUALS", "api"), [10]),
        (simple("executionDuration", "GREATER_THAN", "3832"), [2]),
        (simple("executionDuration", "BETWEEN", "100", "3832"), [1, 8]),
        (simple("recordedDate", "IS_NULL"), [12, 4, 7, 6]),
    ],
)
def test_filters(client, expression, expected):
    assert numbers(client, expression) == expected


def test_bounds(client):
    starts = {one["executionId"]: one["executionTime"] for one in client.find("ExecutionRecord")}
    first, last = starts["execution-2"], starts["execution-8"]
    between = group("and", simple("executionTime", "GREATER_THAN_OR_EQUAL", first), simple("executionTime", "LESS_THAN_OR_EQUAL", last))
    assert numbers(client, between) == [2, 3, 8]
    assert numbers(client, group("and", simple("executionTime", "GREATER_THAN", first), simple("executionTime", "LESS_THAN", last))) == [3]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (query(simple("launcherID", "EQUALS", "api")), "'launcherID' cannot be filtered by"),
        (query(simple("topLevelExecutionId", "EQUALS", "x")), "'topLevelExecutionId' cannot be filtered by"),
        (query(simple("environmentId", "EQUALS", "x")), "'environmentId' cannot be filtered by"),
        ({**query(), "QuerySort": {}}, "sortField must be a list of one field"),
        ({**query(), "QuerySort": {"sortField": [{"fieldName": "status", "sortOrder": "ASC"}]}}, "must have the fieldName executionTime"),
        ({**query(), "QuerySort": {"sortField": [{"fieldName": "executionTime", "sortOrder": "asc"}]}}, "and the sortOrder ASC or DESC"),
        ({**query(), "QuerySort": {"sortField": [{"fieldName": "executionTime", "sortOrder": "ASC", "x": 1}]}}, "has unknown members: x"),
    ],
)
def test_a_query_that_is_not_published(client, body, reason):
    response = client.platform("ExecutionRecord/query", body)
    assert (response.status_code, reason in response.json()["message"]) == (400, True)


def test_only_runs_have_a_sort(client):
    body = {**query(), "QuerySort": {"sortField": [{"fieldName": "executionTime", "sortOrder": "ASC"}]}}
    assert client.platform("AuditLog/query", body).status_code == 400
    assert client.platform("Process/query", body).status_code == 400


def test_runs_are_kept_for_30_days_and_events_for_7(client):
    def kept(name):
        return len(client.find(name))

    assert (kept("ExecutionRecord"), kept("Event"), kept("AuditLog")) == (11, 2, 5)
    client.sandbox.clock.advance(DAY)
    assert (kept("ExecutionRecord"), kept("Event"), kept("AuditLog")) == (11, 2, 5)
    client.sandbox.clock.advance(1)
    assert numbers(client)[0] == 10
    client.sandbox.clock.advance(6 * DAY)
    assert (kept("Event"), kept("AuditLog")) == (0, 5)


def test_a_user_sees_the_results_of_the_environments_that_the_privilege_is_for(client):
    assert numbers(client, Authorization=PRODUCTION) == [12, 10, 1, 2, 3, 8, 9, 4, 7]
    assert numbers(client, Authorization=BLIND) == []
    events = client.platform("Event/query", query(), Authorization=PRODUCTION).json()["result"]
    assert [one["eventId"] for one in events] == ["event-1"]


def test_the_audit_log_needs_its_privilege(client):
    for path, body in (("query", query()), ("queryMore", "x"), ("XeEBznxC8D-fSIHT2Pbm", None)):
        assert client.platform(f"AuditLog/{path}", body, Authorization=BLIND).status_code == 403
    one = client.platform("AuditLog/XeEBznxC8D-fSIHT2Pbm").json()
    assert (one["type"], one["action"], one["containerId"], one["level"]) == ("as.atom", "RESTART", "test", "WARNING")


def test_an_entry_of_the_audit_log(client):
    entry = client.find("AuditLog", simple("userId", "CONTAINS", "user123"))[0]
    assert entry == {
        "@type": "AuditLog",
        "AuditLogProperty": [
            {"@type": "AuditLogProperty", "name": "PROCESS_ID", "value": " north-wrapper "},
            {"@type": "AuditLogProperty", "name": "ENVIRONMENT_ID"},
            {"@type": "AuditLogProperty", "name": "NOTE", "value": "new", "previousValue": "old"},
        ],
        "documentId": "XdDAzmwB7C-eRHGS1Oal",
        "accountId": "executions-0A1B2C",
        "containerId": "prod",
        "date": "2026-11-29T21:53:20Z",
        "userId": " user123company.biz ",
        "type": "as.schedules",
        "action": "UPDATE",
        "modifier": "NONE",
        "level": "INFO",
        "source": "UI",
        "message": "  Schedules of {{ 7 * 7 }} saved\n",
    }


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [("ExecutionRecord/execution-1", None, 404), ("ExecutionRecord/bulk", {}, 404), ("ExecutionRecord", {}, 404), ("Event/1", None, 404)],
)
def test_other_addresses(client, path, body, status):
    assert client.platform(path, body).status_code == status


def test_what_happened_in_a_sub_account(client):
    base = "/partner/api/rest/v1/executions-0A1B2C/"
    found = client.platform("ExecutionRecord/query?overrideAccount=subaccount-3D4E5F", query(), base=base)
    assert found.json()["result"] == []


# The Spaces API

HISTORY_QUERY = """query($from: DateTime!, $status: ExecutionHistoryStatus!) {
  executionHistory(input: {processId: "north-wrapper", executionTime: $from, status: $status}) { executionId atomId atomName account }
}"""


def test_the_execution_history_has_a_lower_bound_and_no_runtime(client):
    def found(since, status="COMPLETE"):
        return client.data(HISTORY_QUERY, {"from": since, "status": status})["executionHistory"]

    (run,) = client.find("ExecutionRecord", simple("executionId", "EQUALS", "execution-1"))
    expected = [{"executionId": "execution-1", "atomId": None, "atomName": None, "account": None}]
    assert found("2016-01-31T15:32:00Z") == found(run["executionTime"]) == expected
    assert found("2026-11-29T21:53:21Z") == []
    assert found("2016-01-31T15:32:00Z", "ABORTED") == []
    client.sandbox.clock.advance(30 * DAY)
    client.token = None
    assert found("2016-01-31T15:32:00Z") == []


# The night of the demo account


def test_the_same_moment_has_the_same_night():
    assert load(DATA / "demo.yml", NOW) == load(DATA / "demo.yml", NOW)
    assert load(DATA / "demo.yml", NOW).executions != load(DATA / "demo.yml", NOW + DAY).executions


@pytest.mark.parametrize("hours", range(0, 7 * 24, 29))
def test_every_kind_of_run_occurs_whenever_it_is(hours):
    start = NOW + hours * 3600
    account = load(DATA / "demo.yml", start)
    runs = [run for run in account.executions if run.time > "2026-06"]
    by_name: dict[str, list[Any]] = collections.defaultdict(list)
    for run in runs:
        if run.type == "exec_sched":
            by_name[run.process_name].append(run)
    hourly = by_name["Order Acknowledgement to Customer"]
    assert len(hourly) == 24 - 1 + 1, "one is missing, one is not planned"
    assert {run.status for run in hourly} >= {"ERROR", "DISCARDED", "PAUSED", "COMPLETE"}
    assert sum(run.time[14:16] == "09" for run in hourly) == sum(run.time[14:16] == "35" for run in hourly) == 1
    assert [run.status for run in by_name["{{ jinja }} {% raw %}Preisliste"]] == ["INPROCESS"]
    assert by_name["Ticket Import\nzweite Zeile"][-1].status == "ENQUEUED"
    assert by_name["EDI Gateway Retail - Receipts"][-1].status == "INPROCESS"
    assert any(run.duration == 240_000 for run in by_name["Stock Level Polling"])
    assert [(entry.action, entry.modifier) for entry in account.audit_log] == [("STOP", "SINGLE"), ("RESUME", "SINGLE"), ("UPDATE", "NONE")]
    assert len({run.id for run in account.executions}) == len(account.executions)
    assert all(moment(start - DAY - 60) <= run.time <= moment(start) for run in runs)

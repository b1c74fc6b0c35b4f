# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The local Boomi's Platform REST API beside Boomi's published OpenAPI description: every kind of request and of answer."""

from __future__ import annotations

import pytest

from tests.paths import DATA
from tests.sandbox import parse
from tests.sandbox.objects import KINDS
from tests.sandbox.reader import read_yaml
from tests.unit.openapi import answer_problems, description, request_problems
from tests.unit.rest import group, query, simple

pytestmark = pytest.mark.slow

BENELUX = "beneluxpartners-5MZ0RW"
PARTNER = "/partner/api/rest/v1/nordwindhandel-7KQ2ZD/"
FILES = sorted(path.name for path in DATA.glob("*.yml"))


@pytest.fixture
def unpaced(serve):
    """Makes a client of an account that need not pace itself."""

    def start(data):
        client = serve(data)
        client.sandbox.rate_limit = None
        return client

    return start


def is_as_published(client, response):
    """True where the last request and this answer to it are both as published."""
    return (request_problems(client.sandbox.log[-1]), answer_problems(response)) == ([], [])


@pytest.mark.parametrize("name", KINDS)
def test_properties_operators_and_addresses_are_those_of_the_description(name):
    kind = KINDS[name]
    published = description()["components"]["schemas"][f"{name}SimpleExpression"]["properties"]
    assert list(kind.values) == published["property"]["enum"]
    assert set(kind.operators) == set(published["operator"]["enum"])
    paths = description()["paths"]
    assert (kind.id_of is not None) == ("get" in paths[f"/{name}/{{id}}"]) == (f"/{name}/bulk" in paths)
    assert {f"/{name}/query", f"/{name}/queryMore"} <= set(paths)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("name", KINDS)
def test_everything_in_every_file(unpaced, file, name):
    client = unpaced(file)
    client.sandbox.page_size = 3
    always = group("or", *(simple(each, "NOT_EQUALS", "x") for each in KINDS[name].values))
    response = client.platform(f"{name}/query", query(always))
    assert is_as_published(client, response)
    found = response.json()["result"]
    while token := response.json().get("queryToken"):
        response = client.platform(f"{name}/queryMore", token)
        assert is_as_published(client, response)
        found += response.json()["result"]
    assert len(found) == response.json()["numberOfResults"]
    if KINDS[name].id_of is not None:
        ids = [item["id"] for item in found if "id" in item]
        for one in ids[:3]:
            assert is_as_published(client, client.platform(f"{name}/{one}"))
        if ids:
            assert is_as_published(client, client.platform(f"{name}/bulk", {"type": "GET", "request": [{"id": one} for one in ids]}))


@pytest.mark.parametrize("operator", ["EQUALS", "LIKE", "NOT_EQUALS", "CONTAINS", "NOT_CONTAINS", "GREATER_THAN", "LESS_THAN_OR_EQUAL"])
def test_simple_filters(unpaced, operator):
    client = unpaced("demo.yml")
    assert is_as_published(client, client.platform("Process/query", query(simple("name", operator, "x"))))


@pytest.mark.parametrize(
    "expression",
    [
        simple("name", "BETWEEN", "a", "b"),
        simple("name", "IS_NULL"),
        {"property": "name", "operator": "IS_NOT_NULL"},
        group("and", simple("name", "EQUALS", "x"), group("or", simple("id", "EQUALS", "y"), simple("id", "EQUALS", "z"))),
    ],
)
def test_other_filters(unpaced, expression):
    client = unpaced("demo.yml")
    assert is_as_published(client, client.platform("Process/query", query(expression)))


def test_the_partner_path(unpaced):
    client = unpaced("demo.yml")
    response = client.platform(f"Process/query?overrideAccount={BENELUX}", query(simple("id", "IS_NOT_NULL")), base=PARTNER)
    assert len(response.json()["result"]) == 2
    assert is_as_published(client, response)


def test_published_refusals(unpaced):
    client = unpaced("demo.yml")
    written = client.platform("ProcessSchedules/1", {})
    assert (written.status_code, is_as_published(client, written)) == (403, True)
    client.sandbox.rate_limit = 0
    throttled = client.platform("Process/query", query(simple("id", "IS_NOT_NULL")))
    assert (throttled.status_code, is_as_published(client, throttled)) == (503, True)


# What the local Boomi answers, or takes, although the description does not have it


@pytest.mark.parametrize(
    ("path", "body", "headers", "status"),
    [
        ("Process/query", {}, {}, 400),
        ("Process/query", query(), {"Authorization": None}, 401),
        ("Process/not_a_real_id", None, {}, 404),
        ("Process/query", query(), {"Accept": "text/html"}, 406),
        ("Process/query", query(), {"Content_Type": "text/plain"}, 415),
    ],
)
def test_statuses_that_the_description_does_not_name(unpaced, path, body, headers, status):
    response = unpaced("demo.yml").platform(path, body, **headers)
    assert response.status_code == status
    assert answer_problems(response) == [f"Unknown response http status: {status}"]


def test_the_empty_filter_is_not_in_the_description(unpaced):
    client = unpaced("demo.yml")
    assert answer_problems(client.platform("Process/query", query())) == []
    assert request_problems(client.sandbox.log[-1]) == ["'expression' is a required property"]


def test_a_bulk_item_that_was_not_found_has_no_result(unpaced):
    """Boomi's page on bulk GET shows it so; the description has Result in every item."""
    client = unpaced("demo.yml")
    response = client.platform("Process/bulk", {"type": "GET", "request": [{"id": "not_a_real_process_id"}]})
    assert response.json()["response"][0]["errorMessage"] == "No such process"
    assert request_problems(client.sandbox.log[-1]) == []
    assert answer_problems(response) == ["'Result' is a required property"]


def test_numbers_as_text_are_in_its_examples_and_not_in_its_schemas(unpaced):
    data = {**read_yaml(DATA / "01-business-hours-and-retry.yml"), "answers": {"numbers_as_text": True}}
    client = unpaced(parse(data))
    everything = query(simple("processId", "IS_NOT_NULL"))
    assert answer_problems(client.platform("ProcessSchedules/query", everything)) == ["'2' is not of type 'integer'"]
    assert answer_problems(client.platform("ProcessScheduleStatus/query", everything)) == ["'true' is not of type 'boolean'"]


# The validator notices what it is there to notice


@pytest.mark.parametrize(
    ("path", "body", "headers", "problem"),
    [
        ("Process/query", query(simple("processId", "EQUALS", "x")), {}, "is not valid under any of the given schemas"),
        ("Process/query", query(simple("id", "EQUAL", "x")), {}, "is not valid under any of the given schemas"),
        ("Process/query", query(group("AND", simple("id", "IS_NULL"))), {}, "is not valid under any of the given schemas"),
        ("Process/query", query(simple("id", "EQUALS", "x")), {"Authorization": None}, "Security not found"),
        ("Process/query", query(simple("id", "EQUALS", "x")), {"Content_Type": "application/xml"}, "Content for the following mimetype not found"),
        ("Process/queryMore", {"token": "x"}, {}, "Content for the following mimetype not found"),
        ("Process/bulk", {"type": "READ", "request": []}, {}, "'READ' is not one of ['GET', 'DELETE', 'UPDATE', 'CREATE']"),
        ("Processes/query", query(), {}, "Path not found"),
        ("EnvironmentAtomAttachment/1", None, {}, "Operation get not found"),
    ],
)
def test_a_request_that_is_not_as_published(unpaced, path, body, headers, problem):
    client = unpaced("demo.yml")
    client.platform(path, body, **headers)
    (found,) = request_problems(client.sandbox.log[-1])
    assert problem in found


def test_an_answer_that_is_not_as_published(unpaced):
    client = unpaced("demo.yml")
    client.sandbox.fail(path="/api/rest", body={"@type": "QueryResult", "result": [{"id": 1}], "numberOfResults": "1"})
    response = client.platform("Process/query", query(simple("id", "IS_NOT_NULL")))
    assert sorted(answer_problems(response)) == ["'1' is not of type 'integer'", "'Description' is a required property", "1 is not of type 'string'"]

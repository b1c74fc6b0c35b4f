# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Platform REST API refuses: who, how, what, how much and how fast."""

from __future__ import annotations

import re
import threading

import pytest

from tests.sandbox import generated, parse
from tests.sandbox.pages import Pages
from tests.unit.rest import basic, group, query, simple

ACCOUNT = "nordwindhandel-7KQ2ZD"
PLAIN = f"/api/rest/v1/{ACCOUNT}/"
PARTNER = f"/partner/api/rest/v1/{ACCOUNT}/"
BENELUX = "beneluxpartners-5MZ0RW"
AUDITOR = basic("BOOMI_TOKEN.auditor@nordwind.example", "b219686a-5fe2-4568-87e9-8c4e78185a8b")
FORBIDDEN = {"message": "Access denied due to insufficient permissions."}
KINDS = (
    "IntegrationPackInstance",
    "IntegrationPack",
    "IntegrationPackEnvironmentAttachment",
    "Process",
    "ProcessSchedules",
    "ProcessScheduleStatus",
    "Environment",
    "EnvironmentAtomAttachment",
    "Atom",
)
QUERIED_ONLY = ("IntegrationPackEnvironmentAttachment", "EnvironmentAtomAttachment")
PROCESS = "16ee72cd-92d2-43e2-9069-e67821a27c5c"


@pytest.fixture
def client(serve):
    """A client of the demo account that need not pace itself."""
    client = serve("demo.yml")
    client.sandbox.rate_limit = None
    return client


def error(response):
    """The message of a refusal in the form {"@type": "Error", "message": ...}."""
    body = response.json()
    assert response.headers["Content-Type"] == "application/json"
    assert set(body) == {"@type", "message"}
    assert body["@type"] == "Error"
    return body["message"]


# Who


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "Basic",
        "Basic ?",
        "Bearer x",
        basic("integration.ops@nordwind.example", "9c8c8333-2560-40f0-a6a5-e5c9e5c58c2c"),
        basic("BOOMI_TOKEN.BOOMI_TOKEN.integration.ops@nordwind.example", "9c8c8333-2560-40f0-a6a5-e5c9e5c58c2c"),
        basic("BOOMI_TOKEN.nobody@nordwind.example", "9c8c8333-2560-40f0-a6a5-e5c9e5c58c2c"),
        basic("BOOMI_TOKEN.integration.ops@nordwind.example", "b219686a-5fe2-4568-87e9-8c4e78185a8b"),
        basic("BOOMI_TOKEN." + ACCOUNT, "9c8c8333-2560-40f0-a6a5-e5c9e5c58c2c"),
    ],
)
def test_a_bad_login_is_a_bare_401(client, authorization):
    for path, base in (("Process/query", PLAIN), (f"Process/query?overrideAccount={BENELUX}", PARTNER)):
        response = client.platform(path, query(), base=base, Authorization=authorization)
        assert (response.status_code, response.content, response.headers["WWW-Authenticate"]) == (401, b"", "Basic")


@pytest.mark.parametrize("base", ["/api/rest/v1/somebodyelse-A1B2C3/", f"/partner/api/rest/v1/{BENELUX}/"])
def test_a_foreign_account_is_an_xml_403(client, base):
    response = client.platform(f"Process/query?overrideAccount={BENELUX}", query(), base=base)
    assert (response.status_code, response.headers["Content-Type"]) == (403, "application/xml")
    assert response.text == ('<UserMessage id="error.user.login" type="error"><Data>Incorrect user name and password combination.</Data></UserMessage>')


def test_a_read_only_auditor_is_refused_the_attachments_of_packs(client):
    statuses = {kind: client.platform(f"{kind}/query", query(), Authorization=AUDITOR).status_code for kind in KINDS}
    assert [kind for kind, status in statuses.items() if status == 403] == ["IntegrationPackEnvironmentAttachment"]
    refused = client.platform("IntegrationPackEnvironmentAttachment/query", query(), Authorization=AUDITOR)
    assert (refused.status_code, refused.json()) == (403, FORBIDDEN)


@pytest.mark.parametrize(
    ("privileges", "refused"),
    [
        (None, []),
        (["API"], ["IntegrationPackEnvironmentAttachment", "ProcessSchedules", "ProcessScheduleStatus", "EnvironmentAtomAttachment", "Atom"]),
        (["API", "SCHEDULE_MAINTENANCE"], ["IntegrationPackEnvironmentAttachment", "EnvironmentAtomAttachment", "Atom"]),
        (["API", "ATOM_MANAGEMENT"], ["IntegrationPackEnvironmentAttachment"]),
        (["API", "ATOM_MANAGEMENT_READ_ONLY"], ["IntegrationPackEnvironmentAttachment"]),
        (["API", "DEPLOY"], ["ProcessSchedules", "ProcessScheduleStatus", "EnvironmentAtomAttachment", "Atom"]),
        (["API", "DEPLOY", "ATOM_MANAGEMENT_READ_ONLY"], []),
    ],
)
def test_what_each_privilege_reads(serve, privileges, refused):
    user = {"name": "pat@acme.example", "api_token": "t", "privileges": privileges}
    client = serve(parse({"account": "acme-A1B2C3", "users": [user], "spaces": [{"guid": "s", "name": "Acme"}]}))
    client.sandbox.rate_limit = None
    answers = {kind: client.platform(f"{kind}/query", query()) for kind in KINDS}
    assert [kind for kind, answer in answers.items() if answer.status_code == 403] == refused
    for kind in refused:
        assert answers[kind].json() == FORBIDDEN
        assert client.platform(f"{kind}/queryMore", "token").json() == FORBIDDEN
        if kind not in QUERIED_ONLY:
            assert client.platform(f"{kind}/1").json() == FORBIDDEN
            assert client.platform(f"{kind}/bulk", {"type": "GET", "request": [{"id": "1"}]}).json() == FORBIDDEN


def test_without_the_privilege_api_there_is_no_login_at_all(serve):
    user = {"name": "pat@acme.example", "api_token": "t", "privileges": ["ATOM_MANAGEMENT", "DEPLOY"]}
    client = serve(parse({"account": "acme-A1B2C3", "users": [user], "spaces": [{"guid": "s", "name": "Acme"}]}))
    for response in (client.login(), client.platform("Process/query", query())):
        assert (response.status_code, response.content, response.headers["WWW-Authenticate"]) == (401, b"", "Basic")


# Where


@pytest.mark.parametrize(
    "path", ["", "Nothing/query", "process/query", "Process/query/", "Process/a/b", "Process/", "ExecutionConnector/query", "executeProcess"]
)
def test_an_unknown_object_or_address(client, path):
    assert client.platform(path, query()).status_code == 404


@pytest.mark.parametrize("kind", QUERIED_ONLY)
def test_attachments_are_queried_only(client, kind):
    assert client.platform(f"{kind}/bulk", {"type": "GET", "request": [{"id": "1"}]}).status_code == 404
    response = client.platform(f"{kind}/1")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST, DELETE")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in QUERIED_ONLY])
def test_an_unknown_id(client, kind):
    response = client.platform(f"{kind}/not_a_real_id")
    assert response.status_code == 404
    assert error(response).startswith("No such ")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("GET", "Process/query", "POST"),
        ("GET", "Process/queryMore", "POST"),
        ("GET", "Process/bulk", "POST"),
        ("GET", "Process", "POST"),
        ("PUT", "Process/1", "GET, POST, DELETE"),
        ("PATCH", "Process/1", "GET, POST, DELETE"),
        ("HEAD", "Process/1", "GET, POST, DELETE"),
        ("OPTIONS", "Process/query", "POST"),
        ("DELETE", "Process", "POST"),
        ("DELETE", "Process/query", "POST"),
    ],
)
def test_other_methods(client, method, path, allow):
    response = client.platform(path, method=method)
    assert (response.status_code, response.headers["Allow"]) == (405, allow)


def test_writes_are_refused_and_counted(client):
    for method, path, body in (
        ("POST", "ProcessSchedules/query", query()),
        ("POST", "ProcessSchedules/queryMore", "token"),
        ("POST", "ProcessSchedules/bulk", {"type": "GET", "request": [{"id": "1"}]}),
        ("GET", "ProcessSchedules/1", None),
    ):
        assert client.platform(path, body, method=method).status_code in (200, 400, 404)
    assert client.sandbox.writes == 0
    writes = [
        ("POST", "ProcessSchedules/1", {}),
        ("POST", "IntegrationPackInstance", {}),
        ("POST", "IntegrationPackEnvironmentAttachment", {}),
        ("POST", "ProcessSchedules/bulk", {"type": "UPDATE", "request": []}),
        ("POST", "ProcessSchedules/bulk", {"type": "DELETE", "request": []}),
        ("POST", "ProcessSchedules/bulk", b"?"),
        ("DELETE", f"Process/{PROCESS}", None),
        ("DELETE", "EnvironmentAtomAttachment/1", None),
    ]
    for method, path, body in writes:
        response = client.platform(path, body, method=method)
        assert (response.status_code, response.json()) == (403, {"message": "Writes are refused: the local Boomi is never written to."})
    assert client.sandbox.writes == len(writes)
    assert client.platform("executeProcess", {}).status_code == 404
    assert client.sandbox.writes == len(writes) + 1


# How


@pytest.mark.parametrize(
    ("path", "body", "content_type"),
    [
        ("Process/query", query(), None),
        ("Process/query", query(), "text/plain"),
        ("Process/query", query(), "application/xml"),
        ("Process/bulk", {"type": "GET", "request": [{"id": "1"}]}, "text/plain"),
        ("Process/queryMore", "token", None),
        ("Process/queryMore", "token", "application/json"),
    ],
)
def test_another_content_type(client, path, body, content_type):
    response = client.platform(path, body, Content_Type=content_type)
    assert response.status_code == 415
    wanted = "text/plain" if path.endswith("More") else "application/json"
    assert error(response) == f"The body must be sent as Content-Type: {wanted}."


def test_a_content_type_may_name_its_charset(client):
    assert client.platform("Atom/query", query(), Content_Type="application/json; charset=UTF-8").status_code == 200


@pytest.mark.parametrize("accept", [None, "*/*", "application/xml", "text/plain"])
def test_an_accept_that_does_not_name_json(client, accept):
    for path, body in (("Process/query", query()), ("Process/queryMore", "token"), (f"Process/{PROCESS}", None)):
        response = client.platform(path, body, Accept=accept)
        assert (response.status_code, error(response)) == (406, "The header Accept must name application/json.")


# What


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"{", "The body is not JSON."),
        (b"", "The body is not JSON."),
        (b"[" * 100_000, "The body is not JSON."),
        ([], "The body must be an object."),
        ({}, "The body has no QueryFilter."),
        ({"QueryFilter": {}, "limit": 5}, "The body has unknown members: limit."),
        ({"QueryFilter": []}, "QueryFilter must be an object."),
        ({"QueryFilter": {"Expression": {}}}, "QueryFilter has unknown members: Expression."),
        ({"QueryFilter": {"expression": None}}, "expression must be an object."),
    ],
)
def test_a_body_that_is_no_query(client, body, message):
    response = client.platform("Process/query", body, Content_Type="application/json")
    assert (response.status_code, error(response)) == (400, message)


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ({}, "expression: the property None cannot be filtered by; these can: name, id, integrationPackId, integrationPackInstanceId."),
        (simple("processId", "EQUALS", "x"), "expression: the property 'processId' cannot be filtered by"),
        (simple("ID", "EQUALS", "x"), "expression: the property 'ID' cannot be filtered by"),
        (simple("id", "equals", "x"), "expression: the operator 'equals' is not one of EQUALS, NOT_EQUALS, "),
        ({"property": "id", "argument": ["x"]}, "expression: the operator None is not one of EQUALS"),
        ({"property": ["id"], "operator": "EQUALS", "argument": ["x"]}, "expression: the property ['id'] cannot be filtered by"),
        ({"property": "id", "operator": ["EQUALS"], "argument": ["x"]}, "expression: the operator ['EQUALS'] is not one of"),
        ({"property": "id", "operator": "EQUALS", "argument": "x"}, "expression: argument must be a list of texts."),
        ({"property": "id", "operator": "EQUALS", "argument": [1]}, "expression: argument must be a list of texts."),
        ({"property": "id", "operator": "IS_NULL", "argument": None}, "expression: argument must be a list of texts."),
        (simple("id", "EQUALS"), "expression: EQUALS takes one argument, not 0."),
        ({"property": "id", "operator": "LIKE"}, "expression: LIKE takes one argument, not 0."),
        (simple("id", "EQUALS", "x", "y"), "expression: EQUALS takes one argument, not 2."),
        (simple("id", "BETWEEN", "x"), "expression: BETWEEN takes two arguments, not 1."),
        (simple("id", "IS_NULL", "x"), "expression: IS_NULL takes no argument, not 1."),
        (simple("id", "IS_NOT_NULL", ""), "expression: IS_NOT_NULL takes no argument, not 1."),
        ({**simple("id", "EQUALS", "x"), "value": 1}, "expression has unknown members: value."),
        ({**simple("id", "EQUALS", "x"), "nestedExpression": []}, "expression is a simple expression and a group at once."),
        ({**group("and", simple("id", "IS_NULL")), "argument": []}, "expression is a simple expression and a group at once."),
        ({**group("and", simple("id", "IS_NULL")), "not": True}, "expression has unknown members: not."),
        (group("AND", simple("id", "IS_NULL")), "expression: the operator of a group is and, or or, in lower case, not 'AND'."),
        (group("not", simple("id", "IS_NULL")), "expression: the operator of a group is and, or or, in lower case, not 'not'."),
        (group("and"), "expression: nestedExpression must be a list of at least one expression."),
        ({"operator": "or", "nestedExpression": simple("id", "IS_NULL")}, "expression: nestedExpression must be a list of at least one expression."),
        (group("and", simple("id", "IS_NULL"), "x"), "expression.nestedExpression[1] must be an object."),
        (
            group("or", group("and", simple("id", "IS_NULL"), simple("no", "IS_NULL"))),
            "expression.nestedExpression[0].nestedExpression[1]: the property 'no' cannot be filtered by",
        ),
    ],
)
def test_an_expression_that_is_none(client, expression, message):
    response = client.platform("Process/query", query(expression))
    assert response.status_code == 400
    assert error(response).startswith(message)


@pytest.mark.parametrize("operator", ["LIKE", "IS_NULL", "IS_NOT_NULL", "BETWEEN", "GREATER_THAN", "LESS_THAN"])
def test_atoms_have_four_operators_alone(client, operator):
    response = client.platform("Atom/query", query(simple("name", operator, "x")))
    assert error(response) == f"expression: the operator '{operator}' is not one of EQUALS, NOT_EQUALS, CONTAINS, NOT_CONTAINS."


def test_schedules_are_not_filtered_by_instance(client):
    response = client.platform("ProcessSchedules/query", query(simple("integrationPackInstanceId", "EQUALS", "x")))
    assert error(response) == "expression: the property 'integrationPackInstanceId' cannot be filtered by; these can: processId, atomId."


def test_more_expressions_than_allowed(client):
    assert client.sandbox.max_expressions is None
    client.sandbox.max_expressions = 3
    three = group("or", simple("id", "EQUALS", PROCESS), group("and", simple("id", "EQUALS", "x"), simple("id", "EQUALS", "y")))
    assert client.platform("Process/query", query(three)).json()["numberOfResults"] == 1
    four = group("or", three, simple("id", "EQUALS", "z"))
    response = client.platform("Process/query", query(four))
    assert (response.status_code, error(response)) == (400, "The filter has 4 simple expressions; at most 3 are allowed.")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"type": "GET"}, "A bulk GET has the members type and request, and 1 to 100 items in the latter."),
        ({"type": "GET", "request": []}, "A bulk GET has the members type and request, and 1 to 100 items in the latter."),
        ({"type": "GET", "request": [{"id": "1"}] * 101}, "A bulk GET has the members type and request, and 1 to 100 items in the latter."),
        ({"type": "GET", "request": [{"id": "1"}], "x": 1}, "A bulk GET has the members type and request, and 1 to 100 items in the latter."),
        ({"type": "GET", "request": ["1"]}, "Each item of request must be an object with an id, and nothing else."),
        ({"type": "GET", "request": [{"id": 1}]}, "Each item of request must be an object with an id, and nothing else."),
        ({"type": "GET", "request": [{"id": "1", "name": "x"}]}, "Each item of request must be an object with an id, and nothing else."),
    ],
)
def test_a_bulk_request_that_is_none(client, body, message):
    response = client.platform("Process/bulk", body)
    assert (response.status_code, error(response)) == (400, message)


def test_a_hundred_ids_in_bulk(client):
    answer = client.platform("Process/bulk", {"type": "GET", "request": [{"id": PROCESS}] * 100}).json()
    assert [item["Result"]["name"] for item in answer["response"]] == ["Web Shop Orders to SAP"] * 100


# How much


def test_every_page_is_reached_by_its_token(serve):
    client = serve(generated.account(50, 5))
    first = client.platform("Process/query", query()).json()
    second = client.platform("Process/queryMore", first["queryToken"]).json()
    third = client.platform("Process/queryMore", second["queryToken"]).json()
    assert [len(page["result"]) for page in (first, second, third)] == [100, 100, 50]
    assert [page["numberOfResults"] for page in (first, second, third)] == [250] * 3
    assert "queryToken" not in third
    ids = [item["id"] for page in (first, second, third) for item in page["result"]]
    assert ids == [process.id for process in client.sandbox.account.processes()]
    assert client.platform("Process/queryMore", first["queryToken"]).json() == second, "a token can be used again"


def test_pages_of_another_size(client):
    client.sandbox.page_size = 4
    first = client.platform("IntegrationPack/query", query()).json()
    second = client.platform("IntegrationPack/queryMore", first["queryToken"]).json()
    assert (len(first["result"]), len(second["result"]), "queryToken" in second) == (4, 4, False), "no token where nothing remains"
    client.sandbox.page_size = 8
    assert "queryToken" not in client.platform("IntegrationPack/query", query()).json()


def test_tokens_look_as_published():
    pages = Pages(size=1)
    tokens = [pages.first(("account", "Process"), list(range(500))).token]
    while token := pages.more(("account", "Process"), tokens[-1]).token:
        tokens.append(token)
    assert len(set(tokens)) == 499
    for token in tokens:
        assert re.fullmatch(r"/[A-Za-z0-9+/]+", token)
        assert "+" in token


def test_a_token_that_is_not_the_raw_one(client):
    client.sandbox.page_size = 1
    token = client.platform("Process/query", query()).json()["queryToken"]
    partners = client.platform(f"Process/query?overrideAccount={BENELUX}", query(), base=PARTNER).json()["queryToken"]
    for path, body in (
        ("Process/queryMore", f'"{token}"'),
        ("Process/queryMore", token + "\n"),
        ("Process/queryMore", token.replace("+", " ")),
        ("Process/queryMore", "unknown"),
        ("Process/queryMore", ""),
        ("ProcessSchedules/queryMore", token),
        ("Process/queryMore", partners),
    ):
        response = client.platform(path, body)
        assert (response.status_code, error(response)) == (400, "The query token is not one of this object and account.")
    assert client.platform("Process/queryMore", token).status_code == 200
    more = client.platform(f"Process/queryMore?overrideAccount={BENELUX}", partners, base=PARTNER).json()
    assert more["result"][0]["name"] == "Order Intake Benelux - Mailbox Orders"


# How fast


def test_ten_requests_a_second(serve):
    client = serve("demo.yml")
    assert client.sandbox.rate_limit == 10
    client.sandbox.clock.advance()
    answers = [client.platform(f"Process/{PROCESS}") for dummy in range(12)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [503] * 2
    assert answers[10].json() == {"message": "The Boomi server is currently unavailable or your account's rate limits have been exceeded. Retry later."}
    assert "Retry-After" not in answers[10].headers
    assert client.login().status_code == 200
    assert client.ask("{spaces{id}}").status_code == 200
    client.sandbox.clock.advance(0.99)
    assert client.platform(f"Process/{PROCESS}").status_code == 503
    client.sandbox.clock.advance(0.01)
    assert client.platform(f"Process/{PROCESS}").status_code == 200


def test_the_window_slides(serve):
    client = serve("demo.yml")
    client.sandbox.rate_limit = 2

    def ask():
        return client.platform(f"Process/{PROCESS}").status_code

    client.sandbox.clock.advance()
    first = ask()
    client.sandbox.clock.advance(0.6)
    assert (first, ask(), ask()) == (200, 200, 503)
    client.sandbox.clock.advance(0.5)
    assert (ask(), ask()) == (200, 503), "the first has left the window, the second has not"


def test_the_limit_is_the_accounts_and_counts_arrivals(serve):
    client = serve("demo.yml", latency=0.3)
    client.sandbox.rate_limit = 3
    client.sandbox.clock.advance()
    statuses: list[int] = []

    def ask(number):
        base, tail = (PLAIN, "") if number % 2 else (PARTNER, f"?overrideAccount={BENELUX}")
        statuses.append(client.platform(f"Atom/query{tail}", query(), base=base, Authorization=AUDITOR).status_code)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] * 3 + [503] * 3


def test_no_limit(serve):
    client = serve("demo.yml")
    client.sandbox.rate_limit = None
    assert {client.platform(f"Process/{PROCESS}").status_code for dummy in range(25)} == {200}


# For whom


@pytest.mark.parametrize(
    ("base", "tail", "status"),
    [
        (PARTNER, "", 400),
        (PARTNER, "?x=1", 400),
        (PARTNER, f"?overrideAccount={BENELUX}&overrideAccount={BENELUX}", 400),
        (PLAIN, f"?overrideAccount={BENELUX}", 400),
        (PLAIN, "?overrideAccount=", 400),
        (PARTNER, "?overrideAccount=", 403),
        (PARTNER, "?overrideAccount=somebodyelse-A1B2C3", 403),
        (PARTNER, f"?overrideAccount={ACCOUNT}", 403),
        (PARTNER, f"?overrideAccount={BENELUX}", 200),
        (PARTNER, "?overrideAccount=nordwindtest-3VC9TA", 200),
    ],
)
def test_an_account_in_place_of_ones_own(client, base, tail, status):
    response = client.platform("Process/query" + tail, query(), base=base)
    assert response.status_code == status
    if status == 400:
        assert error(response) == "overrideAccount goes with the path /partner/api/rest/v1, once, and with no other."
    elif status == 403:
        assert response.json() == FORBIDDEN
    else:
        assert len(response.json()["result"]) == (2 if BENELUX in tail else 0)


# On request


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (401, b""),
        (403, b'{"message": "Access denied due to insufficient permissions."}'),
        (410, b'{"message": "Endpoint is invalid or no longer exists."}'),
        (503, b'{"message": "The Boomi server is currently unavailable or your account\'s rate limits have been exceeded. Retry later."}'),
        (500, b""),
    ],
)
def test_the_published_bodies_of_faults(client, status, body):
    for base, tail in ((PLAIN, ""), (PARTNER, f"?overrideAccount={BENELUX}")):
        fault = client.sandbox.fail(path=base, status=status)
        response = client.platform("Process/query" + tail, query(), base=base)
        assert (response.status_code, response.content, fault.hits) == (status, body, 1)
        assert client.platform("Process/query" + tail, query(), base=base).status_code == 200


def test_a_fault_finds_a_page_by_the_text_of_its_token(client):
    client.sandbox.page_size = 20
    token = client.platform("Process/query", query()).json()["queryToken"]
    client.sandbox.fail(path=PLAIN, match=token, reset="body")
    with pytest.raises(OSError, match=r"Connection|IncompleteRead"):
        client.platform("Process/queryMore", token).json()
    assert len(client.platform("Process/queryMore", token).json()["result"]) == 14

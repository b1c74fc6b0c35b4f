# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What /graphql and the other addresses refuse, and how."""

from __future__ import annotations

import json

import pytest

from tests.waiting import PATIENCE

QUERY = "{spaces{id}}"
SCHEDULES = "query($id: ID!){integrationPackInstanceProcesses(integrationPackInstanceId: $id){id}}"


def post(client, body, **headers):
    data = body if isinstance(body, (str, bytes)) else json.dumps(body)
    sent = {"Content-Type": "application/json", **client.headers(**headers)}
    return client.session.post(f"{client.sandbox.url}/graphql", data=data, headers=sent, timeout=PATIENCE)


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_graphql_only_takes_post(client, method):
    url = f"{client.sandbox.url}/graphql"
    response = client.session.request(method, url, params={"query": QUERY}, headers=client.headers(), timeout=PATIENCE)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize("kind", ["text/plain", "application/graphql", "application/x-www-form-urlencoded", "application/jsonx"])
def test_another_content_type_is_a_415(client, kind):
    assert post(client, {"query": QUERY}, Content_Type=kind).status_code == 415


def test_no_content_type_is_a_415(client):
    assert post(client, {"query": QUERY}, Content_Type=None).status_code == 415


def test_a_charset_is_fine(client):
    assert post(client, {"query": QUERY}, Content_Type="application/json; charset=utf-8").status_code == 200


@pytest.mark.parametrize("accept", ["*/*", "text/html", "application/xml", "application/*", None])
def test_accept_must_name_json(client, accept):
    response = post(client, {"query": QUERY}, Accept=accept)
    assert (response.status_code, "data" in response.json()) == (406, False)


def test_accept_may_name_others_too(client):
    assert post(client, {"query": QUERY}, Accept="text/html;q=0.5, application/json; q=1").status_code == 200


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{spaces{id}}", "The body is not JSON."),
        (b"\xff\xfe\xff", "The body is not JSON."),
        ("", "The body is not JSON."),
        ([{"query": QUERY}], "The body must be one JSON object."),
        ({"query": QUERY, "id": 1, "extra": 2}, "The body has unknown members: id, extra."),
        ({"variables": {}}, "The member query is missing, or is not text."),
        ({"query": None}, "The member query is missing, or is not text."),
        ({"query": QUERY, "variables": []}, "The member variables has the wrong type."),
        ({"query": QUERY, "operationName": 1}, "The member operationName has the wrong type."),
    ],
)
def test_a_body_that_is_no_request_is_a_400(client, body, message):
    response = post(client, body)
    assert (response.status_code, response.json()) == (400, {"errors": [{"message": message, "extensions": {}}]})


def test_a_syntax_error_is_answered_as_published(client):
    response = client.ask("query {\n  spaces {\n    id\n")
    assert response.status_code == 400
    assert response.json() == {
        "data": None,
        "errors": [
            {"message": "Syntax Error: Expected Name, found <EOF>.", "locations": [{"line": 4, "column": 1}], "extensions": {}},
        ],
    }


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("{environments{id colour}}", "Cannot query field 'colour' on type 'Environment'."),
        ("{processes{id}}", "Cannot query field 'processes' on type 'Query'."),
        ('{space(id: "1"){id}}', "Cannot query field 'space' on type 'Query'."),
        ("{spaces(page: 1){id}}", "Unknown argument 'page' on field 'Query.spaces'."),
        ("{integrationPackInstanceProcesses{id}}", "'Query.integrationPackInstanceProcesses(integrationPackInstanceId:)' of type 'ID!' is required"),
        ("query($a: String!){integrationPackInstanceProcesses(integrationPackInstanceId: $a){id}}", "expecting type 'ID!'"),
        ("{spaces}", "must have a selection of subfields"),
        ("{spaceAccounts(criteria: {operator: CONTAINS}){id}}", "argument"),
        ('{spaceAccounts(criteria: {operator: ENDSWITH, argument: "a"}){id}}', "ENDSWITH"),
        ('{executionHistory(input: {processId: "1", executionTime: "2016-01-31T15:32:00Z"}){executionId}}', "status"),
        ('{executionHistory(input: {processId: "1", executionTime: "31.1.2016", status: ERROR}){executionId}}', "DateTime"),
        ('{executionHistory(input: {processId: "1", executionTime: 5, status: ERROR}){executionId}}', "DateTime"),
        ("subscription{spaces{id}}", "subscription"),
    ],
)
def test_a_query_that_is_not_valid_is_a_400(client, query, part):
    response = client.ask(query)
    answer = response.json()
    assert (response.status_code, answer["data"]) == (400, None)
    assert part in answer["errors"][0]["message"]
    assert answer["errors"][0]["extensions"] == {}


@pytest.mark.parametrize("variables", [None, {}, {"id": None}, {"id": True}, {"id": ["a"]}, {"id": 1.5}])
def test_a_variable_of_the_wrong_type_is_a_400(client, variables):
    response = client.ask(SCHEDULES, variables)
    assert (response.status_code, response.json()["data"]) == (400, None)
    assert "$id" in response.json()["errors"][0]["message"]


def test_an_unknown_operation_name_is_a_400(client):
    body = {"query": "query a{spaces{id}} query b{environments{id}}", "operationName": "c"}
    assert post(client, body).status_code == 400
    assert post(client, {"query": body["query"]}).status_code == 400
    assert list(post(client, {**body, "operationName": "b"}).json()["data"]) == ["environments"]


@pytest.mark.parametrize(
    "mutation",
    [
        'mutation{processSchedulesUpdate(processSchedules: "{}", processSchedulesId: "1"){id}}',
        'mutation{processExecute(input: {atomId: "1", processId: "2"})}',
        'mutation{integrationPackInstanceInstall(input: {integrationPackId: "1"}){id}}',
        'mutation{integrationPackInstanceUninstall(id: "1")}',
        'mutation{integrationPackInstanceEnvironmentAttachmentAttach(input: {integrationPackInstanceId: "1", environmentIds: ["2"]}){id}}',
        'mutation{integrationPackInstanceEnvironmentAttachmentUnattach(id: "1")}',
        'mutation{extensionsUpdate(input: [{extensions: "{}", envExtensionId: "1"}])}',
        'mutation{extendedMappersUpdate(input: [{extensions: "{}", envExtensionId: "1"}])}',
        'mutation{spaceDelete(id: "1")}',
        'mutation{spaceUpdate(input: {id: "1", name: "2"}){id}}',
        'mutation{spaceCreate(input: {name: "1", accountGroupId: "2"}){id}}',
    ],
)
def test_every_documented_mutation_is_known_refused_and_counted(client, mutation):
    assert client.sandbox._boomi.spaces.document(mutation).errors == []
    response = client.ask(mutation)
    assert response.status_code == 403
    assert response.json() == {"errors": [{"message": "Mutations are refused: the local Boomi is never written to.", "extensions": {}}]}
    assert (client.sandbox.mutations, client.sandbox.writes) == (1, 0)
    assert client.sandbox.requests("/graphql")[0].operation == "mutation"


def test_a_mutation_beside_the_named_query_is_not_one(client):
    body = {"query": 'query a{spaces{id}} mutation b{spaceDelete(id: "1")}', "operationName": "a"}
    assert (post(client, body).status_code, client.sandbox.mutations) == (200, 0)
    assert (post(client, {**body, "operationName": "b"}).status_code, client.sandbox.mutations) == (403, 1)


def test_more_root_fields_than_the_limit_are_refused_whole(client):
    client.sandbox.max_aliases = 2
    assert client.ask("{a: spaces{id} b: spaces{id}}").status_code == 200
    response = client.ask("{a: spaces{id} ...more} fragment more on Query {b: spaces{id} c: spaces{id}}")
    assert response.status_code == 400
    assert response.json() == {"errors": [{"message": "The query asks for 3 root fields; at most 2 are allowed.", "extensions": {}}]}
    client.sandbox.max_aliases = None
    assert client.ask("{a: spaces{id} b: spaces{id} c: spaces{id}}").status_code == 200


@pytest.mark.parametrize(
    "field",
    [
        'integrationPackInstanceProcesses(integrationPackInstanceId: "1"){id}',
        "integrationPackInstances{id}",
        "environments{id}",
        "spaceAccounts{id}",
        'executionHistory(input: {processId: "1", executionTime: "2016-01-31T15:32:00Z", status: ERROR}){executionId}',
        'integrationPackEnvironmentAttachments(ipackInstanceId: "1", environmentIds: []){integrationPackInstanceId}',
        'IPackInstanceOAuthConnectorDetails(input: {integrationPackInstanceId: "1", envId: "1", processId: "1", connectionId: "1", catalogGuid: "1"}){id}',
    ],
)
def test_fields_of_a_space_need_its_guid(client, field):
    for guid, code in ((None, "MISSING_SPACE_ID"), ("", "MISSING_SPACE_ID"), ("nowhere", "SPACE_NOT_FOUND")):
        response = client.ask(f"{{spaces{{id}} other: {field}}}", SPACE_GUID=guid)
        answer = response.json()
        assert response.status_code == 200
        assert (answer["data"]["other"], len(answer["data"]["spaces"])) == (None, 2)
        assert [(error["path"], error["extensions"]) for error in answer["errors"]] == [(["other"], {"errorCode": code})]


@pytest.mark.parametrize("field", ["spaces{id}", "spaceArtifactListings(input: {}){numberOfResults}"])
def test_other_fields_need_no_space(client, field):
    assert "errors" not in client.ask(f"{{{field}}}", SPACE_GUID=None).json()


def test_an_instance_of_another_space_is_an_error_of_its_alias_alone(client):
    other = next(item for item in client.sandbox.account.instances if item.override_name == "Order Intake Benelux")
    good = client.sandbox.account.instances[0]
    query = """query($a: ID!, $b: ID!, $c: ID!) {
      a: integrationPackInstanceProcesses(integrationPackInstanceId: $a) {id}
      b: integrationPackInstanceProcesses(integrationPackInstanceId: $b) {id}
      c: integrationPackInstanceProcesses(integrationPackInstanceId: $c) {id}
    }"""
    response = client.ask(query, {"a": other.id, "b": good.id, "c": 'no "such"\n{{ id }}'})
    answer = response.json()
    assert response.status_code == 200
    assert (answer["data"]["a"], len(answer["data"]["b"]), answer["data"]["c"]) == (None, 5, None)
    assert [(error["path"], error["extensions"]) for error in answer["errors"]] == [
        (["a"], {"errorCode": "IPACK_INSTANCE_ID_INVALID"}),
        (["c"], {"errorCode": "IPACK_INSTANCE_ID_INVALID"}),
    ]
    assert other.id in answer["errors"][0]["message"]
    found = client.ask(SCHEDULES, {"id": other.id}, SPACE_GUID=client.sandbox.account.spaces[1].guid).json()
    assert len(found["data"]["integrationPackInstanceProcesses"]) == 2


@pytest.mark.parametrize("path", ["/", "/graphql/", "/graphqlx", "/auth/jwt", "/api/rest", "/api/rest/v2/nordwindhandel-7KQ2ZD/Process/query", "/_sandbox/x"])
def test_any_other_address_is_a_404(client, path):
    assert client.session.get(client.sandbox.url + path, timeout=PATIENCE).status_code == 404

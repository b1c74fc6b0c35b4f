# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo account: each documented query's answer, and what the account must show."""

from __future__ import annotations

import re

import pytest

from tests.unit.sandbox.conftest import stop_clock_at

PROCESSES = """query($id: ID!) {integrationPackInstanceProcesses(integrationPackInstanceId: $id) {
  id name processSchedules {atomId envId schedule {minutes hours daysOfWeek daysOfMonth months years} retry {maxRetry}}
}}"""


def instance(client, name):
    return next(item for item in client.sandbox.account.instances if item.override_name == name)


def processes(client, name):
    return client.data(PROCESSES, {"id": instance(client, name).id})["integrationPackInstanceProcesses"]


def test_instances_with_and_without_a_name_of_their_own(client):
    answer = client.data("{integrationPackInstances{id integrationPackOverrideName integrationPack{name description installationType}}}")
    found = answer["integrationPackInstances"]
    assert [item["integrationPackOverrideName"] for item in found] == [
        "Order to Cash",
        "Order Intake Germany",
        "Order Intake Austria",
        "HR Master Data",
        None,
        "Warehouse and Shipping",
        "EDI Gateway Retail",
        "EDI Gateway Retail",
        'Kundenservice "Zürich" – it\'s {{ inventory_hostname }}',
        "Smoke Test",
    ]
    assert found[0]["id"] == "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMQ"
    assert found[4]["integrationPack"] == {
        "name": "Finance Close",
        "description": "What the month's end needs.",
        "installationType": "SINGLE",
    }
    assert [item["integrationPack"]["name"] for item in found if item["integrationPack"]["installationType"] == "MULTI"] == [
        "Domestic Order Intake",
        "Domestic Order Intake",
        "EDI Gateway",
        "EDI Gateway",
    ]


def test_the_other_space_has_its_own_instance(client):
    guid = client.sandbox.account.spaces[1].guid
    answer = client.ask("{integrationPackInstances{integrationPackOverrideName}}", SPACE_GUID=guid).json()
    assert answer == {"data": {"integrationPackInstances": [{"integrationPackOverrideName": "Order Intake Benelux"}]}}


def test_environments_list_the_attachments_of_this_space_alone(client):
    query = "{environments{name classification atoms{name} integrationPackEnvironmentAttachment{integrationPackInstanceId}}}"
    other_guid = client.sandbox.account.spaces[1].guid
    production, test = client.data(query)["environments"]
    assert (production["name"], production["classification"], test["name"], test["classification"]) == ("Production", "PROD", "Test", "TEST")
    assert [atom["name"] for atom in production["atoms"]] == ["prod-frankfurt-1", "prod-frankfurt-2", "prod-dublin-dr"]
    assert (len(production["integrationPackEnvironmentAttachment"]), len(test["integrationPackEnvironmentAttachment"])) == (8, 5)
    *shared, partners = client.ask(query, SPACE_GUID=other_guid).json()["data"]["environments"]
    assert [(env["name"], env["integrationPackEnvironmentAttachment"]) for env in shared] == [("Production", []), ("Test", [])]
    assert partners == {
        "name": "Benelux Production",
        "classification": "PROD",
        "atoms": [{"name": "prod-amsterdam-1"}],
        "integrationPackEnvironmentAttachment": [{"integrationPackInstanceId": instance(client, "Order Intake Benelux").id}],
    }


def test_a_process_on_two_environments(client):
    shop = processes(client, "Order to Cash")[0]
    production, test = shop["processSchedules"]
    assert shop["name"] == "Web Shop Orders to SAP"
    assert production["schedule"][0] == {
        "minutes": "0-59/15",
        "hours": "8-18",
        "daysOfWeek": "2-6",
        "daysOfMonth": "*",
        "months": "*",
        "years": "*",
    }
    assert (production["retry"], test["retry"]) == ({"maxRetry": 2}, {"maxRetry": 5})
    assert production["envId"] != test["envId"]


def test_wrappers_have_their_own_ids(client):
    germany, austria = processes(client, "Order Intake Germany"), processes(client, "Order Intake Austria")
    assert {process["id"] for process in germany}.isdisjoint(process["id"] for process in austria)
    wrapped = [[process.original_id for process in instance(client, f"Order Intake {name}").processes] for name in ("Germany", "Austria")]
    assert wrapped[0] == wrapped[1]


def test_a_recovery_pair_a_pause_a_listener_and_nothing_at_all(client):
    records = {process.name: process for process in client.sandbox.account.processes()}
    labels = records["Carrier Labels"].deployments
    assert (labels[0].schedule, [item.enabled for item in labels]) == (labels[1].schedule, [True, False])
    assert [(item.enabled, len(item.schedule)) for item in records["Bank Statements"].deployments] == [(False, 1)]
    assert [item["schedule"] for item in processes(client, "Order Intake Germany")[1]["processSchedules"]][1] == []
    listener = next(process for process in processes(client, "HR Master Data") if process["name"] == "Leaver Deactivation")
    assert [item["schedule"] for item in listener["processSchedules"]] == [[]]
    assert processes(client, "Smoke Test") == []
    undeployed = client.sandbox.account.instances[7].processes[2]
    assert (undeployed.name, undeployed.deployments) == ("EDI Gateway Retail - Receipts", ())


def test_awkward_names_arrive_unchanged(client):
    names = [process["name"] for process in processes(client, 'Kundenservice "Zürich" – it\'s {{ inventory_hostname }}')]
    assert names == [
        'Reklamation "dringend" – Bob\'s Büro 📦',
        "{{ jinja }} {% raw %}Preisliste",
        "<b>Newsletter</b> & Umfrage",
        "Ticket Import\nzweite Zeile",
        "\u200fطلبات العملاء",
        "  Rückrufliste  ",
    ]


def test_its_size_and_its_ids(client):
    account = client.sandbox.account
    records = list(account.processes())
    assert (len(account.instances), len(records)) == (11, 36)
    uuid = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    assert all(uuid.fullmatch(process.id) for process in records)
    assert len({process.id for process in records}) == 36


def test_spaces_and_one_space(client):
    first, second = client.data("{spaces{id name description theme{logoUrl logoAltTxt} sharedIpacks{name installationType}}}")["spaces"]
    assert first["theme"] == {"logoUrl": "https://cdn.nordwind.example/logo.svg", "logoAltTxt": "Nordwind Handel"}
    assert (second["name"], second["theme"]) == ("Nordwind Partners", None)
    assert second["sharedIpacks"] == [{"name": "Domestic Order Intake", "installationType": "MULTI"}]
    query = "query($id: ID!){Space(id: $id){id name url createdByAccountId}}"
    assert client.data(query, {"id": first["id"]})["Space"] == {
        "id": first["id"],
        "name": "Nordwind Integrations",
        "url": f"https://space.boomi.example?guid={first['id']}",
        "createdByAccountId": "nordwindhandel-7KQ2ZD",
    }
    answer = client.ask(query, {"id": "nowhere"}).json()
    assert answer["data"] == {"Space": None}
    assert answer["errors"][0]["extensions"] == {"errorCode": "SPACE_NOT_FOUND"}


def test_execution_history(client):
    process = next(item for item in client.sandbox.account.processes() if item.name == "Invoice Export")
    query = """query($id: ID!) {
      executionHistory(input: {processId: $id, executionTime: "2026-02-03T00:30:00Z", status: COMPLETE}) {
        account executionTime executionType originalExecutionId atomId atomName processName executionDuration
      }
    }"""
    stop_clock_at(client.sandbox.clock, "2026-02-28T00:00:00Z")
    # Without the runs of the last 24 hours before the account was loaded.
    first, retried = (run for run in client.data(query, {"id": process.id})["executionHistory"] if run["executionTime"] < "2026-03")
    assert first == {
        "account": None,
        "executionTime": "2026-02-03T00:30:00Z",
        "executionType": "exec_sched",
        "originalExecutionId": None,
        "atomId": None,
        "atomName": None,
        "processName": "Invoice Export",
        "executionDuration": ["Long", "41873"],
    }
    assert (retried["executionType"], retried["originalExecutionId"][:10]) == ("retry_sched", "execution-")
    elsewhere = client.ask(query, {"id": process.id}, SPACE_GUID=client.sandbox.account.spaces[1].guid).json()
    assert elsewhere == {"data": {"executionHistory": []}}


def test_attachments_with_their_extensions(client):
    orders = instance(client, "Order to Cash")
    query = """query($id: String!, $envs: [String!]) {
      integrationPackEnvironmentAttachments(ipackInstanceId: $id, environmentIds: $envs) {
        integrationPackInstanceId environmentMapExtension environmentExtensions
      }
    }"""
    production, test = client.data(query, {"id": orders.id})["integrationPackEnvironmentAttachments"]
    assert production == {"integrationPackInstanceId": orders.id, "environmentMapExtension": [], "environmentExtensions": None}
    assert test["environmentMapExtension"][0] == ""
    assert test["environmentExtensions"].startswith('{"@type":"EnvironmentExtensions"')
    only = client.data(query, {"id": orders.id, "envs": [client.sandbox.account.environments[1].id]})
    assert only == {"integrationPackEnvironmentAttachments": [test]}
    answer = client.ask(query, {"id": "nowhere"}).json()
    assert answer["errors"][0]["extensions"] == {"errorCode": "IPACK_INSTANCE_ID_INVALID"}


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({}, ["Order to Cash", "Domestic Order Intake"]),
        ({"spaceId": 0}, ["Order to Cash"]),
        ({"spaceArtifactListingType": "INTEGRATION_PACK"}, ["Order to Cash", "Domestic Order Intake"]),
        ({"spaceArtifactListingType": "OTHER"}, []),
        ({"spaceArtifactListingIds": [1]}, ["Domestic Order Intake"]),
    ],
)
def test_artifact_listings(client, given, names):
    account = client.sandbox.account
    if "spaceId" in given:
        given = {"spaceId": account.spaces[given["spaceId"]].guid}
    if "spaceArtifactListingIds" in given:
        given = {"spaceArtifactListingIds": [account.artifacts[index].id for index in given["spaceArtifactListingIds"]]}
    query = "query($in: SpaceArtifactListingsInput!){spaceArtifactListings(input: $in){numberOfResults currentPageSize spaceArtifactsData}}"
    found = client.data(query, {"in": given})["spaceArtifactListings"]
    assert (found["numberOfResults"], found["currentPageSize"]) == (len(names), len(names))
    assert [item["name"] for item in found["spaceArtifactsData"]] == names


def test_many_aliases_are_answered_in_their_order(client):
    ids = [item.id for item in client.sandbox.account.instances[:10]]
    query = "query({}){{{}}}".format(
        " ".join(f"$v{number}: ID!" for number in range(10)),
        " ".join(f"p{number}: integrationPackInstanceProcesses(integrationPackInstanceId: $v{number}){{id}}" for number in range(10)),
    )
    answer = client.data(query, {f"v{number}": item for number, item in enumerate(ids)})
    assert [len(answer[f"p{number}"]) for number in range(10)] == [5, 2, 2, 4, 4, 5, 3, 3, 6, 0]
    (entry,) = client.sandbox.requests("/graphql")
    assert entry.fields == ["integrationPackInstanceProcesses"] * 10
    assert entry.keys == [f"p{number}" for number in range(10)]


def test_the_schema_can_be_introspected(client):
    fields = client.data("{__schema{queryType{fields{name}}}}")["__schema"]["queryType"]["fields"]
    assert len(fields) == 10

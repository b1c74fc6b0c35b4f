# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The published samples, and the traits of the numbered account files, as a client gets them."""

from __future__ import annotations

import base64

import pytest

from tests.paths import DATA
from tests.unit.sandbox.conftest import stop_clock_at

PROCESSES = """query process($id: ID!) {
  integrationPackInstanceProcesses(integrationPackInstanceId: $id) {
    id
    name
    integrationPack { integrationPackId integrationPackInstanceId }
    processSchedules {
      id
      processId
      atomId
      envId
      schedule { minutes hours daysOfWeek daysOfMonth months years }
      retry { schedule { minutes hours daysOfWeek daysOfMonth months years } maxRetry }
    }
  }
}"""


def entry(text):
    return dict(zip(("minutes", "hours", "daysOfWeek", "daysOfMonth", "months", "years"), text.split(), strict=True))


def processes(client, index=0):
    instance = client.sandbox.account.instances[index]
    return client.data(PROCESSES, {"id": instance.id})["integrationPackInstanceProcesses"]


def seed_process(process_id, name, schedule_id):
    return {
        "id": process_id,
        "name": name,
        "integrationPack": [
            {
                "integrationPackId": "2e659fc6-2202-4da5-9f88-ceda49303885",
                "integrationPackInstanceId": "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg",
            }
        ],
        "processSchedules": {
            "id": schedule_id,
            "processId": process_id,
            "atomId": "4bcb8312-2f45-4f29-ab2d-fa20598c0a76",
            "envId": "4c9d031e-408b-4903-a44e-5a4219e62b25",
            "schedule": [],
            "retry": {"schedule": [], "maxRetry": 5},
        },
    }


def test_the_sample_of_the_processes_page(serve):
    client = serve("02-unscheduled-pack.yml")
    assert client.data(PROCESSES, {"id": "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg"}) == {
        "integrationPackInstanceProcesses": [
            seed_process(
                "70d36151-4070-4a92-8d00-d7c832e4caf5",
                "test1",
                "Q1BTNGJjYjgzMTItMmY0NS00ZjI5LWFiMmQtZmEyMDU5OGMwYTc2OjcwZDM2MTUxLTQwNzAtNGE5Mi04ZDAwLWQ3YzgzMmU0Y2FmNQ",
            ),
            seed_process(
                "3260ddbc-1675-4a18-9a91-ae57f3f1acaa",
                "test2",
                "Q1BTNGJjYjgzMTItMmY0NS00ZjI5LWFiMmQtZmEyMDU5OGMwYTc2OjMyNjBkZGJjLTE2NzUtNGExOC05YTkxLWFlNTdmM2YxYWNhYQ",
            ),
        ]
    }


def test_the_id_may_stand_in_the_text_as_on_the_page(serve):
    client = serve("02-unscheduled-pack.yml")
    query = PROCESSES.replace("($id: ID!)", "").replace("$id", '"SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg"')
    assert [process["name"] for process in client.data(query)["integrationPackInstanceProcesses"]] == ["test1", "test2"]


def test_the_sample_of_the_environments_page(serve):
    client = serve("02-unscheduled-pack.yml")
    query = "query env{environments{id name classification integrationPackEnvironmentAttachment{environmentId id integrationPackInstanceId} atoms{id name}}}"
    assert client.data(query) == {
        "environments": [
            {
                "id": "aec9a3ba-2a9a-43da-998d-1466de6eba23",
                "name": "TestEnvPr",
                "classification": "PROD",
                "integrationPackEnvironmentAttachment": [
                    {
                        "environmentId": "aec9a3ba-2a9a-43da-998d-1466de6eba23",
                        "id": "QVRUQUNIX0lQQUNLX0VOVlNXNTBaV2R5WVhScGIyNVFZV05yU1c1emRHRnVZMlV5TnprM01nOmFlYzlhM2JhLTJhOWEtNDNkYS05OThkLTE0NjZkZTZlYmEyMw",
                        "integrationPackInstanceId": "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg",
                    }
                ],
                "atoms": [
                    {"id": "5578ce86-0963-4f26-ad74-5f510789b022", "name": "Test_atom1"},
                    {"id": "b27c0697-a989-4b53-9fee-724abd301f46", "name": "Test_atom2"},
                    {"id": "b57535c3-b650-4ef2-9430-171b9bd4c287", "name": "Test_atom"},
                ],
            }
        ]
    }


def test_the_sample_of_the_oauth_page(serve):
    client = serve("02-unscheduled-pack.yml")
    query = """query {IPackInstanceOAuthConnectorDetails(input: {
        integrationPackInstanceId: "test-101", envId: "2", processId: "1", connectionId: "3", catalogGuid: "796eeeb4-1b2f-4965-898a-7e443"
      }) {id integrationPackInstanceId envId isTokenGenerated connectionId processId oauthConnectorDetails}}"""
    assert client.data(query)["IPackInstanceOAuthConnectorDetails"] == {
        "id": "7665cc47-6acf-4e39-83c0-08721",
        "integrationPackInstanceId": "test-101",
        "envId": "2",
        "isTokenGenerated": False,
        "connectionId": "3",
        "processId": "1",
        "oauthConnectorDetails": '{"baseURL":"https://baseURL.com","clientId":"A","companyId":"9341452451293689",'
        '"authParams":{"key":"value"},"accessTokenParams":{"key":"value"}}',
    }
    assert client.data(query.replace("test-101", "test-102")) == {"IPackInstanceOAuthConnectorDetails": None}


def test_the_sample_of_the_spaces_page(serve):
    client = serve("08-spaces-and-executions.yml")
    assert client.data("query spaces{spaces{id name accountGroup{id name} createdDate modifiedDate modifiedByAccountId}}") == {
        "spaces": [
            {
                "id": "97b78685-0e6c-41f7-a484-c1512",
                "name": "test12",
                "accountGroup": {"id": "00035d16-600e-43af-a98f-0566272a111d", "name": "All Accounts"},
                "createdDate": "2022-11-02 18:41:11.0",
                "modifiedDate": None,
                "modifiedByAccountId": None,
            },
            {
                "id": "2dcd9964-b85e-42ce-998d-b7c22",
                "name": "Trial1_Space",
                "accountGroup": {"id": "3ebe1222-b5fa-4d53-ab2f-fd57c4daf530", "name": "Trial1"},
                "createdDate": "2022-11-03 08:43:50.0",
                "modifiedDate": "2023-04-14 08:15:00.0",
                "modifiedByAccountId": None,
            },
        ]
    }


def test_the_samples_of_the_accounts_page(serve):
    client = serve("08-spaces-and-executions.yml")
    assert client.data("query spaceAccounts{spaceAccounts{id name}}") == {
        "spaceAccounts": [
            {"id": "name-1accounta-WU8VYK", "name": "Name-1-Account-A"},
            {"id": "name-2accounta-V41CJX", "name": "Name-2-Account-A"},
            {"id": "name-3accounta-7MVN0U", "name": "Name-3-Account-A"},
        ]
    }
    search = 'query spaceAccounts{spaceAccounts(criteria: {operator: CONTAINS, argument: "test"}){id name}}'
    found = client.ask(search, SPACE_GUID="2dcd9964-b85e-42ce-998d-b7c22").json()
    assert found == {"data": {"spaceAccounts": [{"id": "TestAccountA-WU8VYK", "name": "Test-Account-A"}]}}
    assert client.data(search) == {"spaceAccounts": []}
    assert len(client.data('{spaceAccounts(criteria: {operator: STARTSWITH, argument: "name-2"}){id}}')["spaceAccounts"]) == 1
    assert len(client.data('{spaceAccounts(criteria: {operator: STARTSWITH, argument: ""}){id}}')["spaceAccounts"]) == 3
    assert client.data('{spaceAccounts(criteria: {operator: STARTSWITH, argument: "ame"}){id}}') == {"spaceAccounts": []}


EXECUTIONS = """query($from: DateTime!, $status: ExecutionHistoryStatus!) {
  executionHistory(input: {processId: "dbb98f81-6914-43a2-b03f-594506940dd5", executionTime: $from, status: $status}) {
    executionId executionTime status executionType processName inboundDocumentCount inboundErrorDocumentCount outboundDocumentCount
    executionDuration message inboundDocumentSize outboundDocumentSize
  }
}"""


def test_the_sample_of_the_execution_history_page(serve):
    client = serve("08-spaces-and-executions.yml")
    stop_clock_at(client.sandbox.clock, "2023-05-23T18:30:00Z")
    assert client.data(EXECUTIONS, {"from": "2016-01-31T15:32:00Z", "status": "ERROR"}) == {
        "executionHistory": [
            {
                "executionId": "execution-73bca62e-7bf4-4c22-bcd9-26b3ec224f37-2023.04.23",
                "executionTime": "2023-04-23T18:30:00Z",
                "status": "ERROR",
                "executionType": "exec_sched",
                "processName": "PaginationIpack14 - Thu Apr 20 2023 -Process",
                "inboundDocumentCount": 1,
                "inboundErrorDocumentCount": 1,
                "outboundDocumentCount": 0,
                "executionDuration": ["Long", "5816"],
                "message": "No data produced from map 'mapTest', please check source profile and make sure it matches source data.",
                "inboundDocumentSize": ["Long", "0"],
                "outboundDocumentSize": ["Long", "0"],
            }
        ]
    }
    assert client.data(EXECUTIONS, {"from": "2023-04-23T18:30:00Z", "status": "ERROR"})["executionHistory"] != []
    assert client.data(EXECUTIONS, {"from": "2023-04-23T18:30:01Z", "status": "ERROR"}) == {"executionHistory": []}
    assert client.data(EXECUTIONS, {"from": "2016-01-31T15:32:00Z", "status": "COMPLETE"}) == {"executionHistory": []}
    stop_clock_at(client.sandbox.clock, "2023-05-23T18:30:01Z")
    assert client.data(EXECUTIONS, {"from": "2016-01-31T15:32:00Z", "status": "ERROR"}) == {"executionHistory": []}, "runs are kept for 30 days"
    for wrong in ("2016-01-31", "2016-01-31T15:32:00", 5):
        assert client.ask(EXECUTIONS, {"from": wrong, "status": "ERROR"}).status_code == 400


def test_business_hours_a_sunday_evening_and_two_retry_windows(serve):
    client = serve("01-business-hours-and-retry.yml")
    (process,) = processes(client)
    assert process["integrationPack"] == [
        {
            "integrationPackId": "89abcdef-0123-4567-89ab-cdef01234567",
            "integrationPackInstanceId": "76543210FEDCBA9876543210FEDCBA98",
        }
    ]
    assert process["processSchedules"] == [
        {
            "id": "Ab0Cd1Ef1Gh3Ij4Kl5Mn6Op7Qr8St9Uv0Wx9Yz8Zy7Xw6Vu5Ts4Rq3Po2Nm1Lk0Ji1Hg",
            "processId": "789abcde-f012-3456-789a-bcdef0123456",
            "atomId": "3456789a-bcde-f0123-4567-89abcdef012",
            "envId": "456789ab-cdef-0123-4567-89abcdef0123",
            "schedule": [entry("0-59/15 8-18 2,3,4,5,6 * * *"), entry("0-59/15 19-23 1 * * *")],
            "retry": {"schedule": [entry("0-10/5 19-23 7 * * *"), entry("0-59/20 8-18 2,3,4,5,6 * * *")], "maxRetry": 2},
        }
    ]


def test_one_process_on_two_atoms_scheduled_on_one(serve):
    (process,) = processes(serve("03-two-atoms-one-schedule.yml"))
    first, second = process["processSchedules"]
    assert first["id"] == ("Q1BTOGZhNTU3MTQtOGU1ZS00NWYxLWI3ZTEtZjU3ZjIwMDBmNDY0OjZlNzlhZWFkLTQwZDQtNDIyYi05MDM3LTQzNzBhODZjYzJmMQ")
    assert first["schedule"] == [{**entry("0-59/15 8-18 2,3,4,5,6 * * *"), "daysOfMonth": "", "months": "", "years": ""}]
    assert first["retry"] == {"schedule": first["schedule"], "maxRetry": 3}
    assert (second["atomId"], second["schedule"]) == ("abc12345-6def-7g8h-90ij-k1l2mn345678", [])
    decoded = base64.b64decode(second["id"] + "=" * (-len(second["id"]) % 4)).decode()
    assert decoded == "CPSabc12345-6def-7g8h-90ij-k1l2mn345678:6e79aead-40d4-422b-9037-4370a86cc2f1"


def test_a_disaster_recovery_pair_beside_a_listener(serve):
    client = serve("04-disaster-recovery-pair.yml")
    load, listener = processes(client)
    assert [item["schedule"] for item in load["processSchedules"]] == [[entry("0 0 1 * * *"), entry("30 0 2-7 * * *")]] * 2
    assert [item["schedule"] for item in listener["processSchedules"]] == [[], []]
    assert [item.enabled for item in client.sandbox.account.instances[0].processes[0].deployments] == [True, False]


def test_overlapping_windows_and_dirty_values_are_answered_as_they_are(serve):
    overlapping, empty, invalid, wednesday = processes(serve("05-overlapping-and-dirty.yml"))
    (schedule,) = overlapping["processSchedules"]
    assert schedule["schedule"] == [entry("0-59/3 8-18 1,2,3,5 * * *"), entry("0-59/1 8-18 1,2,3,4,5 * * *")]
    assert empty["processSchedules"][0]["schedule"][0]["daysOfMonth"] == ""
    assert invalid["processSchedules"][0]["schedule"][0]["minutes"] == "0-59/"
    assert wednesday["processSchedules"][0]["schedule"] == [entry("5 4,10,15 4 * * *")]


def test_two_instances_of_one_pack_and_no_bare_item(serve):
    client = serve("06-two-instances-same-names.yml")
    assert client.data("{integrationPackInstances{id integrationPackOverrideName integrationPack{id installationType}}}") == {
        "integrationPackInstances": [
            {
                "id": "76543210FEDCBA9876543210FEDCBA98",
                "integrationPackOverrideName": "Domestic Order Intake",
                "integrationPack": {"id": "89abcdef-0123-4567-89ab-cdef01234567", "installationType": "MULTI"},
            },
            {
                "id": "876543210FEDCBA9876543210FEDCBA9",
                "integrationPackOverrideName": "International Order Intake",
                "integrationPack": {"id": "89abcdef-0123-4567-89ab-cdef01234567", "installationType": "MULTI"},
            },
        ]
    }
    (domestic,), (international,) = processes(client, 1), processes(client, 2)
    assert (domestic["name"], international["name"]) == ("Order Intake", "Order Intake")
    assert international["integrationPack"][0]["integrationPackId"] == "9abcdef0-1234-5678-9abc-def012345678"
    bare = client.sandbox.account.instances[0]
    assert (bare.id, [process.original_id for process in bare.processes]) == (
        None,
        ["bc407c7d-cacc-48da-a430-c6a4d2835a83", "f23ce1b1-7440-4535-a534-685a17a41607"],
    )


def test_an_atom_outside_every_environment_has_no_env_id(serve):
    client = serve("07-atom-without-environment.yml")
    (process,) = processes(client)
    (schedule,) = process["processSchedules"]
    assert (schedule["atomId"], schedule["envId"]) == ("3456789a-bcde-f0123-4567-89abcdef012", None)
    atoms = [atom["id"] for env in client.data("{environments{atoms{id}}}")["environments"] for atom in env["atoms"]]
    assert atoms == ["3456789a-bcde-f012-3456-789abcdef012", "fedcba98-7654-3210-fedc-ba9876543210"]


@pytest.mark.parametrize("number", range(1, 9))
def test_every_numbered_file_answers_for_each_of_its_instances(serve, number):
    (path,) = DATA.glob(f"{number:02d}-*.yml")
    client = serve(path.name)
    for instance in client.sandbox.account.instance_by_id:
        assert client.data(PROCESSES, {"id": instance})["integrationPackInstanceProcesses"]

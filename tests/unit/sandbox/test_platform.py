# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Platform REST API: each object, the published samples, filters, and the sub-accounts."""

from __future__ import annotations

import json
import time

import pytest

from tests.paths import DATA
from tests.sandbox import generated, parse
from tests.sandbox.platform import DESCRIPTION
from tests.sandbox.reader import read_yaml
from tests.unit.rest import group, query, simple

BENELUX = "beneluxpartners-5MZ0RW"
PARTNER = "/partner/api/rest/v1/nordwindhandel-7KQ2ZD/"


@pytest.fixture
def client(serve):
    """A client of the demo account that need not pace itself."""
    client = serve("demo.yml")
    client.sandbox.rate_limit = None
    return client


def sample(address, method="post"):
    """The sample answer that the published description has for an address."""
    operation = json.loads(DESCRIPTION.read_text(encoding="utf-8"))["paths"][address][method]
    return operation["responses"]["200"]["content"]["application/json"]["example"]


def file(name, **changed):
    """An account file of tests/sandbox/data, with some of its top keys changed."""
    return parse({**read_yaml(DATA / name), **changed})


def without_ids(items):
    return [{name: value for name, value in item.items() if name != "id"} for item in items]


# The published samples


def test_the_sample_of_process_schedules(serve):
    client = serve("01-business-hours-and-retry.yml")
    wanted = sample("/ProcessSchedules/query")
    (schedules,) = wanted["result"]
    both = group("and", simple("atomId", "EQUALS", schedules["atomId"]), simple("processId", "EQUALS", schedules["processId"]))
    assert client.platform("ProcessSchedules/query", query(both)).json() == wanted
    assert client.platform(f"ProcessSchedules/{schedules['id']}").json() == sample("/ProcessSchedules/{id}", "get")
    assert client.platform(f"ProcessScheduleStatus/{schedules['id']}").json() == sample("/ProcessScheduleStatus/{id}", "get")


def test_the_samples_of_an_environment_and_a_bulk_get(serve):
    client = serve("01-business-hours-and-retry.yml")
    wanted = sample("/Environment/{id}", "get")
    assert client.platform(f"Environment/{wanted['id']}").json() == wanted
    answer = client.platform("Environment/bulk", {"type": "GET", "request": [{"id": wanted["id"]}, {"id": "not_a_real_id"}]}).json()
    assert answer == {
        "@type": "BulkResult",
        "response": [
            {"@type": "BulkResponse", "Result": wanted, "statusCode": 200},
            {"@type": "BulkResponse", "statusCode": 400, "id": "not_a_real_id", "errorMessage": "No such environment"},
        ],
    }


def test_an_unscheduled_pack_on_an_atom_of_an_environment_that_is_not_listed(serve):
    client = serve("02-unscheduled-pack.yml")
    first, second = client.find("ProcessSchedules")
    assert (first["processId"], second["processId"]) == ("70d36151-4070-4a92-8d00-d7c832e4caf5", "3260ddbc-1675-4a18-9a91-ae57f3f1acaa")
    assert first["Schedule"] == []
    assert first["Retry"] == {"@type": "ScheduleRetry", "Schedule": [], "maxRetry": 5}
    assert "envId" not in first
    (attachment,) = client.find("EnvironmentAtomAttachment", simple("atomId", "EQUALS", first["atomId"]))
    assert attachment["environmentId"] == "4c9d031e-408b-4903-a44e-5a4219e62b25"
    assert [item["id"] for item in client.find("Environment")] == ["aec9a3ba-2a9a-43da-998d-1466de6eba23"]
    assert [item["name"] for item in client.find("Atom")] == ["Test_atom1", "Test_atom2", "Test_atom", "Atom of the sample"]
    (instance,) = client.find("IntegrationPackInstance")
    assert instance == {
        "@type": "IntegrationPackInstance",
        "ProcessId": [
            {"@type": "ProcessId", "originalProcessId": first["processId"], "name": "test1"},
            {"@type": "ProcessId", "originalProcessId": second["processId"], "name": "test2"},
        ],
        "id": "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg",
        "integrationPackId": "2e659fc6-2202-4da5-9f88-ceda49303885",
    }
    assert client.find("IntegrationPack") == [
        {"@type": "IntegrationPack", "id": instance["integrationPackId"], "name": "Test pack", "Description": "", "installationType": "SINGLE"}
    ]


def test_a_process_on_two_atoms(serve):
    found = serve("03-two-atoms-one-schedule.yml").find("ProcessSchedules", simple("processId", "EQUALS", "6e79aead-40d4-422b-9037-4370a86cc2f1"))
    assert [item["atomId"] for item in found] == ["8fa55714-8e5e-45f1-b7e1-f57f2000f464", "abc12345-6def-7g8h-90ij-k1l2mn345678"]
    entry = {"minutes": "0-59/15", "hours": "8-18", "daysOfWeek": "2,3,4,5,6", "daysOfMonth": "", "months": "", "years": ""}
    assert [item["Schedule"] for item in found] == [[{"@type": "Schedule", **entry}], []]
    assert [item["Retry"]["maxRetry"] for item in found] == [3, 5]


def test_a_recovery_pair_is_enabled_on_one(serve):
    client = serve("04-disaster-recovery-pair.yml")
    schedules, statuses = client.find("ProcessSchedules"), client.find("ProcessScheduleStatus")
    assert [item["enabled"] for item in statuses] == [True, False, True, True]
    assert [item["id"] for item in schedules] == [item["id"] for item in statuses]
    assert schedules[0]["Schedule"] == schedules[1]["Schedule"]


def test_dirty_values_are_answered_as_they_are(serve):
    found = serve("05-overlapping-and-dirty.yml").find("ProcessSchedules")
    assert [[entry["minutes"] for entry in item["Schedule"]] for item in found] == [["0-59/3", "0-59/1"], ["0-59/15"], ["0-59/"], ["5"]]
    assert (found[1]["Schedule"][0]["hours"], found[1]["Schedule"][0]["years"]) == ("00-18", "")


def test_the_sample_of_instances_with_a_bare_item(serve):
    client = serve("06-two-instances-same-names.yml")
    bare, domestic, international = client.find("IntegrationPackInstance")
    published = sample("/IntegrationPackInstance/query")["result"]
    assert bare == published[0]
    for found, wanted, process in ((domestic, published[1], "56789abc"), (international, published[2], "6789abcd")):
        assert found.pop("ProcessId")[0]["originalProcessId"].startswith(process)
        assert found == wanted
    named = client.find("IntegrationPackInstance", simple("integrationPackName", "EQUALS", "Order Intake"))
    assert [item["id"] for item in named] == [domestic["id"], international["id"]]
    assert client.find("IntegrationPackInstance", simple("integrationPackId", "IS_NULL")) == [bare]


def test_the_sample_of_processes_of_one_name(serve):
    client = serve("06-two-instances-same-names.yml")
    assert client.find("Process", simple("name", "EQUALS", "Order Intake")) == sample("/Process/query")["result"]
    assert client.platform("Process/56789abc-def0-1234-5678-9abcdef01234").json() == sample("/Process/{id}", "get")
    of_bare = client.find("Process", simple("integrationPackInstanceId", "IS_NULL"))
    assert of_bare[0] == {"@type": "Process", "id": "0331193a-2675-4f33-97fc-e050a4fd4eec", "name": "Domestic Order Intake - INT", "Description": ""}


def test_the_sample_of_pack_attachments(serve):
    client = serve("06-two-instances-same-names.yml")
    here = simple("environmentId", "EQUALS", "456789ab-cdef-0123-4567-89abcdef0123")
    assert client.platform("IntegrationPackEnvironmentAttachment/query", query(here)).json() == sample("/IntegrationPackEnvironmentAttachment/query")


def test_the_sample_of_atom_attachments_lacks_the_atom_of_the_schedule(serve):
    client = serve("07-atom-without-environment.yml")
    assert client.platform("ProcessSchedules/query", query()).json() == sample("/ProcessSchedules/query")
    assert client.platform("ProcessScheduleStatus/query", query()).json() == sample("/ProcessScheduleStatus/query")
    answer, published = client.platform("EnvironmentAtomAttachment/query", query()).json(), sample("/EnvironmentAtomAttachment/query")
    assert without_ids(answer["result"]) == without_ids(published["result"])
    assert (answer["@type"], answer["numberOfResults"]) == ("QueryResult", published["numberOfResults"])
    # An atom is known by its id alone; the properties that the file does not hold are left out.
    assert client.find("Atom")[-1] == {"@type": "Atom", "id": "3456789a-bcde-f0123-4567-89abcdef012"}


def test_a_stray_atom_has_no_attachment(serve):
    client = serve("08-spaces-and-executions.yml")
    assert client.find("EnvironmentAtomAttachment") == client.find("Environment") == []
    (schedules,) = client.find("ProcessSchedules", simple("atomId", "EQUALS", "0a9b8c7d-6e5f-4041-8233-445566778899"))
    assert schedules["processId"] == "dbb98f81-6914-43a2-b03f-594506940dd5"


# The demo account


def test_rest_and_graphql_know_the_same_instances(client):
    asked = client.data("{integrationPackInstances{id integrationPackOverrideName}}")["integrationPackInstances"]
    found = client.find("IntegrationPackInstance")
    assert [(item["id"], item.get("integrationPackOverrideName")) for item in found] == [tuple(item.values()) for item in asked]
    assert len(found) == 10
    assert "integrationPackOverrideName" not in found[4]
    assert "ProcessId" not in found[9], "an instance without processes"


def test_a_multi_install_pack_has_wrappers(client):
    (germany,) = client.find("IntegrationPackInstance", simple("integrationPackOverrideName", "EQUALS", "Order Intake Germany"))
    assert germany["ProcessId"][0] == {
        "@type": "ProcessId",
        "originalProcessId": "9b4fa6bd-d5ba-45d5-b0fa-e52fdf3e5a05",
        "wrapperProcessId": "a0392074-f917-4882-861c-38027592771d",
        "name": "Order Intake Germany - EDI Orders",
    }
    processes = client.find("Process", simple("integrationPackInstanceId", "EQUALS", germany["id"]))
    assert [item["id"] for item in processes] == [item["wrapperProcessId"] for item in germany["ProcessId"]]
    assert client.find("ProcessSchedules", simple("processId", "EQUALS", germany["ProcessId"][0]["originalProcessId"])) == []


def test_every_object_counts_its_own(client):
    counts = {kind: client.platform(f"{kind}/query", query()).json()["numberOfResults"] for kind in ("Process", "ProcessSchedules", "ProcessScheduleStatus")}
    assert counts == {"Process": 34, "ProcessSchedules": 39, "ProcessScheduleStatus": 39}
    assert [item["name"] for item in client.find("Environment")] == ["Production", "Test"]
    assert len(client.find("IntegrationPackEnvironmentAttachment")) == 13
    assert len(client.find("EnvironmentAtomAttachment")) == len(client.find("Atom")) == 5
    assert len(client.find("IntegrationPack")) == 8
    paused = [item["processId"][:8] for item in client.find("ProcessScheduleStatus") if not item["enabled"]]
    assert paused == ["d236978c", "b1a87802", "f9fded03"]


def test_a_sub_account_is_served_on_the_partner_path(client):
    def find(kind):
        response = client.platform(f"{kind}/query?overrideAccount={BENELUX}", query(), base=PARTNER)
        return [item.get("name", item.get("integrationPackOverrideName")) for item in response.json()["result"]]

    assert find("IntegrationPackInstance") == ["Order Intake Benelux"]
    assert find("Process") == ["Order Intake Benelux - EDI Orders", "Order Intake Benelux - Mailbox Orders"]
    assert (find("Environment"), find("Atom")) == (["Benelux Production"], ["prod-amsterdam-1"])
    assert len(find("IntegrationPack")) == 8, "packs are everybody's"
    assert client.sandbox.log[-1].path == PARTNER + "IntegrationPack/query"
    assert client.sandbox.log[-1].query == f"overrideAccount={BENELUX}"
    one = client.platform(f"Process/60a42ad0-3390-4630-89f8-7d9a61c76add?overrideAccount={BENELUX}", base=PARTNER)
    assert one.json()["name"] == "Order Intake Benelux - EDI Orders"
    assert client.platform("Process/60a42ad0-3390-4630-89f8-7d9a61c76add").status_code == 404
    assert client.find("Process", simple("id", "EQUALS", "60a42ad0-3390-4630-89f8-7d9a61c76add")) == []


def test_graphql_lists_the_environments_of_the_sub_accounts_of_the_space(client):
    asked = [
        [item["name"] for item in client.ask("{environments{name}}", SPACE_GUID=space.guid).json()["data"]["environments"]]
        for space in client.sandbox.account.spaces
    ]
    assert asked == [["Production", "Test"], ["Production", "Test", "Benelux Production"]]


def test_an_id_may_be_percent_encoded(client):
    assert client.platform("Process/16ee72cd%2D92d2-43e2-9069-e67821a27c5c").json()["name"] == "Web Shop Orders to SAP"


# Answers that differ


def test_numbers_as_text(serve):
    client = serve(file("01-business-hours-and-retry.yml", answers={"numbers_as_text": True}))
    assert client.find("ProcessSchedules")[0]["Retry"]["maxRetry"] == "2"
    assert client.find("ProcessScheduleStatus")[0]["enabled"] == "true"
    paused = serve(file("07-atom-without-environment.yml", answers={"numbers_as_text": True}))
    assert paused.find("ProcessScheduleStatus")[0]["enabled"] == "false"


def test_a_number_of_results_that_is_not_true(serve):
    client = serve(file("06-two-instances-same-names.yml", answers={"number_of_results": 2}))
    answer = client.platform("IntegrationPackInstance/query", query()).json()
    assert (answer["numberOfResults"], len(answer["result"])) == (2, 3)


def test_a_status_that_does_not_exist(serve):
    data = read_yaml(DATA / "04-disaster-recovery-pair.yml")
    data["instances"][0]["processes"][0]["deployments"][1]["enabled"] = None
    client = serve(parse(data))
    statuses, schedules = client.find("ProcessScheduleStatus"), client.find("ProcessSchedules")
    assert (len(statuses), len(schedules)) == (3, 4)
    assert client.platform(f"ProcessScheduleStatus/{schedules[1]['id']}").status_code == 404
    assert client.platform(f"ProcessSchedules/{schedules[1]['id']}").json() == schedules[1]


# Filters


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        (simple("name", "EQUALS", "Order to Cash"), ["Order to Cash"]),
        (simple("name", "EQUALS", "order to cash"), []),
        (simple("name", "LIKE", "%Order%"), ["Order to Cash", "Domestic Order Intake"]),
        (simple("name", "LIKE", "Order%"), ["Order to Cash"]),
        (simple("name", "LIKE", "Order"), []),
        (simple("name", "CONTAINS", "Tool"), ["Customer Service Tools"]),
        (simple("name", "BETWEEN", "EDI Gateway", "Finance Close"), ["Finance Close", "EDI Gateway"]),
        (simple("name", "GREATER_THAN", "Smoke Test"), ["Warehouse and Shipping"]),
        (simple("name", "GREATER_THAN_OR_EQUAL", "Smoke Test"), ["Warehouse and Shipping", "Smoke Test"]),
        (simple("name", "LESS_THAN", "Domestic Order Intake"), ["Customer Service Tools"]),
        (simple("name", "LESS_THAN_OR_EQUAL", "Domestic Order Intake"), ["Domestic Order Intake", "Customer Service Tools"]),
        (group("and", simple("installationType", "EQUALS", "MULTI"), simple("name", "NOT_EQUALS", "EDI Gateway")), ["Domestic Order Intake"]),
        (group("and", simple("installationType", "EQUALS", "MULTI"), simple("name", "NOT_CONTAINS", "Order")), ["EDI Gateway"]),
        (group("or", simple("name", "EQUALS", "Smoke Test"), simple("name", "EQUALS", "Order to Cash")), ["Order to Cash", "Smoke Test"]),
        (group("or", simple("name", "EQUALS", "Smoke Test"), simple("name", "LIKE", "%Cash")), ["Order to Cash", "Smoke Test"]),
        (group("or", simple("name", "EQUALS", "Smoke Test"), simple("id", "EQUALS", "no")), ["Smoke Test"]),
        (
            group("and", group("or", simple("name", "EQUALS", "Smoke Test"), simple("name", "EQUALS", "EDI Gateway")), simple("name", "LIKE", "E%")),
            ["EDI Gateway"],
        ),
        (
            group("or", group("and", simple("name", "EQUALS", "Smoke Test"), simple("name", "LIKE", "E%")), simple("name", "EQUALS", "EDI Gateway")),
            ["EDI Gateway"],
        ),
        (group("or", simple("name", "EQUALS", "EDI Gateway"), simple("name", "EQUALS", "EDI Gateway")), ["EDI Gateway"]),
    ],
)
def test_filters(client, expression, names):
    assert [item["name"] for item in client.find("IntegrationPack", expression)] == names


@pytest.mark.parametrize(
    ("operator", "arguments", "found"),
    [
        ("EQUALS", ["x"], False),
        ("LIKE", ["%"], False),
        ("CONTAINS", [""], False),
        ("BETWEEN", ["", "z"], False),
        ("GREATER_THAN", [""], False),
        ("GREATER_THAN_OR_EQUAL", [""], False),
        ("LESS_THAN", ["z"], False),
        ("LESS_THAN_OR_EQUAL", ["z"], False),
        ("NOT_EQUALS", ["x"], True),
        ("NOT_CONTAINS", ["x"], True),
        ("IS_NULL", [], True),
        ("IS_NOT_NULL", [], False),
    ],
)
def test_a_missing_value_in_a_comparison(client, operator, arguments, found):
    """The instance of Finance Close has no name of its own."""
    finance = group("and", simple("integrationPackName", "EQUALS", "Finance Close"), simple("integrationPackOverrideName", operator, *arguments))
    assert len(client.find("IntegrationPackInstance", finance)) == found


def test_an_argument_may_be_absent_where_none_is_taken(client):
    assert len(client.find("Process", {"property": "id", "operator": "IS_NOT_NULL"})) == 34


def test_a_process_reports_its_pack_itself(serve):
    client = serve("06-two-instances-same-names.yml")
    found = client.find("Process", simple("integrationPackId", "EQUALS", "9abcdef0-1234-5678-9abc-def012345678"))
    assert [item["id"] for item in found] == ["6789abcd-ef01-2345-6780-abcdef012345"]


@pytest.mark.slow
def test_four_hundred_of_fifty_thousand_processes_are_found_at_once(serve):
    client = serve(generated.account(2500, 20))
    client.sandbox.rate_limit = None
    ids = [process.id for process in client.sandbox.account.processes()][::125]
    body = query(group("or", *(simple("processId", "EQUALS", process_id) for process_id in reversed(ids))))
    client.platform("ProcessSchedules/query", body)
    start = time.process_time()
    answer = client.platform("ProcessSchedules/query", body).json()
    used = time.process_time() - start
    assert (len(ids), answer["numberOfResults"]) == (400, 457)
    order = list(dict.fromkeys(item["processId"] for item in answer["result"]))
    assert order == ids[: len(order)], "in the order of the account, not of the filter"
    assert used < 0.3, "looked for one by one they take seconds of processor time"

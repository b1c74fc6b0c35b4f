# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The local Boomi's runtimes: their fields, and the properties that have their time zones."""

from __future__ import annotations

import pytest

from tests.unit.openapi import answer_problems, request_problems
from tests.unit.rest import basic, group, simple

RUNTIMES = "09-runtimes.yml"
TOKEN = "BOOMI_TOKEN."
SCHEDULER = basic(f"{TOKEN}scheduler@company.example", "22222222-aaaa-4bbb-8ccc-000000000009")
AUDITOR = basic(f"{TOKEN}auditor@company.example", "33333333-aaaa-4bbb-8ccc-000000000009")
LOCAL, ATTACHMENT = "3456789a-bcde-f012-3456-789abcdef012", "7ee105f7-6a9e-4b62-b383-3f6f3121ffc0"


@pytest.fixture
def client(serve):
    client = serve(RUNTIMES)
    client.sandbox.rate_limit = None
    return client


def asked(client, path, body=None, **headers):
    """The answer to a request; both are as published."""
    response = client.platform(path, body, **headers)
    assert (request_problems(client.sandbox.log[-1]), answer_problems(response)) == ([], [])
    return response


def token_of(client, atom_id):
    body = asked(client, f"async/CloudAttachmentProperties/{atom_id}").json()
    assert (body["@type"], body["responseStatusCode"]) == ("AsyncOperationTokenResult", 202)
    return body["asyncToken"]["token"]


def test_the_published_fields_of_a_runtime(client):
    assert asked(client, f"Atom/{LOCAL}").json() == {
        "@type": "Atom",
        "id": LOCAL,
        "name": "My Local Atom",
        "status": "OFFLINE",
        "type": "ATOM",
        "hostName": "WN7X64-11A2BB3",
        "dateInstalled": "2016-02-05T14:49:21Z",
        "currentVersion": "17.08.0.0",
        "purgeHistoryDays": 18,
        "purgeImmediate": False,
        "forceRestartTime": 9,
    }


def test_only_a_get_of_one_runtime_has_its_nodes(client):
    assert len(asked(client, "Atom/molecule").json()["cluster"]["node"]) == 2
    assert "cluster" not in client.find("Atom", simple("id", "EQUALS", "molecule"))[0]
    assert "cluster" not in asked(client, "Atom/bulk", {"type": "GET", "request": [{"id": "molecule"}]}).json()["response"][0]["Result"]


@pytest.mark.parametrize(
    ("filtered", "ids"),
    [
        (simple("status", "EQUALS", "OFFLINE"), [LOCAL, "gone"]),
        (simple("isCloudAttachment", "EQUALS", "true"), [ATTACHMENT, "tokyo", "unset", "gone"]),
        (group("and", simple("type", "EQUALS", "MOLECULE"), simple("name", "CONTAINS", "New")), ["molecule"]),
        (simple("hostname", "EQUALS", "WN7X64-11A2BB3"), [LOCAL]),
    ],
)
def test_filters_on_fields(client, filtered, ids):
    assert [atom["id"] for atom in client.find("Atom", filtered)] == ids


def test_startup_properties(client):
    expected = [{"@type": "Property", "name": "atomTimeZone", "value": "America/New_York"}]
    assert asked(client, "AtomStartupProperties/molecule").json() == {"@type": "AtomStartupProperties", "id": "molecule", "Property": expected}


def test_startup_properties_in_bulk(client):
    response = asked(client, "AtomStartupProperties/bulk", {"type": "GET", "request": [{"id": one} for one in ("offset", "silent")]})
    assert [one["Result"]["Property"][0]["value"] for one in response.json()["response"]] == ["GMT+02:00", "Linux"]


def test_a_bulk_get_without_attachments_and_of_at_most_100(client):
    found = client.platform("AtomStartupProperties/bulk", {"type": "GET", "request": [{"id": "tokyo"}, {"id": "empty"}]}).json()["response"]
    assert [one["statusCode"] for one in found] == [400, 200]
    assert client.platform("AtomStartupProperties/bulk", {"type": "GET", "request": [{"id": "empty"}] * 101}).status_code == 400
    assert client.platform("AtomStartupProperties/tokyo").status_code == 404


def test_startup_properties_have_no_queries_and_are_not_written(client):
    assert client.platform("AtomStartupProperties/query", {"QueryFilter": {}}).status_code == 404
    assert client.platform("AtomStartupProperties/queryMore", "token").status_code == 404
    assert client.platform("AtomStartupProperties/empty", {}).status_code == 405
    assert client.platform("AtomStartupProperties/bulk", {"type": "UPDATE", "request": []}).status_code == 403
    assert client.sandbox.writes == 2


def test_attachment_properties_take_a_token_a_wait_and_are_answered_once(client):
    token = token_of(client, ATTACHMENT)
    assert token.startswith("CloudAttachmentProperties-")
    path = f"async/CloudAttachmentProperties/response/{token}"
    waiting = client.platform(path)
    assert (waiting.status_code, waiting.json()["responseStatusCode"]) == (202, 202)
    assert asked(client, path).json() == {
        "@type": "AsyncOperationResult",
        "result": [
            {
                "@type": "CloudAttachmentProperties",
                "runtimeId": ATTACHMENT,
                "containerName": "Cloud_attachment_1",
                "defaultTimeZoneForAccountSchedules": "IST",
                "containerPurgeImmediately": False,
                "containerPurgeDays": 45,
            }
        ],
        "responseStatusCode": 200,
    }
    again = client.platform(path)
    assert (again.status_code, again.content) == (204, b"")


def test_how_long_a_result_takes_can_be_set(client):
    client.sandbox.attachment_waits = 0
    assert client.platform(f"async/CloudAttachmentProperties/response/{token_of(client, 'tokyo')}").status_code == 200


def test_a_result_is_kept_for_half_an_hour(client):
    client.sandbox.attachment_waits = 0
    early, late = token_of(client, "tokyo"), token_of(client, "tokyo")
    client.sandbox.clock.advance(1799)
    assert client.platform(f"async/CloudAttachmentProperties/response/{early}").status_code == 200
    client.sandbox.clock.advance(2)
    assert client.platform(f"async/CloudAttachmentProperties/response/{late}").status_code == 204


@pytest.mark.parametrize(("path", "status"), [("gone", 410), ("empty", 400), ("unknown", 400), ("", 404), ("response", 400), ("response/unknown", 204)])
def test_attachment_properties_that_are_not_there(client, path, status):
    assert client.platform(f"async/CloudAttachmentProperties/{path}").status_code == status


@pytest.mark.parametrize("path", ["async", "async/CloudAttachmentProperties", "async/AtomDiskSpace/tokyo", "CloudAttachmentProperties/tokyo"])
def test_other_addresses(client, path):
    assert client.platform(path).status_code == 404


def test_attachment_properties_are_not_written(client):
    assert client.platform("async/CloudAttachmentProperties/tokyo", {}).status_code == 405


@pytest.mark.parametrize(
    "path", ["Atom/empty", "AtomStartupProperties/empty", "async/CloudAttachmentProperties/tokyo", "async/CloudAttachmentProperties/response/x"]
)
def test_the_privilege(client, path):
    assert asked(client, path, Authorization=SCHEDULER).status_code == 403
    assert client.platform(path, Authorization=AUDITOR).status_code in (200, 204)
    assert client.platform(path, Accept="text/html").status_code == 406


def test_the_runtimes_of_the_demo_account(serve):
    client = serve("demo.yml")
    found = client.find("Atom")
    assert {atom["name"]: atom["status"] for atom in found} == {
        "prod-frankfurt-1": "ONLINE",
        "prod-frankfurt-2": "ONLINE",
        "prod-dublin-dr": "OFFLINE",
        "test-frankfurt-1": "ONLINE",
        "test-cloud": "ONLINE",
    }
    (molecule,) = client.find("Atom", simple("type", "EQUALS", "MOLECULE"))
    assert len(asked(client, f"Atom/{molecule['id']}").json()["cluster"]["node"]) == 2

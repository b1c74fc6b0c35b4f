# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of requests, the connections they came over, and the ways to read it."""

from __future__ import annotations

import socket
import threading
import time

import pytest
import requests

from tests.waiting import PATIENCE

QUERY = "query mine($id: ID!){a: Space(id: $id){name} ...more} fragment more on Query {b: spaces{id} environments{id}}"


def test_an_entry_says_all_of_a_request(client):
    guid = client.sandbox.account.spaces[0].guid
    before = time.time()
    client.ask(QUERY, {"id": guid})
    login, asked = client.sandbox.log
    assert (login.method, login.path, login.status) == ("GET", "/auth/jwt/generate/nordwindhandel-7KQ2ZD", 200)
    assert (login.operation, login.fields, login.keys, login.body) == (None, [], [], "")
    assert login.headers["authorization"].startswith("Basic ")
    assert (asked.method, asked.path, asked.status, asked.operation) == ("POST", "/graphql", 200, "query")
    assert (asked.fields, asked.keys) == (["Space", "spaces", "environments"], ["a", "b", "environments"])
    assert asked.headers["space_guid"] == guid
    assert asked.headers["accept"] == "application/json"
    assert guid in asked.body
    assert before <= login.time <= asked.time <= time.time()


def test_requests_by_path(client):
    client.ask("{spaces{id}}")
    client.session.get(client.sandbox.url + "/graphqlx?a=1", timeout=PATIENCE)
    assert [entry.path for entry in client.sandbox.requests("/graphql")] == ["/graphql", "/graphqlx"]
    assert len(client.sandbox.requests("/auth/")) == 1
    assert len(client.sandbox.requests()) == 3


def test_refused_and_faulted_requests_are_logged_too(client):
    client.sandbox.fail(after=1, status=503)
    client.ask("{nothing}")
    client.ask("{a: spaces{id}}")
    client.ask("{spaces{", Accept="text/html")
    assert [(entry.status, entry.keys) for entry in client.sandbox.requests("/graphql")] == [(400, ["nothing"]), (503, ["a"]), (406, [])]


def test_a_kept_connection_has_one_number_and_a_new_one_another(client):
    for dummy in range(3):
        client.ask("{spaces{id}}")
    with requests.Session() as other:
        other.trust_env = False
        other.get(client.sandbox.url + "/x", timeout=PATIENCE)
    assert [entry.connection for entry in client.sandbox.log] == [1, 1, 1, 1, 2]


def test_a_client_may_end_the_connection(client):
    response = client.ask("{spaces{id}}", Connection="close")
    assert response.headers["Connection"] == "close"
    client.ask("{spaces{id}}")
    assert [entry.connection for entry in client.sandbox.log] == [1, 1, 2]


def test_kept_alive_answers_are_quick(client):
    def taken():
        start = time.monotonic()
        client.ask("{spaces{id}}")
        return time.monotonic() - start

    # One quick answer is enough: a delayed acknowledgement holds up every one, a busy machine does not.
    assert any(taken() < 0.03 for dummy in range(1000)), "each answer waits for a delayed acknowledgement"


def test_clear_forgets_the_log_and_the_counters(client):
    client.ask('mutation{spaceDelete(id: "1")}')
    client.session.delete(client.sandbox.url + "/x", timeout=PATIENCE)
    assert (len(client.sandbox.log), client.sandbox.mutations, client.sandbox.writes) == (3, 1, 1)
    client.sandbox.clear()
    assert (client.sandbox.log, client.sandbox.mutations, client.sandbox.writes) == ([], 0, 0)


def test_the_log_over_http(client):
    client.ask("{spaces{id}}")
    client.ask('mutation{spaceDelete(id: "1")}')
    url = client.sandbox.url + "/_sandbox/log"
    log = client.session.get(url, timeout=PATIENCE).json()
    assert (log["mutations"], log["writes"], [entry["path"] for entry in log["requests"][1:]]) == (1, 0, ["/graphql", "/graphql"])
    assert log["requests"][1]["fields"] == ["spaces"]
    assert client.session.delete(url, timeout=PATIENCE).status_code == 204
    assert client.session.get(url, timeout=PATIENCE).json() == {"requests": [], "mutations": 0, "writes": 0}
    assert client.session.post(url, timeout=PATIENCE).status_code == 405


@pytest.mark.parametrize(("length", "status"), [("Transfer-Encoding: chunked", 411), ("Content-Length: x", 411), ("Content-Length: 1000000000", 413)])
def test_a_body_that_cannot_be_read_is_refused(client, length, status):
    with socket.create_connection(("127.0.0.1", int(client.sandbox.url.rpartition(":")[2])), timeout=PATIENCE) as connection:
        connection.sendall(f"POST /graphql HTTP/1.1\r\nHost: x\r\n{length}\r\n\r\n".encode())
        received = b"".join(iter(lambda: connection.recv(4096), b""))
    assert received.startswith(f"HTTP/1.1 {status} ".encode())


def test_many_clients_at_once(client):
    headers = client.headers()

    def ask() -> None:
        with requests.Session() as session:
            session.trust_env = False
            for dummy in range(5):
                statuses.append(session.post(client.sandbox.url + "/graphql", json={"query": "{spaces{id}}"}, headers=headers, timeout=PATIENCE))

    statuses: list[requests.Response] = []
    threads = [threading.Thread(target=ask) for dummy in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [response.status_code for response in statuses] == [200] * 40
    assert len({entry.connection for entry in client.sandbox.requests("/graphql")}) == 8


def test_the_environment_points_here(client):
    environment = client.sandbox.environment
    assert environment == {
        "BOOMI_ACCOUNT_ID": "nordwindhandel-7KQ2ZD",
        "BOOMI_USERNAME": "integration.ops@nordwind.example",
        "BOOMI_API_TOKEN": client.sandbox.account.users[0].api_token,
        "BOOMI_SPACE_GUID": client.sandbox.account.spaces[0].guid,
        "BOOMI_SPACES_URL": client.sandbox.url + "/graphql",
        "BOOMI_PLATFORM_URL": client.sandbox.url,
    }


def test_a_port_can_be_used_again_at_once(serve):
    first = serve("demo.yml")
    first.ask("{spaces{id}}")
    port = int(first.sandbox.url.rpartition(":")[2])
    first.sandbox.stop()
    assert serve("demo.yml", port=port).ask("{spaces{id}}").status_code == 200

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of each kind, as a client meets them."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import time

import pytest
import requests

from tests.certificates import self_signed
from tests.waiting import PATIENCE, until

QUERY = "{spaces{name}}"
ANSWER = {"data": {"spaces": [{"name": "Nordwind Integrations"}, {"name": "Nordwind Partners"}]}}


def test_a_status_for_so_many_requests_after_so_many(client):
    fault = client.sandbox.fail(after=1, times=2, status=503)
    assert [client.ask(QUERY).status_code for dummy in range(4)] == [200, 503, 503, 200]
    assert (fault.seen, fault.hits) == (3, 2)


def test_a_fault_for_ever_until_it_is_cleared(client):
    client.sandbox.fail(times=None, status=429, headers={"Retry-After": "1"})
    for dummy in range(3):
        response = client.ask(QUERY)
        assert (response.status_code, response.headers["Retry-After"], response.content) == (429, "1", b"")
    client.sandbox.clear()
    assert client.ask(QUERY).json() == ANSWER


def test_faults_wait_in_line(client):
    client.sandbox.fail(status=502)
    client.sandbox.fail(status=504)
    assert [client.ask(QUERY).status_code for dummy in range(3)] == [502, 504, 200]


def test_a_fault_is_for_its_path_method_and_body(client):
    client.sandbox.fail(path="/auth/", times=None, status=500)
    client.sandbox.fail(path="/", method="PUT", times=None, status=501)
    client.sandbox.fail(match="environments", times=None, status=502)
    assert client.login().status_code == 500
    client.sandbox.clear()
    client.token = client.login().text
    client.sandbox.fail(path="/", method="PUT", times=None, status=501)
    client.sandbox.fail(match="environments", times=None, status=502)
    assert client.session.put(client.sandbox.url + "/x", timeout=PATIENCE).status_code == 501
    assert client.ask("{environments{id}}").status_code == 502
    assert client.ask(QUERY).status_code == 200


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<html>Gateway</html>", "text/html;charset=utf-8"),
        ("plain", "text/plain;charset=utf-8"),
        ('{"data": null}', "application/json"),
        ({"data": None}, "application/json"),
        ([1], "application/json"),
    ],
)
def test_a_body_in_place_of_the_answer(client, body, kind):
    client.sandbox.fail(body=body)
    response = client.ask(QUERY)
    assert (response.status_code, response.headers["Content-Type"]) == (200, kind)
    assert response.text == (body if isinstance(body, str) else json.dumps(body))


def test_an_empty_body_and_a_content_type_of_its_own(client):
    client.sandbox.fail(body="")
    assert client.ask(QUERY).content == b""
    client.sandbox.fail(body="{}", headers={"Content-Type": "text/weird"})
    assert client.ask(QUERY).headers["Content-Type"] == "text/weird"


def test_headers_alone_are_added_to_the_real_answer(client):
    client.sandbox.fail(headers={"X-Number": 5})
    response = client.ask(QUERY)
    assert (response.json(), response.headers["X-Number"]) == (ANSWER, "5")


def test_the_published_body_of_a_500_and_a_401(client):
    for status, message in ((500, "Server Error"), (401, "Unauthorized")):
        client.sandbox.fail(status=status)
        response = client.ask("{spaceAccounts{id}}")
        assert response.status_code == status
        assert response.json() == {
            "data": None,
            "errors": [{"message": f"Downstream Execution Error: {message}", "path": ["spaceAccounts"], "extensions": {}}],
        }


def test_the_published_body_of_a_503_elsewhere(client):
    client.sandbox.fail(path="/auth", status=503)
    assert "rate limits have been exceeded" in client.login().json()["message"]


def test_a_redirect(client):
    client.sandbox.fail(path="/auth", location="http://127.0.0.1:1/elsewhere")
    url = f"{client.sandbox.url}/auth/jwt/generate/x"
    response = client.session.get(url, allow_redirects=False, timeout=PATIENCE)
    assert (response.status_code, response.headers["Location"]) == (302, "http://127.0.0.1:1/elsewhere")
    client.sandbox.fail(path="/auth", location="/x", status=308)
    assert client.session.get(url, allow_redirects=False, timeout=PATIENCE).status_code == 308


def test_latency_is_added_to_every_answer(client):
    client.ask(QUERY)
    client.sandbox.latency = 0.1
    start = time.monotonic()
    assert client.ask(QUERY).json() == ANSWER
    assert time.monotonic() - start >= 0.1


def test_a_delay_longer_than_the_client_waits(client):
    client.token = client.login().text
    client.sandbox.fail(delay=30)
    with pytest.raises(requests.exceptions.ReadTimeout):
        client.session.post(client.sandbox.url + "/graphql", json={"query": QUERY}, headers=client.headers(), timeout=0.1)
    until(lambda: client.sandbox.requests("/graphql"))
    assert client.ask(QUERY).json() == ANSWER
    assert [entry.status for entry in client.sandbox.requests("/graphql")] == [200, 200]


def test_a_connection_reset_before_the_answer(client):
    client.token = client.login().text
    client.sandbox.fail(reset="before")
    with pytest.raises(requests.exceptions.ConnectionError, match="reset"):
        client.ask(QUERY)
    assert client.ask(QUERY).json() == ANSWER
    assert [entry.status for entry in client.sandbox.requests("/graphql")] == [0, 200]


def test_a_connection_broken_within_the_headers(client):
    client.sandbox.fail(path="/x", reset="headers", status=404)
    with socket.create_connection(("127.0.0.1", int(client.sandbox.url.rpartition(":")[2])), timeout=PATIENCE) as connection:
        connection.sendall(b"GET /x HTTP/1.1\r\nHost: x\r\n\r\n")
        received = b"".join(iter(lambda: connection.recv(4096), b""))
    assert received.startswith(b"HTTP/1.1 404 Not Found\r\n")
    assert b"\r\n\r\n" not in received


def test_a_connection_broken_within_the_body(client):
    client.sandbox.fail(reset="body")
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"):
        client.ask(QUERY)
    assert client.ask(QUERY).json() == ANSWER


def test_half_of_a_body_that_is_given(client):
    connection = http.client.HTTPConnection("127.0.0.1", int(client.sandbox.url.rpartition(":")[2]), timeout=PATIENCE)
    client.sandbox.fail(path="/x", reset="body", status=200, body="0123456789")
    connection.request("GET", "/x")
    with pytest.raises(http.client.IncompleteRead) as caught:
        connection.getresponse().read()
    connection.close()
    assert (caught.value.partial, caught.value.expected) == (b"01234", 5)


def test_an_answer_that_drips(client):
    client.token = client.login().text
    client.sandbox.fail(drip=0.001)
    start = time.monotonic()
    response = client.ask(QUERY)
    assert response.json() == ANSWER
    assert time.monotonic() - start > 0.001 * len(response.content)


def test_the_server_ends_while_an_answer_is_on_its_way(serve):
    slow = serve("demo.yml")
    slow.token = slow.login().text
    slow.sandbox.fail(delay=600)
    with pytest.raises(requests.exceptions.ReadTimeout):
        slow.session.post(slow.sandbox.url + "/graphql", json={"query": QUERY}, headers=slow.headers(), timeout=0.05)
    until(lambda: slow.sandbox.requests("/graphql"))
    start = time.monotonic()
    slow.sandbox.stop()
    assert time.monotonic() - start < 300


def test_a_compressed_answer(client):
    client.sandbox.fail(gzip=True)
    response = client.ask(QUERY)
    assert (response.headers["Content-Encoding"], response.json()) == ("gzip", ANSWER)
    client.sandbox.fail(gzip=True, body="a" * 1_000_000)
    response = client.ask(QUERY)
    assert (len(response.content), int(response.headers["Content-Length"]) < 10_000) == (1_000_000, True)


def test_a_reset_of_no_known_kind_is_refused(client):
    with pytest.raises(ValueError, match="reset: 'after' is not one of before, headers, body"):
        client.sandbox.fail(reset="after")


def test_faults_over_http(client):
    url = client.sandbox.url + "/_sandbox/faults"
    response = client.session.post(url, json={"status": 503, "times": 2, "headers": {"Retry-After": "1"}}, timeout=PATIENCE)
    assert (response.status_code, response.json()["status"]) == (201, 503)
    assert client.ask(QUERY).status_code == 503
    (listed,) = client.session.get(url, timeout=PATIENCE).json()
    assert (listed["times"], listed["hits"]) == (2, 1)
    assert client.session.delete(url, timeout=PATIENCE).status_code == 204
    assert client.ask(QUERY).status_code == 200
    assert client.session.put(url, timeout=PATIENCE).status_code == 405


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("nonsense", "The body is not JSON."),
        ("[]", "fault: expected a mapping, found a list"),
        ('{"statu": 503}', "fault: unknown key 'statu'; known are "),
        ('{"delay": "long"}', "fault: delay: expected seconds, found 'long'"),
        ('{"times": "many"}', "fault: times: expected a whole number, or null for ever"),
        ('{"reset": "after"}', "fault: reset: 'after' is not one of before, headers, body"),
        ('{"headers": []}', "fault: headers: expected a mapping"),
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(client, body, message):
    response = client.session.post(client.sandbox.url + "/_sandbox/faults", data=body, timeout=PATIENCE)
    assert response.status_code == 400
    assert response.json()["message"].startswith(message)


def test_over_tls(serve, tmp_path):
    certificate, key = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    secure = serve("demo.yml", tls=context)
    assert secure.sandbox.url.startswith("https://127.0.0.1:")
    with pytest.raises(requests.exceptions.SSLError):
        secure.login()
    with requests.Session() as plain, pytest.raises(requests.exceptions.ConnectionError):
        plain.get(secure.sandbox.url.replace("https", "http"), timeout=PATIENCE)
    secure.session.verify = str(certificate)
    assert secure.ask(QUERY).json() == ANSWER
    secure.sandbox.fail(reset="before")
    with pytest.raises(requests.exceptions.ConnectionError):
        secure.ask(QUERY)
    assert secure.ask(QUERY).json() == ANSWER
    assert [entry.path for entry in secure.sandbox.log][:2] == ["/auth/jwt/generate/nordwindhandel-7KQ2ZD", "/graphql"]

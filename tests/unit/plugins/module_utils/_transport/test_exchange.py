# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request: what is sent, what comes back, and when it is given up."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from urllib3.exceptions import ProtocolError

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._transport import exchange as _exchange
from ansible_collections.boomi.spaces.plugins.module_utils._transport.exchange import THREAD, Reply, Request, Session, TooLargeError, exchange
from tests.raw_server import TRICKLING_BODY, TRICKLING_HEADERS, Behaviour, RawServer, silent

LONG = 60.0  # seconds: ends a test that would hang
SHORT = 0.1


@pytest.fixture
def session() -> Iterator[Session]:
    with Session() as session:
        yield session


def authorize(request: Any) -> Any:
    request.headers["Authorization"] = "Bearer s3cret"
    return request


def ask(session: Session, url: str, body: bytes | None = None, **options: Any) -> Reply:
    request = Request("POST" if body else "GET", url, authorize, {"Accept": "text/plain"}, body)
    return exchange(session, request, Connection(**{"timeout": LONG, **options}))


def answers(answer: bytes, got: list[bytes] | None = None, end: bytes = b"\r\n\r\n") -> Behaviour:
    """Reads a request to its end, and answers it."""

    def behave(connection: socket.socket, stopping: threading.Event) -> None:
        request = b""
        while not request.endswith(end) and (part := connection.recv(65536)):
            request += part
        if got is not None:
            got.append(request)
        connection.sendall(answer)

    return behave


def no_thread_is_left() -> None:
    for thread in threading.enumerate():
        if thread.name == THREAD:
            thread.join(LONG)
            assert not thread.is_alive()


def test_what_is_sent_and_what_comes_back(session: Session) -> None:
    got: list[bytes] = []
    with RawServer(answers(b"HTTP/1.1 429 Slow down\r\nRetry-After: 7\r\nContent-Length: 5\r\n\r\nlater", got, b"body")) as server:
        reply = ask(session, f"http://{server.address}/a?b=c", b"body")
    assert (reply.status, reply.headers["retry-after"], reply.body) == (429, "7", b"later")
    head, dummy, body = got[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /a?b=c HTTP/1.1\r\n")
    assert {b"Authorization: Bearer s3cret", b"Accept: text/plain"} <= set(head.split(b"\r\n"))
    assert body == b"body"


def test_a_redirect_is_a_reply(session: Session) -> None:
    with RawServer(answers(b"HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n")) as server:
        reply = ask(session, f"http://{server.address}/")
        assert (reply.status, reply.headers["Location"], server.connections) == (302, "http://[", 1)


def test_a_body_is_unpacked(session: Session) -> None:
    packed = gzip.compress(b"whole")
    with RawServer(answers(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(packed), packed))) as server:
        assert ask(session, f"http://{server.address}/").body == b"whole"


@pytest.mark.parametrize("packed", [False, True])
def test_a_body_that_is_too_large(session: Session, monkeypatch: pytest.MonkeyPatch, packed: bool) -> None:
    monkeypatch.setattr(_exchange, "LARGEST_ANSWER", 1000)
    body = gzip.compress(b" " * 1001) if packed else b" " * 1001
    encoding = b"Content-Encoding: gzip\r\n" if packed else b""
    # The server says that it closes the connection: otherwise the second request may be sent on it just before it does.
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n" % (encoding, len(body))
    with RawServer(answers(head + body)) as server:
        with pytest.raises(TooLargeError):
            ask(session, f"http://{server.address}/")
        monkeypatch.setattr(_exchange, "LARGEST_ANSWER", 1001)
        assert ask(session, f"http://{server.address}/").body == b" " * 1001


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Typ",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 2",
        b"",
    ],
)
def test_a_response_that_is_cut_off(session: Session, answer: bytes) -> None:
    with RawServer(answers(answer)) as server, pytest.raises((ProtocolError, requests.ConnectionError)):
        ask(session, f"http://{server.address}/")


@pytest.mark.parametrize("behaviour", [silent, TRICKLING_HEADERS, TRICKLING_BODY], ids=["silent", "headers", "body"])
def test_a_response_that_is_too_slow_is_abandoned(session: Session, behaviour: Behaviour) -> None:
    with RawServer(behaviour) as server:
        with pytest.raises((socket.timeout, requests.Timeout, requests.ConnectionError)):
            ask(session, f"http://{server.address}/", timeout=SHORT)
        no_thread_is_left()


def test_the_response_has_the_timeout_to_begin_and_again_to_end(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    def recorded(function: Callable[..., bool]) -> Callable[..., bool]:
        return lambda what, seconds: waits.append(seconds) or function(what, LONG)

    monkeypatch.setattr(_exchange, "waited", recorded(_exchange.waited))
    monkeypatch.setattr(_exchange, "done", recorded(_exchange.done))
    with RawServer(answers(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK")) as server:
        assert ask(session, f"http://{server.address}/", timeout=12.5).body == b"OK"
    assert waits == [12.5, 12.5]


def test_an_interrupt_breaks_the_request_off(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(wait: Callable[[float], bool], seconds: float) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(_exchange, "waited", interrupted)
    with RawServer(silent) as server:
        with pytest.raises(KeyboardInterrupt):
            ask(session, f"http://{server.address}/")
        no_thread_is_left()


def test_after_a_request_that_was_broken_off_no_credentials_are_sent(session: Session) -> None:
    got: list[bytes] = []
    session.break_off()
    with RawServer(answers(b"", got)) as server, pytest.raises((OSError, ProtocolError)):
        ask(session, f"http://{server.address}/")
    assert b"".join(got) == b""


@pytest.mark.parametrize(
    ("options", "certificate"),
    [
        ({}, None),
        ({"client_cert": "cert.pem"}, "cert.pem"),
        ({"client_cert": "cert.pem", "client_key": "key.pem"}, ("cert.pem", "key.pem")),
    ],
)
@pytest.mark.parametrize(
    ("trust", "verify"), [({}, True), ({"ca_path": "ca.pem"}, "ca.pem"), ({"validate_certs": False}, False), ({"ca_path": "x", "validate_certs": False}, False)]
)
def test_the_certificates_are_those_of_the_connection(
    session: Session, monkeypatch: pytest.MonkeyPatch, options: dict[str, str], certificate: Any, trust: dict[str, Any], verify: Any
) -> None:
    sent: dict[str, Any] = {}

    def request(*args: Any, **given: Any) -> Any:
        sent.update(given)
        raise requests.ConnectionError

    monkeypatch.setattr(session, "request", request)
    with pytest.raises(requests.ConnectionError):
        ask(session, "https://host.example/", **options, **trust)
    assert (sent["cert"], sent["verify"], sent["allow_redirects"], sent["proxies"]) == (certificate, verify, False, None)


def test_no_proxy_gets_what_is_for_this_machine(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    with RawServer(answers(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK")) as server:
        assert ask(session, f"http://{server.address}/").body == b"OK"

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever the server does, a task ends within the limits that docs/reliability.md states.

Without these limits, each of these tests would never end.
"""

from __future__ import annotations

import gc
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._sources import reading as _reading
from ansible_collections.boomi.spaces.plugins.module_utils._sources import rest as _rest
from ansible_collections.boomi.spaces.plugins.module_utils._transport import answers as _answers
from ansible_collections.boomi.spaces.plugins.module_utils._transport import client as _client
from ansible_collections.boomi.spaces.plugins.module_utils._transport import documents as _documents
from ansible_collections.boomi.spaces.plugins.module_utils._transport import exchange as _exchange
from ansible_collections.boomi.spaces.plugins.module_utils._transport.exchange import THREAD
from tests.paths import ROOT
from tests.raw_server import TRICKLING_BODY, TRICKLING_HEADERS, Behaviour, RawServer, silent
from tests.sandbox import Sandbox
from tests.sandbox.messages import Request, Response
from tests.unit import asking
from tests.unit.asking import ORDER_TO_CASH, ask
from tests.unit.clock import Clock

pytestmark = pytest.mark.slow

TIMEOUT, RETRIES = 0.2, 1
SOURCES = ("spaces", "platform")


def failure(sandbox: Sandbox, **connection: object) -> BoomiError:
    asked = {"timeout": TIMEOUT, "retries": RETRIES, "requests_per_second": 100000, **connection}
    return asking.failure(ask, sandbox, instance_ids=[ORDER_TO_CASH], connection=asked)


def no_thread_is_left() -> None:
    """Abandoned requests end before the server ends them."""
    for thread in threading.enumerate():
        if thread.name == THREAD:
            thread.join(60)
            assert not thread.is_alive()


def connected(server: RawServer, times: int) -> bool:
    """Waits until the server has been connected to so many times."""
    while server.connections < times:
        time.sleep(0.005)
    return server.connections == times


def urls(source: str, base: str) -> dict[str, str]:
    """The options that lead to a server in place of the API; the login stays."""
    return {"source": source, **({"spaces_url": f"{base}/graphql"} if source == "spaces" else {"platform_url": base})}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("behaviour", [silent, TRICKLING_HEADERS, TRICKLING_BODY], ids=["silent", "headers", "body"])
def test_a_server_that_never_ends_its_answer(sandbox: Sandbox, source: str, behaviour: Behaviour) -> None:
    with RawServer(behaviour) as server:
        error = failure(sandbox, **urls(source, f"http://{server.address}"), access_token="given" if source == "spaces" else None)
        assert connected(server, RETRIES + 1)
        no_thread_is_left()
    assert error.kind == "unreachable"
    assert error.sentence == f"{server.address} did not respond within {TIMEOUT} s. Run again later, or raise timeout."


# Python leaves a TLS socket to the collector if it is shut down before its handshake begins, which depends on how busy the machine is.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("source", SOURCES)
def test_a_handshake_that_never_ends(sandbox: Sandbox, source: str) -> None:
    with RawServer(silent) as server:
        error = failure(sandbox, **urls(source, f"https://{server.address}"), access_token="given" if source == "spaces" else None)
        no_thread_is_left()
    assert error.kind == "unreachable"
    assert "did not respond within" in error.sentence
    del error
    gc.collect()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of the tunnel
def test_a_proxy_whose_answer_never_ends(sandbox: Sandbox, through: Callable[[str], dict[str, Any]]) -> None:
    with RawServer(TRICKLING_HEADERS) as server:
        error = failure(sandbox, **through(server.address))
        no_thread_is_left()
    assert error.kind == "unreachable"


@pytest.fixture
def slow_resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Names are resolved when the event is set, and not before."""
    real, resolve = socket.getaddrinfo, threading.Event()

    def getaddrinfo(host: str, *rest: Any, **options: Any) -> Any:
        if host == "localhost":
            resolve.wait(60)
        return real("127.0.0.1" if host == "localhost" else host, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield resolve
    resolve.set()


def test_a_resolver_that_hangs(sandbox: Sandbox, slow_resolver: threading.Event) -> None:
    got = []

    def take(connection: socket.socket, stopping: threading.Event) -> None:
        got.append(connection.recv(65536))

    with RawServer(take) as server:
        error = failure(sandbox, platform_url=f"http://localhost:{server.address.rpartition(':')[2]}", retries=0)
        assert error.kind == "unreachable"
        assert "did not respond within" in error.sentence
        slow_resolver.set()
        no_thread_is_left()
    assert b"".join(got) == b"", "an abandoned request sends no credentials"


WAITING = """
import sys
from ansible_collections.boomi.spaces.plugins.module_utils._connection import connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import process_facts, question_from
options = {"access_token": "given", "space_guid": "a", "spaces_url": sys.argv[1], "timeout": 600, "instance_ids": ["a"], "missing": "fail"}
process_facts(connection_from(options.get), question_from(options.get), print)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_waiting(number: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / ".collections")}
    with RawServer(silent) as server:
        command = [sys.executable, "-c", WAITING, f"http://{server.address}/graphql"]
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
            try:
                while not server.connections:
                    assert process.poll() is None
                    time.sleep(0.01)
                process.send_signal(number)
                assert process.wait(60) != 0
            finally:
                process.kill()


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "864000"}], ids=["plain", "ten-days"])
@pytest.mark.parametrize("source", SOURCES)
def test_a_server_that_throttles_for_ever(sandbox: Sandbox, source: str, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_client, "LONGEST_WAIT", 0.05)
    sandbox.fail(path="/graphql" if source == "spaces" else "/api/rest", status=429, headers=headers, times=None)
    assert failure(sandbox, source=source, timeout=60).kind == "throttled"


def paged(sandbox: Sandbox, items: Iterator[list[dict[str, str]]]) -> None:
    """Each page of an answer leads to another one."""
    tokens = itertools.count()

    def page(request: Request, response: Response) -> Response:
        body = {"@type": "QueryResult", "result": next(items), "queryToken": f"token-{next(tokens)}"}
        return Response(200, json.dumps(body).encode(), {"Content-Type": "application/json"})

    sandbox.fail(path="/api/rest", times=None, change=page)
    sandbox.rate_limit = None


@pytest.mark.slow
def test_pages_with_ever_new_items_end(sandbox: Sandbox, clock: Clock) -> None:
    """With the limits and the pace as users have them; only the clock is another."""
    paged(sandbox, ([{"id": f"process-{number}", "name": "one"}] for number in itertools.count()))
    error = failure(sandbox, source="platform", timeout=60, requests_per_second=5)
    assert (error.kind, error.sentence) == ("malformed", "The response has more than 1000 pages or is larger than 64 MiB. Ask for fewer instances at once.")
    assert len(sandbox.requests("/api/rest")) == 1001
    assert clock.monotonic() == pytest.approx(1000 * 1.05 / 5)


@pytest.mark.slow
def test_a_thousand_pages_are_read_whole(sandbox: Sandbox, clock: Clock) -> None:
    pages = ([{"id": f"process-{number}", "name": "one"}] for number in range(1000))
    sandbox.rate_limit = None

    def page(request: Request, response: Response) -> Response:
        result = next(pages)
        last = result[0]["id"] == "process-999"
        return Response(200, json.dumps({"@type": "QueryResult", "result": result, **({} if last else {"queryToken": result[0]["id"]})}).encode())

    sandbox.fail(path=f"/api/rest/v1/{sandbox.account.id}/Process/", times=None, change=page)
    sandbox.fail(path="/api/rest", times=None, body={"result": []})
    facts = ask(sandbox, instance_ids=[ORDER_TO_CASH], connection={"source": "platform", "timeout": 60})
    assert [process["id"] for process in facts.result()["processes"]] == [f"process-{number}" for number in range(1000)]
    assert clock.monotonic() > 200


def test_pages_are_bounded_in_size(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_rest, "LARGEST_RESULT", 100_000)
    paged(sandbox, ([{"id": f"process-{number}", "name": "x" * 9_000}] for number in itertools.count()))
    assert failure(sandbox, source="platform", timeout=60).kind == "malformed"
    assert len(sandbox.requests("/api/rest")) == 11


@pytest.mark.parametrize("source", SOURCES)
def test_a_task_ends_after_an_hour(sandbox: Sandbox, clock: Clock, source: str) -> None:
    sandbox.fail(path="/graphql" if source == "spaces" else "/api/rest", status=429, headers={"Retry-After": "60"}, times=None)
    error = failure(sandbox, source=source, timeout=60, retries=100)
    assert error.kind == "unreachable"
    assert error.sentence == "Not all responses arrived within the limit of 3600 s. Ask for fewer instances at once."
    assert 3540 <= clock.monotonic() <= 3600


def test_a_timeout_beyond_the_hour_is_the_hour(sandbox: Sandbox) -> None:
    assert len(ask(sandbox, instance_ids=[ORDER_TO_CASH], connection={"timeout": 1e300}).result()["processes"]) == 5


def test_the_limits_are_those_that_are_documented() -> None:
    mebibyte = 1024 * 1024
    assert [12 * mebibyte, 64 * mebibyte, 1000] == [_exchange.LARGEST_ANSWER, _rest.LARGEST_RESULT, _rest.MOST_PAGES]
    assert (_documents.MOST_OBJECTS, _documents.MOST_VALUES, _answers.MOST_ERRORS, _reading.MOST_ENTRIES) == (100_000, 700_000, 1_000, 1_000)
    assert (_client.LONGEST_TASK, _client.LONGEST_WAIT) == (3600, 60)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Credentials go to the two hosts of the connection and to no other, and are registered with the core that masks secrets."""

from __future__ import annotations

import base64
import contextlib
import gc
import select
import socket
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._transport import client as _client
from tests.certificates import self_signed
from tests.sandbox import Account, Sandbox
from tests.unit import asking
from tests.unit.asking import ask

SOMEWHERE = "api.boomi.example"


def failure(sandbox: Sandbox, **connection: Any) -> BoomiError:
    return asking.failure(ask, sandbox, instance_ids=None, connection=connection)


class Proxy:
    """A proxy on this machine, and all the headers that it was sent. It tunnels to ``target``, or asks for a login where there is none."""

    def __init__(self, target: int | None = None) -> None:
        self.heads: list[str] = []
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                proxy.heads.append(f"{self.requestline}\n{self.headers}")
                if target is None:
                    self.send_response(407)
                    self.send_header("Proxy-Authenticate", 'Basic realm="the proxy"')
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                self.send_response(200)
                self.end_headers()
                with socket.create_connection(("127.0.0.1", target)) as other, contextlib.suppress(OSError):
                    _tunnel(self.connection, other)
                self.close_connection = True

            do_CONNECT = do_GET = do_POST = answer  # noqa: N815 -- the names that http.server calls

            def log_message(self, *ignored: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Proxy:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *ignored: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _tunnel(one: socket.socket, other: socket.socket) -> None:
    while True:
        for ready in select.select([one, other], [], [])[0]:
            data = ready.recv(65536)
            if not data:
                return
            (other if ready is one else one).sendall(data)


@pytest.fixture(autouse=True)
def _no_proxy_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


ECHOES = {
    "of a wrong type": lambda said: {"id": "p", "name": "n", "integrationPack": said, "IntegrationPack": said},
    "as a name": lambda said: {"id": "p", "name": said},
    "as a part of a name": lambda said: {"id": "p", "name": f"{said} and more"},
}


@pytest.mark.parametrize("echo", ECHOES)
@pytest.mark.parametrize(("source", "path"), [("spaces", "/graphql"), ("platform", "/api/rest")])
def test_an_answer_that_repeats_the_credentials_is_malformed(sandbox: Sandbox, source: str, path: str, echo: str) -> None:
    with contextlib.suppress(BoomiError):
        ask(sandbox, instance_ids=["x"], connection={"source": source})
    said = sandbox.requests(path)[0].headers["authorization"]
    jwt = said.partition(" ")[2]
    sandbox.fail(path="/auth", body=jwt, times=None)
    item = ECHOES[echo](said)
    body = {"data": {"integrationPackInstanceProcesses": [item]}} if source == "spaces" else {"result": [item]}
    sandbox.fail(path=path, body=body, times=None)
    error = asking.failure(ask, sandbox, instance_ids=["x"], connection={"source": source})
    assert error.kind == "malformed"
    told = f"{error} {error.as_data()}"
    assert not any(jwt[start : start + 16] in told for start in range(len(jwt) - 15))


def test_a_key_that_stands_twice_is_no_secret_in_the_message(sandbox: Sandbox) -> None:
    with contextlib.suppress(BoomiError):
        ask(sandbox, instance_ids=["x"])
    said = sandbox.requests("/graphql")[0].headers["authorization"]
    sandbox.fail(path="/auth", body=said.partition(" ")[2], times=None)
    sandbox.fail(path="/graphql", body=f'{{"{said}": 1, "{said}": 2}}', times=None)
    error = failure(sandbox)
    assert error.sentence == 'The response is ambiguous JSON: an object has the key "Bearer ********" twice.'


def test_a_message_is_bounded(sandbox: Sandbox) -> None:
    sandbox.fail(path="/graphql", status=400, body={"message": "x" * 100_000})
    assert len(failure(sandbox).as_data()["message"]) == 10_001


@pytest.fixture
def elsewhere(demo: Account) -> Iterator[Sandbox]:
    with Sandbox(demo) as other:
        yield other


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(("source", "path"), [("spaces", "/auth"), ("spaces", "/graphql"), ("platform", "/api/rest")])
def test_the_target_of_a_redirect_gets_no_request(sandbox: Sandbox, elsewhere: Sandbox, source: str, path: str, status: int) -> None:
    sandbox.fail(path=path, status=status, location=elsewhere.url + path, times=None)
    error = failure(sandbox, source=source)
    assert error.kind == "rejected"
    assert elsewhere.log == []
    assert len(sandbox.requests(path)) == 1


@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # Python 3.10 forgets to close that of a tunnel that is refused
@pytest.mark.parametrize("source", ["spaces", "platform"])
def test_a_proxy_that_asks_for_a_login_gets_none(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    with Proxy() as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        error = failure(sandbox, source=source, platform_url=f"https://{SOMEWHERE}", spaces_url=f"https://{SOMEWHERE}/graphql", retries=0)
    assert error.kind == "unreachable"
    assert error.sentence == f"The proxy to {SOMEWHERE} does not respond, or refuses the request. Check the variables https_proxy and no_proxy."
    assert [head.split()[0] for head in proxy.heads] == ["CONNECT"]
    assert "authorization" not in proxy.heads[0].lower()
    assert sandbox.log == []
    del error
    gc.collect()


@pytest.mark.parametrize("source", ["spaces", "platform"])
def test_a_proxy_in_between_sees_no_credentials(demo: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*self_signed(tmp_path))
    with Sandbox(demo, tls=context) as sandbox, Proxy(int(sandbox.url.rpartition(":")[2])) as proxy:
        sandbox.rate_limit = None
        monkeypatch.setenv("https_proxy", proxy.url)
        connection = {"source": source, "platform_url": f"https://{SOMEWHERE}", "spaces_url": f"https://{SOMEWHERE}/graphql"}
        facts = ask(sandbox, instance_ids=None, connection={**connection, "validate_certs": False, "requests_per_second": 1000})
        assert len(facts.result()["processes"]) == 34
        assert all("authorization" in entry.headers for entry in sandbox.log)
    assert proxy.heads
    for head in proxy.heads:
        assert head.startswith(f"CONNECT {SOMEWHERE}:443 ")
        assert "authorization" not in head.lower()


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is registered with a core that masks secrets."""
    registered: list[str] = []
    monkeypatch.setattr(_client, "register_secret", lambda secret: registered.append(secret) or secret)
    return registered


@pytest.mark.parametrize("source", ["spaces", "platform"])
def test_secrets_are_registered_with_the_core_before_they_are_sent(sandbox: Sandbox, registered: list[str], source: str) -> None:
    sandbox.rate_limit = None
    ask(sandbox, instance_ids=None, connection={"source": source, "requests_per_second": 1000})
    sent = {entry.headers["authorization"].partition(" ")[2] for entry in sandbox.log}
    token = sandbox.environment["BOOMI_API_TOKEN"]
    basic = base64.b64encode(f"BOOMI_TOKEN.{sandbox.environment['BOOMI_USERNAME']}:{token}".encode()).decode()
    assert {token, basic} <= set(registered)
    assert sent <= set(registered)
    parts = {part for secret in sent - {basic} for part in secret.split(".")}
    assert len(parts) == (3 if source == "spaces" else 0)
    assert parts <= set(registered)

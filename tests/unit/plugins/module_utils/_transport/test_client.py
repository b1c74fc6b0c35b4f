# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client: retries, limits, redirects, certificates, proxies, and hosts that do not respond."""

from __future__ import annotations

import gc
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Counts
from ansible_collections.boomi.spaces.plugins.module_utils._transport import client as _client
from ansible_collections.boomi.spaces.plugins.module_utils._transport import exchange as _exchange
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http, host_and_path
from tests.certificates import self_signed
from tests.raw_server import RawServer, hangs_up
from tests.sandbox import Account, Sandbox
from tests.unit import asking
from tests.unit.asking import ORDER_TO_CASH, ask
from tests.unit.clock import Clock


def failure(sandbox: Sandbox, **connection: object) -> BoomiError:
    return asking.failure(ask, sandbox, instance_ids=[ORDER_TO_CASH], connection={"retries": 0, **connection})


def succeed(sandbox: Sandbox, **connection: object) -> int:
    """How many requests it took."""
    return succeed_and_tell(sandbox, **connection)[0]["request_count"]


def succeed_and_tell(sandbox: Sandbox, **connection: object) -> tuple[Counts, list[str]]:
    """The counts, and the warnings."""
    warnings: list[str] = []
    facts = ask(sandbox, warnings, instance_ids=[ORDER_TO_CASH], connection=connection)
    assert len(facts.result()["processes"]) == 5
    return facts.counts, warnings


def test_garbage_is_not_looked_for_while_boomi_is_asked(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    send = Http.send
    monkeypatch.setattr(Http, "send", lambda self, *args, **options: seen.append(gc.isenabled()) or send(self, *args, **options))
    assert gc.isenabled()
    succeed(sandbox)
    assert gc.isenabled()
    gc.disable()
    try:
        succeed(sandbox)
        assert not gc.isenabled()
    finally:
        gc.enable()
    sandbox.fail(status=403)
    failure(sandbox)
    assert gc.isenabled()
    assert seen == [False] * len(seen)
    assert len(seen) == 6


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_passing_fault_is_retried(sandbox: Sandbox, status: int) -> None:
    sandbox.fail(status=status)
    assert succeed(sandbox) == 3
    assert [request.status for request in sandbox.requests("/graphql")] == [status, 200]


@pytest.mark.parametrize(("status", "kind"), [(400, "rejected"), (403, "auth"), (404, "not_found"), (410, "not_found"), (413, "rejected"), (500, "rejected")])
def test_a_refusal_is_not_retried(sandbox: Sandbox, status: int, kind: str) -> None:
    sandbox.fail(status=status, times=None, headers={"Retry-After": "1"})
    error = failure(sandbox, retries=5)
    assert (error.kind, error.status) == (kind, status)
    assert len(sandbox.requests("/graphql")) == 1


@pytest.mark.parametrize(("status", "kind"), [(429, "throttled"), (503, "throttled"), (502, "unreachable"), (504, "unreachable")])
def test_when_the_retries_are_used_up_the_servers_own_words_remain(sandbox: Sandbox, status: int, kind: str) -> None:
    sandbox.fail(status=status, times=None, body={"message": "come back on Monday"})
    error = failure(sandbox, retries=1)
    assert (error.kind, error.status, error.message) == (kind, status, "come back on Monday")
    assert 'the API said: "come back on Monday"' in str(error)
    assert len(sandbox.requests("/graphql")) == 2


def test_no_retries_means_one_request(sandbox: Sandbox) -> None:
    sandbox.fail(status=503, times=None)
    failure(sandbox, retries=0)
    assert len(sandbox.requests("/graphql")) == 1


def test_retry_after_is_honoured(sandbox: Sandbox, clock: Clock) -> None:
    sandbox.fail(status=429, headers={"Retry-After": "7"})
    assert succeed(sandbox) == 3
    assert clock.monotonic() == pytest.approx(7)


def test_the_wait_between_retries_is_no_part_of_the_timeout(sandbox: Sandbox, clock: Clock) -> None:
    sandbox.fail(status=429, headers={"Retry-After": "60"})
    assert succeed(sandbox, timeout=10) == 3
    assert clock.monotonic() == pytest.approx(60)


def test_a_pause_without_retry_after_is_the_backoff(sandbox: Sandbox, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_client, "_backoff", lambda number: 100.0 * (number + 1))
    sandbox.fail(status=503, times=2)
    sandbox.fail(reset="before", times=1)
    assert succeed(sandbox) == 5
    assert clock.monotonic() == pytest.approx(100 + 200 + 300)


THROTTLED = "Boomi throttled requests with the status 429 or 503 ({}). Lower forks, or requests_per_second for the Platform API."


def test_a_throttled_task_is_told_once_what_it_cost(sandbox: Sandbox, clock: Clock) -> None:
    """The login, the question to the Spaces API, and a connection that breaks: one sentence for all of them."""
    sandbox.fail("/auth", status=503, headers={"Retry-After": "2"})
    sandbox.fail(status=429, headers={"Retry-After": "7"})
    sandbox.fail(reset="before")
    counts, warnings = succeed_and_tell(sandbox)
    assert counts == {"request_count": 5, "retry_count": 3, "waited_seconds": pytest.approx(9, abs=0.1)}
    assert warnings == [THROTTLED.format(f"retries: 3, pauses: {counts['waited_seconds']} s in total")]


@pytest.mark.parametrize("fault", [{"status": 502}, {"status": 504}, {"reset": "body"}])
def test_other_retries_are_counted_without_a_warning(sandbox: Sandbox, clock: Clock, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any]) -> None:
    monkeypatch.setattr(_client, "_backoff", lambda number: 1.26)
    sandbox.fail(**fault, times=2)
    assert succeed_and_tell(sandbox) == ({"request_count": 4, "retry_count": 2, "waited_seconds": 2.5}, [])


def test_without_a_fault_there_is_no_retry(sandbox: Sandbox) -> None:
    assert succeed_and_tell(sandbox) == ({"request_count": 2, "retry_count": 0, "waited_seconds": 0.0}, [])


def test_a_bare_refusal_without_a_length_is_a_refusal(sandbox: Sandbox) -> None:
    """As servers answer that close the connection after each answer."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def refuse() -> None:
            client, dummy = server.accept()
            with client:
                client.recv(65536)
                client.sendall(b"HTTP/1.0 401 Unauthorized\r\n\r\n")

        thread = threading.Thread(target=refuse)
        thread.start()
        error = failure(sandbox, platform_url=f"http://127.0.0.1:{server.getsockname()[1]}")
        thread.join()
    assert (error.kind, error.status) == ("auth", 401)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\nConnection: close\r\n\r\n", "rejected"),
        (b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", "malformed"),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", "unreachable"),  # its headers may have been cut off
    ],
)
def test_an_answer_without_a_length_or_a_body(sandbox: Sandbox, answer: bytes, kind: str) -> None:
    def behave(connection: socket.socket, stopping: threading.Event) -> None:
        connection.recv(65536)
        connection.sendall(answer)

    with RawServer(behave) as server:
        assert failure(sandbox, platform_url=f"http://{server.address}").kind == kind
        assert server.connections == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        ("864000", 60),
        ("Fri, 01 Jan 2999 00:00:00 GMT", 60),
        ("Mon, 01 Jan 2001 00:00:00 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("Mon, 01 Jan 99999999 00:00:00 GMT", None),
        ("9" * 400, 60),
        (None, None),
    ],
)
def test_an_absurd_retry_after_is_bounded(header: str | None, seconds: float | None) -> None:
    assert _client._retry_after(header) == seconds


def test_pauses_grow_with_jitter_and_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_client, "FIRST_BACKOFF", 0.5)
    longest = []
    for number in range(11):
        waits = {_client._backoff(number) for dummy in range(200)}
        bound = min(0.5 * 2**number, 30)
        assert bound / 2 <= min(waits) < max(waits) <= bound
        longest.append(bound)
    assert longest[-1] == 30


@pytest.mark.parametrize("reset", ["before", "headers", "body"])
def test_a_broken_connection_is_retried(sandbox: Sandbox, reset: str) -> None:
    sandbox.fail(reset=reset, times=2)
    assert succeed(sandbox) == 4


@pytest.mark.parametrize("reset", ["before", "headers", "body"])
def test_a_connection_that_always_breaks_is_unreachable(sandbox: Sandbox, reset: str) -> None:
    sandbox.fail(reset=reset, times=None)
    error = failure(sandbox, retries=2)
    assert (error.kind, error.status) == ("unreachable", None)
    assert len(sandbox.requests("/graphql")) == 3
    assert str(error).startswith(f"{sandbox.url[7:]} cannot be reached: ")
    assert "HTTPConnectionPool" not in str(error)


def test_breaks_of_different_kinds_draw_on_one_number_of_retries(sandbox: Sandbox) -> None:
    sandbox.fail(reset="body", times=1)
    sandbox.fail(status=503, times=1)
    sandbox.fail(reset="before", times=None)
    failure(sandbox, retries=3)
    assert len(sandbox.requests("/graphql")) == 4


def test_slower_than_the_timeout(sandbox: Sandbox) -> None:
    sandbox.fail(delay=1.0, times=None)
    error = failure(sandbox, timeout=0.2)
    assert error.kind == "unreachable"
    assert str(error).startswith(f"{sandbox.url[7:]} did not respond within 0.2 s. Run again later, or raise timeout.")


def test_a_trickle_meets_the_timeout_too(sandbox: Sandbox) -> None:
    sandbox.fail(drip=0.01, times=None)
    assert "did not respond within 0.2 s" in str(failure(sandbox, timeout=0.2))


def test_a_large_answer_is_refused(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_exchange, "LARGEST_ANSWER", 1 << 20)
    sandbox.fail(body=" " * (1 << 20))
    error = failure(sandbox)
    assert (error.kind, error.sentence) == ("malformed", "The response is not JSON but empty.")
    sandbox.fail(body=" " * ((1 << 20) + 1))
    assert str(failure(sandbox)).startswith("The response is larger than 1 MiB. Ask for fewer instances at once, or lower batch_size.")


def test_a_compressed_answer_is_measured_unpacked(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_exchange, "LARGEST_ANSWER", 1 << 20)
    sandbox.fail(gzip=True)
    assert succeed(sandbox) == 2
    sandbox.fail(body=" " * ((1 << 20) + 1), gzip=True)
    assert "larger than 1 MiB" in str(failure(sandbox))


def test_broken_compression(sandbox: Sandbox) -> None:
    sandbox.fail(body="no gzip at all", headers={"Content-Encoding": "gzip"})
    error = failure(sandbox)
    assert (error.kind, error.sentence) == ("malformed", "The compression of the response is broken.")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_but_told(sandbox: Sandbox, status: int) -> None:
    sandbox.fail(status=status, location="https://evil.example/graphql?steal=1")
    error = failure(sandbox, retries=5)
    assert (error.kind, error.status) == ("rejected", status)
    assert (
        error.sentence
        == "The server redirected to evil.example/graphql; redirects are not followed. Correct the URL; if it is correct, Boomi has moved the API."
    )
    assert len(sandbox.requests("/graphql")) == 1


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("http://[", "an invalid URL"),
        ("//", "{here}/graphql"),
        ("elsewhere", "{here}/elsewhere"),
        ("\u00fc", "{here}/\u00fc"),
        ("https://a:b@evil.example/x?c=d#e", "evil.example/x"),
    ],
)
def test_a_strange_redirect_is_told_too(sandbox: Sandbox, location: str, target: str) -> None:
    sandbox.fail(status=302, headers={"Location": location})
    error = failure(sandbox)
    assert error.kind == "rejected"
    assert error.sentence.startswith(f"The server redirected to {target.format(here=sandbox.url[7:])}; redirects are not followed.")


def test_a_redirect_without_a_target(sandbox: Sandbox) -> None:
    sandbox.fail(status=302)
    assert failure(sandbox).sentence.startswith("The server redirected to nowhere; redirects are not followed.")


def test_netrc_does_not_replace_the_credentials(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login mallory password wrong\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    succeed(sandbox)
    assert sandbox.requests("/graphql")[0].headers["authorization"].startswith("Bearer ")


def test_a_proxy_does_not_get_what_is_for_this_machine(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    succeed(sandbox)


PROXY_SENTENCE = "The proxy to api.boomi.example does not respond, or refuses the request. Check the variables https_proxy and no_proxy."
UNCOLLECTED = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of the tunnel


def test_a_proxy_that_does_not_answer(sandbox: Sandbox, through: Callable[[str], dict[str, Any]]) -> None:
    error = failure(sandbox, **through("127.0.0.1:9"))
    assert (error.kind, error.sentence) == ("unreachable", PROXY_SENTENCE)


@UNCOLLECTED
def test_a_proxy_that_hangs_up_is_asked_again(sandbox: Sandbox, through: Callable[[str], dict[str, Any]]) -> None:
    with RawServer(hangs_up) as server:
        error = failure(sandbox, **through(server.address), retries=1)
        assert server.connections == 2
    assert error.kind == "unreachable"
    assert "proxy" in error.sentence  # the words depend on the version of urllib3


@pytest.mark.parametrize(("status", "connections"), [("407 Proxy Authentication Required", 1), ("503 Service Unavailable", 2)])
@UNCOLLECTED
def test_a_proxy_that_refuses_is_not_asked_again(sandbox: Sandbox, through: Callable[[str], dict[str, Any]], status: str, connections: int) -> None:
    def refuse(connection: socket.socket, stopping: threading.Event) -> None:
        connection.recv(65536)
        connection.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())

    with RawServer(refuse) as server:
        assert failure(sandbox, **through(server.address), retries=1).kind == "unreachable"
        assert server.connections == connections


def test_one_connection_is_kept_for_all_requests_of_a_thread(sandbox: Sandbox) -> None:
    facts = ask(sandbox, instance_ids=None, include_names=True)
    assert facts.counts["request_count"] == 4
    login, instances, environments = (
        sandbox.requests("/auth")[0],
        *(entry for entry in sandbox.log if entry.fields in (["integrationPackInstances"], ["environments"])),
    )
    assert login.connection == instances.connection == environments.connection


def test_nobody_listens(sandbox: Sandbox) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        error = failure(sandbox, spaces_url=f"http://127.0.0.1:{port}/graphql")
    assert error.kind == "unreachable"
    assert error.sentence == f"127.0.0.1:{port} cannot be reached: Connection refused. Check the URL, the network and the proxy variables."


def test_a_host_without_an_address(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    error = failure(sandbox, platform_url="https://boomi.invalid")
    assert error.kind == "unreachable"
    assert error.sentence == "The host name of boomi.invalid cannot be resolved. Check the URL, the region and the network."


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return self_signed(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def tls_sandbox(demo: Account, certificate: tuple[Path, Path]) -> Sandbox:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with Sandbox(demo, tls=context) as sandbox:
        yield sandbox


def test_a_certificate_that_nobody_vouches_for_is_not_retried(tls_sandbox: Sandbox, clock: Clock) -> None:
    error = failure(tls_sandbox, retries=5)
    assert error.kind == "unreachable"
    assert error.sentence.startswith(f"The certificate of {tls_sandbox.url[8:]} is not trusted: self-signed certificate")
    assert error.sentence.endswith("If your own CA issued it, set ca_path to the file of the CA.")
    assert clock.monotonic() == 0, "there is a pause before each retry"


def test_a_certificate_of_ones_own(tls_sandbox: Sandbox, certificate: tuple[Path, Path]) -> None:
    assert succeed(tls_sandbox, ca_path=str(certificate[0])) == 2


def test_validate_certs_off_is_not_overruled_by_the_environment(tls_sandbox: Sandbox, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0].with_name("none.pem")))
    assert succeed(tls_sandbox, validate_certs=False) == 2


def test_the_pace_holds_for_retries_too(sandbox: Sandbox, clock: Clock) -> None:
    sandbox.rate_limit = None
    sandbox.fail(path="/api/rest", status=503, times=4, after=2)
    ask(sandbox, [], include_names=True, connection={"source": "platform", "requests_per_second": 20})
    asked = [entry.status for entry in sandbox.log]
    assert asked.count(503) == 4
    assert clock.monotonic() >= (len(asked) - 1) / 20


# The client itself


def test_a_closed_client_sends_nothing(sandbox: Sandbox) -> None:
    with Http(Connection()) as http:
        pass
    with pytest.raises(RuntimeError, match=r"^The client is closed\.$"):
        http.send("GET", sandbox.url, asked="a token", auth=lambda request: request, headers={})
    assert (http.request_count, sandbox.log) == (0, [])


def test_without_requests_there_is_no_client(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_exchange, "HAS_REQUESTS", False)
    error = asking.failure(Http, Connection())
    assert (error.kind, error.sentence) == (
        "usage",
        "The Python library requests is required, but is not installed for the Python that runs this. Install requests.",
    )


def test_a_secret_is_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    registered: list[str] = []
    monkeypatch.setattr(_client, "register_secret", lambda secret: registered.append(secret) or secret)
    http = Http(Connection(api_token="one", access_token="two"))
    http.keep_secret("three")
    http.keep_secret("one")
    assert registered == ["one", "two", "three"]


def test_a_url_in_a_message_is_host_and_path() -> None:
    assert host_and_path("https://me:secret@host:8080/a/b?c=d#e") == "host:8080/a/b"

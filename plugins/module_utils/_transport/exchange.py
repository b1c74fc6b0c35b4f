# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""One request and its answer, bounded from outside: in time whatever the server, the network and the resolver do, and in size."""

from __future__ import annotations

import contextlib
import dataclasses
import socket
import threading
import time
import weakref
from collections.abc import Iterator
from concurrent import futures
from typing import Any, Callable
from urllib.parse import urlsplit

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, is_loopback
from ansible_collections.boomi.spaces.plugins.module_utils._transport.waiting import waited

LARGEST_ANSWER = 64 * 1024 * 1024
CHUNK = 64 * 1024

# Attaches the credentials to a prepared request. As a callable and not a header, because requests lets an entry
# in .netrc replace an Authorization header that was set by hand.
Auth = Callable[[Any], Any]

try:
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.exceptions import ProtocolError
except ImportError:
    HAS_REQUESTS = False
else:
    HAS_REQUESTS = True

    class _Adapter(HTTPAdapter):
        """Knows its connections, so that another thread can break them off."""

        def __init__(self) -> None:
            self._connections: weakref.WeakSet[Any] = weakref.WeakSet()
            self._broken_off = False
            super().__init__()

        def init_poolmanager(self, *args: Any, **options: Any) -> None:
            super().init_poolmanager(*args, **options)
            self._watch(self.poolmanager)

        def proxy_manager_for(self, *args: Any, **options: Any) -> Any:
            return self._watch(super().proxy_manager_for(*args, **options))

        def break_off(self) -> None:
            self._broken_off = True
            for connection in list(self._connections):
                with contextlib.suppress(AttributeError, OSError):  # it is not connected yet, or no more
                    connection.sock.shutdown(socket.SHUT_RDWR)

        def _watch(self, manager: Any) -> Any:
            manager.pool_classes_by_scheme = {scheme: self._watched(pool) for scheme, pool in manager.pool_classes_by_scheme.items()}
            return manager

        def _watched(self, pool: Any) -> Any:
            adapter = self

            class Watched(pool.ConnectionCls):  # type: ignore[misc]  # the class is that of the pool, plain or TLS
                def connect(self) -> None:
                    adapter._connections.add(self)
                    super().connect()
                    if adapter._broken_off:
                        # The name took too long to be resolved: no credentials for an answer that nobody waits for.
                        self.close()
                        raise OSError("nobody waits for the answer any more")

            return type(pool.__name__, (pool,), {"ConnectionCls": Watched})

    class Session(requests.Session):
        """A session that does not look at where a redirect points to: that would read its body and parse its address."""

        def __init__(self) -> None:
            super().__init__()
            self._adapter = _Adapter()
            for prefix in ("https://", "http://"):
                self.mount(prefix, self._adapter)

        def get_redirect_target(self, resp: Any) -> None:  # noqa: ARG002 -- the signature of requests
            return None

        def break_off(self) -> None:
            """Ends what is under way, from another thread. The session is of no use afterwards."""
            self._adapter.break_off()


class TooLargeError(Exception):
    """An answer over the limit."""


@dataclasses.dataclass(frozen=True)
class Request:
    method: str
    url: str
    auth: Auth
    headers: dict[str, str]
    body: bytes | None


@dataclasses.dataclass(frozen=True)
class Reply:
    """An answer as it came; ``headers`` are those of requests, which ignore case."""

    status: int
    headers: Any
    body: bytes


def exchange(session: Session, request: Request, connection: Connection) -> Reply:
    """The answer, which begins within ``timeout`` and is whole within another. Raises what requests, urllib3 and sockets raise.

    Python bounds each operation of a socket; but a host can have many addresses, headers can come byte by byte, and a resolver can hang.
    So this waits for a thread, and no longer than that. As a daemon the thread does not hold up the end of the program.
    """
    begun = threading.Event()
    reply: futures.Future[Reply] = futures.Future()

    def send() -> None:
        try:
            reply.set_result(_send(session, request, connection, begun))
        except BaseException as error:
            reply.set_exception(error)
        finally:
            begun.set()

    threading.Thread(target=send, name="boomi-request", daemon=True).start()
    try:
        if waited(begun.wait, connection.timeout):
            waited(lambda seconds: bool(futures.wait([reply], seconds).done), connection.timeout)
        if not reply.done():
            raise socket.timeout("the answer came too slowly")
        return reply.result()
    finally:
        if not reply.done():  # also where the user interrupts
            session.break_off()


def _send(session: Session, request: Request, connection: Connection, begun: threading.Event) -> Reply:
    """Sends the request; ``begun`` is set when the headers of the answer are there."""
    host = urlsplit(request.url).hostname or ""
    with session.request(
        request.method,
        request.url,
        data=request.body,
        headers=request.headers,
        auth=request.auth,
        timeout=connection.timeout,
        verify=connection.validate_certs and (connection.ca_path or True),
        cert=_certificate(connection),
        # A proxy must not see what http:// is allowed for: a server on this machine.
        proxies={"no_proxy": host} if is_loopback(host) else None,
        allow_redirects=False,
        stream=True,
    ) as response:
        begun.set()
        body = b"".join(_bounded(response.raw, time.monotonic() + connection.timeout))
        if response.raw.length_remaining:
            # urllib3 before 2 does not look at it.
            raise ProtocolError("Connection broken in the body")
        if not body and response.status_code == 200 and not response.headers.keys() & {"content-length", "transfer-encoding"}:
            # Python takes headers that break off for complete ones.
            raise ProtocolError("Connection broken in the headers")
        return Reply(response.status_code, response.headers, body)


def _certificate(connection: Connection) -> str | tuple[str, str] | None:
    certificate, key = connection.client_cert, connection.client_key
    return (certificate, key) if certificate and key else certificate


def _bounded(raw: Any, deadline: float) -> Iterator[bytes]:
    # read1 returns what has arrived, so that a trickle meets the deadline; urllib3 before 2 has only read.
    read = getattr(raw, "read1", raw.read)
    size = 0
    while True:
        chunk = read(CHUNK, decode_content=True)
        if not chunk:
            return
        size += len(chunk)
        if size > LARGEST_ANSWER:
            raise TooLargeError
        if time.monotonic() > deadline:
            raise socket.timeout("the body came too slowly")
        yield chunk

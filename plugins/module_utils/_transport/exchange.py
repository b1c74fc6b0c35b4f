# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""One request, with hard limits on the time and the size of its response."""

from __future__ import annotations

import contextlib
import dataclasses
import socket
import threading
import time
import weakref
from collections.abc import Iterator
from typing import Any, Callable
from urllib.parse import urlsplit

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, is_loopback
from ansible_collections.boomi.spaces.plugins.module_utils._transport.waiting import done, in_thread, waited

# Decoded and parsed, a response can take twelve times as much memory, and records of it are kept.
LARGEST_ANSWER = 12 * 1024 * 1024
CHUNK = 64 * 1024

THREAD = "boomi-request"

# Attaches the credentials to a prepared request. It is a callable, because requests lets an entry in .netrc replace an
# Authorization header that is passed as a header.
Auth = Callable[[Any], Any]

try:
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.exceptions import DecodeError, ProtocolError
except ImportError:
    HAS_REQUESTS = False
else:
    HAS_REQUESTS = True

    class _Adapter(HTTPAdapter):
        """Knows its connections, so that another thread can shut them down."""

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
                with contextlib.suppress(AttributeError, OSError):  # it is not connected
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
                        # Resolving the name took too long. Send no credentials for a request that was abandoned.
                        self.close()
                        raise OSError("the request was abandoned")

            return type(pool.__name__, (pool,), {"ConnectionCls": Watched})

    class Session(requests.Session):
        """A session that ignores the target of a redirect: requests would read the body and parse the address."""

        def __init__(self) -> None:
            super().__init__()
            self._adapter = _Adapter()
            for prefix in ("https://", "http://"):
                self.mount(prefix, self._adapter)

        def get_redirect_target(self, resp: Any) -> None:  # noqa: ARG002 -- the signature of requests
            return None

        def break_off(self) -> None:
            """Ends the request that is under way, from another thread. The session cannot be used afterwards."""
            self._adapter.break_off()


class TooLargeError(Exception):
    """A response over the size limit."""


@dataclasses.dataclass(frozen=True)
class Request:
    method: str
    url: str
    auth: Auth
    headers: dict[str, str]
    body: bytes | None


@dataclasses.dataclass(frozen=True)
class Reply:
    """A response as it arrived. ``headers`` are those of requests, and ignore case."""

    status: int
    headers: Any
    body: bytes


def exchange(session: Session, request: Request, connection: Connection) -> Reply:
    """Sends a request. Its response must begin within ``timeout``, and then end within another. Raises what requests, urllib3 and sockets raise.

    Python limits only each operation of a socket, but a host can have many addresses, headers can arrive byte by byte, and a resolver can hang.
    So a thread sends the request, and this function waits for it no longer than allowed.
    """
    begun = threading.Event()

    def send() -> Reply:
        try:
            return _send(session, request, connection, begun)
        finally:
            begun.set()

    reply = in_thread(THREAD, send)
    try:
        if not (waited(begun.wait, connection.timeout) and done(reply, connection.timeout)):
            raise socket.timeout("the response came too slowly")
        return reply.result()
    finally:
        if not reply.done():  # it is too slow, or the user interrupts
            session.break_off()


def _send(session: Session, request: Request, connection: Connection, begun: threading.Event) -> Reply:
    """Sends the request, and sets ``begun`` when the headers of the response have arrived."""
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
        # Plain http:// is allowed to this machine only, so a proxy must not see it.
        proxies={"no_proxy": host} if is_loopback(host) else None,
        allow_redirects=False,
        stream=True,
    ) as response:
        begun.set()
        if "," in response.headers.get("Content-Encoding", ""):
            # A few bytes could become any number of them, and urllib3 before 2 does not limit one step after another.
            raise DecodeError("more than one compression")
        body = b"".join(_bounded(response.raw, time.monotonic() + connection.timeout))
        if response.raw.length_remaining:
            # urllib3 before 2 does not check it.
            raise ProtocolError("Connection broken in the body")
        if not body and response.status_code == 200 and not response.headers.keys() & {"content-length", "transfer-encoding"}:
            # Python takes headers that were cut off for complete ones.
            raise ProtocolError("Connection broken in the headers")
        return Reply(response.status_code, response.headers, body)


def _certificate(connection: Connection) -> str | tuple[str, str] | None:
    certificate, key = connection.client_cert, connection.client_key
    return (certificate, key) if certificate and key else certificate


def _bounded(raw: Any, deadline: float) -> Iterator[bytes]:
    # read1 returns what has arrived, so that the deadline is checked in time; urllib3 before 2 has only read.
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

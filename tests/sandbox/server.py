# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sockets: reads requests, sends complete or spoiled responses, and leaves no connection or thread behind at its end."""

from __future__ import annotations

import contextlib
import selectors
import socket
import ssl
import struct
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.client import responses
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any, cast

from .messages import Request, Response

_LARGEST_BODY = 64 * 1024 * 1024
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: on, for 0 seconds


@dataclass(frozen=True)
class Delivery:
    """A response and how to send it: ``reset`` and ``drip`` as in ``faults.Fault``, ``wait`` in seconds before the first byte."""

    response: Response
    wait: float = 0.0
    reset: str | None = None
    drip: float | None = None


class Server(ThreadingHTTPServer):
    """Serves on 127.0.0.1 in its own threads. ``serve`` makes the response from the request and the number of the connection."""

    daemon_threads = True
    request_queue_size = 128
    timeout = 0

    def __init__(self, port: int, tls: ssl.SSLContext | None, serve: Callable[[Request, int], Delivery]) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.serve = serve
        self._tls = tls
        self._stopping = threading.Event()
        self._open: dict[socket.socket, int] = {}
        self._last = 0
        self._change = threading.Condition()
        self._bell, self._ring = socket.socketpair()
        self._thread = threading.Thread(target=self._accept, name="sandbox", daemon=True)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def server_bind(self) -> None:
        # HTTPServer's own method looks up the host's name, which can take seconds.
        TCPServer.server_bind(self)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Close the port and every connection, and wait for their threads. A second call does nothing."""
        self._stopping.set()
        self._ring.close()
        self._thread.join()
        self._bell.close()
        self.server_close()
        with self._change:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            self._change.wait_for(lambda: not self._open, timeout=5)

    def _accept(self) -> None:
        # In place of serve_forever, which polls for its end and so takes time either when idle or when ending.
        with selectors.DefaultSelector() as waiting:
            waiting.register(self.socket, selectors.EVENT_READ)
            waiting.register(self._bell, selectors.EVENT_READ)
            while waiting.select() and not self._stopping.is_set():
                self.handle_request()

    def pause(self, seconds: float) -> None:
        """Sleep, but at most until the end of the server."""
        if seconds > 0:
            self._stopping.wait(seconds)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        if self._tls is not None:
            # The thread of the connection does the handshake, so that a client that never finishes it does not block the others.
            connection = self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._change:
            self._last += 1
            self._open[request] = self._last
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._change:
                del self._open[request]
                self._change.notify_all()

    def number_of(self, connection: socket.socket) -> int:
        """Connections are numbered from 1, in the order in which they were accepted."""
        return self._open[connection]

    def shutdown_request(self, request: Any) -> None:
        if request.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, len(_RESET)) != _RESET:
            super().shutdown_request(request)
        else:
            request.close()  # without the usual shutdown, which would close the connection cleanly

    def handle_error(self, request: Any, client_address: Any) -> None:
        # Tests make clients hang up, time out or refuse the certificate on purpose.
        if not isinstance(sys.exc_info()[1], (OSError, ssl.SSLError)):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # One buffered write and one flush for a response: small writes on a kept-alive connection wait for the other side's delayed ACK.
    wbufsize = -1
    disable_nagle_algorithm = True

    @property
    def _server(self) -> Server:
        return cast(Server, self.server)

    def setup(self) -> None:
        self._number = self._server.number_of(self.request)
        if isinstance(self.request, ssl.SSLSocket):
            self.request.do_handshake()
        super().setup()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the signature of http.server
        """Print nothing on the terminal."""

    def _handle(self) -> None:
        body = self._body()
        if body is None:
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        path, dummy, query = self.path.partition("?")
        request = Request(self.command, path, headers, body, query)
        self._deliver(self._server.serve(request, self._number))

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _handle  # noqa: N815 -- the names that http.server calls

    def _body(self) -> bytes | None:
        """The request's body; None if it cannot be read and was refused."""
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdigit():
            status = 411
        elif int(length) > _LARGEST_BODY:
            status = 413
        else:
            return self.rfile.read(int(length))
        self.close_connection = True
        self._deliver(Delivery(Response(status)))
        return None

    def _deliver(self, delivery: Delivery) -> None:
        self._server.pause(delivery.wait)
        if delivery.reset == "before":
            self.close_connection = True
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            return
        head, body = self._head(delivery.response), delivery.response.body
        if self.command == "HEAD":
            body = b""
        if delivery.reset is not None:
            self.close_connection = True
            data = head[: len(head) // 2] if delivery.reset == "headers" else head + body[: len(body) // 2]
        else:
            data = head + body
        if delivery.drip is None:
            self.wfile.write(data)
        else:
            for byte in data:
                self.wfile.write(bytes((byte,)))
                self.wfile.flush()
                self._server.pause(delivery.drip)
        self.wfile.flush()

    def _head(self, response: Response) -> bytes:
        headers = {"Date": self.date_time_string(), **response.headers}
        if "Content-Length" not in headers and response.status not in (204, 304):
            headers["Content-Length"] = str(len(response.body))
        if self.close_connection:
            headers.setdefault("Connection", "close")
        lines = [f"HTTP/1.1 {response.status} {responses.get(response.status, '')}", *(f"{name}: {text}" for name, text in headers.items())]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

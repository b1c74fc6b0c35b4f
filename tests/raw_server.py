# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server below HTTP: it does to a connection what no HTTP server would, as the local Boomi's faults cannot."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from types import TracebackType

Behaviour = Callable[[socket.socket, threading.Event], None]

HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"


class RawServer:
    """``behave`` gets each connection, in a thread of its own, and an event that is set when the server ends."""

    def __init__(self, behave: Behaviour) -> None:
        self.connections = 0
        self._behave = behave
        self._stopping = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self.address = "127.0.0.1:{1}".format(*self._listening.getsockname())

    def __enter__(self) -> RawServer:
        self._threads[0].start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stopping.set()
        # An accept that waits is not ended by closing the socket.
        with contextlib.suppress(OSError), socket.create_connection(self._listening.getsockname(), timeout=5):
            pass
        for thread in self._threads:
            thread.join(10)
        self._listening.close()

    def _accept(self) -> None:
        while True:
            connection, dummy = self._listening.accept()
            if self._stopping.is_set():
                connection.close()
                return
            self.connections += 1
            self._threads.append(threading.Thread(target=self._serve, args=(connection,), daemon=True))
            self._threads[-1].start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):  # the client has gone
            self._behave(connection, self._stopping)


def silent(connection: socket.socket, stopping: threading.Event) -> None:
    """Accepts, and never says anything. This is also a TLS handshake that never ends."""
    connection.settimeout(0.05)
    while not stopping.is_set():
        with contextlib.suppress(socket.timeout):
            if not connection.recv(65536):
                return


def hangs_up(connection: socket.socket, stopping: threading.Event) -> None:
    """Reads something and ends the connection."""
    connection.recv(65536)


def shows(certificate: ssl.SSLContext) -> Behaviour:
    """Shakes hands with a certificate that the client does not take."""

    def behave(connection: socket.socket, stopping: threading.Event) -> None:
        with certificate.wrap_socket(connection, server_side=True) as wrapped:
            wrapped.recv(65536)

    return behave


def trickles(head: bytes, part: bytes, pause: float) -> Behaviour:
    """Sends the head, then the part again and again, byte by byte with a pause after each."""

    def behave(connection: socket.socket, stopping: threading.Event) -> None:
        connection.recv(65536)
        connection.sendall(head)
        while True:
            for byte in part:
                connection.sendall(bytes((byte,)))
                if stopping.wait(pause):
                    return

    return behave


TRICKLING_HEADERS = trickles(b"HTTP/1.1 200 OK\r\n", b"X-More: of it\r\n", 0.01)
TRICKLING_BODY = trickles(HEADERS, b" ", 0.01)

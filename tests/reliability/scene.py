# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a cell of the matrix takes place: a local Boomi, the options that lead there, and what has been arranged to go wrong."""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import json
import os
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from ansible_collections.boomi.spaces.plugins.module_utils._sources import rest as _rest
from ansible_collections.boomi.spaces.plugins.module_utils._sources import runtimes as _runtimes
from ansible_collections.boomi.spaces.plugins.module_utils._transport import client as _http
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch import watch as _watch
from tests.raw_server import Behaviour, RawServer
from tests.sandbox import Account, Sandbox
from tests.sandbox.account import AuditEntry, Execution
from tests.sandbox.generated import account
from tests.sandbox.history import moment
from tests.sandbox.messages import Request, Response

SPACES, PLATFORM = "spaces", "platform"
SOURCES = (SPACES, PLATFORM)

INSTANCES = 3
# The span of questions about what happened, in seconds since the epoch: the same for each cell.
UNTIL = time.time() // 60 * 60
SINCE = UNTIL - 3600
SHORTEST_HASTE = 0.05


@contextlib.contextmanager
def local_boomi() -> Iterator[Sandbox]:
    """The account that all cells ask about: small, since answers are sent byte by byte."""
    with Sandbox(with_history(account(INSTANCES, 2))) as sandbox:
        sandbox.rate_limit = None
        yield sandbox


def with_history(held: Account) -> Account:
    """The account with a few runs of its first process and entries of the audit log, in the span that all cells ask about."""
    times = [moment(UNTIL - 600 * number) for number in range(5, 0, -1)]
    process, atom = held.instances[0].processes[0], held.atoms[0]
    named: dict[str, Any] = {"process_id": process.id, "process_name": process.name, "atom_id": atom.id, "atom_name": atom.name, "account_id": held.id}
    runs = (Execution(f"execution-{number}", time=when, status="COMPLETE", type="exec_sched", **named) for number, when in enumerate(times))
    entries = (AuditEntry(f"entry-{number}", when, "as.schedules", "UPDATE", container_id=atom.id) for number, when in enumerate(times))
    return dataclasses.replace(held, executions=tuple(runs), audit_log=tuple(entries))


@contextlib.contextmanager
def short_waits() -> Iterator[None]:
    """The same rules with smaller numbers, so that a cell takes a moment."""
    with (
        mock.patch.object(_http, "FIRST_BACKOFF", 0.001),
        mock.patch.object(_http, "LONGEST_WAIT", 0.02),
        mock.patch.object(_rest, "MOST_PAGES", 15),
        mock.patch.object(_runtimes, "FIRST_PAUSE", 0.01),
        mock.patch.object(_runtimes, "LONGEST_PAUSE", 0.05),
        mock.patch.object(_watch, "SHORTEST_INTERVAL", 0.0),
        mock.patch.object(_watch, "LONGEST_BACKOFF", 0.001),
    ):
        yield


class Scene:
    """``options`` are the connection's, and a fault may change them while it is arranged. ``haste`` is the timeout, in seconds, of what is to exceed it."""

    def __init__(self, sandbox: Sandbox, source: str, haste: float = SHORTEST_HASTE) -> None:
        self.sandbox = sandbox
        self.source = source
        self.haste = haste
        given = {name[len("BOOMI_") :].lower(): value for name, value in sandbox.environment.items()}
        self.options: dict[str, Any] = {**given, "source": source, "timeout": 30, "retries": 2, "requests_per_second": 100000}
        self.happened = False  # whether the fault was met at all
        self._signs: list[Callable[[], bool]] = []
        self._ends = contextlib.ExitStack()

    def __enter__(self) -> Scene:
        return self

    def __exit__(self, *exception: object) -> None:
        self.end_fault()
        self.sandbox.clear()

    def end_fault(self) -> None:
        """From here on, nothing goes wrong."""
        self.happened = self.happened or (bool(self._signs) and all(sign() for sign in self._signs))
        self._signs.clear()
        self._ends.close()
        self.sandbox.faults.clear()
        self.sandbox.page_size = 100

    # What a fault can arrange.

    def api(self, **what: Any) -> None:
        """Something goes wrong with the requests to the API, for ever unless ``times`` is given."""
        self._fail(path="/graphql" if self.source == SPACES else "/api/rest", **what)

    def login(self, **what: Any) -> None:
        """Something goes wrong with the login."""
        self._fail(path="/auth/jwt", **what)

    def rest(self, path: str, **what: Any) -> None:
        """Something goes wrong with those requests to the Platform API, on either source."""
        self._fail(path=f"/api/rest/v1/{self.sandbox.account.id}/{path}", **what)

    def _fail(self, **what: Any) -> None:
        fault = self.sandbox.fail(**{"times": None, **what})
        self._signs.append(lambda: fault.hits > 0)

    def pages_of(self, size: int) -> None:
        """Answers of the Platform API come in pages of so many results."""
        self.sandbox.page_size = size
        self._signs.append(lambda: any(entry.path.endswith("/queryMore") for entry in self.sandbox.log))

    def change(self, made: Callable[[Request, Response], Response]) -> None:
        """Real answers of the API are changed on their way."""
        self.api(change=made)

    def edit(self, made: Callable[[bytes], bytes]) -> None:
        """The bodies of real answers of the API are changed."""
        self.change(lambda request, response: Response(response.status, made(response.body), response.headers))

    def move(self, base: str) -> None:
        """The API is at another address, where nobody may be; the login is where it was, on the source spaces."""
        self._asks_for(urlsplit(base).netloc)
        self._point_to(base)

    def _point_to(self, base: str) -> None:
        self.options["spaces_url" if self.source == SPACES else "platform_url"] = base + ("/graphql" if self.source == SPACES else "")

    def raw(self, behave: Behaviour, scheme: str = "http") -> None:
        """The API is a server that behaves so."""
        self.move(f"{scheme}://{self._server(behave)}")

    def proxy(self, behave: Behaviour) -> None:
        """The API is beyond a proxy that behaves so."""
        self.through(self._server(behave))

    def through(self, address: str) -> None:
        """The API is beyond this proxy."""
        # Python 3.10 leaves the socket of a tunnel that fails to the collector.
        self._ends.callback(gc.collect)
        self._ends.enter_context(mock.patch.dict(os.environ, {"https_proxy": f"http://{address}", "no_proxy": ""}))
        self._asks_for(address)
        self._point_to("https://boomi.example")

    def _asks_for(self, address: str) -> None:
        """The fault is met where the client looks this address up. A name in ``.invalid`` is refused at once, as by any resolver, some of which are slow."""
        real, asked = socket.getaddrinfo, set[str]()

        def look_up(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
            asked.update((f"{host}:{port}", str(host)))
            if str(host).endswith(".invalid"):
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            return real(host, port, *rest, **more)

        self._ends.enter_context(mock.patch.object(socket, "getaddrinfo", look_up))
        self._signs.append(lambda: address in asked)

    def _server(self, behave: Behaviour) -> str:
        server = self._ends.enter_context(RawServer(behave))
        self._signs.append(lambda: server.connections > 0)
        return server.address

    def folder(self) -> Path:
        """A folder of its own, for as long as the fault lasts."""
        return Path(self._ends.enter_context(tempfile.TemporaryDirectory()))

    @property
    def secrets(self) -> set[str]:
        """What was sent as credentials, and the API token."""
        sent = {entry.headers.get("authorization", "").partition(" ")[2] for entry in self.sandbox.log}
        return {self.options["api_token"], *sent} - {""}


def as_json(document: Any, headers: dict[str, str] | None = None) -> Response:
    return Response(200, json.dumps(document).encode(), {"Content-Type": "application/json", **(headers or {})})

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The local Boomi for tests: start and stop it, delay it, set faults, and read its log."""

from __future__ import annotations

import ssl
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from .account import Account
from .boomi import GRAPHQL, Boomi, Inspected
from .clock import Clock
from .control import CONTROL, control
from .faults import Fault, Faults
from .loading import load
from .messages import Request, Response
from .platform import writes
from .server import Delivery, Server


@dataclass(frozen=True)
class Logged:
    """One request and the status of its response.

    ``headers`` have lower-case names. ``status`` is 0 if no byte was sent. For a GraphQL request, ``operation`` is query or mutation,
    ``fields`` has the names of its root fields (for ten aliases of one field, that name ten times) and ``keys`` their response keys.
    ``query`` is the query string, without the question mark. ``connection`` numbers the TCP connections. ``time`` is the arrival, in seconds
    since the epoch.
    """

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: str
    status: int
    operation: str | None
    fields: list[str]
    keys: list[str]
    connection: int
    time: float


class Sandbox:
    """A Boomi on 127.0.0.1: ``with Sandbox("account.yml") as sandbox``.

    ``data`` is an account file or an account. ``port`` 0 means a free port. With ``tls`` it uses https. ``latency`` (seconds) is added to
    every response. ``token_lifetime`` (seconds) applies to tokens issued from now on. ``max_aliases`` limits the root fields of one
    request. For the Platform REST API, ``page_size`` is the number of results on a page, ``rate_limit`` the limit of requests per second
    (None: no limit) and ``max_expressions`` that of the simple expressions of one filter (None: no limit). Tokens and the rate limit use
    ``clock``. The log, the counters and these attributes can be read and set at any time.
    """

    def __init__(
        self,
        data: str | Path | Account,
        *,
        port: int = 0,
        tls: ssl.SSLContext | None = None,
        latency: float = 0.0,
        token_lifetime: float = 300,
    ) -> None:
        self.latency = latency
        self.log: list[Logged] = []
        self.mutations = 0
        self.writes = 0
        self.clock = Clock()
        self._boomi = Boomi(data if isinstance(data, Account) else load(data), self.clock, token_lifetime)
        self._faults = Faults()
        self._lock = threading.Lock()
        self._server = Server(port, tls, self._serve)
        self.url = f"{'http' if tls is None else 'https'}://127.0.0.1:{self._server.port}"

    def __enter__(self) -> Sandbox:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        self._server.start()
        # So that the first request does not wait for the import of graphql-core.
        self._warm = threading.Thread(target=lambda: self._boomi.spaces, name="sandbox-warm", daemon=True)
        self._warm.start()

    def stop(self) -> None:
        self._server.stop()
        self._warm.join()

    @property
    def account(self) -> Account:
        """The present state of the account. Set another state of the same account to simulate a change."""
        return self._boomi.account

    @account.setter
    def account(self, account: Account) -> None:
        self._boomi.use(account)

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables that connect a client to this server, with the first user and the first space."""
        user = self.account.users[0]
        return {
            "BOOMI_ACCOUNT_ID": self.account.id,
            "BOOMI_USERNAME": user.name,
            "BOOMI_API_TOKEN": user.api_token,
            "BOOMI_SPACE_GUID": self.account.spaces[0].guid,
            "BOOMI_SPACES_URL": self.url + GRAPHQL,
            "BOOMI_PLATFORM_URL": self.url,
        }

    @property
    def token_lifetime(self) -> float:
        return self._boomi.tokens.lifetime

    @token_lifetime.setter
    def token_lifetime(self, seconds: float) -> None:
        self._boomi.tokens.lifetime = seconds

    @property
    def max_aliases(self) -> int | None:
        return self._boomi.max_aliases

    @max_aliases.setter
    def max_aliases(self, number: int | None) -> None:
        self._boomi.max_aliases = number

    @property
    def attachment_waits(self) -> int:
        return self._boomi.platform.attachments.waits

    @attachment_waits.setter
    def attachment_waits(self, number: int) -> None:
        self._boomi.platform.attachments.waits = number

    @property
    def page_size(self) -> int:
        return self._boomi.platform.pages.size

    @page_size.setter
    def page_size(self, number: int) -> None:
        self._boomi.platform.pages.size = number

    @property
    def rate_limit(self) -> int | None:
        return self._boomi.platform.pace.limit

    @rate_limit.setter
    def rate_limit(self, number: int | None) -> None:
        self._boomi.platform.pace.limit = number

    @property
    def max_expressions(self) -> int | None:
        return self._boomi.platform.max_expressions

    @max_expressions.setter
    def max_expressions(self, number: int | None) -> None:
        self._boomi.platform.max_expressions = number

    @property
    def faults(self) -> Faults:
        return self._faults

    def requests(self, path: str = "") -> list[Logged]:
        """The logged requests whose path starts with ``path``, in order of arrival."""
        return [entry for entry in self.log if entry.path.startswith(path)]

    def fail(self, path: str = GRAPHQL, after: int = 0, times: int | None = 1, **what: Any) -> Fault:
        """Add a fault; the parameters are those of ``Fault``. The returned fault counts its ``hits``."""
        return self._faults.add(Fault(path=path, after=after, times=times, **what))

    def revoke_tokens(self) -> None:
        """Refuse every JWT issued so far."""
        self._boomi.tokens.revoke()

    def clear(self) -> None:
        """Remove the faults, reset the log and the counters, and forget the requests that the rate limit counts."""
        self._faults.clear()
        self._boomi.platform.pace.clear()
        self.clear_log()

    def clear_log(self) -> None:
        """Reset the log and the counters."""
        with self._lock:
            self.log.clear()
            self.mutations = self.writes = 0

    def _serve(self, request: Request, connection: int) -> Delivery:
        if request.path.startswith(CONTROL):
            return Delivery(control(self, request))
        arrival = time.time()
        inspected = self._boomi.inspect(request)
        fault = self._faults.due(request)
        response = self._answer(request, inspected, fault)
        reset = fault.reset if fault else None
        with self._lock:
            self.mutations += inspected.operation == "mutation"
            self.writes += writes(request)
            self.log.append(
                Logged(
                    method=request.method,
                    path=request.path,
                    query=request.query,
                    headers=request.headers,
                    body=request.text,
                    status=0 if reset == "before" else response.status,
                    operation=inspected.operation,
                    fields=inspected.fields,
                    keys=inspected.keys,
                    connection=connection,
                    time=arrival,
                )
            )
        wait = self.latency + (fault.delay if fault else 0.0)
        return Delivery(response, wait=wait, reset=reset, drip=fault.drip if fault else None)

    def _answer(self, request: Request, inspected: Inspected, fault: Fault | None) -> Response:
        if fault is None:
            return self._boomi.answer(request, inspected)
        real = fault.replacement(request, inspected.keys) if fault.replaces else self._boomi.answer(request, inspected)
        return fault.spoiled(request, real)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A running local Boomi and a client of it, as tests need them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
import requests

from tests.paths import DATA
from tests.sandbox import Account, Sandbox, load
from tests.sandbox.clock import Clock
from tests.unit.rest import basic
from tests.waiting import PATIENCE


@cache
def account(name: str) -> Account:
    return load(DATA / name)


def stop_clock_at(clock: Clock, when: str) -> None:
    """The clock of a local Boomi stands still at this time, written as the API does."""
    clock.stop_at(datetime.strptime(when, "%Y-%m-%dT%H:%M:%S%z").timestamp())


def _whole(response: requests.Response, **ignored: object) -> None:
    """urllib3 before 2 takes half a body for a whole one."""
    if response.content is not None and response.raw.length_remaining:  # what is missing when all has been read
        raise requests.exceptions.ChunkedEncodingError("IncompleteRead")


class Client:
    """Speaks to a sandbox as its first user, over one kept-alive connection."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.hooks["response"].append(_whole)
        self.token: str | None = None

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.session.close()

    def login(self, **changes: str) -> requests.Response:
        """GET the JWT, with the user, token or account changed."""
        variables = self.sandbox.environment
        user = changes.get("user", "BOOMI_TOKEN." + variables["BOOMI_USERNAME"])
        secret = changes.get("secret", variables["BOOMI_API_TOKEN"])
        account_id = changes.get("account", variables["BOOMI_ACCOUNT_ID"])
        return self.session.get(f"{self.sandbox.url}/auth/jwt/generate/{account_id}", auth=(user, secret), timeout=PATIENCE)

    def headers(self, **changes: str | None) -> dict[str, str | None]:
        """The documented headers, some of them changed, or left out (None); names with _ for -."""
        if self.token is None:
            self.token = self.login().text
        headers: dict[str, str | None] = {
            "SPACE_GUID": self.sandbox.environment["BOOMI_SPACE_GUID"],
            "Authorization": f"Bearer {self.token}",
            "Accept": "application/json",
        }
        headers.update({name if name == "SPACE_GUID" else name.replace("_", "-"): value for name, value in changes.items()})
        return headers

    def ask(self, query: str, variables: dict[str, Any] | None = None, **headers: str | None) -> requests.Response:
        body = {"query": query} if variables is None else {"query": query, "variables": variables}
        return self.session.post(f"{self.sandbox.url}/graphql", json=body, headers=self.headers(**headers), timeout=PATIENCE)

    def data(self, query: str, variables: dict[str, Any] | None = None) -> Any:
        """The data of an answer that must have no error."""
        response = self.ask(query, variables)
        answer = response.json()
        assert (response.status_code, answer.get("errors")) == (200, None)
        return answer["data"]

    def platform(self, path: str, body: Any = None, *, method: str | None = None, base: str | None = None, **headers: str | None) -> requests.Response:
        """Ask the REST API: POST a query token where the body is text, JSON where it is anything else, GET where there is none.

        ``path`` is what follows ``base``, by default the account's own address; headers can be changed, or left out (None), with _ for -.
        """
        variables = self.sandbox.environment
        base = f"/api/rest/v1/{variables['BOOMI_ACCOUNT_ID']}/" if base is None else base
        sent: dict[str, str | None] = {
            "Authorization": basic("BOOMI_TOKEN." + variables["BOOMI_USERNAME"], variables["BOOMI_API_TOKEN"]),
            "Accept": "application/json",
            "Content-Type": None if body is None else "text/plain" if isinstance(body, str) else "application/json",
        }
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        data = body if body is None or isinstance(body, (str, bytes)) else json.dumps(body)
        return self.session.request(method or ("GET" if body is None else "POST"), self.sandbox.url + base + path, data=data, headers=sent, timeout=PATIENCE)

    def find(self, kind: str, expression: Any = None) -> list[dict[str, Any]]:
        """The results of a query that must be answered on one page; everything, where there is no expression."""
        response = self.platform(f"{kind}/query", {"QueryFilter": {} if expression is None else {"expression": expression}})
        assert response.status_code == 200, response.text
        body: dict[str, Any] = response.json()
        assert "queryToken" not in body
        found: list[dict[str, Any]] = body["result"]
        return found


@pytest.fixture
def serve() -> Iterator[Callable[..., Client]]:
    """Makes a client of a new sandbox on an account, or on a file of tests/sandbox/data."""
    running: list[tuple[Sandbox, Client]] = []

    def start(data: str | Path | Account, **options: Any) -> Client:
        sandbox = Sandbox(account(data) if isinstance(data, str) else data, **options)
        sandbox.start()
        client = Client(sandbox)
        running.append((sandbox, client))
        return client

    yield start
    for sandbox, client in running:
        client.session.close()
        sandbox.stop()


@pytest.fixture
def client(serve: Callable[..., Client]) -> Client:
    """A client of the demo account."""
    return serve("demo.yml")

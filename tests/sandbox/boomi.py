# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The responses of the simulated Boomi: the addresses, the credentials, and the requests that it refuses."""

from __future__ import annotations

import base64
import binascii
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from .account import TOKEN_PREFIX, Account, User
from .clock import Clock
from .faults import unauthorized
from .history import oldest_execution
from .messages import Request, Response, json_response, method_not_allowed, text_response
from .platform import PARTNER, PLATFORM, PlatformApi
from .tokens import Tokens

if TYPE_CHECKING:
    from .spaces import Document, SpacesApi

GRAPHQL = "/graphql"
JWT = "/auth/jwt/generate/"
_KEPT_ANSWERS = 2048
_MEMBERS = {"query": str, "variables": dict, "operationName": str, "extensions": dict}


@dataclass(frozen=True)
class Inspected:
    """The parts of a GraphQL request, as far as it can be parsed. ``keys`` are the response keys of its root fields, ``fields``
    their names, one for each alias. ``operation`` is query, mutation, subscription or None."""

    operation: str | None = None
    keys: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)


class Boomi:
    """One account behind its addresses. ``max_aliases`` limits the root fields of one request; None means no limit."""

    def __init__(self, account: Account, clock: Clock, token_lifetime: float) -> None:
        self.account = account
        self._clock = clock
        self.tokens = Tokens(account.id, clock, token_lifetime)
        self.platform = PlatformApi(account, clock)
        self.max_aliases: int | None = None
        self._spaces: SpacesApi | None = None
        self._answers: dict[tuple[bytes, str | None], Response] = {}
        self._lock = threading.Lock()

    @property
    def spaces(self) -> SpacesApi:
        """Made on first use, since importing graphql-core takes longer than starting the server."""
        with self._lock:
            if self._spaces is None:
                from .spaces import SpacesApi

                self._spaces = SpacesApi(self.account)
            return self._spaces

    def use(self, account: Account) -> None:
        """Use this state of the account from now on; tokens, limits and pages stay."""
        if account.id != self.account.id:
            raise ValueError(f"The account {account.id} is not another state of {self.account.id}: tokens and addresses are of one account.")
        self.account = account
        self.platform.use(account)
        self.spaces.use(account)
        self._answers = {}

    def inspect(self, request: Request) -> Inspected:
        """The parts of the request, for the log and the counters; never an error."""
        if request.path != GRAPHQL or request.method != "POST":
            return Inspected()
        try:
            body = request.json
        except ValueError:
            return Inspected()
        if not isinstance(body, dict) or not isinstance(body.get("query"), str):
            return Inspected()
        name = body.get("operationName")
        name = name if isinstance(name, str) else None
        document = self.spaces.document(body["query"])
        operation, roots = document.operation(name), document.roots(name)
        return Inspected(operation.operation.value if operation else None, [key for key, dummy in roots], [name for dummy, name in roots])

    def answer(self, request: Request, inspected: Inspected) -> Response:
        """The response of the requested address; 404 for an address that is not simulated."""
        if request.path == GRAPHQL:
            return self._graphql(request, inspected)
        if request.path.startswith(JWT):
            return self._jwt(request)
        if request.path.startswith((PLATFORM, PARTNER)):
            user = self._basic(request)
            return _bad_login() if user is None else self.platform.answer(request, user)
        return Response(404)

    # The JWT endpoint

    def _jwt(self, request: Request) -> Response:
        if request.method != "GET":
            return method_not_allowed("GET")
        user = self._basic(request)
        if user is None or unquote(request.path[len(JWT) :]) != self.account.id:
            return _bad_login()
        return text_response(200, self.tokens.issue(user.name))

    def _basic(self, request: Request) -> User | None:
        """The user of an API token, with the privilege API, or None. The name must have the prefix exactly once."""
        scheme, dummy, encoded = request.headers.get("authorization", "").partition(" ")
        try:
            name, dummy, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        if scheme.lower() != "basic" or not name.startswith(TOKEN_PREFIX):
            return None
        user = self.account.user(name[len(TOKEN_PREFIX) :], secret)
        return user if user is not None and user.may("API") else None

    # GraphQL

    def _graphql(self, request: Request, inspected: Inspected) -> Response:
        refused = _unreadable(request)
        if refused is not None:
            return refused
        body = request.json
        document = self.spaces.document(body["query"])
        refused = self._refused(request, document, inspected)
        if refused is not None:
            return refused
        guid = request.headers.get("space_guid", "").strip() or None
        # Executing a query takes longer than everything else, and its response is valid as long as the account is in this state. A response that
        # is made while the state changes goes into the cache of the previous state.
        answers = self._answers
        answer = answers.get((request.body, guid))
        if answer is None:
            oldest = oldest_execution(self._clock.now())
            answer = json_response(*self.spaces.execute(document, body.get("variables"), body.get("operationName"), guid, oldest))
            if len(answers) >= _KEPT_ANSWERS:
                answers.clear()
            # Runs are purged while the account stays the same.
            if "executionHistory" not in inspected.fields:
                answers[request.body, guid] = answer
        return answer

    def _refused(self, request: Request, document: Document, inspected: Inspected) -> Response | None:
        """The refusal of a request that can be parsed, or None if it may be executed."""
        if inspected.operation == "mutation":
            return _failed(403, "Mutations are refused: the local Boomi is never written to.")
        if document.errors:
            return json_response(400, {"data": None, "errors": document.errors})
        if self.max_aliases is not None and len(inspected.keys) > self.max_aliases:
            return _failed(400, f"The query asks for {len(inspected.keys)} root fields; at most {self.max_aliases} are allowed.")
        scheme, dummy, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not self.tokens.accepts(token.strip()):
            return json_response(401, unauthorized(inspected.keys))
        return None


def _bad_login() -> Response:
    return Response(401, headers={"WWW-Authenticate": "Basic"})


def _unreadable(request: Request) -> Response | None:
    """The refusal of a request whose method, headers or body are not valid for GraphQL, or None."""
    if request.method != "POST":
        return method_not_allowed("POST")
    if request.media_type() != "application/json":
        return _failed(415, "The body must be sent as Content-Type: application/json.")
    if not request.accepts("application/json"):
        return _failed(406, "The header Accept must name application/json.")
    problem = _problem(request)
    return None if problem is None else _failed(400, problem)


def _failed(status: int, message: str) -> Response:
    """A refusal of the whole request, without ``data``."""
    return json_response(status, {"errors": [{"message": message, "extensions": {}}]})


def _problem(request: Request) -> str | None:
    """The problem with the body of a GraphQL request, or None."""
    try:
        body = request.json
    except ValueError:
        return "The body is not JSON."
    if not isinstance(body, dict):
        return "The body must be one JSON object."
    unknown = [name for name in body if name not in _MEMBERS]
    if unknown:
        return f"The body has unknown members: {', '.join(unknown)}."
    if not isinstance(body.get("query"), str):
        return "The member query is missing, or is not text."
    for name, kind in _MEMBERS.items():
        if body.get(name) is not None and not isinstance(body[name], kind):
            return f"The member {name} has the wrong type."
    return None

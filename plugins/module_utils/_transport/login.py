# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The login to the Spaces API: a JWT that lives five minutes, renewed in time."""

from __future__ import annotations

import base64
import json
import threading
import time
from typing import Any
from urllib.parse import quote

from ansible_collections.boomi.spaces.plugins.module_utils._connection import HEADER_TEXT, Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import LEAST_SECRET, BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._transport.answers import Answer
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http
from ansible_collections.boomi.spaces.plugins.module_utils._transport.exchange import Auth

TOKEN_PREFIX = "BOOMI_TOKEN."  # noqa: S105 -- a prefix of user names, no secret

# A token is renewed when nine tenths of its life are over, so that none expires on the way.
USED_LIFE = 0.9

# A shorter one is a word such as OK, and no server takes a header that is longer.
SHORTEST_TOKEN, LONGEST_TOKEN = 4, 16 * 1024


def basic_auth(connection: Connection, http: Http) -> Auth:
    """HTTP Basic with the API token, for the Platform host."""
    username = connection.username or ""
    prefixed = username if username.startswith(TOKEN_PREFIX) else TOKEN_PREFIX + username
    pair = base64.b64encode(f"{prefixed}:{connection.api_token}".encode()).decode("ascii")
    http.keep_secret(pair)
    return authorization(f"Basic {pair}")


def authorization(value: str) -> Auth:
    """Sends this Authorization header."""

    def attach(request: Any) -> Any:
        request.headers["Authorization"] = value
        return request

    return attach


class Login:
    """Hands out a token that is valid now. ``access_token`` is used first; user name and API token get new ones."""

    def __init__(self, connection: Connection, http: Http) -> None:
        self._connection = connection
        self._http = http
        self._lock = threading.Lock()
        self._expires = float("inf")  # on the monotonic clock
        self._token = connection.access_token
        if self._token is not None:
            self._keep(self._token)

    @property
    def can_renew(self) -> bool:
        return not self._connection.login_missing

    def token(self, refused: str | None = None) -> str:
        """A token for the next request; ``refused`` is one that got a 401. Raises ``auth`` where the login is refused.

        Requests in flight share one login: whoever comes while it is under way waits for its token.
        """
        with self._lock:
            stale = self._token is None or self._token == refused or time.monotonic() > self._expires
            if stale and (self._token is None or self.can_renew):
                self._keep(self._new_token())
            return self._token or ""

    def _new_token(self) -> str:
        connection = self._connection
        answer = self._http.send(
            "GET",
            f"{connection.platform_base}/auth/jwt/generate/{quote(connection.account_id or '', safe='')}",
            asked="a token",
            auth=basic_auth(connection, self._http),
            headers={"Accept": "text/plain, application/json"},
        )
        if answer.status >= 400:
            raise answer.failure()
        return _token_of(answer)

    def refused(self, answer: Answer) -> BoomiError:
        """The error for a 401 that a new token did not cure."""
        error = answer.failure()
        if not self.can_renew:
            error.sentence = (
                "Boomi refused access_token: it has expired (a token lives five minutes) or is not for this space's account. "
                "Give a new one, or account_id, username and api_token, with which tokens are renewed."
            )
        return error

    def _keep(self, token: str) -> None:
        self._http.keep_secret(token)
        for part in token.split(".")[:3]:
            if len(part) >= LEAST_SECRET:
                self._http.keep_secret(part)
        self._token = token
        self._expires = time.monotonic() + USED_LIFE * _life(token)


def _token_of(answer: Answer) -> str:
    """The JWT of an answer in plain text, also where it comes as a quoted JSON string."""
    text = answer.body.decode("utf-8", "replace").strip().strip('"')
    fits = SHORTEST_TOKEN <= len(text) <= LONGEST_TOKEN and HEADER_TEXT.fullmatch(text)
    if answer.status != 200 or not fits or text[0] in "<{[" or text in ("null", "true", "false"):
        raise answer.malformed("The answer to the login is no token. Check platform_url, and whether a login page or a proxy is in between.")
    return text


def _life(token: str) -> float:
    """Seconds until the token expires; infinite where it does not say, or where this machine's clock is past it:
    then the server's 401 tells."""
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        left = float(claims["exp"]) - time.time()
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return float("inf")
    return left if left > 0 else float("inf")

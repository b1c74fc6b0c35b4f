# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The login to the Spaces API: a JWT, which is valid for five minutes, and is renewed in time."""

from __future__ import annotations

import base64
import json
import threading
import time
from typing import Any
from urllib.parse import quote

from ansible_collections.boomi.spaces.plugins.module_utils._connection import HEADER_TEXT, Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._redaction import MASKED_RUN
from ansible_collections.boomi.spaces.plugins.module_utils._transport.answers import Answer
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http
from ansible_collections.boomi.spaces.plugins.module_utils._transport.exchange import Auth

TOKEN_PREFIX = "BOOMI_TOKEN."  # noqa: S105 -- a prefix of user names, not a secret

# A token is renewed after nine tenths of its lifetime, so that none expires while a request is under way.
USED_LIFETIME = 0.9

# A shorter text is a word such as OK; servers refuse longer headers.
SHORTEST_TOKEN, LONGEST_TOKEN = 4, 16 * 1024


def basic_auth(connection: Connection, http: Http) -> Auth:
    """HTTP Basic with the API token, for the Platform host."""
    username = connection.username or ""
    prefixed = username if username.startswith(TOKEN_PREFIX) else TOKEN_PREFIX + username
    pair = base64.b64encode(f"{prefixed}:{connection.api_token}".encode()).decode("ascii")
    http.keep_secret(pair)
    return authorization(f"Basic {pair}")


def authorization(value: str) -> Auth:
    """Sets the Authorization header to this value."""

    def attach(request: Any) -> Any:
        request.headers["Authorization"] = value
        return request

    return attach


class Login:
    """Provides a valid token: ``access_token`` first, then new ones, obtained by user name and API token."""

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
        """A token for the next request. ``refused`` is a token that got a 401. Raises ``auth`` if the login is refused.

        Concurrent requests share one login: a thread that asks during a login waits for its token.
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
        """The error for a 401, if there is no new token or it got a 401 too."""
        error = answer.failure()
        if not self.can_renew:
            error.sentence = (
                "Boomi refused access_token: it has expired (a token is valid for five minutes) or is not for this space's account. "
                "Give a new one, or give account_id, username and api_token, so that tokens are renewed."
            )
        return error

    def _keep(self, token: str) -> None:
        self._http.keep_secret(token)
        for part in token.split(".")[:3]:
            if len(part) >= MASKED_RUN:
                self._http.keep_secret(part)
        self._token = token
        self._expires = time.monotonic() + USED_LIFETIME * _lifetime(token)


def _token_of(answer: Answer) -> str:
    """The JWT in the response to a login: plain text, or a JSON string."""
    text = answer.body.decode("utf-8", "replace").strip().strip('"')
    fits = SHORTEST_TOKEN <= len(text) <= LONGEST_TOKEN and HEADER_TEXT.fullmatch(text)
    if answer.status != 200 or not fits or text[0] in "<{[" or text in ("null", "true", "false"):
        raise answer.malformed("The response to the login is not a token. Check platform_url, and whether a login page or a proxy answered.")
    return text


def _lifetime(token: str) -> float:
    """Seconds until the token expires. Infinite if it does not say, or if it has expired by the clock of this machine, which may be wrong:
    the server then answers 401."""
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        left = float(claims["exp"]) - time.time()
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return float("inf")
    return left if left > 0 else float("inf")

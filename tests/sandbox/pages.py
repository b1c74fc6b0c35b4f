# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of query results, and the tokens for the next pages."""

from __future__ import annotations

import base64
import secrets
import threading
from dataclasses import dataclass, field
from typing import Any

_KEPT_TOKENS = 20_000
_TOKEN_BYTES = 132


@dataclass(frozen=True)
class Page:
    """Some of ``total`` results; ``token`` is for the next page, and None on the last page."""

    items: list[Any]
    total: int
    token: str | None


@dataclass
class _Results:
    """The tokens are only valid in ``scope``; ``tokens`` has the token for each offset that was issued."""

    scope: tuple[str, ...]
    items: list[Any]
    tokens: dict[int, str] = field(default_factory=dict)


class Pages:
    """Returns results, ``size`` at a time. A token can be used again, since a client that lost a response retries."""

    def __init__(self, size: int = 100) -> None:
        self.size = size
        self._places: dict[str, tuple[_Results, int]] = {}
        self._lock = threading.Lock()

    def first(self, scope: tuple[str, ...], items: list[Any]) -> Page:
        """The first page of a query; ``scope`` is the queried account and object."""
        return self._page(_Results(scope, items), 0)

    def more(self, scope: tuple[str, ...], token: str) -> Page | None:
        """The page for a token; None if the token is unknown or was issued in another scope."""
        results, offset = self._places.get(token, (None, 0))
        return None if results is None or results.scope != scope else self._page(results, offset)

    def _page(self, results: _Results, offset: int) -> Page:
        end = offset + self.size
        token = self._token(results, end) if end < len(results.items) else None
        return Page(results.items[offset:end], len(results.items), token)

    def _token(self, results: _Results, offset: int) -> str:
        with self._lock:
            token = results.tokens.get(offset)
            if token is None or token not in self._places:
                token = results.tokens[offset] = _new_token()
                self._places[token] = (results, offset)
                if len(self._places) > _KEPT_TOKENS:
                    del self._places[next(iter(self._places))]
            return token


def _new_token() -> str:
    """Base64 that begins like the published sample, and contains a character that a client can spoil by encoding or decoding it."""
    while True:
        token = base64.b64encode(b"\xfe" + secrets.token_bytes(_TOKEN_BYTES - 1)).decode()
        if "+" in token:
            return token

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of query results, and the tokens that lead from one to the next."""

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
    """Some of ``total`` results; ``token`` leads to the next, and is None on the last page."""

    items: list[Any]
    total: int
    token: str | None


@dataclass
class _Results:
    """``scope`` is what the tokens are bound to; ``tokens`` leads to the rest from each offset that was given out."""

    scope: tuple[str, ...]
    items: list[Any]
    tokens: dict[int, str] = field(default_factory=dict)


class Pages:
    """Hands out results ``size`` at a time. A token can be used again: a client that lost the answer asks a second time."""

    def __init__(self, size: int = 100) -> None:
        self.size = size
        self._places: dict[str, tuple[_Results, int]] = {}
        self._lock = threading.Lock()

    def first(self, scope: tuple[str, ...], items: list[Any]) -> Page:
        """The first page of a query; ``scope`` is the account and the object that it was asked of."""
        return self._page(_Results(scope, items), 0)

    def more(self, scope: tuple[str, ...], token: str) -> Page | None:
        """The page that a token leads to; None where it leads nowhere, or was given out elsewhere."""
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
    """Base64 that begins as the published sample does, and has the two characters that a client may spoil by encoding or decoding them."""
    while True:
        token = base64.b64encode(b"\xfe" + secrets.token_bytes(_TOKEN_BYTES - 1)).decode()
        if "+" in token:
            return token

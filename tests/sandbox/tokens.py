# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Issues and checks JWTs (HS256)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from typing import Any

from .clock import Clock

_HEADER = {"alg": "HS256", "typ": "JWT"}


class Tokens:
    """The JWTs of one account. ``lifetime`` is in seconds and applies to those issued from now on."""

    def __init__(self, account_id: str, clock: Clock, lifetime: float = 300) -> None:
        self.lifetime = lifetime
        self._clock = clock
        self._account_id = account_id
        self._key = secrets.token_bytes(32)

    def issue(self, user: str) -> str:
        """A new, unique token."""
        now = self._clock.now()
        # Whole seconds, as usual. A short lifetime for tests is kept exactly, since rounding could end it at once.
        expiry = int(now) + int(self.lifetime) if self.lifetime >= 60 else round(now + self.lifetime, 3)
        payload = {"sub": user, "account": self._account_id, "iat": int(now), "exp": expiry, "jti": secrets.token_hex(8)}
        signed = f"{_encode(_json(_HEADER))}.{_encode(_json(payload))}"
        return f"{signed}.{_encode(self._signature(signed))}"

    def accepts(self, token: str) -> bool:
        """True for a token of this account that has not expired and was not revoked."""
        signed, dummy, signature = token.rpartition(".")
        try:
            if not hmac.compare_digest(_decode(signature), self._signature(signed)):
                return False
            payload: dict[str, Any] = json.loads(_decode(signed.partition(".")[2]))
        except ValueError:
            return False
        return bool(payload["exp"] > self._clock.now())

    def revoke(self) -> None:
        """Refuse every token issued so far, by a new key, which makes their signatures invalid."""
        self._key = secrets.token_bytes(32)

    def _signature(self, signed: str) -> bytes:
        return hmac.new(self._key, signed.encode(), hashlib.sha256).digest()


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decode(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError("not base64") from error


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()

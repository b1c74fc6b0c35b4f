# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One HTTP request and one HTTP response, with the parts that the simulated APIs use."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


@dataclass
class Request:
    """Header names are in lower case. ``path`` is unchanged, without the query string. ``query`` is the query string, without the question mark."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""
    query: str = ""

    @cached_property
    def json(self) -> Any:
        """The body, parsed as JSON. Raises ValueError if it is not JSON."""
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def accepts(self, media_type: str) -> bool:
        """True if the Accept header contains exactly this type. The pages require the type, so a wildcard does not count."""
        offers = self.headers.get("accept", "").split(",")
        return media_type in (offer.partition(";")[0].strip().lower() for offer in offers)


@dataclass
class Response:
    """The server adds Content-Length and Date to ``headers``."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def json_response(status: int, payload: Any, headers: dict[str, str] | None = None) -> Response:
    # UTF-8 has no surrogates. JSON can contain them as escapes.
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace")
    return Response(status, body, {"Content-Type": "application/json", **(headers or {})})


def text_response(status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    return Response(status, text.encode(), {"Content-Type": "text/plain;charset=utf-8", **(headers or {})})


def method_not_allowed(*allowed: str) -> Response:
    return Response(405, headers={"Allow": ", ".join(allowed)})

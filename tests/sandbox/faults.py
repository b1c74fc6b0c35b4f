# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Simulated faults: what goes wrong, for which requests, and how often."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from .messages import Request, Response
from .reader import DataError, Reader

RESETS = ("before", "headers", "body")
_SERVER_ERROR = {"message": "Downstream Execution Error: Server Error", "path": [], "extensions": {}}

# The messages of the Platform REST API, from its published description.
PLATFORM_MESSAGES = {
    403: "Access denied due to insufficient permissions.",
    410: "Endpoint is invalid or no longer exists.",
    503: "The Boomi server is currently unavailable or your account's rate limits have been exceeded. Retry later.",
}


@dataclass
class Fault:
    """One thing that goes wrong.

    It concerns requests whose path starts with ``path``, with this ``method`` if one is given, and with ``match`` in their body.
    The first ``after`` of these are skipped, the next ``times`` (None: all from then on) are affected.

    An affected request waits ``delay`` seconds. ``status``, ``headers``, ``body`` (text, or any JSON value) and ``location`` (a redirect, 302
    unless ``status`` is given) replace the real response. Headers alone are added to the real response. ``reset`` breaks the connection "before"
    the response, after half of the "headers" or after half of the "body". ``drip`` sends one byte at a time, with this pause in seconds.
    ``gzip`` compresses. ``change``, for tests in Python only, makes any response from the request and the real response.
    """

    path: str = "/graphql"
    after: int = 0
    times: int | None = 1
    method: str | None = None
    match: str | None = None
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    location: str | None = None
    delay: float = 0.0
    reset: str | None = None
    drip: float | None = None
    gzip: bool = False
    change: Callable[[Request, Response], Response] | None = None
    seen: int = 0
    hits: int = 0

    def __post_init__(self) -> None:
        if self.reset not in (None, *RESETS):
            raise DataError(f"reset: {self.reset!r} is not one of {', '.join(RESETS)}")
        self.headers = {name: str(value) for name, value in self.headers.items()}

    def concerns(self, request: Request) -> bool:
        return request.path.startswith(self.path) and self.method in (None, request.method) and (self.match is None or self.match in request.text)

    def take(self) -> bool:
        """Count one request that this fault concerns. True if the fault affects it."""
        if self.times is not None and self.hits >= self.times:
            return False
        self.seen += 1
        if self.seen <= self.after:
            return False
        self.hits += 1
        return True

    def as_data(self) -> dict[str, Any]:
        """As data for JSON."""
        return {member.name: getattr(self, member.name) for member in fields(self) if member.name != "change"}

    @property
    def replaces(self) -> bool:
        """True if the real response is not made at all."""
        return self.status is not None or self.body is not None or self.location is not None

    def replacement(self, request: Request, path: list[str]) -> Response:
        """The response in place of the real one; ``path`` has the response keys of the request, for Boomi's own error bodies."""
        status = self.status or (302 if self.location is not None else 200)
        body = self.body if self.body is not None else _published(status, request, path)
        text = body if isinstance(body, str) else json.dumps(body)
        headers = {"Content-Type": _content_type(text)} if text else {}
        if self.location is not None:
            headers["Location"] = self.location
        return Response(status, text.encode(), {**headers, **self.headers})

    def spoiled(self, request: Request, response: Response) -> Response:
        """The real response or the replacement, with the fault's change, headers and compression."""
        if self.change is not None:
            response = self.change(request, response)
        response = Response(response.status, response.body, {**response.headers, **self.headers})
        if self.gzip:
            response.body = gzip.compress(response.body, compresslevel=1)
            response.headers["Content-Encoding"] = "gzip"
        return response


class Faults:
    """The active faults. If several concern a request, the first one that is due is used."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> Fault:
        with self._lock:
            self._faults.append(fault)
        return fault

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def due(self, request: Request) -> Fault | None:
        with self._lock:
            return next((fault for fault in self._faults if fault.concerns(request) and fault.take()), None)

    def __len__(self) -> int:
        return len(self._faults)

    def __iter__(self) -> Iterator[Fault]:
        return iter(list(self._faults))


def fault_from(data: Any, where: str) -> Fault:
    """The fault for a mapping of JSON or YAML with the keys of ``Fault``. Raises DataError."""
    reader = Reader(data, where)
    times = reader.value("times", 1)
    headers = reader.value("headers", {})
    if times is not None and not isinstance(times, int):
        raise reader.fail("times", "expected a whole number, or null for ever")
    if not isinstance(headers, dict):
        raise reader.fail("headers", "expected a mapping")
    drip = reader.value("drip")
    fault = Fault(
        path=reader.optional_text("path", "/graphql") or "",
        after=reader.number("after", 0),
        times=times,
        method=reader.optional_text("method"),
        match=reader.optional_text("match"),
        status=reader.number("status", 0) or None,
        headers=headers,
        body=reader.value("body"),
        location=reader.optional_text("location"),
        delay=_seconds(reader, "delay", reader.value("delay", 0.0)),
        reset=reader.optional_text("reset", one_of=RESETS),
        drip=None if drip is None else _seconds(reader, "drip", drip),
        gzip=reader.flag("gzip", False),
    )
    reader.done()
    return fault


def _seconds(reader: Reader, key: str, value: Any) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or value < 0:
        raise reader.fail(key, f"expected seconds, found {value!r}")
    return float(value)


def _published(status: int, request: Request, path: list[str]) -> Any:
    """The body that Boomi's pages show for a status, otherwise an empty one."""
    if request.path.startswith("/graphql"):
        if status == 500:
            return {"data": None, "errors": [{**_SERVER_ERROR, "path": [key]} for key in path]}
        if status == 401:
            return unauthorized(path)
    elif status == 503 or ("/api/rest/" in request.path and status in PLATFORM_MESSAGES):
        return {"message": PLATFORM_MESSAGES[status]}
    return ""


def unauthorized(path: list[str]) -> dict[str, Any]:
    """Boomi's published response to an invalid token: an error for each response key."""
    message = "Downstream Execution Error: Unauthorized"
    return {"data": None, "errors": [{"message": message, "path": [key], "extensions": {}} for key in path]}


def _content_type(text: str) -> str:
    start = text.lstrip()[:1]
    return {"{": "application/json", "[": "application/json", "<": "text/html;charset=utf-8"}.get(start, "text/plain;charset=utf-8")

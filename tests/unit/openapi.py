# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds requests and answers of the Platform REST API against Boomi's published OpenAPI description."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import requests
from openapi_core import OpenAPI
from openapi_core.datatypes import RequestParameters

from tests.sandbox.platform import DESCRIPTION, PARTNER, PLATFORM
from tests.sandbox.sandbox import Logged

_HOST = "https://api.boomi.com"


@dataclass
class _Request:
    """A request as openapi-core looks at it, at the published address: the local one is not among the description's servers."""

    method: str
    path: str
    content_type: str
    body: bytes | None
    parameters: RequestParameters
    host_url: str = _HOST


@dataclass
class _Response:
    status_code: int
    content_type: str
    headers: dict[str, str]
    data: bytes


@cache
def description() -> dict[str, Any]:
    """The description itself."""
    found: dict[str, Any] = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    return found


def request_problems(entry: Logged) -> list[str]:
    """What is wrong with a request of ``Sandbox.log``; empty where it is as published. The partner path is looked at as the plain one:
    it is in Boomi's pages, not in the description."""
    asked = _request(entry.method, entry.path, entry.headers, entry.body.encode() or None)
    return _sentences(_api().iter_request_errors(asked))


def answer_problems(response: requests.Response) -> list[str]:
    """What is wrong with an answer, to a request that ``requests`` has sent; empty where it is as published."""
    sent = response.request
    headers = {name.lower(): value for name, value in sent.headers.items()}
    asked = _request(sent.method or "", sent.path_url.partition("?")[0], headers, None)
    media_type = response.headers.get("Content-Type", "").partition(";")[0]
    return _sentences(_api().iter_response_errors(asked, _Response(response.status_code, media_type, dict(response.headers), response.content)))


@cache
def _api() -> OpenAPI:
    return OpenAPI.from_dict(description())


def _request(method: str, path: str, headers: dict[str, str], body: bytes | None) -> _Request:
    if path.startswith(PARTNER):
        path = PLATFORM + path[len(PARTNER) :]
    parameters = RequestParameters(header={name.title(): value for name, value in headers.items()})
    return _Request(method.lower(), path, headers.get("content-type", "").partition(";")[0], body, parameters)


def _sentences(errors: Iterable[Exception]) -> list[str]:
    """One for each error, down to what the schema says of it."""
    found: list[str] = []
    for error in errors:
        details = getattr(error.__cause__, "schema_errors", None)
        found += [detail.message for detail in details] if details else [str(error.__cause__ or error)]
    return found

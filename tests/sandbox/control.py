# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The addresses under ``/_sandbox`` for setting faults and reading the log over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from .faults import fault_from
from .messages import Request, Response, json_response, method_not_allowed
from .reader import DataError

if TYPE_CHECKING:
    from .sandbox import Sandbox

CONTROL = "/_sandbox/"


def control(sandbox: Sandbox, request: Request) -> Response:
    """The response of a control address. These requests are not logged, counted or delayed, and no faults affect them."""
    if request.path == "/_sandbox/log":
        return _log(sandbox, request)
    if request.path == "/_sandbox/faults":
        return _faults(sandbox, request)
    return Response(404)


def _log(sandbox: Sandbox, request: Request) -> Response:
    if request.method == "DELETE":
        sandbox.clear_log()
        return Response(204)
    if request.method != "GET":
        return method_not_allowed("GET", "DELETE")
    entries = [asdict(entry) for entry in list(sandbox.log)]
    return json_response(200, {"requests": entries, "mutations": sandbox.mutations, "writes": sandbox.writes})


def _faults(sandbox: Sandbox, request: Request) -> Response:
    if request.method == "DELETE":
        sandbox.faults.clear()
        return Response(204)
    if request.method == "GET":
        return json_response(200, [fault.as_data() for fault in sandbox.faults])
    if request.method != "POST":
        return method_not_allowed("GET", "POST", "DELETE")
    try:
        fault = fault_from(request.json, "fault")
    except DataError as error:
        return json_response(400, {"message": str(error)})
    except ValueError:
        return json_response(400, {"message": "The body is not JSON."})
    sandbox.faults.add(fault)
    return json_response(201, fault.as_data())

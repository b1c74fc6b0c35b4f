# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the unit tests ask: the options as a dictionary, the local Boomi as the server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import ProcessFacts, process_facts, question_from
from tests.sandbox import Sandbox

# Instances of the demo account.
ORDER_TO_CASH = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMQ"
GERMANY = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMg"
HR = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwNw"
FINANCE = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIxNQ"
RETAIL = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIyMg"
RETAIL_TOO = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIyMw"
SMOKE_TEST = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIzMQ"
OF_ANOTHER_SPACE = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTI0MA"


def options(sandbox: Sandbox, **changed: Any) -> dict[str, Any]:
    """The connection options that lead to the local Boomi, some of them changed; None takes one away."""
    given = {name[len("BOOMI_") :].lower(): value for name, value in sandbox.environment.items()}
    return {**given, **changed}


def connect(sandbox: Sandbox, **changed: Any) -> Connection:
    return connection_from(options(sandbox, **changed).get)


def ask(
    sandbox: Sandbox, warnings: list[str] | None = None, *, names_too: bool = False, connection: dict[str, Any] | None = None, **asked: Any
) -> ProcessFacts:
    """The facts, as module and lookup get them."""
    warn = warnings.append if warnings is not None else _no_warning
    question = question_from({"missing": "fail", **asked}.get, names_too=names_too)
    return process_facts(connect(sandbox, **(connection or {})), question, warn)


def failure(call: Callable[..., object], *args: Any, **options: Any) -> BoomiError:
    """The BoomiError that the call raises: ``failure(ask, sandbox, instance_ids=[HR])``."""
    with pytest.raises(BoomiError) as caught:
        call(*args, **options)
    return caught.value


def _no_warning(text: str) -> None:
    raise AssertionError(f"an unexpected warning: {text}")

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account with runtimes of every kind, and how tests ask about them."""

from __future__ import annotations

from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._connection import connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._queries.runtimes import RuntimeFacts, runtime_facts, runtime_question_from
from tests.sandbox import Sandbox
from tests.unit.asking import options

LOCAL, ATTACHMENT = "3456789a-bcde-f012-3456-789abcdef012", "7ee105f7-6a9e-4b62-b383-3f6f3121ffc0"
PATH = "/api/rest/v1/runtimes-0A1B2C"
ASYNC = f"{PATH}/async/CloudAttachmentProperties"
FAST: dict[str, Any] = {"requests_per_second": 1000, "retries": 0}
SOURCES = ("spaces", "platform")


def ask(sandbox: Sandbox, warnings: list[str] | None = None, **asked: Any) -> RuntimeFacts:
    """Asks as the module does. ``asked`` holds options of the connection and of the question."""
    get = options(sandbox, **{"missing": "fail", **FAST, **asked}).get
    return runtime_facts(connection_from(get, needs_space=False), runtime_question_from(get), (warnings if warnings is not None else []).append)


def zones(facts: RuntimeFacts) -> dict[str | None, tuple[str | None, str | None]]:
    return {one["name"]: (one["time_zone"], one["time_zone_source"]) for one in facts["atoms"]}


def user(sandbox: Sandbox, name: str) -> dict[str, Any]:
    found = next(one for one in sandbox.account.users if one.name.startswith(name))
    return {"username": found.name, "api_token": found.api_token}

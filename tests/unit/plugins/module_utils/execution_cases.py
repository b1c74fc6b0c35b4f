# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account in which things happened, and how tests ask about them."""

from __future__ import annotations

from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._connection import connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._queries.audit import AuditFacts, audit_facts, audit_question_from
from ansible_collections.boomi.spaces.plugins.module_utils._queries.executions import ExecutionFacts, execution_facts, execution_question_from
from tests.paths import DATA
from tests.sandbox import Sandbox, load
from tests.unit.asking import options

FILE = DATA / "10-executions.yml"
PATH = "/api/rest/v1/executions-0A1B2C"
FAST: dict[str, Any] = {"requests_per_second": 1000, "retries": 0}
NORTH = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U1MTAwMQ"


def local_boomi() -> Sandbox:
    """Its runs are before this moment."""
    sandbox = Sandbox(load(FILE))
    sandbox.rate_limit = None
    return sandbox


def ask(sandbox: Sandbox, warnings: list[str] | None = None, **asked: Any) -> ExecutionFacts:
    """Asks as the module does, the Platform API unless another source is given."""
    get = options(sandbox, **{"source": "platform", **FAST, **asked}).get
    return execution_facts(connection_from(get), execution_question_from(get), ([] if warnings is None else warnings).append)


def ask_audit(sandbox: Sandbox, **asked: Any) -> AuditFacts:
    get = options(sandbox, **{**FAST, **asked}).get
    return audit_facts(connection_from(get, needs_space=False), audit_question_from(get), _no_warning)


def numbers(facts: ExecutionFacts) -> list[int]:
    """Those in the IDs of the runs."""
    return [int(one["execution_id"].rpartition("-")[2]) for one in facts["execution_records"]]


def _no_warning(text: str) -> None:
    raise AssertionError(f"an unexpected warning: {text}")

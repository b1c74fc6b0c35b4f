# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the comparison finds, against the oracle that walks the raw account, over both APIs, on accounts that hypothesis makes up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given

from ansible_collections.boomi.spaces.plugins.plugin_utils._compare.comparing import environment_findings
from tests.sandbox import Account, Sandbox
from tests.unit.asking import ask
from tests.unit.plugins.plugin_utils import schedule_cases
from tests.unit.plugins.plugin_utils._compare import oracle
from tests.unit.plugins.plugin_utils._compare.estates import EMPTY, PRODUCTION, TEST, accounts


@pytest.fixture(scope="module")
def boomi() -> Iterator[Sandbox]:
    with Sandbox(EMPTY) as sandbox:
        sandbox.rate_limit = None
        yield sandbox


def facts(boomi: Sandbox, account: Account, source: str) -> list[dict[str, Any]]:
    connection = {"source": source, "requests_per_second": 100_000}
    boomi.account = account
    found: list[dict[str, Any]] = ask(boomi, [], include_names=True, include_status=True, connection=connection).result()["processes"]
    return found


@schedule_cases.share(5, most=100)
@given(account=accounts())
def test_nothing_is_found_exactly_when_nothing_differs(boomi: Sandbox, account: Account) -> None:
    spaces, platform = (environment_findings(facts(boomi, account, source), TEST, PRODUCTION) for source in ("spaces", "platform"))
    assert (spaces == []) is oracle.nothing_differs(account, TEST, PRODUCTION)
    assert (platform == []) is oracle.nothing_differs(account, PRODUCTION, TEST)
    # The sentence says by what a counterpart was looked for.
    assert [{**finding, "message": ""} for finding in spaces] == [{**finding, "message": ""} for finding in platform]

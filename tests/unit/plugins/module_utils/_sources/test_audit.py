# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Platform API may answer about the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox import Sandbox
from tests.unit.asking import failure
from tests.unit.plugins.module_utils.execution_cases import PATH, ask_audit, local_boomi


@pytest.fixture
def boomi() -> Iterator[Sandbox]:
    with local_boomi() as sandbox:
        yield sandbox


@pytest.mark.parametrize("body", [{"result": [{"@type": "AuditLog"}]}, {"result": [{"@type": "AuditLog", "date": "2026"}]}, {"result": [{"@type": "Atom"}]}])
def test_entries_of_another_shape_are_errors(boomi: Sandbox, body: dict[str, Any]) -> None:
    boomi.fail(path=f"{PATH}/AuditLog", body=body)
    assert failure(ask_audit, boomi).kind == "malformed"


def test_pages_that_overlap_are_an_error(boomi: Sandbox) -> None:
    entry = {"@type": "AuditLog", "documentId": "x", "date": ask_audit(boomi)["since"], "action": "SAVE"}
    boomi.fail(path=f"{PATH}/AuditLog/query", body={"result": [entry], "queryToken": "more"})
    boomi.fail(path=f"{PATH}/AuditLog/queryMore", body={"result": [{**entry, "unknown": "field"}]})
    error = failure(ask_audit, boomi)
    assert error.sentence == "Two entries of the audit log are the same, so the pages of the response overlap, and entries may be missing. Run again."


def test_pages_without_end_say_what_to_ask_for(boomi: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ansible_collections.boomi.spaces.plugins.module_utils._sources.rest.MOST_PAGES", 2)
    boomi.page_size = 1
    assert failure(ask_audit, boomi).sentence.endswith("Ask for a shorter span, or for fewer types.")

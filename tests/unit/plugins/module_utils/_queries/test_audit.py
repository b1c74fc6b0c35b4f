# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who changed what: which entries, and whether they are all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox import Sandbox
from tests.unit.asking import failure
from tests.unit.openapi import request_problems
from tests.unit.plugins.module_utils.execution_cases import ask_audit, local_boomi
from tests.unit.plugins.module_utils.runtime_cases import user

USER = "user123company.biz"


@pytest.fixture
def boomi() -> Iterator[Sandbox]:
    with local_boomi() as sandbox:
        yield sandbox


def actions(sandbox: Sandbox, **asked: Any) -> list[str]:
    return [f"{one['type']} {one['action']}" for one in ask_audit(sandbox, **asked)["audit_log"]]


UPDATE, STOP, RESTART, SAVE = "as.schedules UPDATE", "as.schedules STOP", "as.atom RESTART", "as.account.properties SAVE"


def test_an_entry_is_as_published_without_blanks(boomi: Sandbox) -> None:
    facts = ask_audit(boomi)
    first = facts["audit_log"][0]
    assert first == {
        "document_id": "XdDAzmwB7C-eRHGS1Oal",
        "account_id": "executions-0A1B2C",
        "container_id": "prod",
        "date": first["date"],
        "user_id": USER,
        "type": "as.schedules",
        "action": "UPDATE",
        "modifier": "NONE",
        "level": "INFO",
        "source": "UI",
        "message": "Schedules of {{ 7 * 7 }} saved",
        "properties": [
            {"name": "PROCESS_ID", "value": "north-wrapper", "previous_value": None},
            {"name": "ENVIRONMENT_ID", "value": None, "previous_value": None},
            {"name": "NOTE", "value": "new", "previous_value": "old"},
        ],
    }
    assert (facts["exhaustive"], facts["source"], facts["request_count"]) == (True, "platform", 1)
    assert facts["since"] < first["date"] < facts["until"]
    assert [problem for entry in boomi.log for problem in request_problems(entry)] == []


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [UPDATE, STOP, RESTART, SAVE]),
        ({"since": "500d", "until": "300d"}, ["as.environment ATTACH"]),
        ({"since": "150m", "until": "75m"}, [STOP, RESTART]),
        ({"types": ["as.schedules", "as.atom"]}, [UPDATE, STOP, RESTART]),
        ({"types": ["as.schedules"], "actions": ["STOP"], "modifiers": ["ALL"], "levels": ["INFO"]}, [STOP]),
        ({"levels": ["WARNING"]}, [RESTART]),
        ({"users": [USER]}, [UPDATE, SAVE]),
        ({"users": ["user"]}, []),
        ({"users": [f" {USER} ", " other@company.example "], "atoms": ["prod-1", "test"]}, [UPDATE, RESTART]),
        ({"atoms": ["prod-2"]}, [STOP]),
    ],
)
def test_which_entries(boomi: Sandbox, asked: dict[str, Any], expected: list[str]) -> None:
    assert actions(boomi, **asked) == expected


def test_exhaustive(boomi: Sandbox) -> None:
    assert ask_audit(boomi, since="365d")["exhaustive"] is ask_audit(boomi, since="2m")["exhaustive"] is True, "a refusal is an error, so none means none"
    assert ask_audit(boomi, since="366d", until="1d")["exhaustive"] is False
    for given in ({"types": ["as.atom"]}, {"users": [USER]}, {"atoms": ["prod"]}, {"actions": ["x"]}, {"modifiers": ["x"]}, {"levels": ["x"]}):
        assert ask_audit(boomi, **given)["exhaustive"] is False


def test_all_pages_and_the_bounds(boomi: Sandbox) -> None:
    boomi.page_size = 1
    facts = ask_audit(boomi)
    assert [one["action"] for one in facts["audit_log"]] == ["UPDATE", "STOP", "RESTART", "SAVE"]
    bounds = json.loads(boomi.log[0].body)["QueryFilter"]["expression"]["nestedExpression"]
    assert [(one["property"], one["operator"], one["argument"]) for one in bounds] == [
        ("date", "GREATER_THAN_OR_EQUAL", [facts["since"]]),
        ("date", "LESS_THAN_OR_EQUAL", [facts["until"]]),
    ]


def test_without_the_privilege_it_is_an_error(boomi: Sandbox) -> None:
    error = failure(ask_audit, boomi, **user(boomi, "blind"))
    assert (error.kind, error.status, error.asked) == ("auth", 403, "the audit log")


def test_a_runtime_that_boomi_does_not_know(boomi: Sandbox) -> None:
    error = failure(ask_audit, boomi, atoms=["prod-9"])
    assert (error.kind, error.sentence) == (
        "not_found",
        'Boomi does not know the runtime "prod-9" in this account. Correct the list, or set missing to report.',
    )


def test_wrong_options(boomi: Sandbox) -> None:
    assert failure(ask_audit, boomi, types=[]).kind == failure(ask_audit, boomi, since="soon").kind == "usage"
    assert failure(ask_audit, boomi, username=None, access_token="x").kind == "usage"
    assert boomi.log == []

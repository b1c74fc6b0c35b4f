# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the two APIs may answer about runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox import Sandbox
from tests.unit.asking import failure
from tests.unit.plugins.module_utils.execution_cases import PATH, ask, local_boomi, numbers

SPACES: dict[str, Any] = {"source": "spaces", "process_ids": ["north-wrapper"]}
FOUND = [1, 2, 3, 5, 4]
WHEN = "2026-01-01T00:00:00Z"


@pytest.fixture
def boomi() -> Iterator[Sandbox]:
    with local_boomi() as sandbox:
        yield sandbox


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"executionTime": WHEN}, "The execution record at ExecutionRecord.result[0] has no executionId."),
        ({"executionId": "x"}, "The execution record at ExecutionRecord.result[0] has no executionTime."),
        ({"executionId": "x", "executionTime": "yesterday"}, 'ExecutionRecord.result[0].executionTime is the string "yesterday"; expected a date and time.'),
        (
            {"executionId": "x", "executionTime": WHEN, "executionDuration": ["Int", 1]},
            "ExecutionRecord.result[0].executionDuration is a list; expected a whole number.",
        ),
        (
            {"executionId": "x", "executionTime": WHEN, "executionDuration": ["Long", "soon"]},
            'ExecutionRecord.result[0].executionDuration is the string "soon"; expected a whole number.',
        ),
    ],
)
def test_records_of_another_shape_are_errors(boomi: Sandbox, raw: dict[str, Any], sentence: str) -> None:
    boomi.fail(path=f"{PATH}/ExecutionRecord", body={"result": [{"@type": "ExecutionRecord", **raw}], "numberOfResults": 1})
    error = failure(ask, boomi)
    assert (error.kind, error.sentence) == ("malformed", sentence)


def test_numbers_in_every_published_form(boomi: Sandbox) -> None:
    since = ask(boomi)["since"]
    raw = {"executionId": "x-1", "executionTime": since.replace("Z", ".000+0000"), "executionDuration": ["Long", "5816"], "inboundDocumentSize": 7}
    boomi.fail(path=f"{PATH}/ExecutionRecord", body={"result": [{**raw, "inboundDocumentCount": "3"}], "numberOfResults": 1})
    (record,) = ask(boomi, since=since)["execution_records"]
    assert (record["execution_time"], record["execution_duration"], record["inbound_document_size"], record["inbound_document_count"]) == (since, 5816, 7, 3)
    assert record["outbound_document_size"] is None


def test_what_was_not_asked_for_is_left_out(boomi: Sandbox) -> None:
    """Whatever the API makes of a filter."""
    results = [
        {"executionId": f"x-{number}", "executionTime": time, "status": "ERROR"} for number, time in enumerate(("2001-01-01T00:00:00Z", ask(boomi)["since"]))
    ]
    boomi.fail(path=f"{PATH}/ExecutionRecord", body={"result": results, "numberOfResults": 2}, times=2)
    assert numbers(ask(boomi, since="25h")) == [1]
    assert numbers(ask(boomi, since="25h", statuses=["COMPLETE"])) == []


# The Spaces API


def test_a_request_that_the_server_refuses_is_halved(boomi: Sandbox) -> None:
    boomi.max_aliases = 2
    assert numbers(ask(boomi, **SPACES)) == FOUND
    assert {len(entry.fields) for entry in boomi.requests("/graphql") if entry.status == 200} == {1, 2}


def test_a_response_that_is_too_large_is_halved(boomi: Sandbox) -> None:
    boomi.fail(body=" " * (13 * 1024 * 1024))
    assert numbers(ask(boomi, **SPACES)) == FOUND


def test_null_without_an_error_counts_as_none_with_a_warning(boomi: Sandbox) -> None:
    warnings: list[str] = []
    boomi.fail(body={"data": {f"e{number}": None for number in range(7)}})
    assert numbers(ask(boomi, warnings, **SPACES)) == []
    assert warnings == ["Boomi returned null, without an error, in place of 7 of 7 lists of runs. That counts as none: run again before relying on it."]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"data": {"e0": None}, "errors": [{"message": "Downstream Execution Error: Server Error", "path": ["e0"]}]}, "rejected"),
        ({"data": None, "errors": [{"message": "no", "extensions": {"errorCode": "SPACE_NOT_FOUND"}}]}, "not_found"),
        ({"data": None, "errors": [{"message": "Downstream Execution Error: Unauthorized"}]}, "auth"),
        ({"data": {f"e{number}": [{"executionId": "x"}] for number in range(7)}}, "malformed"),
        ({"data": {f"e{number}": [{"executionId": "x", "executionTime": WHEN, "status": "WRONG"}] for number in range(7)}}, "malformed"),
    ],
)
def test_a_failure_is_an_error(boomi: Sandbox, body: Any, kind: str) -> None:
    boomi.fail(body=body)
    assert failure(ask, boomi, **SPACES).kind == kind
    assert len(boomi.requests("/graphql")) == 1


def test_a_refusal_of_everything_ends_with_single_questions(boomi: Sandbox) -> None:
    boomi.fail(status=500, times=None)
    assert failure(ask, boomi, **SPACES).kind == "rejected"
    boomi.clear()
    boomi.fail(body={"data": {}}, times=None)
    error = failure(ask, boomi, **SPACES)
    assert (error.kind, error.sentence) == ("malformed", "The response has no executionHistory.")


def test_a_field_that_the_api_no_longer_has_is_null(boomi: Sandbox) -> None:
    warnings: list[str] = []
    boomi.fail(match="atomName", status=400, body={"errors": [{"message": 'Cannot query field "atomName" on type "ExecutionHistory".'}]}, times=None)
    assert numbers(ask(boomi, warnings, **SPACES)) == FOUND
    assert len(warnings) == 1
    assert "atomName (ExecutionHistory)" in warnings[0]
    boomi.clear()
    boomi.fail(match="executionTime ", status=400, body={"errors": [{"message": 'Cannot query field "executionTime" on type "ExecutionHistory".'}]})
    assert failure(ask, boomi, **SPACES).sentence.startswith(
        "The Spaces API does not have the field executionTime of the type ExecutionHistory, which is needed."
    )

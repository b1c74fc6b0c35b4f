# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The time zones of runtimes as the Platform API gives them, and everything else that it may answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._sources import runtimes as source
from tests.paths import DATA
from tests.sandbox import Sandbox, load
from tests.unit.asking import failure
from tests.unit.openapi import request_problems
from tests.unit.plugins.module_utils.runtime_cases import ASYNC, PATH, ask, zones


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "FIRST_PAUSE", 0.01)


@pytest.fixture
def boomi() -> Iterator[Sandbox]:
    with Sandbox(load(DATA / "09-runtimes.yml")) as sandbox:
        sandbox.rate_limit = None
        yield sandbox


def test_every_request_is_one_of_the_published_description(boomi: Sandbox) -> None:
    ask(boomi, include_nodes=True)
    ask(boomi, atoms=["tokyo"])
    assert [problem for entry in boomi.log for problem in request_problems(entry)] == []
    assert boomi.writes == 0


def problem(sandbox: Sandbox, **connection: Any) -> str:
    """Why the zone of Tokyo is null; its requests are counted by the caller."""
    warnings: list[str] = []
    facts = ask(sandbox, warnings, atoms=["tokyo"], **connection)
    assert zones(facts) == {"Tokyo": (None, None)}
    (warning,) = warnings
    return warning.partition("is null: ")[2]


@pytest.mark.parametrize("status", [410, 504])
def test_an_attachment_that_cannot_be_reached(boomi: Sandbox, status: int) -> None:
    boomi.fail(path=f"{ASYNC}/tokyo", status=status)
    assert problem(boomi) == f"{source.OFFLINE}."
    boomi.fail(path=f"{ASYNC}/response", status=status)
    assert problem(boomi) == f"{source.OFFLINE}."
    boomi.fail(path=f"{ASYNC}/response", body={"responseStatusCode": status})
    assert problem(boomi) == f"{source.OFFLINE}."


def test_an_attachment_that_the_api_does_not_know(boomi: Sandbox) -> None:
    boomi.fail(path=f"{ASYNC}/tokyo", status=400)
    assert problem(boomi) == f"{source.ABSENT}."


def test_an_offline_attachment_is_not_asked(boomi: Sandbox) -> None:
    ask(boomi, atoms=["gone"])
    assert boomi.requests(ASYNC) == []


def test_a_response_that_got_lost_is_not_asked_for_twice(boomi: Sandbox) -> None:
    boomi.attachment_waits = 0
    boomi.fail(path=f"{ASYNC}/response", reset="body")
    assert problem(boomi, retries=1) == f"{source.LOST}."
    assert len(boomi.requests(f"{ASYNC}/tokyo")) == 1


@pytest.mark.slow
def test_a_response_that_takes_longer_than_timeout(boomi: Sandbox) -> None:
    boomi.attachment_waits = 1_000_000
    assert problem(boomi, timeout=1) == f"{source.LATE}."
    assert len(boomi.requests(f"{ASYNC}/tokyo")) == 1


def test_the_status_in_the_body_counts_as_well(boomi: Sandbox) -> None:
    boomi.fail(path=f"{ASYNC}/response", body={"@type": "AsyncOperationResult", "responseStatusCode": 202}, times=2)
    assert zones(ask(boomi, atoms=["tokyo"])) == {"Tokyo": ("Asia/Tokyo", "account_property")}


TOKYO = {"runtimeId": "tokyo", "defaultTimeZoneForAccountSchedules": "Asia/Tokyo"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (f"{ASYNC}/tokyo", {}),
        (f"{ASYNC}/tokyo", {"asyncToken": {"token": 7}, "responseStatusCode": 202}),
        (f"{ASYNC}/tokyo", {"asyncToken": {"token": ""}, "responseStatusCode": 202}),
        (f"{ASYNC}/tokyo", {"asyncToken": {"token": "x"}, "responseStatusCode": "soon"}),
        (f"{ASYNC}/tokyo", "[]"),
        (f"{ASYNC}/response", {}),
        (f"{ASYNC}/response", {"result": [], "responseStatusCode": 200}),
        (f"{ASYNC}/response", {"result": [TOKYO, TOKYO], "responseStatusCode": 200}),
        (f"{ASYNC}/response", {"result": [{**TOKYO, "runtimeId": "osaka"}], "responseStatusCode": 200}),
        (f"{ASYNC}/response", {"result": [{**TOKYO, "defaultTimeZoneForAccountSchedules": True}], "responseStatusCode": 200}),
        (f"{ASYNC}/response", {"result": [TOKYO], "responseStatusCode": 418}),
        (f"{PATH}/AtomStartupProperties", {}),
        (f"{PATH}/AtomStartupProperties", "[]"),
        (f"{PATH}/AtomStartupProperties", {"response": []}),
        (f"{PATH}/AtomStartupProperties", {"response": [{"statusCode": 200}]}),
        (f"{PATH}/AtomStartupProperties", {"response": [{"statusCode": 200, "Result": {"Property": []}}]}),
        (f"{PATH}/AtomStartupProperties", {"response": [{"statusCode": 200, "Result": {"id": "empty"}}]}),
        (
            f"{PATH}/AtomStartupProperties",
            {"response": [{"statusCode": 200, "Result": {"id": "molecule", "Property": [{"name": "atomTimeZone", "value": 1}]}}]},
        ),
        (f"{PATH}/Atom/molecule", {"id": "another"}),
        (f"{PATH}/Atom/molecule", {"id": "molecule", "cluster": {"node": "none"}}),
    ],
)
def test_responses_of_another_shape_are_errors(boomi: Sandbox, path: str, body: Any) -> None:
    boomi.fail(path=path, body=body)
    assert failure(ask, boomi, atoms=["tokyo", "molecule"], include_nodes=True).kind == "malformed"


@pytest.mark.parametrize(("status", "kind"), [(500, "rejected"), (503, "throttled"), (401, "auth")])
@pytest.mark.parametrize("path", [f"{ASYNC}/tokyo", f"{ASYNC}/response", f"{PATH}/AtomStartupProperties", f"{PATH}/Atom/molecule"])
def test_a_failure_is_an_error(boomi: Sandbox, path: str, status: int, kind: str) -> None:
    boomi.fail(path=path, status=status)
    assert failure(ask, boomi, atoms=["tokyo", "molecule"], include_nodes=True).kind == kind


def test_startup_properties_that_the_api_does_not_return(boomi: Sandbox) -> None:
    warnings: list[str] = []
    boomi.fail(path=f"{PATH}/AtomStartupProperties", body={"response": [{"statusCode": 400, "id": "molecule", "errorMessage": "No such runtime"}]})
    assert zones(ask(boomi, warnings, atoms=["molecule"])) == {"New York": (None, None)}
    assert warnings == [f'The time zone of the runtime "New York" cannot be used, and is null: {source.ABSENT}.']

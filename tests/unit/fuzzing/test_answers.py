# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Malformed responses, over real HTTP: the result is records of the documented shape, or one BoomiError."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._queries.audit import audit_facts, audit_question_from
from ansible_collections.boomi.spaces.plugins.module_utils._queries.directory import (
    EnvironmentQuestion,
    InstanceQuestion,
    SpaceQuestion,
    environment_facts,
    instance_facts,
    space_facts,
)
from ansible_collections.boomi.spaces.plugins.module_utils._queries.executions import execution_facts, execution_question_from
from ansible_collections.boomi.spaces.plugins.module_utils._queries.runtimes import RuntimeQuestion, runtime_facts
from ansible_collections.boomi.spaces.plugins.module_utils._sources import runtimes as runtimes_source
from tests.sandbox import Account, Sandbox
from tests.sandbox.messages import Request, Response
from tests.unit.asking import GERMANY, HR, ORDER_TO_CASH, ask, connect
from tests.unit.fuzzing import shapes
from tests.unit.fuzzing import spoiled as fuzzing
from tests.unit.plugins.plugin_utils.schedule_cases import share

Facts = Mapping[str, Any]


class Spoiling(Sandbox):
    """A local Boomi that replaces one response, or it and all later ones. It keeps its own responses."""

    def __init__(self, account: Account) -> None:
        super().__init__(account)
        self.rate_limit = None
        self.spoil: Callable[[int, Response], Response] = lambda dummy, response: response
        self.answers: list[Response] = []
        self._counting = threading.Lock()

    def begin(self, spoil: Callable[[int, Response], Response]) -> None:
        self.spoil = spoil
        self.answers = []
        self.clear()

    def _answer(self, request: Request, *more: Any) -> Response:
        response = super()._answer(request, *more)
        with self._counting:
            self.answers.append(response)
            return self.spoil(len(self.answers) - 1, response)


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtimes_source, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(runtimes_source, "LONGEST_PAUSE", 0.01)


@pytest.fixture(scope="module")
def boomi(demo: Account) -> Iterator[Spoiling]:
    with Spoiling(demo) as sandbox:
        yield sandbox


QUESTIONS: dict[str, Callable[[Sandbox, str], Facts]] = {}


def question(function: Callable[[Sandbox, dict[str, Any]], Facts]) -> None:
    QUESTIONS[function.__name__] = lambda sandbox, source: function(sandbox, {"source": source, "retries": 0, "timeout": 60, "requests_per_second": 100_000})


@question
def processes(sandbox: Sandbox, how: dict[str, Any]) -> Facts:
    facts = ask(
        sandbox,
        [],
        names_too=True,
        connection=how,
        instance_ids=[ORDER_TO_CASH, "HR Master Data"],
        include_status=True,
        include_names=True,
        include_runtimes=True,
        missing="report",
    )
    shapes.check_terms(facts.by_term())
    return shapes.check("process", facts.result())


@question
def every_process(sandbox: Sandbox, how: dict[str, Any]) -> Facts:
    return shapes.check("process", ask(sandbox, [], connection=how, query="[].process_schedules[].schedule[].minutes").result())


@question
def one_instance(sandbox: Sandbox, how: dict[str, Any]) -> Facts:
    return shapes.check("process", ask(sandbox, [], connection=how, instance_ids=[GERMANY]).result())


@question
def instances(sandbox: Sandbox, how: dict[str, Any]) -> Facts:
    return shapes.check("instance", instance_facts(connect(sandbox, **how), InstanceQuestion(instance_ids=[ORDER_TO_CASH, HR]), _ignore))


@question
def environments(sandbox: Sandbox, how: dict[str, Any]) -> Facts:
    return shapes.check("environment", environment_facts(connect(sandbox, **how), EnvironmentQuestion(), _ignore))


@question
def runtimes(sandbox: Sandbox, how: dict[str, Any]) -> Facts:
    return shapes.check("runtime", runtime_facts(connect(sandbox, **how), RuntimeQuestion(include_nodes=True), _ignore))


@question
def executions(sandbox: Sandbox, how: dict[str, Any]) -> Facts:
    # Few of them, since each is written and read again for each case.
    only = {"environments": ["Production"]} if how["source"] == "platform" else {}
    span = {"since": "90m", "instance_ids": [ORDER_TO_CASH], **only}
    return shapes.check("execution", execution_facts(connect(sandbox, **how), execution_question_from(span.get), _ignore))


@question
def audit_log(sandbox: Sandbox, how: dict[str, Any]) -> Facts:
    asked = {"since": "3d", "atoms": ["prod-frankfurt-2"]}
    return shapes.check("audit", audit_facts(connect(sandbox, **how), audit_question_from(asked.get), _ignore))


@question
def spaces(sandbox: Sandbox, how: dict[str, Any]) -> Facts:
    return shapes.check("space", space_facts(connect(sandbox, **how), SpaceQuestion(), _ignore))


def _ignore(warning: str) -> None:
    """Some of the responses are refusals of optional data."""


LISTS = ("processes", "instances", "environments", "atoms", "spaces", "execution_records", "audit_log")
CASES = [(name, source) for name in QUESTIONS for source in ("spaces", "platform") if (name, source) != ("spaces", "platform")]

# Refusals and other kinds of responses, which are spoiled too.
REFUSALS: list[Any] = [
    {
        "data": None,
        "errors": [{"message": "Downstream Execution Error: Server Error", "path": ["i0"], "extensions": {"errorCode": "IPACK_INSTANCE_ID_INVALID"}}],
    },
    {"data": {"i0": None, "i1": []}, "errors": [{"message": "IPACK_NOT_FOUND_IN_SPACE", "path": ["i0", 0], "extensions": {"code": "X"}}]},
    {"@type": "Error", "message": "The user does not have access rights to the account", "error": {"message": "no"}},
    {"@type": "QueryResult", "result": [], "queryToken": "next", "numberOfResults": 3},
    {"data": {}, "errors": []},
]


class Recorded:
    """The correct responses to one question: JSON, or None for a token.

    This is not a dataclass, because hypothesis would print all of it, with a warning about its length.
    """

    def __init__(self, answers: list[Any]) -> None:
        self.answers = answers


@dataclass
class Wrong:
    """Replaces the response ``number``, and also the later ones if it is ``lasting``, up to a limit, so that the question ends."""

    number: int
    body: bytes
    status: int = 200
    lasting: bool = False
    sent: int = field(default=0, compare=False)

    def __call__(self, number: int, response: Response) -> Response:
        if number < self.number or (number > self.number and not self.lasting) or self.sent >= 40:
            return response
        self.sent += 1
        return Response(self.status, self.body, response.headers)


@pytest.fixture(scope="module")
def recorded(boomi: Spoiling) -> dict[tuple[str, str], Recorded]:
    found = {}
    for name, source in CASES:
        boomi.begin(lambda dummy, response: response)
        facts = QUESTIONS[name](boomi, source)
        assert any(facts[key] for key in LISTS if key in facts)
        found[name, source] = Recorded([_json(response.body) for response in boomi.answers])
    return found


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


@st.composite
def wrongs(draw: st.DrawFn, recorded: Recorded) -> Wrong:
    number = draw(st.integers(0, len(recorded.answers) - 1))
    good = recorded.answers[number]
    wrong = Wrong(number, b"", lasting=draw(st.sampled_from([False, False, True])))
    if draw(st.integers(0, 3)) == 3:
        good = draw(st.sampled_from(REFUSALS))
        wrong.status = draw(st.sampled_from([200, 200, 400, 401, 403, 404, 410, 429, 500, 502, 503, 299, 204]))
    wrong.body = _token(draw) if good is None else fuzzing.written(draw(fuzzing.spoiled(good)))
    if draw(st.integers(0, 9)) == 9:
        wrong.body = _broken(draw, wrong.body)
    return wrong


def _token(draw: st.DrawFn) -> bytes:
    """A JWT with any claims, or something that is not a JWT."""
    claims = draw(fuzzing.anything(["exp"]) | fuzzing.scalars().map(lambda value: {"exp": value}))
    token = b"e30." + base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=") + b".c2ln"
    return draw(st.sampled_from([token, token, token, fuzzing.written(claims), b"..", b"a." + b"?" * 40]))


def _broken(draw: st.DrawFn, body: bytes) -> bytes:
    place = draw(st.integers(0, len(body)))
    inserted = draw(st.binary(max_size=4) | st.sampled_from([b"\xef\xbb\xbf", b"NaN", b"-Infinity", b"1e999", b"\x00", b"[" * 5000, b"<!--", b'"\\ud800"']))
    return body[:place] + inserted + body[place + draw(st.integers(0, 4)) :] if draw(st.booleans()) else body[:place]


@pytest.mark.parametrize(("name", "source"), CASES)
@given(data=st.data())
@share(20)
def test_a_wrong_answer_is_records_or_an_error(name: str, source: str, data: st.DataObject, boomi: Spoiling, recorded: dict[tuple[str, str], Recorded]) -> None:
    wrong = data.draw(wrongs(recorded[name, source]))
    boomi.begin(wrong)
    try:
        json.dumps(QUESTIONS[name](boomi, source))
    except BoomiError as error:
        shapes.check_error(error, boomi.environment["BOOMI_API_TOKEN"])
    assert boomi.writes == boomi.mutations == 0

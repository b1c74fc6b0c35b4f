# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A response: its JSON, or the one error that it is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._transport.answers import (
    CODE_KINDS,
    CODE_SENTENCES,
    CODES,
    LONGEST_CODE,
    LONGEST_MESSAGE,
    MOST_ERRORS,
    SENTENCES,
    STATUS_KINDS,
    Answer,
    GraphQLError,
    LargeAnswerError,
    rest_errors,
)
from tests.unit.asking import failure

REJECTED = "Boomi rejected the request."
SECRET = "an-api-token-of-some-length"


def answer(body: bytes | str = b"", status: int = 200, secrets: tuple[str, ...] = ()) -> Answer:
    return Answer("the processes", "host/graphql", status, body.encode() if isinstance(body, str) else body, secrets)


# JSON


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ('{"a": [1, null, "Größe"]}', {"a": [1, None, "Größe"]}),
        (b"\xef\xbb\xbf[]", []),
        ('"\\ud83d\\udce6"', "📦"),
        ('["a\\ud83d", {"\\udce6": "\\ud800\\ud800b"}]', ["a\ufffd", {"\udce6": "\ufffd\ufffdb"}]),
    ],
)
def test_the_value_of_json(body: bytes | str, value: Any) -> None:
    assert answer(body).json() == value


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "The response is not JSON but empty."),
        (" \n", "The response is not JSON but empty."),
        ("Log in", "The response is not JSON but something else."),
        ('{"a": ', "The response is not JSON but something else."),
        ('{"a": NaN}', "The response is not JSON but something else."),
        ("[-Infinity]", "The response is not JSON but something else."),
        (b'"\xff"', "The response is not JSON but something else."),
        ("[" * 100_000, "The response is not JSON but something else."),
        ("  <html>", "The response is not JSON but an HTML or XML page: did a login page or a proxy answer?"),
        ('{"a": {"b": 1, "b": 1}}', 'The response is ambiguous JSON: an object has the key "b" twice.'),
    ],
)
def test_anything_else_is_malformed(body: bytes | str, sentence: str) -> None:
    error = failure(answer(body).json)
    assert (error.kind, error.sentence, error.asked, error.url, error.status) == ("malformed", sentence, "the processes", "host/graphql", 200)


def test_a_key_that_is_a_secret_is_masked() -> None:
    error = failure(answer(f'{{"{SECRET}": 1, "{SECRET}": 2}}', secrets=(SECRET,)).json)
    assert error.sentence == 'The response is ambiguous JSON: an object has the key "********" twice.'


# Errors in a body


def one(message: str, code: str | None = None, *path: str | int) -> list[GraphQLError]:
    return [GraphQLError(message, code, path)]


NO_MESSAGE = "an error without a message"


@pytest.mark.parametrize(
    ("errors", "found"),
    [
        (None, []),
        ([], []),
        ([{"message": "no", "path": ["i0", 3], "extensions": {"errorCode": "SPACE_NOT_FOUND"}}], one("no", "SPACE_NOT_FOUND", "i0", 3)),
        ([{"message": "no", "extensions": {"code": "OTHER"}}], one("no", "OTHER")),
        ([{"message": "no", "extensions": {"errorCode": "", "code": "Exception: SPACE_IS_DELETED!"}}], one("no", "SPACE_IS_DELETED")),
        (
            [{"message": "Exception: IPACK_NOT_FOUND_IN_SPACE", "extensions": {"code": "X"}}],
            one("Exception: IPACK_NOT_FOUND_IN_SPACE", "IPACK_NOT_FOUND_IN_SPACE"),
        ),
        ([{"message": "Downstream Execution Error: Unauthorized "}], one("Downstream Execution Error: Unauthorized ", "UNAUTHORIZED")),
        ([{"message": "NOT_A_SPACE_NOT_FOUND"}], one("NOT_A_SPACE_NOT_FOUND")),
        ([{"message": {"a": 1}, "path": "i0", "extensions": "x"}], one('{"a": 1}')),
        ([{"path": ["i0", None, 1.5]}], one(NO_MESSAGE, None, "i0")),
        ([None, "text"], [*one(NO_MESSAGE), *one("text")]),
        ({"message": "not in a list"}, one("not in a list")),
        ("text", one("text")),
    ],
)
def test_the_errors_of_graphql(errors: Any, found: list[GraphQLError]) -> None:
    assert answer().graphql_errors({"errors": errors}) == found


def test_a_document_that_is_not_an_object_has_no_errors() -> None:
    assert answer().graphql_errors([{"errors": ["x"]}]) == rest_errors("message") == []


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"message": "no"}, one("no")),
        ({"errorMessage": "no"}, one("no")),
        ({"error": {"message": "no"}}, one("no")),
        ({"error": "no"}, one("no")),
        ({"error": {"code": 5}}, one('{"code": 5}')),
        ({"@type": "Error", "message": "UNAUTHORIZED"}, one("UNAUTHORIZED", "UNAUTHORIZED")),
        ({"result": []}, []),
        ({"message": ""}, []),
    ],
)
def test_the_error_of_rest(document: dict[str, Any], found: list[GraphQLError]) -> None:
    assert rest_errors(document) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('{"errors": [{"message": "no"}]}', one("no")),
        ('{"message": "no"}', one("no")),
        ('"just a string"', one("just a string")),
        ("[1]", one("[1]")),
        ("{}", one("")),
        ("", one("")),
        ("plain\ntext", one("plain\ntext")),
        ("<html>a page</html>", one("")),
        ("<error><message>a &lt; b</message></error>", one("a < b")),
        ('<ns:error><ns:message lang="en"> <![CDATA[ no ]]> </ns:message></ns:error>', one("no")),
        ("<UserMessage><Data>no</Data><message>other</message></UserMessage>", one("no")),
        (b"caf\xe9", one("caf\ufffd")),
        ("[" * 100_000, one("[" * LONGEST_MESSAGE + "…")),
    ],
    ids=lambda value: str(value)[:40],
)
def test_the_errors_in_a_body_of_any_form(body: bytes | str, found: list[GraphQLError]) -> None:
    assert answer(body).errors() == found


def test_a_message_in_xml_is_searched_for_at_the_beginning_alone() -> None:
    """A search that tries each of a million opening tags to the end of the body would take hours."""
    assert answer("<message>" * 1_000_000).errors() == one("")
    assert answer(f"<error>{' ' * 4_000}<message>no</message></error>").errors() == one("")


# The error that a response is


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((401, "auth"), (403, "auth"), (404, "not_found"), (410, "not_found"), (429, "throttled"), (503, "throttled")),
        *((502, "unreachable"), (504, "unreachable"), (400, "rejected"), (500, "rejected"), (413, "rejected")),
    ],
)
def test_the_kind_of_a_status(status: int, kind: str) -> None:
    error = answer('{"message": "said"}', status).failure()
    assert error.as_data() == {"kind": kind, "code": None, "status": status, "url": "host/graphql", "message": "said", "instance_id": None, "instance_ids": []}
    assert error.sentence == SENTENCES.get(status, REJECTED)
    assert (kind == "rejected") == (status not in STATUS_KINDS)


@pytest.mark.parametrize("code", CODES)
def test_the_kind_of_a_code(code: str) -> None:
    error = answer(json.dumps({"errors": [{"message": "said", "extensions": {"code": code}}]})).failure()
    kind = CODE_KINDS.get(code, "rejected")
    assert (error.kind, error.code, error.message) == (kind, code, "said")
    assert error.sentence == (SENTENCES[403] if kind == "auth" else CODE_SENTENCES.get(code, REJECTED))


def test_a_missing_privilege_of_rest_has_the_status_400() -> None:
    error = answer('{"message": "The user does not have access rights to it"}', 400).failure()
    assert (error.kind, error.sentence) == ("auth", SENTENCES[403])


@pytest.mark.parametrize(
    ("code", "status", "instance_id", "sentence"),
    [
        ("IPACK_INSTANCE_ID_INVALID", 200, "x", f'Instance "x": {REJECTED}'),
        (None, 500, "x", f'Instance "x": {SENTENCES[500]}'),
        ("SPACE_NOT_FOUND", 200, None, CODE_SENTENCES["SPACE_NOT_FOUND"]),
        ("UNAUTHORIZED", 200, None, SENTENCES[403]),
        (None, 401, None, SENTENCES[401]),
    ],
)
def test_an_error_is_about_the_instance_unless_it_is_about_the_login_or_the_space(
    code: str | None, status: int, instance_id: str | None, sentence: str
) -> None:
    error = answer(status=status).failure(GraphQLError("said", code, ()), "x")
    assert (error.instance_id, error.sentence) == (instance_id, sentence)


def test_a_message_without_text_is_none() -> None:
    error = answer(status=404).failure()
    assert (error.message, error.as_data()["message"]) == (None, SENTENCES[404])


def test_secrets_are_masked_in_message_and_code() -> None:
    error = answer(status=400, secrets=(SECRET,)).failure(GraphQLError(f"got {SECRET}", f"X {SECRET}", ()))
    assert (error.message, error.code) == ("got ********", "X ********")


@pytest.mark.parametrize("body", ['{"message": "%s"}', '{"errors": [{"message": "%s"}]}', '"%s"', '["%s"]', "plain %s"])
def test_a_message_is_clipped(body: str) -> None:
    error = answer(body % ("x" * 1_000_000), 400).failure()
    assert len(error.message or "") == LONGEST_MESSAGE + 1


@pytest.mark.slow
def test_a_code_is_clipped_before_anything_is_searched_for_in_it() -> None:
    """A code of 30 MB took a minute and a half."""
    code = (SECRET[:-1] + " eyJhbGciOi.") * 1_000_000
    error = answer(json.dumps({"errors": [{"message": code, "extensions": {"code": code}}]}), 400, (SECRET,)).failure()
    assert 100 < len(error.code or "") <= LONGEST_CODE
    assert SECRET[:16] not in f"{error.code} {error.message}"


def errors(number: int) -> str:
    return json.dumps({"errors": [{"message": str(index)} for index in range(number)]})


def test_at_most_a_thousand_errors_are_read() -> None:
    assert len(answer(errors(MOST_ERRORS), 400).errors()) == 1_000
    error = failure(answer(errors(MOST_ERRORS + 1), 400).errors)
    assert (error.kind, error.sentence) == ("malformed", "The response has 1,001 errors, of which at most 1,000 are read.")


def test_a_status_that_says_enough_needs_no_body() -> None:
    error = answer(errors(MOST_ERRORS + 1), 503).failure()
    assert (error.kind, error.message) == ("throttled", None)
    assert failure(lambda: answer(errors(MOST_ERRORS + 1), 400).failure()).kind == "malformed"


def test_too_many_objects_are_malformed_with_their_number() -> None:
    body = b"[" + b"{}," * 100_000 + b"{}]"
    error = failure(answer(body).json)
    assert isinstance(error, LargeAnswerError)
    assert (error.kind, error.sentence) == (
        "malformed",
        "The response has 100,001 objects, of which at most 100,000 are read. Ask for fewer instances at once, or lower batch_size.",
    )
    assert failure(answer(body, 400).errors).sentence == "The response has 100,001 objects, of which at most 100,000 are read."


def test_an_undocumented_status_is_malformed() -> None:
    error = answer(status=206).odd_status()
    assert (error.kind, error.status, error.sentence) == ("malformed", 206, "The response has the undocumented status 206.")


def test_malformed_names_the_instance() -> None:
    assert answer().malformed("It is odd.", "x").instance_id == "x"


@pytest.mark.parametrize(
    "write", [json.dumps, lambda value: json.dumps(value).replace("-", "\\u002d"), lambda value: json.dumps(value).replace("o", "\\u006F")]
)
@pytest.mark.parametrize(
    "facts", [{"name": f"x{SECRET}"}, {SECRET[:20]: 1}, [[{"a": [f"ä {SECRET[3:19]}"]}]], "eyJhbGciOiJI.eyJleHAiOjE3", [3, 1234567890123456]]
)
def test_a_response_that_echoes_credentials_is_malformed(write: Any, facts: Any) -> None:
    found = answer(write({"data": facts}), secrets=(SECRET, "1234567890123456"))
    error = failure(lambda: found.check_secrets(facts))
    assert (error.kind, error.sentence) == ("malformed", "The response echoes credentials and was discarded; check for a proxy.")


def test_what_does_not_become_facts_may_hold_a_secret() -> None:
    answer(json.dumps({"errors": [SECRET], "data": {"name": "other"}}), secrets=(SECRET,)).check_secrets({"name": "other"})


def test_a_short_secret_may_occur_in_a_response() -> None:
    answer('{"name": "secret"}', secrets=("secret",)).check_secrets({"name": "secret"})
    answer('{"name": "other"}', secrets=(SECRET,)).check_secrets({"name": "other"})


def test_repr_shows_no_secret() -> None:
    assert SECRET not in repr(answer(secrets=(SECRET,)))

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
    LONGEST_MESSAGE,
    SENTENCES,
    STATUS_KINDS,
    Answer,
    GraphQLError,
    graphql_errors,
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
    assert graphql_errors({"errors": errors}) == found


def test_a_document_that_is_not_an_object_has_no_errors() -> None:
    assert graphql_errors([{"errors": ["x"]}]) == rest_errors("message") == []


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
        ("[" * 100_000, one("[" * 100_000)),
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
    assert error.as_data() == {"kind": kind, "code": None, "status": status, "url": "host/graphql", "message": "said", "instance_id": None}
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


def test_a_message_is_clipped() -> None:
    error = answer(status=400).failure(GraphQLError("x" * (LONGEST_MESSAGE + 1), None, ()))
    assert error.message == "x" * LONGEST_MESSAGE + "…"


def test_an_undocumented_status_is_malformed() -> None:
    error = answer(status=206).odd_status()
    assert (error.kind, error.status, error.sentence) == ("malformed", 206, "The response has the undocumented status 206.")


def test_malformed_names_the_instance() -> None:
    assert answer().malformed("It is odd.", "x").instance_id == "x"


def test_a_response_that_echoes_credentials_is_malformed() -> None:
    error = failure(answer(f'{{"name": "{SECRET}"}}', secrets=(SECRET,)).check_secrets)
    assert (error.kind, error.sentence) == ("malformed", "The response echoes credentials and was discarded; check for a proxy.")


def test_a_short_secret_may_occur_in_a_response() -> None:
    answer('{"name": "secret"}', secrets=("secret",)).check_secrets()
    answer('{"name": "other"}', secrets=(SECRET,)).check_secrets()


def test_repr_shows_no_secret() -> None:
    assert SECRET not in repr(answer(secrets=(SECRET,)))

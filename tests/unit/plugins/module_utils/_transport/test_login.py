# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The login: tokens are obtained, renewed in time and once after a 401, and a refused login is an error."""

from __future__ import annotations

import base64
import json
from concurrent import futures
from typing import Any

import pytest
import requests

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._sources.spaces import SpacesSource
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http
from ansible_collections.boomi.spaces.plugins.module_utils._transport.login import Login
from tests.sandbox import Sandbox
from tests.unit.asking import GERMANY, ORDER_TO_CASH, ask, connect, failure
from tests.unit.clock import Clock

USER = "integration.ops@nordwind.example"


def refused(sandbox: Sandbox, **connection: Any) -> BoomiError:
    error = failure(ask, sandbox, instance_ids=[ORDER_TO_CASH], connection=connection)
    assert sandbox.environment["BOOMI_API_TOKEN"] not in str(error)
    return error


def obtained(sandbox: Sandbox) -> str:
    """A token as a user obtains it by hand."""
    given = sandbox.environment
    url = f"{sandbox.url}/auth/jwt/generate/{given['BOOMI_ACCOUNT_ID']}"
    with requests.get(url, auth=(f"BOOMI_TOKEN.{given['BOOMI_USERNAME']}", given["BOOMI_API_TOKEN"]), timeout=5) as answer:
        return answer.text


@pytest.mark.parametrize("username", [USER, f"BOOMI_TOKEN.{USER}"])
def test_the_prefix_is_added_where_it_is_missing_and_never_twice(sandbox: Sandbox, username: str) -> None:
    ask(sandbox, instance_ids=[ORDER_TO_CASH], connection={"username": username})
    (login,) = sandbox.requests("/auth")
    pair = base64.b64decode(login.headers["authorization"].removeprefix("Basic ")).decode()
    assert pair == f"BOOMI_TOKEN.{USER}:{sandbox.environment['BOOMI_API_TOKEN']}"
    assert (login.method, login.path) == ("GET", "/auth/jwt/generate/nordwindhandel-7KQ2ZD")


def test_the_graphql_request_carries_what_is_documented(sandbox: Sandbox) -> None:
    ask(sandbox, instance_ids=[ORDER_TO_CASH])
    (request,) = sandbox.requests("/graphql")
    assert request.method == "POST"
    assert request.headers["authorization"].startswith("Bearer ey")
    assert request.headers["space_guid"] == sandbox.environment["BOOMI_SPACE_GUID"]
    assert (request.headers["accept"], request.headers["content-type"]) == ("application/json", "application/json")


def test_user_name_and_account_id_swapped(sandbox: Sandbox) -> None:
    error = refused(sandbox, username=sandbox.environment["BOOMI_ACCOUNT_ID"], account_id=USER)
    assert (error.kind, error.status) == ("auth", 401)
    assert str(error).startswith("Boomi refused the login. Check that user name and account ID are not swapped")
    assert error.url == f"{sandbox.url[7:]}/auth/jwt/generate/integration.ops%40nordwind.example"
    assert len(sandbox.log) == 1, "a refused login is not tried again"


@pytest.mark.parametrize("account", ["a/b", "a?b=c", "../x", "a\nb", "ü"])
def test_an_account_id_cannot_change_the_address(sandbox: Sandbox, account: str) -> None:
    assert refused(sandbox, account_id=account).kind == "auth"
    assert sandbox.log[0].path.startswith("/auth/jwt/generate/")
    assert sandbox.log[0].path.count("/") == 4


def test_a_wrong_api_token(sandbox: Sandbox) -> None:
    error = refused(sandbox, api_token="wr0ng-tökén")
    assert (error.kind, error.status) == ("auth", 401)
    assert "wr0ng" not in str(error)


def test_a_token_serves_all_requests(sandbox: Sandbox) -> None:
    ask(sandbox, include_names=True)
    assert len(sandbox.requests("/auth")) == 1
    assert len({request.headers["authorization"] for request in sandbox.requests("/graphql")}) == 1


def test_a_token_is_renewed_before_it_expires(sandbox: Sandbox, clock: Clock) -> None:
    connection = connect(sandbox)
    with Http(connection) as http:
        login = Login(connection, http)
        first = login.token()
        clock.sleep(0.9 * 300 - 5)  # a token tells whole seconds
        assert login.token() == first
        clock.sleep(10)
        second = login.token()
        assert login.token() == second
    assert second != first
    assert len(sandbox.requests("/auth")) == 2


def test_a_token_that_has_expired_by_a_clock_that_may_be_wrong_is_used(sandbox: Sandbox, clock: Clock) -> None:
    clock.sleep(1000)
    connection = connect(sandbox)
    with Http(connection) as http:
        login = Login(connection, http)
        assert login.token() == login.token()
    assert len(sandbox.requests("/auth")) == 1


def test_threads_share_a_login(sandbox: Sandbox) -> None:
    connection = connect(sandbox)
    with Http(connection) as http, futures.ThreadPoolExecutor(8) as pool:
        login = Login(connection, http)
        first = {one.result() for one in [pool.submit(login.token) for dummy in range(8)]}
        second = {one.result() for one in [pool.submit(login.token, refused=next(iter(first))) for dummy in range(8)]}
    assert (len(first), len(second), len(first | second)) == (1, 1, 2)
    assert len(sandbox.requests("/auth")) == 2


def test_a_token_that_expires_in_the_middle_of_a_run(sandbox: Sandbox) -> None:
    connection = connect(sandbox, batch_size=1)
    with Http(connection) as http:
        source = SpacesSource(connection, http)
        source.processes([ORDER_TO_CASH])
        sandbox.revoke_tokens()
        answer = source.processes([ORDER_TO_CASH, GERMANY])
    assert (len(answer.found[ORDER_TO_CASH]), len(answer.found[GERMANY]), answer.unknown) == (5, 2, {})
    assert len(sandbox.requests("/auth")) == 2, "requests in flight share one login"
    assert {request.status for request in sandbox.requests("/graphql")} == {200, 401}


def test_a_second_401_is_the_end(sandbox: Sandbox) -> None:
    sandbox.fail(status=401, times=None)
    error = refused(sandbox)
    assert (error.kind, error.status) == ("auth", 401)
    assert [request.path for request in sandbox.log] == ["/auth/jwt/generate/nordwindhandel-7KQ2ZD", "/graphql"] * 2


def test_a_ready_token_needs_no_login(sandbox: Sandbox) -> None:
    token = obtained(sandbox)
    sandbox.clear()
    facts = ask(sandbox, instance_ids=[ORDER_TO_CASH], connection={"access_token": token, "account_id": None, "username": None, "api_token": None})
    assert (facts.counts["request_count"], len(sandbox.log)) == (1, 1)
    assert sandbox.log[0].headers["authorization"] == f"Bearer {token}"


def test_a_ready_token_that_has_expired(sandbox: Sandbox) -> None:
    token = obtained(sandbox)
    sandbox.revoke_tokens()
    error = refused(sandbox, access_token=token, username=None)
    assert (error.kind, error.status) == ("auth", 401)
    assert error.sentence.startswith("Boomi refused access_token: it has expired (a token is valid for five minutes)")
    assert token not in str(error)


def test_a_ready_token_that_has_expired_is_renewed_where_that_is_possible(sandbox: Sandbox) -> None:
    token = obtained(sandbox)
    sandbox.revoke_tokens()
    sandbox.clear()
    facts = ask(sandbox, instance_ids=[ORDER_TO_CASH], connection={"access_token": token})
    assert facts.counts["request_count"] == 3


@pytest.mark.parametrize("wrap", ["{}\n", '"{}"', "  {}  "])
def test_a_token_in_other_wrappings(sandbox: Sandbox, wrap: str) -> None:
    token = obtained(sandbox)
    sandbox.clear()
    sandbox.fail("/auth", body=wrap.format(token))
    ask(sandbox, instance_ids=[ORDER_TO_CASH])
    assert sandbox.requests("/graphql")[0].headers["authorization"] == f"Bearer {token}"


NO_TOKENS = ["<html><body>Log in</body></html>", "", '{"message": "no"}', "two words", "line\nbreak", "[1]", "null", "true", "false", "0", "OK", "x" * 20_000]


@pytest.mark.parametrize("body", NO_TOKENS)
def test_an_answer_that_is_no_token(sandbox: Sandbox, body: str) -> None:
    sandbox.fail("/auth", status=200, body=body)
    error = refused(sandbox)
    assert error.kind == "malformed"
    assert error.sentence.startswith("The response to the login is not a token. Check platform_url")


@pytest.mark.parametrize(
    "body",
    [
        '<UserMessage id="error.user.login" type="error"><Data>Incorrect user name and password combination.</Data></UserMessage>',
        "<error><message>Incorrect user name and password combination.</message></error>",
        '{"message": "Incorrect user name and password combination."}',
        '{"error": {"message": "Incorrect user name and password combination."}}',
        '{"@type": "Error", "message": "Incorrect user name and password combination."}',
        "Incorrect user name and password combination.",
    ],
)
def test_the_servers_words_in_whichever_form_they_come(sandbox: Sandbox, body: str) -> None:
    sandbox.fail("/auth", status=403, body=body)
    error = refused(sandbox)
    assert (error.kind, error.status, error.message) == ("auth", 403, "Incorrect user name and password combination.")


def test_a_server_that_repeats_the_secrets(sandbox: Sandbox) -> None:
    token = sandbox.environment["BOOMI_API_TOKEN"]
    pair = base64.b64encode(f"BOOMI_TOKEN.{USER}:{token}".encode()).decode()
    sandbox.fail("/auth", status=401, body={"message": f"got {token} as Basic {pair}"})
    error = refused(sandbox)
    assert pair not in str(error)
    assert error.message == "got ******** as Basic ********"


@pytest.mark.parametrize("status", [201, 203, 206, 400, 404])
def test_a_token_with_another_status_is_not_shown(sandbox: Sandbox, status: int) -> None:
    token = obtained(sandbox)
    sandbox.fail(path="/auth", status=status, body=token)
    error = refused(sandbox)
    assert error.kind == {400: "rejected", 404: "not_found"}.get(status, "malformed")
    assert token.split(".")[1] not in f"{error} {error.as_data()}"
    assert len(sandbox.log) == 2


def test_a_token_of_many_parts_is_not_a_token(sandbox: Sandbox) -> None:
    """It would take minutes to mask each of its parts."""
    sandbox.fail(path="/auth", body="abcdefghijklmnop." * 200_000)
    assert refused(sandbox).kind == "malformed"


def test_tokens_without_a_readable_expiry_are_used_until_they_are_refused(sandbox: Sandbox) -> None:
    far = base64.urlsafe_b64encode(json.dumps({"exp": 10**400}).encode()).decode()
    for token in ("opaque", "a.b.c", "a.bnVsbA.c", "a.eyJleHAiOiAiMTIifQ.c", "a.eyJleHAiOiBudWxsfQ.c", f"a.{far}.c"):
        connection = connect(sandbox, access_token=token)
        with Http(connection) as http:
            assert Login(connection, http).token() == token

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JWT endpoint, and the tokens it issues."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from tests.waiting import PATIENCE

QUERY = "{spaces{id}}"


def payload(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    decoded: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return decoded


def test_a_token_is_a_jwt_in_plain_text(client):
    client.sandbox.clock.advance()
    response = client.login()
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/plain;charset=utf-8")
    claims = payload(response.text)
    assert claims["sub"] == "integration.ops@nordwind.example"
    assert claims["account"] == "nordwindhandel-7KQ2ZD"
    assert claims["exp"] == claims["iat"] + 300
    assert claims["iat"] == int(client.sandbox.clock.now())
    assert json.loads(base64.urlsafe_b64decode(response.text.split(".")[0] + "==")) == {"alg": "HS256", "typ": "JWT"}


@pytest.mark.parametrize(
    "changes",
    [
        {"user": "integration.ops@nordwind.example"},
        {"user": "BOOMI_TOKEN.BOOMI_TOKEN.integration.ops@nordwind.example"},
        {"user": "BOOMI_TOKEN.someone.else@nordwind.example"},
        {"user": "BOOMI_TOKEN.auditor@nordwind.example"},
        {"secret": "wrong"},
        {"account": "nordwindhandel-000000"},
        {"user": "BOOMI_TOKEN.nordwindhandel-7KQ2ZD", "account": "integration.ops@nordwind.example"},
    ],
)
def test_wrong_credentials_get_a_bare_401(client, changes):
    response = client.login(**changes)
    assert (response.status_code, response.content, response.headers["WWW-Authenticate"]) == (401, b"", "Basic")


def test_no_credentials_get_a_bare_401(client):
    response = client.session.get(f"{client.sandbox.url}/auth/jwt/generate/nordwindhandel-7KQ2ZD", timeout=PATIENCE)
    assert (response.status_code, response.content) == (401, b"")


def test_garbage_in_the_authorization_header_is_a_401(client):
    url = f"{client.sandbox.url}/auth/jwt/generate/nordwindhandel-7KQ2ZD"
    for value in ("Basic", "Basic %%%", "Basic /w==", "Bearer abc"):
        assert client.session.get(url, headers={"Authorization": value}, timeout=PATIENCE).status_code == 401


def test_a_second_user_may_log_in(client):
    secret = client.sandbox.account.users[1].api_token
    assert payload(client.login(user="BOOMI_TOKEN.auditor@nordwind.example", secret=secret).text)["sub"] == "auditor@nordwind.example"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD"])
def test_the_endpoint_only_takes_get(client, method):
    response = client.session.request(method, f"{client.sandbox.url}/auth/jwt/generate/nordwindhandel-7KQ2ZD", timeout=PATIENCE)
    assert (response.status_code, response.headers["Allow"]) == (405, "GET")


def test_two_tokens_are_never_the_same(client):
    assert client.login().text != client.login().text


def test_a_token_expires(client):
    client.sandbox.clock.advance()
    assert client.ask(QUERY).status_code == 200
    client.sandbox.clock.advance(298)
    assert client.ask(QUERY).status_code == 200
    client.sandbox.clock.advance(2)
    assert client.ask(QUERY).status_code == 401
    client.token = None
    assert client.ask(QUERY).status_code == 200


def test_the_lifetime_can_be_given_at_the_start(serve):
    short = serve("demo.yml", token_lifetime=60)
    claims = payload(short.login().text)
    assert claims["exp"] - claims["iat"] == 60
    assert short.sandbox.token_lifetime == 60


def test_a_revoked_token_is_refused_and_a_new_one_is_not(client):
    assert client.ask(QUERY).status_code == 200
    client.sandbox.revoke_tokens()
    assert client.ask(QUERY).status_code == 401
    client.token = None
    assert client.ask(QUERY).status_code == 200


def test_the_published_body_of_a_401(client):
    response = client.ask("query spaceAccounts{spaceAccounts{id name}}", Authorization=None)
    assert response.status_code == 401
    assert response.json() == {
        "data": None,
        "errors": [{"message": "Downstream Execution Error: Unauthorized", "path": ["spaceAccounts"], "extensions": {}}],
    }


def test_the_401_names_every_field(client):
    response = client.ask("{a: spaces{id} b: environments{id}}", Authorization="Bearer x.y.z")
    assert [error["path"] for error in response.json()["errors"]] == [["a"], ["b"]]


def test_tokens_that_do_not_hold_are_refused(client, serve):
    good = client.login().text
    head, claims, signature = good.split(".")
    forged = base64.urlsafe_b64encode(json.dumps({**payload(good), "exp": 9999999999}).encode()).decode().rstrip("=")
    foreign = serve("02-unscheduled-pack.yml").login().text
    unsigned = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    bad = ["", "x", f"{head}.{forged}.{signature}", f"{head}.{claims}.", f"{unsigned}.{claims}.", f"{head}.{claims}", foreign]
    for token in bad:
        assert client.ask(QUERY, Authorization=f"Bearer {token}").status_code == 401, token
    assert client.ask(QUERY, Authorization=f"Basic {good}").status_code == 401
    assert client.ask(QUERY, Authorization=f"Bearer {good}").status_code == 200

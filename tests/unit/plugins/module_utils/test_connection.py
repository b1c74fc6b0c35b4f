# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of connection options: documented, typed, checked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from ansible.module_utils.basic import env_fallback

from ansible_collections.boomi.spaces.plugins.doc_fragments.connection import ModuleDocFragment
from ansible_collections.boomi.spaces.plugins.module_utils._connection import (
    Connection,
    Region,
    SourceName,
    argument_spec,
    connection_from,
    given_options,
    unset_blank_variables,
)
from tests.unit.asking import failure

GIVEN = {"account_id": "company-A1B2C3", "username": "me@company.example", "api_token": "s3cret", "space_guid": "b3b0"}
DOCUMENTED = yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"]
SOURCES = yaml.safe_load(ModuleDocFragment.PLUGIN)["options"]


def connection(**changed: object) -> Connection:
    return connection_from({**GIVEN, **changed}.get)


def refusal(**changed: object) -> str:
    error = failure(connection, **changed)
    assert error.kind == "usage"
    assert "s3cret" not in str(error)
    return str(error)


def test_the_documented_options_are_those_of_the_table() -> None:
    spec = argument_spec(env_fallback)
    assert list(DOCUMENTED) == list(spec)
    assert list(SOURCES) == list(spec)


@pytest.mark.parametrize("name", list(DOCUMENTED))
def test_an_option_means_the_same_in_the_table_and_in_the_documentation(name: str) -> None:
    spec = argument_spec(env_fallback)[name]
    documented = DOCUMENTED[name]
    assert documented["type"] == spec["type"]
    assert documented.get("default") == spec.get("default")
    assert documented.get("choices") == spec.get("choices")
    assert documented["description"]
    assert spec["fallback"] == (env_fallback, [f"BOOMI_{name.upper()}"])
    assert SOURCES[name] == {
        "env": [{"name": f"BOOMI_{name.upper()}"}],
        "ini": [{"section": "boomi", "key": name}],
        "vars": [{"name": f"boomi_{name}"}],
    }


def test_sources_and_regions_are_literals() -> None:
    spec = argument_spec(env_fallback)
    assert spec["source"]["choices"] == list(get_args(SourceName)) == ["spaces", "platform"]
    assert spec["region"]["choices"] == list(get_args(Region)) == ["us", "gb"]


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("validate_certs", "no", False),
        ("validate_certs", "yes", True),
        ("validate_certs", 0, False),
        ("validate_certs", " ", True),
        ("timeout", "2.5", 2.5),
        ("timeout", "", 30),
        ("retries", "0", 0),
        ("batch_size", "7", 7),
        ("requests_per_second", 2, 2.0),
        ("username", " me ", "me"),
        ("account_id", 4711, "4711"),
    ],
)
def test_an_option_has_the_type_of_the_table(name: str, given: object, value: object) -> None:
    found = getattr(connection(**{name: given}), name)
    assert (found, type(found)) == (value, type(value))


def test_a_path_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ca.pem").write_text("-")
    monkeypatch.chdir(tmp_path)
    assert connection(ca_path="ca.pem").ca_path == str(tmp_path / "ca.pem")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert connection(ca_path="~/ca.pem").ca_path == str(tmp_path / "ca.pem")


def test_of_the_levels_that_give_an_option_the_first_wins_and_the_environment_is_last() -> None:
    environment = {"BOOMI_USERNAME": "environment", "BOOMI_ACCOUNT_ID": "environment", "BOOMI_RETRIES": "7", "BOOMI_TIMEOUT": " ", "OTHER": "x"}
    levels: list[dict[str, Any]] = [{"username": "first", "account_id": None}, {"username": "second", "account_id": " ", "validate_certs": "no", "other": 1}]
    assert given_options(*levels, environment=environment) == {"username": "first", "account_id": "environment", "retries": 7, "validate_certs": False}


@pytest.mark.parametrize(
    ("level", "environment", "sentence"),
    [
        ({"validate_certs": "tru"}, {}, 'validate_certs is "tru"; it must be true or false.'),
        ({}, {"BOOMI_VALIDATE_CERTS": "tru"}, 'validate_certs is "tru"; it must be true or false.'),
        ({"timeout": "abc"}, {"BOOMI_TIMEOUT": "5"}, 'timeout is "abc"; it must be a number.'),
    ],
)
def test_an_option_of_another_type_is_a_usage_error_at_every_level(level: dict[str, Any], environment: dict[str, str], sentence: str) -> None:
    error = failure(given_options, level, environment=environment)
    assert (error.kind, str(error)) == ("usage", sentence)


def test_a_level_behind_the_one_that_gives_the_option_is_not_looked_at() -> None:
    assert given_options({"timeout": 5}, environment={"BOOMI_TIMEOUT": "abc"}) == {"timeout": 5.0}


def test_only_real_secrets_are_hidden() -> None:
    assert [name for name, option in argument_spec(env_fallback).items() if option["no_log"]] == ["api_token", "access_token", "client_key"]


def test_the_defaults() -> None:
    made = connection()
    assert (made.source, made.region, made.validate_certs, made.timeout, made.retries) == ("spaces", "us", True, 30, 5)
    assert (made.requests_per_second, made.batch_size) == (5, 25)
    assert made.graphql_url == "https://platform.boomi.com/graphql"
    assert made.platform_base == "https://api.boomi.com"


def test_the_region_sets_both_urls_and_each_can_be_overridden() -> None:
    assert connection(region="gb").graphql_url == "https://platform.gb.boomi.com/graphql"
    assert connection(region="gb").platform_base == "https://api.platform.gb.boomi.com"
    assert connection(region="gb", spaces_url="https://gateway.example/boomi").graphql_url == "https://gateway.example/boomi"
    assert connection(platform_url="https://gateway.example/").platform_base == "https://gateway.example"


def test_repr_shows_no_secret() -> None:
    assert "s3cret" not in repr(connection(access_token="t0p"))
    assert "t0p" not in repr(connection(access_token="t0p"))
    assert repr(connection(client_cert="/", client_key=__file__)).count(__file__) == 0


def test_no_credentials_at_all_are_told_in_one_sentence() -> None:
    sentence = refusal(account_id=None, username=None, api_token=None, space_guid=None)
    assert sentence.startswith("The connection is incomplete: account_id, username, api_token and space_guid are not given")
    assert "(environment: BOOMI_ACCOUNT_ID, BOOMI_USERNAME, BOOMI_API_TOKEN and BOOMI_SPACE_GUID)" in sentence


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_blank_variable_is_taken_out_of_the_environment_and_others_are_left(blank: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    set_to = {"BOOMI_TIMEOUT": blank or "", "BOOMI_CLIENT_KEY": blank or "", "BOOMI_REGION": "gb", "BOOMI_OF_SOMEONE_ELSE": ""}
    for name, value in set_to.items():
        monkeypatch.setenv(name, value)
    unset_blank_variables()
    assert {name: os.environ[name] for name in set_to if name in os.environ} == {"BOOMI_REGION": "gb", "BOOMI_OF_SOMEONE_ELSE": ""}


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_half_of_the_credentials_name_the_other_half(blank: str | None) -> None:
    assert refusal(username=blank).startswith("The connection is incomplete: username is not given (environment: BOOMI_USERNAME).")


def test_a_ready_token_needs_no_credentials_but_a_space() -> None:
    given = {"access_token": " abc.def.ghi\n", "space_guid": "b3b0"}
    assert connection_from(given.get).access_token == "abc.def.ghi"
    assert refusal(access_token="abc", space_guid=None).startswith("The connection is incomplete: space_guid is not given")


@pytest.mark.parametrize("name", ["access_token", "space_guid"])
@pytest.mark.parametrize("value", ["a\nX-Evil: 1", "a b", "ü"])
def test_what_cannot_stand_in_a_header_is_refused_and_not_shown(name: str, value: str) -> None:
    sentence = refusal(**{name: value})
    assert sentence == f"{name} contains blanks, line breaks or characters that are not allowed in an HTTP header."


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"source": "soap"}, 'source is "soap"; it must be one of spaces and platform.'),
        ({"override_account": "sub"}, "override_account is only for the Platform API. Set source to platform, or leave override_account out."),
        ({"region": "mars"}, 'region is "mars"; it must be one of us and gb.'),
        ({"batch_size": 0}, "batch_size is 0; it must be a number of at least 1."),
        ({"retries": -1}, "retries is -1; it must be a number of at least 0."),
        ({"validate_certs": "perhaps"}, 'validate_certs is "perhaps"; it must be true or false.'),
        ({"timeout": "abc"}, 'timeout is "abc"; it must be a number.'),
        ({"retries": "many"}, 'retries is "many"; it must be a whole number.'),
        ({"api_token": ["s3cret"]}, "api_token is a list; it must be a string."),
        ({"timeout": 0}, "timeout is 0.0; it must be a number of at least 0.001."),
        ({"timeout": float("nan")}, "timeout is nan; it must be a number of at least 0.001."),
        ({"requests_per_second": float("inf")}, "requests_per_second is inf; it must be a number of at least 0.001."),
        ({"client_key": "key.pem"}, "client_key needs client_cert: give the certificate that belongs to the key."),
        ({"ca_path": "/none.pem"}, "ca_path: no such file: /none.pem"),
        ({"api_token": "s3cret\udcff"}, "api_token contains bytes that are not UTF-8. Check where it comes from."),
        ({"username": "\udcff"}, "username contains bytes that are not UTF-8. Check where it comes from."),
        ({"client_cert": "/none.pem"}, "client_cert: no such file: /none.pem"),
        ({"client_cert": "/", "client_key": "/s3cret.pem"}, "client_key: no such file. Check the path."),
        ({"spaces_url": "http://platform.boomi.com/graphql"}, "spaces_url is plain http:// to platform.boomi.com: credentials would travel unencrypted."),
        ({"platform_url": "http://192.168.1.5"}, "platform_url is plain http:// to 192.168.1.5"),
        ({"platform_url": "http://localhost.evil.example"}, "platform_url is plain http:// to localhost.evil.example"),
        ({"spaces_url": "platform.boomi.com/graphql"}, 'spaces_url is not a URL: "platform.boomi.com/graphql".'),
        ({"spaces_url": "ftp://platform.boomi.com"}, 'spaces_url is not a URL: "ftp://platform.boomi.com".'),
        ({"spaces_url": "https://[::1"}, "spaces_url is not a URL"),
        ({"spaces_url": "https://host:99999/"}, "spaces_url is not a URL"),
        ({"spaces_url": "https://me:pw@host/graphql"}, "spaces_url must not contain credentials, a query or a fragment"),
        ({"platform_url": "https://host?x=1"}, "platform_url must not contain credentials, a query or a fragment"),
        ({"platform_url": "https://api.boomi.com/api/rest/v1/x"}, "platform_url must be the base URL of the REST API, without a path"),
    ],
)
def test_a_mistake_is_one_sentence(changed: dict[str, object], sentence: str) -> None:
    assert refusal(**changed).startswith(sentence)


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_a_bundle_of_the_environment_that_is_not_there(variable: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.setenv(variable, str(tmp_path / "none.pem"))
    assert refusal() == f"The environment variable {variable}: no such file: {tmp_path}/none.pem. Correct it, or set ca_path."
    assert connection(validate_certs=False)
    assert connection(ca_path=str(tmp_path))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.10", "[::1]"])
def test_plain_http_goes_to_this_machine_only(host: str) -> None:
    assert connection(spaces_url=f"http://{host}:8080/graphql").graphql_url == f"http://{host}:8080/graphql"

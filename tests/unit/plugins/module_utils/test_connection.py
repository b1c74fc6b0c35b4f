# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from ansible.module_utils.basic import env_fallback

from ansible_collections.boomi.spaces.plugins.doc_fragments.connection import ModuleDocFragment
from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, argument_spec, connection_from, unset_blank_variables
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError

GIVEN = {"account_id": "company-A1B2C3", "username": "me@company.example", "api_token": "s3cret", "space_guid": "b3b0"}
DOCUMENTED = yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"]
SOURCES = yaml.safe_load(ModuleDocFragment.PLUGIN)["options"]


def connection(**changed: object) -> Connection:
    return connection_from({**GIVEN, **changed}.get)


def refusal(**changed: object) -> str:
    with pytest.raises(BoomiError) as caught:
        connection(**changed)
    assert caught.value.kind == "usage"
    assert "s3cret" not in str(caught.value)
    return str(caught.value)


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


def test_only_real_secrets_are_hidden() -> None:
    assert [name for name, option in argument_spec(env_fallback).items() if option["no_log"]] == ["api_token", "access_token", "client_key"]


def test_the_defaults() -> None:
    made = connection()
    assert (made.source, made.region, made.validate_certs, made.timeout, made.retries) == ("spaces", "us", True, 30, 5)
    assert (made.requests_per_second, made.batch_size) == (5, 10)
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
    assert sentence == f"{name} holds blanks, line breaks or characters that cannot be sent in an HTTP header."


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"source": "soap"}, 'source is "soap"; it must be one of spaces and platform.'),
        ({"override_account": "sub"}, "override_account is for the Platform API alone. Set source to platform, or leave override_account out."),
        ({"region": "mars"}, 'region is "mars"; it must be one of us and gb.'),
        ({"batch_size": 0}, "batch_size is 0; it must be a number of at least 1."),
        ({"retries": -1}, "retries is -1; it must be a number of at least 0."),
        ({"timeout": 0}, "timeout is 0.0; it must be a number of at least 0.001."),
        ({"timeout": float("nan")}, "timeout is nan; it must be a number of at least 0.001."),
        ({"requests_per_second": float("inf")}, "requests_per_second is inf; it must be a number of at least 0.001."),
        ({"client_key": "key.pem"}, "client_key needs client_cert"),
        ({"ca_path": "/none.pem"}, "ca_path names no file that is there."),
        ({"api_token": "s3cret\udcff"}, "api_token holds bytes that are not UTF-8. Check where it comes from."),
        ({"username": "\udcff"}, "username holds bytes that are not UTF-8. Check where it comes from."),
        ({"client_cert": "/none.pem"}, "client_cert names no file that is there."),
        ({"spaces_url": "http://platform.boomi.com/graphql"}, "spaces_url is plain http:// to platform.boomi.com: credentials would travel unencrypted."),
        ({"platform_url": "http://192.168.1.5"}, "platform_url is plain http:// to 192.168.1.5"),
        ({"platform_url": "http://localhost.evil.example"}, "platform_url is plain http:// to localhost.evil.example"),
        ({"spaces_url": "platform.boomi.com/graphql"}, 'spaces_url is not a URL: "platform.boomi.com/graphql".'),
        ({"spaces_url": "ftp://platform.boomi.com"}, 'spaces_url is not a URL: "ftp://platform.boomi.com".'),
        ({"spaces_url": "https://[::1"}, "spaces_url is not a URL"),
        ({"spaces_url": "https://host:99999/"}, "spaces_url is not a URL"),
        ({"spaces_url": "https://me:pw@host/graphql"}, "spaces_url must hold no credentials, query or fragment"),
        ({"platform_url": "https://host?x=1"}, "platform_url must hold no credentials, query or fragment"),
        ({"platform_url": "https://api.boomi.com/api/rest/v1/x"}, "platform_url is the base of the REST API, with no path"),
    ],
)
def test_a_mistake_is_one_sentence(changed: dict[str, object], sentence: str) -> None:
    assert refusal(**changed).startswith(sentence)


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_a_bundle_of_the_environment_that_is_not_there(variable: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.setenv(variable, str(tmp_path / "none.pem"))
    assert refusal() == f"The environment variable {variable} names no file that is there. Correct it, or set ca_path."
    assert connection(validate_certs=False)
    assert connection(ca_path=str(tmp_path))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.10", "[::1]"])
def test_plain_http_goes_to_this_machine_only(host: str) -> None:
    assert connection(spaces_url=f"http://{host}:8080/graphql").graphql_url == f"http://{host}:8080/graphql"

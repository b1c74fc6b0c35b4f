# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module and the lookup are twins: equal facts, and equal sentences where there are none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.integration.documentation import documentation
from tests.integration.playing import Run, environment, play
from tests.sandbox import Sandbox

MODULE = "boomi.spaces.integration_pack_process_info"
LOOKUP = "boomi.spaces.integration_pack_process"
GERMANY = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMg"
HR = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwNw"
SMOKE_TEST = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIzMQ"
AWKWARD = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIzMA"

QUESTIONS: dict[str, dict[str, Any]] = {
    "one": {"instance_ids": [GERMANY]},
    "nothing": {"instance_ids": [SMOKE_TEST]},
    "many": {"instance_ids": [GERMANY, SMOKE_TEST, HR]},
    "every": {},
    "named": {"instance_names": ["Order to Cash", "Finance Close"]},
    "narrowed": {"instance_ids": [HR, GERMANY], "environments": ["Test"], "atoms": ["test-cloud", "test-frankfurt-1"], "include_names": True},
    "awkward": {"instance_ids": [AWKWARD], "include_names": True},
    "batched": {"batch_size": 2},
    "platform": {"source": "platform", "requests_per_second": 100, "include_names": True, "instance_names": ["HR Master Data"]},
    "status": {"include_status": True, "instance_ids": [HR]},
}
FAILURES: dict[str, dict[str, Any]] = {
    "unknown": {"instance_ids": [HR, "nope", '<hostile> "quoted"\nline']},
    "unknown_name": {"instance_names": ["Nowhere"]},
    "ambiguous": {"instance_names": ["EDI Gateway Retail"]},
    "no_space": {"instance_ids": [HR], "space_guid": "00000000-0000-0000-0000-000000000000"},
    "swapped": {"instance_ids": [HR], "username": "nordwindhandel-7KQ2ZD", "account_id": "integration.ops@nordwind.example"},
    "no_user": {"instance_ids": [HR], "username": ""},
    "plain_http": {"instance_ids": [HR], "spaces_url": "http://platform.boomi.com/graphql"},
    "nobody_there": {"instance_ids": [HR], "spaces_url": "http://127.0.0.1:9/graphql", "retries": 0},
    "no_graphql": {"instance_ids": [HR], "spaces_url": "{{ lookup('env', 'BOOMI_PLATFORM_URL') }}/nothing"},
    "bad_query": {"instance_ids": [HR], "query": "[?name =="},
    "empty_list": {"environments": []},
    "wrong_environment": {"environments": ["Nirvana"]},
    "platform": {"source": "platform", "instance_ids": [HR, "nope"]},
    "platform_login": {"source": "platform", "api_token": "wrong"},
    "status": {"include_status": True, "instance_ids": [HR], "platform_url": "http://127.0.0.1:9", "retries": 0},
}


def as_module(name: str, asked: dict[str, Any], **task: Any) -> dict[str, Any]:
    return {MODULE: asked, "register": name, **task}


def as_lookup(name: str, asked: dict[str, Any]) -> dict[str, Any]:
    """The same question to the lookup, its answer kept as ``lookup_NAME``."""
    terms = "".join(f", *asked_{name}.instance_ids" for dummy in [0] if "instance_ids" in asked)
    others = "".join(f", {option}=asked_{name}.{option}" for option in asked if option != "instance_ids")
    return {
        "ansible.builtin.set_fact": {f"lookup_{name}": "{{ query('" + LOOKUP + "'" + terms + others + ") }}"},
        "vars": {f"asked_{name}": asked},
    }


@pytest.fixture(scope="module")
def answers(_running: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    tasks = [task for name, asked in QUESTIONS.items() for task in (as_module(name, asked), as_lookup(name, asked))]
    keep = [key for name in QUESTIONS for key in (name, f"lookup_{name}")]
    _running.rate_limit = None  # of the platform, which is asked without a pace
    done = play(tasks, tmp_path_factory.mktemp("answers"), environment(**_running.environment), keep=keep)
    return done.check().values


@pytest.fixture(scope="module")
def failures(_running: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Run:
    tasks: list[dict[str, Any]] = []
    for name, asked in FAILURES.items():
        tasks.append(as_module(name, asked, ignore_errors=True))
        told = {"ansible.builtin.set_fact": {f"told_{name}": "{{ ansible_failed_result.msg }}"}}
        tasks.append({"block": [as_lookup(name, asked)], "rescue": [told]})
    keep = [key for name in FAILURES for key in (name, f"told_{name}")]
    return play(tasks, tmp_path_factory.mktemp("failures"), environment(**_running.environment), keep=keep, flags=("-vvv",))


@pytest.mark.parametrize("name", QUESTIONS)
def test_equal_facts(answers: dict[str, Any], name: str) -> None:
    module, elements = answers[name], answers[f"lookup_{name}"]
    assert [process for element in elements for process in element] == module["processes"]
    assert len(elements) == len(module["instance_ids"])
    assert module["changed"] is False
    for instance_id, element in zip(module["instance_ids"], elements):
        assert {process["instance_id"] for process in element} <= {instance_id}


def test_the_lookup_gives_a_list_for_each_term_be_there_none_one_or_many(answers: dict[str, Any]) -> None:
    assert [len(element) for element in answers["lookup_many"]] == [2, 0, 4]
    assert answers["lookup_nothing"] == [[]]
    assert [len(element) for element in answers["lookup_one"]] == [2]


def test_names_are_data(answers: dict[str, Any]) -> None:
    assert [process["name"] for process in answers["awkward"]["processes"]] == [
        'Reklamation "dringend" – Bob\'s Büro 📦',
        "{{ jinja }} {% raw %}Preisliste",
        "<b>Newsletter</b> & Umfrage",
        "Ticket Import\nzweite Zeile",
        "\u200fطلبات العملاء",
        "  Rückrufliste  ",
    ]


@pytest.mark.parametrize("name", FAILURES)
def test_equal_sentences(failures: Run, name: str) -> None:
    module, told = failures.values[name], failures.values[f"told_{name}"]
    assert module["failed"] is True
    assert module["msg"] in told
    assert "Traceback" not in module["msg"] + told
    assert set(module["error"]) == {"kind", "code", "status", "url", "message", "instance_id", "instance_ids"}


def test_the_kinds_of_failure(failures: Run) -> None:
    assert {name: failures.values[name]["error"]["kind"] for name in FAILURES} == {
        "unknown": "not_found",
        "unknown_name": "not_found",
        "ambiguous": "usage",
        "no_space": "not_found",
        "swapped": "auth",
        "no_user": "usage",
        "plain_http": "usage",
        "nobody_there": "unreachable",
        "no_graphql": "not_found",
        "bad_query": "usage",
        "empty_list": "usage",
        "wrong_environment": "not_found",
        "platform": "not_found",
        "platform_login": "auth",
        "status": "unreachable",
    }


def test_no_failure_shows_a_traceback(failures: Run) -> None:
    assert failures.returncode == 0, failures.output
    assert "Traceback (most recent call last)" not in failures.output


def test_a_missing_instance_in_the_lookup_is_an_empty_list_and_a_warning(sandbox: Sandbox, tmp_path: Path) -> None:
    task = {"ansible.builtin.set_fact": {"found": "{{ query('" + LOOKUP + "', 'nope', '" + HR + "', missing='report') | map('length') }}"}}
    done = play([task], tmp_path, environment(**sandbox.environment), keep=["found"])
    assert done.values["found"] == [0, 4]
    assert 'Boomi does not know "nope" in this space.' in done.output


def test_the_lookup_refuses_options_that_it_does_not_have(sandbox: Sandbox, tmp_path: Path) -> None:
    task = {"ansible.builtin.debug": {"msg": "{{ query('" + LOOKUP + "', instance_ids=['x'], enviroments=['y']) }}"}}
    done = play([task], tmp_path, environment(**sandbox.environment))
    assert done.returncode != 0
    assert "The lookup has no option enviroments and instance_ids. Instance IDs are its terms." in done.output
    assert sandbox.log == []


def test_a_list_is_one_term_for_each_of_its_items(sandbox: Sandbox, tmp_path: Path) -> None:
    tasks = [{"ansible.builtin.set_fact": {"found": "{{ query('" + LOOKUP + "', ['" + HR + "', '" + SMOKE_TEST + "']) | map('length') }}"}}]
    assert play(tasks, tmp_path, environment(**sandbox.environment), keep=["found"]).check().values["found"] == [4, 0]
    tasks = [{"ansible.builtin.debug": {"msg": "{{ query('" + LOOKUP + "', []) }}"}}]
    assert "terms is an empty list, which would answer nothing." in play(tasks, tmp_path, environment(**sandbox.environment)).output


def test_check_mode_does_the_same(sandbox: Sandbox, tmp_path: Path) -> None:
    done = play([as_module("one", {"instance_ids": [HR]})], tmp_path, environment(**sandbox.environment), flags=("--check", "--diff"))
    done.check()
    assert len(sandbox.requests("/graphql")) == 1


def test_a_variable_that_is_blank_is_not_given(sandbox: Sandbox, tmp_path: Path) -> None:
    """AWX sets the variables of fields that are left empty. Ansible makes the working directory of a blank path."""
    sources = [source["name"] for option in documentation(LOOKUP)["doc"]["options"].values() for source in option.get("env", [])]
    blank = {name: " " if name == "BOOMI_CA_PATH" else "" for name in sources}
    assert {"BOOMI_TIMEOUT", "BOOMI_REGION", "BOOMI_VALIDATE_CERTS", "BOOMI_CLIENT_KEY"} <= set(blank)
    done = play(
        [as_module("one", {"instance_ids": [HR]}), as_lookup("one", {"instance_ids": [HR]})],
        tmp_path,
        environment(**{**blank, **sandbox.environment}),
        keep=["one", "lookup_one"],
    ).check()
    assert [len(element) for element in done.values["lookup_one"]] == [4]
    assert done.values["one"]["processes"] == done.values["lookup_one"][0]


def test_where_options_come_from(sandbox: Sandbox, tmp_path: Path) -> None:
    """module_defaults and the environment reach the module; variables, ini and the controller's environment reach the lookup."""
    given = sandbox.environment
    others = {name: value for name, value in given.items() if name not in ("BOOMI_SPACE_GUID", "BOOMI_ACCOUNT_ID", "BOOMI_USERNAME")}
    ini = tmp_path / "ansible.cfg"
    ini.write_text(f"[boomi]\naccount_id = {given['BOOMI_ACCOUNT_ID']}\n")
    tasks = [
        as_module("from_defaults", {"instance_ids": [HR], "account_id": given["BOOMI_ACCOUNT_ID"]}),
        {"ansible.builtin.set_fact": {"from_variables": "{{ lookup('" + LOOKUP + "', '" + HR + "') }}"}},
    ]
    done = play(
        tasks,
        tmp_path,
        environment(**others, ANSIBLE_CONFIG=str(ini)),
        keep=["from_defaults", "from_variables"],
        module_defaults={"group/boomi.spaces.boomi": {"space_guid": given["BOOMI_SPACE_GUID"], "username": given["BOOMI_USERNAME"]}},
        vars={"boomi_space_guid": given["BOOMI_SPACE_GUID"], "boomi_username": given["BOOMI_USERNAME"]},
    ).check()
    assert done.values["from_defaults"]["processes"] == done.values["from_variables"]

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the inventory's options come from, what is refused, and that no secret comes out."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.documentation import INVENTORY, documentation
from tests.integration.listing import PLUGIN, STOP, Listing, inventory, listing
from tests.integration.playing import BIN, environment, run
from tests.sandbox import Sandbox

OWN = "24d5d309-680c-48e5-b6c8-cdfe6085f9f1"
PARTNERS = "22be1b3f-a8a8-4b7f-87fd-0ec0dc439647"
SECRETS = {"api_token", "access_token", "client_key"}


@pytest.fixture
def certificates(tmp_path: Path) -> dict[str, str]:
    """Files that are there; over plain HTTP nothing reads them."""
    files = {}
    for name in ("ca_path", "client_cert", "client_key"):
        (tmp_path / f"{name}.pem").write_text("-")
        files[name] = str(tmp_path / f"{name}.pem")
    return files


def every_option(sandbox: Sandbox, certificates: dict[str, str], source: str) -> dict[str, Any]:
    """A value for each connection option, other than its default. An option that the source refuses is left out."""
    given = {name.removeprefix("BOOMI_").lower(): value for name, value in sandbox.environment.items()}
    others = {"region": "gb", "validate_certs": False, "timeout": 77.5, "retries": 2, "requests_per_second": 44.0, "batch_size": 3}
    by_source = {"spaces": {"access_token": "a-ready-token"}, "platform": {"override_account": "beneluxpartners-5MZ0RW"}}[source]
    return {**given, **others, **certificates, **by_source, "source": source}


@pytest.mark.parametrize("source", ["spaces", pytest.param("platform", marks=pytest.mark.matrix)])
@pytest.mark.parametrize("way", ["file", "templated", "templated entry", "environment", "extra variable"])
def test_where_each_option_can_come_from(sandbox: Sandbox, certificates: dict[str, str], tmp_path: Path, way: str, source: str) -> None:
    options = every_option(sandbox, certificates, source)
    if source == "spaces":
        options["access_token"] = token(sandbox)
    texts = {name: str(value) for name, value in options.items()}
    templates = {name: f"{{{{ lookup('ansible.builtin.env', 'X_{name}') }}}}" for name in options}
    env, flags = environment(**{f"X_{name}": value for name, value in texts.items()}, **STOP), []
    if way == "file":
        file = inventory(tmp_path, **options)
    elif way == "templated":
        file = inventory(tmp_path, **templates)
    elif way == "templated entry":
        file = inventory(tmp_path, connections=[{"name": "one", **templates}])
    elif way == "environment":
        file = inventory(tmp_path)
        env.update({f"BOOMI_{name.upper()}": value for name, value in texts.items()})
    else:
        file = inventory(tmp_path)
        extra = tmp_path / "extra.json"
        extra.write_text(yaml.safe_dump({f"boomi_{name}": value for name, value in options.items()}))
        flags = ["--extra-vars", f"@{extra}"]
    found = listing(file, env, *flags)
    assert found.returncode == 0, found.output
    hosts = ["Order_Intake_Benelux"] if source == "platform" else ["Finance_Close", "HR_Master_Data"]
    assert set(hosts) <= found.hosts.keys()
    asked = sandbox.requests("/partner/api/rest" if source == "platform" else "/graphql")
    assert asked
    written = options if way not in ("environment", "extra variable") else {}
    told = {name: value for name, value in found.hosts[hosts[0]].items() if name.startswith("boomi_") and name.removeprefix("boomi_") in options}
    if way != "extra variable":  # ansible-inventory itself lists these
        assert told == {f"boomi_{name}": value for name, value in written.items() if name not in SECRETS}


def test_every_connection_option_is_tried(sandbox: Sandbox, certificates: dict[str, str]) -> None:
    documented = {name for name, about in documentation(INVENTORY)["doc"]["options"].items() if {"name": f"BOOMI_{name.upper()}"} in about.get("env", [])}
    assert len(documented) == 18
    assert {name for source in ("spaces", "platform") for name in every_option(sandbox, certificates, source)} == documented


def token(sandbox: Sandbox) -> str:
    import requests

    given = sandbox.environment
    pair = f"BOOMI_TOKEN.{given['BOOMI_USERNAME']}", given["BOOMI_API_TOKEN"]
    return requests.get(f"{sandbox.url}/auth/jwt/generate/{given['BOOMI_ACCOUNT_ID']}", auth=pair, timeout=60).text


@pytest.mark.parametrize("place", ["file", "entry"])
def test_an_encrypted_token(sandbox: Sandbox, tmp_path: Path, place: str) -> None:
    given = sandbox.environment
    password = tmp_path / "password"
    password.write_text("opensesame")
    encrypting = [str(BIN / "ansible-vault"), "encrypt_string", "--vault-password-file", str(password), "--name", "api_token", given["BOOMI_API_TOKEN"]]
    encrypted = run(encrypting, environment(), tmp_path).output
    encrypted = encrypted[encrypted.index("api_token:") :].partition("Encryption successful")[0]
    file = tmp_path / "boomi.yml"
    text = encrypted if place == "file" else "connections:\n  - name: one\n" + "".join(f"    {line}\n" for line in encrypted.splitlines())
    file.write_text(f"plugin: {PLUGIN}\n{text}")
    env = environment(**{**given, "BOOMI_API_TOKEN": ""}, **STOP)
    found = listing(file, env, "--vault-password-file", str(password))
    assert found.returncode == 0, found.output
    assert len(found.hosts) == 10
    assert given["BOOMI_API_TOKEN"] not in found.text + found.output
    locked = listing(file, env)
    assert locked.returncode != 0
    assert locked.hosts == {}


def failing(file: Path, env: dict[str, str], *flags: str) -> Listing:
    """A run that stops at the inventory: no host, no traceback."""
    found = listing(file, {**env, **STOP}, *flags)
    assert found.returncode != 0
    assert found.hosts == {}
    assert "Traceback" not in found.output
    return found


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown option": ({"keyd_groups": [], "spaceguid": OWN}, "The inventory has no option keyd_groups and spaceguid."),
    "an unknown option in an entry": ({"connections": [{"spaces_guid": OWN}]}, 'connections[0] has "spaces_guid", which is not a connection option.'),
    "an option for all in an entry": ({"connections": [{"compose": {}}]}, 'connections[0] has "compose", which is not a connection option.'),
    "an entry that is a text": ({"connections": [{"space_guid": OWN}, OWN]}, "connections[1] must be a mapping of connection options, such as space_guid."),
    "no entry at all": (
        {"connections": []},
        "connections is an empty list, which would answer nothing. Leave it out to use the connection of the other options.",
    ),
    "one name twice": (
        {"connections": [{"name": "a"}, {"name": "a", "space_guid": PARTNERS}]},
        'Two connections are named "a". Give them different names.',
    ),
    "one space twice": ({"connections": [{}, {"region": "gb"}]}, f'Two connections are named "{OWN}".'),
    "names that are one group": (
        {"connections": [{"name": "a b"}, {"name": "a-b", "space_guid": "x"}]},
        'The connections "a b" and "a-b" would share the group',
    ),
    "a wrong type in an entry": ({"connections": [{"timeout": "long"}]}, 'Connection "number 1": timeout is "long"; it must be a number.'),
    "a wrong choice in an entry": (
        {"connections": [{"name": "x", "source": "sap"}]},
        'Connection "x": source is "sap"; it must be one of',
    ),
    "an incomplete entry": (
        {"connections": [{"name": "x", "api_token": ""}]},
        'Connection "x": The connection is incomplete: api_token',
    ),
    "the names of processes that are not asked for": ({"include_names": True}, "include_status, include_names and include_runtimes are about processes."),
    "plain http": ({"spaces_url": "http://boomi.example/graphql"}, "spaces_url is plain http:// to boomi.example"),
    "an override in the wrong source": ({"override_account": "x"}, "override_account is only for the Platform API."),
}


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a type": ({"timeout": "long"}, 'timeout is "long"; it must be a number.'),
    "a templated type": ({"retries": "{{ 'many' }}"}, 'retries is "many"; it must be a whole number.'),
    "a truth value": ({"validate_certs": "tru"}, 'validate_certs is "tru"; it must be true or false.'),
    "a choice": ({"source": "sap"}, "source"),
    "a group": ({"default_groups": ["environments"]}, "default_groups"),
    "entries": ({"connections": {"space_guid": OWN}}, "connections"),
}


def refusals(sandbox: Sandbox, folder: Path, files: list[dict[str, Any]]) -> list[str]:
    """What one run says of each of several inventory files. All of them are refused, and nothing is asked."""
    for number, options in enumerate(files):
        inventory(folder, f"{number:02}.yml", **options)
    sandbox.clear_log()
    found = listing(folder, environment(**sandbox.environment))
    assert found.hosts == {}
    assert "Traceback" not in found.output
    assert sandbox.log == []
    said, rest = [], found.output
    for number in range(len(files)):
        # ansible-core before 2.19 breaks lines at the hyphens of a path, too.
        part, end, rest = rest.partition(f"/{number:02}.yml as an inventory source")
        assert end
        said.append(part)
    return said


@pytest.fixture(scope="module")
def refused(_running: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    cases = {**REFUSED, **WRONG}
    return dict(zip(cases, refusals(_running, tmp_path_factory.mktemp("refused"), [options for options, dummy in cases.values()])))


@pytest.mark.parametrize("case", [*REFUSED, *WRONG])
def test_what_is_refused_before_anything_is_asked(refused: dict[str, str], case: str) -> None:
    dummy, sentence = {**REFUSED, **WRONG}[case]
    assert sentence in refused[case]


def test_what_is_refused_ends_the_run(sandbox: Sandbox, tmp_path: Path) -> None:
    options, sentence = REFUSED["plain http"]
    assert sentence in failing(inventory(tmp_path, **options), environment(**sandbox.environment)).output


@pytest.mark.matrix
def test_one_connection_that_fails_fails_all(sandbox: Sandbox, tmp_path: Path) -> None:
    file = inventory(tmp_path, connections=[{"name": "good"}, {"name": "bad one", "space_guid": "00000000-0000-0000-0000-000000000000"}])
    found = failing(file, environment(**sandbox.environment))
    assert 'Connection "bad one": ' in found.output
    assert "SPACE_NOT_FOUND" in found.output
    # Without the setting that the notes advise, Ansible warns and goes on, without a host.
    lenient = listing(file, environment(**sandbox.environment))
    assert (lenient.returncode, lenient.hosts) == (0, {})
    assert 'Connection "bad one": ' in lenient.output


@pytest.mark.matrix
def test_processes_that_fail_fail_all(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.fail(match="Processes", status=400, times=None)
    found = failing(inventory(tmp_path, include_processes=True), environment(**sandbox.environment, BOOMI_RETRIES="0"))
    assert f'Connection "{OWN}": ' in found.output


FAULTS: dict[str, dict[str, Any] | None] = {
    "none": None,
    "a refused login": {"path": "/auth", "status": 401},
    "nothing there": {"status": 404},
    "a broken answer": {"body": "<html>"},
    "a redirect": {"status": 301, "location": "https://elsewhere.example/"},
}


@pytest.mark.parametrize("fault", [*list(FAULTS)[:2], *(pytest.param(fault, marks=pytest.mark.matrix) for fault in list(FAULTS)[2:])])
def test_no_secret_is_shown(sandbox: Sandbox, tmp_path: Path, fault: str) -> None:
    given = sandbox.environment
    asked = FAULTS[fault]
    if asked:
        sandbox.fail(times=None, **asked)
    entry = {"name": "own", "api_token": given["BOOMI_API_TOKEN"], "username": given["BOOMI_USERNAME"]}
    cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
    # The token is the first thing in the file, where other plugins look too.
    text = yaml.safe_dump(
        {"api_token": given["BOOMI_API_TOKEN"], "plugin": PLUGIN, "connections": [entry], "include_processes": True, **cache}, sort_keys=False
    )
    file = tmp_path / "boomi.yml"
    file.write_text(text)
    log = tmp_path / "ansible.log"
    env = environment(**{**given, "BOOMI_API_TOKEN": ""}, BOOMI_RETRIES="0", ANSIBLE_LOG_PATH=str(log), ANSIBLE_DEBUG="1")
    found = listing(file, env, "-vvvvv")
    assert bool(found.hosts) == (fault == "none")
    shown = found.output + found.text + log.read_text() + "".join(one.read_text() for one in (tmp_path / "cache").glob("*"))
    assert "boomi.spaces" in shown
    pair = f"BOOMI_TOKEN.{given['BOOMI_USERNAME']}:{given['BOOMI_API_TOKEN']}"
    tokens = {one.headers["authorization"].partition(" ")[2] for one in sandbox.log if "authorization" in one.headers}
    assert tokens
    for secret in {given["BOOMI_API_TOKEN"], base64.b64encode(pair.encode()).decode(), *tokens}:
        assert secret not in shown


def test_no_secret_is_shown_with_a_mistake_beside_it(sandbox: Sandbox, tmp_path: Path) -> None:
    token = {"api_token": "s3cr3t-4711"}
    mistakes: list[dict[str, Any]] = [
        {**token, "timeout": "long"},
        {**token, "source": "sap"},
        {"connections": [{**token, "retries": "many"}]},
        {"api_token": ["s3cr3t-4711"]},
        {"connections": [{"api_token": ["s3cr3t-4711"]}]},
    ]
    for mistake, said in zip(mistakes, refusals(sandbox, tmp_path, mistakes)):
        assert said, mistake
        assert "s3cr3t-4711" not in said, mistake


@pytest.mark.matrix
def test_other_files_are_left_alone(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "boomi.yml").write_text("all: {hosts: {somewhere: {}}}\n")
    assert list(listing(tmp_path / "boomi.yml", environment(**sandbox.environment)).groups) == ["ungrouped"]
    assert sandbox.log == []

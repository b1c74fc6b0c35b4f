# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A secret is nowhere: not at the highest verbosity, not in an error, not in a result, not in any file that a run writes, not in a process list."""

from __future__ import annotations

import base64
import dataclasses
import os
import tempfile
import threading
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.listing import STOP, inventory, play_over
from tests.integration.playing import BY_MODULE, Run, environment, play
from tests.sandbox import Account, Sandbox

HR = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwNw"
LOOKUP = "{{ query('boomi.spaces.integration_pack_process', '" + HR + "', include_names=True) | flatten(1) }}"


@dataclasses.dataclass(frozen=True)
class Secrets:
    """The API token, its Basic pair, and a JWT that the local Boomi accepts."""

    api_token: str
    basic: str
    jwt: str

    @property
    def all(self) -> list[str]:
        return [self.api_token, self.basic, self.jwt, *self.jwt.split(".")]

    def within(self, text: str) -> list[str]:
        return [secret for secret in self.all if secret in text]


@pytest.fixture
def sandbox(demo: Account) -> Iterator[Sandbox]:
    """One of its own, with a token that no other run on this machine has: every process is looked at."""
    user, *others = demo.users
    with Sandbox(dataclasses.replace(demo, users=(dataclasses.replace(user, api_token=str(uuid.uuid4())), *others))) as sandbox:
        yield sandbox


@pytest.fixture
def secrets(sandbox: Sandbox) -> Secrets:
    sandbox.rate_limit = None
    given = sandbox.environment
    basic = base64.b64encode(f"BOOMI_TOKEN.{given['BOOMI_USERNAME']}:{given['BOOMI_API_TOKEN']}".encode()).decode()
    request = urllib.request.Request(f"{sandbox.url}/auth/jwt/generate/{given['BOOMI_ACCOUNT_ID']}", headers={"Authorization": f"Basic {basic}"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
        jwt = answer.read().decode().strip()
    assert jwt.count(".") == 2
    sandbox.clear()
    return Secrets(given["BOOMI_API_TOKEN"], basic, jwt)


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder with a short name: Ansible puts a socket into TMPDIR, and the name of one has no more than about 100 characters."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def everything_on(folder: Path, **more: str) -> dict[str, str]:
    """Whatever can show or keep something does, and all of it below the folder."""
    for name in ("home", "tmp"):
        (folder / name).mkdir(parents=True)
    return environment(
        HOME=str(folder / "home"),
        TMPDIR=str(folder / "tmp"),
        ANSIBLE_HOME=str(folder / "ansible"),
        ANSIBLE_LOCAL_TEMP=str(folder / "local"),
        ANSIBLE_REMOTE_TEMP=str(folder / "remote"),
        ANSIBLE_LOG_PATH=str(folder / "ansible.log"),
        ANSIBLE_DEBUG="1",
        ANSIBLE_DISPLAY_TRACEBACK="always",
        ANSIBLE_CALLBACK_PLUGINS=str(Path(__file__).with_name("callbacks")),
        ANSIBLE_CALLBACKS_ENABLED="ansible.builtin.junit,everything",
        JUNIT_OUTPUT_DIR=str(folder / "junit"),
        EVERYTHING_FILE=str(folder / "results.json"),
        ANSIBLE_CACHE_PLUGIN="ansible.builtin.jsonfile",
        ANSIBLE_CACHE_PLUGIN_CONNECTION=str(folder / "facts"),
        BOOMI_RETRIES="0",
        BOOMI_REQUESTS_PER_SECOND="1000",
        **STOP,
        **more,
    )


def told(text: str, way: str) -> str:
    """What is shown or logged, without two lines that Ansible itself writes for any module, whatever is no_log, with ANSIBLE_DEBUG alone.

    Every version writes the options of a module as they were given: secrets from the environment are not among them. And 2.22 shows
    a module's answer before it has read in it which secrets to mask.
    """
    own = ("_ansible_new_secrets",) if way == "environment" else ("_ansible_new_secrets", "done with _execute_module (")
    return "\n".join(line for line in text.splitlines() if not any(mark in line for mark in own))


def kept(folder: Path, known: dict[Path, tuple[int, int]] | None = None) -> Iterator[tuple[Path, str]]:
    """Every file of a run, or what is not ``known``: that has changed since. One that is gone while it is looked at is no matter."""
    for parent, _folders, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            try:
                if known is not None:
                    found = path.stat()
                    state = found.st_mtime_ns, found.st_size
                    if known.get(path) == state:
                        continue
                    known[path] = state
                yield path, path.read_bytes().decode("utf-8", "replace")
            except OSError:
                continue


def by_play(folder: Path, env: dict[str, str], options: dict[str, Any], given: dict[str, str]) -> Run:
    """The module, here and as it is sent to a host, the lookup, what keeps their answers, and the roles.

    ``given`` comes from a file of variables that is not in the folder.
    """
    hidden = folder.parent / "vars.yml"
    hidden.write_text(yaml.safe_dump(given))
    answered = "facts.processes is defined"
    role = {
        "verify_processes": "{{ facts.processes }}",
        "verify_policy": {"version": 1, "max_starts_per_minute": 10_000},
        "verify_save_facts": str(folder / "saved.json"),
    }
    module = {"boomi.spaces.integration_pack_process_info": {"instance_ids": [HR], "include_names": True, **options}, "ignore_errors": True}
    tasks: list[dict[str, Any]] = [
        {**module, "register": "facts"},
        {**module, **BY_MODULE, "register": "sent"},
        {"ansible.builtin.debug": {"var": "facts"}},
        {"ansible.builtin.set_fact": {"looked": LOOKUP, "cacheable": True}, "register": "set", "ignore_errors": True},
        {"ansible.builtin.copy": {"content": "{{ [facts, sent, set] | to_json }}", "dest": str(folder / "registered.json"), "mode": "0600"}},
        {"ansible.builtin.set_fact": {"processes": "{{ facts.processes }}", "cacheable": True}, "when": answered},
        {
            "ansible.builtin.include_role": {"name": "boomi.spaces.verify"},
            "vars": {**role, "verify_report_formats": ["html", "json"], "verify_report_path": str(folder / "reports")},
            "when": answered,
        },
        {"ansible.builtin.debug": {"msg": "{{ 1 / 0 }}"}, "ignore_errors": True},
    ]
    variables = {f"boomi_{name}": value for name, value in options.items()}
    return play(tasks, folder, env, flags=("-vvvvv",), vars=variables, vars_files=[str(hidden)])


def by_inventory(folder: Path, env: dict[str, str], options: dict[str, Any], given: dict[str, str]) -> Run:
    hidden = {f"HIDDEN_{name.upper()}": value for name, value in given.items()}
    templates = {name: f"{{{{ lookup('ansible.builtin.env', 'HIDDEN_{value.strip('{} ').upper()}') }}}}" for name, value in options.items()}
    cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(folder / "cache")}
    file = inventory(folder, include_processes=True, include_names=True, **cache, **templates)
    return play_over(file, [{"ansible.builtin.debug": {"msg": "{{ hostvars[inventory_hostname] }}"}}], {**env, **hidden}, "-vvvvv")


def command_lines() -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
        except OSError:
            continue
    return found


def handed_over(path: Path) -> bool:
    """An option of a module is in the file that Ansible hands to it, and in the one that this is copied from. Nobody else can read them, and both go."""
    return path.name.startswith("AnsiballZ_") or path.parent.name.startswith("ansible-local-")


def looked_at(run: Callable[[], Run], folder: Path, secrets: Secrets, way: str) -> Run:
    """Runs it, and looks all the while: no secret is in a process list or a temporary file."""
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("this system shows its processes in another way")
    outcome: list[Run] = []
    running = threading.Thread(target=lambda: outcome.append(run()))
    running.start()
    seen, modules = [], set()
    known: dict[Path, tuple[int, int]] = {}
    while running.is_alive():
        lines = command_lines()
        modules |= {line for line in lines if "AnsiballZ_integration_pack" in line and str(folder) in line}
        seen += [line for line in lines if secrets.within(line)]
        seen += [str(path) for path, content in kept(folder, known) if secrets.within(content) and not (way == "option" and handed_over(path))]
        running.join(0.1)
    assert outcome[0].returncode == 0, outcome[0].output
    assert modules, "the module was not seen at work"
    assert seen == []
    return outcome[0]


ROUTES: dict[str, Callable[[Path, dict[str, str], dict[str, Any], dict[str, str]], Run]] = {"play": by_play, "inventory": by_inventory}

# What the server does, given what it says, and how a message about it begins; None where all goes well.
OUTCOMES: dict[str, tuple[Callable[[str], dict[str, Any]] | None, str]] = {
    "success": (None, ""),
    "the login is refused": (lambda said: {"path": "/auth", "status": 401, "body": {"message": said}}, "Boomi refused the login."),
    "refused": (lambda said: {"status": 403, "body": {"errors": [{"message": said}]}}, "Boomi refused access."),
    "an error": (lambda said: {"body": {"data": None, "errors": [{"message": said, "extensions": {"code": said}}]}}, "Boomi rejected the request."),
    "malformed": (lambda said: {"body": f"Authorization: Bearer {said}"}, "The response is not JSON but something else."),
    "a redirect": (lambda said: {"location": f"https://elsewhere.example/{said.replace(' ', '/')}?t={said}"}, "The server redirected to elsewhere.example/"),
}
CASES = [
    ("environment", "success", "play"),
    ("environment", "success", "inventory"),
    pytest.param("option", "success", "play", marks=pytest.mark.slow),
    ("option", "the login is refused", "inventory"),
    ("access_token", "an error", "play"),
    *(
        pytest.param(*case, marks=[pytest.mark.matrix, pytest.mark.slow])
        for case in (
            *(("environment", outcome, "play") for outcome in OUTCOMES if outcome != "success"),
            *(("environment", outcome, "inventory") for outcome in ("the login is refused", "an error")),
            ("access_token", "an error", "inventory"),
        )
    ),
]


@pytest.mark.parametrize(("way", "outcome", "route"), CASES)
def test_no_secret_is_shown_or_kept(sandbox: Sandbox, secrets: Secrets, short: Path, way: str, outcome: str, route: str) -> None:
    """By every way of giving it, on every way through Ansible, whatever the server does with it."""
    fault, sentence = OUTCOMES[outcome]
    # A server can only say what it was told.
    known = [secrets.basic, secrets.api_token] if "login" in outcome else secrets.all[2:] if way == "access_token" else secrets.all
    said = " ".join(known)
    if fault is not None:
        sandbox.fail(times=None, **fault(said))
    # So that the token of the run is known before; the local Boomi accepts it.
    sandbox.fail(path="/auth", body=secrets.jwt, times=None)
    connection, options, given = sandbox.environment, {}, {}
    if way == "option":
        del connection["BOOMI_API_TOKEN"]
        options, given = {"api_token": "{{ given_token }}"}, {"given_token": secrets.api_token}
    elif way == "access_token":
        del connection["BOOMI_API_TOKEN"]
        options, given = {"access_token": "{{ given_token }}"}, {"given_token": secrets.jwt}
    folder = short / "run"
    env = everything_on(folder, **connection)
    if (outcome, route) == ("success", "play"):
        # It is looked at while it runs, and waits for that.
        sandbox.faults.clear()
        sandbox.fail(path="/auth", body=secrets.jwt, delay=1, times=None)
        sandbox.fail(delay=1, times=None, headers={"X-Slow": "yes"})
        done = looked_at(lambda: by_play(folder, env, options, given), folder, secrets, way)
    else:
        done = ROUTES[route](folder, env, options, given)

    asked = {entry.headers.get("authorization", "").partition(" ")[2] for entry in sandbox.log}
    assert asked <= {secrets.basic, secrets.jwt}
    assert asked
    assert not any(secrets.within(f"{entry.path}?{entry.query} {entry.body}") for entry in sandbox.log)
    text = " ".join(done.output.split())
    assert "starting run" in text
    if sentence:
        assert sentence in text
        assert "********" in text or outcome == "malformed"
    else:
        assert "Leaver Deactivation" in text
    assert [line for line in told(done.output, way).splitlines() if secrets.within(line)] == []
    files = {path: told(content, way) for path, content in kept(folder)}
    assert any(path.name == "ansible.log" for path in files)
    if route == "play":
        assert {"results.json", "registered.json"} <= {path.name for path in files}
        assert list((folder / "junit").iterdir())
    if not sentence:
        names = {path.name for path in files}
        assert {"saved.json", "verify.html", "verify.json"} <= names if route == "play" else list((folder / "cache").iterdir())
    assert {str(path): secrets.within(content) for path, content in files.items() if secrets.within(content)} == {}

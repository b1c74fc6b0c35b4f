# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs real ansible-playbook on tasks, and gives back what it printed and what the tasks registered."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.paths import COLLECTIONS, ROOT

# The ansible-core that is tested, and what belongs to it: by default that of the tests' own environment.
BIN = Path(os.environ.get("TESTED_BIN", Path(sys.executable).parent))
PYTHON = str(BIN / "python")
TOOLS = Path(sys.executable).parent
KEPT = "kept: "
# What a task needs for its module to be packed and run, also on the controller: variables of its own.
BY_MODULE: dict[str, Any] = {"environment": {"ELSEWHERE": "true"}}
# What the collection warns of, and what Ansible says of an inventory that fails or groups named like hosts. No run may show anything else.
KNOWN_WARNINGS = (
    "Boomi does not know ",
    "Boomi throttled requests ",
    "This user may not read ",
    "The time zone ",
    "Instances whose names give the same host name have their IDs added to it: ",
    "Names that differ only in unsafe characters share a group: ",
    "Two connections list the same instance, ",
    "The cache of the inventory cannot be read, so Boomi is asked again. ",
    "error in 'jsonfile' cache plugin while trying to read ",
    "* Failed to parse ",
    "Failed to parse inventory ",
    "Unable to parse ",
    "No inventory was parsed, only implicit localhost is available",
    "provided hosts list is empty, only localhost is available.",
    "Could not match supplied host pattern, ignoring: boomi",
    "Found both group and host with same name: ",
)
# What ansible-doc of ansible-core 2.21 and 2.22 says of a part of Ansible itself whenever it looks for roles.
OF_ANSIBLE_ITSELF = re.compile(r"\[WARNING\]: Collection at '[^']*/_protomatter' .*?detect\s+version\.\n", re.DOTALL)


@dataclass(frozen=True)
class Run:
    """What a run left behind. ``output`` is all that it printed, ``values`` the registered results that were kept."""

    returncode: int
    output: str
    values: dict[str, Any]

    def check(self) -> Run:
        """The run went well, and not one warning was printed."""
        assert self.returncode == 0, self.output
        assert "WARNING]" not in self.output, self.output
        return self


def environment(**more: str) -> dict[str, str]:
    """The environment of a run: this checkout as the collection, and no setting of the contributor's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "BOOMI_"))}
    settings = {
        "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
        "ANSIBLE_CONFIG": str(ROOT / "tests/integration/ansible.cfg"),
        "ANSIBLE_NOCOLOR": "1",
        "PATH": f"{BIN}{os.pathsep}{kept['PATH']}",
    }
    return {**kept, **settings, **more}


def required() -> bool:
    """Whether a machine without a browser or Java fails the tests that need one: a CI server that skips them would prove nothing."""
    return os.environ.get("CI", "").lower() in ("true", "1")


def unknown_warnings(output: str) -> list[str]:
    told = (" ".join(text.split()) for text in re.split(r"\[(?:DEPRECATION )?WARNING\]: ", output)[1:])
    return [text[:300] for text in told if not text.startswith(KNOWN_WARNINGS)]


def run(command: list[str], env: dict[str, str], cwd: Path = ROOT, *, seconds: float = 300) -> Run:
    """Runs the command to its end, which may be a failure. A warning that nobody knows fails the test."""
    done = subprocess.run(command, env=env, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=seconds)
    output = OF_ANSIBLE_ITSELF.sub("", done.stdout)
    assert unknown_warnings(output) == [], output
    return Run(done.returncode, output, {})


def collection_playbook(name: str, given: dict[str, str], folder: Path, *flags: str, **variables: Any) -> Run:
    """Runs a playbook of the collection by its name, with extra variables. ``given`` are variables of the environment, such as those of a sandbox."""
    variables["ansible_python_interpreter"] = PYTHON
    command = [str(BIN / "ansible-playbook"), "--inventory", "localhost,", f"boomi.spaces.{name}", "--extra-vars", json.dumps(variables), *flags]
    return run(command, environment(**given), folder)


def executable(path: Path, script: str) -> str:
    """Writes a script of the shell, such as one that stands for another program, and returns where."""
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def another_python(folder: Path) -> str:
    """The tested Python by a name that Ansible does not know for its own: each module of the collection is packed and run, also on the controller."""
    return executable(folder / "another-python", f'exec "{PYTHON}" "$@"')


def keeping(values: dict[str, str]) -> dict[str, Any]:
    """A task that gives back, in ``values`` of the run, a value for each name: that of an expression, or None where it is undefined.

    It prints them, which takes a small part of the time of a file. In Base64 they are on one line, and Ansible reads nothing in them.
    """
    text = ", ".join(f"'{name}': {expression} | default(none)" for name, expression in values.items())
    return {"ansible.builtin.debug": {"msg": f"{KEPT}{{{{ {{{text}}} | to_json | b64encode }}}}"}}


def play(tasks: list[dict[str, Any]], folder: Path, env: dict[str, str], *, keep: list[str] | None = None, flags: tuple[str, ...] = (), **play: Any) -> Run:
    """Runs the tasks on localhost. ``keep`` names the registered results to give back; other keywords are those of the play."""
    if keep:
        tasks = [*tasks, keeping({name: name for name in keep})]
    return plays({"localhost": tasks}, folder, env, flags=flags, **play)


def plays(tasks: dict[str, list[dict[str, Any]]], folder: Path, env: dict[str, str], *, flags: tuple[str, ...] = (), **play: Any) -> Run:
    """Runs several lists of tasks one after the other, each as a host of its own, so that none sees the variables of another."""
    book = folder / "play.yml"
    head: dict[str, Any] = {"connection": "local", "gather_facts": False, "vars": {"ansible_python_interpreter": PYTHON}}
    head["vars"].update(play.pop("vars", {}))
    book.write_text(yaml.safe_dump([{"hosts": host, **head, **play, "tasks": tasks[host]} for host in tasks], allow_unicode=True, sort_keys=False))
    done = run([str(BIN / "ansible-playbook"), "--inventory", f"{','.join(tasks)},", *flags, str(book)], env, folder)
    kept = [json.loads(base64.b64decode(text)) for text in re.findall(rf'"msg": "{KEPT}(.*)"', done.output)]
    return Run(done.returncode, done.output, {name: value for values in kept for name, value in values.items()})

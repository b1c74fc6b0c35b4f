# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured, and the command that runs each."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PLAYBOOKS = Path(__file__).with_name("playbooks")


@dataclass(frozen=True)
class Contender:
    """``command`` makes the command line from the path of the question, a JSON file; A ``script`` prints how many processes
    it found; a playbook checks that itself. ``environment`` has variables of its own."""

    name: str
    title: str
    command: Callable[[Path], list[str]]
    script: bool = False
    environment: Mapping[str, str] = field(default_factory=dict, hash=False)


def playbook(name: str, title: str, *flags: str, environment: Mapping[str, str] | None = None) -> Contender:
    program = Path(sysconfig.get_path("scripts"), "ansible-playbook")
    command = [sys.executable, str(program), str(PLAYBOOKS / f"{name}.yml"), *flags]
    return Contender(name, title, lambda question: [*command, "-e", f"@{question}"], environment=environment or {})


def script(name: str, title: str) -> Contender:
    return Contender(name, title, lambda question: [sys.executable, "-m", f"{__package__}.{name}", str(question)], script=True)


MODULE = playbook("module", "module")
SENT = playbook("sent", "module, as it is sent to any other host")
LOOKUP = playbook("lookup", "lookup")
URI = playbook("uri", "`uri` loop")
FLOOR = script("floor", "plain script (floor)")
CORE = script("core", "core in plain Python")
DEBUG = playbook("debug", "playbook with one `debug` task")
ECHO = playbook("echo", "echo module, which returns the same facts without asking")
PING = playbook("ping", "playbook with one empty module task (`ping`)")

COMPARED = (MODULE, SENT, ECHO, LOOKUP, URI, FLOOR)
BASELINES = (DEBUG, PING)

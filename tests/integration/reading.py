# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does what a page tells its reader to do: its code blocks from top to bottom, in one folder, against one local Boomi.

- ``yaml`` without a caption, a playbook or a list of tasks, is run by ansible-playbook, on localhost where it does not say where.
- ``console``: each line after ``$ `` is a command, run by bash; the lines below it are its output. ``$ export BOOMI_...=`` is not carried out, so
  that the local Boomi is asked, but the variable must be a documented one.
- ``text`` is the output of the last command or playbook. Each line stands in it, in this order; ``...`` is anything, a run of blanks is one blank.
- Any language with a caption is a file of that name. A playbook or a script among them must be run by a command that comes later.

Everything ends well and without a warning that the page does not show. A comment just before a block, ``reader: NOTE``, changes that:

- ``fails``: the last command of the block, or the playbook, ends with an error
- ``until Ctrl-C``: the last command of the block does not end by itself; it is stopped when it has printed what the page shows
- ``at the end``: done after all other blocks, since the page shows it before it says how to install what it needs
- ``in the checkout``: run at the root of a copy of this checkout, with the development tools first on the path
- ``with NAME=VALUE``: with one more environment variable
- ``data NAME.yml``: from here on the local Boomi is that account of tests/sandbox/data
- ``needs PROGRAM``: of this page, which is read only where the program is installed
- ``run by PATH``: a test does it, and names the page
- ``not run: REASON``
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

import yaml

from tests.integration.blocks import Block
from tests.integration.documentation import variables
from tests.integration.playing import BIN, PYTHON, TOOLS, environment, run
from tests.paths import COLLECTIONS, DATA, ROOT
from tests.sandbox import Sandbox
from tests.waiting import PATIENCE

WARNINGS = ("[WARNING]", "[DEPRECATION WARNING]")
INSTALL = "$ ansible-galaxy collection install"


class MisledError(AssertionError):
    """The page is wrong: its reader would not get what it says."""

    def __init__(self, block: Block, why: str, output: str = "") -> None:
        super().__init__(f"the {block.language or 'literal'} block at line {block.line}: {why}\n{output or block.text}")


@dataclass
class Notes:
    """The notes before a block, understood."""

    fails: bool = False
    until_stopped: bool = False
    at_the_end: bool = False
    in_checkout: bool = False
    variables: dict[str, str] = field(default_factory=dict)
    data: str = ""
    needs: str = ""
    run_by: str = ""
    not_run: str = ""

    @classmethod
    def of(cls, block: Block) -> Notes:
        notes = cls()
        for note in block.notes:
            notes._add(note, block)
        return notes

    def _add(self, note: str, block: Block) -> None:
        if note == "fails":
            self.fails = True
        elif note == "until Ctrl-C":
            self.until_stopped = True
        elif note == "at the end":
            self.at_the_end = True
        elif note == "in the checkout":
            self.in_checkout = True
        elif match := re.fullmatch(r"with (\w+)=(.*)", note):
            self.variables[match[1]] = match[2]
        elif match := re.fullmatch(r"data ([\w-]+\.yml)", note):
            self.data = match[1]
        elif match := re.fullmatch(r"needs (\S+)", note):
            self.needs = match[1]
        elif match := re.fullmatch(r"run by (\S+)", note):
            self.run_by = match[1]
        elif match := re.fullmatch(r"not run: (.+)", note):
            self.not_run = match[1]
        else:
            raise MisledError(block, f"no such note: {note}")


class Reader:
    """Reads one page, called ``page``. ``folder`` is an empty one, for the page's files and what else its reader has on a machine.

    ``asked`` are the local Boomis that were there, the present one last.
    """

    def __init__(self, page: str, folder: Path) -> None:
        self.asked: list[Sandbox] = []
        self._page = page
        self._here, self._home, self._copy = (folder / name for name in ("page", "home", "checkout"))
        self._here.mkdir()
        self._home.mkdir()
        self._boomis = ExitStack()
        self._exported: dict[str, str] = {}
        self._output: str | None = None
        self._to_run: dict[str, Block] = {}
        self._installs = False

    def read(self, blocks: Sequence[Block]) -> None:
        self._installs = any(INSTALL in block.text and not Notes.of(block).not_run for block in blocks)
        with self._boomis:
            self._start("demo.yml")
            for number, block in sorted(enumerate(blocks), key=lambda each: Notes.of(each[1]).at_the_end):
                shown = takewhile(lambda later: later.language == "text" and not later.caption, blocks[number + 1 :])
                self._do(block, Notes.of(block), "\n".join(later.text for later in shown))
        for name, block in self._to_run.items():
            raise MisledError(block, f"nothing runs {name}")

    def _do(self, block: Block, notes: Notes, shown: str) -> None:
        if notes.data:
            self._start(notes.data)
        if notes.not_run:
            return
        if notes.run_by:
            self._see_that_it_is_run_by(notes.run_by, block)
        elif block.language == "console":
            self._type(block, notes, shown)
        elif block.caption:
            self._write(block, self._place(notes)[1])
        elif block.language == "yaml":
            self._play(block, notes, shown)
        elif block.language == "text":
            self._compare(block, block.text)
        else:
            raise MisledError(block, "it is neither run nor a file with a caption, and no note says why")

    def _start(self, data: str) -> None:
        self.asked.append(self._boomis.enter_context(Sandbox(DATA / data)))

    def _see_that_it_is_run_by(self, path: str, block: Block) -> None:
        test = ROOT / path
        if not test.is_file() or self._page not in test.read_text(encoding="utf-8"):
            raise MisledError(block, f"{path} is no test that names {self._page}")

    def _write(self, block: Block, here: Path) -> None:
        file = here / block.caption
        if not file.resolve().is_relative_to(here.resolve()):
            raise MisledError(block, "the caption is no file of the reader's folder")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text, encoding="utf-8")
        if file.suffix == ".json":
            json.loads(block.text)
        if file.suffix in (".py", ".sh") or (file.suffix in (".yml", ".yaml") and _is_playbook(block)):
            self._to_run[block.caption] = block

    def _play(self, block: Block, notes: Notes, shown: str) -> None:
        book = self._here / f"line-{block.line}.yml"
        if _is_playbook(block):
            book.write_text(block.text, encoding="utf-8")
        elif _is_list_of_tasks(block):
            play = {"hosts": "localhost", "connection": "local", "gather_facts": False, "tasks": yaml.safe_load(block.text)}
            book.write_text(yaml.safe_dump([play], allow_unicode=True, sort_keys=False), encoding="utf-8")
        else:
            raise MisledError(block, "it is neither a playbook nor a list of tasks, and has no caption")
        self._run([str(BIN / "ansible-playbook"), book.name], block, notes, shown, fails=notes.fails)

    def _type(self, block: Block, notes: Notes, shown: str) -> None:
        commands = _commands(block)
        for number, (command, output) in enumerate(commands, 1):
            last = number == len(commands)
            self._to_run = {name: written for name, written in self._to_run.items() if name not in command}
            if re.match(r"cd\s+\S+\s*$", command):
                raise MisledError(block, "a cd alone has no effect on the commands that follow")
            if command.startswith("export "):
                self._export(command, block)
            elif last and notes.until_stopped:
                self._run_until_stopped(command, block, notes, output + "\n" + shown)
            else:
                self._run(["bash", "-o", "pipefail", "-c", command], block, notes, output + "\n" + (shown if last else ""), fails=last and notes.fails)
            if output:
                self._compare(block, output)

    def _export(self, command: str, block: Block) -> None:
        for word in shlex.split(command)[1:]:
            name, dummy, value = word.partition("=")
            if not name.startswith("BOOMI_"):
                self._exported[name] = value
            elif name not in variables():
                raise MisledError(block, f"{name} is no variable of the documentation")

    def _run(self, command: list[str], block: Block, notes: Notes, shown: str, *, fails: bool) -> None:
        done = run(command, *self._place(notes))
        self._output = done.output
        if fails and done.returncode == 0:
            raise MisledError(block, f"it should fail and does not: {command[-1]}", done.output)
        if done.returncode != 0 and not fails:
            raise MisledError(block, f"exit status {done.returncode} of: {command[-1]}", done.output)
        for warning in WARNINGS:
            if warning in done.output and warning not in shown:
                raise MisledError(block, f"a warning that is not shown, of: {command[-1]}", done.output)

    def _run_until_stopped(self, command: str, block: Block, notes: Notes, shown: str) -> None:
        env, here = self._place(notes)
        log = self._home / "output"
        end = time.monotonic() + PATIENCE
        with log.open("wb") as output:
            process = subprocess.Popen(["bash", "-c", command], env=env, cwd=here, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            while _missing(shown, log.read_text()) is not None or not log.read_text():
                if process.poll() is not None or time.monotonic() > end:
                    raise MisledError(block, f"it did not print what is shown: {command}", log.read_text())
                time.sleep(0.1)
            os.killpg(process.pid, signal.SIGINT)
            process.wait(PATIENCE)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        self._output = log.read_text()

    def _compare(self, block: Block, shown: str) -> None:
        if self._output is None:
            raise MisledError(block, "no command before it has an output")
        missing = _missing(shown, self._output)
        if missing is not None:
            raise MisledError(block, f"this is not in the output: {missing}", self._output)

    def _place(self, notes: Notes) -> tuple[dict[str, str], Path]:
        """The environment and the folder of a command."""
        here = self._checkout() if notes.in_checkout else self._here
        collections = [self._home / ".ansible/collections"]
        if not self._installs:
            collections.append(COLLECTIONS)
        env = environment(
            **self.asked[-1].environment,
            HOME=str(self._home),
            ANSIBLE_COLLECTIONS_PATH=os.pathsep.join(map(str, collections)),
            ANSIBLE_INVENTORY_UNPARSED_WARNING="false",
            ANSIBLE_LOCALHOST_WARNING="false",
            ANSIBLE_PYTHON_INTERPRETER=PYTHON,
            # What a page lets install is there already, and nothing is fetched: the development environment has it all.
            PIP_NO_INDEX="1",
            PIP_PYTHON=str(TOOLS / "python"),
        )
        if (here / "ansible.cfg").exists():
            del env["ANSIBLE_CONFIG"]
        if notes.in_checkout:
            env["PATH"] = f"{TOOLS}{os.pathsep}{env['PATH']}"
        return {**env, **self._exported, **notes.variables}, here

    def _checkout(self) -> Path:
        """A copy without what git ignores, and the tests' own environment as those that `make` sets up."""
        if not self._copy.exists():
            ignored = [Path(line).name for line in (ROOT / ".gitignore").read_text().split()]
            shutil.copytree(ROOT, self._copy, symlinks=True, ignore=shutil.ignore_patterns(".git", *ignored))
            for tools in (self._copy / ".venv", self._copy / ".venv-demo"):
                tools.mkdir()
                for part in Path(sys.prefix).iterdir():
                    (tools / part.name).symlink_to(part)
                ready = tools / ".ready"
                ready.unlink(missing_ok=True)
                ready.touch()
            collection = self._copy / ".collections/ansible_collections/boomi/spaces"
            collection.parent.mkdir(parents=True)
            collection.symlink_to("../../..")
        return self._copy


def _is_playbook(block: Block) -> bool:
    items = _items(block)
    # A rulebook has hosts too, and sources.
    return bool(items) and all(("hosts" in item and "sources" not in item) or any(key.endswith("import_playbook") for key in item) for item in items)


def _is_list_of_tasks(block: Block) -> bool:
    items = _items(block)
    return bool(items) and not any("hosts" in item for item in items)


def _items(block: Block) -> list[dict[str, object]]:
    """Those of a list of mappings, empty for anything else. Every scalar is a text here, so that no tag of Ansible's stands in the way."""
    items = yaml.load(block.text, yaml.BaseLoader)
    return items if isinstance(items, list) and all(isinstance(item, dict) for item in items) else []


def _commands(block: Block) -> list[tuple[str, str]]:
    """Each command with the output that is shown below it."""
    found: list[tuple[str, str]] = []
    continued = False
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif not found:
            raise MisledError(block, "it does not begin with a command")
        elif continued:
            found[-1] = (f"{found[-1][0]}\n{line}", "")
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]}{line}\n")
        continued = line.endswith("\\") and not found[-1][1]
    return found


def _missing(shown: str, output: str) -> str | None:
    """The first shown line that does not come next in the output, or None. Ansible wraps long lines, and in results it escapes quotation marks."""
    printed, place = _plain(output), 0
    for line in shown.splitlines():
        for part in line.split("..."):
            wanted = _plain(part)
            at = printed.find(wanted, place)
            if at < 0:
                return line
            place = at + len(wanted)
    return None


def _plain(text: str) -> str:
    return " ".join(text.replace('\\"', '"').split())

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs real ansible-rulebook, which does not end by itself."""

from __future__ import annotations

import ast
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import yaml

from tests.integration.playing import PYTHON, TOOLS, environment, unknown_warnings
from tests.sandbox import Sandbox
from tests.waiting import PATIENCE

MISSING = "Java is not installed: on Debian run `apt-get install openjdk-17-jre-headless`"


def available() -> bool:
    return shutil.which("java") is not None


class Rulebook:
    """A rulebook that runs until the block ends; ``name`` is one of a collection, or a path; ``env`` is the environment of a run."""

    def __init__(self, name: str, sandbox: Sandbox, folder: Path, env: dict[str, str] | None = None, /, **variables: Any) -> None:
        inventory, settings = folder / "inventory.yml", folder / "variables.yml"
        host = {"ansible_connection": "local", "ansible_python_interpreter": PYTHON}
        inventory.write_text(yaml.safe_dump({"all": {"hosts": {"localhost": host}}}))
        settings.write_text(yaml.safe_dump(variables))
        self._command = [str(TOOLS / "ansible-rulebook"), "--rulebook", name, "--inventory", str(inventory), "--vars", str(settings)]
        self._env = env or environment(**sandbox.environment, BOOMI_RETRIES="0")
        self._folder = folder
        self._log = folder / "rulebook.log"

    def __enter__(self) -> Rulebook:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(self._command, env=self._env, cwd=self._folder, stdout=log, stderr=subprocess.STDOUT)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(PATIENCE)
        finally:
            self._process.kill()
        assert unknown_warnings(self.output) == [], self.output

    @property
    def output(self) -> str:
        return self._log.read_text()

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events that the action print_event printed."""
        return [ast.literal_eval(shown)["boomi"] for shown in re.findall(r"\[event\] \*+\n(\{.*?\})\n\*{20}", self.output, re.DOTALL)]

    def wait(self, condition: Callable[[], Any]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            assert self._process.poll() is None, self.output
            assert time.monotonic() < end, self.output
            time.sleep(0.05)

    def ended(self) -> int:
        """The exit status of one that ends by itself."""
        return self._process.wait(PATIENCE)

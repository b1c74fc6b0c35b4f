# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The local Boomi in a process of its own, so that its work does not sit in the processes that are measured."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import urllib.request
from types import TracebackType
from typing import Any

from .errors import BenchmarkError

# As long as any run may take: the uri loop would need a second login after five minutes, and most people's has none.
TOKEN_LIFETIME = 3600
_VARIABLES = ("BOOMI_ACCOUNT_ID", "BOOMI_USERNAME", "BOOMI_API_TOKEN", "BOOMI_SPACE_GUID", "BOOMI_SPACES_URL", "BOOMI_PLATFORM_URL")


def clean_environment() -> dict[str, str]:
    """This process's environment without what would change the course of a run: settings of Ansible or Boomi, and proxies."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "BOOMI_", "PYTHON")) and not name.lower().endswith("_proxy")}


class LocalBoomi:
    """A generated account behind HTTP; ``latency`` in seconds. ``environment`` holds the variables that point to it.
    ``rate_limit`` is the number of requests a second that its Platform API lets through, 0 for any number."""

    def __init__(self, instances: int, processes: int, latency: float, rate_limit: int = 0) -> None:
        self.instances = instances
        self.processes = processes
        numbers = (instances, processes, latency, TOKEN_LIFETIME, rate_limit)
        command = [sys.executable, "-m", f"{__package__}.serving", *map(str, numbers)]
        self._process = subprocess.Popen(command, env=clean_environment(), stdout=subprocess.PIPE, text=True)
        self.environment: dict[str, str] = {}
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def __enter__(self) -> LocalBoomi:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("export "):
                name, value = shlex.split(line)[1].split("=", 1)
                self.environment[name] = value
            if all(name in self.environment for name in _VARIABLES):
                return self
        raise BenchmarkError(f"The local Boomi ended with status {self._process.wait()} instead of starting.")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.terminate()
        self._process.communicate()

    def forget(self) -> None:
        self._control("DELETE")

    def requests(self) -> list[dict[str, Any]]:
        """What it was asked since it was told to forget."""
        found: list[dict[str, Any]] = json.loads(self._control("GET"))["requests"]
        return found

    def _control(self, method: str) -> bytes:
        request = urllib.request.Request(f"{self.environment['BOOMI_PLATFORM_URL']}/_sandbox/log", method=method)
        with self._opener.open(request, timeout=60) as answer:
            content: bytes = answer.read()
        return content

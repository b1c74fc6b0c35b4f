# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much memory a module takes at most, whatever body comes: docs/reliability.md says under 300 MB. Each is a process of its own."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._transport.exchange import LARGEST_ANSWER
from tests.paths import COLLECTIONS, ROOT
from tests.sandbox import Sandbox
from tests.sandbox.messages import Response
from tests.unit.asking import ORDER_TO_CASH, options

MOST = 300_000_000  # bytes

# The peak of the process itself: that of getrusage begins with what the process had that started it.
RUN = """
import json, re, sys
from pathlib import Path
from tests.running_modules import run_module
result = run_module("integration_pack_process_info", json.load(sys.stdin))
peak = re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())
print(json.dumps([result.get("error", {}).get("kind"), int(peak[1]) * 1024]))
"""

FULL = LARGEST_ANSWER - 1_000
ROW = json.dumps({"id": "NUMBER", "name": "n", "processSchedules": [{"id": "NUMBER", "schedule": [{"minutes": "0"}]}]})


def filled(unit: str, size: int = FULL) -> str:
    """As many of the units as fit, with commas between them."""
    return ",".join([unit] * (size // (len(unit.encode()) + 1)))


def rows(number: int) -> str:
    return ",".join(ROW.replace("NUMBER", str(index)) for index in range(number))


def named(name: str) -> str:
    return '[{"id": "p", "name": "' + name + '"}]'


def listed(*units: str) -> str:
    return "[" + ",".join(units) + "]"


TWO_LETTERS = '"ab"'
KEYS = (f'"{number}":{number}' for number in range(340_000))

# In place of the list of processes.
BODIES = {
    "100 MB of blanks": " " * 100_000_000,
    "a name of one character, and one that makes all of them wide": named("📦" + "x" * FULL),
    "a wide name that is escaped": named(r"\ud83d\udce6" + "x" * FULL),
    "a name of escapes": named(r"\u00e9" * (FULL // 6)),
    "commas and brackets in a name": named("{[,]}" * (FULL // 5)),
    "escaped quotes in a name": named(r"\"" * (FULL // 2)),
    "4 MiB of empty objects": listed(filled("{}", 4 << 20)),
    "empty objects": listed(filled("{}")),
    "empty lists": listed(filled("[]")),
    "numbers": listed(filled("1.5")),
    "short strings": listed(filled(TWO_LETTERS)),
    "as many values as are read": listed(*[TWO_LETTERS] * 690_000),
    "as many empty objects as are read": listed(*["{}"] * 99_000),
    "as many processes as are read": listed(rows(33_000)),
    "one object with many keys": "[{" + ",".join(KEYS) + "}]",
    "brackets": "[" * FULL,
}


READ = (
    "a name of one character, and one that makes all of them wide",
    "a wide name that is escaped",
    "commas and brackets in a name",
    "as many values as are read",
    "as many processes as are read",
    "one object with many keys",
)


@pytest.mark.slow
@pytest.mark.once
# What is refused unread is refused by the same lines, whoever asks.
@pytest.mark.parametrize(("body", "source"), [*((body, "spaces") for body in BODIES), *((body, "platform") for body in READ)])
def test_a_module_takes_under_300_mb(sandbox: Sandbox, body: str, source: str) -> None:
    before, after = ('{"data": {"integrationPackInstanceProcesses": ', "}}") if source == "spaces" else ('{"result": ', "}")
    answer = before + BODIES[body] + after
    small = gzip.compress(answer.encode(), 1)
    gzipped = Response(200, small, {"Content-Type": "application/json", "Content-Encoding": "gzip"})
    sandbox.rate_limit = None
    sandbox.fail(path="/graphql" if source == "spaces" else "/api/rest", times=None, change=lambda request, response: gzipped)
    asked = {**options(sandbox, source=source, requests_per_second=1000, retries=0), "instance_ids": [ORDER_TO_CASH]}
    environment = {**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS), "PYTHONPATH": f"{ROOT}:{COLLECTIONS}"}
    done = subprocess.run([sys.executable, "-c", RUN], input=json.dumps(asked), env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    kind, memory = json.loads(done.stdout)
    # Objects with neither id nor type are no processes.
    assert kind in ("malformed", None) or (kind, source) == ("not_found", "platform")
    assert memory < MOST, f"{memory / 1e6:.0f} MB"

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The floor: the collection's own requests, as many at a time, from a plain script that keeps nothing but the parsed JSON.

``python -m tests.benchmarks.floor QUESTION.json`` prints how many processes it found.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import requests

BATCH, TOGETHER = 25, 4
ENTRY = "{ minutes hours daysOfWeek daysOfMonth months years }"
PROCESS = (
    "{ id name integrationPack { integrationPackId integrationPackInstanceId } "
    f"processSchedules {{ id processId atomId envId schedule {ENTRY} retry {{ schedule {ENTRY} maxRetry }} }} }}"
)
FIELD = "integrationPackInstanceProcesses"

Item = TypeVar("Item")


def body(ids: Sequence[str]) -> bytes:
    """What the collection sends for these instances, byte by byte; the benchmark compares the two."""
    variables = {f"i{index}": instance_id for index, instance_id in enumerate(ids)}
    declared = ", ".join(f"${name}: ID!" for name in variables)
    fields = " ".join(f"{f'{name}: ' if len(ids) > 1 else ''}{FIELD}(integrationPackInstanceId: ${name}) {PROCESS}" for name in variables)
    return json.dumps({"query": f"query processes({declared}) {{ {fields} }}", "variables": variables}).encode()


def batches(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """Those of the collection: one, or as many of even size as fill rounds."""
    count = -(-len(items) // size)
    if count > 1:
        count = min(-(-count // TOGETHER) * TOGETHER, len(items))
    return [items[len(items) * index // count : len(items) * (index + 1) // count] for index in range(count)]


def main(path: str) -> None:
    ids: list[str] = json.loads(Path(path).read_text(encoding="utf-8"))["instance_ids"]
    environment = os.environ
    processes: list[Any] = []
    with requests.Session() as session, ThreadPoolExecutor(TOGETHER) as pool:
        session.trust_env = False
        login = session.get(
            f"{environment['BOOMI_PLATFORM_URL']}/auth/jwt/generate/{environment['BOOMI_ACCOUNT_ID']}",
            auth=(f"BOOMI_TOKEN.{environment['BOOMI_USERNAME']}", environment["BOOMI_API_TOKEN"]),
            timeout=30,
        )
        login.raise_for_status()
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Authorization": f"Bearer {login.text}",
            "SPACE_GUID": environment["BOOMI_SPACE_GUID"],
        }

        def ask(batch: Sequence[str]) -> Any:
            answer = session.post(environment["BOOMI_SPACES_URL"], data=body(batch), headers=headers, timeout=30)
            answer.raise_for_status()
            return answer.json()["data"]

        for data in pool.map(ask, batches(ids, BATCH)):
            for found in data.values():
                processes += found
    sys.stdout.write(f"{len(processes)}\n")


if __name__ == "__main__":
    main(sys.argv[1])

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The floor: as few requests as the responses fit in, four at a time, from a plain script that keeps nothing.

``python -m tests.benchmarks.platform.floor QUESTION.json`` repeats the queries that the question lists until they are as many as it says, and
prints how many were answered.
"""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path

import requests

TOGETHER = 4


def main(path: str) -> None:
    asked = json.loads(Path(path).read_text(encoding="utf-8"))
    environment = os.environ
    with requests.Session() as session, ThreadPoolExecutor(TOGETHER) as pool:
        session.trust_env = False
        session.auth = (f"BOOMI_TOKEN.{environment['BOOMI_USERNAME']}", environment["BOOMI_API_TOKEN"])
        session.headers.update({"Accept": "application/json", "Content-Type": "application/json"})

        def ask(query: tuple[str, str]) -> int:
            where, body = query
            answer = session.post(f"{environment['BOOMI_PLATFORM_URL']}{where}", data=body.encode(), timeout=30)
            answer.raise_for_status()
            return len(answer.json()["result"])

        found = list(pool.map(ask, islice(cycle(map(tuple, asked["queries"])), asked["least"])))
    sys.stdout.write(f"{sum(map(bool, found))} answers\n")


if __name__ == "__main__":
    main(sys.argv[1])

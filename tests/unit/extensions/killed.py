# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One poll of the event source in a process that nothing prepared, and that kills itself on the way, as kill -9 would.

``killed.py ARGS.json POINT NUMBER`` dies when it comes to the point for that time; NUMBER 0 is never. Prints each event as a line of JSON.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import runpy
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[3] / "extensions/eda/plugins/event_source/schedule_change.py"


class OverError(Exception):
    """The poll and all that it led to is over."""


class Fate:
    def __init__(self, point: str, number: int) -> None:
        self._point = point
        self._left = number

    def come_to(self, point: str) -> None:
        if point == self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            self.come_to(f"before {function.__name__}")
            result = function(*args)
            self.come_to(f"after {function.__name__}")
            return result

        return call


class Queue:
    def __init__(self, fate: Fate) -> None:
        self._fate = fate

    async def put(self, event: dict[str, Any]) -> None:
        self._fate.come_to("before put")
        os.write(1, json.dumps(event["boomi"]).encode() + b"\n")
        self._fate.come_to("after put")


async def over(seconds: float) -> None:
    raise OverError


def main(path: str, point: str, number: int) -> None:
    fate = Fate(point, number)
    source = runpy.run_path(str(SOURCE))["main"]
    os.replace, os.fsync = fate.around(os.replace), fate.around(os.fsync)
    asyncio.sleep = over  # type: ignore[assignment]
    with contextlib.suppress(OverError):
        asyncio.run(source(Queue(fate), json.loads(Path(path).read_text())))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))

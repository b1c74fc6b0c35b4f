# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Polls of the event source in processes that nothing prepared, and that kill themselves on the way, as kill -9 would.

Each line of the input is a poll: JSON with ``args``, ``output``, ``point`` and ``number``. The process of the poll dies when it comes to the point
for that time; a number of 0 is never. It writes each event to the file ``output``, as a line of JSON. Each line of the output is the exit status of
a poll, negative for a signal. The processes are forked, because most of the time of a new one goes into its imports.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import runpy
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[3] / "extensions/eda/plugins/event_source/schedule_change.py"


class OverError(Exception):
    """The poll is over, with all its events."""


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
    def __init__(self, fate: Fate, output: int) -> None:
        self._fate = fate
        self._output = output

    async def put(self, event: dict[str, Any]) -> None:
        self._fate.come_to("before put")
        os.write(self._output, json.dumps(event["boomi"]).encode() + b"\n")
        self._fate.come_to("after put")


async def over(seconds: float) -> None:
    raise OverError


def poll(main: Callable[..., Any], args: dict[str, Any], output: str, point: str, number: int) -> None:
    fate = Fate(point, number)
    descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.replace, os.fsync = fate.around(os.replace), fate.around(os.fsync)
    asyncio.sleep = over  # type: ignore[assignment]
    with contextlib.suppress(OverError):
        asyncio.run(main(Queue(fate, descriptor), args))


def forked(function: Callable[..., None], *args: Any, **options: Any) -> int:
    """The exit status of a process that calls the function."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 1
    try:
        function(*args, **options)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


if __name__ == "__main__":
    main = runpy.run_path(str(SOURCE))["main"]
    for line in sys.stdin:
        print(forked(poll, main, **json.loads(line)), flush=True)  # noqa: T201 -- the answer

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Waiting that a signal can interrupt, and threads that can be abandoned.

If a signal arrives just before Python begins to wait, Python handles it only after that wait. So no single wait here is longer than a moment.
"""

from __future__ import annotations

import math
import threading
import time
from concurrent import futures
from typing import Any, Callable, TypeVar

MOMENT = 0.5  # seconds; an interrupt is handled within this time

Result = TypeVar("Result")


def in_thread(name: str, function: Callable[..., Result], *args: Any) -> futures.Future[Result]:
    """Calls the function in a new thread of this name. The future gets what it returns or raises, and cannot be cancelled.

    The thread is a daemon: unlike those of an executor, it does not delay the end of the program.
    """
    future: futures.Future[Result] = futures.Future()
    future.set_running_or_notify_cancel()

    def run() -> None:
        try:
            result = function(*args)
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)

    threading.Thread(target=run, name=name, daemon=True).start()
    return future


def done(future: futures.Future[Any], seconds: float = math.inf) -> bool:
    """Waits until the future has its result or exception; false if that takes longer than ``seconds``."""
    return waited(lambda moment: bool(futures.wait([future], moment).done), seconds)


def result_of(future: futures.Future[Result]) -> Result:
    """Waits for the future, and returns its result or raises its exception."""
    done(future)
    return future.result()


def waited(wait: Callable[[float], bool], seconds: float = math.inf) -> bool:
    """Calls ``wait``, which waits at most the seconds it is given, until it returns true; false if that takes longer than ``seconds``."""
    end = time.monotonic() + seconds
    while not wait(min(MOMENT, max(0.0, end - time.monotonic()))):
        if time.monotonic() >= end:
            return False
    return True


def sleep(seconds: float) -> None:
    def slept(moment: float) -> bool:
        time.sleep(moment)
        return False

    waited(slept, seconds)

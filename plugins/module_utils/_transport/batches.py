# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Asks for many values in batches, several of them at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent import futures
from typing import Callable, TypeVar

from ansible_collections.boomi.spaces.plugins.module_utils._transport.waiting import in_thread, result_of, waited

# How many batches are under way at a time, for either source; docs/benchmarks.md has the measurements behind it. At 150 ms for a response, four
# take a third of the time of one. Eight save less, and are twice the burst on an API that publishes no limit and answers 429. On the Platform
# API the pace decides: four keep up with 5 requests a second as long as a response takes at most 0.8 s.
IN_FLIGHT = 4

THREAD = "boomi-batch"

Answered = TypeVar("Answered")
Value = TypeVar("Value")

# Gets how many more values are answered, and how many there are in all.
Told = Callable[[int, int], None]


def ask_each(
    ask: Callable[[list[Value]], Answered], values: list[Value], size: Callable[[], int], *, rounds: bool = False, told: Told | None = None
) -> list[Answered]:
    """What ``ask`` returns for each batch of the values, in their order. ``size`` returns how many values the next batch may have.

    Every batch but the last is full. With ``rounds``, all are of even size, and so many that IN_FLIGHT are under way to the end: the answer is there
    sooner, for a few requests more. ``told`` is called
    after each batch, in its thread.

    If batches fail, this raises the error of the first of them in order, and starts no more batches. It does not wait for the later ones:
    their threads are daemons, and a closed ``Http`` ends them.
    """
    if len(values) <= size():
        return [ask(values)] if values else []
    answers: list[futures.Future[Answered]] = []
    free = threading.Semaphore(IN_FLIGHT)
    failed = threading.Event()

    def run(batch: list[Value]) -> Answered:
        try:
            answer = ask(batch)
        except BaseException:
            failed.set()
            raise
        finally:
            free.release()
        if told:
            told(len(batch), len(values))
        return answer

    for batch in _batches(values, size, rounds):
        waited(lambda seconds: free.acquire(timeout=seconds))
        if failed.is_set():
            break
        answers.append(in_thread(THREAD, run, batch))
    return [result_of(answer) for answer in answers]


class BatchSize:
    """How many values the next batch may hold. Several threads may share it."""

    def __init__(self, size: int) -> None:
        self._size = size

    def __call__(self) -> int:
        return self._size

    def ask_halves(self, ask: Callable[[list[Value]], Answered], values: list[Value], too_large: Callable[[list[Answered]], bool]) -> list[Answered]:
        """What ``ask`` makes of each half of a batch that the server refuses.

        The size stays lowered to that of a half if ``too_large`` says of the answers that the batch was refused for its size.
        """
        half = len(values) // 2
        answers = [ask(values[:half]), ask(values[half:])]
        if too_large(answers):
            self._size = min(self._size, half)
        return answers


def _batches(values: list[Value], size: Callable[[], int], rounds: bool) -> Iterator[list[Value]]:
    start = 0
    while start < len(values):
        limit = size()
        batches = _even(values[start:], limit) if rounds else [values[start : start + limit]]
        for batch in batches:
            start += len(batch)
            yield batch
            if size() < limit:
                break  # the rest is cut anew


def _even(values: list[Value], limit: int) -> Iterator[list[Value]]:
    """The values in batches of even size, as many as fill rounds of IN_FLIGHT, if one batch cannot hold them."""
    count = -(-len(values) // limit)
    if count > 1:
        count = min(-(-count // IN_FLIGHT) * IN_FLIGHT, len(values))
    ends = [len(values) * index // count for index in range(count + 1)]
    return (values[start:end] for start, end in zip(ends, ends[1:]))

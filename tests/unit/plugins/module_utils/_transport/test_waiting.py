# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting in short moments, and threads with a result."""

from __future__ import annotations

import threading
from concurrent import futures
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._transport import waiting
from ansible_collections.boomi.spaces.plugins.module_utils._transport.waiting import MOMENT, done, in_thread, result_of, sleep, waited
from tests.unit.clock import Clock

LONG = 60.0  # seconds: ends a test that would hang


class Waiting:
    """A wait that takes all the time it is given, by the clock, until ``after`` calls have passed."""

    def __init__(self, clock: Clock, after: int | None) -> None:
        self._clock, self._after = clock, after

    def __call__(self, seconds: float) -> bool:
        self._clock.sleep(seconds)
        return len(self._clock.sleeps) == self._after


@pytest.mark.parametrize("bound", [{}, {"seconds": 3600.0}])
def test_a_long_wait_is_many_moments(clock: Clock, bound: dict[str, float]) -> None:
    assert waited(Waiting(clock, after=4), **bound) is True
    assert clock.sleeps == [MOMENT] * 4


def test_a_wait_ends_with_its_time(clock: Clock) -> None:
    assert waited(Waiting(clock, after=None), 1.2) is False
    assert clock.sleeps == pytest.approx([MOMENT, MOMENT, 0.2])


def test_an_event_that_has_happened_is_not_waited_for(clock: Clock) -> None:
    assert waited(lambda seconds: True, 0.0) is True
    assert clock.sleeps == []


def test_an_event_that_happens_in_the_last_moment_counts(clock: Clock) -> None:
    assert waited(Waiting(clock, after=3), 1.2) is True


def test_a_sleep_is_many_moments(clock: Clock) -> None:
    sleep(1.2)
    assert clock.sleeps == pytest.approx([MOMENT, MOMENT, 0.2])
    assert clock.monotonic() == pytest.approx(1.2)


def test_no_sleep_does_not_move_the_clock(clock: Clock) -> None:
    sleep(0.0)
    assert clock.monotonic() == 0.0


def test_a_thread_gives_the_result_of_its_function() -> None:
    def function(*args: Any) -> Any:
        return args, threading.current_thread()

    args, thread = result_of(in_thread("a name", function, 1, "two"))
    assert args == (1, "two")
    assert thread is not threading.current_thread()
    assert (thread.name, thread.daemon) == ("a name", True)


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt(), SystemExit(3)])
def test_a_thread_gives_the_exception_of_its_function(error: BaseException) -> None:
    def function() -> None:
        raise error

    future = in_thread("a name", function)
    with pytest.raises(type(error)) as caught:
        result_of(future)
    assert caught.value is error


def test_a_future_cannot_be_cancelled_and_so_its_thread_can_always_set_it() -> None:
    release = threading.Event()
    future = in_thread("a name", release.wait, LONG)
    assert future.cancel() is False
    release.set()
    assert result_of(future) is True


def test_a_future_is_done_or_its_time_is_over(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    future: futures.Future[str] = futures.Future()
    real = futures.wait

    def wait(several: list[futures.Future[str]], seconds: float) -> Any:
        clock.sleep(seconds)
        if len(clock.sleeps) == 5:
            future.set_result("late")
        return real(several, 0)

    monkeypatch.setattr(waiting.futures, "wait", wait)
    assert done(future, 1.2) is False
    assert clock.sleeps == pytest.approx([MOMENT, MOMENT, 0.2])
    assert result_of(future) == "late"
    assert clock.sleeps[3:] == [MOMENT, MOMENT]
    assert done(future, 0.0) is True

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waits: a moment at a time, and that every wait of the sources is such a one."""

from __future__ import annotations

import ast
import threading
import time

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._transport import waiting as _waiting
from ansible_collections.boomi.spaces.plugins.module_utils._transport.waiting import MOMENT, sleep, waited
from tests.paths import ROOT

MODULE_UTILS = ROOT / "plugins/module_utils"
WAITS = {"acquire", "result", "sleep", "wait"}


@pytest.mark.parametrize("bound", [{}, {"seconds": 3600.0}])
def test_a_long_wait_is_many_short_ones(bound: dict[str, float]) -> None:
    waits: list[float] = []

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        return len(waits) == 4

    assert waited(wait, **bound)
    assert waits == [MOMENT] * 4


def test_a_wait_ends_with_its_time() -> None:
    begin = time.monotonic()
    assert not waited(threading.Event().wait, 0.75)
    assert 0.75 <= time.monotonic() - begin < 5


def test_what_has_come_already_is_not_waited_for() -> None:
    assert waited(lambda seconds: True, 0.0)


def test_sleeping_is_waiting_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = time.monotonic()
    sleep(0.6)
    assert time.monotonic() - begin >= 0.6
    slept: list[float] = []
    real = time.sleep
    monkeypatch.setattr(_waiting.time, "sleep", lambda seconds: (slept.append(seconds), real(seconds)))
    sleep(0.6)
    assert max(slept) == MOMENT


def test_nothing_else_waits() -> None:
    """A wait outside of this module is one that an interrupt may not end: none is there, but for those for what is there already."""
    found = set()
    for path in MODULE_UTILS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WAITS:
                found.add((path.name, ast.unparse(node)))
    assert found == {
        ("_exchange.py", "futures.wait([reply], seconds)"),
        ("_exchange.py", "reply.result()"),
        ("_in_flight.py", "answer.result()"),
        ("_in_flight.py", "free.acquire(timeout=seconds)"),
        ("_in_flight.py", "futures.wait([answer], seconds)"),
        ("_waiting.py", "time.sleep(moment)"),
        ("_watch.py", "facts.result()"),  # facts, and no future
    }

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source as ansible-rulebook runs it: by its path, in an event loop, with a queue."""

from __future__ import annotations

import asyncio
import runpy
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._watch import watch as _watch
from tests.sandbox import Account, Sandbox
from tests.unit.asking import options

SOURCE = Path(__file__).resolve().parents[3] / "extensions/eda/plugins/event_source/schedule_change.py"
_waiting: list[tuple[Sandbox, Account]] = []

PATIENCE = 120  # seconds, for a machine that is busy


def change_between_polls(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes ``Running.change`` work."""
    original = _watch.process_facts

    def asked(*given: Any) -> Any:
        while _waiting:
            sandbox, account = _waiting[0]
            sandbox.account = account
            del _waiting[0]
        return original(*given)

    monkeypatch.setattr(_watch, "process_facts", asked)


class Queue:
    """What ansible-rulebook hands over, as far as an event source uses it. ``hold`` is called with each event before it is accepted."""

    def __init__(self, hold: Callable[[dict[str, Any]], Any] | None = None) -> None:
        self.events: list[dict[str, Any]] = []
        self._hold = hold

    async def put(self, event: dict[str, Any]) -> None:
        if self._hold is not None:
            await self._hold(event)
        assert list(event) == ["boomi"]
        self.events.append(event["boomi"])


class Running:
    """The event source in a thread of its own, until the block ends: then it is cancelled, as ansible-rulebook does it."""

    def __init__(self, sandbox: Sandbox, state: Path, *, queue: Queue | None = None, **changed: Any) -> None:
        self.sandbox = sandbox
        self.queue = queue or Queue()
        self.error: BaseException | None = None
        self._args = arguments(sandbox, state, **changed)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Running:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._cancel)
            self._thread.join(PATIENCE)
            assert not self._thread.is_alive()
        self._loop.close()

    @property
    def events(self) -> list[dict[str, Any]]:
        return self.queue.events

    @property
    def parts(self) -> list[Any]:
        """Of each event, the process and what changed, or its type."""
        return [(event["process_name"], *event["changed"]) if event["type"] == "changed" else (event["process_name"], event["type"]) for event in self.events]

    def wait(self, condition: Callable[[], Any]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            assert self._thread.is_alive(), f"it ended: {self.error!r}"
            assert time.monotonic() < end, f"in vain; events: {self.parts}"
            time.sleep(0.005)

    def change(self, account: Account) -> None:
        """Changes the account between two polls: one that falls into a poll can be told in two parts."""
        _waiting.append((self.sandbox, account))
        self.wait(lambda: not _waiting)

    def turn(self) -> Running:
        """Waits for one whole poll from here on, with all that it leads to. Each one logs in; the one that is under way does not count."""
        before = len(self.sandbox.requests("/auth"))
        self.wait(lambda: len(self.sandbox.requests("/auth")) > before + 1)
        return self

    def ended(self) -> BaseException:
        """The error that it ended with."""
        self._thread.join(PATIENCE)
        assert self.error is not None
        return self.error

    def _run(self) -> None:
        self._task = self._loop.create_task(runpy.run_path(str(SOURCE))["main"](self.queue, self._args))
        try:
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            pass
        except BaseException as error:
            self.error = error

    def _cancel(self) -> None:
        self._task.cancel()


def arguments(sandbox: Sandbox, state: Path, **changed: Any) -> dict[str, Any]:
    """The arguments that lead to the local Boomi, without pauses; None takes one away."""
    given = {**options(sandbox), "state_file": str(state), "interval": 0.001, "retries": 0, "requests_per_second": 100000, **changed}
    return {name: value for name, value in given.items() if value is not None}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The local Boomi, for every test that asks something."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from tests.paths import DATA
from tests.sandbox import Account, Sandbox, load

# A shell's job in the background is born deaf to an interrupt, and so would be whatever the tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def demo() -> Account:
    return load(DATA / "demo.yml")


@pytest.fixture(scope="session")
def _running(demo: Account) -> Iterator[Sandbox]:
    with Sandbox(demo) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(_running: Sandbox) -> Iterator[Sandbox]:
    """The demo account, without faults and with an empty log."""
    yield _running
    _running.clear()
    _running.latency = 0.0
    _running.token_lifetime = 300
    _running.max_aliases = None
    _running.page_size = 100
    _running.rate_limit = 10
    _running.max_expressions = None
    _running.clock.run()


@pytest.fixture(autouse=True)
def _no_boomi_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A contributor's own account must not decide what a test asks."""
    for name in [name for name in os.environ if name.startswith("BOOMI_")]:
        monkeypatch.delenv(name)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes this checkout importable as ``ansible_collections.boomi.spaces``, for pytest and ansible-test alike."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.paths import COLLECTIONS
from tests.unit import cases
from tests.unit.clock import Clock

# Hooks of pytest: how many cases the property tests try.
pytest_collection_modifyitems = cases.pytest_collection_modifyitems
pytest_pyfunc_call = cases.pytest_pyfunc_call
pytest_terminal_summary = cases.pytest_terminal_summary

LINK = COLLECTIONS / "ansible_collections/boomi/spaces"

if not LINK.exists():
    LINK.parent.mkdir(parents=True, exist_ok=True)
    LINK.symlink_to("../../..", target_is_directory=True)

if not any(type(finder).__name__ == "_AnsibleCollectionFinder" for finder in sys.meta_path):
    from ansible.plugins.loader import init_plugin_loader

    init_plugin_loader([str(COLLECTIONS)])


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries without long pauses; the length of the pauses has its own tests."""
    from ansible_collections.boomi.spaces.plugins.module_utils._transport import client

    monkeypatch.setattr(client, "FIRST_BACKOFF", 0.01)


@pytest.fixture(autouse=True)
def _pace_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """No runtime folder, so that tests that run at the same time do not wait for each other: they all ask one local Boomi."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", os.devnull)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the transport, which no test then has to wait for. Sockets keep the real one."""
    from ansible_collections.boomi.spaces.plugins.module_utils._transport import client, login, pace, waiting

    clock = Clock()
    for module in (client, login, pace, waiting):
        monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.fixture
def through(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], dict[str, Any]]]:
    """Sets the proxy of this address, and returns the options that lead through it. What a failed tunnel leaves behind is collected at the end."""

    def options(address: str) -> dict[str, Any]:
        monkeypatch.setenv("https_proxy", f"http://{address}")
        monkeypatch.setenv("no_proxy", "")
        return {"platform_url": "https://api.boomi.example"}

    yield options
    gc.collect()

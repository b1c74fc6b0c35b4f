# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for a state, never for a time: a test that waits so passes on a busy machine too."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

# Seconds. Nothing in a test takes so long, however busy the machine is.
PATIENCE = 300

T = TypeVar("T")


def until(state: Callable[[], T]) -> T:
    """Calls ``state`` again and again until what it returns is true, and returns that."""
    end = time.monotonic() + PATIENCE
    while not (found := state()):
        assert time.monotonic() < end, "in vain"
        time.sleep(0.005)
    return found

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Waiting that an interrupt ends.

Python notices a signal that arrives just before it begins to wait only when it has waited. So nothing here waits longer than a moment at a time.
"""

from __future__ import annotations

import math
import time
from typing import Callable

MOMENT = 0.5  # seconds until an interrupt is noticed at the latest


def waited(wait: Callable[[float], bool], seconds: float = math.inf) -> bool:
    """Whether what ``wait`` waits for, no longer than the seconds that it is given, came in time."""
    end = time.monotonic() + seconds
    while not wait(min(MOMENT, max(0.0, end - time.monotonic()))):
        if time.monotonic() >= end:
            return False
    return True


def sleep(seconds: float) -> None:
    def nothing(moment: float) -> bool:
        time.sleep(moment)
        return False

    waited(nothing, seconds)

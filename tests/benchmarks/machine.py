# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where and when it was measured."""

from __future__ import annotations

import os
import platform
from datetime import date
from importlib.metadata import version
from pathlib import Path


def describe() -> str:
    """One sentence; take it before the measuring begins, for the load."""
    return (
        f"Measured on {date.today().isoformat()} on {platform.system()} with {os.cpu_count()} cores ({_processor()}), Python {platform.python_version()}, "
        f"ansible-core {version('ansible-core')} and requests {version('requests')}; the machine's load average was {os.getloadavg()[0]:.1f} at the beginning."
    )


def _processor() -> str:
    """Its name as Linux tells it, or its architecture."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())

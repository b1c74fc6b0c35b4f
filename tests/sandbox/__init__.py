# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A local Boomi for tests and demonstrations. README.md describes how to use it."""

from __future__ import annotations

from .account import Account
from .faults import Fault
from .loading import load, parse
from .reader import DataError
from .sandbox import Logged, Sandbox

__all__ = ["Account", "DataError", "Fault", "Logged", "Sandbox", "load", "parse"]

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many cases the property tests try, by the environment variable HYPOTHESIS_PROFILE.

default is two thousand for each, fewer where the oracle walks a century; quick is for the inner loop; fuzz is two hundred thousand.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_COMMON = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
settings.register_profile("default", _COMMON, max_examples=2_000, derandomize=True)
settings.register_profile("quick", _COMMON, max_examples=40, derandomize=True)
settings.register_profile("fuzz", _COMMON, max_examples=200_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

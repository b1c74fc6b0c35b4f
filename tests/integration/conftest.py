# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which tests go to one worker: those of a file where they share a fixture of their module, and each other test by itself."""

from __future__ import annotations

import functools
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.paths import ROOT


class Scheduling(LoadScopeScheduling):
    """The largest groups begin, so that no worker is left with one at the end."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if _shares(file) else nodeid


@functools.cache
def _shares(file: str) -> bool:
    return '@pytest.fixture(scope="module")' in (ROOT / file).read_text(encoding="utf-8")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    return Scheduling(config, log)

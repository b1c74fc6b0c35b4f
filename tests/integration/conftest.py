# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which tests go to one worker: those of a file where they share a fixture of their module, and each other test by itself.

With `TESTED_SHARE=0,1/4` in the environment the first two quarters of these groups are run, as `python -m tests.versions --divided` does.
"""

from __future__ import annotations

import functools
import os
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.paths import ROOT


class Scheduling(LoadScopeScheduling):
    """The largest groups begin, so that no worker is left with one at the end."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def group_of(nodeid: str) -> str:
    file = nodeid.partition("::")[0]
    return file if _shares(file) else nodeid


@functools.cache
def _shares(file: str) -> bool:
    return '@pytest.fixture(scope="module")' in (ROOT / file).read_text(encoding="utf-8")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """After the marks have been looked at, so that the shares are of those tests that are left."""
    share = os.environ.get("TESTED_SHARE")
    if share:
        numbers, dummy, shares = share.partition("/")
        parts = {int(number) for number in numbers.split(",")}
        groups = dict.fromkeys(group_of(item.nodeid) for item in items)
        mine = {group for index, group in enumerate(groups) if index % int(shares) in parts}
        config.hook.pytest_deselected(items=[item for item in items if group_of(item.nodeid) not in mine])
        items[:] = [item for item in items if group_of(item.nodeid) in mine]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    return Scheduling(config, log)

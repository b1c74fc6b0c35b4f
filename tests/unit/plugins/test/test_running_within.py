# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The test running_within."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.test.running_within import TestModule as Plugin
from ansible_collections.boomi.spaces.plugins.test.running_within import running_within

RUNNING = {"schedule": [{"minutes": "0", "hours": "8"}], "enabled": True}
PAUSED = {"schedule": [{"minutes": "0", "hours": "8"}], "enabled": False}


@pytest.mark.parametrize(
    ("window", "expected"), [("* 8 * * * *", True), ("* 9-23 * * * *", False), ([{"hours": "7"}, {"hours": "8"}], True), ([], False), ("0 8 * 31 2 *", False)]
)
def test_whether_any_run_falls_into_the_window(window: object, expected: bool) -> None:
    assert running_within(RUNNING, window) is expected


def test_paused_and_skipped_runs() -> None:
    assert running_within(PAUSED, "* 8 * * * *") is False
    assert running_within(PAUSED, "* 8 * * * *", include_paused=True) is True
    assert running_within("30 2 * 29 3 2026", "* 2 * * * *", "Europe/Berlin") is False


def test_an_unknown_zone() -> None:
    with pytest.raises(AnsibleFilterError, match=r'^timezone is "CEST"; allowed are IANA names'):
        running_within(RUNNING, "* 8 * * * *", "CEST")


def test_ansible_finds_it() -> None:
    assert Plugin().tests() == {"running_within": running_within}

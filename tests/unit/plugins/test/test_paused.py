# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The test paused."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.test.paused import TestModule as Plugin
from ansible_collections.boomi.spaces.plugins.test.paused import paused

RUNNING = {"schedule": [{"minutes": "0", "hours": "8"}], "enabled": True}
PAUSED = {"schedule": [{"minutes": "0", "hours": "8"}], "enabled": False}

UNSCHEDULED = {"schedule": [], "enabled": False}


@pytest.mark.parametrize(
    ("value", "expected"),
    [(PAUSED, True), (RUNNING, False), ([PAUSED, RUNNING], False), ([PAUSED, PAUSED], True), ([UNSCHEDULED, RUNNING], False), (UNSCHEDULED, True), ([], False)],
)
def test_whether_nothing_runs_because_it_is_paused(value: object, expected: bool) -> None:
    assert paused(value) is expected


def test_what_is_no_status() -> None:
    with pytest.raises(AnsibleFilterError, match=r'^enabled is "no"; it must be true, false or null$'):
        paused({"schedule": [], "enabled": "no"})


def test_ansible_finds_it() -> None:
    assert Plugin().tests() == {"paused": paused}

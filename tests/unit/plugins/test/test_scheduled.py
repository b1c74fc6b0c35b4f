# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The test scheduled."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.test.scheduled import TestModule as Plugin
from ansible_collections.boomi.spaces.plugins.test.scheduled import scheduled

RUNNING = {"schedule": [{"minutes": "0", "hours": "8"}], "enabled": True}
PAUSED = {"schedule": [{"minutes": "0", "hours": "8"}], "enabled": False}


@pytest.mark.parametrize(
    ("value", "expected"),
    [(PAUSED, True), (RUNNING, True), ({"schedule": []}, False), ({"process_schedules": []}, False), ("0 0 * 31 2 *", True), ([], False), (None, False)],
)
def test_whether_an_entry_is_there(value: object, expected: bool) -> None:
    assert scheduled(value) is expected


def test_what_is_no_schedule() -> None:
    with pytest.raises(AnsibleFilterError, match=r"^a schedule cannot be a number; "):
        scheduled(5)


def test_ansible_finds_it() -> None:
    assert Plugin().tests() == {"scheduled": scheduled}

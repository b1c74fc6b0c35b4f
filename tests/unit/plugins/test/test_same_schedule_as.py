# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The test same_schedule_as."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.test.same_schedule_as import TestModule as Plugin
from ansible_collections.boomi.spaces.plugins.test.same_schedule_as import same_schedule_as

RUNNING = {"schedule": [{"minutes": "0", "hours": "8"}], "enabled": True}
PAUSED = {"schedule": [{"minutes": "0", "hours": "8"}], "enabled": False}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (RUNNING, PAUSED, True),
        (RUNNING, "00 08 1-7 * * *", True),
        ("0-59/15 * * * * *", "0,15,30,45 * * * * *", True),
        ("0 0 * 31 2 *", [], True),
        (RUNNING, "1 8 * * * *", False),
        (RUNNING, [], False),
    ],
)
def test_the_same_minutes(one: object, other: object, expected: bool) -> None:
    assert same_schedule_as(one, other) is same_schedule_as(other, one) is expected


def test_what_is_no_schedule() -> None:
    with pytest.raises(AnsibleFilterError, match=r"^a schedule cannot be a number; "):
        same_schedule_as(RUNNING, 5)


def test_ansible_finds_it() -> None:
    assert Plugin().tests() == {"same_schedule_as": same_schedule_as}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter describe_schedule: its arguments."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.filter.describe_schedule import FilterModule, describe_schedule

PAUSED = {"schedule": [{"minutes": "0", "hours": "8"}], "enabled": False}


def test_with_and_without_a_zone() -> None:
    assert describe_schedule(PAUSED) == "at 08:00 every day (paused)"
    assert describe_schedule(PAUSED, "Europe/Berlin") == "at 08:00 every day, Europe/Berlin time (paused)"
    assert describe_schedule([]) == "not scheduled"


def test_what_is_no_schedule() -> None:
    with pytest.raises(AnsibleFilterError, match=r'^minutes is "60": "60" is out of range; allowed are'):
        describe_schedule("60 * * * * *")


def test_ansible_finds_it() -> None:
    assert FilterModule().filters() == {"describe_schedule": describe_schedule}

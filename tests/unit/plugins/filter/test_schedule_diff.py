# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter schedule_diff: its two sides."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.filter.schedule_diff import FilterModule, schedule_diff

PAUSED = {"schedule": [{"minutes": "0", "hours": "8"}], "enabled": False}


def test_both_sides_in_entries_and_words() -> None:
    entry = {"minutes": "0", "days_of_week": "*", "days_of_month": "*", "months": "*", "years": "*"}
    assert schedule_diff("0 8,9 * * * *", "0 9,10 * * * *") == {
        "only_in_first": {"entries": [{**entry, "hours": "8"}], "words": "at 08:00 every day"},
        "only_in_second": {"entries": [{**entry, "hours": "10"}], "words": "at 10:00 every day"},
    }


def test_a_pause_is_no_difference_and_neither_is_another_spelling() -> None:
    assert schedule_diff(PAUSED, "00 8-8 1-7 * * *") == {}


def test_what_is_no_schedule() -> None:
    with pytest.raises(AnsibleFilterError, match=r"^a schedule cannot be a number; "):
        schedule_diff(PAUSED, 5)


def test_ansible_finds_it() -> None:
    assert FilterModule().filters() == {"schedule_diff": schedule_diff}

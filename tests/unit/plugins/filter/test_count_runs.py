# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter count_runs: its arguments."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.filter.count_runs import FilterModule, count_runs

PAUSED = {"schedule": [{"minutes": "0", "hours": "8"}], "enabled": False}


def test_centuries_are_counted_without_naming_a_run() -> None:
    assert count_runs("* * * * * *", "2000-01-01", "2400-01-01") == 146_097 * 1440
    assert count_runs("30 2 * * * *", "2026-01-01", "2027-01-01", "Europe/Berlin") == 364  # not on the day on which the clocks skip 02:30


def test_a_paused_schedule_has_runs_on_demand_only() -> None:
    assert count_runs(PAUSED, "2026-11-24", "2026-11-26") == 0
    assert count_runs(PAUSED, "2026-11-24", "2026-11-26", include_paused=True) == 2


def test_a_span_that_is_none() -> None:
    with pytest.raises(AnsibleFilterError, match=r'^start is "today"; it must be a date and time such as'):
        count_runs("0 8 * * * *", "today", "2026-11-24")


def test_ansible_finds_it() -> None:
    assert FilterModule().filters() == {"count_runs": count_runs}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter runs_between: its arguments."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.filter.runs_between import FilterModule, runs_between

PAUSED = {"schedule": [{"minutes": "0", "hours": "8"}], "enabled": False}


def test_the_end_is_not_part_of_the_span() -> None:
    assert runs_between("0 8 * * * *", "2026-11-24T08:00", "2026-11-25T08:00") == ["2026-11-24T08:00:00+00:00"]
    assert runs_between("0 8 * * * *", "2026-11-24T08:00Z", "2026-11-24T08:00Z", "Asia/Tokyo") == []
    assert runs_between("0 8 * * * *", "2026-11-24", "2026-11-25", timezone="Asia/Tokyo") == ["2026-11-24T08:00:00+09:00"]


def test_a_paused_schedule_has_runs_on_demand_only() -> None:
    assert runs_between(PAUSED, "2026-11-24", "2026-11-25") == []
    assert runs_between(PAUSED, "2026-11-24", "2026-11-25", "UTC", True) == ["2026-11-24T08:00:00+00:00"]


def test_a_span_that_is_none() -> None:
    with pytest.raises(AnsibleFilterError, match=r"^end is null; it must be a date and time such as 2026-11-24T08:15:00\+01:00$"):
        runs_between("0 8 * * * *", "2026-11-24", None)


def test_ansible_finds_it() -> None:
    assert FilterModule().filters() == {"runs_between": runs_between}

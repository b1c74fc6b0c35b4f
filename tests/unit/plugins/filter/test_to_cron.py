# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter to_cron: its arguments."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.filter.to_cron import FilterModule, to_cron

PAUSED = {"schedule": [{"minutes": "0", "hours": "8"}], "enabled": False}


def test_dialects_by_position_and_by_name() -> None:
    assert to_cron("0 8 2-6 * * *") == to_cron("0 8 2-6 * * *", "unix") == ["0 8 * * 1-5"]
    assert to_cron("0 8 2-6 * * *", dialect="quartz") == ["0 0 8 ? * 2-6"]
    assert to_cron("0 8 2-6 * * *", dialect="systemd") == ["Mon..Fri *-*-* 08:00:00"]


def test_a_paused_schedule_is_written_on_demand_only() -> None:
    assert to_cron(PAUSED) == []
    assert to_cron(PAUSED, include_paused=True) == ["0 8 * * *"]


def test_an_unknown_dialect() -> None:
    with pytest.raises(AnsibleFilterError, match=r'^dialect is "cron"; allowed are unix, quartz, systemd$'):
        to_cron("0 8 * * * *", "cron")


def test_ansible_finds_it() -> None:
    assert FilterModule().filters() == {"to_cron": to_cron}

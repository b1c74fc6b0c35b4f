# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter next_runs: its arguments."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.filter.next_runs import FilterModule, next_runs

PAUSED = {"schedule": [{"minutes": "0", "hours": "8"}], "enabled": False}


def test_arguments_by_position_and_by_name() -> None:
    expected = ["2026-11-24T08:00:00+01:00", "2026-11-25T08:00:00+01:00"]
    assert next_runs("0 8 * * * *", 2, "2026-11-23T23:00Z", None, "Europe/Berlin") == expected
    assert next_runs("0 8 * * * *", timezone="Europe/Berlin", after="2026-11-23T23:00Z", count=5, until="2026-11-25T08:01") == expected


def test_a_paused_schedule_has_runs_on_demand_only() -> None:
    assert next_runs(PAUSED, after="2026-11-24") == []
    assert next_runs(PAUSED, after="2026-11-24", include_paused=True) == ["2026-11-24T08:00:00+00:00"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"count": -1}, "count is -1; it must be a whole number of 0 or more"),
        ({"after": "soon"}, 'after is "soon"; it must be a date and time such as 2026-11-24, 2026-11-24T08:15 or 2026-11-24T08:15:00+01:00'),
        ({"until": 5}, "until is 5; it must be a date and time such as 2026-11-24T08:15:00+01:00"),
        ({"timezone": "CEST"}, 'timezone is "CEST"; allowed are IANA names such as UTC, Europe/Berlin or America/New_York'),
        ({"include_paused": "yes"}, 'include_paused is "yes"; it must be true or false'),
    ],
)
def test_what_is_refused(arguments: dict[str, object], sentence: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        next_runs("0 8 * * * *", **arguments)
    assert str(caught.value) == sentence


def test_ansible_finds_it() -> None:
    assert FilterModule().filters() == {"next_runs": next_runs}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter to_ical: its arguments."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.filter.to_ical import FilterModule, to_ical

PAUSED = {"schedule": [{"minutes": "0", "hours": "8"}], "enabled": False}


def test_a_file_of_some_weeks() -> None:
    text = to_ical("0 8 2 * * *", "Order Intake", "Europe/Berlin", "2026-11-23", 2)
    told = [line for line in text.split("\r\n") if line.startswith(("DTSTART", "RRULE", "SUMMARY", "DESCRIPTION"))]
    assert told == [
        "DTSTART:20261123T070000Z",
        "RRULE:FREQ=DAILY;UNTIL=20261130T070000Z;BYDAY=MO;BYHOUR=7;BYMINUTE=0",
        "SUMMARY:Order Intake",
        "DESCRIPTION:at 08:00 on Monday\\, Europe/Berlin time",
    ]


def test_a_paused_schedule_has_events_on_demand_only() -> None:
    assert "VEVENT" not in to_ical(PAUSED, "x", start="2026-11-24", weeks=1)
    assert to_ical(PAUSED, "x", start="2026-11-24", weeks=1, include_paused=True).count("BEGIN:VEVENT") == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"name": 5}, "name is 5; it must be text"),
        ({"name": "x", "weeks": 0}, "weeks is 0; it must be a whole number of 1 or more"),
    ],
)
def test_what_is_refused(arguments: dict[str, object], sentence: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        to_ical("0 0 * 1 1 *", **arguments)
    assert str(caught.value) == sentence


def test_ansible_finds_it() -> None:
    assert FilterModule().filters() == {"to_ical": to_ical}

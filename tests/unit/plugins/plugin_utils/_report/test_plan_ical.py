# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan as a calendar, read back by a library."""

from __future__ import annotations

from typing import Any

from icalendar import Calendar

from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils import plan_report_cases as cases
from tests.unit.plugins.plugin_utils.plan_report_cases import FACTS, MOVED


def events(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_the_events() -> None:
    told = [(str(each["SUMMARY"]), f"{each['DTSTART'].dt:%d %H:%M}", f"{each['DTEND'].dt:%d %H:%M}") for each in events(cases.report("ical"))]
    assert told[:4] == [
        ("Maintenance on Sun 29 Nov 2026, 02:00 to 04:00", "29 01:00", "29 03:00"),
        ("Next: Long", "30 00:30", "30 00:31"),
        ("Disturbed: Nightly Load (1 run)", "29 02:00", "29 02:01"),
        ("Next: Nightly Load", "30 02:00", "30 02:01"),
    ]
    assert ("Disturbed: Stock Level (8 runs)", "29 01:00", "29 02:46") in told
    assert [each[0] for each in told[-5:]] == ["Quieter time"] * 5
    assert told[-5][1:] == ("29 03:00", "29 11:00")
    uids = [str(each["UID"]) for each in events(cases.report("ical"))]
    assert len(set(uids)) == len(uids)


def test_a_change_has_no_events() -> None:
    assert events(plugins.plan_report(FACTS, "ical", changed=MOVED)) == []


def test_names() -> None:
    found = events(cases.hostile("ical"))
    assert len({str(each["UID"]) for each in found}) == len(found)
    assert any(str(each["SUMMARY"]) == "Disturbed: a;b,c:d\\n\\e BEGIN:VEVENT (1 run)" for each in found)

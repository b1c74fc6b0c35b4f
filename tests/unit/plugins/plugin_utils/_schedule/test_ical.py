# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calendar files, read back by the library icalendar."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.unit import filters as plugins

SUNDAY = "0 4 1 * * *"


def calendar(name: str = "Order Intake", schedule: object = SUNDAY, **arguments: object) -> str:
    text: str = plugins.to_ical(schedule, name, **{"start": "2026-10-11", "timezone": "Europe/Berlin", **arguments})
    return text


def test_every_run_is_an_event() -> None:
    read = Calendar.from_ical(calendar())
    events = read.walk("VEVENT")
    assert str(read["X-WR-CALNAME"]) == "Order Intake"
    assert [event["DTSTART"].dt.isoformat() for event in events] == [
        "2026-10-11T02:00:00+00:00",
        "2026-10-18T02:00:00+00:00",
        "2026-10-25T03:00:00+00:00",
        "2026-11-01T03:00:00+00:00",
    ]
    for event in events:
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=1)
        assert str(event["SUMMARY"]) == "Order Intake"
        assert str(event["DESCRIPTION"]) == "at 04:00 on Sunday, Europe/Berlin time"
        assert event["DTSTAMP"].dt == datetime(2026, 10, 10, 22, tzinfo=timezone.utc)
    assert len({str(event["UID"]) for event in events}) == len(events)


def test_the_same_call_makes_the_same_file() -> None:
    assert calendar() == calendar()
    longer = [str(event["UID"]) for event in Calendar.from_ical(calendar(weeks=6)).walk("VEVENT")]
    assert longer[:4] == [str(event["UID"]) for event in Calendar.from_ical(calendar()).walk("VEVENT")]
    other = [str(event["UID"]) for event in Calendar.from_ical(calendar("Load")).walk("VEVENT")]
    assert not set(other) & set(longer)


def test_no_runs_are_a_calendar_too() -> None:
    for schedule in ([], {"enabled": False, "schedule": SUNDAY}, "0 0 * 31 2 *"):
        read = Calendar.from_ical(calendar(schedule=schedule))
        assert read.walk("VEVENT") == []
        assert len(read.subcomponents) == 1
    assert len(Calendar.from_ical(calendar(schedule={"enabled": False, "schedule": SUNDAY}, include_paused=True)).walk("VEVENT")) == 4


def test_a_name_without_end_is_cut() -> None:
    read = Calendar.from_ical(calendar("long " * 200_000, weeks=1))
    (event,) = read.walk("VEVENT")
    assert event["SUMMARY"] == ("long " * 400) + "…"


@given(name=st.text(max_size=120) | st.text(alphabet="a;,\\\n\r\x0b\x85\u2028é\U0001f600 ", max_size=80))
def test_any_name_stays_in_its_line(name: str) -> None:
    text = calendar(name, weeks=1)
    raw = text.encode("utf-8")
    lines = raw.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 for line in lines)
    assert not any(byte < 0x20 or byte == 0x7F for line in lines for byte in line)
    assert all(line.decode("utf-8") for line in lines)
    starts = [line for line in lines if not line.startswith(b" ")]
    properties = "BEGIN VERSION PRODID CALSCALE X-WR-CALNAME BEGIN UID DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION TRANSP END END"
    assert " ".join(line.split(b":")[0].decode() for line in starts) == properties
    expected = name.replace("\r\n", "\n").replace("\r", "\n")
    if all(char.isprintable() or char == "\n" for char in expected):
        assert str(Calendar.from_ical(text).walk("VEVENT")[0]["SUMMARY"]) == expected


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"weeks": 0}, "weeks is 0; it must be a whole number of 1 or more"),
        ({"weeks": "4"}, 'weeks is "4"; it must be a whole number of 1 or more'),
        ({"start": "soon"}, 'start is "soon"; it must be a date and time'),
        ({"name": 5}, "name is 5; it must be text"),
        ({"schedule": {}, "start": "9999-12-31T23:50", "timezone": "America/New_York"}, "reach beyond the end of the calendar"),
    ],
)
def test_arguments(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        calendar(**arguments)  # type: ignore[arg-type]
    assert message in str(caught.value)


def test_now_is_the_default() -> None:
    text = plugins.to_ical({}, "x", weeks=1)
    start = datetime.strptime(text.partition("DTSTART:")[2][:16], "%Y%m%dT%H%M%S%z")
    assert abs(start - datetime.now(timezone.utc)) < timedelta(minutes=2)
    assert text.count("BEGIN:VEVENT") == 7 * 1440

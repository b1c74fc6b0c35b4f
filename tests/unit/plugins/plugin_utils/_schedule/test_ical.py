# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calendar files, read back by the library icalendar."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from ansible.errors import AnsibleFilterError
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils import schedule_cases as cases

SUNDAY = "0 4 1 * * *"


def calendar(name: str = "Order Intake", schedule: object = SUNDAY, **arguments: object) -> str:
    text: str = plugins.to_ical(schedule, name, **{"start": "2026-10-11", "timezone": "Europe/Berlin", **arguments})
    return text


def runs_of(text: str) -> list[datetime]:
    """The starts of all events, and of their recurrences, as a calendar program finds them."""
    found = []
    for event in Calendar.from_ical(text).walk("VEVENT"):
        start = event["DTSTART"].dt
        found += list(rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)) if "RRULE" in event else [start]
    return found


def test_every_run_is_in_an_event() -> None:
    read = Calendar.from_ical(calendar())
    events = read.walk("VEVENT")
    assert str(read["X-WR-CALNAME"]) == "Order Intake"
    # The clocks go back on 25 October.
    assert re.findall("RRULE:(.*)\r", calendar()) == [
        "FREQ=DAILY;UNTIL=20261018T020000Z;BYDAY=SU;BYHOUR=2;BYMINUTE=0",
        "FREQ=DAILY;UNTIL=20261101T030000Z;BYDAY=SU;BYHOUR=3;BYMINUTE=0",
    ]
    assert [run.isoformat() for run in runs_of(calendar())] == [
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
    assert longer == [str(event["UID"]) for event in Calendar.from_ical(calendar()).walk("VEVENT")]
    other = [str(event["UID"]) for event in Calendar.from_ical(calendar("Load")).walk("VEVENT")]
    assert not set(other) & set(longer)


def test_no_runs_are_a_calendar_too() -> None:
    for schedule in ([], {"enabled": False, "schedule": SUNDAY}, "0 0 * 31 2 *"):
        read = Calendar.from_ical(calendar(schedule=schedule))
        assert read.walk("VEVENT") == []
        assert len(read.subcomponents) == 1
    assert len(runs_of(calendar(schedule={"enabled": False, "schedule": SUNDAY}, include_paused=True))) == 4


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
        ({"schedule": {}, "start": "9999-12-31T23:50", "timezone": "America/New_York"}, "is outside the calendar, which goes from 1970 to 9999"),
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
    assert len(runs_of(text)) == 7 * 1440


def test_a_later_file_replaces_the_series_of_an_earlier_one() -> None:
    def names(start: str) -> list[str]:
        return [str(event["UID"]) for event in Calendar.from_ical(calendar(start=start)).walk("VEVENT")]

    summer, winter = names("2026-10-11")
    assert names("2026-10-04") == [summer, winter]
    assert names("2026-11-01") == [winter]
    # The next summer is another series, or its file would take the old one away.
    assert names("2027-04-11") == names("2027-04-18") != [summer]


def test_a_busy_process_is_a_small_file() -> None:
    assert len(calendar(schedule="* * * * * *")) < 5_000


@pytest.mark.parametrize(
    ("schedule", "events"),
    [
        # Every day, on some weekdays, at several times.
        ("0 4 * * * *", 1),
        ("0,30 4,8 2-6 * * *", 1),
        # A single run, and a single day with several: no week to repeat.
        ("0 4 * 1 12 *", 1),
        ("0 4,5 * 1 12 *", 1),
        # The first of the month is on no fixed weekday.
        ("0 4 * 1 * *", 3),
        # Half an hour in two of the three hours.
        (["0,30 4-5 * * * *", "0 6 * * * *"], 2),
        # Some months only: two series.
        ("0 4 * * 11,1 *", 2),
    ],
)
def test_as_few_events_as_say_the_same(schedule: object, events: int) -> None:
    text = calendar(schedule=schedule, start="2026-11-01", weeks=12)
    assert text.count("BEGIN:VEVENT") == events
    expected = plugins.runs_between(schedule, "2026-11-01", "2027-01-24", "Europe/Berlin")
    assert sorted(runs_of(text)) == [datetime.fromisoformat(run) for run in expected]


@given(
    schedule=cases.entries(),
    start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
    weeks=st.integers(1, 3),
    zones=st.lists(st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]), min_size=1, max_size=2),
)
@cases.share(5, most=100)  # a library expands the rules
def test_the_rules_expand_to_exactly_the_runs(schedule: list[dict[str, str]], start: datetime, weeks: int, zones: list[str]) -> None:
    items = [{"atom_id": zone, "atom_time_zone": zone, "schedule": schedule} for zone in zones]
    moment = start.replace(tzinfo=timezone.utc)
    text = plugins.to_ical(items, "x", "runtime", start=moment, weeks=weeks)
    # Weeks are those of each local clock.
    local = [
        plugins.runs_between(item, moment, moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + timedelta(weeks=weeks), zone)
        for item, zone in zip(items, zones)
    ]
    expected = sorted({datetime.fromisoformat(run) for runs in local for run in runs})
    found = runs_of(text)
    assert sorted(found) == expected
    names = [str(event["UID"]) for event in Calendar.from_ical(text).walk("VEVENT")]
    assert len(set(names)) == len(names)

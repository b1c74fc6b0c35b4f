# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moments, zones and their clock changes, and the ends of the calendar."""

from __future__ import annotations

import os
import sys
import zoneinfo
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.module_utils._zones import rules_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule import zone as zones
from tests.unit import filters as plugins

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-11-24", datetime(2026, 11, 24)),
        ("2026-11-24T08:15", datetime(2026, 11, 24, 8, 15)),
        ("2026-11-24 08:15:30", datetime(2026, 11, 24, 8, 15, 30)),
        ("2026-11-24T08:15:00Z", datetime(2026, 11, 24, 8, 15, tzinfo=timezone.utc)),
        (" 2026-11-24t08:15z ", datetime(2026, 11, 24, 8, 15, tzinfo=timezone.utc)),
        ("2026-11-24T08:15:00.000Z", datetime(2026, 11, 24, 8, 15, tzinfo=timezone.utc)),
        ("2026-11-24T08:15:00.0000001Z", datetime(2026, 11, 24, 8, 15, 0, 1, tzinfo=timezone.utc)),
        ("2026-11-24T08:15:00+01:00", datetime(2026, 11, 24, 8, 15, tzinfo=timezone(timedelta(hours=1)))),
        ("2026-11-24T08:15-0330", datetime(2026, 11, 24, 8, 15, tzinfo=timezone(-timedelta(hours=3, minutes=30)))),
        ("2026-11-24T08:15+05", datetime(2026, 11, 24, 8, 15, tzinfo=timezone(timedelta(hours=5)))),
        ("1972-01-01T00:00:00-00:44:30", datetime(1972, 1, 1, tzinfo=timezone(-timedelta(minutes=44, seconds=30)))),
        (date(2026, 11, 24), datetime(2026, 11, 24)),
        (datetime(2026, 11, 24, 8), datetime(2026, 11, 24, 8)),
    ],
)
def test_moments(value: object, expected: datetime) -> None:
    found = zones.moment_of("after", value)
    assert found == expected
    assert found.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    "value",
    [
        "",
        "now",
        "24.11.2026",
        "2026-11-24T8:15",
        "2026-02-30",
        "2026-11-24T24:00",
        "2026-11-24T08:15+25:00",
        "2026-11-24T08:15+01:60",
        "2026-W48",
        "2026-11-24T08:15:00 Europe/Berlin",
        "\u0662026-11-24",
        "0000-01-01",
        1_700_000_000,
        1.5,
        True,
        [],
        {},
    ],
)
def test_what_is_no_moment(value: object) -> None:
    with pytest.raises(AnsibleFilterError, match=r"^after is .*; it must be a date and time"):
        plugins.next_runs([], after=value)
    with pytest.raises(AnsibleFilterError, match=r"^end is .*; it must be a date and time"):
        plugins.count_runs([], "2026-01-01", value)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"count": -1}, "count is -1; it must be a whole number of 0 or more"),
        ({"count": "5"}, 'count is "5"; it must be a whole number'),
        ({"count": 1.0}, "count is 1.0; it must be a whole number"),
        ({"count": True}, "count is true; it must be a whole number"),
        ({"count": None}, "count is null; it must be a whole number"),
        ({"timezone": None}, "timezone is null; it must be the name of a time zone such as Europe/Berlin"),
        ({"timezone": "CEST"}, 'timezone is "CEST"; allowed are IANA names such as UTC, Europe/Berlin or America/New_York'),
        ({"timezone": "Europe"}, 'timezone is "Europe"; allowed are IANA names'),
        ({"timezone": ""}, 'timezone is ""; allowed are IANA names'),
        ({"timezone": "../../etc/passwd"}, 'timezone is "../../etc/passwd"; allowed are IANA names'),
        ({"timezone": "a\0b"}, "; allowed are IANA names"),
    ],
)
def test_arguments(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        plugins.next_runs("0 8 * * * *", **arguments)
    assert message in str(caught.value)


def test_a_machine_without_zone_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tzdata", None)
    monkeypatch.setitem(sys.modules, "tzdata.zoneinfo", None)
    zoneinfo.reset_tzpath(to=[])
    ZoneInfo.clear_cache()
    zones._zone.cache_clear()
    rules_of.cache_clear()
    try:
        with pytest.raises(AnsibleFilterError, match=r'^timezone is "Asia/Tokyo"; this machine has no time zone data: install the Python package tzdata'):
            plugins.next_runs("0 8 * * * *", timezone="Asia/Tokyo")
        assert plugins.next_runs("0 8 * * * *", after="2026-11-24", timezone="Etc/UTC") == ["2026-11-24T08:00:00+00:00"]
    finally:
        zoneinfo.reset_tzpath()
        zones._zone.cache_clear()
        rules_of.cache_clear()


def test_a_fixed_offset_as_java_writes_it() -> None:
    # In the TZ database Etc/GMT-2 is two hours ahead, too: its signs are the other way round.
    for name in ("GMT+02:00", "UTC+2", "Etc/GMT-2"):
        assert plugins.next_runs("0 8 * * * *", after="2026-11-24", timezone=name) == ["2026-11-24T08:00:00+02:00"]


def test_the_zone_of_this_machine_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    with pytest.raises(AnsibleFilterError, match=r'^timezone is "localtime"; allowed are IANA names'):
        plugins.next_runs("0 8 * * * *", timezone="localtime")


def test_after_and_until_to_the_second() -> None:
    def next_run(after: str, **more: object) -> list[str]:
        found: list[str] = plugins.next_runs("15 8 * * * *", after=after, **more)
        return found

    today, tomorrow = ["2026-11-24T08:15:00+00:00"], ["2026-11-25T08:15:00+00:00"]
    assert next_run("2026-11-24T08:14:59") == today
    assert next_run("2026-11-24T08:14:59.999999") == today
    assert next_run("2026-11-24T08:15:00") == tomorrow
    assert next_run("2026-11-24T08:15:01") == tomorrow
    assert next_run("2026-11-24", until="2026-11-24T08:15") == []
    assert next_run("2026-11-24", until="2026-11-24T08:15:01") == today
    assert next_run("2026-11-24", count=0) == []
    assert plugins.runs_between("15 8 * * * *", "2026-11-24T08:15:00", "2026-11-24T08:16") == today
    assert plugins.runs_between("15 8 * * * *", "2026-11-24T08:15:00.000000001", "2026-11-24T08:16") == []
    assert plugins.runs_between("15 8 * * * *", "2026-11-25", "2026-11-24") == []
    assert plugins.count_runs("15 8 * * * *", "2026-11-25", "2026-11-24") == 0


def test_now_is_the_default() -> None:
    found = datetime.fromisoformat(plugins.next_runs({})[0])
    assert timedelta() < found - datetime.now(timezone.utc) + timedelta(seconds=1) <= timedelta(seconds=62)


def test_clock_changes() -> None:
    spring, autumn = ("2026-03-29", "2026-03-30"), ("2026-10-25", "2026-10-26")
    assert plugins.runs_between("0,30 1-3 * * * *", *spring, BERLIN) == [
        "2026-03-29T01:00:00+01:00",
        "2026-03-29T01:30:00+01:00",
        "2026-03-29T03:00:00+02:00",
        "2026-03-29T03:30:00+02:00",
    ]
    assert plugins.runs_between("30 1-3 * * * *", *autumn, BERLIN) == [
        "2026-10-25T01:30:00+02:00",
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T03:30:00+01:00",
    ]
    # Between the two times that clocks show 02:30 nothing is left of the hour that occurs twice.
    assert plugins.next_runs("0,45 * * * * *", 1, "2026-10-25T02:30:00+01:00", timezone=BERLIN) == ["2026-10-25T03:00:00+01:00"]
    assert plugins.next_runs("0,45 * * * * *", 1, "2026-10-25T02:30:00+02:00", timezone=BERLIN) == ["2026-10-25T02:45:00+02:00"]
    assert plugins.count_runs({}, *spring, BERLIN) == plugins.count_runs({}, *autumn, BERLIN) - 60 == 1380


def test_clock_changes_elsewhere() -> None:
    south = plugins.runs_between("30 0-3 * * * *", "2026-10-04", "2026-10-05", "Australia/Sydney")
    assert south == ["2026-10-04T00:30:00+10:00", "2026-10-04T01:30:00+10:00", "2026-10-04T03:30:00+11:00"]
    half = plugins.runs_between("0,15,30,45 2 * * * *", "2026-10-04", "2026-10-05", "Australia/Lord_Howe")
    assert half == ["2026-10-04T02:30:00+11:00", "2026-10-04T02:45:00+11:00"]
    back = plugins.runs_between("0,30 1,2 * * * *", "2026-04-05", "2026-04-06", "Australia/Lord_Howe")
    assert back == ["2026-04-05T01:00:00+11:00", "2026-04-05T01:30:00+11:00", "2026-04-05T02:00:00+10:30", "2026-04-05T02:30:00+10:30"]
    assert plugins.next_runs("0 12 * * * *", 2, "2011-12-29T12:00", timezone="Pacific/Apia") == [
        "2011-12-31T12:00:00+14:00",
        "2012-01-01T12:00:00+14:00",
    ]
    assert plugins.count_runs({}, "2011-12-29", "2012-01-01", "Pacific/Apia") == 2 * 1440
    assert plugins.running_within("0 12 * 30 12 2011", "* * * * * *", timezone="Pacific/Apia") is False
    assert plugins.running_within("0 12 * 30 12 2011", "* * * * * *") is True
    assert plugins.running_within("30 2 * 29 3 2026", "* 2 * * * *", BERLIN) is False


@pytest.mark.slow
def test_no_two_clock_changes_are_near_each_other() -> None:
    """What the order of local minutes, and the probes for clock changes, rest on."""
    names = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
    sample = names if os.environ.get("HYPOTHESIS_PROFILE") == "fuzz" else [*names[::40], "America/Recife", "Asia/Gaza", "Africa/El_Aaiun"]
    for name in sample:
        moments = [change.moment for year in range(1970, 2100) for change in zones._changes(ZoneInfo(name), year)]
        assert all(later - earlier > 2 * zones._PROBE - 86400 for earlier, later in zip(moments, moments[1:])), name


@pytest.mark.parametrize("name", [BERLIN, "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Gaza", "Pacific/Apia"])
def test_clock_changes_are_all_found(name: str) -> None:
    rules = ZoneInfo(name)
    for year in (1980, 2000, 2026, 2040, 2060, 2099, 2500, 4000, 9998):
        found = zones._changes(rules, year)
        hour, expected = datetime(year, 1, 1, tzinfo=timezone.utc), []
        before = (hour - timedelta(hours=1)).astimezone(rules).utcoffset()
        while hour.year == year:
            offset = hour.astimezone(rules).utcoffset()
            if offset != before:
                expected.append((hour, before, offset))
            before = offset
            hour += timedelta(hours=1)
        assert len(found) == len(expected)
        for change, (moment, old, new) in zip(found, expected):
            assert old is not None
            assert new is not None
            assert 0 <= (moment - datetime(1970, 1, 1, tzinfo=timezone.utc)).total_seconds() - change.moment < 3600
            assert (change.before, change.after) == (old.total_seconds(), new.total_seconds())


def test_the_ends_of_the_calendar() -> None:
    assert plugins.next_runs("0 0 * 1 1 9999", after="2026-11-24", timezone="America/New_York") == ["9999-01-01T00:00:00-05:00"]
    assert plugins.next_runs("59 23 * 31 12 *", 2, "9999-01-01", timezone="Pacific/Kiritimati") == ["9999-12-31T23:59:00+14:00"]
    assert plugins.next_runs("* * * * * *", 1, "9999-12-31T23:59:00") == []
    assert plugins.next_runs("* * * * * *", 1, "1582-10-15") == ["1970-01-01T00:00:00+00:00"]
    assert plugins.next_runs("* * * * * *", 1, "1582-10-15T00:00Z", timezone=BERLIN) == ["1970-01-01T00:00:00+01:00"]
    with pytest.raises(AnsibleFilterError, match="is outside the calendar, which goes from 1970 to 9999"):
        plugins.next_runs("* * * * * *", 1, "9999-12-31T23:59:00-12:00", timezone="Pacific/Kiritimati")
    every_minute = (date(9999, 12, 31) - date(1970, 1, 1)).days * 1440
    assert plugins.count_runs({}, "1970-01-01", "9999-12-31") == every_minute
    assert plugins.count_runs({}, "1900-01-01", "9999-12-31") == every_minute
    assert plugins.count_runs("30 2 1 25-31 3 *", "2026-01-01", "9999-12-31", BERLIN) == 0
    assert plugins.count_runs("30 2 1 25-31 3 *", "2026-01-01", "9999-12-31") == 9999 - 2026 + 1


@pytest.mark.parametrize(
    ("name", "change", "repeated"),
    [
        (BERLIN, "2026-03-29T01:00", 0),
        (BERLIN, "2026-10-25T01:00", 60),
        ("America/New_York", "2026-11-01T06:00", 60),
        ("Australia/Lord_Howe", "2026-04-04T15:00", 30),
    ],
)
def test_clock_changes_between_two_moments(name: str, change: str, repeated: int) -> None:
    zone, moment = zones.zone_of(name), int(datetime.fromisoformat(f"{change}+00:00").timestamp())
    (found,) = zone.changes_between(moment, moment + 1)
    assert found.moment == moment
    assert found.repeated() == range(moment - repeated * 60, moment)
    assert zone.changes_between(moment - 86400, moment) == zone.changes_between(moment + 1, moment) == []
    assert len(zone.changes_between(moment - 400 * 86400, moment + 400 * 86400)) == 5
    assert zones.UTC.changes_between(moment - 86400, moment + 86400) == []


def test_zones_of_runtimes() -> None:
    found = zones.zones_of({"a1": BERLIN, "prod-1": "UTC", 2026: "Asia/Tokyo"})
    assert {atom: zone.name for atom, zone in found.items()} == {"a1": BERLIN, "prod-1": "UTC", "2026": "Asia/Tokyo"}
    assert zones.zones_of({}) == {}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["x"], "atom_timezones is a list; it must be a mapping of runtime ids or names to time zones"),
        (None, "atom_timezones is null; it must be a mapping of runtime ids or names to time zones"),
        ({"a\n1": "Mars/Base"}, 'atom_timezones.a 1 is "Mars/Base"; allowed are IANA names such as UTC, Europe/Berlin or America/New_York'),
        ({"a": 1}, "atom_timezones.a is 1; it must be the name of a time zone such as Europe/Berlin"),
    ],
)
def test_what_are_no_zones_of_runtimes(given: object, message: str) -> None:
    with pytest.raises(GivenError) as caught:
        zones.zones_of(given)
    assert str(caught.value) == message

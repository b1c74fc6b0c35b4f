# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs and counts against the oracle, on cases that hypothesis makes up."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.module_utils._zones import rules_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import first_moments, last_moment, runs_by_day
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC, zone_of
from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils import schedule_cases as cases
from tests.unit.plugins.plugin_utils import schedule_oracle as oracle

Entry = dict[str, str]


# A zone and a day of UTC around which something happens to its clocks; the last three are quiet.
PLACES = [
    ("Europe/Berlin", date(2026, 3, 28)),
    ("Europe/Berlin", date(2026, 10, 24)),
    ("America/New_York", date(2026, 3, 7)),
    ("America/New_York", date(2026, 10, 31)),
    ("America/St_Johns", date(2006, 10, 28)),
    ("America/Havana", date(2026, 3, 7)),
    ("America/Havana", date(2026, 10, 31)),
    ("America/Sao_Paulo", date(2017, 10, 14)),
    ("America/Sao_Paulo", date(2018, 2, 17)),
    ("Australia/Lord_Howe", date(2026, 4, 3)),
    ("Australia/Lord_Howe", date(2026, 10, 2)),
    ("Pacific/Apia", date(2011, 12, 29)),
    ("Pacific/Kwajalein", date(1993, 8, 20)),
    ("Africa/Casablanca", date(2026, 2, 14)),
    ("Africa/Casablanca", date(2026, 3, 21)),
    ("Africa/Monrovia", date(1972, 1, 6)),
    ("Antarctica/Troll", date(2026, 3, 28)),
    ("Antarctica/Troll", date(2026, 10, 24)),
    ("Asia/Kathmandu", date(2028, 2, 28)),
    ("UTC", date(2026, 11, 24)),
    ("Etc/UTC", date(1999, 12, 31)),
]


DAYS = 2


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, date, datetime, datetime, bool]:
    """A place, two moments of it to the second, and whether they are local times without offset."""
    name, day = draw(st.sampled_from(PLACES))
    low, high = sorted((draw(st.integers(0, 86400 * DAYS - 1)), draw(st.integers(0, 86400 * DAYS - 1))))
    rounded = draw(st.sampled_from([1, 60, 900, 3600]))
    base = datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
    start, end = (base + timedelta(seconds=second // rounded * rounded) for second in (low, high))
    local = draw(st.booleans())
    if local:
        start, end = (moment.astimezone(ZoneInfo(name)).replace(tzinfo=None, fold=0) for moment in (start, end))
    return name, day, start, end, local


@cases.share(most=500)
@given(schedule=cases.entries(), span=spans(), count=st.integers(0, 40), as_text=st.booleans())
def test_runs_and_counts(schedule: list[Entry], span: tuple[str, date, datetime, datetime, bool], count: int, as_text: bool) -> None:
    name, day, start, end, local = span
    walked = oracle.runs(schedule, ZoneInfo(name), day, DAYS)
    told = [(shown.local if local else shown.instant, shown.text) for shown in walked]
    low, high = (start.isoformat(), end.isoformat()) if as_text else (start, end)

    between = plugins.runs_between(schedule, low, high, name)
    assert between == [text for moment, text in told if start <= moment < end]
    assert plugins.count_runs(schedule, low, high, name) == len(between)
    later = [text for moment, text in told if start < moment < end]
    assert plugins.next_runs(schedule, count, low, high, name) == later[:count]
    instants = [datetime.fromisoformat(text) for text in between]
    assert instants == sorted(set(instants))


@cases.share(40)
@given(schedule=cases.rare_days(), year=st.integers(1970, 2110), month=st.integers(1, 12), count=st.integers(1, 12))
def test_days_that_are_far_apart(schedule: list[Entry], year: int, month: int, count: int) -> None:
    start = date(year, month, 1)
    expected: list[str] = []
    for day in oracle.calendar(1970, 2140)[(start - date(1970, 1, 1)).days :]:
        if len(expected) < count:
            times = [oracle.times(entry) for entry in schedule if oracle.runs_on(entry, day)]
            at = [minute for minute in range(1440) if any(each >> minute & 1 for each in times)] if times else []
            expected += [f"{day.isoformat()}T{minute // 60:02}:{minute % 60:02}:00+00:00" for minute in at]
    found = plugins.next_runs(schedule, count, datetime(year, month, 1) - timedelta(seconds=1), datetime(2141, 1, 1))
    assert found == expected[:count]


@cases.share(20)
@given(
    schedule=cases.entries(),
    first=st.integers(1990, 2027),
    years=st.integers(0, 6),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Apia"]),
)
def test_counts_over_years(schedule: list[Entry], first: int, years: int, zone: str) -> None:
    days = oracle.minutes(schedule, first, first + years)
    start, end = f"{first}-01-01", f"{first + years + 1}-01-01"
    rules = ZoneInfo(zone)
    total = 0
    for day, times in days.items():
        total += times.bit_count()
        midnight = datetime(day.year, day.month, day.day, tzinfo=rules)
        if midnight.utcoffset() != (midnight + timedelta(days=1)).utcoffset():
            for minute in (minute for minute in range(1440) if times >> minute & 1):
                moment = midnight + timedelta(minutes=minute)
                total -= moment.astimezone(timezone.utc).astimezone(rules).replace(tzinfo=None) != moment.replace(tzinfo=None)
    assert plugins.count_runs(schedule, start, end, zone) == total


@cases.share(most=500)
@given(schedule=cases.entries(), place=st.sampled_from(PLACES), count=st.integers(0, 40))
def test_moments_are_the_same_runs(schedule: list[Entry], place: tuple[str, date], count: int) -> None:
    name, day = place
    zone = zone_of(name)
    local = datetime(day.year, day.month, day.day)
    low, high = (zone.minute_from(moment) for moment in (local, local + timedelta(days=DAYS)))
    told = plugins.runs_between(schedule, local, local + timedelta(days=DAYS), name)
    days = list(runs_by_day(schedule_of(schedule), low, high, zone))
    assert [moment.isoformat() for one in days for moment in one.moments()] == told
    # A day on which the clocks change comes once for each offset.
    assert all((one.ordinal, one.offset) != (other.ordinal, other.offset) for one, other in zip(days, days[1:]))
    assert [moment.isoformat() for moment in first_moments(schedule_of(schedule), count, low, zone)][: len(told)] == told[:count]


# Pairs of places with something happening to the clocks of both in the same days, or only to those of one.
PAIRS = [
    ("Europe/Berlin", "America/New_York", date(2026, 3, 7)),
    ("Europe/Berlin", "America/New_York", date(2026, 3, 28)),
    ("Europe/Berlin", "America/New_York", date(2026, 10, 24)),
    ("Europe/Berlin", "America/New_York", date(2026, 10, 31)),
    ("Europe/Berlin", "Antarctica/Troll", date(2026, 10, 24)),
    ("Europe/Berlin", "Europe/Paris", date(2026, 10, 24)),
    ("Pacific/Apia", "Asia/Kathmandu", date(2011, 12, 29)),
    ("GMT-11:00", "Pacific/Kiritimati", date(2026, 12, 31)),
]


@cases.share(most=500)
@given(
    schedules=st.tuples(cases.entries(), cases.entries()),
    pair=st.sampled_from(PAIRS),
    span=st.tuples(st.integers(0, 2880), st.integers(0, 2880)),
    count=st.integers(0, 40),
    reported=st.booleans(),
)
def test_runs_in_the_zones_of_several_runtimes(
    schedules: tuple[list[Entry], list[Entry]], pair: tuple[str, str, date], span: tuple[int, int], count: int, reported: bool
) -> None:
    *zones, day = pair
    atoms = ("one", "other")
    items = [{"atom_id": atom, "schedule": schedule, "atom_time_zone": zone if reported else None} for atom, schedule, zone in zip(atoms, schedules, zones)]
    given_zones = None if reported else dict(zip(atoms, zones))
    walked = [oracle.runs(schedule, rules_of(zone), day, DAYS) for schedule, zone in zip(schedules, zones)]
    midnight = datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
    start, end = (midnight + timedelta(minutes=minute) for minute in sorted(span))

    # The same moment counts once, with the offset of the first.
    told = {shown.instant: shown.text for each in reversed(walked) for shown in each}
    expected = [told[moment] for moment in sorted(told)]
    within = [text for text in expected if start <= datetime.fromisoformat(text) < end]
    assert plugins.runs_between(items, start, end, "runtime", atom_timezones=given_zones) == within
    assert plugins.count_runs(items, start, end, "runtime", atom_timezones=given_zones) == len(within)
    later = [text for text in within if datetime.fromisoformat(text) > start]
    assert plugins.next_runs(items, count, start, end, "runtime", atom_timezones=given_zones) == later[:count]


def test_both_clock_changes_of_two_runtimes_in_one_answer() -> None:
    items = [
        {"atom_name": "frankfurt", "atom_time_zone": "Europe/Berlin", "schedule": "30 2 1 * * *"},
        {"atom_name": "virginia", "atom_time_zone": "America/New_York", "schedule": "30 2 1 * * *"},
    ]
    assert plugins.runs_between(items, "2026-03-07T12:00Z", "2026-04-01T00:00Z", "runtime") == [
        # On 8 March the clocks of New York skip 02:30, on 29 March those of Berlin.
        "2026-03-08T02:30:00+01:00",
        "2026-03-15T02:30:00+01:00",
        "2026-03-15T02:30:00-04:00",
        "2026-03-22T02:30:00+01:00",
        "2026-03-22T02:30:00-04:00",
        "2026-03-29T02:30:00-04:00",
    ]
    assert plugins.runs_between(items, "2026-10-25", "2026-11-02", "runtime") == [
        # On 25 October 02:30 comes twice in Berlin, and counts the first time; on 1 November 01:30 does in New York.
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00-04:00",
        "2026-11-01T02:30:00+01:00",
        "2026-11-01T02:30:00-05:00",
    ]
    # Without an offset a moment is on the clock of each runtime.
    assert plugins.runs_between(items, "2026-11-01T02:30", "2026-11-01T02:31", "runtime") == ["2026-11-01T02:30:00+01:00", "2026-11-01T02:30:00-05:00"]


def test_an_every_minute_schedule_of_two_zones_counts_each_moment_once() -> None:
    items = [{"atom_id": atom, "schedule": "* * * * * *"} for atom in ("a", "b")]
    zones = {"a": "Europe/Berlin", "b": "America/New_York"}
    assert plugins.count_runs(items, "2026-01-01T00:00Z", "2027-01-01T00:00Z", atom_timezones=zones) == 365 * 1440
    assert plugins.count_runs(items, "2026-01-01", "2027-01-01", "runtime", atom_timezones=zones) == 365 * 1440 + 6 * 60


def test_a_moment_without_offset_is_in_the_zone_that_was_given() -> None:
    item = {"atom_id": "a", "schedule": "0 * * * * *"}
    found = plugins.runs_between(item, "2026-11-24T08:00", "2026-11-24T09:00", "Europe/Berlin", atom_timezones={"a": "America/New_York"})
    assert found == ["2026-11-24T02:00:00-05:00"]


@given(schedule=cases.rare_days() | cases.entries(), minute=st.integers(-2 * 1440, 20 * 366 * 1440))
@cases.share(4)
def test_the_last_run(schedule: list[Entry], minute: int) -> None:
    moment = datetime(2012, 1, 1, tzinfo=timezone.utc) + timedelta(minutes=minute)
    earlier = [(day, times) for day, times in oracle.minutes(schedule, 1970, moment.year).items() if day <= moment.date()]
    expected = None
    for day, times in reversed(earlier):
        before = times & (1 << moment.hour * 60 + moment.minute) - 1 if day == moment.date() else times
        if before:
            expected = datetime(day.year, day.month, day.day, tzinfo=timezone.utc) + timedelta(minutes=before.bit_length() - 1)
            break
    assert last_moment(schedule_of(schedule), UTC.minute_from(moment), UTC) == expected


@given(schedule=cases.entries(), span=spans())
def test_the_last_run_beside_clock_changes(schedule: list[Entry], span: tuple[str, date, datetime, datetime, bool]) -> None:
    name, day, _start, end, local = span
    zone = zone_of(name)
    before = [shown for shown in oracle.runs(schedule, ZoneInfo(name), day, DAYS) if (shown.local if local else shown.instant) < end]
    found = last_moment(schedule_of(schedule), zone.minute_from(end), zone)
    if before:
        assert found is not None
        assert found.isoformat() == before[-1].text
    else:
        assert found is None or found < datetime(day.year, day.month, day.day, tzinfo=timezone.utc)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs and counts against the oracle, on cases that hypothesis makes up."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import first_moments, runs_by_day
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import zone_of
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

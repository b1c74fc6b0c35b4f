# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a policy finds, against the oracle that walks the calendar minute by minute, on cases that hypothesis makes up."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import policy_findings
from tests.unit.plugins.plugin_utils import policy_cases as cases
from tests.unit.plugins.plugin_utils import schedule_cases
from tests.unit.plugins.plugin_utils import schedule_oracle as oracle

Entry = dict[str, str]

YEARS = st.sampled_from(["2027", "2028", "2027,2028", "2028-2028"])
# Days of UTC around which clocks change, and one on which none does.
DAYS = [date(2027, 3, 26), date(2027, 10, 29), date(2027, 3, 12), date(2027, 11, 5), date(2027, 7, 1)]
ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "UTC", "Australia/Lord_Howe", "Asia/Kathmandu"])
SPAN = 4


def found(schedules: list[Any], rule: dict[str, Any] | None = None, **policy: Any) -> list[dict[str, Any]]:
    """The findings on processes that each have one of the schedules, all on the atom a1."""
    facts = [cases.process(cases.deployment(schedule), process_id=f"p{index}") for index, schedule in enumerate(schedules)]
    document = {"version": 1, "processes": [{"match": "*", **(rule or {})}], **policy}
    return policy_findings(facts, document, policy_start(), SPAN)


def policy_start(day: date = DAYS[0]) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.utc)


def minutes_of(days: dict[date, int]) -> list[int]:
    return [day.toordinal() * 1440 + minute for day, times in sorted(days.items()) for minute in range(1440) if times >> minute & 1]


@schedule_cases.share(10)
@given(schedule=schedule_cases.entries(YEARS) | st.just([]), least=st.sampled_from([1, 2, 3, 5, 16, 61, 720, 1440, 1441, 5000, 50_000]))
def test_distance_and_runs_per_day(schedule: list[Entry], least: int) -> None:
    days = oracle.minutes(schedule, 2027, 2028)
    runs = minutes_of(days)
    closest = min((later - earlier for earlier, later in zip(runs, runs[1:])), default=None)
    broken = [finding["actual"] for finding in found([schedule], {"min_minutes_between_runs": least})]
    assert broken == ([closest] if closest is not None and closest < least else [])
    most = max((times.bit_count() for times in days.values()), default=0)
    assert [finding["actual"] for finding in found([schedule], {"max_runs_per_day": 20})] == ([most] if most > 20 else [])


@schedule_cases.share(200)
@given(schedule=schedule_cases.rare_days(), least=st.sampled_from([60, 1440, 1441, 2 * 1440, 30 * 1440, 366 * 1440]))
def test_distance_of_rare_days(schedule: list[Entry], least: int) -> None:
    schedule = [{**entry, "years": "*"} for entry in schedule]
    # Weekdays repeat after 28 years while no leap year is left out.
    runs = minutes_of(oracle.minutes(schedule, 2001, 2060))
    closest = min((later - earlier for earlier, later in zip(runs, runs[1:])), default=None)
    broken = [finding["actual"] for finding in found([schedule], {"min_minutes_between_runs": least})]
    assert broken == ([closest] if closest is not None and closest < least else [])


@schedule_cases.share(4)
@given(schedule=schedule_cases.entries(YEARS))
def test_even_intervals(schedule: list[Entry]) -> None:
    uneven = False
    for times in set(oracle.minutes(schedule, 2027, 2028).values()):
        for hour in range(24):
            at = [minute for minute in range(60) if times >> hour * 60 + minute & 1]
            # Around the clock face, from each to the next.
            gaps = {(later - earlier) % 60 for earlier, later in zip(at, [*at[1:], at[0]])} if len(at) > 1 else set()
            uneven = uneven or len(gaps) > 1
    assert bool(found([schedule], {"even_intervals": True})) is uneven


@schedule_cases.share(20)
@given(
    schedules=st.lists(schedule_cases.entries(st.sampled_from(["2027", "*", "2026-2028"]), most=2), min_size=1, max_size=6),
    limit=st.integers(1, 4),
    paused=st.integers(0, 6),
)
def test_starts_per_minute(schedules: list[list[Entry]], limit: int, paused: int) -> None:
    # Only 2027 has them all.
    schedules = [[{**entry, "years": "2027"} for entry in schedule] for schedule in schedules]
    facts = [cases.process(cases.deployment(schedule, enabled=index != paused), process_id=f"p{index}") for index, schedule in enumerate(schedules)]
    by_process = {f"p{index}": oracle.minutes(schedule, 2027, 2027) for index, schedule in enumerate(schedules) if index != paused}
    most = 0
    for day in oracle.calendar(2027, 2027):
        times = [days.get(day, 0) for days in by_process.values()]
        busy = [minute for minute in range(1440) if sum(each >> minute & 1 for each in times) > most] if sum(map(bool, times)) > most else []
        for minute in busy:
            most = max(most, sum(each >> minute & 1 for each in times))
    findings = policy_findings(facts, {"version": 1, "max_starts_per_minute": limit}, policy_start(), 1)
    if most <= limit:
        assert findings == []
        return
    assert [finding["rule"] for finding in findings] == ["max_starts_per_minute"]
    actual = findings[0]["actual"]
    assert actual["starts"] == most == len(actual["process_ids"])
    # Each day and minute that is told is one on which exactly these start.
    told = oracle.minutes(actual["entries"], 2027, 2027)
    assert told
    for day, times in told.items():
        minute = times.bit_length() - 1
        assert times == 1 << minute
        assert [name for name, days in by_process.items() if days.get(day, 0) >> minute & 1] == actual["process_ids"]


@schedule_cases.share(10)
@given(schedule=schedule_cases.entries(YEARS), window=schedule_cases.entries(YEARS))
def test_windows_of_the_same_zone(schedule: list[Entry], window: list[Entry]) -> None:
    runs, opened = oracle.minutes(schedule, 2027, 2028), oracle.minutes(window, 2027, 2028)
    within = {day: met for day in runs if (met := runs[day] & opened.get(day, 0))}
    findings = found([schedule], windows=[{"match": "*", "must_not_run": window}])
    assert bool(findings) is bool(within)
    if findings:
        assert oracle.minutes(findings[0]["actual"]["entries"], 2027, 2028) == within
    findings = found([schedule], windows=[{"match": "*", "must_run": window}])
    missed = {day: (1 << 1440) - 1 for day in opened if day not in within}
    assert bool(findings) is bool(missed)
    if findings:
        assert oracle.minutes(findings[0]["actual"]["entries"], 2027, 2028) == missed


@cache
def utc_minutes(zone: str, day: date) -> list[tuple[datetime, datetime]]:
    """Every minute of UTC of the span, with what the clocks of the zone show then."""
    start = policy_start(day)
    instants = [start + timedelta(minutes=minute) for minute in range(SPAN * 1440)]
    return [(instant, instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)) for instant in instants]


def open_at(window: list[Entry], zone: str, day: date) -> list[tuple[datetime, date]]:
    """The minutes of UTC in which the clocks of the zone show a minute of the window, and the local days."""
    by_day: dict[date, list[tuple[frozenset[int], ...]]] = {}
    opened = []
    for instant, local in utc_minutes(zone, day):
        shown = local.date()
        if shown not in by_day:
            by_day[shown] = [oracle.fields(entry)[:2] for entry in window if oracle.runs_on(entry, shown)]
        if any(local.minute in minutes and local.hour in hours for minutes, hours in by_day[shown]):
            opened.append((instant, shown))
    return opened


@schedule_cases.share(10)
@given(
    schedule=schedule_cases.entries(),
    window=schedule_cases.entries(most=2),
    day=st.sampled_from(DAYS),
    runtime=ZONES,
    zone=ZONES,
)
def test_windows_of_another_zone(schedule: list[Entry], window: list[Entry], day: date, runtime: str, zone: str) -> None:
    if runtime == zone:
        return
    runs = {shown.instant for shown in oracle.runs(schedule, ZoneInfo(runtime), day, SPAN)}
    # A minute that occurs twice may be in the span the second time alone; the run was before it.
    opened = open_at(window, zone, day)
    hits = [instant for instant, dummy in opened if instant in runs]

    facts = [cases.process(cases.deployment(schedule))]
    policy = {"version": 1, "timezone": zone, "atom_timezones": {"a1": runtime}}
    findings = policy_findings(facts, {**policy, "windows": [{"match": "*", "must_not_run": window}]}, policy_start(day), SPAN)
    assert bool(findings) is bool(hits)
    if findings:
        assert findings[0]["actual"] == {"runs": len(hits), "days": SPAN, "first": hits[0].astimezone(ZoneInfo(zone)).isoformat()}

    locals_ = [local for dummy, local in utc_minutes(zone, day)]
    whole = {local.date() for local in locals_ if local.hour == 0 and local.minute == 0} - {(locals_[-1] + timedelta(minutes=1)).date()}
    days = {shown for dummy, shown in opened if shown in whole}
    ran = {shown for instant, shown in opened if instant in runs}
    missed = sorted(days - ran)
    findings = policy_findings(facts, {**policy, "windows": [{"match": "*", "must_run": window}]}, policy_start(day), SPAN)
    assert [finding["actual"] for finding in findings] == ([{"days_missed": len(missed), "days": len(days), "first": missed[0].isoformat()}] if missed else [])

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a policy finds, against the oracle that walks the calendar minute by minute, on cases that hypothesis makes up."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import policy_findings
from tests.unit.plugins.plugin_utils import policy_cases as cases
from tests.unit.plugins.plugin_utils import schedule_cases
from tests.unit.plugins.plugin_utils import schedule_oracle as schedules
from tests.unit.plugins.plugin_utils._policy import oracle
from tests.unit.plugins.plugin_utils.schedule_oracle import Entry

YEARS = st.sampled_from(["2027", "2028", "2027,2028", "2028-2028"])
# Days of UTC around which clocks change, and one on which none does.
DAYS = [date(2027, 3, 26), date(2027, 10, 29), date(2027, 3, 12), date(2027, 11, 5), date(2027, 7, 1)]
ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "UTC", "Australia/Lord_Howe", "Asia/Kathmandu"])


# Minutes of the years that the schedules have; the last ones leave little or nothing to come.
MOMENTS = st.sampled_from([0, 1, 600, 1439, 100_000, 525_599, 525_600, 790_123, 1_000_000, 1_052_639]).map(
    lambda minutes: oracle.midnight(date(2027, 1, 1)) + timedelta(minutes=minutes)
)
MINUTES_WITHOUT_A_RUN = st.sampled_from([1, 2, 30, 60, 720, 1440, 5000, 50_000, 527_040])


def weekly(schedule: list[Entry]) -> list[Entry]:
    """The same in every week of the calendar."""
    return [{**entry, "days_of_month": "*", "months": "*", "years": "*"} for entry in schedule]


def without_words(found: list[Any]) -> list[Any]:
    return [{key: value for key, value in each.items() if key != "words"} for each in found]


def actual(schedule: Any, moment: datetime = cases.START, rule: dict[str, Any] | None = None, **policy: Any) -> list[Any]:
    """What is found of a process with that schedule, on the runtime a1."""
    document = {"version": 1, "processes": [{"match": "*", **rule}] if rule else [], **policy}
    findings = policy_findings([cases.process(cases.deployment(schedule))], document, moment, oracle.SPAN)
    return [finding["actual"] for finding in findings]


@schedule_cases.share(10)
@given(schedule=schedule_cases.entries(YEARS) | st.just([]), least=st.sampled_from([1, 2, 3, 5, 16, 61, 720, 1440, 1441, 5000, 50_000]))
def test_distance_and_runs_per_day(schedule: list[Entry], least: int) -> None:
    closest = oracle.closest(schedule, 2027, 2028)
    assert actual(schedule, rule={"min_minutes_between_runs": least}) == ([closest] if closest is not None and closest < least else [])
    most = oracle.most_per_day(schedule, 2027, 2028)
    assert actual(schedule, rule={"max_runs_per_day": 20}) == ([most] if most > 20 else [])


@schedule_cases.share(200)
@given(schedule=schedule_cases.rare_days(), least=st.sampled_from([60, 1440, 1441, 2 * 1440, 30 * 1440, 366 * 1440]))
def test_distance_of_rare_days(schedule: list[Entry], least: int) -> None:
    schedule = [{**entry, "years": "*"} for entry in schedule]
    # Weekdays repeat after 28 years while no leap year is left out.
    closest = oracle.closest(schedule, 2001, 2060)
    assert actual(schedule, rule={"min_minutes_between_runs": least}) == ([closest] if closest is not None and closest < least else [])


@schedule_cases.share(200)
@given(schedule=schedule_cases.rare_days())
def test_the_longest_time_without_a_run_of_rare_days(schedule: list[Entry]) -> None:
    schedule = [{**entry, "years": "*"} for entry in schedule]
    # The calendar repeats after 400 years.
    longest = oracle.farthest(schedule, cases.START.year, cases.START.year + 401)
    assert actual(schedule, rule={"max_minutes_between_runs": 60}) == ([longest] if longest is None or longest > 60 else [])


@schedule_cases.share(4)
@given(schedule=schedule_cases.entries(YEARS))
def test_even_intervals(schedule: list[Entry]) -> None:
    assert bool(actual(schedule, rule={"even_intervals": True})) is oracle.has_an_uneven_hour(schedule, 2027, 2028)


@schedule_cases.share(20)
@given(
    entries=st.lists(schedule_cases.entries(st.sampled_from(["2027", "*", "2026-2028"]), most=2), min_size=1, max_size=6),
    limit=st.integers(1, 4),
    paused=st.integers(0, 6),
)
def test_starts_per_minute(entries: list[list[Entry]], limit: int, paused: int) -> None:
    # Only 2027 has them all.
    entries = [[{**entry, "years": "2027"} for entry in schedule] for schedule in entries]
    facts = [cases.process(cases.deployment(schedule, enabled=index != paused), process_id=f"p{index}") for index, schedule in enumerate(entries)]
    by_process = {f"p{index}": schedules.minutes(schedule, 2027, 2027) for index, schedule in enumerate(entries) if index != paused}
    most = oracle.most_starts(list(by_process.values()), 2027)
    findings = policy_findings(facts, {"version": 1, "max_starts_per_minute": limit}, cases.START, 1)
    assert [finding["rule"] for finding in findings] == (["max_starts_per_minute"] if most > limit else [])
    for finding in findings:
        peak: Any = finding["actual"]
        assert peak["starts"] == most == len(peak["process_ids"])
        # On each day and minute that is told, exactly these start.
        told = schedules.minutes(peak["entries"], 2027, 2027)
        assert told
        for day, times in told.items():
            minute = times.bit_length() - 1
            assert times == 1 << minute
            assert [name for name, days in by_process.items() if days.get(day, 0) >> minute & 1] == peak["process_ids"]


@schedule_cases.share(10)
@given(schedule=schedule_cases.entries(YEARS), window=schedule_cases.entries(YEARS))
def test_windows_of_the_same_zone(schedule: list[Entry], window: list[Entry]) -> None:
    for demand, expected in (("must_not_run", oracle.runs_within), ("must_run", oracle.days_missed)):
        found = actual(schedule, windows=[{"match": "*", demand: window}])
        days = expected(schedule, window, 2027, 2028)
        assert [schedules.minutes(each["entries"], 2027, 2028) for each in found] == ([days] if days else [])


@schedule_cases.share(20)
@given(schedule=schedule_cases.entries(YEARS), during=schedule_cases.entries(YEARS, most=2), most=MINUTES_WITHOUT_A_RUN, moment=MOMENTS)
def test_the_longest_time_without_a_run(schedule: list[Entry], during: list[Entry], most: int, moment: datetime) -> None:
    counts = oracle.from_moment(schedules.minutes(during, 2027, 2028), moment)
    runs = schedules.minutes(schedule, 2027, 2028)
    longest = oracle.longest_without(runs, counts)
    within = any(counts[day] & runs.get(day, 0) for day in counts)
    found = actual(schedule, moment, {"max_minutes_between_runs": most, "during": during})
    assert found == ([longest if within else None] if longest > most else [])


@schedule_cases.share(20)
@given(schedule=schedule_cases.entries(st.just("*"), most=2).map(weekly), during=schedule_cases.entries(st.just("*"), most=2).map(weekly), moment=MOMENTS)
def test_the_longest_time_without_a_run_of_every_week(schedule: list[Entry], during: list[Entry], moment: datetime) -> None:
    first = moment.year
    counts = oracle.from_moment(schedules.minutes(during, first, first + 1), moment)
    runs = schedules.minutes(schedule, first, first + 1)
    longest = oracle.longest_without(runs, counts)
    within = any(counts[day] & runs.get(day, 0) for day in counts)
    found = actual(schedule, moment, {"max_minutes_between_runs": 1, "during": during})
    assert found == ([longest if within else None] if longest > 1 else [])


@schedule_cases.share(10)
@given(schedule=schedule_cases.entries(YEARS), window=schedule_cases.entries(YEARS), moment=MOMENTS)
def test_windows_from_a_moment_on(schedule: list[Entry], window: list[Entry], moment: datetime) -> None:
    opened = oracle.from_moment(schedules.minutes(window, 2027, 2028), moment)
    within = oracle.from_moment(oracle.runs_within(schedule, window, 2027, 2028), moment)
    missed = {day: times for day, times in oracle.days_missed(schedule, window, 2027, 2028).items() if day in opened}
    for demand, days in (("must_not_run", within), ("must_run", missed)):
        found = actual(schedule, moment, windows=[{"match": "*", demand: window}])
        assert [schedules.minutes(each["entries"], 2027, 2028) for each in found] == ([days] if days else [])


@schedule_cases.share(10)
@given(schedule=schedule_cases.entries(YEARS), least=st.sampled_from([2, 16, 61, 720, 1440, 5000, 50_000]), moment=MOMENTS)
def test_distance_and_runs_per_day_from_a_moment_on(schedule: list[Entry], least: int, moment: datetime) -> None:
    days = oracle.from_moment(schedules.minutes(schedule, 2027, 2028), moment)
    closest = oracle.closest_of(days)
    assert actual(schedule, moment, {"min_minutes_between_runs": least}) == ([closest] if closest is not None and closest < least else [])
    most = max((times.bit_count() for times in days.values()), default=0)
    assert actual(schedule, moment, {"max_runs_per_day": 20}) == ([most] if most > 20 else [])


@schedule_cases.share(20)
@given(entries=st.lists(schedule_cases.entries(st.just("2027"), most=2), min_size=1, max_size=6), limit=st.integers(1, 3), moment=MOMENTS)
def test_starts_per_minute_from_a_moment_on(entries: list[list[Entry]], limit: int, moment: datetime) -> None:
    facts = [cases.process(cases.deployment(schedule), process_id=f"p{index}") for index, schedule in enumerate(entries)]
    most = oracle.most_starts([oracle.from_moment(schedules.minutes(schedule, 2027, 2027), moment) for schedule in entries], 2027)
    findings: Any = policy_findings(facts, {"version": 1, "max_starts_per_minute": limit}, moment, 1)
    assert [finding["actual"]["starts"] for finding in findings] == ([most] if most > limit else [])
    for finding in findings:
        told = schedules.minutes(finding["actual"]["entries"], 2027, 2027)
        assert told == oracle.from_moment(told, moment)


@schedule_cases.share(10)
@given(
    schedule=schedule_cases.entries(),
    window=schedule_cases.entries(most=2),
    day=st.sampled_from(DAYS),
    zones=st.tuples(ZONES, ZONES).filter(lambda zones: zones[0] != zones[1]),
)
def test_windows_of_another_zone(schedule: list[Entry], window: list[Entry], day: date, zones: tuple[str, str]) -> None:
    runtime, zone = zones
    policy = {"timezone": zone, "atom_timezones": {"a1": runtime}}
    expected = oracle.Apart(schedule, runtime, window, zone, day)
    hits, missed = expected.hits, expected.missed
    found = actual(schedule, oracle.midnight(day), windows=[{"match": "*", "must_not_run": window}], **policy)
    assert without_words(found) == ([{"runs": len(hits), "days": oracle.SPAN, "first": hits[0].isoformat()}] if hits else [])
    found = actual(schedule, oracle.midnight(day), windows=[{"match": "*", "must_run": window}], **policy)
    assert without_words(found) == ([{"days_missed": len(missed), "days": len(expected.days), "first": missed[0].isoformat()}] if missed else [])

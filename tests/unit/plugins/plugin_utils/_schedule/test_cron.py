# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Other schedulers read what `to_cron` writes, and other libraries agree on what runs when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import islice

import pytest
from ansible.errors import AnsibleFilterError
from croniter import CroniterBadDateError, croniter
from cronsim import CronSim, CronSimError
from hypothesis import given
from hypothesis import strategies as st

from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils import schedule_cases as cases
from tests.unit.plugins.plugin_utils import schedule_oracle as oracle

Entry = dict[str, str]
START = datetime(2027, 1, 1, tzinfo=timezone.utc)
END = datetime(2029, 1, 1, tzinfo=timezone.utc)
COUNT = 40
ANY_YEAR = st.sampled_from(["*", ""])


def ours(schedule: object, after: datetime = START) -> list[datetime]:
    return [datetime.fromisoformat(text) for text in plugins.next_runs(schedule, COUNT, after, END)]


def by_croniter(expression: str, day_or: bool, after: datetime = START) -> Iterator[datetime]:
    found = croniter(expression, after, day_or=day_or, max_years_between_matches=3)
    try:
        while (moment := found.get_next(datetime)) < END:
            yield moment
    except CroniterBadDateError:
        pass


def by_cronsim(expression: str, after: datetime = START) -> Iterator[datetime]:
    try:
        found = CronSim(expression, after)
    except CronSimError:
        return
    for moment in found:
        if moment >= END:
            return
        yield moment


def first(streams: list[Iterator[datetime]]) -> list[datetime]:
    return sorted({moment for stream in streams for moment in islice(stream, COUNT)})[:COUNT]


def bare(entry: Entry) -> str:
    """An entry as five fields, with the weekdays that cron counts from 0."""
    weekdays = sorted(oracle.members("days_of_week", entry["days_of_week"]))
    days = "*" if len(weekdays) == 7 else ",".join(str(day - 1) for day in weekdays)
    texts = [entry[field].replace(" ", "") or "*" for field in ("minutes", "hours", "days_of_month", "months")]
    # croniter takes a-a for every value, and a-a/s for a/s.
    return " ".join([*(re.sub(r"\b(\d+)-\1(?:/\d+)?(?!\d)", r"\1", text) for text in texts), days])


@cases.share(most=500)
@given(schedule=cases.entries(ANY_YEAR, most=1), offset=st.integers(0, 500_000))
def test_croniter_and_cronsim_agree(schedule: list[Entry], offset: int) -> None:
    expression = bare(schedule[0])
    after = START + timedelta(minutes=offset)
    expected = ours(schedule, after)
    assert first([by_croniter(expression, day_or=False, after=after)]) == expected
    # cronsim ands the two day fields only if one of them starts with a star.
    fields = expression.split()
    if fields[2].startswith("*") or fields[4].startswith("*"):
        assert first([by_cronsim(expression, after)]) == expected


def expressions(schedule: list[Entry], dialect: str) -> list[str] | None:
    try:
        found: list[str] = plugins.to_cron(schedule, dialect)
    except AnsibleFilterError:
        return None
    return found


@cases.share(most=500)
@given(schedule=cases.entries(ANY_YEAR))
def test_unix(schedule: list[Entry]) -> None:
    found = expressions(schedule, "unix")
    if found is not None:
        expected = ours(schedule)
        by_expression = [list(islice(by_croniter(expression, day_or=True), COUNT)) for expression in found]
        assert first([iter(runs) for runs in by_expression]) == expected
        assert first([by_cronsim(expression) for expression in found]) == expected
        last = expected[-1] if expected else START
        runs = [run for runs in by_expression for run in runs if run <= last]
        assert len(runs) == len(set(runs)), "no minute is in two expressions"
        assert not any(field.startswith("*/") for expression in found for field in expression.split()[2:])


def test_unix_refuses_only_what_cannot_be_said() -> None:
    assert plugins.to_cron("0 8 2 * * *; 0 8,9 * 1 * *") == ["0 8 1 * 1", "0 9 1 * *"]
    # A day field that names every day of its months restricts nothing.
    assert plugins.to_cron("0 0 2 1-29 2 *") == ["0 0 * 2 1"]
    assert plugins.to_cron("0 0 1-7 31 1-12 *") == ["0 0 31 * *"]
    assert plugins.to_cron("0 8 2 1-15 * *; 0 8 2 16-31 * *") == ["0 8 * * 1"]
    for text in ("0 0 2 1-30 1 *", "0 0 2 13 * *"):
        with pytest.raises(AnsibleFilterError, match="cron runs on the days that match either"):
            plugins.to_cron(text)
    with pytest.raises(AnsibleFilterError, match='no field for years: its years are "2026-2030"'):
        plugins.to_cron("0 0 * * * 2026-2030")


def quartz(expression: str) -> Iterator[datetime]:
    """Quartz by croniter, which has the same nth weekday: one day field is `?`, weekdays count from 1, years come last."""
    second, minutes, hours, days, months, weekdays, *years = expression.split()
    assert second == "0"
    assert [days, weekdays].count("?") == 1
    if weekdays not in ("?", "*"):
        plain, hash_mark, nth = weekdays.partition("#")
        numbers = ",".join("-".join(str(int(number) - 1) for number in span.split("-")) for span in plain.split("/")[0].split(","))
        step = "/" + plain.split("/")[1] if "/" in plain else ""
        weekdays = numbers + step + hash_mark + nth
    parts = [minutes, hours, days.replace("?", "*"), months, weekdays.replace("?", "*")]
    return by_croniter(" ".join([*parts, second, *years] if years else parts), day_or=False)


@cases.share(most=500)
@given(schedule=cases.entries(st.sampled_from(["*", "", "2026-2028", "2028"])), nth=st.sampled_from(["", "", "1-7", "8-14", "15-28", "29-31"]))
def test_quartz(schedule: list[Entry], nth: str) -> None:
    schedule = [dict(entry, days_of_month=nth or entry["days_of_month"]) for entry in schedule]
    found = expressions(schedule, "quartz")
    if found is not None:
        assert first([quartz(expression) for expression in found]) == ours(schedule)


def test_quartz_refuses_only_what_cannot_be_said() -> None:
    assert plugins.to_cron("0 9 2,6 1-7 * *", "quartz") == ["0 0 9 ? * 2#1", "0 0 9 ? * 6#1"]
    assert plugins.to_cron("0 9 2 29-31 * *", "quartz") == ["0 0 9 ? * 2#5"]
    assert plugins.to_cron("0 9 * 1 * 2026", "quartz") == ["0 0 9 1 * ? 2026"]
    with pytest.raises(AnsibleFilterError, match="Quartz takes only one of the two"):
        plugins.to_cron("0 9 2 1-6 * *", "quartz")
    with pytest.raises(AnsibleFilterError, match='Quartz, whose years end with 2099: its years are "2026-2100"'):
        plugins.to_cron("0 9 * * * 2026-2100", "quartz")


def systemd(expression: str, low: datetime, high: datetime) -> list[str]:
    """The minutes of a calendar event in ISO 8601, by a reader of its own."""
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    def members(text: str, least: int, most: int) -> set[int]:
        found: set[int] = set()
        for part in text.split(","):
            span, _slash, step = part.partition("/")
            start, dots, end = span.partition("..")
            if span == "*":
                found.update(range(least, most + 1))
            elif step:
                found.update(range(int(start), (int(end) if dots else most) + 1, int(step)))
            else:
                found.update(range(int(start), int(end or start) + 1))
        return found

    weekdays, date, clock = expression.split() if expression[0].isalpha() else ("Mon..Sun", *expression.split())
    on: set[int] = set()
    for part in weekdays.split(","):
        start, _dots, end = part.partition("..")
        on.update(range(names.index(start), names.index(end or start) + 1))
    years, months, days = date.split("-")
    hours, minutes, seconds = clock.split(":")
    assert seconds == "00"
    wanted = members(years, 1970, 2199), members(months, 1, 12), members(days, 1, 31)
    at = [f"T{hour:02}:{minute:02}:00+00:00" for hour in sorted(members(hours, 0, 23)) for minute in sorted(members(minutes, 0, 59))]
    found = []
    day = low
    while day < high:
        if day.year in wanted[0] and day.month in wanted[1] and day.day in wanted[2] and day.weekday() in on:
            shown = day.date().isoformat()
            found += [shown + clock for clock in at]
        day += timedelta(days=1)
    return found


@cases.share(most=500)
@given(schedule=cases.entries(st.sampled_from(["*", "", "2027-2199", "2027,2028", "1971-2199/2"])), day=st.integers(0, 1000))
def test_systemd_says_everything_once(schedule: list[Entry], day: int) -> None:
    low = START + timedelta(days=day)
    high = low + timedelta(days=5)
    found = expressions(schedule, "systemd")
    if found is None:
        # Where all years are beside some, there is a rest beyond the last year that systemd knows.
        assert len({entry["years"] or "*" for entry in schedule}) > 1
    else:
        runs = [moment for expression in found for moment in systemd(expression, low, high)]
        assert sorted(runs) == plugins.runs_between(schedule, low, high)


def test_other_answers() -> None:
    assert plugins.to_cron([]) == plugins.to_cron([], "quartz") == plugins.to_cron([], "systemd") == []
    paused = {"enabled": False, "schedule": [{"hours": "1"}]}
    assert plugins.to_cron(paused) == []
    assert plugins.to_cron(paused, include_paused=True) == ["* 1 * * *"]
    assert plugins.to_cron("0 0 1,2,7 * * 2026-2030", "systemd") == ["Mon,Sat..Sun 2026..2030-*-* 00:00:00"]
    for dialect in ("cron", None, 5):
        with pytest.raises(AnsibleFilterError, match=r"^dialect is .*; allowed are unix, quartz, systemd$"):
            plugins.to_cron("0 0 * * * *", dialect)
    with pytest.raises(AnsibleFilterError, match="systemd, whose years end with 2199"):
        plugins.to_cron("0 0 * * * 2026-9999", "systemd")

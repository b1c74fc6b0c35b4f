# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sentences: what they say, and that they say it exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils import schedule_cases as cases
from tests.unit.plugins.plugin_utils import schedule_oracle as oracle
from tests.unit.plugins.plugin_utils import schedule_reader

GOLDEN = [
    ("* * * * * *", "every minute"),
    ("0 * * * * *", "every hour"),
    ("30 * * * * *", "every hour at :30"),
    ("0,30 * * * * *", "every 30 minutes"),
    ("15,45 * * * * *", "every 30 minutes from 00:15 to 23:45 every day"),
    ("0-59/15 * * * * *", "every 15 minutes"),
    ("*/5 * * * * *", "every 5 minutes"),
    ("5-59/20 * * * * *", "every 20 minutes from 00:05 to 23:45 every day"),
    ("0-59/7 * * * * *", "every 7 minutes from :00 to :56 of every hour"),
    ("0-59/7 8-18 2-6 * * *", "every 7 minutes from :00 to :56 of every hour from 08:00 to 18:59, Monday to Friday"),
    ("0-59/7 8 * * * *", "every 7 minutes from 08:00 to 08:56 every day"),
    ("0-59/45 * * * * *", "at :00 and :45 of every hour"),
    ("0-59/15 8-18 2-6 * * *", "every 15 minutes from 08:00 to 18:45, Monday to Friday"),
    ("0,15,30,45 8-18 2,3,4,5,6 * * *", "every 15 minutes from 08:00 to 18:45, Monday to Friday"),
    ("0-59/15 19-23 1 * * *", "every 15 minutes from 19:00 to 23:45 on Sunday"),
    ("0-59/15 8-11,13-17 2-6 * * *", "every 15 minutes from 08:00 to 11:45 and from 13:00 to 17:45, Monday to Friday"),
    ("0-10/5 19-23 7 * * *", "every 5 minutes from :00 to :10 of every hour from 19:00 to 23:59 on Saturday"),
    ("0-59/20 8-18 2,3,4,5,6 * * *", "every 20 minutes from 08:00 to 18:40, Monday to Friday"),
    ("0-29 8 * * * *", "every minute from 08:00 to 08:29 every day"),
    ("1,2,3,7,9 8,9,10,14 * * * *", "at :01 to :03, :07 and :09 of the hours 08 to 10 and 14 every day"),
    ("10-20 1-3 * * * *", "every minute from :10 to :20 of every hour from 01:00 to 03:59 every day"),
    ("30 2 * * * *", "at 02:30 every day"),
    ("30 2,3 * * * *", "at 02:30 and 03:30 every day"),
    ("5 4,10,15 4 * * *", "at 04:05, 10:05 and 15:05 on Wednesday"),
    ("0 0-23/2 * * * *", "every 2 hours from 00:00 to 22:00 every day"),
    ("0 8-18/2 2-6 * * *", "every 2 hours from 08:00 to 18:00, Monday to Friday"),
    ("15 9-17 2-6 * * *", "every hour from 09:15 to 17:15, Monday to Friday"),
    ("0 8,12,16 * * * *", "at 08:00, 12:00 and 16:00 every day"),
    ("0 6,7,8,20,21,22,23 * * * *", "at 06:00, 07:00 and 08:00 and every hour from 20:00 to 23:00 every day"),
    ("0 8 1,7 * * *", "at 08:00 on Saturday and Sunday"),
    ("0 8 2,4,6 * * *", "at 08:00 on Monday, Wednesday and Friday"),
    ("0 8 3,4,6 * * *", "at 08:00 on Tuesday, Wednesday and Friday"),
    ("0 8 1-5 * * *", "at 08:00, Sunday to Thursday"),
    ("0 8 1,2,3,5,6,7 * * *", "at 08:00 every day except Wednesday"),
    ("0 8 1,3-7 * * *", "at 08:00, Tuesday to Sunday"),
    ("0 8 2-7 * * *", "at 08:00, Monday to Saturday"),
    ("0 8 2,4-6 * * *", "at 08:00, Monday and Wednesday to Friday"),
    ("0 0 * 1 * *", "at 00:00 on the 1st of every month"),
    ("0 0 * 15 1 *", "at 00:00 on 15 January"),
    ("0 0 * 1,15 * *", "at 00:00 on the 1st and 15th of every month"),
    ("0 0 * 1-7 * *", "at 00:00 on the 1st to 7th of every month"),
    ("0 0 * 31 * *", "at 00:00 on the 31st of every month that has one"),
    ("0 0 * 29-31 * *", "at 00:00 on the 29th to 31st of every month"),
    ("0 0 * 1-31/2 * *", "at 00:00 on every 2nd day from the 1st to the 31st of every month"),
    ("0 0 * 1 1,4,7,10 *", "at 00:00 on the 1st of January, April, July and October"),
    ("0 0 * 1 6-8 *", "at 00:00 on the 1st of every month from June to August"),
    ("0 9 2 1-7 * *", "at 09:00 on the first Monday of every month"),
    ("0 9 2,6 8-14 1,7 *", "at 09:00 on the second Monday and the second Friday of January and July"),
    ("0 9 6 22-28 * *", "at 09:00 on the fourth Friday of every month"),
    ("0 9 6 13 * *", "at 09:00 on the 13th of every month if that day is a Friday"),
    ("0 12 1 29 2 *", "at 12:00 on 29 February if that day is a Sunday"),
    ("0 12 3-5 2-31 * *", "at 12:00 on the 2nd to 31st of every month if that day is Tuesday to Thursday"),
    ("0 12 1-6 15 * *", "at 12:00 on the 15th of every month if that day is Sunday to Friday"),
    ("0 12 1,2,3,5,6,7 15 * *", "at 12:00 on the 15th of every month if that day is not a Wednesday"),
    ("0 12 * 31 2 *", "at 12:00 on 31 February (never: there is no such day)"),
    ("0 12 * * 1 *", "at 12:00 every day in January"),
    ("0 12 * * 6-8 *", "at 12:00 every day, from June to August"),
    ("0-59/30 * * * 12 *", "every 30 minutes in December"),
    ("0 12 2-6 * 3-5 *", "at 12:00, Monday to Friday, from March to May"),
    ("0 12 * * * 2026", "at 12:00 every day in 2026"),
    ("0 12 * * * 2026,2028", "at 12:00 every day in 2026 and 2028"),
    ("0 12 * * * 2026-2030", "at 12:00 every day, from 2026 to 2030"),
    ("0 12 * * * 2026-9999", "at 12:00 every day, from 2026 on"),
    ("0 12 2-6 * * 2026,2028-2030", "at 12:00, Monday to Friday in 2026 and 2028 to 2030"),
    ("0 12 * 1 * 2026-2040/2", "at 12:00 on the 1st of every month in every 2nd year from 2026 to 2040"),
    ("0-59/3 8-18 1,2,3,5 * * *; 0-59/1 8-18 1,2,3,4,5 * * *", "every minute from 08:00 to 18:59, Sunday to Thursday"),
    (
        "0-59/15 8-18 2-6 * * *; 0-59/15 19-23 1 * * *",
        "every 15 minutes from 08:00 to 18:45, Monday to Friday; and every 15 minutes from 19:00 to 23:45 on Sunday",
    ),
    ("0-59/15 8-18 2-6 * * *; 0 3 * * * *", "at 03:00 every day; and every 15 minutes from 08:00 to 18:45, Monday to Friday"),
    ("0-59/15 8-17 2-6 * * *; 0 18 2-6 * * *", "every 15 minutes from 08:00 to 18:00, Monday to Friday"),
    ("0 0 1 * * *; 30 0 2-7 * * *", "at 00:30, Monday to Saturday; and at 00:00 on Sunday"),
    ("0 8 2 * * *; 0 8 3 * * *", "at 08:00 on Monday and Tuesday"),
    ("0 8 2 * * *; 0 8 * 1 * *", "at 08:00 on Monday; and at 08:00 on the 1st of every month"),
    ("30 * * * * *; 5 4 * * * *", "every hour at :30 and at 04:05 every day"),
    ("0 8,9 2 * * *; 0 9,10 3 * * *", "at 08:00 and 09:00 on Monday; and at 09:00 and 10:00 on Tuesday"),
    ("0-59/15 8-18 2-6 * * *; 5 10 4 * * *", "every 15 minutes from 08:00 to 18:45, Monday to Friday; and at 10:05 on Wednesday"),
]


@pytest.mark.parametrize(("text", "sentence"), GOLDEN)
def test_golden(text: str, sentence: str) -> None:
    assert plugins.describe_schedule(text) == sentence


YEARS = st.sampled_from(["*", "*", "", "2027", "2028-9999", "2027-2028", "2026-2029", "2026,2028-2040", "1971-9999/2"])


@given(schedule=cases.entries(YEARS, most=3))
def test_a_reader_gets_the_same_schedule_back(schedule: list[dict[str, str]]) -> None:
    parts = schedule_reader.read(plugins.describe_schedule(schedule))
    expected = oracle.minutes(schedule, 2027, 2028)
    for day in oracle.calendar(2027, 2028):
        times = 0
        for clock, runs_on in parts:
            if runs_on(day):
                times |= clock
        assert times == expected.get(day, 0), day


@cases.share(most=500)
@given(schedule=cases.entries(YEARS, most=2), other=cases.entries(YEARS, most=2), pick=st.integers(0, 1 << 40))
def test_the_same_words_mean_the_same_schedule(schedule: list[dict[str, str]], other: list[dict[str, str]], pick: int) -> None:
    # A neighbour: one field of one entry as it is in the other schedule.
    field = list(oracle._BOUNDS)[pick % 6]
    neighbour = [dict(entry) for entry in schedule]
    neighbour[pick % len(neighbour)][field] = other[0][field]
    same_words = plugins.describe_schedule(schedule) == plugins.describe_schedule(neighbour)
    if same_words:
        assert plugins.same_schedule_as(schedule, neighbour)
    # Written in another way and another order.
    rewritten = [entry for part in reversed(schedule) for entry in ({**part, "hours": "0-11"}, part, {**part, "hours": "12-23"})]
    split = [{**entry, "hours": ",".join(map(str, hours)) or "*"} for entry in schedule for hours in [sorted(oracle.fields(entry)[1])]]
    assert plugins.describe_schedule(split[::-1]) == plugins.describe_schedule(schedule)
    assert plugins.describe_schedule(rewritten + rewritten) == plugins.describe_schedule(rewritten)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("* * * * * *", "every day"),
        ("* * 1 * * *", "on Sunday"),
        ("* * 2-6 * * *", "Monday to Friday"),
        ("* * 1-5,7 * * *", "every day except Friday"),
        ("* * * 1 * *", "on the 1st of every month"),
        ("* * * 1-7 2 2027", "on the 1st to 7th of February in 2027"),
        ("* * 2 1-7 * *", "on the first Monday of every month"),
        ("* * * * 4-9 2027-2029", "from April to September, from 2027 to 2029"),
        ("* * * * 1 *; * * 1 * * *", "on Sunday; and in January"),
    ],
)
def test_days_alone(text: str, days: str) -> None:
    from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of
    from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import days_in_words

    assert days_in_words(schedule_of(text)) == days

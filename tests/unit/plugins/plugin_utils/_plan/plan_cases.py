# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts and spans for the tests of plans: small, and around clock changes. All of a case comes out of one seed, which is quick to draw."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta, timezone
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.unit.plugins.plugin_utils.policy_cases import deployment, process

# Clocks go forward or back on these days in one of the zones, by an hour or by half an hour. Apia had no 30 December 2011.
DAYS = [date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 8), date(2026, 11, 1), date(2026, 10, 4), date(2026, 4, 5), date(2011, 12, 30), date(2026, 11, 24)]
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]


class Case(NamedTuple):
    facts: list[dict[str, Any]]
    zones: dict[str, str]
    durations: list[dict[str, Any]]
    day: date
    start: datetime
    end: datetime


def entry(source: random.Random, days: bool = True) -> dict[str, str]:
    minutes = source.choice(["0", "0", "0,30", "*/5", "15-45/15", "59", "7", "0-59/20", "*"])
    hours = source.choice(["*", "0-4", "1,2", "2", "1-3", "22-23", "8-18", "0,23"])
    return {
        "minutes": minutes,
        "hours": hours,
        "days_of_week": source.choice(["*", "*", "*", "1", "2-6", "1,7"]) if days else "*",
        "days_of_month": source.choice(["*", "*", "*", "*", "1", "24-31", "29"]) if days else "*",
        "months": source.choice(["*", "*", "*", "3-11", "12"]) if days else "*",
        "years": "*",
    }


def schedule(source: random.Random) -> list[dict[str, str]]:
    return [entry(source) for dummy in range(source.choice([0, 1, 1, 1, 2]))]


def facts(source: random.Random, most: int = 4) -> list[dict[str, Any]]:
    pool = [schedule(source) for dummy in range(3)]
    return [
        process(
            *(
                deployment(source.choice(pool), atom, enabled=source.choice([True, True, True, None, False]), atom_name=f"name-{atom}")
                for atom in source.sample(["a1", "a2"], source.choice([0, 1, 1, 2]))
            ),
            process_id=f"p{number}",
            name=source.choice(["Load", f"Order {number}", "{{ x }}"]),
        )
        for number in range(source.randrange(most + 1))
    ]


def _durations(source: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "process_id": f"p{source.randrange(4)}",
            "atom_id": source.choice([None, "a1", "a2"]),
            "minutes": source.choice([0, 1, 2.5, 14, 15, 59, 60.0, 61, 240, 1440, 3 * 1440, None]),
        }
        for dummy in range(source.randrange(4))
    ]


def case(seed: int) -> Case:
    source = random.Random(seed)
    day = source.choice(DAYS)
    start = datetime(day.year, day.month, day.day, tzinfo=timezone.utc) + timedelta(minutes=source.randrange(-720, 1440))
    return Case(
        facts(source),
        {"a1": source.choice(ZONES), "a2": source.choice(ZONES)},
        _durations(source),
        day,
        start,
        start + timedelta(minutes=source.choice([0, 1, 30, 60, 240, source.randrange(2000)])),
    )


def cases() -> st.SearchStrategy[Case]:
    return st.integers(0, 1 << 40).map(case)

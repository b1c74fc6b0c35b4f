# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schedules for the property tests to try."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

Entry = dict[str, str]


def share(part: int) -> settings:
    """The settings of a test that tries one case where the largest try `part`."""
    return settings(max_examples=max(1, settings.default.max_examples // part)) if settings.default else settings()


def _term(low: int, high: int) -> st.SearchStrategy[str]:
    number = st.integers(low, high)
    ordered = st.tuples(number, number).map(sorted)
    step = st.integers(1, max(2, (high - low) // 2))
    return st.one_of(
        number.map(str),
        number.map(lambda value: f"0{value}"),
        ordered.map(lambda pair: f"{pair[0]}-{pair[1]}"),
        st.tuples(ordered, step).map(lambda both: f"{both[0][0]}-{both[0][1]}/{both[1]}"),
        step.map(lambda every: f"*/{every}"),
    )


def field(low: int, high: int, every: int = 1) -> st.SearchStrategy[str]:
    """A field in any form of the grammar; the more `every`, the more often it is `*`."""
    lists = st.tuples(st.lists(_term(low, high), min_size=1, max_size=3), st.sampled_from([",", " , ", ", "])).map(lambda both: both[1].join(both[0]))
    return st.one_of(*[st.sampled_from(["*", "", "*", f"{low}-{high}"])] * every, lists)


def entries(years: st.SearchStrategy[str] | None = None, most: int = 3) -> st.SearchStrategy[list[Entry]]:
    """One entry or a few, most of them frequent enough to run on a given day."""
    entry = st.fixed_dictionaries(
        {
            "minutes": field(0, 59),
            "hours": field(0, 23),
            "days_of_week": field(1, 7, 3),
            "days_of_month": field(1, 31, 3),
            "months": field(1, 12, 4),
            "years": years if years is not None else st.sampled_from(["*", "", "1970-2050", "2011-2011", "2026-2030/2"]),
        }
    )
    return st.lists(entry, min_size=1, max_size=most)


def rare_days() -> st.SearchStrategy[list[Entry]]:
    """Schedules of few times on few days, some of which never come."""
    few = st.sampled_from(["29", "30", "31", "28-31", "1", "13", "1-7", "29,30", "*"])
    entry = st.fixed_dictionaries(
        {
            "minutes": st.sampled_from(["0", "0,30", "59"]),
            "hours": st.sampled_from(["0", "8", "0,23"]),
            "days_of_week": field(1, 7),
            "days_of_month": few,
            "months": st.sampled_from(["2", "2", "4", "2,4", "1-12/5", "*"]),
            "years": st.sampled_from(["*", "*", "1971-9999/2", "2000", "2020-2060/4", "2100", "1999,2027,2096-2104"]),
        }
    )
    return st.lists(entry, min_size=1, max_size=2)

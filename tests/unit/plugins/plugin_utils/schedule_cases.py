# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schedules for the property tests to try."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

Entry = dict[str, str]


def share(part: int = 1, most: int = 1_000) -> settings:
    """The settings of a test that tries one case where others try `part`, and never more than `most`: for those whose cases take long."""
    return settings(max_examples=max(1, min(settings.default.max_examples // part, most))) if settings.default else settings()


class _Choices:
    """Many small choices out of one number that hypothesis draws: far quicker than drawing each, and 0 is still the simplest case."""

    def __init__(self, number: int) -> None:
        self.number = number

    def below(self, bound: int) -> int:
        self.number, choice = divmod(self.number, bound)
        return choice


def _term(low: int, high: int, choices: _Choices) -> str:
    form = choices.below(5)
    first, last = sorted(low + choices.below(high - low + 1) for _bound in range(2))
    step = 1 + choices.below(max(2, (high - low) // 2))
    return (f"{first}", f"0{first}", f"{first}-{last}", f"{first}-{last}/{step}", f"*/{step}")[form]


def field(low: int, high: int, every: int = 1) -> st.SearchStrategy[str]:
    """A field in any form of the grammar; the more `every`, the more often it is `*`."""

    def text(number: int) -> str:
        choices = _Choices(number)
        form = choices.below(every + 1)
        if form < every:
            return ("*", "", "*", f"{low}-{high}")[choices.below(4)]
        return (",", " , ", ", ")[choices.below(3)].join(_term(low, high, choices) for _term_index in range(1 + choices.below(3)))

    return st.integers(0, 1 << 80).map(text)


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

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of bad runs, against an oracle that sees the whole story."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.verdicts import VERDICTS
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.shapes import KnownSchedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.streaks import BAD, GOOD, NEW, after_run
from tests.unit.plugins.plugin_utils._watch.run_cases import rows_of

LETTERS = {"r": "ran", "m": "missed", "f": "ran_failed", "d": "discarded", "l": "ran_late", "?": "unknown"}


def told(letters: str, tolerated: int) -> list[str]:
    """The events, with a restart after each run."""
    known, found = NEW, []
    for slot, letter in enumerate(letters):
        before: KnownSchedule = json.loads(json.dumps(known))
        known, part = after_run(before, LETTERS[letter], str(slot), tolerated)
        if part:
            found.append(f"{part}@{slot}:{(before if part == 'recovered' else known)['in_a_row']}")
    return found


@given(st.text("".join(LETTERS), max_size=40), st.integers(0, 5))
def test_rows(letters: str, tolerated: int) -> None:
    assert told(letters, tolerated) == rows_of(letters, tolerated)


def test_the_oracle_finds_every_kind() -> None:
    assert rows_of("mmfl?r", 1) == ["missed@1:2", "failed@2:3", "late@3:4", "recovered@5:4"]


def test_a_row_begins_with_its_first_bad_run_and_leaves_nothing_behind() -> None:
    known, dummy = after_run(NEW, "missed", "first", 1)
    known, dummy = after_run(known, "stuck", "second", 1)
    assert known == {"judged_until": None, "in_a_row": 2, "since": "first", "told": ["failed"]}
    assert after_run(known, GOOD, "third", 1) == (NEW, "recovered")


@pytest.mark.parametrize("verdict", [verdict for verdict in VERDICTS if verdict != GOOD and verdict not in BAD])
def test_what_proves_nothing_changes_nothing(verdict: str) -> None:
    known: KnownSchedule = {"judged_until": "x", "in_a_row": 2, "since": "first", "told": ["missed"]}
    assert after_run(known, verdict, "second", 0) == (known, None)


def test_every_bad_verdict_is_one_of_the_filter() -> None:
    assert {*BAD, GOOD} < set(VERDICTS)

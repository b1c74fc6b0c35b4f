# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cells of a timeline, one for each run or for each stretch of time."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.timeline import MOST, Timeline, timeline
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC, Zone, zone_of
from tests.unit.plugins.plugin_utils.report_cases import each_verdict, report_on, verdict


def drawn(items: list[dict[str, Any]], zone: Zone = UTC) -> Timeline:
    made = report_on([], verdicts=items).happened
    assert made
    (row,) = made.rows
    return timeline(row.runs, zone)


def every(minutes: int, count: int, **odd: str) -> list[dict[str, Any]]:
    """Runs at a distance of so many minutes from 00:10 on; the verdict of some, by their number."""
    start = datetime.fromisoformat("2026-11-24T00:10:00+00:00")
    return [
        verdict(odd.get(f"n{number}", "ran"), expected_at=(start + timedelta(minutes=minutes * number)).isoformat(), started_at=None, status=None)
        for number in range(count)
    ]


def test_each_verdict_in_words() -> None:
    made = drawn(each_verdict())
    assert made.minutes == 0
    assert [cell.says for cell in made.cells] == [
        "on time: planned Tue 24 Nov 00:00, started 00:00:04, 4 s later",
        "late: planned Tue 24 Nov 01:00, started 01:04:10, 250 s later",
        "failed: planned Tue 24 Nov 02:00, started 02:00:04, 4 s later",
        "running: planned Tue 24 Nov 03:00, started 03:00:04, 4 s later",
        "stuck: planned Tue 24 Nov 04:00, started 04:00:04, 4 s later",
        "discarded: planned Tue 24 Nov 05:00",
        "overlapped: planned Tue 24 Nov 06:00; an earlier run was still going on",
        "waiting: planned Tue 24 Nov 07:00; in the queue",
        "missed: planned Tue 24 Nov 08:00; the runtime has reported a later run",
        "unknown: planned Tue 24 Nov 09:00; the records would not show each run",
        "not planned: started Tue 24 Nov 10:00:04",
    ]


def test_moments_are_in_the_zone_of_the_reader() -> None:
    early = verdict(expected_at="2026-11-24T00:00:00+01:00", started_at="2026-11-23T22:59:58Z", delay_seconds=-2)
    assert [cell.says for cell in drawn([early], zone_of("Europe/Berlin")).cells] == [
        "on time: planned Tue 24 Nov 00:00, started Mon 23 Nov 23:59:58, 2 s earlier",
    ]


def test_an_item_without_a_moment() -> None:
    (cell,) = drawn([verdict("unknown", expected_at=None, reason="zone")]).cells
    assert cell.says == "unknown: the time zone of the runtime is not known"
    (cell,) = drawn([verdict("unknown", expected_at=None, reason=None)]).cells
    assert cell.says == "unknown"


@pytest.mark.parametrize(
    ("minutes", "count", "stretch", "cells"),
    [
        (15, 96, 0, 96),
        (1, 100, 0, 100),
        (1, 101, 2, 51),
        (1, 1440, 15, 97),
        (5, 288, 15, 97),
        (60, 24 * 30, 480, 90),
        (60, 24 * 300, 4 * 1440, 76),
    ],
)
def test_a_row_with_many_runs_has_stretches(minutes: int, count: int, stretch: int, cells: int) -> None:
    made = drawn(every(minutes, count))
    assert (made.minutes, len(made.cells)) == (stretch, cells)
    assert cells <= MOST


def test_a_stretch_shows_its_worst_verdict_and_has_the_numbers() -> None:
    made = drawn(every(1, 1440, n10="ran_late", n11="missed", n30="waiting", n31="ran_failed", n32="unknown"))
    assert Counter(cell.verdict for cell in made.cells) == {"ran": 95, "missed": 1, "ran_failed": 1}
    assert made.cells[0].says == "on time: 5 runs from Tue 24 Nov 00:00 to Tue 24 Nov 00:15: 5 on time"
    assert made.cells[1].says == "missed: 15 runs from Tue 24 Nov 00:15 to Tue 24 Nov 00:30: 1 missed, 1 late, 13 on time"
    assert made.cells[2].says == "failed: 15 runs from Tue 24 Nov 00:30 to Tue 24 Nov 00:45: 1 failed, 1 unknown, 1 waiting, 12 on time"
    # No run is lost.
    assert sum(int(cell.says.partition(": ")[2].split()[0]) for cell in made.cells) == 1440


def test_stretches_without_runs_have_no_cell() -> None:
    made = drawn([*every(1, 101), verdict("missed", "23:59")])
    assert (made.minutes, len(made.cells)) == (15, 9)
    assert made.cells[-1].verdict == "missed"

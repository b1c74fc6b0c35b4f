# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Zones that were assumed wrongly: by how much the runs are off."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.plugins.plugin_utils._runs.run_cases import answer, process, record, verdicts

Found = list[tuple[Any, Any]]


def nights(*clocks: str, process_id: str = "p1", **more: Any) -> list[dict[str, Any]]:
    """Runs at these times of the four nights from 24 to 27 November."""
    return [
        record(f"2026-11-{day}T{clock}Z", execution=f"{process_id}/{day}/{clock}", process_id=process_id, **more) for day in range(24, 28) for clock in clocks
    ]


def unplanned(schedule: str, records: list[dict[str, Any]], *more: Any, start: str = "2026-11-24") -> Found:
    found = verdicts([process(schedule), *more], answer(*records, since="2026-11-20T00:00:00Z"), start, "2026-11-28")
    return [(each["reason"], each["delay_seconds"]) for each in found if each["verdict"] == "unplanned"]


@pytest.mark.parametrize(
    ("schedule", "clocks", "offset"),
    [
        ("0 2 * * * *", ["03:00:04"], 3600),
        ("0 2 * * * *", ["01:02:59"], -3600),
        ("0 2 * * * *", ["15:59:57"], 50_400),
        ("0 2 * * * *", ["20:30:00"], -19_800),
        ("0 2 * * * *", ["01:45:00"], -900),
        # All but the last run of a day look planned: it lies eleven hours after the first planned minute that has none.
        ("0 8-18 * * * *", [f"{hour:02}:00:03" for hour in range(9, 20)], 3600),
        ("0 8-18 * * * *", [f"{hour:02}:00:03" for hour in range(3, 14)], -18_000),
    ],
)  # fmt: skip
def test_by_how_much_the_zone_is_wrong(schedule: str, clocks: list[str], offset: int) -> None:
    found = unplanned(schedule, nights(*clocks))
    # The planned minute of the last run may lie outside the span.
    assert set(found[:-1]) == {("zone", offset)}
    assert len(found) >= 4


def test_what_may_be_chance() -> None:
    two = nights("03:00:04")[:2]
    assert unplanned("0 2 * * * *", two) == [(None, None)] * 2
    assert unplanned("0 2 * * * *", [*two, *nights("02:00:04")]) == [(None, None)] * 2
    # Off by no quarter of an hour, or by something else each time.
    assert unplanned("0 2 * * * *", nights("03:07:00")) == [(None, None)] * 4
    different = [record(f"2026-11-{day}T{hour:02}:00:00Z", execution=f"{day}") for day, hour in ((24, 4), (25, 6), (26, 9), (27, 13))]
    assert unplanned("0 2 * * * *", different) == [(None, None)] * 4


def test_half_of_the_runs_are_not_enough() -> None:
    off, any_time = nights("03:00:04"), nights("05:07:00")
    assert unplanned("0 2 * * * *", [*off, *any_time]) == [(None, None)] * 8
    assert unplanned("0 2 * * * *", [*off, *any_time[:3]]).count(("zone", 3600)) == 4


def test_the_schedules_of_a_runtime_are_taken_together() -> None:
    others = [process("0 5 * * * *", "p2"), process("30 6 * * * *", "p3"), process("0 5 * * * *", "p4", atom="a2")]
    records = [record("03:00:04")]
    records += [record(clock, execution=f"x{number}", process_id=f"p{number}") for number, clock in ((2, "06:00:09"), (3, "07:30:01"))]
    records += [record("06:00:09", execution="x4", process_id="p4", atom_id="a2")]
    at = [{**each, "execution_time": each["execution_time"].replace("-28T", "-27T")} for each in records]
    # The last one is on another runtime.
    assert unplanned("0 2 * * * *", at, *others) == [("zone", 3600)] * 3 + [(None, None)]


def test_without_a_plan_no_zone_is_wrong() -> None:
    assert unplanned("0 0 * * * 2030", nights("03:00:04")) == [(None, None)] * 4

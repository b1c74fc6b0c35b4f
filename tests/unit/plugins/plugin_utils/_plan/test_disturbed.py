# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a maintenance would disturb."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils._plan import plan_oracle as oracle
from tests.unit.plugins.plugin_utils._plan.plan_cases import Case, cases
from tests.unit.plugins.plugin_utils.policy_cases import deployment, process

NIGHT = ("2026-11-28T02:00Z", "2026-11-28T04:00Z")


def instant(text: str | None) -> datetime | None:
    return None if text is None else oracle.utc(text)


@pytest.mark.slow
@given(case=cases(), paused_too=st.booleans())
def test_as_by_looking_at_each_minute(case: Case, paused_too: bool) -> None:
    note(str(case))
    found = plugins.disturbed_by(case.facts, case.start, case.end.isoformat(), case.durations, "runtime", case.zones, include_paused=paused_too)
    by_deployment = {(item["process_id"], item["atom_id"]): item for item in found}
    assert len(by_deployment) == len(found)
    low = datetime(case.day.year, case.day.month, case.day.day, tzinfo=timezone.utc) - timedelta(days=oracle.BEFORE)
    high = low + timedelta(days=oracle.DAYS)
    order = set()
    for each in oracle.deployed(case.facts, case.zones, case.durations, case.day, paused_too):
        inside = [start for start in each.starts if case.start <= start < case.end]
        before = [start for start in each.starts if start < case.start]
        after = [start for start in each.starts if start >= case.end]
        # The last run before what is looked at has ended: durations are shorter.
        running = None if each.duration is None else bool(before) and before[-1] + timedelta(minutes=each.duration) > case.start
        item = by_deployment.get((each.process["id"], each.item["atom_id"]))
        assert (item is not None) is bool(inside or running)
        if item:
            order.add((item["process_id"], item["atom_id"]))
            assert (item["starts"], item["still_running"]) == (len(inside), running)
            assert [instant(item[name]) for name in ("first", "last")] == ([inside[0], inside[-1]] if inside else [None, None])
            last_before, first_after = instant(item["last_before"]), instant(item["first_after"])
            assert last_before == before[-1] if before else last_before is None or last_before < low
            assert first_after == after[0] if after else first_after is None or first_after >= high
    assert order == set(by_deployment)


def test_an_item() -> None:
    one = process(deployment("0-59/30 * * * * *", env_name="Production", atom_name="prod-1"))
    one.update(instance_name="ERP INT", integration_pack=[{"integration_pack_id": "k1", "name": "ERP"}])
    assert plugins.disturbed_by({"processes": [one]}, *NIGHT, timezone="Europe/Berlin") == [
        {
            "process_id": "p1",
            "process_name": "Order Intake",
            "instance_id": "i1",
            "instance_name": "ERP INT",
            "pack_name": "ERP",
            "env_id": "e1",
            "env_name": "Production",
            "atom_id": "a1",
            "atom_name": "prod-1",
            "starts": 4,
            "first": "2026-11-28T03:00:00+01:00",
            "last": "2026-11-28T04:30:00+01:00",
            "last_before": "2026-11-28T02:30:00+01:00",
            "first_after": "2026-11-28T05:00:00+01:00",
            "still_running": None,
        }
    ]


def test_the_order() -> None:
    def one(number: int, pack: str | None, *places: tuple[str | None, str]) -> dict[str, Any]:
        made = process(*(deployment("0 3 * * * *", atom, f"e-{env}", env_name=env, atom_name=atom) for env, atom in places), process_id=f"p{number}")
        return {**made, "name": None if number == 4 else f"Load {number}", "integration_pack": [{"integration_pack_id": "k", "name": pack}]}

    facts = [
        one(1, "B", ("Test", "t1"), ("Production", "x2"), ("Production", "x1")),
        one(3, "A", ("Production", "x1")),
        one(2, "A", ("Production", "x1"), (None, "x1")),
        one(4, None, ("Production", "x1")),
    ]
    assert [(item["env_name"], item["process_id"], item["atom_id"]) for item in plugins.disturbed_by(facts, *NIGHT)] == [
        ("Production", "p4", "x1"),
        ("Production", "p2", "x1"),
        ("Production", "p3", "x1"),
        ("Production", "p1", "x1"),
        ("Production", "p1", "x2"),
        ("Test", "p1", "t1"),
        (None, "p2", "x1"),
    ]


@pytest.mark.parametrize(
    ("schedule", "before", "after"),
    [
        ("0 3 * * * 2026", "2026-11-27", "2026-11-29"),
        ("0 3 * 28 2 *", "", ""),
        ("0 3 * 28 11 2026", None, None),
        ("0 3 * 28 11 1970,2026", "1970-11-28", None),
        ("0 3 * 28-29 2,11 *", "2026-02-28", "2026-11-29"),
        ("0 3 7 28 11 *", "2020-11-28", "2037-11-28"),
        ("0 3 * * * 1970-1999,2026-9999", "2026-11-27", "2026-11-29"),
    ],
)
def test_the_starts_around_it_however_far(schedule: str, before: str | None, after: str | None) -> None:
    found = plugins.disturbed_by([process(deployment(schedule))], *NIGHT)
    expected = [(before and f"{before}T03:00:00+00:00", after and f"{after}T03:00:00+00:00")]
    assert [(item["last_before"], item["first_after"]) for item in found] == ([] if before == "" else expected)

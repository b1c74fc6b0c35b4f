# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long runs take."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.durations import Durations
from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils.policy_cases import deployment, process

NIGHT = ("2026-11-28T02:00Z", "2026-11-28T04:00Z")
NUMBER = "it must be a number of minutes from 0 to 44640, or null"


@pytest.mark.parametrize(
    ("rows", "still_running"),
    [
        ([], None),
        ([{"minutes": None}], None),
        ([{"minutes": 30}], False),
        ([{"minutes": 30.01}], True),
        # As run_summary has them.
        ([{"atom_id": "a1", "median_duration_minutes": 1.5, "p95_duration_minutes": 45.25}], True),
        ([{"atom_id": "a1", "median_duration_minutes": 31, "p95_duration_minutes": None}], True),
        ([{"atom_id": "a1", "median_duration_minutes": None, "p95_duration_minutes": None}], None),
        # That of its runtime counts, or else that of all; the longest of several.
        ([{"minutes": 60}, {"atom_id": "a1", "minutes": 5}], False),
        ([{"minutes": 60}, {"atom_id": "a1", "minutes": None}, {"atom_id": "a2", "minutes": 5}], True),
        ([{"minutes": 60}, {"minutes": 5}], True),
        ([{"process_id": "p2", "minutes": 60}], None),
    ],
)
def test_durations(rows: list[dict[str, Any]], still_running: bool | None) -> None:
    durations = [{"process_id": "p1", **row} for row in rows]
    (found,) = plugins.disturbed_by([process(deployment("30 1-3 * * * *"))], *NIGHT, durations=iter(durations))
    assert found["still_running"] is still_running
    # What does not start in it is disturbed only if it is known to be at work.
    assert len(plugins.disturbed_by([process(deployment("30 1 * * * *"))], *NIGHT, durations)) == (still_running is True)


def test_of_which_process_and_runtime() -> None:
    known = Durations(
        [{"process_id": "p1", "minutes": 5}, {"process_id": "p1", "atom_id": "a1", "minutes": 0}, {"process_id": "p2", "atom_id": "a1", "minutes": 7.5}]
    )
    asked = [("p1", "a1"), ("p1", "a2"), ("p1", None), ("p2", "a1"), ("p2", "a2"), ("p2", None), ("p3", "a1")]
    assert [known.of(*each) for each in asked] == [0, 5, 5, 7.5, None, None, None]
    assert Durations(None).of("p1", "a1") is None


@pytest.mark.parametrize(
    ("durations", "message"),
    [
        (5, "durations is 5; it must be what run_summary returns, or a list of items with process_id and minutes"),
        ({"p1": 5}, "durations is a mapping; it must be"),
        ([5], "durations[0] is 5; it must be an item with process_id and minutes"),
        ([{"minutes": 5}], "durations[0].process_id is null; it must be text"),
        ([{"process_id": "p1", "atom_id": 5, "minutes": 5}], "durations[0].atom_id is 5; it must be text"),
        ([{"process_id": "p1"}], "durations[0]: minutes is missing; give minutes, p95_duration_minutes or median_duration_minutes"),
        ([{"process_id": "p1", "minutes": "5"}], f'durations[0].minutes is "5"; {NUMBER}'),
        ([{"process_id": "p1", "minutes": True}], f"durations[0].minutes is true; {NUMBER}"),
        ([{"process_id": "p1", "minutes": float("nan")}], f"durations[0].minutes is nan; {NUMBER}"),
        ([{"process_id": "p1", "p95_duration_minutes": -1}], f"durations[0].p95_duration_minutes is -1; {NUMBER}"),
        ([{"process_id": "p1", "minutes": 44640}, {"process_id": "p1", "minutes": 44641}], f"durations[1].minutes is 44641; {NUMBER}"),
    ],
)
def test_what_is_refused(durations: Any, message: str) -> None:
    with pytest.raises(GivenError) as caught:
        Durations(durations)
    assert str(caught.value).startswith(message)

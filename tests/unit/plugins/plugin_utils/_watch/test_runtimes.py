# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the readings of runtimes lead to: what is told, what is held back, and since when."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.runtimes import is_due, runtime_changes, with_states

ONLINE, RESTARTING, OFFLINE = ("ONLINE", "ONLINE_RUNNING"), ("ONLINE", "RESTARTING"), ("OFFLINE", "OFFLINE")


def runtime(atom_id: str, status: tuple[str | None, str | None] = ONLINE, zone: str | None = "UTC", name: str | None = None) -> Any:
    return {"id": atom_id, "name": name or f"name of {atom_id}", "status": status[0], "status_detail": status[1], "time_zone": zone}


def facts(*atom_ids: str | None, **item: Any) -> list[Any]:
    items = [{"atom_id": atom_id, "env_id": "e", **item} for atom_id in atom_ids]
    return [{"id": "p", "name": "Orders", "instance_id": "i", "process_schedules": items}]


def moment(number: int) -> str:
    return f"2026-11-24T{number:02}:00:00Z"


def run(*readings: list[Any], atom_ids: tuple[str, ...] = ("a",)) -> list[list[Any]]:
    """The changes of each reading; the first one is at one o'clock, the others follow by the hour. What is known goes through JSON, as in a restart."""
    known: dict[str, Any] = {}
    found: list[list[Any]] = []
    for number, reading in enumerate(readings, 1):
        known, changed = runtime_changes(json.loads(json.dumps(known)), reading, facts(*atom_ids), moment(number - 1) if number > 1 else None, moment(number))
        found.append(changed)
    return found


def told(*statuses: tuple[str | None, str | None]) -> list[list[str]]:
    """The kinds of changes of each reading of one runtime."""
    return [[part for change in changed for part in change["changed"]] for changed in run(*([runtime("a", status)] for status in statuses))]


DOWN, UP = ["went_offline"], ["came_back"]
STARTING, STOPPING = ("ONLINE", "ONLINE_STARTING"), ("ONLINE", "ONLINE_STOPPING")
UNKNOWN, NULL = ("UNKNOWN", "UNKNOWN"), (None, None)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([ONLINE, ONLINE], [[], []]),
        ([ONLINE, OFFLINE, OFFLINE, ONLINE, ONLINE], [[], DOWN, [], UP, []]),
        ([OFFLINE, OFFLINE, ONLINE], [[], [], UP]),
        ([ONLINE, ("OFFLINE", None)], [[], DOWN]),
        ([ONLINE, ("OFFLINE", "OFFLINE_WITH_ERROR"), ("OFFLINE", "DELETED")], [[], DOWN, []]),
        ([ONLINE, ("WARNING", "CLUSTER_ISSUE"), ("ONLINE", None), ("ONLINE", "CLUSTER_ISSUE")], [[]] * 4),
        # A restart is told if the next reading finds one too.
        ([ONLINE, RESTARTING, ONLINE, RESTARTING, ONLINE], [[]] * 5),
        ([ONLINE, RESTARTING, RESTARTING, ONLINE], [[], [], DOWN, UP]),
        ([ONLINE, STOPPING, STARTING, STARTING], [[], [], DOWN, []]),
        ([ONLINE, RESTARTING, OFFLINE], [[], [], DOWN]),
        ([ONLINE, UNKNOWN, ONLINE, UNKNOWN, UNKNOWN], [[], [], [], [], DOWN]),
        ([ONLINE, ("HIBERNATING", None), ("HIBERNATING", None)], [[], [], DOWN]),
        ([ONLINE, ("ONLINE", "RESTARTING_TOO_LONG")], [[], DOWN]),
        ([ONLINE, ("ONLINE", "RESTARTING_DEAD")], [[], DOWN]),
        ([ONLINE, ("ONLINE", "RESTARTING_ODDLY"), ("ONLINE", "RESTARTING_ODDLY")], [[], [], DOWN]),
        ([ONLINE, OFFLINE, RESTARTING, ONLINE], [[], DOWN, [], UP]),
        # At the first reading
        ([RESTARTING, ONLINE, OFFLINE], [[], [], DOWN]),
        ([RESTARTING, RESTARTING, ONLINE], [[], [], UP]),
        # Null says nothing.
        ([ONLINE, NULL, NULL, ONLINE], [[]] * 4),
        ([ONLINE, NULL, OFFLINE, NULL, ONLINE], [[], [], DOWN, [], UP]),
        ([NULL, NULL, OFFLINE, ONLINE], [[], [], [], UP]),
        ([ONLINE, RESTARTING, NULL, RESTARTING], [[], [], [], DOWN]),
    ],
    ids=str,
)
def test_when_a_runtime_counts_as_offline(statuses: list[Any], expected: list[Any]) -> None:
    assert told(*statuses) == expected


def test_a_change_has_what_was_known_before_and_what_was_read() -> None:
    hostile = "{{ name }}\n<b>"
    found = run([runtime("a")], [runtime("a", RESTARTING)], [runtime("a", RESTARTING, None, hostile)])
    assert found == [
        [],
        [],
        [
            {
                "type": "runtime",
                "since": moment(1),
                "changed": ["went_offline"],
                "runtimes": [
                    {
                        "id": "a",
                        "name": hostile,
                        "env_id": "e",
                        "env_name": None,
                        "before": {"status": "ONLINE", "status_detail": "ONLINE_RUNNING", "time_zone": "UTC", "read_at": moment(1)},
                        "after": {"status": "ONLINE", "status_detail": "RESTARTING", "time_zone": None, "read_at": moment(3)},
                    }
                ],
            }
        ],
    ]


def test_many_runtimes_are_one_change_of_each_kind() -> None:
    """Whatever their number and the order in which Boomi returns them; those that changed otherwise are in changes of their own."""
    cloud = [f"cloud-{number:03}" for number in range(300)]
    before = [*(runtime(one) for one in cloud), runtime("back", OFFLINE), runtime("moved"), runtime("both"), runtime("stays")]
    after = [*(runtime(one, OFFLINE) for one in cloud), runtime("back"), runtime("moved", zone="Asia/Tokyo"), runtime("both", OFFLINE, "Asia/Tokyo")]
    names = (*cloud, "back", "moved", "both", "stays")
    dummy, found = run(before, [*reversed(after), runtime("stays")], atom_ids=names)
    assert [(change["changed"], [one["id"] for one in change["runtimes"]]) for change in found] == [
        (["went_offline"], ["both", *cloud]),
        (["came_back"], ["back"]),
        (["zone_changed"], ["both", "moved"]),
    ]
    assert {change["since"] for change in found} == {moment(1)}


def test_since_is_the_earliest_time_of_the_runtimes() -> None:
    found = run([runtime("a"), runtime("b")], [runtime("a")], [runtime("a", OFFLINE), runtime("b", OFFLINE)], atom_ids=("a", "b"))
    (change,) = found[2]
    assert [one["before"]["read_at"] for one in change["runtimes"]] == [moment(2), moment(1)]
    assert change["since"] == moment(1)


def test_a_zone_that_is_null_is_no_change() -> None:
    zones = [None, "Europe/Berlin", None, "Europe/Berlin", None, None, "Asia/Tokyo", "Asia/Tokyo"]
    found = run(*([runtime("a", zone=zone)] for zone in zones))
    assert [[change["changed"] for change in changed] for changed in found] == [[], [], [], [], [], [], [["zone_changed"]], []]
    (one,) = found[6][0]["runtimes"]
    assert (one["before"]["time_zone"], one["before"]["read_at"]) == ("Europe/Berlin", moment(4))
    assert (one["after"]["time_zone"], one["after"]["read_at"]) == ("Asia/Tokyo", moment(7))


def test_a_runtime_that_is_new_or_gone_makes_no_change() -> None:
    known = runtime_changes({}, [runtime("a")], facts("a"), None, moment(1))[0]
    known, found = runtime_changes(known, [runtime("b", OFFLINE)], facts("b", None), moment(1), moment(2))
    assert (list(known), found) == (["b"], [])
    found = runtime_changes(known, [runtime("a", OFFLINE), runtime("b")], facts("a", "b"), moment(2), moment(3))[1]
    assert [(change["changed"], [one["id"] for one in change["runtimes"]]) for change in found] == [(["came_back"], ["b"])]


def test_a_reading_that_confirms_leaves_what_is_known_as_it_is() -> None:
    """So that the state file is not written for it."""
    for status in (ONLINE, OFFLINE, NULL):
        first = runtime_changes({}, [runtime("a", status)], facts("a"), None, moment(1))[0]
        assert runtime_changes(first, [runtime("a", status)], facts("a"), moment(1), moment(2)) == (first, [])


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (facts("a", env_name="Production"), ("e", "Production")),
        (facts("a"), ("e", None)),
        ([*facts("a"), *facts("a")], ("e", None)),
        ([*facts("a"), *facts("a", env_id="f")], (None, None)),
        (facts("a", env_id=None), (None, None)),
    ],
)
def test_the_environment_of_a_runtime(items: list[Any], expected: tuple[str | None, str | None]) -> None:
    known = runtime_changes({}, [runtime("a")], items, None, moment(1))[0]
    (change,) = runtime_changes(known, [runtime("a", OFFLINE)], items, moment(1), moment(2))[1]
    assert [(one["env_id"], one["env_name"]) for one in change["runtimes"]] == [expected]


@pytest.mark.parametrize(
    ("read_at", "now", "interval", "due"),
    [
        (None, moment(1), 10, True),
        ("yesterday", moment(1), 10, True),
        (moment(1), moment(1), 10, False),
        (moment(1), moment(1), 0, True),
        (moment(1), moment(2), 3601, False),
        (moment(1), moment(2), 3600, True),
        (moment(2), moment(1), 3600, True),
    ],
)
def test_when_a_reading_is_due(read_at: str | None, now: str, interval: float, due: bool) -> None:
    assert is_due(read_at, now, interval) is due


def test_the_state_of_runtimes_comes_from_the_last_reading() -> None:
    def state(*values: str | None) -> dict[str, str | None]:
        return dict(zip(("atom_status", "atom_status_detail", "atom_time_zone"), values))

    earlier = [*facts("a", **state("ONLINE", "x", "UTC")), *facts("b", **state("ONLINE", "y", None))]
    now = [*facts("a", "b", "c", schedule=[]), *facts("a", **state(None, None, None))]
    kept = json.loads(json.dumps(now))
    found = with_states(now, [*earlier, *now])
    assert now == kept
    assert found == [
        {
            **now[0],
            "process_schedules": [
                {"atom_id": "a", "env_id": "e", "schedule": [], **state(None, None, None)},
                {"atom_id": "b", "env_id": "e", "schedule": [], **state("ONLINE", "y", None)},
                {"atom_id": "c", "env_id": "e", "schedule": [], **state(None, None, None)},
            ],
        },
        now[1],
    ]


# An independent reading of the same, from the whole history of each runtime at once.

STATUSES = [ONLINE, ("WARNING", "CLUSTER_ISSUE"), RESTARTING, STOPPING, ("ONLINE", "RESTARTING_DEAD"), OFFLINE, ("OFFLINE", None), UNKNOWN, NULL]
KINDS = {ONLINE: "alive", STATUSES[1]: "alive", RESTARTING: "perhaps", STOPPING: "perhaps", UNKNOWN: "perhaps", NULL: None}
readings = st.lists(
    st.dictionaries(st.sampled_from("abc"), st.tuples(st.sampled_from(STATUSES), st.sampled_from([None, "UTC", "Asia/Tokyo"]))), min_size=1, max_size=10
)


def expected_of(history: list[tuple[int, Any, str | None]]) -> list[tuple[int, str, int]]:
    """Of one runtime: the reading, the kind of change, and the last reading before it that did not show the change."""
    found: list[tuple[int, str, int]] = []
    known = [(number, KINDS.get(status, "dead")) for number, status, dummy in history if KINDS.get(status, "dead") is not None]
    verdicts: list[bool | None] = []  # whether it counts as offline, after each reading that knows
    for index, (number, kind) in enumerate(known):
        last = verdicts[-1] if verdicts else None
        unsettled = kind == "perhaps" and not last and (index == 0 or known[index - 1][1] == "alive")
        verdicts.append(last if unsettled else kind != "alive")
        if last is not None and verdicts[-1] != last:
            opposite = [earlier for earlier, what in known[:index] if (what == "alive") == verdicts[-1]]
            found.append((number, "went_offline" if verdicts[-1] else "came_back", opposite[-1]))
    zones = [(number, zone) for number, dummy, zone in history if zone is not None]
    found += [(number, "zone_changed", earlier) for (earlier, was), (number, zone) in zip(zones, zones[1:]) if was != zone]
    return sorted(found)


@settings(max_examples=max(100, settings().max_examples // 5))
@given(readings)
def test_the_changes_are_those_of_the_whole_history(history: list[dict[str, Any]]) -> None:
    found = run(*([runtime(atom_id, *what) for atom_id, what in reading.items()] for reading in history), atom_ids=("a", "b", "c"))
    for atom_id in "abc":
        own = [(number, *reading[atom_id]) for number, reading in enumerate(history, 1) if atom_id in reading]
        events = [
            (number, change["changed"][0], one["before"]["read_at"], one["after"]["read_at"])
            for number, changed in enumerate(found, 1)
            for change in changed
            for one in change["runtimes"]
            if one["id"] == atom_id
        ]
        assert sorted(events) == [(number, part, moment(before), moment(number)) for number, part, before in expected_of(own)]
    for changed in found:
        assert len({change["changed"][0] for change in changed}) == len(changed)
        assert all(change["runtimes"] and len(change["changed"]) == 1 for change in changed)

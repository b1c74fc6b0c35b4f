# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read from the files is enough for the watch: whatever else they hold is refused before it is used."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import Question
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.runs import Judged, Reading
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.shapes import Progress, State
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.state_file import StateFile
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.stored import DEEPEST, PROGRESS, STATE, has_shape, too_deep
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.watch import Poll, Watch

WHEN = "2026-11-24T12:00:00Z"
ENTRY = {"minutes": "0", "hours": None}
SCHEDULE = {"id": "s", "process_id": "p", "atom_id": "a", "env_id": None, "enabled": True, "schedule": [ENTRY], "retry": {"schedule": [], "max_retry": 5}}
RUNTIME: Any = {"id": "a", "name": "one", "status": "ONLINE", "status_detail": None, "time_zone": "Europe/Berlin"}
PROCESS: Any = {"id": "p", "name": "Orders", "instance_id": "i", "integration_pack": [], "process_schedules": [SCHEDULE]}
RUNS = Reading(Judged({"schedules": {"s": {"judged_until": WHEN, "in_a_row": 1, "since": WHEN, "told": ["missed"]}}, "atom_names": {"a": "one"}}, WHEN, WHEN))
OTHERS: tuple[Any, ...] = (None, True, 1, 1.5, "x", [], ["x"], [[]], {}, {"x": 1})


@pytest.mark.parametrize(
    ("value", "shape", "expected"),
    [
        ("a", str, True),
        (None, str, False),
        (1, int, True),
        (True, int, False),
        (1.0, int, False),
        (None, None, True),
        ("", None, False),
        (None, (str, None), True),
        (1, (str, None), False),
        ([], [str], True),
        (["a", None], [str], False),
        ({"0": "a"}, [str], False),
        ({"a": 1, "b": 2}, {"a": int}, True),
        ({"b": 1}, {"a": int}, False),
        ([], {"a": int}, False),
        ({}, {str: int}, True),
        ({"a": 1, "b": 2}, {str: int}, True),
        ({"a": 1, "b": "2"}, {str: int}, False),
        ([], {str: int}, False),
    ],
)
def test_the_shapes(value: Any, shape: Any, expected: bool) -> None:
    assert has_shape(value, shape) is expected


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_too_deep(opening: str, closing: str) -> None:
    def nested(levels: int) -> Any:
        return json.loads(opening * levels + "1" + closing * levels)

    assert not too_deep(nested(0))
    assert not too_deep(nested(DEEPEST - 1))
    assert too_deep(nested(DEEPEST))
    assert too_deep(nested(900))


def test_the_shapes_have_the_keys_of_the_files() -> None:
    assert STATE.keys() == State.__annotations__.keys()
    assert PROGRESS.keys() == Progress.__annotations__.keys()


def written(path: Path) -> State:
    """A state in which every list and every value that can be null is filled, as the watch writes it."""
    watch = opened(path)
    assert isinstance(watch, Watch)
    for enabled, began_at in ((True, WHEN), (False, "2026-11-24T12:05:00Z")):
        item = {**SCHEDULE, "enabled": enabled}
        processes: Any = [{**PROCESS, "process_schedules": [item]}]
        watch.take(Poll(began_at, processes, ["the names of runtimes"], ["unknown"], False, [], [RUNTIME], RUNS))
    watch.take(BoomiError("Boomi is down.", kind="unreachable"))
    watch.close()
    state, dummy = StateFile(str(path)).read()
    assert state is not None
    return state


def opened(path: Path) -> Watch | BoomiError:
    watch = Watch(Connection(account_id="account", space_guid="space"), Question(include_runtimes=True), 300, str(path))
    try:
        watch.open()
    except BoomiError as error:
        watch.close()
        return error
    return watch


def spoiled(value: Any) -> Iterator[Any]:
    """The value with one of its parts replaced by each of ``OTHERS``, or left out."""
    yield from OTHERS
    if isinstance(value, dict):
        for key in value:
            yield {name: inner for name, inner in value.items() if name != key}
            yield from ({**value, key: inner} for inner in spoiled(value[key]))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from ([*value[:index], inner, *value[index + 1 :]] for inner in spoiled(item))


@pytest.mark.slow
def test_a_state_that_is_not_refused_can_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever part of it is another: the next polls work, or opening the file says that it is damaged."""
    monkeypatch.setattr("os.fsync", lambda descriptor: None)  # there are hundreds of them
    path = tmp_path / "state.json"
    state = written(path)
    outcomes = {"refused": 0, "used": 0}
    for one in spoiled({name: value for name, value in state.items() if name != "question"}):
        StateFile(str(path)).write_state({"question": state["question"], **one} if isinstance(one, dict) else one)
        watch = opened(path)
        if isinstance(watch, BoomiError):
            assert "is damaged." in str(watch)
            outcomes["refused"] += 1
            continue
        outcomes["used"] += 1
        while watch.pending:
            watch.emitted()
        watch.take(Poll("2026-11-24T12:10:00Z", [copy.deepcopy(PROCESS)], [], [], False, [], [{**RUNTIME, "status": "OFFLINE"}]))
        watch.take(Poll("2026-11-24T12:15:00Z", [], [], ["i"], False, []))
        watch.close()
    assert outcomes["refused"] > 200
    assert outcomes["used"] > 20


def test_a_state_may_have_more_and_records_less_than_the_watch_reads(tmp_path: Path) -> None:
    """Records grow with releases, so a state of this one lacks fields of a later one."""
    path = tmp_path / "state.json"
    state: Any = written(path)
    del state["facts"][0]["integration_pack"], state["facts"][0]["process_schedules"][0]["id"]
    StateFile(str(path)).write_state({**state, "more": [1]})
    assert StateFile(str(path)).read()[0] == {**state, "more": [1]}

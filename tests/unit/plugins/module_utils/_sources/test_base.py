# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The processes of several batches as one value."""

from __future__ import annotations

from ansible_collections.boomi.spaces.plugins.module_utils._errors import usage
from ansible_collections.boomi.spaces.plugins.module_utils._records import Process
from ansible_collections.boomi.spaces.plugins.module_utils._sources.base import Processes


def process(process_id: str, instance_id: str) -> Process:
    return {"id": process_id, "name": None, "integration_pack": [], "instance_id": instance_id, "process_schedules": []}


def test_batches_are_merged_in_their_order() -> None:
    first, second = usage("first"), usage("second")
    batches = [
        Processes({"b": [process("p1", "b")], "a": []}, {"y": first}),
        Processes({}, {"x": second}),
        Processes({"c": [process("p2", "c"), process("p3", "c")]}, {}),
    ]
    answer = Processes.merged(batches)
    assert list(answer.found.items()) == [("b", [process("p1", "b")]), ("a", []), ("c", [process("p2", "c"), process("p3", "c")])]
    assert list(answer.unknown.items()) == [("y", first), ("x", second)]
    assert batches[0].found.keys() == {"a", "b"}, "the batches stay as they are"


def test_no_batch_is_an_empty_answer() -> None:
    assert Processes.merged([]) == Processes({}, {})

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose runs the records are."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.records import end_of
from tests.unit.plugins.plugin_utils._runs.run_cases import Raw, answer, process, record, verdicts


def given(processes: list[Raw], *records: Raw, **more: Any) -> list[Any]:
    """The execution of each item; where it has none, its reason."""
    return [each["execution_id"] or each["reason"] for each in verdicts(processes, answer(*records, **more))]


def test_by_the_process_and_the_runtime() -> None:
    assert given([process()], record()) == ["x1"]
    assert given([process()], record(process_id="p2")) == ["online_now"]
    assert given([process()], record(atom_id="a2")) == ["online_now"]
    assert given([process()], record(process_id=" p1 ", atom_id=" a1")) == ["x1"]


def test_by_the_original_of_the_process() -> None:
    wrapper = process(process_id="w1", original_process_id="p1")
    assert given([wrapper], record()) == ["x1"]
    assert given([wrapper], record(process_id="w1")) == ["x1"]
    assert given([wrapper], record(atom_id="a2")) == ["online_now"]
    # A process whose own id it is comes first.
    assert given([wrapper, process()], record()) == ["online_now", "x1"]
    assert given([wrapper, process(atom="a2")], record()) == ["x1", "online_now"]


def test_several_wrappers_of_one_original() -> None:
    one, other = (process(process_id=f"w{number}", name=f"{number} - Load", original_process_id="p1") for number in (1, 2))
    assert given([one, other], record(process_name="2 - Load")) == ["online_now", "x1"]
    assert given([one, other], record()) == ["incomplete_page", "incomplete_page"]
    assert given([one, other], record(process_id="w2")) == ["online_now", "x1"]
    same = {**other, "name": one["name"]}
    assert given([one, same], record(process_name="1 - Load")) == ["incomplete_page", "incomplete_page"]
    # On runtimes of their own there is no doubt.
    assert given([one, process(process_id="w2", original_process_id="p1", atom="a2")], record()) == ["x1", "online_now"]


def test_without_a_runtime() -> None:
    assert given([process()], record(atom_id=None)) == ["x1"]
    assert given([process(), process(atom="a2", enabled=False)], record(atom_id=None)) == ["x1"]
    assert given([process(), process(atom="a2")], record(atom_id=None)) == ["incomplete_page", "incomplete_page"]
    # The runtime of the schedule is not known.
    assert given([process(atom=None)], record()) == ["x1"]
    assert given([process(atom=None), process()], record()) == ["online_now", "x1"]


def test_a_process_without_an_id_has_no_records() -> None:
    assert given([process(process_id=None)], record(process_id=None)) == ["incomplete_page"]
    (found,) = verdicts([process(process_id=None)], answer(record("02:00:00", process_id="p2")))
    assert (found["process_id"], found["reason"]) == (None, "incomplete_page")


def test_a_schedule_that_is_given_twice_counts_once() -> None:
    assert given([process(), process()], record()) == ["x1"]
    assert len(verdicts([process(), process(instance_id="i2")], answer())) == 2


def test_a_record_that_is_given_twice_counts_once() -> None:
    """It was on two pages, or was read again."""
    running, done = record(status="INPROCESS"), record()
    assert [each["status"] for each in verdicts(None, answer(running, done))] == ["COMPLETE"]
    assert [each["status"] for each in verdicts(None, answer(done, running))] == ["INPROCESS"]
    # Without an id nobody knows.
    assert [each["verdict"] for each in verdicts(None, answer(record(execution=None), record(execution=None)))] == ["ran", "unplanned"]


def test_records_in_any_order() -> None:
    records = [record(f"0{hour}:00:03", execution=f"x{hour}") for hour in (4, 2, 5, 3)]
    assert given([process("0 2-5 * * * *")], *records) == ["x2", "x3", "x4", "x5"]


def test_the_latest_record_of_a_runtime_is_that_of_any_process() -> None:
    def proof(clock: str, **more: Any) -> Any:
        return given([process()], record(clock, process_id="p2", execution="x2", **more))[0]

    assert proof("02:05:01") == "later_record"
    assert proof("02:05:00") == "online_now"
    assert proof("05:00:00", atom_id="a2") == "online_now"
    assert proof("05:00:00", execution_type="sub_process") == "later_record"


def test_the_end_of_a_run() -> None:
    assert end_of({"execution_duration": 1500, "recorded_date": "1970-01-01T01:00:00Z"}, 60) == 61.5
    assert end_of({"execution_duration": 0}, 60) == 60
    assert end_of({"recorded_date": "1970-01-01T01:00:00Z"}, 60) == 3600
    assert end_of({}, 60) is None


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"execution_time": None}, "execution_records[1].execution_time is null; it must be a date and time such as 2026-11-24T08:15:00+01:00"),
        ({"execution_time": "2026-11-28 02:00"}, 'execution_records[1].execution_time is "2026-11-28 02:00:00"; it must have an offset, such as '),
        ({"execution_id": 5}, "execution_records[1].execution_id is 5; it must be text or null"),
        ({"process_id": ["p1"]}, "execution_records[1].process_id is a list; it must be text or null"),
        ({"atom_id": {}}, "execution_records[1].atom_id is a mapping; it must be text or null"),
        ({"status": True}, "execution_records[1].status is true; it must be text or null"),
        ({"execution_type": 5}, "execution_records[1].execution_type is 5; it must be text or null"),
        ({"execution_duration": "3832"}, 'execution_records: execution_duration is "3832"; it must be a number of milliseconds or null'),
        ({"execution_duration": -1}, "execution_records: execution_duration is -1; it must be a number of milliseconds or null"),
        ({"execution_duration": float("nan")}, "execution_records: execution_duration is nan; it must be a number of milliseconds or null"),
        ({"execution_duration": 10**400}, "execution_records: execution_duration is 1000"),
        ({"execution_duration": None, "recorded_date": 5}, "execution_records: recorded_date is 5; it must be a date and time such as "),
    ],
)
def test_what_is_no_record(changed: Raw, sentence: str) -> None:
    records = answer(record("01:00:00"), {**record("01:30:00", execution="x2"), **changed})
    with pytest.raises(AnsibleFilterError) as caught:
        verdicts(None, records)
    assert str(caught.value).startswith(sentence)


def test_what_is_no_list_of_records() -> None:
    for records, sentence in (
        ([5], "execution_records[0] is 5; it must be a mapping with execution_id, execution_time and status"),
        (["text"], 'execution_records[0] is "text"; it must be a mapping with execution_id, execution_time and status'),
        (5, "execution_records is 5; it must be the registered result of execution_record_info, or its list execution_records"),
    ):
        with pytest.raises(AnsibleFilterError) as caught:
            verdicts(None, records)
        assert str(caught.value) == sentence

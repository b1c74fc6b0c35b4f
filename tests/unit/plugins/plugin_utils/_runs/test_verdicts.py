# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each verdict and each reason, as whole items, and where one ends and the next begins."""

from __future__ import annotations

import gc
from typing import Any

import pytest

from tests.unit.plugins.plugin_utils._runs.run_cases import NIGHT, Raw, absent, answer, entry, item, log, process, record, told, verdicts

MISSED = absent("missed", "online_now", assumed=["view_result"])
# Of another process on the same runtime.
LATER = record("05:00:00", execution="x9", process_id="p9")


@pytest.mark.parametrize(
    ("records", "arguments", "expected"),
    [
        ([record()], {}, item()),
        ([record("02:03:01", "COMPLETE_WARN")], {}, item(started_at=f"{NIGHT}T02:03:01Z", delay_seconds=181, verdict="ran_late", status="COMPLETE_WARN")),
        ([record("02:04:00", "ERROR")], {}, item(started_at=f"{NIGHT}T02:04:00Z", delay_seconds=240, verdict="ran_failed", status="ERROR")),
        ([record(status="ABORTED")], {}, item(verdict="ran_failed", status="ABORTED")),
        ([record(status="INPROCESS")], {}, item(verdict="running", status="INPROCESS")),
        ([record(status="STARTED")], {"max_runtime": 60}, item(verdict="stuck", status="STARTED")),
        ([record(status="DISCARDED")], {}, item(verdict="discarded", status="DISCARDED")),
        ([record(status="ENQUEUED")], {}, item(verdict="waiting", reason="enqueued", status="ENQUEUED")),
        ([record(status="NEW")], {}, item(verdict="unknown", reason="status", status="NEW")),
        ([record("01:30:00", execution_type="exec_manual", execution_duration=1_801_000)], {}, absent("overlapped", "earlier_run")),
        ([], {"now": f"{NIGHT}T02:09:59Z"}, absent("waiting", None)),
        ([LATER], {}, absent("missed", "later_record")),
        ([], {}, MISSED),
        ([], {"audit_log": None}, absent("missed", "online_now", assumed=["schedule_unchanged", "view_result"])),
        ([record()], {"audit_log": None}, item(assumed=["schedule_unchanged"])),
        ([record()], {"now": "2026-12-28T02:00:01Z"}, item(verdict="unknown", reason="retention")),
        ([record()], {"audit_log": log(entry("03:00:00"))}, item(verdict="unknown", reason="schedule_changed")),
        ([record()], {"audit_log": log(entry("01:00:00", action="STOP"), entry("03:00:00"))}, item(verdict="unknown", reason="paused_then")),
        ([], {"audit_log": log(entry("02:00:00", "as.atom", "RESTART"))}, absent("unknown", "schedule_changed")),
        ([], {"audit_log": log(entry("02:00:00", "as.environment", "ATTACH", container_id="e1"))}, absent("unknown", "schedule_changed")),
        ([], {"audit_log": log(entry("02:00:00", "as.account.properties", "SAVE", container_id=None))}, absent("unknown", "schedule_changed")),
        ([], {"audit_log": log(entry("02:00:00", "as.atom.process", "ATTACH"))}, absent("unknown", "before_deployment")),
        ([LATER], {"atoms": [{"id": "a1", "status": "OFFLINE"}]}, absent("unknown", "runtime_offline")),
        ([record(status="INPROCESS")], {"atoms": [{"id": "a1", "status": "OFFLINE"}]}, item(verdict="unknown", reason="runtime_offline", status="INPROCESS")),
    ],
)  # fmt: skip
def test_what_is_said_of_a_planned_run(records: list[Raw], arguments: dict[str, Any], expected: Raw) -> None:
    assert verdicts(None, answer(*records), **arguments)[:1] == [expected]


def test_a_run_that_was_not_planned() -> None:
    assert verdicts(None, answer(record(), record("03:30:00", execution="x2"))) == [
        item(),
        item(expected_at=None, started_at=f"{NIGHT}T03:30:00Z", delay_seconds=None, verdict="unplanned", execution_id="x2"),
    ]


def test_a_zone_that_is_not_known() -> None:
    plain = process()
    expected = absent("unknown", "zone", expected_at=None)
    assert verdicts([plain], timezone="runtime") == [expected]
    # Java's IST is several zones.
    assert verdicts([process(atom_time_zone="IST")], timezone="runtime") == [expected]
    assert verdicts([plain], timezone="runtime", atom_timezones={"a1": "UTC"}) == [item()]
    # What plans nothing needs no zone.
    assert verdicts([process(enabled=False), process([])], answer(), timezone="runtime") == []


def test_a_status_that_is_not_known() -> None:
    records = answer(record(), record("03:30:00", execution="x2"))
    assert verdicts([process(enabled=None)], records) == [item(verdict="unknown", reason="status")]


def test_where_the_window_of_a_run_begins_and_ends() -> None:
    def found(clock: str, schedule: str = "0 2 * * * *", **arguments: Any) -> list[tuple[Any, Any]]:
        return [(each["verdict"], each["delay_seconds"]) for each in verdicts([process(schedule)], answer(record(clock, execution_duration=999)), **arguments)]

    assert found("01:59:55") == [("ran", -5)]
    assert found("01:59:54") == [("missed", None), ("unplanned", None)]
    assert found("02:05:00") == [("ran_late", 300)]
    assert found("02:05:01") == [("missed", None), ("unplanned", None)]
    assert found("02:03:00") == [("ran", 180)]
    assert found("02:03:00", on_time_within=179) == [("ran_late", 180)]
    assert found("02:00:01", late_after=0) == [("missed", None), ("unplanned", None)]
    # Half of the time to the next planned minute at most.
    assert found("02:02:00", "0,4 2 * * * *") == [("ran", 120), ("missed", None)]
    assert found("02:02:01", "0,4 2 * * * *") == [("missed", None), ("missed", None), ("unplanned", None)]


def test_each_record_belongs_to_one_minute() -> None:
    records = answer(record("02:00:09", execution="x2"), record("02:00:03"), record("02:01:03", execution="x3"))
    assert [(each["verdict"], each["execution_id"]) for each in verdicts([process("0,10 2 * * * *")], records)] == [
        ("ran", "x1"),
        ("missed", None),
        ("unplanned", "x2"),
        ("unplanned", "x3"),
    ]


def test_the_start_of_the_span_belongs_to_it_and_the_end_does_not() -> None:
    every_hour = process("0 1-4 * * * *")
    found = verdicts([every_hour], answer(), f"{NIGHT}T02:00", f"{NIGHT}T04:00")
    assert [each["expected_at"] for each in found] == ["2026-11-28T02:00:00+00:00", "2026-11-28T03:00:00+00:00"]
    # The records around it are those of the planned minutes around it.
    around = answer(record("02:01:00"), record("03:59:57", execution="x2"))
    assert [each["verdict"] for each in verdicts([every_hour], around, f"{NIGHT}T02:00:30", f"{NIGHT}T04:00")] == ["missed"]


def test_until_when_it_is_too_early_to_say() -> None:
    assert told(None, answer(), now=f"{NIGHT}T02:10:00Z") == [("missed", "online_now", "view_result")]
    assert told(None, answer(), now=f"{NIGHT}T02:06:59Z", reporting_lag=2) == [("waiting", None)]
    assert told(None, answer(), now=f"{NIGHT}T02:07:00Z", reporting_lag=2) == [("missed", "online_now", "view_result")]
    # A minute to come is not too late.
    assert told(None, answer(), end="2026-11-29T06:00") == [("missed", "online_now", "view_result"), ("waiting", None)]


def test_what_covers_a_planned_minute() -> None:
    def found(*records: Raw, **arguments: Any) -> tuple[Any, ...]:
        return told(None, answer(*records), **arguments)[0][:2]

    earlier: Raw = {"execution_type": "exec_manual", "execution": "x2"}
    assert found(record("01:50:00", execution_duration=600_000, **earlier)) == ("missed", "online_now")
    assert found(record("01:50:00", execution_duration=600_001, **earlier)) == ("overlapped", "earlier_run")
    assert found(record("01:50:00", execution_duration=None, recorded_date=f"{NIGHT}T02:00:01Z", **earlier)) == ("overlapped", "earlier_run")
    assert found(record("01:50:00", execution_duration=None, **earlier)) == ("missed", "online_now")
    # The longest counts, not the last.
    long_ago = record("01:00:00", execution_duration=7_200_000, **earlier)
    assert found(long_ago, record("01:50:00", execution_type="exec_manual", execution="x3")) == ("overlapped", "earlier_run")
    for status in ("STARTED", "INPROCESS", "ABORTED_RECOVERING", "NEW"):
        unfinished = record("01:00:00", status, execution_duration=None, **earlier)
        assert found(unfinished) == ("overlapped", "earlier_run")
        assert found(unfinished, atoms=[{"id": "a1", "status": "OFFLINE"}]) == ("unknown", "runtime_offline")
    for status in ("DISCARDED", "ENQUEUED"):
        assert found(record("01:00:00", status, execution_duration=7_200_000, **earlier)) == ("missed", "online_now")
    for kind in ("sub_process", "test_sub_process"):
        assert found(record("01:00:00", execution_duration=7_200_000, execution_type=kind)) == ("missed", "online_now")
    assert found(record("01:00:00", execution_duration=7_200_000, **{**earlier, "atom_id": "a2"})) == ("missed", "online_now")
    assert found(record("02:00:01", execution_duration=7_200_000, **earlier)) == ("missed", "online_now")


def test_a_run_is_stuck_only_after_as_long_as_was_said() -> None:
    running = answer(record("02:00:00", "INPROCESS"))
    assert told(None, running, max_runtime=360) == [("running", None)]
    assert told(None, running, max_runtime=359) == [("stuck", None)]
    assert told(None, running) == [("running", None)]


def test_whether_the_runtime_is_alive() -> None:
    def found(*atoms: Raw, **facts: Any) -> tuple[Any, ...]:
        return told([process(**facts)], answer(LATER), atoms={"atoms": list(atoms)})[0][:2]

    alive = ("missed", "later_record")
    assert found() == alive
    assert found({"id": "a1", "status": "WARNING", "status_detail": "CLUSTER_ISSUE"}) == alive
    assert found({"id": "a1", "status": "ONLINE", "status_detail": "RESTARTING_TOO_LONG"}) == ("unknown", "runtime_offline")
    assert found({"id": "a1", "status": "ONLINE", "status_detail": "ONLINE_STARTING"}) == ("unknown", "runtime_offline")
    # What atom_info says is newer than the facts; what it does not have is as these say.
    assert found({"id": "a1", "status": "ONLINE"}, atom_status="OFFLINE") == alive
    assert found({"id": "a2", "status": "ONLINE"}, atom_status="OFFLINE") == ("unknown", "runtime_offline")
    assert found(atom_status=None) == ("unknown", "runtime_unknown")
    assert found({"id": "a1", "status": None}) == ("unknown", "runtime_unknown")
    assert told([process(atom_status=None)], answer(record(status="INPROCESS"))) == [("unknown", "runtime_unknown")]


def test_absence_in_an_answer_that_does_not_show_everything() -> None:
    def reason(records: Any) -> Any:
        return told(None, records)[0][1]

    assert reason([LATER]) == "incomplete_page"
    assert reason(answer(LATER, exhaustive=False)) == "incomplete_page"
    assert reason(answer(exhaustive=False)) == "privilege"
    assert reason([]) == "privilege"
    assert reason(answer(LATER, source="spaces", exhaustive=False)) == "source_spaces"
    # The span must have the minute, and end when its record would have been reported.
    assert reason(answer(LATER, since=f"{NIGHT}T02:00:00Z", until=f"{NIGHT}T02:10:00Z")) == "later_record"
    assert reason(answer(LATER, since=f"{NIGHT}T02:00:01Z")) == "incomplete_page"
    assert reason(answer(LATER, until=f"{NIGHT}T02:09:59Z")) == "incomplete_page"
    assert reason(answer(LATER, since=None)) == "incomplete_page"
    # Records of other processes, or of other runtimes, prove nothing of this one.
    assert reason(answer(LATER, process_ids=["p1", "p9"], atom_ids=["a1"])) == "later_record"
    assert reason(answer(LATER, process_ids=["p9"])) == "incomplete_page"
    assert reason(answer(LATER, atom_ids=["a2"])) == "incomplete_page"
    original = [process(original_process_id="o1")]
    assert told(original, answer(LATER, process_ids=["p1"]))[0][1] == "incomplete_page"
    assert told(original, answer(LATER, process_ids=["p1", "o1"]))[0][1] == "later_record"
    # Another process has no id in this record: it may be this one.
    assert reason(answer(LATER, record("02:00:03", process_id=None))) == "incomplete_page"


def test_without_the_runtime_of_the_records() -> None:
    spaces: Raw = {"source": "spaces", "exhaustive": False}
    two = {**process(), "process_schedules": [process(atom=atom)["process_schedules"][0] for atom in ("a1", "a2")]}
    from_spaces = answer(record(atom_id=None), **spaces)
    assert verdicts(None, from_spaces) == [item()]
    assert told([two], from_spaces) == [("unknown", "source_spaces")] * 2
    two["process_schedules"][1]["enabled"] = False
    assert told([two], from_spaces) == [("ran", None)]


def test_minutes_of_a_clock_change() -> None:
    berlin = process("30 1-3 * * * *")
    back: Raw = {"start": "2026-10-25", "end": "2026-10-26", "timezone": "Europe/Berlin", "now": "2026-10-25T12:00Z", "audit_log": None}
    records = answer(since="2026-10-24T00:00:00Z", until="2026-10-25T12:00:00Z")
    found = [(each["expected_at"], each["verdict"], each["reason"]) for each in verdicts([berlin], records, **back)]
    assert found == [
        ("2026-10-25T01:30:00+02:00", "missed", "online_now"),
        ("2026-10-25T02:30:00+02:00", "unknown", "dst"),
        ("2026-10-25T03:30:00+01:00", "missed", "online_now"),
    ]
    forward = {**back, "start": "2026-03-29", "end": "2026-03-30", "now": "2026-03-29T12:00Z"}
    records = answer(since="2026-03-28T00:00:00Z", until="2026-03-29T12:00:00Z")
    assert [each["expected_at"] for each in verdicts([berlin], records, **forward)] == ["2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00"]


@pytest.mark.parametrize(("clock", "count"), [("00:59:59", 1), ("01:00:00", 0), ("04:00:00", 0), ("04:00:01", 1)])
def test_unplanned_runs_after_a_clock_change(clock: str, count: int) -> None:
    """The clocks of Berlin go back at 01:00 UTC."""
    records = answer(record(f"2026-10-25T{clock}Z"))
    never = process("0 0 * * * 2030")
    assert len(verdicts([never], records, "2026-10-25", "2026-10-26", timezone="Europe/Berlin", now="2026-10-25T12:00Z")) == count


def test_unplanned_runs_that_nothing_can_be_said_of() -> None:
    def count(clock: str, **arguments: Any) -> int:
        return len(verdicts([process("0 0 * * * 2030")], answer(record(clock)), **arguments))

    assert count("03:30:00") == 1
    assert count("03:30:00", audit_log=log(entry("03:29:59"))) == 1
    assert count("03:30:00", audit_log=log(entry("03:30:00"))) == 0
    assert count("03:30:00", now="2026-12-28T03:30:00Z") == 1
    assert count("03:30:00", now="2026-12-28T03:30:01Z") == 0
    assert count("06:00:00") == 0
    assert told([process(enabled=False)], answer(record()), audit_log=None) == [("unplanned", None, "schedule_unchanged")]
    assert told([process("0-59/ * * * * *")], answer(record())) == [("unplanned", None)]
    assert told([process(retry={"schedule": "0-59/ * * * * *"})]) == [("ran", None)]
    assert told([process()], answer(record("03:30:00", execution_type="exec_manual"))) == [("missed", "later_record")]


def test_the_items_are_plain_and_the_collector_of_garbage_goes_on() -> None:
    first, second = verdicts([process("0,30 2 * * * *")], answer(), audit_log=None)
    first["assumed"].append("more")
    first["reason"] = "changed"
    assert (second["assumed"], second["reason"]) == (["schedule_unchanged", "view_result"], "online_now")
    assert gc.isenabled()
    gc.disable()
    try:
        verdicts()
        assert not gc.isenabled()
    finally:
        gc.enable()

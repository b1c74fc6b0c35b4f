# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose changes the entries of an audit log are."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from tests.unit.plugins.plugin_utils._runs.run_cases import NIGHT, NOW, Raw, answer, entry, log, process, record, told


def about(*entries: Raw, processes: Any = None, **more: Any) -> Any:
    """What is said of the first process, which has no record."""
    verdict, reason, *assumed = told(processes, answer(record("05:00:00", execution="x9", process_id="p9")), audit_log=log(*entries, **more))[0]
    return (reason, *assumed) if verdict == "unknown" else (verdict, *assumed)


CHANGED, MISSED = ("schedule_changed",), ("missed",)
OTHERS = [process(), process(process_id="p2", name="Other")]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, CHANGED),
        ({"container_id": " a1 "}, CHANGED),
        ({"container_id": "a2"}, MISSED),
        # An entry without a runtime may be about this one.
        ({"container_id": None}, CHANGED),
        ({"container_id": " "}, CHANGED),
        ({"kind": "as.ipack"}, MISSED),
        ({"clock": "02:00:01"}, CHANGED),
        ({"clock": "02:00:00"}, MISSED),
        ({"clock": NOW}, CHANGED),
        ({"clock": "08:00:01"}, MISSED),
        # It names this process, by whatever the facts have of it.
        ({"properties": [{"name": "processId", "value": "p1"}]}, CHANGED),
        ({"properties": [{"name": "Process ID", "value": None, "previous_value": " o1 "}]}, CHANGED),
        ({"properties": [{"name": "schedule", "value": "s-p1-a1"}]}, CHANGED),
        ({"properties": [{"name": "processName", "value": "Load"}]}, CHANGED),
        ({"properties": [{"name": "processName", "value": "Load (Production)"}]}, CHANGED),
        ({"message": "Updated p1, not p2."}, CHANGED),
        # It names others.
        ({"properties": [{"name": "processId", "value": "p2"}]}, MISSED),
        ({"properties": [{"name": "processId", "value": "of nobody here"}]}, MISSED),
        ({"properties": [{"name": "anything", "value": "Other"}]}, MISSED),
        ({"message": "Updated p2."}, MISSED),
        ({"properties": [{"name": "processId", "value": "p2"}], "modifier": "ALL"}, CHANGED),
        # It names nobody.
        ({"properties": [{"name": "schedule", "value": "0 2 * * * *"}]}, CHANGED),
        ({"properties": [{"name": None, "value": 5}], "message": "Other processes were not changed"}, CHANGED),
        ({"properties": None}, CHANGED),
    ],
)  # fmt: skip
def test_what_an_entry_concerns(changed: Raw, expected: Any) -> None:
    given = entry(changed.pop("clock", "03:00:00"), changed.pop("kind", "as.schedules"), **changed)
    first = process(original_process_id="o1")
    assert about(given, processes=[first, OTHERS[1]]) == expected


def test_the_newest_entry_before_a_minute_tells_whether_it_was_paused() -> None:
    stop, resume = entry("01:00:00", action="STOP"), entry("01:30:00", action="RESUME")
    later = entry("03:00:00")
    assert about(stop, later) == ("paused_then",)
    assert about(later, resume, stop) == CHANGED
    assert about(resume, {**stop, "date": f"{NIGHT}T02:00:00Z"}, later) == ("paused_then",)
    # Nothing has changed since: the facts of today count.
    assert about(stop) == MISSED


def test_other_changes_count_where_there_is_no_record() -> None:
    for kind in ("as.atom", "as.environment", "as.account.properties"):
        changed = entry("02:00:00", kind)
        assert about(changed) == CHANGED
        assert about(entry("01:59:59", kind)) == MISSED
        assert told(audit_log=log(changed)) == [("ran", None)]
    assert about(entry("03:00:00", "as.environment", container_id="e1")) == CHANGED
    assert about(entry("03:00:00", "as.atom", container_id="a2")) == MISSED
    assert about(entry("03:00:00", "as.account.properties", container_id="another")) == CHANGED


def test_a_process_that_was_attached_later() -> None:
    attached: Raw = {"kind": "as.atom.process", "action": "ATTACH"}
    assert about(entry("02:00:00", **attached)) == ("before_deployment",)
    assert about(entry("01:59:59", **attached)) == MISSED
    assert about(entry("03:00:00", "as.atom.process", "DETACH")) == MISSED
    assert about(entry("03:00:00", **attached, properties=[{"name": "processId", "value": "p2"}]), processes=OTHERS) == MISSED


def test_from_when_on_every_change_would_be_in_the_log() -> None:
    assumed = ("missed", "schedule_unchanged")
    assert about(since=f"{NIGHT}T02:00:00Z", until=f"{NIGHT}T07:45:00Z") == MISSED
    assert about(since=f"{NIGHT}T02:00:01Z") == assumed
    assert about(until=f"{NIGHT}T07:44:59Z") == assumed
    assert about(exhaustive=False) == assumed
    assert about(since=None) == assumed
    # A list of entries is no proof that there are no others, but proves those.
    assert told(None, audit_log=[])[0] == ("ran", None, "schedule_unchanged")
    assert told(None, audit_log=[entry("03:00:00")])[0] == ("unknown", "schedule_changed")
    assert told(None, answer(record(), record("03:30:00", execution="x2")), audit_log=log(since=f"{NIGHT}T03:00:00Z")) == [
        ("ran", None, "schedule_unchanged"),
        ("unplanned", None),
    ]


def test_any_entry_may_be_about_a_runtime_that_is_not_known() -> None:
    assert about(entry("03:00:00", container_id="a7"), processes=[process(atom=None)]) == CHANGED


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (5, "audit_log is 5; it must be the registered result of audit_log_info, or its list audit_log"),
        ([5], "audit_log[0] is 5; it must be a mapping with date, type, action and container_id"),
        ([{"type": 5}], "audit_log[0].type is 5; it must be text or null"),
        ([{"type": "as.schedules"}], "audit_log[0].date is null; it must be a date and time such as 2026-11-24T08:15:00+01:00"),
        ([entry("03:00:00", container_id=5)], "audit_log[0].container_id is 5; it must be text or null"),
        ([entry("03:00:00", message=[])], "audit_log[0].message is a list; it must be text or null"),
        ([entry("03:00:00", properties=5)], "audit_log[0].properties is 5; it must be a list of mappings with name and value"),
        ([entry("03:00:00", properties=["x"])], 'audit_log[0].properties[0] is "x"; it must be a mapping with name and value'),
    ],
)
def test_what_is_no_entry(given: Any, sentence: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        told(audit_log=given)
    assert str(caught.value) == sentence

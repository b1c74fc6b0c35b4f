# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The watch with runs: events once each, rows of bad runs, restarts, what is not known; and without runs, not one request more."""

from __future__ import annotations

import dataclasses
import logging
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils._watch import runs
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.state_file import StateFile
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.stored import PROGRESS_DEFAULTS, STATE_DEFAULTS
from tests.sandbox import Sandbox
from tests.sandbox.account import AuditEntry, Entry
from tests.sandbox.changed import deployed, in_process, runtime
from tests.unit.plugins.module_utils.execution_cases import PATH
from tests.unit.plugins.plugin_utils._watch.run_cases import GAP, ID, PROCESS, RUNTIME, Watching, account, at, happened, local_boomi, ran, rows_of, run, summary

RECORDS = f"{PATH}/ExecutionRecord/query"
AUDIT = f"{PATH}/AuditLog/query"
BEGIN = -1  # the first poll, a minute before the first planned run


def settled(slot: int) -> int:
    """When the run of a slot is judged: five minutes late, and five until it is reported."""
    return slot * GAP + 11


@pytest.fixture
def boomi() -> Iterator[Sandbox]:
    with local_boomi() as sandbox:
        yield sandbox


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


def test_the_event_of_a_run_has_every_key(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = Watching(boomi, path, monkeypatch, include_names=True)
    assert watching.poll(BEGIN) == []
    happened(boomi, ran("rmf"))
    (missed,) = watching.poll(settled(1))
    assert missed == {
        "type": "run",
        "id": missed["id"],
        "since": at(10),
        "found_at": at(21),
        "source": "spaces",
        "account_id": "executions-0A1B2C",
        "space_guid": "7f0c2b15-93de-4a46-8b7d-1e5fa0c4d283",
        "process_id": ID,
        "process_name": PROCESS,
        "instance_id": "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U1MTAwMQ",
        "changed": ["missed"],
        "before": None,
        "after": None,
        "runtimes": [],
        "run": {
            "env_id": "e5a1c7d9-0b34-4f68-92de-7c6b5a4f3e21",
            "env_name": "Production",
            "atom_id": "prod",
            "atom_name": RUNTIME,
            "schedule_id": missed["run"]["schedule_id"],
            "expected_at": at(10).replace("Z", "+00:00"),
            "started_at": None,
            "delay_seconds": None,
            "verdict": "missed",
            "reason": "later_record",
            "assumed": [],
            "execution_id": None,
            "status": None,
            "in_a_row": 1,
        },
        "error": None,
    }
    assert missed["run"]["schedule_id"]
    (failed,) = watching.poll(settled(2))
    told = {name: failed["run"][name] for name in ("started_at", "delay_seconds", "verdict", "execution_id", "status", "in_a_row")}
    assert told == {"started_at": at(20.05), "delay_seconds": 3, "verdict": "ran_failed", "execution_id": "execution-2", "status": "ERROR", "in_a_row": 2}
    assert (failed["since"], failed["changed"]) == (at(10), ["failed"])
    happened(boomi, ran("r", 3))
    (recovered,) = watching.poll(settled(3))
    assert (recovered["changed"], recovered["since"], recovered["run"]["in_a_row"]) == (["recovered"], at(10), 2)
    assert (recovered["run"]["verdict"], recovered["run"]["expected_at"][:19]) == ("ran", at(30)[:19])
    assert watching.poll(settled(3) + 2) == []
    assert boomi.writes == boomi.mutations == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("letters", "tolerated", "expected"),
    [
        ("rrrr", 0, []),
        ("rmr", 0, ["missed@1:1", "recovered@2:1"]),
        ("mmmm", 0, ["missed@0:1"]),
        ("mmrm", 0, ["missed@0:1", "recovered@2:2", "missed@3:1"]),
        ("mfdalr", 0, ["missed@0:1", "failed@1:2", "late@4:5", "recovered@5:5"]),
        ("lrw", 0, ["late@0:1", "recovered@1:1"]),
        ("fw", 0, ["failed@0:1", "recovered@1:1"]),
        ("m?m?r", 0, ["missed@0:1", "recovered@4:2"]),
        ("???r", 0, []),
        ("mrmrm", 1, []),
        ("mmr", 1, ["missed@1:2", "recovered@2:2"]),
        ("mfmr", 1, ["failed@1:2", "missed@2:3", "recovered@3:3"]),
        ("m?fr", 1, ["failed@2:2", "recovered@3:2"]),
        ("ffffr", 3, ["failed@3:4", "recovered@4:4"]),
        ("fffr", 3, []),
    ],
)
def test_rows(path: Path, boomi: Sandbox, monkeypatch: pytest.MonkeyPatch, letters: str, tolerated: int, expected: list[str]) -> None:
    """Told with all runs in one reading, and with a reading and a restart for each run."""
    everything = Watching(boomi, path, monkeypatch, tolerated=tolerated)
    everything.poll(BEGIN)
    single = path.with_name("single")
    Watching(boomi, single, monkeypatch, tolerated=tolerated).poll(BEGIN)
    happened(boomi, ran(letters))
    assert short(everything.poll(settled(len(letters) - 1))) == expected
    found = [event for slot in range(len(letters)) for event in Watching(boomi, single, monkeypatch, tolerated=tolerated).poll(settled(slot))]
    assert short(found) == expected
    assert Watching(boomi, single, monkeypatch, tolerated=tolerated).poll(settled(len(letters) - 1) + 2) == []


def short(events: list[Any]) -> list[str]:
    slots = {at(slot * GAP)[:19]: slot for slot in range(40)}
    return [f"{part}@{slots[(planned or '')[:19]]}:{number}" for part, planned, number in map(summary, events)]


@pytest.fixture(scope="module")
def shared() -> Iterator[Sandbox]:
    with local_boomi() as sandbox:
        yield sandbox


@pytest.mark.slow
@settings(max_examples=max(10, settings().max_examples // 40), suppress_health_check=[HealthCheck.function_scoped_fixture])  # over HTTP
@given(letters=st.text("rrmfdalw?", min_size=1, max_size=12), tolerated=st.integers(0, 3), pauses=st.lists(st.integers(1, 35), max_size=8), data=st.data())
def test_any_story_is_told_once_over_any_restarts(
    shared: Sandbox, monkeypatch: pytest.MonkeyPatch, letters: str, tolerated: int, pauses: list[int], data: st.DataObject
) -> None:
    shared.account = dataclasses.replace(account(), executions=(*account().executions, *ran(letters)))
    with tempfile.TemporaryDirectory() as folder:
        path, minutes, found = Path(folder, "state.json"), BEGIN, []
        watching = Watching(shared, path, monkeypatch, tolerated=tolerated)
        for pause in [0, *pauses, 200]:
            minutes = min(minutes + pause, settled(len(letters) - 1))
            if data.draw(st.booleans()):
                watching = Watching(shared, path, monkeypatch, tolerated=tolerated)
            found += watching.poll(minutes)
        assert short(found) == rows_of(letters, tolerated)


# The pace, and what a reading asks


def test_a_reading_asks_for_records_and_the_audit_log_and_polls_in_between_do_not(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = Watching(boomi, path, monkeypatch, interval=1200, runtimes_interval=1200)
    happened(boomi, ran("rrrrrrrr"))
    readings = []
    for minutes in range(BEGIN, 60, 5):
        boomi.clear_log()
        watching = Watching(boomi, path, monkeypatch, interval=1200, runtimes_interval=1200)
        assert watching.poll(minutes) == []
        readings.append((len(boomi.requests(RECORDS)), len(boomi.requests(AUDIT))))
        assert len(boomi.requests()) == 4 + sum(readings[-1]) + len(boomi.requests(f"{PATH}/Atom/query")) + len(boomi.requests(f"{PATH}/AtomStartupProperties"))
    assert readings == [(1, 1), (0, 0), (0, 0), (0, 0), (1, 1), (0, 0), (0, 0), (0, 0), (1, 1), (0, 0), (0, 0), (0, 0), (1, 1)]


def test_without_runs_not_one_request_more(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = Watching(boomi, path, monkeypatch, include_runs=False, include_runtimes=False)
    watching.poll(BEGIN)
    boomi.clear_log()
    assert watching.poll(settled(3)) == []
    asked = [one.path.removeprefix(PATH) for one in boomi.requests()]
    assert asked == ["/auth/jwt/generate/executions-0A1B2C", "/graphql", "/graphql", "/ProcessScheduleStatus/query"]
    assert watching.state["runs"] == {"schedules": {}, "atom_names": {}}
    assert (watching.state["runs_read_at"], watching.state["runs_judged_until"]) == (None, None)


def test_readings_that_find_nothing_leave_the_state_as_it_is(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(BEGIN)
    happened(boomi, ran("rr"))
    left = path.read_bytes()
    for slot in range(2):
        assert watching.poll(settled(slot)) == []
    assert path.read_bytes() == left


def test_runtimes_keep_their_own_pace_and_runs_wait_for_it(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That a runtime was in contact an hour ago proves nothing of a run since."""
    watching = Watching(boomi, path, monkeypatch, runtimes_interval=3600)
    watching.poll(BEGIN)
    assert [watching.told(minutes) for minutes in range(9, 50, 10)] == [[]] * 5
    assert len(boomi.requests(f"{PATH}/Atom/query")) == 1
    assert short(watching.poll(60)) == ["missed@0:1"]


# What is told later, or not at all


def test_what_was_planned_before_the_start_is_not_told(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(25)
    assert short(watching.poll(settled(3))) == ["missed@3:1"]


def test_a_restart_goes_back_no_further_than_a_day(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Watching(boomi, path, monkeypatch).poll(BEGIN)
    (event,) = Watching(boomi, path, monkeypatch).poll(1440 + 120)
    # A day, and the ten minutes until a run is judged.
    assert event["run"]["expected_at"][:19] == at(110)[:19]


def test_a_run_that_goes_on_is_judged_when_it_is_over(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(BEGIN)
    before = boomi.account
    happened(boomi, [run(0, "INPROCESS", duration=0)])
    assert watching.told(settled(3)) == []
    (row,) = watching.state["runs"]["schedules"].values()
    assert row["judged_until"] == at(0)
    boomi.account = before
    happened(boomi, [run(0, "ERROR", duration=25 * 60_000), run(3)])
    watching = Watching(boomi, path, monkeypatch)
    assert short(watching.poll(settled(3) + 1)) == ["failed@0:1", "recovered@3:1"]  # those in between are overlapped
    assert watching.state["runs"]["schedules"] == {}


def test_a_run_that_is_stuck_is_told_as_failed(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = Watching(boomi, path, monkeypatch, max_runtime=20)
    watching.poll(BEGIN)
    happened(boomi, [run(0, "INPROCESS", duration=0)])
    assert watching.poll(15) == []
    (event,) = watching.poll(22)
    assert (event["changed"], event["run"]["verdict"]) == (["failed"], "stuck")
    assert watching.poll(60) == []


def test_a_runtime_out_of_contact_holds_its_runs_up_until_it_is_back(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(BEGIN)
    online = boomi.account
    boomi.account = runtime(online, RUNTIME, status="OFFLINE", statusDetail="OFFLINE")
    assert watching.told(settled(0)) == [("went_offline", None, 0)]
    assert watching.told(settled(2)) == []
    boomi.account = online
    happened(boomi, ran("rrmf"))
    # It has only just come back, and may not have reported everything.
    assert watching.told(settled(2) + 5) == [("came_back", None, 0)]
    assert short(Watching(boomi, path, monkeypatch).poll(settled(3))) == ["missed@2:1", "failed@3:2"]


def test_a_new_or_changed_schedule_is_judged_from_the_poll_that_finds_it(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the audit log, the minutes that it would have had before look missed."""
    boomi.fail(AUDIT, status=403, times=None)
    watching = Watching(boomi, path, monkeypatch)
    before = boomi.account
    boomi.account = in_process(before, PROCESS, lambda one: dataclasses.replace(one, deployments=()))
    watching.poll(BEGIN)
    boomi.account = before
    assert [event["type"] for event in watching.poll(8)] == ["changed"]
    assert short(watching.poll(settled(1))) == ["missed@1:1"]
    boomi.account = deployed(before, PROCESS, schedule=(Entry(minutes="5,25,35,55"),))
    assert [event["type"] for event in watching.poll(34)] == ["changed"]
    happened(boomi, [run(3.5)])
    (event,) = watching.poll(settled(4))
    assert (event["changed"], event["run"]["expected_at"][:19], event["run"]["in_a_row"]) == (["recovered"], at(35)[:19], 1)


def test_a_schedule_that_was_paused_and_resumed_missed_nothing_in_between(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    boomi.fail(AUDIT, status=403, times=None)
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(BEGIN)
    running = boomi.account
    boomi.account = deployed(running, PROCESS, enabled=False)
    assert watching.told(2) == [("status", None, 0)]
    assert watching.told(settled(2)) == []
    boomi.account = running
    assert watching.told(32) == [("status", None, 0)]
    happened(boomi, ran("r", 4))
    assert watching.told(settled(4)) == []


def test_the_audit_log_is_heeded(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """A change that two polls do not see, since somebody took it back."""
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(BEGIN)
    entry = AuditEntry(id="a", date=at(12), type="as.schedules", action="UPDATE", modifier="NONE", user="u", container_id="prod")
    boomi.account = dataclasses.replace(boomi.account, audit_log=(entry,))
    assert short(watching.poll(settled(2))) == ["missed@2:1"]
    assert "by the reasons of run_verdicts: 2 schedule_changed." in caplog.text


# What may not be read, and what fails


def test_without_the_audit_log_events_say_what_they_assume(
    boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    boomi.fail(AUDIT, status=403, times=None)
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(BEGIN)
    (event,) = watching.poll(settled(0))
    watching.poll(settled(1))
    assert event["run"]["assumed"] == ["schedule_unchanged", "view_result"]
    assert sum("may not read the audit log" in message for message in caplog.messages) == 1


def test_without_any_record_nothing_is_missed(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    boomi.account = dataclasses.replace(boomi.account, executions=())
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(BEGIN)
    caplog.set_level(logging.INFO)
    for slot in range(2):
        assert watching.poll(settled(slot)) == []
        assert watching.poll(settled(slot) + 2) == []  # nothing more to judge, and no line
    lines = [record for record in caplog.records if "is not known" in record.getMessage()]
    assert [(one.levelno, one.getMessage().partition(": ")[2]) for one in lines] == [(logging.WARNING, "1 privilege."), (logging.INFO, "1 privilege.")]


def test_one_record_of_the_last_weeks_proves_that_records_can_be_seen(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "FURTHER", timedelta(days=21))  # the test is three days behind Boomi
    boomi.account = dataclasses.replace(boomi.account, executions=(run(-20 * 144),))
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(BEGIN)
    assert short(watching.poll(settled(0))) == ["missed@0:1"]


def test_a_reading_that_fails_is_an_outage_and_the_next_one_goes_on(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(BEGIN)
    boomi.fail(RECORDS, status=503, times=None)
    assert watching.told(settled(0)) == [("outage", None, 0)]
    assert watching.told(settled(1)) == []
    boomi.faults.clear()
    happened(boomi, ran("r", 1))
    told = watching.poll(settled(1) + 2)
    assert [event["type"] for event in told] == ["recovered", "run", "run"]
    assert short(told[1:]) == ["missed@0:1", "recovered@1:1"]


def test_a_page_that_breaks_is_an_error_and_never_a_missed_run(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    boomi.page_size = 2
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(BEGIN)
    happened(boomi, ran("rrrr"))
    broken = boomi.fail(f"{PATH}/ExecutionRecord/queryMore", after=1, reset="body")
    assert watching.failure(settled(3)).kind == "unreachable"
    assert broken.hits == 1
    assert watching.told(settled(3)) == []
    assert len(boomi.requests(f"{PATH}/ExecutionRecord/queryMore")) == 4


def test_an_error_of_the_audit_log_other_than_a_refusal_is_one_of_the_poll(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    boomi.fail(AUDIT, status=500)
    assert Watching(boomi, path, monkeypatch).failure(BEGIN).status == 500


def test_an_instance_without_an_answer_is_judged_when_it_has_one(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(BEGIN)
    boomi.fail("/graphql", match="integrationPackInstanceProcesses", body={"data": {"integrationPackInstanceProcesses": None}})
    assert watching.poll(settled(0)) == []
    assert short(watching.poll(settled(1))) == ["missed@0:1"]


def test_a_time_zone_that_is_not_known_is_in_the_log(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    boomi.account = runtime(boomi.account, RUNTIME, zone="IST")
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(BEGIN)
    assert watching.poll(settled(1)) == []
    assert "by the reasons of run_verdicts: 1 zone." in caplog.text
    assert short(Watching(boomi, path, monkeypatch, timezone="UTC").poll(settled(2))) == ["missed@2:1"]


# The state file


def test_events_survive_a_restart_before_they_are_emitted(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(BEGIN)
    monkeypatch.setattr("ansible_collections.boomi.spaces.plugins.plugin_utils._watch.watch._now", lambda: at(settled(0)))
    watching.watch.take(watching.watch.poll())
    pending = watching.watch.pending
    assert [event["changed"] for event in pending] == [["missed"]]
    again = Watching(boomi, path, monkeypatch)
    assert again.watch.pending == pending
    again.watch.emitted()
    assert Watching(boomi, path, monkeypatch).poll(settled(0) + 2) == []


def test_a_state_file_of_a_release_without_runs_is_read(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = Watching(boomi, path, monkeypatch, include_runs=False)
    watching.poll(BEGIN)
    watching.poll(3)
    file = StateFile(str(path))
    state, progress = file.read()
    older: Any = {name: value for name, value in (state or {}).items() if name not in STATE_DEFAULTS}
    older_progress: Any = {name: value for name, value in (progress or {}).items() if name not in PROGRESS_DEFAULTS}
    file.write_state(older)
    file.write_progress(older_progress)
    watching = Watching(boomi, path, monkeypatch)
    assert watching.poll(5) == []
    assert short(watching.poll(settled(1))) == ["missed@1:1"]


def test_runs_can_be_turned_off_and_on_again(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(BEGIN)
    assert short(watching.poll(settled(0))) == ["missed@0:1"]
    off = Watching(boomi, path, monkeypatch, include_runs=False)
    assert off.poll(25) == []
    assert (off.state["runs"]["schedules"], off.state["runs_judged_until"]) == ({}, None)
    assert Watching(boomi, path, monkeypatch).poll(35) == []
    assert short(Watching(boomi, path, monkeypatch).poll(settled(4))) == ["missed@4:1"]


@pytest.mark.parametrize("stored", ["x", "2026-99-99T00:00:00Z", "9000-01-01T00:00:00Z"])
def test_a_time_in_the_state_that_cannot_be_begins_anew(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch, stored: str) -> None:
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(BEGIN)
    Path(f"{path}.progress").unlink(missing_ok=True)
    row = {"judged_until": stored, "in_a_row": 0, "since": None, "told": []}
    state: Any = watching.state
    key = f'["SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U1MTAwMQ", "{ID}", "prod", "x"]'
    state.update({"runs_judged_until": stored, "runs_read_at": stored, "runs": {"schedules": {key: row}, "atom_names": {}}})
    StateFile(str(path)).write_state(state)
    assert Watching(boomi, path, monkeypatch).poll(5) == []
    assert short(Watching(boomi, path, monkeypatch).poll(settled(1))) == ["missed@1:1"]


def test_no_name_begins_a_template(boomi: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "{{ lookup('pipe', 'id') }} {% raw %} <b>\"\n"
    boomi.account = in_process(runtime(boomi.account, RUNTIME, name=hostile), PROCESS, lambda one: dataclasses.replace(one, name=hostile))
    watching = Watching(boomi, path, monkeypatch)
    watching.poll(BEGIN)
    (event,) = watching.poll(settled(0))
    escaped = hostile.replace("{{", "{\u2060{").replace("{%", "{\u2060%")
    assert (event["process_name"], event["run"]["atom_name"]) == (escaped, escaped)
    assert "{{" not in str(watching.state["events"])

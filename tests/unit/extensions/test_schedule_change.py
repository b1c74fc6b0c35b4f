# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source against the local Boomi: its events, restarts, outages, and how it is stopped."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import logging
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch import state_file as _state_file
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch import watch as _watch
from tests.sandbox import Account, Sandbox
from tests.sandbox.account import User
from tests.sandbox.changed import deployed, in_instance, in_process, runtime, scheduled
from tests.unit.asking import ask
from tests.unit.extensions.running import Queue, Running, change_between_polls

HR = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwNw"
SYNC = "Employee Sync"


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_watch, "SHORTEST_INTERVAL", 0.0)
    monkeypatch.setattr(_watch, "LONGEST_BACKOFF", 0.01)
    change_between_polls(monkeypatch)


@pytest.fixture
def sandbox(demo: Account) -> Iterator[Sandbox]:
    """One of its own, since the account changes."""
    with Sandbox(demo) as sandbox:
        sandbox.rate_limit = None
        yield sandbox


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


def content(path: Path) -> Any:
    return json.loads(path.read_bytes().split(b"\n", 1)[1])


def facts(sandbox: Sandbox, name: str) -> dict[str, Any]:
    sandbox.clear_log()
    processes = ask(sandbox, include_status=True, connection={"requests_per_second": 100000}).result()["processes"]
    return next(dict(process) for process in processes if process["name"] == name)


def test_the_first_poll_tells_nothing_and_a_change_is_told_once(sandbox: Sandbox, state: Path) -> None:
    before = facts(sandbox, SYNC)
    with Running(sandbox, state) as source:
        source.turn().turn()
        assert source.events == []
        source.change(scheduled(sandbox.account, SYNC, "7"))
        source.wait(lambda: source.events)
        source.turn().turn()
    (event,) = source.events
    after = facts(sandbox, SYNC)
    assert after["process_schedules"][0]["schedule"][0]["minutes"] == "7"
    assert event.pop("id").endswith("-0")
    assert event.pop("since") <= event.pop("found_at")
    assert event == {
        "type": "changed",
        "source": "spaces",
        "account_id": sandbox.account.id,
        "space_guid": sandbox.account.spaces[0].guid,
        "process_id": before["id"],
        "process_name": SYNC,
        "instance_id": HR,
        "changed": ["schedule"],
        "before": before,
        "after": after,
        "runtimes": [],
        "run": None,
        "error": None,
    }
    assert sandbox.mutations == sandbox.writes == 0


def test_one_event_for_each_process(sandbox: Sandbox, state: Path) -> None:
    with Running(sandbox, state) as source:
        source.turn()
        account = deployed(scheduled(sandbox.account, SYNC, "7"), SYNC, enabled=False)
        account = in_process(account, "Org Chart Weekly", lambda one: None)
        account = in_process(account, "Leaver Deactivation", lambda one: dataclasses.replace(one, deployments=()))
        account = in_process(account, "Time Sheets to Payroll", lambda one: dataclasses.replace(one, name="Time Sheets"))
        account = deployed(account, "Dunning Run", max_retry=2)
        new = dataclasses.replace(account.instances[0].processes[0], id="new", name="New", deployments=())
        source.change(
            dataclasses.replace(
                account, instances=(dataclasses.replace(account.instances[0], processes=(*account.instances[0].processes, new)), *account.instances[1:])
            )
        )
        source.wait(lambda: len(source.events) == 6)
        source.turn()
    assert sorted(source.parts) == [
        ("Dunning Run", "retry"),
        (SYNC, "schedule", "status"),
        ("Leaver Deactivation", "deployment"),
        ("New", "added"),
        ("Org Chart Weekly", "removed"),
        ("Time Sheets", "name"),
    ]
    assert [event["id"].rpartition("-")[2] for event in source.events] == ["0", "1", "2", "3", "4", "5"]
    assert len({event["id"].rpartition("-")[0] for event in source.events}) == 1
    places = [(event["instance_id"], event["process_id"]) for event in source.events]
    assert places == sorted(places)
    assert {event["type"]: (event["before"] is None, event["after"] is None) for event in source.events} == {
        "added": (True, False),
        "removed": (False, True),
        "changed": (False, False),
    }


def test_a_restart_repeats_nothing_and_loses_nothing(sandbox: Sandbox, state: Path) -> None:
    with Running(sandbox, state) as source:
        source.turn()
        source.change(scheduled(sandbox.account, SYNC, "7"))
        source.wait(lambda: source.events)
    with Running(sandbox, state) as source:
        source.turn().turn()
    assert source.events == []
    sandbox.account = scheduled(sandbox.account, SYNC, "8")
    sandbox.account = scheduled(sandbox.account, "Dunning Run", "9")
    with Running(sandbox, state) as source:
        source.turn()
    assert sorted(source.parts) == [("Dunning Run", "schedule"), (SYNC, "schedule")]
    sync = next(event for event in source.events if event["process_name"] == SYNC)
    minutes = [sync[when]["process_schedules"][0]["schedule"][0]["minutes"] for when in ("before", "after")]
    assert minutes == ["7", "8"]


def test_without_the_status_none_is_told(sandbox: Sandbox, state: Path) -> None:
    with Running(sandbox, state, include_status="no") as source:
        source.turn()
        source.change(deployed(sandbox.account, SYNC, enabled=False))
        source.turn()
        source.change(scheduled(sandbox.account, SYNC, "7"))
        source.wait(lambda: source.events)
    assert source.parts == [(SYNC, "schedule")]
    assert {item["enabled"] for item in source.events[0]["after"]["process_schedules"]} == {None}
    assert not sandbox.requests("/api/rest")


def test_the_platform_api_tells_the_same(sandbox: Sandbox, state: Path) -> None:
    with Running(sandbox, state, source="platform", instance_ids=[HR], environments=["Production"], include_names=True) as source:
        source.wait(state.exists)
        source.change(deployed(scheduled(sandbox.account, SYNC, "7"), SYNC, enabled=False))
        source.wait(lambda: source.events)
    assert source.parts == [(SYNC, "schedule", "status")]
    assert (source.events[0]["source"], source.events[0]["space_guid"]) == ("platform", None)
    assert [item["env_name"] for item in source.events[0]["after"]["process_schedules"]] == ["Production"]


@pytest.mark.parametrize("name", ["spaces", "platform"])
def test_runtimes_that_go_offline_together_are_one_event(sandbox: Sandbox, state: Path, name: str) -> None:
    asked = {"source": name, "environments": ["Production"], "include_names": True, "include_runtimes": "yes", "runtimes_interval": 0}
    with Running(sandbox, state, **asked) as source:
        source.wait(state.exists)
        source.change(runtime(sandbox.account, "prod-frankfurt-1", "prod-frankfurt-2", status="OFFLINE"))
        source.wait(lambda: source.events)
    (offline,) = source.events
    told = [(one["name"], one["env_name"], one["before"]["status"], one["after"]["status"]) for one in offline["runtimes"]]
    assert sorted(told) == [(f"prod-frankfurt-{number}", "Production", "ONLINE", "OFFLINE") for number in (1, 2)]
    assert (offline["type"], offline["changed"], offline["source"]) == ("runtime", ["went_offline"], name)
    sandbox.account = runtime(sandbox.account, "prod-frankfurt-2", status="ONLINE")
    with Running(sandbox, state, **asked) as source:
        source.wait(lambda: source.events)
    assert [(event["changed"], [one["name"] for one in event["runtimes"]]) for event in source.events] == [(["came_back"], ["prod-frankfurt-2"])]


# Failures


def test_an_outage_is_told_once_at_its_begin_and_once_at_its_end(sandbox: Sandbox, state: Path, caplog: pytest.LogCaptureFixture) -> None:
    with Running(sandbox, state) as source:
        source.turn()
        fault = sandbox.fail("/graphql", status=503, times=None)
        source.wait(lambda: fault.hits > 4)
        source.change(scheduled(sandbox.account, SYNC, "7"))
        assert source.parts == [(None, "outage")]
        assert len(caplog.records) == 1
        sandbox.faults.clear()
        source.turn().turn()
    assert source.parts == [(None, "outage"), (None, "recovered"), (SYNC, "schedule")]
    outage, recovered, change = source.events
    assert outage["error"] == recovered["error"]
    assert (outage["error"]["kind"], outage["error"]["status"], outage["error"]["url"]) == ("throttled", 503, f"{sandbox.url[7:]}/graphql")
    assert outage["since"] <= outage["found_at"] <= recovered["found_at"]
    assert outage["since"] == recovered["since"] == change["since"]
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 2
    assert caplog.messages[0].startswith("Polling Boomi failed; changes are not seen until a poll succeeds. Next try in 0.001 s, then less often. ")
    assert caplog.messages[1] == "Polling Boomi succeeds again."
    assert not any(record.exc_info for record in caplog.records)


def test_an_outage_is_not_told_again_after_a_restart(sandbox: Sandbox, state: Path) -> None:
    with Running(sandbox, state) as source:
        source.turn()
        sandbox.fail("/graphql", status=503, times=None)
        source.wait(lambda: source.events)
    with Running(sandbox, state) as source:
        source.turn().turn()
        assert source.events == []
        sandbox.faults.clear()
        source.turn()
    assert source.parts == [(None, "recovered")]


def test_nothing_is_made_of_half_an_answer(sandbox: Sandbox, state: Path) -> None:
    with Running(sandbox, state, batch_size=1) as source:
        source.turn()
        source.change(scheduled(sandbox.account, SYNC, "7"))
        sandbox.fail("/graphql", match="Process", status=500, after=8, times=1)
        source.wait(lambda: source.events)
        source.wait(lambda: len(source.events) > 1 or source.parts == [(SYNC, "schedule")])
        source.turn()
    assert [part for part in source.parts if part[1] == "schedule"] == [(SYNC, "schedule")]
    assert {part[1] for part in source.parts} <= {"outage", "recovered", "schedule"}


def test_an_outage_before_the_first_answer(sandbox: Sandbox, state: Path) -> None:
    sandbox.fail("/auth", status=503, times=3)
    with Running(sandbox, state) as source:
        source.wait(lambda: len(source.events) == 2)
        source.turn()
    assert source.parts == [(None, "outage"), (None, "recovered")]
    assert [event["since"] for event in source.events] == [None, None]


def test_a_login_that_is_refused(sandbox: Sandbox, state: Path) -> None:
    """Ends it at the first poll; later it is an outage, since nobody looks at the screen any more."""
    with Running(sandbox, state, api_token="wrong") as source:
        error = source.ended()
    assert isinstance(error, BoomiError)
    assert error.kind == "auth"
    assert not state.exists()
    with Running(sandbox, state) as source:
        source.turn()
    with Running(sandbox, state, api_token="wrong") as source:
        source.wait(lambda: source.events)
    assert (source.parts, source.events[0]["error"]["kind"]) == ([(None, "outage")], "auth")


def test_an_instance_that_goes_is_a_change_and_one_that_never_was_a_mistake(sandbox: Sandbox, state: Path) -> None:
    with Running(sandbox, state, instance_ids=[HR, "nope"]) as source:
        assert str(source.ended()).startswith('Boomi does not know the instance "nope" in this space.')
    assert not state.exists()
    with Running(sandbox, state, instance_ids=[HR]) as source:
        source.turn()
        whole = sandbox.account
        source.change(in_instance(whole, "HR Master Data", lambda one: None))
        source.wait(lambda: len(source.events) == 4)
        source.turn()
        assert {event["type"] for event in source.events} == {"removed"}
        source.change(whole)
        source.wait(lambda: len(source.events) == 8)
        source.turn()
    assert [event["type"] for event in source.events[4:]] == ["added"] * 4


def test_what_may_not_be_read_any_more_is_no_change_and_one_line(demo: Account, state: Path, caplog: pytest.LogCaptureFixture) -> None:
    user = demo.users[0]
    allowed = dataclasses.replace(demo, users=(user,))
    refused = dataclasses.replace(demo, users=(User(user.name, user.api_token, frozenset({"API", "SCHEDULE_MAINTENANCE"})),))
    with Sandbox(allowed) as sandbox:
        sandbox.rate_limit = None

        def polls() -> int:
            return len(sandbox.requests(f"/api/rest/v1/{demo.id}/ProcessSchedules/query"))

        with Running(sandbox, state, source="platform", instance_ids=[HR]) as source:
            source.wait(state.exists)
            source.change(refused)
            source.wait(lambda: content(state)["refused"])
            number = polls()
            source.wait(lambda: polls() > number + 2)
            source.change(allowed)
            source.wait(lambda: not content(state)["refused"])
    assert source.events == []
    assert [message.startswith("This user may not read the environments of runtimes; ") for message in caplog.messages] == [True]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"validate_certs": "perhaps"}, 'validate_certs is "perhaps"; it must be true or false.'),
        ({"api_token": ["s3cret"]}, "api_token is a list; it must be a string."),
        (
            {"state_file": "/nowhere/at/all"},
            'The state file "/nowhere/at/all.lock" cannot be used: No such file or directory. Check state_file, its folder and their permissions.',
        ),
    ],
    ids=str,
)
def test_options_that_cannot_be_end_it(sandbox: Sandbox, state: Path, changed: dict[str, Any], sentence: str) -> None:
    with Running(sandbox, state, **changed) as source:
        error = source.ended()
    assert isinstance(error, BoomiError)
    assert (error.kind, str(error)) == ("usage", sentence)
    assert (sandbox.log, source.events) == ([], [])


def test_options_come_from_the_environment_too(sandbox: Sandbox, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in sandbox.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("BOOMI_USERNAME", "nobody@acme.example")
    monkeypatch.setenv("BOOMI_VALIDATE_CERTS", "no")
    monkeypatch.setenv("BOOMI_BATCH_SIZE", "2")
    monkeypatch.setenv("BOOMI_TIMEOUT", " ")
    with Running(sandbox, state, account_id=None, api_token=None, space_guid=None, spaces_url=None, platform_url=" ") as source:
        source.turn()
    assert max(len(entry.fields) for entry in sandbox.requests("/graphql")) == 2
    assert content(state)["question"]["account_id"] == sandbox.account.id


# The state file


def test_a_state_file_is_for_its_owner_and_holds_no_secret(sandbox: Sandbox, state: Path) -> None:
    with Running(sandbox, state) as source:
        source.turn().turn()
    assert sorted(path.name for path in state.parent.iterdir()) == ["state.json", "state.json.lock", "state.json.progress"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in state.parent.iterdir()} == {0o600}
    written = "".join(path.read_text() for path in state.parent.iterdir())
    assert sandbox.environment["BOOMI_API_TOKEN"] not in written
    assert SYNC in written


def test_a_damaged_state_file_is_an_error(sandbox: Sandbox, state: Path) -> None:
    with Running(sandbox, state) as source:
        source.turn()
    left = state.read_bytes()[:-3]
    state.write_bytes(left)
    with Running(sandbox, state) as source:
        error = source.ended()
    assert str(error).startswith(f'The state file "{state}" is damaged. Restore it, or move it away to start over')
    assert state.read_bytes() == left


def test_a_fifo_in_place_of_the_state_file_is_an_error(sandbox: Sandbox, state: Path) -> None:
    os.mkfifo(state)
    with Running(sandbox, state) as source:
        error = source.ended()
    assert str(error) == f'The state file "{state}" is not a regular file. Name another one in state_file, or move this one away.'
    assert sandbox.log == []


def test_a_link_in_place_of_the_state_file_stays(sandbox: Sandbox, state: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    target = tmp_path_factory.mktemp("elsewhere") / "target.json"
    state.symlink_to(target)
    with Running(sandbox, state) as source:
        source.turn().turn()
        source.change(scheduled(sandbox.account, SYNC, "7"))
        source.wait(lambda: source.events)
    with Running(sandbox, state) as source:
        source.turn()
    assert source.events == []
    assert state.readlink() == target
    assert sorted(path.name for path in state.parent.iterdir()) == ["state.json", "state.json.lock", "state.json.progress"]
    assert [path.name for path in target.parent.iterdir()] == ["target.json"]


def test_a_state_file_of_another_question_is_an_error(sandbox: Sandbox, state: Path) -> None:
    with Running(sandbox, state, instance_ids=[HR]) as source:
        source.turn()
    with Running(sandbox, state, instance_ids=[HR, HR], username="somebody.else@acme.example") as source:
        source.wait(lambda: source.events)  # the same question, of a user who does not exist
    with Running(sandbox, state, environments=["Production"], include_status=False) as source:
        assert str(source.ended()) == (
            f'The state file "{state}" belongs to another question: instance_ids, environments and include_status differ. '
            "Give each question its own state_file, or move this one away to start over."
        )
    with Running(sandbox, state, instance_ids=[HR], space_guid="another") as source:
        assert "belongs to another question: space_guid differs." in str(source.ended())


def test_a_state_file_is_used_by_one_at_a_time(sandbox: Sandbox, state: Path) -> None:
    with Running(sandbox, state) as first:
        first.turn()
        with Running(sandbox, state) as second:
            error = second.ended()
        assert str(error) == f'Another event source uses the state file "{state}". Give each one its own state_file.'
        first.turn()
    with Running(sandbox, state) as second:
        second.turn()


def test_a_disk_that_is_full_ends_it_and_loses_nothing(sandbox: Sandbox, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Running(sandbox, state) as source:
        source.turn()
    before = state.read_bytes()
    sandbox.account = scheduled(sandbox.account, SYNC, "7")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(_state_file.os, "fsync", full)
        with Running(sandbox, state) as source:
            error = source.ended()
    assert "cannot be used: No space left on device. Check state_file" in str(error)
    assert source.events == []
    assert state.read_bytes() == before
    assert not list(state.parent.glob("*.new"))
    with Running(sandbox, state) as source:
        source.turn()
    assert source.parts == [(SYNC, "schedule")]


# Stopping


def test_a_stop_in_the_middle_of_a_request_does_not_wait_for_it(sandbox: Sandbox, state: Path) -> None:
    with Running(sandbox, state) as source:
        source.turn()
        fault = sandbox.fail("/graphql", delay=3600)
        source.wait(lambda: fault.hits)
    asking = [thread for thread in threading.enumerate() if thread.name == "boomi.spaces.schedule_change"]
    assert asking
    assert all(thread.daemon for thread in asking)
    with Running(sandbox, state) as source:  # and the file is free
        source.turn()
    assert source.events == []


def test_a_stop_while_the_queue_is_full_repeats_and_loses_nothing(sandbox: Sandbox, state: Path) -> None:
    with Running(sandbox, state) as source:
        source.turn()
    names = [SYNC, "Org Chart Weekly", "Time Sheets to Payroll"]
    for name in names:
        sandbox.account = scheduled(sandbox.account, name, "7")
    offered: list[str] = []

    async def one(event: dict[str, Any]) -> None:
        offered.append(event["boomi"]["id"])
        if len(offered) == 2:
            await asyncio.Event().wait()

    with Running(sandbox, state, queue=Queue(one)) as source:
        source.wait(lambda: len(offered) == 2)
    (first,) = source.events
    with Running(sandbox, state) as source:
        source.turn()
    assert len(source.events) == 2
    assert {first["process_name"], *(event["process_name"] for event in source.events)} == set(names)
    assert source.events[0]["id"] == offered[1]


def test_feedback_holds_the_next_event_until_this_one_was_taken(sandbox: Sandbox, state: Path) -> None:
    with Running(sandbox, state) as source:
        source.turn()
    sandbox.account = scheduled(scheduled(sandbox.account, SYNC, "7"), "Org Chart Weekly", "7")
    feedback: asyncio.Queue[Any] = asyncio.Queue(1)
    with Running(sandbox, state, feedback=True, eda_feedback_queue=feedback) as source:
        source.wait(lambda: source.events)
        assert content(state)["events"][0]["id"] == source.events[0]["id"]
        source._loop.call_soon_threadsafe(feedback.put_nowait, "taken")
        source.wait(lambda: len(source.events) == 2)
    second = source.events[1]
    with Running(sandbox, state) as source:
        source.turn()
    assert [event["id"] for event in source.events] == [second["id"]]


# What names may hold

HOSTILE = "{{ lookup('pipe', 'id') }} {% raw %} {# #} { {\n<b>\u202e\x07 {"


def test_a_name_is_no_template(sandbox: Sandbox, state: Path) -> None:
    with Running(sandbox, state) as source:
        source.turn()
        source.change(in_process(sandbox.account, SYNC, lambda one: dataclasses.replace(one, name=HOSTILE)))
        source.wait(lambda: source.events)
        source.turn()
    (event,) = source.events
    told = json.dumps(event, ensure_ascii=False)
    assert not any(begin in event["process_name"] for begin in ("{{", "{%", "{#"))
    assert event["process_name"].replace("\u2060", "") == event["after"]["name"].replace("\u2060", "") == HOSTILE
    assert "{{ lookup" not in told
    assert any(process["name"] == HOSTILE for process in content(state)["facts"])

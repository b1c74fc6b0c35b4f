# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The watch with runtimes: events, the pace, what the user may not read, restarts; and without them, not one request more."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import Question
from ansible_collections.boomi.spaces.plugins.module_utils._sources import runtimes as source
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch import watch as _watch
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.state_file import StateFile
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.watch import Watch
from tests.paths import DATA
from tests.sandbox import Sandbox, load
from tests.sandbox.changed import deployed, runtime
from tests.unit.asking import connect
from tests.unit.plugins.module_utils.runtime_cases import ASYNC, FAST, LOCAL, PATH, user

PROCESS = "Strike the hour"
ON_IT = {LOCAL, "molecule", "offset", "7ee105f7-6a9e-4b62-b383-3f6f3121ffc0", "tokyo", "unset", "stray"}  # the runtimes that the process is on


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "FIRST_PAUSE", 0.01)


@pytest.fixture
def boomi() -> Iterator[Sandbox]:
    with Sandbox(load(DATA / "09-runtimes.yml")) as sandbox:
        sandbox.rate_limit = None
        yield sandbox


class Clock:
    """The time of the watch, in minutes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.minutes = 0
        monkeypatch.setattr(_watch, "_now", lambda: at(self.minutes))


def at(minutes: int) -> str:
    return f"2026-11-24T12:{minutes:02}:00Z"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


class Watching:
    """Polls of a watch over HTTP, five minutes apart."""

    def __init__(self, boomi: Sandbox, path: Path, clock: Clock, *, interval: float = 300, include_runtimes: bool = True, **changed: Any) -> None:
        self.boomi, self.path, self.clock = boomi, path, clock
        question = Question(include_status=True, include_runtimes=include_runtimes, include_names=changed.pop("include_names", False), missing="report")
        self._watch = Watch(connect(boomi, **FAST, **changed), question, 300, str(path), interval)
        self._watch.open()
        self._watch.close()  # the lock has its own tests

    def poll(self) -> list[Any]:
        """The events of a poll."""
        self.clock.minutes += 5
        self._watch.take(self._watch.poll())
        events: list[Any] = self._watch.pending
        for dummy in events:
            self._watch.emitted()
        return events

    def told(self) -> list[tuple[str, list[str]]]:
        """Of each event of a poll, what changed, and the names of the runtimes."""
        return [(" ".join(event["changed"]) or event["type"], [one["name"] for one in event["runtimes"]]) for event in self.poll()]

    @property
    def state(self) -> Any:
        return json.loads(self.path.read_bytes().partition(b"\n")[2])

    @property
    def readings(self) -> int:
        return len(self.boomi.requests(f"{PATH}/Atom/query"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


def test_the_event_of_runtimes_has_every_key_and_all_runtimes(boomi: Sandbox, path: Path, clock: Clock) -> None:
    watching = Watching(boomi, path, clock, include_names=True)
    assert watching.poll() == []
    boomi.account = runtime(boomi.account, "Tokyo", "New York", status="OFFLINE", statusDetail="OFFLINE_WITH_ERROR")
    (event,) = watching.poll()
    batch = event["id"].rpartition("-")[0]
    production = {"env_id": "456789ab-cdef-0123-4567-89abcdef0123", "env_name": "Production"}
    online = {"status": "ONLINE", "status_detail": "ONLINE_RUNNING"}
    offline = {"status": "OFFLINE", "status_detail": "OFFLINE_WITH_ERROR"}
    assert event == {
        "type": "runtime",
        "id": f"{batch}-0",
        "since": at(5),
        "found_at": at(10),
        "source": "spaces",
        "account_id": "runtimes-0A1B2C",
        "space_guid": "6d0b21c4-58a7-4c3e-9f12-e80a7c5b3d94",
        "process_id": None,
        "process_name": None,
        "instance_id": None,
        "changed": ["went_offline"],
        "before": None,
        "after": None,
        "runtimes": [
            {
                "id": "molecule",
                "name": "New York",
                **production,
                "before": {"status": "WARNING", "status_detail": "CLUSTER_ISSUE", "time_zone": "America/New_York", "read_at": at(5)},
                "after": {**offline, "time_zone": "America/New_York", "read_at": at(10)},
            },
            {
                "id": "tokyo",
                "name": "Tokyo",
                **production,
                "before": {**online, "time_zone": "Asia/Tokyo", "read_at": at(5)},
                "after": {**offline, "time_zone": None, "read_at": at(10)},  # an attachment that is offline does not say its zone
            },
        ],
        "run": None,
        "error": None,
    }
    assert watching.poll() == []
    boomi.account = runtime(boomi.account, "Tokyo", "New York", status="ONLINE", statusDetail="ONLINE_RUNNING")
    assert watching.told() == [("came_back", ["New York", "Tokyo"])]  # and no event about a zone, which was null in between
    assert boomi.writes == boomi.mutations == 0


def test_kinds_of_changes_are_events_of_their_own_after_those_of_processes(boomi: Sandbox, path: Path, clock: Clock) -> None:
    watching = Watching(boomi, path, clock)
    watching.poll()
    boomi.account = runtime(runtime(boomi.account, "New York", status="OFFLINE"), "My Local Atom", zone="Europe/Paris", status="ONLINE")
    boomi.account = deployed(boomi.account, PROCESS, enabled=False)
    assert watching.told() == [
        ("status", []),
        ("went_offline", ["New York"]),
        ("came_back", ["My Local Atom"]),
        ("zone_changed", ["My Local Atom"]),
    ]


def test_a_change_of_a_runtime_is_none_of_its_processes_and_they_have_its_state(boomi: Sandbox, path: Path, clock: Clock) -> None:
    watching = Watching(boomi, path, clock)
    watching.poll()
    boomi.account = runtime(boomi.account, "My Local Atom", zone="Europe/Paris", status="ONLINE", statusDetail="ONLINE_RUNNING")
    assert {event["type"] for event in watching.poll()} == {"runtime"}
    boomi.account = deployed(boomi.account, PROCESS, max_retry=1)
    (event,) = watching.poll()
    assert event["changed"] == ["retry"]
    for when in ("before", "after"):
        states = {one["atom_id"]: (one["atom_status"], one["atom_status_detail"], one["atom_time_zone"]) for one in event[when]["process_schedules"]}
        assert states.keys() == ON_IT
        assert states[LOCAL] == ("ONLINE", "ONLINE_RUNNING", "Europe/Paris")


def test_a_restart_of_every_runtime_makes_no_event_if_the_next_reading_finds_none(boomi: Sandbox, path: Path, clock: Clock) -> None:
    watching, before = Watching(boomi, path, clock), boomi.account
    watching.poll()
    names = [atom.name or "" for environment in before.environments for atom in environment.atoms if atom.name != "My Local Atom"]
    release = runtime(before, *names, status="ONLINE", statusDetail="RESTARTING")
    boomi.account = release
    assert watching.poll() == []
    boomi.account = before
    assert watching.poll() == []
    boomi.account = release
    assert watching.poll() == []
    watching = Watching(boomi, path, clock)  # a restart of the event source between the two readings
    (event,) = watching.poll()
    assert (event["changed"], event["since"], {one["before"]["read_at"] for one in event["runtimes"]}) == (["went_offline"], at(15), {at(15)})
    # "Java offset" was found restarting all the time.
    assert {one["id"] for one in event["runtimes"]} == ON_IT - {LOCAL, "stray", "offset"}


# The pace


def test_polls_in_between_ask_nothing_about_runtimes_and_keep_what_is_known(boomi: Sandbox, path: Path, clock: Clock) -> None:
    watching = Watching(boomi, path, clock, interval=900)
    watching.poll()
    states = watching.state["facts"]
    boomi.account = runtime(boomi.account, "New York", status="OFFLINE")
    requests = []
    for dummy in range(2):
        boomi.clear_log()
        assert watching.poll() == []
        requests.append([(one.method, one.path) for one in boomi.requests()])
        assert watching.state["facts"] == states
    plain = Watching(boomi, path.with_name("plain"), clock, include_runtimes=False)
    plain.poll()
    boomi.clear_log()
    plain.poll()
    assert requests == [[(one.method, one.path) for one in boomi.requests()]] * 2
    boomi.clear_log()
    assert watching.told() == [("went_offline", ["New York"])]
    assert (watching.readings, len(boomi.requests(f"{PATH}/AtomStartupProperties")), len(boomi.requests(ASYNC))) == (1, 1, 3 * 3)


def test_a_restart_of_the_event_source_is_no_reason_to_read_earlier(boomi: Sandbox, path: Path, clock: Clock) -> None:
    readings = []
    for dummy in range(5):
        watching = Watching(boomi, path, clock, interval=600)
        watching.poll()
        readings.append(watching.readings)
    assert readings == [1, 1, 2, 2, 3]


def test_without_runtimes_not_one_request_more(boomi: Sandbox, path: Path, clock: Clock) -> None:
    watching = Watching(boomi, path, clock, include_runtimes=False)
    watching.poll()
    boomi.account = runtime(boomi.account, "New York", status="OFFLINE")
    boomi.clear_log()
    assert watching.poll() == []
    asked = [one.path.removeprefix(PATH) for one in boomi.requests()]
    assert asked == ["/auth/jwt/generate/runtimes-0A1B2C", "/graphql", "/graphql", "/ProcessScheduleStatus/query"]
    assert (watching.state["runtimes"], watching.state["runtimes_read_at"]) == ({}, None)
    assert all("atom_status" not in item for process in watching.state["facts"] for item in process["process_schedules"])


# What is not known


@pytest.mark.parametrize("source_name", ["spaces", "platform"])
def test_what_the_user_may_not_read_is_one_line_and_no_event(
    boomi: Sandbox, path: Path, clock: Clock, caplog: pytest.LogCaptureFixture, source_name: str
) -> None:
    watching = Watching(boomi, path, clock, source=source_name)
    watching.poll()
    caplog.clear()
    refused = Watching(boomi, path, clock, interval=900, source=source_name, **user(boomi, "scheduler"))
    boomi.account = runtime(boomi.account, "New York", zone="Asia/Tokyo", status="OFFLINE")
    written = []
    for dummy in range(7):  # the third and the sixth of them read the runtimes
        assert refused.poll() == []
        written.append(path.read_bytes())
    assert refused.readings == 1 + 2
    assert len(set(written[2:])) == 1  # although only two of these polls were refused something
    (line,) = [record for record in caplog.records if "the status of runtimes" in record.getMessage()]
    assert line.levelno == logging.WARNING
    assert {item["atom_status"] for process in refused.state["facts"] for item in process["process_schedules"]} == {None}
    changed = Watching(boomi, path, clock, source=source_name).poll()
    assert [(event["changed"], event["since"]) for event in changed] == [(["went_offline"], at(5)), (["zone_changed"], at(5))]


def test_a_user_who_may_not_read_zones_gets_the_status(boomi: Sandbox, path: Path, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    watching = Watching(boomi, path, clock)
    watching.poll()
    boomi.fail(f"{PATH}/AtomStartupProperties/bulk", status=403, times=None)
    boomi.account = runtime(boomi.account, "New York", zone="Asia/Tokyo", status="OFFLINE")
    caplog.clear()
    assert watching.told() == [("went_offline", ["New York"])]
    assert watching.told() == []
    assert [record.getMessage()[:90] for record in caplog.records if "may not read" in record.getMessage()] == [
        "This user may not read the startup properties of runtimes, which have their time zones; fi"
    ]
    boomi.faults.clear()
    assert watching.told() == [("zone_changed", ["New York"])]


def test_a_reading_that_fails_is_an_outage_and_no_change(boomi: Sandbox, path: Path, clock: Clock) -> None:
    watching = Watching(boomi, path, clock)
    watching.poll()
    left = watching.state
    boomi.account = runtime(boomi.account, "New York", status="OFFLINE")
    boomi.fail(f"{PATH}/Atom/query", status=503, times=None)
    assert watching.told() == [("outage", [])]
    assert watching.told() == []
    assert {**watching.state, "outage": None, "events": [], "batch": left["batch"]} == left
    boomi.faults.clear()
    assert watching.told() == [("recovered", []), ("went_offline", ["New York"])]


def test_a_runtime_of_an_instance_without_an_answer_stays_as_it_was(boomi: Sandbox, path: Path, clock: Clock) -> None:
    watching = Watching(boomi, path, clock)
    watching.poll()
    left = watching.state
    boomi.account = runtime(boomi.account, "New York", status="OFFLINE")
    boomi.fail("/graphql", match="integrationPackInstanceProcesses", body={"data": {"integrationPackInstanceProcesses": None}})
    assert watching.poll() == []
    assert watching.state["facts"] == left["facts"]
    (event,) = watching.poll()
    assert (event["changed"], event["since"]) == (["went_offline"], at(5))


# The state file


def test_readings_that_find_nothing_new_leave_the_state_as_it_is(boomi: Sandbox, path: Path, clock: Clock) -> None:
    boomi.account = runtime(boomi.account, "Java offset", statusDetail="ONLINE_RUNNING")
    watching = Watching(boomi, path, clock)
    watching.poll()
    left = path.read_bytes()
    for dummy in range(2):
        assert watching.poll() == []
    assert path.read_bytes() == left
    boomi.account = runtime(boomi.account, "New York", status="OFFLINE")
    (event,) = Watching(boomi, path, clock).poll()
    assert event["since"] == at(15)


def test_events_survive_a_restart_before_they_are_emitted(boomi: Sandbox, path: Path, clock: Clock) -> None:
    watching = Watching(boomi, path, clock)
    watching.poll()
    boomi.account = runtime(boomi.account, "New York", status="OFFLINE")
    clock.minutes += 5
    watching._watch.take(watching._watch.poll())
    pending = watching._watch.pending
    assert [event["changed"] for event in pending] == [["went_offline"]]
    again = Watching(boomi, path, clock)
    assert again._watch.pending == pending
    again._watch.emitted()
    assert Watching(boomi, path, clock)._watch.pending == []
    assert Watching(boomi, path, clock).poll() == []


def test_a_state_file_of_a_release_without_runtimes_is_read(boomi: Sandbox, path: Path, clock: Clock) -> None:
    watching = Watching(boomi, path, clock, include_runtimes=False)
    watching.poll()
    watching.poll()
    file = StateFile(str(path))
    state, progress = file.read()
    older: Any = {name: value for name, value in (state or {}).items() if not name.startswith("runtimes")}
    older_progress: Any = {name: value for name, value in (progress or {}).items() if not name.startswith("runtimes")}
    file.write_state(older)
    file.write_progress(older_progress)
    boomi.account = deployed(boomi.account, PROCESS, enabled=False)
    watching = Watching(boomi, path, clock)
    (event,) = watching.poll()
    assert (event["changed"], event["since"]) == (["status"], at(10))
    boomi.account = runtime(boomi.account, "New York", status="OFFLINE")
    assert watching.told() == [("went_offline", ["New York"])]


def test_runtimes_can_be_turned_off_and_on_again(boomi: Sandbox, path: Path, clock: Clock) -> None:
    Watching(boomi, path, clock).poll()
    off = Watching(boomi, path, clock, include_runtimes=False)
    boomi.account = runtime(boomi.account, "New York", status="OFFLINE")
    assert off.poll() == []
    assert off.state["runtimes"] == {}
    on = Watching(boomi, path, clock)
    assert on.poll() == []
    assert on.state["runtimes"].keys() == ON_IT


def test_runtimes_need_the_login_of_the_platform_api(boomi: Sandbox, path: Path, clock: Clock) -> None:
    watch = Watch(connect(boomi, username=None, api_token=None, access_token="x"), Question(include_runtimes=True), 300, str(path), 300)
    error = watch.poll()
    assert isinstance(error, BoomiError)
    assert (error.kind, boomi.requests()) == ("usage", [])


def test_no_name_of_a_runtime_begins_a_template(boomi: Sandbox, path: Path, clock: Clock) -> None:
    watching = Watching(boomi, path, clock)
    watching.poll()
    boomi.account = runtime(boomi.account, "New York", status="OFFLINE", name="{{ lookup('pipe', 'id') }}")
    ((change, names),) = watching.told()
    assert (change, len(names)) == ("went_offline", 1)
    assert "{{" not in str(watching.state["events"])

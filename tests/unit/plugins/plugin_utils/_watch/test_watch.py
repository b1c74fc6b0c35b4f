# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The watch: which events come of which polls, and what a restart finds."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any, cast

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, ErrorKind, usage
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import Question
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch import watch as _watch
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.watch import Poll, Watch, watch_from
from tests.sandbox import Account, Sandbox
from tests.sandbox.account import User
from tests.sandbox.messages import Request, Response
from tests.unit.asking import HR, connect, failure

WHEN = "2026-11-24T12:00:00Z"
LATER = "2026-11-24T12:05:00Z"
DOWN = BoomiError("Boomi is down.", kind="unreachable")
CONNECTION = Connection(account_id="account", space_guid="space")


def process(process_id: str = "p", name: str | None = "Orders", **item: Any) -> dict[str, Any]:
    entry = {**dict.fromkeys(("hours", "days_of_week", "days_of_month", "months", "years"), "*"), "minutes": "0"}
    schedule = {"id": "s", "process_id": process_id, "atom_id": "a", "env_id": "e", "enabled": True, "schedule": [entry]}
    return {
        "id": process_id,
        "name": name,
        "instance_id": "i",
        "integration_pack": [],
        "process_schedules": [{**schedule, "retry": {"schedule": [], "max_retry": 5}, **item}],
    }


def of(instance_id: str, *process_ids: str, **item: Any) -> list[dict[str, Any]]:
    """Processes of an instance."""
    return [{**process(process_id, **item), "instance_id": instance_id} for process_id in process_ids]


def polled(
    *processes: dict[str, Any],
    refused: tuple[str, ...] = (),
    unanswered: tuple[str, ...] = (),
    warnings: tuple[str, ...] = (),
    began_at: str = WHEN,
) -> Poll:
    return Poll(began_at, cast("Any", list(processes)), list(refused), list(unanswered), False, list(warnings))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


@pytest.fixture
def watch(path: Path) -> Watch:
    return opened(path)


def opened(path: Path, connection: Connection = CONNECTION, question: Question | None = None) -> Watch:
    watch = Watch(connection, question or Question(), 300, str(path))
    watch.open()
    watch.close()  # the lock has its own tests
    return watch


def content(path: Path) -> Any:
    return json.loads(path.read_bytes().partition(b"\n")[2])


def emit(watch: Watch, number: int | None = None) -> list[Any]:
    events: list[Any] = watch.pending[:number]
    for dummy in events:
        watch.emitted()
    return events


def test_the_first_poll_makes_no_event_and_the_next_one_an_event_for_each_change(watch: Watch) -> None:
    watch.take(polled(process("p"), process("q")))
    assert watch.pending == []
    watch.take(polled(process("p", enabled=False), process("r", "New"), began_at=LATER))
    changed, removed, added = emit(watch)
    batch = changed["id"].rpartition("-")[0]
    assert [event["id"] for event in (changed, removed, added)] == [f"{batch}-{number}" for number in range(3)]
    assert changed["found_at"] >= WHEN
    assert changed == {
        "type": "changed",
        "id": f"{batch}-0",
        "since": WHEN,
        "found_at": changed["found_at"],
        "source": "spaces",
        "account_id": "account",
        "space_guid": "space",
        "process_id": "p",
        "process_name": "Orders",
        "instance_id": "i",
        "changed": ["status"],
        "before": process("p"),
        "after": process("p", enabled=False),
        "runtimes": [],
        "run": None,
        "error": None,
    }
    assert (removed["type"], removed["process_id"], removed["before"], removed["after"]) == ("removed", "q", process("q"), None)
    assert (added["type"], added["process_id"], added["before"], added["after"]) == ("added", "r", None, process("r", "New"))
    assert watch.pending == []


def test_nothing_new_makes_no_event_and_leaves_the_state_as_it_is(watch: Watch, path: Path) -> None:
    watch.take(polled(process()))
    before = path.read_bytes()
    watch.take(polled(process(), began_at=LATER))
    assert (watch.pending, path.read_bytes()) == ([], before)
    assert content(Path(f"{path}.progress"))["polled_at"] == LATER


def test_events_of_the_platform_api_have_no_space_and_the_account_that_is_asked_about(path: Path) -> None:
    watch = opened(path, Connection(source="platform", account_id="partner", override_account="customer", space_guid="space"))
    watch.take(DOWN)
    (event,) = watch.pending
    assert (event["source"], event["account_id"], event["space_guid"]) == ("platform", "customer", None)


# Outages


def test_an_outage_is_one_event_and_its_end_another(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    watch.take(polled(process()))
    for error in (DOWN, BoomiError("Still.", kind="throttled"), DOWN):
        watch.take(error)
    (outage,) = emit(watch)
    watch.take(polled(process(enabled=False)))
    recovered, change = emit(watch)
    assert [event["type"] for event in (outage, recovered, change)] == ["outage", "recovered", "changed"]
    assert outage["error"] == recovered["error"] == DOWN.as_data()
    assert (outage["process_id"], outage["changed"], outage["before"], outage["after"]) == (None, [], None, None)
    assert list(outage) == list(recovered) == list(change)
    assert caplog.messages == [
        "Polling Boomi failed; changes are not seen until a poll succeeds. Next try in 300 s, then less often. Boomi is down.",
        "Polling Boomi succeeds again.",
    ]


def test_an_outage_before_the_first_poll_that_succeeds(watch: Watch) -> None:
    watch.take(DOWN)
    watch.take(polled(process()))
    (recovered,) = watch.pending
    assert (recovered["type"], recovered["since"]) == ("recovered", None)


@pytest.mark.parametrize(
    ("kind", "permanent"),
    [("usage", True), ("auth", True), ("not_found", True), ("unreachable", False), ("throttled", False), ("malformed", False), ("rejected", False)],
)
def test_a_permanent_failure_of_the_first_poll_is_raised(watch: Watch, path: Path, kind: ErrorKind, permanent: bool) -> None:
    error = BoomiError("No.", kind=kind)
    if permanent:
        assert failure(watch.take, error) is error
        assert not path.exists()
    else:
        watch.take(error)
        assert [event["type"] for event in watch.pending] == ["outage"]
    watch = opened(path)
    watch.take(polled())
    watch.take(error)
    assert watch.pending[-1]["type"] == "outage"


@pytest.mark.parametrize(("interval", "pauses"), [(10, [10, 20, 40, 80, 160, 320, 640, 900, 900]), (300, [300, 600, 900]), (3600, [3600, 3600])])
def test_the_pauses_of_an_outage_grow_up_to_a_limit(path: Path, interval: float, pauses: list[float]) -> None:
    watch = Watch(CONNECTION, Question(), interval, str(path))
    found = []
    for dummy in pauses:
        watch.take(DOWN)
        found.append(watch.pause)
    assert found == pauses
    watch.take(polled())
    assert watch.pause == interval


# What the user may not read


def test_what_may_not_be_read_makes_no_event(watch: Watch) -> None:
    watch.take(polled(process()))
    for dummy in range(2):
        watch.take(polled(process(env_id=None), refused=("the environments of runtimes",)))
    watch.take(polled(process()))
    assert watch.pending == []
    watch.take(polled(process(env_id=None)))
    assert [event["changed"] for event in watch.pending] == [["deployment"]]


def test_names_that_may_not_be_read_in_one_poll_hide_no_change(watch: Watch) -> None:
    watch.take(polled(process()))
    watch.take(polled(process(env_id="f"), refused=("the names of integration packs",)))
    assert [event["changed"] for event in watch.pending] == [["deployment"]]


def test_names_of_owners_are_no_change_and_a_state_file_without_them_is_read(path: Path) -> None:
    question = Question(include_names=True)
    reference = {"integration_pack_id": "k", "integration_pack_instance_id": "i"}
    before = {**process(), "integration_pack": [reference]}
    opened(path, question=question).take(polled(before))  # as releases wrote it that had no such names
    watch = opened(path, question=question)
    for name, original_id in (("Germany", "o"), ("Deutschland", "o"), (None, None)):
        named = {**before, "integration_pack": [{**reference, "name": name}], "instance_name": name, "original_process_id": original_id}
        watch.take(polled(named))
        assert (watch.pending, content(path)["facts"]) == ([], [named])


def test_names_that_cannot_be_looked_up_are_no_reason_to_drop_a_poll(sandbox: Sandbox, path: Path, caplog: pytest.LogCaptureFixture) -> None:
    watch = opened(path, connect(sandbox), Question(instance_ids=[HR], include_names=True))
    null_list(sandbox)
    watch.take(watch.poll())
    assert {one["instance_name"] for one in content(path)["facts"]} == {None}
    sandbox.faults.clear()
    watch.take(watch.poll())
    assert {one["instance_name"] for one in content(path)["facts"]} == {"HR Master Data"}
    null_list(sandbox)
    (hr,) = [instance for instance in sandbox.account.instances if instance.id == HR]
    sandbox.fail("/graphql", match="query processes", body={"data": {"integrationPackInstanceProcesses": [{"id": hr.processes[0].id, "name": "Renamed"}]}})
    watch.take(watch.poll())
    assert [(event["type"], event["process_id"] == hr.processes[0].id) for event in watch.pending].count(("changed", True)) == 1


def test_a_warning_about_something_else_hides_no_change(watch: Watch) -> None:
    watch.take(polled(process()))
    watch.take(polled(process(env_id="f"), warnings=("Boomi throttled 3 requests.",)))
    assert [event["changed"] for event in watch.pending] == [["deployment"]]


def test_a_warning_is_logged_when_the_last_poll_did_not_have_it(watch: Watch, path: Path, caplog: pytest.LogCaptureFixture) -> None:
    watch.take(polled(process(), warnings=("You may not read that.",)))
    left = path.read_bytes()
    for warnings in (("You may not read that.", "Boomi throttled 3 requests."), ("Boomi throttled 3 requests.",), ()):
        watch.take(polled(process(), warnings=warnings))
    assert caplog.messages == ["You may not read that.", "Boomi throttled 3 requests."]
    watch.take(polled(process(), warnings=("You may not read that.",)))
    assert caplog.messages[2:] == ["You may not read that."]
    assert (watch.pending, path.read_bytes()) == ([], left)


# Instances for which Boomi returns null in place of processes

LATEST = "2026-11-24T12:10:00Z"


@pytest.mark.parametrize("restarted", [False, True], ids=["", "over restarts"])
def test_an_instance_without_an_answer_keeps_its_processes(path: Path, restarted: bool) -> None:
    watch = opened(path)
    watch.take(polled(*of("i", "p"), *of("j", "q", "r")))
    for began_at in (LATER, LATER):
        watch.take(polled(*of("i", "p"), unanswered=("j",), began_at=began_at))
        assert watch.pending == []
        watch = opened(path) if restarted else watch
    watch.take(polled(*of("i", "p"), *of("j", "q", "r"), began_at=LATEST))
    assert watch.pending == []
    watch.take(polled(*of("i", "p"), *of("j", "q")))
    assert [(event["type"], event["process_id"], event["since"]) for event in watch.pending] == [("removed", "r", LATEST)]


def test_only_the_instance_without_an_answer_keeps_its_processes(watch: Watch) -> None:
    watch.take(polled(*of("i", "p"), *of("j", "q")))
    watch.take(polled(unanswered=("j",)))
    assert [(event["type"], event["process_id"]) for event in watch.pending] == [("removed", "p")]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ([], [("removed", "q"), ("removed", "r")]),
        (of("j", "q", enabled=False), [("changed", "q"), ("removed", "r")]),
        (of("j", "q", "r", "s"), [("added", "s")]),
    ],
    ids=["none", "fewer", "more"],
)
def test_what_changed_while_an_instance_had_no_answer(watch: Watch, answer: list[dict[str, Any]], expected: list[tuple[str, str]]) -> None:
    """It happened since the last poll that answered for the instance."""
    watch.take(polled(*of("i", "p"), *of("j", "q", "r")))
    watch.take(polled(*of("i", "p"), unanswered=("j",), began_at=LATER))
    watch.take(polled(*of("i", "p", enabled=False), *answer, began_at=LATEST))
    (other, *events) = watch.pending
    assert (other["instance_id"], other["since"]) == ("i", LATER)
    assert [(event["type"], event["process_id"]) for event in events] == expected
    assert {event["since"] for event in events} == {WHEN}


@pytest.mark.parametrize("restarted", [False, True], ids=["", "over restarts"])
@pytest.mark.parametrize("polls", [1, 3])
def test_an_instance_that_never_had_an_answer_begins_with_its_first_one(path: Path, restarted: bool, polls: int) -> None:
    watch = opened(path)
    for dummy in range(polls):
        watch.take(polled(*of("i", "p"), unanswered=("j",)))
        watch = opened(path) if restarted else watch
    watch.take(polled(*of("i", "p"), *of("j", "q"), began_at=LATER))
    assert watch.pending == []
    watch = opened(path) if restarted else watch
    watch.take(polled(*of("i", "p"), began_at=LATEST))
    assert [(event["type"], event["process_id"], event["since"]) for event in watch.pending] == [("removed", "q", LATER)]


def test_an_instance_that_never_had_an_answer_and_goes_makes_no_event(watch: Watch) -> None:
    watch.take(polled(*of("i", "p"), unanswered=("j",)))
    watch.take(polled(*of("i", "p")))
    assert watch.pending == []


def test_an_instance_that_is_new_has_added_processes_also_if_its_first_answer_is_null(watch: Watch) -> None:
    watch.take(polled(*of("i", "p")))
    watch.take(polled(*of("i", "p"), unanswered=("j",), began_at=LATER))
    watch.take(polled(*of("i", "p"), *of("j", "q"), began_at=LATEST))
    assert [(event["type"], event["process_id"], event["since"]) for event in watch.pending] == [("added", "q", WHEN)]


def test_an_outage_between_leaves_what_is_known_of_an_instance(watch: Watch) -> None:
    watch.take(polled(*of("i", "p"), unanswered=("j",)))
    watch.take(DOWN)
    emit(watch)
    watch.take(polled(*of("i", "p"), *of("j", "q")))
    assert [event["type"] for event in watch.pending] == ["recovered"]


def null_list(sandbox: Sandbox) -> None:
    """From now on, the sandbox returns null in place of the list of instances."""
    sandbox.fail("/graphql", times=None, match="integrationPackInstances", body={"data": {"integrationPackInstances": None}})


def test_a_poll_without_the_list_of_instances_does_not_count(sandbox: Sandbox, path: Path, caplog: pytest.LogCaptureFixture) -> None:
    watch = opened(path, connect(sandbox), Question())
    watch.take(watch.poll())
    left = path.read_bytes()
    null_list(sandbox)
    for dummy in range(2):
        watch.take(watch.poll())
    assert (watch.pending, path.read_bytes(), Path(f"{path}.progress").exists()) == ([], left, False)
    (message,) = caplog.messages
    assert message.startswith("Boomi returned null, without an error, in place of the instances of the space.")
    sandbox.faults.clear()
    watch.take(watch.poll())
    assert watch.pending == []


def test_an_instance_that_never_had_an_answer_stays_so_over_a_poll_without_the_list(sandbox: Sandbox, path: Path) -> None:
    watch = opened(path, connect(sandbox), Question())
    answer_for(sandbox, HR, None)
    watch.take(watch.poll())
    sandbox.faults.clear()
    null_list(sandbox)
    watch.take(watch.poll())
    sandbox.faults.clear()
    watch.take(watch.poll())
    assert watch.pending == []
    assert HR in {process["instance_id"] for process in content(path)["facts"]}


def test_a_name_that_cannot_be_looked_up_is_no_change(sandbox: Sandbox, path: Path) -> None:
    watch = opened(path, connect(sandbox), Question(instance_names=["HR Master Data"]))
    watch.take(watch.poll())
    assert {process["instance_id"] for process in content(path)["facts"]} == {HR}
    null_list(sandbox)
    watch.take(watch.poll())
    sandbox.faults.clear()
    watch.take(watch.poll())
    assert watch.pending == []


def test_an_outage_goes_on_until_there_is_a_list_of_instances(sandbox: Sandbox, path: Path, caplog: pytest.LogCaptureFixture) -> None:
    watch = opened(path, connect(sandbox), Question())
    watch.take(watch.poll())
    for dummy in range(2):
        watch.take(DOWN)
    emit(watch)
    null_list(sandbox)
    watch.take(watch.poll())
    assert (watch.pending, watch.pause) == ([], 600)
    sandbox.faults.clear()
    watch.take(watch.poll())
    assert [event["type"] for event in watch.pending] == ["recovered"]
    assert caplog.messages[-1] == "Polling Boomi succeeds again."


def answer_for(sandbox: Sandbox, instance_id: str, answer: list[Any] | None) -> None:
    """From now on, this is what the sandbox returns as the processes of the instance."""

    def change(request: Request, response: Response) -> Response:
        document, variables = json.loads(response.body), json.loads(request.text)["variables"]
        for alias in [alias for alias, value in variables.items() if value == instance_id]:
            document["data"][alias if len(variables) > 1 else "integrationPackInstanceProcesses"] = answer
        return Response(response.status, json.dumps(document).encode(), response.headers)

    sandbox.faults.clear()
    sandbox.fail("/graphql", times=None, match="integrationPackInstanceProcesses", change=change)


@pytest.mark.parametrize("question", [Question(), Question(instance_ids=[HR])], ids=["many instances", "one instance"])
def test_null_from_the_spaces_api_is_no_change(sandbox: Sandbox, path: Path, caplog: pytest.LogCaptureFixture, question: Question) -> None:
    watch = opened(path, connect(sandbox), question)

    def take_poll() -> list[Any]:
        poll = watch.poll()
        assert isinstance(poll, Poll), poll
        watch.take(poll)
        return emit(watch)

    answer_for(sandbox, HR, None)
    assert take_poll() == take_poll() == []
    assert content(path)["unanswered"] == {HR: None}
    (message,) = caplog.messages
    assert f'"{HR}"' in message
    watch = opened(path, connect(sandbox), question)
    sandbox.faults.clear()
    assert take_poll() == []
    facts = content(path)["facts"]
    assert content(path)["unanswered"] == {}
    answer_for(sandbox, HR, None)
    assert take_poll() == []
    watch = opened(path, connect(sandbox), question)
    sandbox.faults.clear()
    assert take_poll() == []
    assert content(path)["facts"] == facts
    answer_for(sandbox, HR, [])
    assert {(event["type"], event["instance_id"]) for event in take_poll()} == {("removed", HR)}


def test_a_list_of_instances_that_is_null_is_no_change(sandbox: Sandbox, path: Path) -> None:
    watch = opened(path, connect(sandbox), Question(missing="report"))

    def take(poll: Any) -> list[Any]:
        watch.take(poll)
        return emit(watch)

    null = {"match": "query instances", "body": {"data": {"integrationPackInstances": None}}}
    sandbox.fail(**null)
    first = watch.poll()
    assert isinstance(first, BoomiError)
    assert (first.kind, first.sentence) == ("malformed", "Boomi returned null in place of the list of instances.")
    assert take(watch.poll()) == []
    before = content(path)
    sandbox.fail(**null)
    assert take(watch.poll()) == []
    assert take(watch.poll()) == []
    assert content(path)["facts"] == before["facts"] != []


def test_an_instance_that_stays_without_an_answer_leaves_the_state_as_it_is(watch: Watch, path: Path) -> None:
    watch.take(polled(*of("j", "q"), *of("i", "p")))
    watch.take(polled(*of("i", "p"), unanswered=("j",)))
    before = path.read_bytes()
    watch.take(polled(*of("i", "p"), unanswered=("j",)))
    assert path.read_bytes() == before
    assert content(path)["unanswered"] == {"j": WHEN}


# Polls


@pytest.mark.parametrize("question", [Question(instance_ids=[HR, "nope"]), Question(instance_ids=[HR], instance_names=["nope"])], ids=["ids", "names"])
def test_an_instance_that_is_unknown_at_the_first_poll_is_a_mistake(sandbox: Sandbox, path: Path, question: Question) -> None:
    watch = opened(path, connect(sandbox), question)
    error = watch.poll()
    assert isinstance(error, BoomiError)
    assert (error.kind, error.instance_id) == ("not_found", "nope")
    watch.take(polled())
    poll = watch.poll()
    assert isinstance(poll, Poll)
    assert {process["instance_id"] for process in poll.processes} == {HR}


def test_a_poll_has_the_warnings_and_what_was_refused(demo: Account, path: Path) -> None:
    user = demo.users[0]
    allowed = User(user.name, user.api_token, frozenset({"API", "SCHEDULE_MAINTENANCE"}))
    with Sandbox(dataclasses.replace(demo, users=(allowed,))) as sandbox:
        sandbox.rate_limit = None
        poll = opened(path, connect(sandbox, source="platform", requests_per_second=100000), Question(instance_ids=[HR])).poll()
    assert isinstance(poll, Poll)
    assert (poll.refused, poll.unanswered) == (["the environments of runtimes"], [])
    (warning,) = poll.warnings
    assert warning.startswith("This user may not read the environments of runtimes; ")


def test_a_poll_that_fails_returns_its_error(sandbox: Sandbox, path: Path) -> None:
    sandbox.fail("/graphql", status=503)
    error = opened(path, connect(sandbox, retries=0)).poll()
    assert isinstance(error, BoomiError)
    assert error.kind == "throttled"
    assert not path.exists()


# Restarts


def test_a_restart_goes_on_after_the_last_event_that_was_emitted(watch: Watch, path: Path) -> None:
    watch.take(polled())
    watch.take(polled(*(process(one) for one in "pqr")))
    emit(watch, 1)
    again = opened(path)
    assert again.pending == watch.pending
    assert len(again.pending) == 2
    emit(again)
    assert opened(path).pending == []


def test_a_restart_compares_with_the_last_poll(watch: Watch, path: Path) -> None:
    watch.take(polled(process()))
    watch.take(polled(process(), began_at=LATER))
    again = opened(path)
    again.take(polled(process(enabled=False)))
    assert [(event["changed"], event["since"]) for event in again.pending] == [(["status"], LATER)]


def test_a_restart_does_not_repeat_an_outage(watch: Watch, path: Path) -> None:
    watch.take(polled())
    watch.take(DOWN)
    emit(watch)
    again = opened(path)
    again.take(BoomiError("Still.", kind="unreachable"))
    assert again.pending == []
    again.take(polled())
    assert [(event["type"], event["error"]) for event in again.pending] == [("recovered", DOWN.as_data())]


def test_the_progress_of_an_older_batch_counts_for_nothing(watch: Watch, path: Path) -> None:
    watch.take(polled())
    watch.take(polled(process()))
    emit(watch)
    older = Path(f"{path}.progress").read_bytes()
    watch.take(polled(process(enabled=False)))
    Path(f"{path}.progress").write_bytes(older)
    assert len(opened(path).pending) == 1


def test_the_content_of_the_state_file(watch: Watch, path: Path) -> None:
    watch.take(polled(process(), refused=("the names of runtimes",), unanswered=("j",), warnings=("You may not read that.",)))
    state = content(path)
    assert state == {
        "question": {
            "source": "spaces",
            "spaces_url": "https://platform.boomi.com/graphql",
            "account_id": "account",
            "override_account": None,
            "space_guid": "space",
            **dict.fromkeys(("instance_ids", "instance_names", "environments", "atoms")),
            "include_status": False,
            "include_names": False,
        },
        "facts": [process()],
        "refused": ["the names of runtimes"],
        "unanswered": {"j": None},
        "outage": None,
        "batch": state["batch"],
        "events": [],
        "polled_at": WHEN,
        "runtimes": {},
        "runtimes_read_at": None,
        "runs": {"schedules": {}, "atom_names": {}},
        "runs_read_at": None,
        "runs_judged_until": None,
    }


@pytest.mark.parametrize(
    ("connection", "question", "different"),
    [
        (CONNECTION, Question(instance_ids=["b", "a", "a"]), None),
        (Connection(account_id="account", space_guid="space", username="another", api_token="another"), Question(instance_ids=["a", "b"]), None),
        (CONNECTION, Question(instance_ids=["a"]), "instance_ids differs"),
        (Connection(account_id="account", space_guid="x"), Question(instance_ids=["a", "b"], environments=["e"]), "space_guid and environments differ"),
        (
            Connection(account_id="account", source="platform"),
            Question(instance_ids=["a", "b"]),
            "source, platform_url, space_guid and spaces_url differ",
        ),
    ],
)
def test_a_state_file_belongs_to_one_question(path: Path, connection: Connection, question: Question, different: str | None) -> None:
    opened(path, question=Question(instance_ids=["a", "b"])).take(polled())
    if different is None:
        opened(path, connection, question)
    else:
        error = failure(opened, path, connection, question)
        assert (error.kind, str(error)) == (
            "usage",
            f'The state file "{path}" belongs to another question: {different}. Give each question its own state_file, or move this one away to start over.',
        )


# Options

GIVEN = {"state_file": "state.json", "account_id": "a", "username": "me", "api_token": "s3cret", "space_guid": "s"}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"state_file": None}, "state_file is not given. Name a file that survives a restart: without it, changes between two runs would be lost."),
        ({"state_file": " "}, "state_file is not given. Name a file that survives a restart: without it, changes between two runs would be lost."),
        ({"interval": "soon"}, 'interval is "soon"; it must be a number.'),
        ({"interval": 0.5}, "interval is 0.5; it must be a number of seconds of at least 1."),
        ({"interval": float("nan")}, "interval is nan; it must be a number of seconds of at least 1."),
        ({"runtimes_interval": 0.5}, "runtimes_interval is 0.5; it must be a number of seconds of at least 1."),
        ({"runs_interval": 0.5}, "runs_interval is 0.5; it must be a number of seconds of at least 1."),
        ({"late_after": -1}, "late_after is -1; it must be a whole number from 0 to 1440."),
        ({"max_runtime": 0}, "max_runtime is 0; it must be a whole number of 1 or more."),
        ({"tolerated_in_a_row": "some"}, 'tolerated_in_a_row is "some"; it must be a whole number.'),
        ({"timezone": "Berlin"}, 'timezone is "Berlin"; allowed are IANA names such as UTC, Europe/Berlin or America/New_York.'),
        ({"atom_timezones": ["UTC"]}, "atom_timezones is a list; it must be a mapping of runtime ids or names to time zones."),
        (
            {"include_runs": True, "include_status": False},
            "include_runs needs the status of schedules, since a paused one plans no runs. Leave include_status out, or set it to true.",
        ),
        (
            {"include_runs": True, "api_token": None, "access_token": "t"},
            "The connection is incomplete: api_token is not given (environment: BOOMI_API_TOKEN). With include_runs give them: the Spaces API does not say "
            "on which runtime a process ran, so no run is known to be missed.",
        ),
        ({"runtimes_interval": "often"}, 'runtimes_interval is "often"; it must be a number.'),
        ({"include_runtimes": "perhaps"}, 'include_runtimes is "perhaps"; it must be true or false.'),
        ({"interval": float("inf")}, "interval is inf; it must be a number of seconds of at least 1."),
        ({"instance_ids": "i"}, "instance_ids must be a list of strings."),
        ({"instance_ids": []}, "instance_ids is an empty list, which would answer nothing. Leave it out to ask for every instance."),
        ({"instance_id": "i"}, 'The event source has no option "instance_id". Correct the rulebook.'),
        ({"include_status": "perhaps"}, 'include_status is "perhaps"; it must be true or false.'),
        ({"validate_certs": "perhaps"}, 'validate_certs is "perhaps"; it must be true or false.'),
        ({"retries": 1.5}, 'retries is "1.5"; it must be a whole number.'),
        ({"timeout": True}, 'timeout is "True"; it must be a number.'),
        ({"api_token": ["s3cret"]}, "api_token is a list; it must be a string."),
        (
            {"username": None},
            "The connection is incomplete: username is not given (environment: BOOMI_USERNAME). "
            "Give space_guid and either account_id, username and api_token, or a ready access_token.",
        ),
    ],
    ids=str,
)
def test_options_that_cannot_be(changed: dict[str, Any], sentence: str) -> None:
    error = failure(watch_from, {**GIVEN, **changed}, {})
    assert (error.kind, str(error)) == ("usage", sentence)


def test_options_have_their_types_and_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made: list[Any] = []
    monkeypatch.setattr(_watch, "Watch", lambda *given: made.append(given))
    monkeypatch.chdir(tmp_path)
    watch_from({**GIVEN, "interval": "60", "include_names": "yes", "validate_certs": "no", "retries": ""}, {"BOOMI_RETRIES": "7", "BOOMI_USERNAME": "other"})
    ((connection, question, interval, state_file, runtimes_interval, runs),) = made
    assert (connection.validate_certs, connection.retries, connection.username) == (False, 7, "me")
    assert question == Question(include_status=True, include_names=True, missing="report")
    assert (interval, state_file, runtimes_interval, runs) == (60.0, str(tmp_path / "state.json"), 300.0, None)
    watch_from({**GIVEN, "include_runtimes": "yes", "runtimes_interval": "600"}, {})
    assert (made[1][1].include_runtimes, made[1][4]) == (True, 600.0)
    given = {"include_runs": "yes", "runs_interval": "60", "late_after": "10", "max_runtime": 90, "tolerated_in_a_row": "2", "timezone": "Europe/Berlin"}
    watch_from({**GIVEN, **given, "atom_timezones": {"prod-1": "Asia/Tokyo"}}, {})
    runs = made[2][5]
    assert (made[2][1].include_runtimes, made[2][1].include_status) == (True, True)
    assert (runs.interval, runs.limits.late_after, runs.limits.max_runtime, runs.tolerated_in_a_row) == (60.0, 10, 90, 2)
    assert (runs.zones.name, runs.zones.of_runtimes["prod-1"].name) == ("Europe/Berlin", "Asia/Tokyo")


# Templates


def test_no_string_of_an_event_begins_a_template(watch: Watch, path: Path) -> None:
    hostile = "{{ lookup('pipe', 'id') }} {% raw %} {# #} { {\n<b>\u202e\x07 {"
    watch.take(polled())
    watch.take(polled(process(name=hostile)))
    (event,) = watch.pending
    escaped = "{\u2060{ lookup('pipe', 'id') }} {\u2060% raw %} {\u2060# #} { {\n<b>\u202e\x07 {\u2060"
    assert event["process_name"] == escaped
    assert event["after"] is not None
    assert event["after"]["name"] == escaped
    assert content(path)["facts"][0]["name"] == hostile


def test_an_error_of_an_outage_begins_no_template(watch: Watch) -> None:
    watch.take(polled())
    watch.take(BoomiError("No.", kind="unreachable", message="{{ 1 }}"))
    (event,) = watch.pending
    assert event["error"] is not None
    assert event["error"]["message"] == "{\u2060{ 1 }}"


def test_a_usage_error_of_a_later_poll_is_an_outage(watch: Watch) -> None:
    watch.take(polled())
    watch.take(usage("Wrong option."))
    assert [event["type"] for event in watch.pending] == ["outage"]

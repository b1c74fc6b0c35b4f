# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches under way: their order, their number at a time, the error that is raised, and that a signal ends them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import Counter

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._sources import rest as _rest
from ansible_collections.boomi.spaces.plugins.module_utils._transport import client as _client
from ansible_collections.boomi.spaces.plugins.module_utils._transport.batches import IN_FLIGHT, THREAD, BatchSize, ask_each
from tests.benchmarks.fleet.fetched import MORE, PROCESSES, fetched
from tests.paths import ROOT
from tests.sandbox import Account, Sandbox
from tests.sandbox.account import Deployment, Entry, Process
from tests.sandbox.generated import account
from tests.sandbox.messages import Request, Response
from tests.unit.asking import ask, failure

INSTANCES, EACH = 60, 7
GROUP, PAGE = 40, 7  # small ones, so that a small account has many of them
SOURCES = ("spaces", "platform")
LONG = 60.0  # seconds: ends a test that would hang

LETTERS = list("abcdefghijklmnopqrst")


@pytest.fixture(scope="module")
def many() -> Account:
    return account(INSTANCES, EACH)


@pytest.fixture
def _small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_rest, "LARGEST_GROUP", GROUP)


def left_behind() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == THREAD]


def ids_of(held: Account) -> list[str]:
    return [one.id for one in held.instances if one.id is not None]


def entries(schedule: tuple[Entry, ...]) -> list[dict[str, str | None]]:
    names = ("minutes", "hours", "days_of_week", "days_of_month", "months", "years")
    return [{name: getattr(entry, name) for name in names} for entry in schedule]


def schedule(one: Deployment, source: str) -> dict[str, object]:
    return {
        "id": one.id,
        "process_id": one.process_id,
        "atom_id": one.atom_id,
        "env_id": one.environment_id,
        "enabled": one.enabled if source == "platform" else None,
        "schedule": entries(one.schedule),
        "retry": {"schedule": entries(one.retry), "max_retry": one.max_retry},
    }


def fact(process: Process, source: str) -> dict[str, object]:
    return {
        "id": process.id,
        "name": process.name,
        "integration_pack": [{"integration_pack_id": process.pack_id, "integration_pack_instance_id": process.instance_id}],
        "instance_id": process.instance_id,
        "process_schedules": [schedule(one, source) for one in process.deployments],
    }


def wanted(held: Account, source: str) -> dict[str, set[str]]:
    """What each question must be asked for, and how it is asked."""
    instances, processes = set(ids_of(held)), {one.id for one in held.processes()}
    atoms = {one.atom_id for process in held.processes() for one in process.deployments}
    if source == "spaces":
        return {PROCESSES: instances}
    return {"Process": instances, "ProcessSchedules": processes, "ProcessScheduleStatus": processes, "EnvironmentAtomAttachment": atoms}


def spoil(sandbox: Sandbox, source: str) -> None:
    """One batch gets a 503, one is refused for its size, and so is a further page where there are such."""
    path = "/graphql" if source == "spaces" else f"/api/rest/v1/{sandbox.account.id}/"
    ids = ids_of(sandbox.account)
    sandbox.fail(path=path, match=ids[3], status=503)
    sandbox.fail(path=path, match=ids[-3], status=400, body={"message": "The query is too large"})
    if source == "platform":
        sandbox.fail(path=f"{path}ProcessSchedules{MORE}", after=3, status=503)


@pytest.mark.slow
@pytest.mark.usefixtures("_small_groups")
@pytest.mark.parametrize("faulty", [False, True])
@pytest.mark.parametrize("source", SOURCES)
def test_everything_is_fetched_once_and_the_facts_are_whole(many: Account, source: str, faulty: bool) -> None:
    with Sandbox(many) as sandbox:
        sandbox.rate_limit, sandbox.page_size = None, PAGE
        if faulty:
            spoil(sandbox, source)
        ids = ids_of(many)
        warnings: list[str] = []
        facts = ask(sandbox, warnings, instance_ids=ids, connection={"source": source, "requests_per_second": 1000})
        log = list(sandbox.log)
    times = fetched((entry.path, entry.body, entry.status) for entry in log)
    assert {number for counter in times.values() for number in counter.values()} == {1}
    assert {what: set(counter) for what, counter in times.items() if not what.endswith(MORE)} == wanted(many, source)
    if source == "platform":
        assert {what for what in times if what.endswith(MORE)} == {f"{what}{MORE}" for what in ("Process", "ProcessSchedules", "ProcessScheduleStatus")}
    assert facts.result()["processes"] == [fact(process, source) for process in many.processes()]
    assert facts.result()["instance_ids"] == ids
    refused = Counter(entry.status for entry in log if entry.status != 200)
    assert refused == ({} if not faulty else {503: 1 + (source == "platform"), 400: 1})
    assert facts.counts["request_count"] == len(log)
    assert (facts.counts["retry_count"], len(warnings)) == (refused[503], min(refused[503], 1))


class Gate:
    """Counts what is under way, and lets nothing through until as much as allowed has been under way at once."""

    def __init__(self) -> None:
        self.most = 0
        self._now = 0
        self._lock = threading.Lock()
        self._full = threading.Event()

    def __enter__(self) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
            if self._now == IN_FLIGHT:
                self._full.set()
        assert self._full.wait(LONG)

    def __exit__(self, *ignored: object) -> None:
        with self._lock:
            self._now -= 1


@pytest.mark.usefixtures("_small_groups")
@pytest.mark.parametrize(("source", "path"), [("spaces", "/graphql"), ("platform", "/api/rest/v1/{account}/ProcessSchedules/query")])
def test_so_many_requests_and_no_more_are_under_way_at_once(many: Account, source: str, path: str) -> None:
    gate = Gate()

    def through(request: Request, response: Response) -> Response:
        with gate:
            return response

    with Sandbox(many) as sandbox:
        sandbox.rate_limit, sandbox.page_size = None, 10_000
        fault = sandbox.fail(path=path.format(account=many.id), times=None, change=through)
        ask(sandbox, instance_ids=ids_of(many), connection={"source": source, "requests_per_second": 1000, "timeout": LONG, "batch_size": 5})
    assert fault.hits > 2 * IN_FLIGHT
    assert gate.most == IN_FLIGHT


def test_so_many_batches_and_no_more_are_under_way_at_once() -> None:
    gate = Gate()

    def ask_for(batch: list[str]) -> str:
        with gate:
            return batch[0]

    assert ask_each(ask_for, LETTERS, lambda: 1) == LETTERS
    assert gate.most == IN_FLIGHT


@pytest.mark.usefixtures("_small_groups")
@pytest.mark.parametrize("source", SOURCES)
def test_of_several_batches_that_fail_the_error_of_the_first_in_order_is_raised(many: Account, source: str) -> None:
    second_failed = threading.Event()

    def fail_second(request: Request, response: Response) -> Response:
        second_failed.set()
        return response

    def fail_first(request: Request, response: Response) -> Response:
        assert second_failed.wait(LONG)
        return response

    with Sandbox(many) as sandbox:
        sandbox.rate_limit = None
        ids = ids_of(many)
        path = "/graphql" if source == "spaces" else f"/api/rest/v1/{many.id}/Process/"
        sandbox.fail(path=path, match=ids[5], status=404, times=None, body={"message": "first in order"}, change=fail_first)
        sandbox.fail(path=path, match=ids[45], status=404, times=None, body={"message": "first in time"}, change=fail_second)
        connection = {"source": source, "requests_per_second": 1000, "retries": 0, "timeout": LONG, "batch_size": 15}
        assert failure(ask, sandbox, instance_ids=ids, connection=connection).message == "first in order"


def test_once_a_batch_has_failed_none_begins() -> None:
    begun: list[str] = []

    def ask_for(batch: list[str]) -> None:
        begun.append(batch[0])
        raise ValueError(batch[0])

    with pytest.raises(ValueError, match=r"^a$"):
        ask_each(ask_for, LETTERS, lambda: 1)
    assert len(begun) <= IN_FLIGHT


def test_the_answers_come_in_the_order_of_the_values() -> None:
    waiting = {letter: threading.Event() for letter in "abcd"}

    def ask_for(batch: list[str]) -> str:
        # Each of the first four waits for the one behind it: they end in the opposite order.
        follower = {"a": "b", "b": "c", "c": "d"}.get(batch[0])
        if follower:
            assert waiting[follower].wait(LONG)
        if batch[0] in waiting:
            waiting[batch[0]].set()
        return batch[0].upper()

    assert "".join(ask_each(ask_for, LETTERS, lambda: 1)) == "".join(LETTERS).upper()


def test_the_size_is_looked_at_for_each_batch() -> None:
    # Whether one batch is enough; then each size twice: to cut a batch, and to see whether it still holds.
    sizes = iter([8, 8, 8, 5, 5, 1, 1, 100, 100])
    assert [len(batch) for batch in ask_each(list, LETTERS, lambda: next(sizes))] == [8, 5, 1, 6]


@pytest.mark.parametrize(
    ("number", "limit", "expected"),
    [
        (20, 20, [20]),
        (20, 19, [5, 5, 5, 5]),
        (20, 5, [5, 5, 5, 5]),
        (20, 4, [2, 3] * 4),
        (19, 10, [4, 5, 5, 5]),
        (3, 2, [1, 1, 1]),
        (9, 1, [1] * 9),
    ],
)
def test_batches_in_rounds_are_even_and_fill_the_last_round(number: int, limit: int, expected: list[int]) -> None:
    batches = ask_each(list, LETTERS[:number], lambda: limit, rounds=True)
    assert [letter for batch in batches for letter in batch] == LETTERS[:number]
    assert [len(batch) for batch in batches] == expected
    assert max(expected) <= limit


def test_batches_in_rounds_are_cut_anew_for_a_smaller_size() -> None:
    # Five at most: four batches of five. After two of them two at most: ten letters in eight batches.
    sizes = iter([5, 5, 5, 2] + [2] * 9)
    assert [len(batch) for batch in ask_each(list, LETTERS, lambda: next(sizes), rounds=True)] == [5, 5, 1, 1, 1, 2, 1, 1, 1, 2]


def test_how_much_is_answered_is_told_after_each_batch() -> None:
    told: list[tuple[int, int]] = []
    ask_each(list, LETTERS, lambda: 8, told=lambda more, every: told.append((more, every)))
    assert sorted(told) == [(4, 20), (8, 20), (8, 20)]


def test_nothing_is_asked_for_nothing_and_no_thread_is_needed_for_one_batch() -> None:
    assert ask_each(lambda batch: threading.current_thread(), [], lambda: 5) == []
    assert ask_each(lambda batch: threading.current_thread(), ["a"], lambda: 5) == [threading.current_thread()]


def test_those_behind_a_failure_are_not_waited_for_and_none_begins() -> None:
    begun: list[str] = []
    all_begun, release = threading.Semaphore(0), threading.Event()

    def ask_for(batch: list[str]) -> None:
        begun.append(batch[0])
        if batch[0] == "a":
            for dummy in range(IN_FLIGHT - 1):
                assert all_begun.acquire(timeout=LONG)
            raise ValueError("a")
        all_begun.release()
        release.wait(LONG)

    with pytest.raises(ValueError, match=r"^a$"):
        ask_each(ask_for, LETTERS, lambda: 1)
    left = left_behind()
    assert len(left) == IN_FLIGHT - 1
    release.set()
    for thread in left:
        thread.join(LONG)
    assert sorted(begun) == LETTERS[:IN_FLIGHT]


def test_after_a_failure_a_thread_that_is_left_behind_sends_nothing_more(many: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    pausing, over = threading.Event(), threading.Event()

    def pause(seconds: float) -> None:
        """Between two attempts, until the task is over."""
        if seconds:
            pausing.set()
            assert over.wait(LONG)

    def once_the_other_pauses(request: Request, response: Response) -> Response:
        assert pausing.wait(LONG)
        return response

    monkeypatch.setattr(_client, "sleep", pause)
    with Sandbox(many) as sandbox:
        ids = ids_of(many)
        throttled = sandbox.fail(match=ids[15], times=None, status=503)
        sandbox.fail(match=ids[5], times=None, status=404, change=once_the_other_pauses)
        assert failure(ask, sandbox, instance_ids=ids, connection={"retries": 5, "timeout": LONG}).status == 404
        left = left_behind()
        assert left
        over.set()
        for thread in left:
            thread.join(LONG)
        assert throttled.hits == 1


INTERRUPTED = """
import os, time
from ansible_collections.boomi.spaces.plugins.module_utils._transport.batches import ask_each
def ask_for(batch):
    os.write(1, (batch[0] + "\\n").encode())  # at once: print writes the end of the line by itself
    time.sleep(600)
ask_each(ask_for, list("abcdefgh"), lambda: 1)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_program_though_requests_are_on_their_way(number: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / ".collections")}
    command = [sys.executable, "-c", INTERRUPTED]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            assert sorted(process.stdout.readline().strip() for dummy in range(IN_FLIGHT)) == list("abcd")
            process.send_signal(number)
            assert process.wait(LONG) != 0
        finally:
            process.kill()


def test_a_refused_batch_is_asked_in_halves_and_the_size_stays_lowered() -> None:
    size = BatchSize(20)
    asked: list[str] = []

    def ask_for(batch: list[str]) -> str:
        asked.append("".join(batch))
        return asked[-1] if len(batch) <= 3 else "".join(size.ask_halves(ask_for, batch, lambda answers: True))

    assert ask_each(ask_for, LETTERS[:10], size) == ["abcdefghij"]
    assert asked == ["abcdefghij", "abcde", "ab", "cde", "fghij", "fg", "hij"]
    assert size() == 2


def test_the_size_stays_as_it_is_if_a_batch_was_refused_for_another_reason() -> None:
    size = BatchSize(10)
    seen: list[list[str]] = []

    def not_too_large(answers: list[str]) -> bool:
        seen.append(answers)
        return False

    assert size.ask_halves("".join, list("abc"), not_too_large) == ["a", "bc"]
    assert (size(), seen) == (10, [["a", "bc"]])


def test_a_size_is_never_raised() -> None:
    size = BatchSize(3)
    size.ask_halves(len, LETTERS[:10], lambda answers: True)
    assert size() == 3

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""One question, asked at intervals: which events to emit, so that none is lost and none is repeated.

The event source ``schedule_change`` is glue over :class:`Watch`. The events of a poll are written to the state file, together with the facts
they come from, before the first of them is emitted, and each emitted event is recorded. A process that dies therefore continues where it was.
It can repeat only the one event that was being emitted, with the same ID.
"""

from __future__ import annotations

import dataclasses
import itertools
import logging
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, connection_from, given_options
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, ErrorData, ErrorKind, quoted, sentence_list, usage
from ansible_collections.boomi.spaces.plugins.module_utils._options import typed
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import Question, places_known, process_facts, question_from
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Missing
from ansible_collections.boomi.spaces.plugins.module_utils._records import Process, Runtime
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.changes import changes
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.events import Found, event_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.options import WATCH_SPEC, runs_asked_from
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.runs import Judged, Reading, RunsAsked, Seen, read_runs
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.runs_log import RunsLog
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.runtimes import TIME, is_due, runtime_changes, with_states
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.shapes import Event, KnownRuntime
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.state_file import StateFile

SHORTEST_INTERVAL = 1.0
LONGEST_BACKOFF = 900.0  # seconds between two polls during an outage, unless the interval is longer

# Failures of the first poll that later polls would repeat.
_PERMANENT: frozenset[ErrorKind] = frozenset({_errors.USAGE, _errors.AUTH, _errors.NOT_FOUND})

_log = logging.getLogger("boomi.spaces.schedule_change")


@dataclasses.dataclass(frozen=True)
class Poll:
    """The result of a poll. ``refused`` is the optional data that the user may not read, ``unanswered`` the instances whose processes are unknown.

    ``unlisted`` is true if Boomi returned null in place of the list of instances. ``runtimes`` is None if the poll did not ask for them, ``runs``
    if the watch is not about runs.
    """

    began_at: str
    processes: list[Process]
    refused: list[str]
    unanswered: list[str]
    unlisted: bool
    warnings: list[str]
    runtimes: list[Runtime] | None = None
    runs: Reading | None = None


class Watch:
    """Build it with :func:`watch_from` and ``open`` it. Then, in turn: emit each of ``pending`` and call ``emitted`` for it; ``poll``; ``take``.

    ``open``, ``emitted`` and ``take`` use the state file, and raise a ``usage`` error if that fails.
    """

    def __init__(
        self, connection: Connection, question: Question, interval: float, state_file: str, runtimes_interval: float = 0.0, runs: RunsAsked | None = None
    ) -> None:
        self._connection = connection
        self._question = question
        self._interval = interval
        self._runtimes_interval = runtimes_interval
        self._runs_asked = runs
        self._file = StateFile(state_file)
        self._failures = 0
        self._warnings: dict[bool, list[str]] = {}  # those of the last poll that asked for runtimes, and of the last one that did not
        # The content of the files.
        self._facts: list[Process] | None = None  # None: no poll has succeeded yet
        self._refused: list[str] = []
        self._unanswered: dict[str, str | None] = {}  # with the time of the last poll that answered
        self._outage: ErrorData | None = None  # the error that began it
        self._events: list[Event] = []
        self._batch = ""
        self._emitted = 0
        self._polled_at: str | None = None
        self._runtimes: dict[str, KnownRuntime] = {}
        self._runtimes_read_at: str | None = None
        self._runs = Judged()
        self._runs_log = RunsLog()

    def open(self) -> None:
        """Locks the state file and reads it."""
        self._file.open()
        state, progress = self._file.read()
        if state is None:
            return
        self._check_question(state["question"])
        self._facts, self._outage = state["facts"], state["outage"]
        self._refused, self._unanswered = state["refused"], state["unanswered"]
        self._events, self._batch, self._polled_at = state["events"], state["batch"], state["polled_at"]
        self._runtimes, self._runtimes_read_at = state["runtimes"], state["runtimes_read_at"]
        self._runs = Judged(state["runs"], state["runs_read_at"], state["runs_judged_until"])
        # The progress of another batch is older than the state.
        if progress is not None and progress["batch"] == self._batch:
            self._emitted, self._polled_at, self._runtimes_read_at = progress["told"], progress["polled_at"], progress["runtimes_read_at"]
            self._runs = Judged(state["runs"], progress["runs_read_at"], progress["runs_judged_until"])

    def close(self) -> None:
        self._file.close()

    @property
    def pending(self) -> list[Event]:
        """The events that are not emitted yet."""
        return self._events[self._emitted :]

    def emitted(self) -> None:
        """Records that the first pending event was emitted."""
        self._emitted += 1
        self._write_progress()

    @property
    def pause(self) -> float:
        """Seconds until the next poll. During an outage it doubles with each poll, up to a limit."""
        doubled = self._interval * 2.0 ** min(max(self._failures - 1, 0), 16)
        return min(doubled, max(self._interval, LONGEST_BACKOFF))

    def poll(self) -> Poll | BoomiError:
        """Asks Boomi. It changes nothing here, so that it can be abandoned."""
        began_at = _now()
        warnings: list[str] = []
        # An instance that disappears is a change; one that is unknown at the first poll is a mistake in the list.
        named = self._question.instance_ids is not None or self._question.instance_names is not None
        missing: Missing = "fail" if self._facts is None and named else "report"
        runtimes_due = self._question.include_runtimes and is_due(self._runtimes_read_at, began_at, self._runtimes_interval)
        question = dataclasses.replace(self._question, missing=missing, include_runtimes=runtimes_due)
        try:
            facts = process_facts(self._connection, question, warnings.append)
        except BoomiError as error:
            return error
        if facts.unlisted and self._facts is None:
            return BoomiError("Boomi returned null in place of the list of instances.", kind=_errors.MALFORMED)
        poll = Poll(began_at, facts.result()["processes"], sorted(facts.refused), facts.unanswered, facts.unlisted, warnings, facts.runtimes)
        if self._runs_asked is None or poll.unlisted:
            return poll
        try:
            return dataclasses.replace(poll, runs=read_runs(self._connection, self._runs_asked, self._runs, self._seen(poll)))
        except BoomiError as error:
            return error

    def _seen(self, poll: Poll) -> Seen:
        processes = with_states(self._answered(poll), [*(self._facts or []), *poll.processes])
        read_at = (poll.runtimes is None and self._runtimes_read_at) or poll.began_at
        return Seen(poll.began_at, self._facts, processes, poll.unanswered, self._runtimes, poll.runtimes, read_at)

    def take(self, outcome: Poll | BoomiError) -> None:
        """Makes the events of a poll, and writes them to the state file. Raises the error of a first poll that later polls would repeat."""
        if isinstance(outcome, BoomiError):
            self._take_failure(outcome)
        else:
            self._take_poll(outcome)

    def _take_failure(self, error: BoomiError) -> None:
        if self._facts is None and error.kind in _PERMANENT:
            raise error
        self._failures += 1
        if self._failures == 1:
            _log.warning("Polling Boomi failed; changes are not seen until a poll succeeds. Next try in %g s, then less often. %s", self.pause, error)
        if self._outage is None:
            self._outage = error.as_data()
            self._begin_batch(["outage"])
            self._write_state()

    def _take_poll(self, poll: Poll) -> None:
        self._log_warnings(poll)
        if poll.unlisted:
            # Without the list of instances, none of them can be taken for removed. The next poll finds what has changed.
            return
        if self._failures or self._outage:
            _log.warning("Polling Boomi succeeds again.")
        self._failures = 0
        found: list[Found] = ["recovered"] if self._outage else []
        facts = self._completed(poll)
        if self._facts is not None:
            # An instance that no poll has answered for has nothing to compare with.
            comparable = [process for process in facts if self._last_answer(process["instance_id"]) is not None]
            # Kept facts can be older than _refused. That is safe: only the Platform API refuses environments, and it leaves no instance unanswered.
            found += changes(self._facts, comparable, places_comparable=places_known(poll.refused) == places_known(self._refused))
        runtimes = self._runtimes if self._question.include_runtimes else {}
        if poll.runtimes is not None:
            runtimes, changed = runtime_changes(runtimes, poll.runtimes, facts, self._runtimes_read_at, poll.began_at)
            found += changed
        runs = poll.runs or Reading(Judged())
        found += runs.changes
        unanswered = {instance_id: self._last_answer(instance_id) for instance_id in poll.unanswered}
        now, was = (facts, poll.refused, unanswered, runtimes), (self._facts, self._refused, self._unanswered, self._runtimes)
        same = not found and (now, runs.judged.known) == (was, self._runs.known)
        if not same:
            self._begin_batch(found)
            self._facts, self._refused, self._unanswered, self._runtimes, self._outage = facts, poll.refused, unanswered, runtimes, None
        self._polled_at, self._runs = poll.began_at, runs.judged
        if poll.runtimes is not None:
            self._runtimes_read_at = poll.began_at
        if same:
            self._write_progress()
        else:
            self._write_state()

    def _log_warnings(self, poll: Poll) -> None:
        """Logs the warnings that the last poll of the same kind did not have."""
        kind = poll.runtimes is not None
        for sentence in poll.warnings:
            if sentence not in self._warnings.get(kind, []):
                _log.warning("%s", sentence)
        self._warnings[kind] = poll.warnings
        if poll.runs:
            self._runs_log.write(poll.runs)

    def _completed(self, poll: Poll) -> list[Process]:
        """The processes of the poll. Those of an instance that it got no answer for stay as they were, and so do runtimes that it did not ask for."""
        unanswered = set(poll.unanswered)
        kept = [process for process in self._facts or [] if process["instance_id"] in unanswered]
        processes = [*self._answered(poll), *kept]
        return with_states(processes, [*(self._facts or []), *poll.processes]) if self._question.include_runtimes else processes

    def _answered(self, poll: Poll) -> list[Process]:
        unanswered = set(poll.unanswered)
        return [process for process in poll.processes if process["instance_id"] not in unanswered]

    def _last_answer(self, instance_id: str) -> str | None:
        """The time of the last poll that answered for the instance. An instance that is new was not there at the last poll."""
        return self._unanswered.get(instance_id, self._polled_at)

    def _begin_batch(self, found: Sequence[Found]) -> None:
        """Makes the events of one poll."""
        self._batch, self._emitted = uuid.uuid4().hex, 0
        found_at = _now()
        ids = (f"{self._batch}-{number}" for number in itertools.count())
        self._events = [event_of(self._connection, event_id, self._since(one), found_at, one, self._outage) for event_id, one in zip(ids, found)]

    def _since(self, found: Found) -> str | None:
        if isinstance(found, str):
            return self._polled_at
        return found["since"] if found["type"] == "runtime" or found["type"] == "run" else self._last_answer(found["instance_id"])

    def _write_state(self) -> None:
        self._file.write_state(
            {
                "question": self._asked(),
                "facts": self._facts,
                "refused": self._refused,
                "unanswered": self._unanswered,
                "outage": self._outage,
                "batch": self._batch,
                "events": self._events,
                "polled_at": self._polled_at,
                "runtimes": self._runtimes,
                "runtimes_read_at": self._runtimes_read_at,
                "runs": self._runs.known,
                "runs_read_at": self._runs.read_at,
                "runs_judged_until": self._runs.until,
            }
        )

    def _write_progress(self) -> None:
        self._file.write_progress(
            {
                "batch": self._batch,
                "told": self._emitted,
                "polled_at": self._polled_at,
                "runtimes_read_at": self._runtimes_read_at,
                "runs_read_at": self._runs.read_at,
                "runs_judged_until": self._runs.until,
            }
        )

    def _asked(self) -> dict[str, Any]:
        """What must be equal so that two polls can be compared. No credentials: another user can ask the same question."""
        connection, question = self._connection, self._question
        spaces = connection.source == "spaces"
        lists = {name: getattr(question, name) for name in ("instance_ids", "instance_names", "environments", "atoms")}
        return {
            "source": connection.source,
            "spaces_url" if spaces else "platform_url": connection.graphql_url if spaces else connection.platform_base,
            "account_id": connection.account_id,
            "override_account": connection.override_account,
            "space_guid": connection.space_guid if spaces else None,
            **{name: None if values is None else sorted(set(values)) for name, values in lists.items()},
            "include_status": question.include_status,
            "include_names": question.include_names,
        }

    def _check_question(self, stored: dict[str, Any]) -> None:
        asked = self._asked()
        different = [name for name in {**asked, **stored} if asked.get(name) != stored.get(name)]
        if different:
            raise usage(
                f"The state file {quoted(self._file.path)} belongs to another question: {sentence_list(different)} "
                f"{'differs' if len(different) == 1 else 'differ'}. Give each question its own state_file, or move this one away to start over."
            )


def watch_from(args: Mapping[str, Any], environment: Mapping[str, str]) -> Watch:
    """The checked watch. ``args`` are those of the event source; for the connection's options, ``environment`` comes second. Raises a ``usage`` error."""
    unknown = sorted(set(args) - {option.name for option in dataclasses.fields(Connection)} - WATCH_SPEC.keys())
    if unknown:
        raise usage(f"The event source has no option {sentence_list([quoted(str(name)) for name in unknown])}. Correct the rulebook.")

    def option(name: str) -> Any:
        kind, value = WATCH_SPEC[name]["type"], args.get(name)
        given = value if kind == "dict" else typed(name, kind, value)
        return WATCH_SPEC[name].get("default") if given is None else given

    intervals, state_file = {name: option(name) for name in ("interval", "runtimes_interval", "runs_interval")}, option("state_file")
    for name, seconds in intervals.items():
        if not SHORTEST_INTERVAL <= seconds < float("inf"):
            raise usage(f"{name} is {seconds:g}; it must be a number of seconds of at least {SHORTEST_INTERVAL:g}.")
    if state_file is None:
        raise usage("state_file is not given. Name a file that survives a restart: without it, changes between two runs would be lost.")
    connection = connection_from(given_options(args, environment=environment).get)
    runs = runs_asked_from(option, connection)
    fixed = {"missing": "report", "query": None, **({"include_runtimes": True} if runs else {})}
    question = question_from(lambda name: fixed[name] if name in fixed else option(name))
    return Watch(connection, question, intervals["interval"], state_file, intervals["runtimes_interval"], runs)


def _now() -> str:
    return datetime.now(timezone.utc).strftime(TIME)

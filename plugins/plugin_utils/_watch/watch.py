# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""One question, asked again and again: which events there are to tell, and how none is lost or told twice.

The event source ``schedule_change`` is glue over :class:`Watch`. The events of a poll are written beside the facts that they come from
before the first of them is told, and each one that was told is noted. So a process that dies goes on where it was, and the one event
that it can repeat bears the same id.
"""

from __future__ import annotations

import dataclasses
import logging
import re
import uuid
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, connection_from, environment_variable
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, quoted, sentence_list, usage
from ansible_collections.boomi.spaces.plugins.module_utils._options import typed
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import QUESTION_SPEC, Question, process_facts, question_from
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Missing
from ansible_collections.boomi.spaces.plugins.module_utils._records import Process
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.changes import changes
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.state_file import StateFile

SHORTEST_INTERVAL = 1.0
LONGEST_BACKOFF = 900.0  # seconds between two polls that fail, unless the interval is longer

OUTAGE = "outage"
RECOVERED = "recovered"

# The options beside the connection's, as an argument spec would have them.
WATCH_SPEC: dict[str, dict[str, Any]] = {
    **{name: QUESTION_SPEC[name] for name in ("instance_ids", "instance_names", "environments", "atoms")},
    "include_status": {**QUESTION_SPEC["include_status"], "default": True},
    "include_names": QUESTION_SPEC["include_names"],
    "interval": {"type": "float", "default": 300},
    "state_file": {"type": "path", "required": True},
    "feedback": {"type": "bool", "default": False},
}

# Failures of the first poll that the next one cannot mend.
_HOPELESS = frozenset({_errors.USAGE, _errors.AUTH, _errors.NOT_FOUND})

_log = logging.getLogger("boomi.spaces.schedule_change")

Event = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Answer:
    """What a poll brought, begun at that time; ``refused`` is what the user may not read beside it."""

    began_at: str
    processes: list[Process]
    refused: list[str]


class Watch:
    """Build it with :func:`watch_from`. Then ``open``, and in turn: tell what is ``pending`` and say so with ``told``; ``ask``; ``take``."""

    def __init__(self, connection: Connection, question: Question, interval: float, state_file: str) -> None:
        self._connection = connection
        self._question = question
        self._interval = interval
        self._file = StateFile(state_file)
        self._failures = 0
        self._refused: list[str] = []
        # What stands in the files.
        self._facts: list[Process] | None = None  # None: no poll has succeeded yet
        self._facts_refused: list[str] = []
        self._outage: dict[str, Any] | None = None  # the error that began it
        self._events: list[Event] = []
        self._batch = ""
        self._told = 0
        self._polled_at: str | None = None

    def open(self) -> None:
        """Claims the state file, and takes up what stands there."""
        self._file.open()
        state, progress = self._file.read()
        if state is None:
            return
        self._check_question(state["question"])
        self._facts, self._facts_refused, self._outage = state["facts"], state["refused"], state["outage"]
        self._events, self._batch, self._polled_at = state["events"], state["batch"], state["polled_at"]
        # Progress of another batch is older than the state.
        if progress is not None and progress["batch"] == self._batch:
            self._told, self._polled_at = progress["told"], progress["polled_at"]

    def close(self) -> None:
        self._file.close()

    @property
    def pending(self) -> list[Event]:
        """The events that are still to be told."""
        return self._events[self._told :]

    def told(self) -> None:
        """The first of those pending was told."""
        self._told += 1
        self._write_progress()

    @property
    def pause(self) -> float:
        """Seconds until the next poll; while polls fail, longer and longer."""
        longer = self._interval * 2.0 ** min(max(self._failures - 1, 0), 16)
        return min(longer, max(self._interval, LONGEST_BACKOFF))

    def ask(self) -> Answer | BoomiError:
        """Polls. It changes nothing, so that it can be abandoned."""
        began_at = _now()
        refused: list[str] = []
        # An instance that goes is a change; one that never was is a mistake in the list.
        named = self._question.instance_ids is not None or self._question.instance_names is not None
        missing: Missing = "fail" if self._facts is None and named else "report"
        try:
            facts = process_facts(self._connection, dataclasses.replace(self._question, missing=missing), refused.append)
        except BoomiError as error:
            return error
        return Answer(began_at, facts.result()["processes"], refused)

    def take(self, outcome: Answer | BoomiError) -> None:
        """Makes events of what a poll brought, and writes them down. Raises the failure of a first poll that no other can mend."""
        if isinstance(outcome, BoomiError):
            self._take_failure(outcome)
        else:
            self._take_answer(outcome)

    def _take_failure(self, error: BoomiError) -> None:
        if self._facts is None and error.kind in _HOPELESS:
            raise error
        self._failures += 1
        if self._failures == 1:
            _log.warning("Boomi cannot be asked; nothing that changes is seen until it can. Next try in %g s, then less often. %s", self.pause, error)
        if self._outage is None:
            self._outage = error.as_data()
            self._begin_batch([{"type": OUTAGE, "error": self._outage}])
            self._write_state()

    def _take_answer(self, answer: Answer) -> None:
        if self._failures or self._outage:
            _log.warning("Boomi can be asked again.")
        if answer.refused != self._refused:
            for sentence in answer.refused:
                _log.warning("%s", sentence)
        self._failures, self._refused = 0, answer.refused
        found: list[Event] = [{"type": RECOVERED, "error": self._outage}] if self._outage else []
        if self._facts is not None:
            comparable = answer.refused == self._facts_refused
            found += [{**change} for change in changes(self._facts, answer.processes, places_comparable=comparable)]
        same = not found and answer.processes == self._facts and answer.refused == self._facts_refused
        if not same:
            self._begin_batch(found)
            self._facts, self._facts_refused, self._outage = answer.processes, answer.refused, None
        self._polled_at = answer.began_at
        if same:
            self._write_progress()
        else:
            self._write_state()

    def _begin_batch(self, found: list[Event]) -> None:
        """The events of one poll, in the one shape: every key is there, null or empty where it says nothing."""
        self._batch, self._told = uuid.uuid4().hex, 0
        about = {
            "since": self._polled_at,
            "found_at": _now(),
            "source": self._connection.source,
            "account_id": self._connection.override_account or self._connection.account_id,
            "space_guid": self._connection.space_guid if self._connection.source == "spaces" else None,
        }
        of_process: Event = {"process_id": None, "process_name": None, "instance_id": None, "changed": [], "before": None, "after": None}
        self._events = [
            _untemplated({"type": event["type"], "id": f"{self._batch}-{number}", **about, **of_process, "error": None, **event})
            for number, event in enumerate(found)
        ]

    def _write_state(self) -> None:
        self._file.write_state(
            {
                "question": self._asked(),
                "facts": self._facts,
                "refused": self._facts_refused,
                "outage": self._outage,
                "batch": self._batch,
                "events": self._events,
                "polled_at": self._polled_at,
            }
        )

    def _write_progress(self) -> None:
        self._file.write_progress({"batch": self._batch, "told": self._told, "polled_at": self._polled_at})

    def _asked(self) -> dict[str, Any]:
        """What must be equal for two answers to be compared. No credentials: another user may ask the same."""
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
        other = [name for name in {**asked, **stored} if asked.get(name) != stored.get(name)]
        if other:
            raise usage(
                f"The state file {quoted(self._file.path)} belongs to another question: {sentence_list(other)} "
                f"{'differs' if len(other) == 1 else 'differ'}. Give each question a state_file of its own, or move this one away to start anew."
            )


def watch_from(args: Mapping[str, Any], environment: Mapping[str, str]) -> Watch:
    """The checked watch; ``args`` are those of the event source, and the connection's win over ``environment``. Raises a ``usage`` error."""
    kinds = {option.name: option.metadata["kind"] for option in dataclasses.fields(Connection)}
    unknown = sorted(set(args) - kinds.keys() - WATCH_SPEC.keys())
    if unknown:
        raise usage(f"The event source has no option {sentence_list([quoted(str(name)) for name in unknown])}. Correct the rulebook.")

    def connection_option(name: str) -> Any:
        given = typed(name, kinds[name], args.get(name))
        return typed(name, kinds[name], environment.get(environment_variable(name))) if given is None else given

    def option(name: str) -> Any:
        given = typed(name, WATCH_SPEC[name]["type"], args.get(name))
        return WATCH_SPEC[name].get("default") if given is None else given

    interval, state_file = option("interval"), option("state_file")
    if not SHORTEST_INTERVAL <= interval < float("inf"):
        raise usage(f"interval is {interval:g}; it must be a number of seconds of at least {SHORTEST_INTERVAL:g}.")
    if state_file is None:
        raise usage("state_file is not given. Name a file that outlives a restart: without it what changes between two runs would be lost.")
    asked = {"missing": "report", "query": None}
    question = question_from(lambda name: asked[name] if name in asked else option(name))
    return Watch(connection_from(connection_option), question, interval, state_file)


# What a template of Ansible begins with; also at the end of a text, since a rulebook may put two together.
_TEMPLATE = re.compile(r"\{(?=[{%#]|\Z)")


def _untemplated(value: Any) -> Any:
    """The value with an invisible word joiner inside everything that Ansible would take for the beginning of a template.

    ansible-rulebook hands events to playbooks as extra variables, and Ansible trusts those as templates: a process that is named
    ``{{ lookup('pipe', ...) }}`` would run a command. Neither an event nor those variables can be marked as unsafe.
    """
    if isinstance(value, str):
        return _TEMPLATE.sub("{\u2060", value)
    if isinstance(value, dict):
        return {name: _untemplated(inner) for name, inner in value.items()}
    return [_untemplated(inner) for inner in value] if isinstance(value, list) else value


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What ran in a span. The module ``execution_record_info`` calls :func:`execution_facts`."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, sentence_list, usage
from ansible_collections.boomi.spaces.plugins.module_utils._options import TEXTS, list_of_texts
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import Question, asked_processes
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Counts, Get, Warn, concluded
from ansible_collections.boomi.spaces.plugins.module_utils._queries.runtimes import selected_runtimes
from ansible_collections.boomi.spaces.plugins.module_utils._queries.spans import SPAN_SPEC, Span, span_from
from ansible_collections.boomi.spaces.plugins.module_utils._records import ExecutionRecord
from ansible_collections.boomi.spaces.plugins.module_utils._sources.base import Source
from ansible_collections.boomi.spaces.plugins.module_utils._sources.executions import SPACES_STATUSES, Asked
from ansible_collections.boomi.spaces.plugins.module_utils._sources.opening import open_source
from ansible_collections.boomi.spaces.plugins.module_utils._sources.runtimes import Runtimes
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http

# How long Boomi keeps records. It cannot be changed.
RETENTION = timedelta(days=30)

EXECUTION_SPEC: dict[str, dict[str, Any]] = {
    **SPAN_SPEC,
    "process_ids": TEXTS,
    "instance_ids": TEXTS,
    "instance_names": TEXTS,
    "environments": TEXTS,
    "atoms": TEXTS,
    "statuses": TEXTS,
    "execution_types": TEXTS,
}


@dataclasses.dataclass(frozen=True)
class ExecutionQuestion:
    """Which records to return. None means no restriction. ``instance_ids`` and ``instance_names`` stand for the processes of these instances."""

    span: Span
    process_ids: list[str] | None = None
    instance_ids: list[str] | None = None
    instance_names: list[str] | None = None
    environments: list[str] | None = None
    atoms: list[str] | None = None
    statuses: list[str] | None = None
    execution_types: list[str] | None = None

    @property
    def any_process(self) -> bool:
        return self.process_ids is None and self.instance_ids is None and self.instance_names is None


class ExecutionFacts(Counts):
    """``exhaustive`` says whether every record of these processes on these runtimes would be in the answer. None stands for all of them."""

    execution_records: list[ExecutionRecord]
    since: str
    until: str
    exhaustive: bool
    process_ids: list[str] | None
    atom_ids: list[str] | None
    source: str


def execution_question_from(get: Get) -> ExecutionQuestion:
    """The checked question. Raises a ``usage`` error."""
    what = {"process_ids": "process", "instance_ids": "process", "instance_names": "process", "environments": "environment", "atoms": "runtime"}
    instead = {**what, "statuses": "status", "execution_types": "type"}
    lists = {name: list_of_texts(name, get(name), f"ask for every {every}") for name, every in instead.items()}
    return ExecutionQuestion(span_from(get, RETENTION), **lists)


def execution_facts(connection: Connection, question: ExecutionQuestion, warn: Warn) -> ExecutionFacts:
    """Raises BoomiError instead of returning a part of the records."""
    if connection.source == "spaces":
        _check_spaces(question)
    with Http(connection) as http:
        source = open_source(connection, http)
        process_ids = _process_ids(source, question)
        atom_ids = None
        if question.environments or question.atoms:
            runtimes = Runtimes(connection, http, source.refusals)
            atom_ids = [one["id"] for one in selected_runtimes(runtimes, question.atoms, question.environments, "fail").chosen]
        span = question.span
        found = source.executions(Asked(span.since, span.until, process_ids, atom_ids, question.statuses, question.execution_types))
        since, until = span.texts
        return {
            "execution_records": sorted(found, key=lambda one: (one["execution_time"], one["execution_id"])),
            "since": since,
            "until": until,
            "exhaustive": _exhaustive(source, question, found),
            "process_ids": process_ids,
            "atom_ids": atom_ids,
            "source": source.name,
            **concluded([source], http, warn),
        }


def _exhaustive(source: Source, question: ExecutionQuestion, found: list[ExecutionRecord]) -> bool:
    """Without any record, the user may lack the privilege VIEW_RESULT: Boomi then returns fewer records, and no error."""
    whole = question.statuses is None and question.execution_types is None and question.span.begins_within(RETENTION)
    return whole and source.name == "platform" and bool(found)


def _check_spaces(question: ExecutionQuestion) -> None:
    """Raises a ``usage`` error for what the Spaces API cannot be asked."""
    if question.environments or question.atoms:
        raise usage("The Spaces API does not say on which runtime a process ran. Set source to platform, or leave out environments and atoms.")
    unknown = [quoted(status) for status in question.statuses or [] if status not in SPACES_STATUSES]
    if unknown:
        raise usage(f"The Spaces API cannot be asked for the status {sentence_list(unknown)}, only for {sentence_list(list(SPACES_STATUSES))}.")


def _process_ids(source: Source, question: ExecutionQuestion) -> list[str] | None:
    """The processes to ask for, with the originals that they are installed from. None for all, where the source can be asked so.

    Of a pack that is installed several times, Boomi does not document whether a record names the wrapper or the original.
    """
    if question.any_process and source.name == "platform":
        return None
    given = question.process_ids or []
    if question.any_process or question.instance_ids or question.instance_names:
        instances = Question(instance_ids=question.instance_ids, instance_names=question.instance_names)
        processes = [process for group in asked_processes(source, instances, schedules=False)[1].values() for process in group]
        given = [*given, *(process["id"] for process in processes), *source.original_ids(processes)]
    return list(dict.fromkeys(given))

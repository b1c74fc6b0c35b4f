# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What ran. The Platform API tells all of it; the Spaces API tells what ran of one process, with one status, since a time, and not on which runtime."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._moments import written
from ansible_collections.boomi.spaces.plugins.module_utils._records import ExecutionRecord
from ansible_collections.boomi.spaces.plugins.module_utils._sources import reading
from ansible_collections.boomi.spaces.plugins.module_utils._sources.fields import Field, selection
from ansible_collections.boomi.spaces.plugins.module_utils._sources.graphql import GraphQLAnswer, GraphQLApi
from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import Query, RestApi, one_of, simple
from ansible_collections.boomi.spaces.plugins.module_utils._sources.shapes import ShapeError, objects, once
from ansible_collections.boomi.spaces.plugins.module_utils._transport.answers import CODE_KINDS, SPACE_CODES, LargeAnswerError
from ansible_collections.boomi.spaces.plugins.module_utils._transport.batches import BatchSize, ask_each

# Of how many processes, or runtimes, one query asks for the runs. What limits it are not the expressions but the pages of the result: those of fifty
# processes that run every minute of a day are 720, of the 1,000 that a result may have.
LARGEST_RUN_GROUP = 50

# Those that the Spaces API can be asked for. The Platform API also has ABORTED_RECOVERING and ENQUEUED, and may have others.
SPACES_STATUSES = ("ABORTED", "COMPLETE", "COMPLETE_WARN", "DISCARDED", "ERROR", "INPROCESS", "STARTED")

FIELD = "executionHistory"


@dataclasses.dataclass(frozen=True)
class Asked:
    """What may have run: from ``since`` on and before ``until``. None means no restriction; the Spaces API needs the processes."""

    since: datetime
    until: datetime
    process_ids: list[str] | None = None
    atom_ids: list[str] | None = None
    statuses: list[str] | None = None
    types: list[str] | None = None

    def kept(self, records: Iterable[ExecutionRecord]) -> list[ExecutionRecord]:
        """The records that were asked for, whatever the API makes of a filter."""
        first, end = written(self.since), written(self.until)
        atom_ids, statuses, types = (None if values is None else set(values) for values in (self.atom_ids, self.statuses, self.types))
        return [
            one
            for one in records
            if first <= one["execution_time"] < end
            and (atom_ids is None or one["atom_id"] in atom_ids)
            and (statuses is None or one["status"] in statuses)
            and (types is None or one["execution_type"] in types)
        ]


# The Platform API


def from_platform(api: RestApi, asked: Asked) -> list[ExecutionRecord]:
    query = Query(
        "ExecutionRecord",
        "the execution records",
        reading.execution,
        id_name="executionId",
        sort="executionTime",
        largest_group=LARGEST_RUN_GROUP,
        fewer="fewer processes, or for a shorter span",
    )
    # Whether BETWEEN includes its ends is not documented.
    also = [simple("executionTime", "GREATER_THAN_OR_EQUAL", written(asked.since)), simple("executionTime", "LESS_THAN_OR_EQUAL", written(asked.until))]
    also += [one_of(name, values) for name, values in (("status", asked.statuses), ("executionType", asked.types)) if values]
    if asked.process_ids is not None:
        # A long list of runtimes would make each filter too large. The records say on which they ran.
        if asked.atom_ids and len(asked.atom_ids) <= LARGEST_RUN_GROUP:
            also.append(one_of("atomId", asked.atom_ids))
        found = api.each(query, "processId", [] if asked.atom_ids == [] else asked.process_ids, also)
    elif asked.atom_ids is not None:
        found = api.each(query, "atomId", asked.atom_ids, also)
    else:
        found = api.matching(query, *also)
    return asked.kept(found)


# The Spaces API


class _One(NamedTuple):
    """One question: the runs of a process with a status."""

    process_id: str
    status: str


@dataclasses.dataclass(frozen=True)
class _Part:
    records: list[ExecutionRecord]
    null: int = 0  # how many questions were answered with null


def from_spaces(api: GraphQLApi, size: BatchSize, asked: Asked) -> tuple[list[ExecutionRecord], list[str]]:
    """The records, and what the API returned null for, in the words of a warning."""
    statuses = [status for status in SPACES_STATUSES if asked.statuses is None or status in asked.statuses]
    questions = [_One(process_id, status) for process_id in dict.fromkeys(asked.process_ids or []) for status in statuses]
    parts = ask_each(lambda batch: _ask_batch(api, size, asked, batch), questions, size, told=api.progress("lists of runs"))
    null = sum(part.null for part in parts)
    found = {one["execution_id"]: one for part in parts for one in part.records}
    return asked.kept(found.values()), [f"{null} of {len(questions)} lists of runs"] if null else []


def _ask_batch(api: GraphQLApi, size: BatchSize, asked: Asked, batch: list[_One]) -> _Part:
    """Asks several questions in one request, and in halves if the server refuses it."""
    try:
        answer = _ask(api, asked, batch)
    except LargeAnswerError:
        if len(batch) == 1:
            raise
        return _halves(api, size, asked, batch)
    aliases = _aliases(batch)
    for error in answer.errors:
        about_one = bool(error.path) and error.path[0] in aliases
        if len(batch) == 1 or about_one or error.code in SPACE_CODES or CODE_KINDS.get(error.code or "") == _errors.AUTH:
            raise answer.http.failure(error)
    if answer.errors or not aliases.keys() <= answer.data.keys():
        if len(batch) == 1:
            raise answer.http.malformed(f"The response has no {FIELD}.")
        return _halves(api, size, asked, batch)
    try:
        records = [_record(raw, place, one) for alias, one in aliases.items() for raw, place in once(objects(answer.data[alias], FIELD), "executionId")]
    except ShapeError as error:
        raise answer.http.malformed(str(error)) from None
    return _Part(records, sum(answer.data[alias] is None for alias in aliases))


def _halves(api: GraphQLApi, size: BatchSize, asked: Asked, batch: list[_One]) -> _Part:
    parts = size.ask_halves(lambda half: _ask_batch(api, size, asked, half), batch, lambda dummy: True)
    return _Part([record for part in parts for record in part.records], sum(part.null for part in parts))


def _ask(api: GraphQLApi, asked: Asked, batch: list[_One]) -> GraphQLAnswer:
    aliases = _aliases(batch)
    # Whether the API includes its lower bound is not documented.
    variables = {"since": written(asked.since - timedelta(seconds=1)), **{f"p{number}": one.process_id for number, one in enumerate(batch)}}
    declared = ", ".join(f"${name}: {'DateTime' if name == 'since' else 'ID'}!" for name in variables)

    def build(left_out: frozenset[Field]) -> str:
        fields = selection("ExecutionHistory", left_out)
        parts = (
            f"{'' if alias == FIELD else f'{alias}: '}{FIELD}(input: {{processId: $p{number}, executionTime: $since, status: {one.status}}}) {fields}"
            for number, (alias, one) in enumerate(aliases.items())
        )
        return f"query executions({declared}) {{ {' '.join(parts)} }}"

    processes = len({one.process_id for one in batch})
    return api.ask(build, variables, f"what ran of {processes} process{'es' if processes > 1 else ''}", "ExecutionHistory")


def _aliases(batch: list[_One]) -> dict[str, _One]:
    """By the key in the response. A single question has no alias, as in the documentation."""
    return {f"e{number}": one for number, one in enumerate(batch)} if len(batch) > 1 else {FIELD: batch[0]}


def _record(raw: dict[str, object], place: str, one: _One) -> ExecutionRecord:
    """The API does not repeat the process that it was asked about."""
    record = reading.execution(raw, place)
    if record["status"] not in (None, one.status):
        raise ShapeError(f"{place} has another status than {one.status}, which was asked for.")
    return {**record, "process_id": one.process_id}

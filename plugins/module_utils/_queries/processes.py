# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The main question: which processes do these integration pack instances have, where do they run and when.

The module and the lookup ``integration_pack_process`` are glue over :func:`process_facts`.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any, Callable

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, quoted, sentence_list, usage
from ansible_collections.boomi.spaces.plugins.module_utils._options import MISSING, TEXTS, list_of_texts
from ansible_collections.boomi.spaces.plugins.module_utils._records import Environment, Process, ProcessSchedule, instance_names
from ansible_collections.boomi.spaces.plugins.module_utils._sources.base import Source, source_for
from ansible_collections.boomi.spaces.plugins.module_utils._sources.platform import PlatformSource
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import HOMES, PACKS
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http

try:
    import jmespath
    from jmespath.exceptions import JMESPathError
except ImportError:
    jmespath = None

# The options beside the connection's, as the module's argument spec has them.
QUESTION_SPEC: dict[str, dict[str, Any]] = {
    "instance_ids": TEXTS,
    "instance_names": TEXTS,
    "environments": TEXTS,
    "atoms": TEXTS,
    "include_status": {"type": "bool", "default": False},
    "include_names": {"type": "bool", "default": False},
    "missing": MISSING,
    "query": {"type": "str"},
}

Warn = Callable[[str], None]


@dataclasses.dataclass(frozen=True)
class Question:
    """What is asked. A list that is None sets no limit; ``names_too`` lets ``instance_ids`` hold names, as a lookup's terms may."""

    instance_ids: list[str] | None = None
    instance_names: list[str] | None = None
    environments: list[str] | None = None
    atoms: list[str] | None = None
    include_status: bool = False
    include_names: bool = False
    missing: str = "fail"
    query: str | None = None
    names_too: bool = False


@dataclasses.dataclass(frozen=True)
class ProcessFacts:
    """The answer. ``asked`` pairs what was asked for, in order, with the id it stands for (None: a name that nothing bears).
    An id without a key in ``processes`` is one that the API does not know."""

    asked: list[tuple[str, str | None]]
    processes: dict[str, list[Process]]
    source: str
    request_count: int
    query: str | None
    scope: str

    @property
    def missing(self) -> list[str]:
        return list(dict.fromkeys(term for term, instance_id in self.asked if instance_id not in self.processes))

    def by_term(self) -> list[Any]:
        """One element for each term or name: its processes, or what the query makes of them."""
        return [_queried(self.query, self.processes.get(instance_id or "", [])) for dummy, instance_id in self.asked]

    def result(self) -> dict[str, Any]:
        """The return values of the module."""
        ids = list(dict.fromkeys(instance_id for dummy, instance_id in self.asked if instance_id is not None))
        processes = [process for instance_id in ids for process in self.processes.get(instance_id, [])]
        facts = {
            "processes": processes,
            "instance_ids": ids,
            "missing_instances": self.missing,
            "source": self.source,
            "request_count": self.request_count,
        }
        return {**facts, "query_result": _queried(self.query, processes)} if self.query is not None else facts


def question_from(get: Callable[[str], Any], *, names_too: bool = False) -> Question:
    """The checked question; ``get`` answers an option by its name. Raises a ``usage`` error for what cannot be asked."""
    every = dict.fromkeys(("instance_ids", "instance_names"), "ask for every instance")
    keep = {name: f"keep all {name}" for name in ("environments", "atoms")}
    called = {"instance_ids": "terms"} if names_too else {}
    lists = {name: list_of_texts(called.get(name, name), get(name), instead) for name, instead in {**every, **keep}.items()}
    missing = str(get("missing"))
    if missing not in MISSING["choices"]:
        raise usage(f"missing is {quoted(missing)}; it must be one of fail and report.")
    query = get("query")
    if query is not None:
        query = str(query)
        _check_query(query)
    include_status, include_names = bool(get("include_status")), bool(get("include_names"))
    return Question(**lists, include_status=include_status, include_names=include_names, missing=missing, query=query, names_too=names_too)


def process_facts(connection: Connection, question: Question, warn: Warn) -> ProcessFacts:
    """Asks the source, and answers whole or raises BoomiError. A name or a place that the user may not read is null: one warning."""
    with Http(connection) as http:
        source = source_for(connection, http)
        status_source = PlatformSource(connection, http) if question.include_status and not isinstance(source, PlatformSource) else None
        asked, processes = _processes(source, question)
        if status_source:
            _add_status(status_source, processes)
        if question.include_names or question.environments or question.atoms:
            _add_places(source, question, processes)
        if source.refusals:
            warn(source.refusals.warning())
        return ProcessFacts(asked, processes, source.name, http.request_count, question.query, source.scope)


def _processes(source: Source, question: Question) -> tuple[list[tuple[str, str | None]], dict[str, list[Process]]]:
    """What was asked for, each with its id, and the processes by id."""
    if question.instance_ids is None and question.instance_names is None:
        every = source.instance_ids()
        found, unknown = source.processes(every)
        _refuse_missing(source, question, unknown, [], advice="It was listed just before: run again, or set missing to report.")
        return [(instance_id, instance_id) for instance_id in every], found
    ids, names = question.instance_ids or [], question.instance_names or []
    found, unknown = source.processes(ids) if ids else ({}, {})
    maybe_names = list(unknown) if question.names_too else []
    by_name = _ids_by_name(source, [*names, *maybe_names]) if names or maybe_names else {}
    more = [instance_id for instance_id in by_name.values() if instance_id not in found]
    named, gone = source.processes(more) if more else ({}, {})
    found.update(named)
    unknown = {term: error for term, error in {**unknown, **gone}.items() if term not in by_name}
    _refuse_missing(source, question, unknown, [name for name in names if name not in by_name])
    asked: list[tuple[str, str | None]] = [(term, term if term in found else by_name.get(term, term)) for term in ids]
    return asked + [(name, by_name.get(name)) for name in names], found


def _ids_by_name(source: Source, names: list[str]) -> dict[str, str]:
    """Name to instance id."""
    ids: dict[str, list[str]] = {name: [] for name in names}
    for instance in source.instances(names):
        for name in instance_names(instance):
            if name in ids:
                ids[name].append(instance["id"])
    if not all(ids.values()):
        source.refusals.check(PACKS)
    for name, candidates in ids.items():
        if len(candidates) > 1:
            raise usage(
                f"The name {quoted(name)} is ambiguous: it belongs to the instances {sentence_list([quoted(one) for one in candidates])}. "
                "Ask for the one that is meant by its id."
            )
    return {name: candidates[0] for name, candidates in ids.items() if candidates}


def _refuse_missing(
    source: Source,
    question: Question,
    unknown: dict[str, BoomiError],
    unknown_names: list[str],
    advice: str = "Correct the list, or set missing to report.",
) -> None:
    if question.missing == "report" or not (unknown or unknown_names):
        return
    parts = []
    if unknown:
        word = "instance" if len(unknown) == 1 else "instances"
        parts.append(f"Boomi does not know the {word} {sentence_list([quoted(one) for one in unknown])} in this {source.scope}.")
    if unknown_names:
        parts.append(f"No instance of this {source.scope} is named {sentence_list([quoted(name) for name in dict.fromkeys(unknown_names)])}.")
    first = next(iter(unknown.values()), None)
    missing = [*unknown, *unknown_names]
    raise BoomiError(
        f"{' '.join(parts)} {advice}",
        kind=_errors.NOT_FOUND,
        asked=first.asked if first else f"the instances of the {source.scope}",
        url=first.url if first else None,
        status=first.status if first else None,
        code=first.code if first else None,
        message=first.message if first else None,
        instance_id=missing[0] if len(missing) == 1 else None,
    )


def _add_status(source: PlatformSource, processes: dict[str, list[Process]]) -> None:
    """Joins ``enabled`` by the id that a schedule and its status share."""
    deployed = [process for group in processes.values() for process in group if process["process_schedules"]]
    enabled = source.enabled([process["id"] for process in deployed])
    for process in deployed:
        for schedule in process["process_schedules"]:
            schedule["enabled"] = enabled.get(schedule["id"])


def _add_places(source: Source, question: Question, processes: dict[str, list[Process]]) -> None:
    """Joins the names of environments and atoms, and keeps only the schedules of those that were asked for."""
    schedules = [schedule for group in processes.values() for process in group for schedule in process["process_schedules"]]
    ids = {schedule["env_id"] for schedule in schedules} | {schedule["atom_id"] for schedule in schedules}
    by_name = not ids.issuperset([*(question.environments or []), *(question.atoms or [])])
    if question.environments:
        source.refusals.check(HOMES)
    places = _Places(source.environments(atoms=True) if question.include_names or by_name else [])
    _check_known(source, "environment", question.environments, places.environment_terms | {schedule["env_id"] for schedule in schedules})
    _check_known(source, "atom", question.atoms, places.atom_terms | {schedule["atom_id"] for schedule in schedules})
    for group in processes.values():
        for process in group:
            kept = [schedule for schedule in process["process_schedules"] if places.match(schedule, question)]
            process["process_schedules"] = [places.named(schedule) for schedule in kept] if question.include_names else kept


class _Places:
    """Environments and atoms by id."""

    def __init__(self, environments: list[Environment]) -> None:
        self._environments: dict[str | None, Environment] = {one["id"]: one for one in environments if one["id"]}
        self._atom_names: dict[str | None, str | None] = {
            atom["id"]: atom["name"] for environment in environments for atom in environment["atoms"] or [] if atom["id"]
        }
        self.environment_terms = {term for one in environments for term in (one["id"], one["name"])}
        self.atom_terms = {*self._atom_names, *self._atom_names.values()}

    def match(self, schedule: ProcessSchedule, question: Question) -> bool:
        environment = self._environments.get(schedule["env_id"])
        environment_terms = {schedule["env_id"], environment and environment["name"]}
        atom_terms = {schedule["atom_id"], self._atom_names.get(schedule["atom_id"])}
        return (not question.environments or not environment_terms.isdisjoint(question.environments)) and (
            not question.atoms or not atom_terms.isdisjoint(question.atoms)
        )

    def named(self, schedule: ProcessSchedule) -> ProcessSchedule:
        environment = self._environments.get(schedule["env_id"])
        return {
            **schedule,
            "env_name": environment["name"] if environment else None,
            "env_classification": environment["classification"] if environment else None,
            "atom_name": self._atom_names.get(schedule["atom_id"]),
        }


def _check_known(source: Source, what: str, terms: list[str] | None, known: set[str | None]) -> None:
    strange = [quoted(term) for term in terms or [] if term not in known]
    if strange and source.refusals:
        raise source.refusals.first
    if strange:
        holder = f"This {source.scope} has no environment" if what == "environment" else f"No environment of this {source.scope} has an atom"
        sentence = f"{holder} with the id or name {sentence_list(strange)}. Correct the option {what}s."
        raise BoomiError(sentence, kind=_errors.NOT_FOUND)


def _check_query(query: str) -> None:
    if jmespath is None:
        raise usage("query needs the Python library jmespath, and it is not installed for the Python that runs this. Install jmespath.")
    try:
        jmespath.compile(query)
    except JMESPathError as error:
        raise usage(f"query is not valid JMESPath: {_errors.one_line(str(error))}") from None


def _queried(query: str | None, processes: list[Process]) -> Any:
    if query is None:
        return processes
    try:
        answer = jmespath.search(query, processes)
        json.dumps(answer)
    except (JMESPathError, TypeError, ValueError, AttributeError) as error:
        raise usage(f"query cannot be applied to the processes: {_errors.one_line(str(error))}") from None
    return answer

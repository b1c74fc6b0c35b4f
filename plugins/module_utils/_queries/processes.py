# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The main question: which processes integration pack instances have, where they run, and when.

The module and the lookup ``integration_pack_process`` call :func:`process_facts`.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, quoted, sentence_list, usage
from ansible_collections.boomi.spaces.plugins.module_utils._options import MISSING, TEXTS, list_of_texts
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Counts, Get, Missing, Tell, Warn, concluded, missing_from
from ansible_collections.boomi.spaces.plugins.module_utils._records import Environment, Process, ProcessSchedule, Runtime, instance_names
from ansible_collections.boomi.spaces.plugins.module_utils._sources.base import Processes, Scope, Source
from ansible_collections.boomi.spaces.plugins.module_utils._sources.opening import open_source
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import ATOM_ENVIRONMENTS, PACK_NAMES
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http

if TYPE_CHECKING:
    from ansible_collections.boomi.spaces.plugins.module_utils._queries.runtimes import RuntimesOfSchedules

try:
    import jmespath
    from jmespath.exceptions import JMESPathError
except ImportError:
    jmespath = None

# The module's options other than those of the connection.
QUESTION_SPEC: dict[str, dict[str, Any]] = {
    "instance_ids": TEXTS,
    "instance_names": TEXTS,
    "environments": TEXTS,
    "atoms": TEXTS,
    "include_status": {"type": "bool", "default": False},
    "include_names": {"type": "bool", "default": False},
    "include_runtimes": {"type": "bool", "default": False},
    "missing": MISSING,
    "query": {"type": "str"},
}


@dataclasses.dataclass(frozen=True)
class Question:
    """Which processes to return, and with what. A list that is None sets no restriction. With ``names_too``, ``instance_ids`` can also hold names."""

    instance_ids: list[str] | None = None
    instance_names: list[str] | None = None
    environments: list[str] | None = None
    atoms: list[str] | None = None
    include_status: bool = False
    include_names: bool = False
    include_runtimes: bool = False
    missing: Missing = "fail"
    query: str | None = None
    names_too: bool = False


@dataclasses.dataclass(frozen=True)
class ProcessFacts:
    """The answer. ``asked`` has the IDs and names that were asked for, in order, each with its instance ID, None for an unknown name.

    ``processes`` has the processes of each instance by its ID, and no key for an ID that the API does not know. ``unanswered`` are the instances
    for which the API returned null; ``unlisted`` says that it did so for the list of instances. ``refused`` is the optional data of processes that the
    user may not read, in the words of the warning. ``runtimes`` are those of the schedules, None if they were not asked for. ``account_id`` is the account
    that was read, ``space_guid`` the space; the Platform API has no spaces, and with an access token the account may not be known.
    """

    asked: list[tuple[str, str | None]]
    processes: dict[str, list[Process]]
    source: str
    counts: Counts
    query: str | None
    scope: Scope
    unanswered: list[str]
    unlisted: bool
    refused: list[str]
    runtimes: list[Runtime] | None
    account_id: str | None
    space_guid: str | None

    @property
    def missing(self) -> list[str]:
        return list(dict.fromkeys(term for term, instance_id in self.asked if instance_id not in self.processes))

    def by_term(self) -> list[Any]:
        """One element for each ID or name that was asked for: its processes, or the result of the query on them."""
        return [_queried(self.query, self.processes.get(instance_id or "", [])) for dummy, instance_id in self.asked]

    def result(self) -> dict[str, Any]:
        """The values that the module returns."""
        ids = list(dict.fromkeys(instance_id for dummy, instance_id in self.asked if instance_id is not None))
        processes = [process for instance_id in ids for process in self.processes.get(instance_id, [])]
        facts = {
            "processes": processes,
            "instance_ids": ids,
            "missing_instances": self.missing,
            "account_id": self.account_id,
            "space_guid": self.space_guid,
            "source": self.source,
            **self.counts,
        }
        return {**facts, "query_result": _queried(self.query, processes)} if self.query is not None else facts


def question_from(get: Get, *, names_too: bool = False) -> Question:
    """The checked question. Raises a ``usage`` error."""
    every = dict.fromkeys(("instance_ids", "instance_names"), "ask for every instance")
    keep = {"environments": "keep all environments", "atoms": "keep all runtimes"}
    labels = {"instance_ids": "terms"} if names_too else {}
    lists = {name: list_of_texts(labels.get(name, name), get(name), instead) for name, instead in {**every, **keep}.items()}
    missing = missing_from(get)
    query = get("query")
    if query is not None:
        query = str(query)
        _check_query(query)
    status, names, runtimes = (bool(get(f"include_{what}")) for what in ("status", "names", "runtimes"))
    return Question(**lists, include_status=status, include_names=names, include_runtimes=runtimes, missing=missing, query=query, names_too=names_too)


def process_facts(connection: Connection, question: Question, warn: Warn, tell: Tell | None = None) -> ProcessFacts:
    """Asks the source. Raises BoomiError instead of returning a partial answer. ``tell`` gets sentences on how far it is.

    A name or an environment that the user may not read is None; one warning lists what was refused.
    """
    with Http(connection, tell) as http:
        source = open_source(connection, http, status=question.include_status)
        runtimes = _opened_runtimes(connection, http, source) if question.include_runtimes else None
        asked, processes = asked_processes(source, question)
        if question.include_status:
            source.set_enabled(process for group in processes.values() for process in group)
        if question.include_names or question.environments or question.atoms:
            _set_names_and_filter(source, question, processes)
        if question.include_names:
            _set_owner_names(source, processes)
        refused = source.refusals.refused
        joined = runtimes.join(_schedules(processes)) if runtimes else None
        counts = concluded([source, runtimes] if runtimes else [source], http, warn)
        space = connection.space_guid if connection.source == "spaces" else None
        read = connection.override_account or connection.account_id, space
        return ProcessFacts(asked, processes, source.name, counts, question.query, source.scope, source.unanswered, source.unlisted, refused, joined, *read)


def _opened_runtimes(connection: Connection, http: Http, source: Source) -> RuntimesOfSchedules:
    # As in open_source, only what is used is imported.
    from ansible_collections.boomi.spaces.plugins.module_utils._queries.runtimes import RuntimesOfSchedules  # noqa: PLC0415 -- only where it is used

    return RuntimesOfSchedules(connection, http, source.refusals)


def places_known(refused: list[str]) -> bool:
    """Whether the user could read the environments of runtimes. ``refused`` is that of the facts."""
    return ATOM_ENVIRONMENTS not in refused


def asked_processes(source: Source, question: Question, *, schedules: bool = True) -> tuple[list[tuple[str, str | None]], dict[str, list[Process]]]:
    """``asked`` and ``processes`` of the answer. Without ``schedules``, the processes may have none."""
    if question.instance_ids is None and question.instance_names is None:
        every = source.instance_ids()
        answer = source.processes(every, schedules=schedules)
        _check_missing(source, question, answer.unknown, [], advice="The list of instances has just changed: run again, or set missing to report.")
        return [(instance_id, instance_id) for instance_id in every], answer.found
    ids, names = question.instance_ids or [], question.instance_names or []
    answer = source.processes(ids, schedules=schedules) if ids else Processes({}, {})
    maybe_names = list(answer.unknown) if question.names_too else []
    by_name = _ids_by_name(source, [*names, *maybe_names]) if names or maybe_names else {}
    named = [instance_id for instance_id in by_name.values() if instance_id not in answer.found]
    if named:
        answer = Processes.merged([answer, source.processes(named, schedules=schedules)])
    unknown = {term: error for term, error in answer.unknown.items() if term not in by_name}
    _check_missing(source, question, unknown, [name for name in names if name not in by_name])
    asked: list[tuple[str, str | None]] = [(term, term if term in answer.found else by_name.get(term, term)) for term in ids]
    return asked + [(name, by_name.get(name)) for name in names], answer.found


def _ids_by_name(source: Source, names: list[str]) -> dict[str, str]:
    """The instance ID of each name that an instance has. Raises a ``usage`` error if several instances have the name."""
    ids: dict[str, list[str]] = {name: [] for name in names}
    for instance in source.instances(names):
        for name in instance_names(instance):
            if name in ids:
                ids[name].append(instance["id"])
    if not all(ids.values()):
        # If the names of packs were refused, an instance with this name may exist.
        source.refusals.check(PACK_NAMES)
    for name, candidates in ids.items():
        if len(candidates) > 1:
            owners = sentence_list([quoted(instance_id) for instance_id in candidates])
            raise usage(f"The name {quoted(name)} is ambiguous: it belongs to the instances {owners}. Use the ID of the one you mean.")
    return {name: candidates[0] for name, candidates in ids.items() if candidates}


def _check_missing(
    source: Source,
    question: Question,
    unknown: dict[str, BoomiError],
    unknown_names: list[str],
    advice: str = "Correct the list, or set missing to report.",
) -> None:
    """Raises ``not_found`` unless missing instances are only reported. ``unknown`` holds the error for each unknown ID."""
    if question.missing == "report" or not (unknown or unknown_names):
        return
    if unknown_names and source.unlisted:
        raise BoomiError("Boomi returned null in place of the list of instances, which has the names. Run again.", kind=_errors.MALFORMED)
    parts = []
    if unknown:
        word = "instance" if len(unknown) == 1 else "instances"
        parts.append(f"Boomi does not know the {word} {sentence_list([quoted(instance_id) for instance_id in unknown])} in this {source.scope}.")
    if unknown_names:
        parts.append(f"No instance of this {source.scope} is named {sentence_list([quoted(name) for name in dict.fromkeys(unknown_names)])}.")
    first = next(iter(unknown.values()), None)
    missing = list(dict.fromkeys([*unknown, *unknown_names]))
    raise BoomiError(
        f"{' '.join(parts)} {advice}",
        kind=_errors.NOT_FOUND,
        asked=first.asked if first else f"the instances of the {source.scope}",
        url=first.url if first else None,
        status=first.status if first else None,
        code=first.code if first else None,
        message=first.message if first else None,
        instance_ids=missing,
    )


def _schedules(processes: dict[str, list[Process]]) -> Iterator[ProcessSchedule]:
    return (schedule for group in processes.values() for process in group for schedule in process["process_schedules"])


def _set_owner_names(source: Source, processes: dict[str, list[Process]]) -> None:
    """Sets the names of instances and packs, and the original of each process."""
    every = [process for group in processes.values() for process in group]
    names = source.owner_names(every)
    for process in every:
        process["instance_name"] = names.instances.get(process["instance_id"])
        process["original_process_id"] = names.original_ids.get((process["instance_id"], process["id"]))
        process["integration_pack"] = [{**pack, "name": names.packs.get(pack["integration_pack_id"])} for pack in process["integration_pack"]]


def _set_names_and_filter(source: Source, question: Question, processes: dict[str, list[Process]]) -> None:
    """Sets the names of environments and runtimes, and removes the schedules of other environments and runtimes than those asked for."""
    if question.environments:
        source.refusals.check(ATOM_ENVIRONMENTS)
    environment_ids = {schedule["env_id"] for schedule in _schedules(processes)}
    atom_ids = {schedule["atom_id"] for schedule in _schedules(processes)}
    wanted = [*(question.environments or []), *(question.atoms or [])]
    names_needed = question.include_names or not (environment_ids | atom_ids).issuperset(wanted)
    names = _Names(source.environments(atoms=True) if names_needed else [])
    _check_known(source, "environments", question.environments, environment_ids | names.environment_terms)
    _check_known(source, "atoms", question.atoms, atom_ids | names.atom_terms)
    for group in processes.values():
        for process in group:
            kept = [schedule for schedule in process["process_schedules"] if names.match(schedule, question)]
            process["process_schedules"] = [names.added_to(schedule) for schedule in kept] if question.include_names else kept


class _Names:
    """The names of environments and runtimes, by their IDs."""

    def __init__(self, environments: list[Environment]) -> None:
        self._environments: dict[str | None, Environment] = {one["id"]: one for one in environments if one["id"]}
        self._atoms: dict[str | None, str | None] = {
            atom["id"]: atom["name"] for environment in environments for atom in environment["atoms"] or [] if atom["id"]
        }
        self.environment_terms = {term for one in environments for term in (one["id"], one["name"])}
        self.atom_terms = {*self._atoms, *self._atoms.values()}

    def match(self, schedule: ProcessSchedule, question: Question) -> bool:
        """Whether the schedule is one of the environments and runtimes that were asked for."""
        environment = self._environments.get(schedule["env_id"])
        environment_terms = {schedule["env_id"], environment and environment["name"]}
        atom_terms = {schedule["atom_id"], self._atoms.get(schedule["atom_id"])}
        return (not question.environments or not environment_terms.isdisjoint(question.environments)) and (
            not question.atoms or not atom_terms.isdisjoint(question.atoms)
        )

    def added_to(self, schedule: ProcessSchedule) -> ProcessSchedule:
        environment = self._environments.get(schedule["env_id"])
        return {
            **schedule,
            "env_name": environment["name"] if environment else None,
            "env_classification": environment["classification"] if environment else None,
            "atom_name": self._atoms.get(schedule["atom_id"]),
        }


def _check_known(source: Source, option: str, terms: list[str] | None, known: set[str | None]) -> None:
    """Raises ``not_found`` for a term of the option that is neither an ID nor a name."""
    unknown = [quoted(term) for term in terms or [] if term not in known]
    if unknown and source.refusals:
        raise source.refusals.first
    if unknown:
        holder = f"This {source.scope} has no environment" if option == "environments" else f"No environment of this {source.scope} has a runtime"
        raise BoomiError(f"{holder} with the ID or name {sentence_list(unknown)}. Correct the option {option}.", kind=_errors.NOT_FOUND)


def _check_query(query: str) -> None:
    if jmespath is None:
        raise usage("query needs the Python library jmespath, which is not installed for the Python that runs this. Install jmespath.")
    try:
        jmespath.compile(query)
    except JMESPathError as error:
        raise usage(f"query is not valid JMESPath: {_errors.inline(str(error))}") from None
    except RecursionError:
        raise usage("query is nested too deeply to be read.") from None


def _queried(query: str | None, processes: list[Process]) -> Any:
    if query is None:
        return processes
    try:
        answer = jmespath.search(query, processes)
        json.dumps(answer)
    except (JMESPathError, TypeError, ValueError, AttributeError) as error:
        raise usage(f"query cannot be applied to the processes: {_errors.inline(str(error))}") from None
    except RecursionError:
        raise usage("query cannot be applied to the processes: it is nested too deeply.") from None
    return answer

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Which runtimes there are, whether they are alive, and which time zones they keep.

The module ``atom_info`` calls :func:`runtime_facts`. The main question joins their state to the schedules with :class:`RuntimesOfSchedules`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._moments import present, written
from ansible_collections.boomi.spaces.plugins.module_utils._options import MISSING, TEXTS, list_of_texts
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import (
    Counts,
    Get,
    Missing,
    Warn,
    check_missing,
    concluded,
    missing_from,
    select,
)
from ansible_collections.boomi.spaces.plugins.module_utils._records import ProcessSchedule, Runtime
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import ATOM_ENVIRONMENTS, ENVIRONMENT_NAMES, Refusals
from ansible_collections.boomi.spaces.plugins.module_utils._sources.runtimes import Runtimes
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http

STATUSES = ["ONLINE", "WARNING", "OFFLINE", "UNKNOWN"]

RUNTIME_SPEC: dict[str, dict[str, Any]] = {
    "atoms": TEXTS,
    "environments": TEXTS,
    "statuses": {**TEXTS, "choices": STATUSES},
    "include_nodes": {"type": "bool", "default": False},
    "missing": MISSING,
}


@dataclasses.dataclass(frozen=True)
class RuntimeQuestion:
    """Which runtimes to return: those with one of the IDs or names, in one of the environments, with one of the statuses. None means no restriction."""

    atoms: list[str] | None = None
    environments: list[str] | None = None
    statuses: list[str] | None = None
    include_nodes: bool = False
    missing: Missing = "fail"


class RuntimeFacts(Counts):
    """``read_at`` is the moment of reading, since the API gives none. ``missing_…`` are the IDs and names that Boomi does not know."""

    atoms: list[Runtime]
    missing_atoms: list[str]
    missing_environments: list[str]
    read_at: str
    source: str


def runtime_question_from(get: Get) -> RuntimeQuestion:
    """The checked question. Raises a ``usage`` error."""
    lists = {name: list_of_texts(name, get(name), f"ask for every {what}") for name, what in (("atoms", "runtime"), ("environments", "environment"))}
    statuses = list_of_texts("statuses", get("statuses"), "ask for every status")
    return RuntimeQuestion(**lists, statuses=statuses, include_nodes=bool(get("include_nodes")), missing=missing_from(get))


def runtime_facts(connection: Connection, question: RuntimeQuestion, warn: Warn) -> RuntimeFacts:
    """Asks the Platform API, whichever source is set. Only the runtimes that are returned are asked for their time zones and nodes."""
    with Http(connection) as http:
        runtimes = Runtimes(connection, http)
        selected = selected_runtimes(runtimes, question.atoms, question.environments, question.missing, set_environments=True)
        chosen = [one for one in selected.chosen if question.statuses is None or one["status"] in question.statuses]
        if question.include_nodes:
            runtimes.set_nodes(chosen)
        runtimes.set_zones(chosen)
        return {
            "atoms": chosen,
            "missing_atoms": selected.missing_atoms,
            "missing_environments": selected.missing_environments,
            "read_at": selected.read_at,
            "source": "platform",
            **concluded([runtimes], http, warn),
        }


@dataclasses.dataclass(frozen=True)
class SelectedRuntimes:
    """``read_at`` is the moment of reading. ``missing_…`` are the IDs and names that Boomi does not know."""

    chosen: list[Runtime]
    missing_atoms: list[str]
    missing_environments: list[str]
    read_at: str


def selected_runtimes(
    runtimes: Runtimes, atoms: list[str] | None, environments: list[str] | None, missing: Missing, *, set_environments: bool = False
) -> SelectedRuntimes:
    """The runtimes that have one of the IDs or names and are in one of the environments. None means no restriction.

    Their environments are only asked for if they matter, or with ``set_environments``.
    """
    every = runtimes.find(atoms)
    read_at = written(present())
    by_atom = select(every, atoms, lambda one: {one["id"], one["name"]})
    found = runtimes.set_environments(by_atom.records) if environments or set_environments else []
    if environments:
        for what in (ATOM_ENVIRONMENTS, ENVIRONMENT_NAMES):
            runtimes.refusals.check(what)
    missing_environments = select(found, environments, lambda one: {one["id"], one["name"]}).missing
    check_missing({"runtime": by_atom.missing, "environment": missing_environments}, "account", missing)
    chosen = select(by_atom.records, environments, lambda one: {one["env_id"], one["env_name"]} - {None}).records
    return SelectedRuntimes(chosen, by_atom.missing, missing_environments, read_at)


class RuntimesOfSchedules:
    """The runtimes, for a question to another source, whose ``refusals`` these are. Raises a ``usage`` error without a login for the Platform API."""

    def __init__(self, connection: Connection, http: Http, refusals: Refusals) -> None:
        # A login by access_token says nothing about user name and API token.
        same_login = connection.source == "platform" or connection.access_token is None
        self._runtimes = Runtimes(connection, http, refusals if same_login else None)

    def warnings(self) -> list[str]:
        """One sentence for each kind of reason for which the state or the time zones of runtimes are not known."""
        return self._runtimes.warnings()

    def join(self, schedules: Iterable[ProcessSchedule]) -> list[Runtime]:
        """Sets the state and the time zone of the runtime of each schedule, and returns the runtimes.

        They are None for one that the account does not have.
        """
        schedules = list(schedules)
        found = self._runtimes.by_id(schedule["atom_id"] for schedule in schedules if schedule["atom_id"])
        self._runtimes.set_zones(list(found.values()))
        for schedule in schedules:
            runtime = found.get(schedule["atom_id"] or "")
            schedule["atom_status"] = runtime["status"] if runtime else None
            schedule["atom_status_detail"] = runtime["status_detail"] if runtime else None
            schedule["atom_time_zone"] = runtime["time_zone"] if runtime else None
        return list(found.values())

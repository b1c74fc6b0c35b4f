# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""An estate: the instances of several accounts or spaces, each asked by a connection of its own.

The inventory ``integration_pack_instance`` is glue over it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, quoted, some, usage
from ansible_collections.boomi.spaces.plugins.module_utils._queries.directory import instance_facts
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import Question, process_facts
from ansible_collections.boomi.spaces.plugins.module_utils._records import Member, Process

# The options that one connection of several can have of its own.
CONNECTION_OPTIONS = {option.name: option.metadata for option in dataclasses.fields(Connection)}


class Answer(TypedDict):
    """What one connection answers. ``instances`` are those of the module ``integration_pack_instance_info``; ``processes`` are those
    of ``integration_pack_process_info`` by the id of their instance, null where they were not asked for."""

    instances: list[dict[str, Any]]
    processes: dict[str, list[Process]] | None
    warnings: list[str]


@dataclasses.dataclass(frozen=True)
class Listed:
    """One connection of the estate. ``given`` names the options that were written down for it."""

    name: str
    connection: Connection
    given: frozenset[str]

    @property
    def options(self) -> dict[str, Any]:
        """The options that were written down, but the secret ones."""
        return {name: getattr(self.connection, name) for name in CONNECTION_OPTIONS if name in self.given and not CONNECTION_OPTIONS[name]["secret"]}

    @property
    def login(self) -> tuple[str | None, ...]:
        """Who asks, and where. Two spaces, and a space and an account, can list the same instance; its ID is the same then."""
        return self.connection.graphql_url, self.connection.platform_base, self.connection.account_id


def estate(options: Mapping[str, Any], given: Iterable[str], entries: Iterable[Mapping[str, Any]] | None) -> list[Listed]:
    """The connections, checked. Each entry holds the options that differ from the common ones, and perhaps a ``name``.

    Raises a ``usage`` error that names the entry. Without entries there is one connection.
    """
    listed: dict[str, Listed] = {}
    for number, entry in enumerate([{}] if entries is None else entries, start=1):
        own = {name: value for name, value in entry.items() if name != "name"}
        try:
            connection = connection_from({**options, **own}.get)
        except BoomiError as error:
            raise error if entries is None else _of(error, quoted(str(entry.get("name") or f"number {number}"))) from None
        name = str(entry.get("name") or (connection.override_account or connection.account_id if connection.source == "platform" else connection.space_guid))
        if name in listed:
            raise usage(f"Two connections are named {quoted(name)}. Give each of them a name of its own.")
        listed[name] = Listed(name, connection, frozenset(given) | own.keys())
    if not listed:
        raise usage("connections is an empty list, which would answer nothing. Leave it out for the one connection of the other options.")
    return list(listed.values())


def ask(listed: Listed, processes: Question | None) -> Answer:
    """Asks one connection whole, or raises BoomiError, which names it. ``processes`` says how to ask for those of each instance."""
    warnings: dict[str, None] = {}

    def warn(sentence: str) -> None:
        warnings.setdefault(f"{sentence} (connection: {listed.name})")

    try:
        instances = instance_facts(lambda name: getattr(listed.connection, name, None) if name != "missing" else "fail", warn)["instances"]
        ids = [instance["id"] for instance in instances]
        found = None
        if processes:
            found = process_facts(listed.connection, dataclasses.replace(processes, instance_ids=ids), warn).processes if ids else {}
    except BoomiError as error:
        raise _of(error, quoted(listed.name)) from None
    return {"instances": instances, "processes": found, "warnings": list(warnings)}


def members(listed: Iterable[Listed], answers: Iterable[Answer]) -> tuple[list[Member], list[str]]:
    """The instances, each once, in the order of the answers; and what is to be told of them."""
    found: dict[tuple[str | None, ...], Member] = {}
    told: dict[str, None] = {}
    twice: list[str] = []
    for one, answer in zip(listed, answers):
        told.update(dict.fromkeys(answer["warnings"]))
        for instance in answer["instances"]:
            processes = None if answer["processes"] is None else answer["processes"][instance["id"]]
            member: Member = {"connection": one.name, "options": one.options, "instance": instance, "processes": processes}
            first = found.setdefault((*one.login, instance["id"]), member)
            if first is not member:
                twice.append(f"{quoted(instance['id'])} (listed by {quoted(first['connection'])} and {quoted(one.name)})")
    if twice:
        told[f"Two connections list the same instance, which counts as the first one's alone: {some(twice)}."] = None
    return list(found.values()), list(told)


def digest(listed: Iterable[Listed], processes: Question | None) -> str:
    """Tells one question to an estate from another. No secret is in it."""
    connections = [
        {name: getattr(one.connection, name) for name, option in CONNECTION_OPTIONS.items() if not option["secret"]} | {"name": one.name} for one in listed
    ]
    question = json.dumps([connections, dataclasses.asdict(processes) if processes else None], sort_keys=True)
    return hashlib.sha256(question.encode()).hexdigest()


def _of(error: BoomiError, connection: str) -> BoomiError:
    """The error, which from now on says which connection it is about."""
    error.sentence = f"Connection {connection}: {error.sentence}"
    return error

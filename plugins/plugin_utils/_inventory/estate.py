# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""An estate: the instances of several accounts or spaces. Each account or space has a connection of its own.

The inventory ``integration_pack_instance`` uses these functions.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, quoted, some, usage
from ansible_collections.boomi.spaces.plugins.module_utils._queries.directory import InstanceQuestion, instance_facts
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import Question, process_facts
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Tell
from ansible_collections.boomi.spaces.plugins.module_utils._records import AttachedInstance, Process

# The options that each connection can set for itself.
CONNECTION_OPTIONS = {option.name: option.metadata for option in dataclasses.fields(Connection)}


class ConnectionFacts(TypedDict):
    """The facts of one connection. ``instances`` are those of the module ``integration_pack_instance_info``.

    ``processes`` are those of ``integration_pack_process_info``, by the ID of their instance; None if they were not asked for.
    """

    instances: list[AttachedInstance]
    processes: dict[str, list[Process]] | None
    warnings: list[str]


class Member(TypedDict):
    """An instance of the estate, and the connection that lists it.

    ``options`` are those of ``Listed``. ``processes`` is None if they were not asked for.
    """

    connection: str
    options: dict[str, Any]
    instance: AttachedInstance
    processes: list[Process] | None


@dataclasses.dataclass(frozen=True)
class Listed:
    """One connection of the estate. ``given`` has the names of the options that the file sets for it."""

    name: str
    connection: Connection
    given: frozenset[str]

    @property
    def options(self) -> dict[str, Any]:
        """The options that the file sets, without the secret ones."""
        return {name: getattr(self.connection, name) for name in CONNECTION_OPTIONS if name in self.given and not CONNECTION_OPTIONS[name]["secret"]}

    @property
    def login(self) -> tuple[str | None, ...]:
        """The APIs and the account. Two connections with the same login can list the same instance, which then has the same ID."""
        return self.connection.graphql_url, self.connection.platform_base, self.connection.account_id


def estate(options: Mapping[str, Any], given: Iterable[str], entries: Iterable[Mapping[str, Any]] | None) -> list[Listed]:
    """The checked connections, one for each entry; a single one if ``entries`` is None.

    An entry holds the options that differ from the common ``options``, and can have a ``name``. Raises a ``usage`` error that names the entry.
    """
    listed: dict[str, Listed] = {}
    for number, entry in enumerate([{}] if entries is None else entries, start=1):
        own = {name: value for name, value in entry.items() if name != "name"}
        try:
            connection = connection_from({**options, **own}.get)
        except BoomiError as error:
            raise error if entries is None else _named(error, str(entry.get("name") or f"number {number}")) from None
        name = str(entry.get("name") or (connection.override_account or connection.account_id if connection.source == "platform" else connection.space_guid))
        if name in listed:
            raise usage(f"Two connections are named {quoted(name)}. Give them different names.")
        listed[name] = Listed(name, connection, frozenset(given) | own.keys())
    if not listed:
        raise usage("connections is an empty list, which would answer nothing. Leave it out to use the connection of the other options.")
    return list(listed.values())


def ask(listed: Listed, processes: Question | None, tell: Tell) -> ConnectionFacts:
    """Asks one connection. ``processes`` says how to ask for the processes of its instances, ``tell`` gets sentences on how far it is.

    Raises a BoomiError that names the connection.
    """
    warnings: dict[str, None] = {}

    def warn(sentence: str) -> None:
        warnings.setdefault(f"{sentence} (connection: {listed.name})")

    try:
        instances = instance_facts(listed.connection, InstanceQuestion(), warn)["instances"]
        ids = [instance["id"] for instance in instances]
        tell(f"Connection {quoted(listed.name)}: Boomi lists {len(ids):,} instances.")
        found = None
        if processes:
            asked = dataclasses.replace(processes, instance_ids=ids)
            found = process_facts(listed.connection, asked, warn, lambda far: tell(f"Connection {quoted(listed.name)}: {far}")).processes if ids else {}
    except BoomiError as error:
        raise _named(error, listed.name) from None
    return {"instances": instances, "processes": found, "warnings": list(warnings)}


def members(listed: Iterable[Listed], answers: Iterable[ConnectionFacts]) -> tuple[list[Member], list[str]]:
    """The instances without repetitions, in the order of the answers, and the warnings about them."""
    found: dict[tuple[str | None, ...], Member] = {}
    warnings: dict[str, None] = {}
    repeated: list[str] = []
    for one, answer in zip(listed, answers):
        warnings.update(dict.fromkeys(answer["warnings"]))
        for instance in answer["instances"]:
            processes = None if answer["processes"] is None else answer["processes"][instance["id"]]
            member: Member = {"connection": one.name, "options": one.options, "instance": instance, "processes": processes}
            first = found.setdefault((*one.login, instance["id"]), member)
            if first is not member:
                repeated.append(f"{quoted(instance['id'])} (listed by {quoted(first['connection'])} and {quoted(one.name)})")
    if repeated:
        warnings[f"Two connections list the same instance, which is added only for the first of them: {some(repeated)}."] = None
    return list(found.values()), list(warnings)


def digest(listed: Iterable[Listed], processes: Question | None) -> str:
    """A digest that differs for different questions and connections. It contains no secret."""
    connections = [
        {name: getattr(one.connection, name) for name, option in CONNECTION_OPTIONS.items() if not option["secret"]} | {"name": one.name} for one in listed
    ]
    question = json.dumps([connections, dataclasses.asdict(processes) if processes else None], sort_keys=True)
    return hashlib.sha256(question.encode()).hexdigest()


def _named(error: BoomiError, connection: str) -> BoomiError:
    """The error with the name of its connection."""
    error.sentence = f"Connection {quoted(connection)}: {error.sentence}"
    return error

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hosts of the inventory, their groups and variables. Private to the collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, some, usage
from ansible_collections.boomi.spaces.plugins.module_utils._records import instance_names
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.estate import Member
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.names import group_name, host_names


class Host(NamedTuple):
    """``connection`` is the group of the connection that lists it, one of ``groups``."""

    name: str
    connection: str
    groups: list[str]
    variables: dict[str, Any]


class Hosts(NamedTuple):
    """``connections`` are the variables that the hosts of a connection share, by the name of its group."""

    hosts: list[Host]
    connections: dict[str, dict[str, Any]]
    warnings: list[str]


def check_connections(names: Iterable[str]) -> None:
    """Raises a ``usage`` error for connections that would share a group, and therefore its variables."""
    first: dict[str, str] = {}
    for name in names:
        group = group_name("connection", name)
        if first.setdefault(group, name) != name:
            raise usage(
                f"The connections {quoted(first[group])} and {quoted(name)} would share the group {group}. Give them names that differ in letters or digits."
            )


def hosts_of(members: Sequence[Member], default_groups: Collection[str]) -> Hosts:
    """One host for each instance, in the same order. ``default_groups`` are the kinds of groups to make: environment, classification, pack."""
    names, alike = host_names([(_name(one["instance"]), one["instance"]["id"], one["connection"]) for one in members])
    warnings = []
    if alike:
        times = Counter(_name(members[index]["instance"]) for index in alike)
        shared = [f"{quoted(name)} ({number} times)" if number > 1 else quoted(name) for name, number in times.items()]
        warnings.append(f"Instances whose names give the same host name have their IDs added to it: {some(shared)}.")
    groups = _Groups(default_groups)
    hosts = [Host(name, groups.of_connection(one), groups.of(one), _variables(one, groups)) for name, one in zip(names, members)]
    connections = {
        groups.of_connection(one): {**{f"boomi_{option}": value for option, value in one["options"].items()}, "boomi_connection": one["connection"]}
        for one in members
    }
    return Hosts(hosts, connections, warnings + groups.warnings())


def check_free(found: Hosts, hosts: Mapping[str, Mapping[str, Any]], groups: Mapping[str, Mapping[str, Any]]) -> None:
    """Raises a ``usage`` error if the inventory already has one of the hosts, for another instance, or one of the connections.

    ``hosts`` and ``groups`` are the variables of those in the inventory, by name. One file would replace the hosts of the other, or give
    them the variables of the wrong account.
    """
    taken = [
        f"the connection {quoted(variables['boomi_connection'])}"
        for group, variables in found.connections.items()
        if "boomi_connection" in groups.get(group, {})
    ]
    for host in found.hosts:
        known = hosts.get(host.name, {}).get("boomi_instance")
        if known and known["id"] != host.variables["boomi_instance"]["id"]:
            taken.append(f"the host {quoted(host.name)}")
    if taken:
        raise usage(f"Another inventory file already has {some(taken)}. List all the connections in one file, or give the connections other names.")


def _variables(one: Member, groups: _Groups) -> dict[str, Any]:
    processes = {} if one["processes"] is None else {"boomi_processes": one["processes"]}
    return {
        "boomi_name": _name(one["instance"]),
        "boomi_instance": one["instance"],
        "boomi_environment_groups": groups.of_environments(one),
        **processes,
    }


def _name(instance: Any) -> str:
    """The name of the instance, or its ID if it has none."""
    return ", ".join(sorted(name for name in instance_names(instance) if name)) or str(instance["id"])


class _Groups:
    """The groups of hosts, and the texts that each group is named after."""

    def __init__(self, kinds: Collection[str]) -> None:
        self._kinds = kinds
        self._names: dict[tuple[str, str], str] = {}

    def of(self, one: Member) -> list[str]:
        instance = one["instance"]
        environments = instance["environments"] or []
        texts = {
            "environment": [place["name"] or place["id"] for place in environments],
            "classification": [place["classification"] for place in environments],
            "pack": [pack["name"] or pack["id"] for pack in instance["integration_pack"]],
        }
        names = [self._group(kind, text) for kind in texts if kind in self._kinds for text in texts[kind] if text]
        return list(dict.fromkeys(["boomi", self.of_connection(one), *names]))

    def of_environments(self, one: Member) -> dict[str, list[str]]:
        """The IDs of the environments that each of the groups is made of: nothing else can be told from the name of a group."""
        ids: dict[str, list[str]] = {}
        if "environment" in self._kinds:
            for place in one["instance"]["environments"] or []:
                if place["id"]:
                    ids.setdefault(self._group("environment", place["name"] or place["id"]), []).append(place["id"])
        return ids

    def of_connection(self, one: Member) -> str:
        return self._group("connection", one["connection"])

    def _group(self, kind: str, text: str) -> str:
        if (kind, text) not in self._names:
            self._names[kind, text] = group_name(kind, text)
        return self._names[kind, text]

    def warnings(self) -> list[str]:
        texts: dict[str, list[str]] = {}
        for (dummy, text), name in self._names.items():
            texts.setdefault(name, []).append(quoted(text))
        shared = [f"{name} ({some(several)})" for name, several in texts.items() if len(several) > 1]
        return [f"Names that differ only in unsafe characters share a group: {some(shared)}."] if shared else []

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hosts of the inventory, their groups and variables. Private to the collection."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, sentence_list, some
from ansible_collections.boomi.spaces.plugins.module_utils._records import Member, instance_names
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory_names import group_name, host_names


class Host(NamedTuple):
    name: str
    groups: list[str]
    variables: dict[str, Any]


def hosts_of(members: Sequence[Member], default_groups: Collection[str]) -> tuple[list[Host], list[str]]:
    """One host for each instance, in their order, and what is to be told of them."""
    told: list[str] = []
    names, together = host_names([(_name(one["instance"]), one["instance"]["id"], one["connection"]) for one in members])
    if together:
        shared = [sentence_list([names[index] for index in indices]) for indices in together]
        told.append(f"Instances of the same name are told apart by their ids: {some(shared)}.")
    groups = _Groups(default_groups)
    hosts = [Host(name, groups.of(one), _variables(one)) for name, one in zip(names, members)]
    return hosts, told + groups.warnings()


def _variables(one: Member) -> dict[str, Any]:
    options = {f"boomi_{name}": value for name, value in one["options"].items()}
    processes = {} if one["processes"] is None else {"boomi_processes": one["processes"]}
    return {**options, "boomi_connection": one["connection"], "boomi_name": _name(one["instance"]), "boomi_instance": one["instance"], **processes}


def _name(instance: Any) -> str:
    """The instance as people call it: by its id where it has no name."""
    return ", ".join(sorted(name for name in instance_names(instance) if name)) or str(instance["id"])


class _Groups:
    """The groups of each host, and which groups stand for more than one text."""

    def __init__(self, kinds: Collection[str]) -> None:
        self._kinds = kinds
        self._texts: dict[str, dict[str, None]] = {}

    def of(self, one: Member) -> list[str]:
        instance = one["instance"]
        environments = instance["environments"] or []
        texts = {
            "environment": [place["name"] or place["id"] for place in environments],
            "classification": [place["classification"] for place in environments],
            "pack": [pack["name"] or pack["id"] for pack in instance["integration_pack"]],
        }
        groups = {"boomi": None, self._group("connection", one["connection"]): None}
        groups.update((self._group(kind, text), None) for kind in texts if kind in self._kinds for text in texts[kind] if text)
        return list(groups)

    def _group(self, kind: str, text: str) -> str:
        name = group_name(kind, text)
        self._texts.setdefault(name, {})[text] = None
        return name

    def warnings(self) -> list[str]:
        shared = [f"{name} ({sentence_list([quoted(text) for text in texts])})" for name, texts in self._texts.items() if len(texts) > 1]
        return [f"A group stands for several names that differ in unsafe characters alone: {some(shared)}."] if shared else []

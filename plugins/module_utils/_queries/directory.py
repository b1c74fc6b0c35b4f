# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Lists instances, environments and spaces: all of them, or those with given IDs and names.

The modules ``integration_pack_instance_info``, ``environment_info`` and ``space_info`` call the three ``…_facts`` functions. Each takes a
connection, a question, and a function that shows a warning. It returns the values of the module or raises BoomiError.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._options import MISSING, TEXTS, list_of_texts
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Counts, Get, Missing, Warn, check_missing, concluded, missing_from, select
from ansible_collections.boomi.spaces.plugins.module_utils._records import (
    AttachedInstance,
    Environment,
    EnvironmentReference,
    Instance,
    Space,
    instance_names,
)
from ansible_collections.boomi.spaces.plugins.module_utils._sources.opening import open_source
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import INSTANCE_ENVIRONMENTS, PACK_NAMES
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http

INSTANCE_SPEC: dict[str, dict[str, Any]] = {"instance_ids": TEXTS, "instance_names": TEXTS, "integration_packs": TEXTS, "missing": MISSING}
ENVIRONMENT_SPEC: dict[str, dict[str, Any]] = {"environments": TEXTS, "classification": {"type": "str", "choices": ["PROD", "TEST"]}, "missing": MISSING}
SPACE_SPEC: dict[str, dict[str, Any]] = {"spaces": TEXTS, "missing": MISSING}


@dataclasses.dataclass(frozen=True)
class InstanceQuestion:
    """Which instances to return: those with one of the IDs or names, and with one of the packs, by ID or name. None means no restriction."""

    instance_ids: list[str] | None = None
    instance_names: list[str] | None = None
    integration_packs: list[str] | None = None
    missing: Missing = "fail"


@dataclasses.dataclass(frozen=True)
class EnvironmentQuestion:
    """Which environments to return: those with one of the IDs or names, and with the classification. None means no restriction."""

    environments: list[str] | None = None
    classification: str | None = None
    missing: Missing = "fail"


@dataclasses.dataclass(frozen=True)
class SpaceQuestion:
    """Which spaces to return: those with one of the IDs or names. None means all of them."""

    spaces: list[str] | None = None
    missing: Missing = "fail"


class InstanceFacts(Counts):
    """``missing_…`` are the IDs and names that Boomi does not know."""

    instances: list[AttachedInstance]
    missing_instances: list[str]
    missing_integration_packs: list[str]
    source: str


class EnvironmentFacts(Counts):
    environments: list[Environment]
    missing_environments: list[str]
    source: str


class SpaceFacts(Counts):
    spaces: list[Space]
    missing_spaces: list[str]
    source: str


def instance_question_from(get: Get) -> InstanceQuestion:
    """The checked question. Raises a ``usage`` error."""
    ids, names, packs = (list_of_texts(name, get(name), "ask for every instance") for name in ("instance_ids", "instance_names", "integration_packs"))
    return InstanceQuestion(ids, names, packs, missing_from(get))


def environment_question_from(get: Get) -> EnvironmentQuestion:
    """The checked question. Raises a ``usage`` error."""
    return EnvironmentQuestion(list_of_texts("environments", get("environments"), "ask for every environment"), get("classification"), missing_from(get))


def space_question_from(get: Get) -> SpaceQuestion:
    """The checked question. Raises a ``usage`` error."""
    return SpaceQuestion(list_of_texts("spaces", get("spaces"), "ask for every space"), missing_from(get))


def instance_facts(connection: Connection, question: InstanceQuestion, warn: Warn) -> InstanceFacts:
    any_name = question.instance_ids is None and question.instance_names is None
    with Http(connection) as http:
        source = open_source(connection, http)
        only_names = question.instance_ids is None and question.integration_packs is None
        every = source.instances(question.instance_names if only_names else None)
        by_id = select(every, question.instance_ids or [], lambda instance: {instance["id"]})
        by_name = select(every, question.instance_names or [], instance_names)
        by_pack = select(every, question.integration_packs, _pack_terms)
        if by_name.missing or by_pack.missing:
            # If the names of packs were refused, what seems to be missing may exist.
            source.refusals.check(PACK_NAMES)
        missing = {"instance": by_id.missing + by_name.missing, "integration pack": by_pack.missing}
        check_missing(missing, source.scope, question.missing)
        named = {instance["id"] for instance in by_id.records + by_name.records}
        chosen = [instance for instance in by_pack.records if any_name or instance["id"] in named]
        environments = _environments_by_instance(source.environments(attachments=True)) if chosen else {}
        known = INSTANCE_ENVIRONMENTS not in source.refusals
        return {
            "instances": [_attached(instance, environments.get(instance["id"], []) if known else None) for instance in chosen],
            "missing_instances": missing["instance"],
            "missing_integration_packs": missing["integration pack"],
            "source": source.name,
            **concluded([source], http, warn),
        }


def environment_facts(connection: Connection, question: EnvironmentQuestion, warn: Warn) -> EnvironmentFacts:
    with Http(connection) as http:
        source = open_source(connection, http)
        chosen = select(source.environments(atoms=True, attachments=True), question.environments, lambda one: {one["id"], one["name"]})
        check_missing({"environment": chosen.missing}, source.scope, question.missing)
        return {
            "environments": [one for one in chosen.records if question.classification in (None, one["classification"])],
            "missing_environments": chosen.missing,
            "source": source.name,
            **concluded([source], http, warn),
        }


def space_facts(connection: Connection, question: SpaceQuestion, warn: Warn) -> SpaceFacts:
    """Only the Spaces API knows spaces, so another source is a ``usage`` error."""
    with Http(connection) as http:
        source = open_source(connection, http)
        chosen = select(source.spaces(), question.spaces, lambda one: {one["id"], one["name"]})
        check_missing({"space": chosen.missing}, "account", question.missing)
        return {"spaces": chosen.records, "missing_spaces": chosen.missing, "source": source.name, **concluded([source], http, warn)}


def _pack_terms(instance: Instance) -> set[str | None]:
    return {term for pack in instance["integration_pack"] for term in (pack["id"], pack["name"])}


def _attached(instance: Instance, environments: list[EnvironmentReference] | None) -> AttachedInstance:
    return {**instance, "environments": environments}


def _environments_by_instance(environments: list[Environment]) -> dict[str | None, list[EnvironmentReference]]:
    """By the ID of the instance that is attached to them."""
    found: dict[str | None, list[EnvironmentReference]] = {}
    for environment in environments:
        reference: EnvironmentReference = {"id": environment["id"], "name": environment["name"], "classification": environment["classification"]}
        for attachment in environment["integration_pack_environment_attachment"] or []:
            found.setdefault(attachment["integration_pack_instance_id"], []).append(reference)
    return found

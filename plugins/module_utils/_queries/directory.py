# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Which instances, environments and spaces there are: all of them, or those of given ids and names.

The modules ``integration_pack_instance_info``, ``environment_info`` and ``space_info`` are glue over the three functions.
Each takes the options by name, answers the module's return values, and answers whole or raises BoomiError.
"""

from __future__ import annotations

from typing import Any, Callable, TypeVar

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._connection import connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, quoted, sentence_list
from ansible_collections.boomi.spaces.plugins.module_utils._options import MISSING, TEXTS, list_of_texts
from ansible_collections.boomi.spaces.plugins.module_utils._records import Environment, Instance, instance_names
from ansible_collections.boomi.spaces.plugins.module_utils._sources.base import Source, source_for
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import ATTACHMENTS, PACKS
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http

INSTANCE_SPEC = {"instance_ids": TEXTS, "instance_names": TEXTS, "integration_packs": TEXTS, "missing": MISSING}
ENVIRONMENT_SPEC = {"environments": TEXTS, "classification": {"type": "str", "choices": ["PROD", "TEST"]}, "missing": MISSING}
SPACE_SPEC = {"spaces": TEXTS, "missing": MISSING}

Get = Callable[[str], Any]
Warn = Callable[[str], None]
Record = TypeVar("Record")


def instance_facts(get: Get, warn: Warn) -> dict[str, Any]:
    """``instances``: records with ``environments``, the places they are attached to, null where the user may not know."""
    connection = connection_from(get)
    ids, names, packs = (list_of_texts(name, get(name), "ask for every instance") for name in ("instance_ids", "instance_names", "integration_packs"))
    with Http(connection) as http:
        source = source_for(connection, http)
        every = source.instances(names if ids is None and packs is None else None)
        terms = _Terms(source, str(get("missing")))
        by_id = terms.choose(every, ids, lambda one: {one["id"]}, "instance")
        by_name = terms.choose(every, names, instance_names, "instance", PACKS)
        named = {one["id"] for one in by_id + by_name}
        of_packs = {one["id"] for one in terms.choose(every, packs, _pack_terms, "integration pack", PACKS)}
        kept = [one for one in every if ((ids is None and names is None) or one["id"] in named) and (packs is None or one["id"] in of_packs)]
        terms.refuse_missing()
        places = _places(source.environments(attachments=True)) if kept else {}
        known = ATTACHMENTS not in source.refusals
        if source.refusals:
            warn(source.refusals.warning())
        return {
            "instances": [{**one, "environments": places.get(one["id"], []) if known else None} for one in kept],
            "missing_instances": terms.missing["instance"],
            "missing_integration_packs": terms.missing["integration pack"],
            "source": source.name,
            "request_count": http.request_count,
        }


def environment_facts(get: Get, warn: Warn) -> dict[str, Any]:
    """``environments``: records with their atoms and the instances attached to them."""
    connection = connection_from(get)
    wanted = list_of_texts("environments", get("environments"), "ask for every environment")
    with Http(connection) as http:
        source = source_for(connection, http)
        every = source.environments(atoms=True, attachments=True)
        terms = _Terms(source, str(get("missing")))
        chosen = every if wanted is None else terms.choose(every, wanted, lambda one: {one["id"], one["name"]}, "environment")
        terms.refuse_missing()
        if source.refusals:
            warn(source.refusals.warning())
        classification = get("classification")
        return {
            "environments": [one for one in chosen if classification in (None, one["classification"])],
            "missing_environments": terms.missing["environment"],
            "source": source.name,
            "request_count": http.request_count,
        }


def space_facts(get: Get, warn: Warn) -> dict[str, Any]:  # noqa: ARG001 -- the signature of all three; nothing here is a courtesy
    """``spaces``: records, as the Spaces API alone knows them."""
    connection = connection_from(get, needs_space=False)
    wanted = list_of_texts("spaces", get("spaces"), "ask for every space")
    with Http(connection) as http:
        source = source_for(connection, http)
        every = source.spaces()
        terms = _Terms(source, str(get("missing")))
        chosen = every if wanted is None else terms.choose(every, wanted, lambda one: {one["id"], one["name"]}, "space")
        terms.refuse_missing()
        return {"spaces": chosen, "missing_spaces": terms.missing["space"], "source": source.name, "request_count": http.request_count}


class _Terms:
    """The ids and names that were asked for, and those that nothing bears: ``missing``, by what they should have been."""

    def __init__(self, source: Source, policy: str) -> None:
        self.missing: dict[str, list[str]] = {what: [] for what in ("instance", "integration pack", "environment", "space")}
        self._source = source
        self._policy = policy

    def choose(
        self, records: list[Record], terms: list[str] | None, terms_of: Callable[[Record], set[str | None]], what: str, names: str | None = None
    ) -> list[Record]:
        """The records that bear one of the terms, in their own order. ``names`` is what their names come from, which can be refused."""
        wanted = dict.fromkeys(terms or [])
        chosen = [record for record in records if not terms_of(record).isdisjoint(wanted)]
        known = {term for record in chosen for term in terms_of(record)}
        missing = [term for term in wanted if term not in known]
        if missing and names:
            self._source.refusals.check(names)  # it may be there
        self.missing[what] += missing
        return chosen

    def refuse_missing(self) -> None:
        absent = {what: terms for what, terms in self.missing.items() if terms}
        if not absent or self._policy == "report":
            return
        scope = "account" if "space" in absent else self._source.scope
        parts = [f"the {what}{'s' if len(terms) > 1 else ''} {sentence_list([quoted(term) for term in terms])}" for what, terms in absent.items()]
        instances = absent.get("instance", [])
        raise BoomiError(
            f"Boomi does not know {sentence_list(parts)} in this {scope}. Correct the list, or set missing to report.",
            kind=_errors.NOT_FOUND,
            instance_id=instances[0] if len(instances) == 1 else None,
        )


def _pack_terms(instance: Instance) -> set[str | None]:
    return {term for pack in instance["integration_pack"] for term in (pack["id"], pack["name"])}


def _places(environments: list[Environment]) -> dict[str | None, list[dict[str, Any]]]:
    """The environments by the id of the instance that is attached to them."""
    found: dict[str | None, list[dict[str, Any]]] = {}
    for environment in environments:
        place = {name: environment[name] for name in ("id", "name", "classification")}
        for attachment in environment["integration_pack_environment_attachment"] or []:
            found.setdefault(attachment["integration_pack_instance_id"], []).append(place)
    return found

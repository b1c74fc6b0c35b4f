# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Which fields the queries of the Spaces API ask for, and which of them the facts can do without.

Spaces is a Labs feature of Boomi: its fields can disappear, and a query that asks for one of those is refused as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils._sources.reading import ENTRY_FIELDS, EXECUTION_FIELDS
from ansible_collections.boomi.spaces.plugins.module_utils._transport.answers import GraphQLError

# By type, each field with the type that it has, if it is an object. The names of types are those of the documentation, but for the packs of
# instances and spaces, which it calls IntegrationPack too.
FIELDS: dict[str, dict[str, str | None]] = {
    "Process": {"id": None, "name": None, "integrationPack": "IntegrationPack", "processSchedules": "ProcessSchedules"},
    "IntegrationPack": {"integrationPackId": None, "integrationPackInstanceId": None},
    "ProcessSchedules": {"id": None, "processId": None, "atomId": None, "envId": None, "schedule": "Schedule", "retry": "Retry"},
    "Schedule": dict.fromkeys(ENTRY_FIELDS),
    "Retry": {"schedule": "Schedule", "maxRetry": None},
    "IntegrationPackInstance": {"id": None, "integrationPackOverrideName": None, "integrationPack": "IntegrationPackDetails"},
    "IntegrationPackDetails": {"id": None, "name": None, "description": None, "installationType": None},
    "Environment": {
        "id": None,
        "name": None,
        "classification": None,
        "integrationPackEnvironmentAttachment": "IntegrationPackEnvironmentAttachment",
        "atoms": "Atom",
    },
    "IntegrationPackEnvironmentAttachment": {"id": None, "environmentId": None, "integrationPackInstanceId": None},
    "Atom": {"id": None, "name": None},
    "Space": {
        "id": None,
        "name": None,
        "description": None,
        "url": None,
        "theme": "SpaceTheme",
        "accountGroup": "AccountGroup",
        "sharedIpacks": "IntegrationPackDetails",
        "createdDate": None,
        "modifiedDate": None,
        "createdByAccountId": None,
        "modifiedByAccountId": None,
    },
    "ExecutionHistory": dict.fromkeys(EXECUTION_FIELDS),
    "SpaceTheme": {"logoUrl": None, "logoAltTxt": None},
    "AccountGroup": {"id": None, "name": None},
}


class Field(NamedTuple):
    type: str
    name: str


# What is null in the facts if the API no longer has it. Everything else is what the facts are made of.
OPTIONAL = frozenset(
    {
        *(Field("Space", name) for name in FIELDS["Space"].keys() - {"id", "name", "sharedIpacks"}),
        *(Field("SpaceTheme", name) for name in FIELDS["SpaceTheme"]),
        *(Field("AccountGroup", name) for name in FIELDS["AccountGroup"]),
        *(Field("ExecutionHistory", name) for name in EXECUTION_FIELDS if name not in ("executionId", "executionTime", "status")),
        Field("IntegrationPackDetails", "description"),
        Field("IntegrationPackDetails", "installationType"),
    }
)

# What names are made of. They are a courtesy, so a question about processes can do without these as well.
NAMES = frozenset(
    {
        Field("IntegrationPackInstance", "integrationPackOverrideName"),
        Field("IntegrationPackInstance", "integrationPack"),
        Field("IntegrationPackDetails", "id"),
        Field("IntegrationPackDetails", "name"),
    }
)

# What graphql-js and graphql-java say of a field that a type does not have.
_UNKNOWN_FIELD = (
    re.compile(r'Cannot query field "(?P<name>\w+)" on type "(?P<type>\w+)"'),
    re.compile(r"Field '(?P<name>\w+)' in type '(?P<type>\w+)' is undefined"),
)


def selection(type_name: str, left_out: Iterable[Field]) -> str:
    """The fields of a type for a query, in braces, without those left out. Empty if none are left."""
    absent = frozenset(left_out)
    parts = []
    for name, inner in FIELDS[type_name].items():
        below = selection(inner, absent) if inner else ""
        if Field(type_name, name) not in absent and (below or not inner):
            parts.append(f"{name} {below}".strip())
    return f"{{ {' '.join(parts)} }}" if parts else ""


def unknown_fields(errors: Iterable[GraphQLError]) -> set[Field]:
    """The fields of which these errors say that the API does not have them, as it names them."""
    # An error with a path comes from a field that was asked for and exists.
    found = (pattern.search(error.message) for error in errors if not error.path for pattern in _UNKNOWN_FIELD)
    return {Field(one["type"], one["name"]) for one in found if one}


def left_out_for(field: Field, queried: str) -> set[Field]:
    """The fields to leave out of a query for one that the API does not have. ``queried`` is the type that the query asks for.

    It is that of the type of that name, or, if it is unknown here, of every type in the query that has one.
    """
    if field.name in FIELDS.get(field.type, {}):
        return {field}
    return {Field(type_name, field.name) for type_name in _types_in(queried) if field.name in FIELDS[type_name]}


def _types_in(type_name: str) -> set[str]:
    """The type, and those of its fields."""
    return {type_name}.union(*(_types_in(inner) for inner in FIELDS[type_name].values() if inner))

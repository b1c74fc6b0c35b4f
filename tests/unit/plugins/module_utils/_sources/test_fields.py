# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of queries: which are asked for, and which are left out if the API no longer has them."""

from __future__ import annotations

import pytest
from graphql import GraphQLObjectType, build_schema

from ansible_collections.boomi.spaces.plugins.module_utils._sources.fields import FIELDS, NAMES, OPTIONAL, Field, left_out_for, selection, unknown_fields
from ansible_collections.boomi.spaces.plugins.module_utils._transport.answers import GraphQLError
from tests.paths import ROOT


def error(message: str, *path: str) -> GraphQLError:
    return GraphQLError(message, None, path)


def test_the_fields_are_those_of_the_documented_types() -> None:
    schema = build_schema((ROOT / "tests/sandbox/schema.graphql").read_text(encoding="utf-8"))
    for type_name, fields in FIELDS.items():
        documented = schema.get_type(type_name)
        assert isinstance(documented, GraphQLObjectType)
        assert fields.keys() <= documented.fields.keys()


def test_a_selection() -> None:
    assert selection("IntegrationPackDetails", []) == "{ id name description installationType }"
    assert selection("IntegrationPackInstance", [Field("IntegrationPackDetails", "description"), Field("Space", "name")]) == (
        "{ id integrationPackOverrideName integrationPack { id name installationType } }"
    )


def test_an_object_of_which_nothing_is_left_is_left_out() -> None:
    gone = [Field("SpaceTheme", "logoUrl"), Field("SpaceTheme", "logoAltTxt")]
    assert "theme" not in selection("Space", gone)
    assert "theme { logoAltTxt }" in selection("Space", gone[:1])
    assert selection("SpaceTheme", gone) == ""


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ('Cannot query field "theme" on type "Space".', Field("Space", "theme")),
        ('Cannot query field "theme" on type "Space". Did you mean "name"?', Field("Space", "theme")),
        ("Validation error (FieldUndefined@[spaces/theme]) : Field 'theme' in type 'Space' is undefined", Field("Space", "theme")),
        ("Validation error of type FieldUndefined: Field 'id' in type 'Atom' is undefined @ 'environments/atoms/id'", Field("Atom", "id")),
    ],
)
def test_an_unknown_field(message: str, field: Field) -> None:
    assert unknown_fields([error("other"), error(message), error(message)]) == {field}


def test_an_error_about_an_answer_names_no_unknown_field() -> None:
    assert unknown_fields([error('Cannot query field "theme" on type "Space".', "spaces"), error("Cannot query field theme")]) == set()


def test_a_field_is_left_out_of_its_type_and_of_every_type_of_the_query_if_that_is_unknown() -> None:
    assert left_out_for(Field("Space", "url"), "Space") == {Field("Space", "url")}
    assert left_out_for(Field("IntegrationPack", "installationType"), "Space") == {Field("IntegrationPackDetails", "installationType")}
    assert left_out_for(Field("SpaceType", "theme"), "Space") == {Field("Space", "theme")}
    assert left_out_for(Field("Query", "everything"), "Space") == set()
    assert not left_out_for(Field("Whatever", "name"), "Space") <= OPTIONAL


def test_a_field_of_an_unknown_type_is_left_out_of_the_types_of_the_query_alone() -> None:
    name = Field("IntegrationPack", "name")
    assert left_out_for(name, "IntegrationPackInstance") == {Field("IntegrationPackDetails", "name")} <= NAMES
    assert left_out_for(name, "Environment") == {Field("Environment", "name"), Field("Atom", "name")}
    assert left_out_for(name, "Schedule") == set()


def test_what_the_facts_are_made_of_is_not_optional() -> None:
    assert {field.type for field in OPTIONAL} == {"Space", "SpaceTheme", "AccountGroup", "IntegrationPackDetails", "ExecutionHistory"}
    assert OPTIONAL.isdisjoint(NAMES)
    assert OPTIONAL.isdisjoint({Field("ExecutionHistory", name) for name in ("executionId", "executionTime", "status")})
    assert OPTIONAL.isdisjoint({Field("Space", "id"), Field("Space", "name"), Field("Space", "sharedIpacks"), Field("IntegrationPackDetails", "name")})

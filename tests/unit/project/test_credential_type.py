# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The credential type for AWX: what users paste is accepted, and its variables are those of the connection."""

from __future__ import annotations

from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, environment_variable
from tests.awx import credential_type, inject, problems

pytestmark = pytest.mark.once

TABLE = {option.name: option for option in fields(Connection)}
INPUTS, INJECTORS = credential_type()
FIELDS: dict[str, dict[str, Any]] = {field["id"]: field for field in INPUTS["fields"]}


def test_awx_accepts_it() -> None:
    assert problems(INPUTS, INJECTORS) == []


@pytest.mark.parametrize(
    ("inputs", "injectors", "told"),
    [
        ({"dependencies": {}}, {}, "inputs: dependencies"),
        ({"required": ["password"]}, {}, "required: password"),
        ({"fields": [{"id": "tower", "label": "x"}]}, {}, "tower: id"),
        ({"fields": [{"id": "space-guid", "label": "x"}]}, {}, "space-guid: id"),
        ({"fields": [{"id": "x", "label": "x", "description": "y"}]}, {}, "x: description"),
        ({"fields": [{"id": "x", "label": "x", "type": "number"}]}, {}, "x: type"),
        ({"fields": [{"id": "x", "label": "x", "type": "boolean", "secret": True}]}, {}, "x: secret of a boolean"),
        ({"fields": [{"id": "x", "label": "x", "choices": []}]}, {}, "x: choices"),
        ({"fields": [{"id": "account_id", "label": "x"}]}, {}, "twice: account_id"),
        ({}, {"vars": {}}, "injectors: vars"),
        ({}, {"file": {"client_key": "x"}}, "file: client_key"),
        ({}, {"env": {"ANSIBLE_TIMEOUT": "{{ account_id }}"}}, "env: ANSIBLE_TIMEOUT"),
        ({}, {"env": {"BOOMI_X": "{{ account }}"}}, "BOOMI_X: 'account' is undefined"),
        ({}, {"env": {"BOOMI_X": "{{ tower.filename.key }}"}}, "BOOMI_X: 'types.SimpleNamespace object' has no attribute 'key'"),
    ],
)
def test_what_awx_would_not_accept(inputs: dict[str, Any], injectors: dict[str, Any], told: str) -> None:
    changed = {**INPUTS, **inputs, "fields": [*INPUTS["fields"], *inputs.get("fields", [])]}
    merged = {key: {**INJECTORS.get(key, {}), **injectors.get(key, {})} for key in {**INJECTORS, **injectors}}
    assert problems(changed, merged) == [told]


def test_each_field_is_an_option_of_the_connection_and_sets_its_variable() -> None:
    assert set(FIELDS) <= set(TABLE)
    assert list(INJECTORS["env"]) == [environment_variable(name) for name in FIELDS]
    for name in FIELDS:
        assert name in INJECTORS["env"][environment_variable(name)]


def test_what_is_no_field_has_a_default_or_is_worth_nothing_after_five_minutes() -> None:
    left_out = set(TABLE) - set(FIELDS)
    assert {name for name in left_out if TABLE[name].default in (None, MISSING)} == {"access_token"}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_is_secret_and_has_choices_as_its_option_does(name: str) -> None:
    metadata, field = TABLE[name].metadata, FIELDS[name]
    assert field.get("secret", False) == metadata["secret"]
    assert tuple(field.get("choices", ())) == (metadata["choices"] or ())
    assert field.get("default") == (TABLE[name].default if metadata["choices"] else None)
    # AWX takes the first choice for a field that is left empty.
    assert field.get("choices", [None])[0] == field.get("default")
    assert metadata["kind"] in ("str", "path"), "a number or a boolean cannot be left empty"


@pytest.mark.parametrize("name", FIELDS)
def test_what_is_a_path_for_the_option_is_pasted_and_becomes_a_file(name: str) -> None:
    is_file = TABLE[name].metadata["kind"] == "path"
    assert FIELDS[name].get("multiline", False) == is_file
    assert (f"template.{name}" in INJECTORS["file"]) == is_file


def test_a_value_arrives_as_it_was_pasted(tmp_path: Path) -> None:
    values = {name: f"{{{{ 1 + 1 }}}} of {name}\nü" for name in FIELDS}
    injected = inject(INJECTORS, values, tmp_path)
    for name, value in values.items():
        found = injected[environment_variable(name)]
        assert (Path(found).read_text(encoding="utf-8") if FIELDS[name].get("multiline") else found) == value


def test_what_is_left_empty_is_blank(tmp_path: Path) -> None:
    given = {name: name for name in INPUTS["required"]}
    injected = inject(INJECTORS, {**given, "space_guid": ""}, tmp_path)
    assert {name: value for name, value in injected.items() if value} == {environment_variable(name): name for name in given}

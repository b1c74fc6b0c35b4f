# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks the selections of a GraphQL operation, to count its root fields and to give a response the shapes of the published samples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
)

from .account import Answers

_Fragments = dict[str, FragmentDefinitionNode]


def root_fields(document: DocumentNode, operation: OperationDefinitionNode) -> list[tuple[str, str]]:
    """(response key, field name) of each root field, in the order of the text, including those in fragments."""
    found = _fields(operation.selection_set, _fragments(document))
    return [(_key(node), node.name.value) for node in found]


def reshape(data: dict[str, Any], document: DocumentNode, operation: OperationDefinitionNode, schema: GraphQLSchema, answers: Answers) -> None:
    """Change ``data`` in place: a list of one to its item, or an object to a list of one, for the fields in ``answers``."""
    fragments = _fragments(document)

    def walk(value: Any, selections: SelectionSetNode | None, kind: object) -> None:
        if isinstance(value, list):
            for item in value:
                walk(item, selections, kind)
        elif isinstance(value, dict) and selections is not None and isinstance(kind, GraphQLObjectType):
            for node in _fields(selections, fragments):
                step(value, node, kind)

    def step(parent: dict[str, Any], node: FieldNode, kind: GraphQLObjectType) -> None:
        key, name = _key(node), node.name.value
        if name not in kind.fields or key not in parent:
            return
        walk(parent[key], node.selection_set, get_named_type(kind.fields[name].type))
        place = f"{kind.name}.{name}"
        if place in answers.single_as_object and isinstance(parent[key], list) and len(parent[key]) == 1:
            parent[key] = parent[key][0]
        elif place in answers.as_list and isinstance(parent[key], dict):
            parent[key] = [parent[key]]

    walk(data, operation.selection_set, schema.query_type)


def _fragments(document: DocumentNode) -> _Fragments:
    return {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}


def _fields(selections: SelectionSetNode, fragments: _Fragments, within: frozenset[str] = frozenset()) -> Iterator[FieldNode]:
    for node in selections.selections:
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, InlineFragmentNode):
            yield from _fields(node.selection_set, fragments, within)
        elif isinstance(node, FragmentSpreadNode):
            name = node.name.value
            # A text that is not validated may contain an undefined fragment, or a fragment within itself.
            if name in fragments and name not in within:
                yield from _fields(fragments[name].selection_set, fragments, within | {name})


def _key(node: FieldNode) -> str:
    return node.alias.value if node.alias else node.name.value

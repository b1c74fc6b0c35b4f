# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Checks a policy on its own, without processes."""

from __future__ import annotations

from io import StringIO

import yaml

from ansible_collections.boomi.spaces.plugins.module_utils._errors import inline
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import read_policy
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Finding
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.values import PolicyError

# The loader on top of libyaml is about ten times as fast; a few builds of PyYAML lack it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def policy_faults(policy: object) -> list[Finding]:
    """One finding if the policy is not valid, none if it is. ``policy`` is the document, or the text of its YAML file."""
    try:
        read_policy(_loaded(policy) if isinstance(policy, str) else policy)
    except GivenError as error:
        return [_fault(str(error))]
    # ValueError: a date that does not exist, bytes that are not UTF-8.
    except (yaml.YAMLError, ValueError) as error:
        return [_fault(f"the policy is not valid YAML: {' '.join(str(error).split())}")]
    return []


def _loaded(text: str) -> object:
    """The document of a YAML text. Raises PolicyError for a key that is given twice: YAML would drop the first value without a word."""
    # A stream, because libyaml does not accept the subclasses of str that Ansible passes.
    loader = _LOADER(StringIO(text))
    try:
        root = loader.get_single_node()
        if root is None:
            return None
        # Before the values are made, since that adds the pairs of merged mappings (<<) to the nodes.
        _refuse_duplicates(root)
        return loader.construct_document(root)
    finally:
        loader.dispose()


def _refuse_duplicates(root: yaml.Node) -> None:
    # Anchors can nest a node in itself.
    seen: set[int] = set()
    waiting = [("", root)]
    while waiting:
        path, node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        below: list[tuple[str, yaml.Node]] = []
        if isinstance(node, yaml.SequenceNode):
            below = [(f"{path}[{index}]", each) for index, each in enumerate(node.value)]
        elif isinstance(node, yaml.MappingNode):
            lines: dict[tuple[str, str], int] = {}
            for key, value in node.value:
                # A key that is not text is refused anyway.
                if isinstance(key, yaml.ScalarNode):
                    name, line = (key.tag, key.value), key.start_mark.line + 1
                    field = f"{path}.{inline(key.value)}" if path else inline(key.value)
                    if name in lines:
                        where = f"lines {lines[name]} and {line}" if lines[name] != line else f"line {line}"
                        raise PolicyError(f"is given twice, in {where}", field=field, allowed="give it once")
                    lines[name] = line
                    below.append((field, value))
        # The first of the document comes next.
        waiting += reversed(below)


def _fault(message: str) -> Finding:
    return {
        "rule": "",
        "severity": "error",
        "message": message,
        "process_id": None,
        "process_name": None,
        "instance_id": None,
        "env_id": None,
        "atom_id": None,
        "expected": None,
        "actual": None,
    }

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which file of the collection uses which: a Python file what it imports, a role or a playbook what it names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.integration.playing import ROOT

_PLUGINS = "ansible_collections.boomi.spaces.plugins."
# How Ansible's files name what they use, and where that is.
_NAMED = [
    (re.compile(r"\| boomi\.spaces\.(\w+)"), "plugins/filter/{}.py"),
    (re.compile(r"\bis (?:not )?boomi\.spaces\.(\w+)"), "plugins/test/{}.py"),
    (re.compile(r"(?:lookup|query)\('boomi\.spaces\.(\w+)'"), "plugins/lookup/{}.py"),
    (re.compile(r"^\s*boomi\.spaces\.(\w+):", re.MULTILINE), "plugins/modules/{}.py"),
    (re.compile(r"^\s*(?:name:|-) boomi\.spaces\.(\w+)$", re.MULTILINE), "roles/{}"),
]


def uses() -> dict[str, set[str]]:
    """Of each Python file that is part of the collection, each role and each playbook, by its path."""
    found: dict[str, set[str]] = {}
    for pattern in ("plugins/*/*.py", "extensions/**/*.py"):
        for path in ROOT.glob(pattern):
            if path.parent.name != "doc_fragments":
                found[str(path.relative_to(ROOT))] = set(_imported(ast.parse(path.read_text())))
    for role in ROOT.glob("roles/*"):
        found[str(role.relative_to(ROOT))] = set(_named(*role.glob("tasks/*"), *role.glob("templates/*")))
    for playbook in ROOT.glob("playbooks/*.yml"):
        found[str(playbook.relative_to(ROOT))] = set(_named(playbook, *ROOT.glob(f"playbooks/templates/{playbook.stem}.*")))
    missing = {used for used_here in found.values() for used in used_here} - set(found)
    assert not missing, missing
    return found


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(_PLUGINS):
            place = f"plugins/{node.module.removeprefix(_PLUGINS).replace('.', '/')}"
            yield from [f"{place}.py"] if (ROOT / f"{place}.py").exists() else [f"{place}/{name.name}.py" for name in node.names]


def _named(*paths: Path) -> Iterator[str]:
    for path in paths:
        text = path.read_text()
        for pattern, place in _NAMED:
            yield from map(place.format, pattern.findall(text))

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users read: the documentation of the plugins that ask Boomi, as ansible-doc has it, and the guides."""

from __future__ import annotations

import ast
import functools
import json
from typing import Any

import yaml

from tests.integration.blocks import blocks
from tests.integration.playing import BIN, environment, run
from tests.kinds import FOLDERS
from tests.paths import ROOT


def plugins(*kinds: str) -> dict[str, str]:
    """Every plugin of these kinds, with its kind."""
    return {f"boomi.spaces.{path.stem}": kind for kind in kinds for path in sorted((ROOT / "plugins" / FOLDERS[kind]).glob("*.py"))}


# Those that ask Boomi, and whose examples are tasks.
PLUGINS = plugins("module", "lookup")
# Its examples are files.
INVENTORY = "boomi.spaces.integration_pack_instance"
DOCUMENTED = {**PLUGINS, **plugins("inventory", "filter", "test")}
ROLES = [f"boomi.spaces.{path.name}" for path in sorted((ROOT / "roles").iterdir())]


def examples(name: str) -> str:
    """The examples of a plugin as they stand in its file, which is where ansible-doc has them from."""
    kind, file = DOCUMENTED[name], f"{name.rpartition('.')[2]}.py"
    for node in ast.parse((ROOT / "plugins" / FOLDERS[kind] / file).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "EXAMPLES":
            text: str = ast.literal_eval(node.value)
            return text
    raise AssertionError(f"{file} has no EXAMPLES")


def documentation(name: str) -> dict[str, Any]:
    documented: dict[str, Any] = _pages(DOCUMENTED[name])[name]
    return documented


def role(name: str) -> dict[str, Any]:
    """The page of a role's entry point."""
    page: dict[str, Any] = _pages("role")[name]["entry_points"]["main"]
    return page


@functools.cache
def _pages(kind: str) -> dict[str, Any]:
    """All pages of a kind, of one run of ansible-doc."""
    names = ROLES if kind == "role" else plugins(kind)
    pages: dict[str, Any] = json.loads(run([str(BIN / "ansible-doc"), "--json", "--type", kind, *names], environment()).check().output)
    return pages


@functools.cache
def variables() -> frozenset[str]:
    """The environment variables that an option can come from, by the documentation of the plugins that say so."""
    options = [option for name, kind in DOCUMENTED.items() if kind != "module" for option in documentation(name)["doc"]["options"].values()]
    return frozenset(env["name"] for option in options for env in option.get("env", []))


def guide(name: str) -> list[Any]:
    """What the YAML blocks of a page say, in order."""
    return [yaml.safe_load(block.text) for block in blocks(ROOT / name) if block.language == "yaml"]

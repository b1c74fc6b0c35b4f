# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users read: the documentation of the plugins that ask Boomi, as ansible-doc has it, and the guides."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import yaml

from tests.integration.blocks import blocks
from tests.integration.playing import BIN, ROOT, environment, run

PLUGINS = {
    "boomi.spaces.integration_pack_process_info": "module",
    "boomi.spaces.integration_pack_instance_info": "module",
    "boomi.spaces.environment_info": "module",
    "boomi.spaces.space_info": "module",
    "boomi.spaces.integration_pack_process": "lookup",
}
# Its examples are no tasks.
INVENTORY = "boomi.spaces.integration_pack_instance"
DOCUMENTED = {**PLUGINS, INVENTORY: "inventory"}


def documentation(name: str) -> dict[str, Any]:
    done = run([str(BIN / "ansible-doc"), "--json", "--type", DOCUMENTED[name], name], environment())
    documented: dict[str, Any] = json.loads(done.check().output)[name]
    return documented


@cache
def variables() -> frozenset[str]:
    """The environment variables that an option can come from, by the documentation of the plugins that say so."""
    options = [option for name, kind in DOCUMENTED.items() if kind != "module" for option in documentation(name)["doc"]["options"].values()]
    return frozenset(env["name"] for option in options for env in option.get("env", []))


def guide(name: str) -> list[Any]:
    """What the YAML blocks of a page say, in order."""
    return [yaml.safe_load(block.text) for block in blocks(ROOT / name) if block.language == "yaml"]

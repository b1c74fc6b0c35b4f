# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users read: the documentation of the plugins that ask Boomi, as ansible-doc has it, and the guides."""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any

import yaml

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
GUIDES = ROOT / "docs/docsite/rst"


def documentation(name: str) -> dict[str, Any]:
    done = run([str(BIN / "ansible-doc"), "--json", "--type", DOCUMENTED[name], name], environment())
    documented: dict[str, Any] = json.loads(done.check().output)[name]
    return documented


def text(name: str) -> str:
    """The text of a guide."""
    return (GUIDES / f"{name}.rst").read_text()


def blocks(name: str, language: str = "yaml") -> list[str]:
    """The blocks of a guide in a language, in order."""
    found = re.findall(rf"^( *)\.\. code-block:: {language}\n((?:\1 +.*\n|\n)+)", text(name), re.MULTILINE)
    return [re.sub(r"\A(:.*\n)+", "", textwrap.dedent(block)).strip() + "\n" for dummy, block in found]


def guide(name: str) -> list[Any]:
    """What the YAML blocks of a guide say, in order."""
    return [yaml.safe_load(block) for block in blocks(name)]


def read_me(role: str) -> list[Any]:
    """What the YAML blocks of the page of a role say, in order."""
    page = (ROOT / "roles" / role / "README.md").read_text()
    return [yaml.safe_load(block) for block in re.findall(r"```yaml.*?\n(.*?)```", page, re.DOTALL)]

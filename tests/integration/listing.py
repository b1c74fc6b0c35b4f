# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs real ansible-inventory on an inventory file, and real playbooks over its hosts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.integration.playing import BIN, Run, run

PLUGIN = "boomi.spaces.integration_pack_instance"
# So that an inventory that fails ends the run, as the plugin's notes advise.
STOP = {"ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true"}


@dataclass(frozen=True)
class Listing:
    """What ansible-inventory tells. ``output`` is what it printed beside, on one line; ``text`` is the list as it was written."""

    returncode: int
    output: str
    text: str

    @property
    def hosts(self) -> dict[str, dict[str, Any]]:
        hosts: dict[str, dict[str, Any]] = plain(json.loads(self.text)["_meta"]["hostvars"]) if self.text else {}
        return hosts

    @property
    def groups(self) -> dict[str, list[str]]:
        """The hosts of each group that has some."""
        return {name: group["hosts"] for name, group in json.loads(self.text).items() if "hosts" in group} if self.text else {}

    @property
    def warnings(self) -> list[str]:
        return [part.strip() for part in self.output.split("[WARNING]: ")[1:]]


def plain(value: Any) -> Any:
    """The value without the marks of texts that are no templates."""
    if isinstance(value, dict):
        return value["__ansible_unsafe"] if value.keys() == {"__ansible_unsafe"} else {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def inventory(folder: Path, name: str = "boomi.yml", **options: Any) -> Path:
    file = folder / name
    file.write_text(yaml.safe_dump({"plugin": PLUGIN, **options}, allow_unicode=True))
    return file


def listing(file: Path, env: dict[str, str], *flags: str) -> Listing:
    out = file.parent / "listing.json"
    out.unlink(missing_ok=True)
    done = run([str(BIN / "ansible-inventory"), "--inventory", str(file), "--list", "--output", str(out), *flags], env, file.parent)
    return Listing(done.returncode, " ".join(done.output.split()), out.read_text() if out.exists() else "")


def play_over(file: Path, tasks: list[dict[str, Any]], env: dict[str, str], *flags: str) -> Run:
    """Runs the tasks on every host of the inventory, with nothing set but what the inventory sets."""
    book = file.parent / "over.yml"
    book.write_text(yaml.safe_dump([{"hosts": "boomi", "gather_facts": False, "tasks": tasks}], allow_unicode=True, sort_keys=False))
    return run([str(BIN / "ansible-playbook"), "--inventory", str(file), *flags, str(book)], env, file.parent)

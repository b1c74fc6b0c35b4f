# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide on where each fact comes from, and the documentation of what the modules return: neither names a fact that the other lacks."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.paths import ROOT

pytestmark = pytest.mark.once

GUIDE = ROOT / "docs/docsite/rst/fields.rst"

MODULES = {
    "processes": "integration_pack_process_info",
    "instances": "integration_pack_instance_info",
    "environments": "environment_info",
    "atoms": "atom_info",
    "execution_records": "execution_record_info",
    "audit_log": "audit_log_info",
    "spaces": "space_info",
}


@pytest.mark.parametrize("returned", MODULES)
def test_each_fact_has_a_line_in_the_guide(returned: str) -> None:
    module = importlib.import_module(f"ansible_collections.boomi.spaces.plugins.modules.{MODULES[returned]}")
    documented = yaml.safe_load(module.RETURN)[returned]["contains"]

    assert sorted(_lines(returned)) == sorted(_paths(documented))


def _lines(section: str) -> list[str]:
    """The first column of the table in a section, whose title is the name of the returned list."""
    after = GUIDE.read_text(encoding="utf-8").split(f"\n``{section}``\n---", 1)[1]
    table = after.split("\n---", 1)[0]
    return re.findall(r"^   ``(\S+)``,", table, re.MULTILINE)


def _paths(documented: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for name, value in documented.items():
        path = f"{prefix}{name}{'[]' if value['type'] == 'list' else ''}"
        yield path
        yield from _paths(value.get("contains", {}), f"{path}.")

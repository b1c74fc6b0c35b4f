# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the layout: small modules with names of their own, and a test beside each."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT

pytestmark = pytest.mark.once

PLUGINS = ROOT / "plugins"
MODULES = sorted(path.relative_to(PLUGINS) for part in ("module_utils", "plugin_utils") for path in (PLUGINS / part).rglob("*.py"))
# What grows beyond is two things.
MOST_LINES = 350
# Boomi's name for one of its APIs.
NAMED_LIKE_PYTHONS = [Path("module_utils/_sources/platform.py")]


def test_modules_are_small() -> None:
    lines = {str(module): len((PLUGINS / module).read_text(encoding="utf-8").splitlines()) for module in MODULES}
    assert {module: number for module, number in lines.items() if number > MOST_LINES} == {}


def test_each_module_has_a_test_of_its_own() -> None:
    tests = {module: ROOT / "tests/unit/plugins" / module.with_name(f"test_{module.name.lstrip('_')}") for module in MODULES}
    assert [str(module) for module, test in tests.items() if not test.is_file()] == []


def test_each_module_is_answered_on_the_controller_too() -> None:
    actions, modules = ({path.name for path in (PLUGINS / kind).glob("*.py")} for kind in ("action", "modules"))
    assert actions == modules
    assert modules


def test_no_folder_of_plugins_is_a_package() -> None:
    assert list(PLUGINS.rglob("__init__.py")) == []


def test_no_module_has_the_name_of_another() -> None:
    """Neither one of Python's nor that of a folder beside it."""
    assert [module for module in MODULES if module.stem in sys.stdlib_module_names] == NAMED_LIKE_PYTHONS
    assert [module for module in MODULES if (PLUGINS / module).with_suffix("").exists()] == []


def test_no_part_of_a_doc_fragment_has_the_name_of_another() -> None:
    """Ansible takes ``boomi.spaces.plan.span`` for the file span.py where there is one."""
    files = {path.stem: path.read_text(encoding="utf-8") for path in (PLUGINS / "doc_fragments").glob("*.py")}
    parts = {(file, part.lower()) for file, text in files.items() for part in re.findall(r"^    ([A-Z_]+) = r\"", text, re.MULTILINE)}
    assert ("schedule", "timezone") in parts
    assert [f"{file}.{part}" for file, part in sorted(parts) if part in files] == []

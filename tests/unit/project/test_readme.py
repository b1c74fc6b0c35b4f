# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The README is short, has the headings that certification asks for, and says what is so. `make check-release` renders it as Galaxy does."""

from __future__ import annotations

import re

import pytest

from tests.kinds import FOLDERS
from tests.paths import ROOT
from tests.versions import VERSIONS

pytestmark = pytest.mark.once

PLUGINS = [f"{path.stem}#{kind}" for kind, folder in FOLDERS.items() for path in sorted((ROOT / "plugins" / folder).glob("*.py"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")
HEADINGS = [
    *("Description", "Requirements", "Installation", "Use Cases", "Testing"),
    *("Support", "Release Notes", "Related Information", "License Information"),
]
MOST_WORDS = 700


def test_it_is_short() -> None:
    assert len(README.split()) <= MOST_WORDS


def test_it_has_the_headings_of_certification() -> None:
    assert re.findall(r"^#+ (.+)$", README.replace("$ #", ""), re.MULTILINE) == ["boomi.spaces", *HEADINGS]


def test_the_playbook_has_ten_lines() -> None:
    (playbook,) = re.findall(r"^```yaml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert playbook.count("\n") == 10


def test_its_numbers_are_those_of_the_benchmarks() -> None:
    (told,) = re.findall(r"a task gets (\d+) instances with (\d+) requests, not (\d+), and (\d+) times as fast at (\d+) ms latency", README)
    instances, requests, compared, ratio, latency = map(int, told)
    (measured,) = re.findall(rf"^### At {latency} ms latency$(.*?)^###", (ROOT / "docs/benchmarks.md").read_text(), re.MULTILINE | re.DOTALL)
    rows = {tuple(cell.strip() for cell in row.split("|")[1:3]): row.split("|")[3:] for row in measured.splitlines() if row.startswith("| ")}
    module, loop = rows[str(instances), "module"], rows[str(instances), "`uri` loop"]
    assert (int(module[0]), int(loop[0]), round(float(module[3]))) == (requests, compared, ratio)


def test_it_names_the_versions_that_are_tested() -> None:
    (told,) = re.findall(r"tested with ansible-core (.+)\.$", README, re.MULTILINE)
    assert re.findall(r"\d+\.\d+", told) == [version.core for version in VERSIONS]


def test_the_guide_that_it_leads_to_lists_what_there_is() -> None:
    """The README has no room for it."""
    (listed,) = re.findall(r"^What there is$(.*)^Next steps$", (ROOT / "docs/docsite/rst/getting_started.rst").read_text(), re.MULTILINE | re.DOTALL)
    roles = [f"{path.name}#role" for path in (ROOT / "roles").iterdir()]
    assert sorted(re.findall(r":ansplugin:`boomi\.spaces\.([^`]+)`", listed)) == sorted(PLUGINS + roles)
    playbooks = {path.stem for path in (ROOT / "playbooks").glob("*.yml")}
    assert playbooks - {path.name for path in (ROOT / "roles").iterdir()} <= set(re.findall(r"``boomi\.spaces\.(\w+)``", listed))

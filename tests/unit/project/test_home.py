# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The repository as a home: its address has one place, and what stands elsewhere leads to what is there."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
import yaml

from tests.paths import ROOT

pytestmark = pytest.mark.once

GALAXY = yaml.safe_load((ROOT / "galaxy.yml").read_text())
LINK = re.compile(r"\]\(([^)\s#]+)[^)]*\)")
SCHEMAS = {
    "urn:boomi-spaces:schema:policy": "docs/policy.schema.json",
    "urn:boomi-spaces:schema:schedule_change": "extensions/eda/plugins/event_source/schemas/schedule_change.json",
}


def tracked(*patterns: str) -> list[str]:
    told = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns], cwd=ROOT, check=True, capture_output=True, text=True)
    return [name for name in told.stdout.splitlines() if (ROOT / name).is_file()]


def test_the_address_of_the_repository_has_one_place() -> None:
    host, owner, name = GALAXY["repository"].removeprefix("https://").split("/")
    assert all(GALAXY[key].startswith(GALAXY["repository"]) for key in ("documentation", "homepage", "issues"))
    address = re.compile(rf"{re.escape(host)}/{owner}|\(@{owner}\)|\b{owner}/{re.escape(name)}")
    assert [name for name in tracked() if address.search((ROOT / name).read_bytes().decode(errors="replace"))] == ["galaxy.yml"]


def test_relative_links_lead_to_what_is_there() -> None:
    broken = []
    for page in tracked("*.md"):
        for link in LINK.findall((ROOT / page).read_text()):
            if not re.match(r"https?://|mailto:", link) and not ((ROOT / page).parent / link).exists():
                broken.append(f"{page}: {link}")
    assert broken == []


def test_what_make_makes_is_ignored_and_removed() -> None:
    told = subprocess.run(["make", "--dry-run", "--no-print-directory", "clean"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    removed = set(told.removeprefix("rm -rf ").split())
    folders = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text().split() if line.endswith("/") and "*" not in line}
    assert folders - {"__pycache__"} <= removed
    assert {".venv", ".venv-demo"} <= removed


@pytest.mark.parametrize(("name", "path"), SCHEMAS.items())
def test_a_schema_has_a_name_and_no_address(name: str, path: str) -> None:
    schema = json.loads((ROOT / path).read_text())
    assert schema["$id"] == name
    assert "http" not in re.sub(r'"\$schema": *"[^"]*"', "", (ROOT / path).read_text())


def test_the_guide_names_the_schema_where_it_is_installed() -> None:
    (installed,) = re.findall(r"yaml-language-server: \$schema=(\S+)", (ROOT / "docs/docsite/rst/policies.rst").read_text())
    assert installed == f"collections/ansible_collections/{GALAXY['namespace']}/{GALAXY['name']}/docs/policy.schema.json"
    assert not any(pattern in ("docs", "docs/policy.schema.json", "*.json") for pattern in GALAXY["build_ignore"])

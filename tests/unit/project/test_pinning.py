# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked for is pinned by hash, and the oldest libraries that are allowed are tested. Without a network."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import audit
from tests.paths import ROOT
from tests.pinning import DEMO, DEVELOPMENT, PINNED
from tests.versions import VERSIONS

pytestmark = pytest.mark.once

# What the pages of plugins say of a library beside its version.
FOR = {"jmespath": ", for O(query)"}
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def asked(path: Path) -> list[Requirement]:
    lines = [line.partition(" #")[0].strip() for line in path.read_text().splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def pinned(path: Path) -> list[tuple[Requirement, list[str]]]:
    """Each requirement with its hashes."""
    text = re.sub(r"^ *#.*\n", "", path.read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    lines = [line.split(" --hash") for line in text.splitlines() if line]
    return [(Requirement(requirement.strip()), [f"--hash{one}".strip() for one in hashes]) for requirement, *hashes in lines]


@pytest.mark.parametrize("path", PINNED, ids=lambda path: str(path.relative_to(ROOT)))
def test_all_that_is_asked_for_is_pinned_with_hashes(path: Path) -> None:
    found = pinned(path)
    versions: dict[str, list[str]] = {}
    for requirement, hashes in found:
        (specifier,) = requirement.specifier
        assert specifier.operator == "=="
        assert hashes
        assert all(HASH.fullmatch(one) for one in hashes)
        versions.setdefault(canonicalize_name(requirement.name), []).append(specifier.version)
    for requirement in asked(path.with_suffix(".in")):
        several = versions[canonicalize_name(requirement.name)]
        assert any(requirement.specifier.contains(version, prereleases=True) for version in several), f"{requirement}: run make requirements"
        assert requirement.marker or len(several) == 1 or not requirement.specifier


def test_the_demo_needs_little_and_runs_what_is_tested() -> None:
    developed = {requirement.name: str(requirement.specifier) for requirement, dummy in pinned(DEVELOPMENT)}
    found = {requirement.name: str(requirement.specifier) for requirement, dummy in pinned(DEMO)}
    assert {name: version for name, version in found.items() if developed[name] != version} == {}
    assert len(found) <= 20


def test_the_demo_has_what_the_local_boomi_imports() -> None:
    """It runs in an environment of its own."""
    imported = set()
    for path in (ROOT / "tests/sandbox").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported.add(str(node.module).partition(".")[0])
    foreign = imported - sys.stdlib_module_names - {"tests"}
    assert foreign == {"graphql", "yaml"}
    assert {"graphql-core", "PyYAML"} <= {requirement.name for requirement in asked(DEMO.with_suffix(".in"))}


def test_every_version_runs_with_its_ansible_core() -> None:
    for version in VERSIONS:
        core = next(requirement for requirement in asked(version.requirements.with_suffix(".in")) if requirement.name == "ansible-core")
        assert str(core.specifier).startswith(f"=={version.core}.")


def test_the_oldest_libraries_that_are_allowed_are_tested() -> None:
    oldest = {requirement.name: str(requirement.specifier) for requirement in asked(VERSIONS[0].requirements.with_suffix(".in"))}
    allowed = asked(ROOT / "meta/ee-requirements.txt")
    assert {requirement.name for requirement in allowed} == {"requests", "jmespath"}
    for requirement in allowed:
        (lowest,) = requirement.specifier
        assert lowest.operator == ">="
        assert oldest[requirement.name].startswith(f"=={lowest.version}.")
        assert f"[{requirement.name}](https://pypi.org/project/{requirement.name}/) {lowest.version} or newer" in (ROOT / "README.md").read_text()
        pages = "".join(path.read_text() for path in (ROOT / "plugins/doc_fragments").glob("*.py"))
        assert re.findall(rf"^  - {requirement.name}\b.*$", pages, re.MULTILINE) == [
            f"  - {requirement.name} >= {lowest.version}{FOR.get(requirement.name, '')}"
        ]


@pytest.mark.parametrize(
    ("answered", "status", "told"),
    [
        ("", 2, "nothing is known about the pinned packages"),
        ('{"dependencies": []}', 2, "nothing is known about the 0 packages"),
        ('{"dependencies": [{"name": "a", "skip_reason": "not found on PyPI"}]}', 2, "nothing is known about the 1 packages"),
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "not found"}]}', 2, "b: not looked up: not found"),
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}', 0, "1 of 1 packages looked up; 0 known vulnerabilities."),
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}]}', 1, "a 1: CVE-1, fixed in 2"),
    ],
)
def test_an_audit_passes_only_where_every_package_was_looked_up(answered: str, status: int, told: str) -> None:
    text, ended = audit.verdict(answered, "the last line\n")
    assert (told in text, ended) == (True, status)

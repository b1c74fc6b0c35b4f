# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is in the artifact: what users need, and nothing else."""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
from pathlib import Path

import yaml
from ansible.utils.version import SemanticVersion

from tests.paths import ROOT

TOP = {
    *("CHANGELOG.md", "FILES.json", "LICENSE", "MANIFEST.json", "README.md", "SECURITY.md"),
    *("changelogs", "docs", "extensions", "meta", "playbooks", "plugins", "roles"),
}
ENDINGS = {".css", ".html", ".j2", ".js", ".json", ".md", ".png", ".py", ".rst", ".svg", ".txt", ".yaml", ".yml"}
KILOBYTES = 1000
LINK = re.compile(r"\]\(([^)\s#]+)[^)]*\)")


def test_the_names_at_the_top(files: dict[str, bytes]) -> None:
    assert {name.partition("/")[0] for name in files} == TOP


def test_each_file_is_for_users(files: dict[str, bytes]) -> None:
    assert {name for name in files if name.startswith("changelogs/")} == {"changelogs/changelog.yaml"}
    assert {Path(name).suffix for name in files} - {""} <= ENDINGS
    assert {name for name in files if not Path(name).suffix} == {"LICENSE"}
    assert [name for name in files if re.search(r"(^|/)([.]|tests/|test_|conftest|__pycache__)", name)] == []


def test_each_file_that_users_need_is_there(files: dict[str, bytes]) -> None:
    folders = ("extensions", "meta", "playbooks", "plugins", "roles")
    told = subprocess.run(["git", "ls-tree", "-r", "--name-only", "HEAD", *folders], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert {name for name in files if name.partition("/")[0] in folders} == set(told.splitlines())


def test_it_is_small(artifact: Path, files: dict[str, bytes]) -> None:
    assert artifact.stat().st_size < KILOBYTES * 1000
    assert {name: len(content) for name, content in files.items() if len(content) > 300_000} == {}


def test_it_tells_its_version(artifact: Path, files: dict[str, bytes]) -> None:
    told = json.loads(files["MANIFEST.json"])["collection_info"]
    assert artifact.name == f"boomi-spaces-{told['version']}.tar.gz"
    assert told["dependencies"] == {}
    released = yaml.safe_load(files["changelogs/changelog.yaml"])["releases"]
    assert not released or told["version"] in released or max(map(SemanticVersion, released)) < SemanticVersion(told["version"])


def test_links_lead_to_what_is_there(files: dict[str, bytes]) -> None:
    """Of the README and those of roles they lead into the repository, at the tag of this version: Galaxy shows them without the files beside them."""
    told = json.loads(files["MANIFEST.json"])["collection_info"]
    home = re.compile(rf"{re.escape(told['repository'])}/(?:blob|raw)/{re.escape(told['version'])}/")
    broken, links, shown = [], 0, 0
    for page, content in files.items():
        for link in LINK.findall(content.decode()) if page.endswith(".md") else []:
            if found := home.match(link):
                links += page == "README.md"
                shown += page.startswith("roles/")
                lost = not (ROOT / link[found.end() :]).exists()
            elif re.match(r"https?://|mailto:", link):
                lost = link.startswith(told["repository"])
            else:
                lost = page.endswith("README.md") or not there(posixpath.normpath(posixpath.join(posixpath.dirname(page), link)), files)
            broken += [f"{page}: {link}"] if lost else []
    assert broken == []
    assert links
    assert shown


def there(target: str, files: dict[str, bytes]) -> bool:
    return any(name == target or name.startswith(f"{target}/") for name in files)

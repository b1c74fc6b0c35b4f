# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection as one file, as Galaxy takes it: built of what is committed, so that nothing else of a checkout gets in."""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.paths import ROOT

HERE = ROOT / "tests/release"
# A link or a picture of Markdown, but one that has an address or leads within the page.
RELATIVE = re.compile(r"(!?)(\[[^]]*\])\((?!https?:|mailto:|#)([^)\s]+)\)")


def cloned(checkout: Path, folder: Path) -> Path:
    """What is committed in the checkout, in a folder of its own."""
    clone = folder / "ansible_collections/boomi/spaces"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(checkout), str(clone)], check=True)
    return clone


def built(clone: Path, folder: Path) -> Path:
    """The artifact. Its README and those of roles lead to the repository, since Galaxy has neither files nor pictures beside them; the clone stays as it is."""
    written = {page: page.read_text(encoding="utf-8") for page in (clone / "README.md", *clone.glob("roles/*/README.md"))}
    for page, text in written.items():
        here = page.parent.relative_to(clone).as_posix()
        page.write_text(absolute(text, repository(clone), _galaxy(clone)["version"], here), encoding="utf-8")
    subprocess.run(["ansible-galaxy", "collection", "build", str(clone), "--output-path", str(folder)], check=True, stdout=subprocess.DEVNULL)
    for page, text in written.items():
        page.write_text(text, encoding="utf-8")
    (artifact,) = folder.glob("*.tar.gz")
    return artifact


def absolute(markdown: str, address: str, version: str, folder: str = ".") -> str:
    """The text of a page in the folder, with relative links as links into the repository, to the files of this version, which is a tag there."""

    def linked(found: re.Match[str]) -> str:
        picture, text, target = found.groups()
        path = posixpath.normpath(posixpath.join(folder, target))
        return f"{picture}{text}({address}/{'raw' if picture else 'blob'}/{version}/{path})"

    return RELATIVE.sub(linked, markdown)


def repository(checkout: Path) -> str:
    """The address of the repository; galaxy.yml is its one place."""
    address: str = _galaxy(checkout)["repository"]
    return address


def _galaxy(checkout: Path) -> dict[str, Any]:
    known: dict[str, Any] = yaml.safe_load((checkout / "galaxy.yml").read_text(encoding="utf-8"))
    return known


def passes(artifact: Path) -> bool:
    """Whether the tests beside this file find nothing wrong with the artifact."""
    sys.stdout.write(f"{artifact.name}: {artifact.stat().st_size / 1000:.0f} kB\n")
    sys.stdout.flush()
    # By file, so that galaxy-importer runs once.
    command = [sys.executable, "-m", "pytest", "-q", "-n", os.environ.get("JOBS", "2"), "--dist", "loadfile", str(HERE), "--artifact", str(artifact)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0

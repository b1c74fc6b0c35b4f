# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection as one file, as Galaxy takes it: built of what is committed, so that nothing else of a checkout gets in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.paths import ROOT

HERE = ROOT / "tests/release"


def cloned(checkout: Path, folder: Path) -> Path:
    """What is committed in the checkout, in a folder of its own."""
    clone = folder / "ansible_collections/boomi/spaces"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(checkout), str(clone)], check=True)
    return clone


def built(clone: Path, folder: Path) -> Path:
    subprocess.run(["ansible-galaxy", "collection", "build", str(clone), "--output-path", str(folder)], check=True, stdout=subprocess.DEVNULL)
    (artifact,) = folder.glob("*.tar.gz")
    return artifact


def passes(artifact: Path) -> bool:
    """Whether the tests beside this file find nothing wrong with the artifact."""
    sys.stdout.write(f"{artifact.name}: {artifact.stat().st_size / 1000:.0f} kB\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "pytest", "-q", "-n", os.environ.get("JOBS", "2"), str(HERE), "--artifact", str(artifact)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0

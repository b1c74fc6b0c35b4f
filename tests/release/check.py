# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the artifact of what is committed: ``python -m tests.release.check``."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.paths import ROOT
from tests.release.artifact import built, cloned, passes


def main() -> int:
    if subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, check=True, capture_output=True).stdout:
        sys.stdout.write("What is not committed is left out of the artifact.\n")
    with tempfile.TemporaryDirectory() as folder:
        return 0 if passes(built(cloned(ROOT, Path(folder)), Path(folder))) else 1


if __name__ == "__main__":
    sys.exit(main())

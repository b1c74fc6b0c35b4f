# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the artifact of what is committed: ``python -m tests.release.check [FOLDER]``. One that passes is kept in the folder, if there is one."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.paths import ROOT
from tests.release.artifact import built, cloned, passes


def main(keep: list[str]) -> int:
    if subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, check=True, capture_output=True).stdout:
        sys.stdout.write("What is not committed is left out of the artifact.\n")
    with tempfile.TemporaryDirectory() as folder:
        artifact = built(cloned(ROOT, Path(folder)), Path(folder))
        if not passes(artifact):
            return 1
        for kept in keep:
            Path(kept).mkdir(parents=True, exist_ok=True)
            shutil.copy(artifact, kept)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

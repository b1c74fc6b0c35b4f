# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pins what the project is developed with: ``python -m tests.pinning [--upgrade]`` makes each ``.txt`` out of its ``.in``.

A ``.txt`` names every package, those that others need too, and the hash of each of its files. What it has already stays as it is, as far as its
``.in`` allows; with ``--upgrade`` everything becomes the newest that does.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.paths import ROOT
from tests.versions import UNITS, VERSIONS

DEVELOPMENT = ROOT / "requirements-dev.txt"
DEMO = ROOT / "requirements-demo.txt"
# What installs them.
INSTALLER = ROOT / "tests/requirements/uv.txt"
# Each with the oldest Python that it is for.
PINNED = {**dict.fromkeys((DEVELOPMENT, DEMO, INSTALLER), "3.11"), UNITS: "3.10", **{version.requirements: version.python for version in VERSIONS}}
# Whose versions it takes: the demo shows what is tested, and what a version needs goes with the unit tests' in one environment.
TOGETHER = {DEMO: DEVELOPMENT, INSTALLER: DEVELOPMENT, **{version.requirements: UNITS for version in VERSIONS}}


def main(flags: list[str]) -> None:
    environment = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "make requirements", "UV_PYTHON_DOWNLOADS": "never"}
    for pinned, python in PINNED.items():
        together = ["--constraint", str(TOGETHER[pinned].relative_to(ROOT))] if pinned in TOGETHER else []
        command = ["uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", python, *together, *flags]
        source = str(pinned.with_suffix(".in").relative_to(ROOT))
        subprocess.run([*command, source, "--output-file", str(pinned.relative_to(ROOT))], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])

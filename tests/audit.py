# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks PyPI which pinned packages have known vulnerabilities: ``python -m tests.audit``.

Ends with 1 where there are some, and with 2 where PyPI was not reached or does not know a package: what was not asked has not passed. Those of
tests/requirements are left out: old versions are what they are for.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from tests.pinning import DEVELOPMENT

UNREACHABLE = (
    "PyPI's advisories cannot be read from here, so that nothing is known about the {} packages. Run this where https://pypi.org/pypi/ is reachable.\n{}"
)


def main() -> int:
    command = ["pip-audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json", "--requirement", str(DEVELOPMENT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    text, status = verdict(done.stdout, done.stderr)
    sys.stdout.write(text + "\n")
    return status


def verdict(answered: str, complaints: str) -> tuple[str, int]:
    """What pip-audit's answer means, and the exit status: it takes a package that PyPI does not answer for as nothing worse than a warning."""
    try:
        packages: list[dict[str, Any]] = json.loads(answered)["dependencies"]
    except (ValueError, LookupError, TypeError):
        return UNREACHABLE.format("pinned", (complaints.strip().splitlines() or ["pip-audit said nothing."])[-1]), 2
    skipped = [package for package in packages if "skip_reason" in package]
    found = [
        f"{package['name']} {package['version']}: {one['id']}, fixed in {', '.join(one['fix_versions']) or 'no version'}"
        for package in packages
        for one in package.get("vulns", [])
    ]
    if not packages or len(skipped) == len(packages):
        return UNREACHABLE.format(len(packages), skipped[0]["skip_reason"] if skipped else "No package was looked at."), 2
    found += [f"{package['name']}: not looked up: {package['skip_reason']}" for package in skipped]
    told = f"{len(packages) - len(skipped)} of {len(packages)} packages looked up"
    return "\n".join([*found, f"{told}; {len(found) - len(skipped)} known vulnerabilities."]), 1 if len(found) > len(skipped) else 2 if skipped else 0


if __name__ == "__main__":
    sys.exit(main())

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a release: ``python -m tests.release VERSION``.

It is made and checked in a clone, and comes into the checkout whole or not at all: the artifact in ``dist``, and the changes that are to be
committed. Nothing is committed, tagged, pushed or published.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import yaml
from ansible.utils.version import SemanticVersion

from tests.paths import ROOT
from tests.release.artifact import built, cloned, passes, repository

LEFT = """
{artifact} is checked. These files are changed: {changed}.
Left to do by hand:
  see that {repository} is yours, which galaxy.yml names: the README on Galaxy and the docsite lead there
  read CHANGELOG.md and `git diff`, run `make test`, and `make audit` where PyPI is reachable
  git add --all && git commit --message "Release {version}" && git tag {version}
  git push && git push origin {version}
  ansible-galaxy collection publish {artifact}
"""


class RefusedError(Exception):
    """Why there is no release, in one sentence."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.release", description="Make a release.")
    parser.add_argument("version", help="such as 1.2.3")
    version = parser.parse_args(arguments).version
    try:
        artifact, changed = release(ROOT, version, passes)
    except RefusedError as refused:
        sys.stderr.write(f"No release: {refused}\n")
        return 1
    left = LEFT.format(artifact=artifact.relative_to(ROOT), changed=", ".join(changed), version=version, repository=repository(ROOT))
    sys.stdout.write(left)
    return 0


def release(checkout: Path, version: str, good: Callable[[Path], bool]) -> tuple[Path, list[str]]:
    """The artifact, in ``dist`` of the checkout, and the names of the files of the checkout that were changed."""
    refuse(checkout, version)
    with tempfile.TemporaryDirectory() as folder:
        clone = cloned(checkout, Path(folder))
        number(clone, version)
        subprocess.run(["antsibull-changelog", "release"], cwd=clone, check=True)
        artifact = built(clone, Path(folder))
        if not good(artifact):
            raise RefusedError("the checks above found something, and nothing in the checkout was changed.")
        (checkout / "dist").mkdir(exist_ok=True)
        kept = Path(shutil.copy(artifact, checkout / "dist"))
        _git(clone, "add", "--all")
        difference = _git(clone, "diff", "--cached", "--binary")
        subprocess.run(["git", "apply"], cwd=checkout, input=difference, text=True, check=True)
        return kept, _git(clone, "diff", "--cached", "--name-only").splitlines()


def refuse(checkout: Path, version: str) -> None:
    """Raises RefusedError where there can be no release of this version now."""
    if changed := _git(checkout, "status", "--porcelain").splitlines():
        raise RefusedError(f"the checkout has changes that are not committed, beginning with {changed[0][3:]}; commit them, or put them away.")
    if not re.fullmatch(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?", version):
        raise RefusedError(f'"{version}" is not a semantic version such as 1.2.3; run make release VERSION=1.2.3.')
    try:
        wanted = SemanticVersion(version)
    except ValueError:
        raise RefusedError(f'"{version}" is not a semantic version such as 1.2.3 or 2.0.0-rc.1.') from None
    newest = max(map(SemanticVersion, _released(checkout)), default=None)
    if newest is not None and wanted <= newest:
        raise RefusedError(f"{version} is not greater than {newest.vstring}, which is released.")
    if not any(path.suffix in (".yml", ".yaml") for path in (checkout / "changelogs/fragments").glob("*")):
        raise RefusedError("there is no fragment in changelogs/fragments, so there is nothing to tell users about.")


def number(clone: Path, version: str) -> None:
    """Writes the version in galaxy.yml, and everywhere the one that stood there meant the next release."""
    released = _released(clone)
    galaxy = clone / "galaxy.yml"
    old = yaml.safe_load(galaxy.read_text())["version"]
    galaxy.write_text(re.sub(r"^version: .*$", f"version: {version}", galaxy.read_text(), flags=re.MULTILINE))

    def added(found: re.Match[str]) -> str:
        return found[0] if found[2] in released else found[1] + version

    for name in _git(clone, "ls-files", "plugins", "roles", "extensions", "docs").splitlines():
        path = clone / name
        before = path.read_bytes().decode(errors="surrogateescape")
        after = re.sub(r"^( *(?:- )?version_added: *)(\d\S*)$", added, before, flags=re.MULTILINE)
        after = after.replace(f"boomi-spaces-{old}.tar.gz", f"boomi-spaces-{version}.tar.gz")
        if after != before:
            path.write_bytes(after.encode(errors="surrogateescape"))


def _released(checkout: Path) -> list[str]:
    return list(yaml.safe_load((checkout / "changelogs/changelog.yaml").read_text())["releases"])


def _git(checkout: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=checkout, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

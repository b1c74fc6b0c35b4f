# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The artifact that is looked at, and that artifact installed where there is nothing else."""

from __future__ import annotations

import os
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.integration.playing import BIN, Run, environment, run
from tests.paths import ROOT
from tests.sandbox import Sandbox


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--artifact", type=Path, required=True, help="the file that ansible-galaxy collection build made")


@pytest.fixture(scope="session")
def artifact(pytestconfig: pytest.Config) -> Path:
    path: Path = pytestconfig.getoption("--artifact")
    return path.resolve()


@pytest.fixture(scope="session")
def files(artifact: Path) -> dict[str, bytes]:
    """What each file in the artifact holds."""
    with tarfile.open(artifact) as opened:
        return {member.name: content.read() for member in opened.getmembers() if (content := opened.extractfile(member)) is not None}


@dataclass(frozen=True)
class Installed:
    """The collection in a folder that was empty, with an empty home, and no way to the checkout but the interpreter."""

    tree: Path
    home: Path

    @property
    def folder(self) -> Path:
        return self.tree / "ansible_collections/boomi/spaces"

    def environment(self, sandbox: Sandbox | None = None, **more: str) -> dict[str, str]:
        asked = {**sandbox.environment, "BOOMI_REQUESTS_PER_SECOND": "100"} if sandbox else {}
        own = {"ANSIBLE_COLLECTIONS_PATH": str(self.tree), "ANSIBLE_CONFIG": str(self.home / "ansible.cfg"), "HOME": str(self.home)}
        kept = environment(**{**own, **asked, **more})
        return {name: value for name, value in kept.items() if name not in ("PYTHONPATH", "MYPYPATH")}

    def run(self, command: str, *words: str, cwd: Path, sandbox: Sandbox | None = None, **more: str) -> Run:
        """What one of Ansible's commands says. Beside its interpreter it names nothing in the checkout."""
        done = run([str(BIN / command), *words], self.environment(sandbox, **more), cwd)
        assert f"{ROOT}{os.sep}" not in done.output.replace(str(BIN.parent), "")
        return done


@pytest.fixture(scope="session")
def installed(artifact: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    place = Installed(tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("home"))
    (place.home / "ansible.cfg").touch()
    done = place.run("ansible-galaxy", "collection", "install", "--offline", str(artifact), "--collections-path", str(place.tree), cwd=place.home)
    assert done.returncode == 0, done.output
    assert "boomi.spaces" in done.output
    return place

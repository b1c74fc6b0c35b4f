# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests on every supported version of ansible-core and Python: ``python -m tests.versions [PART ...] [--core VERSION ...] [--quick] [--divided]``.

Parts are ``integration`` (real ansible-playbook of that version, driven by this environment's pytest), ``units`` and ``sanity``; all by default.
Each version has an environment of its own below ``.venv/versions``. Prints a table at the end, and fails where a version fails that may not.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.paths import ROOT

HERE = ROOT / ".venv/versions"
PARTS = ("sanity", "units", "integration")
# What the unit tests need on top of what a version runs with.
UNITS = ROOT / "tests/unit/requirements.txt"
JOBS = os.environ.get("JOBS", "3")
NOT_ONCE = ["-m", "not once"]


@dataclass(frozen=True)
class Version:
    """One that is not released yet may fail: it is shown all the same. ``everything`` has the one that runs the tests marked as ``once``, too."""

    core: str
    python: str
    may_fail: bool = False
    everything: bool = False

    @property
    def home(self) -> Path:
        return HERE / self.core

    @property
    def requirements(self) -> Path:
        """What the collection runs with: this ansible-core and the libraries, pinned."""
        return ROOT / f"tests/requirements/{self.core if self != DEVEL else VERSIONS[-1].core}.txt"

    @property
    def shown(self) -> str:
        return f"ansible-core {self.core}, Python {self.python}"


# The oldest one runs with the oldest libraries that meta/ee-requirements.txt allows.
VERSIONS = (
    Version("2.16", "3.10"),
    Version("2.19", "3.11", everything=True),
    Version("2.21", "3.12"),
    Version("2.22", "3.13", may_fail=True),
)
# What is being developed: only where it is asked for, since it is another one each day. It takes the place of the newest one's ansible-core.
DEVEL = Version("devel", "3.13")
DEVEL_SOURCE = "https://github.com/ansible/ansible/archive/devel.tar.gz"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.versions", description="The tests on every supported version of ansible-core.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of {', '.join(PARTS)} (default: all)")
    parser.add_argument("--core", action="append", metavar="VERSION", help="only this one, such as 2.16, or devel; may be given several times")
    parser.add_argument("--quick", action="store_true", help="integration tests without those that are marked as slow or as matrix")
    parser.add_argument(
        "--divided",
        action="store_true",
        help="each integration test with one of the versions: half of them with the oldest, the other half divided among the others",
    )
    options = parser.parse_args(arguments)
    wanted = [version for version in (*VERSIONS, DEVEL) if version.core in (options.core or [known.core for known in VERSIONS])]
    parts = options.parts or PARTS
    if not wanted or not set(parts) <= set(PARTS):
        parser.error(f"parts are {', '.join(PARTS)}; versions are {', '.join(version.core for version in VERSIONS)}")
    shares = shares_of(wanted) if options.divided else {}
    with ThreadPoolExecutor() as pool:
        # Side by side, and the later ones while the first is tested: one core downloads and unpacks while the other does.
        ready = {version: pool.submit(_set_up, version, with_tests="units" in parts) for version in wanted}
        rows = [(version, part, *_timed(version, part, ready[version], options.quick, shares.get(version, ""))) for version in wanted for part in parts]
    sys.stdout.write("\n")
    for version, part, failure, seconds in rows:
        outcome = "passed" if failure is None else f"{'failed, as it may' if version.may_fail else 'FAILED'}: {failure}"
        sys.stdout.write(f"{version.shown:32} {part:12} {seconds:5.0f} s  {outcome}\n")
    return 1 if any(failure is not None and not version.may_fail for version, dummy, failure, dummy2 in rows) else 0


def shares_of(versions: list[Version]) -> dict[Version, str]:
    """The part of the tests that each runs, as tests/integration/conftest.py reads it: the oldest one differs most, and has half of them."""
    oldest, *others = versions
    half = len(others) or 1
    oldest_has = ",".join(map(str, range(half)))
    return {oldest: f"{oldest_has}/{half + len(others)}", **{version: f"{half + number}/{2 * half}" for number, version in enumerate(others)}}


def _timed(version: Version, part: str, ready: Future[None], quick: bool, share: str) -> tuple[str | None, float]:
    """Why it failed, or None, and the seconds that it took."""
    begin = time.monotonic()
    sys.stdout.write(f"\n== {version.shown}: {part}\n")
    sys.stdout.flush()
    try:
        ready.result()
        _run(version, part, quick, share)
    except subprocess.CalledProcessError as error:
        return f"exit status {error.returncode} of {' '.join(map(str, error.cmd))[:80]}", time.monotonic() - begin
    except LookupError as error:
        return str(error), time.monotonic() - begin
    return None, time.monotonic() - begin


def _set_up(version: Version, *, with_tests: bool) -> None:
    python = version.home / "bin/python"
    if not python.exists():
        # By the pip of this environment: one of its own takes as long as all that is to be installed.
        subprocess.run([_interpreter(version.python), "-m", "venv", "--without-pip", version.home], check=True)
    requirements = [version.requirements, UNITS] if with_tests else [version.requirements]
    # What is imported is compiled then: the greater part of it never is.
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--disable-pip-version-check", "--no-compile", "--require-hashes"]
    subprocess.run([*pip, *(word for path in requirements for word in ("--requirement", str(path)))], check=True)
    if version == DEVEL:
        subprocess.run([*(word for word in pip if word != "--require-hashes"), "--upgrade", f"ansible-core @ {DEVEL_SOURCE}"], check=True)


def _run(version: Version, part: str, quick: bool, share: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")}
    if part == "integration":
        command = [sys.executable, "-m", "pytest", "-q", "-n", JOBS, "tests/integration"]
        left_out = [mark for mark, leave in (("once", not version.everything), ("slow", quick), ("matrix", quick)) if leave]
        command += ["-m", " and ".join(f"not {mark}" for mark in left_out)] if left_out else []
        subprocess.run(command, cwd=ROOT, env={**environment, "TESTED_BIN": str(version.home / "bin"), "TESTED_SHARE": share}, check=True)
    elif part == "units":
        # What is tested once needs the tools of the development environment.
        command = [version.home / "bin/python", "-m", "pytest", "-q", "-n", JOBS, "tests/unit", *NOT_ONCE]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
    else:
        path = f"{version.home / 'bin'}{os.pathsep}{environment['PATH']}"
        flags = ["--skip-test", "pylint"] if version.may_fail else []
        subprocess.run([ROOT / "tests/ansible-test.sh", "sanity", *flags], cwd=ROOT, env={**environment, "PATH": path}, check=True)


def _interpreter(python: str) -> str:
    """A Python of this version: on PATH, or one of pyenv's, beside the one that this runs with, beside its shims on PATH, or in the home folder."""
    shims = [Path(folder) for folder in os.environ["PATH"].split(os.pathsep) if Path(folder).name == "shims"]
    folders = [Path(sys.base_prefix).parent, *(folder.parent / "versions" for folder in shims), Path.home() / ".pyenv/versions"]
    beside = [str(path) for folder in folders for path in sorted(folder.glob(f"{python}.*/bin/python"), reverse=True)]
    found = [shutil.which(f"python{python}"), *beside]
    for candidate in filter(None, found):
        if subprocess.run([candidate, "--version"], capture_output=True, check=False).returncode == 0:
            return candidate
    raise LookupError(f"no Python {python} on this machine: put one on PATH, for example by pyenv install {python}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

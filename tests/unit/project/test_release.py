# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When there is no release, and what a release writes, on a small collection of its own. `make check-release` looks at the artifact."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import yaml

from tests.paths import ROOT
from tests.release.__main__ import RefusedError, main, refuse, release
from tests.release.artifact import absolute

pytestmark = pytest.mark.once

FILTER = """
DOCUMENTATION:
  name: same
  short_description: The same
  description: [The same.]
  version_added: 0.1.0
  options:
    _input: {description: Any, type: raw, required: true}
    other: {description: Any, type: raw, version_added: "0.1.0"}
    old:
      description: Any
      version_added: 0.0.1
RETURN:
  _value: {description: The same, type: raw}
"""


def git(checkout: Path, *words: str) -> str:
    who = ("-c", "user.name=A contributor", "-c", "user.email=contributor@example.com")
    return subprocess.run(["git", *who, *words], cwd=checkout, check=True, stdout=subprocess.PIPE, text=True).stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """One release, 0.0.1, is made, and a change waits for the next."""
    checkout = tmp_path / "checkout"
    for folder in ("changelogs/fragments", "plugins/filter", "docs", "meta"):
        (checkout / folder).mkdir(parents=True)
    for name in ("galaxy.yml", "meta/runtime.yml", "changelogs/config.yaml", ".gitignore"):
        shutil.copy(ROOT / name, checkout / name)
    galaxy = checkout / "galaxy.yml"
    galaxy.write_text(galaxy.read_text().replace("version: " + yaml.safe_load(galaxy.read_text())["version"], "version: 0.0.1"))
    (checkout / "README.md").write_text("# Read me\n\n[All](docs/awx.md)\n")
    (checkout / "docs/awx.md").write_text("Put boomi-spaces-0.0.1.tar.gz there.\n")
    (checkout / "plugins/filter/same.yml").write_text(FILTER)
    (checkout / "plugins/filter/same.py").write_text("class FilterModule:\n    def filters(self):\n        return {'same': lambda value: value}\n")
    (checkout / "changelogs/changelog.yaml").write_text("ancestor: null\nreleases:\n  0.0.1:\n    release_date: '2026-11-01'\n")
    (checkout / "changelogs/fragments/1-same.yml").write_text("minor_changes:\n  - same filter - is the same.\n")
    git(checkout, "init", "--quiet")
    return committed(checkout)


def committed(checkout: Path) -> Path:
    git(checkout, "add", "--all")
    git(checkout, "commit", "--quiet", "--message", "All")
    return checkout


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("[a page](docs/a.md)", "[a page](https://home.example/x/blob/1.0.0/docs/a.md)"),
        ("![A picture](docs/a.png)", "![A picture](https://home.example/x/raw/1.0.0/docs/a.png)"),
        ("[a part](docs/a.md#part), [b](b)", "[a part](https://home.example/x/blob/1.0.0/docs/a.md#part), [b](https://home.example/x/blob/1.0.0/b)"),
        *[(text, text) for text in ("[here](#part)", "[there](https://there.example/a)", "[mail](mailto:a@there.example)", "a[0](b c)")],
    ],
)
def test_links_of_the_readme_lead_into_the_repository(written: str, published: str) -> None:
    assert absolute(written, "https://home.example/x", "1.0.0") == published


def test_links_of_the_readme_of_a_role_do_too() -> None:
    assert absolute("[all](../../docs/a.rst)", "https://home.example/x", "1.0.0", "roles/verify") == "[all](https://home.example/x/blob/1.0.0/docs/a.rst)"


@pytest.mark.parametrize(
    ("version", "sentence"),
    [
        ("", '"" is not a semantic version such as 1.2.3; run make release VERSION=1.2.3.'),
        ("1.0", '"1.0" is not a semantic version'),
        ("v1.0.0", '"v1.0.0" is not a semantic version'),
        ("1.0.01", '"1.0.01" is not a semantic version'),
        ("1.0.0+build", '"1.0.0+build" is not a semantic version'),
        ("0.0.1", "0.0.1 is not greater than 0.0.1, which is released."),
        ("0.0.1-rc.1", "0.0.1-rc.1 is not greater than 0.0.1, which is released."),
    ],
)
def test_a_version_that_cannot_be_is_refused(checkout: Path, version: str, sentence: str) -> None:
    with pytest.raises(RefusedError) as refused:
        refuse(checkout, version)
    assert str(refused.value).startswith(sentence)


def test_a_checkout_with_changes_is_refused(checkout: Path) -> None:
    refuse(checkout, "0.0.2")
    (checkout / "new").touch()
    with pytest.raises(RefusedError, match="not committed, beginning with new; commit them, or put them away"):
        refuse(checkout, "0.0.2")


def test_a_release_of_nothing_is_refused(checkout: Path) -> None:
    (checkout / "changelogs/fragments/1-same.yml").unlink()
    with pytest.raises(RefusedError, match="there is no fragment in changelogs/fragments"):
        refuse(committed(checkout), "0.0.2")


def test_a_refusal_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, checkout: Path) -> None:
    monkeypatch.setattr("tests.release.__main__.ROOT", checkout)
    assert main(["0.0.1"]) == 1
    assert capsys.readouterr().err == "No release: 0.0.1 is not greater than 0.0.1, which is released.\n"


@pytest.mark.slow
def test_a_release_writes_the_version_the_changelog_and_the_artifact(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:/usr/bin:/bin")
    monkeypatch.delenv("ANSIBLE_COLLECTIONS_PATH", raising=False)
    before = (checkout / "galaxy.yml").read_text()
    (checkout / "tests").mkdir()
    (checkout / ".venv").mkdir()
    (checkout / ".venv/untracked").touch()
    artifact, changed = release(checkout, "1.0.0-rc.1", lambda artifact: artifact.name == "boomi-spaces-1.0.0-rc.1.tar.gz")
    assert artifact == checkout / "dist/boomi-spaces-1.0.0-rc.1.tar.gz"
    assert (checkout / "galaxy.yml").read_text() == before.replace("version: 0.0.1", "version: 1.0.0-rc.1")
    page = (checkout / "plugins/filter/same.yml").read_text()
    assert page == FILTER.replace("  version_added: 0.1.0", "  version_added: 1.0.0-rc.1")
    assert "boomi-spaces-1.0.0-rc.1.tar.gz" in (checkout / "docs/awx.md").read_text()
    told = yaml.safe_load((checkout / "changelogs/changelog.yaml").read_text())["releases"]["1.0.0-rc.1"]
    assert told["changes"] == {"minor_changes": ["same filter - is the same."]}
    assert [one["name"] for one in told["plugins"]["filter"]] == ["same"]
    assert "The same" in (checkout / "CHANGELOG.md").read_text()
    assert sorted(changed) == sorted(line[3:] for line in git(checkout, "status", "--porcelain").splitlines())
    with tarfile.open(artifact) as opened:
        assert {name for name in opened.getnames() if "untracked" in name or "fragments" in name} == set()
        readme = opened.extractfile("README.md")
        assert readme
        assert f"[All]({yaml.safe_load(before)['repository']}/blob/1.0.0-rc.1/docs/awx.md)" in readme.read().decode()
    assert (checkout / "README.md").read_text() == "# Read me\n\n[All](docs/awx.md)\n"
    assert git(checkout, "log", "--format=%s").splitlines() == ["All"]
    assert git(checkout, "tag") == ""


@pytest.mark.slow
def test_what_the_checks_refuse_leaves_the_checkout_as_it_was(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:/usr/bin:/bin")
    with pytest.raises(RefusedError, match="nothing in the checkout was changed"):
        release(checkout, "0.1.0", lambda artifact: False)
    assert git(checkout, "status", "--porcelain", "--ignored") == ""

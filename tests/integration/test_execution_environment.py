# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The execution environment, as the real ansible-builder sees it. An image is not built: that takes a container engine and its registries."""

from __future__ import annotations

import re
import tarfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

from tests.awx import FOLDER
from tests.integration.documentation import guide
from tests.integration.playing import BIN, TOOLS, Run, environment, run
from tests.paths import ROOT

pytestmark = [pytest.mark.once, pytest.mark.slow]

DEFINITION = FOLDER / "execution-environment.yml"


@pytest.fixture(scope="module")
def artifact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The collection as it is published."""
    folder = tmp_path_factory.mktemp("artifact")
    command([str(BIN / "ansible-galaxy"), "collection", "build", str(ROOT), "--output-path", str(folder)])
    (made,) = folder.iterdir()
    return made


def command(words: list[str], cwd: Path = ROOT, **variables: str) -> Run:
    done = run(words, environment(**variables), cwd)
    assert done.returncode == 0, done.output
    return done


def install(source: list[str], tree: Path, cwd: Path = ROOT) -> None:
    words = [str(BIN / "ansible-galaxy"), "collection", "install", "--offline", *source, "--collections-path", str(tree)]
    # The checkout is on the usual path: there, the collection would count as installed.
    command(words, cwd, ANSIBLE_COLLECTIONS_PATH=str(tree))


def create(definition: dict[str, Any], folder: Path) -> Run:
    """What ``ansible-builder create`` says of a definition; the build context is then in ``context`` of the folder."""
    (folder / "execution-environment.yml").write_text(yaml.safe_dump(definition))
    return run([str(TOOLS / "ansible-builder"), "create", "--output-filename", "Containerfile"], environment(), folder)


def python_requirements(tree: Path, *flags: str) -> list[str]:
    """The Python packages that ansible-builder finds that the collections below this folder need."""
    done = command([str(TOOLS / "ansible-builder"), "introspect", *flags, str(tree)])
    found = yaml.safe_load(done.output)
    assert found["system"] == []
    return sorted(str(Requirement(line.partition("#")[0].strip())) for line in found["python"])


def build_arguments(containerfile: Path) -> dict[str, str]:
    return dict(re.findall(r'^ARG (\w+)="(.*)"$', containerfile.read_text(), re.MULTILINE))


def test_the_collection_tells_what_it_needs(artifact: Path, tmp_path: Path) -> None:
    install([str(artifact)], tmp_path)
    assert python_requirements(tmp_path) == ["jmespath>=0.10", "requests>=2.25"]


def test_what_is_published_has_the_files_for_awx(artifact: Path) -> None:
    with tarfile.open(artifact) as opened:
        names = set(opened.getnames())
    assert {"meta/execution-environment.yml", "meta/ee-requirements.txt", "docs/docsite/rst/awx.rst"} <= names
    assert {f"docs/awx/{path.name}" for path in FOLDER.iterdir()} <= names
    # ansible-builder reads these of a collection that names no files of its own.
    assert not {"requirements.txt", "bindep.txt", "execution-environment.yml"} & names


def test_the_definition_makes_an_image_with_the_collection_and_what_runs_it(artifact: Path, tmp_path: Path) -> None:
    """Everything in it has a version. The collection is installed and asked what it needs, as the steps of the Containerfile do, without a server."""
    definition = yaml.safe_load(DEFINITION.read_text())
    (tmp_path / artifact.name).write_bytes(artifact.read_bytes())
    assert "Complete!" in create(definition, tmp_path).output
    context, tree = tmp_path / "context", tmp_path / "tree"
    containerfile = (context / "Containerfile").read_text()
    arguments = build_arguments(context / "Containerfile")
    assert re.fullmatch(r"registry\.access\.redhat\.com/ubi9/ubi:9\.\d+", arguments["EE_BASE_IMAGE"])
    assert (arguments["PYPKG"], arguments["PYCMD"]) == ("python3.11", "/usr/bin/python3.11")
    assert arguments["ANSIBLE_INSTALL_REFS"] == f"ansible-core~=2.19.0 ansible-runner=={pinned('ansible-runner')}"
    assert (context / "_build/requirements.txt").read_text().split() == ["tzdata"]
    assert {"RUN /output/scripts/check_ansible $PYCMD", "WORKDIR /build"} <= set(containerfile.splitlines())
    install(["-r", "requirements.yml"], tree, context / "_build")
    needed = python_requirements(tree, "--user-pip", str(context / "_build/requirements.txt"))
    assert needed == ["jmespath>=0.10", "requests>=2.25", "tzdata"]


def pinned(name: str) -> str:
    (version,) = re.findall(rf"^{name}==(.*)$", (ROOT / "requirements-dev.in").read_text(), re.MULTILINE)
    return str(version)


def test_the_definition_has_an_ansible_core_that_the_tests_run_with() -> None:
    core = Requirement(yaml.safe_load(DEFINITION.read_text())["dependencies"]["ansible_core"]["package_pip"])
    assert core.specifier.contains(pinned("ansible-core"))
    assert yaml.safe_load((ROOT / "meta/runtime.yml").read_text())["requires_ansible"] == ">=2.16.0"


@pytest.mark.parametrize(
    ("where", "key", "value"),
    [
        ((), "image", {}),
        (("images",), "base", {"name": "ubi9"}),
        (("dependencies",), "ansible", {"package_pip": "ansible-core"}),
        (("dependencies", "ansible_core"), "package", "ansible-core"),
        (("dependencies", "python_interpreter"), "path", "/usr/bin/python3"),
    ],
)
def test_a_key_that_does_not_exist_is_refused(where: tuple[str, ...], key: str, value: object, tmp_path: Path) -> None:
    definition = yaml.safe_load(DEFINITION.read_text())
    place = definition
    for step in where:
        place = place[step]
    place[key] = value
    done = create(definition, tmp_path)
    assert done.returncode != 0
    assert f"'{key}'" in done.output
    assert not (tmp_path / "context").exists()


def test_the_commands_of_the_guide_are_commands_of_ansible_builder() -> None:
    page = (ROOT / "docs/docsite/rst/awx.rst").read_text() + DEFINITION.read_text()
    options = set(re.findall(r"ansible-builder build (--[a-z-]+) ", page))
    assert options == {"--tag"}
    assert all(option in command([str(TOOLS / "ansible-builder"), "build", "--help"]).output for option in options)


def test_a_release_is_taken_from_a_server(tmp_path: Path) -> None:
    definition, (changed, *dummy) = yaml.safe_load(DEFINITION.read_text()), guide("docs/docsite/rst/awx.rst")
    del definition["additional_build_files"]
    definition["dependencies"].update(changed["dependencies"])
    assert "Complete!" in create(definition, tmp_path).output
    (collection,) = yaml.safe_load((tmp_path / "context/_build/requirements.yml").read_text())["collections"]
    galaxy = yaml.safe_load((ROOT / "galaxy.yml").read_text())
    assert collection == {"name": f"{galaxy['namespace']}.{galaxy['name']}", "version": ">=0.1.0"}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The artifact as Galaxy looks at it: galaxy-importer says nothing but what it does."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.integration.playing import TOOLS, Run, environment, run
from tests.paths import ROOT
from tests.release.artifact import HERE

# All that it says where there is nothing to say. Any other line is a finding. Its flake8, which cannot be configured, has two rules that are turned round in
# PEP 8 and in the formatter of ruff: E203 (a blank before the colon of a slice) and W503 (a line that begins with an operator).
STEPS = re.compile(
    r"Importing with galaxy-importer [\d.]+|Getting doc strings via ansible-doc|Finding content inside collection"
    r"|Loading [a-z_/]+ [a-z_.]+|Linting [a-z_/]+ [a-z_.]+ via flake8\.\.\.|Linting collection via ansible-lint [\d.]+\.\.\."
    r"|\.\.\.ansible-lint run complete|Collection loading complete|Importer processing completed successfully"
    r"|WARNING: plugins/[\w/.]+:\d+:\d+: (?:E203|W503) .*"
)


# Minutes, so only where it is asked for: `make release` asks.
SANITY = os.environ.get("SANITY") == "true"
OF_SANITY = re.compile(
    r"Using ansible \[core [\w.]+\]|Running ansible-test sanity on boomi-spaces-\S+ \.\.\.|/usr/bin/env ANSIBLE_LOCAL_TEMP=\S+ ansible-test sanity .*"
    r'|Running sanity test "[a-z0-9-]+"(?: on Python [\d.]+)?|\d+ sanity tests passed'
    r"|WARNING: Using locale .*|WARNING: Reviewing previous \d+ warning\(s\):"
)


@dataclass(frozen=True)
class Imported:
    """What the importer said, and the document that Galaxy shows."""

    run: Run
    found: dict[str, Any]


@pytest.fixture(scope="module")
def imported(artifact: Path, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    folder = tmp_path_factory.mktemp("importer")
    env = environment(GALAXY_IMPORTER_CONFIG=str(HERE / "galaxy-importer.cfg"), HOME=str(folder))
    env["PATH"] = f"{TOOLS}{os.pathsep}{env['PATH']}"
    if SANITY:  # the one beside this file is found first
        env.update(GALAXY_IMPORTER_RUN_ANSIBLE_TEST="true", PATH=f"{HERE}{os.pathsep}{env['PATH']}")
    command = [str(TOOLS / "python"), "-m", "galaxy_importer.main", str(artifact)]
    done = run(command, env, folder, seconds=3600)
    if "ERROR: Timeout on call to ansible-lint" in done.output:  # it waits three minutes, which a busy machine can take
        done = run(command, env, folder, seconds=3600)
    return Imported(done, json.loads((folder / "importer_result.json").read_text()))


def test_galaxy_importer_has_no_finding(imported: Imported) -> None:
    said = imported.run.output
    assert [line for line in said.splitlines() if not STEPS.fullmatch(line) and not (SANITY and OF_SANITY.fullmatch(line))] == []
    assert imported.run.returncode == 0
    for step in ("Getting doc strings via ansible-doc", "Linting collection via ansible-lint", "via flake8...", "Importer processing completed successfully"):
        assert step in said
    assert bool(re.search(r"^\d+ sanity tests passed$", said, re.MULTILINE)) == SANITY

    kinds = Counter(content["content_type"] for content in imported.found["contents"])
    for kind, pattern in {"module": "plugins/modules/*.py", "role": "roles/*", "playbook": "playbooks/*.yml", "lookup": "plugins/lookup/*.py"}.items():
        assert kinds[kind] == len(list(ROOT.glob(pattern)))
    documented = [page for page in imported.found["docs_blob"]["contents"] if page["content_type"] in ("module", "lookup", "inventory", "filter", "test")]
    assert len(documented) == sum(kinds[kind] for kind in ("module", "lookup", "inventory", "filter", "test"))
    assert [page["content_name"] for page in documented if not page["doc_strings"]["doc"]["description"]] == []
    assert imported.found["requires_ansible"] == ">=2.16.0"


def test_galaxy_shows_the_readme_as_it_is_written(imported: Imported, files: dict[str, bytes]) -> None:
    """Galaxy has its own Markdown and lets only some of HTML through, and neither files nor pictures are beside the page."""
    written = files["README.md"].decode()
    shown = html.fromstring(imported.found["docs_blob"]["collection_readme"]["html"])
    assert [heading.text_content() for heading in shown.iter("h1", "h2", "h3")] == re.findall(r"^#{1,3} (.+)$", written, re.MULTILINE)

    repository = imported.found["metadata"]["repository"]
    version = imported.found["metadata"]["version"]
    pictures = [(picture.get("alt"), picture.get("src")) for picture in shown.iter("img")]
    assert pictures == re.findall(r"!\[([^]]+)\]\(([^)]+)\)", written)
    assert [src for dummy, src in pictures] == [f"{repository}/raw/{version}/docs/docsite/rst/pictures/report.png"]
    links = [link.get("href") for link in shown.iter("a")]
    assert links == re.findall(r"(?<!!)\[[^]]+\]\(([^)]+)\)", written)
    assert [link for link in links if not link.startswith(f"{repository}/blob/{version}/") and not link.startswith("https://pypi.org/project/")] == []

    fence = re.compile(r"^```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    assert [block.text_content() for block in shown.iter("pre")] == fence.findall(written)
    assert len(list(shown.iter("li"))) == len(re.findall(r"^- ", fence.sub("", written), re.MULTILINE))
    prose = "".join(part.text_content() for part in shown.iter("p", "li", "h1", "h2", "h3"))
    assert [mark for mark in ("`", "](", "**", "<!--", "reader:") if mark in prose] == []


def test_galaxy_shows_the_tables_of_the_other_pages(imported: Imported, files: dict[str, bytes]) -> None:
    pages = {f"docs/{page['name']}": page["html"] for page in imported.found["docs_blob"]["documentation_files"]}
    assert set(pages) == {name for name in files if re.fullmatch(r"docs/[^/]+\.md", name)}
    for name, page in pages.items():
        tables = re.findall(r"^\|[ :|-]+\|$", files[name].decode(), re.MULTILINE)
        assert len(list(html.fromstring(page).iter("table"))) == len(tables), name
        assert tables

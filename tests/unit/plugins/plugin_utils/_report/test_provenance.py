# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a report comes from, as each format says it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._report import markdown, page, provenance
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.provenance import Provenance, read_provenance, this_collection
from tests.paths import ROOT
from tests.unit.plugins.plugin_utils import report_cases as cases

GALAXY = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))
GIVEN = {"account_id": "nordwind-7KQ2ZD", "space_guid": "6c1f2d7e", "source": "spaces", "policy_file": "policy.yml", "policy_sha256": "ab" * 32}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "provenance is a list; it must be a mapping with any of account_id, space_guid, source, policy_file and policy_sha256"),
        (
            {"api_token": "secret", "source": "spaces"},
            'provenance: has no key "api_token"; its keys are account_id, space_guid, source, policy_file and policy_sha256',
        ),
    ],
)
def test_nothing_else_is_taken(given: Any, message: str) -> None:
    with pytest.raises(GivenError) as caught:
        read_provenance(given)
    assert str(caught.value) == message
    assert read_provenance(None) == Provenance()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which the collection is installed."""
    monkeypatch.setattr(provenance, "_ROOT", tmp_path)
    this_collection.cache_clear()
    yield tmp_path
    this_collection.cache_clear()


def test_where_it_is_installed_the_manifest_says_version_and_guides(folder: Path) -> None:
    about = {"version": "1.2.3", "documentation": "https://git.example.invalid/us/it/blob/main/README.md"}
    (folder / "MANIFEST.json").write_text(json.dumps({"collection_info": about}))
    assert this_collection().version == "1.2.3"
    # Where the link in the README leads to.
    assert this_collection().guide("policies") == "https://git.example.invalid/us/it/blob/main/docs/docsite/rst/policies.rst"


@pytest.mark.parametrize("documentation", [None, "", "https://docs.example.invalid/", "javascript:alert(1)/README.md", "https://x y/README.md", 5])
def test_an_address_that_leads_to_no_guide_makes_no_link(folder: Path, documentation: Any) -> None:
    (folder / "MANIFEST.json").write_text(json.dumps({"collection_info": {"version": "1.2.3", "documentation": documentation}}))
    assert this_collection().guide("policies") == ""
    text = page.write(cases.report_on([], findings=[cases.finding()]))
    assert "Guide: Policies, <code>docs/docsite/rst/policies.rst</code> in the collection." in text
    assert "| Policies, `docs/docsite/rst/policies.rst` |" in markdown.write(cases.report_on([], findings=[cases.finding()]))


@pytest.mark.parametrize("manifest", [None, "", "[]", "{}", "5", '{"collection_info": []}'])
def test_a_collection_that_says_nothing_of_itself(folder: Path, manifest: str | None) -> None:
    if manifest is not None:
        (folder / "MANIFEST.json").write_text(manifest)
    assert this_collection() == (None, None)

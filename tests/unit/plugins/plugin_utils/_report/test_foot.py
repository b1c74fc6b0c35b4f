# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The foot of a report, as each format writes it."""

from __future__ import annotations

import json

import pytest
import yaml
from lxml import html

from ansible_collections.boomi.spaces.plugins.plugin_utils._report import json_document, markdown, page
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.foot import foot
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import one_line
from tests.paths import ROOT
from tests.unit.plugins.plugin_utils import report_cases as cases

GALAXY = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))
GIVEN = {"account_id": "nordwind-7KQ2ZD", "space_guid": "6c1f2d7e", "source": "spaces", "policy_file": "policy.yml", "policy_sha256": "ab" * 32}


def test_all_formats_for_people_and_programs_say_it() -> None:
    report = cases.report_on([], provenance=GIVEN, timezone="Europe/Berlin")
    made = {"collection_version": GALAXY["version"], "ansible_core_version": "2.19.14", "moment": "2026-11-24T08:10:00+01:00", "timezone": "Europe/Berlin"}
    assert json.loads(json_document.write(report))["provenance"] == {**GIVEN, **made}
    labels = ("Account", "Space", "Source", "Policy", "SHA-256 of the policy", "boomi.spaces", "ansible-core", "Moment", "Time zone")
    values = (*GIVEN.values(), GALAXY["version"], "2.19.14", "Tue 24 Nov 2026, 08:10 +0100", "Europe/Berlin")
    shown = html.fromstring(page.write(report)).find(".//footer")
    assert foot(report) == list(zip(labels, values))
    assert [(each.findtext("dt"), each.find("dd").text_content()) for each in shown.findall("dl/div")] == list(zip(labels, values))
    text = markdown.write(report)
    assert text.endswith("\n\n## Provenance\n\n" + "; ".join(f"{label}: `{value}`" for label, value in zip(labels, values)) + ".\n")


def test_what_is_not_known_is_said_to_be_so() -> None:
    about = json.loads(json_document.write(cases.report_on([])))["provenance"]
    assert [about[key] for key in GIVEN] == [None] * 5
    shown = html.fromstring(page.write(cases.report_on([], provenance={"source": "platform", "account_id": ""}))).find(".//footer")
    said = {each.findtext("dt"): each.find("dd").text_content() for each in shown.findall("dl/div")}
    assert (said["Account"], said["Space"], said["Source"]) == ("not known", "none", "platform")
    assert "Policy" not in said


@pytest.mark.parametrize("text", cases.HOSTILE)
def test_names_are_data(text: str) -> None:
    report = cases.report_on([], provenance=dict.fromkeys(GIVEN, text))
    shown = html.fromstring(page.write(report)).find(".//footer")
    assert [each.text_content() for each in shown.findall("dl/div/dd/bdi")][:5] == [one_line(text)] * 5
    assert {each.tag for each in shown.iter()} == {"footer", "dl", "div", "dt", "dd", "bdi", "p"}
    assert json.loads(json_document.write(report))["provenance"]["account_id"] == text
    assert markdown.code(text) in markdown.write(report)

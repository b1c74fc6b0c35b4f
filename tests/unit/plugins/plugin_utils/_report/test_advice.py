# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do next about each kind of finding."""

from __future__ import annotations

import re

from lxml import html

from ansible_collections.boomi.spaces.plugins.plugin_utils._compare.comparing import KEYS
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import RULE_KEYS, WINDOW_KEYS
from ansible_collections.boomi.spaces.plugins.plugin_utils._report import advice as advising
from ansible_collections.boomi.spaces.plugins.plugin_utils._report import markdown, page
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.provenance import this_collection
from tests.paths import ROOT
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils._report.test_markdown import tables

# What selects processes, and names; a finding is never about these.
NEVER = {"name", "except", "severity", "during"}


def test_every_key_of_a_policy_and_of_a_comparison_has_advice() -> None:
    keys = {*RULE_KEYS, *WINDOW_KEYS, *KEYS, "max_starts_per_minute", "unmatched", "timezone"} - NEVER
    assert keys == set(advising._ADVICE)


def test_the_guides_are_there_and_have_these_titles() -> None:
    assert {guide for dummy, guide in [*advising._ADVICE.values(), advising._OTHERWISE]} == set(advising.GUIDES)
    for name, title in advising.GUIDES.items():
        text = (ROOT / "docs/docsite/rst" / f"{name}.rst").read_text(encoding="utf-8")
        assert re.search(rf"^{re.escape(title)}\n=+$", text, re.MULTILINE), name


def test_each_kind_once_with_a_link_to_its_guide() -> None:
    rules = ("A. B.max_retry", "processes[1].max_retry", "processes[0].runs", "other things")
    severities = ("warning", "error", "error", "info")
    findings = [cases.finding(rule=rule, severity=severity) for rule, severity in zip(rules, severities)]
    report = cases.report_on([], findings=findings)
    items = html.fromstring(page.write(report)).xpath("//section[@id='findings']/dl/div")
    assert [item.find("dt").text_content() for item in items] == ["max_retry 2 findings", "runs 1 finding", "other 1 finding"]
    assert items[0].find("dd").text_content() == "Correct the retries in Boomi. If the change was intended, correct the policy. Guide: Policies."
    (link,) = items[1].xpath(".//a")
    assert (link.text, link.get("href")) == ("Did it run?", this_collection().guide("runs"))
    assert link.get("href").endswith("/docs/docsite/rst/runs.rst")
    todo = tables(markdown.write(report))[1]
    assert [(row[0], row[1], row[3]) for row in todo[1:]] == [("max_retry", "2", "Policies"), ("runs", "1", "Did it run?"), ("other", "1", "Policies")]
    assert "What to do next" not in page.write(cases.report_on([], findings=[])) + markdown.write(cases.report_on([], findings=[]))

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was checked and held, as reports show it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import html

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.summary import Checked
from ansible_collections.boomi.spaces.plugins.plugin_utils._report import json_document, markdown, page, page_judged
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.checks import read_checks
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import one_line
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils._report.test_markdown import tables
from tests.unit.plugins.plugin_utils.report_cases import check

CHECKS = [
    check(excluding=["* Test"]),
    check(rule="processes[1]", processes=0, schedules=0, holds=None),
    check(rule="max_starts_per_minute", match="*", demands=["max_starts_per_minute"], not_judged=["max_starts_per_minute"], holds=None),
    check(rule="Night", demands=["must_run", "must_not_run"], errors=2, infos=1, holds=False),
    check(rule="Hint", warnings=1, holds=False),
]
SAYS = "1 of 5 rules holds; 2 have findings; 2 are about no process or were not judged."


def shown(**more: Any) -> Any:
    return html.fromstring(page.write(cases.report_on([], findings=[], checks=CHECKS, **more)))


def test_page_markdown_and_json_show_what_held() -> None:
    rows = [
        ["Night", "Order*", "must_run, must_not_run", "1", "2", "2 errors, 1 info"],
        ["Hint", "Order*", "schedule", "1", "2", "1 warning"],
        ["processes[1]", "Order*", "schedule", "0", "0", "no process"],
        ["max_starts_per_minute", "*", "max_starts_per_minute (not judged: max_starts_per_minute)", "1", "2", "not judged"],
        ["Orders", "Order*, not * Test", "schedule", "1", "2", "holds"],
    ]
    section = shown().get_element_by_id("checks")
    assert section.findtext("p") == SAYS
    assert [[cell.text_content() for cell in row] for row in section.xpath(".//tbody/tr")] == rows
    report = cases.report_on([], findings=[], checks=CHECKS)
    assert tables(markdown.write(report))[0][1:] == rows
    assert json.loads(json_document.write(report))["checks"] == CHECKS


def test_a_report_without_them() -> None:
    report = cases.report_on([], findings=[])
    assert json.loads(json_document.write(report))["checks"] is None
    assert "What was checked" not in page.write(report) + markdown.write(report)
    assert "0 of 0 rules hold." in page.write(cases.report_on([], findings=[], checks=[]))


def test_of_many_rules_those_with_findings_are_shown() -> None:
    many = [check(rule=f"r{number}", errors=number == 290, holds=number != 290) for number in range(300)]
    report = cases.report_on([], findings=[], checks=[{**each, "errors": int(each["errors"])} for each in many])
    made = html.fromstring(page.write(report))
    rows = made.xpath("//table[@id='checks-table']/tbody/tr/th")
    assert (len(rows), rows[0].text_content()) == (page_judged.MANY_CHECKS, "r290")
    assert "100 more are left out." in made.get_element_by_id("checks").findtext("p")
    assert "\n\nAnd 250 more.\n" in markdown.write(report)


def test_names_are_data() -> None:
    checks = [check(rule=text, match=text, excluding=[text], demands=[text], not_judged=[text]) for text in cases.HOSTILE]
    report = cases.report_on([], findings=[], checks=checks)
    heads = html.fromstring(page.write(report)).xpath("//table[@id='checks-table']/tbody/tr/th/bdi")
    assert [head.text_content() for head in heads] == [one_line(text) for text in cases.HOSTILE]
    assert {len(row) for row in tables(markdown.write(report))[0]} == {6}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "checks is a mapping; it must be a list as the filter policy_summary returns it"),
        ([5], "checks[0] is 5; it must be a mapping"),
        ([{"rule": "x"}], f"checks[0]: missing keys: {', '.join(list(Checked.__annotations__)[1:])}"),
        ([check(processes=True)], "checks[0]: is not as policy_summary returns it"),
        ([check(demands=[5])], "checks[0]: is not as policy_summary returns it"),
        ([check(holds="yes")], "checks[0]: is not as policy_summary returns it"),
    ],
)
def test_what_is_no_summary(given: Any, message: str) -> None:
    with pytest.raises(GivenError) as caught:
        read_checks(given)
    assert str(caught.value) == message

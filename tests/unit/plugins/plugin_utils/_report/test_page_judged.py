# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was judged and found, as the page shows it."""

from __future__ import annotations

from lxml import html

from ansible_collections.boomi.spaces.plugins.plugin_utils._report import page
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.page_judged import MANY_CHANGES, MANY_CHECKS, changes_view, checks_view, findings_view
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils.report_cases import HOURLY, check, deployment, process


def test_the_name_of_a_rule_and_its_key_are_apart() -> None:
    page_text = page.write(cases.report_on([], findings=[cases.finding(rule="Office v1.2.schedule"), cases.finding(rule="unmatched")]))
    cells = html.fromstring(page_text).xpath("//td[@data-label='Rule']/code")
    assert [[part.text_content() for part in cell.iter("bdi")] for cell in cells] == [["Office v1.2", "schedule"], ["unmatched"]]


def test_errors_come_first() -> None:
    report = cases.report_on([], findings=[cases.finding(severity=each) for each in ("info", "warning", "error")])
    assert [row["finding"]["severity"] for row in findings_view(report.findings or ())] == ["error", "warning", "info"]


def test_of_many_the_first_are_shown_and_the_others_counted() -> None:
    view = checks_view(cases.report_on([], checks=[check()] * (MANY_CHECKS + 3)).checks or ())
    assert (len(list(view["rows"])), view["more"]) == (MANY_CHECKS, 3)
    report = cases.report_on([process(number, deployment(HOURLY)) for number in range(MANY_CHANGES + 4)], previous={"version": 1, "processes": []})
    assert report.changes
    view = changes_view(report.changes)
    assert (len(list(view["rows"])), view["more"]) == (MANY_CHANGES, 4)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first sentence of a report, and one count of schedules in all formats."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from lxml import html

from ansible_collections.boomi.spaces.plugins.plugin_utils._report import json_document, markdown, page
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.verdict import kind, verdict
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils.report_cases import HOURLY, deployment, process, report_on

PROCESSES = [process(1, deployment(HOURLY), deployment([], atom_id="a2")), process(2, deployment(HOURLY, enabled=False)), process(3)]


def said(*severities: str, **more: Any) -> tuple[str, str]:
    report = report_on(PROCESSES, findings=[cases.finding(severity=each) for each in severities], **more)
    return verdict(report), kind(report)


def test_the_sentence() -> None:
    assert verdict(report_on(PROCESSES)) == "Not checked against a policy: 3 schedules of 3 processes."
    assert said() == ("No findings in 3 schedules of 3 processes.", "good")
    assert said(checks=[cases.check()]) == ("The policy holds for 3 schedules of 3 processes.", "good")
    assert said("info", checks=[]) == ("The policy holds for 3 schedules of 3 processes; 1 info.", "good")
    assert said("info", "info") == ("No errors or warnings in 3 schedules of 3 processes; 2 infos.", "good")
    assert said("warning", checks=[]) == ("1 finding in 3 schedules of 3 processes: 1 warning.", "warning")
    assert said("warning", "error", "info", "error") == ("4 findings in 3 schedules of 3 processes: 2 errors, 1 warning, 1 info.", "error")


@pytest.mark.parametrize("findings", [None, [], [cases.finding()]])
def test_page_json_and_markdown_count_the_same_schedules(findings: Any) -> None:
    """Items of process_schedules, those without times among them; the runtimes and the instances of a report add up to as many."""
    facts = [{**each, "instance_name": "INT"} for each in PROCESSES]
    facts[0]["process_schedules"] = [{**each, **cases.runtime("OFFLINE")} for each in facts[0]["process_schedules"]]
    report = report_on(facts, findings=findings)
    document, text, shown = json.loads(json_document.write(report)), markdown.write(report), html.fromstring(page.write(report))
    tiles = {tile.findtext("dt"): tile.findtext("dd") for tile in shown.xpath("//dl[@class='counts']/div")}
    assert document["summary"]["schedules"] == 3
    assert (tiles["schedules"], tiles["without times"]) == ("3", "1")
    assert "3 processes, 3 schedules on 2 runtimes; 1 schedule paused, 1 without times, 0 not valid" in text
    assert document["verdict"] == shown.get_element_by_id("verdict").text == verdict(report)
    assert f"\n\n**{verdict(report)}**\n\n" in text
    assert re.findall(r"(\d+) schedules? of", verdict(report)) == ["3"]
    assert sum(each["schedules"] for each in document["runtimes"]) == sum(each["schedules"] for each in document["instances"]) == 3
    in_tables = [
        [int(each.get("data-sort")) for each in shown.xpath(f"//table[@id='{name}-table']//td[@data-label='Schedules']")] for name in ("runtimes", "instances")
    ]
    assert [sum(each) for each in in_tables] == [3, 3]
    assert len(shown.xpath("//table[@id='processes-table']//tbody/tr")) == 3 + document["summary"]["not_deployed"]

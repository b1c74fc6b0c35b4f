# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instances and packs: their columns, and a table of the instances."""

from __future__ import annotations

import json

from lxml import html

from ansible_collections.boomi.spaces.plugins.plugin_utils._report import json_document, markdown, page
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils._report.test_markdown import tables
from tests.unit.plugins.plugin_utils.report_cases import HOURLY, deployment, process

PACK = [{"integration_pack_id": "k1", "name": "Order to Cash"}]
FACTS = [
    process(1, deployment(HOURLY), deployment([], atom_id="a2"), instance_name="Germany", integration_pack=PACK),
    process(2, deployment(HOURLY, enabled=False), instance_id="i2", instance_name="Order to Cash", integration_pack=PACK),
    process(3, instance_name="Germany", integration_pack=PACK),
    process(4, deployment(HOURLY), instance_id=None),
]
FINDINGS = [cases.finding(process_id="p1", process_name="Process 1", instance_id="i1"), cases.finding(severity="warning", instance_id="i2"), cases.finding()]


def test_each_instance_with_its_counts() -> None:
    report = cases.report_on(FACTS, findings=FINDINGS)
    numbers = ("processes", "schedules", "not_scheduled", "paused", "errors", "warnings")
    made = json.loads(json_document.write(report))["instances"]
    assert [(each["instance_id"], each["instance_name"], each["pack_name"], [each[key] for key in numbers]) for each in made] == [
        ("i1", "Germany", "Order to Cash", [2, 2, 1, 0, 1, 0]),
        ("i2", "Order to Cash", "Order to Cash", [1, 1, 0, 1, 0, 1]),
        (None, None, None, [1, 1, 0, 0, 0, 0]),
    ]
    shown = html.fromstring(page.write(report))
    assert [[cell.text_content() for cell in row] for row in shown.xpath("//table[@id='instances-table']/tbody/tr")] == [
        ["Germany", "Order to Cash", "2", "2", "1 error "],
        ["Order to Cash", "Order to Cash", "1", "11 paused", "1 warning"],
        ["(no instance)", "", "1", "1", "none"],
    ]
    (table,) = [each for each in tables(markdown.write(report)) if each[0][0] == "instance"]
    assert table == [
        ["instance", "pack", "processes", "schedules", "paused", "errors", "warnings"],
        ["Germany", "Order to Cash", "2", "2", "0", "1", "0"],
        ["Order to Cash", "Order to Cash", "1", "1", "1", "0", "1"],
        ["(no instance)", "-", "1", "1", "0", "0", "0"],
    ]


def test_instance_and_pack_have_a_column_of_processes_and_findings() -> None:
    shown = html.fromstring(page.write(cases.report_on(FACTS, findings=FINDINGS)))
    columns = {
        name: [cell.text_content() for cell in shown.xpath(f"//table[@id='{name}-table']//td[@data-label='Instance']")] for name in ("processes", "findings")
    }
    # The pack is not repeated where the instance is called the same.
    assert columns == {
        "processes": ["GermanyOrder to Cash", "GermanyOrder to Cash", "Order to Cash", "GermanyOrder to Cash", ""],
        "findings": ["GermanyOrder to Cash", "", "Order to Cash"],
    }
    for name in columns:
        assert {len(row) for row in shown.xpath(f"//table[@id='{name}-table']//tr")} == {8}


def test_without_their_names_there_is_no_table_of_them() -> None:
    report = cases.report_on([process(1, deployment(HOURLY))], findings=FINDINGS)
    assert 'id="instances"' not in page.write(report)
    assert "## Instances" not in markdown.write(report)
    assert [each["instance_id"] for each in json.loads(json_document.write(report))["instances"]] == ["i1"]


def test_nothing_judged() -> None:
    report = cases.report_on(FACTS)
    assert [each["errors"] for each in json.loads(json_document.write(report))["instances"]] == [None] * 3
    (table,) = [each for each in tables(markdown.write(report)) if each[0][0] == "instance"]
    assert table[0] == ["instance", "pack", "processes", "schedules", "paused"]


def test_names_are_data() -> None:
    facts = [process(number, deployment(HOURLY), instance_id=text, instance_name=text) for number, text in enumerate(cases.HOSTILE)]
    report = cases.report_on(facts)
    heads = html.fromstring(page.write(report)).xpath("//table[@id='instances-table']/tbody/tr/th")
    assert {tag.tag for head in heads for tag in head.iter()} == {"th", "bdi"}
    assert {len(row) for table in tables(markdown.write(report)) if table[0][0] == "instance" for row in table} == {5}

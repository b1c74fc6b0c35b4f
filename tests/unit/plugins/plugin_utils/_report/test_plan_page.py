# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a plan, read back by a library, also with names that are markup."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest
from lxml import etree, html

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import one_line
from tests.unit.plugins.plugin_utils import plan_report_cases as cases
from tests.unit.plugins.plugin_utils.plan_report_cases import FACTS, MOVED, POLICY
from tests.unit.plugins.plugin_utils.report_cases import HOSTILE


@pytest.fixture(scope="module")
def page() -> Any:
    return html.fromstring(cases.report("html", policy=POLICY, changed=MOVED))


def texts(page: Any, section: str) -> list[list[str]]:
    return [[cell.text_content() for cell in row] for row in page.xpath(f"//section[@id='{section}']//tbody/tr")]


def test_what_is_disturbed(page: Any) -> None:
    assert page.get_element_by_id("verdict").get("class") == "error"
    assert texts(page, "groups") == [["Production", "Load", "3", "3"], ["Production", "Warehouse", "1", "8"]]
    assert texts(page, "disturbed") == [
        ["Long", "ProductionLoad", "prod-1", "0at 01:30 every day", "Sun 29 Nov 01:30still at work at the beginning", "Mon 30 Nov 01:30"],
        ["Nightly Load", "ProductionLoad", "a2", "1: 03:00at 03:00 every day", "Sat 28 Nov 03:00", "Mon 30 Nov 03:00"],
        ["Nightly Load", "ProductionLoad", "prod-1", "1: 02:30at 02:30 every day", "Sat 28 Nov 02:30", "Mon 30 Nov 02:30"],
        ["Once", "ProductionLoad", "prod-1", "1: 02:40at 02:40 on 29 November in 2026", "", "never"],
        ["Stock Level", "ProductionWarehouse", "prod-1", "8: 02:00 to 03:45every 15 minutes", "Sun 29 Nov 01:45over by then", "Sun 29 Nov 04:00"],
    ]


def test_the_other_sections(page: Any) -> None:
    assert [row[3] for row in texts(page, "judged")] == ["Often.max_minutes_between_runs", "Load.must_run"]
    assert 'The window "Sunday" keeps 60 of these 120 minutes free of runs.' in page.get_element_by_id("judged").text_content()
    assert [row[0] for row in texts(page, "after")] == ["Sun 29 Nov 04:00", "Mon 30 Nov 02:30", "Mon 30 Nov 03:00", "never"]
    assert texts(page, "quiet")[0] == ["Sun 29 Nov 04:00", "Sun 29 Nov 12:00", "8 h", "only what runs all the time: 1 process"]
    assert len(texts(page, "quiet")) == 5
    assert texts(page, "change") == []
    (row,) = texts(page, "together")
    assert row[:4] == ["prod-1", "2", "3", ":00 from 2 to 1, :30 from 2 to 3"]
    assert 'Without 1 process whose schedule is not valid: "Broken" (pack "Load").' in page.get_element_by_id("not-valid").text_content()


def test_sections_that_are_not_there() -> None:
    page = html.fromstring(cases.report("html", FACTS[3:4]))
    assert [section.get("id") for section in page.xpath("//section")] == ["disturbed", "quiet"]
    assert [link.get("href") for link in page.xpath("//nav//a")] == ["#disturbed", "#quiet"]
    assert "Nothing starts in this time." in page.get_element_by_id("disturbed").text_content()


def test_headings_and_tables_say_what_they_are(page: Any) -> None:
    assert len(page.xpath("//h1")) == 1
    ids = {section.get("id") for section in page.xpath("//section")}
    assert {link.get("href")[1:] for link in page.xpath("//nav//a")} == ids
    for section in page.xpath("//section"):
        assert page.get_element_by_id(section.get("aria-labelledby")).tag == "h2"
    for table in page.xpath("//table"):
        assert table.find("caption") is not None
        assert {head.get("scope") for head in table.xpath("thead//th")} == {"col"}
        columns = len(table.xpath("thead//th"))
        for row in table.xpath("tbody/tr"):
            assert len(row) == columns
            assert len(row.xpath("th[@scope='row']")) == 1


def test_no_element_or_attribute_comes_from_a_name(page: Any) -> None:
    text = cases.hostile("html")
    hostile = html.fromstring(text)
    tags = {element.tag for element in page.iter(etree.Element)}
    assert {element.tag for element in hostile.iter(etree.Element)} <= tags
    known = {(element.tag, name) for element in page.iter(etree.Element) for name in element.attrib}
    assert {(element.tag, name) for element in hostile.iter(etree.Element) for name in element.attrib} <= known | {("section", "data-table"), ("td", "class")}
    assert len(hostile.findall(".//script")) == len(hostile.findall(".//style")) == 1
    shown = {element.text_content() for element in hostile.findall(".//bdi")}
    for name in HOSTILE:
        assert one_line(name) in shown, name
    assert "7 * 7" in text
    policy = hostile.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    for element in ("style", "script"):
        inside = text[text.index(f"<{element}>") + len(element) + 2 : text.index(f"</{element}>")]
        assert f"{element}-src 'sha256-{b64encode(sha256(inside.encode()).digest()).decode()}'" in policy
        assert "Copyright" not in inside

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ran, on the page, read back by a library, also with names that are markup."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree, html

from ansible_collections.boomi.spaces.plugins.plugin_utils._report import page as pages
from ansible_collections.boomi.spaces.plugins.plugin_utils._report import page_runs
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import one_line
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils.report_cases import HOURLY, deployment, process

RUNS = [
    process(1, deployment(HOURLY, atom_name="prod-1", env_name="Production"), instance_name="INT"),
    process(2, deployment(HOURLY, atom_name="prod-1")),
]


def page_of(processes: object = (), **more: Any) -> str:
    return pages.write(cases.report_on(processes, **more))


def runs_of(verdicts: object, **more: Any) -> Any:
    return html.fromstring(page_of(RUNS, verdicts=verdicts, **more)).get_element_by_id("runs")


def test_without_verdicts_nothing_is_said_of_runs() -> None:
    text = page_of(RUNS)
    assert 'id="runs"' not in text
    assert 'href="#runs"' not in text
    assert "runs failed or missed" not in text


def test_what_ran() -> None:
    records = [{"execution_id": "x-00:00", "execution_time": "2026-11-24T00:00:04Z", "execution_duration": 90_000}]
    section = runs_of([*cases.each_verdict(), cases.verdict(process_id="p2", process_name="Process 2")], execution_records=records)
    assert [paragraph.text_content() for paragraph in section.findall("p")] == [
        "11 planned runs of 2 schedules, from Tue 24 Nov 00:00 to Tue 24 Nov 10:00.",
        "1 run is unknown: nobody can say whether they ran as planned. The reasons: the records would not show each run (1).",
        "Missed runs assume that the schedule was the same then, which the audit log does not prove (1 of 1).",
        "Each mark is a run, in order of time from left to right.",
    ]
    legend = [
        "1 missed",
        "1 failed",
        "1 stuck",
        "1 discarded",
        "1 unknown",
        "1 late",
        "1 not planned",
        "1 overlapped",
        "1 running",
        "1 waiting",
        "2 on time",
    ]
    assert [item.text_content() for item in section.xpath("ul/li")] == legend
    first, second = section.xpath(".//tbody/tr")
    counts = "1 missed, 1 failed, 1 stuck, 1 discarded, 1 unknown, 1 late, 1 not planned, 1 overlapped, 1 running, 1 waiting, 1 on time"
    assert [cell.text_content() for cell in first][:5] == [
        "Process 1INT",
        "prod-1Production",
        f"10{counts}unknown: the records would not show each run (1)",
        "Tue 24 Nov 10:00longest gap 8 h 55 min",
        "1.5 min95 % within 1.5 min",
    ]
    assert [cell.text_content() for cell in second][:5] == ["Process 2INT", "prod-1Production", "11 on time", "Tue 24 Nov 01:00", ""]
    assert (first.get("class"), second.get("class")) == (None, "fine")


def test_each_verdict_has_a_shape_a_word_and_a_class_of_its_own() -> None:
    section = runs_of(cases.each_verdict())
    marks = section.xpath(".//tbody//svg")
    assert [mark.get("class") for mark in marks] == [f"cell {kind}" for kind in cases.VERDICTS]
    assert {mark.get("role") for mark in marks} == {"img"}
    shapes = [mark.find("path").get("d") for mark in marks]
    assert len(set(shapes)) == len({mark.findtext("title").partition(":")[0] for mark in marks}) == len(cases.VERDICTS)
    assert marks[8].findtext("title") == "missed: planned Tue 24 Nov 08:00; the runtime has reported a later run"
    # The legend has the same shapes.
    assert {path.get("d") for path in section.xpath("ul//path")} == set(shapes)


def test_the_counts_at_the_top_have_the_runs() -> None:
    for items, shown in (
        (cases.each_verdict(), [("4", "error"), ("1", "warning"), ("1", "warning")]),
        ([cases.verdict()], [("0", "good"), ("0", "good"), None]),
    ):
        page = html.fromstring(page_of(RUNS, verdicts=items))
        tiles = {tile.findtext("dt"): (tile.findtext("dd"), tile.get("class")) for tile in page.xpath("//dl/div")}
        assert [tiles.get(name) for name in ("runs failed or missed", "runs late", "runs unknown")] == shown
        assert page.xpath("//nav//a[@href='#runs']")


def test_a_row_with_many_runs_says_what_a_mark_is() -> None:
    items = [cases.verdict(expected_at=f"2026-11-24T{minute // 60:02}:{minute % 60:02}:00Z") for minute in range(101)]
    section = runs_of(items)
    assert "Where a row has more than 100, each is a stretch of time with runs in it, and shows the worst verdict." in section.text_content()
    assert len(section.xpath(".//tbody//svg")) == 51
    assert section.xpath(".//td[@class='marks']")[0].text_content().endswith("a mark is 2 min")


def test_of_many_rows_the_worst_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_runs, "MANY_RUNS", 2)
    items = [cases.verdict(kind, process_id=name, process_name=name) for name, kind in zip("abcd", ("ran", "ran_late", "missed", "unknown"))]
    for several, said in (
        (items, "Here are the 2 rows with the worst verdicts, and 2 are left out, 1 of them with runs that were not on time."),
        (items[:3], "Here are the 2 rows with the worst verdicts, and 1 is left out: all on time so far."),
    ):
        section = runs_of(several)
        assert len(section.xpath(".//tbody/tr")) == 2
        assert said in section.text_content()


def test_verdicts_on_no_run() -> None:
    section = runs_of([])
    assert section.findtext("p") == "0 planned runs of 0 schedules."
    assert section.find(".//table") is None


def test_no_element_or_attribute_comes_from_a_name_of_a_run() -> None:
    plain = html.fromstring(page_of(RUNS, verdicts=[*cases.each_verdict(), cases.verdict(process_id="p2")], findings=[cases.finding(process_name="x")]))
    page = html.fromstring(pages.write(cases.hostile_runs()))
    plain_runs, section = (each.get_element_by_id("runs") for each in (plain, page))
    assert {element.tag for element in section.iter(etree.Element)} <= {element.tag for element in plain_runs.iter(etree.Element)}
    known = {(element.tag, name) for element in plain_runs.iter(etree.Element) for name in element.attrib}
    assert {(element.tag, name) for element in section.iter(etree.Element) for name in element.attrib} <= known
    assert {element.get("class") for element in section.iter("svg")} == {f"cell {kind}" for kind in cases.VERDICTS}
    heads = {head.text_content() for head in section.xpath(".//tbody/tr/th/bdi")}
    assert heads == {one_line(text.strip()) or "(no name)" for text in cases.HOSTILE}

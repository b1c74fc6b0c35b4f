# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has changed since an earlier JSON report."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import html

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._report import json_document, markdown, page, page_judged
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import one_line
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils._report.test_markdown import tables
from tests.unit.plugins.plugin_utils.report_cases import HOURLY, deployment, process


def at(schedule: object, **more: Any) -> list[dict[str, Any]]:
    return [process(1, deployment(schedule, **more))]


def written(processes: object, **more: Any) -> str:
    return json_document.write(cases.report_on(processes, **more))


def changed(before: object, after: object, **more: Any) -> Any:
    return json.loads(written(after, previous=written(before), **more))["changed_since"]


@pytest.mark.parametrize(
    ("before", "after", "differences"),
    [
        # The same minutes, written in another way.
        (at([{"minutes": "0-59/30"}]), at([{"minutes": "0,30", "hours": "*"}]), []),
        (at(HOURLY), at([]), ["Missing runs: every hour"]),
        (at([{"minutes": "0", "hours": "1"}]), at([{"minutes": "0", "hours": "2"}]), ["Extra runs: at 02:00 every day; missing runs: at 01:00 every day"]),
        (at(HOURLY, enabled=True), at(HOURLY, enabled=False), ["Paused"]),
        (at(HOURLY, enabled=False), at(HOURLY, enabled=True), ["Resumed"]),
        # That it was not asked for, or is now, is no change.
        (at(HOURLY), at(HOURLY, enabled=False), []),
        (at(HOURLY, enabled=True), at(HOURLY), []),
        (
            at(HOURLY),
            at(HOURLY, retry={"schedule": [{"hours": "3"}], "max_retry": 2}),
            ["Extra retries: every minute from 03:00 to 03:59 every day", "At most 2 retries, not 5"],
        ),
        (at([{"minutes": "x"}]), at([{"minutes": "y"}]), ["Times of runs: y * * * * *, not x * * * * *"]),
        (at([{"minutes": "x"}]), at([{"minutes": "x"}], retry={"schedule": [], "max_retry": 1}), []),
        (at(HOURLY, atom_name="old"), at(HOURLY, atom_name="new"), []),
    ],
)
def test_differences_of_a_schedule(before: Any, after: Any, differences: list[str]) -> None:
    found = changed(before, after)["schedules"]
    assert [each["change"] for each in found] == (["changed"] if differences else [])
    assert [text for each in found for text in each["differences"]] == differences


def test_schedules_that_are_new_and_gone() -> None:
    before = [process(1, deployment(HOURLY, atom_name="One", env_name="Production"), deployment([])), process(2, deployment([], atom_id="a2"))]
    after = [process(1, deployment(HOURLY)), process(3, deployment([], env_id="e3"), instance_id="i3")]
    found = changed(before, after)
    assert found["start"] == "2026-11-24T08:10:00+00:00"
    assert [
        (each["change"], each["process_id"], each["process_name"], each["instance_id"], each["env_id"], each["atom_id"]) for each in found["schedules"]
    ] == [
        ("new", "p3", "Process 3", "i3", "e3", "a1"),
        ("gone", "p1", "Process 1", "i1", "e1", "a1"),
        ("gone", "p2", "Process 2", "i1", "e1", "a2"),
    ]
    assert changed(before, before)["schedules"] == []


def test_findings_that_are_new_and_gone() -> None:
    old = [cases.finding(message="of 5 runs"), cases.finding(rule="Old. rule.runs", message="gone"), cases.finding(atom_id="a1", message="again")]
    new = [cases.finding(message="of 6 runs"), cases.finding(atom_id="a1"), cases.finding(atom_id="a1", message="twice"), cases.finding(rule="unmatched")]
    before = written([], findings=old)
    report = cases.report_on([], findings=new, previous=before)
    made = json.loads(json_document.write(report))["changed_since"]
    assert ([each["message"] for each in made["new_findings"]], [each["message"] for each in made["gone_findings"]]) == (
        ["twice", "It runs at other times."],
        ["gone"],
    )
    says = "Schedules: none has changed. Findings: 2 new, 1 gone."
    assert says in page.write(report)
    assert says in markdown.write(report)
    for findings, previous in ((None, before), (new, written([]))):
        made = json.loads(written([], findings=findings, previous=previous))["changed_since"]
        assert (made["new_findings"], made["gone_findings"]) == (None, None)
    assert "Findings are not compared" in page.write(cases.report_on([], previous=before))


def test_page_and_markdown_list_them() -> None:
    names = {"instance_name": "INT", "integration_pack": []}
    before = [process(1, deployment(HOURLY, enabled=True, atom_name="One"), **names)]
    after = [process(1, deployment(HOURLY, enabled=False, atom_name="One"), deployment([], atom_id="a2"), **names)]
    report = cases.report_on(after, findings=[cases.finding(message="Look.")], previous=written(before, findings=[]))
    rows = html.fromstring(page.write(report)).xpath("//table[@id='changes-table']/tbody/tr")
    assert [[cell.text_content() for cell in row] for row in rows] == [
        ["schedule changed", "Process 1INT", "Onee1", "Paused"],
        ["schedule new", "Process 1INT", "a2e1", ""],
        ["finding new", "the policy as a whole", "", "Look."],
    ]
    text = markdown.write(report)
    assert "The earlier report is of `2026-11-24T08:10:00+00:00`. Schedules: 1 new, 1 changed. Findings: 1 new, 0 gone." in text
    (table,) = [each for each in tables(text) if each[0][0] == "change"]
    assert table[1:] == [
        ["schedule changed", "Process 1 of INT", "One, e1", "Paused"],
        ["schedule new", "Process 1 of INT", "a2, e1", "-"],
        ["finding new", "-", "-", "Look."],
    ]


def test_without_an_earlier_report() -> None:
    for previous in (None, ""):
        report = cases.report_on(at(HOURLY), previous=previous)
        assert json.loads(json_document.write(report))["changed_since"] is None
        assert "earlier report" not in page.write(report) + markdown.write(report)


def test_many_changes_are_cut_and_counted() -> None:
    report = cases.report_on([process(number, deployment(HOURLY)) for number in range(250)], previous=written([]))
    shown = html.fromstring(page.write(report))
    assert len(shown.xpath("//table[@id='changes-table']/tbody/tr")) == page_judged.MANY_CHANGES
    assert "50 more are left out." in shown.get_element_by_id("changes").findtext("p[@class='about']/bdi") + shown.get_element_by_id("changes").text_content()
    assert "\n\nAnd 200 more.\n" in markdown.write(report)
    assert len(json.loads(json_document.write(report))["changed_since"]["schedules"]) == 250


def test_names_are_data() -> None:
    processes, findings = cases.hostile()
    same = json.loads(written(processes, findings=findings, previous=written(processes, findings=findings)))["changed_since"]
    assert same == {"start": "2026-11-24T08:10:00+00:00", "schedules": [], "new_findings": [], "gone_findings": []}
    report = cases.report_on([], findings=[], previous={**json.loads(written(processes, findings=findings)), "start": cases.HOSTILE[0]})
    section = html.fromstring(page.write(report)).get_element_by_id("changes")
    assert {each.tag for each in section.iter()} <= {
        "section",
        "h2",
        "p",
        "bdi",
        "div",
        "label",
        "input",
        "output",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "span",
    }
    assert section.find("p/bdi").text == one_line(cases.HOSTILE[0])
    (table,) = [each for each in tables(markdown.write(report)) if each[0][0] == "change"]
    assert {len(row) for row in table} == {4}


ALLOWED = "it must be a report that was written with the format json"


@pytest.mark.parametrize(
    ("previous", "message"),
    [
        ("<html>", f"previous: is not JSON; {ALLOWED}"),
        ([], f"previous is a list; {ALLOWED}"),
        ("5", f"previous is 5; {ALLOWED}"),
        ({"version": 2}, f"previous.version is 2; {ALLOWED}, of version 1"),
        ({"version": 1}, f"previous.processes; {ALLOWED}"),
        ({"version": 1, "processes": [{}]}, f"previous.deployments; {ALLOWED}"),
        (
            {"version": 1, "processes": [{"id": 5, "deployments": []}]},
            f"previous.processes: processes[0].id is 5; it must be text or null; {ALLOWED}",
        ),
        ({"version": 1, "processes": [], "findings": [{}]}, None),
    ],
)
def test_what_is_no_report(previous: Any, message: str | None) -> None:
    with pytest.raises(GivenError) as caught:
        cases.report_on([], findings=[], previous=previous)
    assert str(caught.value) == message if message else str(caught.value).startswith("previous.findings: findings[0]: missing keys: rule, ")

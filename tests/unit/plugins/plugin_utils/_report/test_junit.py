# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JUnit XML, valid by its schema, also with names that are markup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from ansible_collections.boomi.spaces.plugins.plugin_utils._report import junit
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import Report
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import one_line
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils.report_cases import EVERY_QUARTER, HOURLY, deployment, process


def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(Path(__file__).with_name("junit.xsd"))))


def checked(report: Report) -> Any:
    text = junit.write(report)
    tree = etree.fromstring(text.encode("utf-8"))
    schema().assertValid(tree)
    for suite in tree.findall("testsuite"):
        tests = suite.findall("testcase")
        assert int(suite.get("tests")) == len(tests)
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))
    assert int(tree.get("tests")) == len(tree.findall("testsuite/testcase"))
    assert int(tree.get("failures")) == len(tree.findall("testsuite/testcase/failure"))
    return tree


def junit_of(processes: object, **more: Any) -> Any:
    return checked(cases.report_on(processes, **more))


def test_any_name_is_valid() -> None:
    tree = checked(cases.hostile_report())
    names = {case.get("name") for case in tree.iter("testcase")}
    assert {one_line(text) for text in cases.HOSTILE} <= names
    assert len(tree.findall("testsuite/testcase/failure")) == len(cases.HOSTILE) // 2


def test_it_groups_rules_and_joins_what_is_found_twice() -> None:
    findings = [
        cases.finding(process_id="p1", process_name="Process 1", atom_id="a1", expected=EVERY_QUARTER, actual=[]),
        cases.finding(process_id="p1", process_name="Process 1", atom_id="a2", message="Here too."),
        cases.finding(process_id="p1", process_name="Process 1", rule="processes[0].enabled", severity="warning", message="It is paused."),
        cases.finding(rule="max_starts_per_minute", message="Six start together."),
    ]
    tree = junit_of([process(1, deployment(HOURLY)), process(2)], findings=findings)
    suites = [(suite.get("name"), [case.get("name") for case in suite]) for suite in tree]
    assert suites == [
        ("processes[0]", ["Process 1", "Process 1"]),
        ("max_starts_per_minute", ["the policy as a whole"]),
        ("processes without findings", ["Process 2"]),
    ]
    failure = tree.find("testsuite/testcase/failure")
    assert failure.get("message") == "It runs at other times. (and 1 more finding)"
    assert failure.get("type") == "processes[0].schedule"
    assert "runtime: a2" in failure.text
    assert "expected: every 15 minutes from 08:00 to 18:45, Monday to Friday" in failure.text
    warning = tree.findall("testsuite/testcase")[1]
    assert [child.tag for child in warning] == ["system-out"]
    assert warning[0].text.startswith("warning: It is paused.")


def test_it_skips_what_was_not_judged() -> None:
    tree = junit_of([process(1), process(2)])
    assert [(suite.get("name"), suite.get("skipped")) for suite in tree] == [("processes", "2")]
    assert [suite.get("skipped") for suite in junit_of([process(1), process(2)], findings=[])] == ["0"]


def test_a_test_case_is_one_line() -> None:
    findings = [cases.finding(process_id="p1", message="one\ntwo", actual=5), cases.finding(severity="warning", message="three")]
    text = junit.write(cases.report_on([process(2)], findings=findings))
    assert text.splitlines() == [
        "<?xml version='1.0' encoding='UTF-8'?>",
        '<testsuites name="Processes" tests="3" failures="1" errors="0">',
        '  <testsuite name="processes[0]" tests="2" failures="1" errors="0" skipped="0" timestamp="2026-11-24T08:10:00">',
        '    <testcase classname="processes[0].schedule" name="p1"><failure message="one␊two" type="processes[0].schedule">error: one',
        "two",
        "process: p1",
        "actual: 5</failure></testcase>",
        '    <testcase classname="processes[0].schedule" name="the policy as a whole"><system-out>warning: three</system-out></testcase>',
        "  </testsuite>",
        '  <testsuite name="processes without findings" tests="1" failures="0" errors="0" skipped="0" timestamp="2026-11-24T08:10:00">',
        '    <testcase classname="p2" name="Process 2" />',
        "  </testsuite>",
        "</testsuites>",
    ]


def test_a_finding_without_an_instance_is_about_every_instance() -> None:
    processes = [process(1, instance_id="i1"), process(1, instance_id="i2")]
    for instance, clean in ((None, 0), ("i1", 1), ("i3", 2)):
        tree = junit_of(processes, findings=[cases.finding(process_id="p1", instance_id=instance)])
        assert [(suite.get("name"), int(suite.get("tests"))) for suite in tree] == [("processes[0]", 1), ("processes without findings", clean)]


def test_a_rule_may_be_called_as_the_suite_of_the_others() -> None:
    tree = junit_of([process(1)], findings=[cases.finding(rule=junit.CLEAN)])
    assert [(suite.get("name"), int(suite.get("failures"))) for suite in tree] == [(junit.CLEAN, 1), (junit.CLEAN, 0)]


def test_processes_of_one_name_are_test_cases_of_their_own() -> None:
    packs = {"integration_pack": [{"integration_pack_id": "k", "name": "Order to Cash"}]}
    processes = [{**process(number, instance_id=instance), "name": "Order Intake"} for number, instance in enumerate(("i1", "i2", "i3", "i4"))]
    processes[0].update({"instance_name": "INT", **packs})
    processes[1].update({"instance_name": "Order to Cash", **packs})
    findings = [cases.finding(process_id=f"p{number}", process_name="Order Intake", instance_id=f"i{number + 1}") for number in range(4)]
    tree = junit_of(processes, findings=findings)
    names = ["Order Intake of INT (pack Order to Cash)", "Order Intake of Order to Cash", "Order Intake (p2)", "Order Intake (p3)"]
    assert [case.get("name") for case in tree[0]] == names
    assert "instance and pack: INT (pack Order to Cash)" in tree[0][0][0].text


def test_a_named_rule_is_a_suite_and_an_info_does_not_fail() -> None:
    findings = [cases.finding(rule="Office hours, v1.2.schedule", severity="info"), cases.finding(rule="Office hours, v1.2.enabled", severity="error")]
    tree = junit_of([process(1)], findings=findings)
    assert (tree[0].get("name"), tree[0].get("tests"), tree[0].get("failures")) == ("Office hours, v1.2", "2", "1")
    assert tree[0][0][0].tag == "system-out"


def runs_of(verdicts: object, **more: Any) -> Any:
    (suite,) = (each for each in junit_of([process(1, deployment(HOURLY, atom_name="prod-1"))], verdicts=verdicts, **more) if each.get("name") == junit.RUNS)
    return suite


def test_without_verdicts_there_is_no_suite_of_runs() -> None:
    assert [suite.get("name") for suite in junit_of([process(1)])] == ["processes"]
    assert [suite.get("name") for suite in junit_of([process(1)], verdicts=[], findings=[])] == [junit.CLEAN, junit.RUNS]


@pytest.mark.parametrize("kind", cases.VERDICTS)
def test_what_fails_and_what_is_skipped(kind: str) -> None:
    (case,) = runs_of([cases.verdict(kind)])
    outcome = "failure" if kind in ("missed", "ran_failed", "stuck", "discarded") else "skipped" if kind == "unknown" else "system-out"
    assert [part.tag for part in case] == [outcome]
    assert (case.get("classname"), case.get("name")) == ("runs", "Process 1 on prod-1")


def test_a_run_that_failed_is_listed_with_what_is_unknown() -> None:
    (case,) = runs_of(cases.each_verdict(), viewer_timezone="Europe/Berlin")
    (failure,) = case
    counts = "1 missed, 1 failed, 1 stuck, 1 discarded, 1 unknown, 1 late, 1 not planned, 1 overlapped, 1 running, 1 waiting, 1 on time"
    assert (failure.get("message"), failure.get("type")) == (f"10 planned runs: {counts}", "missed")
    assert failure.text.splitlines() == [
        "failed: planned Tue 24 Nov 03:00, started 03:00:04, 4 s later",
        "stuck: planned Tue 24 Nov 05:00, started 05:00:04, 4 s later",
        "discarded: planned Tue 24 Nov 06:00",
        "missed: planned Tue 24 Nov 09:00; the runtime has reported a later run",
        "unknown: the records would not show each run (1)",
        "environment: e1",
    ]


def test_what_is_unknown_is_said_beside_what_ran() -> None:
    (case,) = runs_of([cases.verdict(), cases.verdict("unknown", "02:00", reason="dst")])
    assert case[0].text.splitlines() == [
        "2 planned runs: 1 unknown, 1 on time",
        "unknown: a clock change repeats the minute (1)",
        "environment: e1",
    ]
    (case,) = runs_of([cases.verdict("waiting"), cases.verdict("unknown", "02:00", reason="dst")])
    assert case[0].get("message") == "2 planned runs: 1 unknown, 1 waiting. a clock change repeats the minute (1)"


def test_many_failures_are_cut() -> None:
    (case,) = runs_of([cases.verdict("missed", f"{number // 60:02}:{number % 60:02}") for number in range(60)])
    assert case[0].text.splitlines()[50:] == ["and 10 more", "environment: e1"]


def test_rows_of_one_name_are_test_cases_of_their_own() -> None:
    items = [cases.verdict(process_id=name, env_id=environment) for name, environment in (("p1", "e1"), ("p2", "e1"), ("p2", None))]
    assert [case.get("name") for case in runs_of(items)] == [
        "Process 1 on prod-1 (p1, i1, e1, a1)",
        "Process 1 on prod-1 (p2, i1, e1, a1)",
        "Process 1 on prod-1 (p2, i1, -, a1)",
    ]


def test_any_name_of_a_run_is_valid() -> None:
    tree = checked(cases.hostile_runs())
    (suite,) = (each for each in tree if each.get("name") == junit.RUNS)
    assert len(suite.findall("testcase/failure")) == len(cases.HOSTILE)
    names = [case.get("name") for case in suite]
    assert len(set(names)) == len(names)
    assert all(any(name.startswith(one_line(text.strip())) for name in names) for text in cases.HOSTILE)

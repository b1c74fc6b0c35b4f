# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the model says beside the facts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils.report_cases import EVERY_QUARTER, HOURLY, deployment, process


@pytest.mark.parametrize(
    ("about", "title"),
    [
        ({}, "Process 1"),
        ({"name": None}, "p1"),
        ({"name": ""}, "p1"),
        ({"name": " \t"}, "p1"),
        ({"name": None, "id": None}, "(no name)"),
        ({"name": " ", "id": ""}, "(no name)"),
    ],
)
def test_the_title_of_a_process(about: dict[str, Any], title: str) -> None:
    assert cases.report_on([process(1, **about)]).processes[0].title == title


def test_an_id_that_is_missing_is_null() -> None:
    for about in ({"id": None}, {"id": ""}):
        assert cases.report_on([process(1, **about)]).processes[0].id is None
    (shown,) = cases.report_on([process(1)]).processes
    assert (shown.id, shown.name, shown.instance_id) == ("p1", "Process 1", "i1")


def test_entries_are_those_of_the_facts() -> None:
    retry = {"schedule": HOURLY, "max_retry": 2}
    (shown,) = cases.report_on([process(1, deployment(EVERY_QUARTER, retry=retry))]).processes[0].deployments
    assert (shown.entries, shown.retry_entries, shown.max_retry) == (EVERY_QUARTER, HOURLY, 2)
    shown = shown._replace(problem="it is not valid")
    assert (shown.entries, shown.retry_entries, shown.max_retry) == (EVERY_QUARTER, HOURLY, None)


def test_runs_are_counted() -> None:
    (shown,) = cases.report_on([process(1, deployment(HOURLY))]).processes[0].deployments
    shown = shown._replace(week_runs=0b1101, day_runs=0b101)
    assert (shown.runs_7_days, shown.runs_24_hours) == (3, 2)


def test_findings_are_counted_by_severity() -> None:
    findings = [cases.finding(), cases.finding(), cases.finding(severity="warning")]
    report = cases.report_on([], findings=findings)
    assert (report.severity("error"), report.severity("warning")) == (2, 1)
    assert cases.report_on([]).severity("error") == 0

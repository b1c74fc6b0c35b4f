# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as JUnit XML, which CI servers show. Private to the collection.

A test suite for each group of rules (`processes[2]` of `processes[2].schedule`), in it a test case for each process and rule that has a finding:
an error fails it, a warning passes and is told in its output. What has no finding passes in a suite of its own; where nothing was judged it is
skipped, since it did not pass.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Sequence
from datetime import timezone
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import Finding, Process, Report
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import lines, number, one_line

# The suite of what has no finding.
CLEAN = "processes without findings"


class _Case(NamedTuple):
    classname: str
    name: str
    content: str = ""
    failed: bool = False
    skipped: bool = False


def write(report: Report) -> str:
    """The text, with a line end at its end."""
    suites = [_suite(report, name, cases) for name, cases in _suites(report)]
    head = _attributes(name=report.title, tests=_total(report, "tests"), failures=_total(report, "failed"), errors=0)
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites {head}>", *suites, "</testsuites>", ""])


def _suites(report: Report) -> list[tuple[str, list[_Case]]]:
    if report.findings is None:
        skipped = "<skipped {}/>".format(_attributes(message="Nothing was judged: the report was made without findings"))
        return [("processes", [_Case(_class(process), process.label, skipped, skipped=True) for process in report.processes])]
    groups: dict[str, dict[tuple[str, str | None, str | None], list[Finding]]] = {}
    for finding in report.findings:
        group = groups.setdefault(finding.rule.partition(".")[0], {})
        group.setdefault((finding.rule, finding.process_id, finding.process_name), []).append(finding)
    suites = [(group, [_judged(several) for several in cases.values()]) for group, cases in groups.items()]
    named = {(finding.process_id, finding.instance_id) for finding in report.findings} | {
        (finding.process_id, None) for finding in report.findings if finding.instance_id is None
    }
    clean = [process for process in report.processes if not {(process.id, process.instance_id), (process.id, None)} & named]
    return [*suites, (CLEAN, [_Case(_class(process), process.label) for process in clean])]


def _class(process: Process) -> str:
    return process.id or process.label


def _judged(findings: Sequence[Finding]) -> _Case:
    first = findings[0]
    errors = [finding for finding in findings if finding.severity == "error"]
    warnings = [finding for finding in findings if finding.severity != "error"]
    content = ""
    if errors:
        # One element for all: most readers show no second one.
        more = f" (and {number(len(errors) - 1, 'more finding')})" if len(errors) > 1 else ""
        content += f"<failure {_attributes(message=errors[0].message + more, type=first.rule)}>{_told(errors)}</failure>"
    if warnings:
        content += f"<system-out>{_told(warnings)}</system-out>"
    process = first.process_name or first.process_id
    return _Case(first.rule, process or "the policy as a whole", content, failed=bool(errors))


def _told(findings: Iterable[Finding]) -> str:
    return html.escape("\n\n".join(_said(finding) for finding in findings))


def _said(finding: Finding) -> str:
    about = [f"{finding.severity}: {lines(finding.message)}"]
    places = (
        ("process", finding.process_id),
        ("instance", finding.instance_id),
        ("environment", finding.env_name or finding.env_id),
        ("runtime", finding.atom_name or finding.atom_id),
    )
    about += [f"{what}: {one_line(value)}" for what, value in places if value]
    about += [f"{what}: {json.dumps(value)}" for what, value in (("expected", finding.expected), ("actual", finding.actual)) if value is not None]
    return "\n".join(about)


def _suite(report: Report, name: str, cases: Sequence[_Case]) -> str:
    head = _attributes(
        name=name,
        tests=len(cases),
        failures=sum(case.failed for case in cases),
        errors=0,
        skipped=sum(case.skipped for case in cases),
        timestamp=report.start.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S"),
    )
    inside = []
    for case in cases:
        attributes = _attributes(classname=case.classname, name=case.name)
        inside.append(f"    <testcase {attributes}>{case.content}</testcase>" if case.content else f"    <testcase {attributes}/>")
    return "\n".join([f"  <testsuite {head}>", *inside, "  </testsuite>"])


def _total(report: Report, what: str) -> int:
    cases = [case for _name, several in _suites(report) for case in several]
    return sum(case.failed for case in cases) if what == "failed" else len(cases)


def _attributes(**values: object) -> str:
    return " ".join(f'{name}="{html.escape(one_line(str(value)))}"' for name, value in values.items())

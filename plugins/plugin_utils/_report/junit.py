# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The report as JUnit XML, which CI servers show.

There is a test suite for each group of rules (`processes[2]` for `processes[2].schedule`), and in it a test case for each process and rule with
a finding. An error fails the test case; with warnings and infos it passes, and they are in its output. Processes without findings pass in a suite
of their own. If nothing was judged, they are skipped, since they did not pass.

With verdicts on runs, there is also a suite of them, with a test case for each process and runtime.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timezone
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.findings import ShownFinding, value_text
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.happened import (
    FAILURES,
    Happening,
    ShownRuns,
    counts_in_words,
    offset_in_words,
    reasons_in_words,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import Report, ShownProcess
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import lines, number, one_line
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.timeline import in_words
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone

# The suite of the processes without findings.
CLEAN = "processes without findings"
RUNS = "runs"
# A test case lists no more runs.
_MOST_RUNS = 50


def write(report: Report) -> str:
    """The text, with a line end at its end."""
    suites = [_suite(report, name, cases) for name, cases in _suites(report)]
    if report.happened is not None:
        suites.append(_suite(report, RUNS, _runs(report.happened.rows, report.zone)))
    totals = {key: sum(int(suite.attrib[key]) for suite in suites) for key in ("tests", "failures")}
    root = _element("testsuites", name=report.title, **totals, errors=0)
    root.extend(suites)
    ElementTree.indent(root)
    for case in root.iter("testcase"):
        # A test case stays on one line.
        case.text = None
        for part in case:
            part.tail = None
    text: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text.decode("utf-8") + "\n"


def _suites(report: Report) -> list[tuple[str, list[Element]]]:
    """The suites by name, with their test cases."""
    if report.findings is None:
        skipped = [_passed(process) for process in report.processes]
        for case in skipped:
            case.append(_element("skipped", message="Nothing was judged: the report was made without findings"))
        return [("processes", skipped)]
    groups: dict[str, dict[tuple[str | None, ...], list[ShownFinding]]] = {}
    for each in report.findings:
        finding = each.finding
        # The name of a rule may have a dot in it, a key has none.
        group = groups.setdefault(finding["rule"].rpartition(".")[0] or finding["rule"], {})
        group.setdefault((finding["rule"], finding["process_id"], finding["process_name"], finding["instance_id"]), []).append(each)
    suites = [(name, _cases(list(group.values()))) for name, group in groups.items()]
    # A finding without an instance is about the process in every instance.
    named = {(each.finding["process_id"], each.finding["instance_id"]) for each in report.findings}
    clean = [process for process in report.processes if not {(process.id, process.instance_id), (process.id, None)} & named]
    return [*suites, (CLEAN, [_passed(process) for process in clean])]


def _passed(process: ShownProcess) -> Element:
    return _element("testcase", classname=process.id or process.title, name=_name(process.title, process.owner))


def _name(title: str, owner: str) -> str:
    return f"{title} of {owner}" if owner else title


def _names(groups: Sequence[Sequence[ShownFinding]]) -> list[str]:
    """What the test cases are called. Readers take two of one class and name for one: those get the id of the process, too."""
    called = [(each.finding["rule"], _name(each.process, each.owner.told()) if each.process else "the policy as a whole") for each, *_more in groups]
    often = Counter(called)
    ids = [each.finding["process_id"] or each.finding["instance_id"] for each, *_more in groups]
    return [f"{name} ({process_id})" if often[rule, name] > 1 and process_id else name for (rule, name), process_id in zip(called, ids)]


def _cases(groups: Sequence[Sequence[ShownFinding]]) -> list[Element]:
    return [_judged(name, several) for name, several in zip(_names(groups), groups)]


def _judged(name: str, several: Sequence[ShownFinding]) -> Element:
    rule = several[0].finding["rule"]
    case = _element("testcase", classname=rule, name=name)
    errors = [each for each in several if each.finding["severity"] == "error"]
    warnings = [each for each in several if each.finding["severity"] != "error"]
    if errors:
        # One element for all: most readers show no second one.
        more = f" (and {number(len(errors) - 1, 'more finding')})" if len(errors) > 1 else ""
        failure = _element("failure", message=errors[0].finding["message"] + more, type=rule)
        failure.text = _details(errors)
        case.append(failure)
    if warnings:
        SubElement(case, "system-out").text = _details(warnings)
    return case


def _runs(rows: Sequence[ShownRuns], zone: Zone) -> list[Element]:
    called = ["".join((_name(each.title, each.owner.told()), *(f" on {name}" for name in [each.runtime] if name))) for each in rows]
    often = Counter(called)
    return [_ran(f"{name} ({_ids(each)})" if often[name] > 1 else name, each, zone) for name, each in zip(called, rows)]


def _ids(each: ShownRuns) -> str:
    """What tells a row from others that are called the same."""
    return ", ".join(each.row[key] or "-" for key in ("process_id", "instance_id", "env_id", "atom_id"))


def _ran(name: str, each: ShownRuns, zone: Zone) -> Element:
    case = _element("testcase", classname=RUNS, name=name)
    told = f"{number(each.row['planned'], 'planned run')}: {counts_in_words(each.verdicts)}"
    bad = [run for run in each.runs if run.verdict in FAILURES]
    if bad:
        failure = _element("failure", message=told, type=each.worst)
        failure.text = _listed(each, bad, zone)
        case.append(failure)
    elif each.undecided:
        case.append(_element("skipped", message=f"{told}. {reasons_in_words(each.row['reasons'])}"))
    else:
        SubElement(case, "system-out").text = _listed(each, [run for run in each.odd if run.verdict == "unplanned"], zone, told)
    return case


def _listed(each: ShownRuns, runs: Sequence[Happening], zone: Zone, told: str = "") -> str:
    """What is known of a row, and these of its runs, one in a line."""
    environment, unknown, offset = each.environment, reasons_in_words(each.row["reasons"]), offset_in_words(each)
    about = [told, *(in_words(run, zone) for run in runs[:_MOST_RUNS])]
    about.append(f"and {len(runs) - _MOST_RUNS:,} more" if len(runs) > _MOST_RUNS else "")
    about += [f"unknown: {unknown}" if unknown else "", offset, f"environment: {environment}" if environment else ""]
    return "\n".join(one_line(part) for part in about if part)


def _details(several: Sequence[ShownFinding]) -> str:
    return "\n\n".join(map(_detail, several))


def _detail(each: ShownFinding) -> str:
    finding = each.finding
    about = [f"{finding['severity']}: {lines(finding['message'])}"]
    places = (
        ("process", finding["process_id"]),
        ("instance", finding["instance_id"]),
        ("instance and pack", each.owner.told()),
        ("environment", each.environment),
        ("runtime", each.runtime),
    )
    about += [f"{what}: {one_line(value)}" for what, value in places if value]
    about += [f"{what}: {one_line(value_text(finding[what]))}" for what in ("expected", "actual") if finding[what] is not None]
    return "\n".join(about)


def _suite(report: Report, name: str, cases: Sequence[Element]) -> Element:
    suite = _element(
        "testsuite",
        name=name,
        tests=len(cases),
        failures=sum(case.find("failure") is not None for case in cases),
        errors=0,
        skipped=sum(case.find("skipped") is not None for case in cases),
        timestamp=report.start.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S"),
    )
    suite.extend(cases)
    return suite


def _element(tag: str, **attributes: object) -> Element:
    """An element without the characters that XML forbids."""
    return Element(tag, {key: one_line(str(value)) for key, value in attributes.items()})

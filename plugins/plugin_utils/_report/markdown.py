# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The report as Markdown for GitHub and GitLab, short enough for a pull request.

Names are in code spans, so that nothing in them is markup, a link or a mention. In sentences, characters that could be markup are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.summary import Checked
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.advice import advice
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.changed import changes_in_words
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.checks import about_text, checks_in_words, demands_text, findings_first, result_text
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.findings import errors_first, value_text
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.foot import foot
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.happened import (
    Happened,
    assumed_in_words,
    counts_in_words,
    offset_in_words,
    planned_in_words,
    reasons_in_words,
    span_text,
    unknown_in_words,
    worst_rows_first,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import (
    NOT_DEPLOYED,
    NOT_VALID,
    Changes,
    Report,
    ShownDeployment,
    ShownProcess,
    ShownRuntime,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.provenance import this_collection
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.runtimes import (
    CAUTION,
    STATUS_NOT_KNOWN,
    detail_in_words,
    left_out,
    other_clock,
    worst_first,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import day_text, moment_text, number, one_line
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.verdict import verdict
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone

# Code hosts cut a comment at 65,536 characters: of more processes than this, only those with findings are listed.
MANY = 200
MANY_RUNTIMES = 30
MANY_INSTANCES = 30
MANY_CHECKS = 50
MANY_CHANGES = 50
MANY_RUNS = 50
# What can begin emphasis, code, links, images, HTML, entities, formulas, emoji and addresses; times such as 08:15 stay readable in the source.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#!|~&$@]|(?<![0-9]):|:(?![0-9])|(?<=[Ww])\.)")


def write(report: Report) -> str:
    """The text, with a line end at its end."""
    parts = [f"# {escaped(report.title)}", _summary(report)]
    if report.findings is not None:
        parts += ["## Findings", _findings(report)]
        parts += ["### What to do next", _advice(report)] if report.findings else []
    if report.changes is not None:
        parts += ["## Changed since the earlier report", _changes(report.changes)]
    if report.checks is not None:
        parts += ["## What was checked", _checks(report.checks)]
    if report.happened is not None:
        parts += ["## Runs", _runs(report.happened, report.zone)]
    if report.has_status:
        parts += ["## Runtimes", _runtimes(report)]
    if report.has_owners:
        parts += ["## Instances", _instances(report)]
    parts += ["## Processes", _processes(report), "## Provenance", _foot(report)]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Text in which nothing is markup. A blank of no width follows @ and #, so that nobody is mentioned and no issue is linked."""
    text = _MARKUP.sub(r"\\\1", one_line(text).strip())
    return re.sub("([@#])", "\\1\u200b", text)


def code(text: str | None) -> str:
    """Text as a code span that can stand in a cell of a table; `-` where there is none."""
    text = one_line(text or "").strip()
    if not text:
        return "-"
    if "|" in text:
        # Tables are split into cells before code spans are read, and readers differ about a bar after a backslash.
        return escaped(text)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _summary(report: Report) -> str:
    counts = report.counts
    lines = [f"**{verdict(report)}**"]
    lines.append(
        f"{number(counts['processes'], 'process', 'processes')}, {number(counts['schedules'], 'schedule')} on {number(counts['runtimes'], 'runtime')}; "
        f"{number(counts['paused'], 'schedule')} paused, {counts['not_scheduled']:,} without times, {counts['not_valid']:,} not valid; "
        f"{number(counts['runs_24_hours'], 'run')} in the next 24 hours."
    )
    lines.append(f"As of {day_text(report.start)} {report.start.year}, {report.start:%H:%M}; times are in {report.zone.name}.")
    missing = left_out(report)
    if missing:
        named = [code(each.name) + (f" (this machine has no time zone {code(each.reported)})" if each.reported else "") for each in missing.runtimes]
        on = f" Runtimes: {', '.join(named)}{f' and {missing.more:,} more' if missing.more else ''}." if named else ""
        lines.append(f"**{missing.sentence}**{on} {escaped(missing.remedy)}")
    if report.unused_zones:
        lines.append(f"No process is on these runtimes of atom\\_timezones: {', '.join(map(code, report.unused_zones))}.")
    return "\n\n".join(lines)


def _findings(report: Report) -> str:
    if not report.findings:
        return "None: everything that was judged meets the policy."
    rows = (
        (
            each.finding["severity"],
            _title(each.process or "", each.owner.told()),
            _place(each.environment, each.runtime),
            escaped(each.finding["message"]),
            code(value_text(each.finding["expected"])),
            code(value_text(each.finding["actual"])),
            code(each.finding["rule"]),
        )
        for each in errors_first(report.findings)
    )
    return table(("severity", "process", "where", "finding", "expected", "actual", "rule"), rows)


def _advice(report: Report) -> str:
    rows = (
        (
            code(each.kind),
            f"{each.findings:,}",
            escaped(each.text),
            f"[{escaped(each.guide)}](<{each.link}>)" if each.link else f"{each.guide}, {code(each.path)}",
        )
        for each in advice(report.findings or (), this_collection())
    )
    return table(("kind", "findings", "next", "guide"), rows)


def _changes(changes: Changes) -> str:
    """The schedules, then the findings."""
    findings = [(kind, each) for kind, several in (("new", changes.new_findings), ("gone", changes.gone_findings)) for each in several or ()]
    rows = [
        (
            f"schedule {each.kind}",
            _title(each.title, each.process.owner.told()),
            _place(each.deployment.environment, each.deployment.runtime),
            escaped(". ".join(each.says)) or "-",
        )
        for each in changes.schedules
    ]
    rows += [
        (f"finding {kind}", _title(each.process or "", each.owner.told()), _place(each.environment, each.runtime), escaped(each.finding["message"]))
        for kind, each in findings
    ]
    more = f"And {len(rows) - MANY_CHANGES:,} more." if len(rows) > MANY_CHANGES else ""
    listed = table(("change", "process", "where", "what"), rows[:MANY_CHANGES]) if rows else ""
    return "\n\n".join(filter(None, [f"The earlier report is of {code(changes.since)}. {changes_in_words(changes)}", listed, more]))


def _checks(checks: Sequence[Checked]) -> str:
    rows = [
        (code(each["rule"]), code(about_text(each)), code(demands_text(each)), f"{each['processes']:,}", f"{each['schedules']:,}", result_text(each))
        for each in findings_first(checks)[:MANY_CHECKS]
    ]
    told = [checks_in_words(checks), table(("rule", "about", "demands", "processes", "schedules", "result"), rows) if rows else ""]
    more = checks[MANY_CHECKS:]
    return "\n\n".join(filter(None, [*told, f"And {len(more):,} more." if more else ""]))


def _instances(report: Report) -> str:
    counts = [
        (each, [each.processes, each.schedules, each.paused, *(each.errors, each.warnings)[: 0 if each.errors is None else 2]]) for each in report.instances
    ]
    head = ("instance", "pack", "processes", "schedules", "paused", *(("errors", "warnings") if report.findings is not None else ()))
    rows = [(code(each.name), code(each.owner.pack_name), *(f"{count:,}" for count in numbers)) for each, numbers in counts[:MANY_INSTANCES]]
    more = len(counts) - len(rows)
    return "\n\n".join(filter(None, [table(head, rows), f"And {more:,} more." if more else ""]))


def _foot(report: Report) -> str:
    return "; ".join(f"{escaped(label)}: {code(value)}" for label, value in foot(report)) + "."


def _runs(what: Happened, zone: Zone) -> str:
    """The totals, and the rows in which something was not on time."""
    told = [f"{planned_in_words(what, zone)}: {counts_in_words(what.verdicts) or 'nothing to judge'}."]
    told += [escaped(text) for text in (unknown_in_words(what), assumed_in_words(what)) if text]
    rows = [each for each in worst_rows_first(what.rows) if not each.fine]
    if rows:
        cells = (
            (
                _title(each.title, each.owner.told()),
                _place(each.environment, each.runtime),
                escaped("; ".join(part for part in (counts_in_words(each.verdicts), reasons_in_words(each.row["reasons"]), offset_in_words(each)) if part)),
                moment_text(zone.local(each.last_success)) if each.last_success else "-",
                _took(each.row["median_duration_minutes"], each.row["p95_duration_minutes"]),
            )
            for each in rows[:MANY_RUNS]
        )
        told.append(table(("process", "where", "runs", "last success", "duration"), cells))
        fine = len(what.rows) - len(rows)
        more = [f"{len(rows) - MANY_RUNS:,} more rows have runs that were not on time." if len(rows) > MANY_RUNS else ""]
        more.append(f"{number(fine, 'other schedule')}: all on time so far." if fine else "")
        told.append(" ".join(filter(None, more)))
    return "\n\n".join(filter(None, told))


def _took(median: float | None, most: float | None) -> str:
    return "-" if median is None else f"{span_text(median)}, 95 % within {span_text(most)}"


def _runtimes(report: Report) -> str:
    """How many are online, and the others one by one."""
    others = [each for each in worst_first(report.runtimes) if not each.alive]
    told = [f"{len(report.runtimes) - len(others):,} of {number(len(report.runtimes), 'runtime')} online. {CAUTION}"]
    if others:
        rows = ((code(each.name), escaped(_status(each)), f"{each.schedules:,}") for each in others[:MANY_RUNTIMES])
        told.append(table(("runtime", "status", "schedules"), rows))
    if len(others) > MANY_RUNTIMES:
        told.append(f"And {len(others) - MANY_RUNTIMES:,} more.")
    return "\n\n".join(told)


def _status(each: ShownRuntime) -> str:
    return ": ".join(part for part in (each.status or STATUS_NOT_KNOWN, detail_in_words(each.status, each.status_detail)) if part)


def _processes(report: Report) -> str:
    processes: Sequence[ShownProcess] = report.processes
    if not processes:
        return "None."
    note = ""
    if len(processes) > MANY:
        named = {each.finding["process_id"] for each in report.findings or ()}
        processes = [process for process in processes if process.id in named][:MANY]
        note = f"Only processes with findings are listed: {len(processes):,} of {len(report.processes):,}.\n\n"
    rows = [row for process in processes for row in _rows(report, process)]
    return note + (table(("process", "where", "schedule", "state", "next run", "retries"), rows) if rows else "").strip()


def _rows(report: Report, process: ShownProcess) -> Iterable[Sequence[str]]:
    name = _title(process.title, process.owner)
    if not process.deployments:
        yield name, "-", "-", NOT_DEPLOYED, "-", "-"
    for each in process.deployments:
        schedule = each.words if each.state != NOT_VALID else code(each.facts.timetable.text)
        next_run = " · ".join(part for part in (moment_text(each.next_runs[0]), other_clock(each, report)) if part) if each.next_runs else "-"
        if each.left_out:
            next_run = "not known"
        state = f"**{each.state}**" if each.state == NOT_VALID else each.state
        yield name, _place(each.facts.environment, each.facts.runtime), schedule, state, next_run, _retries(each)


def _retries(each: ShownDeployment) -> str:
    limit = "" if each.max_retry is None else f"at most {each.max_retry}"
    return ", ".join(part for part in (each.retry_words, limit) if part) or "-"


def _title(title: str, owner: str) -> str:
    return f"{code(title)} of {code(owner)}" if owner else code(title)


def _place(environment: str | None, runtime: str | None) -> str:
    return ", ".join(code(name) for name in (runtime, environment) if name) or "-"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join([f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *(f"| {' | '.join(row)} |" for row in rows)])

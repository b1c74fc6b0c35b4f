# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The report as one HTML page that needs no other file.

The template, the style and the script are files beside this one; `rendering` says how names are kept from becoming markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timezone
from functools import lru_cache
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import PAUSE_NOT_ASKED, PAUSE_NOT_KNOWN
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import SEVERITIES
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.advice import advice
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.foot import foot
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.happened import FAILURES
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import (
    ENABLED,
    NOT_DEPLOYED,
    NOT_SCHEDULED,
    NOT_VALID,
    PAUSED,
    ZONE_NOT_KNOWN,
    Report,
    ShownDeployment,
    ShownRuntime,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.page_judged import changes_view, checks_view, findings_view
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.page_runs import runs_view
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.provenance import this_collection
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.rendering import rendered
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.runtimes import (
    CAUTION,
    NOT_ASKED,
    STATUS_NOT_KNOWN,
    detail_in_words,
    left_out,
    not_online,
    other_clock,
    without,
    worst_first,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.starts import Lane, Peak
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import day_text, moment_text, number
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.verdict import kind, verdict
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.week import STEP
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import stretches

# Of more than these a page shows those with the most starts, and says how many others there are.
MANY_LANES = 30
MANY_PEAKS = 12
MANY_INSTANCES = 100
# The rows of a table in the printed overview; the style has the same number.
PRINTED = 6
_KINDS = {ENABLED: "enabled", PAUSED: "paused", PAUSE_NOT_ASKED: "", PAUSE_NOT_KNOWN: "", NOT_SCHEDULED: "idle", NOT_VALID: "invalid"}
_LANE_HEIGHT, _PEAK_HEIGHT = 26, 46


def write(report: Report) -> str:
    """The text of the page."""
    lanes = sorted(sorted(report.lanes, key=lambda lane: -lane.total)[:MANY_LANES], key=report.lanes.index)
    most = max((max(lane.starts) for lane in lanes), default=0)
    return rendered(
        "page.html.j2",
        ("page.css",),
        report=report,
        tiles=_tiles(report),
        left_out=left_out(report),
        without=without(report),
        happened=None if report.happened is None else runs_view(report.happened, report.zone),
        runtimes=[_runtime(each) for each in worst_first(report.runtimes)] if report.has_status else [],
        caution=CAUTION,
        not_asked=NOT_ASKED if report.runtimes and not report.has_status else "",
        verdict=verdict(report),
        kind=kind(report),
        findings=findings_view(report.findings or ()),
        advice=advice(report.findings or (), this_collection()),
        changes=None if report.changes is None else changes_view(report.changes),
        checks=None if report.checks is None else checks_view(report.checks),
        instances=report.instances[:MANY_INSTANCES] if report.has_owners else (),
        more_instances=len(report.instances[MANY_INSTANCES:]),
        foot=foot(report),
        printed=PRINTED,
        ticks=_ticks(report),
        lanes=[_lane(report, lane, most) for lane in lanes],
        lane_most=most,
        more_lanes=len(report.lanes) - len(lanes),
        heat=_heat(report),
        peaks=[_peak(peak) for peak in report.peaks[:MANY_PEAKS]],
        more_peaks=max(0, len(report.peaks) - MANY_PEAKS),
        rows=list(_rows(report)),
        states=[*_KINDS, NOT_DEPLOYED],
        zone_not_known=ZONE_NOT_KNOWN,
    )


def _tiles(report: Report) -> list[dict[str, object]]:
    counts = report.counts
    tiles: list[tuple[str, int, str]] = []
    offline = not_online(report.runtimes)
    if report.findings is not None:
        errors, warnings, infos = map(report.severity, SEVERITIES)
        tiles += [("errors", errors, "error" if errors else "good"), ("warnings", warnings, "warning" if warnings else "good")]
        tiles += [("infos", infos, "")] if infos else []
    if report.happened is not None:
        verdicts = report.happened.verdicts
        bad, late = sum(verdicts[verdict] for verdict in FAILURES), verdicts["ran_late"]
        tiles += [("runs failed or missed", bad, "error" if bad else "good"), ("runs late", late, "warning" if late else "good")]
        tiles += [("runs unknown", verdicts["unknown"], "warning")] if verdicts["unknown"] else []
    tiles += [
        ("processes", counts["processes"], ""),
        ("runtimes", counts["runtimes"], ""),
        *([("runtimes not online", offline, "error" if offline else "good")] if report.has_status else []),
        ("schedules", counts["schedules"], ""),
        *([("without times", counts["not_scheduled"], "")] if counts["not_scheduled"] else []),
        ("paused", counts["paused"], "warning" if counts["paused"] else ""),
        ("runs in 24 hours", counts["runs_24_hours"], ""),
        ("runs in the week", counts["runs_7_days"], ""),
    ]
    if counts["not_valid"]:
        tiles.append(("schedules not valid", counts["not_valid"], "error"))
    if counts["zone_not_known"]:
        tiles.append(("schedules without a known time zone", counts["zone_not_known"], "warning"))
    return [{"name": name, "count": count, "kind": kind} for name, count, kind in tiles]


def _runtime(each: ShownRuntime) -> dict[str, object]:
    kind = "error" if each.alive is False else "idle" if each.alive is None else "warning" if each.status == "WARNING" else "enabled"
    return {"at": each, "kind": kind, "status": each.status or STATUS_NOT_KNOWN, "says": detail_in_words(each.status, each.status_detail)}


def _ticks(report: Report) -> list[dict[str, object]]:
    """The labels of the time axis: every third full hour of the next 24, `x` being its place in percent."""
    found = []
    first = -report.week.moment(report.week.now).minute % 60
    for minute in range(first, 1440, 60):
        moment = report.week.moment(report.week.now + minute)
        # The label of the last hour would reach beyond the edge of the page.
        if moment.hour % 3 == 0 and minute < 1380:
            kind = "minor" if moment.hour % 6 else "" if moment.hour else "midnight"
            text = f"{moment.hour:02}:{moment.minute:02}" if moment.hour else day_text(moment)
            found.append({"x": round(minute / 14.40, 2), "step": round(minute / STEP, 2), "text": text, "kind": kind})
    return found


def _lane(report: Report, lane: Lane, most: int) -> dict[str, object]:
    step = max(range(len(lane.starts)), key=lane.starts.__getitem__)
    when = moment_text(report.week.moment(report.week.now + step * STEP))
    says = f"{number(lane.total, 'start')}. The busiest ten minutes, from {when}, have {lane.starts[step]:,}."
    return {"runtime": lane.runtime, "total": lane.total, "path": _bars(lane.starts, most, _LANE_HEIGHT), "says": says}


def _peak(peak: Peak) -> dict[str, Any]:
    together = ", ".join(f":{minute:02} has {count}" for minute, count in enumerate(peak.by_minute) if count > 1)
    says = f"Minutes of the hour with two or more starts: {together}."
    return {**peak._asdict(), "path": _bars(peak.by_minute, peak.most, _PEAK_HEIGHT), "says": says}


def _bars(counts: Sequence[int], most: int, height: int) -> str:
    """A path of bars side by side, each one unit wide. Above a bar of `most` there is a little room."""
    path = []
    for index, count in enumerate(counts):
        if count:
            tall = round(max(2, count / most * (height - 3)), 1)
            path.append(f"M{index + 0.08:g} {height}v-{tall:g}h.84v{tall:g}z")
    return "".join(path)


def _heat(report: Report) -> dict[str, object]:
    most = max(max(hours) for hours in report.heat)
    days = [day_text(report.week.moment(report.week.edges[index * 24])) for index in range(len(report.week.days))]
    rows = [
        {
            "day": day,
            "y": 20 + index * 28,
            "sum": f"{sum(hours):,}",
            "cells": [
                {"hour": f"{hour:02}", "x": 80 + hour * 36, "runs": runs, "text": _short(runs), "level": -(-5 * runs // most) if runs else 0}
                for hour, runs in enumerate(hours)
            ],
        }
        for index, (day, hours) in enumerate(zip(days, report.heat))
    ]
    when = next((f"{day} {hour:02}:00" for day, hours in zip(days, report.heat) for hour, runs in enumerate(hours) if runs == most), "")
    says = "; ".join(f"{day}: {number(sum(hours), 'run')}" for day, hours in zip(days, report.heat))
    total = sum(map(sum, report.heat))
    return {"rows": rows, "most": most, "when": when, "says": says, "total": total, "height": 20 + 28 * len(rows)}


def _short(count: int) -> str:
    if count < 10_000:
        return str(count) if count else ""
    return f"{count // 1000}k" if count < 10_000_000 else f"{count // 1_000_000}M"


def _rows(report: Report) -> Iterator[dict[str, object]]:
    for process in report.processes:
        if not process.deployments:
            yield {"process": process, "deployment": None, "state": NOT_DEPLOYED}
        for each in process.deployments:
            limit = "" if each.max_retry is None else f"at most {number(each.max_retry, 'retry', 'retries')}" if each.max_retry else "no retries"
            yield {
                "process": process,
                "deployment": each,
                "state": each.state,
                "kind": _KINDS[each.state],
                "next_sort": each.next_runs[0].astimezone(timezone.utc).isoformat() if each.next_runs else "",
                "then": _then(each),
                "local": other_clock(each, report),
                "runtime": _not_online(each),
                "strip": _strip(each.day_runs),
                "limit": limit,
                "retry": bool(limit or each.retry_words),
            }


def _not_online(deployment: ShownDeployment) -> str:
    """The status of a runtime that starts no schedules, beside its name; else empty."""
    if deployment.facts.alive is not False:
        return ""
    status, detail = deployment.facts.atom_status, deployment.facts.atom_status_detail
    return ": ".join(part for part in (status, detail_in_words(status, detail)) if part)


def _then(deployment: ShownDeployment) -> str:
    """The runs after the next one, with a date where it changes."""
    said = []
    for before, run in zip(deployment.next_runs, deployment.next_runs[1:]):
        said.append(f"{run.hour:02}:{run.minute:02}" if run.date() == before.date() else moment_text(run))
    return f"then {', '.join(said)}" if said else ""


@lru_cache(maxsize=4096)
def _strip(day: int) -> str:
    """A path with a stroke for each quarter of an hour of the day that has a run."""
    marks = 0
    for first, last in stretches(day):
        marks |= (1 << last // 15 + 1) - (1 << first // 15)
    path: list[str] = []
    at = 0
    for first, last in stretches(marks):
        path.append(f"m{first - at} 0h{last - first + 1}" if path else f"M{first} 6.5h{last - first + 1}")
        at = last + 1
    return "".join(path)

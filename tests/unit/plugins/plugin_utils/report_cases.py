# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes, findings and reports for the tests of reports, some of them with hostile names."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import read_zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.building import build
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import Report
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import one_line
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC, moment_of, zone_of

START = "2026-11-24T08:10:00"
EVERY_QUARTER = [{"minutes": "0-59/15", "hours": "8-18", "days_of_week": "2-6"}]
HOURLY = [{"minutes": "0"}]

HOSTILE = [
    "<script>window.stolen = 1</script>",
    "</title></style></script><img src=x onerror='window.stolen = 1'>",
    '" onmouseover="window.stolen = 1" x="',
    "' onfocus='window.stolen = 1' autofocus='",
    "{{ 7 * 7 }} {% raw %} {# gone #}",
    "${7*7} `id` $(id)",
    "two\nlines\r\nand\ta tab",
    "nul \x00, bell \x07, escape \x1b[31m, delete \x7f, next line \x85, nothing \ufffe",
    "invoice \u202egnp.exe \u2066isolated \u2069\u2069 closed",
    "\u05d4\u05d6\u05de\u05e0\u05d5\u05ea 12, \u062a\u0642\u0631\u064a\u0631 \u200f34",
    "a | b \\| c \\\\| d",
    "`code` ``more`` *bold* _it_ ~~no~~ [link](javascript:alert(1)) ![image](http://example.invalid/x.png)",
    "@someone #123 https://example.invalid www.example.invalid a@example.invalid :tada: $x$",
    "<!-- --> ]]> &amp; &lt; &#60; <![CDATA[",
    "a;b,c:d\\n\\e BEGIN:VEVENT",
    "half a character \ud800 here",
    "x" * 500,
    " ",
]


def deployment(schedule: object = (), **more: Any) -> dict[str, Any]:
    return {
        "id": "s",
        "process_id": "p",
        "atom_id": "a1",
        "env_id": "e1",
        "enabled": None,
        "schedule": schedule,
        "retry": {"schedule": [], "max_retry": 5},
        **more,
    }


def runtime(status: str | None, detail: str | None = None, zone: str | None = None) -> dict[str, str | None]:
    """What include_runtimes adds to a deployment."""
    return {"atom_status": status, "atom_status_detail": detail, "atom_time_zone": zone}


def process(number: int, *deployments: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": f"p{number}", "name": f"Process {number}", "integration_pack": [], "instance_id": "i1", "process_schedules": list(deployments), **more}


def finding(**about: Any) -> dict[str, Any]:
    keys = ("rule", "severity", "message", "process_id", "process_name", "instance_id", "env_id", "atom_id", "expected", "actual")
    return {**dict.fromkeys(keys), "rule": "processes[0].schedule", "severity": "error", "message": "It runs at other times.", **about}


def check(**about: Any) -> dict[str, Any]:
    """An item of policy_summary that holds."""
    counts = {"processes": 1, "schedules": 2, "errors": 0, "warnings": 0, "infos": 0}
    return {"rule": "Orders", "match": "Order*", "excluding": [], "demands": ["schedule"], "not_judged": [], **counts, "holds": True, **about}


_STATUS = {"ran": "COMPLETE", "ran_late": "COMPLETE_WARN", "ran_failed": "ERROR", "running": "INPROCESS", "stuck": "STARTED", "unplanned": "COMPLETE"}
_REASONS = {"missed": "later_record", "overlapped": "earlier_run", "waiting": "enqueued", "unknown": "incomplete_page"}
# In the order of run_verdicts' documentation.
VERDICTS = ("ran", "ran_late", "ran_failed", "running", "stuck", "discarded", "overlapped", "waiting", "missed", "unknown", "unplanned")


def verdict(kind: str = "ran", clock: str = "01:00", **more: Any) -> dict[str, Any]:
    """An item of run_verdicts about process 1 on the night of 24 November, in UTC; a run is four seconds late, one that is late 250 seconds."""
    delay = 250 if kind == "ran_late" else 4
    began = kind in _STATUS
    return {
        "process_id": "p1",
        "process_name": "Process 1",
        "instance_id": "i1",
        "env_id": "e1",
        "atom_id": "a1",
        "schedule_id": "s",
        "expected_at": None if kind == "unplanned" else f"2026-11-24T{clock}:00Z",
        "started_at": f"2026-11-24T{clock[:4]}{int(clock[4]) + delay // 60}:{delay % 60:02}Z" if began else None,
        "delay_seconds": delay if began and kind != "unplanned" else None,
        "verdict": kind,
        "reason": _REASONS.get(kind),
        "assumed": ["schedule_unchanged"] if kind == "missed" else [],
        "execution_id": f"x-{clock}" if began else None,
        "status": _STATUS.get(kind),
        **more,
    }


def each_verdict(**more: Any) -> list[dict[str, Any]]:
    """One item of each verdict, every hour from 00:00 on."""
    return [verdict(kind, f"{hour:02}:00", **more) for hour, kind in enumerate(VERDICTS)]


def hostile_verdicts() -> list[dict[str, Any]]:
    """A run of each verdict of processes in which every text is one of the hostile ones."""
    about = ("process_id", "process_name", "instance_id", "env_id", "atom_id", "schedule_id", "reason", "execution_id")
    items = [item for text in HOSTILE for item in each_verdict(**dict.fromkeys(about, text), assumed=[text])]
    return [{**item, "status": item["reason"]} if item["verdict"] in ("unknown", "unplanned") else item for item in items]


def report_on(processes: object, **more: Any) -> Report:
    """The report that the filter of that name makes with these arguments."""
    arguments: dict[str, Any] = {"timezone": "UTC", "start": START, "atom_timezones": None, "findings": None, "title": "Processes", **more}
    zones = read_zones(arguments["timezone"], arguments["atom_timezones"])
    viewer = arguments.get("viewer_timezone")
    return build(
        processes,
        findings=arguments["findings"],
        title=arguments["title"],
        zones=zones,
        viewer=zone_of(viewer) if viewer else zones.own or UTC,
        start=moment_of("start", arguments["start"]),
        verdicts=arguments.get("verdicts"),
        execution_records=arguments.get("execution_records"),
        checks=arguments.get("checks"),
        provenance=arguments.get("provenance"),
        previous=arguments.get("previous"),
        ansible_core="2.19.14",
    )


def title(text: str) -> str:
    """What a report calls a process of that name and id."""
    return one_line(text) if text.strip() else "(no name)"


@lru_cache(maxsize=1)
def hostile_report() -> Report:
    processes, findings = hostile()
    return report_on(processes, findings=findings, title=HOSTILE[0] + HOSTILE[1])


@lru_cache(maxsize=1)
def hostile_runtimes() -> Report:
    """The same processes, on runtimes whose zones are those of the facts: hostile, and so not known."""
    return report_on(hostile()[0], timezone="runtime")


@lru_cache(maxsize=1)
def hostile_runs() -> Report:
    """The same processes, and what they ran."""
    processes, findings = hostile()
    return report_on(processes, findings=findings, verdicts=hostile_verdicts(), title=HOSTILE[0])


def hostile() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Processes and findings in which every text is one of the hostile ones, a schedule that is not valid among them."""
    processes = [
        process(
            number,
            deployment(HOURLY, atom_id=f"a-{text}", atom_name=text, env_id=f"e-{text}", env_name=text, env_classification=text, **runtime(text, text, text)),
            deployment([{"minutes": text, "hours": "8"}], atom_id=text, env_id=text),
            id=text,
            name=text,
            instance_id=text,
        )
        for number, text in enumerate(HOSTILE)
    ]
    findings = [
        finding(
            rule=f"{text}.{text}",
            severity="warning" if number % 2 else "error",
            message=text,
            process_id=text,
            process_name=text,
            instance_id=text,
            env_id=f"e-{text}",
            atom_id=f"a-{text}",
            expected=text,
            actual=[text, {text: text}],
        )
        for number, text in enumerate(HOSTILE)
    ]
    return processes, findings

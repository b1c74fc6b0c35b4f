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

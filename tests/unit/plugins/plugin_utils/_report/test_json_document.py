# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON for programs, held against its documentation."""

from __future__ import annotations

import json

from ansible_collections.boomi.spaces.plugins.plugin_utils._report import json_document
from tests.paths import ROOT
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils.report_cases import HOURLY, deployment, process


def test_names_are_kept() -> None:
    text = json_document.write(cases.hostile_report())
    assert text.isascii()
    document = json.loads(text)
    processes, findings = cases.hostile()
    assert [one["name"] for one in document["processes"]] == [one["name"] for one in processes]
    assert [{key: value for key, value in each.items() if key not in ("instance_name", "pack_name")} for each in document["findings"]] == findings
    assert [at["schedule"] for one in document["processes"] for at in one["deployments"]] == [
        item["schedule"] for one in processes for item in one["process_schedules"]
    ]


def test_it_is_as_documented() -> None:
    document = json.loads(
        json_document.write(
            cases.report_on([process(1, deployment(HOURLY, enabled=True), deployment(HOURLY))], timezone="Europe/Berlin", atom_timezones={"a9": "UTC"})
        )
    )
    assert list(document) == [
        "version",
        "title",
        "timezone",
        "unused_atom_timezones",
        "start",
        "provenance",
        "verdict",
        "summary",
        "findings",
        "changed_since",
        "checks",
        "runs",
        "processes",
        "instances",
        "runtimes",
        "runs_per_hour",
        "starts_per_minute",
        "next_24_hours",
    ]
    assert (document["version"], document["start"], document["findings"]) == (1, "2026-11-24T08:10:00+01:00", None)
    assert document["unused_atom_timezones"] == ["a9"]
    assert (document["summary"]["errors"], document["summary"]["warnings"], document["summary"]["infos"]) == (None, None, None)
    assert (document["summary"]["zone_not_known"], document["summary"]["runtimes_not_online"]) == (0, None)
    assert document["processes"][0]["deployments"][0] == {
        "env_id": "e1",
        "env_name": None,
        "env_classification": None,
        "atom_id": "a1",
        "atom_name": None,
        "timezone": "Europe/Berlin",
        "state": "enabled",
        "problem": None,
        "schedule": HOURLY,
        "words": "every hour",
        "next_runs": [f"2026-11-24T{hour:02}:00:00+01:00" for hour in (9, 10, 11)],
        "next_runs_local": [f"2026-11-24T{hour:02}:00:00+01:00" for hour in (9, 10, 11)],
        "runs_24_hours": 24,
        "runs_7_days": 168,
        "retry": {"schedule": [], "words": "", "max_retry": 5},
    }
    assert document["runtimes"] == [
        {
            "atom_id": "a1",
            "atom_name": None,
            "environments": [{"env_id": "e1", "env_name": None}],
            "atom_status": None,
            "atom_status_detail": None,
            "online": None,
            "timezone": "Europe/Berlin",
            "atom_time_zone": None,
            "schedules": 2,
            "not_scheduled": 0,
            "paused": 0,
            "zone_not_known": 0,
        }
    ]
    assert document["runs_per_hour"][6] == {"date": "2026-11-30", "runs": [2] * 24}
    peak = document["starts_per_minute"][0]
    assert (peak["most"], peak["minutes"], peak["first"], peak["processes"]) == (2, 168, "2026-11-24T00:00:00+01:00", ["Process 1", "Process 1"])
    assert peak["most_by_minute_of_hour"] == [2] + [0] * 59
    assert sum(document["next_24_hours"]["runtimes"][0]["starts"]) == 48
    readme = (ROOT / "roles/report/README.md").read_text(encoding="utf-8")
    for key in (
        *document,
        *document["provenance"],
        *document["instances"][0],
        *document["summary"],
        *document["processes"][0]["deployments"][0],
        *document["runtimes"][0],
        *peak,
    ):
        assert f"`{key}" in readme, key


def test_runtimes_and_their_clocks() -> None:
    told = {"a1": ("ONLINE", "ONLINE_RUNNING", "America/New_York"), "a2": ("OFFLINE", "OFFLINE", "Mars/Olympus"), "a3": (None, None, None)}
    facts = [process(1, *(deployment(HOURLY, atom_id=atom, enabled=True, **cases.runtime(*each)) for atom, each in told.items()))]
    report = cases.report_on(facts, timezone="runtime", viewer_timezone="Europe/Berlin", atom_timezones={"a3": "GMT+02:00"})
    document = json.loads(json_document.write(report))
    assert (document["timezone"], document["start"]) == ("Europe/Berlin", "2026-11-24T08:10:00+01:00")
    assert (document["summary"]["zone_not_known"], document["summary"]["runtimes_not_online"], document["summary"]["runs_24_hours"]) == (1, 1, 48)
    assert [[at["timezone"], at["next_runs"][:1], at["next_runs_local"][:1]] for at in document["processes"][0]["deployments"]] == [
        ["America/New_York", ["2026-11-24T09:00:00+01:00"], ["2026-11-24T03:00:00-05:00"]],
        [None, [], []],
        ["GMT+02:00", ["2026-11-24T09:00:00+01:00"], ["2026-11-24T10:00:00+02:00"]],
    ]
    assert [
        [each["atom_status"], each["atom_status_detail"], each["online"], each["timezone"], each["atom_time_zone"], each["zone_not_known"]]
        for each in document["runtimes"]
    ] == [
        ["ONLINE", "ONLINE_RUNNING", True, "America/New_York", "America/New_York", 0],
        ["OFFLINE", "OFFLINE", False, None, "Mars/Olympus", 1],
        [None, None, None, "GMT+02:00", None, 0],
    ]


def test_runs_are_as_documented() -> None:
    processes = [process(1, deployment(HOURLY, atom_name="prod-1", env_name="Production"), instance_name="INT")]
    assert json.loads(json_document.write(cases.report_on(processes)))["runs"] is None
    items = cases.each_verdict()
    made = json.loads(json_document.write(cases.report_on(processes, verdicts=items, viewer_timezone="Europe/Berlin")))["runs"]
    kinds = ("ran", "late", "failed", "running", "stuck", "discarded", "overlapped", "waiting", "missed", "unknown", "unplanned")
    (row,) = made.pop("rows")
    assert made == {
        "first": "2026-11-24T01:00:00+01:00",
        "last": "2026-11-24T11:00:04+01:00",
        "summary": {"planned": 10, **dict.fromkeys(kinds, 1)},
        "reasons": {"incomplete_page": 1},
        "assumed_of_missed": {"schedule_unchanged": 1},
    }
    # Each item but those that ran, in full.
    assert row.pop("verdicts") == items[2:]
    assert {key: row[key] for key in ("process_id", "planned", "late", "last_success", "median_duration_minutes")} == {
        "process_id": "p1",
        "planned": 10,
        "late": 1,
        "last_success": "2026-11-24T10:00:04Z",
        "median_duration_minutes": None,
    }
    assert {key: row[key] for key in ("env_name", "atom_name", "instance_name", "pack_name")} == {
        "env_name": "Production",
        "atom_name": "prod-1",
        "instance_name": "INT",
        "pack_name": None,
    }
    documented = (ROOT / "roles/report/README.md").read_text(encoding="utf-8")
    for key in (*made, *made["summary"], "rows", "verdicts", "env_name", "atom_name", "instance_name", "pack_name"):
        assert f"`{key}`" in documented, key


def test_names_of_runs_are_kept() -> None:
    text = json_document.write(cases.hostile_runs())
    assert text.isascii()
    rows = json.loads(text)["runs"]["rows"]
    assert [item for row in rows for item in row["verdicts"]] == [each for each in cases.hostile_verdicts() if each["verdict"] not in ("ran", "ran_late")]

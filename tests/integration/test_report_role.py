# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role report and its playbook, by their full names, on the local Boomi."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.playing import BIN, Run, environment, play, run
from tests.paths import DATA, ROOT
from tests.sandbox import Sandbox
from tests.sandbox.cli import DEMO

START = "2026-11-24T08:00"
FILES = ["processes.html", "processes.ics", "processes.json", "processes.junit.xml", "processes.md"]
VERSION = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))["version"]
CORE = version("ansible-core")
ALL = ["html", "junit", "json", "markdown", "ical"]


def book(sandbox: Sandbox, folder: Path, *flags: str, **options: Any) -> Run:
    """Runs the playbook in a folder, with those options of the role."""
    env = environment(**sandbox.environment, ANSIBLE_CONFIG=str(ROOT / "ansible.cfg"))
    return run([str(BIN / "ansible-playbook"), "boomi.spaces.report", "-e", json.dumps(options), *flags], env, folder)


def test_the_playbook_writes_a_page_and_tells_where(sandbox: Sandbox, tmp_path: Path) -> None:
    done = book(sandbox, tmp_path).check()
    page = tmp_path / "boomi-reports/processes.html"
    assert f"The reports are in {page.parent}" in done.output
    text = page.read_text(encoding="utf-8")
    assert "<bdi>Web Shop Orders to SAP</bdi>" in text
    assert "<bdi>prod-frankfurt-1</bdi>" in text
    # A name of the demo account that was to be a template.
    assert "{{ jinja }} {% raw %}Preisliste" in text
    assert page.stat().st_mode & 0o777 == 0o644
    assert sandbox.mutations == sandbox.writes == 0


@pytest.mark.slow
def test_check_mode_diff_mode_and_a_second_run(sandbox: Sandbox, tmp_path: Path) -> None:
    options = {"report_formats": ALL, "report_start": START, "report_timezone": "Europe/Berlin", "report_path": "out"}
    done = book(sandbox, tmp_path, "--check", "--diff", **{**options, "report_formats": ["markdown", "json"]}).check()
    assert list(tmp_path.iterdir()) == []
    assert "changed=2 " in done.output
    # Ansible shows no difference of a page as large as this one.
    assert "+# Boomi processes" in done.output
    assert '+  "title": "Boomi processes",' in done.output

    assert "changed=2 " in book(sandbox, tmp_path, **options).check().output
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FILES
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert json.loads((tmp_path / "out/processes.json").read_text())["start"] == "2026-11-24T08:00:00+01:00"
    assert b"\r\nBEGIN:VEVENT\r\n" in (tmp_path / "out/processes.ics").read_bytes()

    assert "changed=0 " in book(sandbox, tmp_path, "--diff", **options).check().output
    assert before == {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    done = book(sandbox, tmp_path, "--check", "--diff", **{**options, "report_title": "Other", "report_formats": ["json"]}).check()
    assert '-  "title": "Boomi processes",' in done.output
    assert '+  "title": "Other",' in done.output
    assert before == {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}


@pytest.mark.slow
def test_the_runtimes_and_their_clocks(tmp_path: Path) -> None:
    """Both playbooks in one run: report, which asks for the runtimes if told to, and verify, whose policy has each schedule in its runtime's zone."""
    policy = json.dumps({"version": 1, "timezone": "runtime", "atom_timezones": {"Boomi cloud": "UTC"}, "unmatched": "deny"}).encode() + b"\n\n"
    (tmp_path / "policy.yml").write_bytes(policy)
    options = {
        "report_include_runtimes": True,
        "report_viewer_timezone": "Europe/Berlin",
        "report_formats": ["html", "json"],
        "report_start": START,
        "verify_policy_file": "policy.yml",
        "verify_report_formats": ["json"],
        "verify_fail": False,
    }
    with Sandbox(DATA / "09-runtimes.yml") as sandbox:
        sandbox.rate_limit = None
        env = environment(**{**sandbox.environment, "ANSIBLE_CONFIG": str(ROOT / "ansible.cfg"), "BOOMI_REQUESTS_PER_SECOND": "1000"})
        command = [str(BIN / "ansible-playbook"), "boomi.spaces.report", "boomi.spaces.verify", "-e", json.dumps(options)]
        done = run(command, env, tmp_path)
        # It warns of names such as IST, which are no time zones.
        assert done.returncode == 0, done.output
        assert sandbox.mutations == sandbox.writes == 0
    made = {name: json.loads((tmp_path / f"boomi-reports/{name}.json").read_text()) for name in ("processes", "verify")}
    # Each says where it comes from, and verify also by which bytes of which file it judged.
    versions = {"collection_version": VERSION, "ansible_core_version": CORE}
    account = {"account_id": sandbox.account.id, "space_guid": sandbox.account.spaces[0].guid, "source": "spaces"}
    moment = {"moment": "2026-11-24T08:00:00+01:00", "timezone": "Europe/Berlin"}
    assert made["processes"]["provenance"] == {**account, "policy_file": None, "policy_sha256": None, **versions, **moment}
    judged = {"policy_file": "policy.yml", "policy_sha256": hashlib.sha256(policy).hexdigest()}
    assert made["verify"]["provenance"] == {**account, **judged, **versions, **moment}
    assert (made["processes"]["title"], made["verify"]["title"]) == ("Boomi processes", "Boomi processes under policy.yml")
    assert (made["processes"]["checks"], [each["rule"] for each in made["verify"]["checks"]]) == (None, ["unmatched", "timezone"])
    assert made["verify"]["checks"][0]["errors"] == made["verify"]["summary"]["errors"] - made["verify"]["checks"][1]["errors"] > 0
    token = sandbox.environment["BOOMI_API_TOKEN"]
    assert not [path for path in (tmp_path / "boomi-reports").iterdir() if token in path.read_text(encoding="utf-8")]

    assert [document["start"] for document in made.values()] == ["2026-11-24T08:00:00+01:00"] * 2

    # Without another word, all runtimes are in UTC; their status is shown all the same.
    assert {at["timezone"] for one in made["processes"]["processes"] for at in one["deployments"]} == {"UTC"}
    status = {
        each["atom_name"]: [each["atom_status"], each["atom_status_detail"], each["online"], each["atom_time_zone"]] for each in made["processes"]["runtimes"]
    }
    assert status["My Local Atom"][:3] == ["OFFLINE", None, False]
    assert status["New York"] == ["WARNING", "CLUSTER_ISSUE", True, "America/New_York"]
    assert status["Java offset"] == ["ONLINE", "RESTARTING", False, "GMT+02:00"]
    page = (tmp_path / "boomi-reports/processes.html").read_text(encoding="utf-8")
    assert "<bdi>restarting, starts no schedules</bdi>" in page
    assert "OFFLINE means that Boomi has no contact with the runtime" in page

    # Those of whom nobody knows the zone have no next runs, and are counted.
    deployments = {at["atom_name"]: at for one in made["verify"]["processes"] for at in one["deployments"]}
    runs = {name: [at["timezone"], *at["next_runs"][:1], *at["next_runs_local"][:1]] for name, at in deployments.items()}
    assert runs["New York"] == ["America/New_York", "2026-11-24T08:30:00+01:00", "2026-11-24T02:30:00-05:00"]
    assert runs["Java offset"] == ["GMT+02:00", "2026-11-25T01:30:00+01:00", "2026-11-25T02:30:00+02:00"]
    assert runs["Tokyo"] == ["Asia/Tokyo", "2026-11-24T18:30:00+01:00", "2026-11-25T02:30:00+09:00"]
    assert runs["Boomi cloud"][0] == "UTC"
    assert runs["Cloud_attachment_1"] == [None]
    assert made["verify"]["summary"]["zone_not_known"] == 1
    assert made["processes"]["summary"]["zone_not_known"] == 0


@pytest.mark.slow
def test_what_ran(tmp_path: Path) -> None:
    """The playbook runs, and verify with a policy that has runs, on the night of the demo account: both reports have the same rows."""
    (tmp_path / "policy.yml").write_text(json.dumps({"version": 1, "timezone": "runtime", "processes": [{"match": "*", "runs": {"failures": "deny"}}]}))
    options = {
        "runs_report_path": "boomi-reports",
        "runs_report_formats": ["html", "json", "junit", "markdown"],
        "verify_policy_file": "policy.yml",
        "verify_report_formats": ["html", "json"],
        "verify_fail": False,
    }
    with Sandbox(DEMO) as sandbox:
        sandbox.rate_limit = None
        env = environment(**{**sandbox.environment, "ANSIBLE_CONFIG": str(ROOT / "ansible.cfg"), "BOOMI_REQUESTS_PER_SECOND": "1000"})
        command = [str(BIN / "ansible-playbook"), "boomi.spaces.runs", "boomi.spaces.verify", "-e", json.dumps(options)]
        done = run(command, env, tmp_path)
        assert done.returncode == 0, done.output
        assert sandbox.mutations == sandbox.writes == 0
    folder = tmp_path / "boomi-reports"
    made = {name: json.loads((folder / f"{name}.json").read_text()) for name in ("runs", "verify")}
    assert made["runs"]["findings"] is None
    for document in made.values():
        runs = document["runs"]
        (row,) = (each for each in runs["rows"] if each["process_name"] == "Order Acknowledgement to Customer")
        assert {kind: row[kind] for kind in ("late", "failed", "discarded", "missed", "unknown", "unplanned")} == dict.fromkeys(
            ("late", "failed", "discarded", "missed", "unknown", "unplanned"), 1
        )
        assert (row["atom_name"], row["env_name"], row["instance_name"]) == ("prod-frankfurt-1", "Production", "Order to Cash")
        assert {each["verdict"] for each in row["verdicts"]} == {"ran_failed", "discarded", "missed", "unknown", "unplanned"}
        assert row["median_duration_minutes"] > 0
        assert set(runs["reasons"]) == {"paused_then", "schedule_changed", "status"}
    assert [each["process_id"] for each in made["runs"]["runs"]["rows"]] == [each["process_id"] for each in made["verify"]["runs"]["rows"]]
    for name in made:
        page = (folder / f"{name}.html").read_text(encoding="utf-8")
        assert '<section id="runs"' in page
        assert "<title>missed: planned " in page
        # A name of the demo account that was to be a template.
        assert "<bdi>{{ jinja }} {% raw %}Preisliste</bdi>" in page[page.index('<section id="runs"') : page.index('<section id="runtimes"')]
    assert '<testsuite name="runs" ' in (folder / "runs.junit.xml").read_text()
    assert "\n## Runs\n" in (folder / "runs.md").read_text()


def role(**options: Any) -> dict[str, Any]:
    return {"ansible.builtin.include_role": {"name": "boomi.spaces.report"}, "vars": options}


@pytest.mark.slow
def test_the_role_with_findings(tmp_path: Path) -> None:
    finding = dict.fromkeys(("process_id", "process_name", "instance_id", "env_id", "atom_id", "expected", "actual"))
    found = {**finding, "rule": "unmatched", "severity": "error", "message": "No rule names it."}
    (tmp_path / "facts.json").write_text(json.dumps({"found": [found]}))
    out = {"report_path": str(tmp_path / "out"), "report_start": START}
    tasks = [
        {"ansible.builtin.include_vars": {"file": str(tmp_path / "facts.json")}},
        role(report_processes=[], report_findings="{{ found }}", report_name="judged", report_formats=["junit", "json"], **out),
        # The earlier report may be the file that is written.
        role(report_processes=[], report_findings=[], report_name="judged", report_formats=["json", "markdown"], report_previous="out/judged.json", **out),
    ]
    play(tasks, tmp_path, environment()).check()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["judged.json", "judged.junit.xml", "judged.md"]
    changed = json.loads((tmp_path / "out/judged.json").read_text())["changed_since"]
    assert (changed["new_findings"], [each["message"] for each in changed["gone_findings"]]) == ([], ["No rule names it."])
    assert "Findings: 0 new, 1 gone." in (tmp_path / "out/judged.md").read_text()
    assert '<failure message="No rule names it."' in (tmp_path / "out/judged.junit.xml").read_text()


def test_wrong_options_are_refused(tmp_path: Path) -> None:
    refused: list[tuple[dict[str, Any], str]] = [
        ({}, "The role report needs report_processes."),
        ({"report_processes": [], "report_previous": "gone.json"}, "gone.json: there is no such file. For the first report leave the option empty."),
        ({"report_processes": [], "report_provenance": {"api_token": "x"}}, "api_token"),
        ({"report_processes": [], "report_formats": ["pdf"]}, "value of report_formats must be one or more of: html, junit, json, markdown, ical"),
        (
            {"report_processes": [], "report_timezone": "Mars/Base", "report_path": str(tmp_path / "out")},
            'timezone is "Mars/Base"; allowed are IANA names such as UTC, Europe/Berlin or America/New_York',
        ),
    ]
    rescued = [
        {"block": [role(**options)], "rescue": [{"ansible.builtin.debug": {"msg": f"end of {number}"}}]} for number, (options, dummy) in enumerate(refused)
    ]
    # Some versions of ansible-core show the message as JSON alone.
    text = " ".join(play(rescued, tmp_path, environment()).output.replace('\\"', '"').split())
    for number, (dummy, message) in enumerate(refused):
        said, end, text = text.partition(f'"msg": "end of {number}"')
        assert end
        assert message in said

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role report and its playbook, by their full names, on the local Boomi."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.integration.playing import BIN, Run, environment, play, run
from tests.paths import ROOT
from tests.sandbox import Sandbox

START = "2026-11-24T08:00"
FILES = ["processes.html", "processes.ics", "processes.json", "processes.junit.xml", "processes.md"]
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
    done = book(sandbox, tmp_path, "--check", "--diff", **{**options, "report_formats": ["html", "json"]}).check()
    assert list(tmp_path.iterdir()) == []
    assert "changed=2 " in done.output
    assert "+<!DOCTYPE html>" in done.output
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


def role(**options: Any) -> dict[str, Any]:
    return {"ansible.builtin.include_role": {"name": "boomi.spaces.report"}, "vars": options}


def test_the_role_with_findings(tmp_path: Path) -> None:
    finding = dict.fromkeys(("process_id", "process_name", "instance_id", "env_id", "atom_id", "expected", "actual"))
    found = {**finding, "rule": "unmatched", "severity": "error", "message": "No rule names it."}
    (tmp_path / "facts.json").write_text(json.dumps({"found": [found]}))
    tasks = [
        {"ansible.builtin.include_vars": {"file": str(tmp_path / "facts.json")}},
        role(report_processes=[], report_findings="{{ found }}", report_path=str(tmp_path / "out"), report_name="judged", report_formats=["junit"]),
    ]
    play(tasks, tmp_path, environment()).check()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["judged.junit.xml"]
    assert '<failure message="No rule names it."' in (tmp_path / "out/judged.junit.xml").read_text()


def test_wrong_options_are_refused(tmp_path: Path) -> None:
    refused: list[tuple[dict[str, Any], str]] = [
        ({}, "The role report needs report_processes."),
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

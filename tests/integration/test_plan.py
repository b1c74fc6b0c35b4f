# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook plan, by real ansible-playbook: what it asks, prints, writes, and when it fails. Its guide is run by test_reading.py."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.integration import hostile
from tests.integration.playing import Run, collection_playbook
from tests.paths import DATA
from tests.sandbox import Sandbox, load

DEMO = load(DATA / "demo.yml")
NIGHT = {"plan_start": "2026-11-29T02:00", "plan_minutes": 120, "plan_timezone": "Europe/Berlin"}
# What names must not do to a terminal, and what JSON makes of a quotation mark.
UNWANTED = re.compile(r'[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|\\"')


@pytest.fixture
def boomi() -> Any:
    with Sandbox(DEMO) as sandbox:
        sandbox.rate_limit = None
        yield sandbox


def plan(sandbox: Sandbox, folder: Path, **variables: Any) -> Run:
    done = collection_playbook("plan", {**sandbox.environment, "BOOMI_REQUESTS_PER_SECOND": "1000"}, folder, **variables)
    assert "Traceback" not in done.output
    assert re.search(r" skipped=0 ", done.output)
    return done


def shown(done: Run) -> list[str]:
    (lines,) = re.findall(r'"msg": \[\n(.*?)\n    \]', done.output, re.DOTALL)
    assert not UNWANTED.search(lines)
    return [re.sub(" {2,}", "  ", line) for line in json.loads(f"[{lines}]")]


POLICY = """version: 1
timezone: Europe/Berlin
windows:
  - {name: "Sunday 'maintenance'", match: "*", must_not_run: {days_of_week: "1", hours: "2-4"}}
  - {name: Receipts, match: "*- Receipts", must_run: {hours: "2-3"}}
  - {name: Backups, match: "Month End*", must_run: {hours: "2-3"}}
  - {match: "Order*", must_not_run: {hours: "5"}}
"""


@pytest.mark.slow
def test_a_maintenance_at_night(boomi: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "policy.yml").write_text(POLICY)
    done = plan(boomi, tmp_path, **NIGHT, plan_path="plan.json", plan_report_formats="html,markdown,ical,json", plan_policy_file="policy.yml")
    assert done.returncode == 2
    assert '"msg": "Not allowed: policy.yml demands what would not be met."' in done.output
    verdict, disturbed, kept_free, receipts, head, customers, ticket, edi = shown(done)[:8]
    said = "It would disturb 75 runs of 5 processes on 2 runtimes; the policy does not allow it (1 error)."
    assert verdict == f"NOT ALLOWED: {said}"
    assert disturbed == "DISTURBED: 5 of 34 processes, from 2026-11-29T02:00:00+01:00 to 2026-11-29T04:00:00+01:00 (120 minutes)"
    assert kept_free == "KEPT FREE: 120 of these minutes by the window 'Sunday 'maintenance''"
    assert receipts == (
        "ERROR  'EDI Gateway Retail - Receipts' of 'EDI Gateway Retail' (pack 'EDI Gateway') would miss the window 'Receipts' on 2026-11-29, "
        "since all its runs there are in the maintenance"
    )
    assert (head.split()[:3], customers, edi) == (["PROCESS", "RUNTIME", "STARTS"], "Production, Customer Service Tools", "Production, EDI Gateway")
    assert ticket == "  Ticket Import zweite Zeile  prod-frankfurt-1  12  2026-11-29T02:00:00+01:00 ?  2026-11-29T04:00:00+01:00"
    assert "  2026-11-29T04:00:00+01:00 3 schedules start, at most 2 on one runtime" in shown(done)
    quieter = shown(done)[-6:]
    assert quieter[:2] == [
        "QUIETER TIMES in the 14 days after it",
        "  from 2026-11-30T01:31:00+01:00 to 2026-11-30T05:00:00+01:00 (209 minutes): only what runs all the time: 5 processes",
    ]
    written = json.loads((tmp_path / "plan.json").read_text())
    assert (written["verdict"], written["allowed"]) == (said, False)
    made = written["maintenance"]
    assert (made["start"], made["end"], made["minutes"]) == ("2026-11-29T02:00:00+01:00", "2026-11-29T04:00:00+01:00", 120)
    assert [item["starts"] for item in made["disturbed"]] == [12, 30, 30, 1, 2]
    assert made["disturbed"][0]["process_name"] == "Ticket Import\nzweite Zeile"
    assert [(span["start"][:16], span["disturbed"]) for span in made["quiet"]][:2] == [("2026-11-30T01:31", 5), ("2026-11-30T23:01", 5)]
    assert [finding["rule"] for finding in made["policy"]["findings"]] == ["Receipts.must_run"]
    reports = tmp_path / "boomi-reports"
    assert {path.suffix for path in reports.iterdir()} == {".html", ".md", ".ics", ".json"}
    assert json.loads((reports / "plan.json").read_text()) == written
    assert (reports / "plan.html").read_text().count("<section ") == 5
    markdown = (reports / "plan.md").read_text()
    assert markdown.startswith(f"# Maintenance on Sun 29 Nov 2026, 02:00 to 04:00\n\n**{said}**\n")
    assert "| `EDI Gateway Retail - Receipts` | `Production`, `EDI Gateway` | `prod-frankfurt-2` | 1: 02:00 | Sun 29 Nov 00:00 | Sun 29 Nov 04:00 |" in markdown
    assert (reports / "plan.ics").read_text().count("SUMMARY:Quieter time") == 5
    assert boomi.writes == boomi.mutations == 0


@pytest.mark.slow
def test_options(boomi: Sandbox, tmp_path: Path) -> None:
    receipts = next(each.id for instance in DEMO.instances for each in instance.processes if each.name == "EDI Gateway Retail - Receipts")
    named = {
        "plan_timezone": "runtime",
        "plan_start": "2026-11-29T03:00+01:00",
        "plan_end": "2026-11-29T02:30Z",
        "plan_environments": "Production",
        "plan_match": "*- Receipts",
        "plan_durations": [{"process_id": receipts, "minutes": 90}],
        "plan_days": 2,
    }
    verdict, disturbed, _head, _place, row, quieter, *times = shown(plan(boomi, tmp_path, **named).check())
    assert verdict == ("NOT JUDGED: Nothing starts in it, but 1 process would still be at work when it begins; no policy was given to judge it by.")
    span = "from 2026-11-29T02:00:00+00:00 to 2026-11-29T02:30:00+00:00 (30 minutes)"
    assert re.fullmatch(rf"DISTURBED: 1 of \d+ processes, {re.escape(span)}", disturbed)
    assert row.strip() == "EDI Gateway Retail - Receipts  prod-frankfurt-2  0  -  yes  2026-11-29T04:00:00+01:00"
    assert quieter == "QUIETER TIMES in the 2 days after it"
    # It starts every two hours, and takes 90 minutes.
    assert times[0] == "  from 2026-11-29T02:30:00+00:00 to 2026-11-29T03:00:00+00:00 (30 minutes): nothing"
    assert len(times) == 5
    # One of two runtimes, a policy that allows it, a policy that is not heeded, and a time at which nothing starts.
    (tmp_path / "policy.yml").write_text(POLICY)
    judged = {**NIGHT, "plan_policy_file": str(tmp_path / "policy.yml")}
    allowed = shown(plan(boomi, tmp_path, **judged, plan_atoms="prod-frankfurt-1").check())
    assert allowed[:3] == [
        "ALLOWED: It would disturb 14 runs of 2 processes on 1 runtime; the policy allows it.",
        "DISTURBED: 2 of 34 processes, from 2026-11-29T02:00:00+01:00 to 2026-11-29T04:00:00+01:00 (120 minutes)",
        "KEPT FREE: 120 of these minutes by the window 'Sunday 'maintenance''",
    ]
    assert shown(plan(boomi, tmp_path, **judged, plan_fail=False).check())[0].startswith("NOT ALLOWED: ")
    free = shown(plan(boomi, tmp_path, **judged, plan_match="Employee Sync").check())
    assert free == [
        "ALLOWED: It would disturb nothing; the policy allows it.",
        "QUIET: 0 of 34 processes, from 2026-11-29T02:00:00+01:00 to 2026-11-29T04:00:00+01:00 (120 minutes)",
        "KEPT FREE: 120 of these minutes by the window 'Sunday 'maintenance''",
    ]


def test_hostile_names(tmp_path: Path) -> None:
    """They reach each format whole, and none is evaluated."""
    canary = tmp_path / "canary"
    (tmp_path / "policy.yml").write_text('version: 1\nwindows: [{match: "*", must_run: {hours: "2"}}]\n')
    (tmp_path / "moves.yml").write_text('[{match: "process-*", schedule: "0 12 * * * *"}]')
    with Sandbox(hostile.account(canary)) as sandbox:
        sandbox.rate_limit = None
        given = {"plan_path": "plan.json", "plan_report_formats": ["html", "markdown", "ical"], "plan_policy_file": "policy.yml", "plan_fail": False}
        done = plan(sandbox, tmp_path, plan_start="2026-11-29T02:00Z", plan_minutes=30, plan_change="moves.yml", **given).check()
    names = [hostile.as_told(name) for name in hostile.names(canary)]
    made = json.loads((tmp_path / "plan.json").read_text())
    assert {item["process_name"] for item in made["maintenance"]["disturbed"]} == {name for number, name in enumerate(names) if number < 30}
    assert f'"NOT ALLOWED: It would disturb {len(names)} runs of {len(names)} processes on {len(names)} runtimes; ' in done.output
    assert not re.search("[\x1b\x9b\u202e\u2066]", done.output)
    page = html.parse(str(tmp_path / "boomi-reports/plan.html"))
    heads = [head.text_content() for head in page.xpath("//section[@id='disturbed']//tbody//th/bdi")]
    assert len(heads) == len(names)
    assert {name for name in names if name.isprintable()} <= set(heads)
    assert len(page.xpath("//script")) == 1
    assert not canary.exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({}, "Give plan_start, and either plan_end or plan_minutes, which is a number up to 527040."),
        ({"plan_start": "2026-11-29T02:00"}, "Give plan_start, and either plan_end or plan_minutes, which is a number up to 527040."),
        ({**NIGHT, "plan_end": "2026-11-29T04:00"}, "Give plan_start, and either plan_end or plan_minutes, which is a number up to 527040."),
        ({**NIGHT, "plan_minutes": "two"}, "which is a number up to 527040."),
        ({**NIGHT, "plan_minutes": 10**12}, "which is a number up to 527040."),
        ({"plan_start": "2026-11-29T02:00", "plan_end": "2026-11-29T02:00"}, "plan_end is plan_start: give a later one."),
        ({"plan_start": "2026-11-29T02:00", "plan_end": "2026-11-29"}, "end is before start; give the start of the span first"),
        ({**NIGHT, "plan_start": "tonight"}, "it must be a date and time such as 2026-11-24"),
        ({**NIGHT, "plan_timezone": "Europe/Nowhere"}, "allowed are IANA names"),
        ({**NIGHT, "plan_match": "Lod*"}, "no process has a name or id that matches it"),
        ({**NIGHT, "plan_report_formats": "html,junit"}, "plan_report_formats may have html, markdown, ical, json."),
        ({**NIGHT, "plan_atoms": ["prod-1"]}, "is deployed on"),
        ({**NIGHT, "plan_days": 400}, "days is 400"),
        ({**NIGHT, "plan_environments": "Prodcution"}, "This space has no environment with the ID or name"),
        ({**NIGHT, "plan_policy_file": "broken.yml"}, "broken.yml: windws is not a key of a policy; did you mean windows?"),
    ],
)
def test_what_cannot_be_planned_is_one_sentence(boomi: Sandbox, tmp_path: Path, variables: dict[str, Any], sentence: str) -> None:
    (tmp_path / "broken.yml").write_text("version: 1\nwindws: []\n")
    done = plan(boomi, tmp_path, **variables)
    assert done.returncode == 2
    assert sentence in " ".join(done.output.split())


CHANGES = """
- {match: Employee Sync, schedule: "0 2 * * * *"}
- {match: Invoice Export, schedule: "0 2 * * * *"}
- {match: Carrier Labels, enabled: false, atoms: [prod-frankfurt-1]}
"""
RULES = """version: 1
timezone: Europe/Berlin
max_starts_per_minute: 3
windows:
  - {name: Night, match: "*Sync", must_not_run: {hours: "2"}}
"""


def test_what_a_change_would_do(boomi: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "moves.yml").write_text(CHANGES)
    (tmp_path / "rules.yml").write_text(RULES)
    done = plan(boomi, tmp_path, plan_change="moves.yml", plan_policy_file="rules.yml")
    assert done.returncode == 2
    first, *lines = shown(done)
    assert first == "NOT ALLOWED: The policy does not allow the change (3 errors), with 3 new findings and 2 gone."
    assert lines[0] == "CHANGE: 3 changes, 2 findings before, 3 after: 3 new, 2 gone"
    assert "NEW  'Employee Sync' of 'HR Master Data' runs on 'prod-frankfurt-2' within the window 'Night', at 02:00 every day" in lines
    assert any(line.startswith("GONE  7 processes start in the same minute on 'prod-frankfurt-1', at 10:30, Monday to Friday") for line in lines)
    assert any(line.startswith("NEW  6 processes start in the same minute on 'prod-frankfurt-1', at 10:30, Monday to Friday") for line in lines)
    at = lines.index("MOST STARTS IN ONE MINUTE OF THE WEEK")
    assert [line.partition(" after")[0] for line in lines[at + 1 :]] == ["  prod-frankfurt-1  7 before, 6", "  prod-frankfurt-2  4 before, 4"]
    assert "Not allowed: rules.yml demands what would not be met." in done.output
    assert boomi.mutations == boomi.writes == 0

    # A change that the policy allows, beside a maintenance: Boomi is asked once.
    (tmp_path / "moves.yml").write_text("[{match: Invoice Export, schedule: []}]")
    boomi.clear()
    alone = plan(boomi, tmp_path, **NIGHT)
    asked = len(boomi.log)
    boomi.clear()
    both = plan(boomi, tmp_path, plan_change="moves.yml", plan_policy_file="rules.yml", **NIGHT)
    assert (alone.returncode, both.returncode) == (0, 0), both.output
    assert len(boomi.log) == asked
    assert "The policy allows the change, with 0 new findings and 0 gone." in both.output
    assert "CHANGE: 1 change, 2 findings before, 2 after: 0 new, 0 gone" in both.output


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{match: a}", "moves.yml must be a list of changes. Each has match, schedule or enabled or both, and may have atoms."),
        ("[{match: a, shedule: []}]", "moves.yml must be a list of changes. Each has match, schedule or enabled or both, and may have atoms."),
        ("[{match: Nobody, schedule: []}]", 'match is \\"Nobody\\": no process has a name or id that matches it'),
    ],
)
def test_changes_that_cannot_be_made(boomi: Sandbox, tmp_path: Path, content: str, sentence: str) -> None:
    (tmp_path / "moves.yml").write_text(content)
    done = plan(boomi, tmp_path, plan_change="moves.yml")
    assert done.returncode == 2
    assert sentence in done.output or sentence.replace("\\", "") in done.output

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Markdown, read back by a library, also with names that are markup."""

from __future__ import annotations

import re
from typing import Any

import pytest
from markdown_it import MarkdownIt

from ansible_collections.boomi.spaces.plugins.plugin_utils._report import markdown
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.advice import GUIDES
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.provenance import this_collection
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.runtimes import CAUTION
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import one_line
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils.report_cases import EVERY_QUARTER, HOURLY, deployment, process

COLLECTION = this_collection()


def markdown_of(processes: object = (), **more: Any) -> str:
    return markdown.write(cases.report_on(processes, **more))


def tables(text: str) -> list[list[list[str]]]:
    """The text of the cells of each table, as a renderer with tables shows it; every token must be text or code."""
    found: list[list[list[str]]] = []
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(text):
        assert token.type not in ("html_block", "fence", "code_block", "hr", "bullet_list_open", "ordered_list_open", "blockquote_open"), token
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type == "inline":
            allowed = {"text", "code_inline", "text_special", "strong_open", "strong_close", "softbreak", "link_open", "link_close"}
            assert {child.type for child in token.children or ()} <= allowed, token.content
            links = {str(child.attrs["href"]) for child in token.children or () if child.type == "link_open"}
            assert links <= {COLLECTION.guide(name) for name in GUIDES}
            if found and found[-1] and token.level > 2:
                found[-1][-1].append("".join(child.content for child in token.children or ()).replace("\u200b", ""))
    return found


def test_names_stay_in_their_cells() -> None:
    findings, todo, runtimes, processes = tables(markdown.write(cases.hostile_report()))
    assert [row[0] for row in todo] == ["kind", "other"]
    assert {len(row) for row in runtimes} == {3}
    assert {len(row) for row in findings} == {7}
    assert {len(row) for row in processes} == {6}
    names = [one_line(text).strip() or "-" for text in cases.HOSTILE]
    assert sorted(row[1] for row in findings[1:]) == sorted(names)
    assert sorted(row[3] for row in findings[1:]) == sorted(one_line(text).strip() for text in cases.HOSTILE)
    assert [row[0] for row in processes[1::2]] == [cases.title(text).strip() for text in cases.HOSTILE]


@pytest.mark.parametrize("text", ["@someone", "#12", "https://example.invalid", "www.example.invalid", ":tada:", "<b>", "&amp;"])
def test_sentences_mention_and_link_nothing(text: str) -> None:
    escaped = markdown.escaped(text)
    assert not re.search(r"(?:^|\W)[@#]\w|(?<!\\):(?=\D)|(?<!\\)[<&]|www\.", escaped)
    rendered = MarkdownIt("commonmark").parseInline(escaped)[0].children
    assert "".join(child.content for child in rendered or ()).replace("\u200b", "") == text


def test_of_many_processes_lists_those_with_findings() -> None:
    processes = [process(number, deployment(HOURLY)) for number in range(300)]
    text = markdown_of(processes, findings=[cases.finding(process_id="p7", process_name="Process 7")])
    assert "Only processes with findings are listed: 1 of 300." in text
    assert [row[0] for row in tables(text)[2]] == ["process", "Process 7"]
    assert len(text) < 65_536


def test_it_is_short_and_says_what_it_judged() -> None:
    assert "**No findings in 0 schedules of 0 processes.**" in markdown_of(findings=[])
    assert "indings" not in markdown_of()
    assert "**Not checked against a policy: 0 schedules of 0 processes.**" in markdown_of()
    text = markdown_of([process(1, deployment(EVERY_QUARTER))], findings=[cases.finding(), cases.finding(severity="warning")])
    assert "**2 findings in 1 schedule of 1 process: 1 error, 1 warning.**" in text
    assert "every 15 minutes from 08:00 to 18:45, Monday to Friday" in text


def test_runtimes_with_a_zone_that_no_process_is_on() -> None:
    text = markdown_of(atom_timezones={"a9": "UTC", "*b*": "UTC"})
    assert "\n\nNo process is on these runtimes of atom\\_timezones: `*b*`, `a9`.\n" in text
    assert "No process is on" not in markdown_of()


def test_runtimes() -> None:
    several = [("b", "ONLINE", "ONLINE_RUNNING"), ("d", "ONLINE", "RESTARTING"), ("c|", "OFFLINE", None), ("a", None, None), ("e", "WARNING", "CLUSTER_ISSUE")]
    facts = [process(1, *(deployment(HOURLY, atom_id=name, **cases.runtime(*told)) for name, *told in several), deployment([], atom_id="d"))]
    text = markdown_of(facts)
    assert f"\n\n## Runtimes\n\n2 of 5 runtimes online. {CAUTION}\n\n" in text
    assert tables(text)[0] == [
        ["runtime", "status", "schedules"],
        ["c|", "OFFLINE: no contact", "1"],
        ["d", "ONLINE: restarting, starts no schedules", "2"],
        ["a", "not known", "1"],
    ]
    for asked in (True, False):
        online = [process(1, deployment(HOURLY, **cases.runtime("ONLINE" if asked else None)))]
        assert ("## Runtimes\n\n1 of 1 runtime online." in markdown_of(online)) is asked
        assert len(tables(markdown_of(online))) == 1
    many = markdown_of([process(1, *(deployment(HOURLY, atom_id=f"a{number}", **cases.runtime("OFFLINE")) for number in range(50)))])
    assert "\n\nAnd 20 more.\n" in many
    assert len(tables(many)[0]) == 31


def test_the_next_run_on_both_clocks_and_on_one_that_is_not_known() -> None:
    facts = [process(1, *(deployment(HOURLY, atom_id=zone, **cases.runtime(None, None, zone)) for zone in ("America/New_York", "Europe/Berlin", "Mars/*")))]
    text = markdown_of(facts, timezone="runtime", viewer_timezone="Europe/Berlin")
    assert [row[4] for row in tables(text)[0]] == ["next run", "Tue 24 Nov 09:00 · 03:00 in America/New_York", "Tue 24 Nov 09:00", "not known"]
    assert "times are in Europe/Berlin." in text
    note = "**1 schedule has no next runs here and is in no count of runs: its time zone is not known.** "
    assert f"\n\n{note}Runtimes: `Mars/*` (this machine has no time zone `Mars/*`). Give the time zone of each of these runtimes in atom\\_timezones" in text
    assert "time zone is not known" not in markdown_of(facts, atom_timezones={"Mars/*": "UTC"}, timezone="runtime")


def test_hostile_names_of_runtimes_and_zones() -> None:
    runtimes, processes = tables(markdown.write(cases.hostile_runtimes()))
    assert {len(row) for row in runtimes} == {3}
    assert {len(row) for row in processes} == {6}
    assert {row[4] for row in processes[1::2]} == {"not known"}
    names = {one_line(text).strip() or "-" for text in cases.HOSTILE}
    assert {row[0] for row in runtimes[1:]} <= names
    assert {f"{name}: {name}" for name in names - {"-"}} & {row[1] for row in runtimes}


def test_errors_come_before_warnings() -> None:
    text = markdown_of(findings=[cases.finding(severity="warning", message="second"), cases.finding(message="first")])
    assert text.index("first") < text.index("second")


def test_runs_that_were_not_on_time() -> None:
    processes = [process(1, deployment(HOURLY, atom_name="prod-1"), instance_name="INT")]
    records = [{"execution_id": "x-00:00", "execution_time": "2026-11-24T00:00:04Z", "execution_duration": 90_000}]
    fine = [cases.verdict(kind, process_id=name) for name, kind in (("p2", "ran"), ("p3", "waiting"))]
    text = markdown_of(processes, verdicts=[*fine, *cases.each_verdict()], execution_records=records)
    runs = text[text.index("## Runs") : text.index("## Instances")]
    counts = "1 missed, 1 failed, 1 stuck, 1 discarded, 1 unknown, 1 late, 1 not planned, 1 overlapped, 1 running, 1 waiting, 1 on time"
    assert runs.split("\n\n")[1:4] == [
        f"12 planned runs of 3 schedules, from Tue 24 Nov 00:00 to Tue 24 Nov 10:00: {counts}.".replace("1 waiting, 1 on", "2 waiting, 2 on"),
        "1 run is unknown\\: nobody can say whether they ran as planned. The reasons\\: the records would not show each run \\(1\\).",
        "Missed runs assume that the schedule was the same then, which the audit log does not prove \\(1 of 1\\).",
    ]
    assert tables(runs) == [
        [
            ["process", "where", "runs", "last success", "duration"],
            ["Process 1 of INT", "prod-1, e1", f"{counts}; the records would not show each run (1)", "Tue 24 Nov 10:00", "1.5 min, 95 % within 1.5 min"],
        ]
    ]
    assert "\n\n2 other schedules: all on time so far.\n" in runs


def test_runs_that_were_all_on_time() -> None:
    text = markdown_of([], verdicts=[cases.verdict()])
    assert "## Runs\n\n1 planned run of 1 schedule, from Tue 24 Nov 01:00 to Tue 24 Nov 01:00: 1 on time.\n\n## Processes" in text
    assert "## Runs\n\n0 planned runs of 0 schedules: nothing to judge.\n\n## Processes" in markdown_of([], verdicts=[])
    assert "## Runs" not in markdown_of([])


def test_of_many_rows_of_runs_the_worst_are_listed() -> None:
    items = [cases.verdict("ran_late" if number % 2 else "missed", process_id=f"p{number}") for number in range(102)]
    text = markdown_of([], verdicts=items)
    (rows,) = tables(text)
    assert len(rows) == 1 + markdown.MANY_RUNS
    assert {row[2] for row in rows[1:]} == {"1 missed"}
    assert "\n\n52 more rows have runs that were not on time.\n" in text


def test_names_of_runs_stay_in_their_cells() -> None:
    findings, dummy, runs, runtimes, processes = tables(markdown.write(cases.hostile_runs()))
    assert {len(row) for row in runs} == {5}
    assert len(runs) == 1 + len(cases.HOSTILE)
    names = {one_line(text.strip()) or "(no name)" for text in cases.HOSTILE}
    assert {row[0].partition(" of ")[0] for row in runs[1:]} <= names | {name.partition(" of ")[0] for name in names}
    assert (len(findings[0]), len(runtimes[0]), len(processes[0])) == (7, 3, 6)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The formats of a report, each read back by a library, with names that are markup in some of them."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from icalendar import Calendar
from lxml import etree, html
from markdown_it import MarkdownIt

from ansible_collections.boomi.spaces.plugins.plugin_utils._report import markdown as _report_markdown
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import one_line
from ansible_collections.boomi.spaces.plugins.plugin_utils._report_plugins import report
from tests.paths import ROOT
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils.report_cases import EVERY_QUARTER, HOURLY, START, deployment, process

FORMATS = ("html", "junit", "json", "markdown", "ical")
# Nothing that a reader cannot see, whatever the facts have.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
HOSTILE = "hostile"


def made(kind: str, processes: object = (), **more: Any) -> str:
    return report(list(processes) if isinstance(processes, tuple) else processes, kind, **{"start": START, **more})


def label(text: str) -> str:
    """What a process of that name and ID is called."""
    return one_line(text) if text.strip() else "(no name)"


@pytest.fixture(scope="module")
def hostile() -> dict[str, str]:
    processes, findings = cases.hostile()
    return {kind: made(kind, processes, findings=findings, title=cases.HOSTILE[0] + cases.HOSTILE[1], weeks=1) for kind in FORMATS}


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_arguments_make_the_same_text(kind: str) -> None:
    processes, findings = cases.hostile()
    assert made(kind, processes, findings=findings) == made(kind, processes, findings=findings)


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_unseen_is_written(hostile: dict[str, str], kind: str) -> None:
    assert not UNSEEN.search(hostile[kind].replace("\r\n", "\n"))
    assert hostile[kind].encode("utf-8")


@pytest.mark.parametrize("kind", FORMATS)
def test_a_report_on_nothing(kind: str) -> None:
    for findings in (None, []):
        assert made(kind, [], findings=findings)


# HTML


def test_no_element_or_attribute_comes_from_a_name(hostile: dict[str, str]) -> None:
    plain_processes = [process(number, *(deployment(HOURLY), deployment([{"minutes": "bad"}]))) for number in range(len(cases.HOSTILE))]
    plain = html.fromstring(made("html", plain_processes, findings=[cases.finding(process_name="x", env_id="e", atom_id="a", expected="x", actual="x")]))
    page = html.fromstring(hostile["html"])
    assert {element.tag for element in page.iter(etree.Element)} <= {element.tag for element in plain.iter(etree.Element)} | {"details", "summary"}
    known = {(element.tag, name) for element in plain.iter(etree.Element) for name in element.attrib}
    assert {(element.tag, name) for element in page.iter(etree.Element) for name in element.attrib} <= known
    assert len(page.findall(".//script")) == len(page.findall(".//style")) == 1
    assert not [name for element in page.iter(etree.Element) for name in element.attrib if name.startswith("on") or name in ("src", "action", "style")]
    assert {element.get("href")[0] for element in page.findall(".//a")} == {"#"}


def test_names_are_there_whole_and_isolated(hostile: dict[str, str]) -> None:
    page = html.fromstring(hostile["html"])
    shown = {element.text_content() for element in page.findall(".//bdi")}
    for text in cases.HOSTILE:
        assert one_line(text) in shown, text
    heads = page.xpath("//section[@id='processes']//tbody/tr/th/bdi")
    assert [head.text_content() for head in heads] == [label(text) for text in cases.HOSTILE for _deployment in range(2)]


def test_the_policy_of_the_page_allows_its_own_style_and_script_alone(hostile: dict[str, str]) -> None:
    text = hostile["html"]
    policy = html.fromstring(text).find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy.startswith("default-src 'none'; ")
    for element in ("style", "script"):
        inside = text[text.index(f"<{element}>") + len(element) + 2 : text.index(f"</{element}>")]
        assert f"{element}-src 'sha256-{b64encode(sha256(inside.encode()).digest()).decode()}'" in policy
    assert "Copyright" not in text
    assert "http://" not in text.replace("http://example.invalid", "")
    assert "unsafe" not in policy


def test_what_a_screen_reader_needs() -> None:
    processes = [process(1, deployment(HOURLY), deployment(HOURLY)), process(2)]
    page = html.fromstring(made("html", processes, findings=[cases.finding()], title="Order to Cash"))
    assert page.get("lang") == "en"
    assert page.findtext(".//title") == "Order to Cash"
    assert [len(page.findall(f".//{tag}")) for tag in ("header", "main", "nav", "footer", "h1")] == [1] * 5
    ids = [element.get("id") for element in page.iter(etree.Element) if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in page.iter(etree.Element):
        assert set((element.get("aria-labelledby") or "").split()) <= set(ids)
        assert (element.get("aria-controls") or ids[0]) in ids
    for drawing in page.findall(".//svg"):
        if drawing.get("aria-hidden") is None and not drawing.xpath("ancestor::*[@aria-hidden]"):
            assert drawing.get("role") == "img"
            assert drawing.findtext("title")
            assert drawing.findtext("desc")
    for table in page.findall(".//table"):
        assert table.findtext("caption")
        assert all(head.get("scope") == "col" for head in table.findall("thead/tr/th"))
        assert all(head.get("scope") == "row" for head in table.findall("tbody/tr/th"))
        assert {len(row) for row in table.iter("tr")} == {7}
    for field in page.xpath("//input | //select"):
        assert field.getparent().tag == "label"


def luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(digits[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_of_text_stands_out() -> None:
    """4.5 to 1, as WCAG asks, in light, dark and print."""
    text = made("html")
    palettes = [dict(re.findall(r"--([a-z0-9-]+): #([0-9a-f]+)", block)) for block in re.findall(r":root \{(.*?)\}", text, re.DOTALL)]
    assert len(palettes) == 3
    for palette in palettes:
        pairs = [(front, back) for front in ("text", "soft", "accent") for back in ("page", "card", "faint")]
        pairs += [(front, f"{front}-back") for front in ("error", "warning", "good")] + [(front, "card") for front in ("error", "warning", "good")]
        pairs += [("on-low", f"h{level}") for level in range(4)] + [("on-high", f"h{level}") for level in (4, 5)]
        for front, back in pairs:
            light, dark = sorted((luminance(palette[front]), luminance(palette[back])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (front, back, palette[front], palette[back])


def test_the_page_shows_what_the_model_says() -> None:
    retry = {"schedule": [{"minutes": "0-59/20"}], "max_retry": 2}
    page = html.fromstring(made("html", [process(1, deployment(EVERY_QUARTER, enabled=False)), process(2, deployment(HOURLY, enabled=True, retry=retry))]))
    rows = [[cell.text_content() for cell in row] for row in page.xpath("//section[@id='processes']//tbody/tr")]
    assert rows == [
        ["Process 1p1", "a1e1", "every 15 minutes from 08:00 to 18:45, Monday to Friday", "paused", "", "", "at most 5 retries"],
        ["Process 2p2", "a1e1", "every hour", "enabled", "Tue 24 Nov 09:00then 10:00, 11:00", "24 runs", "every 20 minutesat most 2 retries"],
    ]
    assert page.find(".//section[@id='findings']") is None
    assert "as it should be" not in page.text_content()
    cells = page.xpath("//svg[contains(@class, 'heat')]//g/title/text()")
    assert len(cells) == 7 * 24
    assert cells[0] == "Tue 24 Nov 00:00 to 00:59: 1 run"


def test_errors_come_before_warnings() -> None:
    findings = [cases.finding(severity="warning", message="second"), cases.finding(message="first")]
    for kind in ("html", "markdown"):
        text = made(kind, findings=findings)
        assert text.index("first") < text.index("second")
    assert "None: all that was judged is as it should be." in made("html", findings=[])


def test_many_runtimes_are_cut_and_counted() -> None:
    processes = [process(number, *(deployment(HOURLY, atom_id=f"atom-{number:03}") for dummy in range(2))) for number in range(40)]
    page = html.fromstring(made("html", processes))
    assert len(page.xpath("//ul[@class='lanes']/li[not(@aria-hidden)]")) == 30
    assert "10 others have fewer" in page.text_content()
    assert len(page.xpath("//div[@class='piles']/div")) == 12
    assert "28 other runtimes have fewer" in page.text_content()


# JUnit


def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(Path(__file__).with_name("junit.xsd"))))


def junit(text: str) -> Any:
    tree = etree.fromstring(text.encode("utf-8"))
    schema().assertValid(tree)
    for suite in tree.findall("testsuite"):
        tests = suite.findall("testcase")
        assert int(suite.get("tests")) == len(tests)
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))
    assert int(tree.get("tests")) == len(tree.findall("testsuite/testcase"))
    assert int(tree.get("failures")) == len(tree.findall("testsuite/testcase/failure"))
    return tree


def test_junit_is_valid_with_any_name(hostile: dict[str, str]) -> None:
    tree = junit(hostile["junit"])
    names = {case.get("name") for case in tree.iter("testcase")}
    assert {one_line(text) for text in cases.HOSTILE} <= names
    assert len(tree.findall("testsuite/testcase/failure")) == len(cases.HOSTILE) // 2


def test_junit_groups_rules_and_joins_what_is_found_twice() -> None:
    findings = [
        cases.finding(process_id="p1", process_name="Process 1", atom_id="a1", expected=EVERY_QUARTER, actual=[]),
        cases.finding(process_id="p1", process_name="Process 1", atom_id="a2", message="Here too."),
        cases.finding(process_id="p1", process_name="Process 1", rule="processes[0].enabled", severity="warning", message="It is paused."),
        cases.finding(rule="max_starts_per_minute", message="Six start together."),
    ]
    tree = junit(made("junit", [process(1, deployment(HOURLY)), process(2)], findings=findings))
    suites = [(suite.get("name"), [case.get("name") for case in suite]) for suite in tree]
    assert suites == [
        ("processes[0]", ["Process 1", "Process 1"]),
        ("max_starts_per_minute", ["the policy as a whole"]),
        ("processes without findings", ["Process 2"]),
    ]
    failure = tree.find("testsuite/testcase/failure")
    assert failure.get("message") == "It runs at other times. (and 1 more finding)"
    assert failure.get("type") == "processes[0].schedule"
    assert "runtime: a2" in failure.text
    assert 'expected: [{"minutes": "0-59/15"' in failure.text
    warning = tree.findall("testsuite/testcase")[1]
    assert [child.tag for child in warning] == ["system-out"]
    assert warning[0].text.startswith("warning: It is paused.")


def test_junit_skips_what_was_not_judged() -> None:
    tree = junit(made("junit", [process(1), process(2)]))
    assert [(suite.get("name"), suite.get("skipped")) for suite in tree] == [("processes", "2")]
    assert [suite.get("skipped") for suite in junit(made("junit", [process(1), process(2)], findings=[]))] == ["0"]


# JSON


def test_json_has_names_as_they_are(hostile: dict[str, str]) -> None:
    assert hostile["json"].isascii()
    document = json.loads(hostile["json"])
    processes, findings = cases.hostile()
    assert [one["name"] for one in document["processes"]] == [one["name"] for one in processes]
    assert document["findings"] == findings
    assert [at["schedule"] for one in document["processes"] for at in one["deployments"]] == [
        item["schedule"] for one in processes for item in one["process_schedules"]
    ]


def test_json_is_as_documented() -> None:
    document = json.loads(made("json", [process(1, deployment(HOURLY, enabled=True), deployment(HOURLY))], timezone="Europe/Berlin"))
    assert list(document) == [
        "version",
        "title",
        "timezone",
        "start",
        "summary",
        "findings",
        "processes",
        "runs_per_hour",
        "starts_per_minute",
        "next_24_hours",
    ]
    assert (document["version"], document["start"], document["findings"]) == (1, "2026-11-24T08:10:00+01:00", None)
    assert (document["summary"]["errors"], document["summary"]["warnings"]) == (None, None)
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
        "runs_24_hours": 24,
        "runs_7_days": 168,
        "retry": {"schedule": [], "words": "", "max_retry": 5},
    }
    assert document["runs_per_hour"][6] == {"date": "2026-11-30", "runs": [2] * 24}
    pile = document["starts_per_minute"][0]
    assert (pile["most"], pile["minutes"], pile["first"], pile["processes"]) == (2, 168, "2026-11-24T00:00:00+01:00", ["Process 1", "Process 1"])
    assert pile["most_by_minute_of_hour"] == [2] + [0] * 59
    assert sum(document["next_24_hours"]["runtimes"][0]["starts"]) == 48
    readme = (ROOT / "roles/report/README.md").read_text(encoding="utf-8")
    for key in (*document, *document["summary"], *document["processes"][0]["deployments"][0], *pile):
        assert f"`{key}" in readme, key


# Markdown


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
            allowed = {"text", "code_inline", "text_special", "strong_open", "strong_close", "softbreak"}
            assert {child.type for child in token.children or ()} <= allowed, token.content
            if found and found[-1] and token.level > 2:
                found[-1][-1].append("".join(child.content for child in token.children or ()).replace("\u200b", ""))
    return found


def test_names_stay_in_their_cells(hostile: dict[str, str]) -> None:
    findings, processes = tables(hostile["markdown"])
    assert {len(row) for row in findings} == {7}
    assert {len(row) for row in processes} == {6}
    names = [one_line(text).strip() or "-" for text in cases.HOSTILE]
    assert sorted(row[1] for row in findings[1:]) == sorted(names)
    assert sorted(row[3] for row in findings[1:]) == sorted(one_line(text).strip() for text in cases.HOSTILE)
    assert [row[0] for row in processes[1::2]] == [label(text).strip() for text in cases.HOSTILE]


@pytest.mark.parametrize("text", ["@someone", "#12", "https://example.invalid", "www.example.invalid", ":tada:", "<b>", "&amp;"])
def test_sentences_mention_and_link_nothing(text: str) -> None:
    escaped = _report_markdown.escaped(text)
    assert not re.search(r"(?:^|\W)[@#]\w|(?<!\\):(?=\D)|(?<!\\)[<&]|www\.", escaped)
    rendered = MarkdownIt("commonmark").parseInline(escaped)[0].children
    assert "".join(child.content for child in rendered or ()).replace("\u200b", "") == text


def test_markdown_of_many_processes_lists_those_with_findings() -> None:
    processes = [process(number, deployment(HOURLY)) for number in range(300)]
    text = made("markdown", processes, findings=[cases.finding(process_id="p7", process_name="Process 7")])
    assert "Of 300 processes, here are 1 with findings." in text
    assert [row[0] for row in tables(text)[1]] == ["process", "Process 7"]
    assert len(text) < 65_536


def test_markdown_is_short_and_says_what_it_judged() -> None:
    assert "**No findings**" in made("markdown", findings=[])
    assert "indings" not in made("markdown")
    text = made("markdown", [process(1, deployment(EVERY_QUARTER))], findings=[cases.finding(), cases.finding(severity="warning")])
    assert "**1 error, 1 warning**" in text
    assert "every 15 minutes from 08:00 to 18:45, Monday to Friday" in text


# iCal


def test_a_calendar_of_all(hostile: dict[str, str]) -> None:
    assert all(len(line) <= 75 for line in hostile["ical"].encode().split(b"\r\n"))
    assert "\n" not in hostile["ical"].replace("\r\n", "")
    read = Calendar.from_ical(hostile["ical"])
    events = read.walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events)
    names = {str(event["SUMMARY"]) for event in events}
    assert {f"{label(text)} (24 runs)" for text in cases.HOSTILE} <= names
    assert {re.sub(r" \([0-9]+ runs\)$", "", name) for name in names} == {label(text) for text in cases.HOSTILE}


def test_a_day_with_many_runs_is_one_event() -> None:
    few = process(1, deployment([{"minutes": "0", "hours": "1,13"}]), deployment(HOURLY, enabled=False), deployment([{"minutes": "?"}]))
    many = process(2, deployment(EVERY_QUARTER, env_name="Production", atom_name="prod-1"))
    read = Calendar.from_ical(made("ical", [few, many], weeks=1, timezone="Europe/Berlin"))
    events = [
        (str(event["SUMMARY"]), event["DTSTART"].dt.isoformat(), (event["DTEND"].dt - event["DTSTART"].dt).seconds // 60) for event in read.walk("VEVENT")
    ]
    assert events[0] == ("Process 1", "2026-11-24T12:00:00+00:00", 1)
    assert sum(name == "Process 1" for name, _start, _length in events) == 14
    assert [event for event in events if event[0] == "Process 2 (44 runs)"][1] == ("Process 2 (44 runs)", "2026-11-26T07:00:00+00:00", 646)
    assert str(read.walk("VEVENT")[-1]["DESCRIPTION"]) == "prod-1, Production\nevery 15 minutes from 08:00 to 18:45, Monday to Friday"


# Arguments


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"format": "pdf"}, "format is 'pdf'. Allowed are html, junit, json, markdown, ical"),
        ({"title": 5}, "title is a number, not text"),
        ({"weeks": 0}, "weeks is 0, less than 1"),
        ({"weeks": "4"}, "weeks is text, not a whole number"),
        ({"timezone": "Nowhere"}, "the time zone 'Nowhere' is unknown"),
        ({"start": "soon"}, "start 'soon' is not a date and time"),
    ],
)
def test_arguments(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        report([], **arguments)
    assert message in str(caught.value)


def test_now_is_the_default() -> None:
    assert json.loads(report([], "json"))["start"].endswith(":00+00:00")

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page, read back by a library, also with names that are markup."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest
from lxml import etree, html

from ansible_collections.boomi.spaces.plugins.plugin_utils._report import page as pages
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import one_line
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils.report_cases import EVERY_QUARTER, HOURLY, deployment, process


def page_of(processes: object = (), **more: Any) -> str:
    return pages.write(cases.report_on(processes, **more))


@pytest.fixture(scope="module")
def hostile() -> str:
    return pages.write(cases.hostile_report())


def test_no_element_or_attribute_comes_from_a_name(hostile: str) -> None:
    plain_processes = [process(number, *(deployment(HOURLY), deployment([{"minutes": "bad"}]))) for number in range(len(cases.HOSTILE))]
    plain = html.fromstring(page_of(plain_processes, findings=[cases.finding(process_name="x", env_id="e", atom_id="a", expected="x", actual="x")]))
    page = html.fromstring(hostile)
    assert {element.tag for element in page.iter(etree.Element)} <= {element.tag for element in plain.iter(etree.Element)} | {"details", "summary"}
    known = {(element.tag, name) for element in plain.iter(etree.Element) for name in element.attrib}
    assert {(element.tag, name) for element in page.iter(etree.Element) for name in element.attrib} <= known
    assert len(page.findall(".//script")) == len(page.findall(".//style")) == 1
    assert not [name for element in page.iter(etree.Element) for name in element.attrib if name.startswith("on") or name in ("src", "action", "style")]
    assert {element.get("href")[0] for element in page.findall(".//a")} == {"#"}


def test_names_are_there_whole_and_isolated(hostile: str) -> None:
    page = html.fromstring(hostile)
    shown = {element.text_content() for element in page.findall(".//bdi")}
    for text in cases.HOSTILE:
        assert one_line(text) in shown, text
    heads = page.xpath("//section[@id='processes']//tbody/tr/th/bdi")
    assert [head.text_content() for head in heads] == [cases.title(text) for text in cases.HOSTILE for _deployment in range(2)]


def test_the_policy_of_the_page_allows_its_own_style_and_script_alone(hostile: str) -> None:
    text = hostile
    policy = html.fromstring(text).find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy.startswith("default-src 'none'; ")
    for element in ("style", "script"):
        inside = text[text.index(f"<{element}>") + len(element) + 2 : text.index(f"</{element}>")]
        assert f"{element}-src 'sha256-{b64encode(sha256(inside.encode()).digest()).decode()}'" in policy
    assert "Copyright" not in text
    assert "http://" not in text.replace("http://example.invalid", "")
    assert "unsafe" not in policy


def test_runtimes_with_a_zone_that_no_process_is_on() -> None:
    page = html.fromstring(page_of(atom_timezones={"a9": "UTC", "<b>": "UTC"}))
    assert page.get_element_by_id("unused-zones").text_content() == "No process is on these runtimes of atom_timezones: <b>, a9."
    assert "unused-zones" not in page_of()


def test_what_a_screen_reader_needs() -> None:
    processes = [process(1, deployment(HOURLY), deployment(HOURLY)), process(2)]
    page = html.fromstring(page_of(processes, findings=[cases.finding()], title="Order to Cash"))
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
    text = page_of()
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
    page = html.fromstring(page_of([process(1, deployment(EVERY_QUARTER, enabled=False)), process(2, deployment(HOURLY, enabled=True, retry=retry))]))
    rows = [[cell.text_content() for cell in row] for row in page.xpath("//section[@id='processes']//tbody/tr")]
    assert rows == [
        ["Process 1p1", "a1e1", "every 15 minutes from 08:00 to 18:45, Monday to Friday", "paused", "", "", "at most 5 retries"],
        ["Process 2p2", "a1e1", "every hour", "enabled", "Tue 24 Nov 09:00then 10:00, 11:00", "24 runs", "every 20 minutesat most 2 retries"],
    ]
    assert page.find(".//section[@id='findings']") is None
    assert "meets the policy" not in page.text_content()
    cells = page.xpath("//svg[contains(@class, 'heat')]//g/title/text()")
    assert len(cells) == 7 * 24
    assert cells[0] == "Tue 24 Nov 00:00 to 00:59: 1 run"


def test_what_the_drawings_say() -> None:
    page = html.fromstring(page_of([process(1, deployment(HOURLY)), process(2, deployment([{"minutes": "0", "hours": "9"}]))]))
    assert [element.text_content() for element in page.xpath("//p[@class='about']")] == [
        "Starts on each runtime in steps of ten minutes, from Tue 24 Nov 08:10; the tallest bar is 2 starts.",
        "Runs per hour in the seven days from Tue 24 Nov: 175 runs. The busiest hour, from Tue 24 Nov 09:00, has 2.",
        "Where several processes start in the same minute on one runtime. The bars show the most starts of the week in each minute of the hour.",
    ]
    assert [element.text for element in page.findall(".//desc")] == [
        "25 starts. The busiest ten minutes, from Tue 24 Nov 09:00, have 2.",
        "; ".join(f"{day} Nov: 25 runs" for day in ("Tue 24", "Wed 25", "Thu 26", "Fri 27", "Sat 28", "Sun 29", "Mon 30")),
        "Minutes of the hour with two or more starts: :00 has 2.",
    ]
    assert [element.text_content() for element in page.xpath("//div[@class='peaks']//small")] == [
        "2 starts at Tue 24 Nov 09:00, and as many in 6 other minutes of the week"
    ]
    assert page.findtext(".//footer") == "Made by boomi.spaces from what the Boomi API returned. This page loads nothing from the network."


def test_a_page_without_runs_and_processes() -> None:
    page = html.fromstring(page_of())
    assert [element.text_content() for element in page.xpath("//p[@class='about']")] == [
        "No starts are scheduled in the 24 hours from Tue 24 Nov 08:10.",
        "Runs per hour in the seven days from Tue 24 Nov: 0 runs.",
        "There are no processes.",
    ]


def test_errors_come_before_warnings() -> None:
    findings = [cases.finding(severity="warning", message="second"), cases.finding(message="first")]
    text = page_of(findings=findings)
    assert text.index("first") < text.index("second")
    assert "None: everything that was judged meets the policy." in page_of(findings=[])


def test_many_runtimes_are_cut_and_counted() -> None:
    processes = [process(number, *(deployment(HOURLY, atom_id=f"atom-{number:03}") for dummy in range(2))) for number in range(40)]
    page = html.fromstring(page_of(processes))
    assert len(page.xpath("//ul[@class='lanes']/li[not(@aria-hidden)]")) == 30
    assert "10 others have fewer" in page.text_content()
    assert len(page.xpath("//div[@class='peaks']/div")) == 12
    assert "28 other runtimes have fewer" in page.text_content()

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
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.advice import GUIDES
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.provenance import this_collection
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
    guides = {this_collection().guide(name) for name in GUIDES}
    assert {element.get("href") for element in page.findall(".//a") if not element.get("href").startswith("#")} <= guides


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


RUNTIMES = [
    process(
        1,
        deployment(HOURLY, atom_id="a1", atom_name="One", env_name="Production", **cases.runtime("ONLINE", "ONLINE_RUNNING", "America/New_York")),
        deployment(HOURLY, atom_id="a1", enabled=False),
        deployment(HOURLY, atom_id="a2", **cases.runtime("OFFLINE", "OFFLINE", "Europe/Berlin")),
        deployment(HOURLY, atom_id="a3", env_id=None, **cases.runtime(None, None, "Mars/Olympus")),
        deployment([], atom_id="a4", **cases.runtime("ONLINE", "RESTARTING")),
        deployment([], atom_id="a4", env_id="e2"),
    )
]


def texts(page: Any, section: str) -> list[list[str]]:
    return [[cell.text_content() for cell in row] for row in page.xpath(f"//section[@id='{section}']//tbody/tr")]


def test_runtimes() -> None:
    page = html.fromstring(page_of(RUNTIMES, timezone="runtime", viewer_timezone="Europe/Berlin"))
    assert texts(page, "runtimes") == [
        ["a2", "e1", "OFFLINEno contact", "Europe/Berlin", "1"],
        ["a4", "e1, e2", "ONLINErestarting, starts no schedules", "time zone not known", "22 without times"],
        ["a3", "", "not known", "time zone not knownthis machine has no time zone Mars/Olympus", "1"],
        ["Onea1", "Production", "ONLINErunning", "America/New_York", "21 paused"],
    ]
    assert [pill.get("class") for pill in page.xpath("//section[@id='runtimes']//span[contains(@class, 'pill')]")] == [
        "pill error",
        "pill error",
        "pill idle",
        "pill enabled",
    ]
    assert page.xpath("//section[@id='runtimes']/p")[0].text_content() == (
        "This is the status that Boomi had when the facts were read. Boomi notices an outage only after 45 seconds to 4 minutes. "
        "OFFLINE means that Boomi has no contact with the runtime, not that the runtime does not run."
    )
    assert page.xpath("//nav//a[@href='#runtimes']")
    tiles = {tile.findtext("dt"): (tile.findtext("dd"), tile.get("class")) for tile in page.xpath("//dl/div")}
    assert tiles["runtimes not online"] == ("2", "error")
    assert tiles["schedules without a known time zone"] == ("1", "warning")
    assert tiles["runs in 24 hours"] == ("48", None)
    assert "not-asked" not in page_of(RUNTIMES)
    # A zone that was given is the one in use; that of the facts is not concealed.
    given = html.fromstring(page_of(RUNTIMES, timezone="Europe/Berlin"))
    assert [row[3] for row in texts(given, "runtimes")] == [
        "Europe/Berlin",
        "Europe/Berlin",
        "Europe/BerlinBoomi reports Mars/Olympus",
        "Europe/BerlinBoomi reports America/New_York",
    ]


def test_the_next_run_on_both_clocks_and_on_one_that_is_not_known() -> None:
    page = html.fromstring(page_of(RUNTIMES, timezone="runtime", viewer_timezone="Europe/Berlin"))
    rows = texts(page, "processes")
    assert [row[4] for row in rows] == [
        "Tue 24 Nov 09:0003:00 in America/New_Yorkthen 10:00, 11:00",
        "",
        "Tue 24 Nov 09:00then 10:00, 11:00",
        "not known",
        "",
        "",
    ]
    assert [row[5] for row in rows] == ["24 runs", "", "24 runs", "not known", "", ""]
    assert [row[2] for row in rows][:4] == [
        "every hour, America/New_York time",
        "every hour, time zone not known",
        "every hour",
        "every hour, time zone not known",
    ]
    # The facts have the zone of a runtime in each of its schedules; here only in the first.
    assert [row[1] for row in rows][:4] == ["OneProduction", "a1e1", "a2e1OFFLINE: no contact", "a3"]
    times = [each.get("datetime") for each in page.xpath("//section[@id='processes']//tr[1]//time")]
    assert times == ["2026-11-24T09:00:00+01:00", "2026-11-24T03:00:00-05:00"]
    assert page.get_element_by_id("left-out").text_content() == (
        "1 schedule has no next runs here and is in no count of runs: its time zone is not known. "
        "Runtimes: a3 (this machine has no time zone Mars/Olympus). Give the time zone of each of these runtimes in atom_timezones, by ID or name."
    )
    assert [element.text_content().endswith(" Without 1 schedule whose time zone is not known.") for element in page.xpath("//p[@class='about']")] == [
        False,
        True,
        True,
    ]
    assert "Times are in Europe/Berlin." in page.find(".//header").text_content()


def test_a_status_that_was_not_asked_for() -> None:
    page = html.fromstring(page_of([process(1, deployment(HOURLY))]))
    assert page.get_element_by_id("not-asked").text_content() == (
        "The facts do not say whether the runtimes are online: include_runtimes=true asks Boomi for it."
    )
    assert page.find(".//section[@id='runtimes']") is None
    assert "left-out" not in page_of([process(1, deployment(HOURLY))])
    # Where there are no runtimes, there is nothing to ask.
    assert "not-asked" not in page_of([process(1)])


def test_hostile_names_of_runtimes_and_zones() -> None:
    page = html.fromstring(pages.write(cases.hostile_runtimes()))
    plain = html.fromstring(page_of(RUNTIMES, timezone="runtime"))
    known = {(element.tag, name) for element in plain.iter(etree.Element) for name in element.attrib}
    assert {(element.tag, name) for element in page.iter(etree.Element) for name in element.attrib} <= known | {("td", "class"), ("th", "class")}
    isolated = [{bdi.text_content() for bdi in cells.iter("bdi")} for cells in page.xpath("//section[@id='runtimes']//tbody/tr")]
    for text in cases.HOSTILE:
        name = one_line(text)
        # Name, environment, status, its detail and the zone: each is the text, and nothing else.
        assert {name} in isolated, text
    # One of the texts is a schedule: a blank, which is every minute.
    assert page.get_element_by_id("left-out").text_content().startswith("19 schedules have no next runs here")


def test_what_a_screen_reader_needs() -> None:
    processes = [process(1, deployment(HOURLY, **cases.runtime("OFFLINE")), deployment(HOURLY)), process(2)]
    checks = [cases.check()]
    page = html.fromstring(page_of(processes, findings=[cases.finding()], checks=checks, title="Order to Cash"))
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
        assert {len(row) for row in table.iter("tr")} == {{"runtimes-table": 5, "checks-table": 6}.get(table.get("id"), 7)}
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
        pairs.append(("warning", "page"))
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
    assert page.findtext(".//footer/p") == "Made by boomi.spaces from what the Boomi API returned. This page loads nothing from the network."


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

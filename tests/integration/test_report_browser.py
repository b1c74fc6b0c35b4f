# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a report in a real browser, opened from a file: it filters, sorts, asks for nothing, and runs no script of a name."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from tests.integration.browser import opened, started
from tests.integration.playing import environment, play
from tests.waiting import until

pytestmark = [pytest.mark.once, pytest.mark.slow]

HOSTILE = [
    "<script>window.stolen = 1</script>",
    "</title></style></script><img src=http://127.0.0.1:9/x onerror='window.stolen = 1'>",
    '" onmouseover="window.stolen = 1" autofocus onfocus=\'window.stolen = 1\'',
    "{{ 7 * 7 }}{% raw %}",
    "invoice \u202egnp.exe",
    "\u05d4\u05d6\u05de\u05e0\u05d5\u05ea",
    "line\nbreak \x07",
]
NAMES = [*HOSTILE, "Zürich Orders 10", "Zürich Orders 9", "Invoice Export"]


def facts() -> list[dict[str, Any]]:
    found = []
    for number, name in enumerate(NAMES):
        item = {
            "id": f"s{number}",
            "process_id": f"p{number}",
            "atom_id": f"a{number % 2}",
            "atom_name": name,
            "env_id": "e",
            "env_name": name,
            "enabled": number != 9,
            # Two runtimes, one of which starts no schedules. What is said of the other is hostile.
            "atom_status": ("ONLINE", name)[number % 2],
            "atom_status_detail": ("ONLINE_RUNNING", name)[number % 2],
            "atom_time_zone": ("America/New_York", name)[number % 2],
            "schedule": [{"minutes": "0", "hours": str(23 - number)}],
            "retry": {"schedule": [], "max_retry": 5},
        }
        found.append({"id": f"p{number}", "name": name, "instance_id": "instance-1", "process_schedules": [item]})
    found[3]["process_schedules"][0]["schedule"] = [{"minutes": HOSTILE[1]}]
    return found


def findings() -> list[dict[str, Any]]:
    keys = ("env_id", "instance_id", "expected", "actual")
    return [
        {**dict.fromkeys(keys), "rule": name, "severity": "error", "message": name, "process_id": f"p{number}", "process_name": name, "atom_id": "a0"}
        for number, name in enumerate(HOSTILE)
    ]


def told() -> dict[str, Any]:
    """What else a report is given: what was checked, where it comes from, and an earlier report."""
    counts = {"processes": 1, "schedules": 1, "errors": 0, "warnings": 0, "infos": 0}
    checks = [{"rule": name, "match": name, "excluding": [name], "demands": [name], "not_judged": [], **counts, "holds": True} for name in HOSTILE]
    return {
        "checks": checks,
        "provenance": {"account_id": "nordwind", "space_guid": HOSTILE[0], "source": HOSTILE[1], "policy_file": HOSTILE[2], "policy_sha256": "ab" * 32},
        "previous": {"version": 1, "start": HOSTILE[1], "processes": [], "findings": []},
    }


VERDICTS = ("ran", "ran_late", "ran_failed", "running", "stuck", "discarded", "overlapped", "waiting", "missed", "unknown", "unplanned")


def ran(number: int, name: str, minute: int, verdict: str = "ran", reason: str | None = None) -> dict[str, Any]:
    """An item of run_verdicts, four seconds late."""
    clock = f"2026-11-24T{minute // 60:02}:{minute % 60:02}"
    about = {"process_id": f"p{number}", "process_name": name, "instance_id": "instance-1", "env_id": "e", "atom_id": "a0", "execution_id": None}
    times = {"expected_at": f"{clock}:00Z", "started_at": f"{clock}:04Z", "delay_seconds": 4}
    return {**about, **times, "verdict": verdict, "reason": reason, "assumed": [reason] if reason else [], "status": reason or "COMPLETE"}


def verdicts() -> list[dict[str, Any]]:
    """Each of the names has a run of each verdict, but the last, which was on time every five minutes of the day."""
    items = [ran(number, name, 60 * hour, kind, name) for number, name in enumerate(NAMES[:-1]) for hour, kind in enumerate(VERDICTS)]
    return [*items, *(ran(9, NAMES[9], minute) for minute in range(0, 1440, 5))]


def a_hundred() -> list[dict[str, Any]]:
    """A hundred processes, each every quarter of an hour, some of which were missed once."""
    return [
        ran(number, f"Order Intake - EDI Orders {number}", minute, "missed" if number % 40 == 0 and minute == 75 else "ran")
        for number in range(100)
        for minute in range(0, 1440, 15)
    ]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made by Ansible, so that the names went all the way."""
    folder = tmp_path_factory.mktemp("page")
    for name, content in (("facts", facts()), ("found", findings()), ("ran", verdicts()), ("hundred", a_hundred())):
        (folder / f"{name}.json").write_text(json.dumps(content))
    (folder / "told.json").write_text(json.dumps(told()))
    report = "facts | boomi.spaces.report(findings=found, title=facts[0].name, start='2026-11-24T00:30', verdicts=ran, **told)"
    many = "facts | boomi.spaces.report(findings=found * 20, title='Many', start='2026-11-24T00:30', **told)"
    tasks = [
        {"ansible.builtin.copy": {"content": "{{ " + report + " }}", "dest": str(folder / "page.html"), "mode": "0644"}},
        {"ansible.builtin.copy": {"content": "{{ " + many + " }}", "dest": str(folder / "many.html"), "mode": "0644"}},
        {"ansible.builtin.copy": {"content": "{{ [] | boomi.spaces.report(verdicts=hundred) }}", "dest": str(folder / "hundred.html"), "mode": "0644"}},
    ]
    # As what a file holds they are data; as variables of the play they would be templates of its author.
    given = {
        name: "{{ lookup('ansible.builtin.file', '" + str(folder / f"{name}.json") + "') | from_json }}"
        for name in ("facts", "found", "told", "ran", "hundred")
    }
    play(tasks, folder, environment(), vars=given).check()
    return folder / "page.html"


@pytest.fixture(scope="module")
def _browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with started(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture
def browser(_browser: Any, page: Path) -> Iterator[Any]:
    with opened(_browser, page):
        yield _browser


def shown(browser: Any, section: str = "processes") -> list[str]:
    script = (
        "return [...document.querySelectorAll(`#${arguments[0]} tbody tr`)].filter(row => row.offsetParent).map(row => row.querySelector('th bdi').textContent)"
    )
    names: list[str] = browser.execute_script(script, section)
    return names


def test_no_name_becomes_an_element(browser: Any) -> None:
    assert browser.title == HOSTILE[0]
    assert browser.execute_script("return document.scripts.length") == 1
    assert browser.execute_script("return document.querySelectorAll('img, iframe, object, link, [onerror], [onmouseover], [autofocus]').length") == 0
    assert len(shown(browser)) == len(NAMES)
    for cell in browser.find_elements("css selector", "tbody tr *"):
        assert cell.tag_name in ("th", "td", "bdi", "span", "time", "svg", "title", "path", "code")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("zurich", NAMES[7:9]),
        ("ZÜRICH 10", NAMES[7:8]),
        ("<script>window", HOSTILE[:1]),
        ("instance-1 p9", NAMES[9:]),
        ("at 14:00", NAMES[9:]),
        ("no such thing", []),
    ],
)
def test_the_filter(browser: Any, typed: str, names: list[str]) -> None:
    box = browser.find_element("css selector", "#processes input")
    box.send_keys(typed)
    assert shown(browser) == names
    assert browser.find_element("css selector", "#processes output").text == f"{len(names)} of {len(NAMES)}"
    box.send_keys(Keys.CONTROL + "a", Keys.BACKSPACE)
    assert len(shown(browser)) == len(NAMES)
    assert len(shown(browser, "findings")) == len(HOSTILE)


def test_the_filter_by_state(browser: Any) -> None:
    browser.find_element("css selector", "#processes select option:nth-child(3)").click()
    assert shown(browser) == ["Invoice Export"]


def test_the_runtimes(browser: Any) -> None:
    """Those that start no schedules come first; the table filters alone."""
    assert shown(browser, "runtimes") == [HOSTILE[1], HOSTILE[0]]
    browser.find_element("css selector", "#runtimes input").send_keys("online running")
    assert shown(browser, "runtimes") == [HOSTILE[0]]
    assert browser.find_element("css selector", "#runtimes output").text == "1 of 2"
    assert len(shown(browser)) == len(NAMES)


def test_what_ran(browser: Any) -> None:
    """The table filters by names, and by what the marks say."""
    assert len(shown(browser, "runs")) == len(NAMES)
    box = browser.find_element("css selector", "#runs input")
    box.send_keys("invoice export")
    assert shown(browser, "runs") == ["Invoice Export"]
    assert len(browser.find_elements("css selector", "#runs tbody tr:not([hidden]) .cell")) == 96, "stretches of a quarter of an hour"
    box.send_keys(Keys.CONTROL + "a", Keys.BACKSPACE)
    box.send_keys("stuck")
    assert len(shown(browser, "runs")) == len(NAMES) - 1
    assert browser.find_element("css selector", "#runs output").text == f"{len(NAMES) - 1} of {len(NAMES)}"


MARKS = "return [...document.querySelectorAll('#runs tbody .cell')].map(each => each.getBoundingClientRect()).map(each => [each.left, each.right, each.width])"


def test_what_ran_on_a_telephone(browser: Any) -> None:
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True})
    until(lambda: browser.execute_script("return innerWidth") == 390)
    # Rows outside the window are laid out as well, so that all marks have a place.
    browser.execute_script("document.querySelectorAll('tbody tr').forEach(row => row.setAttribute('class', 'seen'))")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
    marks = [mark for mark in browser.execute_script(MARKS) if mark[2]]
    assert marks
    assert all(left >= 0 and right <= 390 and width >= 10 for left, right, width in marks)
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_sorting(browser: Any) -> None:
    heads = browser.find_elements("css selector", "#processes thead th")
    heads[0].find_element("tag name", "button").click()
    assert heads[0].get_attribute("aria-sort") == "ascending"
    names = shown(browser)
    assert names.index("Invoice Export") < names.index("Zürich Orders 9") < names.index("Zürich Orders 10")
    heads[4].find_element("tag name", "button").send_keys("\n")  # the keyboard does it too
    assert (heads[0].get_attribute("aria-sort"), heads[4].get_attribute("aria-sort")) == (None, "ascending")
    in_order = shown(browser)
    heads[4].find_element("tag name", "button").click()
    assert heads[4].get_attribute("aria-sort") == "descending"
    # Those without a next run, one not valid and one paused, stay at the end.
    assert shown(browser) == [*reversed(in_order[:-2]), *in_order[-2:]]
    assert set(in_order[-2:]) == {NAMES[3], NAMES[9]}


STUCK = f"stuck: planned Tue 24 Nov 04:00, started 04:00:04, 4 s later; {HOSTILE[0]}"


def ended(tree: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tree where the page's footer and the first row of what ran are in it, else nothing."""
    names = {node["name"]["value"] for node in tree if node.get("name")}
    return tree if STUCK in names and any(node["role"]["value"] == "contentinfo" for node in tree) else []


def test_what_a_screen_reader_is_told(browser: Any) -> None:
    # Rows outside the window are not in the tree.
    browser.execute_script("document.querySelector('#runs tbody').scrollIntoView()")
    # Chromium makes the tree beside the page, and has no event for its end: wait for what is last on the page.
    tree = until(lambda: ended(browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]))
    roles = [node["role"]["value"] for node in tree if not node.get("ignored")]
    assert {"main", "banner", "navigation", "contentinfo", "table", "columnheader", "rowheader", "cell", "search"} <= set(roles)
    assert roles.count("table") == 6
    names = [node["name"]["value"] for node in tree if node.get("name") and node["role"]["value"] in ("image", "searchbox", "combobox", "region")]
    assert all(names)
    assert "Runs per weekday and hour" in names
    assert STUCK in names


IS_SHOWN_SO = "return matchMedia(`(width: ${arguments[0]}px) and (prefers-color-scheme: ${arguments[1]})`).matches"


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 390, 1280])
def test_nothing_stands_out_of_the_page(browser: Any, width: int, colours: str) -> None:
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": colours}]})
    until(lambda: browser.execute_script(IS_SHOWN_SO, width, colours))
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    back = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (int(back[4:].split(",")[0]) < 100) is (colours == "dark")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def pages(driver: Any) -> int:
    """How many pages of paper it takes."""
    printed = base64.b64decode(driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    assert printed.startswith(b"%PDF-")
    return len(re.findall(rb"/Type\s*/Page\b", printed))


# Sections in which anything is laid out on paper, and how many rows of the findings.
ON_PAPER = """
const there = element => element.getClientRects().length > 0;
return [[...document.querySelectorAll('section')].filter(there).map(each => each.id), [...document.querySelectorAll('#findings tbody tr')].filter(there).length]
"""


@pytest.fixture
def paper(_browser: Any) -> Iterator[Any]:
    """The browser, which may show pages as they are printed until the end of the test."""
    yield _browser
    _browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


@pytest.mark.parametrize("name", ["page.html", "many.html"])
def test_the_overview_is_one_page_and_the_details_are_printed_on_demand(paper: Any, page: Path, name: str) -> None:
    """Also with hostile names, and with many findings."""
    paper.get(page.with_name(name).as_uri())
    findings = len(paper.find_elements("css selector", "#findings tbody tr"))
    assert findings > 6
    assert pages(paper) == 1
    paper.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    until(lambda: paper.execute_script("return matchMedia('print').matches"))
    sections, rows = paper.execute_script(ON_PAPER)
    assert sections == ["findings", "checks", "changes"]
    assert rows == 6
    # The verdict, the cut and the foot are there, within the page.
    for selector, text in (("#verdict", " findings in "), ("#findings .cut", f"The first 6 of {findings:,} findings."), ("#provenance", "nordwind")):
        element = paper.find_element("css selector", selector)
        assert text in element.text
        box = element.rect
        assert box["y"] + box["height"] <= PAPER_HEIGHT
    paper.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    paper.find_element("css selector", "#appendix").click()
    if name == "page.html":
        assert pages(paper) > 1
    paper.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    sections, rows = until(lambda: [found for found in [paper.execute_script(ON_PAPER)] if "processes" in found[0]])[0]
    assert {"day", "week", "processes"} <= set(sections)
    assert rows == findings


# What is printed of an A4 page in landscape within its margins, in pixels.
PAPER_WIDTH, PAPER_HEIGHT = 1032, 703


@pytest.fixture
def printed(_browser: Any, page: Path) -> Iterator[Any]:
    """The page of a hundred processes, as it is printed."""
    metrics = {"width": PAPER_WIDTH, "height": PAPER_HEIGHT, "deviceScaleFactor": 1, "mobile": False}
    _browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    _browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    _browser.get(page.with_name("hundred.html").as_uri())
    until(lambda: _browser.execute_script("return matchMedia('print').matches"))
    _browser.execute_script("document.querySelector('#appendix').checked = true")
    yield _browser
    _browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    _browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


def test_what_a_hundred_processes_ran_takes_about_two_pages(printed: Any) -> None:
    assert len(printed.find_elements("css selector", "#runs tbody .cell")) == 100 * 96
    tall = printed.execute_script("return document.querySelector('#runs').getBoundingClientRect().height")
    # Fonts differ from machine to machine.
    assert PAPER_HEIGHT < tall < 2.5 * PAPER_HEIGHT
    assert all(right <= PAPER_WIDTH for left, right, width in printed.execute_script(MARKS))

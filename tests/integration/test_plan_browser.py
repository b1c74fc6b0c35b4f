# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a plan in a real browser, opened from a file: it fits a telephone and paper, filters, asks for nothing, and runs no script of a name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.browser import opened, started
from tests.integration.playing import environment, play
from tests.integration.test_report_browser import NAMES
from tests.waiting import until

pytestmark = [pytest.mark.once, pytest.mark.slow]

POLICY = {
    "version": 1,
    "windows": [{"name": NAMES[0], "match": "*", "must_run": {"hours": "2"}}, {"name": NAMES[1], "match": "*", "must_not_run": {"hours": "2"}}],
}


def facts(hour: str) -> list[dict[str, Any]]:
    return [
        {
            "id": f"p{number}",
            "name": name,
            "integration_pack": [{"integration_pack_id": "k", "name": name}],
            "process_schedules": [
                {"atom_id": "a", "atom_name": NAMES[2] * 9, "env_id": "e", "env_name": NAMES[5], "enabled": True, "schedule": f"{number} {hour} * * * *"}
            ],
        }
        for number, name in enumerate(NAMES)
    ]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made by Ansible, so that the names went all the way."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "facts.json").write_text(json.dumps(facts("2")))
    moved = [{**one, "process_schedules": [{**one["process_schedules"][0], "schedule": "7 5 * * * *"}]} for one in facts("5")]
    (folder / "moved.json").write_text(json.dumps(moved))
    (folder / "policy.json").write_text(json.dumps(POLICY))
    plan = "facts | boomi.spaces.plan_report('html', '2026-11-29T02:00Z', '2026-11-29T04:00Z', policy=policy, changed=moved, title=facts[0].name)"
    tasks = [{"ansible.builtin.copy": {"content": "{{ " + plan + " }}", "dest": str(folder / "page.html"), "mode": "0644"}}]
    # As what a file holds they are data; as variables of the play they would be templates of its author.
    given = {name: "{{ lookup('ansible.builtin.file', '" + str(folder / f"{name}.json") + "') | from_json }}" for name in ("facts", "moved", "policy")}
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
        _browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        _browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_the_content(browser: Any) -> None:
    assert browser.title == NAMES[0]
    assert browser.execute_script("return document.scripts.length") == 1
    verdict = f"It would disturb {len(NAMES)} runs of {len(NAMES)} processes on 1 runtime; the policy does not allow it ({len(NAMES)} errors)."
    assert browser.execute_script("return document.getElementById('verdict').textContent").startswith(verdict)
    counts = browser.execute_script("return [...document.querySelectorAll('section')].map((each) => [each.id, each.querySelectorAll('tbody tr').length])")
    number = len(NAMES)
    # Each moves out of the window, into which it must run and must not.
    assert dict(counts) == {"judged": number, "groups": number, "disturbed": number, "after": number, "quiet": 5, "change": 2 * number, "together": 1}


def test_the_filter(browser: Any) -> None:
    browser.find_element("css selector", "#disturbed input").send_keys("zurich")
    script = "return [...document.querySelectorAll('#disturbed tbody tr')].filter((row) => row.offsetParent).map((row) => row.cells[0].textContent)"
    assert sorted(browser.execute_script(script)) == ["Zürich Orders 10", "Zürich Orders 9"]


@pytest.mark.parametrize("width", [360, 390, 800, 1440])
def test_nothing_stands_out_of_the_page(browser: Any, width: int) -> None:
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500})
    until(lambda: browser.execute_script("return innerWidth") == width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    beyond = """return [...document.querySelectorAll('main *')].filter((each) => !each.closest('thead') && each.getClientRects().length
      && each.getBoundingClientRect().right > innerWidth).map((each) => each.outerHTML.slice(0, 80))"""
    assert browser.execute_script(beyond) == []


def test_it_is_printed_whole(browser: Any) -> None:
    """The style of the report prints an overview; a plan has all its rows on paper."""
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    hidden = "return [...document.querySelectorAll('main section, main tbody tr, footer')].filter((each) => !each.getClientRects().length).length"
    assert browser.execute_script(hidden) == 0
    for element in ("body", "header", "main"):
        assert browser.execute_script(f"return getComputedStyle(document.querySelector('{element}')).overflowY") == "visible"


def ended(tree: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tree where the page's footer is in it, else nothing."""
    return tree if any(node["role"]["value"] == "contentinfo" for node in tree) else []


def test_what_a_screen_reader_is_told(browser: Any) -> None:
    # Chromium makes the tree beside the page, and has no event for its end: wait for what is last on the page.
    tree = until(lambda: ended(browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]))
    roles = [node["role"]["value"] for node in tree if not node.get("ignored")]
    assert roles.count("table") == 7
    assert roles.count("heading") == 8
    assert {"columnheader", "rowheader", "cell", "navigation", "banner", "main"} <= set(roles)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The docsite, built as `make docs` builds it, without a network: every page is there, and no link within it leads nowhere."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from tests.integration.browser import started
from tests.integration.playing import TOOLS, environment, run
from tests.kinds import FOLDERS
from tests.paths import ROOT
from tests.waiting import until

pytestmark = [pytest.mark.once, pytest.mark.slow]

GUIDES = ROOT / "docs/docsite/rst"
HOME = yaml.safe_load((ROOT / "galaxy.yml").read_text())["repository"]
SOURCES = {
    "space_info_module": "plugins/modules/space_info.py",
    "integration_pack_instance_inventory": "plugins/inventory/integration_pack_instance.py",
    "report_filter": "plugins/filter/report.py",
    "report_role": "roles/report/meta/argument_specs.yml",
    "docsite/policies": "docs/docsite/rst/policies.rst",
}
NOWHERE = "http://127.0.0.1:9"
PLUGINS = [(path.stem, kind) for kind, folder in FOLDERS.items() for path in sorted((ROOT / "plugins" / folder).glob("*.py"))]
ROLES = [(path.name, "role") for path in sorted((ROOT / "roles").iterdir())]
LISTED = [name for section in yaml.safe_load((GUIDES.parent / "extra-docs.yml").read_text())["sections"] for name in section["toctree"]]


class Page(HTMLParser):
    """What a page links to, what it loads by itself, what can be linked to in it, and its title."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.title = ""
        self._in_title = False
        self.feed(path.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if value is not None}
        self._in_title = tag == "title"
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        fetched = tag == "link" and not {"stylesheet", "icon", "preload"}.isdisjoint(given.get("rel", "").replace("shortcut", "icon").split())
        (self.loaded if fetched or "src" in given else self.links).extend(given[name] for name in ("href", "src") if name in given)

    def handle_data(self, data: str) -> None:
        self.title += data if self._in_title else ""

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    proxies = {name: NOWHERE for scheme in ("http", "https", "all") for name in (f"{scheme}_proxy", f"{scheme}_proxy".upper())}
    env = environment(**proxies)
    done = run([str(ROOT / "docs/site/build.sh"), str(folder)], {**env, "PATH": f"{TOOLS}{os.pathsep}{env['PATH']}"}, seconds=1200).check()
    assert done.output.splitlines()[-1] == f"A page to open: {folder}/html/index.html"
    return folder / "html"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with started(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


def test_each_guide_is_listed() -> None:
    assert sorted(LISTED) == sorted(path.stem for path in GUIDES.glob("*.rst"))


def test_each_plugin_and_role_has_its_page(site: Path, pages: dict[Path, Page]) -> None:
    for name, kind in (*PLUGINS, *ROLES):
        assert pages[site / f"{name}_{kind}.html"].title.startswith(f"boomi.spaces.{name} {kind} – "), name


def test_each_guide_has_its_page_and_is_on_the_first(site: Path, pages: dict[Path, Page]) -> None:
    for name in LISTED:
        heading = re.search(r"^(.+)\n===+$", (GUIDES / f"{name}.rst").read_text(), re.MULTILINE)
        assert heading
        assert pages[site / f"docsite/{name}.html"].title == f"{heading[1].strip()} — boomi.spaces"
        assert f"docsite/{name}.html" in pages[site / "index.html"].links


def test_the_front_page_introduces_and_lists_everything(site: Path, pages: dict[Path, Page]) -> None:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", (site / "index.html").read_text()))
    assert "A Boomi integration pack bundles integration processes." in text
    assert [path.stem for path in sorted((ROOT / "playbooks").glob("*.yml")) if f"boomi.spaces.{path.stem} –" not in text] == []
    assert "boomi.spaces.schedule_change – Emit an event when" in text
    released = yaml.safe_load((ROOT / "changelogs/changelog.yaml").read_text())["releases"]
    assert ("changelog.html" in pages[site / "index.html"].links) == bool(released)


def test_the_sidebar_has_captions_and_short_names(site: Path) -> None:
    sidebar = (site / "docsite/limits.html").read_text().partition('aria-label="Navigation menu"')[2].partition("</nav>")[0]
    captions = re.findall(r'<span class="caption-text">(.*?)</span>', sidebar)
    assert {section["title"] for section in yaml.safe_load((GUIDES.parent / "extra-docs.yml").read_text())["sections"]} <= set(captions)
    assert {"Modules", "Filter Plugins", "Role Index"} <= set(captions)
    assert {name for name, dummy in PLUGINS} <= set(re.findall(r">(\w+)</a>", sidebar))


def test_each_guide_begins_with_its_contents(site: Path) -> None:
    assert [name for name in LISTED if '<nav class="contents local"' not in (site / f"docsite/{name}.html").read_text()] == []


def test_no_link_within_the_site_leads_nowhere(pages: dict[Path, Page]) -> None:
    followed, broken = set(), []
    for path, page in pages.items():
        for link in (*page.links, *page.loaded):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            followed.add(f"{path.name}: {link}")
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in pages[target].anchors):
                broken.append(f"{path.name}: {link}")
    assert broken == []
    assert {"index.html: docsite/getting_started.html", "getting_started.html: authentication.html"} <= {link.partition("#")[0] for link in followed}


def test_no_page_loads_anything_from_elsewhere(site: Path, pages: dict[Path, Page]) -> None:
    assert [link for page in pages.values() for link in page.loaded if urlsplit(link).netloc] == []
    styles = "".join(path.read_text() for path in site.rglob("*.css"))
    assert re.findall(r"(?:url\(|@import)\s*[\"']?\s*(?:https?:)?//[^)\"']*", styles) == []


def test_an_edit_link_leads_to_the_source(site: Path, pages: dict[Path, Page]) -> None:
    for page in pages.values():
        for link in page.links:
            source = re.match(rf"{re.escape(HOME)}/(?:edit|blob|tree)/main/([^?#]*)", link)
            assert source is None or (ROOT / source[1]).exists(), link
    for page, source in SOURCES.items():
        assert f"{HOME}/edit/main/{source}" in pages[site / f"{page}.html"].links
    assert f"{HOME}/blob/main/docs/reliability.md" in pages[site / "docsite/troubleshooting.html"].links


def test_a_plugin_names_the_libraries_that_it_needs(site: Path) -> None:
    asking = {"module", "lookup", "inventory"}
    for name, kind in PLUGINS:
        page = (site / f"{name}_{kind}.html").read_text()
        assert ("<li><p>requests &gt;= 2.25</p></li>" in page) == (kind in asking), name
        zones = f"boomi-spaces-{name}-{kind}-parameter-timezone".replace("_", "-") in page or name == "policy_findings"
        assert ("<li><p>the time zone data of the system, or the Python package tzdata" in page) == zones, name


def test_no_page_scrolls_sideways(browser: Any, pages: dict[Path, Page]) -> None:
    wide = []
    for path in pages:
        browser.get(path.as_uri())
        for width in (390, 800, 1440):
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})
            if browser.execute_script("return document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wide.append((path.name, width))
    assert wide == []


def test_a_search_in_the_files_shows_excerpts(browser: Any, site: Path) -> None:
    """Opened as a file, which may not load the pages that were found."""
    browser.get(f"{(site / 'search.html').as_uri()}?q=overlapped")
    shown = "return [...document.querySelectorAll('#search-results p.context')].map(each => each.innerText)"
    until(lambda: any("since an earlier run of the process was still at work" in excerpt for excerpt in browser.execute_script(shown)))

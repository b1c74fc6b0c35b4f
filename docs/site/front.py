# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The front page: what antsibull-docs writes, with an introduction, captions for the sidebar, and the playbooks and the event source, which it leaves out."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

_UNDERLINED = re.compile(r"^(\S.*)\n([-~])\2+$", re.MULTILINE)
# The guide of each playbook.
_GUIDES = {
    "compare": "comparing",
    "plan": "maintenance",
    "processes": "getting_started",
    "report": "getting_started",
    "runs": "runs",
    "snapshot": "policies",
    "verify": "policies",
    "verify_fleet": "fleets",
}


def front(page: str, root: Path) -> str:
    """The page with what is missing in it. ``root`` is the collection."""
    intro = (root / "docs/site/front.rst").read_text(encoding="utf-8")
    page = re.sub(r"^Description\n-+\n\n.*?\n(?=\n\*\*Author)", lambda _: f"Description\n-----------\n\n{intro}", page, flags=re.MULTILINE | re.DOTALL)
    if not yaml.safe_load((root / "changelogs/changelog.yaml").read_text(encoding="utf-8"))["releases"]:
        page = re.sub(r"^\.\. _changelog_section_for.*?\n    changelog\n", "", page, flags=re.MULTILINE | re.DOTALL)
    page = re.sub(r"^Boomi\.Spaces$", "boomi.spaces", page, count=1, flags=re.MULTILINE)
    # In the sidebar a plugin has its short name: its section says what it is.
    page = re.sub(r"^    (\w+)(_(?:module|filter|inventory|lookup|test|role))$", r"    \1 <\1\2>", page, flags=re.MULTILINE)
    return _captioned(page) + _more(root)


def _captioned(page: str) -> str:
    """Each list of pages has the heading above it as its caption, by which the sidebar is divided."""
    lines, heading = [], ""
    headings = {found.start(): found[1] for found in _UNDERLINED.finditer(page)}
    at = 0
    for line in page.splitlines():
        heading = headings.get(at, heading)
        lines.append(line)
        if line == ".. toctree::" and heading != "Description":
            lines.append(f"    :caption: {heading}")
        at += len(line) + 1
    return "\n".join(lines) + "\n"


def _more(root: Path) -> str:
    """What antsibull-docs has no pages for: each with its guide, where its options are."""
    rows = [(f"boomi.spaces.{path.stem}", _first_play(path), _GUIDES[path.stem]) for path in sorted((root / "playbooks").glob("*.yml"))]
    listed = [f"* ``{name}`` -- {what} (:ref:`guide <ansible_collections.boomi.spaces.docsite.{guide}>`)" for name, what, guide in rows]
    source = (root / "extensions/eda/plugins/event_source/schedule_change.py").read_text(encoding="utf-8")
    (what,) = re.findall(r"^short_description: (.+)$", source, re.MULTILINE)
    event = f"* ``boomi.spaces.schedule_change`` -- {what} (:ref:`guide <ansible_collections.boomi.spaces.docsite.events>`)"
    playbooks = _section("Playbooks", "To run by their names, as in ``ansible-playbook boomi.spaces.processes``:", listed)
    return "\n".join(["", *playbooks, *_section("Event Source", "For rulebooks of Event-Driven Ansible:", [event])])


def _section(title: str, about: str, items: list[str]) -> list[str]:
    return [title, "-" * len(title), "", about, "", *items, ""]


def _first_play(path: Path) -> str:
    name: str = yaml.safe_load(path.read_text(encoding="utf-8"))[0]["name"]
    return name

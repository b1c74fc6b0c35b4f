# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The architecture as a drawing: the files of the collection in groups, and an arrow from each group to those that it uses."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from fnmatch import fnmatch
from html import escape
from pathlib import PurePath

from .imports import uses


@dataclass(frozen=True)
class Group:
    """A box: its title, the files in it, and where it is drawn. Rows count from the top; an arrow never leads upwards."""

    title: str
    files: tuple[str, ...]
    row: int
    column: float
    columns: float = 1

    @property
    def x(self) -> float:
        return MARGIN + self.column * (WIDTH + GAP)

    @property
    def width(self) -> float:
        return self.columns * (WIDTH + GAP) - GAP

    @property
    def y(self) -> float:
        return MARGIN + sum(HEIGHTS[: self.row]) + self.row * RISE

    @property
    def height(self) -> float:
        return HEIGHTS[self.row]


MARGIN, WIDTH, GAP, RISE = 8, 172, 22, 36
HEIGHTS = (46, 84, 72, 58, 46, 46)
_MODULE_UTILS, _PLUGIN_UTILS = "plugins/module_utils/_", "plugins/plugin_utils/_"


def _of(folder: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{folder}{name}.py" for name in names)


GROUPS = [
    Group("playbooks", ("playbooks/*.yml",), 0, 0, 2),
    Group("roles", ("roles/*",), 0, 3, 2),
    Group("event source", ("extensions/eda/plugins/event_source/*.py",), 1, 0),
    Group("lookup", ("plugins/lookup/*.py",), 1, 1),
    Group("modules", ("plugins/modules/*.py",), 1, 2),
    Group("inventory", ("plugins/inventory/*.py",), 1, 3),
    Group("filters and tests", ("plugins/filter/*.py", "plugins/test/*.py"), 1, 4, 2),
    Group("changes", _of(_MODULE_UTILS, "changes", "state_file", "watch"), 2, 0),
    Group("questions and their facts", _of(_MODULE_UTILS, "directory", "estate", "process_facts"), 2, 1, 2),
    Group("hosts of an inventory", _of(_PLUGIN_UTILS, "inventory_*"), 2, 3),
    Group("policy", _of(_PLUGIN_UTILS, "policy*"), 2, 4),
    Group("report", _of(_PLUGIN_UTILS, "report_*"), 2, 5),
    Group("sources", _of(_MODULE_UTILS, "platform", "source", "spaces"), 3, 1, 2),
    Group("schedule arithmetic", _of(_PLUGIN_UTILS, "schedule*"), 3, 4, 2),
    Group("http", _of(_MODULE_UTILS, "answers", "exchange", "http", "in_flight", "login", "refusals", "waiting"), 4, 1, 2),
    Group(
        "shared by all: records, the connection and its options, errors",
        (*_of(_MODULE_UTILS, "connection", "errors", "module", "options", "records", "secrets"), *_of(_PLUGIN_UTILS, "plugin")),
        5,
        0,
        6,
    ),
]


def grouped() -> dict[str, Group]:
    """The group of each file. A file without one is an error: say above where it belongs."""
    found = {}
    for path in sorted(uses()):
        groups = [group for group in GROUPS if any(fnmatch(path, pattern) for pattern in group.files)]
        assert len(groups) == 1, f"{path} is in {len(groups)} groups of {__name__}"
        found[path] = groups[0]
    return found


def arrows() -> set[tuple[Group, Group]]:
    """From each group to those that it uses, but for what follows from other arrows."""
    group = grouped()
    direct = {(group[path], group[used]) for path, used_here in uses().items() for used in used_here if group[path] is not group[used]}
    reached = {start: {end for begin, end in direct if begin is start} for start in GROUPS}
    for through in GROUPS:
        for start in GROUPS:
            if through in reached[start]:
                reached[start] |= reached[through]
    return {(start, end) for start, end in direct if not any(end in reached[between] for between in GROUPS if between in reached[start])}


def drawing() -> str:
    """The SVG. Its boxes have a ground of their own, so that it can be read on a light page and on a dark one."""
    held: dict[Group, list[str]] = {group: [] for group in GROUPS}
    for path, group in grouped().items():
        held[group].append(re.sub(r"^_(?:(?:inventory|policy|report|schedule)_)?", "", PurePath(path).stem))
    width = max(group.x + group.width for group in GROUPS) + MARGIN
    height = max(group.y + group.height for group in GROUPS) + MARGIN
    lines = [_arrow(start, end) for start, end in sorted(arrows(), key=lambda arrow: (GROUPS.index(arrow[0]), GROUPS.index(arrow[1])))]
    boxes = [line for group in GROUPS for line in _box(group, held[group])]
    return "\n".join(
        [
            "<!-- Made by `make pictures` out of the imports. -->",
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" font-family="sans-serif" role="img">',
            "<title>What uses what in boomi.spaces: an arrow leads from each part to those that it uses</title>",
            '<defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
            '<path d="M0 0L8 4L0 8z" fill="#7b8a92"/></marker></defs>',
            *lines,
            *boxes,
            "</svg>\n",
        ]
    )


def _arrow(start: Group, end: Group) -> str:
    if start.row == end.row:
        points = [start.x + start.width, start.y + start.height / 2, end.x, end.y + end.height / 2]
    else:
        # Down from the middle of what both have above each other, or from one middle to the other.
        left, right = max(start.x, end.x), min(start.x + start.width, end.x + end.width)
        both = [(left + right) / 2] * 2 if left < right else [start.x + start.width / 2, end.x + end.width / 2]
        points = [both[0], start.y + start.height, both[1], end.y]
    x1, y1, x2, y2 = (f"{point:g}" for point in points)
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#7b8a92" stroke-width="1.6" marker-end="url(#end)"/>'


def _box(group: Group, names: list[str]) -> list[str]:
    """With the names of its files, without what they begin with as the others do."""
    lines = textwrap.wrap(", ".join(names), round(group.width / 5.7), break_long_words=False)
    return [
        f'<rect x="{group.x:g}" y="{group.y:g}" width="{group.width:g}" height="{group.height}" rx="5" fill="#eef4f6" stroke="#2f8ca0"/>',
        f'<text x="{group.x + 9:g}" y="{group.y + 19:g}" font-size="13" font-weight="bold" fill="#1e2428">{escape(group.title)}</text>',
        *(
            f'<text x="{group.x + 9:g}" y="{group.y + 35 + 13 * number:g}" font-size="10.5" fill="#47525a">{escape(line)}</text>'
            for number, line in enumerate(lines)
        ),
    ]

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawing of the architecture is that of the code, and the code is as the architecture demands."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from tests.pictures.architecture import GROUPS, arrows, drawing, grouped
from tests.pictures.imports import uses

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs/docsite/rst/pictures/architecture.svg"
HEAD = ("lookup", "modules", "inventory", "event source", "filters and tests")


def test_the_drawing_is_that_of_the_imports() -> None:
    assert PICTURE.read_text() == drawing(), "the imports have changed: run `make pictures`"


def test_it_shows_every_group_and_every_arrow() -> None:
    drawn = ElementTree.parse(PICTURE)
    tags = [element.tag.rpartition("}")[2] for element in drawn.iter()]
    assert (tags.count("rect"), tags.count("line")) == (len(GROUPS), len(arrows()))
    assert set(grouped().values()) == set(GROUPS)
    assert {(start.title, end.title) for start, end in arrows()} >= {
        ("roles", "modules"),
        ("lookup", "questions and their facts"),
        ("questions and their facts", "sources"),
        ("sources", "http"),
        ("policy", "schedule arithmetic"),
    }


def test_what_is_used_is_found_in_python_and_in_what_ansible_reads() -> None:
    found = uses()
    assert found["plugins/modules/space_info.py"] == {"plugins/module_utils/_directory.py", "plugins/module_utils/_module.py"}
    assert found["roles/verify"] == {"plugins/modules/integration_pack_process_info.py", "plugins/filter/policy_findings.py", "roles/report"}
    assert found["playbooks/verify.yml"] == {"roles/verify"}


def test_imports_point_one_way() -> None:
    assert all(start.row <= end.row for start, end in arrows())
    group = grouped()
    assert not [path for path, used in uses().items() if group[path].title not in ("playbooks", "roles") and any(group[one].title in HEAD for one in used)]


def test_what_only_the_controller_needs_takes_no_more_than_records_and_errors_of_what_modules_need() -> None:
    taken = {used for path, used_here in uses().items() if path.startswith("plugins/plugin_utils/") for used in used_here}
    assert {path for path in taken if path.startswith("plugins/module_utils/")} == {"plugins/module_utils/_records.py", "plugins/module_utils/_errors.py"}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan as Markdown, read back by a library, also with names that are markup."""

from __future__ import annotations

from ansible_collections.boomi.spaces.plugins.plugin_utils._report import plan_markdown
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import one_line
from tests.unit.plugins.plugin_utils import plan_report_cases as cases
from tests.unit.plugins.plugin_utils._report.test_markdown import tables
from tests.unit.plugins.plugin_utils.plan_report_cases import FACTS, MOVED, POLICY
from tests.unit.plugins.plugin_utils.policy_cases import deployment, process
from tests.unit.plugins.plugin_utils.report_cases import HOSTILE


def test_a_plan() -> None:
    text = cases.report("markdown", policy=POLICY, changed=MOVED)
    head = "# Maintenance on Sun 29 Nov 2026, 02:00 to 04:00\n\n**It would disturb 11 runs of 4 processes on 2 runtimes, and 1 process would still be at work"
    assert text.startswith(head)
    policy, groups, disturbed, after, quiet, together = tables(text)
    assert [row[::2] for row in policy[1:]] == [["warning", "Often.max_minutes_between_runs"], ["error", "Load.must_run"]]
    assert groups[1:] == [["Production", "Load", "3", "3"], ["Production", "Warehouse", "1", "8"]]
    assert disturbed[1] == ["Long", "Production, Load", "prod-1", "0", "Sun 29 Nov 01:30, still at work at the beginning", "Mon 30 Nov 01:30"]
    assert disturbed[4] == ["Once", "Production, Load", "prod-1", "1: 02:40", "-", "never"]
    assert after[1] == ["Sun 29 Nov 04:00", "1 at once", "Stock Level"]
    assert quiet[1] == ["Sun 29 Nov 04:00", "Sun 29 Nov 12:00", "8 h", "only what runs all the time: 1 process"]
    assert together[1][:4] == ["prod-1", "2", "3", ":00 from 2 to 1, :30 from 2 to 3"]
    assert "Nothing starts in this time." in cases.report("markdown", FACTS[3:4])


def test_names_stay_in_their_cells() -> None:
    found = tables(cases.hostile("markdown"))
    assert [{len(row) for row in table} for table in found] == [{3}, {4}, {6}, {3}, {4}, {4}]
    names = sorted(one_line(text).strip() or "-" for text in HOSTILE)
    assert sorted(row[0] for row in found[1][1:]) == names
    assert sorted(row[2] for row in found[2][1:]) == sorted(one_line(text).strip() or "-" for text in HOSTILE)


def test_it_is_short_enough_for_a_comment() -> None:
    many = [
        process(deployment(f"{number % 60} 2 * * * *", f"a{number}"), process_id=f"p{number}", name=f"Process {number:04} " + "x" * 60)
        for number in range(2000)
    ]
    text = cases.report("markdown", many)
    assert len(text) < 65_536
    assert f"And {2000 - plan_markdown.MANY:,} more schedules." in text

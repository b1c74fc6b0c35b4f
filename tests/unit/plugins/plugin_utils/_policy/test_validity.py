# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schedules that are not valid, where a policy demands something of their minutes."""

from __future__ import annotations

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.facts import read_facts
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.validity import NotValid, not_valid
from tests.unit.plugins.plugin_utils.policy_cases import deployment, process

PROBLEM = 'hours is "25": "25" is out of range; allowed are *, n, a-b, a-b/s and */s, and lists of these separated by commas, with numbers from 0 to 23'


def test_the_violation_has_the_schedule_as_text_and_its_problem() -> None:
    violation = not_valid("processes[0]", "schedule", "expected", Timetable("0 25 * * * *"))
    assert (violation.path, violation.key, violation.expected, violation.actual) == ("processes[0]", "schedule", "expected", "0 25 * * * *")
    assert violation.sentence == f"has a schedule that is not valid, so it cannot be judged: {PROBLEM}"


def test_each_deployment_that_may_run_is_reported() -> None:
    bad = "0 25 * * * *"
    facts = read_facts(
        [
            process(deployment(bad, "a1"), deployment("0 8 * * * *", "a2"), deployment(bad, "a3", enabled=None)),
            process(deployment(bad, enabled=False), process_id="p2"),
            process(deployment(bad), process_id="p3"),
        ]
    )
    found = list(NotValid(facts).judge("windows[0]", "must_run", [0, 1]))
    assert [(violation.on and violation.on.atom_id, process and process.id) for violation, process in found] == [("a1", "p1"), ("a3", "p1")]
    violation = found[0][0]
    assert (violation.path, violation.key, violation.expected, violation.actual) == ("windows[0]", "must_run", None, bad)
    assert violation.sentence == f'has a schedule on "a1" that is not valid, so it cannot be judged: {PROBLEM}'
    assert [process and process.id for _violation, process in NotValid(facts).judge("windows[0]", "must_run", range(3))] == ["p1", "p1", "p3"]
    assert list(NotValid(facts[:0]).judge("windows[0]", "must_run", [])) == []

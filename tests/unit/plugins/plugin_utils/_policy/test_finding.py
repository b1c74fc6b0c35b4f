# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a finding is made of."""

from __future__ import annotations

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import SEVERITIES
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Finding, Violation

ON = Deployment(Timetable(), Timetable(), atom_id="a1", env_id="e1")


def test_a_finding_has_these_keys() -> None:
    keys = ["rule", "severity", "message", "process_id", "process_name", "instance_id", "env_id", "atom_id", "expected", "actual"]
    assert list(Finding.__annotations__) == keys


def test_the_place_stands_in_the_middle_of_the_sentence() -> None:
    violation = Violation("processes[0]", "enabled", "is paused", True, False, ", but must run")
    assert violation.sentence == "is paused, but must run"
    assert violation._replace(on=ON).sentence == 'is paused on "a1", but must run'
    assert violation._replace(on=ON._replace(atom_id=None)).sentence == "is paused, but must run"


def test_the_most_severe_comes_first() -> None:
    assert SEVERITIES == ("error", "warning", "info")


def test_a_violation_is_an_error_unless_it_says_otherwise() -> None:
    assert Violation("", "unmatched", "is not matched by any rule", "deny", None).severity == "error"

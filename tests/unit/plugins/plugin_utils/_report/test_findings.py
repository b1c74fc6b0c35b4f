# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings as a report reads and shows them."""

from __future__ import annotations

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Owner
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Finding
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.findings import errors_first, read_findings, value_text
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils.report_cases import EVERY_QUARTER


def test_a_finding_is_kept_whole() -> None:
    given = cases.finding(process_id="p1", process_name="One", instance_id="i", env_id="e", atom_id="a", expected=EVERY_QUARTER, actual={"words": "never"})
    (shown,) = read_findings([given], {"e": "Production"}, {"b": "other"}, {"i": Owner("INT", "Order to Cash")})
    assert shown.finding == given
    assert tuple(shown.finding) == tuple(Finding.__annotations__)
    assert (shown.process, shown.environment, shown.runtime) == ("One", "Production", "a")
    assert shown.owner == ("INT", "Order to Cash")


def test_of_other_keys_and_types() -> None:
    (shown,) = read_findings(iter([cases.finding(process_id=5, process_name="", rule=None, expected=(1, 1 << 70), more="x")]), {}, {}, {})
    assert shown.finding == {**cases.finding(), "process_id": "5", "rule": "", "expected": [1, str(1 << 70)]}
    assert (shown.process, shown.environment, shown.runtime) == ("5", None, None)
    assert shown.owner == (None, None)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "findings is a mapping; it must be a list as the filter policy_findings returns it"),
        ("x", 'findings is "x"; it must be a list as the filter policy_findings returns it'),
        (["x"], 'findings[0] is "x"; it must be a mapping'),
        (
            [cases.finding(), {"rule": "x", "actual": None}],
            "findings[1]: missing keys: severity, message, process_id, process_name, instance_id, env_id, atom_id, expected",
        ),
        ([cases.finding(severity="bad")], 'findings[0].severity is "bad"; allowed are error, warning, info'),
        ([cases.finding(severity=[])], "findings[0].severity is a list; allowed are error, warning, info"),
    ],
)
def test_what_is_no_finding(given: object, message: str) -> None:
    with pytest.raises(GivenError) as caught:
        list(read_findings(given, {}, {}, {}))
    assert str(caught.value) == message


def test_errors_come_first() -> None:
    order = ("info", "warning", "error", "warning", "error")
    given = [cases.finding(severity=severity, message=str(number)) for number, severity in enumerate(order)]
    assert [shown.finding["message"] for shown in errors_first(read_findings(given, {}, {}, {}))] == ["2", "4", "1", "3", "0"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (EVERY_QUARTER, "every 15 minutes from 08:00 to 18:45, Monday to Friday"),
        ([{"name": "x"}], "name: x"),
        ([{"minutes": "60"}], "minutes: 60"),
        ([{}, 5], ", 5"),
        ({"words": "at 08:00 every day"}, "at 08:00 every day"),
        ({"words": "at 08:00 every day", "starts": 3}, "3 starts at 08:00 every day"),
        ({"starts": 3}, "starts: 3"),
        (None, ""),
        ("text", "text"),
        (5, "5"),
        (True, "yes"),
        (False, "no"),
        ({"runs": 3, "of": ["a", None]}, "runs: 3; of: a, "),
        ([], "none"),
        (["ä", "b"], "ä, b"),
    ],
)
def test_values_for_a_reader(value: object, text: str) -> None:
    assert value_text(value) == text

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What fuzzing has found in filters and tests: each was a traceback."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from tests.unit import filters as plugins
from tests.unit.fuzzing.spoiled import nested
from tests.unit.plugins.plugin_utils.report_cases import deployment, finding, process

DEEP = nested(100_000)
# Python writes no number of more than 4300 digits.
HUGE = 1 << 20_000


def told(call: Any) -> str:
    with pytest.raises(AnsibleFilterError) as caught:
        call()
    assert caught.value.message.isprintable()
    return str(caught.value.message)


@pytest.mark.parametrize("value", [{"schedule": DEEP}, {"process_schedules": {"process_schedules": DEEP}}])
def test_a_schedule_that_nests_without_end_is_not_valid(value: Any) -> None:
    assert plugins.valid_schedule(value) is False
    assert told(lambda: plugins.describe_schedule(value))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"minutes": HUGE}, 'minutes is "a number": "a number" has none of the allowed forms; '),
        ({"schedule": [], "enabled": -HUGE}, "enabled is a number; it must be true, false or null"),
        ({"schedule": [], "retry": {"max_retry": HUGE}}, "retry.max_retry is a number; it must be a whole number of up to nine digits, or null"),
    ],
)
def test_a_number_that_cannot_be_written_is_named(value: Any, message: str) -> None:
    assert told(lambda: plugins.describe_schedule(value)).startswith(message)
    assert plugins.valid_schedule(value) is False


def test_numbers_that_cannot_be_written_in_arguments_and_policies() -> None:
    assert told(lambda: plugins.next_runs({}, -HUGE)) == "count is a number; it must be a whole number of 0 or more"
    assert told(lambda: plugins.policy_findings([], {"version": HUGE})) == "version is a number; it must be 1, the only version there is"
    assert told(lambda: plugins.policy_findings([], {"version": 1, "timezone": DEEP})).startswith("timezone is a ")
    assert told(lambda: plugins.report([], HUGE)).startswith("format is a number; allowed are ")
    assert told(lambda: plugins.report([], weeks=-HUGE)) == "weeks is a number; it must be a whole number of 1 or more"
    assert told(lambda: plugins.report(HUGE)) == "the list of processes is a number; it must be the list processes of integration_pack_process_info"


def test_a_schedule_that_is_too_deep_is_a_finding_of_its_process() -> None:
    facts = [process(1, deployment([DEEP]))]
    (found,) = plugins.policy_findings(facts, {"version": 1, "processes": [{"match": "*", "schedule": [{"minutes": "0"}]}]})
    assert (found["process_id"], found["rule"]) == ("p1", "processes[0].schedule")


def test_a_report_writes_no_number_that_readers_of_json_cannot_take() -> None:
    findings = [finding(expected=HUGE, actual=[float("inf"), 1 << 62, 2.5])]
    made = json.loads(plugins.report([], "json", findings, start="2026-11-24"), parse_constant=pytest.fail)
    assert made["findings"][0]["expected"] == "a number"
    assert made["findings"][0]["actual"] == ["inf", 1 << 62, 2.5]
    assert told(lambda: plugins.report([], "json", [finding(expected=DEEP)])) == "a value given is nested too deeply to be read"


@pytest.mark.parametrize("inner", [[], [deployment([])], [deployment([]), deployment([])]])
def test_a_process_among_the_schedules_of_another_is_not_left_out_of_a_report(inner: list[Any]) -> None:
    """Only the first of several schedules was shown."""
    message = told(lambda: plugins.report([process(1, process(2, *inner))]))
    assert message == "processes[0].process_schedules[0]: there is a process in place of a process schedule; it must be a mapping with schedule"

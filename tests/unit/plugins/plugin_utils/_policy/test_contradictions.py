# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Demands that contradict each other, within a rule or window and between several."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.plugins.plugin_utils.policy_cases import NAMED, OFFICE, PAIR, deployment, judged, process, told


def contradictions(given: Any, *rules: dict[str, Any], **policy: Any) -> list[tuple[str, str]]:
    return [(rule, message) for rule, _severity, message in told(given, *rules, **policy) if "contradicts" in message]


@pytest.mark.parametrize(
    ("rule", "key", "message"),
    [
        (
            {"enabled": True, "enabled_on": "none"},
            "enabled_on",
            "processes[0].enabled_on contradicts processes[0].enabled: no process can meet both",
        ),
        (
            {"enabled": False, "enabled_on": "one"},
            "enabled_on",
            "processes[0].enabled_on contradicts processes[0].enabled: no process can meet both",
        ),
        (
            {"schedule": [], "enabled_on": "all"},
            "enabled_on",
            "processes[0].enabled_on contradicts processes[0].schedule: no process can meet both",
        ),
        (
            {"schedule": OFFICE, "min_minutes_between_runs": 30},
            "min_minutes_between_runs",
            "processes[0].min_minutes_between_runs contradicts processes[0].schedule, which has runs 15 minutes apart, closer than 30 minutes",
        ),
        (
            {"schedule": OFFICE, "max_runs_per_day": 30},
            "max_runs_per_day",
            "processes[0].max_runs_per_day contradicts processes[0].schedule, which runs 44 times on one day, more than 30",
        ),
        (
            {"schedule": "0-59/25 * * * * *", "even_intervals": True},
            "even_intervals",
            "processes[0].even_intervals contradicts processes[0].schedule, which runs at the minutes 0, 25 and 50 of an hour, "
            "which are not evenly spaced around it",
        ),
        (
            {"schedule": OFFICE, "max_minutes_between_runs": 30},
            "max_minutes_between_runs",
            "processes[0].max_minutes_between_runs contradicts processes[0].schedule, which goes 3675 minutes without a run, "
            "first from 2026-11-27 18:45; at most 30 minutes are allowed",
        ),
        (
            {"min_minutes_between_runs": 60, "max_minutes_between_runs": 30},
            "max_minutes_between_runs",
            "processes[0].max_minutes_between_runs contradicts processes[0].min_minutes_between_runs: no process can meet both",
        ),
        (
            {"environments": [], "only_on": ["a1"]},
            "environments",
            "processes[0].environments contradicts processes[0].only_on: no process can meet both",
        ),
        (
            {"environments": [], "enabled_on": "one"},
            "environments",
            "processes[0].environments contradicts processes[0].enabled_on: no process can meet both",
        ),
    ],
)
def test_a_rule_that_contradicts_itself(rule: dict[str, Any], key: str, message: str) -> None:
    findings = [finding for finding in judged(PAIR, rule) if finding["process_id"] is None]
    assert [(finding["rule"], finding["severity"], finding["message"]) for finding in findings] == [(f"processes[0].{key}", "error", message)]


def test_rules_that_contradict_each_other() -> None:
    def messages(*rules: dict[str, Any], given: Any = PAIR) -> list[str]:
        return [message for _rule, message in contradictions(given, *rules)]

    text = '"Order Intake" is matched by processes[1] and by processes[0], but processes[1].{0} contradicts processes[0].{0}'
    for key, one, other in (
        ("schedule", OFFICE, []),
        ("enabled", True, False),
        ("max_retry", 1, 2),
        ("environments", ["e1"], ["e2"]),
        ("enabled_on", "one", "none"),
    ):
        assert messages({key: one}, {key: other}) == [text.format(key)]
        assert messages({key: one}, {key: one}) == []
        assert messages({key: one}, {key: other, "match": "Nope"}) == []
        assert messages({key: one, "only_on": ["a1"]}, {key: other, "only_on": ["a2"]}) == []
        assert messages({key: one, "only_on": ["a1"]}, {key: other, "only_on": ["a1"]}) == [text.format(key)]
    assert messages({"schedule": OFFICE}, {"schedule": "0,15,30,45 8-18 2-6 * * *"}) == []
    assert messages({"environments": ["Production"]}, {"environments": ["e1"]}, given=NAMED) == []


def test_a_contradiction_is_reported_once_with_the_first_process_that_it_affects() -> None:
    unscheduled = process(deployment(), process_id="p0", name="A")
    several = [process(deployment(OFFICE), process_id=f"p{number}", name=f"P{number}") for number in (2, 1)]
    (finding,) = [each for each in judged([unscheduled, *several], {"enabled": True}, {"enabled": False}) if "contradicts" in each["message"]]
    assert (finding["process_name"], finding["expected"], finding["actual"]) == ("P1", False, True)


def test_a_name_of_two_environments_contradicts_neither_of_their_ids() -> None:
    both = [process(deployment(OFFICE, env="e1", env_name="Prod")), process(deployment(OFFICE, env="e2", env_name="Prod"), process_id="p2", name="Load")]
    assert told(both, {"environments": ["Prod"]}, {"match": "Order*", "environments": ["e1"]}) == []
    assert contradictions(both, {"environments": ["Prod"]}, {"match": "Order*", "environments": ["e3"]}) == [
        (
            "processes[1].environments",
            '"Order Intake" is matched by processes[1] and by processes[0], but processes[1].environments contradicts processes[0].environments',
        )
    ]


def test_windows_that_contradict_each_other() -> None:
    windows: list[dict[str, Any]] = [
        {"match": "*", "must_run": {"hours": "1-3"}},
        {"match": "Order*", "must_not_run": {"days_of_week": "1", "hours": "1-4"}},
        {"match": "*", "must_not_run": {"days_of_week": "2", "hours": "2-4"}},
    ]
    assert told([process(deployment("0 1 2-7 * * *"))], windows=windows) == [
        (
            "windows[0].must_run",
            "error",
            '"Order Intake" is matched by windows[0] and by windows[1], but windows[0].must_run contradicts windows[1].must_not_run, '
            "which forbids all of its minutes on Sunday",
        ),
        ("windows[0].must_run", "error", '"Order Intake" misses the window windows[0] on Sunday'),
    ]
    assert contradictions([process(deployment("0 1 2-7 * * *"), name="Load")], windows=windows) == []
    text = 'no process has a name or id that matches "Order*"'
    assert told([process(deployment(), name="Load")], windows=windows[1:]) == [("windows[0].match", "warning", text)]


def test_a_window_that_contradicts_itself() -> None:
    window = {"match": "Nope", "must_run": {"hours": "1-3"}, "must_not_run": {"days_of_week": "2-6", "hours": "1-4"}}
    message = "windows[0].must_run contradicts windows[0].must_not_run, which forbids all of its minutes Monday to Friday"
    assert contradictions(PAIR, windows=[window]) == [("windows[0].must_run", message)]


def test_demands_that_contradicted_each_other_in_years_gone_by() -> None:
    past = "* 1 * * * 2025"
    assert contradictions(PAIR, {"schedule": past, "max_runs_per_day": 1}) == []
    assert contradictions(PAIR, {"schedule": "0 1 * * * *"}, windows=[{"match": "*", "must_not_run": past}]) == []
    assert contradictions(PAIR, {"schedule": []}, windows=[{"match": "*", "must_run": past}]) == []
    assert contradictions(PAIR, windows=[{"match": "*", "must_run": past, "must_not_run": past}]) == []
    assert contradictions(PAIR, windows=[{"match": "*", "must_run": past}, {"match": "*", "must_not_run": past}]) == []


def test_schedules_that_a_window_does_not_allow() -> None:
    def found(rule: dict[str, Any], window: dict[str, Any], **policy: Any) -> list[tuple[str, str]]:
        return contradictions(PAIR, rule, windows=[{"match": "*", **window}], **policy)

    text = '"Order Intake" is matched by windows[0] and by processes[0], but windows[0].{0} contradicts processes[0].schedule'
    early = "0 1 * * * *"
    assert found({"schedule": early}, {"must_not_run": "* 1 * * * *"}) == [("windows[0].must_not_run", text.format("must_not_run"))]
    assert found({"schedule": []}, {"must_run": "* 1 * * * *"}) == [("windows[0].must_run", text.format("must_run"))]
    assert found({"schedule": early}, {"must_run": "* 1 * * * *", "must_not_run": "* 2 * * * *"}) == []
    assert found({"schedule": early, "enabled": False}, {"must_not_run": "* 1 * * * *"}) == []
    assert found({"schedule": [], "only_on": ["a1"]}, {"must_run": "* 1 * * * *"}) == []
    assert found({"schedule": early, "match": "Nope"}, {"must_not_run": "* 1 * * * *"}) == []
    assert found({"schedule": early}, {"must_not_run": "* 1 * * * *"}, atom_timezones={"a1": "Asia/Tokyo"}) == []

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings as a whole: their shape and order, and what depends on all processes together."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import policy_findings
from tests.unit.plugins.plugin_utils.policy_cases import OFFICE, PAIR, START, Facts, deployment, facts, judged, process, told
from tests.unit.plugins.plugin_utils.schedule_cases import share

KEYS = ["rule", "severity", "message", "process_id", "process_name", "instance_id", "env_id", "atom_id", "expected", "actual"]
EVERY_DAY = {"minutes": "0", "hours": "*", "days_of_week": "*", "days_of_month": "*", "months": "*", "years": "*"}


def test_a_finding_has_these_keys_and_is_plain_data() -> None:
    (finding,) = judged([process(deployment("0 8 * * * *"))], {"schedule": "0 9 * * * *"})
    assert list(finding) == KEYS
    assert finding == {
        "rule": "processes[0].schedule",
        "severity": "error",
        "message": '"Order Intake" does not have the expected schedule on "a1". Extra runs: at 08:00 every day; missing runs: at 09:00 every day',
        "process_id": "p1",
        "process_name": "Order Intake",
        "instance_id": "i1",
        "env_id": "e1",
        "atom_id": "a1",
        "expected": {"words": "at 09:00 every day", "entries": [{**EVERY_DAY, "hours": "9"}]},
        "actual": {"words": "at 08:00 every day", "entries": [{**EVERY_DAY, "hours": "8"}]},
    }


def test_the_order_is_that_of_the_policy_then_of_names_and_ids() -> None:
    given = [process(deployment(OFFICE), process_id=number, name=name) for number, name in (("p3", "B"), ("p2", "B"), ("p1", None))]
    rules = [{"match": "Nope", "max_retry": 1}, {"max_retry": 1, "enabled": False}]
    policy = {"windows": [{"match": "Nope", "must_run": {}}], "max_starts_per_minute": 2}
    assert [(finding["rule"], finding["process_id"]) for finding in judged(given, *rules, **policy)] == [
        ("processes[0].match", None),
        ("processes[1].enabled", "p1"),
        ("processes[1].enabled", "p2"),
        ("processes[1].enabled", "p3"),
        ("processes[1].max_retry", "p1"),
        ("processes[1].max_retry", "p2"),
        ("processes[1].max_retry", "p3"),
        ("max_starts_per_minute", None),
        ("windows[0].match", None),
    ]


def test_names_are_data() -> None:
    name = 'a"b\n\u202e<script>{{ x }}\x00'
    (finding,) = judged([process(name=name)], unmatched="deny")
    assert finding["message"] == '"a\\"b\\n\\u202e<script>{{ x }}\\x00" is not matched by any rule'
    assert finding["process_name"] == name


def test_a_name_with_what_once_stood_for_the_place() -> None:
    (finding,) = judged([process(deployment("0 8 * * * *", "a\x00b"), name="\x00")], {"schedule": "0 9 * * * *"})
    text = '"\\x00" does not have the expected schedule on "a\\x00b". Extra runs: at 08:00 every day; missing runs: at 09:00 every day'
    assert finding["message"] == text


def test_one_object_stands_for_a_list_and_text_for_what_it_means() -> None:
    loose = [{"id": "a", "process_schedules": {"schedule": {"hours": "1"}, "enabled": "false", "retry": {"max_retry": "5"}}}]
    assert told(loose, {"enabled": True, "max_retry": 5}) == [("processes[0].enabled", "error", '"a" is paused, but must run')]


@pytest.mark.parametrize(
    ("given", "policy", "message"),
    [
        ([{"name": "x"}], {"version": 1}, "processes[0].id is missing; a process without an id cannot be judged"),
        ([], {"version": 2}, "version is 2; it must be 1, the only version there is"),
    ],
)
def test_what_cannot_be_judged(given: Any, policy: Any, message: str) -> None:
    with pytest.raises(GivenError) as caught:
        policy_findings(given, policy, START)
    assert str(caught.value) == message


def test_a_horizon_that_leaves_the_calendar_is_an_error_even_without_windows() -> None:
    with pytest.raises(GivenError) as caught:
        judged(PAIR, horizon_days=10**7)
    problem = "a horizon that starts at 2026-11-24T00:00:00+00:00 leaves the calendar"
    assert str(caught.value) == f"horizon_days is 10000000: {problem}; it must lie between 1970 and 9999"


RULES: list[dict[str, Any]] = [
    {"match": "*", "schedule": OFFICE, "enabled": True, "max_retry": 5, "environments": ["e1"], "enabled_on": "one"},
    {"match": "Load*", "min_minutes_between_runs": 5, "max_runs_per_day": 9, "even_intervals": True, "only_on": ["a1"]},
    {"match": "*", "schedule": [], "enabled": False},
    {"match": "*", "except": ["p1", "L*"], "name": "n", "severity": "info", "process_name": "Load", "retry": [], "enabled": "unknown"},
    {"match": "[pL]*", "severity": "warning", "max_minutes_between_runs": 60, "during": {"hours": "8-9"}, "retry_text": ""},
]
WINDOWS = [{"match": "*", "must_run": {"hours": "1-2"}}, {"match": "*", "must_not_run": {"hours": "0-5"}}]


@share(4)
@given(found=facts(), seed=st.integers(0, 99))
def test_the_order_of_the_facts_does_not_matter_and_nothing_is_said_twice(found: Facts, seed: int) -> None:
    more = {"max_starts_per_minute": 1, "windows": WINDOWS, "unmatched": "deny"}
    rules = [*RULES, {"on_every_atom": True}]
    findings = judged(found, *rules, **more)
    shuffled = random.Random(seed).sample(found, len(found))
    assert judged([*shuffled, *shuffled], *rules, **more) == findings
    texts = [str(finding) for finding in findings]
    assert len(texts) == len(set(texts))


@share(4)
@given(found=facts(), zones=st.sampled_from([{}, {"a1": "Europe/Berlin", "a9": "UTC"}]))
def test_the_findings_of_parts_together_are_those_of_the_whole_that_belong_to_a_process(found: Facts, zones: dict[str, str]) -> None:
    more = {"max_starts_per_minute": 1, "windows": WINDOWS, "unmatched": "deny", "atom_timezones": zones}
    parts = [[process for process in found if process["instance_id"] == instance] for instance in ("i1", "i2")]
    of_parts = [finding for part in parts for finding in judged(part, *RULES, scope="processes", **more)]
    whole = judged(found, *RULES, **more)
    only_the_whole = [finding for finding in whole if finding["process_id"] is None or " contradicts " in finding["message"]]
    assert sorted(map(str, of_parts)) == sorted(str(finding) for finding in whole if finding not in only_the_whole)
    assert judged(found, *RULES, scope="processes", **more) == [finding for finding in whole if finding not in only_the_whole]

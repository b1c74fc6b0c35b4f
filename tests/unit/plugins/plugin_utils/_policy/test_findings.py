# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each demand of a policy: what it finds, how it says so, and what it leaves alone."""

from __future__ import annotations

import random
from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import read_processes
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import PolicyError
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import policy_findings
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.match import Index, escaped
from tests.unit.plugins.plugin_utils.policy_cases import Facts, deployment, facts, process

START = datetime(2026, 11, 24, tzinfo=timezone.utc)
KEYS = ["rule", "severity", "message", "process_id", "process_name", "instance_id", "env_id", "atom_id", "expected", "actual"]


def judged(given: Any, *rules: dict[str, Any], **policy: Any) -> list[dict[str, Any]]:
    document = {"version": 1, "processes": [{"match": "*", **rule} for rule in rules], **policy}
    return policy_findings(given, document, START, policy.pop("horizon_days", 365))


def said(given: Any, *rules: dict[str, Any], **policy: Any) -> list[tuple[str, str, str]]:
    return [(finding["rule"], finding["severity"], finding["message"]) for finding in judged(given, *rules, **policy)]


OFFICE = "0-59/15 8-18 2-6 * * *"
PAIR = [process(deployment(OFFICE, "a1"), deployment(OFFICE, "a2", enabled=False))]

EVERY_DAY = {"minutes": "0", "hours": "*", "days_of_week": "*", "days_of_month": "*", "months": "*", "years": "*"}


def test_a_finding_has_these_keys_and_is_plain_data() -> None:
    (finding,) = judged([process(deployment("0 8 * * * *"))], {"schedule": "0 9 * * * *"})
    assert list(finding) == KEYS
    assert finding == {
        "rule": "processes[0].schedule",
        "severity": "error",
        "message": '"Order Intake" has another schedule on "a1" than demanded: it runs at 08:00 every day and does not run at 09:00 every day',
        "process_id": "p1",
        "process_name": "Order Intake",
        "instance_id": "i1",
        "env_id": "e1",
        "atom_id": "a1",
        "expected": {"words": "at 09:00 every day", "entries": [{**EVERY_DAY, "hours": "9"}]},
        "actual": {"words": "at 08:00 every day", "entries": [{**EVERY_DAY, "hours": "8"}]},
    }


UNKNOWN = [process(deployment(OFFICE, enabled=None, max_retry=None))]
NOWHERE = [process(deployment(OFFICE, env=None))]
NAMED = [process(deployment(OFFICE, env_name="Production", atom_name="frankfurt"))]
INVALID = [process(deployment("0-59/ 8 * * * *"))]

CASES: list[tuple[str, Facts, dict[str, Any], list[tuple[str, str]]]] = [
    ("the same minutes", PAIR, {"schedule": "0,15,30,45 8-18 2-6 * * *"}, []),
    ("unscheduled", [process(deployment())], {"schedule": []}, []),
    ("a schedule that never comes is none", [process(deployment("0 0 * 31 2 *"))], {"schedule": []}, []),
    ("no deployment has no schedule", [process()], {"schedule": OFFICE}, []),
    ("environments by id", NAMED, {"environments": ["e1"]}, []),
    ("environments by name", NAMED, {"environments": ["Production"]}, []),
    ("too many environments", NAMED, {"environments": []}, [("environments", 'is deployed to "Production", where it must not be')]),
    (
        "other environments",
        NAMED,
        {"environments": ["Test"]},
        [("environments", 'is deployed to "Production", where it must not be and is not deployed to "Test"')],
    ),
    ("names that the facts have not", PAIR, {"environments": ["e1", "Test"]}, [("environments", "gather them with include_names=true")]),
    ("an environment that is not known", NOWHERE, {"environments": ["e1"]}, [("environments", 'is deployed on "a1", whose environment is not known')]),
    ("enabled", PAIR, {"enabled": True}, [("enabled", 'is paused on "a2", but must run')]),
    ("paused", PAIR, {"enabled": False}, [("enabled", 'is enabled on "a1", but must be paused')]),
    ("enabled is about schedules", [process(deployment(enabled=False))], {"enabled": True}, []),
    ("not known whether enabled", UNKNOWN, {"enabled": False}, [("enabled", "is not known from this source")]),
    ("retries", PAIR, {"max_retry": 5}, []),
    ("other retries", NAMED, {"max_retry": 1}, [("max_retry", 'is retried up to 5 times on "frankfurt", not 1')]),
    ("not known how many retries", UNKNOWN, {"max_retry": 5}, [("max_retry", "is not known from this source")]),
    ("distance", PAIR, {"min_minutes_between_runs": 15}, []),
    (
        "too close",
        NAMED,
        {"min_minutes_between_runs": 16},
        [("min_minutes_between_runs", 'has runs 15 minutes apart on "frankfurt", closer than 16 minutes')],
    ),
    (
        "too close over midnight",
        [process(deployment("0,59 0,23 2-3 * * *"))],
        {"min_minutes_between_runs": 2},
        [("min_minutes_between_runs", 'has runs 1 minute apart on "a1"')],
    ),
    ("midnight of days that do not follow", [process(deployment("0,59 0,23 2,4 * * *"))], {"min_minutes_between_runs": 2}, []),
    ("runs a day", PAIR, {"max_runs_per_day": 44}, []),
    ("too many runs a day", NAMED, {"max_runs_per_day": 43}, [("max_runs_per_day", 'runs 44 times on one day on "frankfurt", more than 43')]),
    ("even", PAIR, {"even_intervals": True}, []),
    ("once an hour", [process(deployment("7 * * * * *"))], {"even_intervals": True}, []),
    (
        "uneven",
        [process(deployment("0-59/25 8 * * * *"))],
        {"even_intervals": True},
        [("even_intervals", 'runs at the minutes 0, 25 and 50 of an hour on "a1", which are not evenly spaced around it')],
    ),
    ("even is not asked for", [process(deployment("0-59/25 8 * * * *"))], {"even_intervals": False}, []),
    ("on one", PAIR, {"enabled_on": "one"}, []),
    ("not on all", PAIR, {"enabled_on": "all"}, [("enabled_on", 'is scheduled and enabled on "a1", but must be on all 2 of its atoms')]),
    ("not on none", PAIR, {"enabled_on": "none"}, [("enabled_on", 'enabled on "a1", but must be on none')]),
    (
        "on none",
        [process(deployment(OFFICE, enabled=False))],
        {"enabled_on": "one"},
        [("enabled_on", "enabled nowhere, but must be on exactly")],
    ),
    ("unscheduled is not on", [process(deployment())], {"enabled_on": "none"}, []),
    ("not known where", UNKNOWN, {"enabled_on": "one"}, [("enabled_on", "where that is enabled is not known from this source")]),
    ("only there", PAIR, {"only_on": ["a1"], "enabled": True}, []),
    ("only there, by environment", PAIR, {"only_on": ["e1"], "enabled": True}, [("enabled", "is paused")]),
    ("not valid", INVALID, {"schedule": []}, [("schedule", "has a schedule on \"a1\" that is not valid, so that it cannot be judged: minutes '0-59/'")]),
    ("not valid, to the letter", INVALID, {"schedule_text": "0-59/ 8 * * * *"}, []),
    ("to the letter", PAIR, {"schedule_text": "0 8 * * * *"}, [("schedule_text", "has another schedule"), ("schedule_text", "has another schedule")]),
    ("not valid, not asked", INVALID, {"enabled": True}, []),
    ("not valid has no distance", INVALID, {"min_minutes_between_runs": 5}, [("min_minutes_between_runs", "that is not valid")]),
]


@pytest.mark.parametrize(("what", "given", "rule", "expected"), CASES, ids=[case[0] for case in CASES])
def test_demands(what: str, given: Facts, rule: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    findings = judged(given, rule)
    assert [finding["rule"] for finding in findings] == [f"processes[0].{key}" for key, dummy in expected]
    for finding, (dummy, message) in zip(findings, expected):
        assert finding["message"].startswith('"Order Intake" ')
        assert message in finding["message"]
        assert (finding["severity"] == "warning") is ("not known" in message)


def test_globs() -> None:
    names = ["Order Intake", "order intake", "Load *", "Load A", "[x]", "a\nb", "what?"]
    found = [process(process_id=f"id{index}", name=name) for index, name in enumerate(names)]

    def matched(glob: str) -> list[str | None]:
        processes = read_processes(found)
        return [processes[index].name for index in Index(processes).matching(glob)]

    assert matched("Order*") == ["Order Intake"]
    assert matched("*ntake") == ["Order Intake", "order intake"]
    assert matched("*er in*") == ["order intake"]
    assert matched("[Oo]rder*") == ["Order Intake", "order intake"]
    assert matched("Load [*]") == ["Load *"]
    assert matched("Load *") == ["Load *", "Load A"]
    assert matched("Load ?") == ["Load *", "Load A"]
    assert matched("[[]x]") == ["[x]"]
    assert matched("what[?]") == ["what?"]
    assert matched("a*b") == ["a\nb"]
    assert matched("id2") == ["Load *"]
    assert matched("*") == names
    assert matched("nothing") == []
    for name in names:
        assert matched(escaped(name)) == [name]


def test_what_matches_nothing() -> None:
    rules = [{"match": "Nope", "required": True}, {"match": "Nope*"}, {"only_on": ["a9"], "required": True}, {"only_on": ["a9"]}]
    assert said(PAIR, *rules, windows=[{"match": "Nope", "must_run": {}}], atom_timezones={"a9": "UTC"}) == [
        ("atom_timezones", "warning", 'atom_timezones names "a9", but no process of these facts is on such an atom '
         "(the facts have ids only: gather them with include_names=true to go by name)"),
        ("processes[0].required", "error", 'no process has a name or id that matches "Nope"'),
        ("processes[1].match", "warning", 'no process has a name or id that matches "Nope*"'),
        ("processes[2].required", "error", 'no process that matches "*" is deployed on "a9"'),
        ("processes[3].only_on", "warning", 'no process that matches "*" is deployed on "a9"'),
        ("windows[0].match", "warning", 'no process has a name or id that matches "Nope"'),
    ]  # fmt: skip


def test_unmatched() -> None:
    two = [*PAIR, process(process_id="p2", name="Load")]
    assert said(two, {"match": "Order*"}, unmatched="allow") == []
    assert said(two, {"match": "Order*"}, unmatched="deny") == [("unmatched", "error", '"Load" is named by no rule')]
    assert said(PAIR, {"only_on": ["a1"]}, unmatched="deny") == [("unmatched", "error", '"Order Intake" is named by no rule where it is deployed on "a2"')]


def test_a_name_of_two_environments_contradicts_neither_of_their_ids() -> None:
    both = [process(deployment(OFFICE, env="e1", env_name="Prod")), process(deployment(OFFICE, env="e2", env_name="Prod"), process_id="p2", name="Load")]
    assert said(both, {"environments": ["Prod"]}, {"match": "Order*", "environments": ["e1"]}) == []
    found = said(both, {"environments": ["Prod"]}, {"match": "Order*", "environments": ["e3"]})
    assert any("contradicts" in message for dummy, severity, message in found)


def test_what_is_not_known_to_be_enabled_is_not_known_to_run() -> None:
    windows = [{"name": "Night", "match": "*", "must_run": "* 1 * * * *"}]
    unknown, known = deployment("0 1 * * * *", enabled=None), deployment("0 1 * * * *", "a2")
    text = '"Order Intake" is not known to run within the window "Night": whether its schedule is enabled is not known'
    assert said([process(unknown)], windows=windows) == [("windows[0].must_run", "warning", text)]
    assert said([process(unknown, known)], windows=windows) == []


def test_two_rules_for_how_many_runtimes_contradict_each_other() -> None:
    messages = [message for dummy, severity, message in said(PAIR, {"enabled_on": "one"}, {"enabled_on": "none"})]
    assert any("processes[1].enabled_on contradicts processes[0].enabled_on" in message for message in messages)


def test_schedules_that_a_window_does_not_allow() -> None:
    def contradictions(rule: dict[str, Any], window: dict[str, Any], **policy: Any) -> list[tuple[str, str]]:
        found = judged(PAIR, rule, windows=[{"match": "*", **window}], **policy)
        return [(finding["rule"], finding["message"]) for finding in found if "contradicts" in finding["message"]]

    text = '"Order Intake" is matched by windows[0] and by processes[0], but windows[0].{0} contradicts processes[0].schedule'
    early = "0 1 * * * *"
    assert contradictions({"schedule": early}, {"must_not_run": "* 1 * * * *"}) == [("windows[0].must_not_run", text.format("must_not_run"))]
    assert contradictions({"schedule": []}, {"must_run": "* 1 * * * *"}) == [("windows[0].must_run", text.format("must_run"))]
    assert contradictions({"schedule": early}, {"must_run": "* 1 * * * *", "must_not_run": "* 2 * * * *"}) == []
    assert contradictions({"schedule": early, "enabled": False}, {"must_not_run": "* 1 * * * *"}) == []
    assert contradictions({"schedule": [], "only_on": ["a1"]}, {"must_run": "* 1 * * * *"}) == []
    assert contradictions({"schedule": early}, {"must_not_run": "* 1 * * * *"}, atom_timezones={"a1": "Asia/Tokyo"}) == []


def test_rules_that_contradict_each_other() -> None:
    def contradictions(*rules: dict[str, Any], given: Any = None) -> list[str]:
        return [finding["message"] for finding in judged(given or PAIR, *rules) if "contradicts" in finding["message"]]

    text = '"Order Intake" is matched by processes[1] and by processes[0], but processes[1].{0} contradicts processes[0].{0}'
    for key, one, other in (
        ("schedule", OFFICE, []),
        ("enabled", True, False),
        ("max_retry", 1, 2),
        ("environments", ["e1"], ["e2"]),
    ):
        assert contradictions({key: one}, {key: other}) == [text.format(key)]
        assert contradictions({key: one}, {key: one}) == []
        assert contradictions({key: one}, {key: other, "match": "Nope"}) == []
        assert contradictions({key: one, "only_on": ["a1"]}, {key: other, "only_on": ["a2"]}) == []
        assert contradictions({key: one, "only_on": ["a1"]}, {key: other, "only_on": ["a1"]}) == [text.format(key)]
    assert contradictions({"schedule": OFFICE}, {"schedule": "0,15,30,45 8-18 2-6 * * *"}) == []
    assert contradictions({"environments": ["Production"]}, {"environments": ["e1"]}, given=NAMED) == []


@pytest.mark.parametrize(
    ("rule", "key", "other"),
    [
        ({"enabled": True, "enabled_on": "none"}, "enabled_on", "enabled"),
        ({"enabled": False, "enabled_on": "one"}, "enabled_on", "enabled"),
        ({"schedule": [], "enabled_on": "all"}, "enabled_on", "schedule"),
        ({"schedule": OFFICE, "min_minutes_between_runs": 30}, "min_minutes_between_runs", "schedule"),
        ({"schedule": OFFICE, "max_runs_per_day": 30}, "max_runs_per_day", "schedule"),
        ({"schedule": "0-59/7 * * * * *", "even_intervals": True}, "even_intervals", "schedule"),
        ({"environments": [], "only_on": ["a1"]}, "environments", "only_on"),
    ],
)
def test_a_rule_that_contradicts_itself(rule: dict[str, Any], key: str, other: str) -> None:
    findings = [finding for finding in judged(PAIR, rule) if finding["process_id"] is None]
    assert [finding["rule"] for finding in findings] == [f"processes[0].{key}"]
    assert findings[0]["message"].startswith(f"processes[0].{key} contradicts processes[0].{other}")


def test_windows_that_contradict_each_other() -> None:
    windows: list[dict[str, Any]] = [
        {"match": "*", "must_run": {"hours": "1-3"}},
        {"match": "Order*", "must_not_run": {"days_of_week": "1", "hours": "1-4"}},
        {"match": "*", "must_not_run": {"days_of_week": "2", "hours": "2-4"}},
    ]
    given = [process(deployment("0 1 2-7 * * *"))]
    assert said(given, windows=windows) == [
        (
            "windows[0].must_run",
            "error",
            '"Order Intake" does not run within the window windows[0] on Sunday',
        ),
        (
            "windows[0].must_run",
            "error",
            '"Order Intake" is matched by windows[0] and by windows[1], but windows[0].must_run contradicts windows[1].must_not_run, '
            "which leaves no minute of it on Sunday",
        ),
    ]
    assert [finding["rule"] for finding in judged([process(deployment(), name="Load")], windows=windows[1:])] == ["windows[0].match"]


def test_windows() -> None:
    window = {"name": "Night", "match": "*", "must_not_run": {"hours": "2-4"}, "must_run": {"hours": "5"}}

    def told(schedule: str, **more: Any) -> list[str]:
        return [finding["message"] for finding in judged([process(deployment(schedule, **more))], windows=[window])]

    assert told("0 5 * * * *") == []
    assert told("0 3,5 * * * *") == ['"Order Intake" runs on "a1" within the window "Night", at 03:00 every day']
    assert told("0 3 * * * *", enabled=False) == ['"Order Intake" does not run within the window "Night" every day']
    assert len(told("0 25 * * * *")) == 3
    # One of a pair is enough.
    pair = [process(deployment("0 5 * * * *", "a1", enabled=False), deployment("0 5 * * * *", "a2"))]
    assert judged(pair, windows=[window]) == []


def test_windows_in_another_zone_follow_the_clocks() -> None:
    # Every day at 06:00 in New York is noon in Berlin, and 11:00 in the weeks in which only one of the two has changed its clocks.
    given = [process(deployment("0 6 * * * *"))]
    policy = {"timezone": "Europe/Berlin", "atom_timezones": {"a1": "America/New_York"}}
    (finding,) = judged(given, windows=[{"match": "*", "must_not_run": {"hours": "11"}}], **policy)
    assert finding["actual"] == {"runs": 21, "days": 365, "first": "2027-03-14T11:00:00+01:00"}
    (finding,) = judged(given, windows=[{"match": "*", "must_run": {"hours": "12"}}], **policy)
    assert finding["actual"] == {"days_missed": 21, "days": 364, "first": "2027-03-14"}
    assert judged(given, windows=[{"match": "*", "must_run": {"hours": "11-12"}}], **policy) == []
    with pytest.raises(PolicyError, match="they must lie between 1970 and 9999"):
        policy_findings(given, {"version": 1}, START, 10**7)


def test_starts_per_minute() -> None:
    given = [process(deployment("0 8 2-6 * * *"), process_id=f"p{index}", name=f"P{index}") for index in range(3)]
    given.append(process(deployment("0 8 * * * *", enabled=False), process_id="p8"))
    given.append(process(deployment("0 8 * * * *", "a2"), deployment("0 8 * * * *", "a2"), process_id="p9"))
    assert judged(given, max_starts_per_minute=3) == []
    (finding,) = judged(given, max_starts_per_minute=2)
    text = '3 processes start in the same minute on the atom "a1", at 08:00, Monday to Friday, where at most 2 may: "P0", "P1" and "P2"'
    assert finding["message"] == text
    assert (finding["expected"], finding["actual"]["starts"], finding["actual"]["process_ids"]) == (2, 3, ["p0", "p1", "p2"])
    assert (finding["process_id"], finding["atom_id"], finding["env_id"]) == (None, "a1", "e1")


def test_names_are_data() -> None:
    name = 'a"b\n\u202e<script>{{ x }}\x00'
    (finding,) = judged([process(name=name)], unmatched="deny")
    assert finding["message"] == '"a\\"b\\n\\u202e<script>{{ x }}\\x00" is named by no rule'
    assert finding["process_name"] == name


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "the facts are a mapping without processes; "),
        ("x", 'the facts are "x"; they must be the list processes'),
        ([5], "facts[0] is 5; it must be a process"),
        ([{"name": "x"}], "facts[0].id is missing"),
        ([{"id": 5}], "facts[0].id is 5; it must be text or null"),
        ([{"id": "a", "process_schedules": 5}], "facts[0].process_schedules is 5; it must be a list"),
        ([{"id": "a", "process_schedules": [5]}], "facts[0].process_schedules[0] is 5; it must be a mapping"),
        ([{"id": "a", "process_schedules": [{"enabled": 5}]}], "facts[0].process_schedules[0].enabled is 5; it must be true, false or null"),
        ([{"id": "a", "process_schedules": [{"retry": 5}]}], "facts[0].process_schedules[0].retry is 5; "),
        ([{"id": "a", "process_schedules": [{"retry": {"max_retry": "x"}}]}], 'facts[0].process_schedules[0].retry.max_retry is "x"; '),
        ([{"id": "a", "process_schedules": [{"schedule": 5}]}], "facts[0].process_schedules[0].schedule is 5; it must be a list of entries"),
    ],
)
def test_facts_that_cannot_be_understood(given: Any, message: str) -> None:
    with pytest.raises(PolicyError) as caught:
        judged(given)
    assert str(caught.value).startswith(message)


def test_one_object_stands_for_a_list_and_text_for_what_it_means() -> None:
    loose = [{"id": "a", "process_schedules": {"schedule": {"hours": "1"}, "enabled": "false", "retry": {"max_retry": "5"}}}]
    assert said(loose, {"enabled": True, "max_retry": 5}) == [("processes[0].enabled", "error", '"a" is paused, but must run')]


RULES: list[dict[str, Any]] = [
    {"match": "*", "schedule": OFFICE, "enabled": True, "max_retry": 5, "environments": ["e1"], "enabled_on": "one"},
    {"match": "Load*", "min_minutes_between_runs": 5, "max_runs_per_day": 9, "even_intervals": True, "only_on": ["a1"]},
    {"match": "*", "schedule": [], "enabled": False},
]
WINDOWS = [{"match": "*", "must_run": {"hours": "1-2"}}, {"match": "*", "must_not_run": {"hours": "0-5"}}]


@given(found=facts(), seed=st.integers(0, 99))
def test_the_order_of_the_facts_does_not_matter_and_nothing_is_said_twice(found: Facts, seed: int) -> None:
    more = {"max_starts_per_minute": 1, "windows": WINDOWS, "unmatched": "deny"}
    findings = judged(found, *RULES, **more)
    shuffled = random.Random(seed).sample(found, len(found))
    assert judged([*shuffled, *shuffled], *RULES, **more) == findings
    told = [str(finding) for finding in findings]
    assert len(told) == len(set(told))


@given(found=facts(), zones=st.sampled_from([{}, {"a1": "Europe/Berlin", "a9": "UTC"}]))
def test_the_findings_of_parts_together_are_those_of_the_whole_that_belong_to_a_process(found: Facts, zones: dict[str, str]) -> None:
    more = {"max_starts_per_minute": 1, "windows": WINDOWS, "unmatched": "deny", "atom_timezones": zones}
    policy = {"version": 1, "processes": RULES, **more}
    parts = [[process for process in found if process["instance_id"] == instance] for instance in ("i1", "i2")]
    of_parts = [finding for part in parts for finding in policy_findings(part, policy, START, scope="processes")]
    whole = policy_findings(found, policy, START)
    only_the_whole = [finding for finding in whole if finding["process_id"] is None or " contradicts " in finding["message"]]
    assert sorted(map(str, of_parts)) == sorted(str(finding) for finding in whole if finding not in only_the_whole)
    assert policy_findings(found, policy, START, scope="processes") == [finding for finding in whole if finding not in only_the_whole]

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which documents are policies, for the reader and for the JSON Schema, and what the errors say."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import ABSENT
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import POLICY_KEYS, RULE_KEYS, WINDOW_KEYS, PolicyError, read_policy
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words
from tests.unit.plugins.plugin_utils.policy_cases import SCHEMA, VALIDATOR

FULL: dict[str, Any] = {
    "version": 1,
    "timezone": "Europe/Berlin",
    "atom_timezones": {"eu-runtime-1": "America/New_York"},
    "processes": [
        {
            "name": "Order hours",
            "match": "Order Intake*",
            "except": ["*Test", "p9"],
            "severity": "warning",
            "only_on": ["eu-runtime-1"],
            "required": True,
            "process_name": "Order Intake",
            "environments": ["Production"],
            "on_every_atom": True,
            "schedule": [{"minutes": "0-59/15", "hours": "8-18", "daysOfWeek": "2-6"}],
            "enabled": True,
            "retry": [{"hours": "19"}],
            "max_retry": 5,
            "min_minutes_between_runs": 5,
            "max_minutes_between_runs": 60,
            "during": {"hours": "8-18"},
            "max_runs_per_day": 96,
            "even_intervals": True,
            "enabled_on": "one",
        },
        {"match": "x", "except": "y", "schedule_text": "0-59/ * * * * *", "retry_text": "", "enabled": "unknown"},
    ],
    "max_starts_per_minute": 4,
    "windows": [
        {"name": "Sunday maintenance", "match": "*", "must_not_run": [{"days_of_week": "1", "hours": "2-4"}]},
        {"match": "Load*", "must_run": {"hours": "1-3"}},
    ],
    "unmatched": "deny",
}


def rule(**keys: Any) -> dict[str, Any]:
    return {"version": 1, "processes": [{"match": "a"}, {"match": "x", **keys}]}


def window(**keys: Any) -> dict[str, Any]:
    return {"version": 1, "windows": [{"match": "x", **keys}]}


ACCEPTED: list[Any] = [
    FULL,
    {"version": 1},
    {"version": 1.0},
    {"version": 1, "processes": [], "windows": [], "atom_timezones": {}},
    rule(schedule=[]),
    rule(schedule="0 8 * * * *; 0 9 * * * *"),
    rule(schedule=["0 8 * * * *", {"minutes": 5, "hours": None, "months": ""}]),
    rule(schedule={}),
    rule(max_retry=0),
    rule(max_retry=3.0),
    rule(environments=[]),
    window(must_run="* 1-3 * * * *", must_not_run={"hours": "4"}),
]

ENTRIES = (
    "it must be one entry or a list of entries with the fields minutes hours days_of_week days_of_month months years, "
    "or one string of the six in that order (entries separated by ;)"
)
SIX = "each entry must be 'minutes hours days_of_week days_of_month months years', and entries are separated by ;"
TOP = "version, timezone, atom_timezones, processes, max_starts_per_minute, windows, unmatched"
ZONES = "allowed are IANA names such as UTC, Europe/Berlin or America/New_York"
PLACES = "ids or names of runtimes or environments"


def numbers(low: int, high: int) -> str:
    return f"allowed are *, n, a-b, a-b/s and */s, and lists of these separated by commas, with numbers from {low} to {high}"


# With whether the schema can refuse it, too.
REFUSED: list[tuple[Any, str, bool]] = [
    ([], "the policy is a list; it must be a mapping that begins with version: 1", True),
    (None, "the policy is null; it must be a mapping that begins with version: 1", True),
    ({}, "version is missing; a policy needs it", True),
    ({"version": 2}, "version is 2; it must be 1, the only version there is", True),
    ({"version": "1"}, 'version is "1"; it must be 1, the only version there is', True),
    ({"version": True}, "version is true; it must be 1, the only version there is", True),
    ({"version": 1, "proceses": []}, "proceses is not a key of a policy; did you mean processes?", True),
    ({"version": 1, "xyz": []}, f"xyz is not a key of a policy; allowed are {TOP}", True),
    ({"version": 1, "a\u202eb": []}, f"a\\u202eb is not a key of a policy; allowed are {TOP}", True),
    ({"version": 1, "timezone": "Europe/Nowhere"}, f'timezone is "Europe/Nowhere"; {ZONES}', False),
    ({"version": 1, "timezone": 5}, "timezone is 5; it must be the name of a time zone such as Europe/Berlin", True),
    ({"version": 1, "atom_timezones": []}, "atom_timezones is a list; it must be a mapping of runtime ids or names to time zones", True),
    ({"version": 1, "atom_timezones": {"a": "b"}}, f'atom_timezones.a is "b"; {ZONES}', False),
    ({"version": 1, "atom_timezones": {"": "UTC"}}, 'atom_timezones has the key ""; each key must be the id or name of a runtime, as text', True),
    (rule(severity="fatal"), 'processes[1].severity is "fatal"; allowed are error, warning, info', True),
    (rule(name=""), 'processes[1].name is ""; it must be text that is not empty', True),
    (rule(**{"except": 5}), "processes[1].except is 5; it must be a list of globs for the names or ids of processes", True),
    (rule(**{"except": ""}), 'processes[1].except is ""; it must be text that is not empty', True),
    (rule(**{"except": [None]}), "processes[1].except[0] is null; it must be text that is not empty", True),
    (rule(during={}), "processes[1].during needs max_minutes_between_runs; it says when that number counts", True),
    (rule(max_minutes_between_runs=9, during=[]), "processes[1].during is an empty list; it must have an entry", True),
    (rule(retry=None), f"processes[1].retry is null; {ENTRIES}; [] is unscheduled", True),
    (rule(retry=[], retry_text=""), "processes[1].retry_text cannot be combined with retry; a rule has one of them", True),
    (
        {"version": 1, "processes": [{"name": "A", "match": "x"}, {"match": "y"}, {"name": "A", "match": "z"}]},
        'processes[2].name is "A": given twice; processes[0] has this name, too',
        False,
    ),
    (
        {"version": 1, "windows": [{"name": "A", "match": "x", "must_run": {}}, {"name": "A", "match": "x", "must_run": {}}]},
        'windows[1].name is "A": given twice; windows[0] has this name, too',
        False,
    ),
    ({"version": 1, "processes": {}}, "processes is a mapping; it must be a list of rules", True),
    ({"version": 1, "processes": None}, "processes is null; it must be a list of rules", True),
    ({"version": 1, "processes": [3]}, "processes[0] is 3; a rule must be a mapping with match", True),
    ({"version": 1, "processes": [{}]}, "processes[0].match is missing; a rule needs it", True),
    (rule(match=""), 'processes[1].match is ""; it must be text that is not empty', True),
    (rule(match=5), "processes[1].match is 5; it must be text that is not empty", True),
    (rule(shedule=[]), "processes[1].shedule is not a key of a rule; did you mean schedule?", True),
    (rule(required="yes"), 'processes[1].required is "yes"; it must be true or false', True),
    (rule(enabled=None), "processes[1].enabled is null; it must be true, false or unknown", True),
    (rule(even_intervals=1), "processes[1].even_intervals is 1; it must be true or false", True),
    (rule(environments="Production"), 'processes[1].environments is "Production"; it must be a list of ids or names of environments', True),
    (rule(environments=["a", 5]), "processes[1].environments[1] is 5; it must be text that is not empty", True),
    (rule(only_on="a"), f'processes[1].only_on is "a"; it must be a list of {PLACES}', True),
    (rule(only_on=[]), f"processes[1].only_on is an empty list; it must have {PLACES}", True),
    (rule(max_retry=-1), "processes[1].max_retry is -1; it must be a whole number of 0 or more", True),
    (rule(max_retry=1.5), "processes[1].max_retry is 1.5; it must be a whole number of 0 or more", True),
    (rule(max_retry=True), "processes[1].max_retry is true; it must be a whole number of 0 or more", True),
    (rule(max_retry="5"), 'processes[1].max_retry is "5"; it must be a whole number of 0 or more', True),
    (rule(min_minutes_between_runs=0), "processes[1].min_minutes_between_runs is 0; it must be a whole number from 1 to 527040", True),
    (rule(max_runs_per_day=1441), "processes[1].max_runs_per_day is 1441; it must be a whole number from 1 to 1440", True),
    (rule(enabled_on="two"), 'processes[1].enabled_on is "two"; allowed are one, all, none', True),
    (rule(schedule=None), f"processes[1].schedule is null; {ENTRIES}; [] is unscheduled", True),
    (rule(schedule=5), f"processes[1].schedule is 5; {ENTRIES}", True),
    (rule(schedule=[[]]), f"processes[1].schedule[0] is a list; {ENTRIES}", True),
    (rule(schedule=[{"hours": "25-30"}]), f'processes[1].schedule[0].hours is "25-30": "25-30" is out of range; {numbers(0, 23)}', False),
    (rule(schedule={"hours": "25-30"}), f'processes[1].schedule.hours is "25-30": "25-30" is out of range; {numbers(0, 23)}', False),
    (rule(schedule={"hours": "8,,9"}), f'processes[1].schedule.hours is "8,,9": a value is missing; {numbers(0, 23)}', True),
    (rule(schedule={"hours": "MON"}), f'processes[1].schedule.hours is "MON": "MON" has none of the allowed forms; {numbers(0, 23)}', True),
    (rule(schedule={"hours": 24}), f'processes[1].schedule.hours is 24: "24" is out of range; {numbers(0, 23)}', True),
    (rule(schedule={"hours": True}), f"processes[1].schedule.hours is true: it must be text; {numbers(0, 23)}", True),
    (rule(schedule={"hours": ["1"]}), f"processes[1].schedule.hours is a list: it must be text; {numbers(0, 23)}", True),
    (
        rule(schedule={"daysOfWeek": "8"}),
        f'processes[1].schedule.daysOfWeek is "8": "8" is out of range; {numbers(1, 7)}, 1 being Sunday',
        False,
    ),
    (rule(schedule={"hour": "1"}), "processes[1].schedule.hour is not a key of an entry of a schedule; did you mean hours?", True),
    (
        rule(schedule={"@type": "Schedule"}),
        "processes[1].schedule.@type is not a key of an entry of a schedule; allowed are "
        "minutes, hours, days_of_week, daysOfWeek, days_of_month, daysOfMonth, months, years",
        True,
    ),
    (rule(schedule={"daysOfWeek": "1", "days_of_week": "1"}), "processes[1].schedule.daysOfWeek is the same field as days_of_week; give it once", True),
    (rule(schedule="0 8 * * *"), f'processes[1].schedule is "0 8 * * *": an entry has 5 fields, not six; {SIX}', False),
    (rule(schedule="0 25 * * * *"), f'processes[1].schedule is "0 25 * * * *": in hours, "25" is out of range; {numbers(0, 23)}', False),
    (rule(schedule="every day"), f'processes[1].schedule is "every day": an entry has 2 fields, not six; {SIX}', True),
    (rule(schedule=[], schedule_text="x"), "processes[1].schedule_text cannot be combined with schedule; a rule has one of them", True),
    (rule(schedule_text=5), "processes[1].schedule_text is 5; it must be text", True),
    ({"version": 1, "max_starts_per_minute": 0}, "max_starts_per_minute is 0; it must be a whole number of 1 or more", True),
    ({"version": 1, "windows": [[]]}, "windows[0] is a list; a window must be a mapping with match, and must_run or must_not_run", True),
    ({"version": 1, "windows": [{"must_run": "* * * * * *"}]}, "windows[0].match is missing; a window needs it", True),
    (window(), "windows[0].must_run is missing, and so is must_not_run; a window needs one of them", True),
    (window(must_run=[]), "windows[0].must_run is an empty list; it must have an entry", True),
    (window(must_not_run=[{"minutes": "60"}]), f'windows[0].must_not_run[0].minutes is "60": "60" is out of range; {numbers(0, 59)}', False),
    (window(must_run={}, nam="a"), "windows[0].nam is not a key of a window; did you mean name?", True),
    ({"version": 1, "unmatched": "forbid"}, 'unmatched is "forbid"; allowed are allow, deny', True),
]


@pytest.mark.parametrize("document", ACCEPTED)
def test_accepted(document: Any) -> None:
    read_policy(document)
    VALIDATOR.validate(document)


@pytest.mark.parametrize(("document", "message", "in_schema"), REFUSED, ids=[case[1] for case in REFUSED])
def test_refused_by_path(document: Any, message: str, in_schema: bool) -> None:
    with pytest.raises(PolicyError) as caught:
        read_policy(document)
    assert str(caught.value) == message
    assert caught.value.__cause__ is None
    assert VALIDATOR.is_valid(document) is not in_schema


def test_an_error_has_its_parts_as_fields() -> None:
    def parts(document: Any) -> tuple[str, object, str, str]:
        with pytest.raises(PolicyError) as caught:
            read_policy(document)
        return caught.value.field, caught.value.value, caught.value.problem, caught.value.allowed

    assert parts(rule(enabled=5)) == ("processes[1].enabled", 5, "", "it must be true, false or unknown")
    assert parts(rule(schedule=[{"hours": "25"}])) == ("processes[1].schedule[0].hours", "25", '"25" is out of range', numbers(0, 23))
    assert parts(rule(schedule="0 25 * * * *")) == ("processes[1].schedule", "0 25 * * * *", 'in hours, "25" is out of range', numbers(0, 23))
    assert parts({"version": 1, "timezone": "x"}) == ("timezone", "x", "", ZONES)
    assert parts({}) == ("version", ABSENT, "is missing", "a policy needs it")


def test_what_a_policy_denotes() -> None:
    policy = read_policy(FULL)
    assert (policy.zones.name, {atom: zone.name for atom, zone in policy.zones.of_runtimes.items()}) == ("Europe/Berlin", {"eu-runtime-1": "America/New_York"})
    assert (policy.max_starts_per_minute, policy.unmatched) == (4, "deny")
    first, second = policy.processes
    assert (first.path, first.match, first.only_on, first.required, first.environments) == (
        "processes[0]", "Order Intake*", ("eu-runtime-1",), True, ("Production",)
    )  # fmt: skip
    assert words(first.schedule or Schedule()) == "every 15 minutes from 08:00 to 18:45, Monday to Friday"
    assert (first.enabled, first.max_retry, first.min_minutes_between_runs, first.max_runs_per_day, first.even_intervals, first.enabled_on) == (
        True, 5, 5, 96, True, "one"
    )  # fmt: skip
    assert (second.path, second.schedule, second.schedule_text, second.enabled, second.even_intervals) == (
        "processes[1]", None, "0-59/ * * * * *", "unknown", False
    )  # fmt: skip
    assert (first.name, first.label, first.called, first.excluding, first.severity, first.process_name, first.on_every_atom) == (
        "Order hours", "Order hours", '"Order hours"', ("*Test", "p9"), "warning", "Order Intake", True
    )  # fmt: skip
    assert (words(first.retry or Schedule()), first.max_minutes_between_runs, words(first.during or Schedule())) == (
        "every minute from 19:00 to 19:59 every day", 60, "every minute from 08:00 to 18:59 every day"
    )  # fmt: skip
    assert (second.name, second.label, second.called, second.excluding, second.severity, second.retry_text) == (
        None, "processes[1]", "processes[1]", ("y",), "error", ""
    )  # fmt: skip
    closed, opened = policy.windows
    assert (closed.path, closed.name, words(closed.must_not_run or Schedule()), closed.must_run) == (
        "windows[0]", "Sunday maintenance", "every minute from 02:00 to 04:59 on Sunday", None
    )  # fmt: skip
    assert (opened.name, words(opened.must_run or Schedule())) == (None, "every minute from 01:00 to 03:59 every day")


def test_what_a_policy_leaves_out() -> None:
    policy = read_policy({"version": 1})
    assert (policy.zones.name, policy.zones.of_runtimes, policy.processes, policy.max_starts_per_minute, policy.windows, policy.unmatched) == (
        "UTC", {}, (), None, (), "allow"
    )  # fmt: skip
    (one,) = read_policy({"version": 1, "processes": [{"match": "x", "max_retry": 3.0, "schedule": []}]}).processes
    assert (one.max_retry, bool(one.schedule), one.schedule is None) == (3, False, False)


def test_the_schema_is_one_and_its_examples_hold() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for example in SCHEMA["examples"]:
        read_policy(example)
        VALIDATOR.validate(example)
    for schedule in SCHEMA["$defs"]["schedule"]["examples"]:
        read_policy(rule(schedule=schedule))
        VALIDATOR.validate(rule(schedule=schedule))


def test_keys_are_those_of_the_schema() -> None:
    for keys, where in ((POLICY_KEYS, SCHEMA), (RULE_KEYS, SCHEMA["$defs"]["rule"]), (WINDOW_KEYS, SCHEMA["$defs"]["window"])):
        assert list(keys) == list(where["properties"])
        assert where["additionalProperties"] is False
        assert all("description" in of for of in where["properties"].values())


VALUES = st.sampled_from(
    [None, True, False, 0, 1, 5, -1, 1440, 1441, 10**6, 2.5, 3.0, "", "x", "one", "deny", "UTC", "0 8 * * * *", [], ["x"], [""], [5], {}, {"hours": "1"}]
)


@given(
    top=st.dictionaries(st.sampled_from([*POLICY_KEYS, "other"]), VALUES, max_size=2),
    of_rule=st.dictionaries(st.sampled_from([*RULE_KEYS, "other"]), VALUES, max_size=3),
    of_window=st.dictionaries(st.sampled_from([*WINDOW_KEYS, "other"]), VALUES, max_size=3),
)
def test_engine_and_schema_agree(top: dict[str, Any], of_rule: dict[str, Any], of_window: dict[str, Any]) -> None:
    document = {"version": 1, "processes": [{"match": "x", **of_rule}], "windows": [{"match": "x", "must_run": {}, **of_window}], **top}
    try:
        read_policy(document)
        accepted = True
    except PolicyError as error:
        accepted = False
        # What a schema cannot say: that a time zone exists.
        if error.field.startswith(("timezone", "atom_timezones.")) and "IANA" in error.allowed:
            return
    assert VALIDATOR.is_valid(document) is accepted, document

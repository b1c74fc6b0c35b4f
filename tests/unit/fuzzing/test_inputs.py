# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters, tests and the inventory on what nobody should give them: either an answer, or one error of theirs in a sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import read_deployments
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.hosts import hosts_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import POLICY_KEYS, RULE_KEYS, WINDOW_KEYS, read_policy
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import FIELDS
from tests.unit import filters as plugins
from tests.unit.fuzzing import spoiled as fuzzing
from tests.unit.plugins.plugin_utils import report_cases
from tests.unit.plugins.plugin_utils._inventory.test_names import check_safe
from tests.unit.plugins.plugin_utils._runs import run_cases
from tests.unit.plugins.plugin_utils.policy_cases import SCHEMA
from tests.unit.plugins.plugin_utils.schedule_cases import share

START, END = "2026-11-24T08:10:00", "2026-11-26T00:00:00+01:00"
# So deep that no Python follows it to its end, and a number that no Python writes in decimals: YAML and templates can make both.
DEEP: Any = fuzzing.nested(100_000)
HUGE = 1 << 20_000
# By name: what draws them is to have a representation.
EXTREMES: dict[str, Any] = {
    "deep": DEEP,
    "deep schedule": {"schedule": DEEP},
    "deep process": {"process_schedules": DEEP},
    "huge": HUGE,
    "negative": -HUGE,
    "listed": [HUGE],
}
RARE = {"minutes": "0", "hours": "0", "days_of_month": "1", "months": "1", "years": "2026-2030"}
PROCESSES = [
    report_cases.process(
        1,
        report_cases.deployment(
            [{"minutes": "0-59/15", "hours": "8-18", "days_of_week": "2-6"}, RARE], env_name="Production", env_classification="PROD", atom_name="A"
        ),
        report_cases.deployment([], atom_id="a2", enabled=False, **report_cases.runtime("ONLINE", "RESTARTING", "GMT+02:00")),
    ),
    report_cases.process(2, report_cases.deployment([{"minutes": "60"}], enabled=True, retry={"schedule": [RARE], "max_retry": "5"})),
    report_cases.process(3),
]
VALID = [PROCESSES[0], PROCESSES[2]]
DURATIONS = [
    {"process_id": "p1", "process_name": "Load", "atom_id": "a1", "median_duration_minutes": 1.5, "p95_duration_minutes": 4},
    {"process_id": "p3", "atom_id": None, "minutes": 30},
]
RELEASE = {
    "pipelines": [
        {"processName": "Load", "componentId": "c", "packageVersion": "1.0", "notes": "", "schedule": "0 2 * * * *; 0 3 1 * * *"},
        {"processName": "Status", "listenerStatus": "RUNNING"},
    ]
}
FINDINGS = [report_cases.finding(expected=[RARE], actual={"words": "at 8:00", "starts": 3}, process_id="p1", env_id="e1", atom_id="a1")]
POLICIES = [
    *SCHEMA["examples"],
    {
        "version": 1,
        "timezone": "Europe/Berlin",
        "atom_timezones": {"a1": "Asia/Tokyo"},
        "processes": [
            {
                "match": "*",
                "name": "n",
                "except": ["x"],
                "severity": "info",
                "only_on": ["a1"],
                "required": True,
                "process_name": "x",
                "environments": ["e1"],
                "on_every_atom": True,
                "schedule": [RARE, {"daysOfWeek": "1"}],
                "enabled": True,
                "max_retry": 5,
                "min_minutes_between_runs": 5,
                "max_minutes_between_runs": 60,
                "during": RARE,
                "max_runs_per_day": 96,
                "even_intervals": True,
                "enabled_on": "one",
            },
            {"match": "p?", "schedule_text": "60", "retry": [RARE], "except": "x"},
            {"match": "p?", "retry_text": "60", "enabled": "unknown"},
        ],
        "max_starts_per_minute": 1,
        "windows": [{"name": "n", "match": "*", "must_not_run": [RARE], "must_run": "0 8 * * * *; * * 1 * * *"}],
        "unmatched": "deny",
    },
]
KEYS = [
    *(spelling for one in FIELDS for spelling in (one.name, one.camel)),
    *("process_schedules", "ProcessSchedules", "schedule", "Schedule", "retry", "Retry", "max_retry", "maxRetry", "enabled", "@type", "id", "processes"),
]
MOMENTS = [
    "0001-01-01T00:00:00+14:00",
    "1969-12-31",
    "9999-12-31T23:59:59-14:00",
    "9999-12-31T23:59",
    "2026-11-24T24:00",
    "2026-11-24T08:00+25:00",
    "٢٠٢٦-١١-٢٤",
]
ZONES = ["Europe/Berlin", "Europe", "../etc/passwd", "/etc/passwd", "Factory", "localtime", "posixrules", "zone.tab", "UTC\x00", "utc", "Asia/Kathmandu"]

extremes = st.sampled_from(sorted(EXTREMES)).map(lambda name: EXTREMES[name])
values = fuzzing.anything(KEYS) | extremes
arguments = st.sampled_from([*MOMENTS, *ZONES]) | fuzzing.scalars() | extremes


def answer(call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """The answer, or None where there is an error of the plugin's own."""
    try:
        return call(*args, **kwargs)
    except AnsibleFilterError as error:
        text = error.message
        assert text.isprintable(), text
        assert len(text) < 3000
        return None


def lists_of(document: Any) -> st.SearchStrategy[Any]:
    return fuzzing.spoiled(document, values) | values


SCHEDULES: dict[str, Callable[[Any], Any]] = {
    "next_runs": lambda value: plugins.next_runs(value, 3, START),
    "runs_between": lambda value: plugins.runs_between(value, START, END, "Europe/Berlin", True),
    "count_runs": lambda value: plugins.count_runs(value, START, END),
    "describe_schedule": plugins.describe_schedule,
    "to_cron": plugins.to_cron,
    "to_cron quartz": lambda value: plugins.to_cron(value, "quartz"),
    "schedule_diff": lambda value: plugins.schedule_diff(value, [RARE]),
    "scheduled": plugins.scheduled,
    "paused": lambda value: plugins.paused(value, unknown=False),
    "same_schedule_as": lambda value: plugins.same_schedule_as(RARE, value),
    "running_within": lambda value: plugins.running_within(value, [RARE]),
}


# These do not read the six fields: a value in them that is not valid makes no difference.
UNREAD = ("scheduled", "paused")


@given(value=fuzzing.spoiled(PROCESSES[0], values) | fuzzing.spoiled(RARE, values) | values)
@share(10)
def test_anything_in_place_of_a_schedule(value: Any) -> None:
    try:
        valid = bool(read_deployments(value)) or True
    except GivenError:
        valid = False
    assert plugins.valid_schedule(value) is valid
    for name, call in SCHEDULES.items():
        found = answer(call, value)
        json.dumps(found)
        # What is no schedule has no answers; what is one has them all, but for what cron cannot say.
        if name in UNREAD:
            assert found is not None or not valid, name
        else:
            assert (found is not None) is valid or "cron" in name, name


@given(
    text=st.text(alphabet="0123456789*-/,; \t\n", max_size=40)
    | st.lists(st.sampled_from(["*", "0-59/15", "8", "60", "*/0", "", "1-"]), min_size=4, max_size=8).map(" ".join)
)
def test_any_text_in_place_of_a_schedule(text: str) -> None:
    answer(plugins.describe_schedule, text)
    answer(plugins.describe_schedule, dict.fromkeys(("hours", "years"), text))


@given(data=st.data())
@share(20)
def test_any_arguments_of_the_filters_on_schedules(data: st.DataObject) -> None:
    one = data.draw(arguments)
    two = data.draw(arguments)
    for call in (
        lambda: plugins.next_runs(RARE, one, two),
        lambda: plugins.next_runs(RARE, after=one, until=two),
        lambda: plugins.next_runs(RARE, 1, START, None, one, two),
        lambda: plugins.runs_between(RARE, one, two),
        lambda: plugins.count_runs(RARE, one, END, two),
        lambda: plugins.count_runs(RARE, START, one, "UTC", two),
        lambda: plugins.describe_schedule(RARE, one),
        lambda: plugins.to_cron(RARE, one, two),
        lambda: plugins.to_ical(RARE, one, "UTC", START, two),
        lambda: plugins.to_ical(RARE, "name", one, two),
        lambda: plugins.running_within(RARE, RARE, one, two),
    ):
        json.dumps(answer(call))


@given(
    policy=st.sampled_from(POLICIES).flatmap(lambda one: fuzzing.spoiled(one, values))
    | fuzzing.anything([*POLICY_KEYS, *RULE_KEYS, *WINDOW_KEYS, *KEYS])
    | values
)
@share(10)
def test_anything_in_place_of_a_policy(policy: Any) -> None:
    try:
        read_policy(policy)
        valid = True
    except GivenError:
        valid = False
    found = answer(plugins.policy_findings, PROCESSES, policy, START)
    assert (found is not None) is valid
    json.dumps(found)


@given(facts=lists_of(PROCESSES) | lists_of({"processes": PROCESSES}))
@share(20)
def test_anything_in_place_of_facts_for_policies(facts: Any) -> None:
    for policy in POLICIES:
        json.dumps(answer(plugins.policy_findings, facts, policy, START))
    made = answer(plugins.policy_from, facts)
    if made is not None:
        # What a snapshot says of facts holds of them.
        assert answer(plugins.policy_findings, facts, made, START) == []


@given(facts=lists_of(PROCESSES) | lists_of({"processes": PROCESSES}))
@share(10)
def test_anything_in_place_of_facts_for_comparing(facts: Any) -> None:
    for first, second in (("e1", "e2"), ("Production", "nowhere")):
        found = answer(plugins.environment_findings, facts, first, second)
        json.dumps(found)
        assert found is None or all(finding["message"].isprintable() for finding in found)


@given(facts=lists_of(PROCESSES) | lists_of({"processes": PROCESSES}))
@share(10)
def test_anything_in_place_of_facts_for_planning(facts: Any) -> None:
    for invalid in ("fail", "skip"):
        for call in (
            lambda invalid=invalid: plugins.quiet_times(facts, START, END, 60, timezone="Europe/Berlin", invalid=invalid),
            lambda invalid=invalid: plugins.disturbed_by(facts, START, END, timezone="Europe/Berlin", invalid=invalid),
            lambda: plugins.plan_report(facts, "json", START, END, timezone="Europe/Berlin", changed=facts),
            lambda invalid=invalid: plugins.least_busy(facts, "*", "* 8 * * * *", start=START, invalid=invalid),
        ):
            json.dumps(answer(call))
    for call in (plugins.with_schedule, plugins.with_enabled):
        json.dumps(answer(call, facts, "*", True if call is plugins.with_enabled else RARE))


@given(one=arguments, two=arguments, durations=lists_of(DURATIONS))
@share(10)
def test_any_arguments_of_the_filters_for_planning(one: Any, two: Any, durations: Any) -> None:
    for call in (
        lambda: plugins.quiet_times(VALID, one, two),
        lambda: plugins.quiet_times(VALID, START, END, one, durations, match=two),
        lambda: plugins.quiet_times(VALID, START, END, 60, None, one, two),
        lambda: plugins.disturbed_by(VALID, one, END, durations, atoms=two),
        lambda: plugins.disturbed_by(VALID, START, one, durations, include_paused=two),
        lambda: plugins.plan_report(VALID, "markdown", one, two, durations, changed=one),
        lambda: plugins.plan_report(VALID, one, START, END, days=two),
        lambda: plugins.plan_report(VALID, "html", START, END, policy=one, title=two),
        lambda: plugins.least_busy(VALID, one, two),
        lambda: plugins.least_busy(VALID, "Process 1", RARE, one, two),
        lambda: plugins.least_busy(VALID, "*", START, 5, None, one, two),
        lambda: plugins.with_schedule(VALID, one, two),
        lambda: plugins.with_schedule(VALID, "*", RARE, one),
        lambda: plugins.with_enabled(VALID, "*", one, two),
    ):
        json.dumps(answer(call))


@given(release=lists_of(RELEASE) | values)
@share(4)
def test_anything_in_place_of_a_release(release: Any) -> None:
    made = answer(plugins.policy_from_release, release)
    assert made is None or answer(plugins.policy_findings, PROCESSES, made, START) is not None


@given(one=arguments, two=arguments | st.lists(arguments, max_size=2))
@share(4)
def test_any_arguments_of_the_filters_on_policies(one: Any, two: Any) -> None:
    for call in (
        lambda: plugins.policy_findings(PROCESSES, POLICIES[-1], one),
        lambda: plugins.policy_findings(PROCESSES, POLICIES[0], START, one, two),
        lambda: plugins.policy_from(PROCESSES, one),
        lambda: plugins.policy_from(PROCESSES, "UTC", one, two),
        lambda: plugins.environment_findings(PROCESSES, one, "e1", two),
        lambda: plugins.environment_findings(PROCESSES, "e1", one),
    ):
        json.dumps(answer(call))


@pytest.mark.parametrize("form", ["html", "junit", "json", "markdown", "ical"])
@given(facts=lists_of(PROCESSES), findings=lists_of(FINDINGS) | st.none())
@share(20)
def test_anything_in_place_of_facts_for_reports(form: str, facts: Any, findings: Any) -> None:
    for found in (
        answer(plugins.report, facts, form, FINDINGS, start=START),
        answer(plugins.report, facts, form, timezone="runtime", start=START),
        answer(plugins.report, PROCESSES, form, findings, start=START),
    ):
        # It is to be written to a file.
        assert found is None or found.encode()


@given(one=arguments, two=arguments | st.dictionaries(st.text(max_size=4) | st.integers() | st.none(), arguments, max_size=2))
@share(20)
def test_any_arguments_of_reports(one: Any, two: Any) -> None:
    for call in (
        lambda: plugins.report(PROCESSES, one, title=two, start=START),
        lambda: plugins.report(PROCESSES, "ical", timezone=one, start=two),
        # The answer is as long as what is asked for: few runs in any number of weeks.
        lambda: plugins.report([report_cases.process(1, report_cases.deployment([RARE]))], "ical", start=START, weeks=one),
        lambda: plugins.report(PROCESSES, "markdown", atom_timezones=two, start=one),
        lambda: plugins.report(PROCESSES, "html", timezone="runtime", viewer_timezone=one, atom_timezones=two, start=START),
    ):
        answer(call)


RECORDS = run_cases.answer(run_cases.record(), run_cases.record("03:30:00", "INPROCESS", None, atom_id=None))
LOG = run_cases.log(run_cases.entry("03:00:00", properties=[{"name": "processId", "value": "p2", "previous_value": None}]))
ATOMS = {"atoms": [{"id": "a1", "status": "ONLINE", "status_detail": None}]}


@given(facts=lists_of([run_cases.process()]), records=lists_of(RECORDS), log=lists_of(LOG) | st.none(), atoms=lists_of(ATOMS))
@share(10)
def test_anything_in_place_of_what_happened(facts: Any, records: Any, log: Any, atoms: Any) -> None:
    for given_instead in ({"processes": facts}, {"records": records}, {"audit_log": log}, {"atoms": atoms}):
        found = answer(run_cases.verdicts, **given_instead)
        json.dumps(found)
        assert found is None or isinstance(answer(plugins.run_summary, found, RECORDS), list)


@given(verdicts=lists_of([run_cases.item(), run_cases.absent("unknown", "zone")]), records=lists_of(RECORDS))
@share(10)
def test_anything_in_place_of_verdicts(verdicts: Any, records: Any) -> None:
    json.dumps([answer(plugins.run_summary, verdicts, RECORDS), answer(plugins.run_summary, [run_cases.item()], records)])


@given(one=arguments, two=arguments)
@share(4)
def test_any_arguments_of_verdicts(one: Any, two: Any) -> None:
    for call in (
        lambda: run_cases.verdicts(start=one, end=two),
        lambda: run_cases.verdicts(start=one, timezone="runtime"),
        lambda: run_cases.verdicts(now=one, timezone=two),
        lambda: run_cases.verdicts(late_after=one, on_time_within=two),
        lambda: run_cases.verdicts(max_runtime=one, reporting_lag=two),
        lambda: run_cases.verdicts(atom_timezones={"a1": one}, end=two),
    ):
        answer(call)


INSTANCE = {
    "id": "i1",
    "integration_pack_override_name": "Orders",
    "integration_pack": [{"id": "pack", "name": "Pack", "description": None, "installation_type": "MULTI"}],
    "environments": [{"id": "e1", "name": "Production", "classification": "PROD"}],
}
TEXTS = st.sampled_from(fuzzing.ODD_TEXTS) | st.text(max_size=8)


@given(data=st.data(), kinds=st.sets(st.sampled_from(["environment", "classification", "pack"])))
@share(4)
def test_any_texts_in_what_the_inventory_gets(data: st.DataObject, kinds: set[str]) -> None:
    def instance(number: int) -> dict[str, Any]:
        text = data.draw(TEXTS)
        made = {
            **INSTANCE,
            "id": f"{number}{text}",
            "integration_pack_override_name": data.draw(TEXTS | st.none()),
            "integration_pack": [{**INSTANCE["integration_pack"][0], "name": data.draw(TEXTS | st.none()), "id": data.draw(TEXTS | st.none())}],
            "environments": [{"id": data.draw(TEXTS | st.none()), "name": data.draw(TEXTS | st.none()), "classification": data.draw(TEXTS | st.none())}],
        }
        return made if data.draw(st.booleans()) else {**made, "environments": None, "integration_pack": []}

    members: Any = [{"connection": "own", "options": {}, "instance": instance(number), "processes": None} for number in range(data.draw(st.integers(0, 4)))]
    found = hosts_of(members, kinds)
    assert len({host.name.casefold() for host in found.hosts}) == len(members)
    for host in found.hosts:
        check_safe(host.name)
        assert all(re.fullmatch(r"boomi\w*", group) for group in host.groups)
    assert all(warning.isprintable() for warning in found.warnings)

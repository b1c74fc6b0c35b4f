# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan has, read from its JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils.plan_report_cases import DURATIONS, FACTS, MOVED, NIGHT, POLICY, document
from tests.unit.plugins.plugin_utils.policy_cases import deployment, process


def test_what_is_disturbed_is_what_disturbed_by_says() -> None:
    made = document()["maintenance"]
    assert made["disturbed"] == plugins.disturbed_by(FACTS, **NIGHT, durations=DURATIONS, invalid="skip")
    assert [(item["process_name"], item["starts"], item["still_running"]) for item in made["disturbed"]] == [
        ("Long", 0, True),
        ("Nightly Load", 1, None),
        ("Nightly Load", 1, None),
        ("Once", 1, None),
        ("Stock Level", 8, False),
    ]
    assert (made["processes"], made["disturbed_processes"], made["runs"], made["runtimes"], made["minutes"]) == (6, 4, 11, 2, 120)


def test_what_starts_afterwards() -> None:
    told = [(each["start"], each["most_at_once"], [one["process_name"] for one in each["processes"]]) for each in document()["maintenance"]["afterwards"]]
    assert told == [
        ("2026-11-29T04:00:00+01:00", 1, ["Stock Level"]),
        ("2026-11-30T02:30:00+01:00", 1, ["Nightly Load"]),
        ("2026-11-30T03:00:00+01:00", 1, ["Nightly Load"]),
        (None, 1, ["Once"]),
    ]
    together = [process(deployment("0 2,4 * * * *", atom), process_id=f"p{number}") for number, atom in enumerate(("a1", "a1", "a2"))]
    (moment,) = document(together)["maintenance"]["afterwards"]
    assert (moment["start"], moment["most_at_once"], len(moment["processes"])) == ("2026-11-29T04:00:00+01:00", 2, 3)


def test_the_next_five_quieter_times() -> None:
    quiet = document()["maintenance"]["quiet"]
    later = ("2026-11-29T04:00", "2026-12-13T00:00")
    # In the order of time, and without what runs every quarter of an hour.
    spans = plugins.quiet_times(FACTS[1:5], *later, 120, DURATIONS, "Europe/Berlin")
    assert [{key: span[key] for key in ("start", "end", "minutes")} for span in quiet] == sorted(spans, key=lambda span: span["start"])[:5]
    assert [span["disturbed"] for span in quiet] == [1] * 5
    assert document(FACTS[1:5])["maintenance"]["quiet"][0]["disturbed"] == 0
    assert [span["end"] for span in document(FACTS[3:4], days=1)["maintenance"]["quiet"]] == ["2026-11-29T12:00:00+01:00", "2026-11-30T00:00:00+01:00"]
    every = [process(deployment("0-59/10 * * * * *"), process_id="p1"), process(deployment("0 * * * * *"), process_id="p2")]
    assert [(span["start"], span["minutes"], span["disturbed"]) for span in document(every, days=1)["maintenance"]["quiet"]] == [
        ("2026-11-29T04:00:00+01:00", 1200, 2)
    ]


def test_what_a_policy_says_of_it() -> None:
    made = document(policy=POLICY)
    assert made["allowed"] is False
    policy = made["maintenance"]["policy"]
    assert [(each["rule"], each["severity"], each["process_id"]) for each in policy["findings"]] == [
        ("Often.max_minutes_between_runs", "warning", "p1"),
        ("Load.must_run", "error", "p2"),
    ]
    assert policy["kept_free"] == [{"name": "Sunday", "match": "*", "minutes": 60}]
    assert document(policy={**POLICY, "windows": []})["allowed"] is True
    assert (document()["allowed"], document()["maintenance"]["policy"]) == (None, None)


def test_invalid_schedules_do_not_count_and_are_named() -> None:
    assert document()["not_valid"] == ['"Broken" (pack "Load")']
    assert document(FACTS[:5])["not_valid"] == []


def test_a_change() -> None:
    alone = json.loads(plugins.plan_report(FACTS, "json", timezone="Europe/Berlin", changed=MOVED))
    assert (alone["maintenance"], alone["allowed"], alone["title"]) == (None, None, "Planned change of schedules")
    change = alone["change"]
    assert (change["findings_before"], change["new_findings"]) == (None, None)
    (collision,) = change["starts_per_minute"]
    assert (collision["atom_name"], collision["most_before"], collision["most_after"]) == ("prod-1", 2, 3)
    differ = [minute for minute in range(60) if collision["most_by_minute_of_hour_before"][minute] != collision["most_by_minute_of_hour_after"][minute]]
    # At noon and at half past one; at half past two as many as before.
    assert differ == [0, 30]
    assert [collision["most_by_minute_of_hour_before"][minute] for minute in (0, 7, 15, 30)] == [2, 1, 1, 2]
    assert [collision["most_by_minute_of_hour_after"][minute] for minute in (0, 7, 15, 30)] == [1, 1, 1, 3]
    assert sorted(collision["processes"]) == ["Long", "Noon", "Stock Level"]


def test_findings_before_and_after_a_change() -> None:
    policy: dict[str, Any] = {"version": 1, "timezone": "Europe/Berlin", "windows": [{"match": "*", "must_not_run": {"hours": "1,12", "minutes": "30,0"}}]}
    facts = FACTS[3:5]
    change = document(facts, policy=policy, changed=plugins.with_schedule(facts, "Noon", "30 1 * * * *"))["change"]
    assert (change["findings_before"], change["findings_after"]) == (2, 2)
    assert [each["process_id"] for each in change["new_findings"]] == [each["process_id"] for each in change["gone_findings"]] == ["p4"]
    assert "at 01:30 every day" in change["new_findings"][0]["message"]
    assert "at 12:00 every day" in change["gone_findings"][0]["message"]
    assert document(facts, policy=policy, changed=facts)["allowed"] is True
    assert document(facts, policy=policy, changed=plugins.with_schedule(facts, "Noon", "30 1 * * * *"))["allowed"] is False


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"start": None, "end": None}, "there is nothing to plan; give start and end of a maintenance, or the processes after a change in changed"),
        ({"end": None}, "end"),
        ({"days": 0}, "days is 0"),
        ({"days": 367}, "days is 367; it must be a number from 1 to 366"),
        ({"policy": {"version": 2}}, "version is 2"),
        ({"changed": 7}, "the list of processes is 7"),
        ({"match": "Nobody"}, "no process has a name or id that matches it"),
        ({"title": 3}, "title is 3"),
    ],
)
def test_what_cannot_be_understood(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(AnsibleFilterError, match=sentence):
        document(**options)

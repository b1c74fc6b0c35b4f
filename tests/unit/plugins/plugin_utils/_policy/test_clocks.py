# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policies with timezone: runtime."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import read_zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.clocks import minute_of
from tests.unit.plugins.plugin_utils.policy_cases import deployment, judged, process, told

NIGHT: dict[str, Any] = {"timezone": "runtime", "windows": [{"name": "Night", "match": "*", "must_not_run": {"hours": "2-4"}, "must_run": {"hours": "5"}}]}
REMEDY = "give it in atom_timezones, by the ID or the name of the runtime, or get the processes with include_runtimes=true"


def test_windows_are_on_the_clock_of_each_runtime() -> None:
    tokyo, berlin = ({"atom": zone, "atom_time_zone": zone} for zone in ("Asia/Tokyo", "Europe/Berlin"))
    assert told([process(deployment("0 5 * * * *", **tokyo), deployment("0 6 * * * *", **berlin))], **NIGHT) == []
    assert told([process(deployment("0 3,5 * * * *", **tokyo), deployment("0 5 * * * *", **berlin))], **NIGHT) == [
        ("Night.must_not_run", "error", '"Order Intake" runs on "Asia/Tokyo" within the window "Night", at 03:00 every day')
    ]
    assert told([process(deployment("0 6 * * * *", **tokyo))], **NIGHT) == [("Night.must_run", "error", '"Order Intake" misses the window "Night" every day')]
    # A zone that the policy gives changes nothing: the clock is still the runtime's.
    assert told([process(deployment("0 5 * * * *", **tokyo))], atom_timezones={"Asia/Tokyo": "UTC"}, **NIGHT) == []


def test_a_zone_that_is_not_known_is_a_finding_for_each_runtime() -> None:
    known = deployment("0 5 * * * *", "a1", atom_time_zone="Asia/Tokyo")
    unknown = deployment("0 5 * * * *", "a2", atom_name="prod-2")
    processes = [process(known, unknown), process(unknown, process_id="p2", name="Load")]
    expected = [("timezone", "error", f'it is not known when schedules run on "prod-2": its time zone is not known; {REMEDY}')]
    assert told(processes, **NIGHT) == expected
    assert told(processes, scope="processes", **NIGHT) == expected
    assert [(finding["atom_id"], finding["process_id"], finding["expected"], finding["actual"]) for finding in judged(processes, **NIGHT)] == [
        ("a2", None, "runtime", None)
    ]
    assert told(processes, atom_timezones={"prod-2": "UTC"}, **NIGHT) == []
    assert told(processes, **{**NIGHT, "timezone": "UTC"}) == []


def test_a_zone_that_this_machine_does_not_have() -> None:
    ((rule, _severity, message),) = told([process(deployment("0 5 * * * *", atom_time_zone="Mars/Base"))], **NIGHT)
    assert (rule, message) == ("timezone", f'it is not known when schedules run on "a1": this machine has no time zone "Mars/Base"; {REMEDY}')


def test_the_zone_of_a_runtime_on_which_nothing_runs_is_not_needed() -> None:
    idle = [process(deployment("0 5 * * * *", enabled=False), deployment([], "a2"), deployment("0 5 * 31 2 *", "a3"))]
    assert told(idle, {"environments": ["e1"]}, timezone="runtime") == []


def test_a_schedule_without_a_runtime() -> None:
    ((_rule, _severity, message),) = told([process(deployment("0 5 * * * *", None))], **NIGHT)
    assert message.startswith("it is not known when schedules run: a schedule without a runtime has no time zone of its own; give timezone")


def test_a_contradiction_between_a_rule_and_a_window_on_the_same_clock() -> None:
    processes = [process(deployment("0 3 * * * *", atom_time_zone="Asia/Tokyo"))]
    window = {"name": "Night", "match": "*", "must_not_run": {"hours": "2-4"}}
    rules = [
        rule for rule, _severity, _message in told(processes, {"schedule": "0 3 * * * *"}, timezone="runtime", atom_timezones={"b": "UTC"}, windows=[window])
    ]
    assert rules == ["Night.must_not_run", "Night.must_not_run"]


def test_nothing_is_left_out_that_is_still_to_come_on_any_clock() -> None:
    start = datetime(2027, 1, 1, 6, tzinfo=timezone.utc)
    day = datetime(2026, 12, 31).toordinal() * 1440
    assert minute_of(start, read_zones("runtime")) == day + 18 * 60
    assert minute_of(start, read_zones("Asia/Tokyo")) == day + 1440 + 15 * 60

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the filters on a span refuse, and what they are about."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils.policy_cases import deployment, process

START, END = "2026-11-28T00:00Z", "2026-11-28T06:00Z"
FACTS = [process(deployment("0 2 * * * *", "a1", atom_name="prod-1")), process(deployment("0 3 * * * *", "a2"), process_id="p2", name="Load")]
BROKEN = [process(deployment("0 25 * * * *", "a1", atom_name="prod-1")), *FACTS]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"start": END, "end": START}, "end is before start; give the start of the span first"),
        ({"end": "2027-11-29T00:00:01Z"}, "from start to end it is more than 366 days; give a shorter span"),
        ({"start": "1970-12-31"}, 'start is "1970-12-31 00:00:00+00:00"; it must be a moment from 1971 to 9998'),
        ({"end": "9999-01-01T00:00+14:00"}, 'end is "9999-01-01 00:00:00+14:00"; it must be a moment from 1971 to 9998'),
        ({"start": 5}, "start is 5; it must be a date and time such as"),
        (
            {"start": "2026-11-28", "timezone": "runtime", "atom_timezones": {"a1": "UTC", "a2": "UTC"}},
            'start is "2026-11-28 00:00:00": without an offset, with timezone=runtime, it is another moment on each runtime; give it with an offset, such as',
        ),
        ({"timezone": "runtime"}, 'it is not known when the schedule on "prod-1" runs: its time zone is not known; give it in atom_timezones'),
        ({"timezone": "Europe/Nowhere"}, 'timezone is "Europe/Nowhere"; allowed are IANA names'),
        ({"match": "Lod*"}, 'match is "Lod*": no process has a name or id that matches it'),
        ({"match": "Load", "atoms": ["a1"]}, 'match is "Load": no process that matches it is deployed on "a1"'),
        ({"match": 5}, "match is 5; it must be text"),
        ({"atoms": 5}, "atoms is 5; it must be a list of ids or names of runtimes"),
        ({"include_paused": "yes"}, 'include_paused is "yes"; it must be true or false'),
        ({"invalid": "ignore"}, 'invalid is "ignore"; allowed are fail, skip'),
        ({"processes": 5}, "the list of processes is 5"),
        ({"processes": BROKEN}, 'the schedule of "Order Intake" on "prod-1" is not valid: hours is "25"'),
        # A kind of value that is no schedule.
        ({"processes": [process({"schedule": 5})], "invalid": "skip"}, 'the schedule of "Order Intake" is not valid: a schedule cannot be a number'),
    ],
)
def test_what_is_refused(given: dict[str, Any], message: str) -> None:
    arguments = {"processes": FACTS, "start": START, "end": END, **given}
    for call in (plugins.quiet_times, plugins.disturbed_by):
        with pytest.raises(AnsibleFilterError) as caught:
            call(**arguments)
        assert str(caught.value).startswith(message)


def test_a_number_of_minutes() -> None:
    for minutes in (0, 1.5, "60", None, True):
        with pytest.raises(AnsibleFilterError, match=r"^minutes is .*; it must be a whole number of 1 or more$"):
            plugins.quiet_times(FACTS, START, END, minutes)


def test_a_schedule_that_is_not_valid_can_be_left_out() -> None:
    assert [item["process_name"] for item in plugins.disturbed_by(BROKEN, START, END, invalid="skip")] == ["Load", "Order Intake"]
    # If it is paused, or not asked for, it makes no difference.
    paused = [process(deployment("0 25 * * * *", enabled=False)), *FACTS]
    assert len(plugins.disturbed_by(paused, START, END)) == 2
    assert len(plugins.disturbed_by(BROKEN, START, END, match="Load")) == 1


def test_names_are_data() -> None:
    facts = [process(deployment("0 2 * * * *", atom_name="{{ 1 }}\n<b>"), process_id='"', name="\u202e🙂{% raw %}")]
    (item,) = plugins.disturbed_by(facts, START, END)
    assert (item["process_id"], item["process_name"], item["atom_name"]) == ('"', "\u202e🙂{% raw %}", "{{ 1 }}\n<b>")


def test_the_longest_span_and_the_longest_run() -> None:
    durations = [{"process_id": "p1", "minutes": 44640}]
    facts = [process(deployment("0 0 * 1 1 *"))]
    (span,) = plugins.quiet_times(facts, "2027-01-02", "2028-01-03", 334 * 1440, durations)
    # 31 days from the 1st on, and then again a year later.
    assert (span["start"], span["end"]) == ("2027-02-01T00:00:00+00:00", "2028-01-01T00:00:00+00:00")
    assert plugins.quiet_times(facts, "1971-01-01", "1971-02-02", 1440, durations)[0]["start"] == "1971-02-01T00:00:00+00:00"

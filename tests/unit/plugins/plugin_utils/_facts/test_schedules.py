# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every form in which a schedule can be given, what is none, and what stands beside the entries."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from tests.unit import filters as plugins

ENTRY = {"minutes": "0", "hours": "8", "days_of_week": "2"}


CAMEL = {"minutes": "0", "hours": "8", "daysOfWeek": "2", "daysOfMonth": "", "months": "*", "years": None}


RAW = {"@type": "Schedule", "minutes": "0", "hours": "8", "daysOfWeek": "2", "daysOfMonth": "*", "months": "*", "years": "*"}


RETRY = {"@type": "ScheduleRetry", "Schedule": [], "maxRetry": "5"}


NIGHT = [{"minutes": "30", "hours": "2"}]
MONDAY = "at 08:00 on Monday"
MALFORMED = [{"minutes": "0-59/", "hours": "8-18"}]


@pytest.mark.parametrize(
    "value",
    [
        ENTRY,
        CAMEL,
        RAW,
        [ENTRY],
        (ENTRY, CAMEL),
        [ENTRY, RAW],
        "0 8 2 * * *",
        "  0 8 2 *  * *; 00 08 2 1-31 1 , 2, 3-12 * ",
        ["0 8 2 * * *", ENTRY],
        {"schedule": [ENTRY]},
        {"schedule": ENTRY},
        {"schedule": "0 8 2 * * *"},
        {"id": "x", "schedule": [CAMEL], "retry": {"schedule": [], "max_retry": 5}, "enabled": True, "atom_id": "y"},
        {"@type": "ProcessSchedules", "Schedule": [RAW], "Retry": RETRY, "atomId": "y", "enabled": "true"},
        {"name": "p", "process_schedules": [{"schedule": [ENTRY]}, {"schedule": []}]},
        {"name": "p", "processSchedules": {"schedule": [CAMEL], "retry": None}},
        [
            {"name": "p", "process_schedules": [{"schedule": [ENTRY]}]},
            {"name": "q", "process_schedules": []},
            {"name": "r", "process_schedules": None},
        ],
        (entry for entry in [ENTRY]),
    ],
)
def test_every_form(value: object) -> None:
    assert plugins.describe_schedule(value) == MONDAY


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"hour": "1"}, 'an entry of a schedule has no field "hour"; its fields are minutes hours days_of_week days_of_month months years'),
        ({"name": "p"}, 'has no field "name"'),
        ({1: "1"}, "has no field 1"),
        ({"daysOfWeek": "1", "days_of_week": "1"}, "has both days_of_week and daysOfWeek, which are the same field"),
        (5, "a schedule cannot be a number"),
        (True, "a schedule cannot be a boolean"),
        (b"x", "a schedule cannot be of type bytes"),
        ("0 8 2 * *", 'schedule is "0 8 2 * *": an entry has 5 fields, not six'),
        ("", 'schedule is "": an entry has 0 fields, not six'),
        ("0 8 2 * * *;", "an entry has 0 fields"),
        ("0 8 2 * * * *", "an entry has 7 fields"),
        ([[ENTRY]], "a list of schedules has another list in it; make it one list with the filter flatten"),
        ([5], "a schedule cannot be a number"),
        ({"schedule": 5}, "a schedule cannot be a number"),
        ({"schedule": [{"hour": 1}]}, 'has no field "hour"'),
        ({"schedule": [], "enabled": "no"}, 'enabled is "no"; it must be true, false or null'),
        ({"schedule": [], "enabled": 0}, "enabled is 0; it must be true, false or null"),
        ({"schedule": [], "retry": []}, "retry is a list; it must be a mapping with schedule and max_retry"),
        ({"schedule": [], "retry": {"max_retry": "many"}}, 'retry.max_retry is "many"; it must be a whole number of up to nine digits, or null'),
        ({"schedule": [], "retry": {"max_retry": True}}, "retry.max_retry is true; it must be a whole number of up to nine digits, or null"),
        ({"schedule": [], "retry": {"schedule": [{"minutes": "61"}]}}, 'minutes is "61": "61" is out of range'),
        ({"process_schedules": 5}, "a schedule cannot be a number"),
    ],
)
def test_what_is_no_schedule(value: object, message: str) -> None:
    with pytest.raises(AnsibleFilterError, match=re.escape(message)):
        plugins.next_runs(value)
    assert plugins.valid_schedule(value) is False


def item(enabled: object = None, schedule: object = "0 8 * * * *") -> dict[str, Any]:
    return {"schedule": schedule, "enabled": enabled}


@pytest.mark.parametrize(
    ("value", "scheduled", "paused"),
    [
        ([], False, False),
        (None, False, False),
        (ENTRY, True, False),
        ({}, True, False),
        ("0 8 * * * *", True, False),
        (item(None, []), False, False),
        ({"process_schedules": [item(None), item(True)]}, True, False),
        ({"process_schedules": [item(False), item(None, [])]}, True, True),
        (item(True), True, False),
        (item(False), True, True),
        (item("false"), True, True),
        (item(False, []), False, True),
        ({"process_schedules": []}, False, False),
        ({"process_schedules": [item(False), item(True)]}, True, False),
        ({"process_schedules": [item(False), item(False)]}, True, True),
        ({"process_schedules": [item(False), item(True, [])]}, True, True),
        ({"process_schedules": [item(False, []), item(True, [])]}, False, False),
    ],
)
def test_scheduled_and_paused(value: object, scheduled: bool, paused: bool) -> None:
    assert plugins.scheduled(value) is scheduled
    assert plugins.paused(value) is paused
    assert plugins.valid_schedule(value) is True


ASK = "get the processes with include_status=true, or give unknown=false or unknown=true"


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({"schedule": NIGHT}, ""),
        (item(None), ""),
        ({**item(None), "process_id": "p1", "atom_id": "a1"}, ' of "p1" on "a1"'),
        (
            {"name": "Lo{{ a }}d", "instance_name": "ERP", "process_schedules": [item(False), {**item(None, MALFORMED), "atom_name": "prod-1"}]},
            ' of "Lo{{ a }}d" in the instance "ERP" on "prod-1"',
        ),
    ],
)
def test_a_pause_that_is_not_known_is_an_error_that_says_how_to_ask(value: object, where: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        plugins.paused(value)
    assert caught.value.message == f"whether the schedule{where} is paused is not known; {ASK}"
    assert plugins.paused(value, unknown=True) is True
    assert plugins.paused(value, unknown=False) is False
    with pytest.raises(AnsibleFilterError, match='unknown is "no"; it must be true or false'):
        plugins.paused(value, unknown="no")


def test_paused_items_do_not_run() -> None:
    both = {"process_schedules": [item(False, "0 8 * * * *"), item(True, "0 9 * * * *")]}
    span = ("2026-11-24", "2026-11-25")
    assert plugins.runs_between(both, *span) == ["2026-11-24T09:00:00+00:00"]
    assert plugins.count_runs(both, *span, include_paused=True) == 2
    assert plugins.running_within(both, "* 8 * * * *") is False
    assert plugins.running_within(both, "* 8 * * * *", include_paused=True) is True
    assert plugins.same_schedule_as(both, "0 8,9 * * * *") is True
    assert plugins.schedule_diff(item(False), item(True)) == {}
    with pytest.raises(AnsibleFilterError, match='include_paused is "yes"; it must be true or false'):
        plugins.next_runs(both, include_paused="yes")


def scheduled(schedule: object, **more: Any) -> dict[str, Any]:
    return {"id": "x", "schedule": schedule, **more}


RETRY_WINDOW = {"schedule": [{"minutes": "0-10/5", "hours": "19-23", "days_of_week": "7"}], "max_retry": 2}


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ([], "not scheduled"),
        (None, "not scheduled"),
        (scheduled([]), "not scheduled"),
        (scheduled([], enabled=False), "not scheduled (paused)"),
        (scheduled(NIGHT, enabled=True), "at 02:30 every day"),
        (scheduled(NIGHT, enabled=None), "at 02:30 every day (pause not asked)"),
        (scheduled([], enabled=None), "not scheduled"),
        (
            {"process_schedules": [scheduled(NIGHT, enabled=None), scheduled("0 4 * * * *", enabled=None)]},
            "at 02:30 and 04:00 every day (pause not asked)",
        ),
        (
            {"process_schedules": [scheduled(NIGHT, enabled=None), scheduled("0 4 * * * *", enabled=False), scheduled("0 5 * * * *", enabled=True)]},
            "at 05:00 every day; pause not known: at 02:30 every day; paused: at 04:00 every day",
        ),
        (scheduled(NIGHT, enabled=False), "at 02:30 every day (paused)"),
        (scheduled(NIGHT, retry={"schedule": [], "max_retry": 5}), "at 02:30 every day"),
        (
            scheduled(NIGHT, retry=RETRY_WINDOW),
            "at 02:30 every day; retries: every 5 minutes from :00 to :10 of every hour from 19:00 to 23:59 on Saturday, at most 2 times",
        ),
        (scheduled(NIGHT, retry={"schedule": "0 4 * * * *", "max_retry": 1}), "at 02:30 every day; retries: at 04:00 every day, at most once"),
        (scheduled(NIGHT, retry={"schedule": "0 4 * * * *"}), "at 02:30 every day; retries: at 04:00 every day"),
        ({"name": "p", "process_schedules": [scheduled(NIGHT), scheduled("30 2 * * * *")]}, "at 02:30 every day"),
        (
            {"name": "p", "process_schedules": [scheduled(NIGHT), scheduled("0 4 * * * *", enabled=False)]},
            "at 02:30 every day; paused: at 04:00 every day",
        ),
        ({"name": "p", "process_schedules": [scheduled(NIGHT), scheduled([], enabled=False)]}, "at 02:30 every day"),
        ({"name": "p", "process_schedules": []}, "not scheduled"),
    ],
)
def test_what_stands_beside_the_entries(value: object, sentence: str) -> None:
    assert plugins.describe_schedule(value) == sentence


def test_time_zone() -> None:
    assert plugins.describe_schedule(NIGHT, timezone="Europe/Berlin") == "at 02:30 every day, Europe/Berlin time"
    assert plugins.describe_schedule(scheduled(NIGHT, enabled=False), "UTC") == "at 02:30 every day, UTC time (paused)"
    assert plugins.describe_schedule([], "UTC") == "not scheduled"
    with pytest.raises(AnsibleFilterError, match='timezone is "Mars/Olympus"; allowed are IANA names'):
        plugins.describe_schedule(NIGHT, "Mars/Olympus")


PROBLEM = 'minutes is "0-59/": "0-59/" has none of the allowed forms; allowed are *, n, a-b, a-b/s and */s'
VALID = {"name": "Load", "process_schedules": [item(False, "0 3 * * * *")]}
ESTATE = [
    {
        "id": "p1",
        "name": "Order Intake",
        "instance_id": "i1",
        "process_schedules": [item(True), {**item(True, MALFORMED), "atom_id": "a1", "atom_name": "frankfurt"}],
    },
    {"id": "p2", "name": "Sync", "process_schedules": [item(False, MALFORMED), item(False, MALFORMED)]},
    VALID,
    {"id": "p4", "name": "Listener", "process_schedules": [item(None, [])]},
]


def test_one_malformed_schedule_does_not_end_a_question_whether_anything_is_scheduled_or_paused() -> None:
    assert [plugins.scheduled(process) for process in ESTATE] == [True, True, True, False]
    assert [plugins.paused(process) for process in ESTATE] == [False, True, True, False]
    retried = {"schedule": [], "retry": {"schedule": MALFORMED}}
    assert (plugins.scheduled(retried), plugins.paused({**retried, "enabled": False})) == (False, True)


@pytest.mark.parametrize("value", [5, {"name": "p"}, {"schedule": 5}, {"schedule": [{"hour": "1"}]}, "0 8 * * *", [[ENTRY]]])
def test_what_is_no_schedule_is_neither_scheduled_nor_paused(value: object) -> None:
    for test in (plugins.scheduled, plugins.paused):
        with pytest.raises(AnsibleFilterError):
            test(value)


def place(**more: Any) -> dict[str, Any]:
    return {"name": "Order Intake", "process_schedules": [{"schedule": MALFORMED}], **more}


@pytest.mark.parametrize(
    ("value", "beginning"),
    [
        (ESTATE, 'the schedule of "Order Intake" in the instance "i1" on "frankfurt" is not valid: '),
        (ESTATE[1], 'the schedule of "Sync" is not valid: '),
        (place(instance_id="i1", instance_name="EU"), 'the schedule of "Order Intake" in the instance "EU" is not valid: '),
        (place(name=None, id="p1"), 'the schedule of "p1" is not valid: '),
        (place(name='a"\u202e'), 'the schedule of "a\\"\\u202e" is not valid: '),
        (
            place(process_schedules=[{"schedule": [], "retry": {"schedule": MALFORMED}, "atom_id": "a1"}]),
            'the retry schedule of "Order Intake" on "a1" is not valid: ',
        ),
        ({"schedule": MALFORMED, "process_id": "p1", "atom_id": "a1"}, 'the schedule of "p1" on "a1" is not valid: '),
        ({"schedule": MALFORMED}, ""),
        (MALFORMED, ""),
    ],
)
def test_the_sentence_names_process_instance_and_runtime(value: object, beginning: str) -> None:
    for question in (plugins.next_runs, plugins.describe_schedule, plugins.to_cron):
        with pytest.raises(AnsibleFilterError) as caught:
            question(value)
        assert str(caught.value).startswith(beginning + PROBLEM)


SPAN = ("2026-11-24", "2026-11-25")


def test_what_is_not_valid_can_be_skipped_by_each_filter_and_test_that_reads_the_fields() -> None:
    more = {"include_paused": True, "invalid": "skip"}
    both = ["2026-11-24T03:00:00+00:00", "2026-11-24T08:00:00+00:00"]
    assert plugins.next_runs(ESTATE, 2, after="2026-11-24", **more) == both
    assert plugins.runs_between(ESTATE, *SPAN, **more) == both
    assert plugins.count_runs(ESTATE, *SPAN, **more) == 2
    assert plugins.to_cron(ESTATE, **more) == ["0 3,8 * * *"]
    assert plugins.to_ical(ESTATE, "Orders", start="2026-11-24", weeks=1, **more).count("DTSTART") == plugins.to_ical(
        "0 3,8 * * * *", "Orders", start="2026-11-24", weeks=1
    ).count("DTSTART")
    assert [plugins.running_within(process, "* 8 * * * *", invalid="skip") for process in ESTATE] == [True, False, False, False]
    assert plugins.schedule_diff(ESTATE, "0 3,8 * * * *", invalid="skip") == {}


def test_what_is_not_valid_is_the_same_as_no_other() -> None:
    assert plugins.same_schedule_as(VALID, "0 3 * * * *", invalid="skip") is True
    assert plugins.same_schedule_as({"schedule": MALFORMED}, [], invalid="skip") is False
    assert plugins.same_schedule_as([], {"schedule": MALFORMED}, invalid="skip") is False
    assert plugins.same_schedule_as({"schedule": MALFORMED}, {"schedule": MALFORMED}, invalid="skip") is False
    # The retries are not compared.
    assert plugins.same_schedule_as({"schedule": [], "retry": {"schedule": MALFORMED}}, [], invalid="skip") is True


def test_what_is_not_valid_in_words() -> None:
    assert [plugins.describe_schedule(process, invalid="skip") for process in ESTATE] == [
        "at 08:00 every day; 1 of 2 not valid",
        "not valid",
        "at 03:00 every day (paused)",
        "not scheduled",
    ]
    retried = {"schedule": NIGHT, "retry": {"schedule": MALFORMED, "max_retry": 1}}
    assert plugins.describe_schedule(retried, invalid="skip") == "at 02:30 every day; retries: not valid, at most once"


@pytest.mark.parametrize("value", [5, {"name": "p"}, {"schedule": [{"hour": "1"}]}])
def test_what_is_no_schedule_is_not_skipped(value: object) -> None:
    with pytest.raises(AnsibleFilterError):
        plugins.next_runs(value, invalid="skip")


def test_there_is_no_other_way_with_what_is_not_valid() -> None:
    with pytest.raises(AnsibleFilterError, match=r'^invalid is "ignore"; allowed are fail, skip$'):
        plugins.next_runs(NIGHT, invalid="ignore")

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Windows in which processes must run, or must not, in the zone of the runtime and in others."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.windows import Missed, missed_over
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.horizon import horizon_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC, zone_of
from tests.unit.plugins.plugin_utils.policy_cases import deployment, judged, process, told

NIGHT = {"name": "Night", "match": "*", "must_not_run": {"hours": "2-4"}, "must_run": {"hours": "5"}}
BERLIN = zone_of("Europe/Berlin")


def test_windows() -> None:
    def messages(schedule: str, **more: Any) -> list[str]:
        return [message for _rule, _severity, message in told([process(deployment(schedule, **more))], windows=[NIGHT])]

    assert messages("0 5 * * * *") == []
    assert messages("0 3,5 * * * *") == ['"Order Intake" runs on "a1" within the window "Night", at 03:00 every day']
    assert messages("0 3 * * * *", enabled=False) == ['"Order Intake" misses the window "Night" every day']
    assert messages("0 5 2-6 * * *") == ['"Order Intake" misses the window "Night" on Saturday and Sunday']
    # One of a pair is enough.
    pair = [process(deployment("0 5 * * * *", "a1", enabled=False), deployment("0 5 * * * *", "a2"))]
    assert told(pair, windows=[NIGHT]) == []


def test_a_window_without_a_name_is_called_by_its_path() -> None:
    window = {"match": "*", "must_not_run": {"hours": "2-4"}}
    assert told([process(deployment("0 3 1 * * *"))], windows=[window]) == [
        ("windows[0].must_not_run", "error", '"Order Intake" runs on "a1" within the window windows[0], at 03:00 on Sunday')
    ]


def test_a_schedule_that_is_not_valid_is_found_by_each_demand() -> None:
    found = told([process(deployment("0 25 * * * *"))], windows=[NIGHT])
    problem = 'hours is "25": "25" is out of range; allowed are *, n, a-b, a-b/s and */s, and lists of these separated by commas, with numbers from 0 to 23'
    text = f'"Order Intake" has a schedule on "a1" that is not valid, so it cannot be judged: {problem}'
    assert found == [
        ("Night.must_not_run", "error", text),
        ("Night.must_run", "error", '"Order Intake" misses the window "Night" every day'),
        ("Night.must_run", "error", text),
    ]


def test_a_window_that_matches_nothing() -> None:
    assert told([process()], windows=[{"match": "Nope", "must_run": {}}]) == [
        ("windows[0].match", "warning", 'no process has a name or id that matches "Nope"')
    ]


def test_what_is_not_known_to_be_enabled_is_not_known_to_run() -> None:
    windows = [{"name": "Night", "match": "*", "must_run": "* 1 * * * *"}]
    unknown, known = deployment("0 1 * * * *", enabled=None), deployment("0 1 * * * *", "a2")
    text = '"Order Intake" may miss the window "Night": whether its schedule is enabled is not known'
    assert told([process(unknown)], windows=windows) == [("Night.must_run", "warning", text)]
    assert told([process(unknown, known)], windows=windows) == []


def test_zones_of_runtimes_that_no_process_is_on_are_no_finding() -> None:
    """One policy may serve several estates."""
    zones = {"a1": "UTC", "a9": "Asia/Tokyo"}
    assert told([process(deployment())], atom_timezones=zones, max_starts_per_minute=9) == []


def test_a_window_of_years_gone_by_is_no_finding() -> None:
    def found(schedule: str, **window: str) -> list[str]:
        return [message for _rule, _severity, message in told([process(deployment(schedule))], windows=[{"match": "*", **window}])]

    assert found("0 3 * * * *", must_not_run="* 3 * * * 2020-2025") == []
    assert found("0 3 * * * 2020-2025", must_not_run="* 3 * * * *") == []
    assert found("0 3 * * * *", must_run="* 4 * * * 2020-2025") == []
    # Of these days only that of START is left.
    assert found("0 3 * * * *", must_run="* 4 * 1-24 11 2026") == ['"Order Intake" misses the window windows[0] on 24 November in 2026']
    assert found("0 3 * * * 2020-2027", must_not_run="* 3 * * 1 *") == [
        '"Order Intake" runs on "a1" within the window windows[0], at 03:00 every day in January in 2027'
    ]


def test_now_is_on_the_clock_of_the_policy() -> None:
    windows = [{"match": "*", "must_not_run": "30 0 * 24 11 2026"}]
    given = [process(deployment("30 0 * * * *"))]
    # START is 01:00 in Berlin.
    assert told(given, windows=windows, timezone="Europe/Berlin") == []
    assert [rule for rule, _severity, _message in told(given, windows=windows)] == ["windows[0].must_not_run"]


def test_windows_in_another_zone_follow_the_clocks() -> None:
    # Every day at 06:00 in New York is noon in Berlin, and 11:00 in the weeks in which only one of the two has changed its clocks.
    given = [process(deployment("0 6 * * * *"))]
    policy = {"timezone": "Europe/Berlin", "atom_timezones": {"a1": "America/New_York"}}
    (finding,) = judged(given, windows=[{"match": "*", "must_not_run": {"hours": "11"}}], **policy)
    assert finding["actual"] == {
        "words": "21 times in 365 days, first at 2027-03-14T11:00:00+01:00",
        "runs": 21,
        "days": 365,
        "first": "2027-03-14T11:00:00+01:00",
    }
    assert finding["message"] == '"Order Intake" runs on "a1" within the window windows[0], 21 times in 365 days, first at 2027-03-14T11:00:00+01:00'
    (finding,) = judged(given, windows=[{"match": "*", "must_run": {"hours": "12"}}], **policy)
    assert finding["actual"] == {
        "words": "no run on 21 of 364 days with this window, first on 2027-03-14",
        "days_missed": 21,
        "days": 364,
        "first": "2027-03-14",
    }
    assert finding["message"] == '"Order Intake" misses the window windows[0] on 21 of 364 days with this window, first on 2027-03-14'
    assert judged(given, windows=[{"match": "*", "must_run": {"hours": "11-12"}}], **policy) == []


def test_days_missed_over_a_horizon() -> None:
    horizon = horizon_of(datetime(2027, 3, 26, tzinfo=timezone.utc), 4)
    opened, ran, one_utc = (schedule_of(text) for text in ("* 2 * * * *", "30 2 * * * *", "0 1 * * * *"))
    assert missed_over([(ran, BERLIN)], opened, BERLIN, horizon) is None
    # 01:00 UTC is 02:00 in Berlin up to the 27th, then 03:00; the window does not exist on the 28th.
    assert missed_over([(one_utc, UTC)], opened, BERLIN, horizon) == Missed(None, date(2027, 3, 29), 1, 2)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Planned minutes of a span, and spans that nothing can be said of."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs import plans as module
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.plans import Plan, Plans
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC, zone_of
from tests.unit.plugins.plugin_utils._runs.run_cases import answer, process, verdicts

START, END = datetime(2026, 11, 28, tzinfo=timezone.utc), datetime(2026, 11, 28, 6, tzinfo=timezone.utc)
AT_TWO = int(START.timestamp()) + 2 * 3600


def test_a_plan() -> None:
    plan = Plans(START, END, 5).of(Timetable("0,4 2 * * * *"), zone_of("Europe/Berlin"))
    expected = [AT_TWO - 3600, AT_TWO - 3600 + 240]
    assert plan == Plan(expected, ["2026-11-28T02:00:00+01:00", "2026-11-28T02:04:00+01:00"], [120, 300], frozenset())


def test_minutes_around_the_span_whose_records_may_be_in_it() -> None:
    minutes = Plans(START, END, 5).of(Timetable("* * * * * *"), UTC).minutes
    first, last = (int(moment.timestamp()) for moment in (START - timedelta(minutes=5), END + timedelta(minutes=11)))
    assert minutes == list(range(first, last + 1, 60))


def test_minutes_that_the_clock_shows_again() -> None:
    plans = Plans(datetime(2026, 4, 5), datetime(2026, 4, 6), 5)
    plan = plans.of(Timetable("0,29,30,59 1,2 * * * *"), zone_of("Australia/Lord_Howe"))
    again = [text for text, minute in zip(plan.texts, plan.minutes) if minute in plan.repeated]
    # The clocks go back from 02:00 to 01:30.
    assert again == ["2026-04-05T01:30:00+11:00", "2026-04-05T01:59:00+11:00"]
    assert plan.texts[4:6] == ["2026-04-05T02:00:00+10:30", "2026-04-05T02:29:00+10:30"]


def test_a_moment_without_offset_is_on_the_clock_of_each_zone() -> None:
    plans = Plans(datetime(2026, 11, 28), datetime(2026, 11, 29), 5)
    assert (plans.span(UTC).start, plans.span(zone_of("Europe/Berlin")).start) == (AT_TWO - 7200, AT_TWO - 10_800)
    # A minute that has begun is past.
    plans = Plans(START + timedelta(seconds=1, microseconds=1), END, 5)
    assert plans.span(UTC).start == int(START.timestamp()) + 2


def test_plans_are_kept_for_the_next_process_but_not_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    plans, one, other = Plans(START, END, 5), Timetable("0 2 * * * *"), Timetable("0 2 * * * *")
    assert plans.of(one, UTC) is plans.of(one, UTC)
    assert plans.of(other, UTC) is not plans.of(one, UTC)
    first = plans.of(one, UTC)
    monkeypatch.setattr(module, "_KEPT", 0)
    plans.of(Timetable("0 3 * * * *"), UTC)
    assert plans.of(one, UTC) is not first


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"start": "2026-11-28", "end": "2026-11-27"}, "end is before start; give the start of the span first"),
        (
            {"start": "2026-10-28T00:00Z", "end": "2026-11-27T01:00:01Z"},
            "from start to end it is more than 30 days; Boomi keeps records of runs for 30 days",
        ),
        (
            {"start": "2026-11-28T08:00:01Z", "end": "2026-11-29"},
            "start is in the future; only what was planned before now can have run; use next_runs for what is to come",
        ),
        ({"start": "0001-01-01", "end": "0001-01-02"}, 'start is "0001-01-01 00:00:00+00:00"; it must be a moment from 1971 to 9998'),
        ({"end": "9999-12-31"}, 'end is "9999-12-31 00:00:00+00:00"; it must be a moment from 1971 to 9998'),
        ({"now": "2026-11-28T08:00", "timezone": "runtime"}, 'now is "2026-11-28 08:00:00"; it must have an offset, such as 2026-11-24T08:15:00Z'),
    ],
)
def test_spans_that_are_refused(arguments: dict[str, Any], sentence: str) -> None:
    for processes in ([process(atom_time_zone="Europe/Berlin")], []):
        with pytest.raises(AnsibleFilterError) as caught:
            verdicts(processes, **arguments)
        assert str(caught.value) == sentence


def test_spans_that_are_not() -> None:
    assert verdicts([], start="2026-10-28T00:00Z", end="2026-11-27T00:00Z") == []
    # 30 days of the calendar, one of which has 25 hours.
    berlin: dict[str, Any] = {"timezone": "Europe/Berlin", "now": "2026-11-10T00:00Z"}
    assert len(verdicts([process()], answer(), "2026-10-11", "2026-11-10", **berlin)) == 30
    assert verdicts(start="2026-11-28T02:00Z", end="2026-11-28T02:00Z") == []
    assert [each["verdict"] for each in verdicts([process("0 9 * * * *")], start="2026-11-28T08:00Z", end="2026-11-29")] == ["waiting"]

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs per hour, lanes and peaks, counted again run by run."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import running
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.starts import Runs, Runtime, heat, lanes, peaks
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.week import Week
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import runs_by_day
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import zone_of
from tests.unit.plugins.plugin_utils.report_cases import deployment, process, report_on


@pytest.mark.parametrize("start", ["2026-10-24T12:00", "2026-10-25T01:30", "2026-03-28T23:00", "2026-03-29T03:10", "2026-06-01"])
@pytest.mark.parametrize(("zone", "atom_zone"), [("UTC", "UTC"), ("Europe/Berlin", "Europe/Berlin"), ("Asia/Kathmandu", "Australia/Lord_Howe")])
def test_the_week_is_what_the_runs_say(start: str, zone: str, atom_zone: str) -> None:
    source = random.Random(f"{start} {zone}")
    processes = []
    for number in range(12):
        entry = {"minutes": f"{source.randrange(30)}-59/{source.choice([7, 15, 20])}", "hours": f"{source.randrange(4)}-{source.randrange(4, 24)}"}
        processes.append(process(number, deployment([entry], atom_id=source.choice("ab"), enabled=source.choice([True, None, False]))))
    report = report_on(processes, start=start, timezone=zone, atom_timezones={"a": atom_zone})
    here = ZoneInfo(zone)
    begin = datetime.fromisoformat(start).replace(tzinfo=here)
    by_hour: Counter[tuple[int, int]] = Counter()
    by_step: Counter[tuple[str, int]] = Counter()
    minutes: Counter[tuple[str, datetime]] = Counter()
    for one in processes:
        for item in one["process_schedules"]:
            there = zone_of(atom_zone if item["atom_id"] == "a" else zone)
            low = (begin.date() - timedelta(days=2)).toordinal() * 1440
            for run in (moment for day in runs_by_day(running(item), low, low + 11 * 1440, there) for moment in day.moments()):
                day = (run.astimezone(here).date() - begin.date()).days
                if 0 <= day < 7:
                    by_hour[day, run.astimezone(here).hour] += 1
                    minutes[item["atom_id"], run.astimezone(timezone.utc)] += 1
                since = (run - begin.astimezone(timezone.utc)) // timedelta(minutes=1)
                if 0 <= since < 1440:
                    by_step[item["atom_id"], since // 10] += 1
    assert {(day, hour): count for day, hours in enumerate(report.heat) for hour, count in enumerate(hours) if count} == dict(by_hour)
    assert {(lane.atom_id, index): count for lane in report.lanes for index, count in enumerate(lane.starts) if count} == dict(by_step)
    assert {peak.atom_id for peak in report.peaks} == {atom for (atom, _moment), count in minutes.items() if count > 1}
    for peak in report.peaks:
        mine = {moment: count for (atom, moment), count in minutes.items() if atom == peak.atom_id}
        assert peak.most == max(mine.values())
        assert peak.first == min(moment for moment, count in mine.items() if count == peak.most)
        assert peak.minutes == sum(count == peak.most for count in mine.values())
        assert len(peak.processes) == peak.most
        by_minute = [max((count for moment, count in mine.items() if moment.astimezone(here).minute == minute), default=0) for minute in range(60)]
        # The zone whose clocks change by half an hour is that of a runtime, not of the report.
        assert list(peak.by_minute) == by_minute


WEEK = Week(zone_of("UTC"), datetime(2026, 11, 24, 8, 10))
MIDNIGHT = datetime(2026, 11, 24, tzinfo=timezone.utc)


def at(*minutes: int) -> int:
    return sum(1 << minute for minute in minutes)


def test_peaks_highest_first() -> None:
    runtimes = [
        Runtime("a", "one", [Runs(at(5, 70), "A"), Runs(at(70, 80), "B"), Runs(at(9), "C")]),
        Runtime("b", "two", [Runs(at(5), "A"), Runs(at(6), "B")]),
        Runtime(None, "none", [Runs(at(1, 2, 3), "A"), Runs(at(2, 3), "A")]),
        Runtime("d", "four", [Runs(at(600), name) for name in "ABC"]),
        Runtime("e", "also one", [Runs(at(70), "A"), Runs(at(70), "B")]),
    ]
    found = peaks(runtimes, WEEK)
    assert [(peak.runtime, peak.most, peak.minutes, (peak.first - MIDNIGHT) // timedelta(minutes=1), peak.processes) for peak in found] == [
        ("four", 3, 1, 600, ("A", "B", "C")),
        ("none", 2, 2, 2, ("A", "A")),
        ("also one", 2, 1, 70, ("A", "B")),
        ("one", 2, 1, 70, ("A", "B")),
    ]
    assert {minute: count for minute, count in enumerate(found[3].by_minute) if count} == {5: 1, 9: 1, 10: 2, 20: 1}


def test_the_minute_of_the_hour_is_that_of_the_zone() -> None:
    week = Week(zone_of("Asia/Kathmandu"), datetime(2026, 11, 24))
    (peak,) = peaks([Runtime("a", "a", [Runs(at(61), "A"), Runs(at(61), "B")])], week)
    assert peak.first.isoformat() == "2026-11-24T01:01:00+05:45"
    assert [minute for minute, count in enumerate(peak.by_minute) if count] == [1]


def test_lanes_by_name() -> None:
    now = WEEK.now
    runtimes = [
        Runtime("b", "two", [Runs(at(now, now + 9, now + 10), "A"), Runs(at(now), "B"), Runs(at(now), "C")]),
        Runtime("a", "two", [Runs(at(now + 1439), "A")]),
        Runtime("c", "one", [Runs(at(now + 1440), "A")]),
        Runtime("d", "one", [Runs(at(now - 1), "A")]),
    ]
    assert [(lane.atom_id, lane.total, {step: count for step, count in enumerate(lane.starts) if count}) for lane in lanes(runtimes, WEEK)] == [
        ("a", 1, {143: 1}),
        ("b", 5, {0: 4, 1: 1}),
    ]


def test_runs_per_hour_of_all_runtimes() -> None:
    runtimes = [Runtime("a", "a", [Runs(at(0, 59, 60), "A"), Runs(at(0), "B")]), Runtime("b", "b", [Runs(at(0, 7 * 1440 - 1), "A")])]
    found = heat(runtimes, WEEK)
    assert [len(hours) for hours in found] == [24] * 7
    assert {(day, hour): count for day, hours in enumerate(found) for hour, count in enumerate(hours) if count} == {(0, 0): 4, (0, 1): 1, (6, 23): 1}
    assert heat([], WEEK) == ((0,) * 24,) * 7

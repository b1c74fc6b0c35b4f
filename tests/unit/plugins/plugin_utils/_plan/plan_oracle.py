# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans by looking at each minute. Shares no code with the collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from math import ceil
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tests.unit.plugins.plugin_utils.schedule_oracle import Entry, minutes, runs

Facts = list[dict[str, Any]]

MINUTE = timedelta(minutes=1)
# What is looked at begins so many days before the day of a span, and has so many.
BEFORE, DAYS = 3, 8


class Deployed(NamedTuple):
    """A process on a runtime; `duration` is None if it is not known. `starts` are the minutes in the days that are looked at, in UTC."""

    process: dict[str, Any]
    item: dict[str, Any]
    duration: float | None
    starts: list[datetime]


def deployed(facts: Facts, zones: dict[str, str], durations: list[dict[str, Any]], day: date, paused_too: bool) -> Iterator[Deployed]:
    for process in facts:
        for item in process["process_schedules"]:
            if item["schedule"] and (paused_too or item["enabled"] is not False):
                shown = runs(item["schedule"], ZoneInfo(zones[item["atom_id"]]), day - timedelta(days=BEFORE), DAYS)
                yield Deployed(process, item, duration(durations, process["id"], item["atom_id"]), [each.instant for each in shown])


def duration(durations: list[dict[str, Any]], process: str, atom: str) -> float | None:
    for wanted in (atom, None):
        known = [row["minutes"] for row in durations if row["process_id"] == process and row.get("atom_id") == wanted and row["minutes"] is not None]
        if known:
            return float(max(known))
    return None


def quiet(every: Iterable[Deployed], start: datetime, end: datetime, least: int) -> list[tuple[datetime, int]]:
    """The first minute and the number of minutes of each span."""
    taken = set()
    for each in every:
        until = start
        for instant in each.starts:
            until = max(instant, until)
            while until < min(instant + max(1, ceil(each.duration or 0)) * MINUTE, end):
                taken.add(until)
                until += MINUTE
    found: list[tuple[datetime, int]] = []
    first = minute = start
    while minute <= end:
        if minute == end or minute in taken:
            if (minute - first) // MINUTE >= least:
                found.append((first, (minute - first) // MINUTE))
            first = minute + MINUTE
        minute += MINUTE
    return sorted(found, key=lambda span: (-span[1], span[0]))


def candidates(entries: list[Entry], within: list[Entry]) -> list[int]:
    """By how many minutes all runs can move on their days. Days repeat after 28 years."""
    wanted, allowed = minutes(entries, 2024, 2051), minutes(within, 2024, 2051)
    kinds = {(times, allowed.get(day, 0)) for day, times in wanted.items()}
    return [by for by in range(-1439, 1440) if all(_fits(times, by, most) for times, most in kinds)]


def _fits(times: int, by: int, allowed: int) -> bool:
    return all(0 <= minute + by < 1440 and allowed >> minute + by & 1 for minute in range(1440) if times >> minute & 1)


Kinds = set[tuple[int, tuple[int, ...]]]


def kinds(entries: list[Entry], others: list[list[list[Entry]]], first: date, days: int) -> Kinds:
    """Of each of these days, the times of a schedule and those of the others; `others` are, for each runtime, the schedules of its other processes."""
    own = _year(entries, first, days)
    found: Kinds = set()
    for of_runtime in others:
        found.update(zip(own, zip(*(_year(each, first, days) for each in of_runtime))))
    return found


def starts_at_once(of_days: Kinds, by: int) -> int:
    """The most others in any minute of the schedule when it is moved."""
    return max((_most(times, by, masks) for times, masks in of_days), default=0)


def _most(times: int, by: int, masks: tuple[int, ...]) -> int:
    return max((sum(mask >> minute + by & 1 for mask in masks) for minute in range(1440) if times >> minute & 1), default=0)


def _year(entries: list[Entry], first: date, days: int) -> list[int]:
    found = minutes(entries, first.year, first.year + days // 366 + 1)
    return [found.get(first + timedelta(days=index), 0) for index in range(days)]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(timezone.utc)

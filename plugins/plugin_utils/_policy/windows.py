# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What the windows of a policy demand of processes.

Where runtime and window have the same zone, sets give the answer for all time to come. Otherwise both are laid out on the minutes of UTC over a
horizon, as one long int each, which includes every clock change. A window is open whenever the clock of its zone shows one of its minutes,
so both times if a minute occurs twice; a run starts only the first time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process, Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import Policy, Window
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Found, Violation
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.validity import NotValid
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.wording import ScheduleTexts, counted, window_name
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.coming import coming
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import days_with_times
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import DAY, Schedule, union
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import days_in_words, words
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import END_MINUTE, FIRST_MINUTE, UTC, Zone

_BYTES = 1440 // 8
_NOTHING = bytes(_BYTES)
# No zone is further than this from UTC, and no clock change moves a clock by more.
_MARGIN = 2 * 1440
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Windows:
    """Judges processes by windows. What equal processes have in common is computed once."""

    def __init__(self, policy: Policy, processes: Sequence[Process], horizon: Horizon, now: int, texts: ScheduleTexts, not_valid: NotValid) -> None:
        self.horizon = horizon
        self.now = now
        self.texts = texts
        self.timezone = policy.timezone
        self._atom_timezones = policy.atom_timezones
        self._processes = processes
        self._not_valid = not_valid

    def zone_of(self, deployment: Deployment) -> Zone:
        """The zone of its runtime."""
        for atom in (deployment.atom_id, deployment.atom_name):
            if atom is not None and atom in self._atom_timezones:
                return self._atom_timezones[atom]
        return self.timezone

    def judge(self, window: Window, matched: Sequence[int]) -> Iterator[Found]:
        """How the processes with these numbers break what the window demands."""
        if not matched:
            text = f"no process has a name or id that matches {window.about}"
            yield Violation(window.path, "match", text, window.match, None, severity="warning"), None
        if window.must_not_run is not None:
            yield from self._judge(window, "must_not_run", matched, _MustNotRun(self, window, window.must_not_run).judge)
        if window.must_run is not None:
            yield from self._judge(window, "must_run", matched, _MustRun(self, window, window.must_run).judge)

    def _judge(self, window: Window, key: str, matched: Sequence[int], judge: Callable[[Sequence[Deployment]], list[Violation]]) -> Iterator[Found]:
        known: dict[int, list[Violation]] = {}
        for index in matched:
            process = self._processes[index]
            # Equal processes share one tuple of deployments.
            shape = id(process.deployments)
            if shape not in known:
                known[shape] = judge(process.deployments)
            for violation in known[shape]:
                yield violation, process
        yield from self._not_valid.judge(window.path, key, matched)


class _MustNotRun:
    def __init__(self, windows: Windows, window: Window, closed: Schedule) -> None:
        self._windows = windows
        self._window = window
        self._closed = closed
        self._bits: int | None = None
        self._known: dict[tuple[Timetable, str], tuple[str, object] | None] = {}

    def judge(self, deployments: Sequence[Deployment]) -> list[Violation]:
        found = []
        for deployment in deployments:
            hits = self._hits_of(deployment) if deployment.runs else None
            if hits:
                text, actual = hits
                after = f" within {window_name(self._window)}, {text}"
                found.append(Violation(self._window.path, "must_not_run", "runs", self._windows.texts.without_runs(self._closed), actual, after, deployment))
        return found

    def _hits_of(self, deployment: Deployment) -> tuple[str, object] | None:
        zone = self._windows.zone_of(deployment)
        key = deployment.timetable, zone.name
        if key not in self._known:
            self._known[key] = self._hits(deployment.timetable.schedule, zone)
        return self._known[key]

    def _hits(self, schedule: Schedule, zone: Zone) -> tuple[str, object] | None:
        """The runs within the window, in words and as data."""
        own, horizon = self._windows.timezone, self._windows.horizon
        if zone.name == own.name:
            met = coming(schedule & self._closed, self._windows.now)
            return (words(met), self._windows.texts.data(met)) if met else None
        if self._bits is None:
            self._bits = on_the_clock_of_utc(self._closed, own, horizon, twice=True)
        hits = on_the_clock_of_utc(schedule, zone, horizon) & self._bits
        if not hits:
            return None
        number, days, first = hits.bit_count(), (horizon.high - horizon.low) // 1440, horizon.when(hits, own).isoformat()
        text = f"{counted(number, 'time')} in {counted(days, 'day')}, first at {first}"
        return text, {"words": text, "runs": number, "days": days, "first": first}


class _MustRun:
    def __init__(self, windows: Windows, window: Window, opened: Schedule) -> None:
        self._windows = windows
        self._window = window
        self._open = opened
        self._known: dict[frozenset[tuple[Timetable, str]], Violation | None] = {}

    def judge(self, deployments: Sequence[Deployment]) -> list[Violation]:
        running = [deployment for deployment in deployments if deployment.runs]
        known = [deployment for deployment in running if deployment.enabled is not None]
        violation = self._missed_by(running)
        if violation is None and len(known) < len(running) and self._missed_by(known):
            text = f"may miss {window_name(self._window)}: whether its schedule is enabled is not known"
            violation = Violation(self._window.path, "must_run", text, self._windows.texts.data(self._open), None, severity="warning")
        return [violation] if violation else []

    def _missed_by(self, deployments: Sequence[Deployment]) -> Violation | None:
        running = {(deployment.timetable, zone.name): zone for deployment in deployments for zone in (self._windows.zone_of(deployment),)}
        key = frozenset(running)
        if key not in self._known:
            missed = self._missed([(timetable.schedule, zone) for (timetable, _name), zone in running.items()])
            self._known[key] = self._violation(missed) if missed else None
        return self._known[key]

    def _missed(self, running: Sequence[tuple[Schedule, Zone]]) -> Missed | None:
        own = self._windows.timezone
        if all(zone.name == own.name for _schedule, zone in running):
            return missed_from(self._windows.now, union(schedule for schedule, _zone in running), self._open)
        return missed_over(running, self._open, own, self._windows.horizon)

    def _violation(self, missed: Missed) -> Violation:
        actual: dict[str, object]
        if missed.days is not None:
            when = days_in_words(missed.days)
            actual = {"words": f"no run {when}", "entries": missed.days.entries()}
        else:
            first = missed.first.isoformat() if missed.first else None
            when = f"on {missed.number} of {counted(missed.total, 'day')} with this window, first on {first}"
            actual = {"words": f"no run {when}", "days_missed": missed.number, "days": missed.total, "first": first}
        text = f"misses {window_name(self._window)} {when}"
        return Violation(self._window.path, "must_run", text, self._windows.texts.data(self._open), actual)


class Horizon(NamedTuple):
    """Minutes of UTC, counted like local minutes: from `low` up to, but not including, `high`."""

    low: int
    high: int

    def when(self, bits: int, zone: Zone) -> datetime:
        """The moment of the lowest bit, on the clock of the zone."""
        minutes = self.low + (bits & -bits).bit_length() - 1 - FIRST_MINUTE
        return zone.local(_EPOCH + timedelta(minutes=minutes))


def horizon_of(start: datetime, days: int) -> Horizon:
    """The minutes that begin at or after a moment, for some days. Raises GivenError if they leave the calendar."""
    low = UTC.minute_from(start)
    high = low + days * 1440
    if low < FIRST_MINUTE + _MARGIN or high > END_MINUTE - 2 * _MARGIN:
        problem = f"a horizon that starts at {start.isoformat()} leaves the calendar"
        raise GivenError(problem, field="horizon_days", value=days, allowed="it must lie between 1970 and 9999")
    return Horizon(low, high)


def on_the_clock_of_utc(schedule: Schedule, zone: Zone, horizon: Horizon, twice: bool = False) -> int:
    """The minutes of a schedule as bits of the horizon; `twice` counts a local minute each time that it occurs."""
    low, high = horizon
    first = (low - _MARGIN) // 1440
    local = _laid_out(schedule, first, (high + _MARGIN) // 1440 + 1)
    found = 0
    seen = 0
    for start, stop, offset in zone.offsets_between(low - _MARGIN, high):
        begin = start if twice else max(start, seen - offset)
        seen = max(seen, stop + offset)
        begin = max(begin, low)
        if begin < stop:
            found |= (local >> begin + offset - first * 1440 & (1 << stop - begin) - 1) << begin - low
    return found


def days_shown(bits: int, zone: Zone, horizon: Horizon) -> set[int]:
    """The local days, as ordinals, on which any of the bits lies."""
    days: set[int] = set()
    for start, stop, offset in zone.offsets_between(*horizon):
        first, minute = divmod(start + offset, 1440)
        piece = (bits >> start - horizon.low & (1 << stop - start) - 1) << minute
        rows = piece.to_bytes((piece.bit_length() // 1440 + 1) * _BYTES, "little")
        days.update(first + index for index in range(len(rows) // _BYTES) if rows[index * _BYTES : (index + 1) * _BYTES] != _NOTHING)
    return days


def whole_days(zone: Zone, horizon: Horizon) -> tuple[int, int]:
    """The first local day that lies completely in the horizon, and the first one after it that does not."""
    stretches = zone.offsets_between(*horizon)
    begin, end = stretches[0][0] + stretches[0][2], stretches[-1][1] + stretches[-1][2]
    return -(-begin // 1440), end // 1440


class Missed(NamedTuple):
    """Days of a window without a run: all of them if the answer is for all time to come, else the first, and how many of how many."""

    days: Schedule | None
    first: date | None = None
    number: int = 0
    total: int = 0


def missed_from(now: int, running: Schedule, window: Schedule) -> Missed | None:
    """The days on which the window has minutes to come, but no run in any of its minutes."""
    missed = _days_of(coming(window & (_days_of(window) - _days_of(window & running)), now))
    return Missed(missed) if missed else None


def missed_over(running: Iterable[tuple[Schedule, Zone]], window: Schedule, zone: Zone, horizon: Horizon) -> Missed | None:
    """The same over a horizon; the days are those of the window's zone."""
    opened = on_the_clock_of_utc(window, zone, horizon, twice=True)
    hits = 0
    for schedule, own in running:
        hits |= on_the_clock_of_utc(schedule, own, horizon)
    first, end = whole_days(zone, horizon)
    days = {day for day in days_shown(opened, zone, horizon) if first <= day < end}
    missed = days - days_shown(hits & opened, zone, horizon)
    return Missed(None, date.fromordinal(min(missed)), len(missed), len(days)) if missed else None


def _days_of(schedule: Schedule) -> Schedule:
    return Schedule(part._replace(times=DAY) for part in schedule.parts)


def _laid_out(schedule: Schedule, first: int, end: int) -> int:
    """The local minutes of some days as one int."""
    rows = [_NOTHING] * (end - first)
    for ordinal, times in _until(days_with_times(schedule.disjoint, first), end):
        rows[ordinal - first] = times.to_bytes(_BYTES, "little")
    return int.from_bytes(b"".join(rows), "little")


def _until(days: Iterator[tuple[int, int]], end: int) -> Iterator[tuple[int, int]]:
    for ordinal, times in days:
        if ordinal >= end:
            return
        yield ordinal, times

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What the windows of a policy demand of processes.

Where runtime and window have the same clock, as they always have with `timezone: runtime`, sets give the answer for all time to come. Otherwise
both are laid out on the minutes of UTC over a horizon, which includes every clock change. A window is open whenever the clock of its zone shows
one of its minutes, so both times if a minute occurs twice; a run starts only the first time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process, Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import Policy, Window
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Found, Violation
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.validity import NotValid
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.wording import ScheduleTexts, counted, window_name
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.coming import coming
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.horizon import Horizon, days_shown, on_the_clock_of_utc, whole_days
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import DAY, Schedule, union
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import days_in_words, words
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone


class Windows:
    """Judges processes by windows. What equal processes have in common is computed once."""

    def __init__(self, policy: Policy, processes: Sequence[Process], horizon: Horizon, now: int, texts: ScheduleTexts, not_valid: NotValid) -> None:
        self.horizon = horizon
        self.now = now
        self.texts = texts
        self.zones = policy.zones
        self._processes = processes
        self._not_valid = not_valid

    def zone_of(self, deployment: Deployment) -> Zone | None:
        """The zone of its runtime, if that is another one than the windows' own."""
        own = self.zones.own
        zone = self.zones.known(deployment) if own else None
        return zone if zone and own and zone.name != own.name else None

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
        self._known: dict[tuple[Timetable, Zone | None], tuple[str, object] | None] = {}

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
        key = deployment.timetable, zone
        if key not in self._known:
            self._known[key] = self._hits(deployment.timetable.schedule, zone)
        return self._known[key]

    def _hits(self, schedule: Schedule, zone: Zone | None) -> tuple[str, object] | None:
        """The runs within the window, in words and as data."""
        own, horizon = self._windows.zones.own, self._windows.horizon
        if own is None or zone is None:
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
        self._known: dict[frozenset[tuple[Timetable, Zone | None]], Violation | None] = {}

    def judge(self, deployments: Sequence[Deployment]) -> list[Violation]:
        running = [deployment for deployment in deployments if deployment.runs]
        known = [deployment for deployment in running if deployment.enabled is not None]
        violation = self._missed_by(running)
        if violation is None and len(known) < len(running) and self._missed_by(known):
            text = f"may miss {window_name(self._window)}: whether its schedule is enabled is not known"
            violation = Violation(self._window.path, "must_run", text, self._windows.texts.data(self._open), None, severity="warning")
        return [violation] if violation else []

    def _missed_by(self, deployments: Sequence[Deployment]) -> Violation | None:
        running = frozenset((deployment.timetable, self._windows.zone_of(deployment)) for deployment in deployments)
        if running not in self._known:
            missed = self._missed([(timetable.schedule, zone) for timetable, zone in running])
            self._known[running] = self._violation(missed) if missed else None
        return self._known[running]

    def _missed(self, running: Sequence[tuple[Schedule, Zone | None]]) -> Missed | None:
        own = self._windows.zones.own
        if own is None or not any(zone for _schedule, zone in running):
            return missed_from(self._windows.now, union(schedule for schedule, _zone in running), self._open)
        return missed_over([(schedule, zone or own) for schedule, zone in running], self._open, own, self._windows.horizon)

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

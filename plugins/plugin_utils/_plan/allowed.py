# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Whether a policy allows a maintenance: which demands its processes would break because they do not run in it.

Nothing runs in the span; everything else runs as scheduled. A demand that is broken anyway is no finding here: `policy_findings` has it. Windows are on
the clock of the policy, or of each runtime, and schedules are on that of their runtime.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.choosing import Question
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.disturbed import Disturbed
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import Policy, Rule, Severity, Window
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Finding, Violation
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import Findings
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.match import Index
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.wording import ScheduleTexts, counted, listed, open_words, window_name
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.horizon import MARGIN, Horizon, days_shown, on_the_clock_of_utc
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Part, Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC, Zone

_ALWAYS = Schedule([Part()])
# In a text with a digit for each minute, 0 where it does not count and 2 where a run starts: from one run to the next, or to where it does not count.
_STRETCH = re.compile("[12]1*")
# So many days are named in a message.
_NAMED = 3


def maintenance_findings(policy: Policy, question: Question, disturbed: Sequence[Disturbed]) -> list[Finding]:
    """The demands that would be broken by what is disturbed, in the order of the policy."""
    hit: dict[int, list[Disturbed]] = {}
    for each in disturbed:
        if each.starts.number:
            hit.setdefault(each.planned.number, []).append(each)
    found, index, days = Findings(policy), Index(question.processes), _Days(policy, question)
    for rule in policy.processes:
        for number in index.matching(rule) if rule.max_minutes_between_runs or rule.runs else ():
            for each in hit.get(number, ()):
                if each.planned.deployment.on(rule.only_on):
                    for violation in _silent(rule, each):
                        found.add(violation, each.planned.process)
    for window in policy.windows:
        for number in index.matching(window) if window.must_run is not None else ():
            if number in hit:
                for violation in days.missed(window, question.processes[number].deployments, [each.planned.deployment for each in hit[number]]):
                    found.add(violation, question.processes[number])
    return found.in_order()


def kept_free(policy: Policy, question: Question) -> list[dict[str, Any]]:
    """The windows of `must_not_run` about any of the processes that are in the span, each with how many of its minutes they are.

    On several clocks, the most of any.
    """
    zones: dict[int, set[Zone]] = {}
    for each in question.planned:
        zones.setdefault(each.number, set()).add(each.zone)
    index, horizon = Index(question.processes), question.span.horizon
    found = []
    for window in policy.windows:
        about = [zones[number] for number in index.matching(window) if number in zones]
        if about and window.must_not_run is not None:
            clocks = {policy.zones.own} if policy.zones.own else set().union(*about)
            minutes = max(on_the_clock_of_utc(window.must_not_run, zone, horizon, twice=True).bit_count() for zone in clocks)
            if minutes:
                found.append({"name": window.name, "match": window.match, "minutes": minutes})
    return found


class _Days:
    """The days of windows on which processes run, with the maintenance and without it."""

    def __init__(self, policy: Policy, question: Question) -> None:
        low, high = question.span.horizon
        # The days that the span touches are whole in it, on any clock.
        self._horizon = Horizon(low - MARGIN, high + MARGIN)
        self._span = (1 << high - low) - 1 << MARGIN
        self._own = policy.zones.own
        self._zones = question.zones
        self._texts = ScheduleTexts()
        self._known: dict[tuple[Schedule, Timetable, Zone, bool], set[int]] = {}

    def missed(self, window: Window, deployments: Iterable[Deployment], stopped: Sequence[Deployment]) -> Iterator[Violation]:
        """The days of a window on which a process does run, but no longer if these of its deployments do not run in the span."""
        if window.must_run is None:
            return
        running = [each for each in deployments if each.runs]
        hit = set(map(id, stopped))
        before = {id(each): self._days(window.must_run, each) for each in running}
        after = {key: self._days(window.must_run, each, without=True) if key in hit else days for each, (key, days) in zip(running, before.items())}
        sure = [id(each) for each in running if each.enabled is not None]
        lost, left = _union(before.values()), _union(after.values())
        known, known_left = _union(map(before.__getitem__, sure)), _union(map(after.__getitem__, sure))
        missed = known - left
        # Not known is whether the schedule that runs on such a day is enabled, or the one that would still run on it.
        doubtful = lost - known_left - missed - (left - known)
        if missed:
            yield self._violation(window, window.must_run, missed, "would miss", "", "error")
        if doubtful:
            yield self._violation(window, window.must_run, doubtful, "may miss", ", and it is not known whether its schedule is enabled", "warning")

    def _violation(self, window: Window, opened: Schedule, days: set[int], text: str, after: str, severity: Severity) -> Violation:
        dates = [date.fromordinal(day).isoformat() for day in sorted(days)]
        says = f"{text} {window_name(window)} on {listed(dates, _NAMED)}, since all its runs there are in the maintenance{after}"
        actual = {"words": f"no run on {listed(dates, _NAMED)}", "days": dates}
        return Violation(window.path, "must_run", says, self._texts.data(opened), actual, severity=severity)

    def _days(self, window: Schedule, deployment: Deployment, *, without: bool = False) -> set[int]:
        zone = self._zones.of(deployment)
        key = window, deployment.timetable, zone, without
        if key not in self._known:
            clock = self._own or zone
            runs = on_the_clock_of_utc(deployment.timetable.schedule, zone, self._horizon) & (~self._span if without else -1)
            self._known[key] = days_shown(runs & on_the_clock_of_utc(window, clock, self._horizon, twice=True), clock, self._horizon)
        return self._known[key]


def _union(several: Iterable[set[int]]) -> set[int]:
    return reduce(or_, several, set())


def _silent(rule: Rule, each: Disturbed) -> Iterator[Violation]:
    """How long a schedule goes without a run across the span, if that is longer than the rule allows, and only because of the span."""
    before, after = each.starts.before, each.starts.after
    if before is None or after is None:
        return
    limits = [("max_minutes_between_runs", rule.max_minutes_between_runs, rule.during, "a run")]
    limits.append(("runs", rule.runs.max_minutes_since_success if rule.runs else None, None, "a success"))
    for key, most, during, what in limits:
        if most is not None:
            minutes, usual = _longest(each, before, after, during or _ALWAYS)
            if usual <= most < minutes:
                within = f" {open_words(during)}" if during else ""
                span = f", from {_shown(before)} to {_shown(after)}; at most {counted(most, 'minute')} are allowed{within}"
                expected: object = {"words": f"at most {counted(most, 'minute')}{within}", "minutes": most, "entries": during.entries()} if during else most
                text = f"would go {counted(minutes, 'minute')} without {what}"
                yield Violation(rule.path, key, text, expected, minutes, span, each.planned.deployment)


def _longest(each: Disturbed, before: datetime, after: datetime, during: Schedule) -> tuple[int, int]:
    """The most local minutes without a run from one start to another, of those that count: without the runs between them, and with them."""
    zone = each.planned.zone
    local = Horizon(zone.minute_from(before), zone.minute_from(after))
    # On the clock of UTC, no local minute is skipped or repeated.
    counts, runs = (on_the_clock_of_utc(schedule, UTC, local) for schedule in (during, each.planned.deployment.timetable.schedule))
    length = local.high - local.low

    def longest(starts: int) -> int:
        digits = (f"{counts:0{length}b}", f"{counts & starts:0{length}b}")
        text = "".join("2" if start == "1" else count for count, start in zip(*digits))[::-1]
        return max((len(match[0]) for match in _STRETCH.finditer(text)), default=0)

    return longest(runs & 1), longest(runs)


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"

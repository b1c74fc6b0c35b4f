# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What a rule demands of the times between the runs of a schedule, of their number, and of their spacing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import Rule
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Violation
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.rhythm import Rhythm
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.silence import longest_silence
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.wording import counted, listed, open_words
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.coming import coming
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import END_DAY
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Part, Schedule

INTERVALS = ("min_minutes_between_runs", "max_minutes_between_runs", "max_runs_per_day", "even_intervals")
_ALWAYS = Schedule([Part()])


class Intervals:
    """Judges schedules from a local minute on. What several rules ask of one schedule is computed once."""

    def __init__(self, now: int) -> None:
        self._now = now
        self._rhythms: dict[Schedule, Rhythm] = {}

    def against(self, rule: Rule, schedule: Schedule) -> Iterator[Violation]:
        """How a schedule breaks the demands of the rule, without a deployment."""
        if rule.min_minutes_between_runs is not None:
            yield from self._closest(rule, rule.min_minutes_between_runs, schedule)
        if rule.max_minutes_between_runs is not None:
            yield from self._longest(rule, rule.max_minutes_between_runs, schedule)
        if rule.max_runs_per_day is not None:
            most = self._rhythm(schedule).most_per_day
            if most > rule.max_runs_per_day:
                text, after = f"runs {counted(most, 'time')} on one day", f", more than {rule.max_runs_per_day}"
                yield Violation(rule.path, "max_runs_per_day", text, rule.max_runs_per_day, most, after)
        if rule.even_intervals and (uneven := self._rhythm(schedule).uneven_hour):
            minutes = list(values(uneven[1]))
            text = f"runs at the minutes {listed([str(minute) for minute in minutes], 60)} of an hour"
            yield Violation(rule.path, "even_intervals", text, True, minutes, ", which are not evenly spaced around it")

    def _rhythm(self, schedule: Schedule) -> Rhythm:
        if schedule not in self._rhythms:
            self._rhythms[schedule] = Rhythm(coming(schedule, self._now))
        return self._rhythms[schedule]

    def _closest(self, rule: Rule, least: int, schedule: Schedule) -> Iterator[Violation]:
        distance = self._rhythm(schedule).distance(least)
        if distance is not None:
            text, after = f"has runs {counted(distance, 'minute')} apart", f", closer than {counted(least, 'minute')}"
            yield Violation(rule.path, "min_minutes_between_runs", text, least, distance, after)

    def _longest(self, rule: Rule, most: int, schedule: Schedule) -> Iterator[Violation]:
        during = rule.during or _ALWAYS
        silence = longest_silence(schedule, during, self._now)
        if silence.minutes <= most:
            return
        within = f" {open_words(during)}" if rule.during else ""
        expected: object = {"words": f"at most {counted(most, 'minute')}{within}", "minutes": most, "entries": during.entries()} if rule.during else most
        allowed = f"; at most {counted(most, 'minute')} are allowed"
        first = _shown(silence.first)
        actual: int | None = None
        if not coming(schedule & during, self._now):
            text, after = f"never runs{within}", allowed
        elif silence.first + silence.minutes >= END_DAY * 1440:
            text, after = "has no run", f" from {first} on{allowed}{within}"
        else:
            actual = silence.minutes
            text, after = f"goes {counted(silence.minutes, 'minute')} without a run", f", first from {first}{allowed}{within}"
        yield Violation(rule.path, "max_minutes_between_runs", text, expected, actual, after)


def _shown(minute: int) -> str:
    return f"{date.fromordinal(minute // 1440).isoformat()} {minute % 1440 // 60:02}:{minute % 60:02}"

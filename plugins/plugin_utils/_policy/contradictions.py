# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Demands of a policy that contradict each other: no process can meet both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Process
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import Policy, Rule, Window
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Found, Violation
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.intervals import Intervals
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.match import Index
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.windows import missed_from
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.wording import ScheduleTexts
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.coming import coming
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import drop_impossible, same
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import days_in_words

# By key, what the later and what the earlier of two rules demands.
_Differences = dict[str, tuple[object, object]]


def within_a_rule(rule: Rule, intervals: Intervals) -> Iterator[Found]:
    """Demands of one rule that no process with a schedule can meet together."""

    def contradiction(key: str, other: str, expected: object, actual: object) -> Found:
        return Violation(rule.path, key, f"{rule.called}.{key} contradicts {rule.called}.{other}: no process can meet both", expected, actual), None

    if rule.enabled is True and rule.enabled_on == "none":
        yield contradiction("enabled_on", "enabled", rule.enabled_on, rule.enabled)
    if rule.enabled is False and rule.enabled_on in ("one", "all"):
        yield contradiction("enabled_on", "enabled", rule.enabled_on, rule.enabled)
    if rule.schedule is not None:
        if not drop_impossible(rule.schedule) and rule.enabled_on in ("one", "all"):
            yield contradiction("enabled_on", "schedule", rule.enabled_on, "not scheduled")
        for broken in intervals.against(rule, rule.schedule):
            yield broken._replace(text=f"{rule.called}.{broken.key} contradicts {rule.called}.schedule, which {broken.text}"), None
    least, most = rule.min_minutes_between_runs, rule.max_minutes_between_runs
    if least is not None and most is not None and most < least and rule.during is None:
        yield contradiction("max_minutes_between_runs", "min_minutes_between_runs", most, least)
    if rule.environments == () and (rule.only_on or rule.enabled_on == "one"):
        key = "only_on" if rule.only_on else "enabled_on"
        yield contradiction("environments", key, [], list(rule.only_on) if rule.only_on else rule.enabled_on)


def within_a_window(window: Window, now: int, texts: ScheduleTexts) -> Iterator[Found]:
    """Days on which a window demands runs only in minutes that it forbids."""
    return ((violation, None) for violation in _between_windows(window, window, now, texts))


def _between_windows(window: Window, other: Window, now: int, texts: ScheduleTexts) -> Iterator[Violation]:
    if window.must_run is None or other.must_not_run is None:
        return
    missed = missed_from(now, window.must_run - other.must_not_run, window.must_run)
    if missed and missed.days:
        text = f"{window.called}.must_run contradicts {other.called}.must_not_run, which forbids all of its minutes {days_in_words(missed.days)}"
        yield Violation(window.path, "must_run", text, texts.data(window.must_run), texts.data(other.must_not_run))


class Contradictions:
    """Demands of several rules and windows on the same process. Each contradiction is reported once, with the first process that it affects."""

    def __init__(self, policy: Policy, processes: Sequence[Process], now: int, index: Index, texts: ScheduleTexts) -> None:
        self._now = now
        self._policy = policy
        self._processes = processes
        self._index = index
        self._texts = texts
        self._environments = _environments_by_name(processes)

    def judge(self) -> Iterator[Found]:
        yield from self._rules()
        yield from self._windows()
        yield from self._schedules_in_windows()

    def _rules(self) -> Iterator[Found]:
        rules = [rule for rule in self._policy.processes if _demands(rule)]
        by_process: list[list[int]] = [[] for _process in self._processes]
        for number, rule in enumerate(rules):
            for index in self._index.matching(rule):
                by_process[index].append(number)
        # Most processes are matched by the same rules as many others.
        differing: dict[tuple[int, ...], list[tuple[int, int]]] = {}
        differences: dict[tuple[int, int], _Differences] = {}
        for process, numbers in zip(self._processes, by_process):
            if len(numbers) < 2:
                continue
            together = tuple(numbers)
            if together not in differing:
                pairs = [(earlier, later) for index, later in enumerate(numbers) for earlier in numbers[:index]]
                for earlier, later in pairs:
                    if (earlier, later) not in differences:
                        differences[earlier, later] = self._differences(rules[earlier], rules[later])
                differing[together] = [pair for pair in pairs if differences[pair]]
            for earlier, later in differing[together]:
                for violation in _take(rules[earlier], rules[later], process, differences[earlier, later]):
                    yield violation, process

    def _differences(self, earlier: Rule, later: Rule) -> _Differences:
        found: _Differences = {}
        same_places = set(earlier.only_on or ()) == set(later.only_on or ())
        # Rules for different places may well expect different environments.
        if (
            same_places
            and earlier.environments is not None
            and later.environments is not None
            and not self._compatible(earlier.environments, later.environments)
        ):
            found["environments"] = list(later.environments), list(earlier.environments)
        if earlier.schedule is not None and later.schedule is not None and not same(earlier.schedule, later.schedule):
            found["schedule"] = self._texts.data(later.schedule), self._texts.data(earlier.schedule)
        if earlier.retry is not None and later.retry is not None and not same(earlier.retry, later.retry):
            found["retry"] = self._texts.data(later.retry), self._texts.data(earlier.retry)
        for key in ("enabled", "max_retry"):
            value, other_value = getattr(later, key), getattr(earlier, key)
            # A snapshot that does not know whether a schedule is enabled contradicts nothing.
            if value not in (None, "unknown") and other_value not in (None, "unknown") and value != other_value:
                found[key] = value, other_value
        if earlier.enabled_on and later.enabled_on and earlier.enabled_on != later.enabled_on and same_places:
            found["enabled_on"] = later.enabled_on, earlier.enabled_on
        return found

    def _compatible(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Whether both lists can mean the same environments: several may have one name, and then one of them can meet both demands."""
        mine, theirs = ([self._environments.get(each, {each}) for each in names] for names in (one, other))
        return all(any(each & those for those in theirs) for each in mine) and all(any(each & those for those in mine) for each in theirs)

    def _windows(self) -> Iterator[Found]:
        for one in self._policy.windows:
            for other in self._policy.windows:
                for violation in _between_windows(one, other, self._now, self._texts) if one is not other else ():
                    process = self._first_of_both(one, other)
                    if process:
                        yield violation._replace(text=f"is matched by {one.called} and by {other.called}, but {violation.text}"), process

    def _schedules_in_windows(self) -> Iterator[Found]:
        """Schedules that a rule demands and a window does not allow. If runtimes are in several zones, it depends on the facts: those are judged anyway."""
        if self._policy.zones.own and self._policy.zones.of_runtimes:
            return
        for rule in self._policy.processes:
            for window in self._policy.windows if rule.schedule is not None else ():
                violation = self._schedule_in_window(rule, rule.schedule or Schedule(), window)
                process = self._first_of_both(window, rule) if violation else None
                if violation and process:
                    yield violation, process

    def _schedule_in_window(self, rule: Rule, schedule: Schedule, window: Window) -> Violation | None:
        key = demanded = None
        if window.must_not_run is not None and rule.enabled is not False and self._comes(schedule & window.must_not_run):
            key, demanded = "must_not_run", window.must_not_run
        # One of several deployments is enough for must_run: a rule for some of them forbids nothing.
        elif window.must_run is not None and rule.only_on is None and self._comes(window.must_run) and not self._comes(schedule & window.must_run):
            key, demanded = "must_run", window.must_run
        if key is None or demanded is None:
            return None
        text = f"is matched by {window.called} and by {rule.called}, but {window.called}.{key} contradicts {rule.called}.schedule"
        return Violation(window.path, key, text, self._texts.data(demanded), self._texts.data(schedule))

    def _comes(self, schedule: Schedule) -> bool:
        return bool(coming(schedule, self._now))

    def _first_of_both(self, one: Rule | Window, other: Rule | Window) -> Process | None:
        both = set(self._index.matching(one)).intersection(self._index.matching(other))
        return self._processes[min(both)] if both else None


def _environments_by_name(processes: Sequence[Process]) -> dict[str, set[str | None]]:
    """By the name of an environment, the name and the ids of those that have it."""
    found: dict[str, set[str | None]] = {}
    for process in processes:
        for deployment in process.deployments:
            if deployment.env_name:
                found.setdefault(deployment.env_name, {deployment.env_name}).add(deployment.env_id)
    return found


def _demands(rule: Rule) -> bool:
    """Whether it demands anything that another rule can contradict."""
    return any(demanded is not None for demanded in (rule.environments, rule.schedule, rule.enabled, rule.enabled_on, rule.retry, rule.max_retry))


def _take(earlier: Rule, later: Rule, process: Process, differences: _Differences) -> Iterator[Violation]:
    """Removes and reports the differences that this process is the first to be affected by."""
    shared = [deployment for deployment in process.deployments if deployment.on(earlier.only_on) and deployment.on(later.only_on)]
    for key in list(differences):
        # Only a deployment with a schedule must be enabled.
        affected = any(deployment.timetable.scheduled for deployment in shared) if key == "enabled" else bool(shared)
        # A process without deployments still has environments: none.
        if affected or (key == "environments" and later.only_on is None):
            expected, actual = differences.pop(key)
            text = f"is matched by {later.called} and by {earlier.called}, but {later.called}.{key} contradicts {earlier.called}.{key}"
            yield Violation(later.path, key, text, expected, actual)

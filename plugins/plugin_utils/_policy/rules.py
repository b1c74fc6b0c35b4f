# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What the rules of a policy demand of processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, sentence_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process, Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import Rule
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Found, Violation
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.rhythm import Rhythm
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.validity import not_valid
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.wording import NO_NAMES, ScheduleTexts, counted, listed
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.coming import coming
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import drop_impossible, same
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words

# The most characters of a difference in a message; the finding has both schedules whole.
_LONGEST = 200
# The demands on the minutes of a schedule.
_OF_MINUTES = ("schedule", "min_minutes_between_runs", "max_runs_per_day", "even_intervals")


class Rules:
    """Judges processes by rules. What equal processes or schedules have in common is computed once."""

    def __init__(self, processes: Sequence[Process], now: int, texts: ScheduleTexts) -> None:
        self._processes = processes
        self._now = now
        self._texts = texts
        self._cores = _cores(processes)
        self._rhythms: dict[Timetable, Rhythm] = {}

    def judge(self, rule: Rule, matched: Sequence[int]) -> Iterator[Found]:
        """How the processes with these numbers break the rule."""
        if not matched:
            text = f"no process has a name or id that matches {quoted(rule.match)}"
            yield _no_process(rule, "match", text, rule.match), None
            return
        demands = _Demands(rule, self._now, self._texts, self._rhythms)
        known: dict[int, list[Violation] | None] = {}
        # If the rule does not depend on the place, a clean result also holds for processes that differ only in names and places.
        by_place = rule.only_on is not None or rule.environments is not None
        clean: set[int] = set()
        met = not by_place
        cores, processes = self._cores, self._processes
        for index in matched:
            if cores[index] in clean:
                continue
            process = processes[index]
            # Equal processes share one tuple of deployments.
            shape = id(process.deployments)
            if shape in known:
                found = known[shape]
            else:
                found = known[shape] = demands.judge(process.deployments)
            if found is None:
                continue
            met = True
            if found:
                for violation in found:
                    yield violation, process
            elif not by_place:
                clean.add(cores[index])
        if not met and rule.only_on:
            places = sentence_list([quoted(each) for each in rule.only_on])
            text = f"no process that matches {quoted(rule.match)} is deployed on {places}"
            yield _no_process(rule, "only_on", text, list(rule.only_on)), None


def unmatched(rules: Iterable[tuple[Rule, Sequence[int]]], processes: Sequence[Process]) -> Iterator[Found]:
    """Processes, and deployments of a process, that no rule is about. Each rule comes with the numbers of the processes that it matches."""
    everywhere: set[int] = set()
    places: dict[int, list[tuple[str, ...]]] = {}
    for rule, matched in rules:
        if rule.only_on is None:
            everywhere.update(matched)
        else:
            for index in matched:
                places.setdefault(index, []).append(rule.only_on)
    for index, process in enumerate(processes):
        if index in everywhere:
            continue
        if index not in places:
            yield Violation("", "unmatched", "is not matched by any rule", "deny", None), process
            continue
        for deployment in process.deployments:
            if not any(deployment.on(each) for each in places[index]):
                yield Violation("", "unmatched", "is deployed", "deny", None, ", where no rule matches it", deployment), process


def _cores(processes: Sequence[Process]) -> list[int]:
    """For each process a number that it shares with all processes that differ from it only in names, places and times of retries."""
    numbers: dict[tuple[object, ...], int] = {}
    by_shape: dict[int, int] = {}
    found = []
    for process in processes:
        shape = id(process.deployments)
        if shape not in by_shape:
            core = tuple((deployment.timetable, deployment.enabled, deployment.max_retry) for deployment in process.deployments)
            by_shape[shape] = numbers.setdefault(core, len(numbers))
        found.append(by_shape[shape])
    return found


def _no_process(rule: Rule, key: str, text: str, expected: object) -> Violation:
    """There is no process to judge: an error only if the rule requires one."""
    return Violation(rule.path, "required" if rule.required else key, text, expected, None, severity="error" if rule.required else "warning")


class _Demands:
    """The demands of one rule on the deployments of a process."""

    def __init__(self, rule: Rule, now: int, texts: ScheduleTexts, rhythms: dict[Timetable, Rhythm]) -> None:
        self._rule = rule
        self._now = now
        self._texts = texts
        self._rhythms = rhythms
        self._of_timetables: dict[Timetable, list[Violation]] = {}

    def judge(self, deployments: Sequence[Deployment]) -> list[Violation] | None:
        """How the demands are broken; None if the rule is about none of these deployments."""
        rule = self._rule
        if rule.only_on is not None:
            deployments = [deployment for deployment in deployments if deployment.on(rule.only_on)]
            if not deployments:
                return None
        found: list[Violation] = []
        if rule.environments is not None:
            found += _environments(rule, rule.environments, deployments)
        for deployment in deployments:
            timetable = deployment.timetable
            known = self._of_timetables.get(timetable)
            if known is None:
                known = self._of_timetables[timetable] = list(self._timetable(timetable))
            if known:
                found += [violation._replace(on=deployment) for violation in known]
            if rule.enabled is not None and timetable.scheduled and deployment.enabled is not rule.enabled:
                found.append(_enabled(rule, deployment))
            if rule.max_retry is not None and deployment.max_retry != rule.max_retry:
                found.append(_max_retry(rule, deployment))
        if rule.enabled_on is not None:
            found += _enabled_on(rule, rule.enabled_on, deployments)
        return found

    def _timetable(self, timetable: Timetable) -> Iterator[Violation]:
        """What depends on the schedule alone, still without its deployment."""
        rule, schedule = self._rule, timetable.schedule
        if rule.schedule_text is not None and timetable.text != rule.schedule_text:
            yield Violation(rule.path, "schedule_text", "does not have the expected schedule text", rule.schedule_text, timetable.text)
        if timetable.problem:
            for key in _OF_MINUTES:
                demanded = getattr(rule, key)
                if demanded is not None and demanded is not False:
                    expected = self._texts.data(demanded) if isinstance(demanded, Schedule) else demanded
                    yield not_valid(rule.path, key, expected, timetable)
            return
        if rule.schedule is not None and not same(rule.schedule, schedule):
            text, expected, actual = "does not have the expected schedule", self._texts.data(rule.schedule), self._texts.data(schedule)
            yield Violation(rule.path, "schedule", text, expected, actual, f" ({_differences(rule.schedule, schedule)})")
        if needs_rhythm(rule):
            rhythm = self._rhythms.get(timetable)
            if rhythm is None:
                rhythm = self._rhythms[timetable] = Rhythm(coming(schedule, self._now))
            yield from against_rhythm(rule, rhythm)


def _environments(rule: Rule, expected: Sequence[str], deployments: Sequence[Deployment]) -> Iterator[Violation]:
    unknown = [deployment for deployment in deployments if deployment.environment is None]
    for deployment in unknown:
        yield Violation(rule.path, "environments", "is deployed", list(expected), None, ", whose environment is not known", deployment, "warning")
    actual = sorted({(each.env_id or "", each.env_name or "") for each in deployments} - {("", "")})
    # A missing environment may be one that is not known.
    missing = [] if unknown else [each for each in expected if not any(each in env for env in actual)]
    extra = [env for env in actual if not any(each in env for each in expected)]
    clauses = []
    if extra:
        clauses.append(f"is deployed to {listed([quoted(name or env_id) for env_id, name in extra])}, where it must not be")
    if missing:
        hint = NO_NAMES if actual and not any(name for _env_id, name in actual) else ""
        clauses.append(f"is not deployed to {listed([quoted(each) for each in missing])}{hint}")
    if clauses:
        yield Violation(rule.path, "environments", ", and ".join(clauses), list(expected), [name or env_id for env_id, name in actual])


def _differences(expected: Schedule, actual: Schedule) -> str:
    sides = {"extra runs": words(drop_impossible(actual - expected)), "missing runs": words(drop_impossible(expected - actual))}
    return "; ".join(f"{side}: {text if len(text) <= _LONGEST else 'at many times'}" for side, text in sides.items() if text)


def needs_rhythm(rule: Rule) -> bool:
    """Whether the rule demands something of the rhythm of runs."""
    return rule.min_minutes_between_runs is not None or rule.max_runs_per_day is not None or rule.even_intervals


def against_rhythm(rule: Rule, rhythm: Rhythm) -> Iterator[Violation]:
    """How a schedule breaks the demands on its rhythm, without a deployment."""
    if rule.min_minutes_between_runs is not None:
        least = rule.min_minutes_between_runs
        distance = rhythm.distance(least)
        if distance is not None:
            text, after = f"has runs {counted(distance, 'minute')} apart", f", closer than {counted(least, 'minute')}"
            yield Violation(rule.path, "min_minutes_between_runs", text, least, distance, after)
    if rule.max_runs_per_day is not None:
        most = rhythm.most_per_day
        if most > rule.max_runs_per_day:
            text, after = f"runs {counted(most, 'time')} on one day", f", more than {rule.max_runs_per_day}"
            yield Violation(rule.path, "max_runs_per_day", text, rule.max_runs_per_day, most, after)
    if rule.even_intervals and rhythm.uneven_hour:
        minutes = list(values(rhythm.uneven_hour[1]))
        text = f"runs at the minutes {listed([str(minute) for minute in minutes], 60)} of an hour"
        yield Violation(rule.path, "even_intervals", text, True, minutes, ", which are not evenly spaced around it")


def _enabled(rule: Rule, deployment: Deployment) -> Violation:
    if deployment.enabled is None:
        after = ", but whether it is enabled is not known from this source"
        return Violation(rule.path, "enabled", "is scheduled", rule.enabled, None, after, deployment, "warning")
    text, after = ("is paused", ", but must run") if rule.enabled else ("is enabled", ", but must be paused")
    return Violation(rule.path, "enabled", text, rule.enabled, deployment.enabled, after, deployment)


def _max_retry(rule: Rule, deployment: Deployment) -> Violation:
    actual = deployment.max_retry
    if actual is None:
        text, after = "has a number of retries", " that is not known from this source"
        return Violation(rule.path, "max_retry", text, rule.max_retry, None, after, deployment, "warning")
    text, after = f"is retried up to {counted(actual, 'time')}", f", not {rule.max_retry}"
    return Violation(rule.path, "max_retry", text, rule.max_retry, actual, after, deployment)


def _enabled_on(rule: Rule, expected: str, deployments: Sequence[Deployment]) -> Iterator[Violation]:
    scheduled = [deployment for deployment in deployments if deployment.timetable.scheduled]
    on = [deployment for deployment in scheduled if deployment.enabled]
    unknown = [deployment for deployment in scheduled if deployment.enabled is None]
    possible = len(on) + len(unknown)
    broken = {
        "one": len(on) > 1 or possible < 1,
        "all": possible < len(deployments),
        "none": bool(on),
    }[expected]
    actual = [deployment.runtime for deployment in on]
    if broken:
        where = f"on {listed([quoted(runtime or 'an unknown runtime') for runtime in actual])}" if on else "nowhere"
        wanted = {"one": "exactly one of its runtimes", "all": f"all {len(deployments)} of its runtimes", "none": "none"}[expected]
        yield Violation(rule.path, "enabled_on", f"is scheduled and enabled {where}, but must be on {wanted}", expected, actual)
    elif unknown:
        text = "is scheduled, but where it is enabled is not known from this source"
        yield Violation(rule.path, "enabled_on", text, expected, None, severity="warning")

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What the rules of a policy demand of processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ansible_collections.boomi.spaces.plugins.module_utils._errors import inline, quoted, sentence_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process, Timetable, quoted_once
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import Rule, Severity
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Found, Violation
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.intervals import INTERVALS, Intervals
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.validity import not_valid
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.wording import NO_NAMES, RUNNING, ScheduleTexts, counted, extra_and_missing, listed
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import same
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule

# The demands on the minutes of a schedule.
_OF_MINUTES = ("schedule", *INTERVALS)


class Rules:
    """Judges processes by rules. What equal processes or schedules have in common is computed once.

    Without `runtimes`, which only the facts of the whole estate have, `on_every_atom` is not judged.
    """

    def __init__(self, processes: Sequence[Process], texts: ScheduleTexts, intervals: Intervals, runtimes: Runtimes | None) -> None:
        self._processes = processes
        self._texts = texts
        self._intervals = intervals
        self._runtimes = runtimes
        self._cores = _cores(processes)

    def judge(self, rule: Rule, matched: Sequence[int]) -> Iterator[Found]:
        """How the processes with these numbers break the rule."""
        if not matched:
            text = f"no process has a name or id that matches {rule.about}"
            yield _no_process(rule, "match", text, rule.match), None
            return
        demands = _Demands(rule, self._texts, self._intervals, self._runtimes)
        known: dict[int, list[Violation] | None] = {}
        # If the rule does not depend on the place, a clean result also holds for processes that differ only in names and places.
        by_place = rule.only_on is not None or rule.environments is not None or rule.on_every_atom or rule.runtime_online
        clean: set[int] = set()
        met = not by_place
        cores, processes = self._cores, self._processes
        yield from _names(rule, (processes[index] for index in matched))
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
            text = f"no process that matches {rule.about} is deployed on {places}"
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
            core = tuple((deployment.timetable, deployment.enabled, deployment.retry, deployment.max_retry) for deployment in process.deployments)
            by_shape[shape] = numbers.setdefault(core, len(numbers))
        found.append(by_shape[shape])
    return found


def _no_process(rule: Rule, key: str, text: str, expected: object) -> Violation:
    """There is no process to judge: an error only if the rule requires one."""
    return Violation(rule.path, "required" if rule.required else key, text, expected, None, severity="error" if rule.required else "warning")


class Runtimes:
    """The runtimes of each environment: all those on which the facts have a process."""

    def __init__(self, processes: Sequence[Process]) -> None:
        found: dict[str, dict[str, Deployment]] = {}
        # Equal processes share one tuple of deployments.
        for deployments in {id(process.deployments): process.deployments for process in processes}.values():
            for each in deployments:
                environment, runtime = each.environment_key, each.runtime_key
                if environment is not None and runtime is not None:
                    runtimes = found.setdefault(environment, {})
                    # Facts from several requests may differ in names: the choice does not depend on their order.
                    runtimes[runtime] = max(runtimes.get(runtime, each), each, key=_by_names)
        self._found = {environment: sorted(runtimes.values(), key=_by_runtime) for environment, runtimes in found.items()}

    def beside(self, deployment: Deployment) -> list[Deployment]:
        """For each runtime of the same environment a deployment on it, in the order of their names. None where it is not known."""
        return self._found.get(deployment.environment_key or "", [])


def _by_names(deployment: Deployment) -> tuple[str, ...]:
    return tuple(text or "" for text in (deployment.env_name, deployment.atom_name, deployment.env_id, deployment.atom_id))


def _by_runtime(deployment: Deployment) -> tuple[str, str]:
    return deployment.runtime or "", deployment.atom_id or ""


class _Demands:
    """The demands of one rule on the deployments of a process."""

    def __init__(self, rule: Rule, texts: ScheduleTexts, intervals: Intervals, runtimes: Runtimes | None) -> None:
        self._rule = rule
        self._texts = texts
        self._intervals = intervals
        self._runtimes = runtimes
        self._about_retries = rule.retry is not None or rule.retry_text is not None
        self._of_timetables: dict[Timetable, list[Violation]] = {}

    def judge(self, deployments: Sequence[Deployment]) -> list[Violation] | None:
        """How the demands are broken; None if the rule is about none of these deployments."""
        rule = self._rule
        if rule.only_on is not None:
            deployments = [deployment for deployment in deployments if deployment.on(rule.only_on)]
            if not deployments:
                return None
        found: list[Violation] = []
        # What a policy writes as `unknown`, facts have as null.
        enabled = None if rule.enabled == "unknown" else rule.enabled
        if rule.environments is not None:
            found += _environments(rule, rule.environments, deployments)
        if rule.on_every_atom and self._runtimes is not None:
            found += self._on_every_atom(deployments, self._runtimes)
        for deployment in deployments:
            timetable = deployment.timetable
            known = self._of_timetables.get(timetable)
            if known is None:
                known = self._of_timetables[timetable] = list(self._timetable(timetable))
            if known:
                found += [violation._replace(on=deployment) for violation in known]
            if rule.enabled is not None and timetable.scheduled and deployment.enabled is not enabled:
                found.append(_enabled(rule, rule.enabled, deployment))
            if self._about_retries:
                found += self._retry(deployment)
            if rule.max_retry is not None and deployment.max_retry != rule.max_retry:
                found.append(_max_retry(rule, deployment))
        if rule.runtime_online:
            found += _runtime_online(rule, deployments)
        if rule.enabled_on is not None:
            found += _enabled_on(rule, rule.enabled_on, deployments)
        return found

    def _on_every_atom(self, deployments: Sequence[Deployment], runtimes: Runtimes) -> Iterator[Violation]:
        rule = self._rule
        on = {deployment.runtime_key for deployment in deployments}
        for environment in {deployment.environment_key: deployment for deployment in deployments}.values():
            every = [each for each in runtimes.beside(environment) if each.on(rule.only_on)]
            missing = [each for each in every if each.runtime_key not in on]
            expected, actual = [each.runtime for each in every], [each.runtime for each in every if each not in missing]
            for each in missing:
                after = f", a runtime of {quoted_once(each.environment or '')}"
                yield Violation(rule.path, "on_every_atom", "is not deployed", expected, actual, after, each)
        for deployment in deployments:
            if deployment.environment is None:
                after = ", whose environment is not known"
                yield Violation(rule.path, "on_every_atom", "is deployed", None, None, after, deployment, "warning")

    def _retry(self, deployment: Deployment) -> Iterator[Violation]:
        retry, texts, path, expected, text = deployment.retry, self._texts, self._rule.path, self._rule.retry, self._rule.retry_text
        if text not in (None, retry.text):
            yield Violation(path, "retry_text", "does not have the expected text of the times of retries", text, retry.text, on=deployment)
        if expected is None:
            return
        if retry.problem:
            after = f" that are not valid: {retry.problem}"
            yield Violation(path, "retry", "has times of retries", texts.data(expected), retry.text, after, deployment)
        elif not same(expected, retry.schedule):
            after = f". {extra_and_missing(expected, retry.schedule, 'retries')}"
            yield Violation(path, "retry", "does not have the expected times of retries", texts.data(expected), texts.data(retry.schedule), after, deployment)

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
            yield Violation(rule.path, "schedule", text, expected, actual, f". {extra_and_missing(rule.schedule, schedule, 'runs')}")
        yield from self._intervals.against(rule, schedule)


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


def _names(rule: Rule, processes: Iterable[Process]) -> Iterator[Found]:
    """Processes that are not called what they were."""
    if rule.process_name is not None:
        for process in processes:
            if process.name != rule.process_name:
                text = f"is no longer named {quoted_once(rule.process_name)}"
                yield Violation(rule.path, "process_name", text, rule.process_name, process.name), process


def _enabled(rule: Rule, expected: bool | str, deployment: Deployment) -> Violation:
    wanted, actual = RUNNING[expected], RUNNING[deployment.enabled]
    if expected == "unknown":
        text, after = ("is enabled" if deployment.enabled else "is paused"), ", which was not known when the policy was written"
        return Violation(rule.path, "enabled", text, wanted, actual, after, deployment, "warning")
    if deployment.enabled is None:
        after = ", but whether it is enabled is not known from this source"
        return Violation(rule.path, "enabled", "is scheduled", wanted, actual, after, deployment, "warning")
    text, after = ("is paused", ", but must run") if expected else ("is enabled", ", but must be paused")
    return Violation(rule.path, "enabled", text, wanted, actual, after, deployment)


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


def _runtime_online(rule: Rule, deployments: Iterable[Deployment]) -> Iterator[Violation]:
    for deployment in deployments:
        if deployment.alive or deployment.paused or not deployment.timetable.scheduled:
            continue
        status, detail = deployment.atom_status, deployment.atom_status_detail
        # Whether it is enabled may not be known.
        severity: Severity = "error" if deployment.enabled and status else "warning"
        actual = f"{status} ({detail})" if status and detail not in (None, status) else status
        if actual is None:
            after = ", whose status is not known: get the processes with include_runtimes=true"
        else:
            after = f", which is {inline(actual)}, so {'Boomi has no contact with it' if status == 'OFFLINE' else 'it may start no schedules'}"
        yield Violation(rule.path, "runtime_online", "is scheduled", "online", actual, after, deployment, severity)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges processes by a policy: the findings. Private to the collection.

A finding is `{rule, severity, message, process_id, process_name, instance_id, env_id, atom_id, expected, actual}`. `rule` is the path of the
key in the policy, `severity` is error or warning. What belongs to no process, environment or atom has null there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timezone
from functools import lru_cache
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, sentence_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process, Timetable, quoted_once, read_processes
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy import peaks as _policy_load
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy import windows as _policy_windows
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import (
    POLICY_KEYS,
    RULE_KEYS,
    WINDOW_KEYS,
    Policy,
    Rule,
    Window,
    read_policy,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.match import Index
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.rhythm import Rhythm
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import real, same
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import values
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import union
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone

Finding = dict[str, Any]

ERROR = "error"
WARNING = "warning"
# A message that tells a difference is never longer; the finding has both schedules whole.
_LONGEST = 200
# A hint, where a name may be meant and the facts have none.
_NO_NAMES = " (the facts have ids only: gather them with include_names=true to go by name)"
# A finding names so many processes or values, and counts the rest.
_NAMED = 10


class Said(NamedTuple):
    """What is to be said of each process of one shape: the sentence goes on after the name of the process."""

    key: str
    text: str
    expected: Any
    actual: Any
    on: Deployment | None = None
    severity: str = ERROR


# What is judged: all of it, or what can be told of each process alone, whatever other processes there are.
SCOPES = ("all", "processes")


def policy_findings(processes: object, policy: object, start: datetime | None = None, horizon_days: int = 365, scope: str = "all") -> list[Finding]:
    """What of the processes is not as the policy demands, in the order of the policy, then by name and id.

    `start` and `horizon_days` bound the question where a window's zone is not the runtime's; elsewhere the answer is for all time.
    `start` has an offset and is now if None. With the `scope` "processes" the findings of parts of an estate, put together, are those of
    the whole that each belong to one process. Raises PolicyError for a policy or for facts that cannot be understood.
    """
    demands = read_policy(policy)
    facts = sorted(read_processes(processes), key=lambda process: (process.name or "", process.id, process.instance_id or ""))
    horizon = _policy_windows.horizon_of(start or datetime.now(timezone.utc), horizon_days)
    return _Judge(demands, facts, horizon, whole=scope == "all").findings()


class _Judge:
    def __init__(self, policy: Policy, processes: Sequence[Process], horizon: _policy_windows.Horizon, *, whole: bool) -> None:
        self._whole = whole
        self._policy = policy
        self._processes = processes
        self._horizon = horizon
        self._index = Index(processes)
        self._cores = _cores(processes)
        self._any_problem = any(deployment.timetable.problem for process in processes for deployment in process.deployments)
        self._found: list[tuple[tuple[Any, ...], Finding]] = []
        self._words: dict[Schedule, dict[str, Any]] = {}

    def findings(self) -> list[Finding]:
        self._zones_of_atoms()
        rules = self._policy.processes
        matched_by_rule = [self._index.matching(rule.match) for rule in rules]
        for rule, matched in zip(rules, matched_by_rule):
            self._rule(rule, matched)
        if self._whole:
            self._contradicting_rules([(rule, matched) for rule, matched in zip(rules, matched_by_rule) if _demands(rule)])
            self._contradicting_windows()
            self._schedules_against_windows()
        if self._policy.max_starts_per_minute is not None:
            self._starts(self._policy.max_starts_per_minute)
        for window in self._policy.windows:
            self._window(window, self._index.matching(window.match))
        if self._policy.unmatched == "deny":
            self._unmatched(zip(rules, matched_by_rule))
        self._found.sort(key=lambda found: found[0])
        kept: list[Finding] = []
        last: tuple[Any, ...] | None = None
        for key, finding in self._found:
            if key != last:
                kept.append(finding)
            last = key
        return kept

    def _add(self, path: str, said: Said, process: Process | None, env_id: str | None = None, atom_id: str | None = None) -> None:
        if process is None and not self._whole:
            return
        if said.on:
            env_id, atom_id = said.on.env_id, said.on.atom_id
        rule = f"{path}.{said.key}" if path else said.key
        finding = {
            "rule": rule,
            "severity": said.severity,
            "message": f"{process.shown} {said.text}" if process else said.text,
            "process_id": process.id if process else None,
            "process_name": process.name if process else None,
            "instance_id": process.instance_id if process else None,
            "env_id": env_id,
            "atom_id": atom_id,
            "expected": said.expected,
            "actual": said.actual,
        }
        name, process_id, instance_id = (process.name or "", process.id, process.instance_id or "") if process else ("", "", "")
        self._found.append(((_order(path, said.key), name, process_id, env_id or "", atom_id or "", instance_id, said.severity, finding["message"]), finding))

    def _told(self, schedule: Schedule) -> dict[str, Any]:
        """A schedule in words and entries; the same object each time, as findings recur."""
        if schedule not in self._words:
            self._words[schedule] = {"words": words(schedule) or "not scheduled", "entries": schedule.entries()}
        return self._words[schedule]

    # Zones

    def _zones_of_atoms(self) -> None:
        if not self._policy.atom_timezones:
            return
        atoms = {atom for process in self._processes for deployment in process.deployments for atom in (deployment.atom_id, deployment.atom_name)}
        hint = "" if any(deployment.atom_name is not None for process in self._processes for deployment in process.deployments) else _NO_NAMES
        for atom, zone in self._policy.atom_timezones.items():
            if atom not in atoms:
                text = f"atom_timezones names {quoted(atom)}, but no process of these facts is on such an atom{hint}"
                self._add("", Said("atom_timezones", text, zone.name, None, severity=WARNING), None)

    def _zone(self, deployment: Deployment) -> Zone:
        zones = self._policy.atom_timezones
        for atom in (deployment.atom_id, deployment.atom_name):
            if atom is not None and atom in zones:
                return zones[atom]
        return self._policy.timezone

    # Rules

    def _rule(self, rule: Rule, matched: Sequence[int]) -> None:
        for said in _impossible(rule):
            self._add(rule.path, said, None)
        if not matched:
            text = f"no process has a name or id that matches {quoted(rule.match)}"
            said = Said("required", text, rule.match, None) if rule.required else Said("match", text, rule.match, None, severity=WARNING)
            self._add(rule.path, said, None)
            return
        judge = _RuleJudge(rule, self._told)
        # Shapes are shared by equal processes, and so is what is to be said of them.
        known: dict[int, list[Said] | None] = {}
        # Where nothing is said of a process, nothing is said of those that differ from it in their places alone.
        placed = rule.only_on is not None or rule.environments is not None
        fine: set[int] = set()
        met = not placed
        cores, processes = self._cores, self._processes
        for index in matched:
            if cores[index] in fine:
                continue
            process = processes[index]
            shape = id(process.deployments)
            if shape in known:
                found = known[shape]
            else:
                found = known[shape] = judge.judge(process.deployments)
            if found is None:
                continue
            met = True
            if found:
                for said in found:
                    self._add(rule.path, said, process)
            elif not placed:
                fine.add(cores[index])
        if not met and rule.only_on:
            places = sentence_list([quoted(place) for place in rule.only_on])
            text = f"no process that matches {quoted(rule.match)} is deployed on {places}"
            said = Said("required", text, list(rule.only_on), None) if rule.required else Said("only_on", text, list(rule.only_on), None, severity=WARNING)
            self._add(rule.path, said, None)

    def _contradicting_rules(self, rules: Sequence[tuple[Rule, Sequence[int]]]) -> None:
        """Each pair of rules that demand of one process what cannot both be had is told once, with the first such process."""
        by_process: list[list[int]] = [[] for dummy in self._processes]
        for number, (dummy, matched) in enumerate(rules):
            for index in matched:
                by_process[index].append(number)
        names: dict[str, set[str | None]] = {}
        for process in self._processes:
            for deployment in process.deployments:
                if deployment.env_name:
                    names.setdefault(deployment.env_name, {deployment.env_name}).add(deployment.env_id)
        differing: dict[tuple[int, ...], list[tuple[int, int]]] = {}
        differences: dict[tuple[int, int], dict[str, tuple[Any, Any]]] = {}
        for process, numbers in zip(self._processes, by_process):
            if len(numbers) < 2:
                continue
            together = tuple(numbers)
            if together not in differing:
                pairs = [(earlier, later) for index, later in enumerate(numbers) for earlier in numbers[:index]]
                for earlier, later in pairs:
                    if (earlier, later) not in differences:
                        differences[earlier, later] = self._differences(rules[earlier][0], rules[later][0], names)
                differing[together] = [pair for pair in pairs if differences[pair]]
            for earlier, later in differing[together]:
                self._contradiction(rules[earlier][0], rules[later][0], process, differences[earlier, later])

    def _differences(self, earlier: Rule, later: Rule, names: dict[str, set[str | None]]) -> dict[str, tuple[Any, Any]]:
        """By key, what the later and what the earlier rule demands where that is not the same."""
        found: dict[str, tuple[Any, Any]] = {}
        # Rules for different places may well expect different environments.
        if earlier.environments is not None and later.environments is not None and set(earlier.only_on or ()) == set(later.only_on or ()):
            # One name can be that of several environments: then both demands can be met by one of them.
            mine, theirs = ([names.get(each, {each}) for each in rule.environments or ()] for rule in (later, earlier))
            met = all(any(one & other for other in theirs) for one in mine) and all(any(one & other for other in mine) for one in theirs)
            if not met:
                found["environments"] = list(later.environments), list(earlier.environments)
        if earlier.schedule is not None and later.schedule is not None and not same(earlier.schedule, later.schedule):
            found["schedule"] = self._told(later.schedule), self._told(earlier.schedule)
        for key in ("enabled", "max_retry"):
            value, other_value = getattr(later, key), getattr(earlier, key)
            if value is not None and other_value is not None and value != other_value:
                found[key] = value, other_value
        if earlier.enabled_on and later.enabled_on and earlier.enabled_on != later.enabled_on and set(earlier.only_on or ()) == set(later.only_on or ()):
            found["enabled_on"] = later.enabled_on, earlier.enabled_on
        return found

    def _contradiction(self, earlier: Rule, later: Rule, process: Process, differences: dict[str, tuple[Any, Any]]) -> None:
        """Tells, and takes out, the differences that this process is the first to be caught between."""
        shared = [deployment for deployment in process.deployments if deployment.on(earlier.only_on) and deployment.on(later.only_on)]
        for key in list(differences):
            # Whether it is enabled is demanded of what has a schedule alone.
            together = any(deployment.timetable.scheduled for deployment in shared) if key == "enabled" else bool(shared)
            # A process that is deployed nowhere has environments, none, but nothing else to differ in.
            if together or (key == "environments" and later.only_on is None):
                expected, other = differences.pop(key)
                text = f"is matched by {later.path} and by {earlier.path}, but {later.path}.{key} contradicts {earlier.path}.{key}"
                self._add(later.path, Said(key, text, expected, other), process)

    # What piles up

    def _starts(self, limit: int) -> None:
        by_atom: dict[str, dict[str, tuple[Process, list[Deployment]]]] = {}
        for process in self._processes:
            for deployment in process.deployments:
                atom = deployment.atom_id or deployment.atom_name
                if atom is not None and deployment.enabled is not False:
                    by_atom.setdefault(atom, {}).setdefault(process.id, (process, []))[1].append(deployment)
        for running in by_atom.values():
            together: dict[frozenset[Timetable], list[Process]] = {}
            for process, deployments in running.values():
                tables = frozenset(deployment.timetable for deployment in deployments if deployment.timetable.schedule)
                if tables:
                    together.setdefault(tables, []).append(process)
            members = list(together.items())
            schedules = [(union(sorted((table.schedule for table in tables), key=lambda each: each.parts)), len(who)) for tables, who in members]
            peak = _policy_load.peak(schedules, limit)
            if peak:
                who = sorted((process for member in peak.members for process in members[member][1]), key=lambda process: (process.name or "", process.id))
                self._add_peak(limit, peak, who, next(iter(running.values()))[1][0])
        self._unreadable("", "max_starts_per_minute", range(len(self._processes)), lambda deployment: deployment.enabled is not False)

    def _add_peak(self, limit: int, peak: _policy_load.Peak, who: Sequence[Process], deployment: Deployment) -> None:
        when = words(peak.when)
        atom = quoted(deployment.atom_name or deployment.atom_id or "")
        named = _some([process.shown for process in who])
        text = f"{peak.starts} processes start in the same minute on the atom {atom}, {when}, where at most {limit} may: {named}"
        actual = {"starts": peak.starts, "words": when, "entries": peak.when.entries(), "process_ids": [process.id for process in who]}
        self._add("", Said("max_starts_per_minute", text, limit, actual), None, deployment.env_id, deployment.atom_id)

    def _unreadable(self, path: str, key: str, indices: Iterable[int], concerned: Callable[[Deployment], bool]) -> None:
        """A schedule that is not valid cannot be held against anything."""
        known: dict[int, list[Said]] = {}
        for index in indices if self._any_problem else ():
            process = self._processes[index]
            shape = id(process.deployments)
            if shape not in known:
                known[shape] = [_not_valid(key, None, on) for on in process.deployments if on.timetable.problem and concerned(on)]
            for said in known[shape]:
                self._add(path, said, process)

    # Windows

    def _window(self, window: Window, matched: Sequence[int]) -> None:
        if not matched:
            text = f"no process has a name or id that matches {quoted(window.match)}"
            self._add(window.path, Said("match", text, window.match, None, severity=WARNING), None)
        for said in self._impossible_window(window, window):
            self._add(window.path, said, None)
        judges: list[tuple[str, Callable[[Sequence[Deployment]], list[Said]]]] = []
        if window.must_not_run is not None:
            judges.append(("must_not_run", _MustNotRun(window, window.must_not_run, self._policy.timezone, self._zone, self._horizon, self._told).judge))
        if window.must_run is not None:
            judges.append(("must_run", _MustRun(window, window.must_run, self._policy.timezone, self._zone, self._horizon, self._told).judge))
        for key, judge in judges:
            known: dict[int, list[Said]] = {}
            for index in matched:
                process = self._processes[index]
                shape = id(process.deployments)
                if shape not in known:
                    known[shape] = judge(process.deployments)
                for said in known[shape]:
                    self._add(window.path, said, process)
            self._unreadable(window.path, key, matched, lambda deployment: deployment.enabled is not False)

    def _contradicting_windows(self) -> None:
        for one in self._policy.windows:
            for other in self._policy.windows:
                if one is not other:
                    both = set(self._index.matching(one.match)).intersection(self._index.matching(other.match))
                    for said in self._impossible_window(one, other) if both else ():
                        text = f"is matched by {one.path} and by {other.path}, but {said.text}"
                        self._add(one.path, said._replace(text=text), self._processes[min(both)])

    def _schedules_against_windows(self) -> None:
        """Demanded schedules that a window does not allow. With runtimes in several zones only the facts can tell: they are judged anyway."""
        if self._policy.atom_timezones:
            return
        for rule in self._policy.processes:
            for window in self._policy.windows if rule.schedule is not None else ():
                key = _forbids(window, rule)
                both = set(self._index.matching(rule.match)).intersection(self._index.matching(window.match)) if key else ()
                if both:
                    text = f"is matched by {window.path} and by {rule.path}, but {window.path}.{key} contradicts {rule.path}.schedule"
                    demanded, allowed = getattr(window, str(key)), rule.schedule or Schedule()
                    self._add(window.path, Said(str(key), text, self._told(demanded), self._told(allowed)), self._processes[min(both)])

    def _impossible_window(self, window: Window, other: Window) -> Iterator[Said]:
        """Days on which a process must run when it must not."""
        if window.must_run is None or other.must_not_run is None:
            return
        missed = _policy_windows.missed_for_ever(window.must_run - other.must_not_run, window.must_run)
        if missed and missed.days:
            text = f"{window.path}.must_run contradicts {other.path}.must_not_run, which leaves no minute of it {_days(missed.days)}"
            yield Said("must_run", text, self._told(window.must_run), self._told(other.must_not_run))

    # What no rule names

    def _unmatched(self, rules: Iterable[tuple[Rule, Sequence[int]]]) -> None:
        everywhere: set[int] = set()
        places: dict[int, list[tuple[str, ...]]] = {}
        for rule, matched in rules:
            if rule.only_on is None:
                everywhere.update(matched)
            else:
                for index in matched:
                    places.setdefault(index, []).append(rule.only_on)
        for index, process in enumerate(self._processes):
            if index in everywhere:
                continue
            if index not in places:
                self._add("", Said("unmatched", "is named by no rule", "deny", None), process)
            else:
                for deployment in process.deployments:
                    if not any(deployment.on(of) for of in places[index]):
                        text = f"is named by no rule where it is deployed{_place(deployment)}"
                        self._add("", Said("unmatched", text, "deny", None, deployment), process)


def _forbids(window: Window, rule: Rule) -> str | None:
    """The key of the window that cannot be met where the rule's schedule is."""
    schedule = rule.schedule or Schedule()
    if window.must_not_run is not None and rule.enabled is not False and real(schedule & window.must_not_run):
        return "must_not_run"
    # Of several deployments one is enough for must_run, so that a rule for some of them forbids nothing.
    if window.must_run is not None and rule.only_on is None and real(window.must_run) and not real(schedule & window.must_run):
        return "must_run"
    return None


def _cores(processes: Sequence[Process]) -> list[int]:
    """For each process a number that it shares with all that differ from it in names and places alone."""
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


class _RuleJudge:
    """What one rule has to say of the deployments of a process."""

    def __init__(self, rule: Rule, told: Callable[[Schedule], dict[str, Any]]) -> None:
        self._rule = rule
        self._told = told
        self._of_timetables: dict[Timetable, list[Said]] = {}

    def judge(self, deployments: Sequence[Deployment]) -> list[Said] | None:
        """None where the rule has nothing to do with any of them."""
        rule = self._rule
        if rule.only_on is not None:
            deployments = [deployment for deployment in deployments if deployment.on(rule.only_on)]
            if not deployments:
                return None
        found: list[Said] = []
        if rule.environments is not None:
            found += self._environments(rule.environments, deployments)
        for deployment in deployments:
            timetable = deployment.timetable
            known = self._of_timetables.get(timetable)
            if known is None:
                known = self._of_timetables[timetable] = list(self._timetable(timetable))
            if known:
                here = _place(deployment)
                found += [Said(said.key, said.text.replace(_HERE, here), said.expected, said.actual, deployment) for said in known]
            if rule.enabled is not None and timetable.scheduled and deployment.enabled is not rule.enabled:
                found.append(_enabled(rule.enabled, deployment))
            if rule.max_retry is not None and deployment.max_retry != rule.max_retry:
                found.append(_max_retry(rule.max_retry, deployment))
        if rule.enabled_on is not None:
            found += _enabled_on(rule.enabled_on, deployments)
        return found

    def _environments(self, expected: Sequence[str], deployments: Sequence[Deployment]) -> Iterator[Said]:
        unknown = [deployment for deployment in deployments if deployment.env_id is None and deployment.env_name is None]
        for deployment in unknown:
            text = f"is deployed{_place(deployment)}, whose environment is not known"
            yield Said("environments", text, list(expected), None, deployment, WARNING)
        actual = sorted({(each.env_id or "", each.env_name or "") for each in deployments} - {("", "")})
        missing = [place for place in expected if not any(place in env for env in actual)]
        if unknown:
            # The missing one may be the one that is not known.
            missing = []
        extra = [env for env in actual if not any(place in env for place in expected)]
        if missing or extra:
            said = []
            if extra:
                said.append(f"is deployed to {_some([quoted(name or env_id) for env_id, name in extra])}, where it must not be")
            if missing:
                hint = _NO_NAMES if actual and not any(name for dummy, name in actual) else ""
                said.append(f"is not deployed to {_some([quoted(place) for place in missing])}{hint}")
            yield Said("environments", " and ".join(said), list(expected), [name or env_id for env_id, name in actual])

    def _timetable(self, timetable: Timetable) -> Iterator[Said]:
        """What depends on the schedule alone; the place where it is comes in later."""
        rule, schedule = self._rule, timetable.schedule
        if rule.schedule_text is not None and timetable.text != rule.schedule_text:
            yield Said("schedule_text", f"has another schedule{_HERE}", rule.schedule_text, timetable.text)
        if timetable.problem:
            for key in _OF_MINUTES:
                demanded = getattr(rule, key)
                if demanded is not None and demanded is not False:
                    expected = self._told(demanded) if isinstance(demanded, Schedule) else demanded
                    yield _not_valid(key, expected, None, timetable)
            return
        if rule.schedule is not None and not same(rule.schedule, schedule):
            said = [
                f"{verb} {text if len(text) <= _LONGEST else many}"
                for verb, text, many in (
                    ("runs", words(real(schedule - rule.schedule)), "at many other times"),
                    ("does not run", words(real(rule.schedule - schedule)), "at many of these times"),
                )
                if text
            ]
            yield Said("schedule", f"has another schedule{_HERE} than demanded: it {' and '.join(said)}", self._told(rule.schedule), self._told(schedule))
        if _needs_rhythm(rule):
            yield from _rhythm(rule, timetable.rhythm)


# Stands for the place in a sentence that is made once for many; no name can hold it, since names are shown without control characters.
_HERE = "\x00"
_OF_MINUTES = ("schedule", "min_minutes_between_runs", "max_runs_per_day", "even_intervals")


def _rhythm(rule: Rule, rhythm: Rhythm) -> Iterator[Said]:
    """How a schedule breaks the demands on its rhythm."""
    if rule.min_minutes_between_runs is not None:
        distance = rhythm.distance(rule.min_minutes_between_runs)
        if distance is not None:
            text = f"has runs {_count(distance, 'minute')} apart{_HERE}, closer than {_count(rule.min_minutes_between_runs, 'minute')}"
            yield Said("min_minutes_between_runs", text, rule.min_minutes_between_runs, distance)
    if rule.max_runs_per_day is not None:
        most = rhythm.most_per_day
        if most > rule.max_runs_per_day:
            text = f"runs {_count(most, 'time')} on one day{_HERE}, more than {rule.max_runs_per_day}"
            yield Said("max_runs_per_day", text, rule.max_runs_per_day, most)
    if rule.even_intervals:
        uneven = rhythm.uneven_hour
        if uneven:
            minutes = list(values(uneven[1]))
            text = f"runs at the minutes {_some([str(minute) for minute in minutes], 60)} of an hour{_HERE}, which are not evenly spaced around it"
            yield Said("even_intervals", text, True, minutes)


def _enabled(expected: bool, deployment: Deployment) -> Said:
    here = _place(deployment)
    if deployment.enabled is None:
        return Said("enabled", f"is scheduled{here}, but whether that is enabled is not known from this source", expected, None, deployment, WARNING)
    text = f"is paused{here}, but must run" if expected else f"is enabled{here}, but must be paused"
    return Said("enabled", text, expected, deployment.enabled, deployment)


def _max_retry(expected: int, deployment: Deployment) -> Said:
    here = _place(deployment)
    if deployment.max_retry is None:
        return Said("max_retry", f"has a number of retries{here} that is not known from this source", expected, None, deployment, WARNING)
    return Said("max_retry", f"is retried up to {_count(deployment.max_retry, 'time')}{here}, not {expected}", expected, deployment.max_retry, deployment)


def _enabled_on(expected: str, deployments: Sequence[Deployment]) -> Iterator[Said]:
    scheduled = [deployment for deployment in deployments if deployment.timetable.scheduled]
    on = [deployment for deployment in scheduled if deployment.enabled]
    unknown = [deployment for deployment in scheduled if deployment.enabled is None]
    possible = len(on) + len(unknown)
    broken = {
        "one": len(on) > 1 or possible < 1,
        "all": possible < len(deployments),
        "none": bool(on),
    }[expected]
    actual = [deployment.atom_name or deployment.atom_id for deployment in on]
    if broken:
        where = f"enabled on {_some([quoted(atom or 'an unknown atom') for atom in actual])}" if on else "enabled nowhere"
        wanted = {"one": "exactly one of its atoms", "all": f"all {len(deployments)} of its atoms", "none": "none"}[expected]
        yield Said("enabled_on", f"is scheduled and {where}, but must be on {wanted}", expected, actual)
    elif unknown:
        yield Said("enabled_on", "is scheduled, but where that is enabled is not known from this source", expected, None, None, WARNING)


class _MustNotRun:
    def __init__(
        self,
        window: Window,
        closed: Schedule,
        zone: Zone,
        zone_of: Callable[[Deployment], Zone],
        horizon: _policy_windows.Horizon,
        told: Callable[[Schedule], dict[str, Any]],
    ) -> None:
        self._window = window
        self._closed = closed
        self._zone = zone
        self._zone_of = zone_of
        self._horizon = horizon
        self._told = told
        self._bits: int | None = None
        self._known: dict[tuple[Timetable, str], tuple[str, Any] | None] = {}

    def judge(self, deployments: Sequence[Deployment]) -> list[Said]:
        found = []
        for deployment in deployments:
            if deployment.runs:
                zone = self._zone_of(deployment)
                key = deployment.timetable, zone.name
                if key not in self._known:
                    self._known[key] = self._hits(deployment.timetable.schedule, zone)
                hits = self._known[key]
                if hits:
                    text = f"runs{_place(deployment)} within {_name(self._window)}, {hits[0]}"
                    found.append(Said("must_not_run", text, self._told(self._closed), hits[1], deployment))
        return found

    def _hits(self, schedule: Schedule, zone: Zone) -> tuple[str, Any] | None:
        """In words and as data, or None."""
        if zone.name == self._zone.name:
            met = real(schedule & self._closed)
            return (words(met), self._told(met)) if met else None
        if self._bits is None:
            self._bits = _policy_windows.on_the_clock_of_utc(self._closed, self._zone, self._horizon, twice=True)
        hits = _policy_windows.on_the_clock_of_utc(schedule, zone, self._horizon) & self._bits
        if not hits:
            return None
        count, first = hits.bit_count(), self._horizon.when(hits, self._zone).isoformat()
        days = (self._horizon.high - self._horizon.low) // 1440
        return f"{_count(count, 'time')} in {_count(days, 'day')}, first at {first}", {"runs": count, "days": days, "first": first}


class _MustRun:
    def __init__(
        self,
        window: Window,
        opened: Schedule,
        zone: Zone,
        zone_of: Callable[[Deployment], Zone],
        horizon: _policy_windows.Horizon,
        told: Callable[[Schedule], dict[str, Any]],
    ) -> None:
        self._window = window
        self._open = opened
        self._zone = zone
        self._zone_of = zone_of
        self._horizon = horizon
        self._told = told
        self._known: dict[frozenset[tuple[Timetable, str]], list[Said]] = {}

    def judge(self, deployments: Sequence[Deployment]) -> list[Said]:
        running = [deployment for deployment in deployments if deployment.runs]
        found = self._judged(running)
        known = [deployment for deployment in running if deployment.enabled is not None]
        if not found and len(known) < len(running) and self._judged(known):
            text = f"is not known to run within {_name(self._window)}: whether its schedule is enabled is not known"
            return [Said("must_run", text, self._told(self._open), None, severity=WARNING)]
        return found

    def _judged(self, deployments: Sequence[Deployment]) -> list[Said]:
        running = {(deployment.timetable, zone.name): zone for deployment in deployments for zone in (self._zone_of(deployment),)}
        key = frozenset(running)
        if key not in self._known:
            self._known[key] = list(self._missed([(timetable.schedule, zone) for (timetable, dummy), zone in running.items()]))
        return self._known[key]

    def _missed(self, running: Sequence[tuple[Schedule, Zone]]) -> Iterator[Said]:
        missed: _policy_windows.Missed | None
        if all(zone.name == self._zone.name for dummy, zone in running):
            missed = _policy_windows.missed_for_ever(union([schedule for schedule, dummy in running]), self._open)
        else:
            missed = _policy_windows.missed_over(running, self._open, self._zone, self._horizon)
        if missed is None:
            return
        actual: dict[str, Any]
        if missed.days is not None:
            when, actual = _days(missed.days), {"words": _days(missed.days), "entries": missed.days.entries()}
        else:
            first = missed.first.isoformat() if missed.first else None
            when = f"on {missed.number} of {_count(missed.total, 'day')} with this window, first on {first}"
            actual = {"days_missed": missed.number, "days": missed.total, "first": first}
        yield Said("must_run", f"does not run within {_name(self._window)} {when}", self._told(self._open), actual)


@lru_cache(maxsize=4096)
def _order(path: str, key: str) -> tuple[int, int, int]:
    """Where a key stands in a policy."""
    if not path:
        return list(POLICY_KEYS).index(key), 0, 0
    part, dummy, index = path.partition("[")
    keys = RULE_KEYS if part == "processes" else WINDOW_KEYS
    return list(POLICY_KEYS).index(part), int(index.rstrip("]")), list(keys).index(key)


def _needs_rhythm(rule: Rule) -> bool:
    return rule.min_minutes_between_runs is not None or rule.max_runs_per_day is not None or rule.even_intervals


def _demands(rule: Rule) -> bool:
    return any(demanded is not None for demanded in (rule.environments, rule.schedule, rule.enabled, rule.enabled_on, rule.max_retry))


def _impossible(rule: Rule) -> Iterator[Said]:
    """Demands of one rule that no process with a schedule can meet."""

    def said(key: str, other: str, expected: Any, actual: Any) -> Said:
        return Said(key, f"{rule.path}.{key} contradicts {rule.path}.{other}: no process can meet both", expected, actual)

    if rule.enabled is True and rule.enabled_on == "none":
        yield said("enabled_on", "enabled", rule.enabled_on, rule.enabled)
    if rule.enabled is False and rule.enabled_on in ("one", "all"):
        yield said("enabled_on", "enabled", rule.enabled_on, rule.enabled)
    if rule.schedule is not None:
        if not real(rule.schedule) and rule.enabled_on in ("one", "all"):
            yield said("enabled_on", "schedule", rule.enabled_on, "not scheduled")
        for broken in _rhythm(rule, Rhythm(rule.schedule)) if _needs_rhythm(rule) else ():
            yield broken._replace(text=f"{rule.path}.{broken.key} contradicts {rule.path}.schedule, which {broken.text.replace(_HERE, '')}")
    if rule.environments == () and (rule.only_on or rule.enabled_on == "one"):
        key = "only_on" if rule.only_on else "enabled_on"
        yield said("environments", key, [], list(rule.only_on) if rule.only_on else rule.enabled_on)


def _not_valid(key: str, expected: Any, on: Deployment | None, timetable: Timetable | None = None) -> Said:
    """The schedule is not one; without a deployment the place comes in later."""
    of = on.timetable if on else timetable
    text, problem = (of.text, of.problem) if of else ("", "")
    here = _place(on) if on else _HERE
    return Said(key, f"has a schedule{here} that is not valid, so that it cannot be judged: {problem}", expected, text, on)


def _place(deployment: Deployment) -> str:
    atom = deployment.atom_name or deployment.atom_id
    return f" on {quoted_once(atom)}" if atom else ""


def _name(window: Window) -> str:
    return f"the window {quoted(window.name)}" if window.name else f"the window {window.path}"


def _days(days: Schedule) -> str:
    """Whole days in words."""
    return words(days).replace("every minute", "", 1).replace("; and every minute", "; and").replace("; every minute", ";").strip(", ") or "every day"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _some(names: Sequence[str], most: int = _NAMED) -> str:
    return sentence_list([*names[:most], f"{len(names) - most} more"] if len(names) > most else list(names))

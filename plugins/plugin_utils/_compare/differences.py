# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""How the deployments of a process differ: from runtime to runtime, and from one environment to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, sentence_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._compare.sides import Deployments, Side, runtime_label
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.wording import RUNNING, ScheduleTexts, counted, extra_and_missing, listed


class Difference(NamedTuple):
    """A finding without its process: the message goes on after the process. `side` is the number of the environment that it is about, if any."""

    key: str
    text: str
    side: int | None
    expected: object
    actual: object
    atom_id: str | None = None
    severity: Literal["error", "warning"] = "error"


class _Group(NamedTuple):
    """The deployments in one environment that have one value. `where` is their place for a sentence."""

    side: int
    value: object
    where: str
    deployments: Sequence[Deployment]

    @property
    def atom_id(self) -> str | None:
        return self.deployments[0].atom_id if len(self.deployments) == 1 else None


class Differences:
    """Compares the deployments of a process with those of its counterpart. Equal schedules are put into words once."""

    def __init__(self, sides: tuple[Side, Side], keys: Sequence[str]) -> None:
        self._sides = sides
        self._texts = ScheduleTexts()
        self._equal: dict[object, Timetable] = {}
        self._words: dict[tuple[Timetable, Timetable], str] = {}
        values: dict[str, Callable[[Deployment], object]] = {
            "schedule": lambda deployment: self._one_of_equal(deployment.timetable),
            "retry": lambda deployment: self._one_of_equal(deployment.retry),
            "max_retry": lambda deployment: deployment.max_retry,
            "enabled": lambda deployment: deployment.enabled,
        }
        self._values = {key: value for key, value in values.items() if key in keys}
        self._deployed = "deployed" in keys

    def between(self, first: Deployments, second: Deployments, counterpart: str = "") -> Iterator[Difference]:
        """The differences of two sets of deployments, one of which may be empty. `counterpart` is how the first environment names the process."""
        both = first, second
        if self._deployed:
            yield from self._partial(both)
        for key, value_of in self._values.items():
            values = {value_of(deployment) for here in both for deployment in here}
            if len(values) > 1 or None in values:
                groups = [group for side in (0, 1) for group in self._groups(key, side, both[side], counterpart if side == 0 else "")]
                yield from self._unequal(key, groups)

    def _one_of_equal(self, timetable: Timetable) -> Timetable:
        """The same object for schedules that are the same minutes; for those that are not valid, the same text."""
        found = self._equal.get(timetable)
        if found is None:
            key = timetable.text if timetable.problem else tuple(tuple(entry.items()) for entry in timetable.entries)
            found = self._equal[timetable] = self._equal.setdefault(key, timetable)
        return found

    def _partial(self, both: tuple[Deployments, Deployments]) -> Iterator[Difference]:
        """Where the process is deployed on some runtimes of an environment only."""
        for number, side in enumerate(self._sides):
            missing, every = side.missing(both[number]), len(side.runtimes)
            if both[number] and missing:
                names = listed([side.runtimes[runtime] for runtime in missing])
                text = f"is deployed on {every - len(missing)} of the {every} runtimes of {side.label}: not on {names}"
                yield Difference("deployed", text, number, *self.coverage(*both), missing[0] or None if len(missing) == 1 else None)

    def coverage(self, first: Deployments, second: Deployments) -> tuple[str, str]:
        """On how many runtimes of each environment a process is deployed."""
        return _coverage_text(self._sides[0], first), _coverage_text(self._sides[1], second)

    def _groups(self, key: str, side: int, here: Deployments, counterpart: str) -> Iterator[_Group]:
        by_value: dict[object, list[Deployment]] = {}
        for deployment in sorted(here, key=lambda each: (each.runtime or "", each.atom_id or "")):
            by_value.setdefault(self._values[key](deployment), []).append(deployment)
        for value, deployments in by_value.items():
            runtimes = "" if len(by_value) == 1 else f"on {listed(list(dict.fromkeys(map(runtime_label, deployments))))} "
            where = f"{runtimes}in {self._sides[side].label}" + (f" (there {counterpart})" if counterpart else "")
            yield _Group(side, value, where, deployments)

    def _unequal(self, key: str, groups: Sequence[_Group]) -> Iterator[Difference]:
        """Each value that is not the one that the others are held against: one of the first environment, if possible one that both have."""
        known = [group for group in groups if group.value is not None]
        expected = None
        if known:
            first = [group for group in known if group.side == known[0].side]
            weight = {id(group): (sum(other.value == group.value for other in known), len(group.deployments)) for group in first}
            expected = max(first, key=lambda group: weight[id(group)])
            for group in known:
                if group.value != expected.value:
                    text = self._sentence(key, expected, group)
                    yield Difference(key, text, group.side, self._data(expected.value), self._data(group.value), group.atom_id)
        unknown = [group for group in groups if group.value is None]
        # Where nothing is scheduled, it makes no difference whether it is paused.
        if unknown and (key != "enabled" or any(each.timetable.scheduled or each.retry.scheduled for group in groups for each in group.deployments)):
            where = sentence_list([group.where for group in unknown])
            if key == "enabled":
                text = f"may be paused {where}: its status is not known (gather the facts with include_status=true)"
            else:
                text = f"has a number of retries that is not known {where}"
            values = {group.side: self._data(group.value) for group in reversed(known)}
            only = unknown[0].atom_id if len(unknown) == 1 else None
            yield Difference(key, text, unknown[-1].side, values.get(0), values.get(1), only, "warning")

    def _sentence(self, key: str, expected: _Group, actual: _Group) -> str:
        if isinstance(expected.value, Timetable) and isinstance(actual.value, Timetable):
            return self._schedules(key, expected, actual, expected.value, actual.value)
        if isinstance(expected.value, bool):
            states = ("paused", "enabled")
            return f"is {states[expected.value]} {expected.where}, but {states[not expected.value]} {actual.where}"
        times = counted(expected.value, "time") if isinstance(expected.value, int) else ""
        return f"is retried up to {times} {expected.where}, but up to {actual.value} {actual.where}"

    def _schedules(self, key: str, expected: _Group, actual: _Group, first: Timetable, second: Timetable) -> str:
        if first.problem or second.problem:
            texts = [f"{quoted(each.text)}{' (not valid)' if each.problem else ''}" if each.scheduled else "none" for each in (first, second)]
            noun = "schedules" if key == "schedule" else "schedules of retries"
            return f"has different {noun}: {texts[0]} {expected.where}, {texts[1]} {actual.where}"
        what, runs = ("runs", "runs") if key == "schedule" else ("is retried", "retries")
        told = self._words.get((first, second))
        if told is None:
            told = self._words[first, second] = extra_and_missing(first.schedule, second.schedule, runs)
        return f"{what} at other times {actual.where} than {expected.where}. {told}"

    def _data(self, value: object) -> object:
        if isinstance(value, Timetable):
            return value.text if value.problem else self._texts.data(value.schedule)
        return RUNNING[value] if isinstance(value, bool) else value


def _coverage_text(side: Side, here: Deployments) -> str:
    every = len(side.runtimes)
    return f"on {every - len(side.missing(here))} of {counted(every, 'runtime')}" if here else "not deployed"

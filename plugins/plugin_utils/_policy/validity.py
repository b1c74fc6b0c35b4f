# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Schedules that are not valid: what is demanded of their minutes cannot be judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process, Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Found, Violation


def not_valid(path: str, key: str, expected: object, timetable: Timetable) -> Violation:
    return Violation(path, key, "has a schedule", expected, timetable.text, f" that is not valid, so it cannot be judged: {timetable.problem}")


class NotValid:
    """The deployments that run at times which nobody can tell: not paused, with a schedule that is not valid."""

    def __init__(self, processes: Sequence[Process]) -> None:
        self._processes = processes
        by_shape: dict[int, list[Deployment]] = {}
        self._by_process: dict[int, list[Deployment]] = {}
        for index, process in enumerate(processes):
            shape = id(process.deployments)
            if shape not in by_shape:
                by_shape[shape] = [deployment for deployment in process.deployments if deployment.timetable.problem and not deployment.paused]
            if by_shape[shape]:
                self._by_process[index] = by_shape[shape]

    def judge(self, path: str, key: str, matched: Iterable[int]) -> Iterator[Found]:
        """A violation of this demand for each of them. `matched` are numbers of processes."""
        if not self._by_process:
            return
        for index in matched:
            for deployment in self._by_process.get(index, ()):
                yield not_valid(path, key, None, deployment.timetable)._replace(on=deployment), self._processes[index]

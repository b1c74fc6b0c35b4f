# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The facts that a policy can judge: processes with an id, and schedules that are lists of entries."""

from __future__ import annotations

from collections.abc import Mapping

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process, read_processes
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.values import PolicyError


def read_facts(value: object) -> list[Process]:
    """The processes, in the order given. Raises GivenError about the path of what cannot be judged."""
    processes = read_processes(value)
    # Equal processes share one tuple of deployments.
    checked: set[int] = set()
    for index, process in enumerate(processes):
        if not process.id:
            raise PolicyError("is missing", field=f"processes[{index}].id", allowed="a process without an id cannot be judged")
        if id(process.deployments) not in checked:
            checked.add(id(process.deployments))
            _check_schedules(process.deployments, f"processes[{index}].process_schedules")
    return processes


def _check_schedules(deployments: tuple[Deployment, ...], path: str) -> None:
    for index, deployment in enumerate(deployments):
        given = deployment.timetable.given
        if given is not None and not isinstance(given, (str, list, tuple, Mapping)):
            raise PolicyError(field=f"{path}[{index}].schedule", value=given, allowed="it must be a list of entries")

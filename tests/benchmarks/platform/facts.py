# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What there is to find in a generated account, so that every contender's answer is held against the same."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from tests.sandbox.account import Account


def digest(lines: Iterable[str]) -> str:
    """One text for many lines in any order."""
    return sha256(" ".join(sorted(lines)).encode()).hexdigest()


def process_line(process_id: str) -> str:
    return f"process {process_id}"


def schedule_line(schedule_id: str, process_id: str, env_id: str | None, enabled: bool | None) -> str:
    return f"schedule {schedule_id} of {process_id} in {env_id}: {enabled}"


def sentence(lines: list[str]) -> str:
    """What a script prints about its answer: how many processes and schedules it found, and which."""
    return f"{len(lines)} {digest(lines)}"


def lines_of(account: Account) -> list[str]:
    """The truth."""
    found = []
    for process in (process for instance in account.instances for process in instance.processes):
        found.append(process_line(process.id))
        found += [schedule_line(each.id, process.id, each.environment_id, each.enabled) for each in process.deployments]
    return found


def question(account: Account, requests_per_second: float, group_size: int | None = None) -> dict[str, Any]:
    """Asks for all instances of the account, with what the answer must hold."""
    processes = [process for instance in account.instances for process in instance.processes]
    schedules = [deployment for process in processes for deployment in process.deployments]
    return {
        "instance_ids": [instance.id for instance in account.instances],
        "requests_per_second": requests_per_second,
        "group_size": group_size,
        "expected_processes": len(processes),
        "expected_schedules": len(schedules),
        "expected_ids": digest([*(process.id for process in processes), *(schedule.id for schedule in schedules)]),
    }

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The items of run_verdicts counted by process and runtime, with how long the runs took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import ceil
from statistics import median
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError, is_list, one_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.answers import Times, read_answer, seconds_of, text_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.records import EXECUTION_RECORDS, end_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.verdicts import SUCCESSES, VERDICTS

Row = dict[str, Any]

# What tells a process on a runtime from others, and its name.
_WHO = ("process_id", "process_name", "instance_id", "env_id", "atom_id")
# How a verdict is called where runs are counted, if not by its name.
_COUNTED = {"ran_late": "late", "ran_failed": "failed"}
_UNDECIDED = ("waiting", "unknown")


class _Group:
    """The items of a process on a runtime. Moments are in seconds since 1970."""

    def __init__(self) -> None:
        self.verdicts: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.planned = 0
        self.successes: list[tuple[int, str]] = []
        self.decided = 0
        self.executions: set[str] = set()
        self.offset: int | None = None


def run_summary(verdicts: object, execution_records: object = None) -> list[Row]:
    """One row for each process and runtime, in the order of the items. Raises GivenError."""
    groups = _read(verdicts)
    durations = {} if execution_records is None else _durations(execution_records, set().union(*(group.executions for group in groups.values())))
    return [_row(dict(zip(_WHO, who)), group, durations) for who, group in groups.items()]


def _read(verdicts: object) -> dict[tuple[str | None, ...], _Group]:
    if not is_list(verdicts):
        raise GivenError(field="the list of verdicts", value=verdicts, allowed="it must be what run_verdicts returns")
    groups: dict[tuple[str | None, ...], _Group] = {}
    for index, item in enumerate(verdicts):
        path = f"verdicts[{index}]"
        if not isinstance(item, Mapping):
            raise GivenError(field=path, value=item, allowed="it must be an item of run_verdicts")
        who = tuple(text_of(item, name, path) for name in _WHO)
        group = groups.get(who)
        if group is None:
            group = groups[who] = _Group()
        _count(group, item, path)
    return groups


def _count(group: _Group, item: Mapping[Any, Any], path: str) -> None:
    verdict = one_of(f"{path}.verdict", item.get("verdict"), VERDICTS)
    reason, expected, started, status, execution = (text_of(item, name, path) for name in ("reason", "expected_at", "started_at", "status", "execution_id"))
    group.verdicts[verdict] += 1
    if verdict == "unknown" and reason:
        group.reasons[reason] += 1
    if verdict == "unplanned" and reason == "zone":
        delay = item.get("delay_seconds")
        group.offset = delay // 60 if isinstance(delay, int) else None
    group.planned += expected is not None
    began = seconds_of(f"{path}.started_at", started) if started else 0
    if verdict not in _UNDECIDED:
        group.decided = max(group.decided, began, seconds_of(f"{path}.expected_at", expected) if expected else 0)
    if started and status in SUCCESSES:
        group.successes.append((began, started))
        if execution:
            group.executions.add(execution)


def _durations(execution_records: object, executions: set[str]) -> dict[str, float]:
    """How long these runs took, in minutes."""
    times, found = Times(), {}
    for index, record in enumerate(read_answer(execution_records, EXECUTION_RECORDS, "execution_record_info").rows):
        if not isinstance(record, Mapping):
            raise GivenError(field=f"{EXECUTION_RECORDS}[{index}]", value=record, allowed="it must be a mapping with execution_id and execution_duration")
        execution = text_of(record, "execution_id", f"{EXECUTION_RECORDS}[{index}]")
        if execution in executions:
            start = times.read(record, "execution_time", f"{EXECUTION_RECORDS}[{index}]")
            end = end_of(record, start)
            if execution is not None and end is not None:
                found[execution] = (end - start) / 60
    return found


def _row(row: Row, group: _Group, durations: Mapping[str, float]) -> Row:
    row["planned"] = group.planned
    row.update((_COUNTED.get(verdict, verdict), group.verdicts[verdict]) for verdict in VERDICTS)
    row["reasons"] = dict(sorted(group.reasons.items()))
    group.successes.sort()
    row["last_success"] = group.successes[-1][1] if group.successes else None
    row["longest_gap_minutes"] = _longest_gap([began for began, dummy in group.successes], group.decided)
    took = sorted(durations[execution] for execution in group.executions if execution in durations)
    row["median_duration_minutes"] = round(median(took), 2) if took else None
    # The nearest rank: a duration that there was.
    row["p95_duration_minutes"] = round(took[ceil(0.95 * len(took)) - 1], 2) if took else None
    row["zone_offset_minutes"] = group.offset
    return row


def _longest_gap(successes: Iterable[int], decided: int) -> int | None:
    """The longest time without a success from the first one to the last decided minute, in whole minutes; None without a success."""
    moments = [*successes]
    if not moments:
        return None
    moments.append(max(decided, moments[-1]))
    return max(later - earlier for earlier, later in zip(moments, moments[1:])) // 60

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The items of run_verdicts counted by process and runtime, with how long the runs took."""

from __future__ import annotations

from array import array
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
    """The items of a process on a runtime. Moments are in seconds since 1970, durations in minutes."""

    def __init__(self, who: Iterable[str | None]) -> None:
        self.who = tuple(who)
        self.counts: Counter[tuple[str, str | None]] = Counter()
        self.planned = 0
        self.decided = 0
        self.successes = array("q")
        self.latest = 0
        self.last_success: str | None = None
        self.durations: list[float] = []
        self.offset: int | None = None

    def of(self, verdict: str) -> int:
        return sum(number for (counted, dummy), number in self.counts.items() if counted == verdict)


def run_summary(verdicts: object, execution_records: object = None) -> list[Row]:
    """One row for each process and runtime, in the order of the items. Raises GivenError."""
    if not is_list(verdicts):
        raise GivenError(field="the list of verdicts", value=verdicts, allowed="it must be what run_verdicts returns")
    reader = _Reader()
    for index, item in enumerate(verdicts):
        if not isinstance(item, (dict, Mapping)):
            raise GivenError(field=f"verdicts[{index}]", value=item, allowed="it must be an item of run_verdicts")
        reader.count(item, f"verdicts[{index}]")
    if execution_records is not None:
        _time(execution_records, reader.executions)
    return [_row(group) for group in reader.groups.values()]


class _Reader:
    """Reads items, and remembers what the values that many share mean."""

    def __init__(self) -> None:
        self.groups: dict[tuple[str | None, ...], _Group] = {}
        self.executions: dict[str, _Group] = {}
        self._known: dict[tuple[object, ...], _Group] = {}
        self._kinds: set[tuple[object, object, object]] = set()
        self._planned: dict[object, int] = {None: 0}
        self._times = Times()

    def count(self, item: Mapping[Any, Any], path: str) -> None:
        get = item.get
        who = (get("process_id"), get("process_name"), get("instance_id"), get("env_id"), get("atom_id"))
        verdict: Any = get("verdict")
        reason, status, expected, started = get("reason"), get("status"), get("expected_at"), get("started_at")
        try:
            group, known = self._known[who], (verdict, reason, status) in self._kinds
        except (KeyError, TypeError):
            known = False
        if not known:
            group = self._new(item, path, who)
        group.counts[verdict, reason] += 1
        if verdict == "unplanned" and reason == "zone":
            delay = get("delay_seconds")
            group.offset = delay // 60 if isinstance(delay, int) else None
        moment = self._moment(expected, f"{path}.expected_at")
        group.planned += expected is not None
        began = self._times.read(item, "started_at", path) if started is not None else 0
        if verdict not in _UNDECIDED:
            group.decided = max(group.decided, began, moment)
        if began and status in SUCCESSES:
            if began > group.latest:
                group.latest, group.last_success = began, str(started)
            group.successes.append(began)
            execution = text_of(item, "execution_id", path)
            if execution:
                self.executions[execution] = group

    def _new(self, item: Mapping[Any, Any], path: str, who: tuple[Any, ...]) -> _Group:
        """The group of an item whose values have to be checked first."""
        texts = tuple(text_of(item, name, path) for name in _WHO)
        one_of(f"{path}.verdict", item.get("verdict"), VERDICTS)
        for name in ("reason", "status"):
            text_of(item, name, path)
        self._kinds.add((item.get("verdict"), item.get("reason"), item.get("status")))
        group = self.groups.setdefault(texts, _Group(texts))
        self._known[who] = group
        return group

    def _moment(self, expected: Any, field: str) -> int:
        try:
            return self._planned[expected]
        except (KeyError, TypeError):
            moment = seconds_of(field, expected)
        self._planned[expected] = moment
        return moment


def _time(execution_records: object, executions: dict[str, _Group]) -> None:
    """Adds to each group how long its runs took. A record that is there several times counts once."""
    times = Times()
    for index, record in enumerate(read_answer(execution_records, EXECUTION_RECORDS, "execution_record_info").rows):
        path = f"{EXECUTION_RECORDS}[{index}]"
        if not isinstance(record, (dict, Mapping)):
            raise GivenError(field=path, value=record, allowed="it must be a mapping with execution_id and execution_duration")
        group = executions.pop(text_of(record, "execution_id", path) or "", None)
        if group is not None:
            start = times.read(record, "execution_time", path)
            end = end_of(record, start)
            if end is not None:
                group.durations.append((end - start) / 60)


def _row(group: _Group) -> Row:
    row: Row = dict(zip(_WHO, group.who))
    row["planned"] = group.planned
    row.update((_COUNTED.get(verdict, verdict), group.of(verdict)) for verdict in VERDICTS)
    row["reasons"] = {reason: group.counts[verdict, reason] for verdict, reason in sorted(group.counts, key=str) if verdict == "unknown" and reason}
    row["last_success"] = group.last_success
    row["longest_gap_minutes"] = _longest_gap(sorted(group.successes), group.decided)
    took = sorted(group.durations)
    row["median_duration_minutes"] = round(median(took), 2) if took else None
    # The nearest rank: a duration that there was.
    row["p95_duration_minutes"] = round(took[ceil(0.95 * len(took)) - 1], 2) if took else None
    row["zone_offset_minutes"] = group.offset
    return row


def _longest_gap(successes: list[int], decided: int) -> int | None:
    """The longest time without a success from the first one to the last decided minute, in whole minutes; None without a success."""
    if not successes:
        return None
    moments = [*successes, max(decided, successes[-1])]
    return max(later - earlier for earlier, later in zip(moments, moments[1:])) // 60

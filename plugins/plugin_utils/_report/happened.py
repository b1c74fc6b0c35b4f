# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What ran, as a report shows it: the verdicts on planned runs by process and runtime. And what is said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Owner
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import is_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.findings import NO_OWNER
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import moment_text, number, plain_text
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.answers import moment_at, seconds_of, text_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.summary import Row, run_summary
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone

# From the worst to the best, each with the word for it.
WORDS = {
    "missed": "missed",
    "ran_failed": "failed",
    "stuck": "stuck",
    "discarded": "discarded",
    "unknown": "unknown",
    "ran_late": "late",
    "unplanned": "not planned",
    "overlapped": "overlapped",
    "running": "running",
    "waiting": "waiting",
    "ran": "on time",
}
WORST_FIRST = tuple(WORDS)
# A test case of JUnit fails for these.
FAILURES = ("missed", "ran_failed", "stuck", "discarded")
# Of a row with these alone nothing has gone wrong, as far as can be said yet.
FINE = ("ran", "running", "waiting")
_UNDECIDED = ("unknown", "waiting")
_REASONS = {
    "zone": "the time zone of the runtime is not known",
    "status": "the status of the schedule or of the run is not known",
    "retention": "older than the 30 days that Boomi keeps records",
    "dst": "a clock change repeats the minute",
    "schedule_changed": "the schedule or its runtime has been changed since",
    "paused_then": "the schedule was stopped then",
    "before_deployment": "the process was attached to the runtime later",
    "runtime_offline": "the runtime is not in contact with Boomi",
    "runtime_unknown": "the status of the runtime is not known",
    "incomplete_page": "the records would not show each run",
    "privilege": "there is no record at all, which may mean a missing privilege",
    "source_spaces": "Spaces does not prove that nothing ran",
    "later_record": "the runtime has reported a later run",
    "online_now": "the runtime is in contact with Boomi now",
    "earlier_run": "an earlier run was still going on",
    "enqueued": "in the queue",
}
_ASSUMED = {
    "schedule_unchanged": "the schedule was the same then, which the audit log does not prove",
    "view_result": "the user may see the results of the environment",
}
# What a row of run_summary counts, and what tells it from others.
COUNTS = ("planned", "ran", "late", "failed", "running", "stuck", "discarded", "overlapped", "waiting", "missed", "unknown", "unplanned")
_WHO = ("process_id", "process_name", "instance_id", "env_id", "atom_id")

Item = Mapping[Any, Any]


class Happening(NamedTuple):
    """An item of run_verdicts. `at` is its planned minute, or else its start, in seconds since 1970; None if it has neither."""

    at: int | None
    verdict: str
    item: Item

    @property
    def reason(self) -> str:
        """In words, or as it is where there are none; empty if it has none."""
        if self.verdict == "unplanned" and self.item.get("reason") == "zone":
            return "the assumed time zone is wrong"
        return reason_in_words(self.item.get("reason"))


class ShownRuns(NamedTuple):
    """The runs of a process on a runtime, in order of time, with their row of run_summary and the names that the facts have."""

    row: Row
    env_name: str | None
    atom_name: str | None
    owner: Owner
    runs: tuple[Happening, ...]
    # How many there are of each verdict.
    verdicts: Counter[str]

    @property
    def title(self) -> str:
        return next((each for each in (self.row["process_name"], self.row["process_id"]) if each), "(no name)")

    @property
    def environment(self) -> str | None:
        return self.env_name or self.row["env_id"]

    @property
    def runtime(self) -> str | None:
        return self.atom_name or self.row["atom_id"]

    @property
    def last_success(self) -> datetime | None:
        """When the last run that succeeded began, in UTC."""
        text = self.row["last_success"]
        return None if text is None else moment_at(seconds_of("last_success", text))

    @property
    def worst(self) -> str:
        return next(verdict for verdict in WORST_FIRST if self.verdicts[verdict])

    @property
    def fine(self) -> bool:
        return self.worst in FINE

    @property
    def undecided(self) -> bool:
        """Whether all that can be said is that something is unknown."""
        return self.verdicts["unknown"] > 0 and all(verdict in _UNDECIDED for verdict in self.verdicts)

    @property
    def odd(self) -> list[Happening]:
        """Neither `ran` nor `ran_late`, in order of time."""
        return [each for each in self.runs if each.verdict not in ("ran", "ran_late")]


class Happened(NamedTuple):
    rows: tuple[ShownRuns, ...]
    planned: int
    # How many items of each verdict there are, how many unknown ones for each reason, and how many missed ones assume what.
    verdicts: Counter[str]
    reasons: Counter[str]
    assumed: Counter[str]
    # The first and the last moment of any item, in UTC; None if there is none.
    first: datetime | None
    last: datetime | None


def happened(verdicts: object, execution_records: object, env_names: Mapping[str, str], atom_names: Mapping[str, str], owners: Mapping[str, Owner]) -> Happened:
    """The names are by id, owners by the id of the instance. Raises GivenError for what run_verdicts does not return."""
    items: Any = list(verdicts) if is_list(verdicts) else verdicts
    counted = run_summary(items, execution_records)
    groups: dict[tuple[str | None, ...], list[Happening]] = {tuple(row[key] for key in _WHO): [] for row in counted}
    assumed: Counter[str] = Counter()
    for index, item in enumerate(items):
        each = _happening(item, f"verdicts[{index}]")
        groups[tuple(text_of(item, key, f"verdicts[{index}]") for key in _WHO)].append(each)
        if each.verdict == "missed":
            given = item.get("assumed")
            assumed.update(map(plain_text, given if is_list(given) else ()))
    rows = tuple(
        ShownRuns(
            row=row,
            env_name=env_names.get(row["env_id"] or ""),
            atom_name=atom_names.get(row["atom_id"] or ""),
            owner=owners.get(row["instance_id"] or "", NO_OWNER),
            runs=tuple(sorted(runs, key=lambda run: -1 if run.at is None else run.at)),
            verdicts=Counter(run.verdict for run in runs),
        )
        for row, runs in zip(counted, groups.values())
    )
    moments = [run.at for runs in groups.values() for run in runs if run.at is not None]
    return Happened(
        rows=rows,
        planned=sum(row["planned"] for row in counted),
        verdicts=_sum(each.verdicts for each in rows),
        reasons=_sum(Counter(row["reasons"]) for row in counted),
        assumed=assumed,
        first=moment_at(min(moments)) if moments else None,
        last=moment_at(max(moments)) if moments else None,
    )


def _happening(item: Item, path: str) -> Happening:
    name = next((name for name in ("expected_at", "started_at") if item.get(name)), None)
    return Happening(None if name is None else seconds_of(f"{path}.{name}", item[name]), plain_text(item["verdict"]), item)


def _sum(counters: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in counters:
        total.update(each)
    return total


def worst_rows_first(rows: Sequence[ShownRuns]) -> list[ShownRuns]:
    """The rows by their worst verdict, and by how many of it they have, otherwise in their order."""
    return sorted(rows, key=lambda each: (WORST_FIRST.index(each.worst), -each.verdicts[each.worst]))


def counts_in_words(verdicts: Mapping[str, int]) -> str:
    """`1 missed, 2 late, 93 on time`, what is worst first."""
    return ", ".join(f"{verdicts[verdict]:,} {word}" for verdict, word in WORDS.items() if verdicts.get(verdict))


def reason_in_words(reason: object) -> str:
    text = "" if reason is None else plain_text(reason)
    return _REASONS.get(text, text)


def planned_in_words(what: Happened, zone: Zone) -> str:
    """`96 planned runs of 2 schedules, from Sat 28 Nov 01:00 to Sun 29 Nov 00:45`"""
    told = f"{number(what.planned, 'planned run')} of {number(len(what.rows), 'schedule')}"
    if what.first is None or what.last is None:
        return told
    return f"{told}, from {moment_text(zone.local(what.first))} to {moment_text(zone.local(what.last))}"


def unknown_in_words(what: Happened) -> str:
    """How many are unknown, for which reasons; empty if none are."""
    if not what.verdicts["unknown"]:
        return ""
    told = f"{number(what.verdicts['unknown'], 'run is', 'runs are')} unknown: nobody can say whether they ran as planned"
    return f"{told}. The reasons: {reasons_in_words(what.reasons)}." if what.reasons else f"{told}."


def reasons_in_words(reasons: Mapping[str, int]) -> str:
    """The most frequent first; empty if there are none."""
    return "; ".join(f"{reason_in_words(each)} ({count:,})" for each, count in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])))


def assumed_in_words(what: Happened) -> str:
    """What the verdict `missed` rests on without proof; empty if on nothing."""
    if not what.assumed:
        return ""
    missed = what.verdicts["missed"]
    told = (f"{_ASSUMED.get(each, each)} ({count:,} of {missed:,})" for each, count in what.assumed.most_common())
    return f"Missed runs assume that {'; that '.join(told)}."


def offset_in_words(each: ShownRuns) -> str:
    """That the assumed time zone is wrong, if it is known to be; else empty."""
    minutes = each.row["zone_offset_minutes"]
    if not minutes:
        return ""
    return f"runs start {span_text(abs(minutes))} {'after' if minutes > 0 else 'before'} their planned time: the assumed time zone is wrong"


def span_text(minutes: float | None) -> str:
    """`42 s`, `4.2 min`, `3 h 20 min`, `2 d 4 h`; empty if it is not known."""
    if minutes is None:
        return ""
    if minutes < 1:
        return f"{round(minutes * 60)} s"
    if minutes < 120:
        return f"{round(minutes, 1):g} min"
    large, small, units = (*divmod(round(minutes), 60), "h min") if minutes < 2880 else (*divmod(round(minutes / 60), 24), "d h")
    first, second = units.split()
    return f"{large:,} {first}" + (f" {small} {second}" if small else "")

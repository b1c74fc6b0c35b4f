# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole estate in one call: time, memory, and whether everything is fetched once."""

from __future__ import annotations

from collections.abc import Sequence

from ..contenders import CORE, Contender, playbook
from ..formats import duration, mb, seconds, table, thousandths
from ..measuring import quotient
from ..memory import MAIN, WORKER
from ..running import Runner
from ..targets import LINEAR, number
from ..verdict import Verdict
from .estate import Asked, Estate
from .part import Part
from .plan import Plan

CALL = playbook("module", "module")
QUERY = playbook("query", "lookup with `query`")
MOST_MEMORY = 800e6  # bytes

Runs = dict[tuple[str, Contender], list[Asked]]


def measure(plan: Plan, runner: Runner) -> Part:
    """The module with the Platform API, and the lookup, are asked for a few sizes alone: they differ from the others in what is known."""
    largest = plan.sizes[-1]
    runs: Runs = {}
    with Estate(runner, "spaces", largest, plan.processes) as estate:
        estate.ask(CORE, largest)  # unmeasured: the local Boomi keeps its answers from the first time on
        runs["spaces", CORE] = [estate.ask(CORE, size) for size in plan.sizes]
        runs["spaces", CALL] = [estate.ask(CALL, size) for size in plan.sizes]
        runs["spaces", QUERY] = [estate.ask(QUERY, largest)]
    with Estate(runner, "platform", largest, plan.processes) as estate:
        estate.ask(CORE, plan.sizes[0])  # unmeasured: it makes its tables
        runs["platform", CORE] = [estate.ask(CORE, size) for size in plan.sizes]
        runs["platform", CALL] = [estate.ask(CALL, size) for size in plan.few]
    return Part("One call for all of it", _text(plan, runs), _verdicts(plan, runs))


def _verdicts(plan: Plan, runs: Runs) -> list[Verdict]:
    estate = f"{plan.sizes[-1]:,} instances, {plan.sizes[-1] * plan.processes:,} processes"
    found = []
    for source in ("spaces", "platform"):
        peaks = runs[source, CALL][-1].measured.peaks
        found.append(_memory(f"{estate}, `source: {source}`: peak memory of the process that answers, with the module", peaks[WORKER]))
    for (source, contender), asked in runs.items():
        if len(asked) == len(plan.sizes):
            found.append(_linear(plan, f"{contender.title}, `source: {source}`", asked))
    for source in ("spaces", "platform"):
        amiss = sum(one.amiss for (other, dummy), asked in runs.items() if other == source for one in asked)
        found.append(Verdict(f"`source: {source}`: IDs and pages that were fetched twice or not at all, in all runs", "0", f"{amiss:,}", amiss == 0))
    return found


def _memory(what: str, peak: int) -> Verdict:
    return Verdict(what, f"under {MOST_MEMORY / 1e6:,.0f} MB", f"{mb(peak)} MB", peak < MOST_MEMORY, first=True)


def _linear(plan: Plan, who: str, asked: Sequence[Asked]) -> Verdict:
    least, middle, largest = plan.sizes[-3:]
    what = f"Processor time for each further instance from {middle:,} to {largest:,}, divided by that from {least:,} to {middle:,}: {who}"
    growth = quotient(_further(asked[-2:])[1], _further(asked[-3:-1])[1])
    return Verdict(what, f"at most {LINEAR}", number(growth), growth <= LINEAR)


def _further(asked: Sequence[Asked]) -> tuple[float, float]:
    """Wall and processor time for each instance of the second beyond the first."""
    less, more = asked
    further = more.instances - less.instances
    return (more.measured.seconds - less.measured.seconds) / further, (more.measured.cpu - less.measured.cpu) / further


def _text(plan: Plan, runs: Runs) -> str:
    head = ("source", "", "instances", "requests", "time (s)", "for each further one (ms)", "processor time (s)", "for each further one (ms)")
    times = [row for (source, contender), asked in runs.items() for row in _timed(source, contender, asked)]
    peaks = [row for (source, contender), asked in runs.items() for row in _peaks(plan, source, contender, asked)]
    whole, query = runs["spaces", CALL][-1].measured, runs["spaces", QUERY][-1].measured
    controller, looking = mb(max(whole.peaks[MAIN], whole.peaks[WORKER])), mb(max(query.peaks.values()))
    return f"""Each instance has {plan.processes} processes. One run each, no latency, no pace. Time is the wall time of the whole command. Processor time is
that of all its processes without the local Boomi, which has executed the GraphQL of every batch before. On 2 shared cores, only the processor time shows
whether time is linear. *Further* means beyond the previous size, so the start of the command does not count.

{table(head, times, "|--::::::")}

Every run is compared with the local Boomi's log: with `source: spaces` each instance is in one successful batch. With
`source: platform` each instance and each process is in one group, and each page token is used once.

{table(("source", "", "process", *(f"{size:,} instances (MB)" for size in plan.sizes)), peaks, f"|---{':' * len(plan.sizes)}")}

The process of the task passes the result on to the main process, which keeps it until the play ends: {controller} MB for the whole estate. On another host a
module passes its result to Ansible as one text, which takes more. No option of a module changes that: `query` adds its result to `processes`, and does not
replace them. For a small part of a large estate, use the lookup with `query`, which returns only that part: here the names of the processes without a
schedule, in {duration(query.seconds)} instead of {duration(whole.seconds)}, and with {looking} MB in the largest process. For all
facts of a large estate, get a part of the instances at a time."""


def _timed(source: str, contender: Contender, asked: Sequence[Asked]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for place, one in enumerate(asked):
        wall, cpu = map(thousandths, _further(asked[place - 1 : place + 1])) if place else ("", "")
        measured = one.measured
        rows.append((source, contender.title, f"{one.instances:,}", f"{measured.requests:,}", seconds(measured.seconds), wall, seconds(measured.cpu), cpu))
    return rows


def _peaks(plan: Plan, source: str, contender: Contender, asked: Sequence[Asked]) -> list[tuple[str, ...]]:
    places = (("`ansible-playbook`, the process of the task, which answers", WORKER), ("`ansible-playbook`, the main process", MAIN))
    found = {one.instances: one.measured.peaks for one in asked}
    return [
        (
            source,
            contender.title,
            "its only process" if contender is CORE else process,
            *(mb(found[size][kind]) if size in found else "" for size in plan.sizes),
        )
        for process, kind in places
        if kind in asked[-1].measured.peaks
    ]

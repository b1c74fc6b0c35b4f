# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The results as Markdown: a table each, and under it what it says. The sentences are made from the numbers, so that they stay true."""

from __future__ import annotations

from collections.abc import Sequence

from .contenders import BASELINES, COMPARED, CORE, DEBUG, ECHO, FLOOR, LOOKUP, MODULE, PING, SENT, URI, Contender
from .formats import duration, listed, mb, ms, seconds, table, thousandths
from .measuring import Results
from .memory import MAIN, WORKER
from .memory import MODULE as MODULE_PROCESS
from .targets import LINEAR, number, verdicts
from .verdict import Verdict, missed


def report(results: Results, machine: str) -> str:
    judged = verdicts(results)
    parts = [
        "## The processes of many instances",
        _introduction(results, machine),
        "### Targets",
        _targets(judged),
        "### Baselines",
        _baselines(results),
        *(part for latency in results.plan.latencies for part in (f"### At {ms(latency)} latency", _comparison(results, latency))),
        "### Memory",
        _memory(results),
        "### Growth",
        _growth(results),
    ]
    return "\n\n".join(parts)


def _introduction(results: Results, machine: str) -> str:
    plan = results.plan
    often = "one run" if plan.runs == 1 else f"the median of {plan.runs} runs"
    once = (
        f"; the {URI.title} runs only once for {plan.slow_from} instances or more, and not for more than {plan.slow_to:,}"
        if plan.runs > 1 and max(plan.sizes) >= plan.slow_from
        else ""
    )
    return f"""{machine}

These programs are measured. Each gets the same processes of the same instances from the same local Boomi, in a separate process:

- **module**: `boomi.spaces.integration_pack_process_info`, one task with all instances in `instance_ids`, on the controller itself, where the process that
  Ansible has for the task answers;
- **{SENT.title}**: the same, but as Ansible runs it elsewhere: packed, copied, and run by another Python. The other host is this one;
- **lookup**: `query('boomi.spaces.integration_pack_process', ...)` with all instances, in one `set_fact` task;
- **{URI.title}**: a common playbook without the collection: `ansible.builtin.uri` to log in, then once for each instance, then Jinja to combine the facts;
- **echo module**: a module of a few lines that returns the same facts from a file: what Ansible itself takes for a module with this result;
- **{FLOOR.title}**: Python and `requests`, with exactly the module's requests, also up to four in parallel. It keeps the parsed JSON unchanged. The module
  and the script send the same requests, and all programs find the same processes.

Each instance has {plan.processes} processes. Latency is the time that the local Boomi waits before each response. Time is the wall time of the whole
command, {often}{once}.
Marginal time is this time minus that of the playbook with one `debug` task. Requests are counted by the local Boomi, and include the login.
Peak memory is that of the largest single process, in megabytes (10⁶ bytes). The tokens of the local Boomi expire after an hour here, those of Boomi after five
minutes, so a longer `uri` loop would need more logins."""


def _targets(judged: Sequence[Verdict]) -> str:
    rows = ((one.what, one.wanted, one.measured, "yes" if one.reached else "**no**") for one in judged)
    return f"{table(('target', 'wanted', 'measured', 'reached'), rows, '|--:-')}\n\n{missed(judged)}"


def _baselines(results: Results) -> str:
    rows = ((contender.title, seconds(results.baselines[contender.name].seconds), mb(results.baselines[contender.name].peak)) for contender in BASELINES)
    debug, ping = results.baselines[DEBUG.name].seconds, results.baselines[PING.name].seconds
    says = f"Ansible itself takes {debug:.2f} s to run one task that does nothing, and {ping - debug:.2f} s more if that task is an empty module."
    return f"{table(('', 'time (s)', 'peak memory (MB)'), rows, '|-::')}\n\n{says}"


def _comparison(results: Results, latency: float) -> str:
    head = ("instances", "", "requests", "time (s)", "marginal time (s)", "marginal time of the `uri` loop, divided by this", "peak memory (MB)")
    rows = [_compared(results, latency, size, contender) for size in results.plan.sizes for contender in COMPARED if results.plan.runs_of(contender, size)]
    return f"{table(head, rows, '|:-:::::')}\n\n{_comparison_says(results, latency)}"


def _compared(results: Results, latency: float, size: int, contender: Contender) -> tuple[str, ...]:
    run = results.compared[latency, size, contender.name]
    marginal, times = "", ""
    if contender is not FLOOR:  # which is no playbook
        marginal = seconds(results.marginal(latency, size, contender))
    if contender not in (FLOOR, ECHO) and size <= results.plan.slow_to:
        times = number(results.times_faster(latency, size, contender), 1)
    return f"{size:,}", contender.title, f"{run.requests:,}", seconds(run.seconds), marginal, times, mb(run.peak)


def _comparison_says(results: Results, latency: float) -> str:
    sizes = results.plan.compared_sizes
    largest = sizes[-1]
    runs = {contender: results.compared[latency, largest, contender.name] for contender in COMPARED}
    first = (
        f"For {largest:,} instances the {URI.title} takes {duration(runs[URI].seconds)} and {runs[URI].requests:,} requests, the module "
        f"{duration(runs[MODULE].seconds)} and {runs[MODULE].requests:,}, the lookup {duration(runs[LOOKUP].seconds)}, the plain script "
        f"{duration(runs[FLOOR].seconds)}."
    )
    slower = [size for size in sizes for contender in (MODULE, LOOKUP) if results.times_faster(latency, size, contender) < 1]
    second = (
        f"The collection is not always faster: the {URI.title} is faster for {listed(f'{size:,}' for size in dict.fromkeys(slower))} instances."
        if slower
        else f"For a single instance the module is {number(results.times_faster(latency, sizes[0], MODULE), 1)} times as fast as the {URI.title}, "
        f"for {largest:,} instances {number(results.times_faster(latency, largest, MODULE), 0)} times, in marginal time."
    )
    return f"{first} {second}"


def _memory(results: Results) -> str:
    module, sent, echo, lookup = (results.large[contender.name] for contender in (MODULE, SENT, ECHO, LOOKUP))
    places = (
        ("module", "`ansible-playbook`, the process of the task, which answers", module, WORKER),
        ("module", "`ansible-playbook`, the main process, which keeps the registered result", module, MAIN),
        (SENT.title, "the module's own process", sent, MODULE_PROCESS),
        (SENT.title, "`ansible-playbook`, the process of the task", sent, WORKER),
        (SENT.title, "`ansible-playbook`, the main process", sent, MAIN),
        ("echo module", "the module's own process", echo, MODULE_PROCESS),
        ("echo module", "`ansible-playbook`, the process of the task", echo, WORKER),
        ("echo module", "`ansible-playbook`, the main process", echo, MAIN),
        ("lookup", "`ansible-playbook`, the process of the task, in which the lookup runs", lookup, WORKER),
        ("lookup", "`ansible-playbook`, the main process, which keeps the fact", lookup, MAIN),
        (CORE.title, "its only process", results.large[CORE.name], MAIN),
        (FLOOR.title, "its only process", results.large[FLOOR.name], MAIN),
    )
    rows = ((who, process, mb(run.peaks[kind]), seconds(run.seconds)) for who, process, run, kind in places)
    instances, processes = results.plan.large
    main, ready = module.peaks[MAIN], results.baselines[DEBUG.name].peak
    says = (
        f"With {instances:,} instances of {processes} processes each, {instances * processes:,} in all, the process that answers peaks at "
        f"{mb(module.peaks[WORKER])} MB, the core alone at {mb(results.large[CORE.name].peak)} MB. The main process of `ansible-playbook`, which the "
        f"collection does not control, peaks at {mb(main)} MB with the registered result, compared with {mb(ready)} MB without a result. "
        f"The whole run takes {duration(module.seconds)} with the module, {duration(sent.seconds)} if it is sent, "
        f"{duration(echo.seconds)} with the echo module, "
        f"{duration(lookup.seconds)} with the lookup and "
        f"{duration(results.large[CORE.name].seconds)} with the core alone. Ansible spends most of the difference on handling a result of that size."
    )
    return f"One run each, without latency.\n\n{table(('', 'process', 'peak memory (MB)', 'time of the run (s)'), rows, '|--::')}\n\n{says}"


def _growth(results: Results) -> str:
    plan = results.plan
    least, middle, largest = plan.growth
    head = ("", "instances", "time (s)", "for each (ms)", "for each further one (ms)", "processor time (s)", "for each (ms)", "for each further one (ms)")
    rows = [_grown(results, contender, size) for contender in (CORE, MODULE) for size in plan.growth]
    factors = {contender.title: results.growth_factors(contender) for contender in (CORE, MODULE)}
    each = listed(f"{number(wall)} times as long ({number(cpu)} times in processor time) with the {title}" for title, (wall, cpu) in factors.items())
    linear = all(factor <= LINEAR for pair in factors.values() for factor in pair)
    meaning = "Time grows linearly with the number of instances." if linear else "This does not show that time grows linearly with the number of instances."
    says = f"Compared with an instance from {least} to {middle}, a further one from {middle} to {largest:,} takes {each}. {meaning}"
    return (
        f"{plan.processes} processes for each instance, no latency, time of the whole command, the median of {plan.growth_runs} runs. "
        "Processor time is that of all its processes, without that of "
        "the local Boomi, which is a large part of the wall time. *Further* means beyond the previous size, so the start of the command does not count.\n\n"
        f"{table(head, rows, '|-:::::::')}\n\n{says}"
    )


def _grown(results: Results, contender: Contender, size: int) -> tuple[str, ...]:
    run = results.growth[contender.name, size]
    wall, cpu = ("", "") if size == results.plan.growth[0] else map(thousandths, results.further(contender, size))
    return contender.title, f"{size:,}", seconds(run.seconds), thousandths(run.seconds / size), wall, seconds(run.cpu), thousandths(run.cpu / size), cpu

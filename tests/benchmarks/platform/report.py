# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The section as Markdown. The sentences are made from the numbers, so that they stay true."""

from __future__ import annotations

from ..formats import duration, listed, mb, ms, seconds, table
from ..measuring import quotient
from ..running import middle
from ..targets import number
from ..verdict import Verdict
from . import counts
from .counts import PAGE
from .forks import FORKS, LIMIT, RETRIES, SHARED
from .measuring import MODULE, ONE_AT_A_TIME
from .plan import DEFAULT_PACE, UNPACED
from .results import Results

MOST_OF_FLOOR = 1.5


def report(results: Results, machine: str) -> str:
    parts = [
        "## The same from the Platform API",
        _introduction(results, machine),
        *(part for latency in results.plan.latencies for part in (f"### Platform API at {ms(latency)} latency", _comparison(results, latency))),
        table(("target", "wanted", "measured", "reached"), [_judged(near_the_floor(results))], "|--:-"),
        "### How the number of requests grows",
        _growth(results),
        "### The pace",
        _pace(results),
        "### Several hosts at the same time",
        _forks(results),
        "### The group size",
        _groups(results),
    ]
    return "\n\n".join(parts)


def _judged(verdict: Verdict) -> tuple[str, ...]:
    return verdict.what, verdict.wanted, verdict.measured, "yes" if verdict.reached else "**no**"


def near_the_floor(results: Results) -> Verdict:
    plan = results.plan
    core, floor = middle(results.core), middle(results.floor)
    share = quotient(core.seconds, floor.seconds)
    what = (
        f"Platform API, {plan.sizes[-1]:,} instances at {ms(plan.latencies[-1])}, pace off: core in plain Python ({core.requests} requests), divided by a "
        f"script with the least number of requests ({floor.requests}), four at a time"
    )
    return Verdict(what, f"at most {MOST_OF_FLOOR}", number(share), share <= MOST_OF_FLOOR, first=True)


def _introduction(results: Results, machine: str) -> str:
    plan = results.plan
    often = "one run" if plan.runs == 1 else f"the median of {plan.runs} runs"
    debug = middle(results.debug)
    return f"""{machine}

These programs are measured:

- **{MODULE.title}**: `boomi.spaces.integration_pack_process_info` with `source: platform`, one task with all instances in `instance_ids`;
- **{ONE_AT_A_TIME.title}**: a common script without the collection, in Python with `requests`: one query for the instances, one for the processes of each
  instance, for each process one for its schedules and one for their status, and one for the environment of each new runtime.
  It keeps one connection open. A shell script that starts `curl` for each request does not.

Each account has {plan.processes} processes for each instance. Every seventh process is deployed to two runtimes and has two schedules. There is no
pace (`requests_per_second: {UNPACED:g}`, and no limit at the server), since the pace has its own section below.
Every run is compared with the account: the benchmark fails if a run does not find each process and each schedule, by its
ID. The script, and an unmeasured run of the collection's core, must also find each environment and each status.
*Least* is the smallest number of requests that the responses fit in: for each of Process, ProcessSchedules and ProcessScheduleStatus the results
divided by {PAGE}, the size of a page, rounded up, and at least 1; and 1 for each {PAGE} runtimes, for EnvironmentAtomAttachment. There is no login:
each request contains the user and the token. Time is the wall time of the whole command, {often} (for the script one run for
{plan.slow_from} instances or more). Marginal time is this time minus that of the playbook with one `debug` task, which takes {debug.seconds:.2f} s and
{mb(debug.peak)} MB. Peak memory is that of the largest single process, in megabytes (10⁶ bytes)."""


def _comparison(results: Results, latency: float) -> str:
    head = ("instances", "", "requests", "least", "time (s)", "marginal time (s)", "peak memory (MB)")
    debug = middle(results.debug).seconds
    rows = []
    for size in results.plan.sizes:
        fewest = f"{counts.least(results.held[size]):,}"
        run, other = (results.compared[latency, size, contender.name] for contender in (MODULE, ONE_AT_A_TIME))
        rows.append((f"{size:,}", MODULE.title, f"{run.requests:,}", fewest, seconds(run.seconds), seconds(run.seconds - debug), mb(run.peak)))
        rows.append((f"{size:,}", ONE_AT_A_TIME.title, f"{other.requests:,}", fewest, seconds(other.seconds), "", mb(other.peak)))
    says = (
        f"For {results.plan.sizes[-1]:,} instances the module takes {run.requests:,} requests and {duration(run.seconds)}, the {ONE_AT_A_TIME.title} "
        f"{other.requests:,} and {duration(other.seconds)}: {other.requests / run.requests:.0f} times the requests, "
        f"{other.seconds / run.seconds:.1f} times the time."
    )
    return f"{table(head, rows, '|:-:::::')}\n\n{says}"


def _growth(results: Results) -> str:
    plan = results.plan
    head = ("instances", "processes", "schedules", "least", "the collection", "the script", "the collection, paced (s)", "the script at that pace (s)")
    rows = []
    for size, sent in sorted(results.requests.items()):
        held = results.held[size]
        script = counts.one_at_a_time(held)
        numbers = (size, len(held.of_processes), sum(held.of_processes), counts.least(held), sent, script)
        rows.append((*(f"{number:,}" for number in numbers), f"{sent / DEFAULT_PACE:,.0f}", f"{script / DEFAULT_PACE:,.0f}"))
    group = results.default_group
    return f"""Let *g* be the group size, {group}, and ⌈*x*⌉ be *x* rounded up. The collection gets the processes of *g* instances in one query,
the schedules of *g* processes in one query, and their status in one query. A response has {PAGE} results on a page, so one group takes
⌈its results / {PAGE}⌉ requests, and at least 1. For *i* instances with *p* processes and *s* schedules in total, on *a* runtimes, that is

- the collection: the sum of ⌈results / {PAGE}⌉ over ⌈*i*/*g*⌉ groups of instances, rounded up to a multiple of 4 if they are more than one, twice that over
  ⌈*p*/*g*⌉ groups of processes, and ⌈*a*/*g*⌉;
- least: ⌈*p*/{PAGE}⌉ + 2 · ⌈*s*/{PAGE}⌉ + ⌈*a*/{PAGE}⌉;
- the script: ⌈*i*/{PAGE}⌉ + *i* + 2*p* + *a*.

All three grow in proportion to the number of instances. The local Boomi counts the collection's requests, and those of the script up to
{plan.sizes[-1]:,} instances. The benchmark fails if they differ from the formula. *Paced* is the number of requests divided by
{DEFAULT_PACE:g}, the default of `requests_per_second`.

{table(head, rows, "|::::::::")}"""


def _pace(results: Results) -> str:
    head = ("server allows per second", "seconds", "requests", "refused (503)", "most in any second", "mean per second")
    rows = [(f"{run.limit}", f"{run.seconds:.1f}", f"{run.requests:,}", f"{run.refused}", f"{run.busiest}", f"{run.mean:.2f}") for run in results.paced]
    refused = sum(run.refused for run in results.paced)
    says = f"**{refused} requests were refused**, and retried." if refused else "No request was refused."
    return f"""{results.plan.paced:,} instances, with the core in plain Python and the default `requests_per_second`, {DEFAULT_PACE:g}, on a local
Boomi with a limit: it refuses a request if the allowed number has arrived within the last second. Boomi allows an account 5 to 10 requests a
second. The benchmark fails if a request is refused. Seconds are between the arrival of the first request at the server and that of
the last.

{table(head, rows, "|::::::")}

{says}"""


def _forks(results: Results) -> str:
    head = ("", "requests", "refused (503)", "most in any second", "mean per second", "time (s)")
    rows = []
    for run in results.forked:
        of = run.paced
        rows.append((run.title, f"{of.requests:,}", f"{of.refused:,}", f"{of.busiest}", f"{of.mean:.2f}", seconds(run.measured.seconds)))
    return f"""A playbook for {FORKS} hosts with `--forks {FORKS}`, in which each host asks for the same {results.plan.forked:,} instances, with the
module and the default `requests_per_second`, {DEFAULT_PACE:g}. The local Boomi allows {LIMIT} requests a second. All processes of one user
on one machine share one pace. Without a folder to share it in, each process has its own: requests are then refused, and retried
after pauses, here up to {RETRIES} times, since with the default tasks can fail. The benchmark fails if a request is refused with
{SHARED.title}. Requests include the retries. Time is the wall time of the whole command, one run each.

{table(head, rows, "|-:::::")}"""


def _groups(results: Results) -> str:
    plan = results.plan
    head = ("group size", "requests", "largest request (kB)", "time at 0 ms (s)", f"time at {DEFAULT_PACE:g} requests a second, computed (s)")
    rows = []
    for size, group in results.groups.items():
        sent = group.measured.requests
        rows.append((f"{size}", f"{sent:,}", f"{group.largest_body / 1000:.1f}", seconds(group.measured.seconds), f"{sent / DEFAULT_PACE:,.1f}"))
    held = results.held[plan.grouped]
    fewest = min(group.measured.requests for group in results.groups.values())
    best = [f"{size}" for size, group in results.groups.items() if group.measured.requests == fewest]
    default, each = results.default_group, sum(held.of_processes) / len(held.of_processes)
    own = counts.grouped(held, default)
    named = f"groups of {listed(best)} need the fewest requests, {fewest} of at least {counts.least(held)}, and groups of the default size {own}"
    return f"""{plan.grouped:,} instances of {plan.processes} processes, with the core in plain Python and no pace. *Computed* is the number of requests
divided by {DEFAULT_PACE:g}.

{table(head, rows, "|:::::")}

Here a process has {each:.2f} schedules on average, so the schedules of {default} processes fill {each * default / PAGE:.2f} pages: {named}.
{_reason(default)}"""


def _reason(default: int) -> str:
    return (
        f"The default, {default}, is the maximum. In groups of more than one page all pages but the last are full, so groups of {default} never need more "
        "requests than groups of 100, whatever the number of runtimes. Groups of 400 save little more, and each query contains twice as many IDs. "
        "Boomi documents no limit for a group. If a server refuses a group, it is halved, and later groups are smaller."
    )

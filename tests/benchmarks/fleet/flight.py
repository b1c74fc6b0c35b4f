# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many batches should be in flight."""

from __future__ import annotations

import sys

from tests.paths import COLLECTIONS

from ..contenders import CORE
from ..errors import BenchmarkError
from ..formats import ms, seconds, table
from ..platform.pace import Paced, paced
from ..running import Runner
from ..verdict import Verdict
from .estate import Asked, Estate
from .part import Part
from .plan import Flight, Plan

sys.path.insert(0, str(COLLECTIONS))

from ansible_collections.boomi.spaces.plugins.module_utils._transport.batches import IN_FLIGHT

Flown = dict[Flight, dict[int, tuple[Asked, Paced]]]


def measure(plan: Plan, runner: Runner) -> Part:
    if IN_FLIGHT not in plan.in_flight:
        raise BenchmarkError(f"{IN_FLIGHT} batches in flight are the default, and none of the numbers that are tried: bring Plan.in_flight up to date.")
    flown: Flown = {}
    for flight in plan.flights:
        with Estate(runner, flight.source, plan.flying, plan.flying_processes, flight.latency, flight.pace) as estate:
            tried = {number: estate.ask(CORE, plan.flying, number) for number in plan.in_flight}
        flown[flight] = {number: (asked, paced(flight.pace or 0, asked.log)) for number, asked in tried.items()}
    refused = sum(tried[IN_FLIGHT][1].refused for tried in flown.values())
    what = f"Requests refused by a server that allows exactly the configured pace, with {IN_FLIGHT} in flight"
    verdict = Verdict(what, "0", f"{refused}", refused == 0)
    return Part("How many batches in flight", _text(plan, flown), [verdict])


def _text(plan: Plan, flown: Flown) -> str:
    head = ("source", "latency", "pace, and limit of the server, per second", *(f"{number} in flight (s)" for number in plan.in_flight))
    rows = [
        (
            flight.source,
            ms(flight.latency),
            f"{flight.pace}" if flight.pace else "none",
            *(f"{seconds(asked.measured.seconds)} ({pace.mean:.1f}/s{f', {pace.refused} refused' if pace.refused else ''})" for asked, pace in tried.values()),
        )
        for flight, tried in flown.items()
    ]
    columns = "|-::" + ":" * len(plan.in_flight)
    return f"""{plan.flying:,} instances of {plan.flying_processes} processes each, with the core in plain Python. The requests per second that the
server received are in parentheses.

{table(head, rows, columns)}

The default is {IN_FLIGHT}, for both sources. The limit of the Spaces API is not published. It returns 429 to too many requests. Each doubling up to
{IN_FLIGHT} saves much time for its burst. The next doubling saves the least time and has the largest burst. The Platform API has a pace. One request at a time
reaches 5 requests a second if a response takes no more than 0.2 s, but neither 10 a second at 150 ms nor 5 at 400 ms. {IN_FLIGHT} reach the pace of 5 a
second if a response takes up to 0.8 s. More would only wait. The pages of one query must be fetched one after the other, so the time is at least that of the
longest sequence of pages."""

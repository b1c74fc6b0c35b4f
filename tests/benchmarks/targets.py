# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the collection promises, held against what was measured."""

from __future__ import annotations

from math import isnan

from .contenders import CORE, ECHO, LOOKUP, MODULE, SENT, URI, Contender
from .measuring import Results
from .memory import MAIN, WORKER
from .memory import MODULE as MODULE_PROCESS
from .verdict import Verdict

FASTER = {MODULE: 30, LOOKUP: 50}  # times less marginal time than the uri loop
MOST_BEYOND = 0.1  # seconds
MOST_MEMORY = 250e6  # bytes
MOST_OF_ECHO = 1.15
LINEAR = 1.1


def verdicts(results: Results) -> list[Verdict]:
    return [
        _near_the_floor(results, MODULE),
        _near_the_floor(results, SENT),
        _faster(results, MODULE),
        _faster(results, LOOKUP),
        _linear(results, CORE),
        _memory(results, MODULE, WORKER),
        _memory(results, SENT, MODULE_PROCESS),
        _controller(results),
    ]


def _faster(results: Results, contender: Contender) -> Verdict:
    size, latency = results.plan.judged, results.plan.latencies[-1]
    times = results.times_faster(latency, size, contender)
    what = f"{_where(size, latency)}: marginal time of the {URI.title}, divided by that of the {contender.title}"
    return Verdict(what, f"at least {FASTER[contender]}", number(times, 1), times >= FASTER[contender], first=True)


def _near_the_floor(results: Results, contender: Contender) -> Verdict:
    cells = [(latency, size) for latency in results.plan.latencies for size in results.plan.sizes]
    worst = max(cells, key=lambda cell: results.beyond_the_floor(*cell, contender))
    beyond = results.beyond_the_floor(*worst, contender)
    sizes = results.plan.sizes
    what = f"{sizes[0]:,} to {sizes[-1]:,} instances: time of the {contender.title}, minus that of the echo module, minus the whole time of the floor"
    measured = f"{number(beyond)} s ({_where(worst[1], worst[0])})".replace("-", "−")
    return Verdict(what, f"at most {MOST_BEYOND} s", measured, beyond <= MOST_BEYOND, first=contender is MODULE)


def _memory(results: Results, contender: Contender, process: str) -> Verdict:
    instances, processes = results.plan.large
    peak = results.large[contender.name].peaks[process]
    what = f"{instances:,} instances of {processes} processes each: peak memory of the process that answers, with the {contender.title}"
    return Verdict(what, f"under {MOST_MEMORY / 1e6:.0f} MB", f"{peak / 1e6:.0f} MB", peak < MOST_MEMORY, first=contender is MODULE)


def _controller(results: Results) -> Verdict:
    ours, echo = (max(results.large[contender.name].peaks[kind] for kind in (MAIN, WORKER)) for contender in (MODULE, ECHO))
    what = f"The same: peak memory of `ansible-playbook`, divided by that with the echo module ({echo / 1e6:.0f} MB)"
    return Verdict(what, f"under {MOST_OF_ECHO}", number(ours / echo), ours < MOST_OF_ECHO * echo, first=True)


def _linear(results: Results, contender: Contender) -> Verdict:
    least, middle, largest = results.plan.growth
    wall, cpu = results.growth_factors(contender)
    what = f"Time for each further instance from {middle} to {largest:,}, divided by that from {least} to {middle}: {contender.title}"
    return Verdict(what, f"at most {LINEAR}", f"{number(wall)}; of processor time {number(cpu)}", wall <= LINEAR and cpu <= LINEAR, first=True)


def number(quotient: float, digits: int = 2) -> str:
    """A quotient of times, or a dash where the runs do not tell it."""
    return "–" if isnan(quotient) else f"{quotient:.{digits}f}"


def _where(size: int, latency: float) -> str:
    return f"{size:,} instance{'' if size == 1 else 's'} at {latency * 1000:.0f} ms"

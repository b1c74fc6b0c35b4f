# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the collection promises, held against what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from .contenders import CORE, LOOKUP, MODULE, URI, Contender
from .measuring import Results
from .memory import MODULE as MODULE_PROCESS

FASTER = 20  # times less marginal time than the uri loop
MOST_MEMORY = 300e6  # bytes
# How many times as long each further instance may take in the upper half of the sizes as in the lower: 1 is linear, the rest is what runs differ by.
LINEAR = 1.2


@dataclass(frozen=True)
class Verdict:
    """One target: ``what`` is to be at least, or at most, ``wanted``, and is ``measured``."""

    what: str
    wanted: str
    measured: str
    reached: bool


def verdicts(results: Results) -> list[Verdict]:
    return [
        _faster(results, MODULE),
        _faster(results, LOOKUP),
        _near_the_floor(results),
        _near_the_floor_everywhere(results),
        _memory(results),
        _linear(results, CORE),
        _linear(results, MODULE),
    ]


def _faster(results: Results, contender: Contender) -> Verdict:
    size, latency = results.plan.judged, results.plan.latencies[-1]
    times = results.times_faster(latency, size, contender)
    what = f"{_where(size, latency)}: marginal time of the {URI.title}, divided by that of the {contender.title}"
    return Verdict(what, f"at least {FASTER}", number(times, 1), times >= FASTER)


def _near_the_floor(results: Results) -> Verdict:
    size, latency = results.plan.judged, results.plan.latencies[-1]
    time, most = results.marginal(latency, size, MODULE), results.most_of_module(latency, size)
    what = f"{_where(size, latency)}: marginal time of the module, compared with 1.5 × the floor's whole time + (empty module − `debug`)"
    return Verdict(what, f"at most {most:.2f} s", f"{time:.2f} s", time <= most)


def _near_the_floor_everywhere(results: Results) -> Verdict:
    cells = [(latency, size) for latency in results.plan.latencies for size in results.plan.sizes]
    shares = {cell: results.marginal(*cell, MODULE) / results.most_of_module(*cell) for cell in cells}
    worst = max(cells, key=lambda cell: shares[cell])
    what = "The same at every size and latency: the largest share of what is allowed"
    return Verdict(what, "at most 100 %", f"{shares[worst]:.0%} ({_where(worst[1], worst[0])})".replace("%", " %"), shares[worst] <= 1)


def _memory(results: Results) -> Verdict:
    instances, processes = results.plan.large
    peak = results.large[MODULE.name].peaks[MODULE_PROCESS]
    what = f"{instances:,} instances of {processes} processes each: peak memory of the module's own process"
    return Verdict(what, f"under {MOST_MEMORY / 1e6:.0f} MB", f"{peak / 1e6:.0f} MB", peak < MOST_MEMORY)


def _linear(results: Results, contender: Contender) -> Verdict:
    least, middle, largest = results.plan.growth
    wall, cpu = results.growth_factors(contender)
    what = f"Time for each further instance from {middle} to {largest:,}, divided by that from {least} to {middle}: {contender.title}"
    return Verdict(what, f"at most {LINEAR}", f"{number(wall)}; of processor time {number(cpu)}", wall <= LINEAR and cpu <= LINEAR)


def number(quotient: float, digits: int = 2) -> str:
    """A quotient of times, or a dash where the runs do not tell it."""
    return "–" if isnan(quotient) else f"{quotient:.{digits}f}"


def _where(size: int, latency: float) -> str:
    return f"{size:,} instance{'' if size == 1 else 's'} at {latency * 1000:.0f} ms"

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast schedules are answered, beside croniter and cronsim in the same run: a section of docs/benchmarks.md.

Every figure is the best of some runs of the whole filter: arguments and fields are read each time. Fails if a target is missed.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from croniter import croniter
from cronsim import CronSim

from tests.paths import COLLECTIONS

from . import machine, summary
from .document import DOCUMENT, put
from .verdict import Verdict

sys.path.insert(0, str(COLLECTIONS))

from tests.unit import filters as plugins

ABOUT = """## Schedules

All libraries run in the same process, one
after the other. Each figure is the best of several attempts. The figures of this collection are for the whole filter, which reads its arguments and the fields
each time and returns ISO 8601 text. croniter and cronsim read their expression once and return the same text."""
OFFICE = {"minutes": "0-59/15", "hours": "8-18", "days_of_week": "2-6"}
OFFICE_CRON = "*/15 8-18 * * 1-5"
AFTER = "2026-11-24T08:15:00"
BERLIN = "Europe/Berlin"


def seconds(function: Callable[[], Any], attempts: int = 5, calls: int = 1) -> float:
    """The best time of one call."""
    best = float("inf")
    for _attempt in range(attempts):
        start = perf_counter()
        for _call in range(calls):
            function()
        best = min(best, (perf_counter() - start) / calls)
    return best


def shown(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.2f} s" if value >= 1 else f"{value * 1e3:.2f} ms" if value >= 1e-4 else f"{value * 1e6:.0f} µs"


def entry(source: random.Random) -> dict[str, str]:
    low = source.randrange(12)
    return {
        "minutes": f"{source.randrange(15)}-59/{source.choice([5, 10, 15, 20, 30])}",
        "hours": f"{low}-{low + source.randrange(1, 12)}",
        "days_of_week": f"{source.randrange(1, 4)}-{source.randrange(4, 8)}",
        "days_of_month": source.choice(["*", "*", "1-15", "1,15"]),
        "months": "*",
        "years": "*",
    }


def main() -> int:
    rows: list[tuple[str, float, float | None, float | None, str, bool]] = []

    for zone in ("UTC", BERLIN):
        start = datetime.fromisoformat(AFTER).replace(tzinfo=ZoneInfo(zone))

        def ours(zone: str = zone) -> Any:
            return plugins.next_runs(OFFICE, 1000, AFTER, timezone=zone)

        def cronsim(start: datetime = start) -> list[str]:
            return [moment.isoformat() for moment in islice(CronSim(OFFICE_CRON, start), 1000)]

        def by_croniter(start: datetime = start) -> list[str]:
            found = croniter(OFFICE_CRON, start, day_or=False)
            return [found.get_next(datetime).isoformat() for _run in range(1000)]

        assert ours() == cronsim()
        mine, theirs = seconds(ours, calls=20), seconds(cronsim)
        verdict = f"≥ 20 times cronsim: {theirs / mine:.0f} times"
        rows.append((f"1,000 next runs of `0-59/15 8-18 2-6 * * *`, {zone}", mine, theirs, seconds(by_croniter, 3), verdict, theirs >= 20 * mine))

    counts = {}
    for name, end in (("a day", "2026-01-02"), ("a year", "2027-01-01")):
        for zone in ("UTC", BERLIN):
            counts[name, zone] = seconds(lambda end=end, zone=zone: plugins.count_runs("* * * * * *", "2026-01-01", end, zone), calls=200)
            target, met = "", True
            if name == "a year":
                day = counts["a day", zone]
                target, met = f"≤ 3 times a day: {counts[name, zone] / day:.1f} times", counts[name, zone] <= 3 * day
            rows.append((f"count of `* * * * * *` in {name}, {zone}", counts[name, zone], None, None, target, met))

    leap, never = "0 12 1 29 2 *", "0 12 * 31 2 *"
    start = datetime.fromisoformat(AFTER).replace(tzinfo=ZoneInfo("UTC"))
    by_croniter_leap = seconds(lambda: croniter("0 12 29 2 0", start, day_or=False).get_next(datetime), 3)
    first = seconds(lambda: plugins.next_runs(leap, 1, AFTER), calls=50)
    rows.append(("next run on a 29 February that is a Sunday", first, None, by_croniter_leap, "< 1 ms", first < 1e-3))
    empty = seconds(lambda: plugins.next_runs(never, 1, AFTER), calls=50)
    rows.append(("next run on 31 February: none", empty, None, None, "< 1 ms", empty < 1e-3))

    source = random.Random(3)
    many = [entry(source) for _index in range(50_000)]
    took = seconds(lambda: [plugins.next_runs(each, 1, AFTER) for each in many], 3)
    rows.append(("next run of each of 50,000 schedules", took, None, None, "< 1 s", took < 1))

    pairs = [([entry(source), entry(source)], [entry(source), entry(source)]) for _index in range(5_000)]
    pairs += [(both, [*reversed(both)]) for both, _other in pairs]
    took = seconds(lambda: [plugins.same_schedule_as(one, other) for one, other in pairs], 3)
    rows.append(("`same_schedule_as` of 10,000 pairs of two entries each, half of them equal", took, None, None, "< 2 s", took < 2))

    lines = ["| question | boomi.spaces | cronsim | croniter | target |", "| --- | ---: | ---: | ---: | --- |"]
    for question, mine, by_cronsim, by_croniter_too, target, met in rows:
        lines.append(f"| {question} | {shown(mine)} | {shown(by_cronsim)} | {shown(by_croniter_too)} | {target}{'' if met else ' **missed**'} |")
    missed = [row[0] for row in rows if not row[-1]]
    says = f"Not reached: {'; '.join(missed)}." if missed else "Every target is reached."
    summary.keep("schedules", [Verdict(question, target, shown(mine), met, first="50,000" in question) for question, mine, *dummy, target, met in rows])
    put(DOCUMENT, "schedules", "\n\n".join([ABOUT, machine.describe(), "\n".join(lines), says]))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

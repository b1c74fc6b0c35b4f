# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What ran, as the template of the page takes it."""

from __future__ import annotations

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.happened import (
    WORDS,
    Happened,
    ShownRuns,
    assumed_in_words,
    counts_in_words,
    offset_in_words,
    planned_in_words,
    reasons_in_words,
    span_text,
    unknown_in_words,
    worst_rows_first,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.timeline import MOST, timeline
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone

# Of more rows than these a page shows those with the worst verdicts, and says how many others there are.
MANY_RUNS = 200
# The shape of each verdict, in a square of 10 by 10: nobody needs to see colours to tell them apart.
_SHAPES = {
    "missed": "M0 0h10v10h-10zM2.2 2.2v5.6h5.6v-5.6z",
    "ran_failed": "M1.8 0l3.2 3.2 3.2-3.2 1.8 1.8-3.2 3.2 3.2 3.2-1.8 1.8-3.2-3.2-3.2 3.2-1.8-1.8 3.2-3.2-3.2-3.2z",
    "stuck": "M1 0h8l-3.2 5 3.2 5h-8l3.2-5z",
    "discarded": "M0 7.6l7.6-7.6 2.4 2.4-7.6 7.6z",
    "unknown": "M2 3.4a3 3 0 1 1 4.1 2.7q-.3.2-.3.9h-1.7q0-1.7 1.1-2.3a1.3 1.3 0 1 0-1.5-1.3zM4.1 8h1.7v1.8h-1.7z",
    "ran_late": "M5 .6l5 8.8h-10z",
    "unplanned": "M3.9 0h2.2v3.9h3.9v2.2h-3.9v3.9h-2.2v-3.9h-3.9v-2.2h3.9z",
    "overlapped": "M1 1h3v8h-3zM6 1h3v8h-3z",
    "running": "M1.5.6l8 4.4-8 4.4z",
    "waiting": "M.2 4h2.2v2.2h-2.2zM3.9 4h2.2v2.2h-2.2zM7.6 4h2.2v2.2h-2.2z",
    "ran": "M1 3.4h8v3.2h-8z",
}


def runs_view(what: Happened, zone: Zone) -> dict[str, object]:
    rows = worst_rows_first(what.rows)
    hidden = rows[MANY_RUNS:]
    return {
        "says": planned_in_words(what, zone),
        "legend": [{"verdict": verdict, "shape": _SHAPES[verdict], "word": word, "count": what.verdicts[verdict]} for verdict, word in WORDS.items()],
        "unknown": unknown_in_words(what),
        "assumed": assumed_in_words(what),
        "rows": [_ran(each, zone) for each in rows[:MANY_RUNS]],
        "more": len(hidden),
        "more_bad": sum(not each.fine for each in hidden),
        "most": MOST,
    }


def _ran(each: ShownRuns, zone: Zone) -> dict[str, object]:
    drawn = timeline(each.runs, zone)
    success, most = each.last_success, each.row["p95_duration_minutes"]
    return {
        "at": each,
        "counts": counts_in_words(each.verdicts),
        "unknown": reasons_in_words(each.row["reasons"]),
        "offset": offset_in_words(each),
        "success": zone.local(success) if success else None,
        "gap": span_text(each.row["longest_gap_minutes"] or None),
        "took": span_text(each.row["median_duration_minutes"]),
        "most": span_text(most),
        "cells": [{"verdict": cell.verdict, "says": cell.says, "shape": _SHAPES[cell.verdict]} for cell in drawn.cells],
        "stretch": span_text(drawn.minutes) if drawn.minutes else "",
    }

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Bad runs in a row: which of them is an event, and when it is over.

A row begins with a bad run and ends with one that was on time. Verdicts that prove neither change nothing. Of each kind the first run beyond those that
are tolerated is an event, and so is the end of a row of which there was any event: a night of runs every minute is not a thousand events.
"""

from __future__ import annotations

from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.shapes import KnownSchedule, RunPart

GOOD = "ran"
BAD: dict[str, RunPart] = {"missed": "missed", "ran_failed": "failed", "discarded": "failed", "stuck": "failed", "ran_late": "late"}

NEW: KnownSchedule = {"judged_until": None, "in_a_row": 0, "since": None, "told": []}


def after_run(known: KnownSchedule, verdict: str, planned_at: str, tolerated_in_a_row: int) -> tuple[KnownSchedule, RunPart | None]:
    """What is known after a run, and what of it is an event."""
    if verdict == GOOD:
        ended: KnownSchedule = {**known, "in_a_row": 0, "since": None, "told": []}
        return ended, "recovered" if known["told"] else None
    part = BAD.get(verdict)
    if part is None:
        return known, None
    number, told = known["in_a_row"] + 1, known["told"]
    new = part if number > tolerated_in_a_row and part not in told else None
    return {**known, "in_a_row": number, "since": known["since"] or planned_at, "told": [*told, new] if new else told}, new

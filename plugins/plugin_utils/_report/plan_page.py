# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""A plan as one HTML page that needs no other file, with the style and the script of the page of a report."""

from __future__ import annotations

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.happened import span_text
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.plan import Change, Maintenance, Plan
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.plan_words import (
    NO_CATCHING_UP,
    allows,
    changed_minutes,
    disturbs_in_words,
    kept_free_in_words,
    not_known_in_words,
    not_valid_in_words,
    starts_in_words,
    still_in_words,
    verdict,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.rendering import rendered

# Of more moments than these at which something starts again, a page shows the first.
MANY_MOMENTS = 100


def write(plan: Plan) -> str:
    """The text of the page."""
    allowed = allows(plan)
    return rendered(
        "plan.html.j2",
        ("page.css", "plan.css"),
        plan=plan,
        verdict=verdict(plan),
        kind="" if allowed is None else "good" if allowed else "error",
        not_valid=not_valid_in_words(plan),
        maintenance=None if plan.maintenance is None else _maintenance(plan, plan.maintenance),
        change=None if plan.change is None else _change(plan, plan.change),
    )


def _maintenance(plan: Plan, made: Maintenance) -> dict[str, object]:
    moments = made.catch_up
    return {
        "at": made,
        "length": span_text(made.minutes),
        "tiles": [
            ("runs disturbed", made.runs),
            ("processes disturbed", made.disturbed_processes),
            ("processes in all", made.processes),
            ("runtimes", made.runtimes),
            *([("at work at the beginning", made.still_running)] if made.still_running else []),
        ],
        "findings": None if made.judged is None else made.judged.findings,
        "kept_free": kept_free_in_words(made),
        "rows": [
            {
                "at": each,
                "starts": starts_in_words(each, made),
                "before": plan.when(each.before) if each.before else "",
                "still": still_in_words(each),
                "after": plan.when(each.after) if each.after else "",
            }
            for each in made.disturbed
        ],
        "not_known": not_known_in_words(made),
        "no_catching_up": NO_CATCHING_UP,
        "moments": [{"at": each, "when": plan.when(each.moment) if each.moment else "never"} for each in moments[:MANY_MOMENTS]],
        "more_moments": len(moments[MANY_MOMENTS:]),
        "quiet": [
            {"at": each, "start": plan.when(each.start), "end": plan.when(each.end), "length": span_text(each.minutes), "says": disturbs_in_words(each)}
            for each in made.quiet
        ],
    }


def _change(plan: Plan, made: Change) -> dict[str, object]:
    findings = [("new", each) for each in made.new or ()] + [("gone", each) for each in made.gone or ()]
    return {
        "at": made,
        "findings": findings,
        "collisions": [
            {"at": each, "minutes": changed_minutes(each), "first": plan.when(each.first) if each.first else ""} for each in made.collisions if each.changed
        ],
        "same": sum(not each.changed for each in made.collisions),
    }

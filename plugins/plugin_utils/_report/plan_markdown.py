# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""A plan as Markdown for GitHub and GitLab, short enough for a change request."""

from __future__ import annotations

from collections.abc import Iterable

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Finding
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.happened import span_text
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.markdown import code, escaped, table
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.plan import Change, Maintenance, Plan
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.plan_words import (
    NO_CATCHING_UP,
    changed_minutes,
    disturbs_in_words,
    kept_free_in_words,
    not_known_in_words,
    not_valid_in_words,
    starts_in_words,
    still_in_words,
    verdict,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import number

# Code hosts cut a comment at 65,536 characters.
MANY = 100
MANY_MOMENTS = 30
_NAMED = 10


def write(plan: Plan) -> str:
    """The text, with a line end at its end."""
    parts = [f"# {escaped(plan.title)}", f"**{verdict(plan)}.**"]
    if plan.not_valid:
        parts.append(escaped(not_valid_in_words(plan)))
    if plan.maintenance:
        parts += _maintenance(plan, plan.maintenance)
    if plan.change:
        parts += _change(plan, plan.change)
    parts.append(f"Times are in {plan.zone.name}.")
    return "\n\n".join(parts) + "\n"


def _maintenance(plan: Plan, made: Maintenance) -> Iterable[str]:
    yield f"From {plan.when(made.start)} to {plan.when(made.end)}, {span_text(made.minutes)}."
    if made.judged:
        yield "## What the policy says"
        yield from map(escaped, kept_free_in_words(made))
        if made.judged.findings:
            yield table(("severity", "finding", "rule"), map(_finding, made.judged.findings[:MANY]))
            yield from _more(len(made.judged.findings) - MANY, "finding")
        else:
            yield "No demand of the policy would be broken by the maintenance."
    yield "## What is disturbed"
    if not made.disturbed:
        yield "Nothing starts in this time."
    else:
        groups = ((code(each.environment), code(each.owner), f"{each.processes:,}", f"{each.runs:,}") for each in made.groups[:MANY])
        yield table(("environment", "pack", "processes", "starts"), groups)
        rows = (
            (
                code(each.title),
                ", ".join(code(part) for part in (each.deployment.environment, each.owner) if part) or "-",
                code(each.deployment.runtime),
                ": ".join(part for part in (f"{each.at.starts.number:,}", starts_in_words(each, made)) if part),
                ", ".join(part for part in (plan.when(each.before) if each.before else "-", still_in_words(each)) if part),
                plan.when(each.after) if each.after else "never",
            )
            for each in made.disturbed[:MANY]
        )
        yield table(("process", "environment and pack", "runs on", "starts in it", "last before", "first after"), rows)
        yield from _more(len(made.disturbed) - MANY, "schedule")
        if not_known_in_words(made):
            yield not_known_in_words(made)
    moments = made.catch_up
    if moments:
        yield f"## What starts afterwards\n\n{NO_CATCHING_UP}"
        starting = (
            (
                plan.when(each.moment) if each.moment else "never",
                f"{each.together:,} at once",
                ", ".join([code(one.title) for one in each.starting[:_NAMED]] + [f"{len(each.starting) - _NAMED:,} more"][: len(each.starting) > _NAMED]),
            )
            for each in moments[:MANY_MOMENTS]
        )
        yield table(("starts at", "on one runtime", "processes"), starting)
        yield from _more(len(moments) - MANY_MOMENTS, "moment")
    yield "## Quieter times"
    if made.quiet:
        yield table(
            ("from", "to", "length", "disturbs"),
            ((plan.when(each.start), plan.when(each.end), span_text(each.minutes), disturbs_in_words(each)) for each in made.quiet),
        )
    else:
        yield f"There is none of {span_text(made.minutes)} in the {number(made.days, 'day')} after it."


def _change(plan: Plan, made: Change) -> Iterable[str]:
    yield "## The change"
    if made.new is None or made.gone is None:
        yield "No policy was given, so there are no findings before and after it."
    else:
        counts = f"{made.after or 0:,} after it: {len(made.new):,} new, {len(made.gone):,} gone"
        yield f"{number(made.before or 0, 'finding')} before it, {counts}."
        findings = [("new", each) for each in made.new] + [("gone", each) for each in made.gone]
        if findings:
            yield table(("is", "severity", "finding", "rule"), ((kind, *_finding(each)) for kind, each in findings[:MANY]))
            yield from _more(len(findings) - MANY, "finding")
    yield "## Starts in the same minute"
    changed = [each for each in made.collisions if each.changed]
    if changed:
        rows = (
            (
                code(each.runtime),
                str(max(each.before)),
                str(max(each.after)),
                changed_minutes(each),
                plan.when(each.first) if each.first else "-",
                ", ".join([code(one) for one in each.processes[:_NAMED]] + [f"{len(each.processes) - _NAMED:,} more"][: len(each.processes) > _NAMED]) or "-",
            )
            for each in changed[:MANY]
        )
        yield table(("runtime", "before", "after", "minutes of the hour that differ", "worst minute", "what starts then"), rows)
    else:
        yield "No other number of processes starts in any minute of the hour."


def _finding(finding: Finding) -> tuple[str, str, str]:
    return finding["severity"], escaped(finding["message"]), code(finding["rule"])


def _more(count: int, thing: str) -> Iterable[str]:
    if count > 0:
        yield f"And {number(count, f'more {thing}')}."

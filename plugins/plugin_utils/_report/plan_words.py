# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What a plan says in words, which is the same in each format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, sentence_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import SEVERITIES
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Finding
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.plan import Change, Collision, Maintenance, Plan, Quiet, ShownDisturbed
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import day_text, moment_text, number

NO_CATCHING_UP = "Boomi does not document that runs which did not start are made up for. This is when each process is planned to start next."
# How many labels a sentence names.
_NAMED = 5


def allows(plan: Plan) -> bool | None:
    """Whether the policy allows all of it; None without a policy."""
    judged = plan.maintenance.judged if plan.maintenance else None
    several = [each for each in (judged.findings if judged else None, plan.change.new if plan.change else None) if each is not None]
    return None if not several else not any(finding["severity"] == "error" for findings in several for finding in findings)


def verdict(plan: Plan) -> str:
    """What would happen, and whether the policy allows it, in one sentence for each of maintenance and change, without a full stop at the end."""
    told = [_of_maintenance(plan.maintenance)] if plan.maintenance else []
    told += [_of_change(plan.change)] if plan.change else []
    return ". ".join(told)


def _of_maintenance(made: Maintenance) -> str:
    where = f"{number(made.disturbed_processes, 'process', 'processes')} on {number(made.runtimes, 'runtime')}"
    still = f"{number(made.still_running, 'process', 'processes')} would still be at work when it begins"
    if made.runs:
        effect = f"It would disturb {number(made.runs, 'run')} of {where}" + (f", and {still}" if made.still_running else "")
    else:
        effect = f"Nothing starts in it, but {still}" if made.still_running else "It would disturb nothing"
    judged = None if made.judged is None else _says(made.judged.findings, "it")
    return f"{effect}; {judged or 'no policy was given to judge it by'}"


def _of_change(made: Change) -> str:
    if made.new is None or made.gone is None:
        return "No policy was given to judge the change by"
    told = _says(made.new, "the change")
    return f"{told[0].upper()}{told[1:]}, with {number(len(made.new), 'new finding')} and {len(made.gone):,} gone"


def _says(findings: Sequence[Finding], what: str) -> str:
    counts = Counter(finding["severity"] for finding in findings)
    told = ", ".join(number(counts[severity], severity) for severity in SEVERITIES if counts[severity])
    return f"the policy {'does not allow' if counts['error'] else 'allows'} {what}{f' ({told})' if told else ''}"


def title_of(made: Maintenance | None) -> str:
    """The title, if none is given."""
    if made is None:
        return "Planned change of schedules"
    end = made.end.strftime("%H:%M") if made.start.date() == made.end.date() else moment_text(made.end)
    return f"Maintenance on {day_text(made.start)} {made.start.year}, {made.start:%H:%M} to {end}"


def starts_in_words(each: ShownDisturbed, made: Maintenance) -> str:
    """When it starts: each time if there are few, else the first and the last. Days are told if the maintenance has several."""
    one_day = made.start.date() == made.end.date()
    told = [f"{moment:%H:%M}" if one_day else moment_text(moment) for moment in (each.first, *each.starts[1:-1], each.last) if moment]
    if each.at.starts.number <= 1:
        return "".join(told[:1])
    return ", ".join(told) if each.starts else f"{told[0]} to {told[-1]}"


def still_in_words(each: ShownDisturbed) -> str:
    """Whether its last run before the maintenance would be at work at the beginning. Empty if it is not known."""
    if each.at.still_running is None:
        return ""
    return "still at work at the beginning" if each.at.still_running else "over by then"


def not_known_in_words(made: Maintenance) -> str:
    """Of how many it is not known whether they would be at work at the beginning. Empty if it is known of all."""
    unknown = sum(each.at.still_running is None for each in made.disturbed)
    if not unknown:
        return ""
    of = "of any of them" if unknown == len(made.disturbed) else f"of {number(unknown, 'schedule')}"
    return f"How long a run takes is not known {of}, and so not whether the last one before it would still be at work."


def disturbs_in_words(each: Quiet) -> str:
    return f"only what runs all the time: {number(each.disturbed, 'process', 'processes')}" if each.disturbed else "nothing"


def kept_free_in_words(made: Maintenance) -> list[str]:
    """A sentence for each window that keeps minutes of the maintenance free."""
    windows = made.judged.kept_free if made.judged else ()
    return [
        f"The window {quoted(window['name'] or window['match'])} keeps {window['minutes']:,} of these {number(made.minutes, 'minute')} free of runs."
        for window in windows
    ]


def not_valid_in_words(plan: Plan) -> str:
    """Empty if all schedules are valid."""
    labels = plan.not_valid
    if not labels:
        return ""
    named = sentence_list([*labels[:_NAMED], f"{len(labels) - _NAMED:,} more"] if len(labels) > _NAMED else list(labels))
    return f"Without {number(len(labels), 'process', 'processes')} whose schedule is not valid: {named}."


def changed_minutes(each: Collision) -> str:
    """As `:00 from 3 to 4`, for each minute of the hour that differs."""
    return ", ".join(f":{minute:02} from {was} to {becomes}" for minute, was, becomes in each.changed)

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What to do next about each kind of finding, and which guide tells more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.findings import ShownFinding, errors_first
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.provenance import Collection, guide_path

# The guides by file, with their titles.
GUIDES = {
    "comparing": "Comparing two environments",
    "maintenance": "Before and after maintenance",
    "policies": "Policies",
    "provisioning": "Verifying a new environment",
    "runs": "Did it run?",
    "schedules": "Schedules and time zones",
}
_TIMES = "Correct the schedule in Boomi. If the change was intended, correct the policy."
_RHYTHM = "Change the schedule in Boomi. The filter with_schedule shows beforehand what a change would do."
_THERE = "Check that the pack is installed and the process deployed there, and that the policy has its name."
_PLACES = "Attach the process where it is missing, detach it where it must not be, or correct the policy."
_RETRIES = "Correct the retries in Boomi. If the change was intended, correct the policy."
_WINDOW = "Move the runs out of the window, or pause them for its time. The filter with_schedule shows beforehand what a change would do."
# By the last part of a rule, the key that was not met.
_ADVICE = {
    "schedule": (_TIMES, "policies"),
    "schedule_text": (_TIMES, "policies"),
    "enabled": ("Resume or pause the schedule in Boomi. If the change was intended, correct the policy.", "policies"),
    "enabled_on": ("Resume or pause the schedule, so that it is enabled on as many runtimes as the policy says.", "policies"),
    "retry": (_RETRIES, "policies"),
    "retry_text": (_RETRIES, "policies"),
    "max_retry": (_RETRIES, "policies"),
    "min_minutes_between_runs": (_RHYTHM, "maintenance"),
    "max_minutes_between_runs": (_RHYTHM, "maintenance"),
    "max_runs_per_day": (_RHYTHM, "maintenance"),
    "even_intervals": (_RHYTHM, "maintenance"),
    "max_starts_per_minute": ("Move some of the starts to other minutes. The filter least_busy finds those with the fewest.", "maintenance"),
    "must_not_run": (_WINDOW, "policies"),
    "must_run": ("Add runs in the window to the schedule in Boomi, or resume it if it is paused.", "policies"),
    "environments": (_PLACES, "policies"),
    "on_every_atom": (_PLACES, "policies"),
    "deployed": (_PLACES, "comparing"),
    "required": (_THERE, "provisioning"),
    "match": (_THERE, "policies"),
    "only_on": (_THERE, "policies"),
    "process_name": ("Correct the name in the policy, if the process was renamed on purpose.", "policies"),
    "unmatched": ("Add a rule for the process to the policy, or remove the process.", "policies"),
    "runtime_online": ("Check the runtime: as long as it is not online, it may start no schedules.", "runs"),
    "runs": ("Look at the runs in Boomi's Process Reporting, and correct what made them fail or not start.", "runs"),
    "timezone": ("Give the time zone of the runtime in atom_timezones.", "schedules"),
}
_OTHERWISE = ("Read the message of the finding, and correct Boomi or the policy.", "policies")


class Advice(NamedTuple):
    """`link` is empty where the collection does not say where its documentation is."""

    kind: str
    findings: int
    text: str
    guide: str
    path: str
    link: str


def kind_of(rule: str) -> str:
    """The key that was not met: the name of a rule may have a dot in it, a key has none."""
    return rule.rpartition(".")[2]


def advice(findings: Iterable[ShownFinding], collection: Collection) -> list[Advice]:
    """One for each kind of finding, those with the most severe findings first. Kinds that the collection does not know are together."""
    found: Counter[str] = Counter()
    for each in errors_first(findings):
        kind = kind_of(each.finding["rule"])
        found[kind if kind in _ADVICE else "other"] += 1
    return [_advice(kind, count, collection) for kind, count in found.items()]


def _advice(kind: str, count: int, collection: Collection) -> Advice:
    text, guide = _ADVICE.get(kind, _OTHERWISE)
    return Advice(kind, count, text, GUIDES[guide], guide_path(guide), collection.guide(guide))

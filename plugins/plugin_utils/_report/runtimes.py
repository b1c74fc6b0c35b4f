# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The runtimes that a report shows: whether they are alive, as far as Boomi knows, and whose clock they keep. And what is said of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import (
    NOT_SCHEDULED,
    PAUSED,
    Report,
    ShownDeployment,
    ShownProcess,
    ShownRuntime,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import moment_text, number

# What every report says where it shows a status.
CAUTION = (
    "This is the status that Boomi had when the facts were read. Boomi notices an outage only after 45 seconds to 4 minutes. "
    "OFFLINE means that Boomi has no contact with the runtime, not that the runtime does not run."
)
NOT_ASKED = "The facts do not say whether the runtimes are online: include_runtimes=true asks Boomi for it."
STATUS_NOT_KNOWN = "not known"
# Of more runtimes than these whose time zone is not known, a note names the first.
MANY = 10

_STARTS_NONE = "starts no schedules"
# Boomi documents the names of the details alone: the words say no more than these.
_DETAILS = {
    "ONLINE_RUNNING": "running",
    "ONLINE_STOPPING": f"stopping, {_STARTS_NONE}",
    "ONLINE_STARTING": f"starting, {_STARTS_NONE} yet",
    "CLUSTER_ISSUE": "the cluster has a problem",
    "RESTARTING": f"restarting, {_STARTS_NONE}",
    "RESTARTING_TOO_LONG": f"restarting for too long, {_STARTS_NONE}",
    "RESTARTING_DEAD": f"did not come back from a restart, {_STARTS_NONE}",
    "OFFLINE": "no contact",
    "OFFLINE_NOT_STOPPED": "no contact, was not stopped",
    "OFFLINE_NOT_INITIALIZED": "no contact, not initialized",
    "OFFLINE_WITH_ERROR": "no contact, with an error",
    "OFFLINE_WITH_CLUSTER_ISSUE": "no contact, with a problem of the cluster",
    "DELETED": "deleted",
    "OFFBOARDING": "being removed",
    "UNKNOWN": "Boomi does not know it",
}


def shown_runtimes(processes: Iterable[ShownProcess]) -> tuple[ShownRuntime, ...]:
    """The runtimes that any process is on, in the order of the facts. A schedule without a runtime is on none."""
    found: dict[str, list[ShownDeployment]] = {}
    for process in processes:
        for each in process.deployments:
            if each.facts.runtime_key:
                found.setdefault(each.facts.runtime_key, []).append(each)
    return tuple(map(_runtime, found.values()))


def _runtime(several: Sequence[ShownDeployment]) -> ShownRuntime:
    """The facts repeat what they say of a runtime in each of its schedules; should these differ, the first that says anything is taken."""
    facts = [each.facts for each in several]
    told = next((each for each in facts if each.atom_status), facts[0])
    environments: dict[str, tuple[str | None, str | None]] = {}
    for each in facts:
        if each.environment_key and not environments.get(each.environment_key, (None, None))[1]:
            environments[each.environment_key] = each.env_id, each.env_name
    return ShownRuntime(
        atom_id=facts[0].atom_id,
        atom_name=next((each.atom_name for each in facts if each.atom_name), None),
        environments=tuple(environments.values()),
        status=told.atom_status,
        status_detail=told.atom_status_detail,
        alive=told.alive,
        zone=next((each.zone for each in several if each.zone), None),
        reported=next((each.atom_time_zone for each in facts if each.atom_time_zone), None),
        schedules=len(several),
        not_scheduled=sum(each.state == NOT_SCHEDULED for each in several),
        paused=sum(each.state == PAUSED for each in several),
        left_out=sum(each.left_out for each in several),
    )


def not_online(runtimes: Iterable[ShownRuntime]) -> int:
    """How many are known not to start schedules."""
    return sum(each.alive is False for each in runtimes)


def worst_first(runtimes: Iterable[ShownRuntime]) -> list[ShownRuntime]:
    """Those that start no schedules, then those whose status is not known, then the others; each by name."""
    return sorted(runtimes, key=lambda each: ((False, None, True).index(each.alive), each.name, each.atom_id or ""))


def detail_in_words(status: str | None, detail: str | None) -> str:
    """What the detail of a status means; a detail that Boomi has not documented stands for itself. Empty if there is none."""
    if detail is None:
        return _DETAILS["OFFLINE"] if status == "OFFLINE" else ""
    return _DETAILS.get(detail, detail)


def other_clock(each: ShownDeployment, report: Report) -> str:
    """The next run on the clock of the runtime, where that is another than the report's: `02:15 in America/New_York`. Empty if it is the same."""
    if not each.next_runs or each.zone is None or each.zone.name == report.zone.name:
        return ""
    local = each.local_runs[0]
    text = f"{local.hour:02}:{local.minute:02}" if local.date() == each.next_runs[0].date() else moment_text(local)
    return f"{text} in {each.zone.name}"


def without(report: Report) -> str:
    """`2 schedules whose time zone is not known`, beside a number of runs that lacks theirs; empty if none are left out."""
    count = report.counts["zone_not_known"]
    return f"{number(count, 'schedule')} whose time zone is not known" if count else ""


class LeftOut(NamedTuple):
    """What a report says of schedules that are in no count of runs: in a sentence, on which runtimes, and what to do."""

    sentence: str
    runtimes: Sequence[ShownRuntime]
    # How many more there are.
    more: int
    remedy: str


def left_out(report: Report) -> LeftOut | None:
    """None if no schedule is left out."""
    count = report.counts["zone_not_known"]
    if not count:
        return None
    have, zones = ("has no next runs here and is", "its time zone is") if count == 1 else ("have no next runs here and are", "their time zones are")
    runtimes = [each for each in report.runtimes if each.left_out]
    remedies = []
    if runtimes:
        ask = "" if report.has_status else ", or get the processes with include_runtimes=true"
        remedies.append(f"Give the time zone of each of these runtimes in atom_timezones, by ID or name{ask}.")
    if sum(each.left_out for each in runtimes) < count:
        remedies.append("A schedule without a runtime has no time zone of its own: give timezone as an IANA name.")
    sentence = f"{number(count, 'schedule')} {have} in no count of runs: {zones} not known."
    return LeftOut(sentence, runtimes[:MANY], max(0, len(runtimes) - MANY), " ".join(remedies))

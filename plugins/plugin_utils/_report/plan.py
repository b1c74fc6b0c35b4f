# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""A plan: what a maintenance would disturb, what a change of schedules would do, and what a policy says of both. Each format shows the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import Zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import whole_number
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan import quiet
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.allowed import kept_free, maintenance_findings
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.choosing import Question
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.disturbed import Disturbed, disturbed
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import Policy
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Finding
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import policy_findings
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.building import build
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.starts import Peak
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import moment_text
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC, Zone

# How many quieter times are shown.
QUIETER = 5
# A schedule that starts more often is shown by its first and last start.
LISTED = 6


class ShownDisturbed(NamedTuple):
    """A disturbed deployment. Moments are in the zone of the plan."""

    at: Disturbed
    schedule: str
    # All its starts, or none if there are many.
    starts: tuple[datetime, ...]
    first: datetime | None
    last: datetime | None
    before: datetime | None
    after: datetime | None

    @property
    def process(self) -> Process:
        return self.at.planned.process

    @property
    def deployment(self) -> Deployment:
        return self.at.planned.deployment

    @property
    def title(self) -> str:
        return self.process.name or self.process.id

    @property
    def owner(self) -> str:
        """The pack of its process, or the instance if the pack has no name."""
        return self.process.pack_name or self.process.instance_name or ""


def _processes(several: Iterable[ShownDisturbed]) -> int:
    return len({each.at.planned.number for each in several})


class Group(NamedTuple):
    """What is disturbed of one pack in one environment."""

    environment: str
    owner: str
    processes: int
    runs: int


class CatchUp(NamedTuple):
    """What starts next after the maintenance at one moment; None is never. `together` is the most of them that start on one runtime."""

    moment: datetime | None
    starting: tuple[ShownDisturbed, ...]
    together: int


class Quiet(NamedTuple):
    """A quieter time, and how many processes it would disturb: those that run all the time."""

    start: datetime
    end: datetime
    minutes: int
    disturbed: int


class Judged(NamedTuple):
    """What a policy says of a maintenance. `kept_free` has the windows that keep any of its minutes free."""

    findings: tuple[Finding, ...]
    kept_free: tuple[dict[str, Any], ...]


class Maintenance(NamedTuple):
    start: datetime
    end: datetime
    minutes: int
    # Those that are asked about, by how many there are.
    processes: int
    disturbed: tuple[ShownDisturbed, ...]
    # In how many days after it the quieter times are.
    days: int
    quiet: tuple[Quiet, ...]
    # None without a policy.
    judged: Judged | None

    @property
    def runs(self) -> int:
        return sum(each.at.starts.number for each in self.disturbed)

    @property
    def disturbed_processes(self) -> int:
        return _processes(self.disturbed)

    @property
    def runtimes(self) -> int:
        return len({each.deployment.runtime_key for each in self.disturbed})

    @property
    def still_running(self) -> int:
        """How many processes are known to be at work at the beginning."""
        return _processes(each for each in self.disturbed if each.at.still_running)

    @property
    def groups(self) -> list[Group]:
        """In the order of what is disturbed."""
        found: dict[tuple[str | None, str], list[ShownDisturbed]] = {}
        for each in self.disturbed:
            found.setdefault((each.deployment.environment_key, each.owner), []).append(each)
        return [
            Group(several[0].deployment.environment or "", owner, _processes(several), sum(each.at.starts.number for each in several))
            for (_environment, owner), several in found.items()
        ]

    @property
    def catch_up(self) -> list[CatchUp]:
        """What starts after it, in the order of time, what never starts again last."""
        found: dict[datetime | None, list[ShownDisturbed]] = {}
        for each in self.disturbed:
            if each.at.starts.number:
                found.setdefault(each.after, []).append(each)
        ordered = sorted(found.items(), key=lambda item: (item[0] is None, item[0] or self.end))
        return [CatchUp(moment, tuple(several), max(Counter(each.deployment.runtime_key for each in several).values())) for moment, several in ordered]


class Collision(NamedTuple):
    """The most starts in one minute of the week on a runtime, before and after a change: at all, and by minute of the hour."""

    atom_id: str | None
    runtime: str
    before: tuple[int, ...]
    after: tuple[int, ...]
    # The first minute after the change that has most, and what starts then; None if there are never two at once.
    first: datetime | None
    processes: tuple[str, ...]

    @property
    def changed(self) -> list[tuple[int, int, int]]:
        """The minutes of the hour that differ, each with its starts before and after."""
        return [(minute, was, becomes) for minute, (was, becomes) in enumerate(zip(self.before, self.after)) if was != becomes]


class Change(NamedTuple):
    """What a change of schedules would do. The findings are None without a policy."""

    before: int | None
    after: int | None
    new: tuple[Finding, ...] | None
    gone: tuple[Finding, ...] | None
    collisions: tuple[Collision, ...]


class Plan(NamedTuple):
    title: str
    # In which moments are shown.
    zone: Zone
    # When it was made: collisions are those of the week from this day on.
    made: datetime
    maintenance: Maintenance | None
    change: Change | None
    # Processes with a schedule that is not valid, which does not count.
    not_valid: tuple[str, ...]

    def when(self, moment: datetime) -> str:
        """A moment in its zone, with its year if that is another than that of the plan."""
        year = (self.maintenance.start if self.maintenance else self.made).year
        return moment_text(moment) + (f" {moment.year}" if moment.year != year else "")


def maintenance(question: Question, days: object, policy: Policy | None) -> Maintenance:
    """What it would disturb. Raises GivenError."""
    span, zone = question.span, question.span.zone
    found = disturbed(question)
    quieter, number_of_days = _quieter(question, days)
    judged = None if policy is None else Judged(tuple(maintenance_findings(policy, question, found)), tuple(kept_free(policy, question)))
    return Maintenance(
        start=zone.local(span.start),
        end=zone.local(span.end),
        minutes=span.horizon.high - span.horizon.low,
        processes=len(question.processes),
        disturbed=tuple(_shown(each, zone) for each in found),
        days=number_of_days,
        quiet=quieter,
        judged=judged,
    )


def _shown(each: Disturbed, zone: Zone) -> ShownDisturbed:
    starts = each.starts
    listed = starts.moments(LISTED) if starts.number <= LISTED else []
    first, last, before, after = (None if moment is None else zone.local(moment) for moment in (starts.first, starts.last, starts.before, starts.after))
    return ShownDisturbed(each, words(each.planned.deployment.timetable.written), tuple(map(zone.local, listed)), first, last, before, after)


def _quieter(question: Question, days: object) -> tuple[tuple[Quiet, ...], int]:
    """The next times that are long enough, beside schedules of which no time of this length is free."""
    number_of_days = whole_number("days", days, 1)
    later = question._replace(span=question.span.after(number_of_days))
    minutes = question.span.horizon.high - question.span.horizon.low
    spans = sorted(quiet.quiet_spans(later, minutes, ignore_frequent=True))[:QUIETER]
    zone, found = later.span.zone, []
    for low, high in spans:
        span = later.span._replace(start=later.span.horizon.moment(low, UTC), end=later.span.horizon.moment(high, UTC))
        busy = {each.planned.number for each in disturbed(question._replace(span=span))}
        found.append(Quiet(zone.local(span.start), zone.local(span.end), high - low, len(busy)))
    return tuple(found), number_of_days


def change(before: object, after: object, policy: object, zones: Zones, viewer: Zone, now: datetime) -> Change:
    """What differs between facts before and after a change. Raises GivenError."""
    were, are = (None if policy is None else policy_findings(facts, policy, now) for facts in (before, after))
    return Change(
        before=None if were is None else len(were),
        after=None if are is None else len(are),
        new=None if were is None or are is None else _less(are, were),
        gone=None if were is None or are is None else _less(were, are),
        collisions=tuple(_collisions(*(build(facts, title="", zones=zones, viewer=viewer, start=now).peaks for facts in (before, after)))),
    )


def _less(findings: Iterable[Finding], others: Iterable[Finding]) -> tuple[Finding, ...]:
    known = set(map(str, others))
    return tuple(each for each in findings if str(each) not in known)


def _collisions(before: Sequence[Peak], after: Sequence[Peak]) -> list[Collision]:
    """For each runtime on which several processes ever start at once: those that change first, then the highest."""
    were, are = ({peak.atom_id: peak for peak in peaks} for peaks in (before, after))
    names = {atom: peak.runtime for atom, peak in (*were.items(), *are.items())}
    found = []
    for atom, name in names.items():
        becomes = are.get(atom)
        first, processes = (becomes.first, becomes.processes) if becomes else (None, ())
        found.append(Collision(atom, name, _by_minute(were.get(atom)), _by_minute(becomes), first, processes))
    return sorted(found, key=lambda each: (not each.changed, -max(each.after), -max(each.before), each.runtime, each.atom_id or ""))


def _by_minute(peak: Peak | None) -> tuple[int, ...]:
    """Where there is no peak, no two processes start in the same minute."""
    return tuple(max(1, each) for each in peak.by_minute) if peak else (1,) * 60


def not_valid(question: Question) -> tuple[str, ...]:
    """The processes it is about with a schedule that is not valid, in the order of the facts."""
    return tuple(each.label for each in question.processes if any(one.timetable.problem and not one.paused for one in each.deployments))

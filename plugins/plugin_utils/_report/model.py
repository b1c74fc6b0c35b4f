# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What a report says, whichever format it is written in.

`building.build` makes a report from facts and findings; each format has a module that writes it. Nothing here is escaped. All moments are in
the report's zone, unless their name has `local`; the words of a schedule are in its runtime's zone.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Owner, Process
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.summary import Checked
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.findings import ShownFinding
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.happened import Happened
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.provenance import Provenance
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.starts import Lane, Peak
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import plain
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.week import Week
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone

# The states of a deployment whose status is known, and that of a process without one.
ENABLED, PAUSED, NOT_SCHEDULED, NOT_VALID = "enabled", "paused", "not scheduled", "not valid"
NOT_DEPLOYED = "not deployed"
# What became of a schedule since an earlier report.
NEW, GONE, CHANGED = "new", "gone", "changed"
ZONE_NOT_KNOWN = "time zone not known"


class ShownDeployment(NamedTuple):
    """A process on one runtime: the facts, and what the report says about them."""

    facts: Deployment
    # The runtime's; None if it is not known. It is then not known either when anything runs.
    zone: Zone | None
    # One of these, or what is said where it is not known whether a schedule is paused. If it is NOT_VALID, `problem` says why, and the words are empty.
    state: str
    problem: str | None
    words: str
    retry_words: str
    # What runs: nothing while it is paused or not valid, or where the zone is not known.
    schedule: Schedule
    next_runs: tuple[datetime, ...]
    # The runs of the week, and of the 24 hours from the start on, as sets of minutes; see `Week`.
    week_runs: int
    day_runs: int

    @property
    def max_retry(self) -> int | None:
        """Unknown beside a schedule that is not valid, whatever the facts have."""
        return None if self.problem else self.facts.max_retry

    @property
    def entries(self) -> object:
        """The schedule as the facts have it."""
        return plain(self.facts.timetable.given)

    @property
    def retry_entries(self) -> object:
        return plain(self.facts.retry.given)

    @property
    def left_out(self) -> bool:
        """Whether it runs, but is in no count of runs, as nobody knows when."""
        return self.zone is None and self.state != NOT_VALID and self.facts.runs

    @property
    def local_runs(self) -> tuple[datetime, ...]:
        """The next runs on the clock of the runtime."""
        return tuple(map(self.zone.local, self.next_runs)) if self.zone else ()

    @property
    def runs_24_hours(self) -> int:
        return self.day_runs.bit_count()

    @property
    def runs_7_days(self) -> int:
        return self.week_runs.bit_count()


class ShownProcess(NamedTuple):
    facts: Process
    deployments: tuple[ShownDeployment, ...]

    @property
    def id(self) -> str | None:
        return self.facts.id or None

    @property
    def name(self) -> str | None:
        return self.facts.name

    @property
    def instance_id(self) -> str | None:
        return self.facts.instance_id

    @property
    def owner(self) -> str:
        """Its instance and its pack by name; empty if they are not known."""
        return self.facts.owner.told()

    @property
    def title(self) -> str:
        """Its name, or its id where the name is missing or blank."""
        return next((each for each in (self.name, self.id) if each and each.strip()), "(no name)")


class ShownRuntime(NamedTuple):
    """A runtime of the facts. What is not known is None."""

    atom_id: str | None
    atom_name: str | None
    # The id and the name of each, one of which may be missing.
    environments: tuple[tuple[str | None, str | None], ...]
    status: str | None
    status_detail: str | None
    # Whether it starts schedules, as far as Boomi knows.
    alive: bool | None
    # `reported` is the zone that the facts have; there may be none of that name on this machine.
    zone: Zone | None
    reported: str | None
    # Deployments on it: all; those without times; those that are paused; those left out of the counts of runs.
    schedules: int
    not_scheduled: int
    paused: int
    left_out: int

    @property
    def name(self) -> str:
        return self.atom_name or self.atom_id or ""


class ShownInstance(NamedTuple):
    """The processes of an instance together. What is not known is None."""

    instance_id: str | None
    owner: Owner
    processes: int
    # Deployments: all; those without times; those that are paused.
    schedules: int
    not_scheduled: int
    paused: int
    # Findings about its processes; None if nothing was judged.
    errors: int | None
    warnings: int | None

    @property
    def name(self) -> str:
        return self.owner.instance_name or self.instance_id or "(no instance)"


class ScheduleChange(NamedTuple):
    """A deployment that is new, gone or changed. If it is changed, `says` has a clause for each difference."""

    kind: str
    process: Process
    deployment: Deployment
    says: tuple[str, ...]

    @property
    def title(self) -> str:
        return next((each for each in (self.process.name, self.process.id) if each and each.strip()), "(no name)")


class Changes(NamedTuple):
    """`since` is the moment of the earlier report, as it has it. Findings are None if one of the reports has none at all."""

    since: str
    schedules: tuple[ScheduleChange, ...]
    new_findings: tuple[ShownFinding, ...] | None
    gone_findings: tuple[ShownFinding, ...] | None


class Report(NamedTuple):
    title: str
    provenance: Provenance
    # The version of ansible-core that made it.
    ansible_core: str
    # That of the reader, in which moments are.
    zone: Zone
    start: datetime
    week: Week
    # None if nothing was judged; empty if nothing was found.
    findings: tuple[ShownFinding, ...] | None
    # What was checked, rule by rule; None if that was not given.
    checks: tuple[Checked, ...] | None
    # What has changed since an earlier report; None if there is none.
    changes: Changes | None
    # None if there are no verdicts.
    happened: Happened | None
    processes: tuple[ShownProcess, ...]
    # In the order of the facts.
    runtimes: tuple[ShownRuntime, ...]
    instances: tuple[ShownInstance, ...]
    # Runs by day of the week and hour.
    heat: tuple[tuple[int, ...], ...]
    peaks: tuple[Peak, ...]
    lanes: tuple[Lane, ...]
    # How many of each thing there are, by the keys that the JSON report has in `summary`.
    counts: dict[str, int]
    # Runtimes whose zone was given, by id or name, and that no process is on. One policy may serve several estates, so this is no finding.
    unused_zones: tuple[str, ...]

    @property
    def has_status(self) -> bool:
        """Whether the facts have the status of any runtime. If not, it was not asked for."""
        return any(each.status for each in self.runtimes)

    @property
    def has_owners(self) -> bool:
        """Whether the facts have the name of any instance or pack. If not, the names were not asked for."""
        return any(any(each.owner) for each in self.instances)

    def severity(self, severity: str) -> int:
        """How many findings have that severity."""
        return sum(each.finding["severity"] == severity for each in self.findings or ())

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The time zone of each runtime: as the user says, or as the facts do. It is never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import Zone, zone_of, zones_of

# What is given in place of a zone if each schedule is in that of its runtime.
RUNTIME = "runtime"


class Zones:
    """Whose clock a schedule is on.

    `of_runtimes` has zones by the id or the name of a runtime, and overrides everything else. `own` is the zone of all other runtimes; None means
    that each is in its own zone, which is `atom_time_zone` of the facts.
    """

    def __init__(self, own: Zone | None, of_runtimes: Mapping[str, Zone]) -> None:
        self.own = own
        self.of_runtimes = of_runtimes

    @property
    def name(self) -> str:
        """As it was given."""
        return self.own.name if self.own else RUNTIME

    def moment(self, moment: datetime) -> datetime:
        """A moment with offset; without one it is in `own`. If that is None it stays without, and is on the clock of each schedule."""
        return self.own.instant(moment) if self.own else moment

    def of(self, deployment: Deployment) -> Zone:
        """The zone of its runtime. Raises GivenError, which names the runtime and what to do, if that is not known."""
        zone = self.known(deployment)
        if zone is None:
            runtime = f" on {quoted(deployment.runtime)}" if deployment.runtime else ""
            raise GivenError(f"it is not known when the schedule{runtime} runs: {why_unknown(deployment)}")
        return zone

    def known(self, deployment: Deployment) -> Zone | None:
        """The zone of its runtime; None if it is not known."""
        for atom in (deployment.atom_id, deployment.atom_name):
            if atom is not None and atom in self.of_runtimes:
                return self.of_runtimes[atom]
        return self.own or _reported(deployment.atom_time_zone)


def _reported(name: str | None) -> Zone | None:
    try:
        return zone_of(name) if name else None
    except GivenError:
        return None


def why_unknown(deployment: Deployment) -> str:
    """Why the zone of a runtime is not known, and what to do: the end of a sentence about the runtime."""
    if deployment.runtime is None:
        return "a schedule without a runtime has no time zone of its own; give timezone as an IANA name such as Europe/Berlin"
    reported = deployment.atom_time_zone
    why = f"this machine has no time zone {quoted(reported)}" if reported else "its time zone is not known"
    return f"{why}; give it in atom_timezones, by the ID or the name of the runtime, or get the processes with include_runtimes=true"


def read_zones(timezone: object, atom_timezones: object = None) -> Zones:
    """The zones that two arguments of these names give. Raises GivenError."""
    own = None if isinstance(timezone, str) and timezone == RUNTIME else zone_of(timezone)
    return Zones(own, {} if atom_timezones is None else zones_of(atom_timezones))

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The clocks that a policy is judged by: what is still to come, and runtimes whose time zone is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import RUNTIME, Zones, why_unknown
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Found, Violation
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC

# No clock is further behind UTC.
_BEHIND = timedelta(hours=12)


def minute_of(start: datetime, zones: Zones) -> int:
    """The local minute from which on runs are to come.

    One clock for all runtimes is enough: theirs differ by hours, and only from entries of this very year something is left out. If each runtime has
    its own, that is the one furthest behind, so that nothing is left out which is still to come anywhere.
    """
    return zones.own.minute_from(start) if zones.own else UTC.minute_from(start - _BEHIND)


def unknown_zones(processes: Sequence[Process], zones: Zones) -> Iterator[Found]:
    """A violation for each runtime on which something runs, and whose own time zone a policy needs but is not known."""
    if zones.own:
        return
    found: dict[str | None, Deployment] = {}
    # Equal processes share one tuple of deployments.
    for deployments in {id(process.deployments): process.deployments for process in processes}.values():
        for each in deployments:
            if each.runs and zones.known(each) is None:
                found.setdefault(each.runtime_key, each)
    for each in found.values():
        yield Violation("", "timezone", "it is not known when schedules run", RUNTIME, each.atom_time_zone, f": {why_unknown(each)}", each), None

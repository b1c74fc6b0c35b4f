# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The instances that a report shows, each with how much it has and what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.findings import NO_OWNER, ShownFinding
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import NOT_SCHEDULED, PAUSED, ShownInstance, ShownProcess


def shown_instances(processes: Iterable[ShownProcess], findings: Iterable[ShownFinding] | None) -> tuple[ShownInstance, ...]:
    """In the order of the facts. Processes without an instance are together."""
    groups: dict[str | None, list[ShownProcess]] = {}
    for process in processes:
        groups.setdefault(process.instance_id, []).append(process)
    found: Counter[tuple[str | None, str]] | None
    found = None if findings is None else Counter((each.finding["instance_id"], each.finding["severity"]) for each in findings)
    return tuple(_instance(instance_id, group, found) for instance_id, group in groups.items())


def _instance(instance_id: str | None, group: Sequence[ShownProcess], found: Counter[tuple[str | None, str]] | None) -> ShownInstance:
    states = Counter(each.state for process in group for each in process.deployments)
    # A finding without an instance is about several, or about the policy.
    errors, warnings = (None if found is None else found[instance_id, each] if instance_id else 0 for each in ("error", "warning"))
    return ShownInstance(
        instance_id=instance_id,
        owner=next((process.facts.owner for process in group if any(process.facts.owner)), NO_OWNER),
        processes=len(group),
        schedules=sum(states.values()),
        not_scheduled=states[NOT_SCHEDULED],
        paused=states[PAUSED],
        errors=errors,
        warnings=warnings,
    )

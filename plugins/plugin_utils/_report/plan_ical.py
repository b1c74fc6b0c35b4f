# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""A plan as a calendar file: the maintenance, what is disturbed, when it starts again, and the quieter times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.plan import Maintenance, Plan, ShownDisturbed
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.plan_words import disturbs_in_words, verdict
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import number, one_line
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.ical import Event, events_calendar

_MINUTE = timedelta(minutes=1)


def write(plan: Plan) -> str:
    """The text of the file, with the line ends of RFC 5545. Without a maintenance it has no events: a change has no time of its own."""
    made = plan.maintenance
    return events_calendar(one_line(plan.title), _events(plan, made) if made else (), made.start if made else plan.made)


def _events(plan: Plan, made: Maintenance) -> Iterator[Event]:
    yield Event("maintenance", one_line(plan.title), f"{verdict(plan)}.", made.start, made.end - made.start)
    for each in made.disturbed:
        place = ", ".join(one_line(part) for part in (each.deployment.runtime, each.deployment.environment, each.owner) if part)
        name, about = one_line(each.title), "\n".join(part for part in (place, each.schedule) if part)
        if each.first and each.last:
            yield Event(
                _key(each, "disturbed"), f"Disturbed: {name} ({number(each.at.starts.number, 'run')})", about, each.first, each.last - each.first + _MINUTE
            )
        if each.after:
            yield Event(_key(each, "next"), f"Next: {name}", about, each.after)
    for span in made.quiet:
        yield Event("quieter", "Quieter time", f"It disturbs {disturbs_in_words(span)}.", span.start, span.end - span.start)


def _key(each: ShownDisturbed, what: str) -> str:
    # Names may change, or occur twice; ids do not.
    return "\n".join(part or "" for part in (what, each.process.instance_id, each.process.id, each.deployment.env_id, each.deployment.atom_id))

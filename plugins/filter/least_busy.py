# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: least_busy
short_description: Where to move a schedule to
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Returns the places of a schedule at which the fewest other processes start in the same minute on its runtimes.
  - A move keeps the rhythm, so that a process runs as often as now, as regularly. All runs of a day move by the same number of minutes, and stay on their day.
    A schedule such as C(0-59/15 8-18 2-6 * * *) can become C(5-59/15 8-18 2-6 * * *). Every run must lie O(within) the bounds.
  - Only if there is no such place, the days move too, days of the week by up to three days, or else days of the month. A process that runs on
    Sundays can so be moved to a Saturday.
  - A process without a schedule gets one start a day, on the days of O(within).
  - The present place is among them, unless it is out of bounds. What is found is a schedule for P(boomi.spaces.with_schedule#filter).
positional: match, within, count, start, atoms, include_paused, invalid
extends_documentation_fragment:
  - boomi.spaces.plan
  - boomi.spaces.schedule.paused
  - boomi.spaces.schedule.invalid
options:
  match:
    description:
      - A glob for the name or ID of the process to move, as in a policy, V(*), V(?) and V([abc]) as in a shell. Case-sensitive.
      - If several match, they move together, and do not count for each other. It is an error if their schedules differ, and if none matches.
    type: str
    required: true
  within:
    description: The minutes at which it may start, as a schedule in any form that the filter P(boomi.spaces.next_runs#filter) accepts. By default all.
    type: raw
    default: "* * * * * *"
  count:
    description: How many places to return at most.
    type: int
    default: 5
  start:
    description:
      - The first of the 366 days on which starts are counted. By default today. Only the date counts.
      - A date, or a date and time, or either as ISO 8601 text.
    type: raw
  atoms:
    description:
      - Move only the schedules on these runtimes (atoms), given by their IDs or names. By default those on all runtimes.
      - The other starts are those on the runtimes on which it is scheduled, paused or not.
    type: list
    elements: str
notes:
  - All schedules of a runtime are on its own clock, so time zones make no difference here.
seealso:
  - plugin: boomi.spaces.with_schedule
    plugin_type: filter
    description: The processes as they would be.
  - plugin: boomi.spaces.quiet_times
    plugin_type: filter
    description: When nothing starts.
  - plugin: boomi.spaces.policy_findings
    plugin_type: filter
    description: Whether too many start in the same minute.
"""

EXAMPLES = r"""
- name: The best minutes for a nightly load between 1 and 3 o'clock
  ansible.builtin.assert:
    that:
      - found | map(attribute='words') | list == ['at 01:59 every day', 'at 02:01 every day']
      - "found[1].schedule[0] == {'minutes': '1', 'hours': '2', 'days_of_week': '*', 'days_of_month': '*', 'months': '*', 'years': '*'}"
      - found | map(attribute='starts_at_once') | list == [0, 0]
      - moved | map(attribute='process_schedules') | flatten | map('boomi.spaces.describe_schedule') | first == 'at 01:59 every day'
  vars:
    found: "{{ processes | boomi.spaces.least_busy('Load', within='* 1-2 * * * *', count=2, start='2026-11-28') }}"
    moved: "{{ processes | boomi.spaces.with_schedule('Load', found[0].schedule) }}"
    processes: &processes
      - {id: p1, name: Load, process_schedules: [{atom_id: a1, enabled: true, schedule: [{minutes: "0", hours: "2"}]}]}
      - {id: p2, name: Invoice Export, process_schedules: [{atom_id: a1, enabled: true, schedule: [{minutes: "0", hours: "1-5"}]}]}
      - {id: p3, name: Order Intake, process_schedules: [{atom_id: a1, enabled: true, schedule: [{minutes: "0-59/15"}]}]}

- name: Another minute of the hour for a process that runs every 15 minutes
  ansible.builtin.assert:
    that: "found | map(attribute='schedule') | map('first') | map(attribute='minutes') | list == ['1-59/15', '2-59/15', '3-59/15']"
  vars:
    found: "{{ processes | boomi.spaces.least_busy('Order Intake', count=3, start='2026-11-28') }}"
    processes: *processes
"""

RETURN = r"""
_value:
  description:
    - The places, those with the fewest other starts first, then those that are nearest to the present one. Without a present one, the earliest first.
    - Empty if the schedule fits nowhere within the bounds.
  returned: success
  type: list
  elements: dict
  contains:
    schedule:
      description: The schedule, as entries of the six fields.
      returned: success
      type: list
      elements: dict
      sample: [{minutes: "1", hours: "2", days_of_week: "*", days_of_month: "*", months: "*", years: "*"}]
    words:
      description: The same in words.
      returned: success
      type: str
      sample: at 02:01 every day
    starts_at_once:
      description: How many other processes start in the same minute on the same runtime, in the worst of its minutes.
      returned: success
      type: int
      sample: 0
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.least_busy import least_busy as places_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import now, plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import moment_of


@plugin
def least_busy(
    processes: object,
    match: object,
    within: object = "* * * * * *",
    count: object = 5,
    start: object = None,
    atoms: object = None,
    include_paused: object = False,
    invalid: object = "fail",
) -> list[dict[str, Any]]:
    day = now() if start is None else moment_of("start", start)
    return places_of(processes, match, within, count, day, atoms, include_paused, invalid)


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"least_busy": least_busy}

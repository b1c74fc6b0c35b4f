# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: running_within
short_description: Whether a schedule runs in a window
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - True if any run, at any time, falls into a minute of the window. The test computes this without listing runs or minutes.
  - Only minutes that exist in the calendar count. Nothing runs on 31 February, or in a minute that a clock change skips.
  - If O(atom_timezones) gives a runtime another time zone than O(timezone), runs of past years do not count, because the rules of time zones once were others.
positional: window, timezone, include_paused, invalid, atom_timezones
extends_documentation_fragment:
  - boomi.spaces.schedule
  - boomi.spaces.schedule.timezone
  - boomi.spaces.schedule.paused
  - boomi.spaces.schedule.invalid
options:
  window:
    description:
      - The window, in any form that the schedule can have. C(enabled) in it is ignored.
      - It is in O(timezone), with O(timezone=runtime) on the clock of each runtime.
    type: raw
    required: true
seealso:
  - plugin: boomi.spaces.next_runs
    plugin_type: filter
  - plugin: boomi.spaces.runs_between
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Nothing runs in the maintenance window
  ansible.builtin.assert:
    that: "'0-59/15 8-18 2-6 * * *' is not boomi.spaces.running_within({'days_of_week': '1', 'hours': '2-4'})"

- name: Day 1 of the week is Sunday, and day 2 Monday
  ansible.builtin.assert:
    that:
      - "'0 4 1 * * *' is boomi.spaces.running_within('* * 1 * * *')"
      - "'0 4 1 * * *' is not boomi.spaces.running_within('* * 2 * * *')"

- name: The load runs at night
  ansible.builtin.assert:
    that: process is boomi.spaces.running_within('* 1-3 * * * *', timezone='Europe/Berlin')
  vars:
    process:
      name: Load
      process_schedules: [{schedule: [{minutes: "30", hours: "2"}]}]

- name: The names of the processes that would run in the maintenance window
  ansible.builtin.assert:
    that: processes | select('boomi.spaces.running_within', window) | map(attribute='name') | list == ['Invoice Export']
  vars:
    window: {days_of_week: "1", hours: "1-4"}
    processes:
      - {name: Invoice Export, process_schedules: [{schedule: [{minutes: "30", hours: "1"}]}]}
      - {name: Order Intake, process_schedules: [{schedule: [{minutes: "0-59/15", hours: "8-18", days_of_week: "2-6"}]}]}
"""

RETURN = r"""
_value:
  description: V(true) if any run falls into the window, otherwise V(false), such as for an empty or paused schedule.
  returned: success
  type: bool
  sample: true
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import local_schedules, written
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import read_zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import now, plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.meeting import ever_meet
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import LocalSchedule


@plugin
def running_within(
    schedule: object,
    window: object,
    timezone: object = "UTC",
    include_paused: object = False,
    invalid: object = "fail",
    atom_timezones: object = None,
) -> bool:
    zones = read_zones(timezone, atom_timezones)
    opened, year = written(window), now().year
    return any(ever_meet(each, LocalSchedule(opened, zones.own or each.zone), year) for each in local_schedules(schedule, zones, include_paused, invalid))


class TestModule:
    """Test of Ansible."""

    def tests(self) -> dict[str, Callable[..., Any]]:
        return {"running_within": running_within}

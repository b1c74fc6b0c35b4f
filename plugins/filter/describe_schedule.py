# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: describe_schedule
short_description: A schedule in plain English
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Describes a schedule exactly, in one sentence. Two schedules have the same sentence if, and only if, they are the same minutes, however they are written.
  - The words V(every N minutes) mean that all times are this far apart, from the first to the last. A step that restarts every hour, such as
    C(0-59/7), is described by the hour.
  - Retry windows follow after V(retries:). An item with C(enabled=false) is marked as V(paused), one with C(enabled=null) as V(pause not
    asked), or V(pause not known) if other items have a status. An empty schedule is V(not scheduled), and with O(invalid=skip) one that is not valid is
    V(not valid).
positional: timezone, invalid, atom_timezones
requirements:
  - the time zone data of the system, or the Python package tzdata, for time zones other than UTC
extends_documentation_fragment:
  - boomi.spaces.schedule
  - boomi.spaces.schedule.invalid
options:
  timezone:
    description:
      - The IANA name of a time zone, to show with the times. It changes nothing else. By default none is shown.
      - With V(runtime) the times of each runtime have its own time zone, as in P(boomi.spaces.next_runs#filter).
    type: str
  atom_timezones:
    description:
      - The time zones of runtimes, as a dictionary from their IDs or names to IANA names. It overrides O(timezone) for those runtimes. Without O(timezone)
        it has no effect.
    type: dict
seealso:
  - plugin: boomi.spaces.schedule_diff
    plugin_type: filter
  - plugin: boomi.spaces.to_cron
    plugin_type: filter
  - module: boomi.spaces.integration_pack_process_info
    description: The processes that have these schedules.
"""

EXAMPLES = r"""
- name: Show a schedule in words
  ansible.builtin.debug:
    msg: "{{ '30 1 * * * *' | boomi.spaces.describe_schedule }}"

- name: Office hours
  ansible.builtin.assert:
    that: words == 'every 15 minutes from 08:00 to 18:45, Monday to Friday'
  vars:
    words: "{{ {'minutes': '0-59/15', 'hours': '8-18', 'days_of_week': '2-6'} | boomi.spaces.describe_schedule }}"

- name: A paused item with retry windows
  ansible.builtin.assert:
    that: >-
      item | boomi.spaces.describe_schedule(timezone='Europe/Berlin')
      == 'at 02:30 every day, Europe/Berlin time (paused); retries: every 5 minutes from 03:00 to 03:55 every day, at most 5 times'
  vars:
    item:
      enabled: false
      schedule: [{minutes: "30", hours: "2"}]
      retry: {schedule: [{minutes: "0-59/5", hours: "3"}], max_retry: 5}

- name: A process without a schedule
  ansible.builtin.assert:
    that: "[] | boomi.spaces.describe_schedule == 'not scheduled'"

- name: The first Sunday of a month
  ansible.builtin.assert:
    that: "'0 4 1 1-7 * *' | boomi.spaces.describe_schedule == 'at 04:00 on the first Sunday of every month'"

- name: One line for each runtime of a process
  ansible.builtin.assert:
    that: lines == ['at 08:00, Monday to Friday', 'not scheduled']
  vars:
    lines: "{{ process.process_schedules | map('boomi.spaces.describe_schedule') }}"
    process:
      name: Order Intake
      process_schedules:
        - {atom_name: prod-frankfurt-1, schedule: [{minutes: "0", hours: "8", days_of_week: "2-6"}]}
        - {atom_name: test-frankfurt-1, schedule: []}
"""

RETURN = r"""
_value:
  description: The sentence, without a full stop.
  returned: success
  type: str
  sample: every 15 minutes from 08:00 to 18:45, Monday to Friday
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import describe
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import read_zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin


@plugin
def describe_schedule(schedule: object, timezone: object = None, invalid: object = "fail", atom_timezones: object = None) -> str:
    return describe(schedule, invalid, None if timezone is None else read_zones(timezone, atom_timezones))


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"describe_schedule": describe_schedule}

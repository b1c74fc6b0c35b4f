# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: next_runs
short_description: When a schedule runs next
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Returns the next times at which a schedule runs, in ISO 8601 with offset, in order.
  - The list is empty if there are no more runs, such as for an empty schedule, for 31 February, or for years in the past.
positional: count, after, until, timezone, include_paused, invalid, atom_timezones
extends_documentation_fragment:
  - boomi.spaces.schedule
  - boomi.spaces.schedule.timezone
  - boomi.spaces.schedule.paused
  - boomi.spaces.schedule.invalid
options:
  count:
    description: The highest number of times to return. V(0) returns an empty list. A negative number is an error.
    type: int
    default: 1
  after:
    description:
      - Return only times after this moment, not the moment itself. The default is now.
      - A date and time, or ISO 8601 text, with an offset or V(Z). Without an offset it is in O(timezone). A date alone means midnight.
    type: raw
  until:
    description: Return only times before this moment, not the moment itself. It has the same form as O(after). By default there is no end.
    type: raw
seealso:
  - plugin: boomi.spaces.runs_between
    plugin_type: filter
  - plugin: boomi.spaces.count_runs
    plugin_type: filter
  - plugin: boomi.spaces.running_within
    plugin_type: test
  - module: boomi.spaces.integration_pack_process_info
    description: The processes that have these schedules.
"""

EXAMPLES = r"""
- name: Show the next run
  ansible.builtin.debug:
    msg: "{{ {'minutes': '0-59/15', 'hours': '8-18', 'days_of_week': '2-6'} | boomi.spaces.next_runs | first }}"

- name: The next two runs after a moment, in the time zone of the runtime
  ansible.builtin.assert:
    that: runs == ['2026-11-24T08:15:00+01:00', '2026-11-24T08:30:00+01:00']
  vars:
    runs: "{{ '0-59/15 8-18 2-6 * * *' | boomi.spaces.next_runs(2, after='2026-11-24T08:00', timezone='Europe/Berlin') }}"

- name: A paused process has no next run, unless paused schedules are included
  ansible.builtin.assert:
    that:
      - item | boomi.spaces.next_runs(after='2026-11-24') == []
      - item | boomi.spaces.next_runs(after='2026-11-24', include_paused=true) == ['2026-11-24T02:30:00+00:00']
  vars:
    item:
      enabled: false
      schedule: [{minutes: "30", hours: "2"}]

- name: Show which processes still run today
  ansible.builtin.debug:
    msg: "{{ item.name }} runs at {{ due | join(', ') }}"
  loop: "{{ processes }}"
  loop_control:
    label: "{{ item.name }}"
  when: due | length > 0
  vars:
    due: "{{ item | boomi.spaces.next_runs(10, after='2026-11-24T07:00', until='2026-11-25', timezone='Europe/Berlin') }}"
    processes:
      - {name: Order Intake, process_schedules: [{schedule: [{minutes: "0", hours: "8"}]}]}
      - {name: Invoice Export, process_schedules: [{schedule: [{minutes: "30", hours: "1"}]}]}

- name: Nothing runs on 31 February
  ansible.builtin.assert:
    that: "'0 12 * 31 2 *' | boomi.spaces.next_runs(5) | length == 0"
"""

RETURN = r"""
_value:
  description: The times, in ISO 8601 with offset, in order. Empty if there are no more runs.
  returned: success
  type: list
  elements: str
  sample: ["2026-11-24T08:15:00+01:00", "2026-11-24T08:30:00+01:00"]
"""

import sys
from collections.abc import Callable
from itertools import islice
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import local_schedules
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import read_zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import whole_number
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import now, plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import runs_from
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import moment_of


@plugin
def next_runs(
    schedule: object,
    count: object = 1,
    after: object = None,
    until: object = None,
    timezone: object = "UTC",
    include_paused: object = False,
    invalid: object = "fail",
    atom_timezones: object = None,
) -> list[str]:
    zones = read_zones(timezone, atom_timezones)
    start = now() if after is None else zones.moment(moment_of("after", after))
    end = None if until is None else zones.moment(moment_of("until", until))
    most = min(whole_number("count", count, 0), sys.maxsize)
    return list(islice(runs_from(local_schedules(schedule, zones, include_paused, invalid), start, end, after=True), most))


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"next_runs": next_runs}

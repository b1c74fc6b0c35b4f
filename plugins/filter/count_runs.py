# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: count_runs
short_description: How often a schedule runs between two moments
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Counts the runs in a span. The start belongs to the span, the end does not. A minute that matches several entries counts once.
  - The runs are computed, not listed, so a year takes no longer than a day.
positional: start, end, timezone, include_paused, invalid, atom_timezones
extends_documentation_fragment:
  - boomi.spaces.schedule
  - boomi.spaces.schedule.span
  - boomi.spaces.schedule.timezone
  - boomi.spaces.schedule.paused
  - boomi.spaces.schedule.invalid
seealso:
  - plugin: boomi.spaces.next_runs
    plugin_type: filter
  - plugin: boomi.spaces.runs_between
    plugin_type: filter
  - module: boomi.spaces.integration_pack_process_info
    description: The processes that have these schedules.
"""

EXAMPLES = r"""
- name: Show how often an hourly schedule runs in a day
  ansible.builtin.debug:
    msg: "{{ '5 * * * * *' | boomi.spaces.count_runs('2026-11-24', '2026-11-25') }}"

- name: Every 15 minutes during office hours means 44 runs a day
  ansible.builtin.assert:
    that: "'0-59/15 8-18 2-6 * * *' | boomi.spaces.count_runs('2026-11-24', '2026-11-25') == 44"

- name: The minutes of a year, without the hour that summer time skips
  ansible.builtin.assert:
    that: "{} | boomi.spaces.count_runs('2026-01-01', '2027-01-01', timezone='Europe/Berlin') == 365 * 1440 - 60"

- name: No process starts more than 100 times a day
  ansible.builtin.assert:
    that: item | boomi.spaces.count_runs('2026-11-24', '2026-11-25') <= 100
    fail_msg: "{{ item.name }} starts too often"
  loop: "{{ processes }}"
  loop_control:
    label: "{{ item.name }}"
  vars:
    processes:
      - {name: Order Intake, process_schedules: [{schedule: [{minutes: "0-59/15", hours: "8-18", days_of_week: "2-6"}]}]}
      - {name: Stock Level Polling, process_schedules: [{enabled: false, schedule: [{minutes: "*"}]}]}
"""

RETURN = r"""
_value:
  description: The number of runs. V(0) for an empty or paused schedule.
  returned: success
  type: int
  sample: 44
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import local_schedules
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import read_zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import count_between
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import moment_of


@plugin
def count_runs(
    schedule: object,
    start: object,
    end: object,
    timezone: object = "UTC",
    include_paused: object = False,
    invalid: object = "fail",
    atom_timezones: object = None,
) -> int:
    zones = read_zones(timezone, atom_timezones)
    first, last = (zones.moment(moment_of(name, value)) for name, value in (("start", start), ("end", end)))
    return count_between(local_schedules(schedule, zones, include_paused, invalid), first, last)


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"count_runs": count_runs}

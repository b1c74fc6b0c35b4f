# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: runs_between
short_description: All runs of a schedule between two moments
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Returns every time at which a schedule runs in a span, in ISO 8601 with offset, in order. The start belongs to the span, the end does not.
  - If you only need the number of runs, use P(boomi.spaces.count_runs#filter), which does not list them.
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
  - plugin: boomi.spaces.count_runs
    plugin_type: filter
  - module: boomi.spaces.integration_pack_process_info
    description: The processes that have these schedules.
"""

EXAMPLES = r"""
- name: Show the runs of a day
  ansible.builtin.debug:
    msg: "{{ '45 6,12,18 2-6 * * *' | boomi.spaces.runs_between('2026-11-24', '2026-11-25') }}"

- name: Runs while the database is down
  ansible.builtin.assert:
    that: runs == ['2026-11-29T02:00:00+00:00', '2026-11-29T02:30:00+00:00']
  vars:
    runs: "{{ '0,30 * * * * *' | boomi.spaces.runs_between('2026-11-29T02:00Z', '2026-11-29T03:00Z') }}"

- name: When clocks go forward, the skipped minutes have no run
  ansible.builtin.assert:
    that: runs == ['2026-03-29T01:30:00+01:00', '2026-03-29T03:30:00+02:00']
  vars:
    runs: "{{ '30 1-3 * * * *' | boomi.spaces.runs_between('2026-03-29', '2026-03-30', timezone='Europe/Berlin') }}"

- name: No installed process runs during the next maintenance
  ansible.builtin.assert:
    that: item | boomi.spaces.runs_between(maintenance.begin, maintenance.end, timezone='Europe/Berlin') | length == 0
    fail_msg: "{{ item.name }} runs during the maintenance"
  loop: "{{ processes }}"
  loop_control:
    label: "{{ item.name }}"
  vars:
    maintenance: {begin: "2026-11-29T02:00", end: "2026-11-29T04:00"}
    processes:
      - {name: Invoice Export, process_schedules: [{schedule: [{minutes: "30", hours: "1"}]}]}
      - {name: Order Intake, process_schedules: [{schedule: [{minutes: "0-59/15", hours: "8-18", days_of_week: "2-6"}]}]}
"""

RETURN = r"""
_value:
  description: The times, in ISO 8601 with offset, in order. Empty if nothing runs in the span.
  returned: success
  type: list
  elements: str
  sample: ["2026-11-24T08:15:00+01:00", "2026-11-24T08:30:00+01:00"]
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import local_schedules
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import read_zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.runs import runs_from
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import moment_of


@plugin
def runs_between(
    schedule: object,
    start: object,
    end: object,
    timezone: object = "UTC",
    include_paused: object = False,
    invalid: object = "fail",
    atom_timezones: object = None,
) -> list[str]:
    zones = read_zones(timezone, atom_timezones)
    first, last = (zones.moment(moment_of(name, value)) for name, value in (("start", start), ("end", end)))
    return list(runs_from(local_schedules(schedule, zones, include_paused, invalid), first, last))


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"runs_between": runs_between}

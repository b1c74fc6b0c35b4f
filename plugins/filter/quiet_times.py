# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: quiet_times
short_description: When nothing starts
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Returns the spans between two moments in which no schedule starts, longest first. For planning a maintenance.
  - With O(durations), no run that is known to be still at work is in them either.
positional: start, end, minutes, durations, timezone, atom_timezones, match, atoms, include_paused, invalid, ignore_frequent
extends_documentation_fragment:
  - boomi.spaces.plan
  - boomi.spaces.plan.span
  - boomi.spaces.schedule.paused
  - boomi.spaces.schedule.invalid
options:
  minutes:
    description: The lowest number of minutes that a span must have.
    type: int
    default: 60
  ignore_frequent:
    description:
      - Whether to leave out schedules of which no span of O(minutes) is free between O(start) and O(end), such as a process that runs every five
        minutes, day and night. It is disturbed by any maintenance, whenever that is.
      - P(boomi.spaces.disturbed_by#filter) lists these for the span that is found.
    type: bool
    default: false
notes:
  - A run takes the minute in which it starts, also if it is not known how long it takes. Retries of failed runs do not count.
  - Processes that are started from outside and listeners have no schedule, so nothing is known of when they run.
seealso:
  - plugin: boomi.spaces.disturbed_by
    plugin_type: filter
    description: What would start in a span.
  - plugin: boomi.spaces.least_busy
    plugin_type: filter
    description: Where to move a schedule to.
  - plugin: boomi.spaces.run_summary
    plugin_type: filter
    description: How long runs take.
  - module: boomi.spaces.integration_pack_process_info
    description: The processes.
"""

EXAMPLES = r"""
- name: The longest quiet times of a Sunday
  ansible.builtin.assert:
    that:
      - quiet | map(attribute='minutes') | list == [839, 569]
      - "quiet[0] == {'start': '2026-11-29T10:01:00+01:00', 'end': '2026-11-30T00:00:00+01:00', 'minutes': 839}"
  vars:
    quiet: "{{ processes | boomi.spaces.quiet_times('2026-11-29', '2026-11-30', minutes=120, timezone='Europe/Berlin') }}"
    processes: &processes
      - id: 70d36151-4070-4a92-8d00-d7c832e4caf5
        name: Order Intake
        process_schedules:
          - {atom_id: a1, atom_name: prod-1, enabled: true, schedule: [{minutes: "30", hours: "9"}, {minutes: "0", hours: "10"}]}
      - id: 0e9cff93-c7b5-43b3-9b1b-1f0e4a4ef5b5
        name: Month End Close
        process_schedules:
          - {atom_id: a2, atom_name: prod-2, enabled: true, schedule: [{minutes: "0", hours: "0", days_of_month: "29"}]}

- name: The same if the orders take 90 minutes, on one of the runtimes
  ansible.builtin.assert:
    that: quiet | map(attribute='start') | list == ['2026-11-29T11:30:00+01:00', '2026-11-29T00:00:00+01:00']
  vars:
    quiet: "{{ processes | boomi.spaces.quiet_times('2026-11-29', '2026-11-30', durations=durations, timezone='Europe/Berlin', atoms=['prod-1']) }}"
    durations: [{process_id: 70d36151-4070-4a92-8d00-d7c832e4caf5, minutes: 90}]
    processes: *processes

- name: Beside a process that runs every ten minutes anyway
  ansible.builtin.assert:
    that:
      - "every | boomi.spaces.quiet_times('2026-11-29', '2026-11-30') == []"
      - quiet | map(attribute='minutes') | list == [840, 540]
  vars:
    quiet: "{{ every | boomi.spaces.quiet_times('2026-11-29', '2026-11-30', ignore_frequent=true, match='*') | selectattr('minutes', 'gt', 100) }}"
    every:
      - {id: p1, name: Polling, process_schedules: [{atom_id: a1, enabled: true, schedule: [{minutes: "0-59/10"}]}]}
      - {id: p2, name: Order Intake, process_schedules: [{atom_id: a1, enabled: true, schedule: [{minutes: "0-59", hours: "9"}]}]}
"""

RETURN = r"""
_value:
  description: The spans, longest first, and the earlier one first if two are equally long. Empty if there is none.
  returned: success
  type: list
  elements: dict
  contains:
    start:
      description: The first minute of the span, in ISO 8601 with offset, on the clock of O(timezone), in UTC with O(timezone=runtime).
      returned: success
      type: str
      sample: "2026-11-29T10:01:00+01:00"
    end:
      description: The first minute after the span, in the same form.
      returned: success
      type: str
      sample: "2026-11-30T00:00:00+01:00"
    minutes:
      description: How long the span is.
      returned: success
      type: int
      sample: 839
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._plan import quiet
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.choosing import ask
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin


@plugin
def quiet_times(
    processes: object,
    start: object,
    end: object,
    minutes: object = 60,
    durations: object = None,
    timezone: object = "UTC",
    atom_timezones: object = None,
    match: object = "*",
    atoms: object = None,
    include_paused: object = False,
    invalid: object = "fail",
    ignore_frequent: object = False,
) -> list[dict[str, Any]]:
    question = ask(processes, start, end, durations, timezone, atom_timezones, match, atoms, include_paused, invalid)
    return quiet.quiet_times(question, minutes, ignore_frequent)


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"quiet_times": quiet_times}

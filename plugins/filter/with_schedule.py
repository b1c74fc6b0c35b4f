# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: with_schedule
short_description: Processes as they would be with another schedule
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Returns the processes with another schedule for those that match, so that every other filter can judge the change before it is made.
  - Nothing is written to Boomi. The retry schedules stay as they are, and a paused process stays paused.
positional: match, schedule, atoms
extends_documentation_fragment:
  - boomi.spaces.plan
  - boomi.spaces.plan.change
options:
  schedule:
    description: The schedule, in any form that the filter P(boomi.spaces.next_runs#filter) accepts. An empty list means unscheduled.
    type: raw
    required: true
seealso:
  - plugin: boomi.spaces.with_enabled
    plugin_type: filter
  - plugin: boomi.spaces.policy_findings
    plugin_type: filter
    description: What a policy says of the change.
"""

EXAMPLES = r"""
- name: What the policy would say if the order intake ran at nine
  ansible.builtin.assert:
    that:
      - processes | boomi.spaces.policy_findings(policy) == []
      - findings | map(attribute='rule') | list == ['max_starts_per_minute']
  vars:
    findings: "{{ processes | boomi.spaces.with_schedule('Order*', '0 9 * * * *') | boomi.spaces.policy_findings(policy) }}"
    policy: {version: 1, max_starts_per_minute: 1}
    processes: &processes
      - id: 70d36151-4070-4a92-8d00-d7c832e4caf5
        name: Order Intake
        process_schedules:
          - {atom_id: a1, atom_name: prod-1, enabled: true, schedule: [{minutes: "0", hours: "8"}]}
          - {atom_id: a2, atom_name: prod-2, enabled: false, schedule: [{minutes: "0", hours: "8"}]}
      - id: 0e9cff93-c7b5-43b3-9b1b-1f0e4a4ef5b5
        name: Invoice Export
        process_schedules:
          - {atom_id: a1, atom_name: prod-1, enabled: true, schedule: [{minutes: "0", hours: "9"}]}

- name: On one of the runtimes only
  ansible.builtin.assert:
    that: moved | map(attribute='process_schedules') | flatten | map('boomi.spaces.describe_schedule') | list == words
  vars:
    moved: "{{ processes | boomi.spaces.with_schedule('Order Intake', [], atoms=['prod-2']) }}"
    words: ["at 08:00 every day", "not scheduled (paused)", "at 09:00 every day"]
    processes: *processes
"""

RETURN = r"""
_value:
  description: The processes in the shape in which they were given, changed. The given ones stay as they are.
  returned: success
  type: raw
  sample: [{id: 70d36151-4070-4a92-8d00-d7c832e4caf5, process_schedules: [{enabled: true, schedule: []}]}]
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._plan import changes
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin


@plugin
def with_schedule(processes: object, match: object, schedule: object, atoms: object = None) -> object:
    return changes.with_schedule(processes, match, schedule, atoms)


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"with_schedule": with_schedule}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: with_enabled
short_description: Processes as they would be if they were enabled, or paused
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Returns the processes with their schedules enabled or paused, for those that match, so that every other filter can judge the change before it is made.
  - Nothing is written to Boomi.
positional: match, enabled, atoms
extends_documentation_fragment:
  - boomi.spaces.plan
  - boomi.spaces.plan.change
options:
  enabled:
    description: Whether the schedules are enabled, V(true), or paused, V(false).
    type: bool
    required: true
seealso:
  - plugin: boomi.spaces.with_schedule
    plugin_type: filter
  - plugin: boomi.spaces.count_runs
    plugin_type: filter
    description: How often the processes would then run.
"""

EXAMPLES = r"""
- name: How often everything runs in a day once the second runtime takes over
  ansible.builtin.assert:
    that:
      - switched | boomi.spaces.count_runs('2026-11-24', '2026-11-25') == 2
      - switched[0].process_schedules | map(attribute='enabled') | list == [false, true]
  vars:
    switched: "{{ processes | boomi.spaces.with_enabled('Order Intake', false, atoms=['prod-1']) | boomi.spaces.with_enabled('*', true, atoms=['prod-2']) }}"
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
def with_enabled(processes: object, match: object, enabled: object, atoms: object = None) -> object:
    return changes.with_enabled(processes, match, enabled, atoms)


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"with_enabled": with_enabled}

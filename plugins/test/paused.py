# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: paused
short_description: Whether a schedule is paused
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - True for an item of C(process_schedules) with C(enabled=false). If it is not known whether an item with a schedule is paused, since C(enabled) is
    null or missing, this is an error, unless O(unknown) is given or the other items settle the answer. A schedule alone, without an item around it, is not
    paused.
  - True for a process if all of its items that have a schedule are paused. If none has a schedule, true if all items are paused. A process without items is
    not paused.
  - The six fields are not read, so it makes no difference whether the schedule is valid.
  - The module and the lookup return C(enabled) only with O(boomi.spaces.integration_pack_process_info#module:include_status=true) or
    O(boomi.spaces.integration_pack_process_info#module:source=platform).
options:
  unknown:
    description:
      - What an item counts as if it is not known whether it is paused. V(true) counts it as paused, V(false) as not paused.
      - By default this is an error that names the process.
    type: bool
extends_documentation_fragment:
  - boomi.spaces.schedule
seealso:
  - plugin: boomi.spaces.scheduled
    plugin_type: test
    description: Whether there is any schedule.
  - module: boomi.spaces.integration_pack_process_info
    description: The processes to test.
"""

EXAMPLES = r"""
- name: The schedule is not paused
  ansible.builtin.assert:
    that: item is not boomi.spaces.paused
  vars:
    item: {enabled: true, schedule: [{minutes: "0", hours: "8"}]}

- name: Count a schedule of unknown status as not paused
  ansible.builtin.assert:
    that: item is not boomi.spaces.paused(unknown=false)
  vars:
    item: {enabled: null, schedule: [{minutes: "0", hours: "8"}]}

- name: The names of the paused processes
  ansible.builtin.assert:
    that: processes | select('boomi.spaces.paused') | map(attribute='name') | list == ['Load']
  vars:
    processes:
      - {name: Load, process_schedules: [{enabled: false, schedule: [{hours: "1"}]}]}
      - {name: Order Intake, process_schedules: [{enabled: true, schedule: [{hours: "8"}]}]}
"""

RETURN = r"""
_value:
  description: V(true) if it is paused, otherwise V(false).
  returned: success
  type: bool
  sample: false
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import all_paused
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin


@plugin
def paused(schedule: object, unknown: object = None) -> bool:
    return all_paused(schedule, unknown)


class TestModule:
    """Test of Ansible."""

    def tests(self) -> dict[str, Callable[..., Any]]:
        return {"paused": paused}

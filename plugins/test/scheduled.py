# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: scheduled
short_description: Whether there is any schedule
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - True if there is at least one entry, paused or not. An empty schedule is not scheduled.
  - The six fields are not read, so a schedule that is not valid is scheduled too. P(boomi.spaces.valid_schedule#test) finds those.
extends_documentation_fragment:
  - boomi.spaces.schedule
seealso:
  - plugin: boomi.spaces.paused
    plugin_type: test
  - plugin: boomi.spaces.valid_schedule
    plugin_type: test
"""

EXAMPLES = r"""
- name: An entry is a schedule
  ansible.builtin.assert:
    that: "'0 8 * * * *' is boomi.spaces.scheduled"

- name: Every process is scheduled
  ansible.builtin.assert:
    that: processes | rejectattr('process_schedules', 'boomi.spaces.scheduled') | length == 0
  vars:
    processes:
      - name: Order Intake
        process_schedules: [{schedule: [{minutes: "0", hours: "8"}]}]

- name: An empty schedule is not scheduled
  ansible.builtin.assert:
    that: "[] is not boomi.spaces.scheduled"

- name: Only the listener may be without a schedule
  ansible.builtin.assert:
    that: processes | reject('boomi.spaces.scheduled') | map(attribute='name') | list == ['Order Listener']
  vars:
    processes:
      - {name: Nightly Load, process_schedules: [{schedule: [{minutes: "30", hours: "0"}]}]}
      - {name: Order Listener, process_schedules: [{schedule: []}]}
"""

RETURN = r"""
_value:
  description: V(true) if there is an entry, otherwise V(false), such as for a process without deployments.
  returned: success
  type: bool
  sample: true
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import any_scheduled
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin


@plugin
def scheduled(schedule: object) -> bool:
    return any_scheduled(schedule)


class TestModule:
    """Test of Ansible."""

    def tests(self) -> dict[str, Callable[..., Any]]:
        return {"scheduled": scheduled}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: paused
short_description: Whether a schedule is paused
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (@boomi-spaces)
description:
  - True for an item of C(process_schedules) with C(enabled=false). What has no C(enabled), or C(enabled=null), is not paused.
  - True for a process if each of its items that have a schedule is paused; where none has one, if all items are.
extends_documentation_fragment:
  - boomi.spaces.schedule
seealso:
  - plugin: boomi.spaces.scheduled
    plugin_type: test
"""

EXAMPLES = r"""
- name: Nobody left the schedule paused
  ansible.builtin.assert:
    that: item is not boomi.spaces.paused
  vars:
    item: {enabled: true, schedule: [{minutes: "0", hours: "8"}]}

- name: The names of processes that are paused
  ansible.builtin.assert:
    that: processes | select('boomi.spaces.paused') | map(attribute='name') | list == ['Load']
  vars:
    processes:
      - {name: Load, process_schedules: [{enabled: false, schedule: [{hours: "1"}]}]}
      - {name: Order Intake, process_schedules: [{enabled: true, schedule: [{hours: "8"}]}]}
"""

RETURN = r"""
_value:
  description: Whether it is paused.
  type: bool
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule_plugins import paused


class TestModule:
    """Test of Ansible."""

    def tests(self) -> dict[str, Callable[..., Any]]:
        return {"paused": paused}

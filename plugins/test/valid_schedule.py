# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: valid_schedule
short_description: Whether a schedule is valid
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - True for anything that the other filters and tests for schedules accept, including an empty schedule. Never fails.
extends_documentation_fragment:
  - boomi.spaces.schedule
seealso:
  - plugin: boomi.spaces.describe_schedule
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Check an entry before it is used
  ansible.builtin.assert:
    that: "{'minutes': '0-59/15', 'hours': '8-18'} is boomi.spaces.valid_schedule"

- name: A missing step and a backward range are not valid
  ansible.builtin.assert:
    that:
      - "{'minutes': '0-59/'} is not boomi.spaces.valid_schedule"
      - "{'minutes': '0', 'hours': '18-8'} is not boomi.spaces.valid_schedule"

- name: Leave out invalid schedules, on which other filters would fail
  ansible.builtin.assert:
    that: understood | map('boomi.spaces.describe_schedule') | list == ['at 08:00 every day']
  vars:
    understood: "{{ processes | select('boomi.spaces.valid_schedule') | list }}"
    processes:
      - {name: Order Intake, process_schedules: [{schedule: [{minutes: "0", hours: "8"}]}]}
      - {name: Invalid Minutes, process_schedules: [{schedule: [{minutes: "0-59/", hours: "8-18"}]}]}
"""

RETURN = r"""
_value:
  description: V(true) if it is valid, otherwise V(false).
  returned: success
  type: bool
  sample: true
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import read_deployments
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin


@plugin
def valid_schedule(schedule: object) -> bool:
    try:
        read_deployments(schedule)
    except GivenError:
        return False
    return True


class TestModule:
    """Test of Ansible."""

    def tests(self) -> dict[str, Callable[..., Any]]:
        return {"valid_schedule": valid_schedule}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: same_schedule_as
short_description: Whether two schedules are the same minutes
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - True if both denote the same minutes of the calendar, however they are written. A day that does not exist, such as 31 February, has no
    minutes.
  - With O(invalid=skip), a schedule that is not valid is the same as no other.
  - Only the schedules are compared, not whether they are paused, and not the retries.
positional: other, invalid
extends_documentation_fragment:
  - boomi.spaces.schedule
  - boomi.spaces.schedule.invalid
options:
  other:
    description: The second schedule, in any form that the first can have.
    type: raw
    required: true
seealso:
  - plugin: boomi.spaces.schedule_diff
    plugin_type: filter
"""

EXAMPLES = r"""
- name: The same minutes, written in another way
  ansible.builtin.assert:
    that: "'0-59/15 * * * * *' is boomi.spaces.same_schedule_as('0,15,30,45 0-23 1-7 * * *')"

- name: A different minute is a different schedule
  ansible.builtin.assert:
    that: "'0 8 * * * *' is not boomi.spaces.same_schedule_as('5 8 * * * *')"

- name: The schedule is as agreed
  ansible.builtin.assert:
    that: entries is boomi.spaces.same_schedule_as('0-59/15 8-18 2-6 * * *')
  vars:
    entries:
      - {minutes: "0,15,30,45", hours: "8-12", daysOfWeek: "2-6"}
      - {minutes: "0,15,30,45", hours: "12-18", daysOfWeek: "2-6"}

- name: A process has the same schedule on each of its runtimes
  ansible.builtin.assert:
    that: process.process_schedules | reject('boomi.spaces.same_schedule_as', process.process_schedules[0]) | length == 0
  vars:
    process:
      name: Nightly Load
      process_schedules:
        - {atom_name: prod-primary, enabled: true, schedule: [{minutes: "30", hours: "0"}]}
        - {atom_name: prod-dr, enabled: false, schedule: [{minutes: "30", hours: "00"}]}
"""

RETURN = r"""
_value:
  description: V(true) if they are the same, such as two empty schedules, otherwise V(false).
  returned: success
  type: bool
  sample: true
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import same_schedules
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin


@plugin
def same_schedule_as(schedule: object, other: object, invalid: object = "fail") -> bool:
    return same_schedules(schedule, other, invalid)


class TestModule:
    """Test of Ansible."""

    def tests(self) -> dict[str, Callable[..., Any]]:
        return {"same_schedule_as": same_schedule_as}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: schedule_diff
short_description: How two schedules differ
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Returns the minutes that only the first schedule has and those that only the second has, as entries and in words.
  - The result is empty if both denote the same minutes of the calendar, however they are written. Only the schedules are compared, not whether
    they are paused, and not the retries.
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
  - plugin: boomi.spaces.same_schedule_as
    plugin_type: test
  - plugin: boomi.spaces.describe_schedule
    plugin_type: filter
  - module: boomi.spaces.integration_pack_process_info
    description: The processes that have these schedules.
"""

EXAMPLES = r"""
- name: The same minutes, written in another way
  ansible.builtin.assert:
    that: "'0-59/15 8-18 * * * *' | boomi.spaces.schedule_diff('0,15,30,45 8-18 1-7 * * *') == {}"

- name: A run was added on Saturdays
  ansible.builtin.assert:
    that:
      - drift.only_in_first.words == 'at 08:00 on Saturday'
      - drift.only_in_first.entries == [saturday]
      - drift.only_in_second.words == 'nothing'
  vars:
    drift: "{{ '0 8 2-7 * * *' | boomi.spaces.schedule_diff('0 8 2-6 * * *') }}"
    saturday: {minutes: "0", hours: "8", days_of_week: "7", days_of_month: "*", months: "*", years: "*"}

- name: Show how a process deviates from the agreed schedule
  ansible.builtin.debug:
    msg: "{{ process.name }} no longer runs {{ drift.only_in_second.words }}, but {{ drift.only_in_first.words }}."
  when: drift != {}
  vars:
    drift: "{{ process | boomi.spaces.schedule_diff('0 8 2-6 * * *') }}"
    process: {name: Order Intake, process_schedules: [{schedule: [{minutes: "0", hours: "9", days_of_week: "2-6"}]}]}
"""

RETURN = r"""
_value:
  description: An empty dictionary if both are the same, otherwise the two sides.
  returned: success
  type: dict
  contains:
    only_in_first:
      description: The minutes that only the first schedule has.
      returned: if they differ
      type: dict
      contains:
        entries:
          description: The minutes as entries of six fields.
          returned: if they differ
          type: list
          elements: dict
          sample: [{minutes: "0", hours: "8", days_of_week: "7", days_of_month: "*", months: "*", years: "*"}]
        words:
          description: The same in words, V(nothing) if there are none.
          returned: if they differ
          type: str
          sample: at 08:00 on Saturday
    only_in_second:
      description: The minutes that only the second schedule has.
      returned: if they differ
      type: dict
      contains:
        entries:
          description: The minutes as entries of six fields.
          returned: if they differ
          type: list
          elements: dict
          sample: []
        words:
          description: The same in words, V(nothing) if there are none.
          returned: if they differ
          type: str
          sample: nothing
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import written
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import difference


@plugin
def schedule_diff(schedule: object, other: object, invalid: object = "fail") -> dict[str, dict[str, Any]]:
    return difference(written(schedule, invalid), written(other, invalid))


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"schedule_diff": schedule_diff}

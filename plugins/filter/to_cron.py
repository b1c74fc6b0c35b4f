# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: to_cron
short_description: A schedule as cron, Quartz or systemd expressions
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Writes a schedule in the language of another scheduler. Together the expressions denote exactly the minutes of the schedule. If that is
    not possible, the filter fails and says why.
  - cron runs if either of its day fields matches. Boomi runs if both match. So V(unix) cannot express days of the month together with days of the week,
    V(quartz) only the first to fifth weekday of a month, and V(systemd) all of them.
  - V(quartz) can express years until 2099, V(systemd) until 2199, and V(unix) none.
  - With V(unix) and V(systemd) no minute is in two expressions. With V(quartz) a minute may be in two, if a schedule has both days of the month and
    days of the week.
  - An empty or paused schedule has no expressions. The time zone is not part of an expression. Set it in the scheduler that reads it.
positional: dialect, include_paused, invalid
extends_documentation_fragment:
  - boomi.spaces.schedule
  - boomi.spaces.schedule.paused
  - boomi.spaces.schedule.invalid
options:
  dialect:
    description:
      - V(unix) writes five fields for a crontab. Sunday is V(0). A restricted day field never begins with V(*),
        because cron would treat it as unrestricted.
      - V(quartz) writes six fields, beginning with seconds, and a seventh if years are restricted. Sunday is V(1).
      - V(systemd) writes calendar events for C(OnCalendar=).
    type: str
    choices: [unix, quartz, systemd]
    default: unix
seealso:
  - plugin: boomi.spaces.describe_schedule
    plugin_type: filter
  - module: boomi.spaces.integration_pack_process_info
    description: The processes that have these schedules.
"""

EXAMPLES = r"""
- name: Show the line for a crontab
  ansible.builtin.debug:
    msg: "{{ '30 1 * * * *' | boomi.spaces.to_cron | first }}"

- name: The same in three languages
  ansible.builtin.assert:
    that:
      - entry | boomi.spaces.to_cron == ['0-59/15 8-18 * * 1-5']
      - entry | boomi.spaces.to_cron('quartz') == ['0 0-59/15 8-18 ? * 2-6']
      - entry | boomi.spaces.to_cron('systemd') == ['Mon..Fri *-*-* 08..18:00/15:00']
  vars:
    entry: {minutes: "0-59/15", hours: "8-18", days_of_week: "2-6"}

- name: The first Monday of a month, which a crontab cannot express
  ansible.builtin.assert:
    that:
      - "'0 9 2 1-7 * *' | boomi.spaces.to_cron('quartz') == ['0 0 9 ? * 2#1']"
      - "'0 9 2 1-7 * *' | boomi.spaces.to_cron('systemd') == ['Mon *-*-01..07 09:00:00']"

- name: Use another language if cron cannot express the schedule
  block:
    - name: Write it as cron
      ansible.builtin.set_fact:
        expressions: "{{ '0 9 2 1-7 * *' | boomi.spaces.to_cron }}"
  rescue:
    - name: Write it for a systemd timer
      ansible.builtin.set_fact:
        expressions: "{{ '0 9 2 1-7 * *' | boomi.spaces.to_cron('systemd') }}"
"""

RETURN = r"""
_value:
  description: The expressions. Empty for an empty or paused schedule.
  returned: success
  type: list
  elements: str
  sample: ["0-59/15 8-18 * * 1-5"]
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import running
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule import cron


@plugin
def to_cron(schedule: object, dialect: object = "unix", include_paused: object = False, invalid: object = "fail") -> list[str]:
    return cron.to_cron(running(schedule, include_paused, invalid), dialect)


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"to_cron": to_cron}

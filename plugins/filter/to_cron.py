# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: to_cron
short_description: A schedule as cron, Quartz or systemd expressions
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (@boomi-spaces)
description:
  - Writes a schedule in the language of another scheduler. The expressions together denote exactly the minutes of the schedule; where
    that cannot be, the filter fails and says why.
  - cron runs where either of its day fields matches, Boomi where both do. So days of the month together with days of the week can be
    written for V(systemd), the first to fifth weekday of a month for V(quartz) as well, and neither for V(unix).
  - Years can be written for V(quartz) until 2099 and for V(systemd) until 2199, and not for V(unix).
  - No minute is in two expressions for V(unix) and V(systemd). For V(quartz) it may be, where a schedule has days of the month beside
    days of the week.
  - A schedule that is empty or paused has no expressions. The time zone is not part of an expression; give it to the scheduler that reads
    it.
positional: dialect, include_paused
extends_documentation_fragment:
  - boomi.spaces.schedule
  - boomi.spaces.schedule.paused
options:
  dialect:
    description:
      - V(unix) writes five fields for a crontab, V(0) being Sunday. All day fields that are restricted are written without a leading V(*),
        because cron takes that for a field that is not restricted.
      - V(quartz) writes six fields from seconds on, and a seventh where years are restricted, V(1) being Sunday.
      - V(systemd) writes calendar events for C(OnCalendar=).
    type: str
    choices: [unix, quartz, systemd]
    default: unix
seealso:
  - plugin: boomi.spaces.describe_schedule
    plugin_type: filter
  - module: boomi.spaces.integration_pack_process_info
    description: The processes whose schedules these are.
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

- name: The first Monday of a month, which a crontab cannot say
  ansible.builtin.assert:
    that:
      - "'0 9 2 1-7 * *' | boomi.spaces.to_cron('quartz') == ['0 0 9 ? * 2#1']"
      - "'0 9 2 1-7 * *' | boomi.spaces.to_cron('systemd') == ['Mon *-*-01..07 09:00:00']"

- name: Take the other language where cron cannot say it
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
  description: The expressions, none for a schedule that is empty or paused.
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
def to_cron(schedule: object, dialect: object = "unix", include_paused: object = False) -> list[str]:
    return cron.to_cron(running(schedule, include_paused), dialect)


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"to_cron": to_cron}

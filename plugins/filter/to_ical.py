# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: to_ical
short_description: The runs of a schedule as a calendar file
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Writes the runs of several weeks as a calendar in the format of RFC 5545, which calendar programs can import.
  - Each run is an event of one minute in UTC, which programs show in their own time zone. Events are marked as free time.
  - Runs that one recurrence rule (C(RRULE)) tells exactly are one event, so that the file stays small. A rule ends with the last run, or where a clock change
    moves the runs to another hour of UTC. Single runs are events of their own.
  - The text depends only on the arguments. C(DTSTAMP) is O(start), in UTC if that has no time zone. An event with the same
    O(name) has the same identity in later files, so that importing one of them replaces it.
positional: name, timezone, start, weeks, include_paused, invalid, atom_timezones
extends_documentation_fragment:
  - boomi.spaces.schedule
  - boomi.spaces.schedule.timezone
  - boomi.spaces.schedule.paused
  - boomi.spaces.schedule.invalid
options:
  name:
    description: The name of the calendar and of its events.
    type: str
    required: true
  start:
    description:
      - The first moment of the calendar. The default is now.
      - A date and time, or ISO 8601 text, with an offset or V(Z). A date alone means midnight.
      - Without an offset it is in O(timezone), with O(timezone=runtime) on the clock of each runtime.
    type: raw
  weeks:
    description: The number of weeks from O(start) for which to list the runs, at least V(1).
    type: int
    default: 4
seealso:
  - plugin: boomi.spaces.runs_between
    plugin_type: filter
  - module: boomi.spaces.integration_pack_process_info
    description: The processes that have these schedules.
"""

EXAMPLES = r"""
- name: Show the calendar of the next week
  ansible.builtin.debug:
    msg: "{{ '0 4 1 * * *' | boomi.spaces.to_ical('Order Intake', weeks=1) }}"

- name: Write the runs of the next four weeks for colleagues
  ansible.builtin.copy:
    content: "{{ '0 4 1 * * *' | boomi.spaces.to_ical('Order Intake', timezone='Europe/Berlin') }}"
    dest: /tmp/order-intake.ics
    mode: "0644"

- name: Two Sundays in two weeks
  ansible.builtin.assert:
    that:
      - text is search('DTSTART:20261129T030000Z')
      - text is search('RRULE:FREQ=DAILY;UNTIL=20261206T030000Z;BYDAY=SU;BYHOUR=3;BYMINUTE=0')
      - text.count('BEGIN:VEVENT') == 1
  vars:
    text: "{{ '0 4 1 * * *' | boomi.spaces.to_ical('Order Intake', timezone='Europe/Berlin', start='2026-11-24', weeks=2) }}"
"""

RETURN = r"""
_value:
  description: The text of the file, with the line ends that the format requires. Without runs it is a calendar without events.
  returned: success
  type: str
  sample: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n..."
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import local_schedules
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import read_zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import text, whole_number
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import now, plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.ical import calendar
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import moment_of


@plugin
def to_ical(
    schedule: object,
    name: object,
    timezone: object = "UTC",
    start: object = None,
    weeks: object = 4,
    include_paused: object = False,
    invalid: object = "fail",
    atom_timezones: object = None,
) -> str:
    zones = read_zones(timezone, atom_timezones)
    moment = now() if start is None else zones.moment(moment_of("start", start))
    return calendar(text("name", name), local_schedules(schedule, zones, include_paused, invalid), moment, whole_number("weeks", weeks, 1))


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"to_ical": to_ical}

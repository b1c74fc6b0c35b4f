# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: disturbed_by
short_description: What a maintenance would disturb
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Returns what would start in a span, how often, and on which runtime, with the last start before the span and the first after it.
  - With O(durations), what would be still at work at its beginning is in the list too.
  - What the span does not disturb is left out.
positional: start, end, durations, timezone, atom_timezones, match, atoms, include_paused, invalid
extends_documentation_fragment:
  - boomi.spaces.plan
  - boomi.spaces.plan.span
  - boomi.spaces.schedule.paused
  - boomi.spaces.schedule.invalid
notes:
  - Retries of failed runs do not count. Processes that are started from outside and listeners have no schedule, so nothing is known of when they run.
seealso:
  - plugin: boomi.spaces.quiet_times
    plugin_type: filter
    description: When nothing starts.
  - plugin: boomi.spaces.run_summary
    plugin_type: filter
    description: How long runs take.
  - module: boomi.spaces.integration_pack_process_info
    description: The processes.
"""

EXAMPLES = r"""
- name: What a maintenance on Sunday from 2 to 4 o'clock would disturb
  ansible.builtin.assert:
    that:
      - disturbed | map(attribute='process_name') | list == ['Invoice Export', 'Stock Level']
      - disturbed[0].starts == 0 and disturbed[0].last_before == '2026-11-29T01:30:00+01:00' and disturbed[0].still_running
      - disturbed[1].starts == 8 and disturbed[1].first_after == '2026-11-29T04:00:00+01:00' and disturbed[1].still_running is none
  vars:
    disturbed: >-
      {{ processes | boomi.spaces.disturbed_by('2026-11-29T02:00', '2026-11-29T04:00', durations=durations, timezone='Europe/Berlin') }}
    durations: [{process_id: p2, minutes: 45}]
    processes:
      - {id: p1, name: Stock Level, process_schedules: [{atom_id: a1, enabled: true, schedule: [{minutes: "0-59/15"}]}]}
      - {id: p2, name: Invoice Export, process_schedules: [{atom_id: a1, enabled: true, schedule: [{minutes: "30", hours: "1"}]}]}
      - {id: p3, name: Order Intake, process_schedules: [{atom_id: a2, enabled: true, schedule: [{minutes: "0", hours: "8-18"}]}]}
      - {id: p4, name: Payroll, process_schedules: [{atom_id: a2, enabled: false, schedule: [{minutes: "0", hours: "3"}]}]}
"""

RETURN = r"""
_value:
  description:
    - One item for each deployment, which is a process on a runtime, ordered by environment, integration pack, process and runtime.
    - Empty if nothing is disturbed.
  returned: success
  type: list
  elements: dict
  contains:
    process_id:
      description: ID of the process.
      returned: success
      type: str
      sample: 70d36151-4070-4a92-8d00-d7c832e4caf5
    process_name:
      description: Name of the process.
      returned: success
      type: str
      sample: test1
    instance_id:
      description: ID of the process's integration pack instance.
      returned: success
      type: str
      sample: SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg
    instance_name:
      description: Name of the instance. Null if O(_input) does not have it.
      returned: success
      type: str
      sample: Order to Cash INT
    pack_name:
      description: Name of the integration pack. Null if O(_input) does not have it.
      returned: success
      type: str
      sample: Order to Cash
    env_id:
      description: ID of the environment.
      returned: success
      type: str
      sample: 4c9d031e-408b-4903-a44e-5a4219e62b25
    env_name:
      description: Name of the environment. Null if O(_input) does not have it.
      returned: success
      type: str
      sample: Production
    atom_id:
      description: ID of the runtime (atom).
      returned: success
      type: str
      sample: 4bcb8312-2f45-4f29-ab2d-fa20598c0a76
    atom_name:
      description: Name of the runtime. Null if O(_input) does not have it.
      returned: success
      type: str
      sample: prod-frankfurt-1
    starts:
      description: How many times it starts in the span.
      returned: success
      type: int
      sample: 8
    first:
      description: Its first start in the span, in ISO 8601 with the offset of the runtime. Null if it does not start in it.
      returned: success
      type: str
      sample: "2026-11-29T02:00:00+01:00"
    last:
      description: Its last start in the span. Null if it does not start in it.
      returned: success
      type: str
      sample: "2026-11-29T03:45:00+01:00"
    last_before:
      description: Its last start before the span. Null if there is none.
      returned: success
      type: str
      sample: "2026-11-29T01:45:00+01:00"
    first_after:
      description: Its first start after the span, which may be at O(end). Null if there is none.
      returned: success
      type: str
      sample: "2026-11-29T04:00:00+01:00"
    still_running:
      description: Whether the run of C(last_before) would be still at work when the span begins. Null if it is not known how long it takes.
      returned: success
      type: bool
      sample: false
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._plan import disturbed
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.choosing import ask
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin


@plugin
def disturbed_by(
    processes: object,
    start: object,
    end: object,
    durations: object = None,
    timezone: object = "UTC",
    atom_timezones: object = None,
    match: object = "*",
    atoms: object = None,
    include_paused: object = False,
    invalid: object = "fail",
) -> list[dict[str, Any]]:
    return disturbed.disturbed_by(ask(processes, start, end, durations, timezone, atom_timezones, match, atoms, include_paused, invalid))


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"disturbed_by": disturbed_by}

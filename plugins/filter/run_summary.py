# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: run_summary
short_description: Verdicts on runs, counted by process and runtime
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Counts what P(boomi.spaces.run_verdicts#filter) returns, in one row for each process and runtime, with the last success and the longest time without one.
  - With the records, each row also has how long the successful runs took.
positional: execution_records
options:
  _input:
    description: The items that P(boomi.spaces.run_verdicts#filter) returns.
    type: raw
    required: true
  execution_records:
    description:
      - The registered result of M(boomi.spaces.execution_record_info), or its list. It should be the one that the verdicts are from.
      - Without it the durations are null.
    type: raw
seealso:
  - plugin: boomi.spaces.run_verdicts
    plugin_type: filter
    description: The verdicts.
"""

EXAMPLES = r"""
- name: What ran last night
  ansible.builtin.assert:
    that:
      - summary | length == 1
      - summary[0].planned == 3 and summary[0].ran == 2 and summary[0].missed == 0 and summary[0].unknown == 1
      - "summary[0].reasons == {'privilege': 1}"
      - summary[0].last_success == '2026-11-28T01:00:07Z'
      - summary[0].median_duration_minutes == 2.0
  vars:
    summary: "{{ verdicts | boomi.spaces.run_summary(records) }}"
    verdicts:
      - &item
        process_id: 70d36151-4070-4a92-8d00-d7c832e4caf5
        process_name: Order Intake
        atom_id: 4bcb8312-2f45-4f29-ab2d-fa20598c0a76
        expected_at: "2026-11-28T01:00:00+01:00"
        started_at: "2026-11-28T00:00:04Z"
        verdict: ran
        execution_id: execution-1
        status: COMPLETE
      - {<<: *item, expected_at: "2026-11-28T02:00:00+01:00", started_at: "2026-11-28T01:00:07Z", execution_id: execution-2}
      - {<<: *item, expected_at: "2026-11-28T03:00:00+01:00", started_at: null, verdict: unknown, reason: privilege, execution_id: null, status: null}
    records:
      - {execution_id: execution-1, execution_time: "2026-11-28T00:00:04Z", execution_duration: 60000}
      - {execution_id: execution-2, execution_time: "2026-11-28T01:00:07Z", execution_duration: 180000}

- name: Processes without a success for more than a day
  ansible.builtin.debug:
    msg: "{{ verdicts | boomi.spaces.run_summary | selectattr('longest_gap_minutes', 'gt', 1440) | map(attribute='process_name') }}"
  vars:
    verdicts:
      - process_id: p1
        process_name: Load
        expected_at: "2026-11-26T02:00:00+00:00"
        started_at: "2026-11-26T02:00:03Z"
        verdict: ran
        status: COMPLETE
      - {process_id: p1, process_name: Load, expected_at: "2026-11-28T02:00:00+00:00", verdict: missed, reason: later_record}
"""

RETURN = r"""
_value:
  description: The rows, in the order in which the processes and runtimes come first in O(_input).
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
    env_id:
      description: ID of the environment.
      returned: success
      type: str
      sample: 4c9d031e-408b-4903-a44e-5a4219e62b25
    atom_id:
      description: ID of the runtime (atom).
      returned: success
      type: str
      sample: 4bcb8312-2f45-4f29-ab2d-fa20598c0a76
    planned:
      description: Number of planned runs.
      returned: success
      type: int
      sample: 96
    ran:
      description: Number of runs that were on time and succeeded, verdict V(ran).
      returned: success
      type: int
      sample: 93
    late:
      description: Number of V(ran_late).
      returned: success
      type: int
      sample: 1
    failed:
      description: Number of V(ran_failed).
      returned: success
      type: int
      sample: 1
    running:
      description: Number of V(running).
      returned: success
      type: int
      sample: 0
    stuck:
      description: Number of V(stuck).
      returned: success
      type: int
      sample: 0
    discarded:
      description: Number of V(discarded).
      returned: success
      type: int
      sample: 0
    overlapped:
      description: Number of V(overlapped).
      returned: success
      type: int
      sample: 0
    waiting:
      description: Number of V(waiting).
      returned: success
      type: int
      sample: 0
    missed:
      description: Number of V(missed).
      returned: success
      type: int
      sample: 0
    unknown:
      description: Number of V(unknown).
      returned: success
      type: int
      sample: 1
    unplanned:
      description: Number of V(unplanned), which are not planned runs.
      returned: success
      type: int
      sample: 0
    reasons:
      description: How many items are V(unknown) for each reason.
      returned: success
      type: dict
      sample: {schedule_changed: 1}
    last_success:
      description: When the last scheduled run with the status C(COMPLETE) or C(COMPLETE_WARN) started. Null if there is none among O(_input).
      returned: success
      type: str
      sample: "2026-11-28T01:00:07Z"
    longest_gap_minutes:
      description:
        - The longest time without such a run, in whole minutes, from the first one on, up to the last run that is neither V(waiting) nor V(unknown).
        - Null without such a run.
      returned: success
      type: int
      sample: 30
    median_duration_minutes:
      description: The median of how long such runs took, in minutes. Null if it is not known.
      returned: success
      type: float
      sample: 1.5
    p95_duration_minutes:
      description: The 95th percentile of the same. 95 of 100 runs took no longer.
      returned: success
      type: float
      sample: 4.2
    zone_offset_minutes:
      description:
        - How many minutes after their planned time runs start that are V(unplanned) for the reason V(zone), negative if before.
          The time zone that was assumed for the runtime is then wrong by as much. Otherwise null.
      returned: success
      type: int
      sample: 60
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.summary import Row
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.summary import run_summary as summary_of


@plugin
def run_summary(verdicts: object, execution_records: object = None) -> list[Row]:
    return summary_of(verdicts, execution_records)


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"run_summary": run_summary}

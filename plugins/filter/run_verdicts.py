# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: run_verdicts
short_description: Whether planned runs really ran
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Compares the schedules of processes with the records of what ran, and returns one item for each planned run, and one for each scheduled run that was
    not planned.
  - A record belongs to a planned minute if it is a scheduled run (C(exec_sched)) of that process on that runtime, and if it starts at most 5 seconds before and
    O(late_after) minutes after that minute, but not later than half of the time to the next planned minute. Each record belongs to one minute at most.
  - A missing record alone does not prove that a run was missed. The verdict is V(missed) only if everything else that explains the gap is
    ruled out. Otherwise it is V(unknown), with the reason.
  - Paused schedules, schedules without entries or with an invalid entry, and retry windows plan nothing. A minute that a clock change skips is not
    planned, and one that it repeats has the verdict V(unknown). Boomi does not document what it does in either.
positional: execution_records, start, end, late_after, on_time_within, max_runtime, reporting_lag, atoms, audit_log, timezone, atom_timezones, now
requirements:
  - the time zone data of the system, or the Python package tzdata, for time zones other than UTC
options:
  _input:
    description:
      - The processes, or the whole result of M(boomi.spaces.integration_pack_process_info).
      - Get them with O(boomi.spaces.integration_pack_process_info#module:include_status=true), since without the status of a schedule its planned runs are
        V(unknown), and with O(boomi.spaces.integration_pack_process_info#module:include_runtimes=true).
    type: raw
    required: true
  execution_records:
    description:
      - The registered result of M(boomi.spaces.execution_record_info). A bare list of its RV(boomi.spaces.execution_record_info#module:execution_records)
        proves only what ran, never that something did not run.
      - Records are matched by the ID of the process, and by the ID of its original process if no process has that ID, and by the ID of the runtime. If
        a record may belong to several schedules, such as those of two instances of a pack, it counts for the one whose process has the name in the record. If
        this does not decide, it counts for none of them, and their planned runs without a record are never V(missed).
      - Records of the source V(spaces) have no runtime. They count if only one schedule of the process has effect.
      - Ask for records that begin some hours before O(start), so that a run that was still going on is among them, and that end at least O(late_after) and
        O(reporting_lag) after O(end). Planned runs outside the span of the records, and those of processes and
        runtimes that were not asked for, are never V(missed).
    type: raw
    required: true
  start:
    description:
      - The start of the span. It belongs to the span, and must not be in the future.
      - A date and time, or ISO 8601 text, with an offset or V(Z). A date alone means midnight.
      - Without an offset it is in O(timezone), with O(timezone=runtime) on the clock of each runtime.
    type: raw
    required: true
  end:
    description: The end of the span, in the same form as O(start), at most 30 days later. It does not belong to the span, and may be in the future.
    type: raw
    required: true
  late_after:
    description: How many minutes after its planned time a run may start and still be that run, V(0) to V(1440).
    type: int
    default: 5
  on_time_within:
    description: A run that starts more seconds after its planned time is V(ran_late). Boomi names three minutes for private clouds.
    type: int
    default: 180
  max_runtime:
    description: An unfinished run is V(stuck) after so many minutes. Without it no run is.
    type: int
  reporting_lag:
    description: How many minutes it may take until the record of a run is there, V(0) to V(1440). Before that the verdict is V(waiting).
    type: int
    default: 5
  atoms:
    description:
      - The runtimes, as the registered result of M(boomi.spaces.atom_info) or its list. Whether a runtime is in contact with Boomi now decides what a missing
        record means.
      - Without it, and for runtimes that are not among them, C(atom_status) and C(atom_status_detail) of O(_input) count. If those are absent too, nothing
        is V(missed), and an unfinished run is V(unknown), since the runtime may be offline.
    type: raw
  audit_log:
    description:
      - The registered result of M(boomi.spaces.audit_log_info). It proves from when on today's schedules have been in effect. It must go back to O(start), and
        must not have been read more than 15 minutes before O(now).
      - Without it, as far as it does not go back, or if it is a bare list, RV(_value[].assumed) says V(schedule_unchanged).
      - An entry concerns all schedules on its runtime (C(container_id)), unless it names other processes and not this one.
    type: raw
  timezone:
    description:
      - The time zone of the machines that run the processes, as an IANA name. The schedules are in its local time.
      - With V(runtime) each schedule is in the time zone of its own runtime, which C(process_schedules) has as C(atom_time_zone) with
        O(boomi.spaces.integration_pack_process_info#module:include_runtimes=true). If that is not known, the schedule has one item, V(unknown), with the reason
        V(zone).
    type: str
    default: UTC
  atom_timezones:
    description:
      - The time zones of runtimes, as a dictionary from their IDs or names to IANA names. It overrides O(timezone) for the schedules on those runtimes.
      - Without it, O(timezone) holds for all.
    type: dict
  now:
    description: The moment from which to judge, in the same form as O(start), by default the current time. With O(timezone=runtime) it must have an offset.
    type: raw
notes:
  - The order of the decisions is fixed. First comes what makes any verdict impossible, V(zone), V(status), V(retention), V(dst), V(schedule_changed)
    and V(paused_then), then the record, and only then what its absence means.
  - If at least three unplanned runs on a runtime, and more than half of them, are off their planned minutes by the same offset, a multiple of a quarter
    of an hour, the time zone assumed for the runtime is wrong. These items then have the reason V(zone), and RV(_value[].delay_seconds) is that offset.
    If it is V(3600), the clock of the runtime is one hour behind the assumed time zone. The verdicts of the planned minutes remain as they are.
  - Retry windows have no verdict, since a retry runs only if documents have failed.
seealso:
  - plugin: boomi.spaces.run_summary
    plugin_type: filter
    description: Counts the verdicts by process and runtime.
  - plugin: boomi.spaces.runs_between
    plugin_type: filter
    description: The planned runs alone.
  - module: boomi.spaces.integration_pack_process_info
    description: The processes.
"""

EXAMPLES = r"""
- name: Last night, one run was on time, one failed, one was missed
  ansible.builtin.assert:
    that:
      - verdicts | map(attribute='verdict') | list == ['ran', 'ran_failed', 'missed']
      - verdicts[0].expected_at == '2026-11-28T01:00:00+01:00' and verdicts[0].started_at == '2026-11-28T00:00:04Z'
      - verdicts[0].delay_seconds == 4
      - verdicts[2].reason == 'online_now' and verdicts[2].assumed == ['schedule_unchanged', 'view_result']
  vars:
    verdicts: "{{ processes | boomi.spaces.run_verdicts(records, '2026-11-28', '2026-11-28T06:00', timezone='runtime', now='2026-11-28T08:00Z') }}"
    processes: &processes
      - id: 70d36151-4070-4a92-8d00-d7c832e4caf5
        name: Order Intake
        process_schedules:
          - atom_id: 4bcb8312-2f45-4f29-ab2d-fa20598c0a76
            atom_status: ONLINE
            atom_time_zone: Europe/Berlin
            enabled: true
            schedule: [{minutes: "0", hours: "1-3"}]
    records: &records
      since: "2026-11-27T12:00:00Z"
      until: "2026-11-28T08:00:00Z"
      exhaustive: true
      execution_records:
        - &record
          execution_id: execution-1
          execution_time: "2026-11-28T00:00:04Z"
          execution_type: exec_sched
          execution_duration: 61000
          status: COMPLETE
          process_id: 70d36151-4070-4a92-8d00-d7c832e4caf5
          atom_id: 4bcb8312-2f45-4f29-ab2d-fa20598c0a76
        - <<: *record
          execution_id: execution-2
          execution_time: "2026-11-28T01:00:07Z"
          status: ERROR

- name: A list of records alone does not prove that a run was missed
  ansible.builtin.assert:
    that: verdicts | map(attribute='reason') | list == [none, none, 'incomplete_page']
  vars:
    verdicts: >-
      {{ processes | boomi.spaces.run_verdicts(records.execution_records, '2026-11-28', '2026-11-28T06:00', timezone='runtime', now='2026-11-28T08:00Z') }}
    processes: *processes
    records: *records

- name: With the audit log, nothing is assumed about the schedule, and minutes before a change are unknown
  ansible.builtin.assert:
    that:
      - verdicts | map(attribute='verdict') | list == ['unknown', 'ran_failed', 'missed']
      - verdicts[0].reason == 'schedule_changed'
      - verdicts[2].assumed == ['view_result']
  vars:
    verdicts: >-
      {{ processes | boomi.spaces.run_verdicts(records, '2026-11-28', '2026-11-28T06:00', timezone='runtime', audit_log=log, now='2026-11-28T08:00Z') }}
    processes: *processes
    records: *records
    log:
      since: "2026-11-27T12:00:00Z"
      until: "2026-11-28T08:00:00Z"
      exhaustive: true
      audit_log:
        - {date: "2026-11-28T00:30:00Z", type: as.schedules, action: UPDATE, modifier: NONE, container_id: 4bcb8312-2f45-4f29-ab2d-fa20598c0a76}

- name: The time zone of the runtime is not UTC, but an hour ahead
  ansible.builtin.assert:
    that:
      - unplanned | length == 3
      - unplanned | map(attribute='delay_seconds') | unique == [-3600]
  vars:
    unplanned: "{{ verdicts | selectattr('verdict', 'eq', 'unplanned') | selectattr('reason', 'eq', 'zone') }}"
    verdicts: "{{ processes | boomi.spaces.run_verdicts(records, '2026-11-25', '2026-11-28', now='2026-11-28T08:00Z') }}"
    processes: [{id: p1, name: Load, process_schedules: [{atom_id: a1, atom_status: ONLINE, enabled: true, schedule: "0 2 * * * *"}]}]
    records:
      since: "2026-11-24T00:00:00Z"
      until: "2026-11-28T08:00:00Z"
      exhaustive: true
      execution_records:
        - &run {execution_id: e1, execution_time: "2026-11-25T01:00:03Z", execution_type: exec_sched, status: COMPLETE, process_id: p1, atom_id: a1}
        - {<<: *run, execution_id: e2, execution_time: "2026-11-26T01:00:02Z"}
        - {<<: *run, execution_id: e3, execution_time: "2026-11-27T01:00:05Z"}
"""

RETURN = r"""
_value:
  description:
    - The items, in the order of the processes and their schedules, then of time. Runs that were not planned come after the planned ones of their schedule.
  returned: success
  type: list
  elements: dict
  contains:
    process_id:
      description: ID of the process, as O(_input) has it.
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
    schedule_id:
      description: ID of the process schedule.
      returned: success
      type: str
      sample: Q1BTNGJjYjgzMTItMmY0NS00ZjI5LWFiMmQtZmEyMDU5OGMwYTc2
    expected_at:
      description: The planned minute, in ISO 8601 with the offset of the runtime's time zone. Null for V(unplanned), and for the reason V(zone).
      returned: success
      type: str
      sample: "2026-11-28T01:00:00+01:00"
    started_at:
      description: When the run started, as its record has it. Also with V(unknown), if there is a record at that time.
      returned: success
      type: str
      sample: "2026-11-28T00:00:04Z"
    delay_seconds:
      description:
        - How many seconds after its planned minute the run started, negative if before.
        - For V(unplanned) it is null, or the offset of a wrong time zone.
      returned: success
      type: int
      sample: 4
    verdict:
      description:
        - V(ran), V(ran_late) and V(ran_failed) are finished runs. V(running) and V(stuck) are unfinished.
        - V(discarded) means that Boomi gave up the run before it began, for example because the queue was full.
        - V(overlapped) means that an earlier run of the process was still going on, so that no run was to be expected.
        - V(waiting) means that it is too early to say, or that the run is in the queue.
        - V(missed) means that there was no run. RV(_value[].reason) is the proof.
        - V(unknown) means that nothing can be said, for RV(_value[].reason).
        - V(unplanned) is a scheduled run at a time at which none is planned. Nothing is said of those up to 3 hours after a clock change, and of those of
          schedules whose status is not known.
      returned: success
      type: str
      choices: [ran, ran_late, ran_failed, running, stuck, discarded, overlapped, waiting, missed, unknown, unplanned]
      sample: missed
    reason:
      description:
        - For V(missed), the proof. V(later_record) means that the runtime has reported a later run; V(online_now) only that it is in contact now.
        - For V(overlapped) it is V(earlier_run), for a run in the queue V(enqueued), for V(unplanned) V(zone) if the time zone is wrong.
        - For V(unknown), the time zone of the runtime (V(zone)), or the status of the schedule or of the run (V(status)), is not known.
        - V(retention) is older than the 30 days that Boomi keeps records. V(dst) is a minute that a clock change repeats.
        - V(schedule_changed) means that the schedule has been changed since, or perhaps the runtime, the environment or the account's time zone.
          V(paused_then) means that the schedule was stopped at that time, and V(before_deployment) that the process was attached to the runtime later.
        - V(runtime_offline) means that the runtime is not in contact now, or restarts. It may have run everything. V(runtime_unknown) means that its
          status is not known.
        - V(incomplete_page) means that the records would not show each run, V(privilege) that there is no record at all, which may mean a missing
          privilege, and V(source_spaces) that Spaces does not prove that nothing ran.
      returned: success
      type: str
      sample: later_record
    assumed:
      description:
        - What the verdict rests on without proof. V(schedule_unchanged) means that the audit log does not prove that the schedule was the same then.
        - V(view_result) means that the user may see the results of that environment.
      returned: success
      type: list
      elements: str
      sample: [schedule_unchanged]
    execution_id:
      description: ID of the run.
      returned: success
      type: str
      sample: execution-a6ab6ea8-3d7e-4b6e-8b3c-cd7e0dfb1a4f-2026.11.28
    status:
      description: Status of the run.
      returned: success
      type: str
      sample: COMPLETE
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import read_processes
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import read_zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import whole_number
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import now as current_time
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.verdicts import Item, Limits
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.verdicts import run_verdicts as verdicts_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import moment_of

# Minutes of a day.
_MOST = 1440


@plugin
def run_verdicts(
    processes: object,
    execution_records: object,
    start: object,
    end: object,
    late_after: object = 5,
    on_time_within: object = 180,
    max_runtime: object = None,
    reporting_lag: object = 5,
    atoms: object = None,
    audit_log: object = None,
    timezone: object = "UTC",
    atom_timezones: object = None,
    now: object = None,
) -> list[Item]:
    zones = read_zones(timezone, atom_timezones)
    first, last, moment = (zones.moment(moment_of(*each)) for each in (("start", start), ("end", end), ("now", current_time() if now is None else now)))
    limits = Limits(
        whole_number("late_after", late_after, 0, _MOST),
        whole_number("on_time_within", on_time_within, 0),
        None if max_runtime is None else whole_number("max_runtime", max_runtime, 1),
        whole_number("reporting_lag", reporting_lag, 0, _MOST),
    )
    return verdicts_of(read_processes(processes), execution_records, (first, last), zones, moment, limits, atoms, audit_log)


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"run_verdicts": run_verdicts}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: policy_findings
short_description: Where processes deviate from a policy
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Checks the processes of M(boomi.spaces.integration_pack_process_info) against a policy, and returns one finding for each deviation.
    No finding means that the processes meet the policy.
  - An invalid policy is an error that begins with the path of the key, such as V(processes[2].schedule[0].hours). The file
    C(docs/policy.schema.json) of the collection is its JSON Schema, for editors that complete and check.
positional: policy, start, horizon_days, scope, execution_records, audit_log, runs_start
requirements:
  - the time zone data of the system, or the Python package tzdata, for time zones other than UTC
options:
  _input:
    description:
      - The processes, or the whole result of M(boomi.spaces.integration_pack_process_info).
      - For a policy that contains names of environments or runtimes, get them with
        O(boomi.spaces.integration_pack_process_info#module:include_names=true). For a policy with V(enabled), get them with
        O(boomi.spaces.integration_pack_process_info#module:include_status=true).
    type: raw
    required: true
  policy:
    description:
      - The policy. Globs match the whole name or ID and are case-sensitive. V([*]) is a star, V([?]) a question mark and V([[]) a bracket.
      - A schedule is a list of entries, one entry, or one string of the six fields with entries separated by V(;). An empty list means unscheduled.
      - With O(scope=policy) it may also be the text of a YAML file. A key that is given twice in it is then refused.
      - A policy or a rule that demands nothing is a warning, since it proves nothing. With V(deny) of O(policy.unmatched), a rule may consist of
        O(policy.processes[].match) only.
    type: dict
    required: true
    suboptions:
      version:
        description: The version of the policy's language.
        type: int
        required: true
        choices: [1]
      timezone:
        description:
          - The time zone of the windows, and of every runtime that is not in O(policy.atom_timezones).
          - With V(runtime) each schedule is in the time zone of its own runtime, from O(policy.atom_timezones) or from C(atom_time_zone) of the processes,
            and the windows are on the clock of each runtime. A runtime on which something runs, and whose time zone is not known, is a finding.
        type: str
        default: UTC
      atom_timezones:
        description: The time zones of runtimes (atoms), by their IDs or names. A runtime that no process is deployed to makes no difference.
        type: dict
      processes:
        description: Rules. Each applies to every process that it matches. Two rules that contradict each other are a finding that names both.
        type: list
        elements: dict
        suboptions:
          name:
            description: What findings and reports call the rule, in place of its number. Two rules cannot have the same name.
            type: str
          match:
            description: A glob for the names or IDs of processes. A glob that matches nothing is a warning.
            type: str
            required: true
          except:
            description: Globs for the names or IDs of processes that match, but that the rule is not about. A single glob may be given as text.
            type: list
            elements: str
            default: []
          severity:
            description:
              - The severity of its findings. With V(error), what is only a warning stays one, such as what is not known.
              - V(info) is listed and never fails.
            type: str
            choices: [error, warning, info]
            default: error
          only_on:
            description:
              - IDs or names of runtimes or environments. The rule applies only to the deployments there.
              - Without it the rule applies to all deployments.
            type: list
            elements: str
          required:
            description: Whether such a process must exist. With O(policy.processes[].only_on) it must be deployed there.
            type: bool
            default: false
          process_name:
            description: The name that the process must have. For rules that match by ID; P(boomi.spaces.policy_from#filter) writes it.
            type: str
          environments:
            description:
              - IDs or names of the environments that the process must be deployed to. It must not be deployed to others.
              - An unknown environment is a warning, such as that of a runtime that is attached to none.
            type: list
            elements: str
          on_every_atom:
            description:
              - Whether the process must be deployed on each runtime of its environments.
              - The runtimes of an environment are those on which the facts have any process, so this needs the facts of the whole estate.
            type: bool
            default: false
          schedule:
            description:
              - The minutes that each deployment must be scheduled for, however they are written, and whether paused or not.
              - It compares what is configured, so minutes before O(start) count too.
            type: raw
          schedule_text:
            description:
              - The exact text of the schedule. The six fields of an entry are separated by blanks, entries are separated by V(; ).
              - Use it for invalid schedules, and O(policy.processes[].schedule) for valid ones.
            type: str
          enabled:
            description:
              - Whether each deployment that has a schedule must be enabled, V(true) or V(false). If this is unknown, there is a warning.
              - V(unknown) is what P(boomi.spaces.policy_from#filter) writes where it was not known. There is a warning if it is known now.
            type: raw
          retry:
            description: The minutes at which each deployment must retry failed runs, however they are written. An empty list means without retry windows.
            type: raw
          retry_text:
            description: The exact text of the retry windows, in the form of O(policy.processes[].schedule_text), for invalid ones.
            type: str
          max_retry:
            description: The number of retries that each deployment must have.
            type: int
          min_minutes_between_runs:
            description: The lowest number of minutes from one run of a deployment to the next, within a day and from day to day, in local time.
            type: int
          max_minutes_between_runs:
            description:
              - The highest number of minutes from one run of a deployment to the next, in local time, whether it is paused or not.
              - Within O(policy.processes[].during) it is also the highest number of minutes from its beginning to the first run, and from the last run to
                its end.
            type: int
          during:
            description: The minutes in which O(policy.processes[].max_minutes_between_runs) counts, such as office hours. By default all.
            type: raw
          max_runs_per_day:
            description: The highest number of runs of a deployment in one local day.
            type: int
          even_intervals:
            description: Whether several runs in one hour must be evenly spaced, also from one hour to the next. This needs a step that divides 60.
            type: bool
            default: false
          enabled_on:
            description: On how many of its runtimes the process must be both scheduled and enabled. V(one) means exactly one.
            type: str
            choices: [one, all, none]
          runtime_online:
            description:
              - Whether each runtime on which the process is scheduled and enabled must be online. C(OFFLINE) and C(UNKNOWN) are not, nor is C(ONLINE) with a
                detail that starts no schedules, such as C(RESTARTING).
              - It needs O(boomi.spaces.integration_pack_process_info#module:include_runtimes=true). A status that is not known is a warning.
            type: bool
            default: false
          runs:
            description:
              - What must have happened, by O(execution_records), from O(runs_start) to O(start). Missed, discarded and stuck runs are errors.
              - What is not known (V(unknown) of P(boomi.spaces.run_verdicts#filter)) is never a finding. Count it with P(boomi.spaces.run_summary#filter).
              - Without O(execution_records) the rule is a warning.
            type: dict
            suboptions:
              late_after:
                description: How many minutes after its planned time a run may start. After that it is missed.
                type: int
                default: 5
              max_runtime:
                description: A run that is still not finished after so many minutes is stuck. By default no run is.
                type: int
              max_minutes_since_success:
                description: The longest time since the last scheduled run that succeeded began. By default any.
                type: int
              tolerated_in_a_row:
                description: So many bad runs in a row are no finding, until a run succeeds.
                type: int
                default: 0
              failures:
                description: Whether runs that failed are errors, V(deny), warnings, V(warn), or no findings, V(allow).
                type: str
                choices: [allow, warn, deny]
                default: deny
      max_starts_per_minute:
        description: The highest number of processes that may start in the same minute on one runtime. Paused schedules do not count.
        type: int
      windows:
        description:
          - Times at which processes must run, or must not run. Each needs O(policy.windows[].must_run) or O(policy.windows[].must_not_run).
          - A paused schedule does not run. A schedule of unknown status is taken to run. If a V(must_run) depends on it, there is a warning.
        type: list
        elements: dict
        suboptions:
          name:
            description: What findings and reports call the window, in place of its number. Two windows cannot have the same name.
            type: str
          match:
            description: A glob for the names or IDs of processes.
            type: str
            required: true
          except:
            description: Globs for the names or IDs of processes that match, but that the window is not about. A single glob may be given as text.
            type: list
            elements: str
            default: []
          severity:
            description:
              - The severity of its findings. With V(error), what is only a warning stays one, such as what is not known.
              - V(info) is listed and never fails.
            type: str
            choices: [error, warning, info]
            default: error
          must_not_run:
            description: No deployment may have a run in these minutes.
            type: raw
          must_run:
            description:
              - On each day with any of these minutes, at least one deployment must have at least one run in them.
              - The days are days in O(policy.timezone).
            type: raw
      unmatched:
        description: With V(deny), a process that no rule matches is a finding, and so is a deployment that no rule's O(policy.processes[].only_on) includes.
        type: str
        choices: [allow, deny]
        default: allow
  start:
    description:
      - The moment from which on everything is checked. By default now. What can only have happened before it is no finding, such as a collision of entries
        whose V(years) are past, and does not hide one that is to come.
      - The same moment begins the time for which windows are compared with runtimes in other time zones.
      - A date and time, or ISO 8601 text, with an offset or V(Z). Without an offset it is in UTC.
    type: raw
  horizon_days:
    description:
      - The number of days from O(start) for which windows are compared with runtimes in other time zones, with every clock change in that time.
      - If the time zones are the same, the comparison covers all time to come.
    type: int
    default: 365
  scope:
    description:
      - What is checked. V(all) checks everything, and needs all processes of the estate.
      - V(processes) checks each process on its own, for facts that are a part of an estate. The findings of several parts together are the same as those
        of the whole estate for its processes. Left out is what needs the whole estate, such as O(policy.max_starts_per_minute),
        O(policy.processes[].on_every_atom), rules that match
        nothing (O(policy.processes[].required)) or demand nothing, and rules and windows that contradict each other.
      - V(policy) checks only whether the policy is valid. The processes are ignored. An invalid policy is then one finding in place of an error.
        The role P(boomi.spaces.verify#role) does this before it sends a request.
    type: str
    choices: [all, processes, policy]
    default: all
  execution_records:
    description:
      - What ran, for rules with O(policy.processes[].runs), as the registered result of M(boomi.spaces.execution_record_info).
      - Without it such a rule is a warning.
    type: raw
  audit_log:
    description: Who changed schedules, as the registered result of M(boomi.spaces.audit_log_info). Without it the schedules are assumed to be unchanged.
    type: raw
  runs_start:
    description:
      - The moment from which on planned runs must have run, in the same form as O(start). By default the beginning of O(execution_records).
      - Ask for records that begin some hours earlier, so that a run that was still going on is among them.
    type: raw
notes:
  - An invalid schedule is a finding of each rule that requires something of its minutes.
  - Minutes that a clock change skips are no finding for a process whose runtime is in the time zone of the policy. Boomi does not document
    whether such a minute runs.
seealso:
  - plugin: boomi.spaces.policy_from
    plugin_type: filter
    description: The present state of processes as a policy.
  - plugin: boomi.spaces.report
    plugin_type: filter
    description: A report on the findings.
  - module: boomi.spaces.integration_pack_process_info
    description: The processes to check.
"""

EXAMPLES = r"""
- name: The processes meet the policy
  ansible.builtin.assert:
    that: processes | boomi.spaces.policy_findings(policy) == []
  vars:
    policy:
      version: 1
      processes:
        - {match: "Order *", required: true, schedule: "0-59/15 8-18 2-6 * * *", enabled: true, min_minutes_between_runs: 5}
      unmatched: deny
    processes: &orders
      - id: 70d36151-4070-4a92-8d00-d7c832e4caf5
        name: Order Intake
        process_schedules:
          - {atom_id: a1, env_id: e1, enabled: true, schedule: [{minutes: "0,15,30,45", hours: "8-18", days_of_week: "2-6"}], retry: {max_retry: 5}}

- name: A maintenance window in another time zone than the runtime's
  ansible.builtin.assert:
    that:
      - findings | map(attribute='rule') | list == ['Freeze.must_not_run']
      - "findings[0].message == '\"Order Intake\" runs on \"a1\" within the window \"Freeze\", 44 times in 7 days, first at 2026-11-30T09:00:00+01:00'"
  vars:
    findings: "{{ processes | boomi.spaces.policy_findings(policy, start='2026-11-28', horizon_days=7) }}"
    policy:
      version: 1
      timezone: Europe/Berlin
      atom_timezones: {a1: UTC}
      windows:
        - {name: Freeze, match: "*", must_not_run: {days_of_week: "2"}}
    processes: *orders

- name: Changes since the policy was written
  ansible.builtin.assert:
    that:
      - findings | map(attribute='rule') | list == ['processes[0].enabled', 'processes[0].max_retry']
      - findings[0].severity == 'error' and findings[0].expected == 'paused' and findings[0].actual == 'running'
  vars:
    findings: "{{ processes | boomi.spaces.policy_findings(policy) }}"
    policy: {version: 1, processes: [{match: Order Intake, enabled: false, max_retry: 3}]}
    processes: *orders

- name: On runtimes that are online, with the window on the clock of each of them
  ansible.builtin.assert:
    that:
      - findings | map(attribute='rule') | list == ['processes[0].runtime_online', 'Night.must_not_run']
      - "findings[0].message == '\"Load\" is scheduled on \"tokyo-1\", which is OFFLINE, so Boomi has no contact with it'"
      - "findings[1].message == '\"Load\" runs on \"tokyo-1\" within the window \"Night\", at 02:30 every day'"
  vars:
    findings: "{{ loads | boomi.spaces.policy_findings(policy) }}"
    policy:
      version: 1
      timezone: runtime
      processes: [{match: "*", runtime_online: true}]
      windows: [{name: Night, match: "*", must_not_run: {hours: "2"}}]
    loads:
      - id: 70d36151-4070-4a92-8d00-d7c832e4caf5
        name: Load
        process_schedules:
          - {atom_name: tokyo-1, atom_status: OFFLINE, atom_time_zone: Asia/Tokyo, enabled: true, schedule: "30 2 * * * *"}

- name: Often enough in office hours, on all runtimes, with exceptions and a rule that only informs
  ansible.builtin.assert:
    that:
      - findings | map(attribute='rule') | list == ['Office hours.max_minutes_between_runs', 'Retry windows.retry']
      - findings | map(attribute='severity') | list == ['error', 'info']
      - findings[0].actual == 60
  vars:
    findings: "{{ processes | boomi.spaces.policy_findings(policy, start='2026-11-30') }}"
    policy:
      version: 1
      processes:
        - name: Office hours
          match: "*"
          except: ["* Test"]
          max_minutes_between_runs: 15
          during: {hours: "7-18", days_of_week: "2-6"}
          on_every_atom: true
        - {name: Retry windows, match: "*", retry: {hours: "20"}, severity: info}
    processes: *orders
"""

RETURN = r"""
_value:
  description:
    - The findings, in the order of the policy, then by name and ID. The same facts and policy give the same list.
    - A field is null if the finding is not about one process, environment or runtime.
  returned: success
  type: list
  elements: dict
  contains:
    rule:
      description: The key in the policy, after the name of its rule or window, or else its path. Empty with O(scope=policy).
      returned: success
      type: str
      sample: processes[0].max_retry
    severity:
      description:
        - V(error), or V(warning) for what is unknown, and for parts of the policy that apply to nothing or demand nothing.
        - For a rule or window with a C(severity) that is lower, that.
      returned: success
      type: str
      sample: error
    message:
      description:
        - One sentence, or two. Names are quoted, and their control characters are shown as escapes.
        - It names the process with its instance and its pack, if the facts do.
      returned: success
      type: str
      sample: "\"test1\" is retried up to 5 times on \"4bcb8312-2f45-4f29-ab2d-fa20598c0a76\", not 3"
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
    expected:
      description:
        - What the policy requires. A schedule is a dictionary with C(words) and C(entries). Null if there is nothing to compare.
        - For V(enabled) it is V(running) or V(paused).
      returned: success
      type: raw
      sample: 3
    actual:
      description: The actual value, in the same form.
      returned: success
      type: raw
      sample: 5
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import one_of, whole_number
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import now, plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.faults import policy_faults
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Finding
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import SCOPES
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import policy_findings as findings_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.ran import WhatRan
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC, moment_of


@plugin
def policy_findings(
    processes: object,
    policy: object,
    start: object = None,
    horizon_days: object = 365,
    scope: object = "all",
    execution_records: object = None,
    audit_log: object = None,
    runs_start: object = None,
) -> list[Finding]:
    days = whole_number("horizon_days", horizon_days, 1)
    moment = now() if start is None else UTC.instant(moment_of("start", start))
    what = one_of("scope", scope, (*SCOPES, "policy"))
    if what == "policy":
        return policy_faults(policy)
    since = None if runs_start is None else UTC.instant(moment_of("runs_start", runs_start))
    what_ran = None if execution_records is None else WhatRan(execution_records, audit_log, since)
    return findings_of(processes, policy, moment, days, what, what_ran)


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"policy_findings": policy_findings}

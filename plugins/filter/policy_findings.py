# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: policy_findings
short_description: In what processes are not as a policy demands
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (@boomi-spaces)
description:
  - Judges the processes of M(boomi.spaces.integration_pack_process_info) by a policy, and answers one finding for each thing that is not as
    demanded. No finding means that all of it holds.
  - A policy that cannot be understood is an error that begins with the path of the key, as V(processes[2].schedule[0].hours). The file
    C(docs/policy.schema.json) of the collection is its JSON Schema, with which editors complete and check.
positional: policy, start, horizon_days, scope
options:
  _input:
    description:
      - The processes, or the whole result of M(boomi.spaces.integration_pack_process_info).
      - Ask for them with O(boomi.spaces.integration_pack_process_info#module:include_names=true) for a policy that names environments or runtimes by their
        names, and with O(boomi.spaces.integration_pack_process_info#module:include_status=true) for one that speaks of V(enabled).
    type: raw
    required: true
  policy:
    description:
      - The policy. Globs compare the whole name or id, by case. V([*]) is a star, V([?]) a question mark and V([[]) a bracket.
      - A schedule is a list of entries, one entry, or one string of the six fields, entries parted by V(;). An empty list is unscheduled.
    type: dict
    required: true
    suboptions:
      version:
        description: The version of the policy's language.
        type: int
        required: true
        choices: [1]
      timezone:
        description: The zone of the windows, and of every atom that O(policy.atom_timezones) does not name.
        type: str
        default: UTC
      atom_timezones:
        description: The zones of atoms, by their ids or names. A name that no process is on is a warning.
        type: dict
      processes:
        description: Rules. Each judges every process that it matches. Rules that contradict each other are a finding that names both.
        type: list
        elements: dict
        suboptions:
          match:
            description: A glob for the names or ids of processes. One that matches nothing is a warning.
            type: str
            required: true
          only_on:
            description:
              - Ids or names of atoms or environments. The rule judges the deployments there and no others.
              - Without it the rule judges all deployments.
            type: list
            elements: str
          required:
            description: Whether there must be such a process, with O(policy.processes[].only_on) one that is deployed there.
            type: bool
            default: false
          environments:
            description:
              - Ids or names of the environments that the process must be deployed to, and to no others.
              - An environment that is not known, as of an atom without one, is a warning.
            type: list
            elements: str
          schedule:
            description: The minutes that each deployment must be scheduled for, however written, and paused or not.
            type: raw
          schedule_text:
            description:
              - The schedule to the letter, its entries as six fields parted by blanks, and by V(; ) from each other.
              - For schedules that are not valid, as O(policy.processes[].schedule) has the others.
            type: str
          enabled:
            description: Whether each deployment that has a schedule is enabled. Where that is not known there is a warning.
            type: bool
          max_retry:
            description: The number of retries that each deployment must have.
            type: int
          min_minutes_between_runs:
            description: The fewest minutes from one run of a deployment to its next, on a day or from day to day, by the local clock.
            type: int
          max_runs_per_day:
            description: The most runs that a deployment may have on one local day.
            type: int
          even_intervals:
            description: Whether several runs in one hour must be evenly spaced around it, which takes a step that divides 60.
            type: bool
            default: false
          enabled_on:
            description: On how many of its atoms the process must be both scheduled and enabled. V(one) is exactly one.
            type: str
            choices: [one, all, none]
      max_starts_per_minute:
        description: How many processes may start in the same minute on one atom. What is paused does not count.
        type: int
      windows:
        description:
          - Times at which processes must run, or must not. Each needs O(policy.windows[].must_run) or O(policy.windows[].must_not_run).
          - What is paused does not run. What is not known to be paused does, but where a V(must_run) depends on it there is a warning.
        type: list
        elements: dict
        suboptions:
          name:
            description: What messages call the window.
            type: str
          match:
            description: A glob for the names or ids of processes.
            type: str
            required: true
          must_not_run:
            description: No deployment may have a run in these minutes.
            type: raw
          must_run:
            description:
              - On each day that has any of these minutes, at least one deployment must have at least one run in them.
              - The days are those of O(policy.timezone).
            type: raw
      unmatched:
        description: With V(deny) a process that no rule matches is a finding, and so is a deployment that is in no rule's O(policy.processes[].only_on).
        type: str
        choices: [allow, deny]
        default: allow
  start:
    description:
      - From when on windows are held against runtimes in other time zones. Now, unless given.
      - A date and time, or ISO 8601 text, with an offset or V(Z), or without, which is then in UTC.
    type: raw
  horizon_days:
    description:
      - For how many days from O(start) windows are held against runtimes in other time zones, with every clock change in that time.
      - Where the zones are the same, the answer is for all time.
    type: int
    default: 365
  scope:
    description:
      - What is judged. V(all) is everything, and takes all processes that there are.
      - V(processes) is what can be told of each process alone, for facts that are a part of an estate. The findings of several parts are, put together,
        those that the whole has of its processes. Left out is what only the whole can tell, as O(policy.max_starts_per_minute), rules that match
        nothing (O(policy.processes[].required)), and rules and windows that contradict each other.
    type: str
    choices: [all, processes]
    default: all
notes:
  - A schedule that is not valid is a finding of each rule that demands something of its minutes.
  - Minutes that a clock change skips are not held against a process whose runtime is in the zone of the policy.
seealso:
  - plugin: boomi.spaces.policy_from
    plugin_type: filter
    description: The present state of processes as a policy.
  - plugin: boomi.spaces.report
    plugin_type: filter
    description: A report on the findings.
  - module: boomi.spaces.integration_pack_process_info
    description: The processes to judge.
"""

EXAMPLES = r"""
- name: Everything is as the policy demands
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
      - findings | map(attribute='rule') | list == ['windows[0].must_not_run']
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

- name: What has changed since the policy was written
  ansible.builtin.assert:
    that:
      - findings | map(attribute='rule') | list == ['processes[0].enabled', 'processes[0].max_retry']
      - findings[0].severity == 'error' and findings[0].expected is false and findings[0].actual is true
  vars:
    findings: "{{ processes | boomi.spaces.policy_findings(policy) }}"
    policy: {version: 1, processes: [{match: Order Intake, enabled: false, max_retry: 3}]}
    processes: *orders
"""

RETURN = r"""
_value:
  description:
    - The findings, in the order of the policy, then by name and id. The same facts and policy give the same list.
    - What belongs to no process, environment or atom has null there.
  returned: success
  type: list
  elements: dict
  contains:
    rule:
      description: The path of the key in the policy.
      returned: success
      type: str
      sample: processes[0].max_retry
    severity:
      description: V(error), or V(warning) for what is not known, and for what in the policy concerns nothing.
      returned: success
      type: str
      sample: error
    message:
      description: One sentence. Names are quoted, with control characters shown as escapes.
      returned: success
      type: str
      sample: "\"test1\" is retried up to 5 times on \"4bcb8312-2f45-4f29-ab2d-fa20598c0a76\", not 3"
    process_id:
      description: ID of the process.
      returned: success
      type: str
      sample: 70d36151-4070-4a92-8d00-d7c832e4caf5
    process_name:
      description: Its name, as the API has it.
      returned: success
      type: str
      sample: test1
    instance_id:
      description: ID of its integration pack instance.
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
      description: What the policy demands. A schedule is a dictionary of its C(words) and its C(entries). Null where there is nothing to say.
      returned: success
      type: raw
      sample: 3
    actual:
      description: What there is, in the same form.
      returned: success
      type: raw
      sample: 5
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import one_of, whole_number
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import now, plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Finding
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import SCOPES
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import policy_findings as findings_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC, moment_of


@plugin
def policy_findings(processes: object, policy: object, start: object = None, horizon_days: object = 365, scope: object = "all") -> list[Finding]:
    days = whole_number("horizon_days", horizon_days, 1)
    moment = now() if start is None else UTC.instant(moment_of("start", start))
    return findings_of(processes, policy, moment, days, one_of("scope", scope, SCOPES))


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"policy_findings": policy_findings}

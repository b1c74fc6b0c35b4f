# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: policy_summary
short_description: What a policy checked, rule by rule
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Lists the rules and windows of a policy, each with the number of processes and schedules that it is about, the number of findings, and whether it holds.
  - A list of findings shows only what does not hold. This shows what was checked and held, too.
positional: policy, findings, scope
options:
  _input:
    description:
      - The processes, as the module M(boomi.spaces.integration_pack_process_info) returns them in
        RV(boomi.spaces.integration_pack_process_info#module:processes), or the whole result of the module.
    type: raw
    required: true
  policy:
    description: The policy, with the keys that P(boomi.spaces.policy_findings#filter) describes.
    type: dict
    required: true
  findings:
    description: What P(boomi.spaces.policy_findings#filter) returns for the same processes and the same policy.
    type: list
    elements: dict
    required: true
  scope:
    description:
      - The C(scope) with which P(boomi.spaces.policy_findings#filter) was used. With V(processes), C(on_every_atom) and C(max_starts_per_minute)
        are listed as not judged.
    type: str
    choices: [all, processes]
    default: all
seealso:
  - plugin: boomi.spaces.policy_findings
    plugin_type: filter
    description: The findings.
  - plugin: boomi.spaces.report
    plugin_type: filter
    description: Shows the summary.
"""

EXAMPLES = r"""
- name: What was checked and held
  ansible.builtin.assert:
    that:
      - summary | map(attribute='rule') | list == ['Orders', 'processes[1]', 'Freeze']
      - summary | map(attribute='holds') | list == [true, false, false]
      - summary[0].processes == 1 and summary[0].schedules == 2
      - summary[0].demands == ['required', 'max_retry']
      - summary[2].errors == 2
  vars:
    summary: "{{ processes | boomi.spaces.policy_summary(policy, processes | boomi.spaces.policy_findings(policy)) }}"
    policy:
      version: 1
      processes:
        - {name: Orders, match: "Order*", required: true, max_retry: 5}
        - {match: "Invoice*", max_retry: 5, severity: info}
      windows:
        - {name: Freeze, match: "*", must_not_run: {hours: "8"}}
    processes:
      - id: 70d36151-4070-4a92-8d00-d7c832e4caf5
        name: Order Intake
        process_schedules:
          - {atom_id: a1, schedule: "0 8 * * * *", retry: {schedule: [], max_retry: 5}}
          - {atom_id: a2, schedule: "30 8 * * * *", retry: {schedule: [], max_retry: 5}}
"""

RETURN = r"""
_value:
  description:
    - One item for each rule and each window, in the order of the policy, and one for each of C(max_starts_per_minute) and C(unmatched) that the policy has.
    - A finding about the policy itself, such as a time zone that is not known, has an item at the end.
  returned: success
  type: list
  elements: dict
  contains:
    rule:
      description: The name of the rule or window, or else its path, as findings call it. For a demand of the policy itself its key.
      returned: success
      type: str
      sample: Office hours
    match:
      description: The glob for the processes that it is about.
      returned: success
      type: str
      sample: Order*
    excluding:
      description: The globs of C(except).
      returned: success
      type: list
      elements: str
      sample: ["* Test"]
    demands:
      description: The keys that a process can break.
      returned: success
      type: list
      elements: str
      sample: [max_minutes_between_runs]
    not_judged:
      description: Those of C(demands) that were not judged, because of O(scope).
      returned: success
      type: list
      elements: str
      sample: []
    processes:
      description: How many processes it is about.
      returned: success
      type: int
      sample: 12
    schedules:
      description: How many process schedules these have. With C(only_on), those on these runtimes or environments.
      returned: success
      type: int
      sample: 14
    errors:
      description: How many of its findings are errors.
      returned: success
      type: int
      sample: 0
    warnings:
      description: How many of its findings are warnings.
      returned: success
      type: int
      sample: 0
    infos:
      description: How many of its findings are infos.
      returned: success
      type: int
      sample: 0
    holds:
      description: False with any finding. Without one, null if it is about no process or nothing of it was judged, otherwise true.
      returned: success
      type: bool
      sample: true
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import one_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import SCOPES
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.summary import Checked
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.summary import policy_summary as summary_of


@plugin
def policy_summary(processes: object, policy: object, findings: object, scope: object = "all") -> list[Checked]:
    return summary_of(processes, policy, findings, one_of("scope", scope, SCOPES))


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"policy_summary": policy_summary}

# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: policy_from
short_description: The present state of processes as a policy
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Returns a policy that the processes meet in their present state. P(boomi.spaces.policy_findings#filter) finds nothing with it while nothing
    changes. Later it finds the changes, such as a schedule, a pause, an environment, a retry window, a number of retries, the name of a process, or an added
    or removed process or deployment.
  - The same facts give the same policy, in the same order.
positional: timezone, match, keys
requirements:
  - the time zone data of the system, or the Python package tzdata, for time zones other than UTC
options:
  _input:
    description:
      - The processes, or the whole result of M(boomi.spaces.integration_pack_process_info).
      - Get them with O(boomi.spaces.integration_pack_process_info#module:include_status=true), so that the policy includes C(enabled).
    type: raw
    required: true
  timezone:
    description: The policy's time zone. The rules do not depend on it, but windows that you add later do.
    type: str
    default: UTC
  match:
    description:
      - Whether rules match processes by V(id) or by V(name). With V(name) a process without a name is an error.
    type: str
    choices: [id, name]
    default: id
  keys:
    description:
      - The keys that the rules have. Rules that match by V(name) have no C(process_name).
      - Without V(environments) a rule is for a process wherever it is deployed, as needed to compare two environments. A
        process that has different schedules in different places is then an error.
    type: list
    elements: str
    choices: [process_name, environments, schedule, enabled, retry, max_retry]
    default: [process_name, environments, schedule, enabled, retry, max_retry]
notes:
  - Whether a schedule is enabled is V(unknown) in the policy where the facts do not have it. Other unknown values are left out.
  - The exact text of an invalid schedule is kept in C(schedule_text), that of invalid retry windows in C(retry_text).
seealso:
  - plugin: boomi.spaces.policy_findings
    plugin_type: filter
    description: Where processes deviate from a policy.
  - module: boomi.spaces.integration_pack_process_info
    description: The processes.
"""

EXAMPLES = r"""
- name: Nothing is found while nothing changes
  ansible.builtin.assert:
    that: processes | boomi.spaces.policy_findings(processes | boomi.spaces.policy_from) == []
  vars:
    processes: &before
      - id: 70d36151-4070-4a92-8d00-d7c832e4caf5
        name: Order Intake
        process_schedules:
          - {atom_id: a1, env_id: test, enabled: true, schedule: [{minutes: "0,30", hours: "8"}], retry: {max_retry: 5}}

- name: The policy of a process
  ansible.builtin.assert:
    that:
      - policy.processes == [rule]
      - policy.unmatched == 'deny'
  vars:
    policy: "{{ processes | boomi.spaces.policy_from(timezone='Europe/Berlin') }}"
    rule:
      match: 70d36151-4070-4a92-8d00-d7c832e4caf5
      required: true
      only_on: [a1]
      process_name: Order Intake
      environments: [test]
      schedule: [{minutes: "0,30", hours: "8", days_of_week: "*", days_of_month: "*", months: "*", years: "*"}]
      enabled: true
      retry: []
      max_retry: 5
    processes: *before

- name: One environment checked against another
  ansible.builtin.assert:
    that:
      - findings | map(attribute='rule') | list == ['processes[0].enabled']
      - "findings[0].message == '\"Order Intake\" is paused on \"a2\", but must run'"
  vars:
    findings: "{{ production | boomi.spaces.policy_findings(test | boomi.spaces.policy_from(match='name', keys=['schedule', 'enabled'])) }}"
    test: *before
    production:
      - id: 0e9cff93-c7b5-43b3-9b1b-1f0e4a4ef5b5
        name: Order Intake
        process_schedules:
          - {atom_id: a2, env_id: production, enabled: false, schedule: [{minutes: "0-59/30", hours: "8"}], retry: {max_retry: 3}}
"""

RETURN = r"""
_value:
  description: The policy, with a rule for each process and runtime, sorted by the names and IDs of the processes.
  returned: success
  type: dict
  contains:
    version:
      description: The version of the policy's language, V(1).
      returned: success
      type: int
      sample: 1
    timezone:
      description: The value of O(timezone).
      returned: success
      type: str
      sample: UTC
    processes:
      description: The rules. See P(boomi.spaces.policy_findings#filter) for their keys.
      returned: success
      type: list
      elements: dict
      sample:
        - match: 70d36151-4070-4a92-8d00-d7c832e4caf5
          required: true
          only_on: [4bcb8312-2f45-4f29-ab2d-fa20598c0a76]
          process_name: test1
          environments: [4c9d031e-408b-4903-a44e-5a4219e62b25]
          schedule: []
          retry: []
          max_retry: 5
    unmatched:
      description: V(deny), so that a new process is a finding.
      returned: success
      type: str
      sample: deny
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import read_zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError, is_list, one_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.snapshot import KEYS, MATCH
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.snapshot import policy_from as policy_of


@plugin
def policy_from(processes: object, timezone: object = "UTC", match: object = "id", keys: object = KEYS) -> dict[str, Any]:
    named_by = one_of("match", match, MATCH)
    if not is_list(keys):
        raise GivenError(field="keys", value=keys, allowed=f"it must be a list of {', '.join(KEYS)}")
    recorded = [one_of(f"keys[{index}]", key, KEYS) for index, key in enumerate(keys)]
    return policy_of(processes, read_zones(timezone).name, named_by, recorded)


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"policy_from": policy_from}

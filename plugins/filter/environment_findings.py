# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: environment_findings
short_description: How two environments differ
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Compares two environments, and returns one finding for each difference. No finding means that the same processes are deployed in both, on every
    runtime, with the same schedules, retries and pauses.
  - A process is compared with itself if its integration pack instance is in both environments. Otherwise it is compared with the process of the same
    integration pack that is made of the same original process, which only the Platform API returns, or that has the same name. The name of the
    instance is no part of that name, since a multi-install pack has names such as V(Order Intake Germany - EDI Orders).
  - If several processes of one environment could be the counterpart, those whose instances have the same name are compared with each other.
    What remains is a finding that names all of them.
  - All runtimes of both environments are compared with each other, whatever their number. The runtimes of an environment are those on which the facts
    have a deployment.
positional: first, second, keys
options:
  _input:
    description:
      - The processes, or the whole result of M(boomi.spaces.integration_pack_process_info).
      - Get them with O(boomi.spaces.integration_pack_process_info#module:include_names=true) and
        O(boomi.spaces.integration_pack_process_info#module:include_status=true). What cannot be compared without these is a warning.
    type: raw
    required: true
  first:
    description: The name or ID of the environment to compare with. If it is the ID of one environment and the name of another, the ID counts.
    type: str
    required: true
  second:
    description: The name or ID of the environment that should be the same.
    type: str
    required: true
  keys:
    description:
      - What is compared.
      - V(deployed) is whether a process is deployed in both environments, on every runtime.
      - V(schedule) and V(retry) are the minutes at which it runs and is retried, however they are written, in the local time of each runtime.
        An invalid schedule is compared as text.
      - V(max_retry) is the number of retries, and V(enabled) whether it is not paused.
      - A process without a counterpart, and an environment without deployments, are findings also without V(deployed).
    type: list
    elements: str
    choices: [deployed, schedule, retry, max_retry, enabled]
    default: [deployed, schedule, retry, max_retry, enabled]
notes:
  - The facts do not show what is deployed nowhere, or a runtime without any deployment.
  - An environment name that several environments have is an error that lists their IDs.
seealso:
  - plugin: boomi.spaces.policy_findings
    plugin_type: filter
    description: Where processes deviate from a policy.
  - plugin: boomi.spaces.report
    plugin_type: filter
    description: A report on the findings.
  - module: boomi.spaces.integration_pack_process_info
    description: The processes to compare.
"""

EXAMPLES = r"""
- name: Production is the same as the test environment
  ansible.builtin.assert:
    that: processes | boomi.spaces.environment_findings('Test', 'Production') == []
  vars:
    processes:
      - id: 70d36151-4070-4a92-8d00-d7c832e4caf5
        name: Order Intake
        process_schedules:
          - &test
            atom_id: a1
            env_id: e1
            env_name: Test
            enabled: true
            schedule: [{minutes: "0,30", hours: "8-18"}]
            retry: {schedule: [], max_retry: 5}
          - <<: *test
            atom_id: a2
            env_id: e2
            env_name: Production
            schedule: [{minutes: "0-59/30", hours: "8-18", days_of_week: "1-7"}]

- name: What is different
  ansible.builtin.assert:
    that:
      - findings | map(attribute='rule') | list == ['deployed', 'schedule', 'enabled']
      - "findings[0].message == '\"Order Intake\" is deployed on 1 of the 2 runtimes of \"Production\": not on \"a3\"'"
      - "findings[1].message == '\"Order Intake\" runs at other times in \"Production\" than in \"Test\". Missing runs: at 08:00 on Saturday and Sunday'"
      - "findings[2].message == '\"Order Intake\" is enabled in \"Test\", but paused in \"Production\"'"
      - findings[2].expected == 'running' and findings[2].actual == 'paused'
  vars:
    findings: "{{ processes | boomi.spaces.environment_findings('Test', 'Production') | selectattr('process_name', 'eq', 'Order Intake') }}"
    processes:
      - id: 70d36151-4070-4a92-8d00-d7c832e4caf5
        name: Order Intake
        instance_id: SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg
        process_schedules:
          - {atom_id: a1, env_id: e1, env_name: Test, enabled: true, schedule: [{minutes: "0", hours: "8"}], retry: {max_retry: 5}}
          - {atom_id: a2, env_id: e2, env_name: Production, enabled: false, schedule: "0 8 2-6 * * *", retry: {max_retry: 5}}
      - id: 0e9cff93-c7b5-43b3-9b1b-1f0e4a4ef5b5
        name: Order Export
        instance_id: SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg
        process_schedules:
          - {atom_id: a3, env_id: e2, env_name: Production, enabled: true, schedule: [], retry: {max_retry: 5}}

- name: Only the schedules, of an instance in each environment
  ansible.builtin.assert:
    that: processes | boomi.spaces.environment_findings('e1', 'e2', keys=['schedule']) == []
  vars:
    processes:
      - id: a0392074-f917-4882-861c-38027592771d
        name: Intake Test - EDI Orders
        instance_id: i1
        instance_name: Intake Test
        integration_pack: [{integration_pack_id: 4880f968-ff68-4b32-b64b-3575d70a6c43, name: Domestic Order Intake}]
        process_schedules: [{atom_id: a1, env_id: e1, enabled: false, schedule: "0 8 * * * *"}]
      - id: 7f8fb21f-317d-42d6-9134-50c5e2e003ce
        name: Intake Production - EDI Orders
        instance_id: i2
        instance_name: Intake Production
        integration_pack: [{integration_pack_id: 4880f968-ff68-4b32-b64b-3575d70a6c43, name: Domestic Order Intake}]
        process_schedules: [{atom_id: a2, env_id: e2, enabled: true, schedule: "0 8 * * * *"}]
"""

RETURN = r"""
_value:
  description:
    - The findings, in the order of O(keys), then by name and ID. The same facts give the same list.
    - A field is null if the finding is not about one process, environment or runtime.
  returned: success
  type: list
  elements: dict
  contains:
    rule:
      description: What differs, one of the values of O(keys).
      returned: success
      type: str
      sample: max_retry
    severity:
      description: V(error), or V(warning) for what is unknown.
      returned: success
      type: str
      sample: error
    message:
      description: One sentence. Names are quoted, and their control characters are shown as escapes.
      returned: success
      type: str
      sample: "\"test1\" of \"Retail\" (pack \"Orders\") is retried up to 3 times in \"Test\", but up to 5 times in \"Production\""
    process_id:
      description: ID of the process, in the second environment if it has a counterpart there.
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
      description: ID of the environment that deviates, usually the second.
      returned: success
      type: str
      sample: 4c9d031e-408b-4903-a44e-5a4219e62b25
    atom_id:
      description: ID of the runtime (atom), if it is only one.
      returned: success
      type: str
      sample: 4bcb8312-2f45-4f29-ab2d-fa20598c0a76
    expected:
      description:
        - The value in the first environment. A schedule is a dictionary with C(words) and C(entries), or text if it is invalid. For V(deployed) it is text.
        - If the runtimes of the first environment differ, the value that the others are compared with.
      returned: success
      type: raw
      sample: 3
    actual:
      description: The value that deviates, usually that of the second environment, in the same form.
      returned: success
      type: raw
      sample: 5
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._compare.comparing import KEYS
from ansible_collections.boomi.spaces.plugins.plugin_utils._compare.comparing import environment_findings as findings_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError, is_list, one_of, text
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Finding


@plugin
def environment_findings(processes: object, first: object, second: object, keys: object = KEYS) -> list[Finding]:
    if not is_list(keys):
        raise GivenError(field="keys", value=keys, allowed=f"it must be a list of {', '.join(KEYS)}")
    compared = [one_of(f"keys[{index}]", key, KEYS) for index, key in enumerate(keys)]
    return findings_of(processes, text("first", first), text("second", second), compared)


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"environment_findings": environment_findings}

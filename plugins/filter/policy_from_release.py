# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: policy_from_release
short_description: The release file of a pipeline as a policy
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Reads the file C(release.json) that pipelines of the community tool C(boomi_cicd) keep in Git, and returns a policy that demands its schedules, so that the
    role P(boomi.spaces.verify#role) proves after a deployment that they are as released.
  - Each item with C(schedule) or C(listenerStatus) becomes a rule for the process with its C(processName). Without C(schedule) it demands that the process
    is not scheduled, since the tool removes such schedules. Items without both, such as libraries, are left out.
  - Only this shape is read. Any other key is an error that names it.
options:
  _input:
    description: The content of the file, or its text.
    type: raw
    required: true
seealso:
  - plugin: boomi.spaces.policy_findings
    plugin_type: filter
    description: The policy's language, and what deviates from it.
  - plugin: boomi.spaces.with_schedule
    plugin_type: filter
    description: What a schedule would collide with before it is released.
"""

EXAMPLES = r"""
- name: The schedules are as released
  ansible.builtin.assert:
    that:
      - policy.processes | map(attribute='match') | list == ['Order Intake', 'Order Status']
      - processes | boomi.spaces.policy_findings(policy) | map(attribute='rule') | list == ['Order Intake.schedule']
  vars:
    policy: "{{ release | boomi.spaces.policy_from_release }}"
    release:
      pipelines:
        - {processName: Order Intake, componentId: c1, packageVersion: "1.4", notes: "", schedule: "0 8 2-6 * * * ; 30 12 7 * * *"}
        - {processName: Order Status, componentId: c2, packageVersion: "2.0", notes: "", listenerStatus: RUNNING}
        - {processName: Order Library, componentId: c3, packageVersion: "1.1", notes: ""}
    processes:
      - {id: p1, name: Order Intake, process_schedules: [{atom_id: a1, enabled: true, schedule: [{minutes: "0", hours: "8"}]}]}
      - {id: p2, name: Order Status, process_schedules: [{atom_id: a1, enabled: true, schedule: []}]}
"""

RETURN = r"""
_value:
  description: The policy. See P(boomi.spaces.policy_findings#filter) for its keys.
  returned: success
  type: dict
  sample:
    version: 1
    processes:
      - name: Order Intake
        match: Order Intake
        required: true
        schedule: [{minutes: "0", hours: "8", days_of_week: "*", days_of_month: "*", months: "*", years: "*"}]
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._plan import release
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin


@plugin
def policy_from_release(document: object) -> dict[str, Any]:
    return release.policy_from_release(document)


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"policy_from_release": policy_from_release}

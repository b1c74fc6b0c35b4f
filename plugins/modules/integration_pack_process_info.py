#!/usr/bin/python
# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: integration_pack_process_info
short_description: Get the processes of Boomi integration pack instances, with their run schedules
version_added: 0.1.0
description:
  - Gets the processes of the integration pack instances of a space or an account, the runtimes (atoms) that they are deployed to, and their schedules.
  - The facts are the API's data, normalised. Lists are always lists, IDs are strings, and an unknown value is null.
  - The result is complete, or the task fails. An instance without processes, an instance that Boomi does not know, and a Boomi that cannot be
    reached are three different outcomes.
author:
  - The boomi.spaces maintainers (!UNKNOWN)
extends_documentation_fragment:
  - boomi.spaces.connection
  - boomi.spaces.process_question
  - boomi.spaces.process_question.include
  - boomi.spaces.attributes
options:
  instance_ids:
    description:
      - IDs of integration pack instances, such as V(SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg), as M(boomi.spaces.integration_pack_instance_info) returns them.
      - With neither O(instance_ids) nor O(instance_names), every instance of the space is selected, or of the account with O(source=platform).
        An empty list is an error, so that an unexpectedly empty variable does not go unnoticed.
      - An ID that is given twice is queried once.
    type: list
    elements: str
notes:
  - The module runs on the host of the task. That host needs the requirements and access to Boomi, and its environment variables are used. To run the
    module on the controller, use C(delegate_to) with V(localhost), or C(connection) with V(local).
  - With O(source=platform) or O(include_status=true) the user needs the privilege SCHEDULE_MAINTENANCE, ATOM_MANAGEMENT or ATOM_MANAGEMENT_READ_ONLY.
    Without it the task fails. Environments, and the names of environments and runtimes, need one of the last two. Without it they are null, with a warning.
  - Give all instances in one task. One task per instance starts a process and logs in each time.
  - The whole result passes through Ansible, which takes up to 95 MB of memory for every 1,000 instances with 20 processes each, on another host up to 140 MB.
    O(query) adds to that. To keep a small part of a large estate, use P(boomi.spaces.integration_pack_process#lookup) with C(query).
seealso:
  - plugin: boomi.spaces.integration_pack_process
    plugin_type: lookup
    description: The same facts as a lookup, which runs on the controller.
  - module: boomi.spaces.integration_pack_instance_info
    description: The instances, with their IDs and names.
  - module: boomi.spaces.environment_info
    description: The environments and runtimes, with their IDs and names.
  - module: boomi.spaces.atom_info
    description: The runtimes, with their status and time zone.
  - plugin: boomi.spaces.describe_schedule
    plugin_type: filter
    description: A schedule in plain English.
  - plugin: boomi.spaces.policy_findings
    plugin_type: filter
    description: Where processes deviate from a policy.
"""

EXAMPLES = r"""
# The credentials come from the environment: BOOMI_ACCOUNT_ID, BOOMI_USERNAME, BOOMI_API_TOKEN and BOOMI_SPACE_GUID.

- name: Get the processes of every instance of the space
  boomi.spaces.integration_pack_process_info:
  register: boomi

- name: Show their names
  ansible.builtin.debug:
    msg: "{{ boomi.processes | map(attribute='name') }}"

- name: Get the processes of one instance
  boomi.spaces.integration_pack_process_info:
    instance_ids:
      - SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMQ
  register: orders

- name: Check that each of its processes is deployed
  ansible.builtin.assert:
    that:
      - orders.processes | length > 0
      - orders.processes | rejectattr('process_schedules') | length == 0
    fail_msg: "Not deployed: {{ orders.processes | rejectattr('process_schedules') | map(attribute='name') | join(', ') }}"

- name: Get what runs in production, for every instance of the space, with names
  boomi.spaces.integration_pack_process_info:
    environments:
      - Production
    include_names: true
  register: production

- name: Show which of them are scheduled, on which runtime and when
  ansible.builtin.debug:
    msg: "{{ item.0.name }} of {{ item.0.instance_name }} runs on {{ item.1.atom_name }} {{ item.1.schedule | boomi.spaces.describe_schedule }}"
  loop: "{{ production.processes | subelements('process_schedules') }}"
  loop_control:
    label: "{{ item.0.id }}"
  when: item.1.schedule | length > 0

- name: Get the names of the processes without a schedule, by JMESPath
  boomi.spaces.integration_pack_process_info:
    instance_names:
      - HR Master Data
    query: '[?length(process_schedules[].schedule[]) == `0`].name'
  register: unscheduled
  failed_when: unscheduled.query_result != ['Leaver Deactivation']

- name: Get the status of the schedules
  boomi.spaces.integration_pack_process_info:
    include_status: true
  register: status

- name: Show which of them are paused
  ansible.builtin.debug:
    msg: "{{ item.0.name }} is paused on {{ item.1.atom_id }}"
  loop: "{{ status.processes | subelements('process_schedules') }}"
  loop_control:
    label: "{{ item.0.id }}"
  when: item.1 is boomi.spaces.paused

- name: Get the status and the time zone of the runtimes with the schedules
  boomi.spaces.integration_pack_process_info:
    include_runtimes: true
    include_names: true
  register: runtimes

- name: Show what is scheduled on a runtime that is not online
  ansible.builtin.debug:
    msg: "{{ item.0.name }} is scheduled on {{ item.1.atom_name }}, which is {{ item.1.atom_status }} ({{ item.1.atom_status_detail }})"
  loop: "{{ runtimes.processes | subelements('process_schedules') }}"
  loop_control:
    label: "{{ item.0.id }}"
  when: item.1.schedule | length > 0 and item.1.atom_status != 'ONLINE'

- name: Use the Platform API in place of the Spaces API
  boomi.spaces.integration_pack_process_info:
    source: platform
    instance_names:
      - HR Master Data
  register: from_platform

- name: Find the instances of a list that are not installed
  boomi.spaces.integration_pack_process_info:
    instance_ids: "{{ ['SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMQ', 'not-installed'] }}"
    missing: report
  register: expected
  failed_when: expected.missing_instances != ['not-installed']

- name: Distinguish a removed instance from a Boomi that cannot be reached
  block:
    - name: Get the processes of an instance that was removed
      boomi.spaces.integration_pack_process_info:
        instance_ids:
          - not-installed
      register: gone
  rescue:
    - name: Continue only if Boomi does not know the instance
      ansible.builtin.assert:
        that: gone.error.kind == 'not_found'
        fail_msg: "{{ gone.msg }}"
"""

RETURN = r"""
processes:
  description:
    - The processes of all selected instances, in the order of O(instance_ids) and then O(instance_names). An instance without processes adds none.
    - The sample is from Boomi's page about the query. It has no schedule; the samples of the fields below show one.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 70d36151-4070-4a92-8d00-d7c832e4caf5
      name: test1
      instance_id: SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg
      integration_pack:
        - integration_pack_id: 2e659fc6-2202-4da5-9f88-ceda49303885
          integration_pack_instance_id: SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg
      process_schedules:
        - id: Q1BTNGJjYjgzMTItMmY0NS00ZjI5LWFiMmQtZmEyMDU5OGMwYTc2OjcwZDM2MTUxLTQwNzAtNGE5Mi04ZDAwLWQ3YzgzMmU0Y2FmNQ
          process_id: 70d36151-4070-4a92-8d00-d7c832e4caf5
          atom_id: 4bcb8312-2f45-4f29-ab2d-fa20598c0a76
          env_id: 4c9d031e-408b-4903-a44e-5a4219e62b25
          enabled: null
          schedule: []
          retry:
            schedule: []
            max_retry: 5
  contains:
    id:
      description: ID of the process.
      returned: success
      type: str
      sample: 70d36151-4070-4a92-8d00-d7c832e4caf5
    name:
      description: Name of the process.
      returned: success
      type: str
      sample: test1
    instance_id:
      description: ID of the integration pack instance that was queried.
      returned: success
      type: str
      sample: SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg
    integration_pack:
      description: The integration packs that the process belongs to, usually one.
      returned: success
      type: list
      elements: dict
      contains:
        integration_pack_id:
          description: ID of the integration pack.
          returned: success
          type: str
          sample: 2e659fc6-2202-4da5-9f88-ceda49303885
        integration_pack_instance_id:
          description: ID of the instance of the pack.
          returned: success
          type: str
          sample: SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg
        name:
          description: Name of the integration pack, null if it is not known.
          returned: with O(include_names=true)
          type: str
          sample: Order Intake
    instance_name:
      description:
        - Override name of the instance, or the name of its pack if it has none.
        - Null if it is not known, or if an instance without an override name has several packs.
      returned: with O(include_names=true)
      type: str
      sample: Domestic Order Intake
    original_process_id:
      description:
        - ID of the process in the pack that this process was installed from. Two instances of a multi-install pack have the same original processes.
          A process of a single-install pack is its own original.
        - Null with O(source=spaces), or if the Platform API does not return it.
      returned: with O(include_names=true)
      type: str
      sample: bc407c7d-cacc-48da-a430-c6a4d2835a83
    process_schedules:
      description: The schedule of the process on each runtime (atom) that it is deployed to, one item per runtime. Empty if it is deployed to none.
      returned: success
      type: list
      elements: dict
      contains:
        id:
          description: ID of the process schedule.
          returned: success
          type: str
          sample: Q1BTNGJjYjgzMTItMmY0NS00ZjI5LWFiMmQtZmEyMDU5OGMwYTc2OjcwZDM2MTUxLTQwNzAtNGE5Mi04ZDAwLWQ3YzgzMmU0Y2FmNQ
        process_id:
          description: ID of the process.
          returned: success
          type: str
          sample: 70d36151-4070-4a92-8d00-d7c832e4caf5
        atom_id:
          description: ID of the runtime.
          returned: success
          type: str
          sample: 4bcb8312-2f45-4f29-ab2d-fa20598c0a76
        env_id:
          description: ID of the environment that the runtime is attached to. Null if it is attached to none, or if the user may not read it.
          returned: success
          type: str
          sample: 4c9d031e-408b-4903-a44e-5a4219e62b25
        enabled:
          description:
            - Whether the schedule is in effect. V(false) if it is paused.
            - Null if this is not known, such as without O(include_status) or O(source=platform).
          returned: success
          type: bool
          sample: null
        env_name:
          description: Name of the environment, null if it is not known.
          returned: with O(include_names=true)
          type: str
          sample: TestEnvPr
        env_classification:
          description: Classification of the environment, V(PROD) or V(TEST), null if it is not known.
          returned: with O(include_names=true)
          type: str
          sample: PROD
        atom_name:
          description: Name of the runtime, null if it is not known.
          returned: with O(include_names=true)
          type: str
          sample: Test_atom1
        atom_status:
          description: Status of the runtime, V(ONLINE), V(WARNING), V(OFFLINE) or V(UNKNOWN), at the time of reading. Null if it is not known.
          returned: with O(include_runtimes=true)
          type: str
          sample: ONLINE
        atom_status_detail:
          description: The status in more detail, as in RV(boomi.spaces.atom_info#module:atoms[].status_detail). Null if it is not known.
          returned: with O(include_runtimes=true)
          type: str
          sample: ONLINE_RUNNING
        atom_time_zone:
          description: The time zone that the schedule is in, as in RV(boomi.spaces.atom_info#module:atoms[].time_zone). Null if it cannot be read.
          returned: with O(include_runtimes=true)
          type: str
          sample: Europe/Berlin
        schedule:
          description:
            - The entries of the schedule. The process runs when any of them matches. An empty list means that it is not scheduled.
            - The six fields of an entry are strings as in the API's response, such as V(0-59/15). Days of the week count from V(1), Sunday.
          returned: success
          type: list
          elements: dict
          contains:
            minutes:
              description: Minutes of the hour.
              returned: success
              type: str
              sample: 0-59/15
            hours:
              description: Hours of the day.
              returned: success
              type: str
              sample: 8-18
            days_of_week:
              description: Days of the week, from V(1), Sunday, to V(7), Saturday.
              returned: success
              type: str
              sample: 2,3,4,5,6
            days_of_month:
              description: Days of the month.
              returned: success
              type: str
              sample: '*'
            months:
              description: Months of the year.
              returned: success
              type: str
              sample: '*'
            years:
              description: Years.
              returned: success
              type: str
              sample: '*'
        retry:
          description: When failed documents are retried.
          returned: success
          type: dict
          contains:
            schedule:
              description: Entries as in RV(processes[].process_schedules[].schedule). An empty list means that there are no retry windows.
              returned: success
              type: list
              elements: dict
              sample: []
            max_retry:
              description: The highest number of retries of a document.
              returned: success
              type: int
              sample: 5
instance_ids:
  description: IDs of the selected instances, in order and each once. Those of O(instance_names) come after O(instance_ids).
  returned: success
  type: list
  elements: str
  sample: [SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg]
missing_instances:
  description: The IDs and names that the API does not know in this space or account. Always empty with O(missing=fail).
  returned: success
  type: list
  elements: str
  sample: []
account_id:
  description:
    - The account that was read, O(override_account) if it is given. Null with O(access_token) alone, which does not say whose it is.
    - Together with RV(space_guid) and RV(source), a report can say where its facts come from.
  returned: success
  type: str
  sample: nordwindhandel-7KQ2ZD
space_guid:
  description: The space that was read. Null with O(source=platform), since the Platform API has no spaces.
  returned: success
  type: str
  sample: 6c1f2d7e-6f0b-4d1e-9d3c-3b6a1f7e2c55
source:
  description: The API that was queried.
  returned: success
  type: str
  sample: spaces
request_count:
  description: How many HTTP requests were sent, including the login and all retries.
  returned: success
  type: int
  sample: 2
retry_count:
  description: How many of the requests were retries, after Boomi throttled the request or it failed temporarily.
  returned: success
  type: int
  sample: 0
waited_seconds:
  description:
    - How long the pauses before retries were, in seconds, rounded to a tenth.
    - Up to four requests are sent in parallel, and their pauses add up.
  returned: success
  type: float
  sample: 0.0
query_result:
  description: The result of O(query) on RV(processes).
  returned: success, with O(query)
  type: raw
  sample: [test1, test2]
error:
  description: The failure as data, for a playbook that handles failures differently. C(msg) is the sentence to show.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - V(auth), the login was refused, or the user may not read this. V(not_found), the instance, the space or the address does not exist.
        - V(rejected), Boomi rejected the request or failed to process it. V(throttled), there were too many requests, or Boomi is unavailable, after all
          retries.
        - V(unreachable), no response came in time. V(malformed), the response cannot be trusted.
        - V(usage), the options are incomplete or contradict each other. No request was sent.
      returned: failure
      type: str
      sample: not_found
    code:
      description: The error code of the API, or null.
      returned: failure
      type: str
      sample: IPACK_INSTANCE_ID_INVALID
    status:
      description: The HTTP status, or null if no response came or the failure is not about one request.
      returned: failure
      type: int
      sample: 200
    url:
      description: Host and path of the requested URL, or null if the failure is not about one request.
      returned: failure
      type: str
      sample: platform.boomi.com/graphql
    message:
      description: The API's own message, or the sentence of C(msg) if it gave none.
      returned: failure
      type: str
      sample: The integration pack instance 'not-installed' is not in this space.
    instance_id:
      description: The instance that the failure is about, or null if there is none, or more than one.
      returned: failure
      type: str
      sample: not-installed
    instance_ids:
      description: All instances that the failure is about, by the ID or name that was asked for.
      returned: failure
      type: list
      elements: str
      sample: [not-installed]
"""

from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._connection import connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._module import run
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import QUESTION_SPEC, process_facts, question_from
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Get, Warn


def answer(get: Get, warn: Warn) -> dict[str, Any]:
    return process_facts(connection_from(get), question_from(get), warn).result()


def main() -> None:
    run(QUESTION_SPEC, answer)


if __name__ == "__main__":
    main()

#!/usr/bin/python
# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: execution_record_info
short_description: Get what ran in Boomi, and when
version_added: 0.1.0
description:
  - Gets the execution records of a span of time, one for each run of a process, with its status, duration and documents.
  - The facts are the API's data, normalised. Times are in UTC, durations in milliseconds, sizes in bytes, and an unknown value is null.
  - The result is complete, or the task fails. It never has only some of the pages. RV(exhaustive) says whether a run that is not in it did not happen.
author:
  - The boomi.spaces maintainers (!UNKNOWN)
extends_documentation_fragment:
  - boomi.spaces.connection
  - boomi.spaces.records
  - boomi.spaces.attributes
options:
  process_ids:
    description:
      - The processes whose runs to return, given by their IDs, as M(boomi.spaces.integration_pack_process_info) returns them. An ID that Boomi does not know
        has no runs, which is not an error. An empty list is an error.
      - Together with O(instance_ids) and O(instance_names), the runs of all of these processes are returned. By default those of every process are.
    type: list
    elements: str
  instance_ids:
    description:
      - The integration pack instances whose processes are meant. An ID that Boomi does not know is an error, and so is an empty list.
      - With O(source=platform), the processes of the pack that they are installed from are asked for as well, since Boomi does not document which of the two
        a record names. RV(execution_records[].process_id) tells. Such a record can be one of another instance of the pack.
      - By default no instance is selected by its ID.
    type: list
    elements: str
  instance_names:
    description:
      - The same, by the names of instances, as in O(boomi.spaces.integration_pack_process_info#module:instance_names).
      - By default no instance is selected by its name.
    type: list
    elements: str
  environments:
    description:
      - Keep only what ran on the runtimes of these environments, given by their IDs or names. A value that matches no environment is an error, and so is an
        empty list. A run belongs to the environment that its runtime is attached to now. Needs O(source=platform).
      - By default what ran in any environment is kept.
    type: list
    elements: str
  atoms:
    description:
      - Keep only what ran on these runtimes, given by their IDs or names. A value that matches no runtime is an error, and so is an empty list. Together
        with O(environments), keep only what matches both. Needs O(source=platform).
      - By default what ran on any runtime is kept.
    type: list
    elements: str
  statuses:
    description:
      - Keep only the runs with these statuses, as in RV(execution_records[].status). With it RV(exhaustive) is false. An empty list is an error.
      - The Spaces API cannot be asked for V(ABORTED_RECOVERING) and V(ENQUEUED), so with O(source=spaces) they are an error here, and are missing by default.
      - By default the runs of every status are kept.
    type: list
    elements: str
  execution_types:
    description:
      - Keep only the runs of these types, as in RV(execution_records[].execution_type). With it RV(exhaustive) is false. An empty list is an error.
      - By default the runs of every type are kept.
    type: list
    elements: str
notes:
  - The module runs on the host of the task. That host needs the requirements and access to Boomi, and its environment variables are used. To run the
    module on the controller, use C(delegate_to) with V(localhost), or C(connection) with V(local).
  - Boomi keeps execution records for 30 days. A span of more than 30 days is an error.
  - The Platform API only returns the runs of environments in which the user has the privilege VIEW_RESULT, without an error. O(environments) and O(atoms) also
    need ATOM_MANAGEMENT or ATOM_MANAGEMENT_READ_ONLY.
  - A record appears some time after the run. A runtime that has lost the contact to Boomi may have run everything, and shows nothing until it is back.
  - With O(source=spaces) every process takes seven questions, one for each status. O(batch_size) of them are sent in one request. Boomi does not document how
    many runs one response can have.
  - With O(source=platform) the runs of 50 processes are asked for at once, in pages of 100. More than 100,000 runs of 50 processes are an error. Ask
    for fewer processes, or for a shorter span.
seealso:
  - module: boomi.spaces.integration_pack_process_info
    description: What is planned.
  - module: boomi.spaces.audit_log_info
    description: Who changed, stopped and resumed schedules.
  - module: boomi.spaces.atom_info
    description: Whether the runtimes are online.
"""

EXAMPLES = r"""
# The credentials come from the environment: BOOMI_ACCOUNT_ID, BOOMI_USERNAME and BOOMI_API_TOKEN.

- name: Get what ran in the last 24 hours
  boomi.spaces.execution_record_info:
    source: platform
  register: last_day

- name: Show how many runs had which status
  ansible.builtin.debug:
    msg: "{{ item }}: {{ last_day.execution_records | selectattr('status', 'equalto', item) | list | length }}"
  loop: "{{ last_day.execution_records | map(attribute='status') | unique }}"

- name: Get what failed in production in the last two hours
  boomi.spaces.execution_record_info:
    source: platform
    since: 2h
    environments:
      - Production
    statuses:
      - ERROR
      - ABORTED
  register: failed

- name: Name it
  ansible.builtin.debug:
    msg: "{{ item.execution_time }} {{ item.process_name }} on {{ item.atom_name }}: {{ item.message }}"
  loop: "{{ failed.execution_records }}"
  loop_control:
    label: "{{ item.execution_id }}"

- name: Get the scheduled runs of one instance in the week before yesterday
  boomi.spaces.execution_record_info:
    source: platform
    since: 8d
    until: 1d
    instance_names:
      - Order to Cash
    execution_types:
      - exec_sched
  register: orders

- name: Get the runs of one process from the Spaces API
  boomi.spaces.execution_record_info:
    source: spaces
    space_guid: "{{ lookup('ansible.builtin.env', 'BOOMI_SPACE_GUID') }}"
    since: 12h
    process_ids:
      - 73195d89-fb4f-431e-ba29-92df61a2a5a7
  register: acknowledgements

- name: Check that it succeeded at least once
  ansible.builtin.assert:
    that: acknowledgements.execution_records | selectattr('status', 'in', ['COMPLETE', 'COMPLETE_WARN']) | length > 0
"""

RETURN = r"""
execution_records:
  description: The runs, the earliest first.
  returned: success
  type: list
  elements: dict
  contains:
      execution_id:
        description: ID of the run.
        returned: success
        type: str
        sample: execution-107306ba-a299-46e8-954a-a9ec48f0f11f-2024.09.25
      original_execution_id:
        description: ID of the run that this one retries, null if it is no retry.
        returned: success
        type: str
        sample: null
      account:
        description: ID of the account that it ran in. Null with O(source=spaces).
        returned: success
        type: str
        sample: Boomi-123
      execution_time:
        description: When it started, in UTC, in whole seconds.
        returned: success
        type: str
        sample: "2024-09-25T15:41:54Z"
      status:
        description: V(COMPLETE), V(COMPLETE_WARN), V(ERROR), V(ABORTED), V(ABORTED_RECOVERING), V(DISCARDED), V(ENQUEUED), V(STARTED), V(INPROCESS),
          or whatever else Boomi returns.
        returned: success
        type: str
        sample: COMPLETE
      execution_type:
        description: What started it, such as V(exec_sched) (its schedule), V(exec_manual), V(exec_listener), V(retry_sched) (a retry window) or V(sub_process).
        returned: success
        type: str
        sample: exec_sched
      process_name:
        description: Name of the process.
        returned: success
        type: str
        sample: Process Status
      process_id:
        description: ID of the process. With O(source=spaces), the process that was asked for.
        returned: success
        type: str
        sample: 5c94d512-4dfe-404b-b32a-8063259436f7
      atom_name:
        description: Name of the runtime. Null with O(source=spaces).
        returned: success
        type: str
        sample: Biggie
      atom_id:
        description: ID of the runtime. Null with O(source=spaces).
        returned: success
        type: str
        sample: 05362201-cf51-4fef-95eb-ae1f0b8e7273
      inbound_document_count:
        description: How many documents came in.
        returned: success
        type: int
        sample: 1
      inbound_error_document_count:
        description: How many of them had an error.
        returned: success
        type: int
        sample: 0
      outbound_document_count:
        description: How many documents went out.
        returned: success
        type: int
        sample: 0
      execution_duration:
        description: How long it ran, in milliseconds.
        returned: success
        type: int
        sample: 3832
      message:
        description: The error, null if there is none.
        returned: success
        type: str
        sample: null
      parent_execution_id:
        description: Of a subprocess, ID of the run that called it. Null with O(source=spaces).
        returned: success
        type: str
        sample: null
      top_level_execution_id:
        description: Of a subprocess, ID of the run that was started first. Null with O(source=spaces).
        returned: success
        type: str
        sample: null
      inbound_document_size:
        description: Size of the documents that came in, in bytes.
        returned: success
        type: int
        sample: 0
      outbound_document_size:
        description: Size of the documents that went out, in bytes.
        returned: success
        type: int
        sample: 0
      report_key:
        description: Of a run that an API listener started, the user or key of the caller. Null with O(source=spaces).
        returned: success
        type: str
        sample: null
      launcher_id:
        description: Of a run that an API listener started, the API component. Null with O(source=spaces).
        returned: success
        type: str
        sample: null
      node_id:
        description: The node of a molecule or a cloud that it ran on. Null for a single runtime, and with O(source=spaces).
        returned: success
        type: str
        sample: "172_16_22_224[execution-107306ba-a299-46e8-954a-a9ec48f0f11f-2024.09.25]"
      recorded_date:
        description: When it ended, in UTC. Null with O(source=spaces).
        returned: success
        type: str
        sample: "2024-09-25T15:41:58Z"
since:
  description: The beginning of the span, in UTC.
  returned: success
  type: str
  sample: "2026-11-27T18:00:00Z"
until:
  description: The end of the span, in UTC.
  returned: success
  type: str
  sample: "2026-11-28T18:00:00Z"
exhaustive:
  description:
    - Whether every run in the span, of the processes in RV(process_ids) on the runtimes in RV(atom_ids), would be in RV(execution_records). Only then it
      means something that a run is not there.
    - It is false with O(source=spaces), with O(statuses) or O(execution_types), and if O(since) is more than 30 days ago. It is also false if there is no
      record at all, since the user may lack the privilege VIEW_RESULT. Even if it is true, the user may lack the privilege in some of the environments.
  returned: success
  type: bool
  sample: true
process_ids:
  description: The IDs of the processes that were asked for. Null if those of all processes of the account were.
  returned: success
  type: list
  elements: str
  sample: null
atom_ids:
  description: The IDs of the runtimes that were asked for. Null if all of them were.
  returned: success
  type: list
  elements: str
  sample: null
source:
  description: The API that was queried, V(spaces) or V(platform).
  returned: success
  type: str
  sample: platform
request_count:
  description: How many HTTP requests were sent, including the login and all retries.
  returned: success
  type: int
  sample: 3
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
error:
  description: The failure as data, in the form of RV(boomi.spaces.integration_pack_process_info#module:error). C(msg) is the sentence to show.
  returned: failure
  type: dict
  sample:
    kind: usage
    code: null
    status: null
    url: null
    message: The Spaces API does not say on which runtime a process ran. Set source to platform, or leave out environments and atoms.
    instance_id: null
    instance_ids: []
"""

from ansible_collections.boomi.spaces.plugins.module_utils._connection import connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._module import run
from ansible_collections.boomi.spaces.plugins.module_utils._queries.executions import (
    EXECUTION_SPEC,
    ExecutionFacts,
    execution_facts,
    execution_question_from,
)
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Get, Warn


def answer(get: Get, warn: Warn) -> ExecutionFacts:
    return execution_facts(connection_from(get), execution_question_from(get), warn)


def main() -> None:
    run(EXECUTION_SPEC, answer)


if __name__ == "__main__":
    main()

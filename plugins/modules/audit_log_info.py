#!/usr/bin/python
# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: audit_log_info
short_description: Get who changed what in Boomi, and when
version_added: 0.1.0
description:
  - Gets the entries of the audit log of a span of time. They tell who changed, stopped and resumed schedules, restarted or attached runtimes, or saved
    properties.
  - Only the Platform API has the audit log. The module uses it whichever O(source) is set.
  - The facts are the API's data, without blanks around the values. What an entry does not name is not inferred.
  - The result is complete, or the task fails. It never has only some of the pages.
author:
  - The boomi.spaces maintainers (!UNKNOWN)
extends_documentation_fragment:
  - boomi.spaces.connection
  - boomi.spaces.records
  - boomi.spaces.attributes
options:
  types:
    description:
      - Keep only the entries with these types, as in RV(audit_log[].type). An empty list is an error.
      - By default those with any are kept.
    type: list
    elements: str
  actions:
    description:
      - Keep only the entries with these actions, as in RV(audit_log[].action). An empty list is an error.
      - By default those with any are kept.
    type: list
    elements: str
  modifiers:
    description:
      - Keep only the entries with these modifiers, as in RV(audit_log[].modifier). An empty list is an error.
      - By default those with any are kept.
    type: list
    elements: str
  levels:
    description:
      - Keep only the entries with these levels, as in RV(audit_log[].level). An empty list is an error.
      - By default those with any are kept.
    type: list
    elements: str
  users:
    description:
      - Keep only the entries with these users, given by their e-mail addresses. An empty list is an error.
      - By default those with any are kept.
    type: list
    elements: str
  atoms:
    description:
      - Keep only the entries about these runtimes, given by their IDs or names. A value that matches no runtime of the account is an error, and so is an empty
        list. Entries about no runtime, such as those about properties of the account, are then left out.
      - By default the entries about every runtime, and about none, are kept.
    type: list
    elements: str
notes:
  - The module runs on the host of the task. That host needs the requirements and access to Boomi, and its environment variables are used. To run the
    module on the controller, use C(delegate_to) with V(localhost), or C(connection) with V(local).
  - The user needs the privilege VIEW_AUDIT_LOGS. Without it the task fails. O(atoms) also needs ATOM_MANAGEMENT or ATOM_MANAGEMENT_READ_ONLY.
  - Schedules are of the type V(as.schedules), with the action V(UPDATE), or V(STOP) and V(RESUME) with the modifier V(SINGLE) or V(ALL). Boomi does not
    document whether such an entry names the process. RV(audit_log[].container_id) is the runtime.
  - According to Boomi entries are kept without a limit, which is to become a year. So nothing follows from an entry that is missing and older than a year.
seealso:
  - module: boomi.spaces.execution_record_info
    description: What ran.
  - module: boomi.spaces.atom_info
    description: The runtimes with their IDs.
"""

EXAMPLES = r"""
# The credentials come from the environment: BOOMI_ACCOUNT_ID, BOOMI_USERNAME and BOOMI_API_TOKEN.

- name: Get who changed, stopped and resumed schedules in the last week
  boomi.spaces.audit_log_info:
    since: 7d
    types:
      - as.schedules
  register: changes

- name: Show it
  ansible.builtin.debug:
    msg: "{{ item.date }} {{ item.user_id }}: {{ item.action }} {{ item.modifier }} ({{ item.message or 'no message' }})"
  loop: "{{ changes.audit_log }}"
  loop_control:
    label: "{{ item.document_id }}"

- name: Get everything that happened to a runtime yesterday
  boomi.spaces.audit_log_info:
    since: 48h
    until: 24h
    atoms:
      - prod-frankfurt-2
  register: runtime

- name: Get what one user did in the last 90 minutes
  boomi.spaces.audit_log_info:
    since: 90m
    users:
      - integration.ops@nordwind.example
  register: user

- name: Get the audit log of the last 24 hours
  boomi.spaces.audit_log_info:
  register: last_day

- name: Check that nothing is missing in it
  ansible.builtin.assert:
    that: last_day.exhaustive
"""

RETURN = r"""
audit_log:
  description: The entries, the earliest first.
  returned: success
  type: list
  elements: dict
  contains:
      document_id:
        description: ID of the entry. Several entries can have the same.
        returned: success
        type: str
        sample: XdDAzmwB7C-eRHGS1Oal
      account_id:
        description: ID of the account of the action.
        returned: success
        type: str
        sample: account-123456
      container_id:
        description: ID of the runtime of the action, null if it is about none.
        returned: success
        type: str
        sample: 3456789a-bcde-f0123-4567-89abcdef012
      date:
        description: When it happened, in UTC.
        returned: success
        type: str
        sample: "2016-02-05T09:12:13Z"
      user_id:
        description: E-mail address of the user. For an action by an API token, its owner.
        returned: success
        type: str
        sample: user123@company.biz
      type:
        description: The type of the object, such as V(as.schedules), V(as.atom), V(as.environment) or V(as.account.properties).
        returned: success
        type: str
        sample: as.atom
      action:
        description: What was done, such as V(UPDATE), V(STOP), V(RESUME), V(RESTART), V(ATTACH) or V(SAVE).
        returned: success
        type: str
        sample: UPDATE
      modifier:
        description: How, such as V(SINGLE), V(ALL), V(MANUAL) or V(NONE).
        returned: success
        type: str
        sample: MANUAL
      level:
        description: V(DEBUG), V(INFO), V(WARNING) or V(ERROR).
        returned: success
        type: str
        sample: INFO
      source:
        description: Where, V(API), V(UI), V(MOBILE), V(INTERNAL) or V(UNKNOWN).
        returned: success
        type: str
        sample: UNKNOWN
      message:
        description: A description, null if there is none.
        returned: success
        type: str
        sample: Environment Extensions saved
      properties:
        description: The properties of the action. Which there are depends on its type, and is not documented.
        returned: success
        type: list
        elements: dict
        contains:
          name:
            description: Name of the property.
            returned: success
            type: str
            sample: VERSION_STRING
          value:
            description: Its value after the action.
            returned: success
            type: str
            sample: 16.06.0.0-20160513.182152-27
          previous_value:
            description: Its value before the action.
            returned: success
            type: str
            sample: PREVIOUS_VALUE
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
    - Whether every entry of the span would be in RV(audit_log). Only then it means something that an entry is not there.
    - It is false if O(since) is more than a year ago, or if an option other than O(since) and O(until) limits the entries.
  returned: success
  type: bool
  sample: true
source:
  description: The API that was queried, always V(platform).
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
    kind: auth
    code: null
    status: 403
    url: api.boomi.com/api/rest/v1/company-A1B2C3/AuditLog/query
    message: Access denied due to insufficient permissions.
    instance_id: null
    instance_ids: []
"""

from ansible_collections.boomi.spaces.plugins.module_utils._connection import connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._module import run
from ansible_collections.boomi.spaces.plugins.module_utils._queries.audit import AUDIT_SPEC, AuditFacts, audit_facts, audit_question_from
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Get, Warn


def answer(get: Get, warn: Warn) -> AuditFacts:
    return audit_facts(connection_from(get, needs_space=False), audit_question_from(get), warn)


def main() -> None:
    run(AUDIT_SPEC, answer)


if __name__ == "__main__":
    main()

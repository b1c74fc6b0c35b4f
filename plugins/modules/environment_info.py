#!/usr/bin/python
# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: environment_info
short_description: Get Boomi environments with their runtimes and the instances attached to them
version_added: 0.1.0
description:
  - Gets the environments, with the runtimes (atoms) and the integration pack instances that are attached to each of them.
  - The facts are the API's data, normalised. Lists are always lists, IDs are strings, and an unknown value is null.
  - The result is complete, or the task fails. An unknown environment and a Boomi that cannot be reached are different errors (see RV(error)).
author:
  - The boomi.spaces maintainers (!UNKNOWN)
extends_documentation_fragment:
  - boomi.spaces.connection
  - boomi.spaces.attributes
options:
  environments:
    description:
      - The environments to return, given by their IDs or names. If several have the same name, all of them are returned.
      - By default every environment is returned. An empty list is an error.
    type: list
    elements: str
  classification:
    description:
      - Keep only the environments of this classification, V(PROD) or V(TEST). Together with O(environments), keep only those that match both.
      - By default those of both classifications are kept. If none matches, RV(environments) is empty, which is not an error.
    type: str
    choices: [PROD, TEST]
  missing:
    description:
      - What to do about a selected environment that does not exist.
      - V(fail) fails and names each one. V(report) leaves it out and lists it in RV(missing_environments).
    type: str
    choices: [fail, report]
    default: fail
notes:
  - The module runs on the host of the task. That host needs the requirements and access to Boomi, and its environment variables are used. To run the
    module on the controller, use C(delegate_to) with V(localhost), or C(connection) with V(local).
  - With O(source=platform) reading the runtimes needs the privilege ATOM_MANAGEMENT or ATOM_MANAGEMENT_READ_ONLY, and reading the attached instances
    needs DEPLOY. Without the privilege they are null, with a warning.
seealso:
  - module: boomi.spaces.integration_pack_instance_info
    description: The instances, with the environments that they are attached to.
  - module: boomi.spaces.integration_pack_process_info
    description: What runs there, and when.
"""

EXAMPLES = r"""
# The credentials come from the environment: BOOMI_ACCOUNT_ID, BOOMI_USERNAME, BOOMI_API_TOKEN and BOOMI_SPACE_GUID.

- name: Get every environment
  boomi.spaces.environment_info:
  register: found

- name: Show the runtimes of each of them
  ansible.builtin.debug:
    msg: "{{ item.name }}: {{ item.atoms | map(attribute='name') | join(', ') }}"
  loop: "{{ found.environments }}"
  loop_control:
    label: "{{ item.id }}"

- name: Get the environments of production
  boomi.spaces.environment_info:
    classification: PROD
  register: production

- name: Check that each of them has a runtime
  ansible.builtin.assert:
    that: production.environments | rejectattr('atoms') | length == 0

- name: Check that two environments exist, since the task fails and names each one that does not
  boomi.spaces.environment_info:
    environments:
      - Production
      - Test

- name: Look for an environment without failing
  boomi.spaces.environment_info:
    environments:
      - Staging
    missing: report
  register: staging

- name: Say what to do if it does not exist
  ansible.builtin.debug:
    msg: Ask the platform team for the environment Staging.
  when: staging.missing_environments | length > 0
"""

RETURN = r"""
environments:
  description:
    - The environments, in the API's order.
    - With O(source=platform) an environment that the user may not read, but that an instance is attached to, is listed with its ID only.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the environment.
      returned: success
      type: str
      sample: 4c9d031e-408b-4903-a44e-5a4219e62b25
    name:
      description: Name of the environment.
      returned: success
      type: str
      sample: TestEnvPr
    classification:
      description: V(PROD) or V(TEST).
      returned: success
      type: str
      sample: PROD
    atoms:
      description: The runtimes (atoms) that are attached to the environment. Empty if there are none, null if the user may not read them.
      returned: success
      type: list
      elements: dict
      contains:
        id:
          description: ID of the runtime.
          returned: success
          type: str
          sample: 4bcb8312-2f45-4f29-ab2d-fa20598c0a76
        name:
          description: Name of the runtime.
          returned: success
          type: str
          sample: Test_atom1
    integration_pack_environment_attachment:
      description: The integration pack instances that are attached to the environment. Empty if there are none, null if the user may not read them.
      returned: success
      type: list
      elements: dict
      contains:
        id:
          description: ID of the attachment.
          returned: success
          type: str
          sample: QVRUQUNIX0lQQUNLX0VOVlNXNTBaV2R5WVhScGIyNVFZV05yU1c1emRHRnVZMlV5TnprM01nOjRjOWQwMzFlLTQwOGItNDkwMy1hNDRlLTVhNDIxOWU2MmIyNQ
        environment_id:
          description: ID of the environment.
          returned: success
          type: str
          sample: 4c9d031e-408b-4903-a44e-5a4219e62b25
        integration_pack_instance_id:
          description: ID of the instance.
          returned: success
          type: str
          sample: SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg
missing_environments:
  description: The IDs and names that match no environment. Always empty with O(missing=fail).
  returned: success
  type: list
  elements: str
  sample: []
source:
  description: The API that was queried.
  returned: success
  type: str
  sample: spaces
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
    kind: not_found
    code: null
    status: null
    url: null
    message: Boomi does not know the environment "Staging" in this space. Correct the list, or set missing to report.
    instance_id: null
    instance_ids: []
"""

from ansible_collections.boomi.spaces.plugins.module_utils._connection import connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._module import run
from ansible_collections.boomi.spaces.plugins.module_utils._queries.directory import (
    ENVIRONMENT_SPEC,
    EnvironmentFacts,
    environment_facts,
    environment_question_from,
)
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Get, Warn


def answer(get: Get, warn: Warn) -> EnvironmentFacts:
    return environment_facts(connection_from(get), environment_question_from(get), warn)


def main() -> None:
    run(ENVIRONMENT_SPEC, answer)


if __name__ == "__main__":
    main()

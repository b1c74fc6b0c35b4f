#!/usr/bin/python
# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: integration_pack_instance_info
short_description: Get the installed instances of Boomi integration packs
version_added: 0.1.0
description:
  - Gets the installed instances of integration packs, with the environments that each instance is attached to.
  - The facts are the API's data, normalised. Lists are always lists, IDs are strings, and an unknown value is null.
  - The result is complete, or the task fails. An unknown instance and a Boomi that cannot be reached are different errors (see RV(error)).
author:
  - The boomi.spaces maintainers (!UNKNOWN)
extends_documentation_fragment:
  - boomi.spaces.connection
  - boomi.spaces.attributes
options:
  instance_ids:
    description:
      - IDs of the instances to return, such as V(SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg), in addition to those of O(instance_names).
      - With neither O(instance_ids) nor O(instance_names), every instance of the space is returned, or of the account with O(source=platform).
      - An empty list is an error, so that an unexpectedly empty variable does not go unnoticed.
    type: list
    elements: str
  instance_names:
    description:
      - Names of the instances to return, in addition to those of O(instance_ids). The name of an instance is its override name, or its pack's name
        if it has no override name.
      - Names must match exactly. If several instances have the same name, all of them are returned. An empty list is an error.
      - By default no instance is selected by name. Without names and O(instance_ids), every instance is returned.
    type: list
    elements: str
  integration_packs:
    description:
      - Keep only the instances of these integration packs, given by their IDs or names.
      - Together with O(instance_ids) or O(instance_names), only instances that match both are kept.
      - By default those of all packs are kept. An empty list is an error.
    type: list
    elements: str
  missing:
    description:
      - What to do about a selected instance that does not exist, or a selected integration pack that has no instances.
      - V(fail) fails and names each one. V(report) leaves it out and lists it in RV(missing_instances) or RV(missing_integration_packs).
    type: str
    choices: [fail, report]
    default: fail
notes:
  - The module runs on the host of the task. That host needs the requirements and access to Boomi, and its environment variables are used. To run the
    module on the controller, use C(delegate_to) with V(localhost), or C(connection) with V(local).
  - With O(source=platform) reading the environments of an instance needs the privilege DEPLOY. Without it
    RV(instances[].environments) is null, with a warning.
seealso:
  - module: boomi.spaces.integration_pack_process_info
    description: The processes of these instances.
  - module: boomi.spaces.environment_info
    description: The environments, with their runtimes.
  - module: boomi.spaces.space_info
    description: The spaces, with the packs that they offer.
  - plugin: boomi.spaces.integration_pack_instance
    plugin_type: inventory
    description: The same instances as hosts.
"""

EXAMPLES = r"""
# The credentials come from the environment: BOOMI_ACCOUNT_ID, BOOMI_USERNAME, BOOMI_API_TOKEN and BOOMI_SPACE_GUID.

- name: Get every instance
  boomi.spaces.integration_pack_instance_info:
  register: installed

- name: Show their IDs, to use as instance_ids of other plugins
  ansible.builtin.debug:
    msg: "{{ installed.instances | map(attribute='id') }}"

- name: Show the instances that are attached to no environment
  ansible.builtin.debug:
    msg: "{{ installed.instances | rejectattr('environments') | map(attribute='id') }}"

- name: Get the instances of one pack
  boomi.spaces.integration_pack_instance_info:
    integration_packs:
      - Domestic Order Intake
  register: order_intake

- name: Check that each of them is attached to production
  ansible.builtin.assert:
    that: "'Production' in item.environments | map(attribute='name')"
  loop: "{{ order_intake.instances }}"
  loop_control:
    label: "{{ item.integration_pack_override_name }}"

- name: Check that a pack was removed
  boomi.spaces.integration_pack_instance_info:
    instance_names:
      - Returns Handling
    missing: report
  register: removed
  failed_when: removed.instances | length > 0
"""

RETURN = r"""
instances:
  description: The instances, in the API's order. Empty if none is installed.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the instance.
      returned: success
      type: str
      sample: SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg
    integration_pack_override_name:
      description: The override name of the instance, or null.
      returned: success
      type: str
      sample: Domestic Order Intake
    integration_pack:
      description: The integration packs that the instance was installed from, usually one. An unknown name or description is null.
      returned: success
      type: list
      elements: dict
      contains:
        id:
          description: ID of the integration pack.
          returned: success
          type: str
          sample: 2e659fc6-2202-4da5-9f88-ceda49303885
        name:
          description: Name of the integration pack.
          returned: success
          type: str
          sample: Order Intake
        description:
          description: The publisher's description.
          returned: success
          type: str
          sample: Order Intake Ipack
        installation_type:
          description: V(SINGLE) if an account can install it once, V(MULTI) if it can have several instances.
          returned: success
          type: str
          sample: MULTI
    environments:
      description: The environments that the instance is attached to. Empty if it is attached to none, null if the user may not read them.
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
missing_instances:
  description: The IDs and names that match no instance. Always empty with O(missing=fail).
  returned: success
  type: list
  elements: str
  sample: []
missing_integration_packs:
  description: The integration packs that have no instance. Always empty with O(missing=fail).
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
    message: Boomi does not know the instance "Returns Handling" in this space. Correct the list, or set missing to report.
    instance_id: Returns Handling
    instance_ids: [Returns Handling]
"""

from ansible_collections.boomi.spaces.plugins.module_utils._connection import connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._module import run
from ansible_collections.boomi.spaces.plugins.module_utils._queries.directory import INSTANCE_SPEC, InstanceFacts, instance_facts, instance_question_from
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Get, Warn


def answer(get: Get, warn: Warn) -> InstanceFacts:
    return instance_facts(connection_from(get), instance_question_from(get), warn)


def main() -> None:
    run(INSTANCE_SPEC, answer)


if __name__ == "__main__":
    main()

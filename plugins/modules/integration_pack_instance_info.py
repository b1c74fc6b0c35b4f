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
  - Asks Boomi which integration packs are installed, as which instances, and to which environments each instance is attached.
  - The facts are what the API said, normalised. Lists are always lists, IDs are strings, and what is not known is null.
  - An answer is whole or it is an error. What is not there, and a Boomi that cannot be reached, are different errors (see RV(error)).
author:
  - The boomi.spaces maintainers (@boomi-spaces)
extends_documentation_fragment:
  - boomi.spaces.connection
  - boomi.spaces.attributes
options:
  instance_ids:
    description:
      - IDs of the instances to return, such as V(SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg), beside those of O(instance_names).
      - With neither O(instance_ids) nor O(instance_names), every instance of the space is returned, or of the account with O(source=platform).
      - An empty list is an error, so that a variable that turned out empty does not pass as an answer.
    type: list
    elements: str
  instance_names:
    description:
      - Names of the instances to return, beside those of O(instance_ids). The name of an instance is its override name, or its pack's name
        where it has no override name.
      - Names are compared exactly. Where several instances bear a name, all of them are returned. An empty list is an error.
      - By default there are none. Without O(instance_ids) too, every instance is returned.
    type: list
    elements: str
  integration_packs:
    description:
      - Keep only the instances of these integration packs, each given by its ID or its name.
      - With O(instance_ids) or O(instance_names) too, an instance must be one of those and of one of these packs.
      - By default those of all packs are kept. An empty list is an error.
    type: list
    elements: str
  missing:
    description:
      - What to do about an instance, or an integration pack without instances, that was asked for and is not there.
      - V(fail) fails and names each one. V(report) leaves it out and lists it in RV(missing_instances) or RV(missing_integration_packs).
    type: str
    choices: [fail, report]
    default: fail
notes:
  - The module runs on the host of the task, which needs the requirements and a way to Boomi, and whose environment variables count. Use
    C(delegate_to) with V(localhost), or C(connection) with V(local), to ask from the controller.
  - With O(source=platform) the environments of an instance can be read only with the privilege DEPLOY. Without it
    RV(instances[].environments) is null, and a warning says so.
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

- name: Show their IDs, which other plugins take as instance_ids
  ansible.builtin.debug:
    msg: "{{ installed.instances | map(attribute='id') }}"

- name: Tell which instances are attached to no environment
  ansible.builtin.debug:
    msg: "{{ installed.instances | rejectattr('environments') | map(attribute='id') }}"

- name: Get the instances of one pack
  boomi.spaces.integration_pack_instance_info:
    integration_packs:
      - Domestic Order Intake
  register: order_intake

- name: Prove that each of them is attached to production
  ansible.builtin.assert:
    that: "'Production' in item.environments | map(attribute='name')"
  loop: "{{ order_intake.instances }}"
  loop_control:
    label: "{{ item.integration_pack_override_name }}"

- name: Prove that a pack was removed
  boomi.spaces.integration_pack_instance_info:
    instance_names:
      - Returns Handling
    missing: report
  register: removed
  failed_when: removed.instances | length > 0
"""

RETURN = r"""
instances:
  description: The instances, in the order in which the API lists them. Empty where nothing is installed.
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
      description: The name that this instance was given, or null.
      returned: success
      type: str
      sample: Domestic Order Intake
    integration_pack:
      description: The integration packs that the instance was installed from, most often one. A name or description that is not known is null.
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
          description: What its publisher wrote about it.
          returned: success
          type: str
          sample: Order Intake Ipack
        installation_type:
          description: V(SINGLE) where an account can install it once, V(MULTI) where it can have several instances.
          returned: success
          type: str
          sample: MULTI
    environments:
      description: The environments that the instance is attached to. Empty where it is attached to none, null where the user may not know.
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
  description: The IDs and names that no instance has. Always empty with O(missing=fail).
  returned: success
  type: list
  elements: str
  sample: []
missing_integration_packs:
  description: The integration packs of which there is no instance. Always empty with O(missing=fail).
  returned: success
  type: list
  elements: str
  sample: []
source:
  description: Which API answered.
  returned: success
  type: str
  sample: spaces
request_count:
  description: How many HTTP requests were sent, with the login and all repetitions.
  returned: success
  type: int
  sample: 3
error:
  description: The failure as data, as RV(boomi.spaces.integration_pack_process_info#module:error) has it. C(msg) is the sentence to show.
  returned: failure
  type: dict
  sample:
    kind: not_found
    code: null
    status: null
    url: null
    message: Boomi does not know the instance "Returns Handling" in this space. Correct the list, or set missing to report.
    instance_id: Returns Handling
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

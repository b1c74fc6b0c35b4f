#!/usr/bin/python
# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: space_info
short_description: Get the Boomi spaces of an account
version_added: 0.1.0
description:
  - Gets the spaces of an account. It needs no O(space_guid). Use RV(spaces[].id) as the O(space_guid) of the other modules.
  - The facts are the API's data, normalised. Lists are always lists, IDs are strings, and an unknown value is null.
  - The result is complete, or the task fails. An unknown space and a Boomi that cannot be reached are different errors (see RV(error)).
author:
  - The boomi.spaces maintainers (!UNKNOWN)
extends_documentation_fragment:
  - boomi.spaces.connection
  - boomi.spaces.attributes
options:
  spaces:
    description:
      - The spaces to return, given by their GUIDs or names. If several have the same name, all of them are returned.
      - By default every space is returned. An empty list is an error.
    type: list
    elements: str
  missing:
    description:
      - What to do about a selected space that does not exist.
      - V(fail) fails and names each one. V(report) leaves it out and lists it in RV(missing_spaces).
    type: str
    choices: [fail, report]
    default: fail
notes:
  - The module runs on the host of the task. That host needs the requirements and access to Boomi, and its environment variables are used. To run the
    module on the controller, use C(delegate_to) with V(localhost), or C(connection) with V(local).
  - Only the Spaces API knows spaces, so O(source=platform) is an error.
seealso:
  - module: boomi.spaces.integration_pack_instance_info
    description: The instances of a space.
  - module: boomi.spaces.integration_pack_process_info
    description: The processes of these instances.
"""

EXAMPLES = r"""
# The credentials come from the environment: BOOMI_ACCOUNT_ID, BOOMI_USERNAME and BOOMI_API_TOKEN.

- name: Get every space of the account
  boomi.spaces.space_info:
  register: found

- name: Show their GUIDs
  ansible.builtin.debug:
    msg: "{{ item.name }}: {{ item.id }}"
  loop: "{{ found.spaces }}"
  loop_control:
    label: "{{ item.id }}"

- name: Get one space by its name
  boomi.spaces.space_info:
    spaces:
      - Nordwind Integrations
  register: space

- name: Get the instances of this space
  boomi.spaces.integration_pack_instance_info:
    space_guid: "{{ space.spaces[0].id }}"

- name: Check that a space was removed
  boomi.spaces.space_info:
    spaces:
      - Nordwind Archive
    missing: report
  register: archive
  failed_when: archive.spaces | length > 0
"""

RETURN = r"""
spaces:
  description: The spaces, in the API's order. Empty if the account has none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: GUID of the space.
      returned: success
      type: str
      sample: 2dcd9964-b85e-42ce-998d-b7c22
    name:
      description: Name of the space.
      returned: success
      type: str
      sample: Trial1_Space
    description:
      description: What the space is for.
      returned: success
      type: str
      sample: testing uploading logo
    url:
      description: The address of the space for its users.
      returned: success
      type: str
      sample: https://space.boomi.com?guid=2dcd9964-b85e-42ce-998d-b7c22
    theme:
      description: The appearance of the space, or null.
      returned: success
      type: dict
      contains:
        logo_url:
          description: Address of the logo.
          returned: success
          type: str
          sample: https://cdn.example/logo.svg
        logo_alt_txt:
          description: Alternative text of the logo.
          returned: success
          type: str
          sample: Acme
    account_group:
      description: The group of accounts that the space is for, or null.
      returned: success
      type: dict
      contains:
        id:
          description: ID of the account group.
          returned: success
          type: str
          sample: 3ebe1222-b5fa-4d53-ab2f-fd57c4daf530
        name:
          description: Name of the account group.
          returned: success
          type: str
          sample: Trial1
    shared_ipacks:
      description: The integration packs that the space offers.
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
    created_date:
      description: When the space was created, in the API's format, without a time zone.
      returned: success
      type: str
      sample: "2022-11-03 08:43:50.0"
    modified_date:
      description: When the space was last changed, in the same format, or null.
      returned: success
      type: str
      sample: "2023-04-14 08:15:00.0"
    created_by_account_id:
      description: ID of the account that created the space.
      returned: success
      type: str
      sample: TestAccountA-WU8VYK
    modified_by_account_id:
      description: ID of the account that last changed the space, or null.
      returned: success
      type: str
      sample: TestAccountA-WU8VYK
missing_spaces:
  description: The GUIDs and names that match no space. Always empty with O(missing=fail).
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
    message: Boomi does not know the space "Nordwind Archive" in this account. Correct the list, or set missing to report.
    instance_id: null
    instance_ids: []
"""

from ansible_collections.boomi.spaces.plugins.module_utils._connection import connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._module import run
from ansible_collections.boomi.spaces.plugins.module_utils._queries.directory import SPACE_SPEC, SpaceFacts, space_facts, space_question_from
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Get, Warn


def answer(get: Get, warn: Warn) -> SpaceFacts:
    return space_facts(connection_from(get, needs_space=False), space_question_from(get), warn)


def main() -> None:
    run(SPACE_SPEC, answer)


if __name__ == "__main__":
    main()
